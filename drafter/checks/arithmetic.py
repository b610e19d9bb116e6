"""The data agree with themselves: weights, totals, rates, scores, grades.

In: ``Evidence``. Out: findings with the computation in figures. A check says nothing where a figure that it
needs is not there; two figures agree within one tolerance (``numbers.TOLERANCE``), thirds included.
"""

from collections.abc import Iterator
from decimal import Decimal

from drafter.assess import GoalResult, IndicatorResult
from drafter.assess.records import summed
from drafter.assess.totals import group_points
from drafter.checks.evidence import Check, Evidence
from drafter.findings import Finding
from drafter.model import DataPath
from drafter.numbers import TOLERANCE, agree, fixed, percent, plain, quotient, sums_agree

RATE_TOLERANCE = Decimal("0.0001")
"""As a fraction: a rate is printed with two decimals of a percent, and may be cut off instead of rounded."""


def weights_not_full(evidence: Evidence) -> Iterator[Finding]:
    """Execution weight + the goals' weights = full marks."""
    found = evidence.assessment
    execution, weights = found.execution.points, [_weight(goal) for goal in found.goals]
    whole = summed([*weights, execution])
    if execution is None or not found.goals or whole is None or agree(whole, evidence.scoring.full_marks):
        return
    parts = " + ".join([plain(execution), *(plain(weight) for weight in weights if weight is not None)])
    yield evidence.finding(
        "weights-not-full",
        found.path / "年度目标",
        f"预算执行分值与各目标分值之和为 {parts} = {plain(whole)} 分",
        f"应等于满分 {plain(evidence.scoring.full_marks)} 分",
        "核对各指标分值和预算执行分值",
    )


def _weight(goal: GoalResult) -> Decimal | None:
    """What the rows add up to, where every row carries a weight; else the goal's own weight."""
    return summed(row.points for row in goal.indicators) or goal.points


def objective_weights(evidence: Evidence) -> Iterator[Finding]:
    """The indicators of a goal, or of a first-level group of it, add up to its weight; so do groups without rows'."""
    for goal in evidence.assessment.goals:
        name = f"目标“{goal.name}”" if goal.name else "该目标"
        given = goal.source.points.value if goal.source.points else None
        weights = [row.points for row in goal.indicators]
        groups = [points.value if points else None for points in goal.source.level1_points.values()]
        rows, of = summed(weights), "各指标"
        if rows is None:
            rows, of, weights = summed(groups), "各一级指标", groups
        if rows is not None and given is not None and not sums_agree(rows, given, len(weights)):
            yield _weights(evidence, f"{name}下{of}", rows, given, goal.path / "分值")
        for level1, points in goal.source.level1_points.items():
            mine = [row for row in goal.indicators if row.level1 == level1]
            rows = summed(row.points for row in mine)
            if rows is not None and points is not None and not sums_agree(rows, points.value, len(mine)):
                yield _weights(evidence, f"{level1}下各指标", rows, points.value, goal.path / "一级分值" / level1)


def pack_weights(evidence: Evidence) -> Iterator[Finding]:
    """First-level weights that the profile fixes (产出 50, 效益 30, 满意度 10), where the data give none."""
    found = evidence.assessment
    if any(goal.source.level1_points for goal in found.goals):
        return
    for group in found.groups:
        wanted = evidence.scoring.level1_points.get(group.level1)
        if wanted is not None and group.points is not None and not agree(group.points, wanted):
            yield _weights(evidence, f"{group.level1}下各指标", group.points, wanted, found.path / "年度目标")


def _weights(evidence: Evidence, what: str, rows: Decimal, given: Decimal, path: DataPath) -> Finding:
    return evidence.finding(
        "objective-weights",
        path,
        f"{what}分值合计 {plain(rows)} 分",
        f"应等于其分值 {plain(given)} 分",
        "核对指标分值，或改正合计分值",
    )


def total_mismatch(evidence: Evidence) -> Iterator[Finding]:
    """Given total = execution score + the indicators' scores; dimensions have a check of their own."""
    found = evidence.assessment
    if (
        not found.goals
        or found.given_total is None
        or found.computed_total is None
        or agree(found.given_total, found.computed_total)
    ):
        return
    scores = [score for score in (found.execution.score, *(goal.score for goal in found.goals)) if score is not None]
    parts = f"{' + '.join(plain(score) for score in scores)} = {plain(sum(scores, Decimal(0)))}"
    cap = evidence.scoring.cap_of(found.execution.true_rate)
    limit = f"，执行率低，总分封顶 {plain(cap)}" if cap is not None and sum(scores, Decimal(0)) > cap else ""
    yield evidence.finding(
        "total-mismatch",
        found.path / "总分",
        f"总分填报 {plain(found.given_total)} 分",
        f"预算执行与各目标得分合计为 {parts} 分{limit}",
        "核对总分和各项得分",
    )


def rate_mismatch(evidence: Evidence) -> Iterator[Finding]:
    """Given rate = executed / adjusted budget (万元 over 万元, as a fraction of 1).

    A figure without a percent sign (0.892, 49) is read as a fraction; where only a hundredth of it agrees with the
    amounts, it is taken for a percentage, so that one slip of the pen is one finding and not two.
    """
    found = evidence.assessment.execution
    rate = evidence.assessment.data.execution.rate
    if rate is None:
        return
    read = rate.ratio
    if rate.doubtful:
        in_percent = quotient(read, Decimal(100)) or read
        if found.computed_rate is not None and agree(found.computed_rate, in_percent, RATE_TOLERANCE):
            read = in_percent
        yield _percent_scale(evidence, rate.text, read)
    if found.computed_rate is None or agree(found.computed_rate, read, RATE_TOLERANCE):
        return
    yield evidence.finding(
        "rate-mismatch",
        found.path / "执行率",
        f"执行率填报 {rate.text}",
        f"按全年执行数和全年预算数计算为 {_division(evidence)}",
        "核对执行数、预算数（应为调整后的全年预算数）和执行率",
    )


def _division(evidence: Evidence) -> str:
    found = evidence.assessment.execution
    spent, adjusted, rate = found.spent or Decimal(0), found.adjusted or Decimal(0), found.computed_rate or Decimal(0)
    return f"{fixed(spent)} ÷ {fixed(adjusted)} = {percent(rate)}"


def _percent_scale(evidence: Evidence, text: str, read: Decimal) -> Finding:
    found = evidence.assessment.execution
    basis = f"，与 {_division(evidence)} 比对" if found.computed_rate is not None else ""
    return evidence.finding(
        "percent-scale",
        found.path / "执行率",
        f"执行率写成 {text}，没有百分号",
        f"按 {percent(read)} 理解{basis}",
        f"改写为 {percent(found.computed_rate if found.computed_rate is not None else read)}",
    )


def execution_score_mismatch(evidence: Evidence) -> Iterator[Finding]:
    """Given execution score = weight × rate, never above the weight."""
    found = evidence.assessment.execution
    given, computed, points, rate = found.given_score, found.computed_score, found.points, found.rate
    if given is None or computed is None or points is None or rate is None or agree(given, computed):
        return
    yield evidence.finding(
        "execution-score-mismatch",
        found.path / "得分",
        f"预算执行得分填报 {plain(given)} 分",
        f"按分值乘执行率计算为 {plain(points)} × {percent(found.computed_rate or rate)} = {plain(computed)} 分",
        "核对预算执行的分值、执行率和得分",
    )


def score_over_weight(evidence: Evidence) -> Iterator[Finding]:
    """No score above its weight, none below 0."""
    found = evidence.assessment
    execution = found.execution
    if execution.given_score is not None and execution.points is not None:
        yield from _over(evidence, "预算执行", execution.given_score, execution.points, execution.path / "得分")
    for row in found.indicators:
        if row.given_score is not None:
            points = row.points if row.points is not None else _group_limit(evidence, row)
            yield from _over(evidence, f"“{row.label}”", row.given_score, points, row.path / "得分")
    yield from _groups_over(evidence)
    if found.given_total is not None:
        yield from _over(evidence, "总分", found.given_total, evidence.scoring.full_marks, found.path / "总分")


def _group_limit(evidence: Evidence, row: IndicatorResult) -> Decimal | None:
    """A row without a weight cannot score more than its group or its goal is worth."""
    goal = evidence.goal_of(row)
    limit = summed(group_points(goal, row.level1))
    return goal.points if limit is None else limit


def _groups_over(evidence: Evidence) -> Iterator[Finding]:
    """The rows of a group that carry no weights, together, score no more than the group is worth."""
    for goal in evidence.assessment.goals:
        for level1, points in goal.source.level1_points.items():
            rows = [row for row in goal.indicators if row.level1 == level1]
            score = summed(row.given_score for row in rows)
            if points is None or score is None or len(rows) < 2 or any(row.points is not None for row in rows):
                continue
            if score > points.value + TOLERANCE * len(rows):
                path = goal.path / "一级分值" / level1
                yield from _over(evidence, f"{level1}各项合计", score, points.value, path)


def _over(evidence: Evidence, what: str, score: Decimal, points: Decimal | None, path: DataPath) -> Iterator[Finding]:
    if score < 0:
        expected = "得分不应小于 0"
    elif points is not None and score > points + TOLERANCE:
        expected = f"不应超过分值 {plain(points)} 分"
    else:
        return
    yield evidence.finding("score-over-weight", path, f"{what}得分 {plain(score)} 分", expected, "核对得分和分值")


def grades(evidence: Evidence) -> Iterator[Finding]:
    """The grade fits the total; a pack without grades prints none."""
    found = evidence.assessment
    given = found.data.grade
    if given is None:
        return
    if not evidence.scoring.grades:
        yield evidence.finding(
            "grade-not-used",
            found.path / "等级",
            f"填报了等级“{given}”",
            "本模板的报告只打分，不评等级",
            "删去等级，或换用评等级的模板；报告中不会印出",
        )
        return
    fitting = evidence.scoring.grade_of(found.total) if found.total is not None else None
    if fitting is not None and _GRADE_WORDS.get(given, given) != fitting:
        yield evidence.finding(
            "grade-mismatch",
            found.path / "等级",
            f"总分 {plain(found.total or Decimal(0))} 分，等级填报“{given}”",
            f"按等级标准应为“{fitting}”",
            "核对总分和等级",
        )


_GRADE_WORDS = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差"}

ARITHMETIC: tuple[Check, ...] = (
    weights_not_full,
    objective_weights,
    pack_weights,
    total_mismatch,
    rate_mismatch,
    execution_score_mismatch,
    score_over_weight,
    grades,
)
"""In the order in which they report."""
