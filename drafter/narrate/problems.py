"""存在的问题 and 改进措施: first as the person wrote them, then what they leave untold.

In: a ``Voice``. Out: passages, the measures in the order of the problems. A cause and a measure come from the data
only; where there is none, the sentence carries a gap.
"""

from drafter.assess.discussion import covered_by, covers_execution
from drafter.blocks import Fact, gap
from drafter.model import Problem
from drafter.narrate.measures import given_measures, nothing_lost
from drafter.narrate.shortfalls import untold
from drafter.narrate.voice import Passage, Voice, flag
from drafter.narrate.wording import clause


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
    clean = flag("无失分", nothing_lost(voice))
    return [(voice.say("problem.none", [clean], about="problem/none", path=f"{voice.path}存在问题"),)]


def measures(voice: Voice) -> list[Passage]:
    """Her measures and suggestions, a passage for each problem in the problems' order."""
    passages = [*given_measures(voice), *(passage for item in untold(voice) if (passage := item.measure()))]
    if passages:
        return passages
    topic, about = ("measure.unneeded", "unneeded") if nothing_lost(voice) else ("measure.none", "none")
    return [(voice.say(topic, [], about=f"measure/{about}", path=f"{voice.path}改进措施"),)]


def _given_problem(voice: Voice, index: int, problem: Problem) -> Passage:
    """Her words; a cause that she gave only on the rows (or the execution) that the problem names is told with them."""
    path = f"{voice.path}存在问题[{index}]"
    named = covered_by(voice.assessment, problem)
    causes = {clause(problem.cause): f"{path}.原因"} if clause(problem.cause) else _causes_of(voice, problem)
    told = "；".join(text for text in causes if text)
    asks = any(row.complete is False for row in named) and not told
    facts = [
        voice.fact("问题", clause(problem.problem), f"{path}.问题"),
        voice.fact("原因", told, *(causes.values() or (f"{path}.原因",))),
        flag("应说明原因", asks),
        flag("较长", any(mark in f"{problem.problem}{told}" for mark in "。；：")),
    ]
    return (voice.say("problem.given", facts, about=f"problem/{problem.number}", path=f"{path}.原因"),)


def _causes_of(voice: Voice, problem: Problem) -> dict[str | None, str]:
    """The different reasons on what a problem names, each with its path."""
    found = {
        clause(row.source.deviation_reason): f"{row.path}.偏差原因" for row in covered_by(voice.assessment, problem)
    }
    if covers_execution(problem):
        execution = voice.assessment.execution
        found.setdefault(clause(voice.data.execution.deviation_reason), f"{execution.path}.偏差原因")
    return {text: path for text, path in found.items() if text}
