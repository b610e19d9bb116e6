"""The score of the budget execution, and of one row by rule: its own criterion in words, else the profile's rules.

In: 预算执行, a row's weight, target, actual, verdict and criterion, the scoring profile. Out: ``Execution`` with
money in 万元 and the rate as a ratio; the score of a row in 分 with the rule that gave it, and for targets in words
the band of scores that the profile allows. The base of the rate is 全年预算数, the adjusted budget (财预〔2020〕10号;
Hubei forms: 调整后预算). Sources: 备注2, 备注3 of the Hubei forms (正向 分值×B/A, 反向 分值×A/B,
得分不得突破权重总额; three bands); 财预〔2020〕10号 for the national profile.
"""

from datetime import date
from decimal import Decimal

from drafter.assess.records import Execution
from drafter.criteria import Criterion, Row, Scored, Unread
from drafter.model import DataPath, Indicator, Money, SelfEvaluation
from drafter.numbers import plain, product, quotient, rounded
from drafter.pack import Late, Scoring
from drafter.patterns import regex
from drafter.values import Day, Direction, Kind, Value
from drafter.values.achievement import Achievement, Verdict

_EXECUTION_ROW = regex(r"(?:全年|年度|部门|项目)?(?:预算资金|预算|资金)(?:执行率|执行|执行情况)")
_SUFFIX = regex(r"[(（][^()（）]*[)）]$")


def is_execution_row(indicator: Indicator) -> bool:
    """Whether a weighted row is the budget execution itself: its name, or its first level, says nothing else."""
    names = (indicator.name, indicator.level1)
    bare = [_SUFFIX.sub("", "".join((name or "").split())) for name in names]
    return indicator.points is not None and any(_EXECUTION_ROW.fullmatch(name) for name in bare)


def assess_execution(data: SelfEvaluation, scoring: Scoring, path: DataPath) -> Execution:
    """The execution of one data file. Score = weight × rate, never above the weight, rounded to 0.01 分.

    Where an indicator row is the execution and 预算执行 carries no weight of its own, the row takes it: the execution
    has no weight and no score then, so that nothing is counted twice.
    """
    budget = data.execution

    def wan(money: Money | None) -> Decimal | None:
        return None if money is None else money.in_wan(budget.currency_unit)

    adjusted = wan(budget.adjusted_budget)
    spent = wan(budget.spent)
    computed_rate = None if adjusted is None or spent is None else quotient(spent, adjusted)
    given_rate = budget.rate.ratio if budget.rate else None
    if budget.rate and budget.rate.doubtful and computed_rate is not None:
        given_rate = None  # 0.9171 without a sign may be 91.71% or 0.9171%: the amounts decide
    rate = computed_rate if given_rate is None else given_rate
    by_row = budget.points is None and any(is_execution_row(row) for goal in data.goals for row in goal.indicators)
    if budget.points or by_row:
        points: Decimal | None = budget.points.value if budget.points else None
    else:
        points = scoring.execution_points if rate is not None else None
    return Execution(
        path=path / "预算执行",
        initial=wan(budget.initial_budget),
        adjusted=adjusted,
        spent=spent,
        given_rate=given_rate,
        computed_rate=computed_rate,
        points=points,
        given_score=budget.score.value if budget.score and not by_row else None,
        computed_score=execution_score(points, computed_rate if computed_rate is not None else rate),
    )


def execution_score(points: Decimal | None, rate: Decimal | None) -> Decimal | None:
    """``points × rate`` (分, a ratio) within 0 … points, to 0.01 分; None where one of the two is unknown."""
    if points is None or rate is None:
        return None
    return rounded(min(max(product(points, rate), Decimal(0)), points))


Band = tuple[Decimal, Decimal]
"""The lowest and highest score that the profile allows, 分."""


def score_row(
    points: Decimal | None,
    target: Value,
    actual: Value,
    reached: Achievement,
    criterion: Criterion | Unread | None,
    scoring: Scoring,
) -> tuple[Scored, Band | None]:
    """The score that the rule gives, rounded to 0.01 分, None where no rule can; and the band, if one applies."""
    if points is None:
        return Scored(None, "没有分值"), None
    if isinstance(criterion, Unread):
        return Scored(None, f"评分标准读不懂：{criterion.clause}"), None
    if criterion is not None and not (actual.blank and reached.verdict is Verdict.UNKNOWN):
        scored = criterion.score(Row(points, target, actual, reached))
        return Scored(scored.score, f"评分标准：{scored.rule}"), None
    return _by_profile(points, target, actual, reached, scoring)


def _by_profile(
    points: Decimal, target: Value, actual: Value, reached: Achievement, scoring: Scoring
) -> tuple[Scored, Band | None]:
    match reached.verdict:
        case Verdict.MET:
            return _met(points, reached, scoring), None
        case Verdict.NOT_STARTED:
            return Scored(Decimal(0), "未开展，不得分"), None
        case Verdict.UNKNOWN:
            return Scored(None, reached.reason), None
        case _ if Kind.QUALITATIVE in (target.kind, actual.kind):
            return _in_words(points, actual, scoring)
        case _:
            return _missed(points, target, reached, scoring), None


def _met(points: Decimal, reached: Achievement, scoring: Scoring) -> Scored:
    """Full marks; where the profile takes points off far above target (目标偏低), those."""
    rule = scoring.deduction
    over = reached.completion is not None and reached.direction is Direction.AT_LEAST
    if rule is not None and over and reached.completion is not None and reached.completion > rule.above:
        left = max(points - rule.points, Decimal(0))
        return Scored(rounded(left), f"达成，超出扣分线，扣{plain(rule.points)}分")
    return Scored(points, "达成，得满分")


_COMMON_YEAR = 2001
"""Where a deadline names no year: one without a 29th of February."""

_PROPORTIONAL = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY)


def _missed(points: Decimal, target: Value, reached: Achievement, scoring: Scoring) -> Scored:
    if reached.days_late is not None and scoring.late_rule is not None:
        return _late(points, target, reached.days_late, scoring.late_rule)
    length = target.kind is Kind.TIME and target.date is None
    if not (length or target.kind in _PROPORTIONAL) or reached.completion is None:
        return Scored(None, f"未达成（{reached.reason}），没有按比例计分的规则")
    ceiling = reached.direction is Direction.AT_MOST
    if reached.completion >= 1:  # >99% with 99%: at the very limit that does not count
        return Scored(None, f"未达成（{reached.reason}），界限值本身不算，按比例得不出应扣的分")
    if (scoring.ceiling_rule if ceiling else scoring.floor_rule) == "不得分":
        return Scored(Decimal(0), "未达成，不得分")
    score = rounded(min(max(product(points, reached.completion), Decimal(0)), points))
    return Scored(score, f"{'反向指标 分值×指标值÷完成值' if ceiling else '分值×完成值÷指标值'}")


def _late(points: Decimal, target: Value, days: int, rule: Late) -> Scored:
    """The pack's rule for what was late: for each stretch that has begun, or by the share of the days."""
    if rule.by_share:
        if target.date is None:
            return Scored(None, f"逾期{days}天，看不出计划天数，由填报人定分")
        planned = _day_of_year(target.date.last)
        # 反向指标 分值×A/B of the Hubei forms, a deadline counted in days from the first of January
        share = quotient(Decimal(planned), Decimal(planned + days))
        score = None if share is None else rounded(product(points, share))
        return Scored(score, f"逾期{days}天，分值×计划{planned}天÷实际{planned + days}天")
    if rule.days is None:
        return Scored(Decimal(0), f"逾期{days}天，不得分")
    lost = min(rule.points * -(-days // rule.days), points)
    return Scored(
        rounded(points - lost), f"逾期{days}天，每逾期{rule.days}天扣{plain(rule.points)}分，扣{plain(lost)}分"
    )


def _day_of_year(day: Day) -> int:
    """Days from the first of January of the report's year to a deadline, both counted."""
    year = day.year if day.year is not None else _COMMON_YEAR
    deadline = day.on(year)
    assert deadline is not None, day
    return (deadline - date(year, 1, 1)).days + 1


def _in_words(points: Decimal, actual: Value, scoring: Scoring) -> tuple[Scored, Band | None]:
    """A target in words that was not fully met: a band, within which the unit decides."""
    name = "部分达成" if actual.partly else "未达成"
    share = scoring.bands.get(name)
    if share is None:
        return Scored(None, f"定性指标{name}，由填报人定分"), None
    low, high = (rounded(product(points, edge)) for edge in share)
    return Scored(None, f"定性指标{name}，应在 {plain(low)}–{plain(high)} 分之间"), (low, high)
