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
class Outcome:
    """What a command has to tell: the files, the gaps and disagreements that are left, notes on the reading."""

    files: tuple[Written, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
