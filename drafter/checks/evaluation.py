"""A 财政评价 agrees with itself: dimensions and tiers against the total, deductions against lost points.

In: ``Evidence``. Out: findings as for the goals of a self-evaluation.
"""

from collections.abc import Iterator
from decimal import Decimal

from drafter.assess.records import summed
from drafter.checks.evidence import Check, Evidence
from drafter.findings import Finding
from drafter.model import DataPath, Dimension, Tier
from drafter.numbers import TOLERANCE, agree, plain


def dimension_weights(evidence: Evidence) -> Iterator[Finding]:
    """The dimensions' weights add up to full marks."""
    parts = _values(evidence.assessment.data.dimensions, "points")
    whole = summed(parts)
    if whole is None or agree(whole, evidence.scoring.full_marks, TOLERANCE * max(len(parts), 1)):
        return
    yield evidence.finding(
        "weights-not-full",
        evidence.assessment.path / "评价维度",
        f"各评价维度分值之和为 {_sum(parts)} = {plain(whole)} 分",
        f"应等于满分 {plain(evidence.scoring.full_marks)} 分",
        "核对各维度分值",
    )


def dimension_total(evidence: Evidence) -> Iterator[Finding]:
    """The dimensions' scores add up to the total."""
    found = evidence.assessment
    parts = _values(found.data.dimensions, "score")
    whole = summed(parts)
    if whole is None or found.given_total is None or found.goals or agree(whole, found.given_total):
        return
    yield evidence.finding(
        "total-mismatch",
        found.path / "总分",
        f"总分填报 {plain(found.given_total)} 分",
        f"各评价维度得分合计为 {_sum(parts)} = {plain(whole)} 分",
        "核对总分和各维度得分",
    )


def dimension_scores(evidence: Evidence) -> Iterator[Finding]:
    """No score above its weight or below 0; the deductions make up the difference."""
    data, path = evidence.assessment.data, evidence.assessment.path
    groups: tuple[tuple[str, tuple[Dimension | Tier, ...]], ...] = (
        ("评价维度", data.dimensions),
        ("指标分级", data.tiers),
    )
    for group, rows in groups:
        for index, row in enumerate(rows):
            if row.score is None or row.points is None:
                continue
            name, where = f"“{row.name or group}”", path / group / index / "得分"
            score, points = row.score.value, row.points.value
            if score < 0 or score > points + TOLERANCE:
                limit = f"不应超过分值 {plain(points)} 分" if score > 0 else "得分不应小于 0"
                yield evidence.finding(
                    "score-over-weight", where, f"{name}得分 {plain(score)} 分", limit, "核对得分和分值"
                )
            elif isinstance(row, Dimension):
                yield from _deductions(evidence, row, where)


def _deductions(evidence: Evidence, row: Dimension, where: DataPath) -> Iterator[Finding]:
    taken = [deduction.points.value if deduction.points else None for deduction in row.deductions]
    lost = summed(taken)
    if lost is None or row.points is None or row.score is None:
        return
    left = row.points.value - lost
    if not agree(left, row.score.value, TOLERANCE * max(len(taken), 1)):
        yield evidence.finding(
            "score-mismatch",
            where,
            f"“{row.name or '评价维度'}”得分填报 {plain(row.score.value)} 分",
            f"分值 {plain(row.points.value)} 减扣分 {_sum(taken)}，应得 {plain(left)} 分",
            "核对得分和各项扣分",
        )


def _values(rows: tuple[Dimension, ...] | tuple[Tier, ...], name: str) -> list[Decimal | None]:
    figures = [getattr(row, name) for row in rows]
    return [None if figure is None else figure.value for figure in figures]


def _sum(parts: list[Decimal | None]) -> str:
    return " + ".join(plain(part) for part in parts if part is not None)


EVALUATION: tuple[Check, ...] = (dimension_weights, dimension_total, dimension_scores)
"""In the order in which they report."""
