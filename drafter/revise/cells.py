"""A table cell in three versions.

In: base, hers and new as text, a line a paragraph. Out: a ``Merge``. A short cell is one token; one with several
clauses is merged as prose.
"""

from collections.abc import Sequence

from drafter.revise.clauses import clauses
from drafter.revise.merge import merge
from drafter.revise.outcome import Change, Merge, Pair, Way
from drafter.revise.tokens import Token, keys, like, tokens

_EMPTY = "（空）"


def merge_cell(base: str, hers: str, new: str) -> Merge:
    """What is to be done in the cell."""
    b, e, n = tokens(base), tokens(hers), tokens(new)
    if keys(b) == keys(n):
        differs = keys(e) != keys(b) and hers.strip() and any(char.isdigit() for char in hers + base)
        return Merge(differing=(Pair(told(hers), told(base)),) if differs else ())
    if keys(e) == keys(n):
        return Merge()
    if hers == base:
        return Merge((_smallest(hers, new),))
    if keys(e) == keys(b) and len(e) == len(n) == 1:
        text = like(new, hers.strip(), base.strip())
        return Merge((Change(0, len(hers), text, old=base, new_end=len(new), is_figure=True),))
    if min(len(clauses(b)), len(clauses(e))) > 1 or keys(e) == keys(b):
        return merge(base, hers, new)
    if not hers.strip():
        return Merge(removed=(Pair(base, new),))
    note = f"底稿 {told(base)}，您改为 {told(hers)}，新数据 {told(new)}"
    return Merge((Change(0, len(hers), new, Way.CONFLICT, note, base, 0, len(new), is_figure=True),))


def told(text: str) -> str:
    """A cell's text on one line; （空） for none."""
    return " ".join(text.split()) or _EMPTY


def _smallest(hers: str, new: str) -> Change:
    """What differs between the two; figures are not cut."""
    old_tokens, new_tokens = tokens(hers), tokens(new)
    head = _common(old_tokens, new_tokens)
    rest_old, rest_new = old_tokens[head:], new_tokens[head:]
    tail = _common(rest_old[::-1], rest_new[::-1])
    start = sum(len(t.text) for t in old_tokens[:head])
    cut = sum(len(t.text) for t in rest_old[len(rest_old) - tail :])
    end, new_end = len(hers) - cut, len(new) - cut
    is_figure = any(char.isdigit() for char in hers[start:end] + new[start:new_end])
    return Change(
        start, end, new[start:new_end], old=hers[start:end], new_start=start, new_end=new_end, is_figure=is_figure
    )


def _common(one: Sequence[Token], other: Sequence[Token]) -> int:
    """How many tokens two texts begin with alike."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a.text != b.text), min(len(one), len(other))
    )
