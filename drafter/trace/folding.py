"""Text as it is compared: without blanks, full-width forms, thousands separators and kinds of quotation marks.

In: any text. Out: the folded text, and for each of its characters where it came from; where a text or a figure
stands in another.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FIGURE = re.compile(r"(?:[<>=≥≤~约-]*)(\d+(?:\.\d+)?)(?:%|[^\W\d]{0,4})")
_QUOTES = {"“": '"', "”": '"', "‘": "'", "’": "'", "−": "-"}


@dataclass(frozen=True, slots=True)
class Folded:
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


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, folded. A figure is found only whole: 91.71 is not in 191.71 nor in 91.715."""

    text: str

    @property
    def figure(self) -> str:
        return figure_in(self.text)

    def spans(self, folded_text: str) -> Iterator[tuple[int, int]]:
        """Where the query stands in a folded text."""
        return (match.span() for match in _pattern(self.text).finditer(folded_text))

    def stands_in(self, text: str) -> bool:
        """Whether a text, not folded, holds the query."""
        return next(self.spans(folded(text)), None) is not None

    def names(self, text: str) -> bool:
        """Whether a fact's text is what is looked for, the unit left out on either side."""
        mine = folded(text)
        if mine == self.text:
            return True
        return bool(self.figure) and self.figure == figure_in(mine)


@lru_cache(maxsize=64)
def _pattern(query: str) -> re.Pattern[str]:
    before = r"(?<![\d.])" if query[:1].isdigit() and figure_in(query) else ""
    after = r"(?!\d|\.\d)" if query[-1:].isdigit() and figure_in(query) else ""
    return re.compile(before + re.escape(query) + after)
