"""A Word file as a bundle of XML trees, for hands that change it as an editor would.

In: the bytes of a .docx. Out: its body to be changed, parts to be put in or taken out, the bytes again. It knows
nothing of the program.
"""

import zipfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from io import BytesIO

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_WITHOUT_TEXT = frozenset(W + name for name in ("pPr", "rPr", "del", "moveFrom", "tcPr", "trPr"))
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


class WordFile:
    """The parts of a .docx; those that are asked for as trees are written back changed."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self._trees: dict[str, etree._Element] = {}

    def tree(self, part: str) -> etree._Element:
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self.parts[part])
        return self._trees[part]

    @property
    def body(self) -> etree._Element:
        found = self.tree("word/document.xml").find(W + "body")
        assert found is not None
        return found

    @property
    def content(self) -> bytes:
        written = {
            name: etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, tree in self._trees.items()
        }
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (self.parts | written).items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def add_part(self, part: str, content: bytes, kind: str, content_type: str) -> None:
        """A part that the document refers to."""
        self.parts[part] = content
        etree.SubElement(self.tree(TYPES), _OVERRIDE, PartName=f"/{part}", ContentType=content_type)
        relation = {"Id": f"rIdHers{len(self.parts)}", "Type": f"{OFFICE}/{kind}", "Target": part.removeprefix("word/")}
        etree.SubElement(self.tree(RELATIONS), _RELATION, relation)

    def drop_parts(self, names: Iterable[str]) -> None:
        """Parts taken out, and every word of them."""
        gone = set(names)
        for part in [name for name in self.parts if name.endswith(".rels")]:
            for relation in list(self.tree(part)):
                target = relation.get("Target", "").replace("../", "").lstrip("/")
                if target in gone or f"word/{target}" in gone:
                    self.tree(part).remove(relation)
        for override in list(self.tree(TYPES)):
            if override.get("PartName", "").lstrip("/") in gone:
                self.tree(TYPES).remove(override)
        for name in gone:
            self.parts.pop(name, None)
            self._trees.pop(name, None)

    def next_id(self) -> str:
        """An id that no mark and no bookmark of the document has."""
        ids = [e.get(W + "id", "") for e in self.body.iter()]
        return str(max([9000, *(int(i) for i in ids if i.isdecimal())]) + 1)


def pieces(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The characters that count, and what holds them; deleted text does not count."""
    for child in element:
        if child.tag == W + "t":
            yield child.text or "", child
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag], child
        elif child.tag not in _WITHOUT_TEXT:
            yield from pieces(child)


def text_of(element: etree._Element) -> str:
    return "".join(text for text, _ in pieces(element))


def paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of the body, those of tables left out."""
    return (p for p in element.iter(W + "p") if next(p.iterancestors(W + "tbl"), None) is None)


def lines(content: bytes) -> tuple[str, ...]:
    """The document as it reads: a line a paragraph or a table row (cells joined with |), blank ones dropped."""
    written = []
    for block in WordFile(content).body.iter(W + "p", W + "tr"):
        if block.tag == W + "tr":
            cells = block.iter(W + "tc")
            written.append("|".join("\n".join(map(text_of, cell.iter(W + "p"))) for cell in cells))
        elif next(block.iterancestors(W + "tr"), None) is None:
            written.append(text_of(block))
    return tuple(line for line in written if line.replace("|", "").strip())


def blank_paragraphs(content: bytes) -> int:
    """How many paragraphs of the body have nothing in them."""
    return sum(not text_of(p).strip() for p in paragraphs(WordFile(content).body))


def comments(content: bytes) -> tuple[tuple[str, str], ...]:
    """The comments, each its author and its text."""
    file = WordFile(content)
    if "word/comments.xml" not in file.parts:
        return ()
    found = file.tree("word/comments.xml").iter(W + "comment")
    return tuple((c.get(W + "author", ""), "\n".join(map(text_of, c.iter(W + "p")))) for c in found)


def run_of(text: str, like: etree._Element | None = None) -> etree._Element:
    """A run in the manner of another one."""
    run = etree.Element(W + "r")
    properties = like.find(W + "rPr") if like is not None else None
    if properties is not None:
        run.append(deepcopy(properties))
    _put(run, text)
    return run


def _put(run: etree._Element, text: str) -> None:
    shown = etree.SubElement(run, W + "t", {SPACE: "preserve"})
    shown.text = text


def runs_of(paragraph: etree._Element) -> list[etree._Element]:
    """The runs whose text counts."""
    holders = [piece.getparent() for _, piece in pieces(paragraph)]
    return [run for number, run in enumerate(holders) if run is not None and run not in holders[:number]]


def cut(paragraph: etree._Element, start: int, end: int) -> list[etree._Element]:
    """The runs that hold these characters and no others; runs are cut in two where they have to be."""
    found, at = [], 0
    for text, piece in list(pieces(paragraph)):
        left, right = max(start, at) - at, min(end, at + len(text)) - at
        at += len(text)
        if left < right:
            found.append(_alone(piece, text, left, right))
    return found


def _alone(piece: etree._Element, text: str, left: int, right: int) -> etree._Element:
    """The run of one stretch of a piece; what stood before and after it in the run goes into runs of their own."""
    run = piece.getparent()
    assert run is not None
    assert run.tag == W + "r"
    children = [child for child in run if child.tag != W + "rPr"]
    number = children.index(piece)
    before, after = run_of("", run), run_of("", run)
    for target, moved, words in (
        (before, children[:number], text[:left]),
        (after, children[number + 1 :], text[right:]),
    ):
        target.remove(target[-1])
        if target is after and words:
            _put(after, words)
        target.extend(moved)
        if target is before and words:
            _put(before, words)
    if piece.tag == W + "t":
        piece.text = text[left:right]
        piece.set(SPACE, "preserve")
    for target, add in ((before, run.addprevious), (after, run.addnext)):
        if any(child.tag != W + "rPr" for child in target):
            add(target)
    return run


def drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def bookmarks(element: etree._Element) -> list[etree._Element]:
    return list(element.iter(W + "bookmarkStart", W + "bookmarkEnd"))
