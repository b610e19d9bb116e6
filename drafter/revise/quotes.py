"""Old figures in words that are hers alone: she is told, nothing is changed.

In: the figures that have one new value, and a text of hers. Out: what a comment says of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from drafter.revise.tokens import Kind, Token, tokens
from drafter.revise.unit import figure_pairs


@dataclass(slots=True)
class Superseded:
    """Figures of the last generation that the data have replaced; ``current``: those that they still give."""

    news: dict[str, dict[str, str]] = field(default_factory=dict)
    current: set[str] = field(default_factory=set)
    kept: dict[str, str] = field(default_factory=dict)

    def learn(self, old: str, new: str) -> None:
        """What changed from one text to the next of one block or one cell."""
        before, now = tokens(old), tokens(new)
        self.current |= {token.key for token in now if token.kind is Kind.FIGURE}
        if old != new:
            for one, other in figure_pairs(before, now):
                if other is not None and other.key != one.key:
                    self.news.setdefault(one.key, {})[other.key] = other.text

    def keep(self, old: str, new: str) -> None:
        """A pair that a comment of ours, not yet answered, has told before; its new value may have a newer one."""
        key = tokens(new)[0].key if new else ""
        newer = self.news.get(key, {})
        self.kept[tokens(old)[0].key] = next(iter(newer.values())) if len(newer) == 1 else new

    def new_value(self, token: Token) -> str:
        """The one new value of an old figure, "" where there is none, or more than one, or it may be another thing."""
        if token.kind is not Kind.FIGURE:
            return ""
        if token.key in self.kept:
            return self.kept[token.key]
        found = self.news.get(token.key, {})
        if len(found) != 1 or token.key in self.current or _is_common(token.key):
            return ""
        return next(iter(found.values()))


@dataclass(frozen=True, slots=True)
class Quote:
    """Old figures in one text: the first one's place, and (old, new) of each."""

    start: int
    end: int
    pairs: tuple[tuple[str, str], ...]

    def note(self, whose: str) -> str:
        """The comment; ``whose``: 本段 or 本句."""
        told = "；".join(f"{old} 为旧数据，新值 {new}" for old, new in self.pairs)
        return f"{whose}为您所写，其中 {told}，请核对"


def quote_in(text: str, superseded: Superseded, span: tuple[int, int] | None = None) -> Quote | None:
    """The old figures in a text of hers, or in a stretch of it."""
    first, last = span or (0, len(text))
    found: list[tuple[Token, str]] = []
    for token in tokens(text):
        if first <= token.start and token.end <= last and (new := superseded.new_value(token)):
            found.append((token, new))
    if not found:
        return None
    pairs = tuple(dict.fromkeys((token.text, new) for token, new in found))
    return Quote(found[0][0].start, found[0][0].end, pairs)


def learned(pairs: Iterable[tuple[str, str]]) -> Superseded:
    """From the texts of every block and cell, before and now."""
    known = Superseded()
    for old, new in pairs:
        known.learn(old, new)
    return known


def _is_common(key: str) -> bool:
    """A bare number of one or two digits may count anything."""
    return key.isdecimal() and len(key) < 3
