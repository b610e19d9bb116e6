"""Where a person finds a paragraph or a table: the heading above it, and how many stand between.

In: the body of her file. Out: 预算执行情况 第1段.
"""

from collections import Counter
from collections.abc import Sequence

from drafter.docx.manuscript import LiveParagraph, LiveTable
from drafter.revise.tokens import number_length

_HEADING = "标题 "
_TITLES = ("公文标题", "封面标题", "封面落款", "落款", "成文日期")
_ENDS = ("落款", "成文日期", "封面落款")
_CAPTION = "表题"


class Places:
    """The places of a report, found once. ``unit``: whose it is; a long title is told without it."""

    def __init__(self, blocks: Sequence[LiveParagraph | LiveTable], unit: str = "") -> None:
        self._told: dict[int, str] = {}
        names = self._names(blocks, unit)
        heading, paragraphs, tables, caption = "", 0, 0, False
        for block in blocks:
            if isinstance(block, LiveTable):
                tables += 1
                self._told[id(block)] = heading if caption and tables == 1 else f"{heading or '正文'} 表{tables}"
            elif block.style in _ENDS:
                self._told[id(block)] = block.style
            elif id(block) in names:
                heading, paragraphs, tables = names[id(block)], 0, 0
                caption = block.style == _CAPTION
                self._told[id(block)] = f"标题“{heading}”"
            elif block.text.strip():
                paragraphs += 1
                self._told[id(block)] = f"{heading or '正文'} 第{paragraphs}段"

    def _names(self, blocks: Sequence[LiveParagraph | LiveTable], unit: str) -> dict[int, str]:
        """Every heading and caption without its number; one that is there twice, with the line above it."""
        found: list[tuple[int, str, str]] = []
        above: dict[str, str] = {}
        caption = ""
        for block in blocks:
            if isinstance(block, LiveTable) or block.style in _ENDS or not block.text.strip():
                caption = ""
                continue
            if self.is_heading(block) or block.style == _CAPTION:
                text = "".join(block.text.split())
                text = text.rpartition(unit)[2] or text if unit else text
                text = text[number_length(text) :] or text
                above = {style: name for style, name in above.items() if style < block.style}
                over = caption if block.style == _CAPTION else " › ".join(above.values())
                found.append((id(block), text, over))
                caption = text if block.style == _CAPTION else ""
                if block.style.startswith(_HEADING):
                    above[block.style] = text
        twice = Counter(text for _, text, _ in found)
        return {key: f"{over} › {text}" if twice[text] > 1 and over else text for key, text, over in found}

    @staticmethod
    def is_heading(paragraph: LiveParagraph) -> bool:
        """Whether the style of a paragraph is one of a heading or a title."""
        return paragraph.style.startswith(_HEADING) or paragraph.style in _TITLES

    def of(self, block: LiveParagraph | LiveTable | None) -> str:
        """The place of a paragraph or a table; 正文 for one that has none."""
        return self._told.get(id(block), "正文")
