"""A table on a terminal, where a Chinese character is as wide as two Latin ones.

In: heads and rows of text. Out: lines of equal columns, long texts shortened with … so that the table fits.
"""

import unicodedata
from collections.abc import Sequence

from drafter.patterns import regex

GAP = "  "
NARROWEST = 8
"""A column is not shortened below this width."""


def width(text: str) -> int:
    """How many cells of a terminal a text takes (Unicode East Asian Width; wide and full-width ones two)."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def shortened(text: str, limit: int) -> str:
    """The text on one line, cut with … where it is wider than ``limit``."""
    line = "".join(char if char.isprintable() else " " for char in " ".join(text.split()))
    if width(line) <= limit:
        return line
    kept, used = "", 1
    for char in line:
        used += _width(char)
        if used > limit:
            break
        kept += char
    return kept + "…"


# What is not taken apart at the end of a line: Latin words, words in square brackets, a mark and what it belongs to.
_PIECE = regex(r"\s+|[（“《]*(?:\[[^\]]*\]|[!-~…—]+|\S)[、，。；：）”》…]*")


def wrapped(text: str, room: int) -> list[str]:
    """The text on lines of at most ``room`` cells, even where a terminal draws … — “ ” as wide as a character."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if widest(line + piece.rstrip()) > room and line:
            lines.append(line.rstrip())
            line = ""
        line += piece if line or not piece.isspace() else ""
    return [*lines, line.rstrip()]


def widest(text: str) -> int:
    """How many cells a text may take: of East Asian Width A (… — “ ”), a terminal may make one or two."""
    return width(text) + sum(unicodedata.east_asian_width(char) == "A" for char in text)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, room: int, right: frozenset[str]) -> list[str]:
    """The lines of a table not wider than ``room``, if its columns can be made so narrow.

    ``right``: the heads of the columns of figures, which stand to the right and are not shortened.
    """
    widths = [max(width(" ".join(cell.split())) for cell in column) for column in zip(heads, *rows, strict=True)]
    texts = [at for at, head in enumerate(heads) if head not in right]
    while texts and sum(widths) + len(GAP) * (len(widths) - 1) > room:
        widest = max(texts, key=lambda at: widths[at])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return [_line(cells, widths, [head in right for head in heads]) for cells in (heads, *rows)]


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, limit, is_right in zip(cells, widths, right, strict=True):
        text = shortened(cell, limit)
        blanks = " " * (limit - width(text))
        padded.append(blanks + text if is_right else text + blanks)
    return GAP.join(padded).rstrip()
