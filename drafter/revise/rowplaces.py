"""Rows of a table of hers find their places: the order of the data, and what the rows below a merged cell inherit.

In: the rows of her table as they are planned, the order of the base and that of the draft. Out: the rows in the order
that they will have; changes that hand the text of a merged cell down.
"""

from collections.abc import Sequence

from drafter.revise.outcome import Change
from drafter.revise.tablelines import RowPlan
from drafter.state import StateTable


def order_changed(rows: Sequence[RowPlan], base: StateTable, new: StateTable) -> bool:
    """Whether the data give the rows that stay in another order than before."""
    standing = {row.id for row in rows if row.id}
    told = [row.id for row in new.rows if row.id in standing]
    known = set(told)
    return told != [row.id for row in base.rows if row.id in known]


def is_base_order(rows: Sequence[RowPlan], base: StateTable) -> bool:
    """Whether the rows of ours stand as the base had them: she has moved none."""
    places = {row.id: number for number, row in enumerate(base.rows)}
    found = [places[row.id] for row in rows if row.id in places]
    return found == sorted(found)


def in_new_order(rows: Sequence[RowPlan], new: StateTable) -> list[RowPlan]:
    """The rows as the draft orders them; what is not in it stays behind the row that it stands behind."""
    known = {row.id for row in new.rows}
    groups: list[list[RowPlan]] = [[]]
    for row in rows:
        if row.id in known:
            groups.append([row])
        else:
            groups[-1].append(row)
    places = {row.id: number for number, row in enumerate(new.rows)}
    moved = sorted(groups[1:], key=lambda group: places[group[0].id])
    return [row for group in (groups[0], *moved) for row in group]


def hand_down(rows: Sequence[RowPlan], *, plain: bool) -> list[str]:
    """A merged cell whose first row is taken out begins in the next row: its text comes there.

    ``rows`` are those of a table before new ones are put in; ``plain``: the draft merges nothing, what is merged is
    hers. Where the draft tells what a row of a form holds, it holds that. Returns the texts.
    """
    carried: dict[int, str] = {}
    found: list[str] = []
    for row in rows:
        if row.row is None:
            continue
        cells = row.row.cells
        at = {cell: place for place, cell in enumerate(cells)}
        for column, cell in row.row.by_column().items():
            place = at[cell]
            if row.gone == "removed":
                if cell.merge == "restart":
                    carried[column] = row.hers[place]
                elif cell.merge != "continue":
                    carried.pop(column, None)
                continue
            text = carried.pop(column, None)
            if text is None or cell.merge != "continue" or (row.merges and not plain):
                continue
            merges = row.merges or tuple(other.merge for other in cells)
            row.merges = (*merges[:place], "restart", *merges[place + 1 :])
            if text and not row.hers[place] and not row.changes[place]:
                row.changes[place] = [Change(0, 0, text)]
                found.append(text)
        if row.gone != "removed":
            carried = {}
    return found
