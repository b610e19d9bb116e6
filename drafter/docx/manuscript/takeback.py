"""Our own marks of the last time are taken back before new ones are set: what a person has decided stays decided.

In: the document's tree, what we proposed. Out: ``Settled``, and the tree as it was before us, with her decisions.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from lxml import etree

from drafter.docx.manuscript.characters import drop, text_leaf
from drafter.docx.manuscript.ours import (
    DEL,
    INS,
    TR,
    P,
    Pair,
    discard,
    is_only,
    is_wholly,
    keep,
    mark_of,
    pairs,
    run_marks,
    unmark,
)
from drafter.docx.read import W, cells_in, text_of

_PLACE = "\U0010fffd"  # for private use: in no text
Proposals = Collection[tuple[str, str]]


@dataclass(slots=True)
class Settled:
    """What was taken back: (struck, inserted) texts, texts of paragraphs and rows struck or put in whole."""

    spans: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def take_back(root: etree._Element, proposals: Proposals) -> Settled:
    """Undoes every pending mark of ours below ``root`` but those that she has decided on.

    ``proposals`` are the (struck, inserted) texts that we wrote, with ("", text) for every paragraph put in whole. With
    none given there is nothing to tell her decisions by, and everything is undone.
    """
    settled = Settled()
    for row in list(root.iter(TR)):
        _row(row, settled)
    for paragraph in list(root.iter(P)):
        _paragraph(paragraph, proposals, settled)
    return settled


def _row(row: etree._Element, settled: Settled) -> None:
    struck, put_in = mark_of(row, "del"), mark_of(row, "ins")
    # LibreOffice loses the mark of the row, not those of its texts.
    if struck is not None or (all(is_only(p, DEL) for p in row.iter(P)) and sum(1 for _ in row.iter(DEL)) > 1):
        if struck is not None:
            unmark(struck)
        for paragraph in row.iter(P):
            _restore(paragraph)
        settled.gone.append(_text(row))
    if put_in is not None:
        unmark(put_in)
        if not all(is_only(paragraph, INS) for paragraph in row.iter(P)):
            for paragraph in row.iter(P):  # she has written in it: it is hers
                _adopt(paragraph)
            return
        settled.added.append(_text(row))
        table = next(row.iterancestors(W + "tbl"))
        drop(row)
        if next(table.iter(TR), None) is None:
            drop(table)


def _text(row: etree._Element) -> str:
    return "|".join("".join(map(text_of, cell.iter(P))) for cell in cells_in(row))


def _restore(paragraph: etree._Element) -> None:
    """Everything that we struck out in a paragraph is there again."""
    for mark in run_marks(paragraph):
        if mark.tag == DEL:
            keep(mark)
    if (end := mark_of(paragraph, "del")) is not None:
        unmark(end)


def _adopt(paragraph: etree._Element) -> None:
    """Everything that we put in is plain text."""
    for mark in run_marks(paragraph):
        if mark.tag == INS:
            keep(mark)
    if (end := mark_of(paragraph, "ins")) is not None:
        unmark(end)


def _paragraph(paragraph: etree._Element, proposals: Proposals, settled: Settled) -> None:
    if mark_of(paragraph, "ins") is not None:
        said = text_of(paragraph)
        if is_wholly(paragraph, INS) and (not said or _is_known(said, proposals)):
            if said:
                settled.added.append(said)
            _remove(paragraph)
            return
        _adopt(paragraph)
    if is_wholly(paragraph, DEL):
        _restore(paragraph)
        settled.gone.append(text_of(paragraph))
        return
    if (mark := mark_of(paragraph, "del")) is not None:
        unmark(mark)
    for pair in pairs(paragraph):
        _decide(paragraph, pair, proposals, settled)


def _remove(paragraph: etree._Element) -> None:
    parent = paragraph.getparent()
    others = [] if parent is None else [part for part in parent if part.tag in (P, W + "tbl") and part is not paragraph]
    if others:
        drop(paragraph)
        return
    for mark in run_marks(paragraph):  # a cell or a body has one paragraph at least
        discard(mark)
    if (end := mark_of(paragraph, "ins")) is not None:
        unmark(end)


def _is_known(inserted: str, proposals: Proposals) -> bool:
    """Whether it is what we wrote: one proposal, or several side by side that now are one insertion."""
    if not proposals:
        return True
    texts = {new for _, new in proposals if new}
    reached = {0}
    for end in range(1, len(inserted) + 1):
        if any(inserted.endswith(new, 0, end) and end - len(new) in reached for new in texts):
            reached.add(end)
    return len(inserted) in reached


def _decide(paragraph: etree._Element, pair: Pair, proposals: Proposals, settled: Settled) -> None:
    old, new = pair.old, pair.new
    if pair.struck and new:
        undo = _is_known(new, proposals)
        if undo:
            settled.spans.append((old, new))
        _finish(pair, keep_old=undo, keep_new=not undo)
    elif pair.struck:
        accepted = {inserted for struck, inserted in proposals if struck == old and inserted}
        behind = _around(paragraph, pair.struck[-1])[1]
        taken = not pair.put_in and any(behind.startswith(inserted) for inserted in accepted)
        if not taken and not accepted:
            settled.spans.append((old, ""))
        _finish(pair, keep_old=not taken, keep_new=False)
    else:
        _decide_insertion(paragraph, pair, proposals, settled)


def _decide_insertion(paragraph: etree._Element, pair: Pair, proposals: Proposals, settled: Settled) -> None:
    new = pair.new
    struck = {old for old, inserted in proposals if inserted == new}
    before = _around(paragraph, pair.put_in[0])[0]
    refused = any(old and before.endswith(old) for old in struck)
    undo = refused or "" in struck or not new or (not struck and _is_known(new, proposals))
    if undo and not refused and new:
        settled.spans.append(("", new))
    _finish(pair, keep_old=False, keep_new=not undo)


def _finish(pair: Pair, *, keep_old: bool, keep_new: bool) -> None:
    for mark in pair.struck:
        keep(mark) if keep_old else discard(mark)
    for mark in pair.put_in:
        keep(mark) if keep_new else discard(mark)


def _around(paragraph: etree._Element, mark: etree._Element) -> tuple[str, str]:
    """What the paragraph says before a mark and behind it (there with what the mark puts in)."""
    place = text_leaf(_PLACE)
    mark.addprevious(place)
    before, _, after = text_of(paragraph).partition(_PLACE)
    drop(place)
    return before, after
