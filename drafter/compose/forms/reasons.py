"""The cells of reasons and measures: what the person gave for the report, else what she gave for its rows.

In: a ``Scope``. Out: ``Told``. Nothing is worded here but the name of the row before its reason; where points were
lost and nothing is given, the reason is missing.
"""

from collections.abc import Iterable

from drafter.assess import Assessment, IndicatorResult
from drafter.assess.discussion import covered_by, said
from drafter.blocks import Text
from drafter.compose.forms.scope import Scope
from drafter.compose.forms.told import Told
from drafter.markdown import prose
from drafter.model import Measure, Problem

EXECUTION = "预算执行率"


def reasons(scope: Scope) -> Told:
    """偏差大或目标未完成原因分析: 存在问题 with their causes, else 偏差原因 of execution and rows."""
    report = scope.report
    given = [_sentence(p.problem) + _sentence(p.cause) for p in report.data.problems]
    execution = _named(EXECUTION, report.data.execution.deviation_reason)
    rows = [_named(row.label, row.source.deviation_reason) for row in report.indicators]
    text = _lines(given) or _lines([execution, *rows])
    return Told(text, f"{report.path}存在问题", needed=_lost(scope))


def measures(scope: Scope) -> Told:
    """改进措施 of the report, else those of execution and rows."""
    report = scope.report
    given = [_sentence(m.measure) for m in report.data.measures]
    execution = _named(EXECUTION, report.data.execution.corrective_action)
    rows = [_named(row.label, row.source.corrective_action) for row in report.indicators]
    text = _lines(given) or _lines([execution, *rows])
    return Told(text, f"{report.path}改进措施", needed=_lost(scope))


def measures_and_application(scope: Scope) -> Told:
    """改进措施及结果应用方案: the measures, then 结果应用."""
    told = measures(scope)
    application = scope.report.data.result_application
    if not application:
        return told
    plain = (block.text for block in prose(application, "结果应用") if isinstance(block, Text))
    return Told(_lines([told.text or "", *plain]), told.path, told.needed)


def row_reason(scope: Scope) -> Told:
    """偏差原因分析及改进措施 of one row: its own, else those of the problem that names it."""
    row, report = scope.row, scope.report
    if row is None:
        return Told(None, f"{report.path}年度目标", needed=False)
    problems = [problem for problem in report.data.problems if row in covered_by(report, problem)]
    reason = said(row.source.deviation_reason) or _first_cause(problems)
    action = said(row.source.corrective_action) or _first_measure(report, problems)
    text = "".join(_sentence(part) for part in (reason, action))
    return Told(text or None, f"{row.path}.偏差原因", needed=_fell_short(row))


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
    """Whether there is something to explain: points were lost, or nobody knows."""
    report = scope.report
    return report.total is None or report.total < scope.scoring.full_marks or any(map(_fell_short, report.indicators))


def _named(name: str, reason: str | None) -> str:
    return f"{name}：{_sentence(reason)}" if said(reason) else ""


def _sentence(text: str | None) -> str:
    given = (text or "").strip()
    return given if not given or given[-1] in "。！？；…" else f"{given}。"


def _lines(parts: Iterable[str]) -> str | None:
    return "\n".join(part for part in parts if part) or None
