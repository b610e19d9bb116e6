"""The charts of the clerk's file: found, drawn anew in their place, put in; their parts go into the package at the end.

In: the opened file, the document's tree. Out: ``FoundChart``s by paragraph; ``put_into`` gives a package the parts.
"""

import io
import zipfile
from zlib import error as ZlibError

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from lxml import etree

from drafter.blocks import Chart
from drafter.docx.chart_reading import WP, FoundChart, R, charts_in
from drafter.docx.charts import chart_xml, extent_of, workbook
from drafter.docx.faces import face_of
from drafter.docx.manuscript.repack import Package
from drafter.docx.opening import Opened
from drafter.docx.read import W
from drafter.docx.styles import CELL_STYLE
from drafter.files import harm_in
from drafter.findings import DrafterError

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BOOK_RELATION = "rId1"


class ChartParts:
    """The parts of a file's charts, with their changes."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._targets = opened.targets(opened.document)
        self._written: list[tuple[str, str, str, Chart]] = []  # relation ("" for one that is there), part, workbook
        self._face: str | None = None

    def found(self, paragraph: etree._Element) -> FoundChart | None:
        """The first chart of a paragraph."""
        return next(charts_in(paragraph, self._opened), None)

    def keeps_figures(self, found: FoundChart, written: Chart) -> bool:
        """Whether the workbook of a chart says what was written into it; LibreOffice leaves the workbook out."""
        if not found.book:
            return True
        content = self._opened.read(found.book)
        return content == workbook(written) or _cells(content) == _cells(workbook(written))

    def redraw(self, found: FoundChart, chart: Chart, width: int) -> None:
        """Other figures in the place of those of a chart; its paragraph, place and anchor stay."""
        book = found.book or self._free("word/embeddings/Microsoft_Excel_Sheet", ".xlsx")
        self._written.append(("", found.part, book, chart))
        frame = next(above for above in found.element.iterancestors() if above.tag in (WP + "inline", WP + "anchor"))
        across, high = extent_of(chart, width)
        extent, about = frame.find(WP + "extent"), frame.find(WP + "docPr")
        if extent is not None:
            extent.set("cx", str(across))
            extent.set("cy", str(high))
        if about is not None:
            about.set("descr", chart.description)

    def add(self, chart: Chart) -> str:
        """A new chart; the id by which the document is to refer to it."""
        part, book = (
            self._free("word/charts/chart", ".xml"),
            self._free("word/embeddings/Microsoft_Excel_Sheet", ".xlsx"),
        )
        taken = {*self._targets, *(relation for relation, *_ in self._written)}
        relation = next(name for n in range(1, len(taken) + 2) if (name := f"rIdChart{n}") not in taken)
        self._written.append((relation, part, book, chart))
        return relation

    def _free(self, before: str, after: str) -> str:
        taken = {*self._opened.parts, *(name for _, part, book, _ in self._written for name in (part, book))}
        return next(name for n in range(1, len(taken) + 2) if (name := f"{before}{n}{after}") not in taken)

    def put_into(self, package: Package, root: etree._Element) -> None:
        """Puts the parts that were drawn into the package, and takes out those of charts that are gone."""
        for relation, part, book, chart in self._written:
            for old in self._opened.targets(part).values():
                if old != book:  # the styles and colours that Word keeps beside a chart
                    package.remove(old)
            package.put(part, chart_xml(chart, self._words_face(), _BOOK_RELATION))
            package.put(book, workbook(chart))
            package.typed(part, CT.DML_CHART)
            package.typed(book, CT.SML_SHEET)
            relations = PackURI(f"/{part}").rels_uri.membername
            package.remove_relations(part)
            package.put_relation(part, _BOOK_RELATION, RT.PACKAGE, book)
            assert package.has(relations)
            if relation:
                package.put_relation(self._opened.document, relation, RT.CHART, part)
        self._drop_gone(package, root)

    def _drop_gone(self, package: Package, root: etree._Element) -> None:
        before = {e.get(R + "id", "") for e in self._opened.tree(self._opened.document).iter(_CHART)}
        for relation in before - {element.get(R + "id", "") for element in root.iter(_CHART)}:
            part = self._targets.get(relation, "")
            if part and list(self._targets.values()).count(part) == 1:
                for behind in self._opened.targets(part).values():
                    package.remove(behind)
                package.remove(part)
                package.drop_relation(self._opened.document, relation)

    def _words_face(self) -> str:
        if self._face is None:
            part = self._opened.related("styles")
            styles = self._opened.tree(part) if part else etree.Element("none")
            named = (n for n in styles.iterfind(f"{W}style/{W}name") if n.get(W + "val") == CELL_STYLE)
            style = next((name.getparent() for name in named), None)
            self._face = "" if style is None else face_of(styles, style.get(W + "styleId", ""))
        return self._face


_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


def _cells(content: bytes) -> list[tuple[str, str]] | None:
    """Place and text of every cell of the first sheet; None for a workbook that cannot be read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        if harm_in(archive):
            return None
        opened = Opened("", archive, frozenset(archive.namelist()), "xl/workbook.xml")
        sheets = sorted(name for name in opened.parts if name.startswith("xl/worksheets/sheet"))
        shared = "xl/sharedStrings.xml"
        strings = opened.tree(shared).iter(_S + "si") if shared in opened.parts else ()
        texts = ["".join(str(t.text or "") for t in string.iter(_S + "t")) for string in strings]
        found = []
        for cell in opened.tree(sheets[0]).iter(_S + "c"):
            value = cell.find(_S + "v")
            text = "".join(str(t.text or "") for t in cell.iter(_S + "t")) if value is None else value.text or ""
            kind = cell.get("t", "n")
            text = texts[int(text)] if kind == "s" else f"{float(text):.10g}" if kind == "n" and text else text
            if text:
                found.append((cell.get("r", ""), text))
    except (DrafterError, zipfile.BadZipFile, ZlibError, ValueError, IndexError, OSError):
        return None
    return found
