"""What a room has to say to a person: the place, the finding, the fault that ends a command.

In: ``codes``, the table of what can be found. Out: frozen records that every room may make and every command prints.
A message to a person is one Chinese line with four parts: where, what it is now, what is expected, what to do.
"""

from collections.abc import Iterable
from enum import IntEnum

from msgspec import Struct

from drafter.codes import CODES, Severity
from drafter.patterns import regex

_INDEX = regex(r"\[(\d+)\]")


def shown_path(path: str) -> str:
    """A data path as a person counts: ``年度目标[0].指标[2]`` -> ``年度目标[1]·指标[3]``."""
    return _INDEX.sub(lambda match: f"[{int(match[1]) + 1}]", path).replace(".", "·")


class Exit(IntEnum):
    """The exit codes of every command."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    REFUSED = 3
    SELF_CHECK = 4


class Place(Struct, frozen=True, omit_defaults=True):
    """Where a value is: a file, its line (or sheet and cell), and its path among the keys."""

    file: str
    line: int | None = None
    path: str = ""
    column: int | None = None
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.within) if part)

    @property
    def within(self) -> str:
        """The place inside its file: ``第24行 年度目标[1]·指标[3]·完成值``, entries counted from 1 as a person does."""
        spot = ""
        if self.cell:
            spot = f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        elif self.line is not None:
            spot = f"第{self.line}行" + (f"第{self.column}列" if self.column is not None else "")
        return " ".join(part for part in (spot, shown_path(self.path)) if part)

    def as_json(self) -> dict[str, object]:
        """The fields that are known, in the order of the contract."""
        pairs = {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "sheet": self.sheet or None,
            "cell": self.cell or None,
            "path": self.path or None,
        }
        return {key: value for key, value in pairs.items() if value is not None}


class Finding(Struct, frozen=True):
    """One thing that does not agree, in four parts: where, what it is now, what is expected, what to do."""

    code: str
    where: Place
    found: str
    expected: str
    hint: str

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def message(self) -> str:
        """What it is now and what is expected, the computation in figures."""
        return f"{self.found}；{self.expected}" if self.expected else self.found

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint,
            "where": self.where.as_json(),
        }


class Fault(Struct, frozen=True):
    """Why a command cannot go on: where, what was found, what is expected, what to do."""

    where: Place | str
    found: str
    expected: str
    hint: str

    def __str__(self) -> str:
        line = f"{self.where}：{self.found}；{self.expected}。{self.hint}。"
        return " ".join(line.split()) if "\n" in line or "\r" in line else line

    def as_json(self) -> dict[str, object]:
        where = self.where.as_json() if isinstance(self.where, Place) else {"file": self.where}
        return {"message": f"{self.found}；{self.expected}", "hint": self.hint, "where": where}


class DrafterError(Exception):
    """Ends a command with Chinese lines for the person and an exit code."""

    exit_code = Exit.USAGE

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class InputError(DrafterError):
    """The data, the pack or the arguments are wrong: exit 2."""


class RefusedError(DrafterError):
    """The program will not, or could not, write: exit 3."""

    exit_code = Exit.REFUSED


class SelfCheckError(DrafterError):
    """An error of the program, found before anything was written: exit 4."""

    exit_code = Exit.SELF_CHECK
