"""Tool revisions in a document that are still open: found, and settled as accepted or as rejected.

In: the XML tree. Out: the tree changed. A tool revision is a ``w:ins`` or ``w:del`` whose author is ``drafter``, round
runs, in the properties of a paragraph's mark, or in those of a table row. Revisions of others are not touched.
"""

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from drafter.docx.manuscript.characters import AUTHOR, drop, unwrap
from drafter.docx.read import SKIPPED, W, child, text_of

INS, DEL, P, TR = W + "ins", W + "del", W + "p", W + "tr"
_HOLDERS = frozenset(
    {INS, *(W + name for name in ("hyperlink", "sdt", "sdtContent", "smartTag", "fldSimple", "moveTo"))}
)
_MARKERS = frozenset(
    W + name
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "permStart", "permEnd"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)


def is_by_tool(element: etree._Element | None) -> bool:
    """Whether an element is a tool revision: the author is the tool, not a person."""
    return element is not None and element.tag in (INS, DEL) and element.get(W + "author") == AUTHOR


def mark_of(element: etree._Element, kind: str) -> etree._Element | None:
    """The tool's ``w:ins`` or ``w:del`` in the properties of a paragraph's mark, or of a row."""
    path = ("trPr", kind) if element.tag == TR else ("pPr", "rPr", kind)
    found = child(element, *path)
    return found if is_by_tool(found) else None


def unmark(mark: etree._Element) -> None:
    """Takes a mark out of its properties, and the properties with it where they are empty."""
    element: etree._Element | None = mark
    properties, filler = mark.getparent(), mark.getprevious()
    is_filled = filler is not None and filler.tag == W + "cantSplit" and filler.get(W + "val") == "off"
    if filler is not None and is_filled and properties is not None and len(properties) == 2:
        drop(filler)  # what ``block_edits`` puts beside the mark of a row
    while element is not None and element.tag in (INS, DEL, W + "rPr", W + "pPr", W + "trPr") and not len(element):
        parent = element.getparent()
        drop(element)
        element = parent


def run_marks(element: etree._Element) -> list[etree._Element]:
    """The tool revisions round runs, outermost, in reading order; none of paragraphs, rows or text boxes."""
    return [found for found in _within(element) if is_by_tool(found)]


def _within(element: etree._Element) -> Iterator[etree._Element]:
    for part in element:
        if is_by_tool(part):
            yield part
        elif part.tag not in SKIPPED or part.tag in (DEL, W + "moveFrom"):
            yield from _within(part)


class Proposal(Struct, frozen=True):
    """One proposal to the clerk: ``w:del`` elements of the old text, then ``w:ins`` elements of the new one."""

    struck: tuple[etree._Element, ...]
    put_in: tuple[etree._Element, ...]

    @property
    def old(self) -> str:
        return "".join(map(struck_text, self.struck))

    @property
    def new(self) -> str:
        return "".join(map(text_of, self.put_in))


def proposals_of(paragraph: etree._Element) -> list[Proposal]:
    """The proposals of a paragraph; pieces into which an editor has cut one are one."""
    found: list[tuple[list[etree._Element], list[etree._Element]]] = []
    last: etree._Element | None = None
    for mark in run_marks(paragraph):
        joins = last is not None and _adjacent(last, mark)
        if not joins or (mark.tag == DEL and found[-1][1]):
            found.append(([], []))
        found[-1][mark.tag == INS].append(mark)
        last = mark
    return [Proposal(tuple(struck), tuple(put_in)) for struck, put_in in found]


def _adjacent(first: etree._Element, second: etree._Element) -> bool:
    """Whether nothing visible lies between two marks, even where one is in a link or in the clerk's revision."""
    around = set(second.iterancestors())
    element = first
    while True:
        for between in element.itersiblings():
            if between is second:
                return True
            if between in around:
                return all(part.tag in _MARKERS for part in second.itersiblings(preceding=True))
            if between.tag not in _MARKERS and not _is_reference(between):
                return False
        parent = element.getparent()
        if parent is None or parent.tag == P:
            return False
        element = parent


def _is_reference(run: etree._Element) -> bool:
    return run.tag == W + "r" and all(part.tag in (W + "rPr", W + "commentReference") for part in run)


def struck_text(deletion: etree._Element) -> str:
    """The text that a ``w:del`` strikes out."""
    restored = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
    return "".join(
        part.text or "" if part.tag in (W + "delText", W + "t") else restored[part.tag]
        for part in deletion.iter(W + "delText", W + "t", *restored)
        if (parent := part.getparent()) is not None and parent.tag == W + "r"
    )


def keep(mark: etree._Element) -> None:
    """The text within a mark round runs becomes plain text."""
    if mark.tag == DEL:
        for struck, name in (("delText", "t"), ("delInstrText", "instrText")):
            for leaf in mark.iter(W + struck):
                leaf.tag = W + name
    unwrap(mark)


def discard(mark: etree._Element) -> None:
    """A mark goes with the text within it, but for the ends of bookmarks and comments that an editor put there."""
    for part in [part for part in mark.iter(*_MARKERS) if part.tag != W + "proofErr"]:
        mark.addprevious(part)
    drop(mark)


def is_wholly(paragraph: etree._Element, kind: str) -> bool:
    """Whether everything in a paragraph, and its mark, is in tool revisions of one kind."""
    return mark_of(paragraph, kind.removeprefix(W)) is not None and is_only(paragraph, kind)


def is_only(element: etree._Element, kind: str) -> bool:
    """Whether nothing is seen in an element but tool revisions of one kind."""
    for part in element:
        if is_by_tool(part) and part.tag == kind:
            continue
        if part.tag in _MARKERS or part.tag in (W + "pPr", W + "sdtPr", W + "sdtEndPr") or _is_reference(part):
            continue
        if part.tag in _HOLDERS and is_only(part, kind):
            continue
        return False
    return True


def settle(root: etree._Element, *, accept: bool) -> None:
    """Accepts, or rejects, every tool revision below ``root``."""
    gone, kept = (DEL, INS) if accept else (INS, DEL)
    for row in list(root.iter(TR)):
        if (mark := mark_of(row, kept.removeprefix(W))) is not None:
            unmark(mark)
        elif mark_of(row, gone.removeprefix(W)) is not None:
            table = next(row.iterancestors(W + "tbl"))
            drop(row)
            if next(table.iter(TR), None) is None:
                drop(table)
    for paragraph in list(root.iter(P)):
        for mark in run_marks(paragraph):
            keep(mark) if mark.tag == kept else discard(mark)
    for paragraph in list(root.iter(P)):
        if (mark := mark_of(paragraph, kept.removeprefix(W))) is not None:
            unmark(mark)
        if (mark := mark_of(paragraph, gone.removeprefix(W))) is not None:
            unmark(mark)
            _run_on(paragraph)


def _run_on(paragraph: etree._Element) -> None:
    """A paragraph whose mark goes runs on into the next one; one that has nothing left just goes."""
    following = paragraph.getnext()
    parts = [part for part in paragraph if part.tag != W + "pPr"]
    if following is not None and following.tag == P and parts:
        properties = following.find(W + "pPr")
        for offset, part in enumerate(parts, 0 if properties is None else 1):
            following.insert(offset, part)
    elif text_of(paragraph) or (following is None and paragraph.getprevious() is None):
        return
    if child(paragraph, "pPr", "sectPr") is None:
        drop(paragraph)
