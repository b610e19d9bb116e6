"""Which table of the clerk's file is which of the base's; which row, which column.

In: live tables, the base's and the draft's. Out: pairs. A table is known by the anchors of its rows, else by the
cells that the two share; a row by its anchor, by the cells that name it, by similarity; a column by its place, its
head, its cells.
"""

from collections.abc import Iterable, Mapping, Sequence

from drafter.blocks import Row, Table, grid
from drafter.docx.anchors import row_anchors
from drafter.docx.manuscript import LiveRow, LiveTable
from drafter.revise.grid import edges, is_plain
from drafter.revise.match import Passage, match
from drafter.revise.similarity import bare, best_for_both

_SAME_TABLE = 0.3
"""The share of two tables' cells that must be the same for the one to be taken for the other. Low, since half of the
cells may be new figures; two forms of one draft share up to 90% of their cells, so anchors come first and then the
most like."""

_SAME_COLUMN = 0.5
"""The share of a column's cells, its head left out, that must be the same where the head is another. By judgement:
half of the cells may be new figures."""


def matched_tables(tables: Sequence[LiveTable], known: Sequence[Table]) -> dict[int, Table]:
    """The ``id()`` of a live table -> the table of the base that it is: by the anchors of its rows, else by its
    cells."""
    names = {name: table for table in known for name in _row_names(table)}
    found: dict[int, Table] = {}
    left = {id(table): table for table in known}
    for table in tables:
        claims = [id(names[name]) for row in table.rows for name in row.anchors if name in names]
        best = max(set(claims), key=claims.count, default=None)
        if best in left and best is not None:
            found[id(table)] = left.pop(best)
    for table in tables:
        if id(table) in found:
            continue
        cells = _texts(cell.text for row in table.rows for cell in row.cells)
        shares = {key: _share(cells, _texts(c.text for r in t.rows for c in r.cells)) for key, t in left.items()}
        key = max(shares, key=lambda key: shares[key], default=None)
        if key is not None and shares[key] >= _SAME_TABLE:
            found[id(table)] = left.pop(key)
    return found


def matched_rows(table: LiveTable, base: Table) -> tuple[dict[int, int], bool]:
    """Row of the base -> row of the clerk's table, and whether any anchor says so. Rows only one side has are left
    out."""
    texts = [cell.text for row in base.rows for cell in row.cells]
    common = {text for text in texts if texts.count(text) > 1}
    names = _row_names(base)
    known = [
        Passage(_name([c.text for c in row.cells], common), (name,)) for row, name in zip(base.rows, names, strict=True)
    ]
    live = [Passage(_name([cell.text for cell in row.cells], common), row.anchors) for row in table.rows]
    groups = match(known, live, whole=True)
    return {g.blocks[0]: g.paragraphs[0] for g in groups}, any(group.anchored for group in groups)


def same_columns(known: Mapping[int, int | None], width: int, rows: Sequence[tuple[Row, LiveRow]]) -> dict[int, int]:
    """Columns whose heads the clerk has renamed, found by their cells: place in the base -> place in the clerk's rows.

    ``known``: those found by their heads, None for others. ``width``: the clerk's columns. ``rows``: paired rows.
    """

    def same(place: int, at: int) -> float | None:
        pairs = [(bare(o.cells[place].text), bare(h.cells[at].text)) for o, h in rows if at < len(h.cells)]
        share = sum(one == other != "" for one, other in pairs) / max(1, len(pairs) - 1)
        return share if share >= _SAME_COLUMN else None

    left = [place for place, at in known.items() if at is None]
    return best_for_both(left, sorted(set(range(width)) - set(known.values())), same)


def _name(texts: Sequence[str], common: set[str]) -> str:
    """What tells a row from the others: its words without figures and without ``common`` ones, which several rows have.

    Matched by all of their cells, rows of 产出指标 would be each other's likes, and figures are what changes.
    """
    own = [t for t in texts if t.strip() and t not in common and not t.strip()[0].isdigit()]
    return "\n".join(own) if own else "|".join(texts)


def _row_names(table: Table) -> tuple[str, ...]:
    return row_anchors(table.id, [row.id for row in table.rows])


def _texts(texts: Iterable[str]) -> set[str]:
    return {bare(text) for text in texts if text.strip()}


def _share(left: set[str], right: set[str]) -> float:
    return len(left & right) / max(1, len(left), len(right))


def columns_of(table: LiveTable, base: Table, draft: Table, known: Mapping[int, int]) -> dict[int, int | None] | None:
    """Place in a row of the draft -> place in a row of the clerk's; None where the two cannot be brought together.

    By place where the clerk left the columns, by heads and cells where one was added or taken out. ``known``: row of
    the base -> row of the clerk's.
    """
    if not table.holds_nested and _fits(table, base, draft, known):
        return {place: place for place in range(max(map(len, [*grid(base.rows), *grid(draft.rows)]), default=0))}
    cells = [cell for row in table.rows for cell in row.cells]
    if not is_plain([*base.rows, *draft.rows]) or any(cell.span != 1 or cell.merge for cell in cells) or not base.rows:
        return None
    if [c.text for c in base.rows[0].cells] != [c.text for c in draft.rows[0].cells]:
        return None
    names = [bare(cell.text) for cell in table.rows[0].cells]
    heads = [bare(cell.text) for cell in base.rows[0].cells]
    found: dict[int, int | None] = {
        place: names.index(head) if names.count(head) == heads.count(head) == 1 else None
        for place, head in enumerate(heads)
    }
    rows = table.rows
    found.update(same_columns(found, len(names), [(base.rows[number], rows[at]) for number, at in known.items()]))
    return found if any(at is not None for at in found.values()) else None


def _fits(table: LiveTable, base: Table, draft: Table, known: Mapping[int, int]) -> bool:
    """Whether the rows of all three versions have their cells at the same places of the grid.

    LibreOffice drops columns of the grid at which no cell ends. That alone makes no other table of it (``edges`` are
    compared), but a new row, drawn on the old grid, would not fit in.
    """
    of_draft = {row.id: [slot.span for slot in slots] for row, slots in zip(draft.rows, grid(draft.rows), strict=True)}
    laid, rows = grid(base.rows), table.rows
    of_base = [[slot.span for slot in laid[number]] for number in known]
    of_clerk = [[cell.span for cell in rows[at].cells] for at in known.values()]
    has_new_rows = bool(of_draft.keys() - {row.id for row in base.rows})
    if of_base != of_clerk and (edges(of_base) != edges(of_clerk) or has_new_rows):
        return False
    return all(of_draft.get(base.rows[number].id, spans) == spans for number, spans in zip(known, of_base, strict=True))
