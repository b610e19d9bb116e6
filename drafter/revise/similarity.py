"""How alike two texts are, and which of many pairs of texts belong together.

In: texts; numbers and a weight for each pair. Out: a ``Profile`` of a text and the similarity of two, figures left
out of it, quick enough for many pairs; pairs that rise on both sides, weigh most without crossing, or are each
other's best.
"""

import itertools
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from drafter.patterns import regex
from drafter.revise.tokens import TokenKind, number_length, tokens

_REMNANT = 0.2
"""The least similarity of two texts of which the one may be what is left of the other. Of
8,843 pairs of different paragraphs in the example drafts 93% are below."""

_BLANK = regex(r"\s+")


def bare(text: str) -> str:
    """The text without its paragraph number and blanks, to see whether two paragraphs are word for word the same."""
    text = text.strip()
    return _BLANK.sub("", text[number_length(text) :])


class Profile(Struct, frozen=True, dict=True):
    """A text as it is compared with others; what is computed from it is computed once."""

    text: str

    @cached_property
    def bare(self) -> str:
        return bare(self.text)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The keys of its figures."""
        return frozenset(token.key for token in tokens(self.bare) if token.kind is TokenKind.FIGURE)

    @cached_property
    def pairs(self) -> Counter[str]:
        """How often each two neighbouring characters are in it; every figure counts as one character, #."""
        shown = "".join(token.mask for token in tokens(self.bare) if token.kind is not TokenKind.NUMBER)
        return Counter(map("".join, itertools.pairwise(shown))) if len(shown) > 1 else Counter([shown])

    @cached_property
    def size(self) -> int:
        return self.pairs.total()


def similarity(left: Profile, right: Profile) -> float:
    """0 for nothing in common, 1 for the same words (the Dice coefficient of their pairs of characters)."""
    return 2 * shared_pairs(left.pairs, right.pairs) / max(1, left.size + right.size)


def shared_pairs(left: Counter[str], right: Counter[str]) -> int:
    """How many pairs of characters two texts have in common."""
    if len(left) > len(right):
        left, right = right, left
    return sum(min(count, right[pair]) for pair, count in left.items() if pair in right)


def contained(part: Profile, whole: Profile, without: Profile | None = None) -> float:
    """The share, 0 to 1, of ``part`` that is in ``whole``; what ``without`` has of it already does not count again."""
    rest = whole.pairs - without.pairs if without else whole.pairs
    return shared_pairs(part.pairs, rest) / max(1, part.size)


def is_remnant(block: Profile, paragraph: Profile) -> bool:
    """Whether anything of a block is left in the paragraph that is in its place: a figure, or some words."""
    return bool(block.figures & paragraph.figures) or similarity(block, paragraph) >= _REMNANT


_Score = TypeVar("_Score", float, tuple[float, float])

_MOST_CELLS = 250_000
"""Pairs that are weighed; of more only those near the diagonal, or two long lists would take minutes."""


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of pairs that rises on both sides; ``pairs`` rise on the left.

    Of (0, 0), (1, 5), (2, 1), (3, 2) these are (0, 0), (2, 1), (3, 2): the paragraph 5 was moved up.
    """
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
    """The pairs of greatest weight together that do not cross; of equal ones the earlier. Weight 0: no pair."""
    if not left or not right:
        return []
    rows, columns = len(left), len(right)
    band = max(abs(rows - columns) + 8, _MOST_CELLS // max(rows, columns) // 2)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step = [bytearray(columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        below, row, steps = best[i + 1], best[i], step[i]
        for j in range(columns - 1, -1, -1):
            down, along = below[j], row[j + 1]
            found, way = (down, 1) if down >= along else (along, 2)
            if abs(i * columns - j * rows) <= band * max(rows, columns):
                value = weight(left[i], right[j])
                if value and below[j + 1] + value >= found:
                    found, way = below[j + 1] + value, 0
            row[j], steps[j] = found, way
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
    """left -> right for those that are each other's single best.

    ``score`` is None for what is no pair; of two equal best scores neither counts.
    """
    rows: dict[int, list[tuple[_Score, int]]] = defaultdict(list)
    columns: dict[int, list[tuple[_Score, int]]] = defaultdict(list)
    for one in left:
        for other in right:
            found = score(one, other)
            if found is not None:
                rows[one].append((found, other))
                columns[other].append((found, one))
    of_left, of_right = ({at: _single_best(scores) for at, scores in side.items()} for side in (rows, columns))
    return {one: other for one, other in of_left.items() if other is not None and of_right[other] == one}


def _single_best(scores: Sequence[tuple[_Score, int]]) -> int | None:
    best, at = max(scores)
    return at if sum(score == best for score, _ in scores) == 1 else None
