"""Two orders of things: what rises in both, what is paired best without crossing, what is each other's best.

In: numbers and a weight for each pair. Out: pairs.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

_Score = TypeVar("_Score", float, tuple[float, float])

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


def best_for_both(
    left: Sequence[int], right: Sequence[int], score: Callable[[int, int], _Score | None]
) -> dict[int, int]:
    """Every left one with the right one that suits it better than all others, and that it suits better than all others.

    A score of None is no pair; of two equal scores neither is the better.
    """
    rows: dict[int, list[tuple[_Score, int]]] = defaultdict(list)
    columns: dict[int, list[tuple[_Score, int]]] = defaultdict(list)
    for one in left:
        for other in right:
            found = score(one, other)
            if found is not None:
                rows[one].append((found, other))
                columns[other].append((found, one))
    mine, theirs = ({at: _single_best(scores) for at, scores in side.items()} for side in (rows, columns))
    return {one: other for one, other in mine.items() if other is not None and theirs[other] == one}


def _single_best(scores: Sequence[tuple[_Score, int]]) -> int | None:
    best, at = max(scores)
    return at if sum(score == best for score, _ in scores) == 1 else None
