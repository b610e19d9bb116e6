"""Charts as parts of a Word file: every kind is drawn, read again as it was, and has its figures in a workbook."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from drafter.blocks import Chart, ChartForm, Draft, Point, Section, Series, Text
from drafter.docx.chart_reading import figures_of, same_look
from drafter.docx.charts import look_of, size_of
from drafter.docx.read import read_blocks
from drafter.docx.write import render


def chart(form: ChartForm, series: int = 1) -> Chart:
    names = ("财政拨款", "事业收入", '其他<&"收入')
    made = tuple(
        Series(f"第{n}年", tuple(Point(Decimal(value) * (n + 1), f"{value * (n + 1)}.00") for value in (90, 8, 2)))
        for n in range(series)
    )
    return Chart("图", form=form, categories=names, series=made, description="饼图：收入结构。")


def written(block: Chart) -> bytes:
    return render(Draft("完整版", "甲", "乙", (Section((block, Text("c", "caption", "图1　收入结构"))),)))


@pytest.mark.parametrize(("form", "series"), [("column", 1), ("column", 3), ("bar", 2), ("pie", 1)])
def test_a_chart_reads_as_it_was_drawn(form: ChartForm, series: int) -> None:
    drawn = chart(form, series)
    content = written(drawn)
    (read,) = [block for block in read_blocks(content) if isinstance(block, Chart)]
    assert read.form == form
    assert figures_of(read) == figures_of(drawn)
    assert read.lines == drawn.lines
    assert same_look(read.look, look_of(drawn), 156)
    assert not same_look(read.look, look_of(chart("pie" if form != "pie" else "bar")), 156)
    assert written(drawn) == content


def test_the_figures_lie_in_a_workbook_and_the_description_in_the_drawing() -> None:
    with zipfile.ZipFile(io.BytesIO(written(chart("pie")))) as archive:
        assert 'descr="饼图：收入结构。"' in archive.read("word/document.xml").decode()
        assert "Microsoft_Excel_Sheet1.xlsx" in archive.read("word/charts/_rels/chart1.xml.rels").decode()
        book = archive.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")
    with zipfile.ZipFile(io.BytesIO(book)) as inside:
        assert "财政拨款" in inside.read("xl/sharedStrings.xml").decode()
        assert "<v>90</v>" in inside.read("xl/worksheets/sheet1.xml").decode()


def test_a_damaged_chart_is_none_and_the_report_is_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(chart("bar")))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<c:chart" if name == "word/charts/chart1.xml" else old.read(name))
    blocks = read_blocks(target.getvalue())
    assert not any(isinstance(block, Chart) for block in blocks)
    assert [block.text for block in blocks if isinstance(block, Text) and block.text] == ["图1　收入结构"]


def test_a_report_with_a_chart_may_be_the_style_file_of_another(tmp_path: Path) -> None:
    path = tmp_path / "样式.docx"
    path.write_bytes(written(chart("column")))
    styled = render(Draft("完整版", "甲", "乙", (Section((Text("t", "body", "正文"),)),)), reference=path)
    with zipfile.ZipFile(io.BytesIO(styled)) as archive:
        assert not [name for name in archive.namelist() if "chart" in name or "embed" in name]


def test_bars_grow_with_what_they_compare_and_stay_on_a_page() -> None:
    few, many = chart("bar", 2), chart("bar", 2)
    points = (Point(Decimal(1), "1.00"),) * 60
    many = Chart("图", form="bar", categories=("甲",) * 60, series=(Series("一", points), Series("二", points)))
    assert size_of(few)[1] < size_of(many)[1] <= 220


def test_the_line_of_a_chart_is_as_high_as_the_chart() -> None:
    """The styles of tables have lines of an exact height, which would cut a drawing off."""
    with zipfile.ZipFile(io.BytesIO(written(chart("column")))) as archive:
        body = archive.read("word/document.xml").decode()
    before = body[: body.index("<w:drawing>")]
    assert 'w:lineRule="auto"' in before[before.rindex("<w:p>") :]
