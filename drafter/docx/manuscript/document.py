"""A person's .docx on its way to the next generation: read as blocks, changed where it has to be, packed again.

In: the opened file. Out: ``Manuscript``: its paragraphs and tables, live; our pending marks taken back; our anchors set
anew; the bytes of her package in which only what changed has changed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.blocks import Section
from drafter.docx.anchors import is_anchor
from drafter.docx.manuscript.breaks import drop_emptied, filled, new_section
from drafter.docx.manuscript.characters import drop, field_step, made
from drafter.docx.manuscript.comments import Comments
from drafter.docx.manuscript.desk import Desk
from drafter.docx.manuscript.grid import TableNow
from drafter.docx.manuscript.highlights import Highlights
from drafter.docx.manuscript.ours import DEL, INS, P
from drafter.docx.manuscript.paragraphs import BlockNow, ParagraphNow
from drafter.docx.manuscript.ranges import anchored
from drafter.docx.manuscript.repack import CONTENT_TYPES, Package, put_parts
from drafter.docx.manuscript.structure import TBL, put_beside, remove_comment_marks
from drafter.docx.manuscript.takeback import take_back
from drafter.docx.opening import Opened
from drafter.docx.read import W, blocks_in, child, style_names

_NUMBERED = tuple(
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "bookmarkStart", "commentRangeStart"),
        *("commentReference", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange"),
        *("moveFromRangeStart", "moveToRangeStart", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    )
)
_REVISIONS = (INS, DEL, W + "moveFrom", W + "moveTo")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back.

    ``spans``: (struck, inserted) texts; ``notes``: texts of comments; ``gone``: texts of paragraphs and rows (cells
    joined by ``|``) that had been struck out whole, and stand again; ``added``: of those that had been put in.
    """

    spans: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    gone: tuple[str, ...]
    added: tuple[str, ...]


class Manuscript:
    """A person's .docx being changed. ``tracks_changes``: her Word marks what she changes."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.root = opened.tree(opened.document)
        self.comments = Comments(opened)
        self.tracks_changes = _tracks_changes(opened)
        numbers = Counter(revision.get(W + "id", "") for revision in self.root.iter(*_REVISIONS))
        self._shared = {number for number, times in numbers.items() if times > 1}
        taken = {int(n) for e in self.root.iter(*_NUMBERED) if (n := e.get(W + "id", "")).isdecimal()}
        self._desk = Desk(
            self.comments,
            Highlights(opened),
            taken | set(self.comments.numbers),
            anchors=anchored(self.root),
            names=style_names(opened),
            depths=_field_depths(self.root),
        )

    @property
    def blocks(self) -> tuple[ParagraphNow | TableNow, ...]:
        """Every paragraph (empty ones, too) and table of the body, in order."""
        body = self.root.find(W + "body")
        found = blocks_in(body) if body is not None else ()
        return tuple(wrapped(element, self._desk) for element in found if element.tag != W + "sectPr")

    def insert_after(self, place: BlockNow, xml: str, *, tracked: bool = False) -> ParagraphNow | TableNow:
        """Puts a block behind another: a ``w:p`` or ``w:tbl`` as XML whose prefixes are not bound."""
        return wrapped(put_beside(place.element, xml, self._desk, after=True, tracked=tracked), self._desk)

    def insert_before(self, place: BlockNow, xml: str, *, tracked: bool = False) -> ParagraphNow | TableNow:
        """The same before another."""
        return wrapped(put_beside(place.element, xml, self._desk, after=False, tracked=tracked), self._desk)

    def take_back(self, proposals: Collection[tuple[str, str]]) -> TakenBack:
        """Undoes our pending marks; what she has decided on stays as she decided.

        ``proposals``: the (struck, inserted) texts that we wrote, ("", text) for a paragraph that we put in whole. With
        none, everything of ours that is pending is undone.
        """
        settled = take_back(self.root, proposals)
        ours = self.comments.ours()
        self.comments.remove(set(ours))
        remove_comment_marks(self.root, set(ours))
        self._desk.anchors = anchored(self.root)
        return TakenBack(tuple(settled.spans), tuple(ours.values()), tuple(settled.gone), tuple(settled.added))

    def filled_sections(self) -> list[etree._Element]:
        """The sections in which anything stands, for ``drop_emptied``."""
        body = self.root.find(W + "body")
        return filled(body) if body is not None else []

    def drop_emptied(self, before: list[etree._Element]) -> None:
        """Takes out the sections in which something stood ``before``, and nothing does now."""
        body = self.root.find(W + "body")
        if body is not None:
            drop_emptied(body, before, self._desk)

    def new_section(self, first: BlockNow, last: BlockNow, section: Section) -> None:
        """Gives the pages from one block to another, put in by us, a section of their own."""
        new_section(first.element, last.element, section, self._desk)

    def anchor(self, marks: Iterable[tuple[str, ParagraphNow, ParagraphNow]]) -> None:
        """Removes every anchor of ours, then sets these: the name, the first and the last paragraph of its range."""
        numbers = set()
        for start in list(self.root.iter(W + "bookmarkStart")):
            if is_anchor(start.get(W + "name", "")):
                numbers.add(start.get(W + "id", ""))
                drop(start)
        kept = {start.get(W + "id", "") for start in self.root.iter(W + "bookmarkStart")}
        for end in list(self.root.iter(W + "bookmarkEnd")):
            if end.get(W + "id", "") in numbers - kept:
                drop(end)
        for name, first, last in marks:
            number = self._desk.number()
            start = made("bookmarkStart", id=number, name=name)
            first.element.insert(0 if child(first.element, "pPr") is None else 1, start)
            last.element.append(made("bookmarkEnd", id=number))
        self._desk.anchors = anchored(self.root)

    def packed(self, parts: Mapping[str, bytes | str] | None = None) -> bytes:
        """Her package with what has changed, and ``parts`` put in: our state finds its place among hers."""
        package = Package(self.opened)
        self._renumber()
        package.put_tree(self.opened.document, self.root)
        if not self.comments.part and len(self.comments.root):
            folder = self.opened.document.rpartition("/")[0]
            part = next(name for n in ("", *range(1, 99)) if not package.has(name := f"{folder}/comments{n}.xml"))
            package.put_tree(part, self.comments.root)
            package.typed(part, CONTENT_TYPES["comments"])
            package.related(self.opened.document, "comments", part)
        for part, tree in self.comments.trees().items():
            package.put_tree(part, tree)
        put_parts(package, parts or {})
        return package.packed()

    def _renumber(self) -> None:
        """A revision that was cut in two gets a second number (those that shared one before are hers to share)."""
        seen = set()
        for revision in self.root.iter(*_REVISIONS):
            number = revision.get(W + "id", "")
            if number in seen and number not in self._shared:
                revision.set(W + "id", self._desk.number())
            seen.add(number)


def wrapped(element: etree._Element, desk: Desk) -> ParagraphNow | TableNow:
    """A block as what it is."""
    return TableNow(element, desk) if element.tag == TBL else ParagraphNow(element, desk)


def _tracks_changes(opened: Opened) -> bool:
    part = opened.related("settings")
    sign = opened.tree(part).find(W + "trackRevisions") if part else None
    return sign is not None and sign.get(W + "val", "1") not in ("0", "false", "off")


def _field_depths(root: etree._Element) -> dict[etree._Element, int]:
    """How many fields each paragraph begins within; only those that do."""
    depths: dict[etree._Element, int] = {}
    depth = 0
    for element in root.iter(P, W + "fldChar"):
        if element.tag == W + "fldChar":
            depth = max(0, depth + field_step(element))
        elif depth:
            depths[element] = depth
    return depths
