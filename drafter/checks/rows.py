"""Each row's score agrees with its rule, and every lost point has a reason.

In: ``Evidence``. Out: findings at the row's cell. A row that cannot be judged (无法判断) is not accused of anything
but of the value that could not be read. What the cells themselves say is looked at in ``cells``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from drafter.achievement import Verdict
from drafter.assess import IndicatorResult
from drafter.assess.discussion import said
from drafter.checks.cells import CELLS, figure_conflict, target_not_measurable, value_unreadable
from drafter.checks.evidence import Evidence, told
from drafter.findings import Finding
from drafter.numbers import TOLERANCE, agree, percent, plain
from drafter.values import Direction, fold
from drafter.values.units import UNITS

_FELL_SHORT = (Verdict.MISSED, Verdict.NOT_STARTED)


def score_mismatch(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """Given score ≠ what the rule gives; met rows that lost points and missed rows with full points have own codes."""
    best = row.criterion_points
    if best is not None and row.points is not None and not agree(best, row.points):
        yield evidence.finding(
            "score-mismatch",
            f"{row.path}.评分标准",
            f"“{row.label}”的评分标准最多给 {plain(best)} 分，分值是 {plain(row.points)} 分",
            "评分标准的满分应等于分值",
            "改正评分标准或分值",
        )
    given, computed, points = row.given_score, row.computed_score, row.points
    if given is not None and row.band is not None and not row.band[0] - TOLERANCE <= given <= row.band[1] + TOLERANCE:
        low, high = (plain(edge) for edge in row.band)
        yield evidence.finding(
            "score-mismatch",
            f"{row.path}.得分",
            f"“{row.label}”{row.actual.text}，得分填报 {plain(given)} 分",
            f"定性指标的这一档应在 {low}–{high} 分之间",
            "核对完成情况和得分",
        )
    if given is None or computed is None or points is None or agree(given, computed):
        return
    lost_though_met = row.achievement.verdict is Verdict.MET and agree(computed, points)
    if lost_though_met or (row.achievement.verdict in _FELL_SHORT and given >= points):
        return
    yield evidence.finding(
        "score-mismatch",
        f"{row.path}.得分",
        f"“{row.label}”得分填报 {plain(given)} 分",
        f"{row.rule}，应得 {plain(computed)} 分",
        "核对完成值和得分；另有扣分依据的写进偏差原因",
    )


def points_lost_unexplained(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """The target was met, points were lost, and neither a reason nor the row's own rule says why."""
    lost = row.lost or Decimal(0)
    by_rule = row.score is not None and row.computed_score is not None and agree(row.score, row.computed_score)
    if row.achievement.verdict is Verdict.MET and lost > TOLERANCE and not by_rule and not evidence.explained(row):
        yield evidence.finding(
            "points-lost-unexplained",
            f"{row.path}.偏差原因",
            f"{told(row)}，已达到目标，得 {plain(row.score or Decimal(0))} 分，失 {plain(lost)} 分",
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
        "full-score-on-miss", f"{row.path}.得分", f"{told(row)}，未达到目标，{what}", should, "核对完成值和得分"
    )


def reason_missing(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """The target was missed and no reason is given, on the row or by a problem that names it."""
    if row.complete is False and row.achievement.verdict in _FELL_SHORT and not evidence.explained(row):
        yield evidence.finding(
            "reason-missing",
            f"{row.path}.偏差原因",
            f"{told(row)}，未达到目标，没有写原因",
            "未完成的指标应写明原因",
            "填写偏差原因，或在存在问题里写明并列入涉及指标",
        )


_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_FIGURES = re.compile(rf"[0-9]+(?:\.[0-9]+)?(?:万元|亿元|{_UNIT})?")
_RESULT_WORDS = re.compile(
    "(?:未能?|没有?|尚未)(?:全部|按时|按期|如期|完全|能)?(?:完成|达到|达成|达标|实现|开展|达)|偏低|较低|偏少|较少|较慢|滞后|不够|"
    "低于|高于|少于|多于|不足|不到|超过|年度|年初|全年|本年|当年|实际|预期|预定|目标值?|指标值?|指标|完成值?|情况|任务|计划|要求|"
    "比例|率|仅|只|较|因为?|由于|为|的|了|是|导致|原因|偏差|存在|差距|所以|尚|还|进度|数量|人数|达|与|和|有|低|少|慢|本项|该项|工作"
)


def beyond_the_result(reason: str, known: Iterable[str | None]) -> str:
    """What a reason says beyond ``known``, figures and words for the result."""
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
    if len(beyond_the_result(reason, known)) < 2:
        yield evidence.finding(
            "reason-restates",
            f"{row.path}.偏差原因",
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
            f"{row.path}.偏差原因",
            f"{told(row)}，完成率 {percent(completion)}",
            f"完成率超过 {percent(line, 0)} 应说明原因",
            "写明超额原因；年初目标偏低的，下年调整目标值",
        )


def execution_counted_twice(evidence: Evidence, row: IndicatorResult) -> Iterator[Finding]:
    """The execution rate is an indicator as well."""
    if evidence.assessment.execution.points and _EXECUTION_RATE.search(row.source.name or ""):
        yield evidence.finding(
            "execution-counted-twice",
            f"{row.path}.三级指标",
            f"“{row.label}”作为指标又计了一次分",
            "预算执行率已单独计分",
            "换成别的指标",
        )


_EXECUTION_RATE = re.compile(r"(?:预算|资金|支出|经费)(?:执行|完成|使用|支出)率|预算执行情况|支出进度")

RowCheck = Callable[[Evidence, IndicatorResult], Iterator[Finding]]

ROWS: tuple[RowCheck, ...] = (
    value_unreadable,
    figure_conflict,
    full_score_on_miss,
    reason_missing,
    points_lost_unexplained,
    score_mismatch,
    reason_restates,
    *CELLS,
    over_achieved,
    target_not_measurable,
    execution_counted_twice,
)
"""The checks of one row, worst first."""


def each_row(evidence: Evidence) -> Iterator[Finding]:
    """Every row under every check."""
    for row in evidence.assessment.indicators:
        for examine in ROWS:
            yield from examine(evidence, row)
