"""Charts: the pack's ``图表`` and the assessment become ``Chart``s with a caption; nothing is worked out here.

In: the pack's charts, the assessment. Out: a ``DrawnChart`` for each that has figures enough. What has no figure is
left out of the chart and named below it, in the pack's words. ``SOURCES`` are the names that packs use.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import replace

from drafter.assess import Assessment
from drafter.blocks import Block, Chart, ChartForm, Fact, Point, Series, Text
from drafter.compose.template import inline_words, render_line
from drafter.findings import Fault, InputError
from drafter.model import DataPath, PlaceOf
from drafter.numbers import fixed, percent, plain, quotient
from drafter.pack import ChartEntry, Pack

MISSING = "未列项"
"""The word of 缺数注 that names what has no figures."""

_FORMS: Mapping[str, ChartForm] = {"柱形图": "column", "条形图": "bar", "饼图": "pie"}


class _Category(Struct, frozen=True):
    """A thing that the chart compares, with a figure for each series; None where the data do not give it."""

    name: str
    points: tuple[Point | None, ...]


class Source(Struct, frozen=True):
    """What a chart can show: its series, how figures are printed, whether they are the parts of a whole."""

    meaning: str
    series: tuple[str, ...]
    number_format: str
    is_whole: bool
    read: Callable[[Assessment, PlaceOf], Iterator[_Category]]


def _rate(name: str, points: Decimal | None, score: Decimal | None, paths: list[DataPath], place: PlaceOf) -> _Category:
    rate = None if points is None or score is None else quotient(score, points)
    if rate is None or points is None or score is None:
        return _Category(name, (None,))
    shown = percent(rate)
    fact = Fact("得分率", shown, f"{plain(score)} ÷ {plain(points)} = {shown}", tuple(map(place, paths)))
    return _Category(name, (Point(Decimal(shown.rstrip("%")).scaleb(-2), shown, (fact,)),))


def _level1_rates(found: Assessment, place: PlaceOf) -> Iterator[_Category]:
    """The execution first, where it is scored by itself; then the groups of indicators."""
    execution = found.execution
    if found.execution_row is None and execution.points:
        path = execution.path
        paths = [path / key for key in ("得分", "分值", "全年执行数", "全年预算数")]
        yield _rate("预算执行", execution.points, execution.score, paths, place)
    for group in found.groups:
        if group.level1 and group.points:
            paths = [row.path / key for row in group.indicators for key in ("得分", "分值")]
            yield _rate(group.level1, group.points, group.score, paths, place)


def _dimension_rates(found: Assessment, place: PlaceOf) -> Iterator[_Category]:
    for part in found.dimensions:
        if part.name:
            yield _rate(part.name, part.points, part.score, [part.path / "得分", part.path / "分值"], place)


def _amount(name: str, value: Decimal | None, path: DataPath, place: PlaceOf) -> Point | None:
    if value is None:
        return None
    shown = fixed(value)
    return Point(Decimal(shown), shown, (Fact(name, shown, "", (place(path / name),)),))


def _projects(found: Assessment, place: PlaceOf) -> Iterator[_Category]:
    for project in found.projects:
        money, name = project.execution, project.data.project_name
        figures = (("全年预算数", money.adjusted), ("全年执行数", money.spent))
        if name:
            yield _Category(name, tuple(_amount(key, value, money.path, place) for key, value in figures))


def _funds(found: Assessment, place: PlaceOf) -> Iterator[_Category]:
    for at, part in enumerate(found.data.execution.parts):
        figures = (("全年预算数", part.adjusted_budget), ("全年执行数", part.spent))
        path = found.execution.path / "明细" / at
        if part.name:
            unit = found.data.execution.currency_unit
            wan = [(key, None if money is None else money.in_wan(unit)) for key, money in figures]
            yield _Category(part.name, tuple(_amount(key, value, path, place) for key, value in wan))


def _spent_funds(found: Assessment, place: PlaceOf) -> Iterator[_Category]:
    return (_Category(category.name, category.points[1:]) for category in _funds(found, place))


_RATES, _MONEY = "0.00%", "0.00"

SOURCES: Mapping[str, Source] = {
    "一级指标得分率": Source("预算执行和各一级指标的得分率", ("得分率",), _RATES, False, _level1_rates),
    "评价维度得分率": Source("财政评价各维度的得分率", ("得分率",), _RATES, False, _dimension_rates),
    "项目预算执行": Source("各项目的全年预算数和全年执行数", ("全年预算数", "全年执行数"), _MONEY, False, _projects),
    "资金预算执行": Source("各资金来源的全年预算数和全年执行数", ("全年预算数", "全年执行数"), _MONEY, False, _funds),
    "资金支出构成": Source("各资金来源的全年执行数", ("全年执行数",), _MONEY, True, _spent_funds),
}
"""What a chart of a pack can show; a pie only what is the part of a whole."""


class DrawnChart(Struct, frozen=True):
    """A chart that has figures enough; its words are filled in where a template shows it.

    ``missing``: what has no figures and is left out of it.
    """

    pack: Pack
    entry: ChartEntry
    words: Mapping[str, str]
    chart: Chart
    missing: tuple[str, ...]

    def blocks(self, number: int) -> tuple[Block, ...]:
        """The chart, its caption, the note on what is missing; ``number``: which of the document it is, from 1.

        Raises ``InputError`` for a caption or note that cannot be filled in.
        """
        name = self.chart.id
        title = self._line("标题", self.entry.title)
        caption = Text(f"caption/{name}", "caption", f"图{number}　{title}")
        chart = replace(self.chart, description=f"{self.entry.form}：{title}。{_told(self.chart)}。")
        if not self.missing:
            return chart, caption
        return chart, caption, Text(f"note/{name}", "note", self._line("缺数注", self.entry.missing_note))

    def _line(self, key: str, text: str) -> str:
        words = {**self.words, MISSING: "、".join(self.missing)}
        return render_line(text, words, self.pack, f"图表.{self.chart.id}.{key}")


def _told(chart: Chart) -> str:
    """Every figure in words, for a person who cannot see the chart."""
    return "；".join(
        name + "、".join(f"{series.name}{series.points[at].text}" for series in chart.series)
        for at, name in enumerate(chart.categories)
    )


def charts(pack: Pack, assessment: Assessment, place_of: PlaceOf) -> dict[str, DrawnChart]:
    """Each chart of the pack that has figures enough, by its name. Raises ``InputError`` for one that cannot be."""
    drawn = {}
    for name, entry in pack.data.charts.items():
        if wrong := wrong_chart(entry):
            raise InputError([Fault(pack.place_of(f"图表.{name}.{at}"), *told) for at, *told in wrong])
        found = _drawn(pack, name, entry, assessment, place_of)
        if found is not None:
            drawn[name] = found
    return drawn


def wrong_chart(entry: ChartEntry) -> list[tuple[str, str, str, str]]:
    """What keeps a chart from being drawn: the key and the parts of a fault."""
    source = SOURCES.get(entry.source)
    if source is None:
        near = get_close_matches(entry.source, SOURCES, n=1, cutoff=0.3)
        hint = f"是否想写“{near[0]}”" if near else "从 templates/README.md 所列的内容中选用"
        return [("内容", f"没有可画的内容“{entry.source}”", f"可用：{'、'.join(SOURCES)}", hint)]
    if entry.form == "饼图" and not source.is_whole:
        parts = "、".join(name for name, one in SOURCES.items() if one.is_whole)
        return [("形式", f"“{entry.source}”不能画成饼图", f"饼图只画一个整体的各部分：{parts}", "改用柱形图或条形图")]
    if entry.most < entry.least:
        return [("至多几项", f"比“至少几项”（{entry.least}）小", "应不小于“至少几项”", "改正其中一个")]
    return []


def _drawn(pack: Pack, name: str, entry: ChartEntry, assessment: Assessment, place_of: PlaceOf) -> DrawnChart | None:
    """None where fewer have figures than the pack asks for, or more than a person can read."""
    source = SOURCES[entry.source]
    categories = list(source.read(assessment, place_of))
    whole = [one for one in categories if all(point is not None for point in one.points)]
    missing = [one.name for one in categories if one not in whole]
    numbers = [point.number for one in whole for point in one.points if point is not None]
    if not entry.least <= len(whole) <= entry.most or (missing and not entry.missing_note) or not any(numbers):
        return None
    if entry.form == "饼图" and min(numbers) < 0:
        return None
    series = tuple(
        Series(title, tuple(point for one in whole if (point := one.points[at]) is not None))
        for at, title in enumerate(source.series)
    )
    names = tuple(one.name for one in whole)
    chart = Chart(name, form=_FORMS[entry.form], categories=names, series=series, number_format=source.number_format)
    return DrawnChart(pack, entry, inline_words(pack, assessment.data), chart, tuple(missing))
