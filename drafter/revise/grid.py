"""A table of the state laid out on its grid, covered places too, as a Word file has them.

In: the rows of a ``StateTable``. Out: for each row its ``Slot``s from left to right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from drafter.state import StateRow


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of the grid: its text ("" below the first row of a merged cell), and which cell of its row it is.

    ``cell``: -1 for a place that a cell above covers. ``merge``: as Word calls it.
    """

    text: str
    span: int
    cell: int
    merge: str = ""


def grid(rows: Sequence[StateRow]) -> list[tuple[Slot, ...]]:
    """The places of every row; rows that do not fill the grid stay short."""
    open_: dict[int, tuple[int, int]] = {}  # column -> span, rows still covered
    laid = []
    for row in rows:
        slots: list[Slot] = []
        column, number = 0, 0
        while column in open_ or number < len(row.cells):
            if column in open_:
                span, left = open_.pop(column)
                slots.append(Slot("", span, -1, "continue"))
            else:
                cell = row.cells[number]
                span, left = cell.colspan, cell.rowspan
                slots.append(Slot(cell.text, span, number, "restart" if left > 1 else ""))
                number += 1
            if left > 1:
                open_[column] = span, left - 1
            column += span
        laid.append(tuple(slots))
    return laid


def is_plain(rows: Sequence[StateRow]) -> bool:
    """Whether no cell spans anything and all rows are of one length."""
    return len({len(row.cells) for row in rows}) <= 1 and all(
        cell.colspan == cell.rowspan == 1 for row in rows for cell in row.cells
    )


def edges(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Where the cells of each row end, counted in the ends that there are: the same for a grid with idle columns."""
    ends = [list(accumulate(spans)) for spans in rows]
    order = {end: n for n, end in enumerate(sorted({end for row in ends for end in row}))}
    return [[order[end] for end in row] for row in ends]
