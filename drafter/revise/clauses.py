"""Clauses: a text cut at ，。；：！？, and two such texts aligned.

In: the tokens of two texts. Out: ``Bead``s: which clauses of the one are versions of which clauses of the other (as in
Gale and Church's alignment of sentences). ``clause_merge`` merges what is aligned.
"""

from collections.abc import Container, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from msgspec import Struct

from drafter.revise.similarity import best_for_both, rising
from drafter.revise.tokens import Token, TokenKind

_SAME_CLAUSE = 0.42
"""The least share of two clauses' tokens that are the same for one to be a version of the other. Of
7,092 pairs of different clauses within one paragraph of the example drafts 91% are below. From 0.2 to 0.7 every edit
scenario comes out the same: it decides whether a clause is merged, or replaced as a conflict."""

_COST_OF_SPLIT = 0.4
"""What pairing two clauses with one costs, in tokens kept: two with one must keep more words than one with one, not as
many. By judgement, not measured."""

_EMPTY_PAIR = 0.5
"""The weight of two clauses without words (a mark alone): paired where nothing better can be."""

_MOST_PAIRS = 10_000
"""Clauses of one text times clauses of the other; of longer texts only the like beginnings and ends are paired, which
bounds the time of an alignment."""

_SHORTEST_MOVED = 4
"""A clause of fewer tokens is not looked for at another place of its text: 已完成 may stand anywhere."""


class Clause(Struct, frozen=True):
    """Tokens ``first`` up to, not including, ``last``; ``words`` are their masks without the mark that ends the
    clause."""

    first: int
    last: int
    words: tuple[str, ...]


class Bead(Struct, frozen=True):
    """Clauses ``left_from`` up to, not including, ``left_to`` became ``right_from`` up to ``right_to`` of the other
    text.

    One side is empty where a clause was inserted or deleted.
    """

    left_from: int
    left_to: int
    right_from: int
    right_to: int


def split_clauses(found: Sequence[Token]) -> tuple[Clause, ...]:
    """The clauses of a text. A line end belongs to the clause that it follows, or cuts in two."""
    made: list[Clause] = []
    first = 0
    words: list[str] = []
    for at, token in enumerate(found):
        if token.kind is TokenKind.STOP:
            # A line end right after the mark belongs to it.
            end = at + 1
            while end < len(found) and found[end].kind is TokenKind.BREAK:
                end += 1
            made.append(Clause(first, end, tuple(words)))
            first, words = end, []
        elif token.kind is not TokenKind.BREAK:
            words.append(token.mask)
    if words or first < len(found):
        made.append(Clause(first, len(found), tuple(words)))
    return tuple(made)


def align(left: Sequence[Clause], right: Sequence[Clause]) -> tuple[Bead, ...]:
    """The beads in the order of the left text; every clause of both texts is in exactly one.

    Unlike clauses at the same place between two pairs are one bead: the one was replaced by the other.
    """
    head = 0
    while head < min(len(left), len(right)) and left[head].words == right[head].words:
        head += 1
    tail = 0
    while tail < min(len(left), len(right)) - head and left[-1 - tail].words == right[-1 - tail].words:
        tail += 1
    lefts, rights = range(head, len(left) - tail), range(head, len(right) - tail)
    moved = _crossing(left, right, lefts, rights)
    lefts_left = [i for i in lefts if i not in moved]
    rights_left = [j for j in rights if j not in moved.values()]
    found = [Bead(i, i + 1, i, i + 1) for i in range(head)]
    for bead in _paired([left[i] for i in lefts_left], [right[j] for j in rights_left]):
        ones, others = lefts_left[bead.left_from : bead.left_to], rights_left[bead.right_from : bead.right_to]
        # Two with one are a pair only where no clause that moved lies between the two.
        if len(ones) == ones[-1] - ones[0] + 1 and len(others) == others[-1] - others[0] + 1:
            found.append(Bead(ones[0], ones[-1] + 1, others[0], others[-1] + 1))
    shift = len(right) - len(left)
    found += [Bead(i, i + 1, i + shift, i + shift + 1) for i in range(len(left) - tail, len(left))]
    return tuple(_moved(_filled(found, moved, len(left), len(right)), left, right))


def shared_in_order(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """The share of the words of two clauses that are the same in the same order, 0 to 1."""
    if left == right:
        return 1.0
    return 2 * _common(left, right) / max(1, len(left) + len(right))


@lru_cache(maxsize=16384)
def _common(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    return sum(block.size for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks())


def _paired(left: Sequence[Clause], right: Sequence[Clause]) -> list[Bead]:
    """The pairs 1:1, 1:2 and 2:1 that together keep the most tokens, in order, none crossing (dynamic programming)."""
    if not left or not right or len(left) * len(right) > _MOST_PAIRS:
        return []
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    step = [[(0, 0)] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left), -1, -1):
        for j in range(len(right), -1, -1):
            options = [(best[i + 1][j], (1, 0))] if i < len(left) else []
            options += [(best[i][j + 1], (0, 1))] if j < len(right) else []
            for di, dj, price in ((1, 1, 0.0), (1, 2, _COST_OF_SPLIT), (2, 1, _COST_OF_SPLIT)):
                if i + di <= len(left) and j + dj <= len(right):
                    score = _kept(left[i : i + di], right[j : j + dj])
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


def _crossing(left: Sequence[Clause], right: Sequence[Clause], lefts: range, rights: range) -> dict[int, int]:
    """Clauses that changed places, left -> right: each is more like its counterpart than like any other clause.

    Without them a dynamic programme, which never crosses, would see one clause deleted and the same one inserted.
    """
    if len(lefts) * len(rights) > _MOST_PAIRS:
        return {}

    def score(i: int, j: int) -> float | None:
        share = shared_in_order(left[i].words, right[j].words)
        return (
            share if share >= _SAME_CLAUSE and min(len(left[i].words), len(right[j].words)) >= _SHORTEST_MOVED else None
        )

    pairs = best_for_both(lefts, rights, score)
    return dict(set(pairs.items()) - set(rising(sorted(pairs.items()))))


def _kept(left: Sequence[Clause], right: Sequence[Clause]) -> float:
    """How many tokens two clauses, or groups of clauses, have in common; 0 where they are no versions of each other."""
    one = tuple(word for clause in left for word in clause.words)
    other = tuple(word for clause in right for word in clause.words)
    if not one or not other:
        return _EMPTY_PAIR if one == other else 0.0
    share = shared_in_order(one, other)
    return share * (len(one) + len(other)) / 2 if share >= _SAME_CLAUSE else 0.0


def _filled(pairs: Sequence[Bead], moved: Mapping[int, int], left: int, right: int) -> list[Bead]:
    """The pairs, those that cross them, and beads for the unpaired clauses between."""
    found: list[Bead] = []
    i = j = 0
    taken = set(moved.values())
    for pair in [*pairs, Bead(left, left, right, right)]:
        lefts, rights = _runs(i, pair.left_from, moved), _runs(j, pair.right_from, taken)
        for number in range(max(len(lefts), len(rights))):
            one = lefts[number] if number < len(lefts) else (pair.left_from, pair.left_from)
            other = rights[number] if number < len(rights) else (pair.right_from, pair.right_from)
            found.append(Bead(*one, *other))
        found += [Bead(at, at + 1, moved[at], moved[at] + 1) for at in range(i, pair.left_from) if at in moved]
        if pair.left_from < pair.left_to:
            found.append(pair)
        i, j = pair.left_to, pair.right_to
    return sorted(found, key=lambda bead: (bead.left_from, bead.left_to))


def _runs(first: int, last: int, without: Container[int]) -> list[tuple[int, int]]:
    """``first`` up to ``last`` without some numbers, as (from, to): 0 up to 5 without 2 are (0, 2) and (3, 5)."""
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
    """Clauses deleted at one place and inserted word for word at another become pairs."""
    gone = [b for b in found if b.right_from == b.right_to and b.left_to - b.left_from == 1]
    new = {right[b.right_from].words: b for b in found if b.left_from == b.left_to and b.right_to - b.right_from == 1}
    paired: dict[Bead, Bead] = {}
    taken: set[Bead] = set()
    for bead in gone:
        other = new.get(left[bead.left_from].words)
        if other and other not in taken and len(left[bead.left_from].words) >= _SHORTEST_MOVED:
            paired[bead] = Bead(bead.left_from, bead.left_to, other.right_from, other.right_to)
            taken.add(other)
    return [paired.get(bead, bead) for bead in found if bead not in taken]
