"""What does not agree: each check looks at an assessment and returns new findings.

In: an ``Assessment``, the pack's scoring profile, the places of the data's values. Out: ``Finding``s, projects
included, in the order of the data.
"""

from drafter.assess import Assessment
from drafter.checks.arithmetic import ARITHMETIC
from drafter.checks.evidence import Evidence, PlaceOf
from drafter.checks.rows import each_row
from drafter.checks.whole import WHOLE
from drafter.findings import Finding
from drafter.pack import Scoring

__all__ = ["check"]


def check(assessment: Assessment, scoring: Scoring, place_of: PlaceOf) -> list[Finding]:
    """Every finding of every check, the nested projects' after the department's own."""
    evidence = Evidence(assessment, scoring, place_of)
    found = [finding for examine in (*ARITHMETIC, each_row, *WHOLE) for finding in examine(evidence)]
    for project in assessment.projects:
        found.extend(check(project, scoring, place_of))
    return found
