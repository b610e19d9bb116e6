"""What no single row shows: the checks of the report as a whole, gathered, and indicators that come twice.

In: ``Evidence``. Out: findings.
"""

import re
from collections.abc import Callable, Iterator

from drafter.assess import IndicatorResult
from drafter.checks.discussion import DISCUSSION
from drafter.checks.evaluation import EVALUATION
from drafter.checks.evidence import Evidence
from drafter.checks.spending import SPENDING
from drafter.checks.wording import WORDING
from drafter.findings import Finding
from drafter.numbers import plain
from drafter.values import fold

_GENERAL = re.compile("(?:服务对象|社会公众|公众|群众|受益(?:对象|群众|人员|人群)?|职工|企业|服务)?满意(?:度|率)")
"""Names that every goal may bear."""


def duplicate_indicators(evidence: Evidence) -> Iterator[Finding]:
    """The same indicator twice in one goal, or in two goals with the same target."""
    seen: dict[tuple[str, str, str], IndicatorResult] = {}
    for row in evidence.assessment.indicators:
        name = fold(row.source.name or "")
        if not name:
            continue
        figure = plain(row.target.number, 6) if row.target.number is not None else ""
        keys = [("目标", row.goal, name)]
        if figure and not _GENERAL.fullmatch(name):
            keys.append(("数", name, figure))
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            yield evidence.finding(
                "duplicate-indicator",
                f"{row.path}.三级指标",
                f"“{row.source.name}”（目标值 {row.source.target or '未填'}）与前面的一项重复",
                "同一指标只应计一次分",
                "删去一项，或改成不同的指标",
            )
        for key in keys:
            seen.setdefault(key, row)


WHOLE: tuple[Callable[[Evidence], Iterator[Finding]], ...] = (
    duplicate_indicators,
    *SPENDING,
    *DISCUSSION,
    *EVALUATION,
    *WORDING,
)
"""The checks of this room and the ones that it gathers, in the order in which they report."""
