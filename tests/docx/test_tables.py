"""Tables on their grid: whatever spans what, the widths add up and every place is filled once."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.blocks import Cell, Row, Table
from drafter.docx.read import read_blocks
from drafter.docx.reference import look
from drafter.docx.tables import column_widths, table_xml
from drafter.docx.text import Pen
from drafter.docx.write import render
from drafter.docx.xml import MAIN
from tests.helpers.random_tables import grids
from tests.helpers.samples import draft, indicator_table, part, table

W = f"{{{MAIN}}}"
PORTRAIT = look().pages.upright.width
LANDSCAPE = look().pages.lying.width


def written(drawn: Table, width: int = PORTRAIT) -> etree._Element:
    xml = table_xml(drawn, width, Pen(look().ids))
    return etree.fromstring(xml.replace("<w:tbl>", f'<w:tbl xmlns:w="{MAIN}">', 1))


def widths_of(cells: list[etree._Element]) -> list[int]:
    return [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in cells]


@settings(deadline=None)  # machines that run tests are busy
@given(grids(), st.sampled_from((PORTRAIT, LANDSCAPE)))
def test_any_grid_is_filled_and_adds_up_to_the_width(drawn: Table, width: int) -> None:
    tree = written(drawn, width)
    columns = [int(column.get(f"{W}w")) for column in tree.iterfind(f"{W}tblGrid/{W}gridCol")]
    assert sum(columns) == width == int(tree.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
    rows = tree.findall(f"{W}tr")
    assert len(rows) == len(drawn.rows)
    above: dict[int, int] = {}  # first column -> span, of the cells that may be continued
    for row in rows:
        column, open_here = 0, {}
        for cell in row.findall(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            count = int(span.get(f"{W}val")) if span is not None else 1
            assert widths_of([cell]) == [sum(columns[column : column + count])]
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None:
                assert merge.get(f"{W}val") == "restart" or above.get(column) == count
                open_here[column] = count
            assert cell[-1].tag == f"{W}p"
            column += count
        assert column == len(columns)
        above = open_here


@settings(deadline=None)  # machines that run tests are busy
@given(grids())
def test_any_grid_is_read_back_cell_by_cell(drawn: Table) -> None:
    (read,) = read_blocks(render(draft(drawn)))
    assert isinstance(read, Table)
    assert [[(c.text, c.colspan, c.rowspan) for c in row.cells] for row in read.rows] == [
        [(c.text, c.colspan, c.rowspan) for c in row.cells] for row in drawn.rows
    ]
    assert [row.header for row in read.rows] == [row.header for row in drawn.rows]


@settings(deadline=None)  # machines that run tests are busy
@given(grids(), st.data())
def test_a_grid_with_a_fault_is_not_drawn(drawn: Table, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(drawn.rows) - 1))
    row = drawn.rows[number]
    faults = [(*row.cells, Cell("多"))]
    if row.cells:
        first, *rest = row.cells
        faults += [
            tuple(rest),
            (Cell("宽", colspan=first.colspan + len(drawn.widths)), *rest),
            (Cell("高", colspan=first.colspan, rowspan=len(drawn.rows) + 1), *rest),
            (Cell("零", colspan=0), *rest),
            (Cell("零", rowspan=0), *rest),
        ]
    rows = list(drawn.rows)
    rows[number] = Row(row.id, data.draw(st.sampled_from(faults)))
    with pytest.raises(ValueError, match="table 表"):
        written(Table("表", drawn.widths, tuple(rows)))


@pytest.mark.parametrize(
    ("widths", "says"),
    [
        ((), "width above 0"),
        ((1, 0), "width above 0"),
        ((1, -1), "width above 0"),
        ((1,) * 64, "64 columns"),
        ((10**9, 1, 1), "too narrow"),
    ],
)
def test_widths_that_cannot_be_drawn_are_refused(widths: tuple[int, ...], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        column_widths(Table("表", widths, ()), PORTRAIT)


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="no rows"):
        written(Table("表", (1,), ()))


def test_overlapping_spans_are_refused() -> None:
    rows = (Row("a", (Cell("甲"), Cell("乙", rowspan=2))), Row("b", (Cell("丙", colspan=2),)))
    with pytest.raises(ValueError, match="row 2"):
        written(Table("表", (1, 1), rows))


def test_head_repeats_and_rows_stay_whole() -> None:
    first, *others = written(indicator_table(6)).findall(f"{W}tr")
    assert first.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))
    assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)


def test_a_row_of_half_a_page_may_break() -> None:
    tall = table(("甲", "乙"), ("长" * 2000, "短"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in written(tall).findall(f"{W}tr")] == [True, False]


def test_lines_of_a_cell_are_paragraphs_and_labels_have_their_style() -> None:
    tree = written(Table("表", (1, 1), (Row("r", (Cell("一\n二\r\n三", "left", label=True), Cell(""))),)))
    label, empty = tree.iter(f"{W}tc")
    assert [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in label.findall(f"{W}p")] == ["TableHead"] * 3
    assert [p.find(f"{W}pPr/{W}jc").get(f"{W}val") for p in label.findall(f"{W}p")] == ["left"] * 3
    assert len(empty.findall(f"{W}p")) == 1


def test_a_landscape_table_is_as_wide_as_its_page() -> None:
    document = part(render(draft(table(("甲", "乙")), landscape=True)), "word/document.xml")
    assert re.findall(r'<w:tblW w:w="(\d+)"', document) == [str(LANDSCAPE)] == ["14570"]
