"""Word files laid out by another tool: raw XML, no style of ours, merges as Word writes them."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


@dataclass(frozen=True)
class C:
    """A cell: its text, the columns it spans; ``down``: it begins a cell over several rows; ``inner``: XML in it."""

    text: str = ""
    span: int = 1
    down: bool = False
    inner: str = ""


UP = C(down=True, inner="UP")
"""A cell that continues the one above."""


def up(span: int) -> C:
    return C(span=span, down=True, inner="UP")


Rows = Sequence[Sequence[C | str]]


def table(rows: Rows) -> str:
    """A ``w:tbl``; a text alone is a cell of one column."""
    return f"<w:tbl>{''.join(map(_row, rows))}</w:tbl>"


def _row(row: Sequence[C | str]) -> str:
    return f"<w:tr>{''.join(map(_cell, row))}</w:tr>"


def _cell(cell: C | str) -> str:
    given = C(cell) if isinstance(cell, str) else cell
    continued = given.inner == "UP"
    merge = "" if not given.down else "<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>'
    inner = "" if continued else given.inner
    lines = "".join(paragraph(line) for line in given.text.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{given.span}"/>{merge}</w:tcPr>{inner}{lines}</w:tc>'


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def symbol(font: str, code: str) -> str:
    """A paragraph with a character of a symbol font."""
    return f'<w:p><w:r><w:sym w:font="{font}" w:char="{code}"/><w:t>常年性项目</w:t></w:r></w:p>'


def docx(*parts: str) -> bytes:
    """A .docx of paragraphs (text) and tables (XML)."""
    body = "".join(part if part.startswith("<w:") else paragraph(part) for part in parts)
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
    return made.getvalue()


def saved(folder: Path, *parts: str, name: str = "自评表.docx") -> Path:
    path = folder / name
    path.write_bytes(docx(*parts))
    return path
