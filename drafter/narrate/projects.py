"""The projects of a department's report: one paragraph a project.

In: the ``Voice`` of the department. Out: a passage a project: money, rate, score, how many targets were met,
and a sentence for each shortfall of it.
"""

from drafter.assess import Assessment
from drafter.blocks import Fact
from drafter.narrate.problems import problems
from drafter.narrate.voice import Passage, Voice, flag


def projects(voice: Voice) -> list[Passage]:
    """A passage for each nested project, in the data's order."""
    return [_project(voice.of(project)) for project in voice.assessment.projects]


def _project(voice: Voice) -> Passage:
    found: Assessment = voice.assessment
    name = voice.data.project_name
    quoted = None if name is None else f"“{name}”{'' if name.endswith('项目') else '项目'}"
    facts = [
        *voice.execution(),
        voice.fact("项目", quoted, f"{voice.path}项目名称"),
        voice.points("总分", found.total, f"{voice.path}总分"),
        Fact("指标数", str(len(found.indicators))),
        Fact("完成数", str(len(found.complete))),
        flag("全部完成", bool(found.indicators) and len(found.complete) == len(found.indicators)),
    ]
    summary = voice.say("project.summary", facts, about="summary", path=voice.path.rstrip("."))
    told = [s for passage in problems(voice) for s in passage if s.rule != "problem.none"]
    return (summary, *told)
