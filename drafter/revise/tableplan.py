"""What is to be done with a table of hers: its rows, its cells.

In: her table, the base's and the draft's. Out: a ``TablePlan``. Rows are known by anchor, by the cells that name
them, by likeness; columns by place, or by their heads where she has put one in or taken one out. Where she has drawn
the cells of a form anew, the table is hers, and a comment tells the new one.
"""

from collections.abc import Mapping, Sequence

from drafter.docx.manuscript import LiveCell, LiveRow, LiveTable
from drafter.revise.account import Change as Told
from drafter.revise.account import Matter
from drafter.revise.cells import merge_cell
from drafter.revise.grid import Slot, grid, is_plain
from drafter.revise.hybrid import packed_rows
from drafter.revise.likeness import bare
from drafter.revise.lines import NOT_STRUCK, has_own_revision
from drafter.revise.outcome import Change, Merge, Way
from drafter.revise.rowplaces import hand_down, in_new_order, is_base_order, order_changed
from drafter.revise.spots import spot
from drafter.revise.tablecolumns import columns_of
from drafter.revise.tablelines import RowPlan, TablePlan, line_of, rows_of
from drafter.revise.tablematch import matched_rows
from drafter.state import Pending, StateRow, StateTable

STRUCK_ROW = "新数据中该行已不再生成；接受=删除，拒绝=保留您改过的内容"
STRUCK_TABLE = "新数据中该表已不再生成；接受=删除，拒绝=保留您改过的内容"


def plan_table(table: LiveTable, base: StateTable, new: StateTable | None, where: str, *, tracked: bool) -> TablePlan:
    """The plan of one table."""
    return _Planner(table, base, new, where, tracked=tracked).planned()


class _Planner:
    def __init__(
        self, table: LiveTable, base: StateTable, new: StateTable | None, where: str, *, tracked: bool
    ) -> None:
        self._table, self._base, self._new, self._where, self._tracked = table, base, new, where, tracked
        self._pairs, anchored = matched_rows(table, base)
        self._plan = TablePlan(table, base.id, anchored=anchored)
        self._ours = {row: number for number, row in self._pairs.items()}
        self._grid = grid(base.rows)

    def planned(self) -> TablePlan:
        plan = self._plan
        plan.rows = rows_of(self._table)
        for number, row in self._pairs.items():
            plan.rows[row].id = self._base.rows[number].id
        if self._new is None:
            self._gone()
        elif _texts(self._base) != _texts(self._new) or _spans(self._base) != _spans(self._new):
            self._changed(self._new)
        else:
            self._tell_differing()
        return plan

    def _gone(self) -> None:
        plan = self._plan
        if self._is_untouched():
            plan.gone = "removed"
            plan.telling.deletes(self._where, f"表格（{len(self._base.rows)}行）")
            note = ""
        else:
            own = any(_has_own_revision(row) for row in self._table.rows)
            plan.gone, plan.note = ("", NOT_STRUCK) if own else ("struck", STRUCK_TABLE)
            plan.telling.decisions.append(Matter(self._where, "您改过的表格，新数据中已不再生成"))
            note = plan.note
        if note or self._tracked:
            hers = "\n".join(line_of(row.hers) for row in plan.rows) if plan.gone else ""
            plan.pending.append(Pending("gone", self._base.id, old=packed_rows(self._base.rows), hers=hers, note=note))

    def _changed(self, new: StateTable) -> None:
        plan = self._plan
        columns = columns_of(self._table, self._base, new, self._pairs)
        if columns is None or self._cannot_move(new):
            if self._is_untouched() and not self._table.holds_nested and not self._tracked:
                plan.replaced, plan.new = True, new
                plan.telling.updated.append(Told(self._where, "表格", "按新数据重画"))
            else:
                plan.note = "您调整了本表的行列，未改动；新数据下本表为：" + "\n".join(
                    line_of(c.text for c in row.cells) for row in new.rows
                )
                before = packed_rows(self._base.rows)
                plan.pending.append(Pending("text", self._base.id, old=before, note=plan.note))
                plan.telling.to_check.append(Matter(self._where, "您调整了本表的行列，新表见批注"))
            return
        plan.plain = is_plain(self._base.rows) and is_plain(new.rows)
        news = {row.id: (row, slots) for row, slots in zip(new.rows, grid(new.rows), strict=True)}
        for number, at in self._pairs.items():
            row = self._base.rows[number]
            if row.id in news:
                self._cells(plan.rows[at], row, self._grid[number], *news[row.id], columns)
            else:
                self._row_gone(plan.rows[at], number, columns)
        if not (plan.plain and self._tracked):
            for text in hand_down(plan.rows, plain=plan.plain):
                if self._tracked:
                    plan.pending.append(Pending("span", "", new=text))
        if self._moves(new):
            plan.rows, plan.shape = in_new_order(plan.rows, new), True
        for number, row in enumerate(self._base.rows):
            if number not in self._pairs:
                self._row_removed(row, news.get(row.id))
        self._put_in(new, columns)

    def _moves(self, new: StateTable) -> bool:
        """Whether the data have put the rows in another order, and she has not."""
        rows = self._plan.rows
        return not self._tracked and order_changed(rows, self._base, new) and is_base_order(rows, self._base)

    def _cannot_move(self, new: StateTable) -> bool:
        """Whether her order of a form's rows cannot stay, since cells are merged over them, nor become the draft's."""
        if is_plain(self._base.rows) and is_plain(new.rows):
            return False
        return order_changed(self._plan.rows, self._base, new) and not self._moves(new)

    def _cells(
        self,
        plan: RowPlan,
        base: StateRow,
        slots: Sequence[Slot],
        new: StateRow,
        now: Sequence[Slot],
        columns: Mapping[int, int | None],
    ) -> None:
        """The cells of one row, place by place."""
        for place, (before, after_) in enumerate(zip(slots, now, strict=True)):
            at = columns.get(place)
            if at is None or at >= len(plan.hers):
                if before.text != after_.text:
                    self._plan.telling.not_coming_back(before.text, after_.text)
                continue
            found = merge_cell(before.text, plan.hers[at], after_.text)
            cell = plan.row.cells[at] if plan.row else None
            plan.changes[at] = [_possible(change, plan.hers[at], cell) for change in found.changes]
            where = self._spot(plan, at) if found != Merge() else ""
            text = plan.hers[at]
            self._plan.telling.pairs(where, found)
            for change in plan.changes[at]:
                hers = plan.hers[at][change.start : change.end]
                self._plan.telling.change(where, change, text)
                if (change.way is not Way.UPDATE or self._tracked) and after_.cell >= 0:
                    marked = ("", "") if change.way is Way.NOTICE else (hers, change.text)
                    span = change.new_start, change.new_end
                    mark = Pending("span", self._base.id, base.id, after_.cell, *span, change.old, *marked, change.note)
                    self._plan.pending.append(mark)
            if before.merge != after_.merge:
                self._plan.shape = True
        if len(now) == len(plan.hers):
            plan.merges = tuple(slot.merge for slot in now)

    def _spot(self, plan: RowPlan, at: int) -> str:
        found = spot(self._table.rows, plan.row, at) if plan.row is not None else ""
        return f"{self._where} {found}".rstrip()

    def _row_gone(self, plan: RowPlan, number: int, columns: Mapping[int, int | None]) -> None:
        base = self._base.rows[number]
        self._plan.shape = True
        before = [""] * len(plan.hers)
        for place, slot in enumerate(self._grid[number]):
            at = columns.get(place)
            if at is not None and at < len(before):
                before[at] = slot.text
        text = line_of(plan.hers)
        if [bare(text) for text in plan.hers] == [bare(text) for text in before]:
            plan.gone = "removed"
            self._plan.telling.deletes(self._where, text)
        else:
            own = plan.row is not None and _has_own_revision(plan.row)
            plan.gone, plan.note = ("", NOT_STRUCK) if own else ("struck", STRUCK_ROW)
            self._plan.telling.decisions.append(Matter(self._where, f"“{text}”这一行您改过，新数据中已不再生成"))
        if plan.note or self._tracked:
            after_ = self._base.rows[number - 1].id if number else ""
            mark = Pending(
                "gone",
                self._base.id,
                base.id,
                old=packed_rows([base]),
                hers=text if plan.gone else "",
                note=plan.note,
                after=after_,
            )
            self._plan.pending.append(mark)

    def _row_removed(self, base: StateRow, now: tuple[StateRow, Sequence[Slot]] | None) -> None:
        self._plan.telling.removed += 1
        if now is not None and [c.text for c in base.cells] != [c.text for c in now[0].cells]:
            self._plan.telling.not_coming_back(
                line_of(c.text for c in base.cells), line_of(c.text for c in now[0].cells)
            )

    def _put_in(self, new: StateTable, columns: Mapping[int, int | None]) -> None:
        """New rows, each behind the nearest one before it that stands in her table."""
        known = {row.id for row in self._base.rows}
        last: RowPlan | None = None
        by_id = {plan.id: plan for plan in self._plan.rows if plan.id and not plan.gone}
        for row, slots in zip(new.rows, grid(new.rows), strict=True):
            if row.id in known:
                last = by_id.get(row.id, last)
                continue
            width = len(self._table.rows[0].cells) if self._plan.plain and self._table.rows else len(slots)
            texts = [""] * width
            for place, slot in enumerate(slots):
                at = columns.get(place)
                if at is not None and at < width:
                    texts[at] = slot.text
            name = [bare(text) for text in texts[:1]]
            alike = [plan for plan in self._plan.rows if not plan.id and list(map(bare, plan.hers[:1])) == name]
            own = next((plan for plan in alike if _holds(plan.hers, texts, columns)), None)
            if own is not None:  # she has put in the very same
                own.id, last = row.id, own
                continue
            if alike:
                self._plan.telling.to_check.append(
                    Matter(self._where, f"新增的“{line_of(texts)}”，您已自行加过同名的一行")
                )
            made = RowPlan(None, row.id, new=tuple(texts), merges=tuple(slot.merge for slot in slots))
            where = self._plan.rows.index(last) + 1 if last is not None else 0
            self._plan.rows.insert(where, made)
            self._plan.shape = True
            self._plan.telling.inserts(self._where, line_of(texts))
            if self._tracked:
                self._plan.pending.append(Pending("added", self._base.id, row.id, new=line_of(texts)))
            last = made

    def _is_untouched(self) -> bool:
        return len(self._table.rows) == len(self._base.rows) and all(
            [bare(cell.text) for cell in row.cells] == [bare(slot.text) for slot in slots]
            for row, slots in zip(self._table.rows, self._grid, strict=True)
        )

    def _tell_differing(self) -> None:
        """Figures of hers where the data, unchanged, have others."""
        for number, at in self._pairs.items():
            row = self._plan.rows[at]
            if len(row.hers) != len(self._grid[number]):
                continue
            for place, slot in enumerate(self._grid[number]):
                found = merge_cell(slot.text, row.hers[place], slot.text)
                if found != Merge():
                    self._plan.telling.pairs(self._spot(row, place), found)


def _holds(hers: Sequence[str], texts: Sequence[str], columns: Mapping[int, int | None]) -> bool:
    """Whether a row of hers says what a new one says, whatever she has in columns of her own."""
    ours = {at for at in columns.values() if at is not None and at < len(hers)}
    return len(hers) == len(texts) and all(bare(hers[at]) == bare(texts[at]) for at in ours)


def _possible(change: Change, hers: str, cell: LiveCell | None) -> Change:
    """A change inside her own revision is told in a comment."""
    if cell is None or change.way is Way.NOTICE or change.start == change.end:
        return change
    offset = 0
    for paragraph in cell.paragraphs:
        left, right = max(change.start - offset, 0), min(change.end - offset, len(paragraph.text))
        if left < right and (paragraph.is_inserted(left, right) or not paragraph.can_edit(left, right)):
            was = hers[change.start : change.end]
            note = change.note or f"此处未改动：其中 {was} 为旧稿，新稿为 {change.text or '（删去）'}，请核对"
            return Change(change.start, change.end, was, Way.NOTICE, note, change.old, change.new_start, change.new_end)
        offset += len(paragraph.text) + 1
    return change


def _has_own_revision(row: LiveRow) -> bool:
    return any(has_own_revision(paragraph) for cell in row.cells for paragraph in cell.paragraphs)


def _texts(table: StateTable) -> list[tuple[str, list[str]]]:
    return [(row.id, [cell.text for cell in row.cells]) for row in table.rows]


def _spans(table: StateTable) -> list[list[tuple[int, int]]]:
    return [[(cell.colspan, cell.rowspan) for cell in row.cells] for row in table.rows]
