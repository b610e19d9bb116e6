"""Where a person finds a paragraph or a table: the heading above it, and how many stand between.

In: the body of her file. Out: 预算执行情况 第1段.
"""

from collections.abc import Sequence

from drafter.docx.manuscript import ParagraphNow, TableNow
from drafter.revise.tokens import number_length

_HEADING = "标题 "
_TITLES = ("公文标题", "封面标题", "封面落款", "落款", "成文日期")


class Places:
    """The places of a report, found once."""

    def __init__(self, blocks: Sequence[ParagraphNow | TableNow]) -> None:
        self._told: dict[int, str] = {}
        heading, paragraphs, tables = "", 0, 0
        for block in blocks:
            if isinstance(block, TableNow):
                tables += 1
                self._told[id(block)] = f"{heading or '正文'} 表{tables}"
            elif self.is_heading(block):
                text = block.text.strip()
                heading, paragraphs, tables = text[number_length(text) :] or text, 0, 0
                self._told[id(block)] = f"标题“{heading}”"
            elif block.text.strip():
                paragraphs += 1
                self._told[id(block)] = f"{heading or '正文'} 第{paragraphs}段"

    @staticmethod
    def is_heading(paragraph: ParagraphNow) -> bool:
        """Whether the style of a paragraph is one of a heading or a title."""
        return paragraph.style.startswith(_HEADING) or paragraph.style in _TITLES

    def of(self, block: ParagraphNow | TableNow | None) -> str:
        """The place of a paragraph or a table; 正文 for one that has none."""
        return self._told.get(id(block), "正文")
