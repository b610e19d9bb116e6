"""What a cell of an indicator row can print: the fields by the names that packs use.

In: an ``IndicatorResult``. Out: its text as it was given, None where there is nothing to print. Tables and forms
share these names; ``DATA_KEYS`` says where a field stands in the data file when its name is not the key.
"""

import re
from collections.abc import Callable, Mapping

from drafter.assess import IndicatorResult
from drafter.numbers import plain
from drafter.values import Direction, Value, fold

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


def _part_of_target(part: int) -> Callable[[IndicatorResult], str | None]:
    return lambda row: split_target(row.target)[part] or None


FIELDS: Mapping[str, Callable[[IndicatorResult], str | None]] = {
    "年度目标": lambda row: row.goal,
    "一级指标": lambda row: row.level1,
    "二级指标": lambda row: row.level2,
    "绩效类别": _category,
    "绩效指标": lambda row: row.source.name,
    "指标值": lambda row: row.source.target,
    "运算符号": _part_of_target(0),
    "目标数值": _part_of_target(1),
    "计量单位": _part_of_target(2),
    "完成值": lambda row: row.source.actual,
    "分值": lambda row: row.source.points.text if row.source.points else None,
    "得分": _score,
    "评分标准": lambda row: row.source.criterion,
    "评价说明": _told,
    "偏差原因": lambda row: row.source.deviation_reason,
    "改进措施": lambda row: row.source.corrective_action,
    "上年完成值": lambda row: row.source.previous_actual,
    "数据来源": lambda row: row.source.data_source,
}
"""What a column of an indicator table can print."""

DATA_KEYS: Mapping[str, str] = {
    "绩效指标": "三级指标",
    "绩效类别": "二级指标",
    "运算符号": "指标值",
    "目标数值": "指标值",
    "计量单位": "指标值",
}
"""Fields whose name is not the data file's key."""
