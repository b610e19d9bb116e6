"""What fell short and no problem of hers tells: one paragraph each, and the measure that answers it.

In: a ``Voice``. Out: ``Untold`` items, those not carried out first, then by lost points, targets far exceeded last.
A cause and a measure come from the data only; where there is none, the sentence carries a gap.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from drafter.assess import IndicatorResult, Loss, Shortfall, losses_without_row
from drafter.assess.discussion import covered_by, covers_execution
from drafter.narrate.voice import Passage, Voice, clause, flag
from drafter.values import Direction

TOPICS = {
    Shortfall.NOT_STARTED: "shortfall.not_started",
    Shortfall.QUANTITY: "shortfall.quantity",
    Shortfall.LATE: "shortfall.late",
    Shortfall.RATE: "shortfall.rate",
    Shortfall.QUALITATIVE: "shortfall.qualitative",
    Shortfall.SATISFACTION: "shortfall.satisfaction",
    Shortfall.COST: "shortfall.cost",
    Shortfall.LOST_THOUGH_MET: "shortfall.lost_though_met",
    Shortfall.UNCLEAR: "shortfall.unclear",
}


@dataclass(frozen=True)
class Untold:
    """Something that needs a paragraph because no problem of hers tells it."""

    lost: Decimal
    first: bool
    problem: Callable[[], Passage]
    measure: Callable[[], Passage]


def untold(voice: Voice) -> list[Untold]:
    """What lost points and is in no problem of hers: not carried out first, then by lost points."""
    told = {row.path for problem in voice.data.problems for row in covered_by(voice.assessment, problem)}
    items = [_indicator(voice, row) for row in voice.assessment.incomplete if row.path not in told]
    items += [_loss(voice, loss) for loss in losses_without_row(voice.assessment) if not _named(loss, told)]
    over = [_over_achieved(voice, row) for row in over_achieved(voice) if row.path not in told and row.complete]
    items += [execution] if (execution := _execution(voice)) is not None else []
    items.sort(key=lambda item: (not item.first, -item.lost))
    return items + over


def _named(loss: Loss, told: set[str]) -> bool:
    """Whether her problems name every row that the loss is about."""
    rows = [row for row in loss.goal.indicators if loss.level1 in (None, row.level1)]
    return all(row.path in told for row in rows)


def over_achieved(voice: Voice) -> list[IndicatorResult]:
    """Targets exceeded beyond the pack's line (超额说明线): figures that grow, not rates near 100%."""
    line = voice.pack.scoring.explain_above
    return [
        row
        for row in voice.assessment.indicators
        if row.achievement.direction is Direction.AT_LEAST
        and row.achievement.completion is not None
        and row.achievement.completion > line
    ]


def _over_achieved(voice: Voice, row: IndicatorResult) -> Untold:
    reason = voice.fact("超额原因", clause(row.source.deviation_reason), f"{row.path}.偏差原因")
    facts = [*voice.indicator(row), reason]

    def problem() -> Passage:
        return (voice.say("over_achieved", facts, about=f"over/{row.key}", path=f"{row.path}.偏差原因"),)

    return Untold(Decimal(0), False, problem, measure=tuple)


def _indicator(voice: Voice, row: IndicatorResult) -> Untold:
    assert row.shortfall is not None
    topic, facts = TOPICS[row.shortfall], voice.indicator(row)

    def problem() -> Passage:
        return (voice.say(topic, facts, about=f"shortfall/{row.key}", path=f"{row.path}.偏差原因"),)

    def measure() -> Passage:
        return (voice.say("measure.indicator", facts, about=f"measure/{row.key}", path=f"{row.path}.改进措施"),)

    return Untold(row.lost or Decimal(0), row.shortfall is Shortfall.NOT_STARTED, problem, measure)


def _loss(voice: Voice, loss: Loss) -> Untold:
    facts = [
        voice.fact("目标名称", loss.goal.name, f"{loss.goal.path}.名称"),
        voice.fact("一级指标", loss.level1, loss.path),
        voice.points("分值", loss.points, loss.path),
        voice.points("得分", loss.score, loss.goal.path),
        voice.points("失分", loss.lost, loss.path),
    ]
    facts.append(flag("另有说明", loss.told))
    about = f"{loss.goal.key}/{loss.level1 or '目标'}"

    def problem() -> Passage:
        return (voice.say("shortfall.group", facts, about=f"shortfall/{about}", path=loss.path),)

    def measure() -> Passage:
        if loss.told:
            return ()
        return (voice.say("measure.group", facts, about=f"measure/{about}", path=loss.path),)

    return Untold(loss.lost, False, problem, measure)


def _execution(voice: Voice) -> Untold | None:
    """Low execution, below the pack's line, unless one of her problems names it in 涉及指标."""
    found = voice.assessment.execution
    named = any(covers_execution(problem) for problem in voice.data.problems)
    if named or found.true_rate is None or found.true_rate >= voice.pack.scoring.execution_low or not found.lost:
        return None
    facts = [*voice.execution(), flag("分文未支", found.spent == Decimal(0))]
    budget = voice.data.execution
    action = voice.fact("改进措施", clause(budget.corrective_action), f"{found.path}.改进措施")

    topic = "shortfall.execution_of_project" if voice.is_nested else "shortfall.execution"

    def problem() -> Passage:
        return (voice.say(topic, facts, about="shortfall/execution", path=f"{found.path}.偏差原因"),)

    def measure() -> Passage:
        about, path = "measure/execution", f"{found.path}.改进措施"
        return (voice.say("measure.execution", [*facts, action], about=about, path=path),)

    return Untold(found.lost or Decimal(0), False, problem, measure)
