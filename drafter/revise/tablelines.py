"""A table of hers as it will be, row by row, before anything is written.

In: her rows. Out: ``RowPlan``s and a ``TablePlan`` that gather what is to be done, and tell how they will read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.revise.outcome import Change, after
from drafter.revise.telling import Telling
from drafter.state import Pending, StateTable

if TYPE_CHECKING:
    from drafter.docx.manuscript import LiveRow, LiveTable


@dataclass(slots=True, eq=False)
class RowPlan:
    """A row of hers (``row``) with the changes of each of its cells, or a new one with its texts."""

    row: "LiveRow | None" = None
    id: str = ""
    hers: tuple[str, ...] = ()
    changes: list[list[Change]] = field(default_factory=list)
    gone: str = ""
    note: str = ""
    new: tuple[str, ...] = ()
    merges: tuple[str, ...] = ()

    def accepted(self) -> str:
        """The row as one line when our revisions are accepted."""
        if self.gone:
            return ""
        if self.new:
            return line_of(self.new)
        return line_of(
            after(text, changes, conflicts=True) for text, changes in zip(self.hers, self.changes, strict=True)
        )

    def rejected(self, *, tracked: bool) -> str:
        """The row as one line when they are rejected."""
        if tracked:
            return line_of(self.hers)
        if self.gone == "removed":
            return ""
        if self.new:
            return line_of(self.new)
        return line_of(
            after(text, changes, conflicts=False) for text, changes in zip(self.hers, self.changes, strict=True)
        )


@dataclass(slots=True, eq=False)
class TablePlan:
    """A table of hers, or a new one; ``block`` is our id of it, "" for one that is hers alone.

    ``gone`` as for a line; ``replaced``: she has left it as it was, and the data draw it anew (``before``: its rows
    until then); ``shape``: rows of a form were put in or taken out, and its merged cells have to be told again.
    """

    table: "LiveTable | None" = None
    block: str = ""
    rows: list[RowPlan] = field(default_factory=list)
    gone: str = ""
    note: str = ""
    new: StateTable | None = None
    replaced: bool = False
    before: list[RowPlan] = field(default_factory=list)
    shape: bool = False
    plain: bool = True
    anchored: bool = False
    telling: Telling = field(default_factory=Telling)
    pending: list[Pending] = field(default_factory=list)


def line_of(texts: Iterable[str]) -> str:
    """A row as one line: its cells with | between them."""
    return "|".join("".join(text.split("\n")) for text in texts)


def rows_of(table: "LiveTable") -> list[RowPlan]:
    """The rows of a table of hers as they are."""
    return [
        RowPlan(row, hers=tuple(cell.text for cell in row.cells), changes=[[] for _ in row.cells]) for row in table.rows
    ]
