"""Which shortfalls the 存在问题 of the data file name, and which have a reason.

In: an assessment. Out: the rows that a problem names in 涉及指标, and whether a row or the budget execution has a
reason, on itself or in a problem.
"""

from drafter.assess.records import Assessment, IndicatorResult
from drafter.model import EXECUTION_NAMES, Problem

_NOTHING = frozenset({"无", "/", "／", "—", "-", "暂无", "没有", "无。", "暂无。", "没有。", "不存在"})


def said(text: str | None) -> str | None:
    """A reason or a measure as written; None where it is blank or a sign for nothing (无, /, —)."""
    return None if text is None or text.strip() in _NOTHING else text


def is_none(text: str | None) -> bool:
    """Whether 无, 暂无 or the like was written: there is none, which is an answer; a blank is not."""
    return text is not None and said(text) is None


def covered_by(assessment: Assessment, problem: Problem) -> list[IndicatorResult]:
    """The indicators that a problem names: by name, or by 目标名/指标名 where a name occurs twice."""
    numbers = [n for name in problem.indicators for n in assessment.numbered_by_name.get(name, ())]
    return [assessment.indicators[number] for number in sorted(numbers)]


def problems_of(assessment: Assessment, row: IndicatorResult) -> tuple[Problem, ...]:
    """The problems that name a row, in their order."""
    return assessment.problems_by_row.get(row.path, ())


def covers_execution(problem: Problem) -> bool:
    """Whether a problem names the budget execution."""
    return any(name in EXECUTION_NAMES for name in problem.indicators)


def explained(assessment: Assessment, row: IndicatorResult) -> bool:
    """Whether a reason for the row is given, on it or by a problem that names it and has a cause."""
    if said(row.source.deviation_reason):
        return True
    return any(said(problem.cause) for problem in problems_of(assessment, row))


def discussed(assessment: Assessment, row: IndicatorResult) -> bool:
    """Whether the row has a reason (偏差原因), or a problem names it, with a cause or without one."""
    if said(row.source.deviation_reason):
        return True
    return bool(problems_of(assessment, row))


def execution_explained(assessment: Assessment) -> bool:
    """Whether a reason for the execution is given, on it or by a problem that names it."""
    return bool(said(assessment.data.execution.deviation_reason)) or any(
        covers_execution(problem) and bool(said(problem.cause)) for problem in assessment.data.problems
    )
