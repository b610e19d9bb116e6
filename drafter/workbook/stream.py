"""The cells of a sheet, read row by row and no further than they go.

In: a sheet of a ``Package``. Out: ``Grid``: the cells that hold something, hidden rows, merged ranges. A far cell or a
million formatted empty rows cost nothing: reading stops 200 rows after the last one that holds something.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from drafter.workbook.package import Enough, Package

MOST_ROWS, MOST_COLUMNS = 20_000, 200
MOST_EMPTY = 200
MOST_MERGES = 20_000

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")


@dataclass(slots=True)
class Raw:
    """A cell as the file has it: its type and style, the value as text, whether a formula made it."""

    kind: str = "n"
    style: int = 0
    value: str = ""
    formula: bool = False


@dataclass(slots=True)
class Grid:
    """Row and column are counted from 1, as the person sees them."""

    rows: dict[int, dict[int, Raw]] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column."""
    seen: int = 0
    """Rows that were looked at, for whoever wants to know what reading cost."""
    far: str = ""
    """The first cell with content beyond what is read."""
    too_long: bool = False


def read_grid(package: Package, part: str) -> Grid:
    """The cells of a sheet."""
    reader = _Reader(package)
    rest = package.parse(part, reader.start, reader.end, reader.text)
    reader.take_merges(rest)
    grid = reader.grid
    last = max(grid.rows, default=0)
    grid.merges = [merge for merge in grid.merges if merge[0] <= last and merge[1] <= MOST_COLUMNS]
    return grid


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Reader:
    def __init__(self, package: Package) -> None:
        self.grid = Grid()
        self._texts = package.texts
        self._row = self._column = self._last = 0
        self._hidden = False
        self._cell: Raw | None = None
        self._into: list[str] | None = None
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name in ("v", "t") and self._cell is not None:
            self._into = None if self._phonetic else []
        elif name == "f" and self._cell is not None:
            self._cell.formula = True
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name in ("v", "t") and self._cell is not None and self._into is not None:
            self._cell.value += "".join(self._into)
            self._into = None
        elif name == "rPh":
            self._phonetic = False
        elif name == "c":
            self._end_cell()

    def text(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def take_merges(self, rest: Iterator[bytes]) -> None:
        """Merged ranges stand behind the rows: looked for in the bytes of what was not parsed."""
        before = b""
        for chunk in rest:
            data = before + chunk
            end = 0
            for match in _MERGE.finditer(data):
                self._merge(match[1].decode())
                end = match.end()
            before = data[max(end, len(data) - 200) :]

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        self._column = 0
        self._hidden = attributes.get("hidden") in {"1", "true"}
        self.grid.seen += 1
        if self.grid.seen > MOST_ROWS + 2 * MOST_EMPTY or (
            self._row - self._last > MOST_EMPTY and self.grid.seen > MOST_EMPTY
        ):
            raise Enough

    def _start_cell(self, attributes: dict[str, str]) -> None:
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        if match:
            self._row, self._column = int(match[2]), column_number(match[1])
        else:
            self._column += 1
        style = attributes.get("s", "0")
        self._cell = Raw(attributes.get("t", "n"), int(style) if style.isdecimal() and len(style) < 7 else 0)

    def _end_cell(self) -> None:
        cell, self._cell, self._into = self._cell, None, None
        if cell is None or not (cell.value or cell.formula):
            return
        if cell.kind == "s":
            at = int(cell.value) if cell.value.isdecimal() and len(cell.value) < 9 else -1
            cell.value = self._texts[at] if 0 <= at < len(self._texts) else ""
            if not cell.value and not cell.formula:
                return
        if self._row - self._last > MOST_EMPTY or self._column > MOST_COLUMNS:
            self.grid.far = self.grid.far or f"{column_letters(self._column)}{self._row}"
            if self._column <= MOST_COLUMNS:
                raise Enough
            return
        if self._row > MOST_ROWS:
            self.grid.too_long = True
            raise Enough
        self._last = max(self._last, self._row)
        if self._hidden and self._row not in self.grid.rows:
            self.grid.hidden.append(self._row)
        self.grid.rows.setdefault(self._row, {})[self._column] = cell

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        one, two = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if one and two and len(self.grid.merges) < MOST_MERGES:
            merge = (int(one[2]), column_number(one[1]), int(two[2]), column_number(two[1]))
            self.grid.merges.append(merge)
