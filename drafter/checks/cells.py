"""Each cell of a row makes sense: target and actual can be read and measured, class and direction fit the target.

In: ``Evidence`` and one row. Out: findings at the cell.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from drafter.assess import IndicatorResult
from drafter.checks.evidence import Evidence, told
from drafter.criteria import Unread
from drafter.findings import Finding
from drafter.numbers import percent
from drafter.values import DateSpan, Direction, Kind, Value, fold, usual_direction
from drafter.values.units import quantity

_OPERATED = (Direction.AT_LEAST, Direction.AT_MOST)


def _columns(row: IndicatorResult) -> tuple[tuple[str, Value], tuple[str, Value]]:
    return ("指标值", row.target), ("完成值", row.actual)


def value_unreadable(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """A figure is expected and cannot be read."""
    for key, value in _columns(row):
        if value.kind is Kind.UNREADABLE and not value.blank:
            yield evidence.finding(
                "value-unreadable",
                f"{row.path}.{key}",
                f"“{row.label}”的{key}“{value.text}”不能识别",
                f"是否为“{value.suggestion}”" if value.suggestion else "应是数、百分比、金额、时间或情况",
                f"改正{key}",
            )


def percent_scale(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """0.9171 beside ≥90%: the sign may have been left out."""
    for (key, value), (_, other) in zip(_columns(row), reversed(_columns(row)), strict=True):
        bare = value.kind is Kind.NUMBER and value.unit is None and value.upper is None and value.number is not None
        if bare and other.kind is Kind.PERCENT and Decimal(0) < (value.number or Decimal(0)) < 1:
            meant = percent(value.number or Decimal(0))
            yield evidence.finding(
                "percent-scale",
                f"{row.path}.{key}",
                f"{told(row)}，{key}没有百分号",
                f"是否为 {meant}",
                f"改写为 {meant}",
            )


def unit_mixed(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """10万元 beside 9.5元: amounts in different units that are about ten thousand times apart."""
    target, actual = row.target, row.actual
    if not target.kind is actual.kind is Kind.MONEY or target.unit == actual.unit:
        return
    small, large = sorted((target.number or Decimal(0), actual.number or Decimal(0)))
    if small > 0 and 5000 <= large / small <= 20000:
        yield evidence.finding(
            "unit-mixed",
            f"{row.path}.完成值",
            f"{told(row)}，相差约一万倍",
            "同一指标的金额应使用同一单位",
            "核对金额单位是元还是万元",
        )


def year_mixed(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """A date of another year than the report's or the one before."""
    year = evidence.assessment.data.year
    for key, value in _columns(row):
        spans = [one.date for one in (value, *value.items) if one.date is not None]
        other = sorted({found for span in spans for found in _years(span)} - {year, year - 1})
        if other:
            yield evidence.finding(
                "year-mixed",
                f"{row.path}.{key}",
                f"“{row.label}”的{key}“{value.text}”是{'、'.join(map(str, other))}年",
                f"这是{year}年度的报告",
                f"核对{key}的年份",
            )


def _years(span: DateSpan) -> list[int]:
    return [day.year for day in (span.first, span.last) if day is not None and day.year is not None]


_COUNTED_NAME = re.compile(
    r"(?<![0-9.至到~—-])(?P<figure>[0-9]+)(?P<unit>场次|人次|场|次|期|人|家|件|个|篇|份|批|项|户|名)$"
)


def figure_conflict(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """开展培训1次 with a target of 2: the name says one count, the target another."""
    match = _COUNTED_NAME.search(fold(row.source.name or ""))
    target = row.target
    if match is None or target.kind is not Kind.NUMBER or target.number is None or target.upper is not None:
        return
    same_unit = target.unit is None or quantity(target.unit)[0] == quantity(match["unit"])[0]
    if same_unit and target.period is None and Decimal(match["figure"]) != target.number:
        yield evidence.finding(
            "figure-conflict",
            f"{row.path}.指标值",
            f"指标名称“{row.label}”写的是 {match[0]}，指标值是 {target.text}",
            "名称和指标值应一致",
            "核对指标名称和指标值",
        )


def actual_copies_target(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """``≥95%`` or 不超过合同金额 as an actual: the target, operator and all."""
    target, actual = row.target, row.actual
    comparable = target.is_figure or target.date is not None or target.kind is Kind.QUALITATIVE
    if target.direction not in _OPERATED or not comparable or actual.blank:
        return
    if fold(target.text) == fold(actual.text):
        yield evidence.finding(
            "actual-copies-target",
            f"{row.path}.完成值",
            f"“{row.label}”完成值“{row.source.actual}”照抄了指标值",
            "完成值应是实际达到的数或日期",
            "改填实际完成的数",
        )


def actual_not_measured(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """A verdict (达成预期指标, 100%完成) where a measurement is expected; a qualitative target may have one."""
    actual, target = row.actual, row.target
    if not actual.is_verdict or actual.not_started or target.blank:
        return
    if target.kind is not Kind.QUALITATIVE or "%" in fold(actual.text):
        yield evidence.finding(
            "actual-not-measured",
            f"{row.path}.完成值",
            f"“{row.label}”指标值“{row.source.target}”，完成值写的是结论“{row.source.actual}”",
            "完成值应是实际完成的数、日期或情况",
            "改填实际完成的数",
        )


def direction_suspect(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """A ceiling on an output, a floor on a cost."""
    written, target = row.target.direction, row.target
    if written not in _OPERATED or not target.is_figure or target.kind is Kind.TIME:
        return
    usual, _ = usual_direction(row.source.name or "", row.level2, row.level1)
    if usual is written:
        return
    if written is Direction.AT_MOST:
        what, wanted = (
            f"{row.level2 or row.level1 or '产出'}，目标值却是上限“{target.text}”",
            "产出和效益一般写下限（≥）",
        )
    else:
        what, wanted = f"越少越好的指标，目标值却是下限“{target.text}”", "成本、差错一类一般写上限（≤）"
    yield evidence.finding(
        "direction-suspect", f"{row.path}.指标值", f"“{row.label}”是{what}", wanted, "核对目标值的方向"
    )


def class_suspect(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """A rate under 数量指标, a date or a limit of time under 数量 or 质量指标, a class under another group."""
    is_rate = row.target.kind is Kind.PERCENT
    is_time = row.target.date is not None or row.target.kind is Kind.TIME
    if row.level2 == "数量指标" and is_rate:
        what, wanted = f"目标值“{row.source.target}”是比率", "比率一般属于质量指标、时效指标或效益指标"
    elif row.level2 in ("数量指标", "质量指标") and is_time and not _counts_days(row):
        what, wanted = f"目标值“{row.source.target}”是时间", "时间一般属于时效指标"
    elif row.level2 and row.level1 and _in_other_group(evidence, row):
        what, wanted = f"放在{row.level1}下", f"{row.level2}应在{evidence.scoring.level1_of(row.level2)}下"
    elif row.level2 == "时效指标" and _judged_by_rate(row):
        what, wanted = f"评分标准按比率计分：{row.source.criterion}", "时效指标应按时间计分"
    elif is_rate and (row.source.name or "").endswith("满意度") and row.level1 in ("产出指标", "效益指标"):
        what, wanted = f"放在{row.level1}下", "满意度应在满意度指标下"
    else:
        return
    found = f"“{row.label}”是{row.level2 or row.level1}，{what}"
    yield evidence.finding("class-suspect", f"{row.path}.二级指标", found, wanted, "核对指标类别和目标值")


def _counts_days(row: IndicatorResult) -> bool:
    """维护服务天数 365 天/年 counts what was delivered; 响应时间 ≤24小时 is a limit of time."""
    return row.target.date is None and row.achievement.direction is not Direction.AT_MOST


def _in_other_group(evidence: Evidence, row: IndicatorResult) -> bool:
    levels = evidence.scoring.levels
    homes = [level1 for level1, classes in levels.items() if row.level2 in classes]
    return bool(homes) and row.level1 in levels and row.level1 not in homes


def _judged_by_rate(row: IndicatorResult) -> bool:
    criterion, name = row.source.criterion or "", row.source.name or ""
    return bool(re.match(r"[^，,]{1,12}率[^，,]*\d+%", criterion)) and "率" not in name


def target_not_measurable(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """A target in words with no standard to judge it by, or one that nobody can compute by (视情况酌情给分)."""
    if row.target.kind is not Kind.QUALITATIVE or row.target.blank:
        return
    criterion = row.criterion
    if criterion is None:
        what = "没有可以衡量的标准"
    elif isinstance(criterion, Unread):
        what = f"所附的评分标准“{criterion.clause}”不能计算"
    else:
        return
    yield evidence.finding(
        "target-not-measurable",
        f"{row.path}.指标值",
        f"“{row.label}”的目标值“{row.source.target}”{what}",
        "应有数值，或写明评分标准",
        "补写评分标准，或改成可衡量的目标值",
    )


CELLS: tuple[Callable[[Evidence, IndicatorResult], Iterator[Finding]], ...] = (
    percent_scale,
    unit_mixed,
    year_mixed,
    actual_copies_target,
    actual_not_measured,
    direction_suspect,
    class_suspect,
)
"""The checks of one row's cells that take their place between those of its score."""
