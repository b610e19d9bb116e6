"""The record of why a stretch of a report is there, and the paragraphs and tables with their place in the report.

In: the blocks of a Word file. Out: ``PlacedBlock``s, each with the place that a person finds it by; ``Trace``: a
stretch with its origin, its facts, the nearest text of the base.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import zip_longest

from msgspec import Struct

from drafter.blocks import Block, Chart, Fact, Section, Statement, Table, Text
from drafter.findings import Place


class Origin(StrEnum):
    """Where the words of a stretch come from."""

    PHRASE = "句库"
    DATA = "数据文件"
    TEMPLATE = "模板"
    TABLE = "表格"
    CHART = "图表"
    PERSON = "手写"
    REMOVED = "已不在报告中"


class Nearest(Struct, frozen=True):
    """The text of the base that is most like one of the clerk's file, and what differs: (base, clerk's) stretches."""

    text: str
    changes: tuple[tuple[str, str], ...]
    statement: Statement | None = None
    facts: tuple[Fact, ...] = ()


class Trace(Struct, frozen=True):
    """A stretch of the clerk's file as it reads, and why it is there.

    ``where``: the headings above it, or the caption of its table, the row and the column. ``edited``: something
    else in the same paragraph was changed in Word.
    """

    origin: Origin
    where: tuple[str, ...]
    text: str
    statement: Statement | None = None
    facts: tuple[Fact, ...] = ()
    places: tuple[Place, ...] = ()
    edited: bool = False
    nearest: Nearest | None = None


_HEADING, _CAPTION = "标题 ", "表题"
_BY_STYLE = ("公文标题", "封面标题", "封面落款", "附注", "落款", "成文日期")


class PlacedBlock(Struct, frozen=True):
    """A paragraph with text, a table or a chart, and the headings above it, or the caption: above a table, below a
    chart."""

    block: Block
    where: tuple[str, ...]

    @property
    def is_heading(self) -> bool:
        return isinstance(self.block, Text) and self.block.style.startswith(_HEADING)


def placed_blocks(sections: Iterable[Section]) -> Iterator[PlacedBlock]:
    """Every paragraph with text, every table, every chart."""
    headings: list[str] = []
    caption: str = ""
    before: Block | None = None
    for section in sections:
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            below, before = isinstance(before, Chart), block
            if isinstance(block, Chart):
                name = _line(following.text) if isinstance(following, Text) and following.style == _CAPTION else ""
                yield PlacedBlock(block, (name,) if name else tuple(headings) or ("图表",))
                continue
            if isinstance(block, Table):
                yield PlacedBlock(block, (caption,) if caption else tuple(headings) or ("表格",))
                continue
            if not block.text.strip():
                continue
            if block.style.startswith(_HEADING):
                level = block.style.removeprefix(_HEADING)
                depth = int(level) if level.isdecimal() and len(level) == 1 else 1
                yield PlacedBlock(block, tuple(headings[: depth - 1]))
                headings, caption = [*headings[: depth - 1], _line(block.text)], ""
            elif block.style == _CAPTION:
                caption = "" if below else _line(block.text)
                yield PlacedBlock(block, (_CAPTION,))
            else:
                by_style = block.style in _BY_STYLE
                yield PlacedBlock(block, (block.style,) if by_style else tuple(headings) or ("正文",))


def _line(text: str) -> str:
    return " ".join(text.split())
