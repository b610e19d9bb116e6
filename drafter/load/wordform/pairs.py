"""A row outside of the lists: labels with their values at the right, or behind a colon in the same cell; money rows.

In: a ``Line``, perhaps under the head of the money table. Out: the form changed (预算执行, an entry of 明细); cells
that mean nothing are left unused.
"""

from drafter.load.wordform.fields import Reading, note_label, place, readable, without_gaps
from drafter.load.wordform.form import EXECUTION, LINES, Form
from drafter.load.wordform.grid import Cell, Line
from drafter.load.wordform.labels import read_label
from drafter.load.wordform.rows import start_goal
from drafter.load.wordform.sections import Head, goal_label

NAMES = ("单位名称", "项目名称")
"""The fields that a form begins with."""

_GOAL_TEXTS = ("预期目标", "实际完成情况")
_LONG = 60
"""Characters of the name of a goal; a longer text behind 年度目标1 is its 预期目标."""


def read_pairs(line: Line, head: Head | None, reading: Reading) -> None:
    """Every label of the row with its value."""
    cells = [cell for cell in line.starting if not cell.used]
    skip = 0
    for number, cell in enumerate(cells):
        if skip:
            skip -= 1
            continue
        following = cells[number + 1 :]
        if cell.text.strip():
            skip = _read(cell, following, head, reading)


def _read(cell: Cell, following: list[Cell], head: Head | None, reading: Reading) -> int:
    """Reads a label; how many of the following cells it took."""
    words = reading.words
    inline = list(words.inline(cell.text))
    if inline and words.begins_inline(cell.text) and words.field(read_label(cell.text)) is None:
        for name, value in inline:
            put(name, value, cell, reading)
        return 0
    goal = goal_label(cell.text, words)
    if goal is not None:
        return _read_goal(cell, following, reading)
    label = read_label(cell.text)
    key = words.field(label)
    if key is None:
        if words.among(words.beside, label):
            note_label(label, cell, reading, points=words.among(words.execution, label))
        return 0
    cell.used = True
    if key == "总分":
        return _read_total(following, head, reading)
    if key in EXECUTION:
        note_label(label, cell, reading, points=key in ("执行率", "得分"))
    if not following or (is_label(following[0], reading) if key not in LINES else is_bare(following[0], reading)):
        return 0
    put(key, following[0].text, following[0], reading)
    return 1


def put(key: str, text: str, cell: Cell, reading: Reading) -> None:
    """A value for a field; a name begins a new form where the form before it is complete."""
    if key in NAMES and without_gaps(text) and (not reading.forms or reading.form.has_body):
        before = reading.forms[-1] if reading.forms else None
        reading.forms.append(Form(before.file if before else reading.remarks.file, cell.table))
    if key in _GOAL_TEXTS:
        cell.used = True
        _goal_text(key, without_gaps(text), reading)
        return
    place(key, text, cell, reading)


def is_label(cell: Cell, reading: Reading) -> bool:
    """Whether a cell is a label of its own, or carries one with its value."""
    return is_bare(cell, reading) or reading.words.begins_inline(cell.text)


def is_bare(cell: Cell, reading: Reading) -> bool:
    """Whether a cell is a label with nothing else in it."""
    return reading.words.field(read_label(cell.text)) is not None


def _goal_text(key: str, text: str, reading: Reading) -> None:
    """预期目标 begins a goal where the last one has it; 实际完成情况 belongs to the last one."""
    if not text:
        return
    goals = reading.form.goals
    if not goals or goals[-1].values.get(key):
        reading.form.new_goal()
    goals[-1].values[key] = text


def _read_goal(cell: Cell, following: list[Cell], reading: Reading) -> int:
    goal = goal_label(cell.text, reading.words)
    if goal is None:
        return 0
    cell.used = True
    if goal.name and not (following and following[0].text.strip()):
        start_goal(reading, goal.name, goal.points)
        return 0
    if not following or is_label(following[0], reading):
        if goal.numbered or goal.points:
            start_goal(reading, goal.name, goal.points)
        return 0
    value = following[0]
    value.used = True
    text = without_gaps(value.text)
    if (goal.numbered or goal.points) and len(text) <= _LONG:
        start_goal(reading, text, goal.points)
    elif text or goal.points:
        start_goal(reading, "", goal.points).values.update({"预期目标": text} if text else {})
    return 1


def _read_total(following: list[Cell], head: Head | None, reading: Reading) -> int:
    """总分: the figure in the column of scores, or the only one, or the second of two (full marks before it).

    Gives the number of cells that belong to the label.
    """
    values: list[Cell] = []
    for cell in following:
        if cell.text.strip() and is_label(cell, reading):
            break
        values.append(cell)
    texts = {id(cell): without_gaps(cell.text) for cell in values}
    figures = [cell for cell in values if texts[id(cell)] and readable("总分", texts[id(cell)])]
    for cell in values:
        cell.used = cell.used or reading.words.is_nothing(cell.text) or not texts[id(cell)]
    column = [cell for cell in figures if head and cell.table == head.table and head.covered(cell) == ["得分"]]
    full = [cell for cell in figures if head and cell.table == head.table and head.covered(cell) == ["分值"]]
    chosen = column[0] if column else None
    rest = [cell for cell in figures if cell not in full] if head else figures
    if chosen is None and len(rest) == 1:
        chosen = rest[0]
    elif chosen is None and len(figures) == 2:
        full, chosen = figures[:1], figures[1]
    for cell in full:
        cell.used = True
    if chosen is not None:
        place("总分", chosen.text, chosen, reading)
    return len(values)


PART_KEYS = ("年初预算数", "全年预算数", "全年执行数")


def read_money(line: Line, head: Head, reading: Reading) -> None:
    """Reads the row; a cell that began further up belongs to the row it began in."""
    name_cell = _name(line, head)
    name = name_cell.text if name_cell else ""
    whole = not name or reading.words.among(reading.words.money_whole, read_label(name))
    cells = {key: cell for cell in line.starting if (key := head.key_of(cell))}
    if whole:
        if name_cell:
            name_cell.used = True
        for key, cell in cells.items():
            place(key, cell.text, cell, reading)
        return
    part: dict[str, str] = {}
    for key, cell in cells.items():
        text = without_gaps(cell.text)
        if not text or reading.words.is_nothing(text):
            cell.used = True
        elif key in PART_KEYS and readable(key, text):
            part[key] = text
            cell.used = True
    if name_cell and (part or not any(cell.text.strip() and not cell.used for cell in cells.values())):
        name_cell.used = True
    if part:
        reading.form.parts.append({"名称": _plain(name, reading), **part})


def _name(line: Line, head: Head) -> Cell | None:
    """The nearest text at the left of the figures."""
    left = [cell for cell in line.starting if cell.end <= head.first and cell.text.strip()]
    return left[-1] if left else None


def _plain(name: str, reading: Reading) -> str:
    text = "".join(name.split())
    for prefix in reading.words.money_prefixes:
        text = text.removeprefix(prefix)
    return text
