"""A paragraph of the clerk's file, as the update sees and changes it.

In: its live element and the ``EditContext`` of its document. Out: its text, what has to be minded in it, and its edits.
"""

from collections.abc import Sequence

from lxml import etree

from drafter.docx.anchors import is_anchor
from drafter.docx.manuscript.block_edits import TBL, beside, empty, note_on, strike_all, strike_runs, take_out
from drafter.docx.manuscript.characters import TextNode, between, text_nodes
from drafter.docx.manuscript.marks import EditContext
from drafter.docx.manuscript.text_edits import Edit, apply
from drafter.docx.manuscript.tool_revisions import P
from drafter.docx.read import W, child, style_name, text_of

_COMMENTS = frozenset(W + name for name in ("commentReference", "commentRangeStart", "commentRangeEnd"))
_OBJECTS = frozenset(
    W + name
    for name in (
        *("drawing", "pict", "object", "footnoteReference", "endnoteReference", "fldChar", "fldSimple", "sym"),
        *("ruby", "contentPart", "altChunk"),
    )
)


class LiveBlock:
    """What a paragraph and a table share. Equal where the element is the same."""

    def __init__(self, element: etree._Element, context: EditContext) -> None:
        self.element, self.context = element, context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LiveBlock) and other.element is self.element

    def __hash__(self) -> int:
        return hash(self.element)


class LiveParagraph(LiveBlock):
    """A ``w:p``."""

    @property
    def text(self) -> str:
        """What it says: inserted text counts, deleted text does not."""
        return text_of(self.element)

    @property
    def style(self) -> str:
        """The name of its style, as Word's Chinese list shows it."""
        return style_name(self.element, self.context.names)

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors that touch it, in the order of the document."""
        return self.context.anchors.get(self.element, ())

    @property
    def ends_section(self) -> bool:
        """Whether it holds a section break."""
        return child(self.element, "pPr", "sectPr") is not None

    @property
    def holds_object(self) -> bool:
        """Whether it holds what could be lost: a picture, a note, a field, a comment or a bookmark of the clerk's."""
        tool_comments = self.context.comments.by_tool()
        for part in self.element.iter():
            if part.tag in _OBJECTS:
                return True
            if part.tag == W + "bookmarkStart":
                name = part.get(W + "name", "")
                if not is_anchor(name) and not name.startswith("_GoBack"):  # Word's own: where the cursor was
                    return True
            if part.tag in _COMMENTS and part.get(W + "id") not in tool_comments:
                return True
        return False

    def is_inserted(self, start: int, end: int) -> bool:
        """Whether any of these characters was inserted, or moved here, by a person."""
        return any(node.inserted for node in between(text_nodes(self.element), start, end))

    def can_edit(self, start: int, end: int) -> bool:
        """Whether these characters (or the point) may be edited: no field, no edge of a content control."""
        depth = self.context.depths.get(self.element, 0)
        found = text_nodes(self.element, depth)
        if start == end:
            left = next((node for node in found if node.start < start <= node.end), None)
            right = next((node for node in found if node.start <= start < node.end), None)
            inside = left is not None and right is not None and _is_fixed(left) and _is_fixed(right)
            return not depth and not inside
        span = between(found, start, end)
        if any(node.run is None or _is_fixed(node) for node in span):
            return False
        return len({tuple(c for c in node.containers if c.tag == W + "sdt") for node in span}) <= 1

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carries out edits that do not overlap; their offsets count in ``text``. Raises ValueError for others."""
        apply(self.element, edits, self.context)

    def comment(self, note: str) -> None:
        """A comment of the program on all that is in the paragraph, also where that is no text."""
        note_on([self.element], note, self.context)

    def delete(self, tracked: bool = False, note: str = "") -> None:
        """Takes out (or strikes) the whole paragraph; one that its place cannot do without is emptied."""
        neighbour = self.element if tracked or self._is_needed() else beside(self.element)[0]
        if note and tracked:
            note_on([self.element], note, self.context)
        if tracked:
            if self._is_needed():
                strike_runs(self.element, self.context)
            else:
                strike_all(self.element, self.context)
        elif self._is_needed():
            empty(self.element, self.context)
        else:
            take_out(self.element, self.context)
        if note and not tracked and neighbour is not None:
            note_on([neighbour], note, self.context)

    def _is_needed(self) -> bool:
        """A section break, the end of a cell, what keeps two tables apart, the only paragraph there is."""
        before, after = self.element.getprevious(), self.element.getnext()
        if self.ends_section:
            return True
        parent = self.element.getparent()
        in_cell = parent is not None and parent.tag == W + "tc"
        if in_cell and (after is None or after.tag != P) and (before is None or before.tag != P):
            return True
        if before is not None and before.tag == TBL and (after is None or after.tag in (TBL, W + "sectPr")):
            return True
        return not any(sibling is not None and sibling.tag in (P, TBL) for sibling in (before, after))


def _is_fixed(node: TextNode) -> bool:
    if node.in_field or any(c.tag == W + "fldSimple" for c in node.containers):
        return True
    controls = [child(c, "sdtPr") for c in node.containers if c.tag == W + "sdt"]
    return any(
        properties is not None and child(properties, name) is not None
        for properties in controls
        for name in ("dataBinding", "lock")
    )
