"""What an editor does with revisions and hidden marks: accept them, reject them, take them out, count them.

In: the bytes of a .docx. Out: the bytes after that, or what a reader sees. The code shares nothing with the program: it
is what the program is measured with.
"""

from collections.abc import Iterator

from lxml import etree

from tests.helpers.word_file import W, WordFile, bookmarks, drop, lines, text_of

OURS = "drafter"
_CHANGES = frozenset(W + name for name in ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange"))
_UNKNOWN = frozenset(
    W + name for name in ("moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange", "sectPrChange")
)


def strip_bookmarks(content: bytes) -> bytes:
    """The file without any bookmark."""
    file = WordFile(content)
    for mark in bookmarks(file.body):
        drop(mark)
    return file.content


def strip_state(content: bytes) -> bytes:
    """The file without the state and without the property that names it."""
    file = WordFile(content)
    file.drop_parts([name for name in file.parts if name.startswith("customXml/") or name == "docProps/custom.xml"])
    return file.content


def accept_ours(content: bytes) -> bytes:
    """All revisions of the tool accepted; comments stay, as they do in Word."""
    return _decided(content, keeps="ins", loses="del")


def reject_ours(content: bytes) -> bytes:
    """All revisions of the tool rejected; comments stay, as they do in Word."""
    return _decided(content, keeps="del", loses="ins")


def accepted(content: bytes) -> tuple[str, ...]:
    return lines(accept_ours(content))


def rejected(content: bytes) -> tuple[str, ...]:
    return lines(reject_ours(content))


def revisions(content: bytes, author: str) -> list[tuple[str, str]]:
    """The insertions and deletions of an author with their text, in order."""
    marks = [m for m in WordFile(content).body.iter(W + "ins", W + "del") if m.get(W + "author") == author]
    return [(m.tag.removeprefix(W), "".join(t.text or "" for t in m.iter(W + "t", W + "delText"))) for m in marks]


def tracked(content: bytes) -> int:
    """How many places the tool's revisions leave to the person: neighbours are one, so is a paragraph or row."""
    body = WordFile(content).body
    rows = {row for row in body.iter(W + "tr") if any(map(_is_ours, row.iterfind(f"{W}trPr/*")))}
    places = len(rows)
    for block in body.iter(W + "p"):
        if rows.intersection(block.iterancestors(W + "tr")):
            continue
        inside = False
        for element in _leaves(block):
            ours = any(_is_ours(up) and up.tag in (W + "ins", W + "del") for up in element.iterancestors())
            places += ours and not inside
            inside = ours
    return places


def bold_texts(content: bytes) -> str:
    """The document with every character that is not bold replaced by a space, a line a paragraph."""
    written = []
    for paragraph in WordFile(content).body.iter(W + "p"):
        for run in paragraph.iter(W + "r"):
            switch = run.find(f"{W}rPr/{W}b")
            is_bold = switch is not None and switch.get(W + "val", "true") not in ("0", "false", "off")
            text = text_of(run)
            written.append(text if is_bold else " " * len(text))
        written.append("\n")
    return "".join(written)


def _leaves(paragraph: etree._Element) -> Iterator[etree._Element]:
    """What shows in a paragraph, also what is struck out by the tool, not what she has struck out."""
    for leaf in paragraph.iter(W + "t", W + "delText", W + "tab", W + "br"):
        if all(map(_is_ours, leaf.iterancestors(W + "del"))):
            yield leaf


def _is_ours(element: etree._Element) -> bool:
    return element.get(W + "author") == OURS


def _decided(content: bytes, *, keeps: str, loses: str) -> bytes:
    file = WordFile(content)
    ours = [element for element in file.body.iter() if _is_ours(element)]
    if unknown := [element.tag for element in ours if element.tag in _UNKNOWN]:
        raise ValueError(f"a revision that nobody taught us: {unknown}")
    for mark in ours:
        parent = mark.getparent()
        if parent is None:
            continue  # gone with what it was in
        if mark.tag in _CHANGES:
            _settle_change(mark, keep_new=keeps == "ins")
        elif parent.tag == W + "trPr":
            drop(mark)
            if mark.tag == W + loses:
                _drop_row(parent.getparent())
        elif parent.tag == W + "rPr" and parent.getparent().tag == W + "pPr":
            drop(mark)
            if mark.tag == W + loses:
                parent.set("joins", "next")
        elif mark.tag == W + loses:
            drop(mark)
        elif mark.tag == W + keeps:
            for text in mark.iter(W + "delText"):
                text.tag = W + "t"
            for child in mark:
                mark.addprevious(child)
            drop(mark)
    for properties in [p for p in file.body.iter(W + "rPr") if p.attrib.pop("joins", None)]:
        _join_with_next(next(properties.iterancestors(W + "p")))
    return file.content


def _settle_change(mark: etree._Element, *, keep_new: bool) -> None:
    """A change of formatting: the new one stays, or the old one that it holds comes back."""
    properties = mark.getparent()
    assert properties is not None
    old = next(iter(mark), None)
    drop(mark)
    if not keep_new:
        for child in list(properties):
            properties.remove(child)
        properties.extend(list(old) if old is not None else [])


def _drop_row(row: etree._Element | None) -> None:
    assert row is not None
    table = row.getparent()
    drop(row)
    if table is not None and table.find(W + "tr") is None:
        drop(table)


def _join_with_next(paragraph: etree._Element) -> None:
    """A paragraph whose mark is gone runs on into the next one, which gives the properties."""
    rest = [child for child in paragraph if child.tag != W + "pPr"]
    following = next(paragraph.itersiblings(), None)
    if following is not None and following.tag == W + "p":
        place = 1 if following.find(W + "pPr") is not None else 0
        for number, child in enumerate(rest):
            following.insert(place + number, child)
        drop(paragraph)
    elif not text_of(paragraph):
        drop(paragraph)
