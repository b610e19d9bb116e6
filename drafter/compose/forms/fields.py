"""What a cell of a form can print, by name, and where in the data file it is.

In: a ``Scope``. Out: ``Answer``: the text as it was given (a rate, score or total that was not given as it was
computed), None where there is none; the data path; whether something is missing when there is none. The cells of
reasons and measures hold what the data file gives for the report, else what it gives for its rows; nothing is worded
but the name of the row before its reason.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from drafter.assess import Assessment, GoalResult, IndicatorResult, summed
from drafter.assess.discussion import said
from drafter.blocks import GAP, Text, gap
from drafter.compose.forms.scope import Scope
from drafter.compose.tables import FIELDS as ROW_FIELDS
from drafter.compose.tables import RowField
from drafter.model import DataPath, Figure, Measure, Money, Problem
from drafter.numbers import percent, plain


class TextPart(Struct, frozen=True):
    """A piece of a text that is made of several cells of the data file: its key, its text, its path."""

    name: str
    text: str
    path: DataPath


class Answer(Struct, frozen=True):
    """A text, or None; the paths in the data file that it is from; ``needed``: whether its absence is a gap."""

    text: str | None
    paths: tuple[DataPath, ...]
    needed: bool = True
    parts: tuple[TextPart, ...] = ()


EXECUTION = "预算执行率"


def reasons(scope: Scope) -> Answer:
    """偏差大或目标未完成原因分析: 存在问题 with their causes, and the 偏差原因 of rows not told there."""
    report = scope.report
    given = _lines([_sentence(p.problem) + _sentence(p.cause) for p in report.data.problems])
    return _given_and_rows(given, "偏差原因", report.path / "存在问题", scope)


def measures(scope: Scope) -> Answer:
    """改进措施 of the report, and those of execution and rows that they do not tell."""
    report = scope.report
    given = _lines([_sentence(measure.measure) for measure in report.data.measures])
    return _given_and_rows(given, "改进措施", report.path / "改进措施", scope)


def _given_and_rows(given: str | None, key: str, path: DataPath, scope: Scope) -> Answer:
    """What was given for the report, then what only the rows have, each text once; the rows alone where nothing was."""
    from drafter.narrate.clusters import is_told  # a new data file asks for names of fields and narrates nothing

    rows = _from_rows(key, path, scope)
    if given is None:
        return rows
    whole, parts = [given], [TextPart(key, given, path)]
    for part in rows.parts:
        if not GAP.fullmatch(part.text) and not is_told(part.text, "".join(whole)):
            whole.append(_sentence(part.text))
            parts.append(part)
    return Answer(_lines(whole), (path,), needed=_lost(scope), parts=tuple(parts) if len(parts) > 1 else ())


def _from_rows(key: str, path: DataPath, scope: Scope) -> Answer:
    """A line for the execution and for each row that has a reason (or measure) or fell short; a gap where it lacks."""
    report = scope.report
    execution, low = report.execution, scope.scoring.execution_low
    fell_short = bool(execution.lost) and execution.true_rate is not None and execution.true_rate < low
    budget = report.data.execution
    told = [(EXECUTION, budget.deviation_reason, budget.corrective_action, execution.path, fell_short)]
    told += [
        (row.label, row.source.deviation_reason, row.source.corrective_action, row.path, _fell_short(row))
        for row in report.indicators
    ]
    lines, parts = [], []
    for name, reason, measure, at, short in told:
        text = said(reason if key == "偏差原因" else measure)
        if text or short:
            part = TextPart(key, text or gap(key), at / key)
            parts.append(part)
            lines.append(f"{name}：{_sentence(part.text)}")
    return Answer(_lines(lines), (path,), needed=_lost(scope), parts=tuple(parts))


def measures_and_application(scope: Scope) -> Answer:
    """改进措施及结果应用方案: the measures, then 结果应用."""
    told = measures(scope)
    application = scope.report.data.result_application
    if not application:
        return told
    from drafter.markdown import prose  # not needed to read what a form asks

    plain = (block.text for block in prose(application, "结果应用") if isinstance(block, Text))
    return replace(told, text=_lines([told.text or "", *plain]))


def row_reason(scope: Scope) -> Answer:
    """偏差原因分析及改进措施 of one row: its own, else those of the problem that names it."""
    row, report = scope.row, scope.report
    if row is None:
        return Answer(None, (report.path / "年度目标",), needed=False)
    problems = [problem for problem in report.data.problems if _names(problem, row)]
    reason = said(row.source.deviation_reason) or _first_cause(problems)
    action = said(row.source.corrective_action) or _first_measure(report, problems)
    text = "".join(_sentence(part) for part in (reason, action))
    return Answer(text or None, (row.path / "偏差原因",), needed=_fell_short(row))


def _names(problem: Problem, row: IndicatorResult) -> bool:
    """Whether 涉及指标 names the row, by name or by 目标名/指标名."""
    return not {row.source.name, f"{row.goal}/{row.source.name}"}.isdisjoint(problem.indicators)


def _first_cause(problems: Iterable[Problem]) -> str | None:
    return next((p.cause for p in problems if said(p.cause)), None)


def _first_measure(report: Assessment, problems: Iterable[Problem]) -> str | None:
    numbers = {problem.number for problem in problems}
    return next((m.measure for m in report.data.measures if _answers(m, numbers) and said(m.measure)), None)


def _answers(measure: Measure, numbers: set[int | None]) -> bool:
    return any(number in numbers for number in measure.answers)


def _fell_short(row: IndicatorResult) -> bool:
    return row.complete is False


def _lost(scope: Scope) -> bool:
    """Whether there is something to explain: points were lost, or it is not known."""
    report = scope.report
    return report.total is None or report.total < scope.scoring.full_marks or any(map(_fell_short, report.indicators))


def _sentence(text: str | None) -> str:
    given = (text or "").strip()
    return given if not given or given[-1] in "。！？；…" or GAP.fullmatch(given) else f"{given}。"


def _lines(parts: Iterable[str]) -> str | None:
    return "\n".join(part for part in parts if part) or None


Read = Callable[[Scope], Answer]

BACKGROUND = "基本情况."
"""``基本情况.项目总投资`` prints what is under that heading of 基本情况."""


class Field(Struct, frozen=True):
    """A name that cells may use; ``inside``: the ``每个`` that it needs around it, empty for none."""

    read: Read
    inside: tuple[str, ...] = ()


_NOTHING = Answer(None, (), needed=False)
"""For a row of the form in which no goal or fund of the data stands."""


def _of_report(key: str, text: Callable[[Assessment], str | None]) -> Field:
    return Field(lambda scope: Answer(text(scope.report), (scope.report.path / key,)))


def _of_execution(key: str, text: Callable[[Assessment], str | None]) -> Field:
    return Field(lambda scope: Answer(text(scope.report), (scope.report.execution.path / key,)))


def _of_goal(key: str, text: Callable[[GoalResult], str | None]) -> Field:
    def read(scope: Scope) -> Answer:
        return Answer(text(scope.goal), (scope.goal.path / key,)) if scope.goal else _NOTHING

    return Field(read, ("年度目标",))


def _of_row(name: str, field: RowField) -> Field:
    def read(scope: Scope) -> Answer:
        if scope.row is None and name == "绩效指标" and not scope.level2 and not scope.indicators:
            return Answer(None, ((scope.goal.path / "指标") if scope.goal else scope.report.path / "年度目标",))
        if scope.row is None:
            return Answer(scope.level2 if name == "二级指标" else None, (scope.report.path / "年度目标",), needed=False)
        return Answer(field.read(scope.row), field.paths(scope.row.path))

    return Field(read, ("指标",))


def _of_fund(key: str) -> Field:
    def read(scope: Scope) -> Answer:
        if scope.fund is None:
            return _NOTHING
        part = scope.fund.part
        text = _text(getattr(part, _ATTRIBUTES[key])) if part else None
        return Answer(text, (scope.fund.cell(key),), needed=part is not None)

    return Field(read, ("资金",))


def _fund_name(scope: Scope) -> Answer:
    return Answer(scope.fund.name, (scope.fund.cell("名称"),)) if scope.fund else _NOTHING


_ATTRIBUTES = {"年初预算数": "initial_budget", "全年预算数": "adjusted_budget", "全年执行数": "spent"}


def _text(given: Figure | Money | None) -> str | None:
    return given.text if given else None


def _points(given: Figure | None, computed: Decimal | None) -> str | None:
    return given.text if given else None if computed is None else plain(computed)


def _money(attribute: str) -> Callable[[Assessment], str | None]:
    return lambda report: _text(getattr(report.data.execution, attribute))


def _rate(report: Assessment) -> str | None:
    """The rate as given, else as computed; a budget of zero has none (—)."""
    if report.data.execution.rate:
        return report.data.execution.rate.text
    if report.execution.rate is not None:
        return percent(report.execution.rate)
    return "—" if report.execution.adjusted == 0 and report.execution.spent is not None else None


def _waits_for_rows(key: str, text: str | None, scope: Scope) -> Answer:
    """The total or the grade; while a row has no score, that row's gap is the one to fill."""
    report = scope.report
    return Answer(text, (report.path / key,), needed=not report.unscored)


def _execution_points(scope: Scope) -> Answer:
    """The weight of the execution; where an indicator row is the execution, the row shows it."""
    report = scope.report
    text = _points(report.data.execution.points, report.execution.points)
    return Answer(text, (report.execution.path / "分值",), needed=report.execution_row is None)


def _execution_score(scope: Scope) -> Answer:
    report = scope.report
    text = _points(report.data.execution.score, report.execution.score)
    return Answer(text, (report.execution.path / "得分",), needed=report.execution_row is None)


def _level1(scope: Scope) -> Answer:
    return Answer(scope.level1, (scope.report.path / "年度目标",), needed=False)


def _level1_points(scope: Scope) -> Answer:
    points = scope.level1_points()
    path = scope.goal.path / "一级分值" if scope.goal else scope.report.path / "年度目标"
    return Answer(None if points is None else plain(points), (path,))


def _level1_score(scope: Scope) -> Answer:
    score = summed(row.score for row in scope.indicators if row.level1 == scope.level1)
    return Answer(None if score is None else plain(score), (scope.report.path / "年度目标",))


def _number(scope: Scope) -> Answer:
    return Answer(str(scope.number), (), needed=False)


def _words(key: str, words: Callable[[Assessment], Iterable[str]]) -> Field:
    return _of_report(key, lambda report: "、".join(words(report)) or None)


def _day(report: Assessment) -> str | None:
    day = report.data.filled_on
    return f"{day.year}年{day.month}月{day.day}日" if day else None


FORM_FIELDS: Mapping[str, Field] = {
    "年度": _of_report("年度", lambda report: str(report.data.year)),
    "单位名称": _of_report("单位名称", lambda report: report.data.unit),
    "填报日期": _of_report("填报日期", _day),
    "项目名称": _of_report("项目名称", lambda report: report.data.project_name),
    "主管部门": _of_report("主管部门", lambda report: report.data.supervising_department),
    "实施单位": _of_report("实施单位", lambda report: report.data.implementing_unit),
    "项目类别": _words("项目类别", lambda report: report.data.project_category),
    "项目属性": _words("项目属性", lambda report: report.data.project_attribute),
    "项目类型": _words("项目类型", lambda report: report.data.project_type),
    "金额单位": _of_execution("金额单位", lambda report: report.data.execution.currency_unit),
    "基本支出总额": _of_execution("基本支出总额", _money("basic_spending")),
    "项目支出总额": _of_execution("项目支出总额", _money("project_spending")),
    "年初预算数": _of_execution("年初预算数", _money("initial_budget")),
    "全年预算数": _of_execution("全年预算数", _money("adjusted_budget")),
    "全年执行数": _of_execution("全年执行数", _money("spent")),
    "执行率": _of_execution("执行率", _rate),
    "预算执行分值": Field(_execution_points),
    "预算执行得分": Field(_execution_score),
    "满分": Field(lambda scope: Answer(plain(scope.scoring.full_marks), (), needed=False)),
    "总分": Field(lambda scope: _waits_for_rows("总分", _points(scope.report.data.total, scope.report.total), scope)),
    "等级": Field(lambda scope: _waits_for_rows("等级", scope.report.grade, scope)),
    "原因分析": Field(reasons),
    "措施方案": Field(measures),
    "措施及结果应用方案": Field(measures_and_application),
    "序号": Field(_number, ("年度目标", "一级指标", "指标", "资金", "项目")),
    "目标名称": _of_goal("名称", lambda goal: goal.source.name),
    "目标分值": _of_goal("分值", lambda goal: _points(goal.source.points, goal.points)),
    "目标得分": _of_goal("指标", lambda goal: _points(None, goal.score)),
    "预期目标": _of_goal("预期目标", lambda goal: goal.source.expected or goal.source.name),
    "实际完成情况": _of_goal("实际完成情况", lambda goal: goal.source.achieved),
    "资金名称": Field(_fund_name, ("资金",)),
    "资金年初预算数": _of_fund("年初预算数"),
    "资金全年预算数": _of_fund("全年预算数"),
    "资金全年执行数": _of_fund("全年执行数"),
    "一级分值": Field(_level1_points, ("一级指标", "指标")),
    "一级得分": Field(_level1_score, ("一级指标", "指标")),
    "偏差原因及改进措施": Field(row_reason, ("指标",)),
    **{name: _of_row(name, field) for name, field in ROW_FIELDS.items()},
    "一级指标": Field(_level1, ("一级指标", "指标")),
}
"""Every name that 内容, 文字 and 附 may use."""


def read_field(name: str, scope: Scope) -> Answer:
    """What a field prints in a scope; a text that stands where the figure belongs, as it was written, with a gap."""
    if name.startswith(BACKGROUND):
        title = name.removeprefix(BACKGROUND)
        text = scope.report.data.background.get(title)
        return Answer(text.strip() if text else None, (scope.report.path / "基本情况" / title,))
    answer = FORM_FIELDS[name].read(scope)
    written = scope.report.data.unread.get(answer.paths[0]) if answer.paths else None
    return replace(answer, text=f"{written}{gap(name)}") if written else answer
