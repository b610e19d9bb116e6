"""Edits of whole blocks and rows: put in beside others, struck, or taken out without losing the clerk's marks.

In: elements, XML as text, the ``EditContext``. Out: the elements changed. A tracked change is a tool revision on every
run, paragraph mark and row of the block.
"""

from collections.abc import Iterable

from lxml import etree

from drafter.docx.manuscript.characters import AUTHOR, drop, new_element, run_like
from drafter.docx.manuscript.marks import EditContext, comment_on, strike
from drafter.docx.manuscript.tool_revisions import DEL, INS, TR, P
from drafter.docx.read import W, child
from drafter.docx.styles import SPACER_STYLE
from drafter.docx.xml import MAIN, RELATIONSHIPS

TBL = W + "tbl"
_STARTS = {
    W + "bookmarkStart": W + "bookmarkEnd",
    W + "commentRangeStart": W + "commentRangeEnd",
    W + "permStart": W + "permEnd",
    W + "moveFromRangeStart": W + "moveFromRangeEnd",
    W + "moveToRangeStart": W + "moveToRangeEnd",
}
_BEFORE_MARK = frozenset(W + name for name in ("sectPr", "pPrChange"))  # what comes behind w:rPr in w:pPr
_BEFORE_REVISION = frozenset(W + name for name in ("ins", "moveFrom", "moveTo"))


def parsed(xml: str) -> etree._Element:
    """One element of a text of XML in which ``w:`` and ``r:`` are not bound."""
    return etree.fromstring(f'<x xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}">{xml}</x>')[0]


def put_beside(place: etree._Element, xml: str, context: EditContext, *, after: bool, tracked: bool) -> etree._Element:
    """Puts a paragraph, table or row behind ``place``, or before it."""
    new = parsed(xml)
    renumber(new, context)
    if tracked:
        put_in(new, context)
    place.addnext(new) if after else place.addprevious(new)
    for first, second in ((new.getprevious(), new), (new, new.getnext())):
        if first is not None and second is not None and first.tag == second.tag == TBL:
            between = spacer(context)  # Word takes two tables without a paragraph between them for one
            if tracked:
                put_in(between, context)
            second.addprevious(between)
    return new


def spacer(context: EditContext) -> etree._Element:
    """An empty paragraph, hardly to be seen where the clerk's file still has the tool's style for it."""
    paragraph = new_element("p")
    style = next((key for key, name in context.names.items() if key and name == SPACER_STYLE), "")
    if style:
        new_element("pStyle", new_element("pPr", paragraph), val=style)
    return paragraph


def renumber(new: etree._Element, context: EditContext) -> None:
    """Gives the bookmarks of a new element ids that nothing else has."""
    numbers: dict[str, str] = {}
    for mark in new.iter(W + "bookmarkStart", W + "bookmarkEnd"):
        old = mark.get(W + "id", "")
        if old not in numbers:
            numbers[old] = context.number()
        mark.set(W + "id", numbers[old])


def put_in(element: etree._Element, context: EditContext) -> None:
    """Marks a new paragraph, table or row as inserted by a tool revision."""
    for row in element.iter(TR):
        _mark_row(row, "ins", context)
    for paragraph in element.iter(P):
        mark_end(paragraph, "ins", context)
        insertion: etree._Element | None = None
        for part in list(paragraph):
            if part.tag != W + "r":
                insertion = None
            elif insertion is None:
                insertion = context.revision("ins")
                part.addprevious(insertion)
                insertion.append(part)
            else:
                insertion.append(part)


def strike_all(element: etree._Element, context: EditContext) -> None:
    """Strikes out a whole paragraph, table or row."""
    for row in element.iter(TR):
        _mark_row(row, "del", context)
    for paragraph in element.iter(P):
        strike_runs(paragraph, context)
        mark_end(paragraph, "del", context)


def strike_runs(paragraph: etree._Element, context: EditContext) -> None:
    """Strikes out everything in a paragraph but its mark."""
    for run in _runs(paragraph):
        strike(run, context)


def _runs(element: etree._Element) -> list[etree._Element]:
    """The runs that are not deleted yet, and not within a text box."""
    found: list[etree._Element] = []
    for part in element:
        if part.tag == W + "r":
            if part.find(W + "commentReference") is None:
                found.append(part)
        elif part.tag not in (DEL, W + "moveFrom", W + "pPr"):
            found.extend(_runs(part))
    return found


def mark_end(paragraph: etree._Element, kind: str, context: EditContext) -> None:
    """Marks the end of a paragraph as inserted, or struck out, by a tool revision."""
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = new_element("pPr")
        paragraph.insert(0, properties)
    mark = child(properties, "rPr")
    if mark is None:
        mark = new_element("rPr")
        place = next((part for part in properties if part.tag in _BEFORE_MARK), None)
        properties.append(mark) if place is None else place.addprevious(mark)
    if kind == "del" and child(mark, "del") is None:
        mark.insert(sum(part.tag in _BEFORE_REVISION for part in mark), context.revision("del"))
    elif kind == "ins":
        mark.insert(0, context.revision("ins"))


def _mark_row(row: etree._Element, kind: str, context: EditContext) -> None:
    properties = child(row, "trPr")
    if properties is None:
        properties = new_element("trPr")
        place = next((part for part in row if part.tag != W + "tblPrEx"), None)
        row.append(properties) if place is None else place.addprevious(properties)
        new_element(
            "cantSplit", properties, val="off"
        )  # the schema wants more than a revision in it; this says nothing
    if child(properties, kind) is None:
        change = child(properties, "trPrChange")
        revision = context.revision(kind)
        properties.append(revision) if change is None else change.addprevious(revision)


def note_on(paragraphs: Iterable[etree._Element], note: str, context: EditContext) -> None:
    """A tool comment on everything in the first of some paragraphs."""
    for paragraph in paragraphs:
        parts = [p for p in paragraph if p.tag not in (W + "pPr", *_STARTS, *_STARTS.values())]
        if not parts:
            parts = [new_element("r", paragraph)]
        comment_on(note, parts[0], parts[-1], paragraph, context)
        return


def take_out(element: etree._Element, context: EditContext) -> None:
    """Removes an element. The clerk's bookmarks and comments that reach out of it come to the paragraph beside it.

    Without that, the other end of a bookmark would be left alone, and the clerk's comment would vanish with the text.
    """
    kept = _to_keep(element, context)
    neighbour, at_end = beside(element)
    if neighbour is not None and kept:
        if at_end:
            neighbour.extend(kept)
        else:
            offset = 0 if child(neighbour, "pPr") is None else 1
            for number, mark in enumerate(kept, offset):
                neighbour.insert(number, mark)
    drop(element)


def empty(paragraph: etree._Element, context: EditContext) -> None:
    """Removes everything in a paragraph but its properties and the clerk's marks that have to stay."""
    kept = _to_keep(paragraph, context)
    for part in list(paragraph):
        if part.tag != W + "pPr":
            drop(part)
    paragraph.extend(kept)


def _to_keep(element: etree._Element, context: EditContext) -> list[etree._Element]:
    tool_comments = context.comments.by_tool()
    removed = {
        reference.get(W + "id", "")
        for reference in element.iter(W + "commentReference")
        if reference.get(W + "id") in tool_comments
    }
    kept: list[etree._Element] = []
    inside: dict[tuple[str, str], int] = {}
    for mark in element.iter(*_STARTS, *_STARTS.values()):
        key = (_STARTS.get(mark.tag, mark.tag), mark.get(W + "id", ""))
        inside[key] = inside.get(key, 0) + 1
    for part in list(element.iter(*_STARTS, *_STARTS.values(), W + "commentReference")):
        number = part.get(W + "id", "")
        if part.tag == W + "commentReference":
            if number not in removed:
                run = part.getparent()
                assert run is not None
                reference = run_like(run)
                reference.append(part)
                kept.append(reference)
        elif "comment" in part.tag.rpartition("}")[2]:
            if number not in removed:
                kept.append(part)
        elif inside[_STARTS.get(part.tag, part.tag), number] == 1:
            kept.append(part)
    if removed:
        root = element.getroottree().getroot()
        context.comments.remove(removed)
        remove_comment_marks(root, removed)
    return kept


def remove_comment_marks(root: etree._Element, numbers: set[str]) -> None:
    """Takes the ranges and references of comments out of the document."""
    marks = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")
    for mark in [mark for mark in root.iter(*marks) if mark.get(W + "id") in numbers]:
        run = mark.getparent()
        drop(mark)
        while run is not None and run.tag in (W + "r", INS, DEL) and all(part.tag == W + "rPr" for part in run):
            if run.tag != W + "r" and run.get(W + "author") != AUTHOR and len(run):
                break
            parent = run.getparent()
            drop(run)
            run = parent


def beside(element: etree._Element) -> tuple[etree._Element | None, bool]:
    """The paragraph that takes what has to stay: the next one, or else the one before (at its end)."""
    for following in element.itersiblings():
        found = following if following.tag == P else next(following.iter(P), None)
        if found is not None:
            return found, False
    for preceding in element.itersiblings(preceding=True):
        paragraphs = [preceding] if preceding.tag == P else list(preceding.iter(P))
        if paragraphs:
            return paragraphs[-1], True
    parent = element.getparent()
    return beside(parent) if parent is not None and parent.tag != W + "body" else (None, False)
