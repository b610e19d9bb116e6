"""The report as it reads now: its paragraphs and tables, each with the place that a person finds it by.

In: sections as ``docx.read`` gives them. Out: ``Standing``s in reading order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drafter.blocks import Block, Section, Table, Text

_HEADING, _CAPTION = "标题 ", "表题"
_BY_STYLE = ("公文标题", "封面标题", "封面落款", "附注", "落款", "成文日期")


@dataclass(frozen=True, slots=True)
class Standing:
    """A paragraph with text or a table, and the headings (or the caption) above it."""

    block: Block
    where: tuple[str, ...]

    @property
    def is_heading(self) -> bool:
        return isinstance(self.block, Text) and self.block.style.startswith(_HEADING)


def standings(sections: Iterable[Section]) -> Iterator[Standing]:
    """Every paragraph with text, every table."""
    headings: list[str] = []
    caption: str = ""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield Standing(block, (caption,) if caption else tuple(headings) or ("表格",))
                continue
            if not block.text.strip():
                continue
            if block.style.startswith(_HEADING):
                level = block.style.removeprefix(_HEADING)
                depth = int(level) if level.isdecimal() and len(level) == 1 else 1
                yield Standing(block, tuple(headings[: depth - 1]))
                headings, caption = [*headings[: depth - 1], _line(block.text)], ""
            elif block.style == _CAPTION:
                caption = _line(block.text)
                yield Standing(block, (_CAPTION,))
            else:
                by_style = block.style in _BY_STYLE
                yield Standing(block, (block.style,) if by_style else tuple(headings) or ("正文",))


def _line(text: str) -> str:
    return " ".join(text.split())
