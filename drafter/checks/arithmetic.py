"""The data agree with themselves: weights, totals, rates, scores, grades.

In: ``Evidence``. Out: findings with the computation in figures. A sum of which a part is missing is still held to
its whole as far as the parts that are there go; what could not be compared at all is told by ``unchecked``. Two
figures agree within one tolerance (``numbers.TOLERANCE``), thirds included.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.assess import GoalResult, IndicatorResult
from drafter.assess.records import addends, known_sum, summed
from drafter.assess.scoring import execution_score
from drafter.assess.totals import group_points
from drafter.checks.evidence import Check, Evidence, carries_points, has_actuals
from drafter.findings import Finding
from drafter.model import DataPath
from drafter.numbers import (
    TOLERANCE,
    agree,
    agree_as_printed,
    fixed,
    percent,
    plain,
    product,
    quotient,
    sums_agree,
)
from drafter.textfile import brief

_PERCENT = Decimal(100)


def weights_not_full(evidence: Evidence) -> Iterator[Finding]:
    """Execution weight + the goals' weights = full marks."""
    found, full = evidence.assessment, evidence.scoring.full_marks
    if not found.goals:
        return
    execution, weights = found.execution.points, [_weight(goal) for goal in found.goals]
    parts = [
        _known_weight(goal) if weight is None else weight for goal, weight in zip(found.goals, weights, strict=True)
    ]
    known, complete = known_sum([execution, *parts]), execution is not None and None not in weights
    if agree(known, full) or (not complete and known < full):
        return
    of = "各目标分值之和" if execution is None else "预算执行分值与各目标分值之和"
    yield evidence.finding(
        "weights-not-full",
        found.path / "年度目标",
        f"{of}为 {_sum_in_words([execution, *parts], known)} 分",
        f"应等于满分 {plain(full)} 分" if complete else f"还有没填的，已超过满分 {plain(full)} 分",
        "核对各指标分值和预算执行分值",
    )


def _sum_in_words(parts: Sequence[Decimal | None], whole: Decimal) -> str:
    """``20 + 80 = 100``; of a single part only the sum."""
    known = [plain(part) for part in parts if part is not None]
    return f"{' + '.join(known)} = {plain(whole)}" if len(known) > 1 else plain(whole)


def _weight(goal: GoalResult) -> Decimal | None:
    """What the rows add up to, where each that counts carries a weight; else the goal's own weight."""
    return summed(row.points for row in addends(goal.indicators)) or goal.points


def _known_weight(goal: GoalResult) -> Decimal:
    return known_sum(row.points for row in goal.indicators)


def objective_weights(evidence: Evidence) -> Iterator[Finding]:
    """The indicators of a goal, or of a first-level group of it, add up to its weight; so do groups without rows'."""
    for goal in evidence.assessment.goals:
        name = f"目标“{goal.name}”" if goal.name else "该目标"
        given = goal.source.points.value if goal.source.points else None
        adding = addends(goal.indicators)
        weights = [row.points for row in adding]
        groups = [points.value if points else None for points in goal.source.level1_points.values()]
        of = "各指标"
        if summed(weights) is None and summed(groups) is not None:
            of, weights = "各一级指标", groups
        if given is not None and _off(weights, given):
            yield _weights(evidence, f"{name}下{of}", known_sum(weights), given, goal.path / "分值")
        for level1, points in goal.source.level1_points.items():
            weights = [row.points for row in adding if row.level1 == level1]
            if points is not None and _off(weights, points.value):
                path = goal.path / "一级分值" / level1
                yield _weights(evidence, f"{level1}下各指标", known_sum(weights), points.value, path)


def _off(parts: Sequence[Decimal | None], whole: Decimal) -> bool:
    """Whether the parts are not the whole; while one is unknown, whether the others are more than it already."""
    known = known_sum(parts)
    if None in parts:
        return known > whole and not sums_agree(known, whole, len(parts))
    return bool(parts) and not sums_agree(known, whole, len(parts))


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
    given = found.given_total
    if not found.goals or given is None:
        return
    scores = _scores(evidence)
    known, cap = known_sum(scores), evidence.scoring.cap_of(found.execution.true_rate)
    if found.computed_total is None:
        # A cap may have been put on the total by a rate that is not in the data.
        wrong = known > given + TOLERANCE and not evidence.scoring.caps
    else:
        wrong = not agree_as_printed(given, found.computed_total)
    if not wrong:
        return
    parts = _sum_in_words(scores, known)
    limit = f"，执行率低，总分封顶 {plain(cap)}" if cap is not None and known > cap else ""
    of = "预算执行与各目标得分合计为" if found.computed_total is not None else "还有没填的得分，已填的合计为"
    yield evidence.finding(
        "total-mismatch",
        found.path / "总分",
        f"总分填报 {plain(given)} 分",
        f"{of} {parts} 分{limit}",
        "核对总分和各项得分",
    )


def _scores(evidence: Evidence) -> list[Decimal | None]:
    """The scores that make the total: the execution's and the goals', of a goal with an unknown row those known."""
    found = evidence.assessment
    goals = [
        goal.score if goal.score is not None else known_sum(row.score for row in goal.indicators)
        for goal in found.goals
    ]
    return [found.execution.score, *goals]


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
        in_percent = quotient(read, _PERCENT) or read
        if found.computed_rate is not None and _same_rate(in_percent, found.computed_rate):
            read = in_percent
        yield _percent_scale(evidence, rate.text, read)
    if found.computed_rate is None or _same_rate(read, found.computed_rate):
        return
    yield evidence.finding(
        "rate-mismatch",
        found.path / "执行率",
        f"执行率填报 {rate.text}",
        f"按全年执行数和全年预算数计算为 {_division(evidence)}",
        "核对执行数、预算数（应为调整后的全年预算数）和执行率",
    )


def _same_rate(printed: Decimal, computed: Decimal) -> bool:
    """Whether two rates (as fractions of 1) are one at the decimals of a percent that the first is written with."""
    return agree_as_printed(printed.scaleb(2), product(computed, _PERCENT))


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
    if given is None or computed is None or points is None or rate is None or found.follows_rule:
        return
    by_printed = execution_score(points, found.given_rate)  # a form may multiply by the rate that it prints
    same_rate = found.computed_rate is not None and _same_rate(rate, found.computed_rate)
    if same_rate and by_printed is not None and agree_as_printed(given, by_printed):
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
    full = evidence.scoring.full_marks
    if found.given_total is not None:
        yield from _over(evidence, "总分", found.given_total, full, found.path / "总分")
    elif found.goals:
        scores = known_sum(_scores(evidence))
        yield from _over(evidence, "各项合计", scores, full, found.path / "总分")


def _group_limit(evidence: Evidence, row: IndicatorResult) -> Decimal | None:
    """A row without a weight cannot score more than its group or its goal is worth."""
    goal = evidence.goal_of(row)
    limit = summed(group_points(goal, row.level1))
    return goal.points if limit is None else limit


def _groups_over(evidence: Evidence) -> Iterator[Finding]:
    """The rows of a group that carry no weights, together, score no more than the group is worth."""
    for goal in evidence.assessment.goals:
        for level1, points in goal.source.level1_points.items():
            rows = [row for row in addends(goal.indicators) if row.level1 == level1]
            score = known_sum(row.given_score for row in rows)
            if points is None or len(rows) < 2 or any(row.points is not None for row in rows):
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


def texts_for_figures(evidence: Evidence) -> Iterator[Finding]:
    """A text that stands where a figure belongs, and cannot be taken for one; those of projects with the whole's."""
    if evidence.assessment.path:
        return
    for path, text in evidence.assessment.data.unread.items():
        yield evidence.finding(
            "value-unreadable",
            path,
            f"“{brief(text, 60)}”不能当作数读，没有参加计算",
            "这里应是一个数，如 20、3719.88、91.71%",
            "改成一个数，说明写到别处；没有数的留空",
        )


def scores_without_values(evidence: Evidence) -> Iterator[Finding]:
    """A row with points, and neither a target, an actual nor a criterion to judge them by.

    Where no row of the goal has an actual, the form printed none: that is one line of ``unchecked``.
    """
    for goal in evidence.assessment.goals:
        for row in goal.indicators if has_actuals(goal) else ():
            source, points = row.source, row.given_score if row.points is None else row.points
            if points is None or source.target or source.actual or source.criterion:
                continue
            what = f"分值 {plain(points)} 分" if row.given_score is None else f"得分 {plain(row.given_score)} 分"
            yield evidence.finding(
                "value-unreadable",
                row.path / "完成值",
                f"“{row.label}”{what}，指标值和完成值都没有填",
                "应有指标值和完成值，得分才有依据",
                "补填指标值和完成值",
            )


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
    texts_for_figures,
    scores_without_values,
    grades,
)
"""In the order in which they report."""


def unchecked(evidence: Evidence) -> Iterator[str]:
    """What could not be compared for want of figures: one Chinese line each, with what is missing."""
    found, full = evidence.assessment, evidence.scoring.full_marks
    weightless = [goal for goal in found.goals if _weight(goal) is None]
    known = known_sum([found.execution.points, *(_weight(goal) or _known_weight(goal) for goal in found.goals)])
    if found.goals and known < full - TOLERANCE and (weightless or found.execution.points is None):
        rows = [row for goal in weightless for row in addends(goal.indicators) if row.points is None]
        goals = [_goal_in_words(goal) for goal in weightless if not addends(goal.indicators)]
        names = ["预算执行"] * (found.execution.points is None) + goals + [_row_in_words(row) for row in rows]
        yield f"分值合计没有与满分 {plain(full)} 分核对：{_some(names)}没有填分值，已填的合计 {plain(known)} 分；请补填"
    if found.given_total is not None and found.computed_total is None and not found.dimensions:
        names = [_row_in_words(row) for row in found.unscored]
        names += [_goal_in_words(goal) for goal in found.goals if not addends(goal.indicators)]
        if found.execution.points is not None and found.execution.score is None:
            names.insert(0, "预算执行")
        missing = f"{_some(names)}没有填得分，也算不出来" if found.goals else "没有填指标"
        yield f"总分 {plain(found.given_total)} 没有核对：{missing}；请补填"
    silent = [goal for goal in found.goals if not has_actuals(goal) and any(map(carries_points, goal.indicators))]
    if silent:
        names = [_goal_in_words(goal) for goal in silent]
        whose = f"{_some(names)}的" if len(silent) < len(found.goals) else ""
        yield f"{whose}各项指标都没有填完成值，得分没有与完成情况核对；请补填"
    answering = [goal for goal in found.goals if has_actuals(goal)]
    names = [_row_in_words(row) for goal in answering for row in goal.indicators if _by_criterion_alone(row)]
    if names:
        yield f"{_some(names)}只有评分标准，没有填指标值和完成值，得分没有与完成情况核对；请补填"


def _by_criterion_alone(row: IndicatorResult) -> bool:
    source = row.source
    return carries_points(row) and bool(source.criterion) and not source.target and not source.actual


def _goal_in_words(goal: GoalResult) -> str:
    return f"目标“{goal.name}”" if goal.name else "没有名称的目标"


def _row_in_words(row: IndicatorResult) -> str:
    return f"“{row.label}”" if row.label else "没有名称的指标"


def _some(names: Sequence[str], most: int = 3) -> str:
    """The first few names, and how many there are."""
    named = "、".join(dict.fromkeys(names[:most]))
    return named if len(names) <= most else f"{named}等 {len(names)} 项"
