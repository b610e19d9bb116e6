"""Who a sentence speaks of: the whole report, one of its projects, or somebody that the data do not know.

In: a ``TextReport`` and the assessment. Out: every passage with its sentences, each with its ``Subject``. A project
that a sentence names is spoken of until the paragraph ends or another one is named.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from drafter.assess import Assessment
from drafter.checks.text.passages import Part, Passage, TextReport
from drafter.model import ReportType
from drafter.patterns import regex
from drafter.values import fold


class Subject(Struct, frozen=True):
    """Whose figures a sentence gives. ``known`` False: a project that is not named, or several at once."""

    known: bool = True
    assessment: Assessment | None = None
    of_project: bool = False
    names: tuple[str, ...] = ()
    """Names (folded) that are not to be read as words: of the unit, of the project."""
    title: str = ""


_UNKNOWN = Subject(known=False)
_PROJECTS = regex("项目(?:支出|绩效|自评|概况|情况)|各项目|分项目")
_SHORTEST = 4
"""A name that is not in quotation marks must be at least this long: 就业 may be a project or just a word."""


class Names:
    """Names (folded) that are looked for in many texts: a text is held against all of them at once.

    Its stretches of each length that a name has are looked up in a set, so that hundreds of names cost no more than
    one does.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if name)
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)

    def held(self, text: str) -> list[str]:
        """Every name that occurs in the text, the longest first."""
        size = len(text)
        found = {text[at : at + long] for long in self._lengths for at in range(size - long + 1)} & self._names
        return sorted(found, key=lambda name: (-len(name), name))

    def named_in(self, text: str) -> tuple[str, ...]:
        """The names that a folded text speaks of, the longest first; a name inside another one does not count."""
        found, rest = [], text
        for name in self.held(text):
            if f"“{name}”" in rest or (len(name) >= _SHORTEST and name in rest):
                found.append(name)
                rest = rest.replace(name, "#")
        return tuple(found)


def masked(text: str, names: tuple[str, ...]) -> str:
    """The text with # in place of names that are not to be read as words."""
    for name in names:
        text = text.replace(name, "#" * len(name))
    return text


def sentences_with_subjects(
    report: TextReport, assessment: Assessment | None
) -> Iterator[tuple[Passage, list[tuple[str, Subject]]]]:
    """Every passage that its facts do not prove, with its sentences and whom each speaks of."""
    whole = _whole(assessment)
    projects = _projects(assessment)
    names = Names(projects)
    for passage in report.passages:
        if passage.proved:
            continue
        subject = _of_headings(passage.above, whole, projects, names)
        sentences = []
        for sentence in passage.sentences:
            subject = _of_sentence(masked(sentence, whole.names), subject, projects, names)
            sentences.append((sentence, subject))
        if passage.part is not Part.TITLE:
            yield passage, sentences


def _whole(assessment: Assessment | None) -> Subject:
    if assessment is None:
        return Subject()
    data = assessment.data
    names = tuple(fold(name) for name in (data.unit, data.project_name) if name)
    return Subject(True, assessment, data.report_type is ReportType.PROJECT, names)


def _projects(assessment: Assessment | None) -> dict[str, Subject]:
    found: dict[str, Subject] = {}
    for project in assessment.projects if assessment else ():
        name = fold(project.data.project_name or "")
        if name:
            twice = name in found
            found[name] = _UNKNOWN if twice else Subject(True, project, True, (name,), f"“{project.data.project_name}”")
    return found


def _of_headings(above: tuple[str, ...], whole: Subject, projects: dict[str, Subject], names: Names) -> Subject:
    for heading in reversed(above):
        named = names.named_in(fold(heading))
        if named:
            return projects[named[0]] if len(named) == 1 else _UNKNOWN
        if _PROJECTS.search(heading) and not whole.of_project:
            return _UNKNOWN
    return whole


def _of_sentence(sentence: str, before: Subject, projects: dict[str, Subject], names: Names) -> Subject:
    named = names.named_in(sentence)
    if len(named) == 1:
        return projects[named[0]]
    if named or (not before.of_project and re.search("”项目", sentence)):
        return _UNKNOWN
    return before
