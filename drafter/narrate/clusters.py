"""Which shortfalls share a paragraph, as a person would write it: those that fell short for one reason.

In: the rows that no problem of the clerk's covers. Out: ``Cluster``s, each one paragraph. What is together depends on
the rows of a cluster alone (their reasons, categories, goals), so that a row's change leaves other clusters as they
were, and an update rewrites one paragraph and not all.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from drafter.assess import Assessment, IndicatorResult, Shortfall
from drafter.assess.records import summed
from drafter.blocks import gap
from drafter.model import DataPath
from drafter.narrate.wording import clause
from drafter.patterns import regex

_MARKS = regex(r"[\s，。；、：,.;:“”\"]")


class Manner(StrEnum):
    """What the rows of a cluster have in common."""

    NOT_STARTED = "not_started"
    MISSED = "missed"
    UNCLEAR = "unclear"
    """Points lost, and target or actual do not tell whether the target was met."""
    DOCKED = "docked"
    """Points lost though the target was met."""
    OVER = "over"


class Cluster(Struct, frozen=True):
    """Rows of one manner and one reason, in the data's order."""

    manner: Manner
    rows: tuple[IndicatorResult, ...]

    @property
    def key(self) -> str:
        """Names the cluster: its first row, so that a row that joins it leaves the name as it was."""
        return self.rows[0].key

    @property
    def lost(self) -> Decimal | None:
        """Points lost by all rows, None where one is not known."""
        return summed(row.lost for row in self.rows)

    @property
    def category(self) -> str | None:
        """The 原因类别 that was given, where it is one."""
        given = {row.source.reason_category for row in self.rows if row.source.reason_category}
        return given.pop() if len(given) == 1 else None

    @property
    def reasons(self) -> tuple[str, ...]:
        """The different reasons that were given, as clauses."""
        texts = [clause(row.source.deviation_reason) for row in self.rows]
        kept = {bare_text(text): text for text in reversed(texts) if text}
        return tuple(reversed(kept.values()))

    @property
    def measures(self) -> tuple[tuple[str, DataPath], ...]:
        """The different measures that were given on the rows, each with the path of its row."""
        given = [(clause(row.source.corrective_action), row.path) for row in self.rows]
        kept = {bare_text(text): (text, path) for text, path in reversed(given) if text}
        return tuple(reversed(kept.values()))

    def whole_goals(self, assessment: Assessment) -> tuple[str, ...]:
        """The names of the goals that the rows make up; nothing where they are only a part of a goal."""
        mine = {row.path for row in self.rows}
        goals = [goal for goal in assessment.goals if any(row.path in mine for row in goal.indicators)]
        whole = all(goal.name and all(row.path in mine for row in goal.indicators) for goal in goals)
        return tuple(goal.name for goal in goals) if whole else ()


def clusters(rows: Iterable[IndicatorResult], *, pooled: bool = False) -> list[Cluster]:
    """The rows that fell short, by manner and reason, in the order of their first rows.

    Not carried out: one reason, or one category of reasons, over all goals; without a reason, those of one goal.
    Points lost though met: one basis, given or not. Missed: one reason; without a reason each row by itself, or all
    together where the paragraph is short (``pooled``: a project inside a department's report).
    """
    return _collected((_key(row, pooled=pooled), row) for row in rows)


def over_clusters(rows: Iterable[IndicatorResult]) -> list[Cluster]:
    """Targets far exceeded, by reason; those without one together."""
    return _collected(((Manner.OVER, bare_text(clause(row.source.deviation_reason))), row) for row in rows)


def _key(row: IndicatorResult, *, pooled: bool) -> tuple[Manner, str]:
    reason = bare_text(clause(row.source.deviation_reason))
    if row.shortfall is Shortfall.NOT_STARTED:
        return Manner.NOT_STARTED, (row.source.reason_category or reason) if reason else f"/{row.goal}"
    if row.shortfall is Shortfall.LOST_THOUGH_MET:
        return Manner.DOCKED, reason
    manner = Manner.UNCLEAR if row.shortfall is Shortfall.UNCLEAR else Manner.MISSED
    return manner, reason or ("" if pooled else f"/{row.path}")


def _collected(keyed: Iterable[tuple[tuple[Manner, str], IndicatorResult]]) -> list[Cluster]:
    found: dict[tuple[Manner, str], list[IndicatorResult]] = {}
    for key, row in keyed:
        found.setdefault(key, []).append(row)
    return [Cluster(manner, tuple(rows)) for (manner, _), rows in found.items()]


def bare_text(text: str | None) -> str:
    """A reason without blanks and marks: what makes two reasons the same."""
    return _MARKS.sub("", text or "")


SHORT = 12
"""Characters: a shorter text is told only where it stands word for word."""
RETOLD = Decimal("0.4")
"""Share of its pairs of characters that a longer text has in common with another that tells the same in other words:
those of published reports have 0.46 to 0.65, others under 0.1."""


def is_told(text: str, by: str) -> bool:
    """Whether another text tells this one, word for word or, where it is longer, in other words."""
    mine, other = bare_text(text), bare_text(by)
    if mine in other or len(mine) < SHORT:
        return mine in other
    pairs = [mine[at : at + 2] for at in range(len(mine) - 1)]
    return sum(pair in other for pair in pairs) >= RETOLD * len(pairs)


def labels(rows: Sequence[IndicatorResult]) -> list[str]:
    """The names of the rows, as they are printed; a gap for a row without one."""
    return [row.label or gap("指标") for row in rows]
