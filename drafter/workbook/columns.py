"""How the columns of an entry workbook look: width, kind of cell, choices.

In: a sheet and a column. Out: its ``Look``. Text columns are formatted as text, so that ≥95%, 1-2 and 2020-1 stay
what was typed; choices that the data file leaves free only warn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from drafter.workbook.entryform import EntryForm

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
    "评价维度": 22,
    "指标": 26,
    "报告类型": 11,
}


@dataclass(frozen=True, slots=True)
class Look:
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
            return ("基本情况", *form.text_keys), "stop"
        case _, "一级指标":
            return tuple(form.levels), "warning"
        case _, "原因类别":
            return form.categories, "warning"
        case _, "等级":
            return form.grades, "warning"
    return form.ticks.get(column, ()), "warning"
