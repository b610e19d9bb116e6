"""One clause (or a few that were drawn together) in three versions: what is to be done about it.

In: the tokens of base, hers and new. Out: a ``Merge`` of this clause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from drafter.revise.outcome import Change, Merge, Pair, Way
from drafter.revise.tokens import Kind, Token, is_negative, keys, like, masks

_SERIES = "、，；和及与"
"""What stands between the members of a series."""


def differences(left: Sequence[Token], right: Sequence[Token]) -> Iterator[tuple[int, int, int, int]]:
    """Where two texts differ, in tokens; a lone word that stayed between two changes goes with them."""
    codes = SequenceMatcher(None, [t.key for t in left], [t.key for t in right], autojunk=False).get_opcodes()
    open_: tuple[int, int, int, int] | None = None
    for at, (tag, i, j, k, m) in enumerate(codes):
        if tag == "equal":
            lone = open_ is not None and j - i == 1 and left[i].kind is Kind.WORD and at + 1 < len(codes)
            if lone and open_ is not None and not _is_one_figure(left, right, open_):
                following = codes[at + 1]
                if not _is_one_figure(left, right, following[1:]):
                    open_ = (open_[0], j, open_[2], m)
                    continue
            if open_ is not None:
                yield open_
            open_ = None
        else:
            open_ = (i, j, k, m) if open_ is None else (open_[0], j, open_[2], m)
    if open_ is not None:
        yield open_


def _is_one_figure(left: Sequence[Token], right: Sequence[Token], span: tuple[int, int, int, int]) -> bool:
    i, j, k, m = span
    return j - i == m - k == 1 and left[i].kind is Kind.FIGURE and right[k].kind is Kind.FIGURE


def figure_pairs(left: Sequence[Token], right: Sequence[Token]) -> Iterator[tuple[Token, Token | None]]:
    """Every figure of the left text with the one that stands for it in the right, None where there is none."""
    ours, theirs = ([token for token in side if token.kind is Kind.FIGURE] for side in (left, right))
    values = {token.key: token for token in theirs}
    once = len(values) == len(ours) == len(theirs) and {token.key for token in ours} == set(values)
    if once and masks(left) != masks(right):  # the same values, wherever they stand now
        yield from ((token, values[token.key]) for token in ours)
        return
    codes = _settled(left, right)
    loose: list[Token] = []
    free: list[Token] = []
    found: list[tuple[Token, Token | None]] = []
    for tag, i, j, k, m in codes:
        ours = [t for t in left[i:j] if t.kind is Kind.FIGURE]
        theirs = [t for t in right[k:m] if t.kind is Kind.FIGURE]
        if tag == "equal" or len(ours) == len(theirs):
            found += zip(ours, theirs, strict=True)
        else:
            loose += ours
            free += theirs
    # One that was moved about: the same value first, then whatever alone is left.
    for token in loose:
        same = next((other for other in free if other.key == token.key), None)
        if same is None and len(loose) == len(free):
            same = free[loose.index(token)]
        found.append((token, same))
        if same is not None and same.key == token.key:
            free = [other for other in free if other is not same]
            loose = [other for other in loose if other is not token]
    yield from sorted(found, key=lambda pair: pair[0].start)


def _settled(left: Sequence[Token], right: Sequence[Token]) -> list[tuple[str, int, int, int, int]]:
    """How the one text became the other, figures alike; a member of a series that went or came is whole.

    Of 甲5分、乙5分、丙5分 without 乙 just as well 5分、乙 may be gone as 乙5分、: then 甲 would have 乙's figure.
    """
    matcher = SequenceMatcher(None, [t.mask for t in left], [t.mask for t in right], autojunk=False)
    codes: list[tuple[str, int, int, int, int]] = list(matcher.get_opcodes())
    for at in range(1, len(codes) - 1):
        (before, i0, i1, k0, k1), (tag, _, j, _, m), (after, _, j1, _, m1) = codes[at - 1 : at + 2]
        if before != "equal" or after != "equal" or tag not in ("delete", "insert"):
            continue
        found, start, end = (left, i1, j) if tag == "delete" else (right, k1, m)
        by = _slide(found, start, end, i1 - i0, j1 - j)
        codes[at - 1] = before, i0, i1 + by, k0, k1 + by
        codes[at] = tag, i1 + by, j + by, k1 + by, m + by
        codes[at + 1] = after, j + by, j1, m + by, m1
    return codes


def _slide(found: Sequence[Token], start: int, end: int, before: int, behind: int) -> int:
    """By how much a stretch that went has to be moved, the text without it being the same, to be a whole member."""
    back = on = 0
    while back < before and found[start - back - 1].mask == found[end - back - 1].mask:
        back += 1
    while on < behind and found[start + on].mask == found[end + on].mask:
        on += 1
    steps = sorted(range(-back, on + 1), key=abs)
    whole = (by for by in steps if found[start + by].text in _SERIES or found[end + by - 1].text in _SERIES)
    return next(whole, 0)


@dataclass(frozen=True, slots=True)
class Unit:
    """The three versions; ``at``: where the new one begins in the new text."""

    base: tuple[Token, ...]
    hers: tuple[Token, ...]
    new: tuple[Token, ...]
    at: int

    def merged(self) -> Merge:
        """What is to be done."""
        b, b_stop = _cut(self.base)
        e, e_stop = _cut(self.hers)
        n, n_stop = _cut(self.new)
        if not self.new:
            return self._gone()
        if not self.hers:
            changed = keys(b) != keys(n)
            return Merge(removed=(Pair(_text(self.base), _text(self.new)),) if changed else ())
        stop = _stop_change(b_stop, e_stop, n_stop)
        if keys(b) == keys(n):
            return Merge(stop, differing=tuple(_differing(b, e, _text(self.hers))))
        if keys(e) == keys(b):
            return Merge((*plain(b, e, n), *stop))
        if keys(e) == keys(n):
            return Merge(stop)
        found = None
        if masks(b) == masks(n):
            found = _figures_flow(b, e, n, _text(self.hers))
        elif masks(e) == masks(b):
            found = _words_flow(b, e, n)
        if found is None:
            return Merge((self._conflict(e, e_stop, n, n_stop, b_stop),))
        return Merge((*found.changes, *stop), found.removed, found.reworded, found.differing)

    def _gone(self) -> Merge:
        """The data do not say it any more."""
        if not self.hers:
            return Merge()
        way, note = Way.UPDATE, ""
        if keys(_cut(self.hers)[0]) != keys(_cut(self.base)[0]):
            way, note = Way.CONFLICT, f"底稿“{_text(self.base)}”，您改为“{_text(self.hers)}”，新稿无此句"
        start, end = self.hers[0].start, _end(self.hers)
        return Merge((Change(start, end, "", way, note, _text(self.base), self.at, self.at),))

    def _conflict(
        self,
        e: Sequence[Token],
        e_stop: Token | None,
        n: Sequence[Token],
        n_stop: Token | None,
        b_stop: Token | None,
    ) -> Change:
        """The clause is the conflict; the mark at its end belongs to it where the data have another one."""
        start, end, text = self.hers[0].start, _end(e), _text(n)
        new_end = _end(n)
        if e_stop is not None and n_stop is not None and b_stop is not None and e_stop.key == b_stop.key != n_stop.key:
            end, text, new_end = e_stop.end, text + n_stop.text, n_stop.end
        note = f"底稿“{_text(self.base)}”，您改为“{_text(self.hers)}”，新稿为“{_text(self.new)}”"
        old = _text(self.base) if new_end != _end(n) else _text(_cut(self.base)[0])
        return Change(start, end, text, Way.CONFLICT, note, old, self.new[0].start, new_end)


def plain(b: Sequence[Token], e: Sequence[Token], n: Sequence[Token]) -> Iterator[Change]:
    """Her words are the base's: the smallest changes that make the new text of them, figures in her format."""
    b, e, n = ([token for token in found if token.kind is not Kind.BREAK] for found in (b, e, n))
    for i, j, k, m in differences(e, n):
        text, is_figure = _text(n[k:m]), _is_one_figure(e, n, (i, j, k, m))
        if is_figure:
            text = like(n[k].text, e[i].text, b[i].text)
        start, end = (e[i].start, _end(e[i:j])) if i < j else 2 * ((e[i - 1].end if i else e[0].start),)
        new = (n[k].start, _end(n[k:m])) if k < m else 2 * ((n[k - 1].end if k else n[0].start if n else 0),)
        yield Change(start, end, text, old=_text(b[i:j]), new_start=new[0], new_end=new[1], is_figure=is_figure)


def _figures_flow(b: Sequence[Token], e: Sequence[Token], n: Sequence[Token], clause: str) -> Merge | None:
    """The data changed figures alone: each goes into her words. None where one changes its sign there."""
    reworded = masks(e) != masks(b)
    now = {old.start: new for old, new in zip(b, n, strict=True) if old.kind is Kind.FIGURE and old.key != new.key}
    if reworded and any(is_negative(old) != is_negative(now[old.start]) for old in b if old.start in now):
        return None
    changes, removed, listed, differing = [], [], [], []
    for old, mine in figure_pairs(b, e):
        new = now.get(old.start)
        if new is None:
            if mine is not None and mine.key != old.key:
                differing.append(Pair(mine.text, old.text, clause))
        elif mine is None:
            removed.append(Pair(old.text, new.text, clause))
        elif mine.key != new.key:
            changes.append(_figure(old, mine, new))
            if reworded and mine.key == old.key:
                listed.append(Pair(old.text, new.text, clause))
    return Merge(tuple(changes), tuple(removed), tuple(listed), tuple(differing))


def _words_flow(b: Sequence[Token], e: Sequence[Token], n: Sequence[Token]) -> Merge | None:
    """She changed figures alone: the new words go around them. None where the data have no place for hers."""
    e = [token for token in e if token.kind is not Kind.BREAK]
    changes = []
    for i, j, k, m in differences(b, n):
        hers = [at for at in range(i, j) if e[at].key != b[at].key]
        if not hers:
            start, end = (e[i].start, _end(e[i:j])) if i < j else 2 * ((e[i - 1].end if i else e[0].start),)
            new = (n[k].start, _end(n[k:m])) if k < m else 2 * ((n[k - 1].end if k else n[0].start),)
            changes.append(Change(start, end, _text(n[k:m]), old=_text(b[i:j]), new_start=new[0], new_end=new[1]))
        elif _is_one_figure(b, n, (i, j, k, m)):
            if e[i].key != n[k].key:
                changes.append(_figure(b[i], e[i], n[k]))
        else:
            return None
    return Merge(tuple(changes))


def _figure(old: Token, mine: Token, new: Token) -> Change:
    """A figure that the data have changed: taken where she has not changed it too."""
    text = like(new.text, mine.text, old.text)
    if mine.key == old.key:
        return Change(mine.start, mine.end, text, old=old.text, new_start=new.start, new_end=new.end, is_figure=True)
    note = f"底稿 {old.text}，您改为 {mine.text}，新数据 {new.text}"
    return Change(mine.start, mine.end, text, Way.CONFLICT, note, old.text, new.start, new.end, is_figure=True)


def _differing(b: Sequence[Token], e: Sequence[Token], clause: str) -> Iterator[Pair]:
    """Figures of hers where the data have others, as before."""
    if keys(b) != keys(e):
        for old, mine in figure_pairs(b, e):
            if mine is not None and mine.key != old.key:
                yield Pair(mine.text, old.text, clause)


def _stop_change(b: Token | None, e: Token | None, n: Token | None) -> tuple[Change, ...]:
    """The mark at the end of the clause is the data's unless she has changed it."""
    if b is None or e is None or n is None or b.key != e.key or b.key == n.key:
        return ()
    return (Change(e.start, e.end, n.text, old=b.text, new_start=n.start, new_end=n.end),)


def _cut(found: Sequence[Token]) -> tuple[tuple[Token, ...], Token | None]:
    """The words without her line ends, and the mark at their end."""
    words = tuple(token for token in found if token.kind is not Kind.BREAK)
    return (words[:-1], words[-1]) if words and words[-1].kind is Kind.STOP else (words, None)


def _text(found: Sequence[Token]) -> str:
    return "".join(token.text for token in found if token.kind is not Kind.BREAK)


def _end(found: Sequence[Token]) -> int:
    return next(
        (token.end for token in reversed(found) if token.kind is not Kind.BREAK), found[0].start if found else 0
    )
