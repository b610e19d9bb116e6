"""What the commands hand to the door that was knocked at.

In: nothing. Out: frozen records of files, findings and notes.
"""

from dataclasses import dataclass
from pathlib import Path

from drafter.findings import Finding


@dataclass(frozen=True)
class Written:
    """One document that was written, or was already there with the same bytes."""

    document: str
    path: Path
    unchanged: bool = False
    renamed_from: Path | None = None


@dataclass(frozen=True)
class Standing:
    """A report of ours that was already there, of this document, and was left as it is.

    ``edited``: its words are not those that were drafted; ``outdated``: how many paragraphs and table rows of its
    draft would read in another way now; None where its draft cannot be read. ``pack``: the one that it was drafted
    with, where it is not that of now.
    """

    document: str
    path: Path
    edited: bool | None
    outdated: int | None
    pack: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a command has to tell: the files, the gaps and disagreements that are left, notes on the reading.

    ``standing``: the reports that were not written, because there is one that a person may have worked on.
    """

    files: tuple[Written, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    standing: tuple[Standing, ...] = ()
