"""Word files whose paragraphs are given as XML, and their first paragraph while it is edited."""

from drafter.docx.manuscript import LiveParagraph, Manuscript
from drafter.docx.write import render
from tests.helpers.samples import changed, draft, part, text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLAIN = render(draft(text("body", "甲")))
DOCUMENT = part(PLAIN, "word/document.xml")
HEAD, TAIL = DOCUMENT[: DOCUMENT.index("<w:p>")], DOCUMENT[DOCUMENT.rindex("<w:sectPr>") :]


def docx_of(*bodies: str) -> bytes:
    """A file with these paragraphs (what is in a ``w:p``) and tables (whole)."""
    whole = HEAD + "".join(body if body.startswith("<w:tbl>") else f"<w:p>{body}</w:p>" for body in bodies) + TAIL
    return changed(PLAIN, {"word/document.xml": whole.encode()})


def first(manuscript: Manuscript) -> LiveParagraph:
    """The first block, which must be a paragraph."""
    block = manuscript.blocks[0]
    assert isinstance(block, LiveParagraph)
    return block
