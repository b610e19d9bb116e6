"""The characters of a ``w:p``, each at its place in the XML: what an edit looks up, and how runs are cut.

In: a paragraph's element. Out: ``TextNode``s in reading order, which together are ``text_of`` the paragraph; and the
cuts that bring the edges of a stretch of text to the edges of runs.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree
from msgspec import Struct

from drafter.docx.read import CHARACTERS, SKIPPED, W
from drafter.docx.xml import lines, printable

AUTHOR = "drafter"
"""Of tool revisions and tool comments; anything by another author belongs to the clerk."""

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
INSERTING = frozenset({W + "ins", W + "moveTo"})
TEXTUAL = frozenset({W + "t", *CHARACTERS})
_CONTAINERS = frozenset({W + "hyperlink", W + "sdt", W + "fldSimple"})
_IN_RUNS = frozenset({W + "rPr", W + "lastRenderedPageBreak"})
_SIGNS = {"\t": "tab", "\n": "br"}


class TextNode(Struct, frozen=True):
    """The text of one element: a ``w:t``, or a ``w:tab``, ``w:br`` … which is one character.

    ``run`` is its ``w:r`` (None: it is not a direct child of one, and is not edited); ``containers`` the hyperlinks,
    content controls and simple fields around it; ``inserted`` by a person's revision, ``pending`` in a tool revision;
    ``in_field`` of the complex kind.
    """

    leaf: etree._Element
    run: etree._Element | None
    start: int
    text: str
    containers: tuple[etree._Element, ...]
    inserted: bool
    pending: bool
    in_field: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def text_nodes(paragraph: etree._Element, depth: int = 0) -> list[TextNode]:
    """Every node that has a text; ``depth``: how many complex fields are open where the paragraph begins."""
    return _TextWalk(depth).over(paragraph)


class _TextWalk:
    def __init__(self, depth: int) -> None:
        self.depth, self.position = depth, 0
        self.found: list[TextNode] = []

    def over(self, paragraph: etree._Element) -> list[TextNode]:
        self._into(paragraph, (), frozenset())
        return self.found

    def _into(self, element: etree._Element, containers: tuple[etree._Element, ...], revised: frozenset[bool]) -> None:
        for part in element:
            text = part.text or "" if part.tag == W + "t" else CHARACTERS.get(part.tag, "")
            if part.tag in TEXTUAL:
                if text:
                    run = element if element.tag == W + "r" else None
                    in_field = self.depth > 0
                    revisers = False in revised, True in revised
                    self.found.append(TextNode(part, run, self.position, text, containers, *revisers, in_field))
                    self.position += len(text)
            elif part.tag == W + "fldChar":
                self.depth = max(0, self.depth + field_step(part))
            elif part.tag not in SKIPPED:
                within = (*containers, part) if part.tag in _CONTAINERS else containers
                marked = {part.get(W + "author") == AUTHOR} if part.tag in INSERTING else set()
                self._into(part, within, revised | marked)


def field_step(sign: etree._Element) -> int:
    """What a ``w:fldChar`` adds to the depth of fields."""
    return {"begin": 1, "end": -1}.get(sign.get(W + "fldCharType", ""), 0)


def run_of(node: TextNode) -> etree._Element:
    """The run of a node that may be edited. Raises ValueError where it has none."""
    if node.run is None:
        raise ValueError(f"{node.text!r} does not stand in a run of its own")
    return node.run


def between(found: Sequence[TextNode], start: int, end: int) -> list[TextNode]:
    """The nodes that have a character of ``start``:``end``; for a point (``start == end``) the node around it."""
    return [node for node in found if node.start < end and start < node.end]


def new_element(name: str, parent: etree._Element | None = None, /, **attributes: str) -> etree._Element:
    """A new ``w:`` element, at the end of ``parent`` where one is given."""
    element = etree.Element(W + name, nsmap={"w": W[1:-1]})
    for key, value in attributes.items():
        element.set(W + key, value)
    if parent is not None:
        parent.append(element)
    return element


def leaves(text: str) -> Iterator[etree._Element]:
    """A text as the elements of a run."""
    written = ""
    for character in clean(text):
        if character in _SIGNS:
            if written:
                yield text_leaf(written)
            yield new_element(_SIGNS[character])
            written = ""
        else:
            written += character
    if written:
        yield text_leaf(written)


def clean(text: str) -> str:
    """The text as it will be read again: one kind of line end, without what XML cannot hold."""
    return "\n".join(lines(printable(text)))


def text_leaf(text: str, name: str = "t") -> etree._Element:
    """A ``w:t`` of its own."""
    leaf = new_element(name)
    set_text(leaf, text)
    return leaf


def set_text(leaf: etree._Element, text: str) -> None:
    """Gives a ``w:t`` its text; blanks at its ends are kept."""
    leaf.text = text
    if text != text.strip():
        leaf.set(SPACE, "preserve")


def is_bare(run: etree._Element) -> bool:
    """Whether a run has nothing in it that is seen."""
    return all(part.tag in _IN_RUNS for part in run)


def drop(element: etree._Element) -> None:
    """Takes an element out; what an XML editor may have put behind it (``tail``) stays."""
    parent = element.getparent()
    if parent is not None:
        if element.tail:
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Puts the children of an element in its place."""
    for part in list(element):
        element.addprevious(part)
    drop(element)


def cut(paragraph: etree._Element, start: int, end: int, depth: int = 0) -> list[etree._Element]:
    """The runs of exactly the characters of a stretch, in order; runs are cut at its edges and round what is no text.

    What lies between two characters at an edge (a picture, a comment's reference) stays outside.
    """
    found = between(text_nodes(paragraph, depth), start, end) if start < end else []
    for node in reversed(found):
        after, before = following(node.leaf), next(node.leaf.itersiblings(preceding=True), None)
        if node.end > end:
            _cut_run(run_of(node), _cut_leaf(node.leaf, end - node.start))
        elif after is not None and (node is found[-1] or after.tag not in TEXTUAL):
            _cut_run(run_of(node), after)
        if node.start < start:
            _cut_run(run_of(node), _cut_leaf(node.leaf, start - node.start))
        elif before is not None and before.tag not in _IN_RUNS and (node is found[0] or before.tag not in TEXTUAL):
            _cut_run(run_of(node), node.leaf)
    return list(dict.fromkeys(run_of(p) for p in between(text_nodes(paragraph, depth), start, end))) if found else []


def following(element: etree._Element) -> etree._Element | None:
    """The next element of the same parent."""
    return next(element.itersiblings(), None)


def _cut_leaf(leaf: etree._Element, offset: int) -> etree._Element:
    text = leaf.text or ""
    right = deepcopy(leaf)
    right.tail = None
    set_text(right, text[offset:])
    set_text(leaf, text[:offset])
    leaf.addnext(right)
    return right


def _cut_run(run: etree._Element, first: etree._Element) -> None:
    """Everything in the run from ``first`` on comes into a run of its own."""
    right = run_like(run)
    moved = [first, *first.itersiblings()]
    run.addnext(right)
    right.extend(moved)


def run_like(run: etree._Element) -> etree._Element:
    """An empty run in the manner of another."""
    new = _like(run)
    properties = run.find(W + "rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    return new


def split_around(element: etree._Element, paragraph: etree._Element) -> etree._Element:
    """The element behind which something may be put outside every revision; one around ``element`` is cut in two there.

    Why: LibreOffice flattens a deletion nested in an insertion, so a tool revision must not come to be inside another.
    """
    parent = element.getparent()
    while parent is not None and parent is not paragraph and parent.tag in (*INSERTING, W + "del", W + "moveFrom"):
        rest = list(element.itersiblings())
        if rest:
            right = _like(parent)
            parent.addnext(right)
            right.extend(rest)
        element, parent = parent, parent.getparent()
    return element


def _like(element: etree._Element) -> etree._Element:
    new = etree.Element(element.tag, nsmap={"w": W[1:-1]})
    for key, value in element.items():
        new.set(key, value)
    return new
