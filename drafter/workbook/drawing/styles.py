"""How an entry workbook looks: width, kind and choices of its columns, the formats of its cells.

In: a sheet and a column; an XlsxWriter workbook. Out: its ``Look``, its ``Styles``. Text columns are formatted as
text, so that ≥95%, 1-2 and 2020-1 stay what was typed; choices that the data file leaves free only warn. Colours say
the same on every sheet; the guide explains them.
"""

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct

from drafter.workbook.drawing.form import EntryForm
from drafter.workbook.shape import TITLED

Kind = Literal["text", "long", "number", "percent", "date"]
Strict = Literal["stop", "warning"]

NUMBERS = {"分值", "得分", "总分", "一级分值", "目标分值", "金额", "编号", "年度"}
_MONEY = {"基本支出总额", "项目支出总额", "年初预算数", "全年预算数", "全年执行数"}
_LONG = {
    "内容": 90,
    "指标值": 16,
    "完成值": 16,
    "三级指标": 28,
    "年度目标": 22,
    "评分标准": 28,
    "偏差原因": 28,
    "改进措施": 24,
    "目标预期": 24,
    "目标完成情况": 24,
    "数据来源": 18,
    "上年完成值": 12,
    "问题": 60,
    "原因": 46,
    "措施": 80,
    "说明": 70,
    "涉及指标": 26,
}
_WIDTHS = {
    "项目名称": 20,
    "单位名称": 26,
    "主管部门": 22,
    "实施单位": 22,
    "项目类别": 16,
    "项目属性": 14,
    "项目类型": 14,
    "名称": 24,
    "一级指标": 12,
    "二级指标": 18,
    "原因类别": 12,
    "核心指标": 9,
    "标题": 22,
    "类别": 14,
    "填报日期": 13,
    "金额单位": 9,
    "执行率": 10,
    "针对问题": 12,
    "位置": 40,
    "代码": 28,
    "评价维度": 22,
    "指标": 26,
    "报告类型": 11,
}


class Look(Struct, frozen=True):
    """A column: width in characters, kind; ``choices`` of its dropdown, ``strict``: what happens to anything else."""

    width: int
    kind: Kind
    choices: Sequence[str] = ()
    strict: Strict = "warning"


def look(sheet: str, column: str, form: EntryForm) -> Look:
    """The look of a column (of a key, in 基本信息)."""
    choices, strict = _choices(sheet, column, form)
    return Look(_width(column), _kind(column), choices, strict)


def _width(column: str) -> int:
    return _LONG.get(column) or _WIDTHS.get(column) or (13 if column in _MONEY else 9)


def _kind(column: str) -> Kind:
    if column == "填报日期":
        return "date"
    if column == "执行率":
        return "percent"
    if column in NUMBERS or column in _MONEY:
        return "number"
    return "long" if column in _LONG else "text"


def _choices(sheet: str, column: str, form: EntryForm) -> tuple[Sequence[str], Strict]:
    match sheet, column:
        case _, "金额单位":
            return ("万元", "元", "亿元"), "stop"
        case _, "报告类型":
            return ("部门整体", "项目", "财政评价"), "stop"
        case _, "核心指标":
            return ("是", "否"), "stop"
        case "收支情况", "类别":
            return ("收入", "支出"), "stop"
        case "预算执行", "类别":
            return ("合计", "明细"), "stop"
        case "文字材料", "类别":
            return (*TITLED, *form.text_keys), "stop"
        case _, "一级指标":
            return tuple(form.levels), "warning"
        case _, "原因类别":
            return form.categories, "warning"
        case _, "等级":
            return form.grades, "warning"
    return form.ticks.get(column, ()), "warning"


FONT = "宋体"
MUST, MAY, MISSING, WRONG, RIGHT = "#F8CBAD", "#DDEBF7", "#FFF2CC", "#FF9999", "#C6E0B4"
"""The head of what must be filled, of what may; a cell still missing, one that is wrong; a sum that is right."""

_LINE = "#BFBFBF"
_NUMBER_FORMATS = {"text": "@", "long": "@", "number": "General", "percent": "0.00%", "date": "yyyy-mm-dd"}


class Styles:
    """Every format once, made when it is asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def cell(self, kind: Kind, *, border: bool = True) -> Any:
        """A cell to be filled."""
        look: dict[str, object] = {"num_format": _NUMBER_FORMATS[kind], "valign": "vcenter"}
        look |= {"text_wrap": True} if kind in ("text", "long") else {"align": "center"}
        return self._format(f"{kind}{border}", {**look, **({"border": 1, "border_color": _LINE} if border else {})})

    def head(self, *, must: bool) -> Any:
        """The head of a column."""
        look = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
        return self._format(f"head{must}", {**look, "border_color": _LINE, "bg_color": MUST if must else MAY})

    def key(self, *, must: bool) -> Any:
        """A key of 基本信息."""
        look = {
            "bold": True,
            "valign": "vcenter",
            "border": 1,
            "border_color": _LINE,
            "bg_color": MUST if must else MAY,
        }
        return self._format(f"key{must}", look)

    @property
    def title(self) -> Any:
        return self._format("title", {"bold": True, "font_size": 16, "valign": "vcenter"})

    @property
    def hint(self) -> Any:
        """The line above a table."""
        return self._format("hint", {"font_color": "#595959", "valign": "vcenter"})

    @property
    def sum_line(self) -> Any:
        """The line with the live sums."""
        return self._format("sum", {"bold": True, "valign": "vcenter"})

    @property
    def words(self) -> Any:
        """Text of the guide."""
        return self._format("words", {"text_wrap": True, "valign": "vcenter", "font_size": 12})

    @property
    def link(self) -> Any:
        look = {"font_color": "#0563C1", "underline": 1, "border": 1, "border_color": _LINE, "valign": "vcenter"}
        return self._format("link", look)

    def boxed(self, colour: str = "", *, middle: bool = False) -> Any:
        """A cell of a small table of the guide."""
        look: dict[str, object] = {"border": 1, "border_color": _LINE, "valign": "vcenter", "text_wrap": True}
        look |= {"bg_color": colour} if colour else {}
        look |= {"align": "center"} if middle else {}
        return self._format(f"box{colour}{middle}", look)

    def mark(self, colour: str) -> Any:
        """What a condition lays over a cell."""
        return self._format(f"mark{colour}", {"bg_color": colour})

    def _format(self, name: str, look: dict[str, object]) -> Any:
        if name not in self._made:
            self._made[name] = self._book.add_format(look)
        return self._made[name]
