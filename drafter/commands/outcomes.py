"""What the commands hand back to the command line (or to another caller).

In: nothing. Out: frozen records of files, findings and notes.
"""

from pathlib import Path

from msgspec import Struct

from drafter.findings import Finding


class Written(Struct, frozen=True):
    """One document that was written, or was already there with the same bytes."""

    document: str
    path: Path
    unchanged: bool = False
    renamed_from: Path | None = None


class ExistingReport(Struct, frozen=True):
    """A report of this document that was already there, and was left as it is.

    ``edited``: its words are not those that were drafted; ``outdated``: how many paragraphs and table rows of its
    draft would read in another way with the present data; None where its draft cannot be read. ``pack``: the one that
    it was drafted with, where it is another than this time.
    """

    document: str
    path: Path
    edited: bool | None
    outdated: int | None
    pack: str = ""


class Outcome(Struct, frozen=True):
    """The outcome of a command: the files, the gaps and disagreements that are left, notes on the reading.

    ``existing``: the reports that were not written, because there is one that a person may have worked on.
    """

    files: tuple[Written, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    existing: tuple[ExistingReport, ...] = ()
    settled: tuple[tuple[Finding, str], ...] = ()
    """Findings that a 核实说明 explains, each with its words."""
