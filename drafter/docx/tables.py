"""Tables: a ``Table`` on its grid becomes ``w:tbl``, every width written down.

In: a table, and the width of the text area in twips. Out: XML as text. Word and WPS squeeze a table unless
``tblW``, ``tblGrid`` and each ``tcW`` say the same, so they are all reckoned from one list of column widths.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from drafter.blocks import Align, Cell, Row, Table
from drafter.docx.styles import CELL_STYLE, LABEL_STYLE, TABLE_STYLE
from drafter.docx.text import Pen
from drafter.docx.xml import lines

MOST_COLUMNS = 63
"""Word's limit."""

# A row stays on one page unless it would fill half of one: about 5,000 twips of lines of 273 (10.5 pt, single),
# a Chinese character being 210 wide. The table style takes 170 of a cell's width for its margins.
_HALF_PAGE, _LINE, _CHARACTER, _CELL_MARGINS = 5000, 273, 210, 170

_ALIGNMENT: dict[Align, str] = {"left": "left", "center": "", "right": "right"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell at its place on the grid; ``continued`` below its first row."""

    cell: Cell
    column: int
    continued: bool = False


def table_xml(table: Table, width: int, pen: Pen, anchors: Sequence[str] = ()) -> str:
    """The table as wide as the text area (``width`` twips); ``anchors``: a bookmark for each row.

    Raises ValueError where its cells do not fill its grid.
    """
    rows = layout(table)
    columns = column_widths(table, width)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    marks = anchors or [""] * len(rows)
    body = "".join(
        row_xml(row, slots, columns, pen, mark) for row, slots, mark in zip(table.rows, rows, marks, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{pen.ids[TABLE_STYLE]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
    )


def column_widths(table: Table, width: int) -> list[int]:
    """The grid columns in twips; they add up to ``width`` exactly."""
    if not table.widths or min(table.widths) <= 0:
        raise ValueError(f"table {table.id}: every column needs a width above 0, got {table.widths}")
    if len(table.widths) > MOST_COLUMNS:
        raise ValueError(f"table {table.id}: {len(table.widths)} columns, Word knows {MOST_COLUMNS}")
    whole = sum(table.widths)
    edges = [0, *(width * part // whole for part in accumulate(table.widths))]
    columns = [right - left for left, right in pairwise(edges)]
    if min(columns) <= 0:
        raise ValueError(f"table {table.id}: a column is too narrow to be drawn: {table.widths}")
    return columns


def layout(table: Table) -> list[list[Slot]]:
    """What stands in each row, left to right, with the continued cells put in.

    Raises ValueError where cells overlap, leave a place of the grid empty, or reach over its edge.
    """
    if not table.rows:
        raise ValueError(f"table {table.id}: no rows")
    spans: dict[int, tuple[Cell, int]] = {}  # first column -> the cell above, how many rows it still covers
    rows = []
    for number, row in enumerate(table.rows, 1):
        where = f"table {table.id}, row {number} ({row.id})"
        cells, slots, column = iter(row.cells), [], 0
        while column < len(table.widths):
            if column in spans:
                cell, left = spans.pop(column)
                slots.append(Slot(cell, column, continued=True))
            else:
                new = next(cells, None)
                if new is None:
                    raise ValueError(f"{where}: nothing at column {column + 1} of {len(table.widths)}")
                cell, left = new, new.rowspan
                if cell.colspan < 1 or cell.rowspan < 1:
                    raise ValueError(f"{where}: a cell spans at least 1 column and 1 row, got {cell}")
                if column + cell.colspan > len(table.widths) or any(
                    covered in spans for covered in range(column + 1, column + cell.colspan)
                ):
                    raise ValueError(f"{where}: no room for {cell.colspan} columns at column {column + 1}")
                slots.append(Slot(cell, column))
            if left > 1:
                spans[column] = cell, left - 1
            column += cell.colspan
        if next(cells, None) is not None:
            raise ValueError(f"{where}: more cells than the {len(table.widths)} columns of the grid hold")
        rows.append(slots)
    if spans:
        raise ValueError(f"table {table.id}: a cell reaches below the last row")
    return rows


def row_xml(row: Row, slots: Sequence[Slot], columns: Sequence[int], pen: Pen, anchor: str = "") -> str:
    """One row; ``slots`` as ``layout`` gives them, ``columns`` as ``column_widths`` does."""
    tall = [_is_tall(slot, columns) for slot in slots]
    properties = ("" if any(tall) else "<w:cantSplit/>") + ("<w:tblHeader/>" if row.header else "")
    # LibreOffice drops what stands in a continued cell.
    own = next((number for number, slot in enumerate(slots) if not slot.continued), 0)
    marks = [anchor if number == own else "" for number in range(len(slots))]
    cells = "".join(
        _cell_xml(slot, columns, pen, is_tall=is_tall, anchor=mark)
        for slot, is_tall, mark in zip(slots, tall, marks, strict=True)
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def _cell_xml(slot: Slot, columns: Sequence[int], pen: Pen, *, is_tall: bool, anchor: str) -> str:
    cell = slot.cell
    width = sum(columns[slot.column : slot.column + cell.colspan])
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = f'<w:vMerge w:val="{"continue" if slot.continued else "restart"}"/>' if cell.rowspan > 1 else ""
    place = "top" if is_tall else "center"  # LibreOffice loses the last lines of a centred cell that breaks over pages
    style, alignment = LABEL_STYLE if cell.label else CELL_STYLE, _ALIGNMENT[cell.align]
    if slot.continued:
        paragraphs = pen.styled(style, "", anchor=anchor)
    else:
        first, *others = lines(cell.text)
        paragraphs = pen.styled(style, first, alignment, anchor)
        paragraphs += "".join(pen.styled(style, line, alignment) for line in others)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="{place}"/></w:tcPr>'
        f"{paragraphs}</w:tc>"
    )


def _is_tall(slot: Slot, columns: Sequence[int]) -> bool:
    """Whether the text of a cell fills more than half a page (a row that is kept whole would leave the page blank)."""
    text = slot.cell.text
    if len(text) * _LINE < _HALF_PAGE:
        return False
    width = max(_CHARACTER, sum(columns[slot.column : slot.column + slot.cell.colspan]) - _CELL_MARGINS)
    rows = sum(1 + len(line) * _CHARACTER // width for line in lines(text))
    return rows * _LINE > _HALF_PAGE
