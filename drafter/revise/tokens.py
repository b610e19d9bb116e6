"""A text as tokens: a figure, a date, a percent is one; so is a Chinese character, and a mark that ends a clause.

In: the text of a paragraph or a cell. Out: ``Token``s in order, each with a ``key`` by which two of them are the same
(3,411.36 万元 and 3411.36万元 have one key). No merge ever happens inside a token: of 3719.88, 3718.88 and 3719.98 a
merger of characters makes 3718.98, a number that nobody wrote.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache

from msgspec import Struct

from drafter.patterns import regex


class TokenKind(Enum):
    """What a token is. NUMBER: a paragraph number, all compared as equal; BREAK: a line end within a text."""

    WORD = auto()
    FIGURE = auto()
    STOP = auto()
    NUMBER = auto()
    BREAK = auto()


class Token(Struct, frozen=True):
    """A token: its text, the ``key`` that it is compared by, the offset of its first character."""

    text: str
    key: str
    kind: TokenKind
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_figure(self) -> bool:
        return self.kind is TokenKind.FIGURE

    @property
    def mask(self) -> str:
        """The key, # for every figure."""
        return "#" if self.kind is TokenKind.FIGURE else self.key


_UNIT = r"(?:[ \u00a0\u3000]?(?:[百千万亿]*元|个?百分点|[%％‰]|万|亿))?"
_CHINESE = "零〇一二三四五六七八九十百千万亿两"
_DATE = (
    r"\d{4}[ ]?年(?:[ ]?\d{1,2}[ ]?月(?:[ ]?\d{1,2}[ ]?日|底|初|末)?|底|初|末)?|\d{1,2}月\d{1,2}日"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)"
)
_NUMERAL = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.．]\d+)?"
_TOKEN = regex(
    rf"(?P<date>{_DATE})"
    rf"|(?P<figure>(?:(?<![\d%％])[-−－+])?{_NUMERAL}{_UNIT})"
    rf"|(?P<spoken>百分之[{_CHINESE}点]+|[{_CHINESE}]+[余多几]?(?:[万亿]元|元|个?百分点|成))"
    r"|(?P<ascii>[A-Za-z]+)|(?P<stop>[，。；：！？,;!?])|(?P<break>\n)|(?P<word>.)",
    re.DOTALL,
)
_FIGURE = regex(rf"(?P<sign>[-−－+]?)(?P<value>{_NUMERAL})(?P<space>[ \u00a0\u3000]?)(?P<unit>.*)", re.DOTALL)
_CHINESE_NUMERAL = "[零一二三四五六七八九十百]+"
_NUMBER = regex(rf"{_CHINESE_NUMERAL}、|[（(]{_CHINESE_NUMERAL}[）)]|\d{{1,3}}[.．、](?![\d.．])|[（(]\d{{1,3}}[）)]")
_STOPS = str.maketrans(",;!?", "，；！？")


@lru_cache(maxsize=8192)
def tokens(text: str, *, numbered: bool = False) -> tuple[Token, ...]:
    """The tokens of a text. ``numbered``: a paragraph number may also follow 。 or ； (of joined paragraphs)."""
    found: list[Token] = []
    at, may_number = 0, True
    while at < len(text):
        number = _NUMBER.match(text, at) if may_number else None
        if number:
            token = Token(number[0], "№", TokenKind.NUMBER, at)
        else:
            match = _TOKEN.match(text, at)
            assert match is not None  # the last alternative takes anything
            token = _token(match)
        found.append(token)
        at = token.end
        may_number = token.text == "\n" or (numbered and token.text in "。；")
    return tuple(found)


def number_length(text: str) -> int:
    """How long the paragraph number is that a text begins with; 0 for none."""
    match = _NUMBER.match(text)
    return match.end() if match else 0


def _token(match: re.Match[str]) -> Token:
    text, start = match[0], match.start()
    match match.lastgroup:
        case "figure":
            return Token(text, figure_key(text), TokenKind.FIGURE, start)
        case "date" | "spoken":
            return Token(text, _folded(text).replace(" ", ""), TokenKind.FIGURE, start)
        case "stop":
            return Token(text, text.translate(_STOPS), TokenKind.STOP, start)
        case "break":
            return Token(text, "", TokenKind.BREAK, start)
        case _:
            return Token(text, _folded(text), TokenKind.WORD, start)


def _folded(text: str) -> str:
    return text if text >= "\u4e00" and text < "\uff00" else unicodedata.normalize("NFKC", text)


def figure_key(text: str) -> str:
    """``３,411.30 万元`` -> ``3411.3万元``: the value and its unit, whatever the format."""
    found = _FIGURE.fullmatch(text)
    if found is None:
        return _folded(text)
    value = Decimal(_folded(found["value"]).replace(",", "")).normalize()
    sign = "-" if found["sign"] in ("-", "−", "－") and found["sign"] else ""
    return f"{sign}{value:f}{_folded(found['unit'])}"


def is_negative(token: Token) -> bool:
    """Whether a figure is below zero."""
    return token.kind is TokenKind.FIGURE and token.key.startswith("-")


def in_format_of(draft: str, clerk: str, base: str) -> str:
    """The draft's figure in the format that the clerk gave the base's: 3512.40万元, 3,411.36 万元 -> 3,512.40 万元."""
    if clerk == base:
        return draft
    figure, shown = _FIGURE.fullmatch(draft), _FIGURE.fullmatch(clerk)
    if figure is None or shown is None:
        return draft
    value = figure["value"]
    whole, dot, decimals = value.partition(".")
    if "," in shown["value"] and "," not in whole:
        whole = f"{int(whole):,}"
    value = whole + dot + decimals
    unit = figure["unit"]
    if any("０" <= char <= "９" for char in shown["value"]):
        dot = "." if "." in shown["value"] else "．"
        value = value.translate({**{ord(str(d)): chr(ord("０") + d) for d in range(10)}, ord("."): dot})
    if unit in ("%", "％") and shown["unit"] in ("%", "％"):
        unit = shown["unit"]
    return figure["sign"] + value + (shown["space"] if unit else "") + unit


def keys(found: Sequence[Token]) -> tuple[str, ...]:
    """What two texts are compared by; line ends do not count."""
    return tuple(token.key for token in found if token.kind is not TokenKind.BREAK)


def masks(found: Sequence[Token]) -> tuple[str, ...]:
    """The same with every figure alike."""
    return tuple(token.mask for token in found if token.kind is not TokenKind.BREAK)
