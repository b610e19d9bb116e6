"""Those who make the report: one process each, started as ``python -m contestants NAME WORKSHOP DATA OUT``.

In: the name of a contestant, the workshop (a folder with what ``prepare`` made), a file of ``workload`` as JSON or a
folder of them, the .docx to write or a folder for them. A folder is done in one process. A contestant imports what it
alone needs, so that each pays for its own libraries. Two more names serve the bench: ``data`` writes the workload and
``count`` says what a finished report holds.
"""

import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Report = dict[str, Any]  # the one of workload.peer_report
Writer = Callable[[Report, Path], None]

SKELETON, TEMPLATE = "skeleton.docx", "docxtpl.docx"
CELLS = tuple(f"c{number}" for number in range(1, 9))
MERGED = ("m1", "m2")
"""Which of the first two columns goes on (``continue``), which begins anew (``restart``)."""


def limit(workshop: Path) -> Writer:
    """The physical limit: the body as one string, put into a ready package."""
    with zipfile.ZipFile(workshop / SKELETON) as package:
        parts = [(name, package.read(name)) for name in package.namelist() if name != "word/document.xml"]
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    start, merge, text = (
        '<w:tc><w:tcPr><w:tcW w:w="1080" w:type="dxa"/>',
        '<w:vMerge w:val="',
        "</w:tcPr><w:p><w:r><w:t>",
    )
    end = "</w:t></w:r></w:p></w:tc>"

    def escape(words: str) -> str:
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def paragraph(words: str, style: str = "") -> str:
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{look}<w:r><w:t>{escape(words)}</w:t></w:r></w:p>"

    def write(report: Report, out: Path) -> None:
        body = [f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{word}"><w:body>']
        body.append(paragraph(report["title"], "Title"))
        for section in report["sections"]:
            body.append(paragraph(section["heading"], "Heading1"))
            body += [paragraph(report["sentence"].format(**figures)) for figures in section["paragraphs"]]
        body.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
        )
        body.append('<w:gridCol w:w="1080"/>' * len(CELLS) + "</w:tblGrid>")
        body.append(f"<w:tr>{''.join(f'{start}{text}{escape(title)}{end}' for title in report['columns'])}</w:tr>")
        between = end + start + text
        for row in report["rows"]:
            merged = "".join(
                f'{start}{merge}{row[sign]}"/>{text}{escape(row[cell])}{end}'
                for sign, cell in zip(MERGED, CELLS, strict=False)
            )
            plain = between.join(escape(row[cell]) for cell in CELLS[2:])
            body.append(f"<w:tr>{merged}{start}{text}{plain}{end}</w:tr>")
        body.append("</w:tbl><w:sectPr/></w:body></w:document>")
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts:
                package.writestr(name, content)
            package.writestr("word/document.xml", "".join(body))

    return write


def docxtpl(workshop: Path) -> Writer:
    """A template with Jinja tags, filled anew for each report."""
    from docxtpl import DocxTemplate

    def write(report: Report, out: Path) -> None:
        template = DocxTemplate(workshop / TEMPLATE)
        template.render(report, autoescape=True)
        template.save(out)

    return write


def python_docx(workshop: Path) -> Writer:
    """Its public calls in the order that is fastest: each row's cells once, merged by their own property."""
    import docx

    def write(report: Report, out: Path) -> None:
        document = docx.Document()
        document.add_heading(report["title"], 0)
        for section in report["sections"]:
            document.add_heading(section["heading"], 1)
            for figures in section["paragraphs"]:
                document.add_paragraph(report["sentence"].format(**figures))
        table = document.add_table(len(report["rows"]) + 1, len(CELLS))
        table.style = "Table Grid"
        rows = iter(table.rows)
        for cell, title in zip(next(rows).cells, report["columns"], strict=True):
            cell.text = title
        for row, drawn in zip(report["rows"], rows, strict=True):
            cells = drawn.cells  # taken before anything is merged: afterwards it looks upwards for each of them
            for cell, name in zip(cells, CELLS, strict=True):
                cell.text = row[name]
            for cell, sign in zip(cells, MERGED, strict=False):
                cell._tc.vMerge = row[sign]
        document.save(str(out))

    return write


def pandoc(workshop: Path) -> Writer:
    """HTML, which can merge cells where Markdown cannot, through one process of pandoc for each report."""
    import subprocess
    from html import escape

    def spans(rows: list[Report], sign: str) -> dict[int, int]:
        """How many rows the cell covers that begins in a row."""
        starts = [number for number, row in enumerate(rows) if row[sign] == "restart"]
        return {at: following - at for at, following in zip(starts, [*starts[1:], len(rows)], strict=True)}

    def write(report: Report, out: Path) -> None:
        lines = [f"<html><head><title>{escape(report['title'])}</title></head><body>"]
        for section in report["sections"]:
            lines.append(f"<h1>{escape(section['heading'])}</h1>")
            lines += [f"<p>{escape(report['sentence'].format(**figures))}</p>" for figures in section["paragraphs"]]
        lines.append(
            f"<table><thead><tr>{''.join(f'<th>{title}</th>' for title in report['columns'])}</tr></thead><tbody>"
        )
        covered = [spans(report["rows"], sign) for sign in MERGED]
        for number, row in enumerate(report["rows"]):
            merged = "".join(
                f'<td rowspan="{span[number]}">{escape(row[cell])}</td>'
                for span, cell in zip(covered, CELLS, strict=False)
                if number in span
            )
            lines.append(f"<tr>{merged}{''.join(f'<td>{escape(row[cell])}</td>' for cell in CELLS[2:])}</tr>")
        lines.append("</tbody></table></body></html>")
        command = ["pandoc", "-f", "html", "-t", "docx", "-o", str(out)]
        subprocess.run(command, input="\n".join(lines).encode(), check=True)

    return write


WRITERS: dict[str, Callable[[Path], Writer]] = {
    "limit": limit,
    "docxtpl": docxtpl,
    "python-docx": python_docx,
    "pandoc": pandoc,
}


def reports_of_drafter(data: Path, out: Path) -> None:
    """Every data file of a folder in one process, by what the command ``draft`` calls; its lines are not printed."""
    import gc

    gc.disable()  # as drafter/__main__.py does
    from drafter.commands.draft import draft

    for path in sorted(data.iterdir()):
        draft(path, out)
    gc.freeze()


def prepare(workshop: Path) -> None:
    """The empty package of the limit and the template of docxtpl, both by python-docx; the time is nobody's."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from workload import COLUMNS, SENTENCE

    docx.Document().save(str(workshop / SKELETON))
    template = docx.Document()
    template.add_heading("{{ title }}", 0)
    template.add_paragraph("{%p for section in sections %}")
    template.add_heading("{{ section.heading }}", 1)
    template.add_paragraph("{%p for figures in section.paragraphs %}")
    template.add_paragraph(SENTENCE.format(**{slot: f"{{{{ figures.{slot} }}}}" for slot in "abcdef"}))
    template.add_paragraph("{%p endfor %}")
    template.add_paragraph("{%p endfor %}")
    table = template.add_table(4, len(CELLS))
    table.style = "Table Grid"
    head, begin, row, end = (drawn.cells for drawn in table.rows)
    begin[0].text, end[0].text = "{%tr for row in rows %}", "{%tr endfor %}"
    for cell, title, name in zip(range(len(CELLS)), COLUMNS, CELLS, strict=True):
        head[cell].text = title
        row[cell].text = f"{{{{ row.{name} }}}}"
    for cell, sign in zip(row, MERGED, strict=False):
        merge = OxmlElement("w:vMerge")
        merge.set(qn("w:val"), f"{{{{ row.{sign} }}}}")  # in an attribute: by hand nobody could write it in Word
        cell._tc.get_or_add_tcPr().append(merge)
    template.save(str(workshop / TEMPLATE))


def write_data(kind: str, rows: int, count: int, out: Path) -> None:
    """The workload of ``peers`` or of ``drafter`` as JSON: one file, or a folder of them with a seed each."""
    from workload import WORKLOADS

    if count:
        out.mkdir(parents=True, exist_ok=True)
    for number in range(1, max(count, 1) + 1):
        text = json.dumps(WORKLOADS[kind](rows, number), ensure_ascii=False)
        (out / f"{number:04d}.json" if count else out).write_text(text, encoding="utf-8")


def counted(path: Path) -> dict[str, int]:
    """What a report holds, read with python-docx: texts with a word in them, the largest table, merged cells in it."""
    import docx
    from docx.oxml.ns import qn
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    document = docx.Document(str(path))
    texts: list[str] = []
    headings = 0
    tables = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            tables.append(block._tbl)
        elif isinstance(block, Paragraph) and block.text.strip():
            style = block.style.name if block.style is not None else None
            headings += style == "Heading 1"
            if style in ("Normal", "Body Text", "First Paragraph"):  # the last two are pandoc's
                texts.append(block.text)
    cells = ["".join(text.text or "" for text in table.iter(qn("w:t"))) for table in tables]
    largest = max(tables, key=lambda table: len(table.tr_lst))
    return {
        "headings": headings,
        "paragraphs": len(texts),
        "characters": sum(map(len, texts)),
        "rows": sum(len(table.tr_lst) for table in tables),
        "columns": len(largest.tblGrid.gridCol_lst),
        "cell_characters": sum(map(len, cells)),
        "merged": sum(1 for _ in largest.iter(qn("w:vMerge"))),
        "bytes": path.stat().st_size,
    }


def jobs(data: Path, out: Path) -> Iterator[tuple[Path, Path]]:
    """Pairs of a file to read and a file to write."""
    if not data.is_dir():
        yield data, out
        return
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(data.iterdir()):
        yield path, out / f"{path.stem}.docx"


def main() -> None:
    name, *words = sys.argv[1:]
    if name == "prepare":
        prepare(Path(words[0]))
    elif name == "data":
        write_data(words[0], int(words[1]), int(words[2]), Path(words[3]))
    elif name == "count":
        print(json.dumps(counted(Path(words[0]))))
    elif name == "drafter":
        reports_of_drafter(Path(words[1]), Path(words[2]))
    else:
        workshop, data, out = map(Path, words)
        write = WRITERS[name](workshop)
        for source, target in jobs(data, out):
            write(json.loads(source.read_text(encoding="utf-8")), target)


if __name__ == "__main__":
    main()
