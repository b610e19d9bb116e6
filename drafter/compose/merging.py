"""Equal neighbours of a column become one cell.

In: which columns merge, and the texts of the rows. Out: how many rows each cell covers, 0 for one that is covered.
"""

from collections.abc import Sequence
from itertools import pairwise


def rowspans(merges: Sequence[bool], rows: Sequence[Sequence[str]]) -> list[list[int]]:
    """Rowspans by row and column; a merged column stays inside the cell that its rows share on the left.

    Only the merged columns from the left on count: behind the first that does not merge nothing does. Empty cells
    never merge.
    """
    spans = [[1] * len(merges) for _ in rows]
    starts = {0}
    for c, merge in enumerate(merges):
        if not merge:
            break
        starts |= {r for r in range(1, len(rows)) if rows[r][c] != rows[r - 1][c] or not rows[r][c]}
        for begin, end in pairwise([*sorted(starts), len(rows)]):
            spans[begin][c] = end - begin
            for r in range(begin + 1, end):
                spans[r][c] = 0
    return spans
