"""What fell short and what will be done: problems first as the person wrote them, then what they leave untold.

In: a ``Voice``. Out: passages for 存在的问题 and 改进措施, in the same order. A cause and a measure come from the
data only; where there is none, the sentence carries a gap.
"""

from collections.abc import Iterator
from decimal import Decimal

from drafter.assess.discussion import covered_by
from drafter.blocks import Fact, gap
from drafter.model import Problem
from drafter.narrate.shortfalls import untold
from drafter.narrate.voice import Passage, Voice, clause, flag
from drafter.numbers import TOLERANCE


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
    within = found.execution.computed_rate is None or found.execution.computed_rate <= 1
    known = (
        within and bool(found.indicators) and found.total is not None and not found.undecided and not found.incomplete
    )
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
    named = covered_by(voice.assessment, problem)
    asks = any(row.complete is False for row in named) and problem.cause is None
    facts = [
        voice.fact("问题", clause(problem.problem), f"{path}.问题"),
        voice.fact("原因", clause(problem.cause), f"{path}.原因"),
        flag("应说明原因", asks),
    ]
    return (voice.say("problem.given", facts, about=f"problem/{index + 1}", path=f"{path}.原因"),)


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
