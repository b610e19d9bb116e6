"""Tables compared by their grids: whether anything is merged, where the cells of each row end.

In: rows of tables, or how many columns each of their cells covers. Out: answers.
"""

from collections.abc import Sequence
from itertools import accumulate

from drafter.blocks import Row


def is_plain(rows: Sequence[Row]) -> bool:
    """Whether no cell spans anything and all rows are of one length."""
    return len({len(row.cells) for row in rows}) <= 1 and all(
        cell.colspan == cell.rowspan == 1 for row in rows for cell in row.cells
    )


def edges(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Where the cells of each row end, counted in the ends that there are: the same for a grid with idle columns."""
    ends = [list(accumulate(spans)) for spans in rows]
    order = {end: n for n, end in enumerate(sorted({end for row in ends for end in row}))}
    return [[order[end] for end in row] for row in ends]
