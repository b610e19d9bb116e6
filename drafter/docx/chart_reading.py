"""Charts as they are in anybody's Word file: which paragraph holds one, what it shows, what it looks like.

In: the opened file, a paragraph. Out: ``FoundChart``s. A chart that cannot be read is none: a report is not refused for
a damaged picture.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from hashlib import blake2b

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from drafter.blocks import Chart, ChartForm, Point, Series
from drafter.docx.opening import Opened
from drafter.docx.xml import RELATIONSHIPS
from drafter.findings import DrafterError
from drafter.numbers import fixed, percent, rounded
from drafter.patterns import regex

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = f"{{{RELATIONSHIPS}}}"

_MOST_POINTS = 2_000
"""Of one series that are read; a person reads some twenty."""

EMU_PER_MM = 36_000

_NEAR = 1
"""Millimetres by which two sizes are the same: LibreOffice counts in hundredths of them, Word in its own units."""

_DECIMALS = regex(r"0\.(0+)")
_DIGITS = 10
"""Significant digits by which two figures are compared: Excel writes 0.98 as 0.97999999999999998."""


class FoundChart(Struct, frozen=True):
    """A chart of a file: what it shows and looks like, the part with its XML, that with its workbook ("" for none),
    the element that shows it."""

    chart: Chart
    part: str
    book: str
    element: etree._Element

    @property
    def relation(self) -> str:
        """The id by which the document refers to its part."""
        return self.element.get(R + "id", "")


def charts_in(paragraph: etree._Element, opened: Opened) -> Iterator[FoundChart]:
    """The charts of a paragraph; a struck one is none."""
    for element in paragraph.iter(C + "chart"):
        if any(above.tag.endswith(("}del", "}moveFrom", "}Fallback")) for above in element.iterancestors()):
            continue
        try:
            found = _found(element, opened)
        except DrafterError:
            continue
        if found is not None:
            yield found


def _found(element: etree._Element, opened: Opened) -> FoundChart | None:
    part = opened.targets(opened.document).get(element.get(R + "id", ""), "")
    if not part:
        return None
    root = opened.tree(part)
    chart = _read(root)
    if chart is None:
        return None
    outside = root.find(C + "externalData")
    book = opened.targets(part).get(outside.get(R + "id", ""), "") if outside is not None else ""
    frame = next((above for above in element.iterancestors() if above.tag in (WP + "inline", WP + "anchor")), None)
    extent = frame.find(WP + "extent") if frame is not None else None
    size = [0, 0] if extent is None else [_whole(extent.get(edge, "")) for edge in ("cx", "cy")]
    across, high = (round(edge / EMU_PER_MM) for edge in size)
    return FoundChart(replace(chart, look=look((across, high), root)), part, book, element)


def _read(root: etree._Element) -> Chart | None:
    """What the caches of a chart part say; None where it has no series."""
    plot = next(root.iter(C + "plotArea"), None)
    series = list(plot.iter(C + "ser")) if plot is not None else []
    if plot is None or not series:
        return None
    labels = next((label.find(C + "numFmt") for label in plot.iter(C + "dLbls")), None)
    number_format = next((code.text or "" for code in plot.iter(C + "formatCode")), "")
    if labels is not None and number_format in ("", "General"):  # LibreOffice keeps the format of the labels alone
        number_format = labels.get("formatCode", "")
    categories = _cached(series[0].find(C + "cat"))
    read = tuple(
        Series(
            "".join(_cached(one.find(C + "tx"))),
            tuple(_point(text, number_format) for text in _cached(one.find(C + "val"))),
        )
        for one in series
    )
    return Chart("", form=_form(plot), categories=tuple(categories), series=read, number_format=number_format)


def _form(plot: etree._Element) -> ChartForm:
    if plot.find(C + "pieChart") is not None:
        return "pie"
    direction = next(plot.iter(C + "barDir"), None)
    return "bar" if direction is not None and direction.get("val") == "bar" else "column"


def _cached(holder: etree._Element | None) -> list[str]:
    """The cached texts or figures, in order; a gap between them is ""."""
    if holder is None:
        return []
    found: dict[int, str] = {}
    for point in holder.iter(C + "pt"):
        at = _whole(point.get("idx", ""))
        value = point.find(C + "v")
        if at < _MOST_POINTS and value is not None:
            found[at] = value.text or ""
    if not found:
        alone = holder.find(C + "v")
        return [alone.text or ""] if alone is not None else []
    return [found.get(at, "") for at in range(max(found) + 1)]


def _point(text: str, number_format: str) -> Point:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return Point(Decimal(0), text)
    return Point(number, shown(number, number_format) if number.is_finite() else text)


def shown(number: Decimal, number_format: str) -> str:
    """A figure as it is printed in a chart: ``0.00%`` and ``0.00``; else as many digits as it has."""
    found = _DECIMALS.search(number_format)
    places = len(found[1]) if found else 0
    if "%" in number_format:
        return percent(number, places)
    return fixed(number, places) if found else format(rounded(number, 6).normalize(), "f")


def figures_of(chart: Chart) -> object:
    """What a chart shows, to be compared: names, and figures at ten digits."""
    return chart.categories, tuple(
        (series.name, tuple(f"{float(point.number):.{_DIGITS}g}" for point in series.points)) for series in chart.series
    )


def look(size: tuple[int, int], root: etree._Element) -> str:
    """How a chart looks, but for its figures: ``145x76 3f2b…``, its size in mm, a digest of what it is drawn like."""
    digest = blake2b(repr(_features(root)).encode(), digest_size=8).hexdigest()
    return f"{size[0]}x{size[1]} {digest}"


def same_look(found: str, written: str, widest: int) -> bool:
    """Whether a chart looks as it was written; ``widest``: mm of the text, which may have been too narrow for it."""
    (size, digest), (first, other) = found.split(" "), written.split(" ")
    (across, high), (width, height) = (tuple(map(int, each.split("x"))) for each in (size, first))
    if width > widest:
        width, height = widest, height * widest // width
    return digest == other and abs(across - width) <= _NEAR and abs(high - height) <= _NEAR


def _features(root: etree._Element) -> object:
    """What a person may have changed in a chart besides its figures and size: its kind, titles, fills, legend."""
    plot = next(root.iter(C + "plotArea"), None)
    kinds = [
        (etree.QName(part).localname, _value(part, "barDir"), _value(part, "grouping"))
        for part in (plot if plot is not None else ())
        if part.tag.endswith("Chart")
    ]
    titles = ["".join(str(text.text or "") for text in title.iter(A + "t")) for title in root.iter(C + "title")]
    fills = [_fill(holder) for one in root.iter(C + "ser") for holder in (one, *one.iterchildren(C + "dPt"))]
    legend = next(root.iter(C + "legend"), None)
    return kinds, titles, fills, "" if legend is None else _value(legend, "legendPos")


def _value(element: etree._Element, name: str) -> str:
    found = element.find(C + name)
    return "" if found is None else found.get("val", "")


def _fill(holder: etree._Element) -> tuple[str, ...]:
    """The kind of filling of a series or of one of its points, and its colours."""
    properties = holder.find(C + "spPr")
    for part in properties if properties is not None else ():
        name = etree.QName(part).localname
        if name.endswith("Fill"):
            return name, part.get("prst", ""), *(color.get("val", "") for color in part.iter(A + "srgbClr"))
    return ()


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0
