"""The tool's marks, revisions and comments by the author ``drafter``, and what they need to know of their document.

In: the opened file's parts. Out: ``EditContext``, shared by all edits of one document; marks set in the XML.
"""

from lxml import etree
from msgspec import Struct, field

from drafter.docx.manuscript.characters import AUTHOR, drop, new_element, split_around
from drafter.docx.manuscript.comments import Comments
from drafter.docx.manuscript.highlights import Highlights
from drafter.docx.read import W


class EditContext(Struct):
    """What edits of one document share.

    ``taken``: the ids in use; ``anchors``: names of anchors by paragraph; ``names``: as ``style_names`` gives them;
    ``depths``: how many complex fields are open where a paragraph begins (0 is left out).
    """

    comments: Comments
    highlights: Highlights
    taken: set[int]
    anchors: dict[etree._Element, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    depths: dict[etree._Element, int] = field(default_factory=dict)
    _last: int = 0

    def number(self) -> str:
        """An id that nothing in the document has."""
        self._last += 1
        while self._last in self.taken:
            self._last += 1
        return str(self._last)

    def revision(self, kind: str) -> etree._Element:
        """An empty ``w:ins`` or ``w:del`` by the tool, without a date: an invented one would mislead."""
        return new_element(kind, id=self.number(), author=AUTHOR)


def comment_on(
    note: str, first: etree._Element, last: etree._Element, paragraph: etree._Element, context: EditContext
) -> None:
    """A tool comment from one element of a paragraph to another (or at one empty run, which goes)."""
    number = context.number()
    first.addprevious(new_element("commentRangeStart", id=number))
    end = new_element("commentRangeEnd", id=number)
    last.addnext(end)
    reference = new_element("r")
    new_element("commentReference", reference, id=number)
    split_around(end, paragraph).addnext(reference)
    if first is last and first.tag == W + "r" and not len(first):
        drop(first)
    context.comments.add(int(number), note)


def strike(run: etree._Element, context: EditContext) -> etree._Element:
    """Puts a run into a ``w:del`` of the tool's, which is returned; one right before the run is used again."""
    for name, struck in (("t", "delText"), ("instrText", "delInstrText")):
        for leaf in run.iterchildren(W + name):
            leaf.tag = W + struck
    before = run.getprevious()
    if before is not None and before.tag == W + "del" and before.get(W + "author") == AUTHOR:
        before.append(run)
        return before
    deletion = context.revision("del")
    run.addprevious(deletion)
    deletion.append(run)
    return deletion
