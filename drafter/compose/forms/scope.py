"""What a row of a form is about: the report, and perhaps one goal, group, indicator or fund of it.

In: an assessment. Out: ``Scope``s; ``each`` makes those of a repeated part. A fixed row in which no indicator or
fund stands is a scope of its own, with nothing but its names.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.assess import Assessment, GoalResult, IndicatorResult, summed
from drafter.compose.forms.sheet import Part
from drafter.model import BudgetPart, DataPath, Figure
from drafter.pack import Scoring


class Fund(Struct, frozen=True):
    """A line of 明细: its name as the form prints it, its amounts where the data have them."""

    name: str
    path: DataPath
    """Of its line; of the whole 明细 where the data have no such line."""
    part: BudgetPart | None

    def cell(self, key: str) -> DataPath:
        """The cell of the line; the whole 明细 where the data have no such line."""
        return self.path / key if self.part else self.path


class Scope(Struct, frozen=True):
    """Where in the report a row stands. ``key`` names it by its data, not by its position."""

    report: Assessment
    scoring: Scoring
    key: str = ""
    number: int = 0
    goal: GoalResult | None = None
    level1: str | None = None
    level2: str | None = None
    row: IndicatorResult | None = None
    fund: Fund | None = None
    indicators: tuple[IndicatorResult, ...] = ()
    weights: dict[str, Decimal | None] = field(default_factory=dict)
    """The weight of each 一级指标 of this goal or report, once it was asked for."""

    def level1_points(self) -> Decimal | None:
        """The weight of the group: 一级分值 of the data, else the sum of its rows, else the pack's."""
        level1 = self.level1 or ""
        if level1 not in self.weights:
            goals = [self.goal] if self.goal else self.report.goals
            points = summed(_group_points(goal, level1) for goal in goals if _has(goal, level1))
            if points is None and len(self.report.goals) <= 1:
                points = self._usual_points(level1)
            self.weights[level1] = points
        return self.weights[level1]

    def _usual_points(self, level1: str) -> Decimal | None:
        """The pack's weight of a group that the data give none for; None where the data give others."""
        groups = self.report.groups
        usual = self.scoring.fitting(self.report.level1_names).level1_points
        given = {name: points.value for goal in self.report.goals for name, points in _given(goal) if points}
        known = given or {group.level1: group.points for group in groups if group.points is not None}
        others = any(usual.get(name) != points for name, points in known.items())
        return None if others else usual.get(level1)

    def each(self, part: Part) -> list["Scope"]:
        """The scopes that a part is repeated for; the scope itself where it is not."""
        match part.each:
            case None:
                return [self]
            case "年度目标":
                return [
                    replace(
                        self, key=self._under(goal.key), number=n, goal=goal, indicators=goal.indicators, weights={}
                    )
                    for n, goal in enumerate(self.report.goals, 1)
                ]
            case "一级指标":
                return [
                    replace(self, key=self._under(level1), number=n, level1=level1, indicators=tuple(rows))
                    for n, (level1, rows) in enumerate(_by_level1(self.indicators).items(), 1)
                ]
            case "指标":
                return self._indicators(part.fixed_levels) if part.fixed_levels else self._grouped(part)
            case "资金":
                return self._funds(part.fixed_funds)
            case "项目":
                return [
                    replace(whole(project, self.scoring), key=self._under(key), number=n)
                    for n, (key, project) in enumerate(named_projects(self.report), 1)
                ]

    def _under(self, name: str) -> str:
        return f"{self.key}/{name}" if self.key else name

    def _grouped(self, part: Part) -> list["Scope"]:
        """The indicators in the data's order; those that share a merged 一级 or 二级 cell stand together.

        Without any there is one row, for the gap.
        """
        merged = {name for form in part.cells if form.merge for name in form.content}
        rows = list(self.indicators)
        if "一级指标" in merged:
            rows = [row for group in _by_level1(rows).values() for row in group]
        if "二级指标" in merged:
            pairs = list(dict.fromkeys((row.level1, row.level2) for row in rows))
            rows.sort(key=lambda row: pairs.index((row.level1, row.level2)))
        found = [self._of(row, row.level1, row.level2, n) for n, row in enumerate(rows, 1)]
        return found or [self._of(None, "", "", 1)]

    def _indicators(self, fixed: Mapping[str, Sequence[str]]) -> list["Scope"]:
        """A row for each indicator at the place of its class, and an empty one for each class without any."""
        found = []
        given = _by_level1(self.indicators)
        for level1 in self._ordered(fixed, given):
            if self.level1 not in (None, level1):
                continue
            left = list(given.get(level1, ()))
            for level2 in fixed.get(level1, ()):
                if level2 in given and not any(_same_class(row.level2, level2) for row in left):
                    continue  # 成本指标 has rows as a first level of its own
                in_class = [row for row in left if _same_class(row.level2, level2)]
                left = [row for row in left if not _same_class(row.level2, level2)]
                found += [self._of(row, level1, level2) for row in in_class] or [self._of(None, level1, level2)]
            found += [self._of(row, level1, row.level2) for row in left]
        return [replace(scope, number=n) for n, scope in enumerate(found, 1)]

    def _ordered(self, fixed: Mapping[str, Sequence[str]], given: Mapping[str, object]) -> list[str]:
        """The form's groups in its order; one that only the data have stands where the pack's 指标体系 has it."""
        order = list(self.scoring.levels)
        found = list(fixed)
        for name in (name for name in given if name not in fixed):
            behind = order[order.index(name) + 1 :] if name in order else []
            place = next((n for n, level1 in enumerate(found) if level1 in behind), len(found))
            found.insert(place, name)
        return found

    def _of(self, row: IndicatorResult | None, level1: str, level2: str, number: int = 0) -> "Scope":
        key = row.key if row else self._under(f"{level1}/{level2}/空")
        return replace(self, key=key, number=number, level1=level1, level2=level2, row=row)

    def _funds(self, fixed: Sequence[str]) -> list["Scope"]:
        path = self.report.execution.path / "明细"
        parts = [(part, path / n) for n, part in enumerate(self.report.data.execution.parts)]
        funds = []
        for name in fixed:
            given = next(((part, at) for part, at in parts if _same_fund(part.name, name)), None)
            parts = [pair for pair in parts if pair != given]
            funds.append(Fund(name, given[1] if given else path, given[0] if given else None))
        funds += [Fund(part.name or "", at, part) for part, at in parts]
        return [replace(self, key=self._under(f"资金/{f.name}"), number=n, fund=f) for n, f in enumerate(funds, 1)]


def whole(report: Assessment, scoring: Scoring) -> Scope:
    """The scope of a whole report."""
    return Scope(report, scoring, indicators=report.indicators)


def named_projects(report: Assessment) -> list[tuple[str, Assessment]]:
    """The nested projects, each with a name of its own (a second one of the same name: ``名称#2``)."""
    counts: dict[str, int] = {}
    named = []
    for project in report.projects:
        name = project.data.project_name or ""
        counts[name] = counts.get(name, 0) + 1
        named.append((name if counts[name] == 1 else f"{name}#{counts[name]}", project))
    return named


def _has(goal: GoalResult, level1: str) -> bool:
    return level1 in goal.source.level1_points or any(row.level1 == level1 for row in goal.indicators)


def _given(goal: GoalResult) -> Iterable[tuple[str, Figure | None]]:
    return goal.source.level1_points.items()


def _group_points(goal: GoalResult, level1: str) -> Decimal | None:
    given = goal.source.level1_points.get(level1)
    return given.value if given else summed(row.points for row in goal.indicators if row.level1 == level1)


def _by_level1(rows: Sequence[IndicatorResult]) -> dict[str, list[IndicatorResult]]:
    groups: dict[str, list[IndicatorResult]] = {}
    for row in rows:
        groups.setdefault(row.level1, []).append(row)
    return groups


def _same_class(given: str, fixed: str) -> bool:
    """社会效益 in a data file is the 社会效益指标 of the form."""
    return given.removesuffix("指标") == fixed.removesuffix("指标")


def _same_fund(given: str | None, fixed: str) -> bool:
    """The form's 其中：当年财政拨款 is the data file's 当年财政拨款."""
    return (given or "").removeprefix("其中：").strip() == fixed.removeprefix("其中：").strip()
