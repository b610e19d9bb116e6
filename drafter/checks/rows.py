"""One indicator row: its values can be read, class and direction fit, the score follows its rule, losses have reasons.

In: ``Evidence`` and one ``IndicatorResult``. Out: findings at the cell of the row. A row that cannot be judged
(无法判断) is not accused of anything but of the value that could not be read. An indicator that comes twice is found
here, too: it takes all rows to see it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from drafter.assess import IndicatorResult
from drafter.assess.discussion import said
from drafter.checks.evidence import Evidence, carries_points, has_actuals, one_line, row_in_words
from drafter.criteria import Unread
from drafter.findings import Finding
from drafter.numbers import TOLERANCE, agree, percent, plain
from drafter.patterns import regex
from drafter.values import Basis, DateSpan, Direction, Kind, Value, fold, usual_direction
from drafter.values.achievement import Verdict
from drafter.values.units import UNITS, quantity

_OPERATED = (Direction.AT_LEAST, Direction.AT_MOST)


def _columns(row: IndicatorResult) -> tuple[tuple[str, Value], tuple[str, Value]]:
    return ("指标值", row.target), ("完成值", row.actual)


def value_unreadable(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """A figure is expected and cannot be read."""
    for key, value in _columns(row):
        if value.kind is Kind.UNREADABLE and not value.blank:
            yield evidence.finding(
                "value-unreadable",
                row.path / key,
                f"“{row.label}”的{key}“{value.text}”不能识别",
                f"是否为“{value.suggestion}”" if value.suggestion else "应是数、百分比、金额、时间或情况",
                f"改正{key}",
            )


def not_judged(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """Points hang on a row of which nobody can tell from its cells whether the target was reached.

    Silent where another check, or a line on what could not be compared, tells of the same.
    """
    reached = row.achievement
    if reached.verdict is not Verdict.UNKNOWN or reached.question is not None or not carries_points(row):
        return
    source, cells = row.source, (row.target, row.actual)
    unreadable = any(value.kind is Kind.UNREADABLE and not value.blank for value in cells)
    no_cells = not source.target and not source.actual
    whole_column = not source.actual and not has_actuals(evidence.goal_of(row))
    if unreadable or no_cells or whole_column or _not_measurable(row) is not None:
        return
    if row.given_score is not None:
        points = f"得分填报 {plain(row.given_score)} 分"
    else:
        points = f"分值 {plain(row.points or Decimal(0))} 分"
    blank = [key for key, value in _columns(row) if value.blank]
    yield evidence.finding(
        "value-unreadable",
        row.path / (blank[0] if blank else "完成值"),
        f"“{row.label}”{reached.reason}，{points}",
        f"{blank[0]}应填写，得分才有依据" if blank else "指标值和完成值应能比较",
        f"补填{blank[0]}" if blank else "核对指标值和完成值",
    )


def percent_scale(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """0.9171 beside ≥90%: the sign may have been left out."""
    for (key, value), (_, other) in zip(_columns(row), reversed(_columns(row)), strict=True):
        bare = value.kind is Kind.NUMBER and value.unit is None and value.upper is None and value.number is not None
        if bare and other.kind is Kind.PERCENT and Decimal(0) < (value.number or Decimal(0)) <= 1:
            meant = percent(value.number or Decimal(0))
            yield evidence.finding(
                "percent-scale",
                row.path / key,
                f"{row_in_words(row)}，{key}没有百分号",
                f"是否为 {meant}",
                f"改写为 {meant}",
            )


def unit_mixed(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """10万元 beside 9.5元: amounts in different units that are about ten thousand times apart.

    Half to twice ten thousand, because a target may be missed by half or doubled and the unit still be the fault.
    Beside a figure that names no money the ratio is ten thousand exactly.
    """
    target, actual = row.target, row.actual
    small, large = sorted((target.number or Decimal(0), actual.number or Decimal(0)))
    ten_thousand = small > 0 and large == small * 10000 and Kind.MONEY in (target.kind, actual.kind)
    differ = target.kind is actual.kind is Kind.MONEY and target.unit != actual.unit
    if ten_thousand or (differ and small > 0 and 5000 <= large / small <= 20000):
        yield evidence.finding(
            "unit-mixed",
            row.path / "完成值",
            f"{row_in_words(row)}，相差约一万倍",
            "同一指标的金额应使用同一单位",
            "核对金额单位是元还是万元",
        )


def year_mixed(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """A date of another year than the report's or the one before, from which work is often carried over.

    What had a date to be done by may have been done in the next year: that is late, and no mistake of the year.
    """
    year = evidence.assessment.data.year
    for key, value in _columns(row):
        spans = [one.date for one in (value, *value.items) if one.date is not None]
        other = sorted({found for span in spans for found in _years(span)} - {year, year - 1})
        if key == "完成值" and row.target.date is not None:
            other = [found for found in other if found != year + 1]
        if other:
            yield evidence.finding(
                "year-mixed",
                row.path / key,
                f"“{row.label}”的{key}“{value.text}”是{'、'.join(map(str, other))}年",
                f"这是{year}年度的报告",
                f"核对{key}的年份",
            )


def _years(span: DateSpan) -> list[int]:
    return [day.year for day in (span.first, span.last) if day is not None and day.year is not None]


_COUNTED_NAME = regex(
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
            row.path / "指标值",
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
            row.path / "完成值",
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
            row.path / "完成值",
            f"“{row.label}”指标值“{row.source.target}”，完成值写的是结论“{row.source.actual}”",
            "完成值应是实际完成的数、日期或情况",
            "改填实际完成的数",
        )


def question_asked(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """What has to be answered before the row can be judged."""
    asked = row.achievement.question
    if asked is not None and asked.code not in ("percent-scale", "unit-mixed"):  # those cells have checks of their own
        yield evidence.finding(asked.code, row.path / asked.column, asked.found, asked.wanted, asked.hint)


def direction_suspect(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """A ceiling on an output, a floor on a cost."""
    written, target = row.target.direction, row.target
    if written not in _OPERATED or not target.is_figure or target.kind is Kind.TIME:
        return
    usual, _, basis = usual_direction(row.label, row.level2, row.level1, target=target)
    if usual is written or basis is Basis.UNKNOWN:
        return
    if written is Direction.AT_MOST:
        what, wanted = (
            f"{row.level2 or row.level1 or '产出'}，目标值却是上限“{target.text}”",
            "产出和效益一般写下限（≥）",
        )
    else:
        what, wanted = f"越少越好的指标，目标值却是下限“{target.text}”", "成本、差错一类一般写上限（≤）"
    yield evidence.finding(
        "direction-suspect", row.path / "指标值", f"“{row.label}”是{what}", wanted, "核对目标值的方向"
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
    yield evidence.finding("class-suspect", row.path / "二级指标", found, wanted, "核对指标类别和目标值")


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
    """A target in words with no standard to judge it by, or one that nobody can compute by (视情况酌情给分).

    Where the actual does not show either whether it was reached, that is said, too: the points rest on nothing then.
    """
    what = _not_measurable(row)
    if what is None:
        return
    actual = row.source.actual
    if row.achievement.verdict is Verdict.UNKNOWN:
        what += f"，完成值“{one_line(actual)}”看不出是否达到" if actual else "，完成值未填"
    yield evidence.finding(
        "target-not-measurable",
        row.path / "指标值",
        f"“{row.label}”的目标值“{row.source.target}”{what}",
        "应有数值，或写明评分标准",
        "补写评分标准，或改成可衡量的目标值",
    )


def _not_measurable(row: IndicatorResult) -> str | None:
    """What a target in words lacks to be judged by; None where it has it, or is a figure."""
    if row.target.kind is not Kind.QUALITATIVE or row.target.blank or _STANDARD_CLASS.search(fold(row.target.text)):
        return None
    criterion = row.criterion
    if criterion is None:
        return "没有可以衡量的标准"
    if isinstance(criterion, Unread) and _DISCRETION.search(criterion.text):
        return f"所附的评分标准“{criterion.clause}”不能计算"
    return None


_STANDARD_CLASS = regex(
    "(?:[ⅠⅡⅢⅣⅤ]|[IV]{1,3}|[一二三四五甲乙丙]|[1-5A-D])(?:类|级|等|星)|(?:国家|行业|地方)标准|GB[/0-9]"
)
"""A class of a published standard (地表水 GB 3838 Ⅲ类, 三星级, 一级公路): words, but anybody can look them up."""

_DISCRETION = regex("酌情|视情|适当|综合评[定判]|由.{0,8}评定")
"""Words of a criterion that leave the points to whoever gives them; any other is a standard, read or not."""

_FELL_SHORT = (Verdict.MISSED, Verdict.NOT_STARTED)


def score_mismatch(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """Given score ≠ what the rule gives; met rows that lost points and missed rows with full points have own codes."""
    best = row.criterion_points
    if best is not None and row.points is not None and not agree(best, row.points):
        yield evidence.finding(
            "score-mismatch",
            row.path / "评分标准",
            f"“{row.label}”的评分标准最多给 {plain(best)} 分，分值是 {plain(row.points)} 分",
            "评分标准的满分应等于分值",
            "改正评分标准或分值",
        )
    given, computed, points = row.given_score, row.computed_score, row.points
    if given is not None and row.band is not None and not row.band[0] - TOLERANCE <= given <= row.band[1] + TOLERANCE:
        low, high = (plain(edge) for edge in row.band)
        yield evidence.finding(
            "score-mismatch",
            row.path / "得分",
            f"“{row.label}”{row.actual.text}，得分填报 {plain(given)} 分",
            f"定性指标的这一档应在 {low}–{high} 分之间",
            "核对完成情况和得分",
        )
    if given is None or computed is None or points is None or row.follows_rule:
        return
    lost_though_met = row.achievement.verdict is Verdict.MET and agree(computed, points)
    if lost_though_met or (row.achievement.verdict in _FELL_SHORT and given >= points):
        return
    yield evidence.finding(
        "score-mismatch",
        row.path / "得分",
        f"“{row.label}”得分填报 {plain(given)} 分",
        f"{row.rule}，应得 {plain(computed)} 分",
        "核对完成值和得分；另有扣分依据的写进偏差原因",
    )


def points_lost_unexplained(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """The target was met, points were lost, and neither a reason nor the row's own rule says why."""
    lost = row.lost or Decimal(0)
    by_rule = row.follows_rule
    if row.achievement.verdict is Verdict.MET and lost > TOLERANCE and not by_rule and not evidence.explained(row):
        yield evidence.finding(
            "points-lost-unexplained",
            row.path / "偏差原因",
            f"{row_in_words(row)}，已达到目标，得 {plain(row.score or Decimal(0))} 分，失 {plain(lost)} 分",
            "达到目标应得满分，扣分应有依据",
            "写明扣分依据，或改正得分",
        )


def full_score_on_miss(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """The target was missed, and the row (or, for rows without a weight, the whole of its group) has full points."""
    if row.achievement.verdict not in _FELL_SHORT:
        return
    given, computed, points = row.given_score, row.computed_score, row.points
    if points is not None and given is not None and points > 0 and given >= points:
        if computed is not None and agree(computed, points):
            return
        should = f"{row.rule}，应得 {plain(computed)} 分" if computed is not None else "不应得满分"
        what = f"却得满分 {plain(given)} 分"
    elif points is None and given is not None and evidence.group_is_full(row):
        should, what = "这一组不应得满分", f"所在的{row.level1 or '目标'}却得满分"
    else:
        return
    yield evidence.finding(
        "full-score-on-miss", row.path / "得分", f"{row_in_words(row)}，未达到目标，{what}", should, "核对完成值和得分"
    )


def reason_missing(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """The target was missed and no reason is given, on the row or by a problem that names it."""
    if row.complete is False and row.achievement.verdict in _FELL_SHORT and not evidence.explained(row):
        yield evidence.finding(
            "reason-missing",
            row.path / "偏差原因",
            f"{row_in_words(row)}，未达到目标，没有写原因",
            "未完成的指标应写明原因",
            "填写偏差原因，或在存在问题里写明并列入涉及指标",
        )


_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_FIGURES = regex(rf"[0-9]+(?:\.[0-9]+)?(?:万元|亿元|{_UNIT})?")
_RESULT_WORDS = regex(
    "(?:未能?|没有?|尚未)(?:全部|按时|按期|如期|完全|能)?(?:完成|达到|达成|达标|实现|开展|达)|偏低|较低|偏少|较少|较慢|滞后|不够|"
    "低于|高于|少于|多于|不足|不到|超过|年度|年初|全年|本年|当年|实际|预期|预定|目标值?|指标值?|指标|完成值?|情况|任务|计划|要求|"
    "比例|率|仅|只|较|因为?|由于|为|的|了|是|导致|原因|偏差|存在|差距|所以|尚|还|进度|数量|人数|达|与|和|有|低|少|慢|本项|该项|工作"
)


def beyond_the_result(reason: str, known: Iterable[str | None]) -> str:
    """What a reason says beyond ``known`` (names, target, actual), figures and words for the result, without marks."""
    rest = fold(reason)
    for text in known:
        rest = rest.replace(fold(text), "") if text else rest
    return re.sub(r"\W|_", "", _RESULT_WORDS.sub("", _FIGURES.sub("", rest)))


def reason_restates(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """The reason holds nothing but the indicator, its figures and words for the result."""
    reason = said(row.source.deviation_reason)
    if reason is None or row.complete is not False:
        return
    known = (row.source.name, row.source.target, row.source.actual, row.goal)
    # One character left over is a leftover of a word (未, 其); 疫情, two characters, is a reason.
    if len(beyond_the_result(reason, known)) < 2:
        yield evidence.finding(
            "reason-restates",
            row.path / "偏差原因",
            f"“{row.label}”的偏差原因“{reason}”只是重复结果",
            "应写明为什么没有完成",
            "补写具体原因：政策、审核、采购、资金、需求、进度等",
        )


def over_achieved(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """Far above target and nothing says why."""
    completion, line = row.achievement.completion, evidence.scoring.explain_above
    if row.achievement.direction is not Direction.AT_LEAST or completion is None or completion <= line:
        return
    if not evidence.explained(row):
        yield evidence.finding(
            "over-achieved-unexplained",
            row.path / "偏差原因",
            f"{row_in_words(row)}，完成率 {percent(completion)}",
            f"完成率超过 {percent(line, 0)} 应说明原因",
            "写明超额原因；年初目标偏低的，下年调整目标值",
        )


def execution_counted_twice(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """The execution rate is an indicator as well."""
    if evidence.assessment.execution.points and _EXECUTION_RATE.search(row.source.name or ""):
        yield evidence.finding(
            "execution-counted-twice",
            row.path / "三级指标",
            f"“{row.label}”作为指标又计了一次分",
            "预算执行率已单独计分",
            "换成别的指标",
        )


_EXECUTION_RATE = regex(r"(?:预算|资金|支出|经费)(?:执行|完成|使用|支出)率|预算执行情况|支出进度")

_GENERAL = regex("(?:服务对象|社会公众|公众|群众|受益(?:对象|群众|人员|人群)?|职工|企业|服务)?满意(?:度|率)")
"""Names that every goal may have: the same name and target in two goals are two indicators."""


def duplicate_indicators(evidence: Evidence) -> Iterator[Finding]:
    """The same indicator twice in one goal, or in two goals with the same target."""
    seen: dict[tuple[str, str, str], IndicatorResult] = {}
    for row in evidence.assessment.indicators:
        name = fold(row.source.name or "")
        if not name:
            continue
        figure = plain(row.target.number, 6) if row.target.number is not None else ""
        keys = [("目标", row.goal, name)]
        if figure and not _GENERAL.fullmatch(name):
            keys.append(("数", name, figure))
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            yield evidence.finding(
                "duplicate-indicator",
                row.path / "三级指标",
                f"“{row.source.name}”（目标值 {row.source.target or '未填'}）与前面的一项重复",
                "同一指标只应计一次分",
                "删去一项，或改成不同的指标",
            )
        for key in keys:
            seen.setdefault(key, row)


RowCheck = Callable[[Evidence, IndicatorResult], Iterator[Finding]]

ROWS: tuple[RowCheck, ...] = (
    value_unreadable,
    figure_conflict,
    full_score_on_miss,
    reason_missing,
    points_lost_unexplained,
    score_mismatch,
    reason_restates,
    percent_scale,
    unit_mixed,
    year_mixed,
    actual_copies_target,
    actual_not_measured,
    question_asked,
    not_judged,
    direction_suspect,
    class_suspect,
    over_achieved,
    target_not_measurable,
    execution_counted_twice,
)
"""The checks of one row, worst first."""


def each_row(evidence: Evidence) -> Iterator[Finding]:
    """Every row, each under all checks before the next, so that a row's findings come together."""
    for row in evidence.assessment.indicators:
        for examine in ROWS:
            yield from examine(evidence, row)
