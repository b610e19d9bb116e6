"""A table of the report beside the state: which row is which, and what each cell was filled from.

In: a table as it reads now. Out: a ``TracedText`` for each cell with text. Tables are known by the cells that they
share, rows by being equal, else by the cells that they share.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drafter.blocks import Cell, Row, Slot, Table, grid
from drafter.state.record import State
from drafter.trace.compare import folded
from drafter.trace.paragraphs import Stretch, TracedText
from drafter.trace.record import Nearest, Origin, Trace

_ENOUGH = 0.3
"""The share (0 to 1) of a table's different texts that must be in one of the state for it to be that table. So low,
because an update may change every figure and then only labels are alike; a table of the clerk's own shares next to
none. By judgement, not measured."""

_MOST_COMPARED = 400
"""Rows that were changed and are compared at most, or a hostile table would take minutes."""

_ROW_NAMES = ("绩效指标", "指标", "项目名称", "名称")


class Tables:
    """The tables of a state, taken one by one by those of the report."""

    def __init__(self, state: State) -> None:
        self._tables = [block for block in state.blocks if isinstance(block, Table)]
        self._texts = [_texts(known) for known in self._tables]
        self._left = dict.fromkeys(range(len(self._tables)))
        self._holding: dict[str, list[int]] = {}
        for number, texts in enumerate(self._texts):
            for text in texts:
                self._holding.setdefault(text, []).append(number)
        self._equal: dict[frozenset[str], list[int]] = {}
        for number, texts in enumerate(self._texts):
            self._equal.setdefault(texts, []).append(number)

    def traced(self, table: Table, where: tuple[str, ...]) -> Iterator[TracedText]:
        """Every cell with text, in reading order."""
        known = self._taken(table)
        rows, slot_rows = _Rows(known.rows if known else ()), grid(table.rows)
        top = sum(row.header for row in table.rows)
        heads = {column: title for slots in slot_rows[: top or 1] for column, title in _titles(slots).items()}
        for number, (row, slots) in enumerate(zip(table.rows, slot_rows, strict=True)):
            base_row = rows.taken([folded(cell.text) for cell in row.cells])
            row_name = _row_name(base_row, row.cells)
            if number >= top and _is_head(base_row):
                heads = _titles(slots)
            own = (slot for slot in slots if not slot.continued)
            for slot, base_cell in zip(own, _paired(row.cells, base_row), strict=True):
                if slot.text.strip():
                    head = "" if number < top else heads.get(slot.column, "")
                    spot = tuple(dict.fromkeys(part for part in (*where, row_name, head) if part))
                    is_head = base_row is not None and base_row.header
                    yield _traced(slot.text, base_cell, spot, known, is_head=is_head)

    def _taken(self, table: Table) -> Table | None:
        """The first of those left with the same texts; else the one that shares most of them, if that is enough."""
        shown = _texts(table)
        best = next((number for number in self._equal.get(shown, ()) if number in self._left), None)
        if best is None:
            shared = Counter(number for text in shown for number in self._holding.get(text, ()))
            shares = {
                number: shared[number] / max(1, len(shown), len(self._texts[number]))
                for number in sorted(shared)
                if number in self._left
            }
            best = max(shares, key=shares.__getitem__, default=None)
            if best is None or shares[best] < _ENOUGH:
                return None
        del self._left[best]
        return self._tables[best]


def _texts(table: Table) -> frozenset[str]:
    """The different texts of a table, folded."""
    return frozenset(folded(cell.text) for row in table.rows for cell in row.cells if cell.text.strip())


class _Rows:
    """The rows of a table of the state; each is taken once."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._left = [(tuple(folded(cell.text) for cell in row.cells), row) for row in rows]
        self._index: dict[tuple[str, ...], list[Row]] = {}
        for texts, row in reversed(self._left):  # the first is taken first, from the end
            self._index.setdefault(texts, []).append(row)
        self._taken: set[int] = set()
        self._compared = 0

    def taken(self, texts: list[str]) -> Row | None:
        equal = self._index.get(tuple(texts), [])
        while equal:
            row = equal.pop()
            if id(row) not in self._taken:
                self._taken.add(id(row))
                return row
        self._compared += 1
        if self._compared > _MOST_COMPARED:
            return None
        words = {text for text in texts if text}
        left = [(len(words & set(kept)), row) for kept, row in self._left if id(row) not in self._taken]
        shared, best = max(left, key=lambda pair: pair[0], default=(0, None))
        if best is None or shared * 2 < len(
            words
        ):  # under half: a row of the clerk's own that shares a unit or a label
            return None
        self._taken.add(id(best))
        return best


def _paired(shown: Sequence[Cell], base_row: Row | None) -> list[Cell | None]:
    """The base's cell for each cell shown: by its place, or by its text where cells were put in or taken out."""
    if base_row is None:
        return [None for _ in shown]
    if len(base_row.cells) == len(shown):
        return list(base_row.cells)
    known = {folded(cell.text): cell for cell in base_row.cells}
    return [known.get(folded(cell.text)) for cell in shown]


def _traced(
    text: str, base_cell: Cell | None, where: tuple[str, ...], known: Table | None, *, is_head: bool
) -> TracedText:
    words, shown = folded(text), " ".join(text.split())
    if base_cell is not None and folded(base_cell.text) == words:
        places = known.places if known and not base_cell.facts else ()
        origin = Origin.TABLE if base_cell.facts else Origin.DATA if places else Origin.TEMPLATE
        trace = Trace(origin, where, shown, facts=base_cell.facts, places=places)
    elif base_cell is None or is_head:
        trace = Trace(Origin.PERSON, where, shown)
    else:
        before = " ".join(base_cell.text.split())
        trace = Trace(Origin.PERSON, where, shown, nearest=Nearest(before, ((before, shown),), facts=base_cell.facts))
    return TracedText(words, (Stretch(0, len(words), trace),))


def _titles(slots: Iterable[Slot]) -> dict[int, str]:
    """Column of the grid -> what a row says there."""
    return {slot.column: " ".join(slot.text.split()) for slot in slots if slot.text.strip()}


def _is_head(base_row: Row | None) -> bool:
    """A row of a form that holds labels alone: the heads of the rows below it."""
    return base_row is not None and len(base_row.cells) > 2 and not any(cell.facts for cell in base_row.cells[1:])


def _row_name(base_row: Row | None, shown: Sequence[Cell]) -> str:
    """What a person calls the row: its indicator, else its first text."""
    if base_row is not None and base_row.header:
        return "表头"
    facts = [fact for cell in base_row.cells for fact in cell.facts] if base_row else []
    row_name = next((fact.text for name in _ROW_NAMES for fact in facts if fact.name == name), "")
    return row_name or next((" ".join(cell.text.split()) for cell in shown if cell.text.strip()), "")
