"""Each indicator's figures in the text are those of its row.

In: a ``TextReport`` and the assessment. Out: ``figure-conflict`` where a figure that follows an indicator's name, in
the unit of its target or actual, is none that the data know of it. Only figures that are joined to the name by words
such as 目标值, 实际完成, 达到 are looked at: another noun between them may make them the figure of something else.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from drafter.assess import Assessment, IndicatorResult
from drafter.assess.discussion import problems_of
from drafter.checks.text.figures import Figure, figures_in
from drafter.checks.text.passages import Part, Passage, TextReport
from drafter.checks.text.subjects import Subject, sentences_with_subjects
from drafter.findings import Finding
from drafter.numbers import YUAN_PER_WAN, quotient
from drafter.patterns import regex
from drafter.textfile import brief
from drafter.values import Kind, Value, as_money, fold, read_value
from drafter.values.units import quantity

_SHORTEST = 3
"""Characters of a name without quotation marks: a shorter one (产值) is too often an ordinary word …"""
_WORD_BEFORE = regex("(?![的年度了其标项目中])[一-鿿]")
"""… and must not be the end of a longer word: 大学生就业率 is not 就业率."""
_JOINING = regex(
    r"(?:[\s,、:“”\"()≥≤><=]|年度|年初|全年|本年|当年|预期|计划|目标值?|指标值?|任务数?|要求|实际|完成[值率]?|达成|达到?|实现|为|是|"
    r"共计?|计|已|均|仅|只|不低于|不高于|不少于|不超过|分值|标准分|得分?|超出|低于|高于|少于|失|扣|的|数量|值|率|情况|了)*+"
)
_NUMBER = regex(r"[0-9]+(?:\.[0-9]+)?")


class _Known(Struct, frozen=True):
    """What the data know of the indicators of one name: figures, and the measures of targets and actuals."""

    rows: tuple[IndicatorResult, ...]
    numbers: frozenset[Decimal]
    measures: frozenset[str]

    @property
    def values(self) -> frozenset[str]:
        """Targets and actuals as a table has them, folded."""
        texts = (text for row in self.rows for text in (row.source.target, row.source.actual))
        return frozenset(fold(text) for text in texts if text)

    @property
    def completion_is_known(self) -> bool:
        """Whether a 完成率 in the text has one of the data to be compared with, for every row of the name."""
        return all(row.achievement.completion is not None for row in self.rows)

    def fits(self, figure: Figure) -> bool:
        """Whether a figure is one that the data give or that follows from them; amounts in 元 or as written."""
        if figure.measure != "元":
            return figure.says_one_of(self.numbers)
        return figure.says_one_of(self.numbers) or figure.says_yuan(self.numbers)


def indicator_conflicts(report: TextReport, assessment: Assessment) -> Iterator[Finding]:
    """Figures that follow an indicator's name, sentence by sentence; in tables cell by cell."""
    known = _Rows(assessment)
    for passage, sentences in sentences_with_subjects(report, assessment):
        if passage.part is Part.ROW:
            yield from _in_row(passage, known)
            continue
        for sentence, subject in sentences:
            for name, figure, is_completion in _figures_of_names(sentence, known.names):
                rows = known.of(name, subject)
                if rows and (rows.completion_is_known if is_completion else figure.measure in rows.measures):
                    yield from _conflict(passage, rows, figure)


def _conflict(passage: Passage, known: _Known, figure: Figure) -> Iterator[Finding]:
    if figure.about or known.fits(figure):
        return
    row = known.rows[0]
    target, actual = (brief(text or "（未填）", 60) for text in (row.source.target, row.source.actual))
    yield passage.finding(
        "figure-conflict",
        f"“{row.source.name}”写成 {figure.text}",
        f"数据里指标值 {target}，完成值 {actual}",
        "核对后改正文字，或改正数据后重新起草",
    )


def _figures_of_names(sentence: str, names: "_Names") -> Iterator[tuple[str, Figure, bool]]:
    """Every figure that is joined to a name, with the name, and whether it is called a 完成率."""
    spots = names.spots(sentence)
    figures = list(figures_in(sentence)) if spots else []
    for number, (start, end, name) in enumerate(spots):
        limit = spots[number + 1][0] if number + 1 < len(spots) else len(sentence)
        if number and sentence[spots[number - 1][1] : start].strip("“”、,和及与") == "":
            continue  # A、B 95%、96%: whose is the first?
        at = end
        for figure in figures:
            if figure.start < end:
                continue
            between = sentence[at : figure.start]
            if figure.end > limit or not _JOINING.fullmatch(between):
                break
            yield name, figure, figure.unit == "%" and "完成率" in between
            at = figure.end


class _Names:
    """Finds names in a text, the longest at each place."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)

    def spots(self, sentence: str) -> list[tuple[int, int, str]]:
        """(start, end, name) of every name, in the order of the text: in quotation marks, or a word of its own."""
        found: list[tuple[int, int, str]] = []
        at = 0
        while at < len(sentence):
            name = next((name for name in self._candidates(sentence, at) if self._is_whole(sentence, at, name)), None)
            if name is not None:
                found.append((at, at + len(name), name))
            at += len(name) if name else 1
        return found

    def _candidates(self, sentence: str, at: int) -> Iterator[str]:
        yield from (name for length in self._lengths if (name := sentence[at : at + length]) in self._names)

    @staticmethod
    def _is_whole(sentence: str, at: int, name: str) -> bool:
        end = at + len(name)
        if not sentence.startswith(name, at):
            return False
        quoted = sentence[at - 1 : at] == "“" and sentence[end : end + 1] == "”"
        return quoted or (len(name) >= _SHORTEST and not _WORD_BEFORE.match(sentence[at - 1 : at]))


class _Rows:
    """The indicators of a report and its projects by folded name; other names are found only to be passed over."""

    def __init__(self, assessment: Assessment) -> None:
        self._reports = (assessment, *assessment.projects)
        self._by_name: dict[str, list[tuple[Assessment, IndicatorResult]]] = {}
        others: set[str] = set()  # of units, projects, goals: they hold no figures, but names in them are no names
        for report in self._reports:
            others.update(fold(name) for name in (report.data.project_name, report.data.unit) if name)
            for goal in report.goals:
                others.add(fold(goal.name or ""))
            for row in report.indicators:
                for name in {fold(row.source.name or ""), fold(row.label)} - {""}:
                    self._by_name.setdefault(name, []).append((report, row))
        self.names = _Names({*self._by_name, *others} - {""})
        self._known: dict[tuple[str, ...], _Known] = {}

    def of(self, name: str, subject: Subject | None) -> _Known | None:
        """What is known of a name in the report that the sentence speaks of; in all of them where that is unknown."""
        found = self._by_name.get(name, [])
        mine = found
        if subject and subject.assessment is not None:
            mine = [(report, row) for report, row in found if report is subject.assessment]
        if not mine:
            return None
        key = tuple(row.path for _, row in mine)
        if key not in self._known:
            self._known[key] = _known(mine)
        return self._known[key]


def _known(found: list[tuple[Assessment, IndicatorResult]]) -> _Known:
    numbers: set[Decimal] = set()
    measures: set[str] = set()
    for report, row in found:
        for value in _values(row):
            measures |= _measures(value)
        numbers |= {abs(number) for number in _numbers(report, row)}
    return _Known(tuple(row for _, row in found), frozenset(numbers), frozenset(measures))


def _values(row: IndicatorResult) -> tuple[Value, ...]:
    name = row.source.name or ""
    values = [as_money(value, name, row.level2, row.level1) for value in (row.target, row.actual)]
    return tuple(inner for value in values for inner in (value, *value.items))


def _measures(value: Value) -> set[str]:
    if value.kind is Kind.MONEY:
        return {"元"}
    if not value.is_figure or not value.unit:
        return set()
    return {quantity(value.unit)[0]}


def _numbers(report: Assessment, row: IndicatorResult) -> Iterator[Decimal]:
    """Every figure that the data give of a row, and what follows from them: gaps, rates, differences."""
    source, achieved = row.source, row.achievement
    goal = report.goal_by_row.get(row.path)
    texts = [source.name, source.target, source.actual, source.criterion, source.deviation_reason]
    texts += [source.corrective_action, source.previous_actual, row.rule]
    texts += [goal.source.expected, goal.source.achieved, goal.name] if goal else []
    for problem in problems_of(report, row):
        texts += [problem.problem, problem.cause]
    for text in filter(None, texts):
        yield from map(Decimal, _NUMBER.findall(fold(text)))
    figures = [figure for value in _values(row) for figure in (value.number, value.upper) if figure is not None]
    if source.previous_actual:
        before = read_value(source.previous_actual)
        figures += [figure for figure in (before.number, before.upper) if figure is not None]
    for one in figures:
        yield from (one, one / YUAN_PER_WAN)
        for other in figures:
            yield from (one - other, (one - other) / YUAN_PER_WAN)
            if share := quotient(one, other):
                yield from (share * 100, share * 100 - 100)
    scores = [row.points, row.score, row.given_score, row.computed_score, row.lost, achieved.completion]
    for known in scores:
        if known is not None:
            yield from (known, known * 100, known * 100 - 100)


def _in_row(passage: Passage, known: _Rows) -> Iterator[Finding]:
    """Target and actual of a table row: the two cells after an indicator's name, where they are one figure in its unit.

    One of the two must be as the data have it, so that the row surely is the indicator's. Bare figures are left alone:
    they may be weights, scores or numbers of rows.
    """
    cells = [fold(cell) for cell in passage.cells]
    named = [at for at, cell in enumerate(cells) if len(cell) >= _SHORTEST and known.of(cell, None)]
    rows = known.of(cells[named[0]], None) if len(named) == 1 else None
    columns = cells[named[0] + 1 : named[0] + 3] if rows else []
    if rows is None or not rows.values.intersection(columns):
        return
    for cell in columns:
        value = read_value(cell)
        if value.is_figure and value.upper is None and not value.about:
            for figure in list(figures_in(cell))[:1]:
                if figure.measure in rows.measures:
                    yield from _conflict(passage, rows, figure)
