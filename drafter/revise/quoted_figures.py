"""Old figures that the clerk quotes in words of the clerk's own: a comment tells of them, the words stay.

In: the plan, the blocks of base and draft, comments of this kind that were still open. Out: the comments, in the plan.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from drafter.blocks import Block, Table, Text
from drafter.revise.account import Matter
from drafter.revise.clause_merge import figure_pairs
from drafter.revise.hunks import Hunk, Resolution
from drafter.revise.plan import ParagraphPlan, Plan
from drafter.revise.similarity import bare
from drafter.revise.tokens import Token, tokens
from drafter.revise.where import Places
from drafter.state.record import Pending

_DIGITS_OF_ANY_COUNT = 2


class Superseded(Struct):
    """Figures of the base that the data have replaced.

    ``news``: key of the old figure -> key of each new value -> its text; ``current``: keys that the draft still gives;
    ``kept``: what comments that are still open have said.
    """

    news: dict[str, dict[str, str]] = field(default_factory=dict)
    current: set[str] = field(default_factory=set)
    kept: dict[str, str] = field(default_factory=dict)

    def learn(self, old: str, new: str) -> None:
        """Takes in what changed in one block or one cell. Both are its text, "" in ``old`` for a new one."""
        before, after = tokens(old), tokens(new)
        self.current |= {token.key for token in after if token.is_figure}
        if old != new:
            for one, other in figure_pairs(before, after):
                if other is not None and other.key != one.key:
                    self.news.setdefault(one.key, {})[other.key] = other.text

    def remember(self, old: str, new: str) -> None:
        """Takes in a pair from a comment that is still open; its new value may have a newer one."""
        key = tokens(new)[0].key if new else ""
        newer = self.news.get(key, {})
        self.kept[tokens(old)[0].key] = next(iter(newer.values())) if len(newer) == 1 else new

    def new_value(self, token: Token) -> str:
        """The one new value of an old figure, "" for none.

        None is given where there are two (which is meant?), where the draft still gives the old figure somewhere (it
        may be that one), and for a number like 3, which may count anything.
        """
        if not token.is_figure:
            return ""
        if token.key in self.kept:
            return self.kept[token.key]
        found = self.news.get(token.key, {})
        if len(found) != 1 or token.key in self.current or _is_common(token.key):
            return ""
        return next(iter(found.values()))


class Quote(Struct, frozen=True):
    """Old figures in one text: the first one's place, and (old, new) of each."""

    start: int
    end: int
    pairs: tuple[tuple[str, str], ...]

    def note(self, whose: str) -> str:
        """The comment; ``whose``: 本段 or 本句."""
        sentence = "；".join(f"{old} 为旧数据，新值 {new}" for old, new in self.pairs)
        return f"{whose}为您所写，其中 {sentence}，请核对"


def quote_in(text: str, superseded: Superseded, span: tuple[int, int] | None = None) -> Quote | None:
    """The old figures in a text of the clerk's, or in ``span`` of it; None where there are none."""
    first, last = span or (0, len(text))
    found: list[tuple[Token, str]] = []
    for token in tokens(text):
        if first <= token.start and token.end <= last and (new := superseded.new_value(token)):
            found.append((token, new))
    if not found:
        return None
    pairs = tuple(dict.fromkeys((token.text, new) for token, new in found))
    return Quote(found[0][0].start, found[0][0].end, pairs)


def superseded(pairs: Iterable[tuple[str, str]]) -> Superseded:
    """From the texts (base, draft) of every block and cell."""
    known = Superseded()
    for old, new in pairs:
        known.learn(old, new)
    return known


def _is_common(key: str) -> bool:
    """A bare number of so few digits may count anything: 3 次 in the clerk's words need not be the 3 of the data."""
    return key.isdecimal() and len(key) <= _DIGITS_OF_ANY_COUNT


def comment_quoted_figures(
    plan: Plan, base: Sequence[Block], draft: Sequence[Block], waiting: Sequence[Pending], places: Places
) -> None:
    """Plans a comment on every paragraph and clause of the clerk's that quotes a figure which has one new value.

    ``waiting``: the comments of this kind that were still open.
    """
    known = superseded(_versions(base, draft))
    for mark in waiting:
        known.remember(mark.old, mark.new)
    for item in plan.items:
        if not isinstance(item, ParagraphPlan) or item.paragraph is None or item.gone or not bare(item.clerk):
            continue
        if not item.blocks:
            quote = quote_in(item.clerk, known)
            if quote is not None:
                _comment(plan, item, quote, "本段", places)
            continue
        for span in item.own:
            quote = quote_in(item.clerk, known, span)
            if quote is not None:
                _comment(plan, item, quote, "本句", places)


def _comment(plan: Plan, item: ParagraphPlan, quote: Quote, whose: str, places: Places) -> None:
    note = quote.note(whose)
    text = item.clerk[quote.start : quote.end]
    item.hunks.append(Hunk(quote.start, quote.end, text, Resolution.NOTICE, note))
    for old, new in quote.pairs:
        plan.pending.append(Pending("quote", "", old=old, new=new, note=note))
        sentence = f"您写的{'段落' if whose == '本段' else '句子'}引用旧数字 {old}（新值 {new}）"
        plan.account.to_check.append(Matter(places.of(item.paragraph), sentence))


def _versions(base: Sequence[Block], draft: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Every text and cell as (base, draft); "" as the base's for what is new."""
    texts = dict(_texts(base))
    for key, text in _texts(draft):
        yield texts.get(key, ""), text


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[tuple[str, str, int], str]]:
    for block in blocks:
        if isinstance(block, Text):
            yield (block.id, "", 0), block.text
        elif isinstance(block, Table):
            for row in block.rows:
                for number, cell in enumerate(row.cells):
                    yield (block.id, row.id, number), cell.text
