"""Small repairs of what people type into cells, told once a file.

In: the text of a cell and the key of its column. Out: the text with half-width figures, without invisible characters;
notes that say where. Prose and names keep their full-width signs.
"""

import re
from collections.abc import Callable, Mapping

from drafter.model import (
    BudgetPart,
    Deduction,
    Dimension,
    Execution,
    Indicator,
    Item,
    Problem,
    SelfEvaluation,
)
from drafter.textfile import ILLEGAL_XML
from drafter.workbook.heads import OPERATOR, UNIT
from drafter.workbook.shape import GOAL_NUMBER, LEVEL1_POINTS, PROJECT_NUMBER

_ALL = {
    alias
    for record in (BudgetPart, Deduction, Dimension, Execution, Indicator, Item, Problem, SelfEvaluation)
    for alias in record.aliases()
}
VALUE_HEADS = {
    *("指标值", "完成值", "上年完成值", "分值", "得分", "总分", "执行率", "金额", "年度", "填报日期", "编号"),
    *("年初预算数", "全年预算数", "全年执行数", "基本支出总额", "项目支出总额", "针对问题", "目标分值", "金额单位"),
    *(LEVEL1_POINTS, GOAL_NUMBER, PROJECT_NUMBER, OPERATOR, UNIT),
}
"""Columns with figures: full-width forms are the same figures."""

_HALF = str.maketrans("０１２３４５６７８９．，％－＋−﹣\u00a0\u3000", "0123456789.,%-+--  ")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?")
_OPERATORS: Mapping[str, str] = {
    **dict.fromkeys(("≥", ">=", "≧", "大于等于", "大于或等于", "不低于", "不少于", "正向", "正向指标", "＞＝"), "≥"),
    **dict.fromkeys(("≤", "<=", "≦", "小于等于", "小于或等于", "不高于", "不超过", "反向", "反向指标", "逆向"), "≤"),
    **dict.fromkeys((">", "＞", "大于"), ">"),
    **dict.fromkeys(("<", "＜", "小于"), "<"),
    **dict.fromkeys(("=", "＝", "等于"), "="),
}


class Tidy:
    """Repairs texts and remembers where."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._changed: list[str] = []
        self._dropped: dict[str, list[str]] = {}

    def text(self, text: str, head: str, where: Callable[[], str]) -> str:
        for char in ILLEGAL_XML.findall(text):
            self._dropped.setdefault(f"U+{ord(char):04X}", []).append(where())
        text = ILLEGAL_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        tidy = _INVISIBLE.sub("", text) if head in _ALL | VALUE_HEADS else text
        if head in VALUE_HEADS:
            tidy = tidy.translate(_HALF).strip()
            tidy = tidy[1:] if tidy.startswith("'") else tidy
        if tidy != text and tidy != text.strip():
            self._changed.append(where())
        return tidy

    def notes(self) -> list[str]:
        told = []
        if self._changed:
            count = len(self._changed)
            told.append(
                f"{self._file}：{count}格里的全角数字或看不见的字符已改成通常的写法（{_listed(self._changed)}）"
            )
        for code, cells in self._dropped.items():
            told.append(f"{self._file}：去掉了{len(cells)}个不能写入 Word 的字符 {code}（{_listed(cells)}）")
        return told


def joined_value(values: dict[str, str]) -> dict[str, str]:
    """A row with operator, value and unit in three columns: 指标值 as ≥95%, 完成值 with the unit."""
    if OPERATOR in values or UNIT in values:
        sign, unit = _OPERATORS.get(values.get(OPERATOR, "").strip(), ""), values.get(UNIT, "").strip()
        target, actual = values.get("指标值", "").strip(), values.get("完成值", "").strip()
        if _NUMBER.fullmatch(target):
            target += unit
        if sign and _NUMBER.match(target):
            target = sign + target
        if _NUMBER.fullmatch(actual):
            actual += unit
        values.update({head: text for head, text in (("指标值", target), ("完成值", actual)) if head in values})
    return values


def _listed(cells: list[str]) -> str:
    different = list(dict.fromkeys(cells))
    return "、".join(different[:5]) + ("等" if len(different) > 5 else "")
