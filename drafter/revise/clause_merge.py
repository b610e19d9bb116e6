"""What differs between two clauses, and the merge of a clause of which there are three versions.

In: the tokens of base, clerk and draft. Out: ``Hunk``s; for clauses that are cut alike in all three, a ``Merge``.

Why clauses (texts are cut at ，。；：！？): merged character by character, 3719.88, 3718.88 and 3719.98 give 3718.98, a
number that nobody wrote; merged sentence by sentence, every reworded half sentence would be a conflict. Within a clause
that both sides changed, words are never mixed: either one side changed figures alone, or the clause is the conflict.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from drafter.revise.hunks import Hunk, Merge, Resolution, ValuePair
from drafter.revise.tokens import Token, TokenKind, in_format_of, is_negative, keys, masks

_SERIES = "、，；和及与"
"""Separators between the members of a series."""


class _Span(NamedTuple):
    """Where two token sequences differ: ``left[i:j]`` became ``right[k:m]``."""

    i: int
    j: int
    k: int
    m: int


def differences(left: Sequence[Token], right: Sequence[Token]) -> Iterator[_Span]:
    """Where two texts differ, in tokens.

    A lone word that happens to be the same between two changes goes with them: of 完成较好 and 进展好转 the 好 alone
    would stay, and the revision would be a patchwork nobody can read. Two figures side by side are changes of their
    own.
    """
    codes = SequenceMatcher(None, [t.key for t in left], [t.key for t in right], autojunk=False).get_opcodes()
    current: _Span | None = None
    for at, (tag, *ends) in enumerate(codes):
        span = _Span(*ends)
        if tag != "equal":
            current = span if current is None else _Span(current.i, span.j, current.k, span.m)
            continue
        is_lone_word = span.j - span.i == 1 and left[span.i].kind is TokenKind.WORD and at + 1 < len(codes)
        if current is not None and is_lone_word and not _is_one_figure(left, right, current):
            following = _Span(*codes[at + 1][1:])
            if not _is_one_figure(left, right, following):
                current = _Span(current.i, span.j, current.k, span.m)
                continue
        if current is not None:
            yield current
        current = None
    if current is not None:
        yield current


def _is_one_figure(left: Sequence[Token], right: Sequence[Token], span: _Span) -> bool:
    i, j, k, m = span
    return j - i == m - k == 1 and left[i].kind is TokenKind.FIGURE and right[k].kind is TokenKind.FIGURE


def figure_pairs(left: Sequence[Token], right: Sequence[Token]) -> Iterator[tuple[Token, Token | None]]:
    """Every figure of the left text with the one that stands for it in the right, None where there is none.

    By position where words around it stayed (figures compared as if alike); a figure that moved by its value; a single
    one left over on either side with the other.
    """
    lefts, rights = ([token for token in side if token.kind is TokenKind.FIGURE] for side in (left, right))
    values = {token.key: token for token in rights}
    once = len(values) == len(lefts) == len(rights) and {token.key for token in lefts} == set(values)
    if once and masks(left) != masks(right):  # the same values, wherever they stand now
        yield from ((token, values[token.key]) for token in lefts)
        return
    unpaired: list[Token] = []
    free: list[Token] = []
    found: list[tuple[Token, Token | None]] = []
    for tag, i, j, k, m in _opcodes(left, right):
        lefts = [t for t in left[i:j] if t.kind is TokenKind.FIGURE]
        rights = [t for t in right[k:m] if t.kind is TokenKind.FIGURE]
        if tag == "equal" or len(lefts) == len(rights):
            found += zip(lefts, rights, strict=True)
        else:
            unpaired += lefts
            free += rights
    for token in unpaired:
        same = next((other for other in free if other.key == token.key), None)
        if same is None and len(unpaired) == len(free):
            same = free[unpaired.index(token)]
        found.append((token, same))
        if same is not None and same.key == token.key:
            free = [other for other in free if other is not same]
            unpaired = [other for other in unpaired if other is not token]
    yield from sorted(found, key=lambda pair: pair[0].start)


def _opcodes(left: Sequence[Token], right: Sequence[Token]) -> list[tuple[str, int, int, int, int]]:
    """How the left text became the right one, figures compared as if alike; whole members of a series come and go.

    Of 甲5分、乙5分、丙5分 the text 甲5分、丙5分 is left just as well when 乙5分、 goes as when 5分、乙 does; and then
    甲 would be paired with the figure of 乙. So a deleted (or inserted) stretch is moved to the edges of a member.
    """
    matcher = SequenceMatcher(None, [t.mask for t in left], [t.mask for t in right], autojunk=False)
    codes: list[tuple[str, int, int, int, int]] = list(matcher.get_opcodes())
    for at in range(1, len(codes) - 1):
        (before, i0, i1, k0, k1), (tag, _, j, _, m), (after, _, j1, _, m1) = codes[at - 1 : at + 2]
        if before != "equal" or after != "equal" or tag not in ("delete", "insert"):
            continue
        found, start, end = (left, i1, j) if tag == "delete" else (right, k1, m)
        by = _shift_to_member(found, start, end, i1 - i0, j1 - j)
        codes[at - 1] = before, i0, i1 + by, k0, k1 + by
        codes[at] = tag, i1 + by, j + by, k1 + by, m + by
        codes[at + 1] = after, j + by, j1, m + by, m1
    return codes


def _shift_to_member(found: Sequence[Token], start: int, end: int, before: int, behind: int) -> int:
    """How far to shift the stretch ``start``:``end`` so that it is a whole member of a series, 0 where it cannot be.

    It may be shifted to the right by one token where the token behind it is like its first one (to the left: the one
    before it like its last), since the text without it is the same. In 甲5分、乙5分、丙5分 the stretch 5分、乙
    becomes 分、乙5, then 、乙5分, which begins with a separator: a member. ``before``, ``behind``: how many equal
    tokens are there.
    """
    left = right = 0
    while left < before and found[start - left - 1].mask == found[end - left - 1].mask:
        left += 1
    while right < behind and found[start + right].mask == found[end + right].mask:
        right += 1
    shifts = sorted(range(-left, right + 1), key=abs)
    whole = (by for by in shifts if found[start + by].text in _SERIES or found[end + by - 1].text in _SERIES)
    return next(whole, 0)


class MergeUnit(Struct, frozen=True):
    """Tokens of one clause, or of a few that were drawn together, in three versions, to be merged as one.

    ``draft_at``: where the draft's clause begins in the draft's text, or would.
    """

    base: tuple[Token, ...]
    clerk: tuple[Token, ...]
    draft: tuple[Token, ...]
    draft_at: int

    def merged(self) -> Merge:
        """What is to be done: one side's change is taken, figures one by one; otherwise the clause is the conflict."""
        b, b_stop = _without_stop(self.base)
        c, c_stop = _without_stop(self.clerk)
        d, d_stop = _without_stop(self.draft)
        if not self.draft:
            return self._dropped()
        if not self.clerk:  # the clerk took it out, and it stays out
            changed = keys(b) != keys(d)
            return Merge(removed=(ValuePair(_text(self.base), _text(self.draft)),) if changed else ())
        stop = _stop_hunk(b_stop, c_stop, d_stop)
        if keys(b) == keys(d):
            return Merge(stop, differing=tuple(_differing(b, c, _text(self.clerk))))
        if keys(c) == keys(b):
            return Merge((*update_hunks(b, c, d), *stop))
        if keys(c) == keys(d):
            return Merge(stop)
        found = None
        if masks(b) == masks(d):
            found = _merge_figures_into_words(b, c, d, _text(self.clerk))
        elif masks(c) == masks(b):
            found = _merge_words_around_figures(b, c, d)
        if found is None:
            return Merge((self._conflict(b_stop, c_stop, d_stop),))
        return Merge((*found.hunks, *stop), found.removed, found.reworded, found.differing)

    def _dropped(self) -> Merge:
        """The draft has no such clause any more: it goes; where the clerk has changed it, as a conflict."""
        if not self.clerk:
            return Merge()
        resolution, note = Resolution.UPDATE, ""
        if keys(_without_stop(self.clerk)[0]) != keys(_without_stop(self.base)[0]):
            resolution = Resolution.CONFLICT
            note = f"底稿“{_text(self.base)}”，您改为“{_text(self.clerk)}”，新稿无此句"
        start, end = self.clerk[0].start, _end(self.clerk)
        return Merge((Hunk(start, end, "", resolution, note, _text(self.base), self.draft_at, self.draft_at),))

    def _conflict(self, b_stop: Token | None, c_stop: Token | None, d_stop: Token | None) -> Hunk:
        """The whole clause. The mark that ends it is part of the conflict only where the draft alone has changed it."""
        c, d = _without_stop(self.clerk)[0], _without_stop(self.draft)[0]
        start, end, text = self.clerk[0].start, _end(c), _text(d)
        draft_end, old = _end(d), _text(_without_stop(self.base)[0])
        if c_stop is not None and d_stop is not None and b_stop is not None and c_stop.key == b_stop.key != d_stop.key:
            end, text, draft_end, old = c_stop.end, text + d_stop.text, d_stop.end, _text(self.base)
        note = f"底稿“{_text(self.base)}”，您改为“{_text(self.clerk)}”，新稿为“{_text(self.draft)}”"
        return Hunk(start, end, text, Resolution.CONFLICT, note, old, self.draft[0].start, draft_end)


def update_hunks(b: Sequence[Token], c: Sequence[Token], d: Sequence[Token]) -> Iterator[Hunk]:
    """The clerk's tokens are the base's: the smallest hunks that make the draft of them, figures in the clerk's
    format."""
    b, c, d = ([token for token in found if token.kind is not TokenKind.BREAK] for found in (b, c, d))
    for span in differences(c, d):
        is_figure = _is_one_figure(c, d, span)
        yield _update(b, c, d, span, is_figure=is_figure)


def _merge_figures_into_words(b: Sequence[Token], c: Sequence[Token], d: Sequence[Token], clause: str) -> Merge | None:
    """The data changed figures alone: each goes into the clerk's words. None, a conflict, where one turned its sign.

    The clerk's words were written for the old sign: 增长 beside a figure that is negative now would be false.
    """
    reworded = masks(c) != masks(b)
    news = {old.start: new for old, new in zip(b, d, strict=True) if old.is_figure and old.key != new.key}
    if reworded and any(is_negative(old) != is_negative(news[old.start]) for old in b if old.start in news):
        return None
    hunks, removed, listed, differing = [], [], [], []
    for old, mine in figure_pairs(b, c):
        new = news.get(old.start)
        if new is None:
            if mine is not None and mine.key != old.key:
                differing.append(ValuePair(mine.text, old.text, clause))
        elif mine is None:
            removed.append(ValuePair(old.text, new.text, clause))
        elif mine.key != new.key:
            hunks.append(_figure_hunk(old, mine, new))
            if reworded and mine.key == old.key:
                listed.append(ValuePair(old.text, new.text, clause))
    return Merge(tuple(hunks), tuple(removed), tuple(listed), tuple(differing))


def _merge_words_around_figures(b: Sequence[Token], c: Sequence[Token], d: Sequence[Token]) -> Merge | None:
    """The clerk changed figures alone: the draft's words go around them. None where the draft has no place for one."""
    c = [token for token in c if token.kind is not TokenKind.BREAK]
    hunks = []
    for span in differences(b, d):
        i, j, k, _ = span
        if all(c[at].key == b[at].key for at in range(i, j)):
            hunks.append(_update(b, c, d, span, is_figure=False))
        elif not _is_one_figure(b, d, span):
            return None
        elif c[i].key != d[k].key:
            hunks.append(_figure_hunk(b[i], c[i], d[k]))
    return Merge(tuple(hunks))


def _update(b: Sequence[Token], c: Sequence[Token], d: Sequence[Token], span: _Span, *, is_figure: bool) -> Hunk:
    """``c[i:j]``, where the clerk has the base's ``b[i:j]``, becomes the draft's ``d[k:m]``."""
    i, j, k, m = span
    text = in_format_of(d[k].text, c[i].text, b[i].text) if is_figure else _text(d[k:m])
    draft_start, draft_end = _characters(d, k, m)
    start, end = _characters(c, i, j)
    return Hunk(start, end, text, old=_text(b[i:j]), draft_start=draft_start, draft_end=draft_end, is_figure=is_figure)


def _characters(found: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """(start, end) of ``found[first:last]`` in its text; where that is empty, the point behind the token before."""
    if first < last:
        return found[first].start, _end(found[first:last])
    point = found[first - 1].end if first else found[0].start if found else 0
    return point, point


def _figure_hunk(old: Token, mine: Token, new: Token) -> Hunk:
    """A figure that the data have changed: an update where the clerk still has the old one, otherwise a conflict."""
    update = Hunk(
        mine.start,
        mine.end,
        in_format_of(new.text, mine.text, old.text),
        old=old.text,
        draft_start=new.start,
        draft_end=new.end,
        is_figure=True,
    )
    if mine.key == old.key:
        return update
    note = f"底稿 {old.text}，您改为 {mine.text}，新数据 {new.text}"
    return replace(update, resolution=Resolution.CONFLICT, note=note)


def _differing(b: Sequence[Token], c: Sequence[Token], clause: str) -> Iterator[ValuePair]:
    """Figures of the clerk's where the data, which have not changed, have others."""
    if keys(b) != keys(c):
        for old, mine in figure_pairs(b, c):
            if mine is not None and mine.key != old.key:
                yield ValuePair(mine.text, old.text, clause)


def _stop_hunk(b: Token | None, c: Token | None, d: Token | None) -> tuple[Hunk, ...]:
    """The mark at the end of the clause is the draft's unless the clerk has changed it."""
    if b is None or c is None or d is None or b.key != c.key or b.key == d.key:
        return ()
    return (Hunk(c.start, c.end, d.text, old=b.text, draft_start=d.start, draft_end=d.end),)


def _without_stop(found: Sequence[Token]) -> tuple[tuple[Token, ...], Token | None]:
    """A clause without line ends, and the mark that ends it apart, None where none does."""
    words = tuple(token for token in found if token.kind is not TokenKind.BREAK)
    return (words[:-1], words[-1]) if words and words[-1].kind is TokenKind.STOP else (words, None)


def _text(found: Sequence[Token]) -> str:
    return "".join(token.text for token in found if token.kind is not TokenKind.BREAK)


def _end(found: Sequence[Token]) -> int:
    """Where the last token ends that is no line end."""
    return next(
        (token.end for token in reversed(found) if token.kind is not TokenKind.BREAK), found[0].start if found else 0
    )
