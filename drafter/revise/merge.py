"""Three versions of a text become one: what the last generation said, what she made of it, what the data say now.

In: base, hers and new as text. Out: a ``Merge``: the changes of her text that bring the new one in. What only one
side changed is taken; words are merged clause by clause, figures one by one; a figure or a clause that both changed
is a conflict. What she took out does not come back.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from drafter.revise.clauses import Bead, Clause, beads, clauses
from drafter.revise.outcome import Change, Merge, Pair, Way, after
from drafter.revise.tokens import Kind, Token, is_negative, keys, like, masks, tokens
from drafter.revise.unit import Unit, figure_pairs, plain

_REWRITTEN = 0.45
"""Of a text with a smaller share of the base's tokens left, nothing but exact old figures is touched."""

_MOST_TOKENS, _MOST_IN_ALL = 3000, 8000
"""Of texts that differ over a longer stretch, or differ and are longer in all, nothing is touched."""

_REMNANT = 0.6
"""A text of which a greater share is the base's was cut short, not written anew."""


def merge(base: str, hers: str, new: str, *, numbered: bool = False) -> Merge:
    """The merge of one paragraph (or of several that she joined: ``numbered``, their numbers stand inside)."""
    b, e, n = (_words(tokens(text, numbered=numbered)) for text in (base, hers, new))
    if keys(b) == keys(e):
        return Merge(tuple(plain(b, e, n)))
    if keys(b) == keys(n):
        return Merge() if _is_long(b, e) else _Merger(b, e, n).merged()
    if _is_long(b, e) or _is_long(b, n):
        return Merge(rest=keys(e) != keys(n))
    if keys(n) != keys(e) and _is_rewritten(b, e):
        return _rewritten(b, e, n)
    found = _Merger(b, e, n).merged()
    turned = tuple(Pair(old.text, now.text, hers) for old, now in _turned(b, n) if not _is_told(found, old.text))
    found = replace(found, reworded=(*found.reworded, *turned))
    return found if _is_sound(found, base, hers, new) else Merge(rest=True)


def _is_long(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether two texts differ over a stretch that takes minutes to compare."""
    left, right = ([token.mask for token in side] for side in (one, other))
    if max(len(left), len(right)) > _MOST_IN_ALL and left != right:
        return True
    shortest = min(len(left), len(right))
    head = next((n for n in range(shortest) if left[n] != right[n]), shortest)
    tail = next((n for n in range(shortest - head) if left[-1 - n] != right[-1 - n]), shortest - head)
    return max(len(left), len(right)) - head - tail > _MOST_TOKENS


def _turned(b: Sequence[Token], n: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Figures that the data have turned from above zero to below, or the other way."""
    for old, now in figure_pairs(b, n):
        if now is not None and is_negative(old) != is_negative(now):
            yield old, now


def _is_told(found: Merge, figure: str) -> bool:
    """Whether she decides on a change of it, or reads of it, or it did not come into her text."""
    if any(pair.one == figure for pair in found.reworded):
        return True
    mine = [change.way for change in found.changes if figure in change.old]
    return Way.UPDATE not in mine


def _is_sound(found: Merge, base: str, hers: str, new: str) -> bool:
    """No figure came about where two texts meet, and nothing of hers went; where it did, she gets a comment instead."""
    known = _counted(hers) + _counted(new)
    lost = _counted(hers, words=True) - _counted(base, words=True)
    both = [after(hers, found.changes, conflicts=conflicts) for conflicts in (True, False)]
    return all(_counted(text).keys() <= known.keys() for text in both) and not lost - _counted(both[1], words=True)


def _counted(text: str, *, words: bool = False) -> Counter[str]:
    kinds = (Kind.FIGURE, Kind.WORD) if words else (Kind.FIGURE,)
    return Counter(token.key for token in tokens(text) if token.kind in kinds)


def _words(found: Sequence[Token]) -> Sequence[Token]:
    """The tokens without the paragraph's own number, which is nobody's change."""
    return found[1:] if found and found[0].kind is Kind.NUMBER else found


def _is_rewritten(b: Sequence[Token], e: Sequence[Token]) -> bool:
    """Little of the base is left, and what she has is not just a remnant of it.

    A lone token that stayed between changed ones says nothing.
    """
    one, other = masks(b), masks(e)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    kept = sum(block.size for block in blocks if block.size > 1 or _counts_alone(one, block.a, block.size))
    return kept < _REWRITTEN * len(one) and kept < _REMNANT * len(other)


def _counts_alone(found: Sequence[str], at: int, size: int) -> bool:
    return size == 1 and found[at] == "#"


def _rewritten(b: Sequence[Token], e: Sequence[Token], n: Sequence[Token]) -> Merge:
    """A text that she wrote anew: an exact old figure that has one new value is replaced, no more.

    One that she has written more often than it stood there is not: which of them is ours nobody knows.
    """
    news: dict[str, set[str]] = {}
    known: dict[str, tuple[Token, Token]] = {}
    count: dict[str, int] = {}
    for old, now in figure_pairs(b, n):
        news.setdefault(old.key, set()).add(now.key if now else "")
        if now:
            known[old.key] = old, now
    for token in b:
        count[token.key] = count.get(token.key, 0) + 1
    changes, brought = [], set()
    for token in e:
        pair = known.get(token.key)
        if token.kind is not Kind.FIGURE or pair is None or len(news[token.key]) != 1 or pair[0].key == pair[1].key:
            continue
        if sum(other.key == token.key for other in e) > count[token.key]:
            continue  # which of them is ours nobody knows: 97.5%，去年也是97.5%
        old, now = pair
        text = like(now.text, token.text, old.text)
        changes.append(
            Change(
                token.start,
                token.end,
                text,
                old=old.text,
                new_start=now.start,
                new_end=now.end,
                is_figure=True,
            )
        )
        brought.add(old.key)
    same_words = masks(b) == masks(n)
    left = [pair for pair in figure_pairs(b, n) if pair[1] is None or pair[0].key != pair[1].key]
    hers = {token.key for token in e}
    rest = not same_words or any(old.key not in brought and (now is None or now.key not in hers) for old, now in left)
    reworded = tuple(Pair(change.old, change.text) for change in changes)
    own = tuple((token.start, token.end) for token in e if token.kind is Kind.FIGURE and token.key not in brought)
    return Merge(tuple(changes), reworded=reworded, own=own, rest=rest)


class _Merger:
    """Walks over the clauses of the base, in units that are cut alike in all three versions."""

    def __init__(self, b: Sequence[Token], e: Sequence[Token], n: Sequence[Token]) -> None:
        self._b, self._e, self._n = b, e, n
        self._cb, self._ce, self._cn = clauses(b), clauses(e), clauses(n)
        self._be, self._bn = beads(self._cb, self._ce), beads(self._cb, self._cn)
        self._hers = {i: bead for bead in self._be for i in range(bead.left_from, bead.left_to)}
        self._news = {i: bead for bead in self._bn for i in range(bead.left_from, bead.left_to)}

    def merged(self) -> Merge:
        parts = [self._unit(*span).merged() for span in self._spans()]
        own = [bead for bead in self._be if bead.left_from == bead.left_to]
        return Merge(
            tuple(
                sorted(
                    [*(change for part in parts for change in part.changes), *self._put_in()],
                    key=lambda change: (change.start, change.end),
                )
            ),
            removed=tuple(pair for part in parts for pair in part.removed),
            reworded=tuple(pair for part in parts for pair in part.reworded),
            differing=tuple(pair for part in parts for pair in part.differing),
            own=tuple(self._span_of(bead) for bead in own),
        )

    def _spans(self) -> Iterator[tuple[int, int]]:
        """The base's clauses cut where neither she nor the data have drawn clauses together."""
        inside = {p for bead in (*self._be, *self._bn) for p in range(bead.left_from + 1, bead.left_to)}
        cuts = [p for p in range(len(self._cb) + 1) if p not in inside]
        yield from itertools.pairwise(cuts)

    def _unit(self, start: int, end: int) -> Unit:
        mine = {self._hers[i] for i in range(start, end)}
        news = {self._news[i] for i in range(start, end)}
        e_first, e_last = _hull(mine, self._ce)
        n_first, n_last = _hull(news, self._cn)
        at = self._n[n_first].start if n_first < n_last else self._end_in_new(start)
        return Unit(
            tuple(self._b[self._cb[start].first : self._cb[end - 1].last]),
            tuple(self._e[e_first:e_last]),
            tuple(self._n[n_first:n_last]),
            at,
        )

    def _end_in_new(self, clause: int) -> int:
        """Where the new text ends that comes before a clause of the base."""
        before = [self._news[i].right_to for i in range(clause) if self._news[i].right_from < self._news[i].right_to]
        return self._n[self._cn[before[-1] - 1].last - 1].end if before else 0

    def _put_in(self) -> Iterator[Change]:
        """Clauses that the data have put in, behind the one that they follow, if she has not written them herself."""
        hers = {clause.words for clause in self._ce}
        for bead in self._bn:
            if bead.left_from < bead.left_to or all(
                clause.words in hers for clause in self._cn[bead.right_from : bead.right_to]
            ):
                continue
            first, last = self._cn[bead.right_from].first, self._cn[bead.right_to - 1].last
            start, end = self._n[first].start, self._n[last - 1].end
            text = "".join(token.text for token in self._n[first:last])
            at = self._end_in_hers(bead.left_from)
            yield Change(at, at, text, new_start=start, new_end=end)

    def _end_in_hers(self, clause: int) -> int:
        for i in range(clause - 1, -1, -1):
            bead = self._hers[i]
            if bead.right_from < bead.right_to:
                return self._end_of(bead)
        first = next((token for token in self._e if token.kind is not Kind.NUMBER), None)
        return first.start if first else (self._e[-1].end if self._e else 0)

    def _end_of(self, bead: Bead) -> int:
        last = self._ce[bead.right_to - 1]
        return next(
            (t.end for t in reversed(self._e[last.first : last.last]) if t.kind is not Kind.BREAK),
            self._e[last.first].start,
        )

    def _span_of(self, bead: Bead) -> tuple[int, int]:
        return self._e[self._ce[bead.right_from].first].start, self._end_of(bead)


def _hull(found: set[Bead], made: Sequence[Clause]) -> tuple[int, int]:
    """The tokens from the first to the last of some beads' right sides."""
    sides = [bead for bead in found if bead.right_from < bead.right_to]
    if not sides:
        return 0, 0
    first, last = made[min(b.right_from for b in sides)], made[max(b.right_to for b in sides) - 1]
    return first.first, last.last
