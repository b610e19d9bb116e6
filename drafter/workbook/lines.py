"""One row of a sheet while it is read: text by head, and the spot of each cell.

In: rows of text, the heads first. Out: ``Line`` objects; ``Trouble`` for what does not fit, with its spot.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drafter.workbook.shape import SHEET


class Spot(NamedTuple):
    """A cell: the sheet, and row and column counted from 0 in the rows as they were given (the heads are row 0)."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What does not fit: where (a spot, and the path among the keys where there is one), and the parts of a message."""

    spot: Spot
    found: str
    expected: str
    hint: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its text by head, blank where there is none."""

    sheet: str
    row: int
    values: Mapping[str, str]
    columns: Mapping[str, int]

    def __getitem__(self, head: str) -> str:
        return self.values.get(head, "")

    def name(self, head: str) -> str:
        return self[head].strip()

    def spot(self, head: str = "") -> Spot:
        """The cell under a head; the first filled cell of the row where there is no such column."""
        if head in self.columns:
            return Spot(self.sheet, self.row, self.columns[head])
        return Spot(self.sheet, self.row, next((self.columns[key] for key, text in self.values.items() if text), 0))

    def filled(self, heads: Iterable[str]) -> list[str]:
        return [head for head in heads if self[head].strip()]


def lines_of(sheet: str, rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    """The rows of a sheet that are not blank."""
    if not rows:
        return
    columns = {head: at for at, head in reversed(list(enumerate(rows[0]))) if head in SHEET[sheet].heads}
    for number, row in enumerate(rows[1:], start=1):
        values = {head: row[at] if at < len(row) else "" for head, at in sorted(columns.items(), key=lambda p: p[1])}
        if any(text.strip() for text in values.values()):
            yield Line(sheet, number, values, columns)
