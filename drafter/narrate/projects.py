"""The projects of a department's report: one paragraph a project.

In: the ``Voice`` of the department. Out: a passage a project: money, rate, score, how many targets were met,
a sentence for each shortfall of it, and the measures that were given.
"""

from drafter.assess import Assessment, Shortfall
from drafter.blocks import Fact
from drafter.narrate.execution import execution_facts
from drafter.narrate.problems import measures, problems
from drafter.narrate.seats import WHOLE
from drafter.narrate.voice import Passage, Voice, flag


def projects(voice: Voice) -> list[Passage]:
    """A passage for each nested project, in the data's order."""
    return [_project(voice.of(project)) for project in voice.assessment.projects]


def _project(voice: Voice) -> Passage:
    found: Assessment = voice.assessment
    docked = [row for row in found.incomplete if row.shortfall is Shortfall.LOST_THOUGH_MET]
    facts = [
        *execution_facts(voice),
        voice.points("总分", found.total, f"{voice.path}总分"),
        Fact("指标数", str(len(found.indicators)) if found.indicators else ""),
        Fact("完成数", str(len(found.complete))),
        Fact("达标数", str(len(found.complete) + len(docked))),
        Fact("扣分数", str(len(docked)) if docked else ""),
        flag("预算为零", found.execution.adjusted is not None and found.execution.adjusted.is_zero()),
        flag("全部完成", bool(found.indicators) and len(found.complete) == len(found.indicators)),
    ]
    summary = voice.say("project.summary", facts, about="summary", path=voice.path.rstrip("."), of=WHOLE)
    told = [s for passage in problems(voice) for s in passage if not s.rule.startswith("problem.none")]
    answers = [s for passage in measures(voice) for s in passage if s.rule.endswith(".given")]
    lead = [voice.say("project.measures", [], about="measures")] if answers else []
    return (summary, *told, *lead, *answers)
