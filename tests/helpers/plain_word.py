"""Word files as other people make them: plain paragraphs, no styles at all."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import escape

from drafter.blocks import TextKind
from drafter.checks.text.passages import number_level

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def plain_docx(lines: Iterable[str]) -> bytes:
    """A .docx of paragraphs that carry no style; a line with tabs becomes a table of one row."""
    body = "".join(_table(line) if "\t" in line else _paragraph(line) for line in lines)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>',
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return buffer.getvalue()


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(line: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in line.split(chr(9)))}</w:tr></w:tbl>"


def kind_of(line: str) -> TextKind:
    """The kind of block that a draft would make of a line: its number tells, where it is short and no sentence."""
    kinds: tuple[TextKind, ...] = ("body", "heading1", "heading2", "heading3", "heading4")
    return kinds[number_level(line)] if len(line) < 20 and not line.endswith("。") else "body"
