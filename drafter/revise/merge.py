"""The three-way merge of one text: what the last generation said, what the clerk made of it, what the data say now.

In: base, clerk and draft, each the text of a paragraph or of a table cell. Out: a ``Merge``: the hunks that bring the
draft into the clerk's text. What only one side changed is taken; words are merged clause by clause, figures one by
one; a figure or a clause that both changed is a conflict. What the clerk took out does not come back.

Base 支出10万元，执行率91%。, clerk 全年支出约10万元，执行率91%。, draft 支出12万元，执行率95%。 give two hunks,
10万元 -> 12万元 and 91% -> 95%; the clerk's 全年 and 约 are left alone. ``tests/revise/merges.txt`` has one such
example a rule.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from drafter.revise.clause_merge import MergeUnit, figure_pairs, update_hunks
from drafter.revise.clauses import Bead, Clause, align, split_clauses
from drafter.revise.hunks import Hunk, Merge, Resolution, ValuePair, after
from drafter.revise.tokens import Token, TokenKind, in_format_of, is_negative, keys, masks, tokens

_REWRITTEN = 0.45
"""A text with a smaller share of the base's tokens left was rewritten: only an exact old figure is replaced there,
the rest of the draft becomes a comment. At 0.4 a rewritten text of ``tests/revise/test_merge.py`` is merged
clause by clause into a patchwork; from 0.45 to 0.7 every edit scenario comes out the same."""

_MOST_TOKENS, _MOST_IN_ALL = 3000, 8000
"""Texts that differ over more tokens in a row, or differ at all and are longer, are not merged: it would take
minutes. All of the draft becomes a comment."""

_CUT_SHORT = 0.6
"""A text of which at least this share is the base's was cut short, not rewritten: little of the base is left, but
what is left is the base's, and its figures go on. At 0.3 a rewritten text passes for one cut short; at 0.8 a text cut
short passes for rewritten, and what was taken out is not listed (``tests/revise/test_merge.py``)."""

_EMPTY = "（空）"


def merge(base: str, clerk: str, draft: str, *, numbered: bool = False) -> Merge:
    """The merge of one paragraph; ``numbered``: of several that the clerk joined, with their numbers inside."""
    b, c, d = (_without_number(tokens(text, numbered=numbered)) for text in (base, clerk, draft))
    if keys(b) == keys(c):
        return Merge(tuple(update_hunks(b, c, d)))
    if keys(b) == keys(d):  # nothing to bring in, but figures of the clerk's that differ from the data are listed
        return Merge() if _is_long(b, c) else _Merger(b, c, d).merged()
    if _is_long(b, c) or _is_long(b, d):
        return Merge(rest=keys(c) != keys(d))
    if keys(d) != keys(c) and _is_rewritten(b, c):
        return _merge_rewritten(b, c, d)
    found = _Merger(b, c, d).merged()
    turned = (pair for pair in _turned_signs(b, d) if not _is_shown(found, pair[0].text))
    found = replace(found, reworded=(*found.reworded, *(ValuePair(old.text, new.text, clerk) for old, new in turned)))
    return found if _is_sound(found, base, clerk, draft) else Merge(rest=True)


def _is_long(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether two texts differ over a stretch that would take minutes to compare."""
    left, right = ([token.mask for token in side] for side in (one, other))
    if max(len(left), len(right)) > _MOST_IN_ALL and left != right:
        return True
    shortest = min(len(left), len(right))
    head = next((n for n in range(shortest) if left[n] != right[n]), shortest)
    tail = next((n for n in range(shortest - head) if left[-1 - n] != right[-1 - n]), shortest - head)
    return max(len(left), len(right)) - head - tail > _MOST_TOKENS


def _turned_signs(b: Sequence[Token], d: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Figures (base, draft) that the data have turned from above zero to below, or the other way."""
    for old, new in figure_pairs(b, d):
        if new is not None and is_negative(old) != is_negative(new):
            yield old, new


def _is_shown(found: Merge, figure: str) -> bool:
    """Whether the clerk decides on a change of this figure, is told of it, or no hunk brings it in."""
    if any(pair.before == figure for pair in found.reworded):
        return True
    resolutions = [hunk.resolution for hunk in found.hunks if figure in hunk.old]
    return Resolution.UPDATE not in resolutions


def _is_sound(found: Merge, base: str, clerk: str, draft: str) -> bool:
    """Whether every figure that comes out is the clerk's or the draft's, and every word of the clerk's is still there.

    Hunks are set side by side: 1 before 0.5 would read 10.5, a figure that nobody wrote. Where that happens nothing is
    merged, and the draft becomes a comment.
    """
    known = _counted(clerk) + _counted(draft)
    written = _counted(clerk, words=True) - _counted(base, words=True)
    both = [after(clerk, found.hunks, conflicts=conflicts) for conflicts in (True, False)]
    return all(_counted(text).keys() <= known.keys() for text in both) and not written - _counted(both[1], words=True)


def _counted(text: str, *, words: bool = False) -> Counter[str]:
    kinds = (TokenKind.FIGURE, TokenKind.WORD) if words else (TokenKind.FIGURE,)
    return Counter(token.key for token in tokens(text) if token.kind in kinds)


def _without_number(found: Sequence[Token]) -> Sequence[Token]:
    """The tokens without the paragraph's own number: ``numbering`` sets it, whoever changed it."""
    return found[1:] if found and found[0].kind is TokenKind.NUMBER else found


def _is_rewritten(b: Sequence[Token], c: Sequence[Token]) -> bool:
    """Whether little of the base is left, and the clerk's text is more than what is left.

    A lone word that is the same does not count: two texts about anything share a 的; a lone figure does.
    """
    base, clerk = masks(b), masks(c)
    blocks = SequenceMatcher(None, base, clerk, autojunk=False).get_matching_blocks()
    kept = sum(block.size for block in blocks if block.size > 1 or (block.size == 1 and base[block.a] == "#"))
    return kept < _REWRITTEN * len(base) and kept < _CUT_SHORT * len(clerk)


def _merge_rewritten(b: Sequence[Token], c: Sequence[Token], d: Sequence[Token]) -> Merge:
    """A text that the clerk rewrote: a figure of the base that has exactly one new value is replaced, nothing else.

    One that the clerk has written more often than the base is left alone, since nobody knows which of them is the
    base's: 执行率97.5%，去年也是97.5%.
    """
    pairs = list(figure_pairs(b, d))
    news: dict[str, set[str]] = {}
    known: dict[str, tuple[Token, Token]] = {}
    for old, new in pairs:
        news.setdefault(old.key, set()).add(new.key if new else "")
        if new:
            known[old.key] = old, new
    times_in_base, times_in_clerk = Counter(token.key for token in b), Counter(token.key for token in c)
    hunks, replaced = [], set()
    for token in c:
        pair = known.get(token.key)
        if not token.is_figure or pair is None or len(news[token.key]) != 1 or pair[0].key == pair[1].key:
            continue
        if times_in_clerk[token.key] <= times_in_base[token.key]:
            old, new = pair
            text = in_format_of(new.text, token.text, old.text)
            hunk = Hunk(token.start, token.end, text, old=old.text, is_figure=True)
            hunks.append(replace(hunk, draft_start=new.start, draft_end=new.end))
            replaced.add(old.key)
    changed = [(old, new) for old, new in pairs if new is None or old.key != new.key]
    rest = masks(b) != masks(d) or any(
        old.key not in replaced and (new is None or new.key not in times_in_clerk) for old, new in changed
    )
    reworded = tuple(ValuePair(hunk.old, hunk.text) for hunk in hunks)
    own = tuple((token.start, token.end) for token in c if token.is_figure and token.key not in replaced)
    return Merge(tuple(hunks), reworded=reworded, own=own, rest=rest)


class _Merger:
    """Merges a text in ``MergeUnit``s: the least groups of clauses that are cut alike in all three versions.

    Base 甲，乙，丙; the clerk joined 甲 and 乙 to one clause, the draft left all three: the units are 甲，乙 and 丙.
    """

    def __init__(self, b: Sequence[Token], c: Sequence[Token], d: Sequence[Token]) -> None:
        self._b, self._c, self._d = b, c, d
        self._base, self._clerk, self._draft = split_clauses(b), split_clauses(c), split_clauses(d)
        self._to_clerk, self._to_draft = align(self._base, self._clerk), align(self._base, self._draft)
        self._clerk_of = {i: bead for bead in self._to_clerk for i in range(bead.left_from, bead.left_to)}
        self._draft_of = {i: bead for bead in self._to_draft for i in range(bead.left_from, bead.left_to)}

    def merged(self) -> Merge:
        units = [self._unit(*span).merged() for span in self._spans()]
        hunks = [*(hunk for unit in units for hunk in unit.hunks), *self._inserted()]
        own = [bead for bead in self._to_clerk if bead.left_from == bead.left_to]
        return Merge(
            tuple(sorted(hunks, key=lambda hunk: (hunk.start, hunk.end))),
            removed=tuple(pair for unit in units for pair in unit.removed),
            reworded=tuple(pair for unit in units for pair in unit.reworded),
            differing=tuple(pair for unit in units for pair in unit.differing),
            own=tuple(self._span_of(bead) for bead in own),
        )

    def _spans(self) -> Iterator[tuple[int, int]]:
        """The base's clauses, cut where neither the clerk nor the draft have drawn clauses together."""
        inside = {p for bead in (*self._to_clerk, *self._to_draft) for p in range(bead.left_from + 1, bead.left_to)}
        cuts = [p for p in range(len(self._base) + 1) if p not in inside]
        yield from itertools.pairwise(cuts)

    def _unit(self, start: int, end: int) -> MergeUnit:
        c_first, c_last = _hull({self._clerk_of[i] for i in range(start, end)}, self._clerk)
        d_first, d_last = _hull({self._draft_of[i] for i in range(start, end)}, self._draft)
        draft_at = self._d[d_first].start if d_first < d_last else self._draft_end_before(start)
        return MergeUnit(
            tuple(self._b[self._base[start].first : self._base[end - 1].last]),
            tuple(self._c[c_first:c_last]),
            tuple(self._d[d_first:d_last]),
            draft_at,
        )

    def _draft_end_before(self, clause: int) -> int:
        """Where in the draft's text that ends which stands for the clauses before one of the base's."""
        beads = (self._draft_of[i] for i in reversed(range(clause)))
        last = next((bead for bead in beads if bead.right_from < bead.right_to), None)
        return self._d[self._draft[last.right_to - 1].last - 1].end if last else 0

    def _inserted(self) -> Iterator[Hunk]:
        """Clauses that only the draft has, behind the one that they follow, unless the clerk wrote the same words."""
        written = {clause.words for clause in self._clerk}
        for bead in self._to_draft:
            new = self._draft[bead.right_from : bead.right_to]
            if bead.left_from < bead.left_to or all(clause.words in written for clause in new):
                continue
            found = self._d[new[0].first : new[-1].last]
            at = self._clerk_end_before(bead.left_from)
            text = "".join(token.text for token in found)
            yield Hunk(at, at, text, draft_start=found[0].start, draft_end=found[-1].end)

    def _clerk_end_before(self, clause: int) -> int:
        """Where in the clerk's text that ends which stands for the clauses before one of the base's."""
        for i in range(clause - 1, -1, -1):
            bead = self._clerk_of[i]
            if bead.right_from < bead.right_to:
                return self._end_of(bead)
        first = next((token for token in self._c if token.kind is not TokenKind.NUMBER), None)
        return first.start if first else (self._c[-1].end if self._c else 0)

    def _end_of(self, bead: Bead) -> int:
        last = self._clerk[bead.right_to - 1]
        return next(
            (t.end for t in reversed(self._c[last.first : last.last]) if t.kind is not TokenKind.BREAK),
            self._c[last.first].start,
        )

    def _span_of(self, bead: Bead) -> tuple[int, int]:
        return self._c[self._clerk[bead.right_from].first].start, self._end_of(bead)


def _hull(beads: set[Bead], right: Sequence[Clause]) -> tuple[int, int]:
    """The tokens from the first to the last clause of the right sides of some beads, (0, 0) for none."""
    sides = [bead for bead in beads if bead.right_from < bead.right_to]
    if not sides:
        return 0, 0
    return right[min(b.right_from for b in sides)].first, right[max(b.right_to for b in sides) - 1].last


def merge_cell(base: str, clerk: str, draft: str) -> Merge:
    """The merge of one table cell, a line for each of its paragraphs.

    A short cell is one value and is taken or kept whole; one of several clauses is merged as prose.
    """
    b, c, d = tokens(base), tokens(clerk), tokens(draft)
    if keys(b) == keys(d):
        differs = keys(c) != keys(b) and clerk.strip() and any(char.isdigit() for char in clerk + base)
        return Merge(differing=(ValuePair(on_one_line(clerk), on_one_line(base)),) if differs else ())
    if keys(c) == keys(d):
        return Merge()
    if clerk == base:
        return Merge((_smallest(clerk, draft),))
    if keys(c) == keys(b) and len(c) == len(d) == 1:
        text = in_format_of(draft, clerk.strip(), base.strip())
        return Merge((Hunk(0, len(clerk), text, old=base, draft_end=len(draft), is_figure=True),))
    if min(len(split_clauses(b)), len(split_clauses(c))) > 1 or keys(c) == keys(b):
        return merge(base, clerk, draft)
    if not clerk.strip():  # the clerk emptied it
        return Merge(removed=(ValuePair(base, draft),))
    note = f"底稿 {on_one_line(base)}，您改为 {on_one_line(clerk)}，新数据 {on_one_line(draft)}"
    conflict = Hunk(0, len(clerk), draft, Resolution.CONFLICT, note, old=base, draft_end=len(draft), is_figure=True)
    return Merge((conflict,))


def on_one_line(text: str) -> str:
    """A cell's text on one line; （空） for none."""
    return " ".join(text.split()) or _EMPTY


def _smallest(clerk: str, draft: str) -> Hunk:
    """One hunk without the tokens that two texts begin and end with alike; figures are never cut."""
    old, new = tokens(clerk), tokens(draft)
    head = _common(old, new)
    rest_old, rest_new = old[head:], new[head:]
    tail = _common(rest_old[::-1], rest_new[::-1])
    start = sum(len(t.text) for t in old[:head])
    cut = sum(len(t.text) for t in rest_old[len(rest_old) - tail :])
    end, draft_end = len(clerk) - cut, len(draft) - cut
    before, text = clerk[start:end], draft[start:draft_end]
    is_figure = any(char.isdigit() for char in before + text)
    return Hunk(start, end, text, old=before, draft_start=start, draft_end=draft_end, is_figure=is_figure)


def _common(left: Sequence[Token], right: Sequence[Token]) -> int:
    """How many tokens two texts begin with alike."""
    return next(
        (n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a.text != b.text),
        min(len(left), len(right)),
    )
