"""Tables of projects, scores, funds and dimensions: a row each, and their sum below where the pack asks for it.

In: the assessment. Out: ``Line``s of figures by the names that a pack's columns use. Money in 万元 with two decimals,
points in 分, rates in percent. What is unknown, or is no sum (得分 of several projects), is printed as ``NONE``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from drafter.assess import Assessment, PartResult
from drafter.assess.records import summed
from drafter.blocks import Fact
from drafter.model import DataPath, PlaceOf
from drafter.numbers import agree, fixed, percent, plain, quotient, score, sums_agree
from drafter.pack import Scoring

NONE = "—"
"""What a cell says that has no figure, as the forms do for the rate of a budget of zero."""

SUM = "合计"
"""The key of the last row; what it is called is the pack's."""


class Figure(Struct, frozen=True):
    """A cell in the making. ``amount``: what a sum counts, None where the cell is no addend."""

    text: str
    paths: tuple[DataPath, ...]
    formula: str = ""
    amount: Decimal | None = None

    def fact(self, name: str, place_of: PlaceOf) -> Fact:
        return Fact(name, self.text, self.formula, tuple(map(place_of, self.paths)))


class Line(Struct, frozen=True):
    """A row. ``key``: the name of its project, class, goal, source or dimension; numbered where it occurs twice."""

    key: str
    figures: Mapping[str, Figure]


class Kind(Struct, frozen=True):
    """A kind of rows: the names that its columns may print, and what makes the rows."""

    names: tuple[str, ...]
    lines: Callable[[Assessment, Scoring], list[Line]]


def _keyed(rows: Iterable[tuple[str, Mapping[str, Figure]]]) -> list[Line]:
    """Rows with keys of their own: the second 其他资金 is 其他资金#2."""
    found: list[Line] = []
    seen: Counter[str] = Counter()
    for name, figures in rows:
        seen[name] += 1
        times = seen[name]
        found.append(Line(name if name and times == 1 else f"{name}#{times}", figures))
    return found


def _name(text: str | None, path: DataPath) -> Figure:
    return Figure(" ".join((text or "").split()) or NONE, (path,))


def _money(amount: Decimal | None, *paths: DataPath, formula: str = "") -> Figure:
    return Figure(NONE if amount is None else fixed(amount), paths, formula, amount)


def _points(points: Decimal | None, *paths: DataPath, formula: str = "") -> Figure:
    return Figure(NONE if points is None else score(points), paths, formula, points)


def _count(number: int, *paths: DataPath) -> Figure:
    return Figure(str(number), paths, amount=Decimal(number))


def _ratio(part: Figure, whole: Figure, printed: Callable[[Decimal], str]) -> Figure:
    """The rate of two cells beside it; none where one of them is unknown or the whole is zero."""
    rate = None if part.amount is None or not whole.amount else quotient(part.amount, whole.amount)
    if rate is None or part.amount is None or whole.amount is None:
        return Figure(NONE, (*part.paths, *whole.paths))
    shown = percent(rate)
    formula = f"{printed(part.amount)} ÷ {printed(whole.amount)} = {shown}"
    return Figure(shown, (*part.paths, *whole.paths), formula)


def _lost(points: Figure, got: Figure) -> Figure:
    paths = tuple(dict.fromkeys((*points.paths, *got.paths)))
    if points.amount is None or got.amount is None:
        return Figure(NONE, paths)
    lost = points.amount - got.amount
    return _points(lost, *paths, formula=f"{plain(points.amount)} − {plain(got.amount)} = {plain(lost)}")


def _scored(points: Figure, got: Figure) -> dict[str, Figure]:
    return {"分值": points, "得分": got, "失分": _lost(points, got), "得分率": _ratio(got, points, plain)}


def _projects(found: Assessment, scoring: Scoring) -> list[Line]:
    """The projects of a department. Each is scored out of the full marks, so that their scores are no addends."""
    return _keyed((_one_line(project.data.project_name), _project(project, scoring)) for project in found.projects)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _project(found: Assessment, scoring: Scoring) -> dict[str, Figure]:
    money, path = found.execution, found.path
    planned = _money(money.adjusted, money.path / "全年预算数")
    spent = _money(money.spent, money.path / "全年执行数")
    rate = _ratio(spent, planned, fixed)
    if money.given_rate is not None and not (money.adjusted is not None and money.adjusted.is_zero()):
        rate = Figure(percent(money.given_rate), (money.path / "执行率",))
    got = _points(found.total, path / "总分")
    lost = _lost(Figure("", (), amount=scoring.full_marks), got)
    return {
        "项目名称": _name(found.data.project_name, path / "项目名称"),
        "年初预算数": _money(money.initial, money.path / "年初预算数"),
        "全年预算数": planned,
        "全年执行数": spent,
        "执行率": rate,
        "指标数": _count(len(found.indicators), path / "年度目标"),
        "完成数": _count(len(found.complete), path / "年度目标"),
        "得分": Figure(got.text, got.paths),
        "失分": Figure(lost.text, lost.paths, lost.formula),
    }


def _execution(found: Assessment) -> list[tuple[str, dict[str, Figure]]]:
    money = found.execution
    if money.points is None:
        return []
    points, got = _points(money.points, money.path / "分值"), _points(money.score, money.path / "得分")
    title = "预算执行"
    figures = {"类别": Figure(title, (money.path,)), "年度目标": Figure(title, (money.path,)), **_scored(points, got)}
    none = {name: Figure(NONE, ()) for name in ("指标数", "完成数")}
    return [(title, {**figures, **none})]


def _scores(found: Assessment, scoring: Scoring) -> list[Line]:
    """The budget execution and each 一级指标; none where a figure is missing or the sum is not the total."""
    path = found.path / "年度目标"
    rows = _execution(found)
    for group in found.groups:
        figures = _scored(_points(group.points, path), _points(group.score, path))
        counts = {"指标数": _count(len(group.indicators), path), "完成数": _count(len(group.complete), path)}
        rows.append((group.level1, {"类别": _name(group.level1, path), **counts, **figures}))
    return _of_the_total(found, _keyed(rows)) if found.groups and all(group.level1 for group in found.groups) else []


def _goals(found: Assessment, scoring: Scoring) -> list[Line]:
    """The budget execution and each 年度目标, under the same conditions."""
    rows = _execution(found)
    for goal in found.goals:
        figures = _scored(_points(goal.points, goal.path / "分值"), _points(goal.score, goal.path / "指标"))
        done = sum(1 for row in goal.indicators if row.complete)
        counts = {
            "指标数": _count(len(goal.indicators), goal.path / "指标"),
            "完成数": _count(done, goal.path / "指标"),
        }
        rows.append((goal.name, {"年度目标": _name(goal.name, goal.path / "名称"), **counts, **figures}))
    return _of_the_total(found, _keyed(rows)) if found.goals and all(goal.name for goal in found.goals) else []


def _of_the_total(found: Assessment, lines: list[Line]) -> list[Line]:
    """The rows where they add up to the total of the report; a table with another sum would contradict it."""
    weights = [line.figures["分值"].amount for line in lines]
    whole = summed(line.figures["得分"].amount for line in lines)
    complete = found.short_weights is None and all(points for points in weights) and whole is not None
    if (
        not complete
        or found.total is None
        or whole is None
        or not sums_agree(found.total, whole, len(found.indicators))
    ):
        return []
    return lines


def _funds(found: Assessment, scoring: Scoring) -> list[Line]:
    """预算执行.明细: a row for each source of funds."""
    return _keyed((_one_line(part.name), _fund(found, index)) for index, part in enumerate(found.data.execution.parts))


def _fund(found: Assessment, index: int) -> dict[str, Figure]:
    budget, path = found.data.execution, found.execution.path / "明细" / index
    part, unit = budget.parts[index], budget.currency_unit
    money = {
        key: _money(None if amount is None else amount.in_wan(unit), path / key)
        for key, amount in (
            ("年初预算数", part.initial_budget),
            ("全年预算数", part.adjusted_budget),
            ("全年执行数", part.spent),
        )
    }
    rate = _ratio(money["全年执行数"], money["全年预算数"], fixed)
    return {"资金来源": _name(part.name, path / "名称"), **money, "执行率": rate}


def _dimensions(found: Assessment, scoring: Scoring) -> list[Line]:
    """The dimensions of a 财政评价."""
    return _keyed((part.name, _dimension(part)) for part in found.dimensions)


def _dimension(part: PartResult) -> dict[str, Figure]:
    points, got = _points(part.points, part.path / "分值"), _points(part.score, part.path / "得分")
    return {"维度": _name(part.name, part.path / "名称"), **_scored(points, got)}


KINDS: Mapping[str, Kind] = {
    "项目": Kind(
        (
            "项目名称",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "执行率",
            "指标数",
            "完成数",
            "得分",
            "失分",
        ),
        _projects,
    ),
    "得分": Kind(("类别", "指标数", "完成数", "分值", "得分", "失分", "得分率"), _scores),
    "目标": Kind(("年度目标", "指标数", "完成数", "分值", "得分", "失分", "得分率"), _goals),
    "资金": Kind(("资金来源", "年初预算数", "全年预算数", "全年执行数", "执行率"), _funds),
    "维度": Kind(("维度", "分值", "得分", "失分", "得分率"), _dimensions),
}
"""By the word that a pack writes as ``行``."""

_RATES: Mapping[str, tuple[str, str, Callable[[Decimal], str]]] = {
    "执行率": ("全年执行数", "全年预算数", fixed),
    "得分率": ("得分", "分值", plain),
}


def sum_line(kind: str, lines: Sequence[Line], found: Assessment) -> Line:
    """The last row. A sum that is not the report's own figure (其中：… among the sources) is not printed."""
    figures: dict[str, Figure] = {}
    for name in KINDS[kind].names[1:]:
        if name not in _RATES:
            figures[name] = _sum(name, [line.figures[name] for line in lines], _own(kind, name, found))
    for name in KINDS[kind].names[1:]:
        if name in _RATES:
            part, whole, printed = _RATES[name]
            figures[name] = _ratio(figures[part], figures[whole], printed)
    return Line(SUM, figures)


def _own(kind: str, name: str, found: Assessment) -> Decimal | None:
    """What the report itself says of the whole, where the rows are its parts."""
    if kind == "资金":
        money = found.execution
        return {"年初预算数": money.initial, "全年预算数": money.adjusted, "全年执行数": money.spent}.get(name)
    return found.total if kind == "维度" and name == "得分" else None


def _sum(name: str, figures: Sequence[Figure], own: Decimal | None) -> Figure:
    addends = [figure for figure in figures if figure.paths or figure.amount is not None]
    whole = summed(figure.amount for figure in addends)
    paths = tuple(dict.fromkeys(path for figure in addends for path in figure.paths))
    if whole is None or (own is not None and not agree(whole, own)):
        return Figure(NONE, paths)
    count = name in ("指标数", "完成数")
    printed = str if count else plain if name in ("分值", "得分", "失分") else fixed
    terms = " + ".join(printed(figure.amount) for figure in addends if figure.amount is not None)
    formula = f"{terms} = {printed(whole)}"
    if count:
        return Figure(str(whole), paths, formula, whole)
    return _points(whole, *paths, formula=formula) if printed is plain else _money(whole, *paths, formula=formula)
