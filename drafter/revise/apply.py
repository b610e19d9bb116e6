"""The plan is carried out in the clerk's file.

In: a plan, the live manuscript, the XML of new blocks. Out: nothing; the manuscript is changed. Texts first, then
what is new, then what goes: so every place that something is put behind is still there.
"""

from collections.abc import Sequence

from drafter.blocks import Chart, Merge, Section, grid
from drafter.docx.anchors import anchor_name, row_anchors
from drafter.docx.manuscript import Edit, LiveParagraph, LiveRow, LiveTable, Manuscript
from drafter.docx.new_blocks import NewBlocks
from drafter.revise.hunks import Hunk, Resolution
from drafter.revise.plan import ChartPlan, Item, ParagraphPlan, Plan, RowPlan, TablePlan


class PlanApplier:
    """Carries a plan out. ``tracked``: every change is a revision. ``pages``: each section of the draft with the ids
    of its blocks."""

    def __init__(
        self,
        plan: Plan,
        manuscript: Manuscript,
        new_blocks: NewBlocks,
        pages: Sequence[tuple[Section, frozenset[str]]],
        *,
        tracked: bool,
    ) -> None:
        self._plan, self._manuscript, self._drawn, self._tracked = plan, manuscript, new_blocks, tracked
        self._pages = pages
        self._marks: list[tuple[str, LiveParagraph, LiveParagraph]] = []

    def apply(self) -> None:
        """All of it; then every anchor is set anew round what its block has become."""
        filled = self._manuscript.filled_sections()
        self._texts()
        new_pages = self._new_pages()
        self._new_blocks()
        if not self._tracked:  # Word has no revision for a section break that comes or goes
            for section, items in new_pages:
                first, last = items[0].live, items[-1].live
                if first is not None and last is not None:
                    self._manuscript.new_section(first, last, section)
        self._deletions()
        if not self._tracked:
            self._manuscript.drop_emptied(filled)
        self._anchor()

    def _new_pages(self) -> list[tuple[Section, list[Item]]]:
        """The sections of the draft of which nothing is in the clerk's file yet, with the items that come into them."""
        found = []
        numbers: dict[str, list[int]] = {}
        for number, item in enumerate(self._plan.items):
            for block in item.ids:
                numbers.setdefault(block, []).append(number)
        for section, ids in self._pages:
            at = sorted({number for block in ids for number in numbers.get(block, ())})
            items = [self._plan.items[number] for number in at]
            if items and all(item.live is None for item in items):
                found.append((section, items))
        return found

    def _texts(self) -> None:
        for item in self._plan.items:
            if isinstance(item, ParagraphPlan):
                if item.paragraph is not None and not item.gone:
                    self._paragraph(item, item.paragraph)
                if isinstance(item, ChartPlan) and item.redrawn is not None and item.found is not None:
                    width = self._drawn.width(item.blocks[0])
                    self._manuscript.chart_parts.redraw(item.found, item.redrawn, width)
            elif item.table is not None and not item.gone and not item.replaced:
                self._table(item, item.table)

    def _table(self, plan: TablePlan, table: LiveTable) -> None:
        for row in plan.rows:
            if row.row is None or row.gone:
                continue
            for number, hunks in enumerate(row.hunks):
                if hunks:
                    row.row.cells[number].apply([self._edit(hunk, row.clerk[number]) for hunk in hunks])
        last: LiveRow | None = None
        for row in plan.rows:
            if row.row is None:
                row.row = self._new_row(plan, table, row, last)
            elif last is not None:
                row.row.move_after(last)
            last = row.row
        if plan.reshaped and not plan.plain:
            _merge_anew(plan)
        for row in plan.rows:
            if row.gone and row.row is not None:
                row.row.delete(tracked=self._tracked or row.gone == "struck", note=row.note, heirs=plan.plain)
            elif row.note and row.row is not None:
                first = row.row.cells[0].paragraphs[0]
                first.apply([Edit(0, len(first.text), first.text, note=row.note)])
        if plan.note:
            table.note(plan.note)

    def _new_row(self, plan: TablePlan, table: LiveTable, row: RowPlan, last: LiveRow | None) -> LiveRow:
        """In a plain table a copy of its neighbour, as the clerk has formatted it; in a form the draft has it drawn."""
        if plan.plain and (last or table.rows):
            model = last if last is not None and not (last.is_header and len(table.rows) > 1) else table.rows[-1]
            return (last or table.rows[0]).copy_after(model, row.new, tracked=self._tracked)
        return (last or table.rows[0]).insert_after(self._drawn.row(plan.block, row.id), tracked=self._tracked)

    def _new_blocks(self) -> None:
        """Each new item goes behind the live one before it; those before the first live one wait for it."""
        last: LiveParagraph | LiveTable | None = None
        waiting: list[Item] = []
        for item in self._plan.items:
            is_redrawn = isinstance(item, TablePlan) and item.replaced
            if item.new is None or (item.live is not None and isinstance(item, TablePlan) and not is_redrawn):
                if item.live is not None:
                    for first in waiting:
                        xml = self._xml(first)
                        tracked = self._tracked and not isinstance(first, ChartPlan)
                        self._take(first, self._manuscript.insert_before(item.live, xml, tracked=tracked))
                    waiting, last = [], item.live
            elif isinstance(item, TablePlan) and item.table is not None:  # redrawn: it takes the place of the old one
                old = item.table
                self._take(item, self._manuscript.insert_after(old, self._xml(item), tracked=self._tracked))
                old.delete(tracked=self._tracked)
                last = item.table
            elif last is None:
                waiting.append(item)
            else:
                tracked = self._tracked and not isinstance(item, ChartPlan)
                last = self._take(item, self._manuscript.insert_after(last, self._xml(item), tracked=tracked))

    def _take(self, item: Item, made: LiveParagraph | LiveTable) -> LiveParagraph | LiveTable:
        if isinstance(item, ParagraphPlan) and isinstance(made, LiveParagraph):
            item.paragraph = made
        elif isinstance(item, TablePlan) and isinstance(made, LiveTable):
            item.table = made
            rows = item.new.rows if item.new else ()
            item.before = item.rows
            item.rows = [
                RowPlan(live, row.id, new=tuple(slot.text for slot in slots))
                for live, row, slots in zip(made.rows, rows, grid(rows), strict=True)
            ]
        return made

    def _xml(self, item: Item) -> str:
        if isinstance(item, ChartPlan) and isinstance(item.new, Chart):
            relation = self._manuscript.chart_parts.add(item.new)
            return self._drawn.chart(item.blocks[0], self._manuscript.next_number(), relation)
        if isinstance(item, ParagraphPlan):
            return self._drawn.paragraph(item.blocks[0])
        return self._drawn.table(item.block)

    def _deletions(self) -> None:
        # Tables first: a paragraph that keeps two of them apart is needed only while both are there.
        for item in sorted(self._plan.items, key=lambda item: isinstance(item, ParagraphPlan)):
            if not item.gone:
                continue
            if item.live is not None:
                item.live.delete(tracked=self._tracked or item.gone == "struck", note=item.note)

    def _paragraph(self, item: ParagraphPlan, paragraph: LiveParagraph) -> None:
        edits = [self._edit(hunk, item.clerk) for hunk in (*item.hunks, *item.numbers)]
        if edits:
            paragraph.apply(edits)
        if item.note and isinstance(item, ChartPlan):
            paragraph.comment(item.note)
        elif item.note:
            text = paragraph.text
            paragraph.apply([Edit(0, len(text), text, note=item.note)])

    def _edit(self, hunk: Hunk, clerk: str) -> Edit:
        if hunk.resolution is Resolution.NOTICE:
            return Edit(hunk.start, hunk.end, clerk[hunk.start : hunk.end], note=hunk.note)
        tracked = self._tracked or hunk.resolution is Resolution.CONFLICT
        return Edit(hunk.start, hunk.end, hunk.text, tracked=tracked, note=hunk.note)

    def _anchor(self) -> None:
        ranges: dict[str, tuple[LiveParagraph, LiveParagraph]] = {}
        for item in self._plan.items:
            if item.gone == "removed" and not self._tracked:
                continue
            if isinstance(item, ParagraphPlan):
                for name in item.blocks if item.paragraph is not None else ():
                    first = ranges[name][0] if name in ranges else item.paragraph
                    if first is not None and item.paragraph is not None:
                        ranges[name] = first, item.paragraph
            elif item.block:
                self._anchor_rows(item)
        self._marks += [(anchor_name(name), *ends) for name, ends in ranges.items()]
        self._manuscript.anchor(self._marks)

    def _anchor_rows(self, plan: TablePlan) -> None:
        rows = [row for row in plan.rows if row.id and row.row is not None and row.gone != "removed"]
        for row, name in zip(rows, row_anchors(plan.block, [row.id for row in rows]), strict=True):
            cells = [cell for cell in row.row.cells if cell.merge != "continue"] if row.row else []
            paragraph = cells[0].paragraphs[0] if cells else None  # LibreOffice drops what a continued cell holds
            if paragraph is not None:
                self._marks.append((name, paragraph, paragraph))


def _merge_anew(plan: TablePlan) -> None:
    """Sets the merged cells of a form again after rows came or went: none goes on that has not begun above."""
    above: tuple[Merge, ...] = ()
    for row in plan.rows:
        if row.row is None or row.gone:
            continue
        cells = row.row.cells
        planned = row.merges if len(row.merges) == len(cells) else tuple(cell.merge for cell in cells)
        merges: tuple[Merge, ...] = tuple(
            "restart" if merge == "continue" and not _goes_on(above, at, len(cells)) else merge
            for at, merge in enumerate(planned)
        )
        for cell, merge in zip(cells, merges, strict=True):
            if cell.merge != merge:
                cell.set_merge(merge)
        above = merges


def _goes_on(above: tuple[Merge, ...], at: int, width: int) -> bool:
    return len(above) != width or above[at] != ""
