"""Values of the data file as the text of one cell, and back: text, lists of words, lists of numbers.

In: text or lists as the data file has them. Out: the text of a cell. A list of words has one word a line; a line break
inside a word is written as ``\\n`` and a backslash doubled, so that every word comes back.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from drafter.model import is_blank

LONGEST = 16_000
"""Characters of prose in one cell; Excel holds 32,767 units, and a rare character takes two of them."""

_ESCAPED = re.compile(r"\\([\\n])")


def plain(value: object) -> str:
    """A scalar as the text of a cell; blank for what was not filled in."""
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def words_in_lines(value: object) -> str:
    """A list of words, one a line. A word that is no list is a list of one."""
    return "\n".join(
        plain(word).strip().replace("\\", "\\\\").replace("\n", "\\n") for word in as_list(value) if not is_blank(word)
    )


def words_of(text: str) -> list[str]:
    """The words of such a cell."""
    lines = (_ESCAPED.sub(lambda match: "\n" if match[1] == "n" else "\\", line) for line in text.split("\n"))
    return [line.strip() for line in lines if line.strip()]


def numbers_in_a_row(value: object) -> str:
    """``[1, 2]`` as ``1、2``."""
    return "、".join(plain(number).strip() for number in as_list(value) if not is_blank(number))


def as_list(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else [] if is_blank(value) else [value]


def as_group(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def pieces(text: str) -> Iterator[str]:
    """A long text in pieces that fit a cell each; always at least one."""
    yield text[:LONGEST]
    for start in range(LONGEST, len(text), LONGEST):
        yield text[start : start + LONGEST]


def alike(name: str) -> str:
    """A name as it is compared: without blanks and line breaks."""
    return "".join(name.split())
