"""What is to be done with one table of the clerk's: its rows, its cells.

In: the live table, the base's and the draft's. Out: a ``TablePlan``. Where the clerk has changed the grid of a form,
the table is left alone, and a comment holds the new one.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from drafter.blocks import Row, Slot, Table, grid
from drafter.docx.manuscript import LiveRow, LiveTable
from drafter.revise.account import Change, Matter
from drafter.revise.grid import is_plain
from drafter.revise.hunks import Hunk, Merge, Resolution
from drafter.revise.merge import merge_cell
from drafter.revise.merge_base import packed_rows
from drafter.revise.plan import (
    NOT_STRUCK,
    STRUCK_ROW,
    STRUCK_TABLE,
    Plan,
    RowPlan,
    TablePlan,
    has_own_revision,
    line_of,
    open_mark,
    rows_of,
    where_editable,
)
from drafter.revise.similarity import bare
from drafter.revise.table_match import columns_of, matched_rows
from drafter.revise.where import RowPlaces
from drafter.state.record import Pending

Columns = Mapping[int, int | None]
"""Place in a row of the draft -> place in a row of the clerk's, None for a column that the clerk took out."""


def plan_table(
    table: LiveTable, base: Table, draft: Table | None, plan: Plan, where: str, *, tracked: bool
) -> TablePlan:
    """The plan of one table; ``draft`` is None where the data give none. The account of it goes into ``plan``."""
    return _TablePlanner(table, base, draft, plan, where, tracked=tracked).planned()


class _TablePlanner:
    def __init__(
        self, table: LiveTable, base: Table, draft: Table | None, plan: Plan, where: str, *, tracked: bool
    ) -> None:
        self._table, self._base, self._draft, self._where, self._tracked = table, base, draft, where, tracked
        self._account, self._pending = plan.account, plan.pending
        self._row_of, anchored = matched_rows(table, base)
        if anchored:
            self._account.anchored += 1
        else:
            self._account.recovered += 1
        self._plan = TablePlan(table, base.id)
        self._grid = grid(base.rows)

    def planned(self) -> TablePlan:
        plan = self._plan
        plan.rows = rows_of(self._table)
        for number, row in self._row_of.items():
            plan.rows[row].id = self._base.rows[number].id
        if self._draft is None:
            self._not_in_draft()
        elif _texts(self._base) != _texts(self._draft) or _spans(self._base) != _spans(self._draft):
            self._changed(self._draft)
        else:
            self._list_differing()
        return plan

    def _not_in_draft(self) -> None:
        plan = self._plan
        if self._is_untouched():
            plan.gone = "removed"
            self._account.add_deleted(self._where, f"表格（{len(self._base.rows)}行）")
            note = ""
        else:
            own = any(_has_own_revision(row) for row in self._table.rows)
            plan.gone, plan.note = ("", NOT_STRUCK) if own else ("struck", STRUCK_TABLE)
            self._account.decisions.append(Matter(self._where, "您改过的表格，新数据中已不再生成"))
            note = plan.note
        if note or self._tracked:
            struck = "\n".join(line_of(row.clerk) for row in plan.rows) if plan.gone else ""
            self._pending.append(
                Pending("gone", self._base.id, old=packed_rows(self._base.rows), hers=struck, note=note)
            )

    def _changed(self, draft: Table) -> None:
        plan = self._plan
        columns = columns_of(self._table, self._base, draft, self._row_of)
        if columns is None or self._has_two_orders(draft):
            self._leave_to_clerk(draft)
            return
        plan.plain = is_plain(self._base.rows) and is_plain(draft.rows)
        in_draft = {row.id: (row, slots) for row, slots in zip(draft.rows, grid(draft.rows), strict=True)}
        for number, at in self._row_of.items():
            row = self._base.rows[number]
            if row.id in in_draft:
                self._cells(plan.rows[at], number, in_draft[row.id][1], columns)
            else:
                self._row_not_in_draft(plan.rows[at], number, columns)
        if not (plan.plain and self._tracked):
            for text in hand_down(plan.rows, plain=plan.plain):
                if self._tracked:
                    self._pending.append(Pending("span", "", new=text))
        if self._takes_draft_order(draft):
            plan.rows, plan.reshaped = in_draft_order(plan.rows, draft), True
        for number, row in enumerate(self._base.rows):
            if number not in self._row_of:
                new, _ = in_draft.get(row.id, (None, ()))
                self._row_deleted_by_clerk(row, new)
        self._insert_rows(draft, columns)

    def _leave_to_clerk(self, draft: Table) -> None:
        """A grid that the new rows do not fit: drawn anew where the clerk left the words alone, else only a comment."""
        plan = self._plan
        if self._is_untouched() and not self._table.holds_nested and not self._tracked:
            plan.replaced, plan.new = True, draft
            self._account.updated.append(Change(self._where, "表格", "按新数据重画"))
            return
        lines = "\n".join(line_of(cell.text for cell in row.cells) for row in draft.rows)
        plan.note = f"您调整了本表的行列，未改动；新数据下本表为：{lines}"
        self._pending.append(Pending("text", self._base.id, old=packed_rows(self._base.rows), note=plan.note))
        self._account.to_check.append(Matter(self._where, "您调整了本表的行列，新表见批注"))

    def _takes_draft_order(self, draft: Table) -> bool:
        """Whether the data have put the rows in another order, and the clerk has not."""
        rows = self._plan.rows
        return not self._tracked and order_changed(rows, self._base, draft) and is_base_order(rows, self._base)

    def _has_two_orders(self, draft: Table) -> bool:
        """Whether a form's rows can stay neither in the clerk's order, since cells are merged over them, nor take the
        draft's."""
        if is_plain(self._base.rows) and is_plain(draft.rows):
            return False
        return order_changed(self._plan.rows, self._base, draft) and not self._takes_draft_order(draft)

    def _cells(self, plan: RowPlan, number: int, new: Sequence[Slot], columns: Columns) -> None:
        """The cells of row ``number`` of the base, place by place, merged with those of the draft."""
        for place, (old, slot) in enumerate(zip(self._grid[number], new, strict=True)):
            at = columns.get(place)
            if at is None or at >= len(plan.clerk):
                if old.text != slot.text:
                    self._account.add_not_restored(old.text, slot.text)
                continue
            self._cell(plan, at, old, slot)
            if old.merge != slot.merge:
                self._plan.reshaped = True
        if len(new) == len(plan.clerk):
            plan.merges = tuple(slot.merge for slot in new)

    def _cell(self, plan: RowPlan, at: int, old: Slot, new: Slot) -> None:
        clerk = plan.clerk[at]
        found = merge_cell(old.text, clerk, new.text)
        live = plan.row.cells[at].paragraphs if plan.row else ()
        plan.hunks[at] = [where_editable(hunk, clerk, live) for hunk in found.hunks]
        where = self._place(plan, at) if found != Merge() else ""
        self._account.add_pairs(where, found)
        for hunk in plan.hunks[at]:
            self._account.add_hunk(where, hunk, clerk)
            if (hunk.resolution is not Resolution.UPDATE or self._tracked) and new.number >= 0:
                span = hunk.draft_start, hunk.draft_end
                self._pending.append(open_mark(hunk, clerk, self._base.id, row=plan.id, cell=new.number, span=span))

    @cached_property
    def _row_places(self) -> RowPlaces:
        return RowPlaces(self._table.rows)

    def _place(self, plan: RowPlan, at: int) -> str:
        found = self._row_places.of(plan.row, at) if plan.row is not None else ""
        return f"{self._where} {found}".rstrip()

    def _row_not_in_draft(self, plan: RowPlan, number: int, columns: Columns) -> None:
        """Removed where the clerk left it as it was, otherwise struck out for the clerk to decide."""
        base = self._base.rows[number]
        self._plan.reshaped = True
        before = [""] * len(plan.clerk)
        for place, slot in enumerate(self._grid[number]):
            at = columns.get(place)
            if at is not None and at < len(before):
                before[at] = slot.text
        text = line_of(plan.clerk)
        if [bare(text) for text in plan.clerk] == [bare(text) for text in before]:
            plan.gone = "removed"
            self._account.add_deleted(self._where, text)
        else:
            own = plan.row is not None and _has_own_revision(plan.row)
            plan.gone, plan.note = ("", NOT_STRUCK) if own else ("struck", STRUCK_ROW)
            self._account.decisions.append(Matter(self._where, f"“{text}”这一行您改过，新数据中已不再生成"))
        if plan.note or self._tracked:
            mark = Pending(
                "gone",
                self._base.id,
                base.id,
                old=packed_rows([base]),
                hers=text if plan.gone else "",
                note=plan.note,
                after=self._base.rows[number - 1].id if number else "",
            )
            self._pending.append(mark)

    def _row_deleted_by_clerk(self, base: Row, new: Row | None) -> None:
        self._account.removed += 1
        if new is not None and [c.text for c in base.cells] != [c.text for c in new.cells]:
            self._account.add_not_restored(line_of(c.text for c in base.cells), line_of(c.text for c in new.cells))

    def _insert_rows(self, draft: Table, columns: Columns) -> None:
        """New rows, each behind the nearest one before it that is in the clerk's table."""
        rows = self._plan.rows
        known = {row.id for row in self._base.rows}
        last: RowPlan | None = None
        by_id = {plan.id: plan for plan in rows if plan.id and not plan.gone}
        for row, slots in zip(draft.rows, grid(draft.rows), strict=True):
            if row.id in known:
                last = by_id.get(row.id, last)
                continue
            texts = self._texts_of_new(slots, columns)
            name = [bare(text) for text in texts[:1]]
            alike = [plan for plan in rows if not plan.id and list(map(bare, plan.clerk[:1])) == name]
            own = next((plan for plan in alike if _says_the_same(plan.clerk, texts, columns)), None)
            if own is not None:  # the clerk has added the very same
                own.id, last = row.id, own
                continue
            if alike:
                self._account.to_check.append(Matter(self._where, f"新增的“{line_of(texts)}”，您已自行加过同名的一行"))
            made = RowPlan(None, row.id, new=texts, merges=tuple(slot.merge for slot in slots))
            rows.insert(rows.index(last) + 1 if last is not None else 0, made)
            self._plan.reshaped = True
            self._account.add_inserted(self._where, line_of(texts))
            if self._tracked:
                self._pending.append(Pending("added", self._base.id, row.id, new=line_of(texts)))
            last = made

    def _texts_of_new(self, slots: Sequence[Slot], columns: Columns) -> tuple[str, ...]:
        """The texts of a new row in the clerk's columns; "" in columns that only the clerk has."""
        width = len(self._table.rows[0].cells) if self._plan.plain and self._table.rows else len(slots)
        texts = [""] * width
        for place, slot in enumerate(slots):
            at = columns.get(place)
            if at is not None and at < width:
                texts[at] = slot.text
        return tuple(texts)

    def _is_untouched(self) -> bool:
        """Whether every cell says what the base says."""
        return len(self._table.rows) == len(self._base.rows) and all(
            [bare(cell.text) for cell in row.cells] == [bare(slot.text) for slot in slots]
            for row, slots in zip(self._table.rows, self._grid, strict=True)
        )

    def _list_differing(self) -> None:
        """Figures of the clerk's where the data, which have not changed, have others."""
        for number, at in self._row_of.items():
            row = self._plan.rows[at]
            if len(row.clerk) != len(self._grid[number]):
                continue
            for place, slot in enumerate(self._grid[number]):
                found = merge_cell(slot.text, row.clerk[place], slot.text)
                if found != Merge():
                    self._account.add_pairs(self._place(row, place), found)


def order_changed(rows: Sequence[RowPlan], base: Table, draft: Table) -> bool:
    """Whether the draft gives the rows that stay in another order than the base."""
    in_file = {row.id for row in rows if row.id}
    order = [row.id for row in draft.rows if row.id in in_file]
    known = set(order)
    return order != [row.id for row in base.rows if row.id in known]


def is_base_order(rows: Sequence[RowPlan], base: Table) -> bool:
    """Whether the base's rows are in the order of the base: the clerk has moved none."""
    places = {row.id: number for number, row in enumerate(base.rows)}
    found = [places[row.id] for row in rows if row.id in places]
    return found == sorted(found)


def in_draft_order(rows: Sequence[RowPlan], draft: Table) -> list[RowPlan]:
    """The rows as the draft orders them; a row that it does not have stays behind the one that it follows."""
    known = {row.id for row in draft.rows}
    groups: list[list[RowPlan]] = [[]]
    for row in rows:
        if row.id in known:
            groups.append([row])
        else:
            groups[-1].append(row)
    places = {row.id: number for number, row in enumerate(draft.rows)}
    moved = sorted(groups[1:], key=lambda group: places[group[0].id])
    return [row for group in (groups[0], *moved) for row in group]


def hand_down(rows: Sequence[RowPlan], *, plain: bool) -> list[str]:
    """Moves the text of a merged cell to the next row where the row that it begins in is removed; returns the texts.

    Word keeps the text of a cell merged over several rows in the first of them: without this, removing that row would
    leave the others without their name. ``rows`` are those of a table before new ones are inserted. ``plain``: the
    draft merges nothing, what is merged is the clerk's. Where the draft says what a row of a form holds, nothing is
    moved.
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
                    carried[column] = row.clerk[place]
                elif cell.merge != "continue":
                    carried.pop(column, None)
                continue
            text = carried.pop(column, None)
            if text is None or cell.merge != "continue" or (row.merges and not plain):
                continue
            merges = row.merges or tuple(other.merge for other in cells)
            row.merges = (*merges[:place], "restart", *merges[place + 1 :])
            if text and not row.clerk[place] and not row.hunks[place]:
                row.hunks[place] = [Hunk(0, 0, text)]
                found.append(text)
        if row.gone != "removed":
            carried = {}
    return found


def _says_the_same(clerk: Sequence[str], texts: Sequence[str], columns: Columns) -> bool:
    """Whether a row of the clerk's says what a new one says, whatever is in columns that only the clerk has."""
    shared = {at for at in columns.values() if at is not None and at < len(clerk)}
    return len(clerk) == len(texts) and all(bare(clerk[at]) == bare(texts[at]) for at in shared)


def _has_own_revision(row: LiveRow) -> bool:
    return any(has_own_revision(cell.paragraphs) for cell in row.cells)


def _texts(table: Table) -> list[tuple[str, list[str]]]:
    return [(row.id, [cell.text for cell in row.cells]) for row in table.rows]


def _spans(table: Table) -> list[list[tuple[int, int]]]:
    return [[(cell.colspan, cell.rowspan) for cell in row.cells] for row in table.rows]
