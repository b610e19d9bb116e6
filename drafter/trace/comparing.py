"""A person's words beside ours: which of our texts they are nearest to, and what differs.

In: a text of hers, and the texts of the state. Out: a ``Nearest``, or None where nothing is similar.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from drafter.blocks import Statement, Text
from drafter.state import State
from drafter.trace.folding import folded
from drafter.trace.record import Nearest

SIMILAR = 0.6
"""The least ratio of ``difflib`` at which two texts are told to be versions of one."""

_LONGEST, _MOST_CHANGES = 2_000, 12
"""What a person reads of a text, and of what differs."""

_MOST_PAIRS = 300_000
"""Comparisons of two texts in one report: two thousand indicators, a hundred sentences changed; some five seconds."""

_ATOM = re.compile(r"\d+(?:[.,]\d+)*%?|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Ours:
    text: str
    folded: str
    statement: Statement | None


class Neighbours:
    """Our texts, those first that do not stand in the report any more."""

    def __init__(self, state: State, report: str) -> None:
        self._state, self._report = state, report
        self._left = _MOST_PAIRS

    @cached_property
    def _gone_and_there(self) -> tuple[list[_Ours], list[_Ours]]:
        gone: list[_Ours] = []
        there: list[_Ours] = []
        for text, statement in _texts(self._state):
            one = _Ours(text, folded(text)[:_LONGEST], statement)
            (there if one.folded in self._report else gone).append(one)
        return gone, there

    def nearest(self, text: str) -> Nearest | None:
        """The one of our texts that is most like hers."""
        gone, there = self._gone_and_there
        self._left -= len(gone)
        if self._left < 0:
            return None
        hers = folded(text)[:_LONGEST]
        found = _best(hers, gone) or _best(hers, there)
        if found is None:
            return None
        facts = found.statement.facts if found.statement else ()
        return Nearest(found.text, changes(found.text, text), found.statement, facts)


def _texts(state: State) -> Iterator[tuple[str, Statement | None]]:
    for block in state.blocks:
        if isinstance(block, Text):
            yield from ((s.text, s) for s in block.statements)
            if len(block.statements) != 1:
                yield block.text, None


def _best(hers: str, ours: Sequence[_Ours]) -> _Ours | None:
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(hers)
    best, ratio = None, SIMILAR
    for one in ours:
        matcher.set_seq1(one.folded)
        if matcher.real_quick_ratio() >= ratio and matcher.quick_ratio() >= ratio:
            found = matcher.ratio()
            if found > ratio or (best is None and found >= ratio):
                best, ratio = one, found
    return best


def changes(ours: str, hers: str) -> tuple[tuple[str, str], ...]:
    """What differs, as (ours, hers); figures whole, a difference in a single character between two others with them."""
    left, right = _ATOM.findall(ours[:_LONGEST]), _ATOM.findall(hers[:_LONGEST])
    spans: list[list[int]] = []
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and i - spans[-1][1] <= 1:
            spans[-1][1], spans[-1][3] = j, m
        else:
            spans.append([i, j, k, m])
    pairs = (("".join(left[i:j]).strip(), "".join(right[k:m]).strip()) for i, j, k, m in spans)
    return tuple(pair for pair in pairs if pair[0] != pair[1])[:_MOST_CHANGES]
