"""The data file as rows of text, and back, without loss; no .xlsx is touched here.

In: ``rows_of`` takes the tree of a data file that the model accepts, ``tree_of`` rows under the heads of ``SHEETS``.
Out: the one from the other; ``tree_of`` also gives the cell of every value, and what does not fit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter.model import DataPath
from drafter.textfile import Tree
from drafter.workbook.gathering import gathered
from drafter.workbook.laying import Group, Row, laid_out
from drafter.workbook.lines import Spot, Trouble
from drafter.workbook.shape import EVALUATION_SHEETS, SHEET, Sheet


@dataclass(frozen=True, slots=True)
class Laid:
    """What rows say: the tree; ``spots``: the cell of a value by its path; ``blanks``: those left blank."""

    tree: Tree
    spots: Mapping[DataPath, Spot]
    blanks: Mapping[DataPath, Spot]
    troubles: tuple[Trouble, ...]


def rows_of(tree: Group) -> dict[str, list[list[str]]]:
    """The rows of every sheet, its heads first. The sheets of a 财政评价 are there when they are of use."""
    book = laid_out(tree)
    wanted = [name for name in book if name not in EVALUATION_SHEETS or book[name]]
    if tree.get("报告类型") == "财政评价":
        wanted = list(book)
    return {name: _table(SHEET[name], book[name]) for name in wanted}


def tree_of(rows: Mapping[str, Sequence[Sequence[str]]]) -> Laid:
    """The tree of rows, the heads of each sheet in its first row, in any order."""
    found = gathered(rows)
    blanks = {path: spot for path, spot in found.spots.blank.items() if path not in found.spots.by_path}
    return Laid(found.tree, found.spots.by_path, blanks, tuple(found.troubles))


def _table(sheet: Sheet, rows: Sequence[Row]) -> list[list[str]]:
    heads = [*sheet.columns, *(head for head in sheet.rare if any(row.get(head) for row in rows))]
    return [heads, *([row.get(head, "") for head in heads] for row in rows)]
