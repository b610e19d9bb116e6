"""The rows of a file's tables one after another, each cell knowing whether it was used.

In: the grids of the Word room. Out: ``Line``s of ``Cell``s, rows of nested tables in the place of the cell that holds
them; ``Cell.place`` says where it stands as a person counts: 表2 第5行第3列.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.docx.gridread import GridCell, GridTable


@dataclass(slots=True, eq=False)
class Cell:
    """A cell that the reader may use once; ``used``: its text went somewhere, or is a label."""

    text: str
    table: str
    row: int
    column: int
    colspan: int
    rowspan: int
    used: bool = False

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.column + self.colspan

    @property
    def place(self) -> str:
        return f"{self.table} 第{self.row + 1}行第{self.column + 1}列"

    def take(self) -> str:
        """The text, which counts as used."""
        self.used = True
        return self.text


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the cells that begin in it, and all that stand in it."""

    number: int
    table: str
    cells: tuple[Cell, ...]
    width: int

    @property
    def own(self) -> list[Cell]:
        """The cells with a text that begin in this row."""
        return [cell for cell in self.cells if cell.row == self.number and cell.text.strip()]

    @property
    def starting(self) -> list[Cell]:
        """The cells that begin in this row."""
        return [cell for cell in self.cells if cell.row == self.number]


def lines_of(table: GridTable, name: str) -> Iterator[Line]:
    """The rows of a table, and of those within its cells, as they are read from top to bottom."""
    known: dict[int, Cell] = {}
    width = max((max((c.column + c.colspan for c in row), default=0) for row in table.rows), default=0)
    for number, row in enumerate(table.rows):
        yield Line(number, name, tuple(_cell(cell, name, known) for cell in row), width)
        for inner in _inner(row, number):
            yield from lines_of(inner, f"{name} 第{number + 1}行里的表")


def _inner(row: Sequence[GridCell], number: int) -> Iterator[GridTable]:
    for cell in row:
        if cell.row == number:
            yield from cell.tables


def _cell(cell: GridCell, name: str, known: dict[int, Cell]) -> Cell:
    if id(cell) not in known:
        known[id(cell)] = Cell(cell.text.strip(), name, cell.row, cell.column, cell.colspan, cell.rowspan)
    return known[id(cell)]
