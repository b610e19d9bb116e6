"""What passes between writing and reading: statements, blocks, the draft of one document.

In: nothing. Out: frozen records. A block's ``id`` comes from the data (section, indicator, shortfall), never
from a position, so that the same block of two drafts can be told to be the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from drafter.findings import Place

GAP = re.compile(r"【待补充：[^【】]*】")
"""A missing fact as it stands in the text; the Word writer highlights it."""

SUGGESTION = "（建议，请核实）"
"""What stands after a measure that the program suggests and nobody has given yet."""

TO_CHECK = re.compile(f"{GAP.pattern}|{SUGGESTION}")
"""What the person has to look at before she sends the report; the Word writer highlights it."""


def gap(name: str) -> str:
    """The visible gap for a missing fact: ``gap("偏差原因")`` -> 【待补充：偏差原因】."""
    return f"【待补充：{name}】"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or a word that a sentence uses: its text, how it was computed, the cells that it came from."""

    name: str
    text: str
    formula: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the report says: the text, the phrase (rule) that made it, the facts that fill it.

    ``id`` names what it is about (``shortfall/企业人才薪酬补贴/兑现时间``), ``rule`` the phrase of the phrasebank.
    ``head`` is the length of the leading part of ``text`` that names the thing (set in 楷体), 0 for none.
    ``wording`` counts the wordings of the phrase from 1; ``why`` tells the conditions that chose the phrase.
    """

    id: str
    rule: str
    text: str
    facts: tuple[Fact, ...] = ()
    head: int = 0
    wording: int = 1
    why: str = ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """The missing facts, in the order of the text."""
        return tuple(match.group()[5:-1] for match in GAP.finditer(self.text))


Emphasis = Literal["", "bold", "italic", "head"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner. ``head``: the leading sentence of a numbered paragraph, in 楷体."""

    text: str
    emphasis: Emphasis = ""


TextKind = Literal[
    "title",  # 公文标题: each title line is one block
    "heading1",  # 一、
    "heading2",  # （一）
    "heading3",  # 1.
    "heading4",  # （1）
    "body",  # 正文
    "note",  # 附注: small text below a table, 附件 list
    "caption",  # 表题: above a table
    "unit",  # 落款: the unit name above the date
    "date",  # 成文日期
]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. Numbers (一、 （一）) are part of its text, as a clerk would type them."""

    id: str
    kind: TextKind
    runs: tuple[Run, ...]
    statements: tuple[Statement, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as in HTML: it may span columns and rows; covered grid cells are left out of their rows.

    A line break in ``text`` is a line break in the cell. ``label``: a head or label cell of the form.
    """

    text: str
    align: Align = "center"
    colspan: int = 1
    rowspan: int = 1
    label: bool = False
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``header`` rows repeat on every page."""

    id: str
    cells: tuple[Cell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a fixed grid; ``widths`` are relative, one for each grid column."""

    id: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


Block = Text | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A Word section: one page orientation; a cover carries no page number."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    cover: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One document: its kind (完整版, 摘要版, …), core properties, and sections in order."""

    document: str
    title: str
    author: str
    sections: tuple[Section, ...] = field(default=())

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        for section in self.sections:
            yield from section.blocks

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(s for block in self.blocks() if isinstance(block, Text) for s in block.statements)
