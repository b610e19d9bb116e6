"""A Word file becomes text again: paragraphs with the names of their styles, tables cell by cell.

In: the bytes or the path of any .docx (also one edited in Word, WPS or LibreOffice). Out: ``read_blocks``, or
``read_outline`` as lines for people and golden files. Text of our own walker: what is inserted counts, what is
deleted does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from drafter.docx.opening import Opened, open_docx
from drafter.docx.styles import SPACER_STYLE
from drafter.docx.xml import MAIN

W = f"{{{MAIN}}}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

CONTINUED = "〃"
"""What stands in a cell that continues the cell above."""

# Not descended into: properties, what is deleted or moved away, drawings and text boxes, the second telling of a thing.
SKIPPED = frozenset(
    {*(W + name for name in ("pPr", "rPr", "del", "moveFrom", "drawing", "pict", "object", "instrText")), FALLBACK}
)
CHARACTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: the name of its style as Word shows it in Chinese (正文, 标题 1, 表题 …), and its text."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell: its text (a line a paragraph), how many grid columns it spans, whether it continues the one above."""

    text: str
    span: int = 1
    continued: bool = False


@dataclass(frozen=True, slots=True)
class TableText:
    """A table row by row; ``header_rows`` of them repeat on every page."""

    rows: tuple[tuple[CellText, ...], ...]
    header_rows: int = 0

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The texts of the cells, 〃 for a continued one."""
        return tuple(tuple(CONTINUED if cell.continued else cell.text for cell in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section: its blocks in order, and how the page lies."""

    blocks: tuple[Paragraph | TableText, ...]
    landscape: bool = False


def read_outline(source: bytes | Path) -> str:
    """The document as lines: ``[标题 1] 一、…``, ``[正文] …``, ``[表] a | b | c``, ``[横向]`` where the page turns."""
    written: list[str] = []
    landscape = False
    for section in read_sections(source):
        if section.landscape != landscape:
            landscape = section.landscape
            written.append("[横向]" if landscape else "[纵向]")
        for block in section.blocks:
            if isinstance(block, Paragraph):
                written.append(f"[{block.style}] {_on_one_line(block.text)}".rstrip())
            else:
                written.extend(f"[表] {' | '.join(map(_on_one_line, row))}".rstrip() for row in block.texts)
    return "".join(f"{line}\n" for line in written)


def read_blocks(source: bytes | Path) -> tuple[Paragraph | TableText, ...]:
    """Every paragraph and table in reading order."""
    return tuple(block for section in read_sections(source) for block in section.blocks)


def read_sections(source: bytes | Path) -> tuple[SectionText, ...]:
    """The document section by section. Raises InputError or RefusedError for a file that cannot or must not be read."""
    opened = open_docx(source)
    names = style_names(opened)
    body = opened.tree(opened.document).find(W + "body")
    sections: list[SectionText] = []
    blocks: list[Paragraph | TableText] = []
    for element in blocks_in(body) if body is not None else ():
        if element.tag == W + "sectPr":
            sections.append(SectionText(tuple(blocks), _lies_on_side(element)))
            blocks = []
            continue
        if element.tag == W + "tbl":
            blocks.append(_table(element))
            continue
        paragraph = Paragraph(style_name(element, names), text_of(element))
        if paragraph.text or paragraph.style != SPACER_STYLE:
            blocks.append(paragraph)
        ends_here = child(element, "pPr", "sectPr")
        if ends_here is not None:
            sections.append(SectionText(tuple(blocks), _lies_on_side(ends_here)))
            blocks = []
    if blocks or not sections:
        sections.append(SectionText(tuple(blocks)))
    return tuple(sections)


def text_of(paragraph: etree._Element) -> str:
    """The text of a ``w:p`` as it reads now."""
    return "".join(_texts(paragraph))


def _texts(element: etree._Element) -> Iterator[str]:
    for part in element:
        if part.tag == W + "t":
            yield part.text or ""
        elif part.tag in CHARACTERS:
            yield CHARACTERS[part.tag]
        elif part.tag not in SKIPPED:
            yield from _texts(part)


def blocks_in(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables and the last section break; content controls and the like are looked through."""
    for element in container:
        if element.tag in (W + "p", W + "tbl", W + "sectPr"):
            yield element
        elif element.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from blocks_in(element)


def _table(table: etree._Element) -> TableText:
    rows = rows_of(table)
    headers = sum(child(row, "trPr", "tblHeader") is not None for row in rows)
    return TableText(tuple(tuple(_cell(cell) for cell in cells_in(row)) for row in rows), headers)


def rows_of(table: etree._Element) -> list[etree._Element]:
    """The rows of a ``w:tbl``, without those of a table within a cell."""
    return [row for row in table.iter(W + "tr") if _table_of(row) is table]


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(W + "tbl"), None)


def cells_in(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a ``w:tr``."""
    for element in row:
        if element.tag == W + "tc":
            yield element
        elif element.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from cells_in(element)


def _cell(cell: etree._Element) -> CellText:
    text = "\n".join(text_of(paragraph) for paragraph in cell.iter(W + "p"))
    span = child(cell, "tcPr", "gridSpan")
    merge = child(cell, "tcPr", "vMerge")
    return CellText(
        text,
        span=_number(span.get(W + "val")) if span is not None else 1,
        continued=merge is not None and merge.get(W + "val", "continue") == "continue",
    )


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """The first ``w:`` descendant along a path of names (a third of the time of ``find`` with a path)."""
    found: etree._Element | None = element
    for name in names:
        found = None if found is None else next(found.iterchildren(W + name), None)
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 1


def style_names(opened: Opened) -> dict[str, str]:
    """Style id -> name as Chinese Word shows it; the paragraph style of paragraphs without one under ``""``."""
    names = {"": "正文"}
    part = opened.related("styles")
    if not part:
        return names
    for style in opened.tree(part).iter(W + "style"):
        name = style.find(W + "name")
        if name is None:
            continue
        shown = chinese_name(name.get(W + "val", ""))
        names[style.get(W + "styleId", "")] = shown
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
            names[""] = shown
    return names


def chinese_name(name: str) -> str:
    """A style name as Word's Chinese list shows it: ``heading 1`` -> 标题 1, ``Normal`` -> 正文."""
    lower = name.casefold()
    if lower.startswith("heading ") and lower[8:].isdecimal():
        return f"标题 {lower[8:]}"
    return {"normal": "正文", "title": "标题"}.get(lower, name)


def style_name(paragraph: etree._Element, names: dict[str, str]) -> str:
    """The name of a paragraph's style; ``names`` as ``style_names`` gives them."""
    style = child(paragraph, "pPr", "pStyle")
    style_id = style.get(W + "val", "") if style is not None else ""
    return names.get(style_id, names[""])


def _lies_on_side(section: etree._Element) -> bool:
    size = section.find(W + "pgSz")
    return size is not None and size.get(W + "orient") == "landscape"


def _on_one_line(text: str) -> str:
    return text.replace("\t", " ").replace("\n", "↵")
