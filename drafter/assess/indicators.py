"""Each indicator: value read, score computed, complete or not, kind of shortfall.

In: a goal of the data file, the scoring profile. Out: ``GoalResult`` with one ``IndicatorResult`` a row.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from drafter.assess.records import GoalResult, IndicatorResult, Shortfall, addends, summed, unscored
from drafter.assess.scoring import is_execution_row, score_row
from drafter.criteria import Criterion, read_criterion
from drafter.model import DataPath, Goal, Indicator
from drafter.numbers import sums_agree
from drafter.pack import Scoring
from drafter.values import Direction, Kind, read_value
from drafter.values.achievement import Verdict, achievement, answered, at_full_points


def assess_goal(goal: Goal, scoring: Scoring, path: DataPath, year: int) -> GoalResult:
    """One goal. Its score is the sum of its indicators' scores, None while one is unknown."""
    rows = [
        _assess_indicator(indicator, goal, scoring, path / "指标" / index, year)
        for index, indicator in enumerate(goal.indicators)
    ]
    rows = _asked_in_full_groups(goal, rows)
    rows = [replace(row, complete=complete) for row, complete in zip(rows, _completed(goal, rows), strict=True)]
    rows = [replace(row, shortfall=_shortfall(row)) for row in rows]
    adding = addends(rows)
    weights = summed(row.points for row in adding)
    return GoalResult(
        path=path,
        source=goal,
        name=goal.name or "",
        key=goal.name or "",
        points=goal.points.value if goal.points else weights or _level1_sum(goal),
        score=None if unscored(goal, rows) else summed(row.score for row in adding),
        indicators=tuple(rows),
    )


def with_distinct_names(goals: Sequence[GoalResult]) -> tuple[GoalResult, ...]:
    """The goals with labels and keys that differ for indicators of one name (企业人才满意度 in two goals)."""
    names = Counter(row.label for goal in goals for row in goal.indicators)
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    result = []
    for goal in goals:
        rows = []
        named[goal.name] += 1
        goal_key = goal.name if named[goal.name] == 1 else f"{goal.name}#{named[goal.name]}"
        for row in goal.indicators:
            seen[row.key] += 1
            key = row.key if seen[row.key] == 1 else f"{row.key}#{seen[row.key]}"
            twice = names[row.label] > 1 and row.goal and row.label
            rows.append(replace(row, key=key, label=f"{row.label}（{row.goal}）" if twice else row.label))
        result.append(replace(goal, key=goal_key, indicators=tuple(rows)))
    return tuple(result)


def _level1_sum(goal: Goal) -> Decimal | None:
    return summed(points.value if points else None for points in goal.level1_points.values())


def _level1(source: Indicator, scoring: Scoring) -> str:
    return source.level1 or scoring.level1_of(source.level2 or "") or ""


def _points(source: Indicator, goal: Goal, scoring: Scoring) -> Decimal | None:
    """The row's weight in 分; a row without one that is alone in its first-level group has the group's (一级分值)."""
    if source.points is not None:
        return source.points.value
    level1 = _level1(source, scoring)
    group = goal.level1_points.get(level1)
    if group is None:
        return None
    alone = sum(1 for other in goal.indicators if _level1(other, scoring) == level1) == 1
    return group.value if alone else None


def _assess_indicator(source: Indicator, of: Goal, scoring: Scoring, path: DataPath, year: int) -> IndicatorResult:
    goal, level2 = of.name or "", source.level2 or ""
    level1 = _level1(source, scoring)
    target, actual = read_value(source.target), read_value(source.actual)
    name = " ".join((source.name or "").split())
    target, actual = answered(target, actual, name)
    points = _points(source, of, scoring)
    criterion = read_criterion(source.criterion)
    stated = criterion.direction if isinstance(criterion, Criterion) else None
    reached = achievement(target, actual, name=name, level2=level2, level1=level1, year=year, stated=stated)
    if points and source.score is not None and source.score.value >= points:
        reached = at_full_points(reached, target, actual, name)
    scored, band = score_row(points, target, actual, reached, criterion, scoring)
    return IndicatorResult(
        path=path,
        source=source,
        key=f"{goal}/{name}",
        goal=goal,
        label=name,
        level1=level1,
        level2=level2,
        target=target,
        actual=actual,
        achievement=reached,
        points=points,
        given_score=source.score.value if source.score else None,
        computed_score=scored.score,
        rule="；".join((scored.rule, *reached.notes)),
        band=band,
        criterion=criterion,
        complete=None,
        shortfall=None,
        is_execution=is_execution_row(source),
    )


def _asked_in_full_groups(goal: Goal, rows: list[IndicatorResult]) -> list[IndicatorResult]:
    """Rows without a weight, of a group or a goal with full points, as ``at_full_points`` judges them."""
    if all(row.points is not None for row in rows):
        return rows
    full, all_full = _full_groups(goal, rows)
    asked = []
    for row in rows:
        reached = row.achievement
        if row.points is None and (all_full or row.level1 in full):
            reached = at_full_points(reached, row.target, row.actual, row.label)
        asked.append(row if reached is row.achievement else replace(row, achievement=reached))
    return asked


def _full_groups(goal: Goal, rows: Sequence[IndicatorResult]) -> tuple[set[str], bool]:
    """The first-level groups with full points, and whether the goal has."""
    groups = {
        level1
        for level1, points in goal.level1_points.items()
        if points is not None and _full([row for row in rows if row.level1 == level1], points.value)
    }
    return groups, goal.points is not None and _full(rows, goal.points.value)


def _completed(goal: Goal, rows: Sequence[IndicatorResult]) -> list[bool | None]:
    """Whether each row is complete: full points; for rows without a weight, full points of the whole group."""
    full_groups, goal_full = _full_groups(goal, rows)
    return [_complete(row, group_full=goal_full or row.level1 in full_groups) for row in rows]


def _full(rows: Sequence[IndicatorResult], points: Decimal) -> bool:
    score = summed(row.score for row in addends(rows))
    return score is not None and sums_agree(score, points, len(rows))


def _complete(row: IndicatorResult, *, group_full: bool) -> bool | None:
    if row.achievement.verdict in (Verdict.MISSED, Verdict.NOT_STARTED):
        return False
    if row.achievement.question is not None:
        return None if row.score is None or row.points is None or row.score >= row.points else False
    full = True if _shown(row) else None
    if row.points and row.score is not None:
        return full if row.score >= row.points else False
    if row.points is None and group_full:
        return full
    match row.achievement.verdict:
        case Verdict.MET:
            return True
        case _:
            return False if row.score is not None and row.score.is_zero() else None


def _shown(row: IndicatorResult) -> bool:
    """Whether full points of a row show that it was completed: not beside an actual that its target cannot judge.

    A table that has a criterion in place of the actual (摘要版 of Hubei) is scored by the criterion.
    """
    by_criterion = row.actual.blank and bool(row.source.criterion)
    return row.achievement.verdict is not Verdict.UNKNOWN or by_criterion


def _shortfall(row: IndicatorResult) -> Shortfall | None:
    """The kind of shortfall of a row that is not complete, by verdict, class, direction and value; else None."""
    if row.complete is not False:
        return None
    reached = row.achievement
    if reached.verdict is Verdict.NOT_STARTED:
        return Shortfall.NOT_STARTED
    if reached.verdict is Verdict.MET:
        return Shortfall.LOST_THOUGH_MET
    if reached.verdict is not Verdict.MISSED:
        return Shortfall.UNCLEAR
    return _missed(row)


def _missed(row: IndicatorResult) -> Shortfall:
    kind = row.target.kind
    if kind is Kind.QUALITATIVE or row.actual.kind is Kind.QUALITATIVE:
        return Shortfall.QUALITATIVE
    if kind is Kind.TIME and not _counts_days(row):
        return Shortfall.LATE
    if "满意" in row.level1 + row.level2 + row.label:
        return Shortfall.SATISFACTION
    if row.achievement.direction is Direction.AT_MOST:
        return Shortfall.COST
    return Shortfall.RATE if kind is Kind.PERCENT else Shortfall.QUANTITY


def _counts_days(row: IndicatorResult) -> bool:
    """Whether a time is a quantity: a length that is to be long (开放365天), not a deadline or a ceiling."""
    return row.target.date is None and row.achievement.direction is Direction.AT_LEAST
