"""Sums: by first-level group, by the dimensions of a 财政评价, and the total.

In: goals and execution; 评价维度 and 指标分级 of the data file. Out: ``GroupResult`` for each 一级指标 in the
profile's order, ``PartResult``s with lost points and 得分率; the computed total in 分.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from drafter.assess.records import (
    Assessment,
    Execution,
    GoalResult,
    GroupResult,
    IndicatorResult,
    PartResult,
    addends,
    summed,
)
from drafter.model import DataPath, Dimension, Tier
from drafter.numbers import TOLERANCE, quotient, sums_agree
from drafter.pack import Scoring


def assess_parts(parts: Sequence[Dimension | Tier], path: DataPath) -> tuple[PartResult, ...]:
    """Each dimension or tier in the data's order; nothing that was not given is filled in."""
    named: Counter[str] = Counter()
    found = []
    for index, part in enumerate(parts):
        name = " ".join((part.name or "").split())
        named[name] += 1
        points = part.points.value if part.points else None
        score = part.score.value if part.score else None
        found.append(
            PartResult(
                path=path / index,
                name=name,
                key=name if name and named[name] == 1 else f"{name}#{named[name]}",
                points=points,
                score=score,
                rate=None if points is None or score is None else quotient(score, points),
            )
        )
    return tuple(found)


def total_of_dimensions(dimensions: Sequence[PartResult]) -> Decimal | None:
    """The sum of the dimensions' scores; None while one of them is unknown, or where there is none."""
    return summed(dimension.score for dimension in dimensions)


def assess_groups(goals: Sequence[GoalResult], scoring: Scoring) -> tuple[GroupResult, ...]:
    """The first-level groups that occur, in the order of the scoring profile, unknown ones last."""
    order = list(scoring.levels)
    present = {i.level1: None for goal in goals for i in goal.indicators}
    names = sorted(present, key=lambda name: order.index(name) if name in order else len(order))
    return tuple(_group(name, goals) for name in names)


def _group(level1: str, goals: Sequence[GoalResult]) -> GroupResult:
    indicators = tuple(i for goal in goals for i in goal.indicators if i.level1 == level1)
    waiting = tuple(i for goal in goals for i in goal.unscored if i.level1 == level1)
    score = summed(i.score for goal in goals for i in addends(goal.indicators) if i.level1 == level1)
    return GroupResult(
        level1=level1,
        points=summed(points for goal in goals for points in group_points(goal, level1)),
        score=None if waiting else score,
        indicators=indicators,
        unscored=waiting,
    )


def group_points(goal: GoalResult, level1: str) -> list[Decimal | None]:
    """The weights (分) of a goal's indicators of that group: each one's, or the group's where rows carry none."""
    mine = [i.points for i in addends(goal.indicators) if i.level1 == level1]
    group = goal.source.level1_points.get(level1)
    if mine and all(points is None for points in mine) and group is not None:
        return [group.value]
    return mine


def total_of(execution: Execution, goals: Sequence[GoalResult]) -> Decimal | None:
    """Execution score plus all goals' scores, 分; None while one of them is unknown.

    A report without indicators has no total; one without a budget is scored by its indicators alone.
    """
    scores = [goal.score for goal in goals]
    if not scores:
        return None
    if execution.points is not None or execution.given_score is not None:
        scores.append(execution.score)
    return summed(scores)


def short_weights(execution: Execution, goals: Sequence[GoalResult], scoring: Scoring) -> Decimal | None:
    """The sum of all weights where it is known and below the full marks; None where it is full, above, or unknown.

    A report without a budget is measured without the pack's weight of the execution; where an indicator row is the
    execution, it counts with the rows.
    """
    weights = summed(goal.points for goal in goals)
    if weights is None:
        return None
    by_row = any(row.is_execution for goal in goals for row in goal.indicators)
    wanted = scoring.full_marks
    if execution.points is None and not by_row:
        wanted -= scoring.execution_points
    whole = weights + (execution.points or Decimal(0))
    rows = sum(len(goal.indicators) for goal in goals)
    return whole if whole < wanted and not sums_agree(whole, wanted, rows) else None


def capped(total: Decimal | None, cap: Decimal | None) -> Decimal | None:
    """The total (分), no higher than the cap that the profile has for a low execution rate (总分上限)."""
    return total if total is None or cap is None else min(total, cap)


class Loss(Struct, frozen=True):
    """Points (分) that a goal, or a first-level group of it, lost although no row of it shows the loss.

    ``level1``: the group, None for the whole goal; ``path``: the cell with the weight.
    """

    goal: GoalResult
    level1: str | None
    points: Decimal
    score: Decimal
    path: DataPath
    told: bool = False
    """Whether rows of it that fell short have paragraphs of their own."""

    @property
    def lost(self) -> Decimal:
        return self.points - self.score


def losses_without_row(assessment: Assessment) -> list[Loss]:
    """Losses of groups and goals whose rows carry no weights.

    A group with a weight (一级分值) has its own loss; a goal has one only where its groups have no weights.
    """
    found = []
    for goal in assessment.goals:
        groups = [_group_loss(goal, level1) for level1 in dict.fromkeys(row.level1 for row in goal.indicators)]
        of_groups = [loss for loss in groups if loss is not None]
        found.extend(of_groups)
        weighted = any(row.points is not None for row in goal.indicators)
        if not of_groups and not goal.source.level1_points and not weighted and _none_incomplete(goal.indicators):
            found.extend(_loss(goal, None, goal.points, goal.score, goal.path / "分值"))
    return found


def _group_loss(goal: GoalResult, level1: str) -> Loss | None:
    rows = [row for row in goal.indicators if row.level1 == level1]
    group = goal.source.level1_points.get(level1)
    if group is None or any(row.points is not None for row in rows):
        return None
    score = summed(row.score for row in addends(rows))
    found = _loss(goal, level1, group.value, score, goal.path / "一级分值" / level1)
    return replace(found[0], told=not _none_incomplete(rows)) if found else None


def _none_incomplete(rows: Sequence[IndicatorResult]) -> bool:
    return all(row.complete is not False for row in rows)


def _loss(
    goal: GoalResult, level1: str | None, points: Decimal | None, score: Decimal | None, path: DataPath
) -> list[Loss]:
    # The score is a sum of rounded ones, which may be two hundredths off (see ``sums_agree``).
    if points is None or score is None or points - score <= 2 * TOLERANCE:
        return []
    return [Loss(goal, level1, points, score, path)]
