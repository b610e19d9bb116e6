"""The records of an assessment: frozen, in the field's own terms.

Points in 分 (``Decimal``), rates and completion as ratios (0.9171), money in 万元. None: not given and no rule
can give it. Every record carries the data path that it was read from.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from drafter.criteria import Criterion, Unread
from drafter.model import DataPath, Goal, Indicator, Problem, SelfEvaluation
from drafter.numbers import agree_as_printed, sums_agree
from drafter.values import Value
from drafter.values.achievement import Achievement, Verdict


class Shortfall(StrEnum):
    """What kind of shortfall an indicator is; the phrasebank has a phrase for each."""

    NOT_STARTED = "未开展"
    QUANTITY = "数量未达标"
    LATE = "时效未达标"
    RATE = "比率未达标"
    QUALITATIVE = "定性未达标"
    SATISFACTION = "满意度未达标"
    COST = "成本超出"
    LOST_THOUGH_MET = "达标失分"
    UNCLEAR = "未得满分"
    """Points were lost, and target and actual do not show why."""


class Graded(Struct, frozen=True, kw_only=True):
    """What carries a weight and a score, 分: the given score is kept, a missing one is computed."""

    points: Decimal | None
    given_score: Decimal | None
    computed_score: Decimal | None

    @property
    def score(self) -> Decimal | None:
        """The score that counts: the given one, else the computed one."""
        return self.computed_score if self.given_score is None else self.given_score

    @property
    def lost(self) -> Decimal | None:
        """Points lost, or None where weight or score is unknown."""
        return None if self.points is None or self.score is None else self.points - self.score

    @property
    def follows_rule(self) -> bool:
        """Whether the score is what the rule gives, at the decimals that it is written with (8.6 for 8.58)."""
        score, computed = self.score, self.computed_score
        return score is not None and computed is not None and agree_as_printed(score, computed)


class Execution(Graded, frozen=True, kw_only=True):
    """Budget execution. Money in 万元; ``rate`` is the one to print (the given one where there is one)."""

    path: DataPath
    initial: Decimal | None
    adjusted: Decimal | None
    spent: Decimal | None
    given_rate: Decimal | None
    computed_rate: Decimal | None

    @property
    def rate(self) -> Decimal | None:
        """The rate to print."""
        return self.computed_rate if self.given_rate is None else self.given_rate

    @property
    def true_rate(self) -> Decimal | None:
        """The rate that scores and caps rest on: that of the amounts; the given one without amounts."""
        return self.given_rate if self.computed_rate is None else self.computed_rate

    @property
    def unspent(self) -> Decimal | None:
        """The adjusted budget that was not spent, 万元."""
        return None if self.adjusted is None or self.spent is None else self.adjusted - self.spent


class IndicatorResult(Graded, frozen=True, kw_only=True):
    """One indicator: what was read, what it scored, whether it is complete, how it fell short."""

    path: DataPath
    source: Indicator
    key: str
    """The indicator's name that is unique in the report: goal and name (and a number where both are the same)."""
    goal: str
    label: str
    """The name to print: with its goal's name where the same name occurs in two goals."""
    level1: str
    level2: str
    target: Value
    actual: Value
    achievement: Achievement
    rule: str
    """The rule that gave the computed score, or why none could."""
    band: tuple[Decimal, Decimal] | None
    """The lowest and highest score (分) of a target in words that was not fully met, where the profile has bands."""
    criterion: Criterion | Unread | None
    complete: bool | None
    """得分 equals 分值; without a weight: the target is met, or its whole group has full points. None: unknown.

    Full points beside an actual that the target cannot judge (无法判断) do not show it either.
    """
    shortfall: Shortfall | None
    is_execution: bool = False
    """Whether the row is the budget execution itself."""

    @property
    def is_missed(self) -> bool:
        """Whether the target was not met (未达成, 未开展); a row that only lost points is not."""
        return self.achievement.verdict in (Verdict.MISSED, Verdict.NOT_STARTED)

    @property
    def criterion_points(self) -> Decimal | None:
        """The most that the row's criterion names in figures, 分."""
        return self.criterion.best if isinstance(self.criterion, Criterion) else None


class GoalResult(Struct, frozen=True):
    """A goal with its indicators. ``points``: its weight (分), given or the sum of its indicators' or groups'."""

    path: DataPath
    source: Goal
    name: str
    key: str
    """The goal's name that is unique in the report: with a number where two have the same."""
    points: Decimal | None
    score: Decimal | None
    indicators: tuple[IndicatorResult, ...]

    @property
    def known_score(self) -> Decimal:
        """What its rows scored as far as their scores are known, 分."""
        return known_sum(row.score for row in self.indicators)

    @property
    def unscored(self) -> tuple[IndicatorResult, ...]:
        """Rows whose score is neither given nor computed, of those that its score is made of."""
        return tuple(unscored(self.source, self.indicators))


def unscored(goal: Goal, rows: Sequence[IndicatorResult]) -> list[IndicatorResult]:
    """The rows of a goal on which its score waits.

    These are its addends without a score. Where they leave a part of the weight that is printed for the goal, or for
    a first-level group, it belongs to the rows of it that carry neither weight nor score.
    """
    adding = addends(rows)
    counted = {row.path for row in adding}
    left = {level1: _weight_left(goal, adding, level1) for level1 in dict.fromkeys(row.level1 for row in rows)}
    return [
        row
        for row in rows
        if row.score is None
        and (row.path in counted or (left[row.level1] and bool(row.source.target or row.source.actual)))
    ]


def _weight_left(goal: Goal, adding: Sequence[IndicatorResult], level1: str) -> bool:
    """Whether the rows' weights are known and less than what is printed for the group, or else for the goal."""
    group = goal.level1_points.get(level1)
    whole = goal.points if group is None else group
    weights = summed(row.points for row in adding if group is None or row.level1 == level1)
    if whole is None or weights is None:
        return False
    return weights < whole.value and not sums_agree(weights, whole.value, len(adding))


def addends(rows: Sequence[IndicatorResult]) -> list[IndicatorResult]:
    """The rows of a goal that its sums are made of: a row with neither weight nor score (……, 其中：) adds nothing.

    Where no row of the goal carries a weight, a row with a target or an actual is one whose score is still to come.
    """
    weighted = any(row.source.points is not None for row in rows)
    return [
        row
        for row in rows
        if row.points is not None
        or row.given_score is not None
        or (not weighted and (row.source.target or row.source.actual))
    ]


class GroupResult(Struct, frozen=True):
    """The indicators of one 一级指标 over all goals."""

    level1: str
    points: Decimal | None
    score: Decimal | None
    indicators: tuple[IndicatorResult, ...]
    unscored: tuple[IndicatorResult, ...] = ()
    """Its rows among those that the goals' scores wait for."""

    @property
    def known_score(self) -> Decimal:
        """What its rows scored as far as their scores are known, 分."""
        return known_sum(row.score for row in self.indicators)

    @property
    def complete(self) -> tuple[IndicatorResult, ...]:
        return tuple(i for i in self.indicators if i.complete)

    @property
    def incomplete(self) -> tuple[IndicatorResult, ...]:
        return tuple(i for i in self.indicators if i.complete is False)


class PartResult(Struct, frozen=True, kw_only=True):
    """One 评价维度 or one line of 指标分级 of a 财政评价: weight and score as given, the lost points, the rate."""

    path: DataPath
    name: str
    key: str
    """The part's name that is unique among its kind: with a number where two have the same or none."""
    points: Decimal | None
    score: Decimal | None
    rate: Decimal | None
    """得分率: score / weight; None where one is unknown or the weight is zero."""

    @property
    def lost(self) -> Decimal | None:
        """Points lost, or None where weight or score is unknown."""
        return None if self.points is None or self.score is None else self.points - self.score


class Assessment(Struct, frozen=True, dict=True):
    """All that was computed for one report; nested projects carry their own, and a path that is not the root."""

    path: DataPath
    data: SelfEvaluation
    execution: Execution
    goals: tuple[GoalResult, ...]
    groups: tuple[GroupResult, ...]
    given_total: Decimal | None
    computed_total: Decimal | None
    grade: str | None
    projects: tuple["Assessment", ...]
    dimensions: tuple[PartResult, ...] = ()
    tiers: tuple[PartResult, ...] = ()
    short_weights: Decimal | None = None
    """The sum of all weights, 分, where it is known and below the full marks: only a given total stands then."""

    @property
    def total(self) -> Decimal | None:
        """The total that counts (分): the given one, else the computed one, which needs all weights."""
        return self.full_total if self.given_total is None else self.given_total

    @property
    def full_total(self) -> Decimal | None:
        """The computed total (分); None while weights are missing."""
        return None if self.short_weights is not None else self.computed_total

    @cached_property
    def indicators(self) -> tuple[IndicatorResult, ...]:
        """All indicators in the data's order."""
        return tuple(i for goal in self.goals for i in goal.indicators)

    @cached_property
    def numbered_by_name(self) -> Mapping[str, tuple[int, ...]]:
        """How 涉及指标 may name an indicator (by name, or by 目标名/指标名) -> its places in ``indicators``."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.indicators):
            names = {row.source.name or "", f"{row.goal}/{row.source.name}"}
            for name in names - {""}:
                found[name].append(number)
        return {name: tuple(numbers) for name, numbers in found.items()}

    @cached_property
    def goal_by_row(self) -> Mapping[DataPath, GoalResult]:
        """Path of an indicator -> the goal that it belongs to."""
        return {row.path: goal for goal in self.goals for row in goal.indicators}

    @cached_property
    def problems_by_row(self) -> Mapping[DataPath, tuple[Problem, ...]]:
        """Path of an indicator -> the problems that name it in 涉及指标, in their order."""
        found: dict[DataPath, list[Problem]] = defaultdict(list)
        for problem in self.data.problems:
            numbers = {n for name in problem.indicators for n in self.numbered_by_name.get(name, ())}
            for number in numbers:
                found[self.indicators[number].path].append(problem)
        return {path: tuple(problems) for path, problems in found.items()}

    @property
    def level1_names(self) -> tuple[str, ...]:
        """The first-level groups of indicators; the budget execution is none of them."""
        return tuple(g.level1 for g in self.groups if g.level1 and not all(row.is_execution for row in g.indicators))

    @property
    def execution_row(self) -> IndicatorResult | None:
        """The row that is the budget execution, where it takes the execution's weight."""
        weighted = self.data.execution.points is not None
        return None if weighted else next((row for row in self.indicators if row.is_execution), None)

    @property
    def complete(self) -> tuple[IndicatorResult, ...]:
        return tuple(i for i in self.indicators if i.complete)

    @property
    def incomplete(self) -> tuple[IndicatorResult, ...]:
        return tuple(i for i in self.indicators if i.complete is False)

    @property
    def undecided(self) -> tuple[IndicatorResult, ...]:
        """Indicators of which the data do not show whether they were completed."""
        return tuple(i for i in self.indicators if i.complete is None)

    @property
    def unscored(self) -> tuple[IndicatorResult, ...]:
        """Rows whose score is neither given nor computed: without them there is no total."""
        return tuple(row for goal in self.goals for row in goal.unscored)

    @property
    def known_score(self) -> Decimal:
        """What is scored so far, 分: the execution and every row with a score."""
        return known_sum([self.execution.score, self.known_indicator_score])

    @property
    def known_indicator_score(self) -> Decimal:
        """What the rows scored as far as their scores are known, 分."""
        return known_sum(row.score for row in self.indicators)

    @cached_property
    def indicator_points(self) -> Decimal | None:
        """The weight of all goals together, or None where a goal's weight is unknown."""
        return summed(goal.points for goal in self.goals)

    @cached_property
    def indicator_score(self) -> Decimal | None:
        """The score of all goals together, or None where a score is unknown."""
        return summed(goal.score for goal in self.goals)


def summed(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or None as soon as one is unknown or there is nothing to add."""
    known = list(values)
    if not known or any(value is None for value in known):
        return None
    return sum((value for value in known if value is not None), Decimal(0))


def known_sum(values: Iterable[Decimal | None]) -> Decimal:
    """What the known ones add up to: no less than this is the sum, whatever the unknown ones are."""
    return sum((value for value in values if value is not None), Decimal(0))
