"""Where a person finds a cell of a table: the name of its row, the head of its column.

In: the rows of her table. Out: “兑现人数”行“得分”列.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.docx.manuscript import LiveCell, LiveRow

_NAMES = ("三级指标", "指标名称", "绩效指标", "评价指标", "项目名称", "名称")
"""Heads of the column that names a row, the best first."""
_NO_NAME = re.compile(r"[\d≥≤＞＜><=－+-]|【|—")
_LONGEST_HEAD = 16


def spot(rows: "Sequence[LiveRow]", row: "LiveRow", at: int) -> str:
    """The place of the cell ``at`` of one of the rows; "" where neither row nor column has a name."""
    number = next((n for n, other in enumerate(rows) if other == row), 0)
    cells = row.cells
    place = _start(cells, at)
    heads = next((other.cells for other in reversed(rows[:number]) if _is_head(other.cells)), ())
    head = next(
        (_bare(cell.text) for n, cell in enumerate(heads) if (_start(heads, n), cell.span) == (place, cells[at].span)),
        "",
    )
    name, column = _name(cells, at, heads)
    if name:
        same = [n for n, other in enumerate(rows) if _text(other.cells, column) == _text(cells, column)]
        name = f"“{_brief(name)}”行" + (f"（第{same.index(number) + 1}个）" if len(same) > 1 else "")
    return name + (f"“{_brief(_without_brackets(head))}”列" if head else "")


def _name(cells: "Sequence[LiveCell]", at: int, heads: "Sequence[LiveCell]") -> tuple[str, int]:
    """The text that names a row, and the cell that it stands in."""
    texts = [_bare(cell.text) for cell in heads]
    for wanted in _NAMES:
        if len(heads) == len(cells) and wanted in texts:
            column = texts.index(wanted)
            if column != at and _text(cells, column):
                return _text(cells, column), column
    left = [n for n in range(at) if _text(cells, n) and not _NO_NAME.match(_text(cells, n))]
    single = [n for n in left if not cells[n].merge]
    column = next(iter(single or left), -1)
    return (_text(cells, column), column) if column >= 0 else ("", -1)


def _is_head(cells: "Sequence[LiveCell]") -> bool:
    texts = [text for cell in cells if (text := _bare(cell.text))]
    return len(texts) > 2 and all(len(text) <= _LONGEST_HEAD and not _NO_NAME.match(text) for text in texts)


def _start(cells: "Sequence[LiveCell]", at: int) -> int:
    return sum(cell.span for cell in cells[:at])


def _text(cells: "Sequence[LiveCell]", at: int) -> str:
    return _bare(cells[at].text) if 0 <= at < len(cells) else ""


def _bare(text: str) -> str:
    return "".join(text.split())


def _without_brackets(text: str) -> str:
    return re.split(r"[（(]", text, maxsplit=1)[0] or text


def _brief(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
