"""What does not agree: each check looks at an assessment and returns new findings.

In: an ``Assessment``, the pack's scoring profile, the places of the data's values. Out: ``Finding``s, projects
included, in the order of the data. Every module ends with the tuple of its checks; ``CHECKS`` puts them in order.
"""

from collections.abc import Iterator

from drafter.assess import Assessment
from drafter.checks.arithmetic import ARITHMETIC
from drafter.checks.arithmetic import unchecked as _unchecked
from drafter.checks.discussion import DISCUSSION
from drafter.checks.evaluation import EVALUATION
from drafter.checks.evidence import Check, Evidence
from drafter.checks.rows import duplicate_indicators, each_row
from drafter.checks.spending import SPENDING
from drafter.checks.wording import WORDING
from drafter.findings import Finding
from drafter.model import PlaceOf
from drafter.pack import Scoring
from drafter.textfile import brief

__all__ = ["check", "unchecked"]


def check(assessment: Assessment, scoring: Scoring, place_of: PlaceOf) -> list[Finding]:
    """Every finding of every check, the nested projects' after the department's own."""
    evidence = Evidence(assessment, scoring.fitting(assessment.level1_names), place_of)
    found = [finding for examine in CHECKS for finding in examine(evidence)]
    for project in assessment.projects:
        found.extend(check(project, scoring, place_of))
    return found


def unchecked(assessment: Assessment, scoring: Scoring, place_of: PlaceOf) -> Iterator[str]:
    """A line for each sum that could not be checked, those of the nested projects with the project's name."""
    yield from _unchecked(Evidence(assessment, scoring, place_of))
    for project in assessment.projects:
        name = f"项目“{brief(project.data.project_name)}”" if project.data.project_name else "没有名称的项目"
        yield from (f"{name}：{line}" for line in unchecked(project, scoring, place_of))


CHECKS: tuple[Check, ...] = (
    *ARITHMETIC,
    each_row,
    duplicate_indicators,
    *SPENDING,
    *DISCUSSION,
    *EVALUATION,
    *WORDING,
)
"""In the order in which they report: the arithmetic first, which makes other findings likely, the wording last."""
