"""New blocks of the draft find their place in her report, and every series of numbers runs on.

In: the plan of her report, the draft's blocks in order. Out: the plan with new lines and tables in it, and with the
numbers that change. A new block stands behind the nearest block before it that is still in her report; under a
heading that she has deleted it does not come in.
"""

from collections.abc import Sequence

from drafter.revise.account import Change as Told
from drafter.revise.account import Matter
from drafter.revise.hybrid import added_rows
from drafter.revise.likeness import bare
from drafter.revise.lines import Line
from drafter.revise.numbering import Number, beginnings, renumbered
from drafter.revise.outcome import Change
from drafter.revise.places import Places
from drafter.revise.plan import Plan
from drafter.revise.tablelines import TablePlan
from drafter.revise.tokens import Kind, Token, number_length, tokens
from drafter.state import Pending, StateBlock, StateText

Item = Line | TablePlan


class Placer:
    """Puts in what is new. ``sections``: for each block of ``new`` the number of its Word section."""

    def __init__(
        self,
        plan: Plan,
        base: Sequence[StateBlock],
        new: Sequence[StateBlock],
        sections: Sequence[int],
        places: Places,
        *,
        tracked: bool,
    ) -> None:
        self._plan, self._new, self._sections, self._places = plan, new, sections, places
        self._known = {block.id for block in base}
        self._tracked = tracked
        self._firsts: dict[str, Item] = {}
        self._lasts: dict[str, Item] = {}
        for item in plan.items:
            self._remember(item)

    def placed(self) -> None:
        """Every block that the base does not have."""
        hers = {bare(i.hers): i for i in self._plan.items if isinstance(i, Line) and not i.blocks and bare(i.hers)}
        for at, block in enumerate(self._new):
            if block.id in self._known:
                continue
            own = hers.pop(bare(block.text), None) if isinstance(block, StateText) else None
            if own is not None:  # she has written the very same
                own.blocks = (block.id,)
                self._remember(own)
                self._plan.telling.added -= 1
            elif self._is_unwanted(at):
                text = block.text if isinstance(block, StateText) else "新表格"
                self._plan.telling.not_restored.append(Matter("", f"所在的标题您已删去，新增的“{text[:40]}”没有加入"))
            else:
                self._put_in(at, block)

    def _remember(self, item: Item) -> None:
        ids = item.blocks if isinstance(item, Line) else (item.block,)
        for name in filter(None, ids):
            self._firsts.setdefault(name, item)
            self._lasts[name] = item

    def _is_unwanted(self, at: int) -> bool:
        """Whether the heading above it was in the report before, and she has taken it out."""
        kind = self._new[at].kind
        for block in reversed(self._new[:at]):
            if block.kind.startswith("heading") and (not kind.startswith("heading") or block.kind < kind):
                return block.id in self._known and block.id not in self._lasts
        return False

    def _put_in(self, at: int, block: StateBlock) -> None:
        made: Item
        if isinstance(block, StateText):
            made, told = Line(blocks=(block.id,), new=block), block.text
        else:
            made, told = TablePlan(block=block.id, new=block), f"表格（{len(block.rows)}行）"
        items, where = self._plan.items, self._index(at)
        items.insert(where, made)
        self._remember(made)
        above = next((i for i in reversed(items[:where]) if isinstance(i, Line) and i.paragraph is not None), None)
        self._plan.telling.inserts(self._places.of(above.paragraph) + "之后" if above else "文首", told)
        if self._tracked:
            lines = block.text if isinstance(block, StateText) else added_rows(block.rows)
            self._plan.pending.append(Pending("added", block.id, new=lines))

    def _index(self, at: int) -> int:
        """Behind the nearest block before it, on a page of the same kind if there is one; else before the next."""
        items, section = self._plan.items, self._sections[at]
        before = [(n, self._lasts[b.id]) for n, b in enumerate(self._new[:at]) if b.id in self._lasts]
        behind = [(n, self._firsts[b.id]) for n, b in enumerate(self._new[at + 1 :], at + 1) if b.id in self._firsts]
        near = next((item for n, item in reversed(before) if self._sections[n] == section), None)
        if near is not None:
            return items.index(near) + 1
        near = next((item for n, item in behind if self._sections[n] == section), None)
        if near is not None:
            return items.index(near)
        return self._behind_pages(items.index(before[-1][1]) + 1) if before else 0

    def _behind_pages(self, at: int) -> int:
        """The first place that is behind what she has added to these pages: before their section break, or the end."""
        items = self._plan.items
        for place in range(at, len(items)):
            item = items[place]
            if (item.blocks if isinstance(item, Line) else item.block) or item.new is not None:
                return at
            if isinstance(item, Line) and item.paragraph is not None and item.paragraph.ends_section:
                return place + bool(bare(item.hers))
        return len(items) if any(isinstance(i, Line) and bare(i.hers) for i in items[at:]) else at


def number_anew(
    plan: Plan, base: Sequence[StateBlock], new: Sequence[StateBlock], places: Places, *, tracked: bool
) -> None:
    """Gives every line the numbers that it should have."""
    before, now = _own_numbers(base), _own_numbers(new)
    texts = [block for block in new if isinstance(block, StateText) and _in_series(block.kind, block.text)]
    begins = dict(zip((b.id for b in texts), beginnings(b.text[: number_length(b.text)] for b in texts), strict=True))
    kinds = {block.id: block.kind for block in new}
    spots: list[tuple[Line, Token | None]] = []
    numbers: list[Number] = []
    for line in plan.items:
        if not isinstance(line, Line) or line.gone:
            continue
        found = _numbers_in(line)
        first = line.blocks[0] if line.blocks else ""
        if not found and len(line.blocks) == 1 and now.get(first) and before.get(first) == "" and bare(line.hers):
            found = [Token("", "№", Kind.NUMBER, 0)]  # of two of a kind each has a number, the only one has none
        if not found and kinds.get(first) == "title":
            spots.append((line, None))
            numbers.append(Number(""))
        for order, token in enumerate(found):
            starts = begins.get(first, 0) if not order else 0
            spots.append((line, token))
            alone = not order and first in before and first in now and bool(before[first]) != bool(now[first])
            numbers.append(Number(token.text or now[first], bool(line.blocks), starts, alone))
    for (line, spot), text in zip(spots, renumbered(numbers), strict=True):
        if spot is not None and spot.text != text:
            line.numbers.append(Change(spot.start, spot.end, text, old=spot.text))
            where = places.of(line.paragraph)
            if tracked:
                plan.pending.append(Pending("span", "", hers=spot.text, new=text))
            if line.new is None:
                plan.telling.renumbered.append(Told(where, spot.text, text))
            else:
                plan.telling.numbered(line.new.text, text + line.new.text[spot.end :])


def _own_numbers(blocks: Sequence[StateBlock]) -> dict[str, str]:
    """Block -> the number that it begins with, "" for none."""
    return {b.id: b.text[: number_length(b.text)] for b in blocks if isinstance(b, StateText)}


def _in_series(kind: str, text: str) -> bool:
    return kind == "title" or number_length(text) > 0


def _numbers_in(line: Line) -> list[Token]:
    """The numbers of a line: the one in front, and in a paragraph that she joined of several those inside."""
    text = line.text
    joined = len(line.blocks) > 1
    found = [token for token in tokens(text, numbered=joined) if token.kind is Kind.NUMBER]
    if not joined:
        found = found[:1] if number_length(text) else []
    return [t for t in found if not any(c.start < t.end and t.start < c.end for c in line.changes)]
