"""The base of the merge: the blocks of the last generation, with what the clerk has not decided on as it was before.

In: the state of the last generation, and the marks that were taken back from the file. Out: its blocks and the marks
that were still open.

Why not simply the last generation: generation 1 said 10万元, the clerk wrote 11万元, generation 2 said 12万元 and a
conflict was left open. Taking it back gives the clerk's 11万元 again. Merged against 12万元 with data that still say
12万元, the 11万元 would look like an edit of the clerk's after the conflict, and stay without a word. Against 10万元
it is a conflict again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar, get_args

from msgspec.structs import replace

from drafter.blocks import Block, Cell, Chart, ChartForm, Point, Row, Series, Table, Text, grid
from drafter.docx.anchors import unique_ids
from drafter.revise.plan import line_of
from drafter.state.record import Pending, State

_T = TypeVar("_T")

_CHART = "\x1d"
"""What a chart begins with there."""

_CELLS, _ROWS = "\x1f", "\x1e"
"""Separators of cells and of rows where a ``Pending`` keeps a table as one text; they are in no text of a report."""


def still_waiting(
    pending: Iterable[Pending],
    spans: Iterable[tuple[str, str]],
    notes: Iterable[str],
    gone: Iterable[str],
    added: Iterable[str],
) -> tuple[Pending, ...]:
    """The marks of the state that were still in the file: those that the clerk has not decided on.

    ``spans``: (struck, inserted) texts, ``notes``: texts of comments, ``gone`` and ``added``: texts of whole
    paragraphs and rows, all as they were taken back. Each is used up by one mark.
    """
    notes = tuple(notes)
    open_spans, open_notes, open_gone, open_added = Counter(spans), Counter(notes), Counter(gone), Counter(added)
    found = []
    for mark in pending:
        if mark.kind == "quote":
            is_there = mark.note in notes
        elif mark.kind == "gone" and mark.hers:
            is_there = all(_take(open_gone, line) for line in mark.hers.split("\n") if line.strip("|"))
            _take(open_notes, mark.note)
        elif mark.kind == "added":
            lines = [line for line in mark.new.split(_ROWS) if line.strip("|") or not mark.new.strip("|")]
            is_there = all(_take(open_added, line) for line in lines)
        elif mark.hers or mark.new:
            is_there = _take(open_spans, (mark.hers, mark.new)) or _take_lines(open_spans, mark.hers)
            _take(open_notes, mark.note)
        else:
            is_there = _take(open_notes, mark.note)
        if is_there:
            found.append(mark)
    return tuple(found)


def _take(left: Counter[_T], what: _T) -> bool:
    """Uses one up; False where none is left."""
    if left[what] <= 0:
        return False
    left[what] -= 1
    return True


def _take_lines(left: Counter[tuple[str, str]], struck: str) -> bool:
    """A cell of several lines is struck line by line."""
    lines = struck.split("\n")
    found = [span for span in left if left[span] > 0 and len(lines) > 1 and span[0] and span[0] in lines]
    return sum(_take(left, span) for span in found) > 0


def merge_base(state: State, waiting: Sequence[Pending]) -> tuple[Block, ...]:
    """The blocks of the last generation, open marks undone: spans at their old text, what was added out, what went
    in."""
    added = {(mark.block, mark.row) for mark in waiting if mark.kind == "added"}
    blocks: list[Block] = []
    for block in state.blocks:
        if (block.id, "") in added:
            continue
        marks = [mark for mark in waiting if mark.block == block.id and mark.kind in ("span", "text")]
        if isinstance(block, Text):
            blocks.append(replace(block, text=_set_back(block.text, marks)) if marks else block)
        elif isinstance(block, Chart):
            packed = next((mark.old for mark in marks if mark.kind == "text"), "")
            blocks.append(unpacked_chart(block.id, packed) if packed else block)
        else:
            packed = next((mark.old for mark in marks if mark.kind == "text" and mark.old), "")
            known = _unpacked(packed) if packed else block.rows
            rows = tuple(_row(row, marks) for row in known if (block.id, row.id) not in added)
            blocks.append(replace(block, rows=rows))
    for mark in waiting:
        if mark.kind == "gone":
            _put_back(blocks, mark)
    return tuple(blocks)


def with_unique_ids(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks and rows with ids of which none occurs twice, as their anchors are made from them."""
    named: list[Block] = []
    for block, name in zip(blocks, unique_ids([block.id for block in blocks]), strict=True):
        if isinstance(block, Table):
            names = unique_ids([row.id for row in block.rows])
            rows = tuple(replace(row, id=one) for row, one in zip(block.rows, names, strict=True))
            named.append(replace(block, id=name, rows=rows))
        else:
            named.append(replace(block, id=name))
    return tuple(named)


def packed_chart(chart: Chart) -> str:
    """A chart of the base as the ``old`` of a ``Pending``: its names, its figures, how it looked."""
    head = (chart.form, chart.number_format, chart.look)
    names = ("", *(series.name for series in chart.series))
    lines = ((name, *(str(s.points[at].number) for s in chart.series)) for at, name in enumerate(chart.categories))
    return _CHART + _ROWS.join(_CELLS.join(line) for line in (head, names, *lines))


def unpacked_chart(block_id: str, packed: str) -> Chart:
    """The chart that ``packed_chart`` made a text of."""
    (form, number_format, look), names, *lines = (row.split(_CELLS) for row in packed[len(_CHART) :].split(_ROWS))
    series = tuple(
        Series(name, tuple(Point(Decimal(line[at]), line[at]) for line in lines))
        for at, name in enumerate(names[1:], 1)
    )
    shape = next(one for one in get_args(ChartForm) if one == form)
    categories = tuple(line[0] for line in lines)
    return Chart(block_id, form=shape, categories=categories, series=series, number_format=number_format, look=look)


def packed_rows(rows: Iterable[Row]) -> str:
    """Rows of the base as the ``old`` of a ``Pending``: ids and texts of cells, to be unpacked again."""
    return _ROWS.join(_CELLS.join((row.id, *(cell.text for cell in row.cells))) for row in rows)


def packed_new_rows(rows: Sequence[Row]) -> str:
    """Rows of a new table as the ``new`` of a ``Pending``: each as it reads in the clerk's file, cells joined by |."""
    return _ROWS.join(line_of(slot.text for slot in slots) for slots in grid(rows))


def _set_back(text: str, marks: Sequence[Pending]) -> str:
    for mark in sorted(marks, key=lambda mark: -mark.start):
        text = mark.old if mark.kind == "text" else text[: mark.start] + mark.old + text[mark.end :]
    return text


def _row(row: Row, marks: Sequence[Pending]) -> Row:
    of_row = [mark for mark in marks if mark.row == row.id]
    if not of_row:
        return row
    return replace(
        row,
        cells=tuple(
            replace(cell, text=_set_back(cell.text, [mark for mark in of_row if mark.cell == number]))
            for number, cell in enumerate(row.cells)
        ),
    )


def _put_back(blocks: list[Block], mark: Pending) -> None:
    """Puts back what the data do not give any more, and the clerk has not agreed to lose."""
    if mark.row:
        for at, block in enumerate(blocks):
            if block.id == mark.block and isinstance(block, Table):
                rows = list(block.rows)
                where = next((i for i, row in enumerate(rows) if row.id == mark.after), -1)
                rows.insert(where + 1, _unpacked(mark.old)[0])
                blocks[at] = replace(block, rows=tuple(rows))
        return
    where = next((i for i, block in enumerate(blocks) if block.id == mark.after), -1)
    if mark.old.startswith(_CHART):
        blocks.insert(where + 1, unpacked_chart(mark.block, mark.old))
    elif _CELLS in mark.old:
        blocks.insert(where + 1, Table(mark.block, rows=_unpacked(mark.old)))
    else:
        blocks.insert(where + 1, Text(mark.block, "body", mark.old))


def _unpacked(old: str) -> tuple[Row, ...]:
    found = []
    for line in old.split(_ROWS):
        row_id, *cells = line.split(_CELLS)
        found.append(Row(row_id, tuple(Cell(text) for text in cells)))
    return tuple(found)
