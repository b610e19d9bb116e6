"""What will be done: the clerk's measures with the problems that they answer, a suggestion where none was given.

In: a ``Voice``. Out: passages for 改进措施, one for each problem and in the problems' order. A suggestion follows the
category of the cause, says that it is one (建议，请核实), and is never worded as something done; without a category the
passage is a gap.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.assess import Loss
from drafter.assess.discussion import covered_by, covers_execution, is_none
from drafter.blocks import Fact, Statement
from drafter.model import DataPath, Problem
from drafter.narrate.clusters import Cluster, Manner, is_told, labels
from drafter.narrate.execution import execution_facts
from drafter.narrate.voice import Passage, Voice, flag
from drafter.narrate.wording import clause, goals_named, quoted
from drafter.narrate.wording_choice import WHOLE, WHY
from drafter.numbers import TOLERANCE

LONGEST_NAME = 30
"""Characters of a problem that its measure names whole; of a longer one it names the first clause."""


def measure_of(voice: Voice, cluster: Cluster) -> Passage:
    """What answers a cluster: the measures on its rows, or a suggestion."""
    if cluster.measures:
        return tuple(
            voice.say(
                "measure.given",
                [voice.fact("措施", text, path / "改进措施")],
                about=f"measure/{cluster.key}" + (f"/{number + 1}" if number else ""),
                path=path / "改进措施",
            )
            for number, (text, path) in enumerate(cluster.measures)
        )
    path = cluster.rows[0].path / "改进措施"
    named = voice.fact("指标列", quoted(labels(cluster.rows), "指标"), *(row.path for row in cluster.rows))
    if cluster.manner is Manner.OVER:
        facts = [named, flag("超额原因", bool(cluster.reasons)), voice.fact("改进措施", None, path)]
        return (voice.say("measure_over", facts, about=f"measure/{cluster.key}", path=path, of=cluster.key + WHY),)
    whole = cluster.whole_goals(voice.assessment) if cluster.manner is Manner.NOT_STARTED else ()
    matter = [
        named,
        voice.fact("目标列", goals_named(whole) if whole else None),
        Fact("类型", _kind(cluster)),
    ]
    return (_suggested(voice, matter, cluster.category, f"measure/{cluster.key}", path, of=cluster.key + WHY),)


def _kind(cluster: Cluster) -> str:
    """The kind of shortfall of all rows, where it is one."""
    kinds = {row.shortfall.value for row in cluster.rows if row.shortfall}
    return kinds.pop() if len(kinds) == 1 else "未达标"


def execution_measure(voice: Voice) -> Passage:
    """What answers a low execution: the measure given with it, or a suggestion."""
    found, budget = voice.assessment.execution, voice.data.execution
    path = found.path / "改进措施"
    if given := clause(budget.corrective_action):
        return (voice.say("measure.given", [voice.fact("措施", given, path)], about="measure/execution", path=path),)
    low = found.true_rate is not None and found.true_rate < voice.pack.scoring.execution_low
    matter = [*execution_facts(voice), flag("执行偏低", low), Fact("类型", "预算执行")]
    return (_suggested(voice, matter, budget.reason_category, "measure/execution", path, of=WHOLE + WHY),)


def loss_measure(voice: Voice, loss: Loss) -> Passage:
    """A gap: what a group lost without a row that shows it, no row can answer."""
    matter = [voice.fact("一级指标", loss.level1), voice.fact("目标名称", loss.goal.name), Fact("类型", "一组失分")]
    about = f"measure/{loss.goal.key}/{loss.level1 or '目标'}"
    return (_suggested(voice, matter, None, about, loss.path),)


def _suggested(
    voice: Voice, matter: list[Fact], category: str | None, about: str, path: DataPath, of: str = ""
) -> Statement:
    """A suggestion for the matter by the category of its cause, or a gap where there is no category."""
    named = voice.say("matter", matter, about=f"{about}/matter", path=path)
    facts = [
        Fact("事项", named.text, places=tuple(place for fact in named.facts for place in fact.places)),
        Fact("原因类别", category or ""),
        *(fact for fact in matter if fact.name == "类型"),
        voice.fact("改进措施", None, path),
    ]
    return voice.say("measure_for", facts, about=about, path=path, of=of)


def given_measures(voice: Voice) -> Iterator[Passage]:
    """The clerk's measures, each with the first problem that it answers, in the problems' order; then the others."""
    measures, problems = voice.data.measures, voice.data.problems
    paired = any(measure.answers for measure in measures)
    if not paired:
        given = [index for index, measure in enumerate(measures) if not is_none(measure.measure)]
        yield from ((_given(voice, index),) for index in given)
        if not given:
            yield from (
                _unanswered(voice, index, problem)
                for index, problem in enumerate(problems)
                if not is_none(problem.problem) and not _measures_on(voice, problem)
            )
        return
    order = [problem.number for problem in problems]
    first: dict[int, list[int]] = {}
    for index, measure in enumerate(measures):
        if places := [order.index(number) for number in measure.answers if number in order]:
            first.setdefault(min(places), []).append(index)
    for position, problem in enumerate(problems):
        mine = first.get(position, [])
        answers = [index for index, measure in enumerate(measures) if problem.number in measure.answers]
        if mine:
            yield tuple(_given(voice, index) for index in mine)
        elif answers:
            yield (_shared(voice, position, problem, answers[0], first),)
        elif not is_none(problem.problem) and not _measures_on(voice, problem):
            yield _unanswered(voice, position, problem)
    others = (index for index, measure in enumerate(measures) if not measure.answers and not is_none(measure.measure))
    yield from ((_given(voice, index),) for index in others)


def measures_beside(voice: Voice) -> Iterator[Passage]:
    """The measures on what the problems name that none of the clerk's measures hold, each once."""
    told = [measure.measure or "" for measure in voice.data.measures]
    for problem in voice.data.problems:
        for text, path, key in _measures_on(voice, problem):
            if not any(is_told(text, other) for other in told):
                told.append(text)
                given = voice.fact("措施", text, path / "改进措施")
                yield (voice.say("measure.given", [given], about=f"measure/{key}", path=path / "改进措施"),)


def _measures_on(voice: Voice, problem: Problem) -> list[tuple[str, DataPath, str]]:
    """The measures on the rows (and the execution) that a problem names."""
    found = [(clause(r.source.corrective_action), r.path, r.key) for r in covered_by(voice.assessment, problem)]
    if covers_execution(problem):
        found.append((clause(voice.data.execution.corrective_action), voice.assessment.execution.path, "execution"))
    return [(text, path, key) for text, path, key in found if text]


def _given(voice: Voice, index: int) -> Statement:
    path = voice.path / "改进措施" / index
    text = voice.fact("措施", clause(voice.data.measures[index].measure), path / "措施")
    return voice.say("measure.given", [text], about=f"measure/{index + 1}", path=path)


def _shared(voice: Voice, position: int, problem: Problem, index: int, first: dict[int, list[int]]) -> Statement:
    """A problem whose measure was given with an earlier problem: it points there and does not repeat it."""
    number = next(at for at, indexes in first.items() if index in indexes) + 1
    path = voice.path / "存在问题" / position / "问题"
    facts = [Fact("序号", str(number)), voice.fact("问题", _brief(clause(problem.problem)), path)]
    return voice.say("measure.shared", facts, about=f"measure/for/{problem.number}", path=path)


def _brief(text: str | None) -> str | None:
    """A problem by its beginning, where it is too long to be named again."""
    if text is None or len(text) <= LONGEST_NAME:
        return text
    return re.split("[，。；：]", text, maxsplit=1)[0] or text


def _unanswered(voice: Voice, position: int, problem: Problem) -> Passage:
    """A problem that no measure answers: a suggestion by the category of the rows that it names (涉及指标)."""
    rows = covered_by(voice.assessment, problem)
    categories = {row.source.reason_category for row in rows if row.source.reason_category}
    if covers_execution(problem) and voice.data.execution.reason_category:
        categories.add(voice.data.execution.reason_category)
    matter = [
        voice.fact("问题", _brief(clause(problem.problem)), voice.path / "存在问题" / position / "问题"),
        Fact("类型", "填报的问题"),
    ]
    category = categories.pop() if len(categories) == 1 else None
    path = voice.path / "改进措施"
    return (_suggested(voice, matter, category, f"measure/for/{problem.number}", path),)


def nothing_lost(voice: Voice) -> bool:
    """Whether every point was scored; False where the data leave a score or a verdict open, or a total says less."""
    found = voice.assessment
    if found.unscored or (found.full_total or Decimal(0)) > (found.total or Decimal(0)) + TOLERANCE:
        return False
    lost = [found.execution.lost or Decimal(0), *(row.lost or Decimal(0) for row in found.indicators)]
    within = found.execution.computed_rate is None or found.execution.computed_rate <= 1
    known = (
        within and bool(found.indicators) and found.total is not None and not found.undecided and not found.incomplete
    )
    return known and all(points <= TOLERANCE for points in lost)
