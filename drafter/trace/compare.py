"""Text as it is compared, and the words of the clerk's file beside those of the base.

In: texts. Out: ``Folded`` (without blanks, full-width forms, thousands separators and kinds of quotation marks), a
``Query``; which of the base's texts a text is nearest to, and what differs.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from msgspec import Struct

from drafter.blocks import Statement, Text
from drafter.patterns import regex
from drafter.state.record import State
from drafter.trace.record import Nearest

_THOUSANDS = regex(r"(?<=\d),(?=\d{3}(?!\d))")
_FIGURE = regex(r"(?:[<>=≥≤~约-]*)(\d+(?:\.\d+)?)(?:%|[^\W\d]{0,4})")
_QUOTES = {"“": '"', "”": '"', "‘": "'", "’": "'", "−": "-"}


class Folded(Struct, frozen=True):
    """A folded text; ``origins[i]`` is the index in ``source`` of its i-th character."""

    source: str
    text: str
    origins: tuple[int, ...]

    def original(self, start: int, end: int) -> str:
        """The source of a stretch of the folded text."""
        if start >= end:
            return ""
        return self.source[self.origins[start] : self.origins[end - 1] + 1].strip()


def fold(text: str) -> Folded:
    """The text folded, with the way back."""
    separators = {match.start() for match in _THOUSANDS.finditer(text)} if "," in text else set()
    kept: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        if index not in separators:
            for piece in _folded_char(char):
                kept.append(piece)
                origins.append(index)
    return Folded(text, "".join(kept), tuple(origins))


def folded(text: str) -> str:
    """The text folded."""
    if "," in text:
        text = _THOUSANDS.sub("", text)
    return "".join(map(_folded_char, text))


@lru_cache(maxsize=8192)
def _folded_char(char: str) -> str:
    if char in _QUOTES:
        return _QUOTES[char]
    plain = unicodedata.normalize("NFKC", char)
    return "".join(c.lower() for c in plain if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


def figure_in(query: str) -> str:
    """The bare number of a query that is one figure (``3411.33万元`` -> 3411.33), "" for any other."""
    match = _FIGURE.fullmatch(query)
    return match[1] if match else ""


class Query(Struct, frozen=True):
    """What is looked for, folded. A figure is found only whole: 91.71 is not in 191.71 nor in 91.715."""

    text: str

    @property
    def figure(self) -> str:
        return figure_in(self.text)

    def spans(self, folded_text: str) -> Iterator[tuple[int, int]]:
        """Where the query is in a folded text, as (start, end)."""
        return (match.span() for match in _pattern(self.text).finditer(folded_text))

    def is_in(self, text: str) -> bool:
        """Whether a text, not folded, holds the query."""
        return next(self.spans(folded(text)), None) is not None

    def names(self, text: str) -> bool:
        """Whether a fact's text is what is looked for, the unit left out on either side."""
        value = folded(text)
        if value == self.text:
            return True
        return bool(self.figure) and self.figure == figure_in(value)


@lru_cache(maxsize=64)
def _pattern(query: str) -> re.Pattern[str]:
    before = r"(?<![\d.])" if query[:1].isdigit() and figure_in(query) else ""
    after = r"(?!\d|\.\d)" if query[-1:].isdigit() and figure_in(query) else ""
    return re.compile(before + re.escape(query) + after)


SIMILAR = 0.6
"""The least ratio of ``difflib`` (0 to 1) at which two texts are shown as versions of one."""

_LONGEST, _MOST_CHANGES = 2_000, 12
"""What a person reads of a text, and of what differs."""

_MOST_PAIRS = 300_000
"""Comparisons of two texts in one report: two thousand indicators, a hundred sentences changed; some five seconds."""

_ATOM = regex(r"\d+(?:[.,]\d+)*%?|.", re.DOTALL)


class _BaseText(Struct, frozen=True):
    text: str
    folded: str
    statement: Statement | None


class BaseTexts:
    """The texts of the base; those that are not in the clerk's file any more are compared first."""

    def __init__(self, state: State, report: str) -> None:
        self._state, self._report = state, report
        self._left = _MOST_PAIRS

    @cached_property
    def _gone_and_there(self) -> tuple[list[_BaseText], list[_BaseText]]:
        gone: list[_BaseText] = []
        there: list[_BaseText] = []
        for text, statement in _texts(self._state):
            one = _BaseText(text, folded(text)[:_LONGEST], statement)
            (there if one.folded in self._report else gone).append(one)
        return gone, there

    def nearest(self, text: str) -> Nearest | None:
        """The text of the base that is most like one of the clerk's file; None where none is alike (``SIMILAR``)."""
        gone, there = self._gone_and_there
        self._left -= len(gone)
        if self._left < 0:
            return None
        current = folded(text)[:_LONGEST]
        found = _best(current, gone) or _best(current, there)
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


def _best(current: str, base_texts: Sequence[_BaseText]) -> _BaseText | None:
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(current)
    best, ratio = None, SIMILAR
    for one in base_texts:
        matcher.set_seq1(one.folded)
        if matcher.real_quick_ratio() >= ratio and matcher.quick_ratio() >= ratio:
            found = matcher.ratio()
            if found > ratio or (best is None and found >= ratio):
                best, ratio = one, found
    return best


def changes(base: str, current: str) -> tuple[tuple[str, str], ...]:
    """What differs, as (base, current), at most twelve pairs. Figures are whole; two differences with at most one
    character between them are one, or a reworded sentence would fall into single characters.
    """
    left, right = _ATOM.findall(base[:_LONGEST]), _ATOM.findall(current[:_LONGEST])
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
