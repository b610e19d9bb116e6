"""The hands of a person on a Word file: one function for each thing that she does with a text.

In: the bytes of a report as it was generated, the ids of its blocks, a list of edits (``{"op": "sub", "at": …}``). Out:
the bytes of her file. An edit that is not known, or that has a key too many or too few, is an error.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from drafter.blocks import Block, Table, Text
from drafter.docx.anchors import anchor_name, row_anchors, unique_ids
from tests.helpers.word_file import SPACE, W, WordFile, bookmarks, cut, drop, paragraphs, run_of, runs_of, text_of

HER = "文员"
WHEN = "2026-11-21T09:00:00Z"
_COMMENTS = "word/comments.xml"
_MAIN = W[1:-1]


class Hands:
    """A file that is being edited. ``blocks``: where each block of the draft is, also after it lost its bookmark.

    In a file without bookmarks a block is the one paragraph that reads as it does.
    """

    def __init__(self, content: bytes, blocks: Iterable[Block], author: str = HER) -> None:
        self.file, self.author = WordFile(content), author
        self.blocks: dict[str, etree._Element] = {}
        marked = {mark.get(W + "name"): mark for mark in self.file.body.iter(W + "bookmarkStart")}
        blocks = tuple(blocks)
        for block, anchor in zip(blocks, map(anchor_name, unique_ids(b.id for b in blocks)), strict=True):
            if isinstance(block, Table):
                anchor = row_anchors(block.id, [row.id for row in block.rows])[0]
            if anchor in marked:
                kind = W + ("tbl" if isinstance(block, Table) else "p")
                self.blocks[block.id] = next(marked[anchor].iterancestors(kind))
            elif isinstance(block, Text):
                reading = [p for p in paragraphs(self.file.body) if text_of(p) == block.text]
                if len(reading) == 1:
                    self.blocks[block.id] = reading[0]

    def at(self, block_id: str) -> etree._Element:
        if block_id not in self.blocks:
            raise ValueError(f"no block {block_id!r} in the file")
        return self.blocks[block_id]

    def found(self, block_id: str, words: str) -> list[etree._Element]:
        """The runs that hold these words and no others."""
        paragraph = self.at(block_id)
        start = text_of(paragraph).find(words)
        if start < 0 or not words:
            raise ValueError(f"{words!r} is not in {block_id}: {text_of(paragraph)!r}")
        return cut(paragraph, start, start + len(words))

    def mark(self, name: str) -> etree._Element:
        """A revision of hers."""
        attributes = {W + "id": self.file.next_id(), W + "author": self.author, W + "date": WHEN}
        return etree.Element(W + name, attributes)


def edited(content: bytes, blocks: Iterable[Block], edits: Iterable[Mapping[str, Any]], author: str = HER) -> bytes:
    """The file after all edits, in order."""
    hands = Hands(content, blocks, author)
    for edit in edits:
        keys = dict(edit)
        op = keys.pop("op")
        if op not in OPS:
            raise ValueError(f"nobody knows how to {op!r}")
        OPS[op](hands, **keys)
    return hands.file.content


def sub(hands: Hands, at: str, find: str, put: str) -> None:
    first, *others = hands.found(at, find)
    for run in others:
        drop(run)
    if put:
        _retyped(first, put)
    else:
        drop(first)


def tracked_sub(hands: Hands, at: str, find: str, put: str) -> None:
    runs = hands.found(at, find)
    gone, new = hands.mark("del"), hands.mark("ins")
    runs[0].addprevious(gone)
    gone.extend(runs)
    for text in gone.iter(W + "t"):
        text.tag = W + "delText"
    if put:
        new.append(run_of(put, runs[0]))
        new.set(W + "id", str(int(gone.get(W + "id", "0")) + 1))
        gone.addnext(new)


def insert_after(hands: Hands, at: str, text: str) -> None:
    hands.at(at).addnext(_new_paragraph(hands.at(at), text))


def insert_before(hands: Hands, at: str, text: str) -> None:
    hands.at(at).addprevious(_new_paragraph(hands.at(at), text))


def delete(hands: Hands, at: str) -> None:
    drop(hands.at(at))
    del hands.blocks[at]


def move(hands: Hands, at: str, after: str) -> None:
    hands.at(after).addnext(hands.at(at))


def copy(hands: Hands, at: str, after: str) -> None:
    copied = deepcopy(hands.at(at))
    new_ids: dict[str | None, str] = {}
    for mark in bookmarks(copied):
        number = new_ids.setdefault(mark.get(W + "id"), str(int(hands.file.next_id()) + len(new_ids)))
        mark.set(W + "id", number)
        if W + "name" in mark.attrib:
            mark.set(W + "name", f"{mark.get(W + 'name')}_Copy_1")
    hands.at(after).addnext(copied)


def split(hands: Hands, at: str, before: str) -> None:
    head = hands.at(at)
    (first, *_) = hands.found(at, before)
    while first.getparent() is not head:
        first = first.getparent()
    tail = etree.Element(W + "p")
    properties = head.find(W + "pPr")
    if properties is not None:
        tail.append(deepcopy(properties))
    tail.extend([first, *first.itersiblings()])
    head.addnext(tail)


def merge(hands: Hands, at: str) -> None:
    joined = hands.at(at)
    before = joined.getprevious()
    if before is None or before.tag != W + "p":
        raise ValueError(f"no paragraph before {at}")
    before.extend([child for child in joined if child.tag != W + "pPr"])
    drop(joined)
    for block_id in [name for name, element in hands.blocks.items() if element is joined]:
        hands.blocks[block_id] = before


def retype(hands: Hands, at: str, text: str) -> None:
    paragraph = hands.at(at)
    first = next(iter(runs_of(paragraph)), None)
    new = run_of(text, first)
    for child in list(paragraph):
        if child.tag != W + "pPr":
            paragraph.remove(child)
    paragraph.append(new)


def swap_text(hands: Hands, a: str, b: str) -> None:
    texts = text_of(hands.at(a)), text_of(hands.at(b))
    for block_id, text in zip((a, b), reversed(texts), strict=True):
        first, *others = runs_of(hands.at(block_id))
        for run in others:
            drop(run)
        _retyped(first, text)


def bold(hands: Hands, at: str, find: str) -> None:
    for run in hands.found(at, find):
        properties = run.find(W + "rPr")
        if properties is None:
            properties = etree.Element(W + "rPr")
            run.insert(0, properties)
        place = sum(child.tag in (W + "rStyle", W + "rFonts") for child in properties)
        properties.insert(place, etree.Element(W + "b"))


def comment(hands: Hands, at: str, text: str) -> None:
    file, target = hands.file, hands.at(at)
    paragraph = target if target.tag == W + "p" else next(target.iter(W + "p"))
    if _COMMENTS not in file.parts:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        file.add_part(_COMMENTS, f'<w:comments xmlns:w="{_MAIN}"/>'.encode(), "comments", kind)
    known = file.tree(_COMMENTS)
    number = str(max([-1, *(int(c.get(W + "id", "0")) for c in known)]) + 1)
    said = etree.SubElement(known, W + "comment", {W + "id": number, W + "author": HER, W + "date": WHEN})
    etree.SubElement(said, W + "p").append(run_of(text))
    start = 1 if paragraph.find(W + "pPr") is not None else 0
    paragraph.insert(start, etree.Element(W + "commentRangeStart", {W + "id": number}))
    etree.SubElement(paragraph, W + "commentRangeEnd", {W + "id": number})
    reference = etree.SubElement(paragraph, W + "r")
    etree.SubElement(reference, W + "commentReference", {W + "id": number})


def cell(hands: Hands, r: int, c: int, text: str, at: str = "") -> None:
    _fill(_cells(_rows(_table(hands, at))[r])[c], text)


def del_row(hands: Hands, r: int, at: str = "") -> None:
    drop(_rows(_table(hands, at))[r])


def add_row(hands: Hands, after: int, cells: list[str], at: str = "") -> None:
    above = _rows(_table(hands, at))[after]
    row = deepcopy(above)
    for mark in (*bookmarks(row), *row.iter(W + "tblHeader")):
        drop(mark)
    for place, text in zip(_cells(row), cells, strict=True):
        _fill(place, text)
    above.addnext(row)


def add_col(hands: Hands, c: int, cells: list[str], at: str = "") -> None:
    table = _table(hands, at)
    for row, text in zip(_rows(table), cells, strict=True):
        old = _cells(row)
        new = deepcopy(old[min(c, len(old) - 1)])
        for mark in bookmarks(new):
            drop(mark)
        _fill(new, text)
        _insert(old, c, new)
    columns = list(table.iter(W + "gridCol"))
    _insert(columns, c, deepcopy(columns[min(c, len(columns) - 1)]))


def del_table(hands: Hands, at: str = "") -> None:
    table = _table(hands, at)
    drop(table)
    hands.blocks = {name: element for name, element in hands.blocks.items() if element is not table}


OPS: dict[str, Callable[..., None]] = {
    op.__name__: op
    for op in (
        sub, tracked_sub, insert_after, insert_before, delete, move, copy, split, merge, retype, swap_text, bold,
        comment, cell, del_row, add_row, add_col, del_table,
    )
}  # fmt: skip


def _new_paragraph(like: etree._Element, text: str) -> etree._Element:
    """A paragraph in the style of another; beside a table, in the style of the paragraph before it."""
    if like.tag != W + "p":
        like = next(like.itersiblings(W + "p", preceding=True))
    new = etree.Element(W + "p")
    properties = like.find(W + "pPr")
    if properties is not None:
        new.append(deepcopy(properties))
    new.append(run_of(text, next(iter(runs_of(like)), None)))
    return new


def _retyped(run: etree._Element, text: str) -> None:
    for child in list(run):
        if child.tag != W + "rPr":
            run.remove(child)
    etree.SubElement(run, W + "t", {SPACE: "preserve"}).text = text


def _table(hands: Hands, at: str) -> etree._Element:
    """The table of that id, or the first one."""
    table = hands.at(at) if at else next(hands.file.body.iter(W + "tbl"), None)
    if table is None or table.tag != W + "tbl":
        raise ValueError(f"no table {at}")
    return table


def _rows(table: etree._Element) -> list[etree._Element]:
    return list(table.iterchildren(W + "tr"))


def _cells(row: etree._Element) -> list[etree._Element]:
    return list(row.iterchildren(W + "tc"))


def _insert(old: list[etree._Element], place: int, new: etree._Element) -> None:
    if place < len(old):
        old[place].addprevious(new)
    else:
        old[-1].addnext(new)


def _fill(place: etree._Element, text: str) -> None:
    """A cell retyped: its first paragraph takes the text, the others go."""
    first, *others = place.iterchildren(W + "p")
    for paragraph in others:
        drop(paragraph)
    runs = runs_of(first)
    for run in runs[1:]:
        drop(run)
    if runs:
        _retyped(runs[0], text)
    elif text:
        first.append(run_of(text))
