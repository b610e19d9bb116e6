"""Which anchors (hidden bookmarks ``_drf_…``) touch which paragraph, after whatever the clerk has done to the text.

In: the document's tree. Out: the names of anchors by paragraph, in the order of the document. An anchor that ends at
the very start of a paragraph, or begins at its very end, touches it only where it has no text elsewhere.
"""

from lxml import etree
from msgspec import Struct, field

from drafter.docx.anchors import is_anchor
from drafter.docx.manuscript.tool_revisions import P
from drafter.docx.read import CHARACTERS, SKIPPED, W

_STRUCK = frozenset({W + "del", W + "moveFrom"})


class _Range(Struct):
    name: str
    texts: dict[etree._Element, int] = field(default_factory=dict)
    whole: set[etree._Element] = field(
        default_factory=set
    )  # it covers them from before their start to behind their end


def anchored(root: etree._Element) -> dict[etree._Element, tuple[str, ...]]:
    """The anchors of every paragraph that has one."""
    walk = _RangeWalk()
    walk.into(root, None)
    found: dict[etree._Element, list[str]] = {}
    for mark in walk.ranges:
        with_text = any(mark.texts.values())
        for paragraph, length in mark.texts.items():
            if length or not with_text or paragraph in mark.whole:
                names = found.setdefault(paragraph, [])
                if mark.name not in names:
                    names.append(mark.name)
    return {paragraph: tuple(names) for paragraph, names in found.items()}


class _RangeWalk:
    def __init__(self) -> None:
        self.ranges: list[_Range] = []
        self.open: dict[str, _Range] = {}

    def into(self, element: etree._Element, paragraph: etree._Element | None) -> None:
        for part in element:
            if part.tag == W + "bookmarkStart":
                self._start(part, next(part.iterancestors(P), None))
            elif part.tag == W + "bookmarkEnd":
                self.open.pop(part.get(W + "id", ""), None)
            elif part.tag == P:
                before = list(self.open.values())
                for mark in before:
                    mark.texts.setdefault(part, 0)
                self.into(part, part)
                for mark in before:
                    if any(mark is still for still in self.open.values()):
                        mark.whole.add(part)
            elif part.tag == W + "t" or part.tag in CHARACTERS:
                if paragraph is not None:
                    length = len(part.text or "") if part.tag == W + "t" else 1
                    for mark in self.open.values():
                        mark.texts[paragraph] = mark.texts.get(paragraph, 0) + length
            elif part.tag in _STRUCK:  # LibreOffice puts bookmarks into them
                self.into(part, None)
            elif part.tag not in SKIPPED:
                self.into(part, paragraph)

    def _start(self, start: etree._Element, paragraph: etree._Element | None) -> None:
        name = start.get(W + "name", "")
        if is_anchor(name):
            mark = _Range(name)
            if paragraph is not None:
                mark.texts[paragraph] = 0
            self.ranges.append(mark)
            self.open[start.get(W + "id", "")] = mark
