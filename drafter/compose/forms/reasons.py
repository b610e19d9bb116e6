"""The cells of reasons and measures: what the person gave for the report, else what she gave for its rows.

In: a ``Scope``. Out: ``Told``. Nothing is worded here but the name of the row before its reason; where points were
lost and nothing is given, the reason is missing.
"""

from collections.abc import Iterable
from dataclasses import replace

from drafter.assess import Assessment, IndicatorResult
from drafter.assess.discussion import said
from drafter.blocks import GAP, Text, gap
from drafter.compose.forms.scope import Scope
from drafter.compose.forms.told import Part, Told
from drafter.markdown import prose
from drafter.model import DataPath, Measure, Problem

EXECUTION = "预算执行率"


def reasons(scope: Scope) -> Told:
    """偏差大或目标未完成原因分析: 存在问题 with their causes, else 偏差原因 of execution and rows."""
    report = scope.report
    given = _lines([_sentence(p.problem) + _sentence(p.cause) for p in report.data.problems])
    return _given(given, report.path / "存在问题", scope) or _from_rows("偏差原因", report.path / "存在问题", scope)


def measures(scope: Scope) -> Told:
    """改进措施 of the report, else those of execution and rows."""
    report = scope.report
    given = _lines([_sentence(measure.measure) for measure in report.data.measures])
    return _given(given, report.path / "改进措施", scope) or _from_rows("改进措施", report.path / "改进措施", scope)


def _given(text: str | None, path: DataPath, scope: Scope) -> Told | None:
    return Told(text, (path,), needed=_lost(scope)) if text else None


def _from_rows(key: str, path: DataPath, scope: Scope) -> Told:
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
            part = Part(key, text or gap(key), at / key)
            parts.append(part)
            lines.append(f"{name}：{_sentence(part.text)}")
    return Told(_lines(lines), (path,), needed=_lost(scope), parts=tuple(parts))


def measures_and_application(scope: Scope) -> Told:
    """改进措施及结果应用方案: the measures, then 结果应用."""
    told = measures(scope)
    application = scope.report.data.result_application
    if not application:
        return told
    plain = (block.text for block in prose(application, "结果应用") if isinstance(block, Text))
    return replace(told, text=_lines([told.text or "", *plain]))


def row_reason(scope: Scope) -> Told:
    """偏差原因分析及改进措施 of one row: its own, else those of the problem that names it."""
    row, report = scope.row, scope.report
    if row is None:
        return Told(None, (report.path / "年度目标",), needed=False)
    problems = [problem for problem in report.data.problems if _names(problem, row)]
    reason = said(row.source.deviation_reason) or _first_cause(problems)
    action = said(row.source.corrective_action) or _first_measure(report, problems)
    text = "".join(_sentence(part) for part in (reason, action))
    return Told(text or None, (row.path / "偏差原因",), needed=_fell_short(row))


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
    """Whether there is something to explain: points were lost, or nobody knows."""
    report = scope.report
    return report.total is None or report.total < scope.scoring.full_marks or any(map(_fell_short, report.indicators))


def _sentence(text: str | None) -> str:
    given = (text or "").strip()
    return given if not given or given[-1] in "。！？；…" or GAP.fullmatch(given) else f"{given}。"


def _lines(parts: Iterable[str]) -> str | None:
    return "\n".join(part for part in parts if part) or None
