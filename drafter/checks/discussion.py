"""Losses, problems and measures belong together: every loss is discussed, every problem answered.

In: ``Evidence``. Out: findings on what no single row shows.
"""

from collections.abc import Iterator
from decimal import Decimal

from drafter.assess import Loss, losses_without_row
from drafter.assess.discussion import covers_execution, discussed, is_none, said
from drafter.checks.evidence import Check, Evidence
from drafter.findings import Finding
from drafter.numbers import TOLERANCE, plain
from drafter.values.achievement import Verdict


def group_losses(evidence: Evidence) -> Iterator[Finding]:
    """Points lost by a group or goal whose rows all met their targets, carry no weights and give no reason."""
    for loss in losses_without_row(evidence.assessment):
        rows = [row for row in loss.goal.indicators if loss.level1 in (None, row.level1)]
        met = all(row.achievement.verdict is Verdict.MET for row in rows)
        if not met or any(evidence.explained(row) for row in rows):
            continue
        yield evidence.finding(
            "points-lost-unexplained",
            loss.path,
            f"{_named(loss)}都已达到目标，{plain(loss.points)} 分得 {plain(loss.score)} 分，失 {plain(loss.lost)} 分",
            "达到目标应得满分，扣分应有依据",
            "在失分的指标上写明扣分依据，或改正得分",
        )


def _named(loss: Loss) -> str:
    what = loss.level1 or "各项指标"
    return f"“{loss.goal.name}”的{what}" if loss.goal.name else what


def problem_without_measure(evidence: Evidence) -> Iterator[Finding]:
    """A problem that no measure answers; measures that name no problem at all answer them all."""
    data, path = evidence.assessment.data, evidence.assessment.path
    if data.measures and not any(measure.answers for measure in data.measures):
        return
    answered = {number for measure in data.measures for number in measure.answers}
    for index, problem in enumerate(data.problems):
        if problem.number not in answered and not is_none(problem.problem):
            yield evidence.finding(
                "problem-without-measure",
                path / "存在问题" / index,
                f"问题 {problem.number} 没有改进措施",
                "每个问题都应有针对的措施",
                f"补写措施，并在“针对问题”里写 {problem.number}",
            )


def measure_without_problem(evidence: Evidence) -> Iterator[Finding]:
    """A measure that answers no problem, where others do."""
    data, path = evidence.assessment.data, evidence.assessment.path
    paired = any(measure.answers for measure in data.measures)
    for index, measure in enumerate(data.measures):
        if (paired or not data.problems) and not measure.answers and not is_none(measure.measure):
            yield evidence.finding(
                "measure-without-problem",
                path / "改进措施" / index,
                f"第 {index + 1} 条措施没有针对的问题",
                "措施应针对存在的问题",
                "在“针对问题”里写明问题编号",
            )


def shortfall_not_discussed(evidence: Evidence) -> Iterator[Finding]:
    """Problems are listed, points were lost, and neither a problem nor a reason is about them.

    Of a row that cannot be judged nobody can say that it missed its target or met it, and no other check asks for a
    reason: it is asked for here, with problems listed or without.
    """
    found = evidence.assessment
    for row in found.incomplete:
        undecided = row.achievement.verdict is Verdict.UNKNOWN
        if (row.lost or Decimal(0)) <= TOLERANCE or discussed(found, row) or not (found.data.problems or undecided):
            continue
        nowhere = "存在的问题里没有提到" if found.data.problems else "没有写原因"
        yield evidence.finding(
            "shortfall-not-discussed",
            row.path,
            f"“{row.label}”失 {plain(row.lost or Decimal(0))} 分，{nowhere}",
            "每个失分事项都应有问题和原因",
            "写进存在问题并列入涉及指标，或填写偏差原因",
        )
    if not found.data.problems:
        return
    lost = found.execution.lost or Decimal(0)
    explained = said(found.data.execution.deviation_reason) or any(covers_execution(p) for p in found.data.problems)
    if lost > TOLERANCE and not explained:
        yield evidence.finding(
            "shortfall-not-discussed",
            found.execution.path / "偏差原因",
            f"预算执行失 {plain(lost)} 分，存在的问题里没有提到",
            "每个失分事项都应有问题和原因",
            "填写预算执行的偏差原因，或写进存在问题、涉及指标写“预算执行率”",
        )


def problems_beside_full_score(evidence: Evidence) -> Iterator[Finding]:
    """Full marks everywhere, and problems listed."""
    found = evidence.assessment
    full = found.total is not None and found.total >= evidence.scoring.full_marks
    problems = [problem for problem in found.data.problems if not is_none(problem.problem)]
    if full and problems and not found.incomplete:
        yield evidence.finding(
            "problems-beside-full-score",
            found.path / "存在问题",
            f"总分 {plain(found.total or Decimal(0))} 分，各项满分，却列了 {len(problems)} 个问题",
            "得分和存在的问题应一致",
            "核对得分，或说明问题为何不扣分",
        )


DISCUSSION: tuple[Check, ...] = (
    group_losses,
    shortfall_not_discussed,
    problem_without_measure,
    measure_without_problem,
    problems_beside_full_score,
)
"""In the order in which they report."""
