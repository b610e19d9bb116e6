"""What the look at a pack is about, and what it says.

In: a pack as far as it could be read. Out: ``Remark``s.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from drafter.findings import Fault, Place, Severity
from drafter.pack import PackData
from drafter.textfile import Places, Tree


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault of a pack: an error keeps it from drafting, a warning is most likely a slip, a note is a leftover."""

    severity: Severity
    fault: Fault

    @property
    def file(self) -> str:
        where = self.fault.where
        return where.file if isinstance(where, Place) else where

    @property
    def line(self) -> int:
        where = self.fault.where
        return (where.line or 0) if isinstance(where, Place) else 0

    def as_json(self) -> dict[str, object]:
        return {"severity": self.severity.value, **self.fault.as_json()}


@dataclass(frozen=True)
class Subject:
    """A pack to look at. ``data`` leaves out what was faulty, ``tree`` is ``pack.yaml`` as it was written."""

    folder: Path
    data: PackData | None
    tree: Tree
    places: Places
    faulty: frozenset[str]

    def keys(self, group: str) -> list[str]:
        """The names under an outermost key, also of those entries that are faulty."""
        entries = self.tree.get(group)
        return list(entries) if isinstance(entries, dict) else []

    def error(self, path: str, found: str, expected: str, hint: str) -> Remark:
        return Remark(Severity.ERROR, Fault(self.places.of(path), found, expected, hint))

    def warning(self, path: str, found: str, expected: str, hint: str) -> Remark:
        return Remark(Severity.WARNING, Fault(self.places.of(path), found, expected, hint))


def errors(faults: Iterable[Fault]) -> list[Remark]:
    """Faults of a reader as they are."""
    return [Remark(Severity.ERROR, fault) for fault in faults]
