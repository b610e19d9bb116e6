"""Which column of her table is which of the draft's.

In: her table, the base's and the draft's, the rows that are known. Out: for each place in a row of the draft the place
in a row of hers, or None where the two cannot be brought together: the table is hers then.
"""

from collections.abc import Mapping

from drafter.docx.manuscript import LiveTable
from drafter.revise.grid import edges, grid, is_plain
from drafter.revise.likeness import bare
from drafter.revise.tablematch import same_columns
from drafter.state import StateTable


def columns_of(
    table: LiveTable, base: StateTable, new: StateTable, known: Mapping[int, int]
) -> dict[int, int | None] | None:
    """By place where she has left the columns, by their heads and cells where she has put one in or taken one out.

    ``known``: row of the base -> row of hers.
    """
    if not table.holds_nested and _fits(table, base, new, known):
        return {place: place for place in range(max(map(len, [*grid(base.rows), *grid(new.rows)]), default=0))}
    cells = [cell for row in table.rows for cell in row.cells]
    if not is_plain([*base.rows, *new.rows]) or any(cell.span != 1 or cell.merge for cell in cells) or not base.rows:
        return None
    if [c.text for c in base.rows[0].cells] != [c.text for c in new.rows[0].cells]:
        return None
    hers = [bare(cell.text) for cell in table.rows[0].cells]
    heads = [bare(cell.text) for cell in base.rows[0].cells]
    found: dict[int, int | None] = {
        place: hers.index(head) if hers.count(head) == heads.count(head) == 1 else None
        for place, head in enumerate(heads)
    }
    rows = table.rows
    found.update(same_columns(found, len(hers), [(base.rows[number], rows[at]) for number, at in known.items()]))
    return found if any(at is not None for at in found.values()) else None


def _fits(table: LiveTable, base: StateTable, new: StateTable, known: Mapping[int, int]) -> bool:
    """Whether the rows of all three have their cells at the same places of the grid.

    LibreOffice drops columns of the grid at which no cell ends; that alone makes no other table of it, but a new
    row would not fit in.
    """
    news = {row.id: [slot.span for slot in slots] for row, slots in zip(new.rows, grid(new.rows), strict=True)}
    laid, rows = grid(base.rows), table.rows
    ours = [[slot.span for slot in laid[number]] for number in known]
    hers = [[cell.span for cell in rows[at].cells] for at in known.values()]
    if ours != hers and (edges(ours) != edges(hers) or news.keys() - {row.id for row in base.rows}):
        return False
    return all(news.get(base.rows[number].id, spans) == spans for number, spans in zip(known, ours, strict=True))
