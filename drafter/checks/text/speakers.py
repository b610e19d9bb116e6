"""Who a sentence speaks of: the whole report, one of its projects, or somebody that the data do not know.

In: a ``TextReport`` and the assessment. Out: every passage with its sentences, each with its ``Speaker``. A project
that a sentence names is spoken of until the paragraph ends or another one is named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.assess import Assessment
from drafter.checks.text.passages import Part, Passage, TextReport
from drafter.model import ReportType
from drafter.values import fold


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose figures a sentence tells. ``known`` False: a project that is not named, or several at once."""

    known: bool = True
    assessment: Assessment | None = None
    of_project: bool = False
    names: tuple[str, ...] = ()
    """Names (folded) that are not to be read as words: of the unit, of the project."""
    title: str = ""


_NOBODY = Speaker(known=False)
_PROJECTS = re.compile("项目(?:支出|绩效|自评|概况|情况)|各项目|分项目")
_SHORTEST = 4
"""A name that is not in quotation marks must be at least this long to be told from ordinary words."""


def named_in(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that a folded text holds, the longest first; a name inside another one does not count."""
    found = []
    rest = text
    for name in sorted(names, key=len, reverse=True):
        if name and (f"“{name}”" in rest or (len(name) >= _SHORTEST and name in rest)):
            found.append(name)
            rest = rest.replace(name, "#")
    return tuple(found)


def without(text: str, names: tuple[str, ...]) -> str:
    """The text with # in place of names that are not to be read as words."""
    for name in names:
        text = text.replace(name, "#" * len(name))
    return text


def followed(report: TextReport, assessment: Assessment | None) -> Iterator[tuple[Passage, list[tuple[str, Speaker]]]]:
    """Every passage with its sentences and whom each speaks of."""
    whole = _whole(assessment)
    projects = _projects(assessment)
    for passage in report.passages:
        speaker = _of_headings(passage.above, whole, projects)
        told = []
        for sentence in passage.sentences:
            speaker = _of_sentence(without(sentence, whole.names), speaker, projects)
            told.append((sentence, speaker))
        if passage.part is not Part.TITLE:
            yield passage, told


def _whole(assessment: Assessment | None) -> Speaker:
    if assessment is None:
        return Speaker()
    data = assessment.data
    names = tuple(fold(name) for name in (data.unit, data.project_name) if name)
    return Speaker(True, assessment, data.report_type is ReportType.PROJECT, names)


def _projects(assessment: Assessment | None) -> dict[str, Speaker]:
    found: dict[str, Speaker] = {}
    for project in assessment.projects if assessment else ():
        name = fold(project.data.project_name or "")
        if name:
            twice = name in found
            found[name] = _NOBODY if twice else Speaker(True, project, True, (name,), f"“{project.data.project_name}”")
    return found


def _of_headings(above: tuple[str, ...], whole: Speaker, projects: dict[str, Speaker]) -> Speaker:
    for heading in reversed(above):
        named = named_in(fold(heading), tuple(projects))
        if named:
            return projects[named[0]] if len(named) == 1 else _NOBODY
        if _PROJECTS.search(heading) and not whole.of_project:
            return _NOBODY
    return whole


def _of_sentence(sentence: str, before: Speaker, projects: dict[str, Speaker]) -> Speaker:
    named = named_in(sentence, tuple(projects))
    if len(named) == 1:
        return projects[named[0]]
    if named or (not before.of_project and re.search("”项目", sentence)):
        return _NOBODY
    return before
