"""What an updated file says when the marks of the program are accepted, and when they are rejected.

In: the bytes of a .docx. Out: its lines both ways, its comments, how many proposals of the program wait in it.
Revisions of others are read as everywhere: what they insert counts, what they delete does not.
"""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from msgspec import Struct

from drafter.docx.manuscript.comments import Comments
from drafter.docx.manuscript.tool_revisions import DEL, INS, TR, P, is_wholly, mark_of, proposals_of, settle
from drafter.docx.opening import Opened, open_docx
from drafter.docx.read import W, blocks_in, cells_in, rows_of, text_of


class Views(Struct, frozen=True):
    """A file both ways; ``comments`` are (author, text), ``tracked`` counts our separate proposals."""

    accepted: tuple[str, ...]
    rejected: tuple[str, ...]
    comments: tuple[tuple[str, str], ...]
    tracked: int


def views(content: bytes) -> Views:
    """The views of a file. Raises InputError or RefusedError for one that cannot or must not be read."""
    opened = open_docx(content)
    root = opened.tree(opened.document)
    accepted = deepcopy(root)
    settle(accepted, accept=True)
    count = proposals_in(root)
    settle(root, accept=False)
    return Views(tuple(_lines(accepted)), tuple(_lines(root)), Comments(opened).said(), count)


def undecided(opened: Opened) -> int:
    """How many revisions and comments of the program are still in a file."""
    return proposals_in(opened.tree(opened.document)) + len(Comments(opened).by_tool())


def proposals_in(root: etree._Element) -> int:
    """How many separate proposals of the program a document has; a row or paragraph struck or put in whole is one."""
    count = 0
    whole = [row for row in root.iter(TR) if any(mark_of(row, kind) is not None for kind in ("ins", "del"))]
    for paragraph in root.iter(P):
        if any(row in paragraph.iterancestors(TR) for row in whole):
            continue
        if is_wholly(paragraph, INS) or is_wholly(paragraph, DEL):
            count += 1
        else:
            marked = any(mark_of(paragraph, kind) is not None for kind in ("ins", "del"))
            count += max(len(proposals_of(paragraph)), marked)
    return count + len(whole)


def _lines(root: etree._Element) -> Iterator[str]:
    body = root.find(W + "body")
    for block in blocks_in(body) if body is not None else ():
        if block.tag == P:
            line = text_of(block)
            if line.strip():
                yield line
        elif block.tag == W + "tbl":
            for row in rows_of(block):
                cells = ["".join(map(text_of, cell.iter(P))).replace("\n", "") for cell in cells_in(row)]
                if any(cells):
                    yield "|".join(cells)
