"""A Word file's tables as grids: every cell with its row, column and spans, nested tables in their places.

In: the bytes or the path of any .docx. Out: ``GridParagraph``s and ``GridTable``s in reading order. A tick box of any
kind (symbol font, form field) is read as ☑ or □. Raises InputError or RefusedError as ``open_docx`` does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from drafter.docx.opening import open_docx
from drafter.docx.read import CHARACTERS, SKIPPED, W, blocks_in, cells_in, child, rows_of, style_name, style_names
from drafter.findings import Fault, InputError

MOST_CELLS = 200_000
"""Of all tables together; a hundred project forms have ten thousand."""
MOST_COLUMNS = 200
MOST_DEPTH = 4
"""Of tables within cells."""

_TICKED, _EMPTY = "☑", "□"
_SYMBOLS = {  # the low byte of the character in the symbol fonts that Word offers for boxes
    "wingdings": {0xFE: _TICKED, 0xFD: _TICKED, 0xFC: "√", 0xA8: _EMPTY, 0x6F: _EMPTY, 0x71: _EMPTY, 0x6E: "■"},
    "wingdings 2": {0x52: _TICKED, 0x51: _TICKED, 0x54: _TICKED, 0x53: _TICKED, 0x50: "√", 0xA3: _EMPTY, 0x2A: _EMPTY},
}
_ON = (None, "1", "true", "on")


@dataclass(frozen=True, slots=True)
class GridParagraph:
    """A paragraph outside of tables: the name of its style, its text."""

    style: str
    text: str


@dataclass(slots=True)
class GridCell:
    """A cell: its text (a line a paragraph), where it begins (from 0), how much it covers, the tables within it."""

    text: str
    row: int
    column: int
    colspan: int = 1
    rowspan: int = 1
    tables: tuple["GridTable", ...] = ()


@dataclass(frozen=True, slots=True)
class GridTable:
    """A table: its rows, each the cells that stand in it, those that began further up included."""

    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(slots=True)
class _Count:
    cells: int = field(default=0)


def read_grids(source: bytes | Path, name: str = "") -> tuple[GridParagraph | GridTable, ...]:
    """Every paragraph and table of the body in reading order."""
    opened = open_docx(source, name)
    names = style_names(opened)
    body = opened.tree(opened.document).find(W + "body")
    count = _Count()
    found: list[GridParagraph | GridTable] = []
    for element in blocks_in(body) if body is not None else ():
        if element.tag == W + "p":
            found.append(GridParagraph(style_name(element, names), _text(element)))
        elif element.tag == W + "tbl":
            found.append(_table(element, opened.name, count, 1))
    return tuple(found)


def _table(table: etree._Element, name: str, count: _Count, depth: int) -> GridTable:
    rows: list[tuple[GridCell, ...]] = []
    above: dict[int, GridCell] = {}
    kept = [row for row in rows_of(table) if child(row, "trPr", "del") is None]
    for number, row in enumerate(kept):
        column = _number(child(row, "trPr", "gridBefore"), 0)
        placed: dict[int, GridCell] = {}
        for element in cells_in(row):
            count.cells += 1
            span = _number(child(element, "tcPr", "gridSpan"), 1)
            if count.cells > MOST_CELLS or column + span > MOST_COLUMNS:
                expected = f"表格最多{MOST_COLUMNS}列，全文最多{MOST_CELLS}格"
                raise InputError(Fault(name, "表格太大", expected, "请核对文件，或只留下自评表另存一份"))
            merge = child(element, "tcPr", "vMerge")
            begun = above.get(column)
            if merge is not None and merge.get(W + "val", "continue") == "continue" and begun is not None:
                begun.rowspan += 1
                begun.text = "\n".join(filter(None, (begun.text, _cell_text(element))))  # WPS may leave text behind
                placed[column] = begun
            else:
                inner = _inner(element, name, count, depth)
                placed[column] = GridCell(_cell_text(element), number, column, span, tables=inner)
            column += span
        above = placed
        rows.append(tuple(placed.values()))
    return GridTable(tuple(rows))


def _inner(cell: etree._Element, name: str, count: _Count, depth: int) -> tuple[GridTable, ...]:
    if depth >= MOST_DEPTH:
        return ()
    return tuple(_table(e, name, count, depth + 1) for e in blocks_in(cell) if e.tag == W + "tbl")


def _cell_text(cell: etree._Element) -> str:
    """The text of the cell itself, without the tables in it, without blank lines at its ends."""
    return "\n".join(_text(element) for element in blocks_in(cell) if element.tag == W + "p").strip("\n")


def _text(paragraph: etree._Element) -> str:
    return "".join(_texts(paragraph))


def _texts(element: etree._Element) -> Iterator[str]:
    for part in element:
        if part.tag == W + "t":
            yield part.text or ""
        elif part.tag in CHARACTERS:
            yield CHARACTERS[part.tag]
        elif part.tag == W + "sym":
            yield _symbol(part)
        elif part.tag == W + "checkBox":
            yield _form_box(part)
        elif part.tag not in SKIPPED:
            yield from _texts(part)


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
    return _TICKED if mark is not None and mark.get(W + "val") in _ON else _EMPTY


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(W + "val", "") if element is not None else ""
    return min(int(value), 10_000) if value.isdecimal() and len(value) < 6 else default
