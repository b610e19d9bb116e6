"""Old figures in paragraphs and clauses that are hers: a comment tells her, her words stay.

In: the plan, the base's blocks and the draft's, comments of this kind that still waited. Out: the plan with the
comments in it.
"""

from collections.abc import Iterator, Sequence

from drafter.revise.account import Matter
from drafter.revise.likeness import bare
from drafter.revise.lines import Line
from drafter.revise.outcome import Change, Way
from drafter.revise.places import Places
from drafter.revise.plan import Plan
from drafter.revise.quotes import Quote, learned, quote_in
from drafter.state import Pending, StateBlock, StateTable, StateText


def tell_old_figures(
    plan: Plan, base: Sequence[StateBlock], new: Sequence[StateBlock], waiting: Sequence[Pending], places: Places
) -> None:
    """Puts a comment to every text of hers that quotes a figure which has one new value."""
    known = learned(_versions(base, new))
    for mark in waiting:
        known.keep(mark.old, mark.new)
    for line in plan.items:
        if not isinstance(line, Line) or line.paragraph is None or line.gone or not bare(line.hers):
            continue
        if not line.blocks:
            quote = quote_in(line.hers, known)
            if quote is not None:
                _tell(plan, line, quote, "本段", places)
            continue
        for span in line.own:
            quote = quote_in(line.hers, known, span)
            if quote is not None:
                _tell(plan, line, quote, "本句", places)


def _tell(plan: Plan, line: Line, quote: Quote, whose: str, places: Places) -> None:
    note = quote.note(whose)
    text = line.hers[quote.start : quote.end]
    line.changes.append(Change(quote.start, quote.end, text, Way.NOTICE, note))
    for old, new in quote.pairs:
        plan.pending.append(Pending("quote", "", old=old, new=new, note=note))
        told = f"您写的{'段落' if whose == '本段' else '句子'}引用旧数字 {old}（新值 {new}）"
        plan.telling.to_check.append(Matter(places.of(line.paragraph), told))


def _versions(base: Sequence[StateBlock], new: Sequence[StateBlock]) -> Iterator[tuple[str, str]]:
    """Every text and cell before and now; "" before for what is new."""
    texts = dict(_texts(base))
    for key, now in _texts(new):
        yield texts.get(key, ""), now


def _texts(blocks: Sequence[StateBlock]) -> Iterator[tuple[tuple[str, str, int], str]]:
    for block in blocks:
        if isinstance(block, StateText):
            yield (block.id, "", 0), block.text
        elif isinstance(block, StateTable):
            for row in block.rows:
                for number, cell in enumerate(row.cells):
                    yield (block.id, row.id, number), cell.text
