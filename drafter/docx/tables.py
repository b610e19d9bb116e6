"""Tables: a ``Table`` on its grid becomes ``w:tbl``, every width written down.

In: a table, and the width of the text area in twips. Out: XML as text. Word and WPS squeeze a table unless
``tblW``, ``tblGrid`` and each ``tcW`` say the same, so they are all reckoned from one list of column widths.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from drafter.blocks import Align, Row, Slot, Table, grid
from drafter.docx.styles import CELL_STYLE, LABEL_STYLE, TABLE_STYLE
from drafter.docx.text import Pen
from drafter.docx.xml import lines
from drafter.patterns import regex

MOST_COLUMNS = 63
"""Word's limit."""

# A row stays on one page unless it would fill half of one: about 5,000 twips of lines of 273 (10.5 pt, single),
# a Chinese character being 210 wide. The table style takes 170 of a cell's width for its margins.
_HALF_PAGE, _LINE, _CHARACTER, _CELL_MARGINS = 5000, 273, 210, 170

# Behind the style of a paragraph, where the schema has it.
_KEEP_PLACE = regex(r'(<w:pStyle w:val="[^"]*"/>)')

_ALIGNMENT: dict[Align, str] = {"left": "left", "center": "", "right": "right"}


def table_xml(table: Table, width: int, pen: Pen, anchors: Sequence[str] = (), *, with_next: bool = False) -> str:
    """The table as wide as the text area (``width`` twips); ``anchors``: a bookmark for each row;
    ``with_next``: its last row stays on the page of the paragraph that follows.

    Raises ValueError where its cells do not fill its grid.
    """
    rows = layout(table)
    columns = column_widths(table, width)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    marks = anchors or [""] * len(rows)
    last = table.rows[-1] if with_next else None
    body = "".join(
        row_xml(row, slots, columns, pen, mark, with_next=row is last)
        for row, slots, mark in zip(table.rows, rows, marks, strict=True)
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


def layout(table: Table) -> list[tuple[Slot, ...]]:
    """The cells of each row, left to right, with the continued cells put in.

    Raises ValueError where cells overlap, leave a place of the grid empty, or reach over its edge.
    """
    if not table.rows:
        raise ValueError(f"table {table.id}: no rows")
    rows = grid(table.rows)
    reaching: set[int] = set()  # the columns at which a cell above still covers the row
    for number, (row, slots) in enumerate(zip(table.rows, rows, strict=True)):
        where = f"table {table.id}, row {number + 1} ({row.id})"
        for cell in row.cells:
            if cell.colspan < 1 or cell.rowspan < 1:
                raise ValueError(f"{where}: a cell spans at least 1 column and 1 row, got {cell}")
        if lost := reaching - {slot.column for slot in slots if slot.continued}:
            raise ValueError(f"{where}: a cell covers column {min(lost) + 1}, which one above covers already")
        filled = sum(slot.span for slot in slots)
        if filled != len(table.widths) or row.before:
            raise ValueError(f"{where}: cells for {filled} columns on a grid of {len(table.widths)}")
        reaching = {slot.column for slot in slots if slot.row + slot.cell.rowspan > number + 1}
    if reaching:
        raise ValueError(f"table {table.id}: a cell reaches below the last row")
    return rows


def row_xml(
    row: Row, slots: Sequence[Slot], columns: Sequence[int], pen: Pen, anchor: str = "", *, with_next: bool = False
) -> str:
    """One row; ``slots`` as ``layout`` gives them, ``columns`` as ``column_widths`` does."""
    tall = [_is_tall(slot, columns) for slot in slots]
    properties = ("" if any(tall) else "<w:cantSplit/>") + ("<w:tblHeader/>" if row.header else "")
    # LibreOffice drops the text of a continued cell.
    own = next((number for number, slot in enumerate(slots) if not slot.continued), 0)
    marks = [anchor if number == own else "" for number in range(len(slots))]
    cells = "".join(
        _cell_xml(slot, columns, pen, is_tall=is_tall, anchor=mark)
        for slot, is_tall, mark in zip(slots, tall, marks, strict=True)
    )
    if with_next:
        cells = _KEEP_PLACE.sub(r"\1<w:keepNext/>", cells)
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
