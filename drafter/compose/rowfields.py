"""What a cell of an indicator row can print: the fields by the names that packs use.

In: an ``IndicatorResult``. Out: its text as it was given, None where there is nothing to print, and the cells of the
data file that the text is made of. Tables and forms share these names.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drafter.assess import IndicatorResult
from drafter.model import DataPath
from drafter.numbers import plain
from drafter.values import Direction, Value, fold

Read = Callable[[IndicatorResult], str | None]

_SIGNS = {
    (Direction.EQUAL, False): "=",
    (Direction.AT_LEAST, False): "≥",
    (Direction.AT_LEAST, True): ">",
    (Direction.AT_MOST, False): "≤",
    (Direction.AT_MOST, True): "<",
}
_BOUND = r"[≥≤><=]|不[低少小高多大]于|不超过|[低少小高多大]于|超过|至少|至多|最少|最多|达到|达|控制在|"
_FIGURE = re.compile(rf"({_BOUND})([0-9][0-9,.]*)([^0-9(（]*)")
_BOUND_BEHIND = re.compile(r"(以上|以下|以内|之内|及以上|及以下)$")


def split_target(value: Value) -> tuple[str, str, str]:
    """A target in three columns: ``≥95%`` -> ≥, 95, %; what is no plain figure stays whole in the middle."""
    match = _FIGURE.fullmatch(fold(value.text))
    more = value.label or value.about or value.upper is not None or value.claim
    if match is None or not value.is_figure or more:
        return "", value.text.strip(), ""
    sign = _SIGNS[value.direction, value.strict] if value.direction else ""
    return sign, match[2], _BOUND_BEHIND.sub("", match[3])


def _category(row: IndicatorResult) -> str:
    """绩效类别 as written: 产出指标-数量指标 where both levels were given, else the second level alone."""
    return f"{row.source.level1}-{row.level2}" if row.source.level1 and row.level2 else row.level2 or row.level1


def _told(row: IndicatorResult) -> str:
    """评价说明 from target and actual, for rows without a criterion."""
    parts = [
        f"目标值{row.source.target}" if row.source.target else "",
        f"完成值{row.source.actual}" if row.source.actual else "",
    ]
    return "，".join(part for part in parts if part)


def _score(row: IndicatorResult) -> str | None:
    if row.source.score:
        return row.source.score.text
    return None if row.computed_score is None else plain(row.computed_score)


def _part_of_target(part: int) -> Read:
    return lambda row: split_target(row.target)[part] or None


@dataclass(frozen=True, slots=True)
class RowField:
    """What a column prints of a row: ``read`` gives the text, ``paths`` the cells that it is made of."""

    read: Read
    paths: Callable[[DataPath], tuple[DataPath, ...]]


def _of(*keys: str) -> Callable[[Read], RowField]:
    """A field made of these cells of the row."""
    return lambda read: RowField(read, lambda row: tuple(row / key for key in keys))


def _of_goal(key: str) -> Callable[[Read], RowField]:
    """A field made of a cell of the row's goal."""
    return lambda read: RowField(read, lambda row: (row.parent.parent / key,))


FIELDS: Mapping[str, RowField] = {
    "年度目标": _of_goal("名称")(lambda row: row.goal),
    "一级指标": _of("一级指标")(lambda row: row.level1),
    "二级指标": _of("二级指标")(lambda row: row.level2),
    "绩效类别": _of("二级指标")(_category),
    "绩效指标": _of("三级指标")(lambda row: row.source.name),
    "指标值": _of("指标值")(lambda row: row.source.target),
    "运算符号": _of("指标值")(_part_of_target(0)),
    "目标数值": _of("指标值")(_part_of_target(1)),
    "计量单位": _of("指标值")(_part_of_target(2)),
    "完成值": _of("完成值")(lambda row: row.source.actual),
    "分值": _of("分值")(lambda row: row.source.points.text if row.source.points else None),
    "得分": _of("得分")(_score),
    "评分标准": _of("评分标准")(lambda row: row.source.criterion),
    "评价说明": _of("指标值", "完成值")(_told),
    "偏差原因": _of("偏差原因")(lambda row: row.source.deviation_reason),
    "改进措施": _of("改进措施")(lambda row: row.source.corrective_action),
    "上年完成值": _of("上年完成值")(lambda row: row.source.previous_actual),
    "数据来源": _of("数据来源")(lambda row: row.source.data_source),
}
"""What a column of an indicator table can print."""
