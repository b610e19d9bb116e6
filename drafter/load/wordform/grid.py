"""The rows of a file's tables one after another, with a mark on each cell that was used.

In: the tables that the Word room has read. Out: ``Line``s of ``Cell``s, rows of nested tables in the place of the cell
that holds them; ``Cell.place`` is for messages, counted from 1: 表2 第5行第3列.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from drafter.blocks import Block, Table, Text, grid
from drafter.blocks import Cell as Read
from drafter.findings import Fault, InputError

MOST_CELLS = 200_000
"""Of all tables together; a hundred project forms have ten thousand."""
MOST_COLUMNS = 200
"""Of one table."""


class Cell(Struct, eq=False):
    """A cell; row and column from 0. ``used``: its text was put into a field, is a label, or has a remark."""

    text: str
    table: str
    row: int
    column: int
    colspan: int
    rowspan: int
    used: bool = False

    @property
    def end(self) -> int:
        """The first column behind it, from 0."""
        return self.column + self.colspan

    @property
    def place(self) -> str:
        return f"{self.table} 第{self.row + 1}行第{self.column + 1}列"

    def take(self) -> str:
        """The text, which counts as used."""
        self.used = True
        return self.text


class Line(Struct, frozen=True):
    """A row (from 0) of a table: all cells that it crosses, also those that begin further up; ``width`` in columns."""

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


def lines_of(table: Table, name: str) -> Iterator[Line]:
    """The rows of a table, and of those within its cells, as they are read from top to bottom."""
    known: dict[int, Cell] = {}
    laid = grid(table.rows)
    width = max((slot.end for slots in laid for slot in slots), default=0)
    for number, slots in enumerate(laid):
        for slot in slots:
            if id(slot.cell) not in known:
                place = slot.row, slot.column, slot.span, slot.cell.rowspan
                known[id(slot.cell)] = Cell(_own_text(slot.cell), name, *place)
        yield Line(number, name, tuple(known[id(slot.cell)] for slot in slots), width)
        for inner in (block for cell in table.rows[number].cells for block in cell.blocks if isinstance(block, Table)):
            yield from lines_of(inner, f"{name} 第{number + 1}行里的表")


def _own_text(cell: Read) -> str:
    """The text of the cell without that of the tables in it."""
    texts = (block.text for block in cell.blocks if isinstance(block, Text))
    return ("\n".join(texts) if cell.blocks else cell.text).strip()


def refuse_huge(blocks: Iterable[Block], file: str) -> None:
    """Raises InputError for tables larger than any form: reading them would take memory without end."""
    tables = list(_tables(blocks))
    cells = sum(len(row.cells) for table in tables for row in table.rows)
    if cells > MOST_CELLS or any(s.end > MOST_COLUMNS for t in tables for row in grid(t.rows) for s in row[-1:]):
        expected = f"表格最多{MOST_COLUMNS}列，全文最多{MOST_CELLS}格"
        raise InputError(Fault(file, "表格太大", expected, "请核对文件，或只留下自评表另存一份"))


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
            yield from (inner for row in block.rows for cell in row.cells for inner in _tables(cell.blocks))
