"""A 财政评价: its dimensions and tiers, and the total that the dimensions give.

In: 评价维度 and 指标分级 of the data file. Out: ``PartResult``s with lost points and 得分率; the sum of the scores, 分.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from drafter.assess.records import PartResult, summed
from drafter.model import DataPath, Dimension, Tier
from drafter.numbers import quotient


def assess_parts(parts: Sequence[Dimension | Tier], path: DataPath) -> tuple[PartResult, ...]:
    """Each dimension or tier in the data's order; nothing that was not given is filled in."""
    named: Counter[str] = Counter()
    found = []
    for index, part in enumerate(parts):
        name = " ".join((part.name or "").split())
        named[name] += 1
        points = part.points.value if part.points else None
        score = part.score.value if part.score else None
        found.append(
            PartResult(
                path=path / index,
                name=name,
                key=name if name and named[name] == 1 else f"{name}#{named[name]}",
                points=points,
                score=score,
                rate=None if points is None or score is None else quotient(score, points),
            )
        )
    return tuple(found)


def total_of_dimensions(dimensions: Sequence[PartResult]) -> Decimal | None:
    """The sum of the dimensions' scores; None while one of them is unknown, or where there is none."""
    return summed(dimension.score for dimension in dimensions)
