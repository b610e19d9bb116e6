"""Clauses of two versions of a text side by side: which became which.

In: the tokens of two texts. Out: ``Bead``s (as in Gale and Church's alignment of sentences): some clauses of the one
and the clauses of the other that they became, none on one side where a clause was put in or taken out.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from drafter.revise.sequence import best_for_both, rising
from drafter.revise.tokens import Kind, Token

_ALIKE = 0.42
"""The least share of two clauses' tokens that are the same, for one to be a version of the other."""

_MOST_PAIRS = 10_000
"""Clauses of one text times clauses of the other; of longer texts only the like beginnings and ends are paired."""

_MOVED = 4
"""A clause of fewer tokens is not looked for at another place of its text."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens from ``first`` up to ``last``, and the words in them; the mark that ends it is no word."""

    first: int
    last: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bead:
    """Clauses ``left_from`` up to ``left_to`` of the one text became those of the other."""

    left_from: int
    left_to: int
    right_from: int
    right_to: int


def clauses(found: Sequence[Token]) -> tuple[Clause, ...]:
    """The clauses of a text; a line end stands at the end of the clause that it follows or cuts."""
    made: list[Clause] = []
    first = 0
    words: list[str] = []
    for at, token in enumerate(found):
        if token.kind is Kind.STOP:
            # A line end right after the mark belongs to it.
            end = at + 1
            while end < len(found) and found[end].kind is Kind.BREAK:
                end += 1
            made.append(Clause(first, end, tuple(words)))
            first, words = end, []
        elif token.kind is not Kind.BREAK:
            words.append(token.mask)
    if words or first < len(found):
        made.append(Clause(first, len(found), tuple(words)))
    return tuple(made)


def beads(left: Sequence[Clause], right: Sequence[Clause]) -> tuple[Bead, ...]:
    """The pairs in the order of the left text; what stands at one place on both sides is one replaced by the other."""
    head = 0
    while head < min(len(left), len(right)) and left[head].words == right[head].words:
        head += 1
    tail = 0
    while tail < min(len(left), len(right)) - head and left[-1 - tail].words == right[-1 - tail].words:
        tail += 1
    ours, hers = range(head, len(left) - tail), range(head, len(right) - tail)
    moved = _crossing(left, right, ours, hers)
    ours_left = [i for i in ours if i not in moved]
    hers_left = [j for j in hers if j not in moved.values()]
    found = [Bead(i, i + 1, i, i + 1) for i in range(head)]
    for bead in _paired([left[i] for i in ours_left], [right[j] for j in hers_left]):
        mine, theirs = ours_left[bead.left_from : bead.left_to], hers_left[bead.right_from : bead.right_to]
        # A pair of two and one stands only where nothing that moved lies between the two.
        if len(mine) == mine[-1] - mine[0] + 1 and len(theirs) == theirs[-1] - theirs[0] + 1:
            found.append(Bead(mine[0], mine[-1] + 1, theirs[0], theirs[-1] + 1))
    shift = len(right) - len(left)
    found += [Bead(i, i + 1, i + shift, i + shift + 1) for i in range(len(left) - tail, len(left))]
    return tuple(_moved(_filled(found, moved, len(left), len(right)), left, right))


def likeness(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """The share of the words of two texts that are the same in order, 0 to 1."""
    if left == right:
        return 1.0
    return 2 * _common(left, right) / max(1, len(left) + len(right))


@lru_cache(maxsize=16384)
def _common(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    return sum(block.size for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks())


def _paired(left: Sequence[Clause], right: Sequence[Clause]) -> list[Bead]:
    """The pairs 1:1, 1:2 and 2:1 that keep the most tokens, in order."""
    if not left or not right or len(left) * len(right) > _MOST_PAIRS:
        return []
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    step = [[(0, 0)] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left), -1, -1):
        for j in range(len(right), -1, -1):
            options = [(best[i + 1][j], (1, 0))] if i < len(left) else []
            options += [(best[i][j + 1], (0, 1))] if j < len(right) else []
            for di, dj, price in ((1, 1, 0.0), (1, 2, 0.4), (2, 1, 0.4)):
                if i + di <= len(left) and j + dj <= len(right):
                    score = _score(left[i : i + di], right[j : j + dj])
                    if score:
                        options.append((best[i + di][j + dj] + score - price, (di, dj)))
            if options:
                # Of equal ones the pair comes first, then the earlier one.
                best[i][j], step[i][j] = max(options, key=lambda option: (option[0], option[1] == (1, 1)))
    found: list[Bead] = []
    i = j = 0
    while i < len(left) or j < len(right):
        di, dj = step[i][j]
        if di and dj:
            found.append(Bead(i, i + di, j, j + dj))
        i, j = i + di, j + dj
    return found


def _crossing(left: Sequence[Clause], right: Sequence[Clause], ours: range, hers: range) -> dict[int, int]:
    """Clauses that changed places: each is more like its counterpart than like any other, and the two cross others."""
    if len(ours) * len(hers) > _MOST_PAIRS:
        return {}

    def score(i: int, j: int) -> float | None:
        share = likeness(left[i].words, right[j].words)
        return share if share >= _ALIKE and min(len(left[i].words), len(right[j].words)) >= _MOVED else None

    pairs = best_for_both(ours, hers, score)
    return dict(set(pairs.items()) - set(rising(sorted(pairs.items()))))


def _score(left: Sequence[Clause], right: Sequence[Clause]) -> float:
    one = tuple(word for clause in left for word in clause.words)
    other = tuple(word for clause in right for word in clause.words)
    if not one or not other:
        return 0.5 if one == other else 0.0
    share = likeness(one, other)
    return share * (len(one) + len(other)) / 2 if share >= _ALIKE else 0.0


def _filled(pairs: Sequence[Bead], moved: Mapping[int, int], left: int, right: int) -> list[Bead]:
    """The pairs, those that cross them, and what lies between."""
    found: list[Bead] = []
    i = j = 0
    taken = set(moved.values())
    for pair in [*pairs, Bead(left, left, right, right)]:
        ours, hers = _runs(i, pair.left_from, moved), _runs(j, pair.right_from, taken)
        for number in range(max(len(ours), len(hers))):
            mine = ours[number] if number < len(ours) else (pair.left_from, pair.left_from)
            theirs = hers[number] if number < len(hers) else (pair.right_from, pair.right_from)
            found.append(Bead(*mine, *theirs))
        found += [Bead(at, at + 1, moved[at], moved[at] + 1) for at in range(i, pair.left_from) if at in moved]
        if pair.left_from < pair.left_to:
            found.append(pair)
        i, j = pair.left_to, pair.right_to
    return sorted(found, key=lambda bead: (bead.left_from, bead.left_to))


def _runs(first: int, last: int, without: Container[int]) -> list[tuple[int, int]]:
    """The stretches of a range that some numbers cut."""
    found: list[tuple[int, int]] = []
    for at in range(first, last):
        if at in without:
            continue
        if found and found[-1][1] == at:
            found[-1] = found[-1][0], at + 1
        else:
            found.append((at, at + 1))
    return found


def _moved(found: Sequence[Bead], left: Sequence[Clause], right: Sequence[Clause]) -> list[Bead]:
    """Clauses taken out at one place and put in word for word at another become pairs."""
    gone = [b for b in found if b.right_from == b.right_to and b.left_to - b.left_from == 1]
    new = {right[b.right_from].words: b for b in found if b.left_from == b.left_to and b.right_to - b.right_from == 1}
    paired: dict[Bead, Bead] = {}
    taken: set[Bead] = set()
    for bead in gone:
        other = new.get(left[bead.left_from].words)
        if other and other not in taken and len(left[bead.left_from].words) >= _MOVED:
            paired[bead] = Bead(bead.left_from, bead.left_to, other.right_from, other.right_to)
            taken.add(other)
    return [paired.get(bead, bead) for bead in found if bead not in taken]
