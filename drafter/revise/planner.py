"""What is to be done with the clerk's file: its paragraphs and tables, the base's blocks and the draft's, side by side.

In: the live paragraphs and tables, the blocks of the base and of the draft. Out: a ``Plan``; nothing is written yet.
"""

from collections.abc import Sequence

from drafter.blocks import Block, Chart, Table, Text
from drafter.docx.anchors import anchor_name
from drafter.docx.manuscript import LiveParagraph, LiveTable, Manuscript
from drafter.revise.account import MOST_TO_KNOW, MOST_TO_READ, Matter
from drafter.revise.chart_plan import ChartPlanner, changed_figures
from drafter.revise.hunks import Hunk, Resolution, dealt
from drafter.revise.match import Passage, match, unmatched
from drafter.revise.merge import merge
from drafter.revise.merge_base import packed_new_rows
from drafter.revise.plan import (
    NOT_STRUCK,
    STRUCK,
    ChartPlan,
    Item,
    ParagraphPlan,
    Plan,
    TablePlan,
    has_own_revision,
    open_mark,
    rows_of,
    where_editable,
)
from drafter.revise.similarity import Profile, bare, is_remnant
from drafter.revise.table_match import matched_tables
from drafter.revise.table_plan import plan_table
from drafter.revise.tokens import keys, tokens
from drafter.revise.where import Places
from drafter.state.record import Pending

_TITLES = ("title", "unit", "date")


class Planner:
    """Puts the three versions side by side. ``blocks``: the paragraphs and tables of the clerk's file in order.

    ``unit``: whose report it is, which is left out of long titles where places are named. ``tracked``: every change
    is a revision, so every one stays open. ``manuscript``: where its charts are, in text of ``widest`` twips at most.
    """

    def __init__(
        self,
        blocks: Sequence[LiveParagraph | LiveTable],
        base: Sequence[Block],
        draft: Sequence[Block],
        *,
        tracked: bool,
        unit: str = "",
        manuscript: Manuscript | None = None,
        widest: int = 0,
    ) -> None:
        self.blocks, self.base, self.draft, self.tracked = blocks, base, draft, tracked
        self.places = Places(blocks, unit)
        self.in_draft = {block.id: block for block in draft}
        self.plan = Plan()
        self._manuscript, self._widest = manuscript, widest
        self._charts: dict[LiveParagraph, ChartPlan] = {}

    def planned(self) -> Plan:
        """Paragraphs, tables, and blocks of the base that the clerk has deleted; ``NewBlockPlanner`` does the rest."""
        self._charts = self._chart_plans()
        paragraphs = {**self._paragraphs(), **{id(paragraph): plan for paragraph, plan in self._charts.items()}}
        tables = self._tables()
        self.plan.items = [
            paragraphs[id(block)] if isinstance(block, LiveParagraph) else tables[id(block)] for block in self.blocks
        ]
        return self.plan

    def _chart_plans(self) -> dict[LiveParagraph, ChartPlan]:
        """The charts of the base that are still there, each by its paragraph; the others the clerk has deleted."""
        if not any(isinstance(block, Chart) for block in self.base) or self._manuscript is None:
            return {}
        found = self._manuscript.charts
        charts = {b: found[b] for b in self.blocks if isinstance(b, LiveParagraph) and b in found}
        planner = ChartPlanner(self._manuscript, self.plan, self.places, self._widest, tracked=self.tracked)
        plans = planner.planned(charts, self.base, self.in_draft)
        there = {name for plan in plans.values() for name in plan.blocks}
        for block in self.base:
            if isinstance(block, Chart) and block.id not in there:
                self._deleted_by_clerk(block)
        return plans

    def _paragraphs(self) -> dict[int, ParagraphPlan]:
        live = [b for b in self.blocks if isinstance(b, LiveParagraph) and b not in self._charts]
        texts = [block for block in self.base if isinstance(block, Text) and bare(block.text)]
        passages = [Passage(b.text, (anchor_name(b.id),), _is_heading(b.kind)) for b in texts]
        groups = match(passages, [Passage(p.text, p.anchors, self.places.is_heading(p)) for p in live])
        plans = [ParagraphPlan(p.text, p) for p in live]
        account = self.plan.account
        account.blocks += len(texts)
        for group in groups:
            self._group([texts[b] for b in group.blocks], [plans[p] for p in group.paragraphs])
            if group.anchored:
                account.anchored += len(group.blocks)
            else:
                account.recovered += len(group.blocks)
        for number in unmatched(len(texts), groups):
            self._deleted_by_clerk(texts[number])
        account.added += sum(1 for plan in plans if not plan.blocks and bare(plan.clerk))
        return {id(plan.paragraph): plan for plan in plans}

    def _group(self, blocks: Sequence[Text], plans: Sequence[ParagraphPlan]) -> None:
        """Some blocks of the base and the paragraphs that they became, merged as one text."""
        for plan in plans:
            plan.blocks = tuple(block.id for block in blocks)
        new = [found for block in blocks if isinstance(found := self.in_draft.get(block.id), Text)]
        base = "\n".join(block.text for block in blocks)
        clerk = "\n".join(plan.clerk for plan in plans)
        where = self.places.of(plans[0].paragraph)
        if not new:
            if len(blocks) == len(plans) == 1 and not is_remnant(Profile(base), Profile(clerk)):
                plans[0].blocks = ()  # the clerk deleted the block, and wrote something else in its place
                self.plan.account.removed += 1
                return
            self._not_in_draft(blocks, plans, is_edited=not _same_words(base, clerk))
            return
        draft = "\n".join(block.text for block in new)
        merged = merge(base, clerk, draft, numbered=len(blocks) > 1)
        for plan, hunks in zip(plans, dealt(merged.hunks, [plan.clerk for plan in plans]), strict=True):
            live = [plan.paragraph] if plan.paragraph is not None else []
            plan.hunks = [where_editable(hunk, plan.clerk, live) for hunk in hunks]
        for plan, spans in zip(plans, _dealt_spans(merged.own, plans), strict=True):
            plan.own = spans
        self._leave_open(plans, new)
        parts = [(self.places.of(plan.paragraph), plan.clerk, plan.hunks) for plan in plans]
        self.plan.account.add_merge(where, merged, parts)
        if merged.rest:
            plans[0].note = f"您重写了本段，新稿为：“{draft}”"
            self.plan.pending.append(Pending("text", blocks[0].id, old=base, note=plans[0].note))
            self.plan.account.to_check.append(Matter(where, f"您重写了本段，新稿见批注：“{_brief(draft)}”"))

    def _leave_open(self, plans: Sequence[ParagraphPlan], new: Sequence[Text]) -> None:
        """A ``Pending`` for every hunk that becomes a mark; at the next update the base has the old text there."""
        for plan in plans:
            for hunk in plan.hunks:
                if hunk.resolution is not Resolution.UPDATE or self.tracked:
                    self._leave_hunk_open(hunk, plan.clerk, new)

    def _leave_hunk_open(self, hunk: Hunk, clerk: str, new: Sequence[Text]) -> None:
        before = 0
        for block in new:
            start = hunk.draft_start - before
            if 0 <= start <= len(block.text):
                end = min(hunk.draft_end - before, len(block.text))
                self.plan.pending.append(open_mark(hunk, clerk, block.id, span=(start, end)))
                return
            before += len(block.text) + 1

    def _not_in_draft(self, blocks: Sequence[Text], plans: Sequence[ParagraphPlan], *, is_edited: bool) -> None:
        """The draft has these blocks no more: removed, or struck out for the clerk to decide where work went into
        them."""
        where = self.places.of(plans[0].paragraph)
        text = "".join(plan.clerk for plan in plans)
        live = [plan.paragraph for plan in plans if plan.paragraph is not None]
        if not is_edited and not any(paragraph.holds_object for paragraph in live):
            for plan in plans:
                plan.gone = "removed"
            self.plan.account.add_deleted(where, text)
            if self.tracked:
                self._leave_gone_open(blocks, plans, "")
            return
        if has_own_revision(live):
            plans[0].note = NOT_STRUCK
            self._leave_gone_open(blocks, (), NOT_STRUCK)
        else:
            for plan in plans:
                plan.gone = "struck"
            plans[0].note = STRUCK
            self._leave_gone_open(blocks, plans, STRUCK)
        self.plan.account.decisions.append(Matter(where, f"“{_brief(text)}”您改过，新数据中已不再生成"))

    def _leave_gone_open(self, blocks: Sequence[Text], plans: Sequence[ParagraphPlan], note: str) -> None:
        before, old = self._before(blocks[0].id), "\n".join(block.text for block in blocks)
        struck = "\n".join(plan.clerk for plan in plans)
        self.plan.pending.append(Pending("gone", blocks[0].id, old=old, hers=struck, note=note, after=before))

    def _before(self, block_id: str) -> str:
        """The nearest block before one of the base's that the draft has too, "" for none."""
        ids = [block.id for block in self.base]
        at = ids.index(block_id)
        return next((other for other in reversed(ids[:at]) if other in self.in_draft), "")

    def _deleted_by_clerk(self, block: Block) -> None:
        """A block of the base that the clerk deleted stays deleted, and is reported where the data have changed it."""
        self.plan.account.removed += 1
        new = self.in_draft.get(block.id)
        if isinstance(block, Text) and isinstance(new, Text):
            self.plan.account.add_not_restored(block.text, new.text)
        elif isinstance(block, Table) and isinstance(new, Table) and _cells(block) != _cells(new):
            self.plan.account.not_restored.append(Matter("", "您删去的表格，新数据有变化"))
        elif isinstance(block, Chart) and isinstance(new, Chart) and changed_figures(block, new):
            self.plan.account.not_restored.append(Matter("", "您删去的图，新数据有变化"))

    def _tables(self) -> dict[int, TablePlan]:
        live = [block for block in self.blocks if isinstance(block, LiveTable)]
        known = [block for block in self.base if isinstance(block, Table)]
        pairs = matched_tables(live, known)
        self.plan.account.blocks += len(known)
        plans: dict[int, TablePlan] = {}
        for table in live:
            base = pairs.get(id(table))
            if base is None:
                plans[id(table)] = TablePlan(table, rows=rows_of(table))
                self.plan.account.added += 1
                continue
            new = self.in_draft.get(base.id)
            draft = new if isinstance(new, Table) else None
            plans[id(table)] = plan_table(table, base, draft, self.plan, self.places.of(table), tracked=self.tracked)
        found = {id(table) for table in pairs.values()}
        for block in known:
            if id(block) not in found:
                self._deleted_by_clerk(block)
        return plans


class NewBlockPlanner:
    """Finds every block that only the draft has its place in a plan. ``sections``: for each block of the draft the
    number of its Word section.

    A new block comes behind the nearest block before it that is still in the clerk's file; under a heading that the
    clerk deleted it does not come in.
    """

    def __init__(
        self,
        plan: Plan,
        base: Sequence[Block],
        draft: Sequence[Block],
        sections: Sequence[int],
        places: Places,
        *,
        tracked: bool,
    ) -> None:
        self._plan, self._draft, self._sections, self._places = plan, draft, sections, places
        self._in_base = {block.id for block in base}
        self._tracked = tracked
        self._first_of: dict[str, Item] = {}
        self._last_of: dict[str, Item] = {}
        for item in plan.items:
            self._remember(item)

    def place_all(self) -> None:
        """Puts the new blocks into the plan, and into its account."""
        own_texts = {bare(i.clerk): i for i in self._plan.items if isinstance(i, ParagraphPlan) and not i.blocks}
        for at, block in enumerate(self._draft):
            if block.id in self._in_base:
                continue
            words = bare(block.text) if isinstance(block, Text) else ""
            own = own_texts.pop(words, None) if words else None
            if own is not None:  # the clerk has written the very same
                own.blocks = (block.id,)
                self._remember(own)
                self._plan.account.added -= 1
            elif self._is_unwanted(at):
                text = block.text if isinstance(block, Text) else "新图表" if isinstance(block, Chart) else "新表格"
                sentence = f"所在的标题您已删去，新增的“{text[:MOST_TO_KNOW]}”没有加入"
                self._plan.account.not_restored.append(Matter("", sentence))
            else:
                self._insert(at, block)

    def _remember(self, item: Item) -> None:
        for name in item.ids:
            self._first_of.setdefault(name, item)
            self._last_of[name] = item

    def _is_unwanted(self, at: int) -> bool:
        """Whether the heading above it was in the base, and the clerk has deleted it."""
        kind = self._draft[at].kind
        for block in reversed(self._draft[:at]):
            if block.kind.startswith("heading") and (not kind.startswith("heading") or block.kind < kind):
                return block.id in self._in_base and block.id not in self._last_of
        return False

    def _insert(self, at: int, block: Block) -> None:
        item: Item
        if isinstance(block, Text):
            item, shown = ParagraphPlan(blocks=(block.id,), new=block), block.text
        elif isinstance(block, Chart):
            item, shown = ChartPlan(blocks=(block.id,), new=block), f"图表（{len(block.categories)}项）"
        else:
            item, shown = TablePlan(block=block.id, new=block), f"表格（{len(block.rows)}行）"
        items, place = self._plan.items, self._place(at)
        items.insert(place, item)
        self._remember(item)
        above = next((i for i in reversed(items[:place]) if isinstance(i, ParagraphPlan) and i.live is not None), None)
        where = self._places.of(above.paragraph) + "之后" if above else "文首"
        self._plan.account.add_inserted(where, shown)
        if self._tracked and not isinstance(block, Chart):  # Word has no revision for what a chart shows
            text = block.text if isinstance(block, Text) else packed_new_rows(block.rows)
            self._plan.pending.append(Pending("added", block.id, new=text))

    def _place(self, at: int) -> int:
        """Behind the nearest block before it in the same Word section; else before the next one there; else behind the
        pages of the section before: a landscape table must not come to stand on a portrait page."""
        items, section = self._plan.items, self._sections[at]
        before = [(n, self._last_of[b.id]) for n, b in enumerate(self._draft[:at]) if b.id in self._last_of]
        behind = [
            (n, self._first_of[b.id]) for n, b in enumerate(self._draft[at + 1 :], at + 1) if b.id in self._first_of
        ]
        near = next((item for n, item in reversed(before) if self._sections[n] == section), None)
        if near is not None:
            return items.index(near) + 1
        near = next((item for n, item in behind if self._sections[n] == section), None)
        if near is not None:
            return items.index(near)
        return self._behind_own_text(items.index(before[-1][1]) + 1) if before else 0

    def _behind_own_text(self, at: int) -> int:
        """The first place from ``at`` on that is behind what the clerk added to these pages: their section break, or
        the end; ``at`` itself where a block of the draft follows."""
        items = self._plan.items
        for place in range(at, len(items)):
            item = items[place]
            if item.ids or item.new is not None:
                return at
            if isinstance(item, ParagraphPlan) and item.paragraph is not None and item.paragraph.ends_section:
                return place + bool(bare(item.clerk))
        return len(items) if any(isinstance(i, ParagraphPlan) and bare(i.clerk) for i in items[at:]) else at


def _dealt_spans(spans: Sequence[tuple[int, int]], plans: Sequence[ParagraphPlan]) -> list[tuple[tuple[int, int], ...]]:
    """Spans of the joined text, for each paragraph those that are in it, counted there."""
    hunks = [Hunk(start, end, "") for start, end in spans]
    return [tuple((part.start, part.end) for part in parts) for parts in dealt(hunks, [plan.clerk for plan in plans])]


def _cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def _same_words(one: str, other: str) -> bool:
    return keys(tokens(bare(one))) == keys(tokens(bare(other)))


def _is_heading(kind: str) -> bool:
    return kind.startswith("heading") or kind in _TITLES


def _brief(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MOST_TO_READ else text[:MOST_TO_READ] + "…"
