"""Weights that a form prints behind the names of its groups: 产出指标（50分） is 产出指标 with 一级分值 50.

In: a data file. Out: the same with plain names, the weights in 一级分值 where none is given there.
"""

from decimal import Decimal

from drafter.model import Figure, Goal, Indicator, SelfEvaluation
from drafter.patterns import regex

_WEIGHT = regex(r"\s*[(（]\s*([0-9]{1,4}(?:\.[0-9]{1,2})?)\s*分\s*[)）]\s*$")


def with_printed_weights(data: SelfEvaluation) -> SelfEvaluation:
    """The data with the weights behind names of 一级指标 and 二级指标 taken off; those of 一级指标 are kept."""
    goals = tuple(map(_goal, data.goals))
    return data if goals == data.goals else data.model_copy(update={"goals": goals})


def _goal(goal: Goal) -> Goal:
    printed: dict[str, Figure | None] = {}
    rows = []
    for row in goal.indicators:
        level1, weight = _split(row.level1)
        level2, _ = _split(row.level2)
        if level1 and weight:
            printed.setdefault(level1, Figure(text=weight, value=Decimal(weight)))
        rows.append(row if (level1, level2) == (row.level1, row.level2) else _named(row, level1, level2))
    given = {(_split(name)[0] or name): points for name, points in goal.level1_points.items()}
    if tuple(rows) == goal.indicators and given == goal.level1_points:
        return goal
    return goal.model_copy(update={"indicators": tuple(rows), "level1_points": {**printed, **given}})


def _named(row: Indicator, level1: str | None, level2: str | None) -> Indicator:
    return row.model_copy(update={"level1": level1, "level2": level2})


def _split(name: str | None) -> tuple[str | None, str | None]:
    """A name without its weight, and the weight: 产出指标（50分） -> 产出指标, 50."""
    found = _WEIGHT.search(name or "")
    if name is None or found is None or not found.start():
        return name, None
    return name[: found.start()], found[1]
