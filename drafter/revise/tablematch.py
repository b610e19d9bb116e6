"""Which table of hers is which of the base's, and which row.

In: her tables and the base's. Out: pairs. A table is known by the anchors of its rows, else by the cells that the two
share; a row by its anchor, by the cells that name it, by likeness; a column by its head, else by its cells.
"""

from collections.abc import Iterable, Mapping, Sequence

from drafter.docx.anchors import row_anchors
from drafter.docx.manuscript import LiveRow, LiveTable
from drafter.revise.likeness import bare
from drafter.revise.match import Piece, match
from drafter.revise.sequence import best_for_both
from drafter.state import StateRow, StateTable

_ENOUGH = 0.3
"""The share of two tables' cells that must be the same for the one to be taken for the other."""

_SAME_COLUMN = 0.5
"""The share of a column's cells, its head left out, that must be the same where the head is another."""


def matched_tables(hers: Sequence[LiveTable], known: Sequence[StateTable]) -> dict[int, StateTable]:
    """Her tables (by ``id()``) and the base's that they are: by the anchors of their rows, else by their cells."""
    names = {name: table for table in known for name in _row_names(table)}
    found: dict[int, StateTable] = {}
    left = {id(table): table for table in known}
    for table in hers:
        claims = [id(names[name]) for row in table.rows for name in row.anchors if name in names]
        best = max(set(claims), key=claims.count, default=None)
        if best in left and best is not None:
            found[id(table)] = left.pop(best)
    for table in hers:
        if id(table) in found:
            continue
        mine = _texts(cell.text for row in table.rows for cell in row.cells)
        shares = {key: _share(mine, _texts(c.text for r in t.rows for c in r.cells)) for key, t in left.items()}
        key = max(shares, key=lambda key: shares[key], default=None)
        if key is not None and shares[key] >= _ENOUGH:
            found[id(table)] = left.pop(key)
    return found


def matched_rows(table: LiveTable, base: StateTable) -> tuple[dict[int, int], bool]:
    """Row of the base -> row of hers, and whether anchors say so."""
    texts = [cell.text for row in base.rows for cell in row.cells]
    common = {text for text in texts if texts.count(text) > 1}
    names = _row_names(base)
    ours = [
        Piece(_name([c.text for c in row.cells], common), (name,)) for row, name in zip(base.rows, names, strict=True)
    ]
    hers = [Piece(_name([cell.text for cell in row.cells], common), row.anchors) for row in table.rows]
    groups = match(ours, hers, whole=True)
    return {g.blocks[0]: g.paragraphs[0] for g in groups}, any(group.anchored for group in groups)


def same_columns(
    known: Mapping[int, int | None], width: int, rows: Sequence[tuple[StateRow, LiveRow]]
) -> dict[int, int]:
    """Columns whose heads she has renamed: those of hers that still have their cells. ``known``: by their heads."""

    def same(place: int, at: int) -> float | None:
        pairs = [(bare(o.cells[place].text), bare(h.cells[at].text)) for o, h in rows if at < len(h.cells)]
        share = sum(one == other != "" for one, other in pairs) / max(1, len(pairs) - 1)
        return share if share >= _SAME_COLUMN else None

    left = [place for place, at in known.items() if at is None]
    return best_for_both(left, sorted(set(range(width)) - set(known.values())), same)


def _name(texts: Sequence[str], common: set[str]) -> str:
    """What tells a row from the others: its words, without those that several rows have, and without figures."""
    own = [t for t in texts if t.strip() and t not in common and not t.strip()[0].isdigit()]
    return "\n".join(own) if own else "|".join(texts)


def _row_names(table: StateTable) -> tuple[str, ...]:
    return row_anchors(table.id, [row.id for row in table.rows])


def _texts(texts: Iterable[str]) -> set[str]:
    return {bare(text) for text in texts if text.strip()}


def _share(hers: set[str], ours: set[str]) -> float:
    return len(hers & ours) / max(1, len(hers), len(ours))
