"""What is to be done with her report: every paragraph and table of hers, every block of the draft, put side by side.

In: the paragraphs and tables of her file, the base's blocks and the draft's. Out: a ``Plan``; nothing is written yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from drafter.docx.anchors import anchor_name
from drafter.docx.manuscript import LiveParagraph, LiveTable
from drafter.revise.account import Matter
from drafter.revise.likeness import Profile, bare, is_remnant
from drafter.revise.lines import NOT_STRUCK, STRUCK, Line, dealt, has_own_revision
from drafter.revise.match import Group, Piece, match, unmatched
from drafter.revise.merge import merge
from drafter.revise.outcome import Change, Way
from drafter.revise.places import Places
from drafter.revise.tablelines import TablePlan, rows_of
from drafter.revise.tablematch import matched_tables
from drafter.revise.tableplan import plan_table
from drafter.revise.telling import Telling
from drafter.revise.tokens import keys, tokens
from drafter.state import Pending, StateBlock, StateTable, StateText

_TITLES = ("title", "unit", "date")


@dataclass(slots=True)
class Plan:
    """Her body line by line and table by table, in the order that it will have; what is told; marks left open."""

    items: list[Line | TablePlan]
    telling: Telling
    pending: list[Pending] = field(default_factory=list)
    found: int = 0
    anchored: int = 0
    whole: int = 0


class Planner:
    """Puts the three versions side by side. ``blocks``: her paragraphs and tables in order."""

    def __init__(
        self,
        blocks: Sequence[LiveParagraph | LiveTable],
        base: Sequence[StateBlock],
        new: Sequence[StateBlock],
        *,
        tracked: bool,
        unit: str = "",
    ) -> None:
        self.blocks, self.base, self.new, self.tracked = blocks, base, new, tracked
        self.places = Places(blocks, unit)
        self.now = {block.id: block for block in new}
        self.plan = Plan([], Telling())

    def planned(self) -> Plan:
        """Paragraphs, tables, and what of the base she does not have any more."""
        lines = self._paragraphs()
        tables = self._tables()
        self.plan.items = [
            lines[id(block)] if isinstance(block, LiveParagraph) else tables[id(block)] for block in self.blocks
        ]
        return self.plan

    def _paragraphs(self) -> dict[int, Line]:
        hers = [block for block in self.blocks if isinstance(block, LiveParagraph)]
        texts = [block for block in self.base if isinstance(block, StateText) and bare(block.text)]
        pieces = [Piece(b.text, (anchor_name(b.id),), _is_heading(b.kind)) for b in texts]
        groups = match(pieces, [Piece(p.text, p.anchors, self.places.is_heading(p)) for p in hers])
        lines = [Line(p.text, p) for p in hers]
        for group in groups:
            self._group([texts[b] for b in group.blocks], [lines[p] for p in group.paragraphs])
        self._count(len(texts), groups)
        for number in unmatched(len(texts), groups, blocks=True):
            self._removed(texts[number])
        self.plan.telling.added += sum(1 for line in lines if not line.blocks and bare(line.hers))
        return {id(line.paragraph): line for line in lines}

    def _count(self, whole: int, groups: Sequence[Group]) -> None:
        self.plan.whole += whole
        self.plan.found += sum(len(group.blocks) for group in groups)
        self.plan.anchored += sum(len(group.blocks) for group in groups if group.anchored)

    def _group(self, blocks: Sequence[StateText], lines: Sequence[Line]) -> None:
        """Some blocks of ours and the paragraphs that they became."""
        for line in lines:
            line.blocks = tuple(block.id for block in blocks)
        news = [found for block in blocks if isinstance(found := self.now.get(block.id), StateText)]
        before = "\n".join(block.text for block in blocks)
        hers = "\n".join(line.hers for line in lines)
        where = self.places.of(lines[0].paragraph)
        if not news:
            if len(blocks) == len(lines) == 1 and not is_remnant(Profile(before), Profile(hers)):
                lines[0].blocks = ()  # what stands in its place is hers alone
                self.plan.telling.removed += 1
                return
            self._gone(blocks, lines, is_hers=not _same(before, hers))
            return
        now = "\n".join(block.text for block in news)
        merged = merge(before, hers, now, numbered=len(blocks) > 1)
        for line, changes in zip(lines, dealt(merged.changes, [line.hers for line in lines]), strict=True):
            line.changes = [_possible(change, line) for change in changes]
        for line, spans in zip(lines, _dealt_spans(merged.own, lines), strict=True):
            line.own = spans
        self._leave_open(lines, news)
        self.plan.telling.merged(where, merged, [(self.places.of(line.paragraph), line) for line in lines])
        if merged.rest:
            lines[0].note = f"您重写了本段，新稿为：“{now}”"
            self.plan.pending.append(Pending("text", blocks[0].id, old=before, note=lines[0].note))
            self.plan.telling.to_check.append(Matter(where, f"您重写了本段，新稿见批注：“{_brief(now)}”"))

    def _leave_open(self, lines: Sequence[Line], news: Sequence[StateText]) -> None:
        """Every change that may stay a mark of ours, with what stood there before."""
        for change in (change for line in lines for change in line.changes):
            if change.way is Way.UPDATE and not self.tracked:
                continue
            hers = next(line.hers for line in lines if change in line.changes)[change.start : change.end]
            offset = 0
            for block in news:
                start = change.new_start - offset
                if 0 <= start <= len(block.text):
                    marked = (hers, change.text) if change.way is not Way.NOTICE else ("", "")
                    span = start, min(change.new_end - offset, len(block.text))
                    mark = Pending("span", block.id, "", -1, *span, change.old, *marked, change.note)
                    self.plan.pending.append(mark)
                    break
                offset += len(block.text) + 1

    def _gone(self, blocks: Sequence[StateText], lines: Sequence[Line], *, is_hers: bool) -> None:
        """The data do not give it any more: taken out, or struck out for her to decide where she has put work in."""
        where = self.places.of(lines[0].paragraph)
        text = "".join(line.hers for line in lines)
        if not is_hers and not any(line.paragraph is not None and line.paragraph.holds_object for line in lines):
            for line in lines:
                line.gone = "removed"
            self.plan.telling.deletes(where, text)
            if self.tracked:
                self._leave_gone(blocks, lines, "")
            return
        if any(line.paragraph is not None and has_own_revision(line.paragraph) for line in lines):
            lines[0].note = NOT_STRUCK
            self._leave_gone(blocks, (), NOT_STRUCK)
        else:
            for line in lines:
                line.gone = "struck"
            lines[0].note = STRUCK
            self._leave_gone(blocks, lines, STRUCK)
        self.plan.telling.decisions.append(Matter(where, f"“{_brief(text)}”您改过，新数据中已不再生成"))

    def _leave_gone(self, blocks: Sequence[StateText], lines: Sequence[Line], note: str) -> None:
        before, old = self._before(blocks[0].id), "\n".join(block.text for block in blocks)
        hers = "\n".join(line.hers for line in lines)
        self.plan.pending.append(Pending("gone", blocks[0].id, old=old, hers=hers, note=note, after=before))

    def _before(self, block_id: str) -> str:
        ids = [block.id for block in self.base]
        at = ids.index(block_id)
        return next((other for other in reversed(ids[:at]) if other in self.now), "")

    def _removed(self, block: StateBlock) -> None:
        """She has taken it out, and it stays out."""
        self.plan.telling.removed += 1
        now = self.now.get(block.id)
        if isinstance(block, StateText) and isinstance(now, StateText):
            self.plan.telling.not_coming_back(block.text, now.text)
        elif isinstance(block, StateTable) and isinstance(now, StateTable) and _cells(block) != _cells(now):
            self.plan.telling.not_restored.append(Matter("", "您删去的表格，新数据有变化"))

    def _tables(self) -> dict[int, TablePlan]:
        hers = [block for block in self.blocks if isinstance(block, LiveTable)]
        known = [block for block in self.base if isinstance(block, StateTable)]
        pairs = matched_tables(hers, known)
        self.plan.whole += len(known)
        plans: dict[int, TablePlan] = {}
        for table in hers:
            before = pairs.get(id(table))
            if before is None:
                plans[id(table)] = TablePlan(table, rows=rows_of(table))
                self.plan.telling.added += 1
                continue
            now = self.now.get(before.id)
            found = plan_table(
                table, before, now if isinstance(now, StateTable) else None, self.places.of(table), tracked=self.tracked
            )
            plans[id(table)] = found
            self.plan.found += 1
            self.plan.anchored += found.anchored
            self.plan.telling.include(found.telling)
            self.plan.pending += found.pending
        taken = {id(table) for table in pairs.values()}
        for block in known:
            if id(block) not in taken:
                self._removed(block)
        return plans


def _dealt_spans(spans: Sequence[tuple[int, int]], lines: Sequence[Line]) -> list[tuple[tuple[int, int], ...]]:
    """Stretches of the joined text, in each paragraph."""
    changes = [Change(start, end, "") for start, end in spans]
    dealt_out = dealt(changes, [line.hers for line in lines])
    return [tuple((change.start, change.end) for change in changes) for changes in dealt_out]


def _possible(change: Change, line: Line) -> Change:
    """A change where none may be made in her file (inside her own revision, across a field) is told in a comment."""
    paragraph = line.paragraph
    if paragraph is None or change.way is Way.NOTICE:
        return change
    is_point = change.start == change.end
    if (is_point or not paragraph.is_inserted(change.start, change.end)) and paragraph.can_edit(
        change.start, change.end
    ):
        return change
    was = line.hers[change.start : change.end]
    note = change.note or f"此处未改动：其中 {was or '（无）'} 为旧稿，新稿为 {change.text or '（删去）'}，请核对"
    return Change(
        change.start, change.end, was, Way.NOTICE, note, change.old, change.new_start, change.new_end, change.is_figure
    )


def _cells(table: StateTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def _same(one: str, other: str) -> bool:
    return keys(tokens(bare(one))) == keys(tokens(bare(other)))


def _is_heading(kind: str) -> bool:
    return kind.startswith("heading") or kind in _TITLES


def _brief(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:60] + "…"
