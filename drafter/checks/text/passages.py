"""A report as its reader meets it: headings, paragraphs, table rows, one after the other, each with its place.

In: the blocks of a draft, or of a Word file that was read. Out: a ``TextReport`` of ``Passage``s with the headings
above them. In a file without heading styles the numbers (一、（一）1.) make the headings.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import cached_property
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from drafter.blocks import Block, Chart, Draft, Row, Table, Text
from drafter.findings import Finding, Place
from drafter.patterns import regex
from drafter.textfile import brief
from drafter.values import fold


class Part(Enum):
    """What a passage is in its document."""

    TITLE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    ROW = auto()


class Passage(Struct, frozen=True, dict=True):
    """A heading, a paragraph or a row, with the headings above it (the heading itself not included)."""

    part: Part
    text: str
    where: Place
    above: tuple[str, ...] = ()
    level: int = 0
    cells: tuple[str, ...] = ()
    by_number: bool = False
    """A heading by its number alone: there was no style."""
    proved: bool = False
    """Its figures, names and counts are those of the data by the facts that made it (``drafts``)."""

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences, folded to half width, without blanks; a clause after a semicolon is one of its own."""
        return tuple(part for part in re.split(r"[。;!?\n]", fold(self.text)) if part)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What can be read as running text: the text, or cell by cell."""
        return self.cells if self.part is Part.ROW else (self.text,)

    def finding(self, code: str, found: str, expected: str, hint: str) -> Finding:
        """A finding at this place, each part on one line."""
        return Finding(code, self.where, *(" ".join(part.split()) for part in (found, expected, hint)))


class TextReport(Struct, frozen=True):
    """A whole document: its passages, the year that it reports on (None: unknown)."""

    passages: tuple[Passage, ...]
    year: int | None = None

    @property
    def paragraphs(self) -> Iterator[Passage]:
        return (passage for passage in self.passages if passage.part is Part.PARAGRAPH)

    @property
    def headings(self) -> Iterator[Passage]:
        return (passage for passage in self.passages if passage.part is Part.HEADING)


NUMBERS = (
    r"[一二三四五六七八九十]{1,3}、",
    r"[（(][一二三四五六七八九十]{1,3}[)）]、?",
    r"\d{1,2}(?:\.(?!\d)|、|．)",
    r"[（(]\d{1,2}[)）]",
)
"""How the headings of the four levels are numbered (GB/T 9704)."""

_NUMBER = regex("|".join(f"(?P<level{level}>{number})" for level, number in enumerate(NUMBERS, 1)))
_LONGEST_HEADING = 30
"""Characters; a numbered paragraph that is longer, or has a comma or an amount, is a sentence and no heading."""
_LONGEST_SPOT = 24
"""Characters of a heading in the place of a finding, so that the line stays readable."""


def number_level(text: str) -> int:
    """The level of the number at the start of a text (一、 1, （一） 2, 1. 3, （1） 4); 0 without one."""
    match = _NUMBER.match(text.strip())
    return int((match.lastgroup or "level0")[5:]) if match else 0


def without_number(text: str) -> str:
    """The text without the number at its start."""
    text = text.strip()
    match = _NUMBER.match(text)
    return text[match.end() :].strip() if match else text


def _is_numbered_heading(text: str) -> bool:
    rest = without_number(text)
    short = 0 < len(rest) <= _LONGEST_HEADING and number_level(text) > 0
    return short and not re.search("[。，,；;]|[0-9](?:万|亿)?元", rest) and rest[-1] not in "、!！…"


class Proofs(Protocol):
    """What of a draft needs no reading, since the facts that made it prove it."""

    def text(self, block: Text) -> bool: ...

    def row(self, row: Row) -> bool: ...


def passages_of(blocks: Iterable[Block], file: str, proofs: Proofs | None = None) -> tuple[Passage, ...]:
    """The paragraphs and rows with their headings and places; blank paragraphs are no passages.

    ``proofs``: of a table the rows that they prove are left out, but for the first: a section has it.
    """
    given = [passage for passage in _told(blocks, file, proofs) if passage.text or passage.part is Part.ROW]
    styled = any(passage.part is Part.HEADING for passage in given)
    above: list[tuple[int, str]] = []
    made: list[Passage] = []
    count = 0
    for one in given:
        part, level, by_number = one.part, one.level, False
        if not styled and part is Part.PARAGRAPH and _is_numbered_heading(one.text):
            part, level, by_number = Part.HEADING, number_level(one.text), True
        if part is Part.HEADING:
            above = [entry for entry in above if entry[0] < level]
        count += part is not Part.ROW
        path = tuple(text for _, text in above)
        spot = one.where.path or f"第{count}段"
        where = Place(file, path=" ".join(filter(None, (spot, "·".join(map(_short, path[:2]))))))
        made.append(replace(one, part=part, where=where, above=path, level=level, by_number=by_number))
        if part is Part.HEADING:
            above.append((level, one.text))
    return tuple(made)


def _told(blocks: Iterable[Block], file: str, proofs: Proofs | None) -> Iterator[Passage]:
    """Every paragraph and every row by itself; of the places only that of a row is known."""
    nowhere = Place(file)
    tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            for number, row in enumerate(block.rows, 1):
                if number > 1 and proofs is not None and proofs.row(row):
                    continue
                cells = tuple(cell.text for cell in row.cells)
                where = Place(file, path=f"表{tables}第{number}行")
                yield Passage(Part.ROW, " ".join(cells).strip(), where, cells=cells)
        elif isinstance(block, Chart):
            continue
        elif block.kind in _LEVELS:
            yield Passage(Part.HEADING, block.text.strip(), nowhere, level=_LEVELS[block.kind])
        else:
            part = Part.TITLE if block.kind == "title" else Part.PARAGRAPH
            yield Passage(part, block.text.strip(), nowhere, proved=proofs is not None and proofs.text(block))


_LEVELS = {"heading1": 1, "heading2": 2, "heading3": 3, "heading4": 4}


def _short(heading: str) -> str:
    return brief(heading, _LONGEST_SPOT).replace(".", "．")


def report_of(draft: Draft, year: int | None, proofs: Proofs | None = None) -> TextReport:
    """A draft as a report to be read; its places name the document (完整版, 摘要版)."""
    return TextReport(passages_of(draft.blocks(), draft.document, proofs), year)
