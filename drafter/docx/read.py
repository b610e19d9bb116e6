"""A Word file becomes blocks again: paragraphs with the names of their styles, tables with their merged cells.

In: the bytes or the path of any .docx (also one edited in Word, WPS or LibreOffice). Out: ``Section``s, or
``read_outline`` as lines for people and golden files. What is inserted counts, what is deleted does not; a tick box of
any kind (symbol font, form field) is read as ☑ or □. Blocks that were read have no ids.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree
from msgspec import Struct

from drafter.blocks import Block, Cell, Chart, Merge, Row, Section, Table, Text, TextKind, first_columns, grid
from drafter.docx.chart_reading import charts_in
from drafter.docx.opening import Opened, open_docx
from drafter.docx.styles import COVER_STYLES, SPACER_STYLE, TEXT_STYLES
from drafter.docx.xml import MAIN

W = f"{{{MAIN}}}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

CONTINUED = "〃"
"""The text of a cell that continues the cell above."""

# Not descended into: properties, what is deleted or moved away, drawings and text boxes, the second telling of a thing.
SKIPPED = frozenset(
    {*(W + name for name in ("pPr", "rPr", "del", "moveFrom", "drawing", "pict", "object", "instrText")), FALLBACK}
)
CHARACTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}

MOST_DEPTH = 4
"""Of tables within cells; one further in is only text."""

_TICKED, _EMPTY = "☑", "□"
_SYMBOLS = {  # the low byte of the character in the symbol fonts that Word offers for boxes
    "wingdings": {0xFE: _TICKED, 0xFD: _TICKED, 0xFC: "√", 0xA8: _EMPTY, 0x6F: _EMPTY, 0x71: _EMPTY, 0x6E: "■"},
    "wingdings 2": {0x52: _TICKED, 0x51: _TICKED, 0x54: _TICKED, 0x53: _TICKED, 0x50: "√", 0xA3: _EMPTY, 0x2A: _EMPTY},
}
_OFF = ("0", "false", "off")


def read_outline(source: bytes | Path) -> str:
    """The document as lines: ``[标题 1] 一、…``, ``[正文] …``, ``[表] a | b | c``, ``[横向]`` where the page turns."""
    written: list[str] = []
    landscape = False
    for section in read_sections(source):
        if section.landscape != landscape:
            landscape = section.landscape
            written.append("[横向]" if landscape else "[纵向]")
        for block in section.blocks:
            if isinstance(block, Text):
                written.append(f"[{block.style}] {_on_one_line(block.text)}".rstrip())
            elif isinstance(block, Chart):
                written.extend(f"[图] {' | '.join(map(_on_one_line, line))}".rstrip() for line in block.lines)
            else:
                written.extend(f"[表] {' | '.join(map(_on_one_line, row))}".rstrip() for row in texts_of(block))
    return "".join(f"{line}\n" for line in written)


def texts_of(table: Table) -> list[tuple[str, ...]]:
    """What stands in each row from left to right, 〃 where a cell goes on from above."""
    return [tuple(CONTINUED if slot.continued else slot.text for slot in row) for row in grid(table.rows)]


def read_blocks(source: bytes | Path, name: str = "") -> tuple[Block, ...]:
    """Every paragraph and table in reading order."""
    return tuple(block for section in read_sections(source, name) for block in section.blocks)


def read_sections(source: bytes | Path, name: str = "") -> tuple[Section, ...]:
    """The document section by section; ``name``: what messages call the file.

    Raises InputError or RefusedError for a file that cannot or must not be read.
    """
    opened = open_docx(source, name)
    names = style_names(opened)
    body = opened.tree(opened.document).find(W + "body")
    sections: list[Section] = []
    blocks: list[Block] = []
    for element in blocks_in(body) if body is not None else ():
        if element.tag == W + "sectPr":
            sections.append(Section(tuple(blocks), _lies_on_side(element)))
            blocks = []
            continue
        charts = [found.chart for found in charts_in(element, opened)] if element.tag == W + "p" else []
        block = _block(element, names, 1)
        if isinstance(block, Table) or block.text or (block.style != SPACER_STYLE and not charts):
            blocks.append(block)
        blocks.extend(charts)
        ends_here = child(element, "pPr", "sectPr")
        if ends_here is not None:
            sections.append(Section(tuple(blocks), _lies_on_side(ends_here)))
            blocks = []
    if blocks or not sections:
        sections.append(Section(tuple(blocks)))
    return tuple(sections)


def _block(element: etree._Element, names: dict[str, str], depth: int) -> Text | Table:
    if element.tag == W + "tbl":
        return _table(element, names, depth)
    style = style_name(element, names)
    return Text("", _KINDS.get(style, "body"), _shown(element), style=style)


def text_of(paragraph: etree._Element) -> str:
    """The text of a ``w:p`` as it reads now, without its tick boxes: they are no characters that can be edited."""
    return "".join(_texts(paragraph))


def _shown(paragraph: etree._Element) -> str:
    """The text of a ``w:p`` as a person reads it, with its tick boxes."""
    return "".join(_texts(paragraph, boxes=True))


def _texts(element: etree._Element, *, boxes: bool = False) -> Iterator[str]:
    for part in element:
        if part.tag == W + "t":
            yield part.text or ""
        elif part.tag in CHARACTERS:
            yield CHARACTERS[part.tag]
        elif part.tag in _BOXES:
            if boxes:
                yield _BOXES[part.tag](part)
        elif part.tag not in SKIPPED:
            yield from _texts(part, boxes=boxes)


def _symbol(element: etree._Element) -> str:
    font = (element.get(W + "font") or "").casefold()
    try:
        code = int(element.get(W + "char") or "", 16) & 0xFF
    except ValueError:
        return ""
    return _SYMBOLS.get(font, {}).get(code, "")


def _form_box(element: etree._Element) -> str:
    """A tick box of an old form (FORMCHECKBOX)."""
    mark = child(element, "checked")
    mark = child(element, "default") if mark is None else mark
    return _TICKED if mark is not None and mark.get(W + "val") in (None, "1", "true", "on") else _EMPTY


_BOXES = {W + "sym": _symbol, W + "checkBox": _form_box}


def blocks_in(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables and the last section break; content controls and the like are looked through.

    A contents page is left out: it repeats the headings.
    """
    for element in container:
        if element.tag in (W + "p", W + "tbl", W + "sectPr"):
            yield element
        elif element.tag == W + "sdt" and is_contents(element):
            continue
        elif element.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from blocks_in(element)


def is_contents(control: etree._Element) -> bool:
    """Whether a ``w:sdt`` is a contents page as Word, WPS and LibreOffice make one."""
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return gallery is not None and gallery.get(W + "val") == "Table of Contents"


class _Begun(Struct):
    """A cell that rows further down may continue."""

    text: str
    blocks: tuple[Block, ...]
    colspan: int
    rowspan: int = 1

    def go_on(self, text: str) -> None:
        self.rowspan += 1
        if text.strip("\n"):  # WPS leaves the texts of merged cells in the file
            self.text = "\n".join(filter(None, (self.text.strip("\n"), text.strip("\n"))))


def _table(table: etree._Element, names: dict[str, str], depth: int) -> Table:
    """The rows with the cells that begin in them; a row that is struck out is none."""
    begun: list[tuple[etree._Element, int, list[_Begun]]] = []
    above: dict[int, _Begun] = {}
    for row in rows_of(table):
        if child(row, "trPr", "del") is not None:
            continue
        before, elements = free_columns(row), list(cells_in(row))
        spans = list(map(span_of, elements))
        placed: dict[int, _Begun] = {}
        own: list[_Begun] = []
        for element, span, column in zip(elements, spans, first_columns(spans, before), strict=True):
            cell = above.get(column)
            text, blocks = _contents(element, names, depth)
            if merge_of(element) == "continue" and cell is not None and cell.colspan == span:
                cell.go_on(text)
            else:
                cell = _Begun(text, blocks, span)
                own.append(cell)
            placed[column] = cell
        above = placed
        begun.append((row, before, own))
    return Table(
        "",
        rows=tuple(
            Row(
                "",
                tuple(Cell(c.text, colspan=c.colspan, rowspan=c.rowspan, blocks=c.blocks) for c in own),
                header=is_header(row),
                before=before,
            )
            for row, before, own in begun
        ),
    )


def _contents(cell: etree._Element, names: dict[str, str], depth: int) -> tuple[str, tuple[Block, ...]]:
    """The text of a cell, a line a paragraph, and its blocks where there is a table among them."""
    elements = list(blocks_in(cell))
    if all(element.tag == W + "p" for element in elements):
        return "\n".join(map(_shown, elements)), ()
    if depth >= MOST_DEPTH:
        return "\n".join(map(_shown, cell.iter(W + "p"))), ()
    blocks = tuple(_block(element, names, depth + 1) for element in elements if element.tag != W + "sectPr")
    return "\n".join(_lines(blocks)), blocks


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from block.texts


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


def span_of(cell: etree._Element) -> int:
    """How many columns of the grid a ``w:tc`` covers."""
    return max(1, _number(child(cell, "tcPr", "gridSpan"), 1))


def merge_of(cell: etree._Element) -> Merge:
    """Whether a ``w:tc`` begins, or continues, a cell over several rows."""
    merge = child(cell, "tcPr", "vMerge")
    if merge is None:
        return ""
    return "restart" if merge.get(W + "val") == "restart" else "continue"


def free_columns(row: etree._Element) -> int:
    """How many columns of the grid a ``w:tr`` leaves free at its left."""
    return _number(child(row, "trPr", "gridBefore"), 0)


def is_header(row: etree._Element) -> bool:
    """Whether a ``w:tr`` repeats on every page."""
    sign = child(row, "trPr", "tblHeader")
    return sign is not None and sign.get(W + "val", "1") not in _OFF


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """The first ``w:`` descendant along a path of names (a third of the time of ``find`` with a path)."""
    found: etree._Element | None = element
    for name in names:
        found = None if found is None else next(found.iterchildren(W + name), None)
    return found


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(W + "val", "") if element is not None else ""
    return min(int(value), 10_000) if value.isdecimal() and len(value) < 6 else default


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


_KINDS: dict[str, TextKind] = {
    **{f"标题 {level}": "heading4" for level in range(5, 10)},
    **{chinese_name(name): kind for styles in (TEXT_STYLES, COVER_STYLES) for kind, name in styles.items()},
    **dict.fromkeys(("标题", "副标题", "Subtitle"), "title"),
}


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
