"""The clerk's file on its way to the next generation: read as blocks, changed where it has to be, packed again.

In: the opened file. Out: ``Manuscript``: its paragraphs and tables, live; open tool revisions taken back; anchors set
anew; the bytes of the package, in which every part that was not changed is byte for byte the clerk's.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from docx.opc.constants import CONTENT_TYPE as CT
from lxml import etree
from msgspec import Struct

from drafter.blocks import Section
from drafter.docx.anchors import is_anchor
from drafter.docx.chart_reading import WP, FoundChart
from drafter.docx.manuscript.anchor_ranges import anchored
from drafter.docx.manuscript.block_edits import TBL, put_beside, remove_comment_marks
from drafter.docx.manuscript.characters import drop, field_step, new_element
from drafter.docx.manuscript.charts import ChartParts
from drafter.docx.manuscript.comments import Comments
from drafter.docx.manuscript.highlights import Highlights
from drafter.docx.manuscript.marks import EditContext
from drafter.docx.manuscript.open_revisions import take_back
from drafter.docx.manuscript.paragraphs import LiveBlock, LiveParagraph
from drafter.docx.manuscript.repack import Package, put_parts
from drafter.docx.manuscript.section_breaks import drop_emptied, filled, new_section
from drafter.docx.manuscript.tables import LiveTable
from drafter.docx.manuscript.tool_revisions import DEL, INS, P
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


class TakenBack(Struct, frozen=True):
    """The tool's marks that were still open and have been undone.

    ``spans``: (struck, inserted) texts; ``notes``: texts of comments; ``gone``: texts of paragraphs and rows (cells
    joined by ``|``) that had been struck out whole and are plain text again; ``added``: texts of those that had been
    inserted whole and are taken out again.
    """

    spans: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    gone: tuple[str, ...]
    added: tuple[str, ...]


class Manuscript:
    """The clerk's .docx being changed. ``tracks_changes``: the clerk has Word's track-changes switched on."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.root = opened.tree(opened.document)
        self.comments = Comments(opened)
        self.chart_parts = ChartParts(opened)
        self.tracks_changes = _tracks_changes(opened)
        numbers = Counter(revision.get(W + "id", "") for revision in self.root.iter(*_REVISIONS))
        self._shared = {number for number, times in numbers.items() if times > 1}
        taken = {int(n) for e in self.root.iter(*_NUMBERED) if (n := e.get(W + "id", "")).isdecimal()}
        self._context = EditContext(
            self.comments,
            Highlights(opened),
            taken | set(self.comments.numbers),
            anchors=anchored(self.root),
            names=style_names(opened),
            depths=_field_depths(self.root),
        )

    @property
    def blocks(self) -> tuple[LiveParagraph | LiveTable, ...]:
        """Every paragraph (empty ones, too) and table of the body, in order."""
        body = self.root.find(W + "body")
        found = blocks_in(body) if body is not None else ()
        return tuple(wrapped(element, self._context) for element in found if element.tag != W + "sectPr")

    @property
    def charts(self) -> dict[LiveParagraph, FoundChart]:
        """The paragraphs of the body that hold a chart."""
        live = (block for block in self.blocks if isinstance(block, LiveParagraph))
        pairs = ((paragraph, self.chart_parts.found(paragraph.element)) for paragraph in live)
        return {paragraph: found for paragraph, found in pairs if found is not None}

    def insert_after(self, place: LiveBlock, xml: str, *, tracked: bool = False) -> LiveParagraph | LiveTable:
        """Puts a block behind another: a ``w:p`` or ``w:tbl`` as XML whose prefixes are not bound."""
        return wrapped(put_beside(place.element, xml, self._context, after=True, tracked=tracked), self._context)

    def insert_before(self, place: LiveBlock, xml: str, *, tracked: bool = False) -> LiveParagraph | LiveTable:
        """The same before another."""
        return wrapped(put_beside(place.element, xml, self._context, after=False, tracked=tracked), self._context)

    def take_back(self, proposals: Collection[tuple[str, str]]) -> TakenBack:
        """Undoes open tool revisions and comments; what the clerk has accepted or rejected stays decided.

        ``proposals``: the (struck, inserted) texts that the last update wrote, ("", text) for a paragraph inserted
        whole. With none, every open tool revision is undone.
        """
        settled = take_back(self.root, proposals)
        notes = self.comments.by_tool()
        self.comments.remove(set(notes))
        remove_comment_marks(self.root, set(notes))
        self._context.anchors = anchored(self.root)
        return TakenBack(tuple(settled.spans), tuple(notes.values()), tuple(settled.gone), tuple(settled.added))

    def next_number(self) -> int:
        """A number that no drawing, mark or comment of the document has."""
        drawn = {int(n) for e in self.root.iter(WP + "docPr") if (n := e.get("id", "")).isdecimal()}
        number = int(self._context.number())
        while number in drawn:
            number = int(self._context.number())
        return number

    def filled_sections(self) -> list[etree._Element]:
        """The ``w:sectPr`` of every section that shows anything, for ``drop_emptied``."""
        body = self.root.find(W + "body")
        return filled(body) if body is not None else []

    def drop_emptied(self, before: list[etree._Element]) -> None:
        """Takes out the sections that were filled ``before`` and are empty now: each would be an empty page."""
        body = self.root.find(W + "body")
        if body is not None:
            drop_emptied(body, before, self._context)

    def new_section(self, first: LiveBlock, last: LiveBlock, section: Section) -> None:
        """Gives the pages from one block to another, inserted by the update, a section of their own."""
        new_section(first.element, last.element, section, self._context)

    def anchor(self, marks: Iterable[tuple[str, LiveParagraph, LiveParagraph]]) -> None:
        """Removes every anchor, then sets these: (name, first paragraph, last paragraph) of each range."""
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
            number = self._context.number()
            start = new_element("bookmarkStart", id=number, name=name)
            first.element.insert(0 if child(first.element, "pPr") is None else 1, start)
            last.element.append(new_element("bookmarkEnd", id=number))
        self._context.anchors = anchored(self.root)

    def packed(self, parts: Mapping[str, bytes | str] | None = None) -> bytes:
        """The bytes of the package with what has changed, and ``parts`` (the new state: name -> content) put in."""
        package = Package(self.opened)
        self._renumber()
        package.put_tree(self.opened.document, self.root)
        if not self.comments.part and len(self.comments.root):
            folder = self.opened.document.rpartition("/")[0]
            part = next(name for n in ("", *range(1, 99)) if not package.has(name := f"{folder}/comments{n}.xml"))
            package.put_tree(part, self.comments.root)
            package.typed(part, CT.WML_COMMENTS)
            package.related(self.opened.document, "comments", part)
        for part, tree in self.comments.trees().items():
            package.put_tree(part, tree)
        self.chart_parts.put_into(package, self.root)
        put_parts(package, parts or {})
        return package.packed()

    def _renumber(self) -> None:
        """A revision that was cut in two gets a second number (ids that the clerk's file shared before stay shared)."""
        seen = set()
        for revision in self.root.iter(*_REVISIONS):
            number = revision.get(W + "id", "")
            if number in seen and number not in self._shared:
                revision.set(W + "id", self._context.number())
            seen.add(number)


def wrapped(element: etree._Element, context: EditContext) -> LiveParagraph | LiveTable:
    """A block as what it is."""
    return LiveTable(element, context) if element.tag == TBL else LiveParagraph(element, context)


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
