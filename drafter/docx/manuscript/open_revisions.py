"""Tool revisions of the last update that are still open are taken back before new ones are set.

In: the document's tree, the texts that the last update proposed. Out: ``Settled``; the tree reads as before that
update, but for what the clerk has accepted, rejected or written over: a decision stays decided.

Why: an open conflict must be merged again against the new data. Left in place, its struck and its inserted text would
both count as the clerk's text, and the next conflict would be set inside the last one.
"""

from collections.abc import Collection

from lxml import etree
from msgspec import Struct, field

from drafter.docx.manuscript.characters import drop, text_leaf
from drafter.docx.manuscript.tool_revisions import (
    DEL,
    INS,
    TR,
    P,
    Proposal,
    discard,
    is_only,
    is_wholly,
    keep,
    mark_of,
    proposals_of,
    run_marks,
    unmark,
)
from drafter.docx.read import W, cells_in, text_of

_PLACE = "\U0010fffd"  # for private use: in no text
Proposals = Collection[tuple[str, str]]


class Settled(Struct):
    """Gathered on the way: (struck, inserted) texts; texts of paragraphs and rows struck, or inserted, whole."""

    spans: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


def take_back(root: etree._Element, proposals: Proposals) -> Settled:
    """Undoes every open tool revision below ``root`` but those that the clerk has decided on.

    ``proposals`` are the (struck, inserted) texts that the last update wrote, ("", text) for a paragraph inserted
    whole. A mark whose text is none of them was written over by the clerk, and its text stays. With no proposals given
    there is nothing to tell such decisions by, and everything is undone.
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
            for paragraph in row.iter(P):  # the clerk has written in it, so it stays
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
    """Everything that tool revisions struck out in a paragraph is plain text again."""
    for mark in run_marks(paragraph):
        if mark.tag == DEL:
            keep(mark)
    if (end := mark_of(paragraph, "del")) is not None:
        unmark(end)


def _adopt(paragraph: etree._Element) -> None:
    """Everything that tool revisions inserted becomes plain text."""
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
    for pair in proposals_of(paragraph):
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
    """Whether the tool wrote it: one proposal, or several side by side that an editor has joined to one insertion."""
    if not proposals:
        return True
    texts = {new for _, new in proposals if new}
    reached = {0}
    for end in range(1, len(inserted) + 1):
        if any(inserted.endswith(new, 0, end) and end - len(new) in reached for new in texts):
            reached.add(end)
    return len(inserted) in reached


def _decide(paragraph: etree._Element, pair: Proposal, proposals: Proposals, settled: Settled) -> None:
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


def _decide_insertion(paragraph: etree._Element, pair: Proposal, proposals: Proposals, settled: Settled) -> None:
    new = pair.new
    struck = {old for old, inserted in proposals if inserted == new}
    before = _around(paragraph, pair.put_in[0])[0]
    refused = any(old and before.endswith(old) for old in struck)
    undo = refused or "" in struck or not new or (not struck and _is_known(new, proposals))
    if undo and not refused and new:
        settled.spans.append(("", new))
    _finish(pair, keep_old=False, keep_new=not undo)


def _finish(pair: Proposal, *, keep_old: bool, keep_new: bool) -> None:
    for mark in pair.struck:
        keep(mark) if keep_old else discard(mark)
    for mark in pair.put_in:
        keep(mark) if keep_new else discard(mark)


def _around(paragraph: etree._Element, mark: etree._Element) -> tuple[str, str]:
    """The paragraph's text before a mark, and from it on (what the mark inserts included)."""
    place = text_leaf(_PLACE)
    mark.addprevious(place)
    before, _, after = text_of(paragraph).partition(_PLACE)
    drop(place)
    return before, after
