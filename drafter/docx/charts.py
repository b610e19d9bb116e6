"""Charts: a ``Chart`` becomes DrawingML with its figures in a workbook, as Word itself makes one.

In: a chart, the face of its words. Out: the XML of the chart part, the bytes of the workbook inside it, the paragraph
that shows it. A double click in Word opens the figures in Excel. Greys and patterns, no colours that print alike: a
report is copied in black and white.
"""

import datetime
import io
from collections.abc import Iterator

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from drafter.blocks import Chart, Series
from drafter.docx.chart_reading import EMU_PER_MM, look
from drafter.docx.styles import CELL_STYLE
from drafter.docx.text import Pen
from drafter.docx.xml import DECLARATION, RELATIONSHIPS, escape

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
INLINE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

EMU_PER_TWIP = 635

SHEET = "Sheet1"

_CREATED = datetime.datetime(2000, 1, 1)  # the same chart is the same file
_WIDTH = 145
"""Millimetres. The text of an A4 page of an official document is 156 wide (GB/T 9704-2012), that of Word's own page
146."""

_SIZE = 1000
"""Of the words, in hundredths of a point."""

_INK = "404040"
_FILLS = (
    '<a:solidFill><a:srgbClr val="595959"/></a:solidFill>',
    '<a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill>',
    '<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="404040"/></a:fgClr>'
    '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>',
    '<a:solidFill><a:srgbClr val="A6A6A6"/></a:solidFill>',
    '<a:pattFill prst="dkHorz"><a:fgClr><a:srgbClr val="595959"/></a:fgClr>'
    '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>',
    '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>',
)
"""One after the other: each differs from its neighbours when printed in black."""

_LINE = f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill></a:ln>'


def size_of(chart: Chart) -> tuple[int, int]:
    """Width and height in millimetres: a chart of bars grows with its categories."""
    legend = 8 if len(chart.series) > 1 else 0
    if chart.form == "pie":
        return _WIDTH, 80
    if chart.form == "bar":
        each = 7 if len(chart.series) == 1 else 5 + 5 * len(chart.series)
        return _WIDTH, min(215, max(45, 12 + legend + each * len(chart.categories)))
    return _WIDTH, 68 + legend


def extent_of(chart: Chart, width: int) -> tuple[int, int]:
    """The same in EMU, on a page whose text is ``width`` twips wide: no chart is wider than the text."""
    across, high = (edge * EMU_PER_MM for edge in size_of(chart))
    widest = width * EMU_PER_TWIP
    return (across, high) if across <= widest else (widest, high * widest // across)


def look_of(chart: Chart) -> str:
    """How a chart is drawn, but for its figures, on a page that is wide enough; as ``chart_reading.look`` tells it."""
    across, high = size_of(chart)
    return look((across, high), etree.fromstring(chart_xml(chart).encode()))


def paragraph_xml(chart: Chart, pen: Pen, width: int, number: int, relation: str, anchor: str = "") -> str:
    """The paragraph that holds a chart. ``number``: of the drawing in the document; ``relation``: to its part."""
    across, high = extent_of(chart, width)
    drawing = (
        f'<w:drawing><wp:inline xmlns:wp="{INLINE}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="图表 {number}" descr="{escape(chart.description)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    # A line of the style's exact height would cut the drawing off but for a strip of it.
    spacing = '<w:spacing w:before="120" w:line="240" w:lineRule="auto"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{pen.ids[CELL_STYLE]}"/><w:keepNext/>{spacing}</w:pPr>'
        f"{pen.marked(f'<w:r>{drawing}</w:r>', anchor)}</w:p>"
    )


def parts_of(chart: Chart, number: int, face: str) -> Part:
    """The part of a chart, with its workbook behind it; ``number`` goes into their names."""
    book = Part(PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), CT.SML_SHEET, workbook(chart))
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CT.DML_CHART, b"")
    relation = part.relate_to(book, RT.PACKAGE)
    part._blob = chart_xml(chart, face, relation).encode()
    return part


def workbook(chart: Chart) -> bytes:
    """The figures as an .xlsx of one sheet: categories down, series across. The same figures give the same bytes."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"author": "drafter", "created": _CREATED})
    sheet = book.add_worksheet(SHEET)
    figure = book.add_format({"num_format": chart.number_format})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, max(1, len(chart.series)), 16)
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.name)
        for row, point in enumerate(series.points, 1):
            sheet.write_number(row, column, float(point.number), figure)
    for row, category in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, category)
    book.close()
    return target.getvalue()


def chart_xml(chart: Chart, face: str = "", relation: str = "") -> str:
    """The chart part; ``face``: the Chinese face of its words; ``relation``: the id of its workbook."""
    plot = _pie(chart) if chart.form == "pie" else _bars(chart)
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_words(face)}</c:legend>'
        if len(chart.series) > 1
        else ""
    )
    book = f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>' if relation else ""
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}" xmlns:r="{RELATIONSHIPS}">'
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{plot}<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f"{_words(face)}{book}</c:chartSpace>"
    )


def _bars(chart: Chart) -> str:
    lies = chart.form == "bar"
    series = "".join(
        f'{_head(at, one)}{_filled(at)}<c:invertIfNegative val="0"/>{_labels(chart)}{_data(chart, at, one)}</c:ser>'
        for at, one in enumerate(chart.series)
    )
    gap, overlap = ("60", "0") if len(chart.series) > 1 else ("80", "0")
    return (
        f'<c:barChart><c:barDir val="{"bar" if lies else "col"}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/><c:axId val="11111111"/><c:axId val="22222222"/>'
        f"</c:barChart>{_category_axis(lies=lies)}{_value_axis(chart, lies=lies)}"
    )


def _category_axis(*, lies: bool) -> str:
    """The first category on top where the bars lie."""
    line = f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill></a:ln></c:spPr>'
    return (
        f'<c:catAx><c:axId val="11111111"/><c:scaling><c:orientation val="{"maxMin" if lies else "minMax"}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if lies else "b"}"/><c:numFmt formatCode="General" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{line}<c:crossAx val="22222222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart, *, lies: bool) -> str:
    """Not shown, since every figure is told at its bar; from zero, so that twice as much is twice as long."""
    numbers = [point.number for series in chart.series for point in series.points]
    top, bottom = max(numbers, default=0), min(numbers, default=0)
    room = "1.18" if lies else "1.12"  # for the label behind the longest bar
    most = f'<c:max val="{float(top) * float(room):.6g}"/>' if top > 0 else ""
    least = '<c:min val="0"/>' if bottom >= 0 else ""
    return (
        f'<c:valAx><c:axId val="22222222"/><c:scaling><c:orientation val="minMax"/>{most}{least}</c:scaling>'
        f'<c:delete val="1"/><c:axPos val="{"t" if lies else "l"}"/>'
        f'<c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="11111111"/>'
        '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _pie(chart: Chart) -> str:
    (one,) = chart.series
    parts = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:bubble3D val="0"/>{_filled(at)}</c:dPt>' for at in range(len(one.points))
    )
    return (
        f'<c:pieChart><c:varyColors val="1"/>{_head(0, one)}{parts}{_labels(chart)}{_data(chart, 0, one)}</c:ser>'
        '<c:firstSliceAng val="0"/></c:pieChart>'
    )


def _head(at: int, series: Series) -> str:
    cell = f"{SHEET}!${_column(at)}$1"
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>{cell}</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _column(at: int) -> str:
    """The column of a series in the workbook; a chart has few."""
    return chr(ord("B") + at)


def _filled(at: int) -> str:
    return f"<c:spPr>{_FILLS[at % len(_FILLS)]}{_LINE}</c:spPr>"


def _labels(chart: Chart) -> str:
    """Every figure at its bar; at a part of a whole its name, too: a share that Word works out has no cell."""
    pie = chart.form == "pie"
    shown = {"LegendKey": 0, "Val": 1, "CatName": pie, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    flags = "".join(f'<c:show{name} val="{int(on)}"/>' for name, on in shown.items())
    apart = '<c:separator>  </c:separator><c:showLeaderLines val="1"/>' if pie else ""
    return (
        f'<c:dLbls><c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>'
        f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:dLblPos val="outEnd"/>{flags}{apart}</c:dLbls>'
    )


def _data(chart: Chart, at: int, series: Series) -> str:
    last = len(chart.categories) + 1
    names = "".join(_points(chart.categories))
    figures = "".join(_points(str(float(point.number)) for point in series.points))
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    column = _column(at)
    return (
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>{escape(chart.number_format)}</c:formatCode>{count}{figures}</c:numCache></c:numRef></c:val>"
    )


def _points(values: "Iterator[str] | tuple[str, ...]") -> Iterator[str]:
    return (f'<c:pt idx="{at}"><c:v>{escape(value)}</c:v></c:pt>' for at, value in enumerate(values))


def _words(face: str) -> str:
    faces = f'<a:latin typeface="Times New Roman"/><a:ea typeface="{escape(face)}"/>' if face else ""
    ink = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{_SIZE}" b="0">{ink}{faces}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
