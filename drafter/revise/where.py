"""Where a person finds something in the clerk's file: the words for the place of a paragraph, a table, a cell.

In: the body of the file; the rows of a table. Out: 预算执行情况 第1段 (the heading above, and how many paragraphs lie
between); “兑现人数”行“得分”列 (the name of the row, the head of the column).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from drafter.blocks import first_columns
from drafter.docx.manuscript import LiveCell, LiveParagraph, LiveRow, LiveTable
from drafter.patterns import regex
from drafter.revise.tokens import number_length

_HEADING = "标题 "
_TITLES = ("公文标题", "封面标题", "封面落款", "落款", "成文日期")
_ENDS = ("落款", "成文日期", "封面落款")
_CAPTION = "表题"


class Places:
    """The places of all paragraphs and tables of a file, found once. ``unit``: the name that is left out of long
    titles."""

    def __init__(self, blocks: Sequence[LiveParagraph | LiveTable], unit: str = "") -> None:
        self._words: dict[int, str] = {}
        names = self._names(blocks, unit)
        heading, paragraphs, tables, caption = "", 0, 0, False
        for block in blocks:
            if isinstance(block, LiveTable):
                tables += 1
                self._words[id(block)] = heading if caption and tables == 1 else f"{heading or '正文'} 表{tables}"
            elif block.style in _ENDS:
                self._words[id(block)] = block.style
            elif id(block) in names:
                heading, paragraphs, tables = names[id(block)], 0, 0
                caption = block.style == _CAPTION
                self._words[id(block)] = f"标题“{heading}”"
            elif block.text.strip():
                paragraphs += 1
                self._words[id(block)] = f"{heading or '正文'} 第{paragraphs}段"

    def _names(self, blocks: Sequence[LiveParagraph | LiveTable], unit: str) -> dict[int, str]:
        """Names of headings and captions by ``id()``: without number; one that occurs twice with the heading above
        it."""
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
        """Whether a paragraph has the style of a heading or a title."""
        return paragraph.style.startswith(_HEADING) or paragraph.style in _TITLES

    def of(self, block: LiveParagraph | LiveTable | None) -> str:
        """The place of a paragraph or a table; 正文 for one that has none (an empty one, None)."""
        return self._words.get(id(block), "正文")


_NAMES = ("三级指标", "指标名称", "绩效指标", "评价指标", "项目名称", "名称")
"""Heads of the column that names a row, the best first."""
_NO_NAME = regex(r"[\d≥≤＞＜><=－+-]|【|—")
_LONGEST_HEAD = 16
"""Characters of a cell that may be the head of a column; prose is longer."""

_LONGEST_NAME = 20
"""Characters that are quoted of a name."""


class RowPlaces:
    """The places of the cells of one table. Every row is read once, however many cells are asked for."""

    def __init__(self, rows: Sequence[LiveRow]) -> None:
        self._cells = [row.cells for row in rows]
        self._numbers = {row: number for number, row in enumerate(rows)}
        self._heads: list[Sequence[LiveCell]] = []
        heads: Sequence[LiveCell] = ()
        for cells in self._cells:
            self._heads.append(heads)
            heads = cells if _is_head(cells) else heads
        self._named: dict[int, dict[str, list[int]]] = {}

    def of(self, row: LiveRow, at: int) -> str:
        """The place of the cell ``at`` (0 for the first) of a row; "" where neither row nor column has a name."""
        number = self._numbers[row]
        cells, heads = self._cells[number], self._heads[number]
        place, span = _start(cells, at), cells[at].span
        head = next(
            (_joined(cell.text) for n, cell in enumerate(heads) if (_start(heads, n), cell.span) == (place, span)), ""
        )
        name, column = _name(cells, at, heads)
        if name:
            same = self._rows_named(column)[name]
            name = f"“{_brief(name)}”行" + (f"（第{same.index(number) + 1}个）" if len(same) > 1 else "")
        return name + (f"“{_brief(_without_brackets(head))}”列" if head else "")

    def _rows_named(self, column: int) -> dict[str, list[int]]:
        """Text of the cell ``column`` -> the rows that have it there."""
        if column not in self._named:
            self._named[column] = defaultdict(list)
            for number, cells in enumerate(self._cells):
                self._named[column][_text(cells, column)].append(number)
        return self._named[column]


def _name(cells: Sequence[LiveCell], at: int, heads: Sequence[LiveCell]) -> tuple[str, int]:
    """The text that names a row, and which of its cells says so; ("", -1) where none does."""
    texts = [_joined(cell.text) for cell in heads]
    for wanted in _NAMES:
        if len(heads) == len(cells) and wanted in texts:
            column = texts.index(wanted)
            if column != at and _text(cells, column):
                return _text(cells, column), column
    left = [n for n in range(at) if _text(cells, n) and not _NO_NAME.match(_text(cells, n))]
    single = [n for n in left if not cells[n].merge]
    column = next(iter(single or left), -1)
    return (_text(cells, column), column) if column >= 0 else ("", -1)


def _is_head(cells: Sequence[LiveCell]) -> bool:
    texts = [text for cell in cells if (text := _joined(cell.text))]
    return len(texts) > 2 and all(len(text) <= _LONGEST_HEAD and not _NO_NAME.match(text) for text in texts)


def _start(cells: Sequence[LiveCell], at: int) -> int:
    return first_columns(cell.span for cell in cells)[at]


def _text(cells: Sequence[LiveCell], at: int) -> str:
    return _joined(cells[at].text) if 0 <= at < len(cells) else ""


def _joined(text: str) -> str:
    return "".join(text.split())


def _without_brackets(text: str) -> str:
    return re.split(r"[（(]", text, maxsplit=1)[0] or text


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + "…"
