"""Hunks: what the three-way merge of one text says is to be done.

In: nothing. Out: frozen records. *base* is the text of the last generation, *clerk* the text in the clerk's file,
*draft* the text that the data give now. Offsets count characters of the clerk's text; ``draft_start`` and
``draft_end`` count in the draft's.
"""

from collections.abc import Iterable, Sequence
from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace


class Resolution(Enum):
    """How a hunk reaches the clerk's file.

    UPDATE: the text is replaced. CONFLICT: a tool revision with a comment; accepting it takes the draft's text,
    rejecting it keeps the clerk's. NOTICE: a comment alone, no character is changed.
    """

    UPDATE = auto()
    CONFLICT = auto()
    NOTICE = auto()


class Hunk(Struct, frozen=True):
    """``text`` takes the place of ``start``:``end`` of the clerk's text. ``old``: what the base had there.

    An insertion has ``start == end``. ``note`` is the comment, "" for none; a CONFLICT and a NOTICE have one.
    """

    start: int
    end: int
    text: str
    resolution: Resolution = Resolution.UPDATE
    note: str = ""
    old: str = ""
    draft_start: int = 0
    draft_end: int = 0
    is_figure: bool = False


class ValuePair(Struct, frozen=True):
    """Two versions of a figure or of some words: ``before`` as it was written, ``after`` as it would be written now.

    ``clause``: the clause of the clerk's text around it, "" where that says nothing.
    """

    before: str
    after: str
    clause: str = ""


class Merge(Struct, frozen=True):
    """The hunks of one text, and what the clerk has to be told besides.

    ``removed``: what the clerk took out and the data have changed since, (base, draft). ``reworded``: figures that
    were updated within a clause whose words are the clerk's, (base, draft): to be read again, since 大幅增长 may
    stand beside a figure that is negative now. ``differing``: figures of the clerk's that are not those of the data
    though the data have not changed, (clerk, base). ``own``: (start, end) of clauses that only the clerk's text has.
    ``rest``: the clerk rewrote the text and the draft says more than the hunks bring in: a comment has to hold all of
    the draft.
    """

    hunks: tuple[Hunk, ...] = ()
    removed: tuple[ValuePair, ...] = ()
    reworded: tuple[ValuePair, ...] = ()
    differing: tuple[ValuePair, ...] = ()
    own: tuple[tuple[int, int], ...] = ()
    rest: bool = False


def after(text: str, hunks: Iterable[Hunk], *, conflicts: bool) -> str:
    """A text with its hunks carried out; ``conflicts``: those of CONFLICT too, as when every revision is accepted."""
    carried_out = (Resolution.UPDATE, Resolution.CONFLICT) if conflicts else (Resolution.UPDATE,)
    for hunk in sorted(hunks, key=lambda hunk: (-hunk.start, -hunk.end)):
        if hunk.resolution in carried_out:
            text = text[: hunk.start] + hunk.text + text[hunk.end :]
    return text


def dealt(hunks: Iterable[Hunk], texts: Sequence[str]) -> list[list[Hunk]]:
    """Hunks of several texts joined by line ends, each given to its own text, with offsets counted there.

    A hunk that reaches over a line end puts its text and its comment into the first of them, and only deletes in the
    others: of ``["甲乙", "丙丁"]`` the hunk (1, 4, "X") becomes (1, 2, "X") of the first and (0, 1, "") of the second.
    """
    found: list[list[Hunk]] = [[] for _ in texts]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    for hunk in hunks:
        text, note = hunk.text, hunk.note
        for number, (begin, words) in enumerate(zip(starts, texts, strict=False)):
            end = begin + len(words)
            is_point = hunk.start == hunk.end
            if begin <= hunk.start <= end if is_point else hunk.start < end and hunk.end > begin:
                left, right = max(hunk.start, begin) - begin, min(hunk.end, end) - begin
                found[number].append(replace(hunk, start=left, end=right, text=text, note=note))
                text = note = ""
    return found


def as_notice(hunk: Hunk, clerk: str) -> Hunk:
    """The hunk as a comment that tells what is not changed. ``clerk``: the text that the hunk counts in."""
    kept = clerk[hunk.start : hunk.end]
    note = hunk.note or f"此处未改动：其中 {kept or '（无）'} 为旧稿，新稿为 {hunk.text or '（删去）'}，请核对"
    return replace(hunk, text=kept, resolution=Resolution.NOTICE, note=note)
