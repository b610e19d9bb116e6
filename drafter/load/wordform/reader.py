"""The forms of one Word file, read from top to bottom: head, money, goals, list of indicators, tail.

In: the blocks of the file and the ``Words``. Out: ``Form``s and what could not be placed. Where a part begins is
seen by its labels, never by its place; a table without a form is left aside, with a remark.
"""

from collections.abc import Sequence

from msgspec import Struct

from drafter.blocks import Block, Table, Text
from drafter.load.wordform.fields import Reading, Units, note_label, without_gaps
from drafter.load.wordform.form import Form
from drafter.load.wordform.grid import Cell, Line, lines_of, refuse_huge
from drafter.load.wordform.labels import Words, read_label
from drafter.load.wordform.pairs import NAMES, is_label, put, read_money, read_pairs
from drafter.load.wordform.remarks import Remarks
from drafter.load.wordform.rows import Above, add_units, read_row, take_side
from drafter.load.wordform.sections import Head, goal_label, goals_head, indicator_head, lower_head, money_head

_TITLES = 6
"""So many paragraphs above a table may be its title: a title of several lines, unit, date."""
_LONGEST_TITLE = 60
"""Characters of a line of a title; a longer one is prose."""
_PROSE = 30
"""Characters; a longer paragraph between two tables is prose, and the second one no part of the form before it."""


class _Table(Struct):
    """A table with its lines and the paragraphs above it."""

    lines: list[Line]
    above: list[Text]
    name: str


def forms_of(blocks: Sequence[Block], file: str, words: Words) -> tuple[list[Form], Remarks]:
    """The forms in the blocks of a file, and the remarks on what was left over."""
    refuse_huge(blocks, file)
    remarks = Remarks(file)
    tables = _tables(blocks)
    reading = Reading(words, remarks)
    reader = _FormReader(reading)
    aside: list[_Table] = []
    read: list[_Table] = []
    for table in tables:
        if reader.belongs(table):
            reader.table(table)
            read.append(table)
        else:
            aside.append(table)
    if not read:
        read = [table for table in aside if any(indicator_head(line, words) for line in table.lines)]
        aside = [table for table in aside if table not in read]
        for table in read:
            reader.table(table)
    add_units(reading)
    for table in read:
        remarks.left_over(table.lines)
    for table in aside if read else ():
        if any(line.own for line in table.lines):
            remarks.at(table.name, "不像自评表", "没有读入这张表", "要读入的，请在它上面加一行“…自评表”的标题")
    return [form for form in reading.forms if not form.is_empty], remarks


def _tables(blocks: Sequence[Block]) -> list[_Table]:
    found: list[_Table] = []
    above: list[Text] = []
    for block in blocks:
        if isinstance(block, Text) and block.text.strip():
            above.append(block)
        if not isinstance(block, Table):
            continue
        name = f"表{len(found) + 1}"
        found.append(_Table(list(lines_of(block, name)), above, name))
        above = []
    return found


class _FormReader:
    """Reads line by line; keeps which part of which form a line belongs to (``mode``: 指标, 资金, 目标, or none)."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = reading.words
        self.head: Head | None = None
        self.mode = ""
        self.above = Above()
        self.head_row = -1

    def belongs(self, table: _Table) -> bool:
        """Whether a table is (a part of) a form: its title or first rows say so, or it goes on with one."""
        if self._titled(table) or self._named(table):
            return True
        parted = any(len(p.text) > _PROSE or p.style.startswith("标题") for p in table.above)
        return bool(self.reading.forms) and not parted

    def _titled(self, table: _Table) -> bool:
        return any(
            word in paragraph.text and len(paragraph.text) <= _LONGEST_TITLE and not paragraph.text.endswith("。")
            for paragraph in table.above[-_TITLES:]
            for word in self.words.titles
        )

    def _named(self, table: _Table) -> bool:
        """Whether one of the first rows has the name of a unit or project with its value."""
        for line in [line for line in table.lines if line.own][:4]:
            for cell, after in zip(line.own, [*line.own[1:], None], strict=True):
                key = self.words.field(read_label(cell.text))
                if key in NAMES and after is not None and not is_label(after, self.reading) and len(line.own) <= 6:
                    return True
                if any(name in NAMES for name, _ in self.words.inline(cell.text)):
                    return True
        return False

    def table(self, table: _Table) -> None:
        """Reads a table, with what the lines above it say."""
        forms = self.reading.forms
        if not forms or (forms[-1].has_body and (self._titled(table) or self._named(table))):
            forms.append(Form(self.reading.remarks.file, table.name))
            self.mode, self.head = "", None
        titles = [paragraph.text for paragraph in table.above[-_TITLES:]]
        self.reading.form.titles += tuple(titles)
        for number, text in enumerate(titles):
            if len(text) <= 2 * _LONGEST_TITLE:
                for key, value in self.words.inline(text):
                    put(key, value, Cell(value, f"{table.name} 上面第{number + 1}行", 0, 0, 1, 1), self.reading)
        if self.head is not None and table.lines and table.lines[0].width != self.head.width:
            self.mode = ""
        elif self.head is not None:
            head = self.head
            self.head = Head(head.columns, head.width, table.name, head.titles)
        for line in table.lines:
            self.line(line)

    def line(self, line: Line) -> None:
        """One row."""
        own = line.own
        if not own:
            return
        if self._begins(line):
            return
        if self.mode and self._ends(line):
            self.mode = ""
        if self.mode == "指标" and self.head:
            take_side(line, self.head, self.reading)
            read_row(line, self.head, self.above, self.reading)
        elif self.mode == "资金" and self.head:
            read_money(line, self.head, self.reading)
        elif self.mode == "目标" and self.head:
            self._goals(line, self.head)
        else:
            read_pairs(line, self.head, self.reading)

    def _begins(self, line: Line) -> bool:
        """Whether the row is a head: then it sets the mode."""
        head = indicator_head(line, self.words)
        if head is not None:
            self._start("指标", head, line)
            take_side(line, head, self.reading)
            return True
        lower = None
        if self.mode == "指标" and self.head and self.head_row == line.number - 1:
            lower = lower_head(line, self.head, self.words)
        if lower is not None:
            self._start("指标", lower, line)
            return True
        for mode, found in (("资金", money_head(line, self.words)), ("目标", goals_head(line, self.words))):
            if found is not None:
                self._start(mode, found, line)
                return True
        return False

    def _start(self, mode: str, head: Head, line: Line) -> None:
        again = mode == self.mode == "指标"
        if not again:
            self.reading.units.append(Units())
        self.mode, self.head, self.head_row = mode, head, line.number
        if not again:
            self.above = Above()
        for cell in line.starting:
            label = read_label(cell.text)
            key = head.key_of(cell)
            if key or self.words.among((*self.words.unread, *self.words.money_whole), label):
                cell.used = True
                if mode == "资金":
                    note_label(label, cell, self.reading, points=key == "得分")
            elif mode != "指标" and self.words.among(self.words.beside, label):
                note_label(label, cell, self.reading, points=mode == "资金")
        self._unread(line, head)

    def _unread(self, line: Line, head: Head) -> None:
        """Columns that are known to hold nothing: 序号."""
        self.unread = [
            (cell.column, cell.end)
            for cell in line.starting
            if self.words.among(self.words.unread, read_label(cell.text))
        ]

    def _ends(self, line: Line) -> bool:
        """Whether a row leaves the list it follows: its first cell is a label of another part."""
        for cell in line.starting:
            if any(start <= cell.column and cell.end <= end for start, end in self.unread):
                cell.used = True
        own = [cell for cell in line.own if not cell.used]
        if not own or self.head is None:
            return False
        first, label = own[0], read_label(own[0].text)
        if self.mode == "资金":
            if self.words.among(self.words.money_whole, label):
                return False
            return self._is_tail(first) or goal_label(first.text, self.words) is not None
        if self.mode == "目标" and self.head.key_of(first):
            return first.column < self.head.first or (len(own) == 1 and self.words.field(label) is not None)
        if self.words.among(self.words.execution, label):
            return False
        spans = len(self.head.covered(first)) > 1 or first.column < self.head.first or first.column == 0
        return spans and (self._is_tail(first) or goal_label(first.text, self.words) is not None)

    def _is_tail(self, cell: Cell) -> bool:
        """A label of the head or tail of a form, not one of the money table."""
        key = self.words.field(read_label(cell.text))
        return key is not None or self.words.begins_inline(cell.text)

    def _goals(self, line: Line, head: Head) -> None:
        found: dict[str, str] = {}
        for cell in line.starting:
            key = head.key_of(cell)
            if key:
                found[key] = without_gaps(cell.take())
            elif self.words.among(self.words.beside, read_label(cell.text)):
                cell.used = True
        values = {key: value for key, value in found.items() if value}
        goals = self.reading.form.goals
        if not values:
            return
        if goals and not goals[-1].rows and not goals[-1].values.keys() & values.keys():
            goals[-1].values.update(values)
        else:
            self.reading.form.new_goal(values)
