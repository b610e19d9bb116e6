"""The words agree with the data: checks of a report as it reads, drafted or edited or written by somebody else.

In: a ``TextReport`` (passages with their places), and the assessment where the data are there. Out: findings, in the
order of the text, check by check. ``discussion`` and ``wording`` look at the text for what the modules of the same name
in ``checks`` look at in the data.
"""

from collections.abc import Callable, Iterator

from drafter.assess import Assessment
from drafter.blocks import Draft
from drafter.checks.text.counts import counts
from drafter.checks.text.discussion import not_discussed, paired, reasons_restate
from drafter.checks.text.drafts import FactProofs
from drafter.checks.text.figures import figure_conflicts, other_years
from drafter.checks.text.indicators import indicator_conflicts
from drafter.checks.text.passages import TextReport, passages_of, report_of
from drafter.checks.text.wording import blank_scores, brackets, empty_sections, gaps, missing_sections, residues
from drafter.findings import Finding

__all__ = ["TextReport", "check_draft", "check_text", "missing_sections", "passages_of", "report_of"]

Check = Callable[[TextReport, Assessment | None], Iterator[Finding]]


def check_text(report: TextReport, assessment: Assessment | None = None) -> list[Finding]:
    """Every finding once: two checks may see the same fault of a sentence."""
    found: dict[Finding, None] = {}
    for examine in CHECKS:
        found.update(dict.fromkeys(examine(report, assessment)))
    if assessment is not None:
        for compare in AGAINST_DATA:
            found.update(dict.fromkeys(compare(report, assessment)))
    return list(found)


CHECKS: tuple[Check, ...] = (
    figure_conflicts,
    counts,
    other_years,
    lambda report, _: residues(report),
    lambda report, _: gaps(report),
    lambda report, _: blank_scores(report),
    lambda report, _: empty_sections(report),
    lambda report, _: paired(report),
    reasons_restate,
    lambda report, _: brackets(report),
)
"""What can be looked at in any document, worst first."""

AGAINST_DATA: tuple[Callable[[TextReport, Assessment], Iterator[Finding]], ...] = (indicator_conflicts, not_discussed)
"""What needs the data."""

OF_DRAFT: tuple[Check, ...] = (
    figure_conflicts,
    counts,
    other_years,
    lambda report, _: residues(report),
    lambda report, _: empty_sections(report),
    reasons_restate,
    lambda report, _: brackets(report),
)
"""What can go wrong in a draft of the program's own and is not found better in the data.

Gaps have a cell of the data to be filled; that losses, problems and measures belong together is looked at in the data,
by numbers and names.
"""


def check_draft(draft: Draft, assessment: Assessment) -> list[Finding]:
    """Every finding once of a draft that was just made of this assessment; what its facts prove is not read again."""
    report = report_of(draft, assessment.data.year, FactProofs())
    found: dict[Finding, None] = {}
    for examine in OF_DRAFT:
        found.update(dict.fromkeys(examine(report, assessment)))
    found.update(dict.fromkeys(indicator_conflicts(report, assessment)))
    return list(found)
