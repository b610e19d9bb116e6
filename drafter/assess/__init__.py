"""All arithmetic, once: the data file and the pack's scoring profile -> ``Assessment``.

In: a ``SelfEvaluation`` and a ``Scoring``. Out: rates, completion, scores, lost points, sums by goal and by
first-level group, the total. Given scores are kept; missing ones are computed; what no rule can give stays None.
Points in 分, rates as ratios, money in 万元, all ``Decimal``.
"""

from drafter.assess.indicators import assess_goal, with_distinct_names
from drafter.assess.printed_weights import with_printed_weights
from drafter.assess.records import (
    Assessment,
    Execution,
    GoalResult,
    GroupResult,
    IndicatorResult,
    PartResult,
    Shortfall,
    summed,
)
from drafter.assess.scoring import assess_execution
from drafter.assess.totals import (
    Loss,
    assess_groups,
    assess_parts,
    capped,
    losses_without_row,
    short_weights,
    total_of,
    total_of_dimensions,
)
from drafter.model import ROOT, DataPath, SelfEvaluation
from drafter.pack import Scoring

__all__ = [
    "Assessment",
    "Execution",
    "GoalResult",
    "GroupResult",
    "IndicatorResult",
    "Loss",
    "PartResult",
    "Shortfall",
    "assess",
    "losses_without_row",
    "summed",
]


def assess(data: SelfEvaluation, scoring: Scoring, path: DataPath = ROOT) -> Assessment:
    """Everything that can be computed from one data file, and for each of its projects.

    ``path``: of the report in the data file, that of a nested project when it is called for one.
    """
    data = with_printed_weights(data)
    execution = assess_execution(data, scoring, path)
    goals = with_distinct_names(
        [assess_goal(goal, scoring, path / "年度目标" / index, data.year) for index, goal in enumerate(data.goals)]
    )
    groups = assess_groups(goals, scoring)
    dimensions = assess_parts(data.dimensions, path / "评价维度")
    given = data.total.value if data.total else None
    added = total_of(execution, goals) if goals else total_of_dimensions(dimensions)
    short = short_weights(execution, goals, scoring) if goals else None
    computed = capped(added, scoring.cap_of(execution.true_rate))
    total = given if given is not None or short is not None else computed
    return Assessment(
        path=path,
        data=data,
        execution=execution,
        goals=goals,
        groups=groups,
        given_total=given,
        computed_total=computed,
        grade=data.grade or (scoring.grade_of(total) if total is not None else None),
        projects=tuple(assess(project, scoring, path / "项目" / index) for index, project in enumerate(data.projects)),
        dimensions=dimensions,
        tiers=assess_parts(data.tiers, path / "指标分级"),
        short_weights=short,
    )
