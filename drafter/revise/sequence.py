"""Two orders of things: what rises in both, and what is paired best without crossing.

In: numbers and a weight for each pair. Out: pairs.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence

_MOST_CELLS = 250_000
"""Pairs that are weighed; beyond them only those near the diagonal."""


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs that rise on both sides; ``pairs`` rise on the left."""
    tails: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for number, (_, right) in enumerate(pairs):
        place = bisect_left(tails, right)
        back.append(at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(right)
            at.append(number)
        else:
            tails[place], at[place] = right, number
    found = []
    number = at[-1] if at else -1
    while number >= 0:
        found.append(pairs[number])
        number = back[number]
    return found[::-1]


def aligned(left: Sequence[int], right: Sequence[int], weight: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """The pairs of greatest weight together that do not cross; of equal ones the earlier. Weight 0 is no pair."""
    if not left or not right:
        return []
    rows, columns = len(left), len(right)
    band = max(abs(rows - columns) + 8, _MOST_CELLS // max(rows, columns) // 2)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step = [bytearray(columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        above, mine, steps = best[i + 1], best[i], step[i]
        for j in range(columns - 1, -1, -1):
            down, along = above[j], mine[j + 1]
            found, way = (down, 1) if down >= along else (along, 2)
            if abs(i * columns - j * rows) <= band * max(rows, columns):
                value = weight(left[i], right[j])
                if value and above[j + 1] + value >= found:
                    found, way = above[j + 1] + value, 0
            mine[j], steps[j] = found, way
    pairs = []
    i = j = 0
    while i < rows and j < columns:
        if step[i][j] == 0:
            pairs.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif step[i][j] == 1:
            i += 1
        else:
            j += 1
    return pairs
