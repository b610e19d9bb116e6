"""Every lost point is talked of in the section on problems.

In: a ``TextReport`` and the assessment. Out: ``shortfall-not-discussed``.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from drafter.assess import Assessment, IndicatorResult
from drafter.assess.discussion import covered_by, covers_execution, said
from drafter.checks.text.pairing import problem_passages
from drafter.checks.text.passages import TextReport
from drafter.findings import Finding
from drafter.numbers import TOLERANCE, plain
from drafter.values import fold

_EXECUTION = ("预算执行", "执行率", "支出进度", "资金支出", "预算支出")


def not_discussed(report: TextReport, assessment: Assessment) -> Iterator[Finding]:
    """Rows and the execution that lost points and stand nowhere among the problems, by their or their goal's name.

    What the data tie to a loss is enough: the words of a problem that names it, or its reason, anywhere in the text.
    """
    problems = problem_passages(report)
    if not problems:
        return
    told = "".join(fold(passage.text) for passage in problems)
    everything = "".join(fold(passage.text) for passage in report.passages)
    listed = assessment.data.problems
    for row in assessment.incomplete:
        tied = [p.problem for p in listed if row in covered_by(assessment, p)] + [row.source.deviation_reason]
        named = not row.source.name or _named(row, told)
        if (row.lost or Decimal(0)) > TOLERANCE and not named and not _stands(tied, everything):
            yield problems[0].finding(
                "shortfall-not-discussed",
                f"“{row.label}”失 {plain(row.lost or Decimal(0))} 分，存在的问题里没有提到",
                "每个失分事项都应有问题和原因",
                "在存在的问题里写明这一项和原因",
            )
    lost = assessment.execution.lost or Decimal(0)
    tied = [p.problem for p in listed if covers_execution(p)] + [assessment.data.execution.deviation_reason]
    if lost > TOLERANCE and not any(word in told for word in _EXECUTION) and not _stands(tied, everything):
        yield problems[0].finding(
            "shortfall-not-discussed",
            f"预算执行失 {plain(lost)} 分，存在的问题里没有提到",
            "每个失分事项都应有问题和原因",
            "在存在的问题里写明预算执行的情况和原因",
        )


def _named(row: IndicatorResult, text: str) -> bool:
    goal = fold(row.goal)
    return fold(row.source.name or "") in text or bool(goal and goal in text and "目标" in text)


def _stands(tied: Iterable[str | None], text: str) -> bool:
    """Whether one of the texts (its full stop aside) stands in the document."""
    return any(fold(known).rstrip("。;") in text for known in map(said, tied) if known)
