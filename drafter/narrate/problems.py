"""What fell short and what will be done: problems first as the person wrote them, then what they leave untold.

In: a ``Voice``. Out: passages for 存在的问题 and 改进措施, in the same order. A cause and a measure come from the
data only; where there is none, the sentence carries a gap.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafter.assess import IndicatorResult, Loss, Shortfall, losses_without_row
from drafter.blocks import Fact, gap
from drafter.model import Problem
from drafter.narrate.voice import Passage, Voice, clause, flag
from drafter.numbers import TOLERANCE
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


EXECUTION_NAMES = ("预算执行率", "预算执行")
"""How 涉及指标 of a problem names the budget execution."""


@dataclass(frozen=True)
class Untold:
    """Something that needs a paragraph because no problem of hers tells it."""

    lost: Decimal
    first: bool
    problem: Callable[[], Passage]
    measure: Callable[[], Passage]


def given_text(voice: Voice, key: str, text: str | None) -> list[Passage]:
    """A gap for a text that the outline asks for; a given text is prose and is set by the composer."""
    if text:
        return []
    path = f"{voice.path}{key}"
    content = Fact("栏目内容", gap(key), places=(voice.place_of(path),))
    return [(voice.say("missing.text", [content], about=f"missing/{key}", path=path),)]


def problems(voice: Voice) -> list[Passage]:
    """Her problems in her order, then each lost point that they do not name, the largest loss first."""
    given: list[Passage] = [_given_problem(voice, index, problem) for index, problem in enumerate(voice.data.problems)]
    told = given + [item.problem() for item in untold(voice)]
    if told:
        return told
    clean = flag("无失分", _nothing_lost(voice))
    return [(voice.say("problem.none", [clean], about="problem/none", path=f"{voice.path}存在问题"),)]


def _nothing_lost(voice: Voice) -> bool:
    found = voice.assessment
    lost = [found.execution.lost or Decimal(0), *(row.lost or Decimal(0) for row in found.indicators)]
    known = found.total is not None and not found.undecided and not found.incomplete
    return known and all(points <= TOLERANCE for points in lost)


def measures(voice: Voice) -> list[Passage]:
    """Her measures in her order; a gap for each problem that none answers; then those of the untold shortfalls."""
    passages: list[Passage] = [
        (
            voice.say(
                "measure.given",
                [voice.fact("措施", clause(measure.measure), f"{voice.path}改进措施[{index}].措施")],
                about=f"measure/{index + 1}",
                path=f"{voice.path}改进措施[{index}]",
            ),
        )
        for index, measure in enumerate(voice.data.measures)
    ]
    passages += [_unanswered(voice, index, problem) for index, problem in _unanswered_problems(voice)]
    passages += [passage for item in untold(voice) if (passage := item.measure())]
    if not passages and _nothing_lost(voice) and not voice.data.problems:
        return [(voice.say("measure.unneeded", [], about="measure/unneeded", path=f"{voice.path}改进措施"),)]
    return passages or [(voice.say("measure.none", [], about="measure/none", path=f"{voice.path}改进措施"),)]


def _given_problem(voice: Voice, index: int, problem: Problem) -> Passage:
    path = f"{voice.path}存在问题[{index}]"
    named = covered_by(voice, problem)
    asks = any(row.complete is False for row in named) and problem.cause is None
    facts = [
        voice.fact("问题", clause(problem.problem), f"{path}.问题"),
        voice.fact("原因", clause(problem.cause), f"{path}.原因"),
        flag("应说明原因", asks),
    ]
    return (voice.say("problem.given", facts, about=f"problem/{index + 1}", path=f"{path}.原因"),)


def covered_by(voice: Voice, problem: Problem) -> list[IndicatorResult]:
    """The indicators that a problem names: by name, or by 目标名/指标名 where a name occurs twice."""
    return [
        row
        for row in voice.assessment.indicators
        for name in problem.indicators
        if name in (row.source.name, f"{row.goal}/{row.source.name}")
    ]


def _unanswered_problems(voice: Voice) -> Iterator[tuple[int, Problem]]:
    """Problems that no measure answers; measures that name no problem are taken to answer them all."""
    measures_ = voice.data.measures
    if measures_ and not any(measure.answers for measure in measures_):
        return
    answered = {number for measure in measures_ for number in measure.answers}
    for index, problem in enumerate(voice.data.problems):
        if problem.number is None or problem.number not in answered:
            yield index, problem


def _unanswered(voice: Voice, index: int, problem: Problem) -> Passage:
    facts = [voice.fact("问题", clause(problem.problem), f"{voice.path}存在问题[{index}].问题")]
    path = f"{voice.path}改进措施"
    return (voice.say("measure.unanswered", facts, about=f"measure/for/{index + 1}", path=path),)


def untold(voice: Voice) -> list[Untold]:
    """What lost points and is in no problem of hers: not carried out first, then by lost points."""
    told = {row.path for problem in voice.data.problems for row in covered_by(voice, problem)}
    items = [_indicator(voice, row) for row in voice.assessment.incomplete if row.path not in told]
    items += [_loss(voice, loss) for loss in losses_without_row(voice.assessment)]
    over = [_over_achieved(voice, row) for row in over_achieved(voice) if row.path not in told]
    items.sort(key=lambda item: (not item.first, -item.lost))
    execution = _execution(voice)
    if execution is None:
        return items + over
    first = all(execution.lost >= item.lost for item in items)
    return [execution, *items, *over] if first else [*items, execution, *over]


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
    about = f"{loss.goal.name}/{loss.level1 or '目标'}"

    def problem() -> Passage:
        return (voice.say("shortfall.group", facts, about=f"shortfall/{about}", path=loss.path),)

    def measure() -> Passage:
        return (voice.say("measure.group", facts, about=f"measure/{about}", path=loss.path),)

    return Untold(loss.lost, False, problem, measure)


def _execution(voice: Voice) -> Untold | None:
    """Low execution, below the pack's line, unless one of her problems names it in 涉及指标."""
    found = voice.assessment.execution
    named = any(name in EXECUTION_NAMES for problem in voice.data.problems for name in problem.indicators)
    if named or found.rate is None or found.rate >= voice.pack.scoring.execution_low:
        return None
    facts = [*voice.execution(), flag("分文未支", found.spent == Decimal(0))]
    budget = voice.data.execution
    action = voice.fact("改进措施", clause(budget.corrective_action), f"{found.path}.改进措施")

    def problem() -> Passage:
        return (voice.say("shortfall.execution", facts, about="shortfall/execution", path=f"{found.path}.偏差原因"),)

    def measure() -> Passage:
        about, path = "measure/execution", f"{found.path}.改进措施"
        return (voice.say("measure.execution", [*facts, action], about=about, path=path),)

    return Untold(found.lost or Decimal(0), False, problem, measure)
