"""Budget execution: rate and score.

In: 预算执行 of the data file, the scoring profile. Out: ``Execution`` with money in 万元, the rate as a ratio.
The base of the rate is 全年预算数, the adjusted budget (财预〔2020〕10号; Hubei forms: 调整后预算).
"""

from decimal import Decimal

from drafter.assess.records import Execution
from drafter.model import DataPath, Money, SelfEvaluation
from drafter.numbers import product, quotient, rounded
from drafter.pack import Scoring


def assess_execution(data: SelfEvaluation, scoring: Scoring, path: DataPath) -> Execution:
    """The execution of one data file. Score = weight × rate, never above the weight, rounded to 0.01 分."""
    budget = data.execution

    def wan(money: Money | None) -> Decimal | None:
        return None if money is None else money.in_wan(budget.currency_unit)

    adjusted = wan(budget.adjusted_budget)
    spent = wan(budget.spent)
    computed_rate = None if adjusted is None or spent is None else quotient(spent, adjusted)
    given_rate = budget.rate.ratio if budget.rate else None
    if budget.rate and budget.rate.doubtful and computed_rate is not None:
        given_rate = None  # 0.9171 without a sign: the amounts decide
    rate = computed_rate if given_rate is None else given_rate
    if budget.points:
        points: Decimal | None = budget.points.value
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
        given_score=budget.score.value if budget.score else None,
        computed_score=execution_score(points, computed_rate if computed_rate is not None else rate),
    )


def execution_score(points: Decimal | None, rate: Decimal | None) -> Decimal | None:
    """``points × rate`` within 0 … points, or None where one of the two is unknown."""
    if points is None or rate is None:
        return None
    return rounded(min(max(product(points, rate), Decimal(0)), points))
