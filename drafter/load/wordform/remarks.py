"""What could not be placed: one Chinese line with four parts for each cell, row or column that was left over.

In: the cells of the tables that were read, and what the reader found wrong. Out: ``Fault``s in the order of the file.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from drafter.findings import Fault
from drafter.load.wordform.grid import Cell, Line
from drafter.textfile import brief

MOST_REMARKS = 200
"""Remarks that are listed for one file; more are only counted."""

_BY_HAND = "请核对后手工填入数据文件，不需要的不用管"


class Remarks:
    """The remarks of one file; a cell with a remark is not listed again as left over."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def cell(self, cell: Cell, found: str, expected: str, hint: str = _BY_HAND) -> None:
        """A remark on a cell: 表1 第5行第3列."""
        cell.used = True
        self.faults.append(Fault(f"{self.file} {cell.place}", found, expected, hint))

    def at(self, place: str, found: str, expected: str, hint: str) -> None:
        """A remark on another place, once: a table, a row, the whole file ("")."""
        fault = Fault(f"{self.file} {place}".rstrip(), found, expected, hint)
        if fault not in self.faults:
            self.faults.append(fault)

    def left_over(self, lines: Iterable[Line]) -> None:
        """Every cell that nothing was made of: one remark a row."""
        for (table, number), cells in groupby(_unused(lines), key=lambda cell: (cell.table, cell.row)):
            row = list(cells)
            texts = "、".join(f"“{shown(cell.text)}”" for cell in row[:6]) + ("等" if len(row) > 6 else "")
            place = row[0].place if len(row) == 1 else f"{table} 第{number + 1}行"
            self.faults.append(Fault(f"{self.file} {place}", f"{texts}没有认出", "没有放进数据文件", _BY_HAND))


def shown(text: str) -> str:
    """A text on one line, not too long."""
    return brief(" ".join(text.split()))


def _unused(lines: Iterable[Line]) -> Iterator[Cell]:
    seen: set[int] = set()
    for line in lines:
        for cell in line.cells:
            if cell.text.strip() and not cell.used and id(cell) not in seen:
                seen.add(id(cell))
                yield cell


def bounded(faults: list[Fault], file: str) -> list[Fault]:
    """The first of the remarks, and how many more there are."""
    if len(faults) <= MOST_REMARKS:
        return faults
    rest = Fault(file, f"另有{len(faults) - MOST_REMARKS}处没有放进数据文件", "只列出前面的", "请对照原表逐项核对")
    return [*faults[:MOST_REMARKS], rest]
