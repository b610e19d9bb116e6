"""Every lost point is talked of in the section on problems.

In: a ``TextReport`` and the assessment. Out: ``shortfall-not-discussed``.
"""

from collections.abc import Iterator
from decimal import Decimal

from drafter.assess import Assessment, IndicatorResult
from drafter.checks.text.pairing import problem_passages
from drafter.checks.text.passages import TextReport
from drafter.findings import Finding
from drafter.numbers import TOLERANCE, plain
from drafter.values import fold

_EXECUTION = ("预算执行", "执行率", "支出进度", "资金支出", "预算支出")


def not_discussed(report: TextReport, assessment: Assessment) -> Iterator[Finding]:
    """Rows and the execution that lost points and stand nowhere among the problems, by their or their goal's name."""
    problems = problem_passages(report)
    if not problems:
        return
    text = "".join(fold(passage.text) for passage in problems)
    for row in assessment.incomplete:
        if (row.lost or Decimal(0)) > TOLERANCE and row.source.name and not _named(row, text):
            yield problems[0].finding(
                "shortfall-not-discussed",
                f"“{row.label}”失 {plain(row.lost or Decimal(0))} 分，存在的问题里没有提到",
                "每个失分事项都应有问题和原因",
                "在存在的问题里写明这一项和原因",
            )
    lost = assessment.execution.lost or Decimal(0)
    if lost > TOLERANCE and not any(word in text for word in _EXECUTION):
        yield problems[0].finding(
            "shortfall-not-discussed",
            f"预算执行失 {plain(lost)} 分，存在的问题里没有提到",
            "每个失分事项都应有问题和原因",
            "在存在的问题里写明预算执行的情况和原因",
        )


def _named(row: IndicatorResult, text: str) -> bool:
    goal = fold(row.goal)
    return fold(row.source.name or "") in text or bool(goal and goal in text and "目标" in text)
