"""The look of the reports is one Word file: what a person changes in it, the next draft has."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENTATION
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from drafter.docx.read import read_outline
from drafter.docx.reference import FALLBACK, StyleFile, look
from drafter.docx.styles import USED_STYLES
from drafter.docx.write import render
from drafter.files import STYLE_FILE, shared_style_file
from drafter.findings import InputError
from tests.helpers.examples import ROOT, SHIFENG
from tests.helpers.office_merge import OFFICE
from tests.helpers.samples import every_kind, part

SHARED = ROOT / "templates" / STYLE_FILE


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the style file to change."""
    return Path(shutil.copy(SHARED, tmp_path / "本县样式.docx"))


def opened(docx: bytes) -> Document:
    return Document(BytesIO(docx))


def face(document: Document, style: str) -> str:
    return document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia"))


def test_it_shows_a_sample_of_every_style_that_a_report_uses() -> None:
    assert StyleFile(SHARED).missing() == []
    document = Document(SHARED)
    body = document.element.body
    shown = {e.get(qn("w:val")) for e in body.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))}
    ids = {style.name: style.style_id for style in document.styles}
    hidden = {"Normal", "footer"}  # paragraphs without a style; at the foot of the page
    names = {"heading 1": "Heading 1", "heading 2": "Heading 2", "heading 3": "Heading 3", "heading 4": "Heading 4"}
    assert {ids[names.get(name, name)] for name in USED_STYLES if name not in hidden} <= shown


def test_the_fallback_has_the_styles_of_the_shared_file() -> None:
    """The one that a person edits and the one that stands in for what it lacks: a new style goes into both."""
    names = {(style.type, style.name) for style in Document(FALLBACK).styles}
    assert names == {(style.type, style.name) for style in Document(SHARED).styles}
    assert StyleFile(FALLBACK).missing() == []


def without_styles(document: Document) -> None:
    for style in list(document.styles):
        if style.name in ("表题", "Heading 1", "Table Grid", "Footer", "footer"):
            style.element.getparent().remove(style.element)


def without_footers(document: Document) -> None:
    for section in document.sections:
        for name in ("headerReference", "footerReference"):
            for reference in list(section._sectPr.iterchildren(qn(f"w:{name}"))):
                section._sectPr.remove(reference)


def without_theme(document: Document) -> None:
    document.part.rels.pop(next(n for n, each in document.part.rels.items() if each.reltype == RT.THEME))


@pytest.mark.parametrize("edit", [without_styles, without_footers, without_theme])
def test_what_was_taken_out_of_the_shared_file_is_as_it_came_with_the_program(
    edit: Callable[[Document], None], tmp_path: Path
) -> None:
    """A checkout of its own, for its ``templates/reference.docx`` is the shared file and all others' stand-in."""
    for folder in ("drafter", "templates", "phrasebank"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    document = Document(tmp_path / "templates" / STYLE_FILE)
    edit(document)
    document.save(tmp_path / "templates" / STYLE_FILE)
    command = [sys.executable, "-m", "drafter", "draft", str(SHIFENG), "-o", str(tmp_path / "out"), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    report = next((tmp_path / "out").glob("*.docx")).read_bytes()
    assert StyleFile(written(tmp_path / "报告.docx", report)).missing() == []
    assert "PAGE" in "".join(section.footer._element.xml for section in opened(report).sections)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_python_docx_opens_a_report_and_finds_its_styles_by_name() -> None:
    document = opened(render(every_kind()))
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"公文标题", "Heading 1", "Heading 2", "Normal", "表题", "附注", "落款", "成文日期", "封面标题"} <= used
    assert {table.style.name for table in document.tables} == {"Table Grid"}
    assert {p.style.name for p in document.tables[0].rows[0].cells[0].paragraphs} == {"表格表头"}
    assert document.styles["Normal"].font.size == Pt(16)


def test_a_changed_style_and_page_are_those_of_the_next_draft(own: Path) -> None:
    style_file = Document(own)
    style_file.styles["Heading 1"].font.size = Pt(18)
    for section in style_file.sections:
        section.left_margin = Mm(20)
    style_file.save(own)
    document = opened(render(every_kind(), pack_file=own))
    assert document.styles["Heading 1"].font.size == Pt(18)
    assert {round(section.left_margin.mm) for section in document.sections} == {20}
    upright = next(s for s in document.sections if s.orientation == WD_ORIENTATION.PORTRAIT)
    width = upright.page_width - upright.left_margin - upright.right_margin
    (across,) = document.tables[0]._tbl.tblPr.iterchildren(qn("w:tblW"))
    assert int(across.get(qn("w:w"))) == width.twips if hasattr(width, "twips") else round(width / 635)


def test_a_file_without_a_page_that_lies_has_its_own_turned_round(own: Path) -> None:
    document = Document(own)
    breaks = list(document.element.body.iter(qn("w:sectPr")))
    document.element.body.remove(breaks[-1])  # the page that lies is the last one
    last = breaks[-2]
    document.element.body.append(last)
    document.save(own)
    assert [s.orientation for s in Document(own).sections] == [WD_ORIENTATION.PORTRAIT] * 2
    lying = next(s for s in opened(render(every_kind(), pack_file=own)).sections if s.orientation)
    assert (round(lying.page_width.mm), round(lying.page_height.mm)) == (297, 210)
    margins = (lying.top_margin, lying.right_margin, lying.bottom_margin, lying.left_margin)
    assert [round(margin.mm) for margin in margins] == [28, 37, 26, 35]


def test_a_file_without_headers_and_footers_has_our_page_numbers(tmp_path: Path) -> None:
    plain = tmp_path / "空白.docx"
    Document().save(plain)
    docx = render(every_kind(), reference=plain)
    footers = [section.footer for section in opened(docx).sections]
    assert ["PAGE" in footer._element.xml for footer in footers] == [False, True, True, True]
    assert read_outline(docx) == read_outline(render(every_kind()))


def test_the_second_font_set_is_put_in_but_not_into_a_file_that_the_unit_brings(own: Path) -> None:
    for docx in (render(every_kind(), fonts="gb"), render(every_kind(), fonts="gb", pack_file=own)):
        assert face(opened(docx), "Normal") == "仿宋_GB2312"
        assert face(opened(docx), "公文标题") == "方正小标宋简体"
        assert opened(docx).styles["公文标题"].font.bold is False
        assert face(opened(docx), "表格正文") == "宋体"
    assert face(opened(render(every_kind(), fonts="gb", reference=own)), "Normal") == "仿宋"


def test_text_and_settings_of_the_style_file_stay_behind(own: Path) -> None:
    document = Document(own)
    for name in ("trackRevisions", "documentProtection"):
        document.settings.element.insert(1, document.settings.element.makeelement(qn(f"w:{name}"), {}))
    document.core_properties.author = "样式的作者"
    document.save(own)
    docx = render(every_kind(), pack_file=own)
    assert read_outline(docx) == read_outline(render(every_kind()))
    settings = part(docx, "word/settings.xml")
    assert "evenAndOddHeaders" in settings
    assert not any(name in settings for name in ("trackRevisions", "documentProtection"))
    assert opened(docx).core_properties.author == "某单位"


def test_margins_that_leave_no_room_are_told_in_one_line(own: Path) -> None:
    document = Document(own)
    for section in document.sections:
        section.left_margin = Mm(160)
    document.save(own)
    with pytest.raises(InputError, match=r"本县样式\.docx：页边距之内只有 24×225 毫米；应"):
        render(every_kind(), pack_file=own)


def test_a_file_that_python_docx_cannot_open_is_told_in_one_line(own: Path) -> None:
    from tests.helpers.samples import changed

    types = part(own.read_bytes(), "[Content_Types].xml").replace("document.main+xml", "template.main+xml")
    own.write_bytes(changed(own.read_bytes(), {"[Content_Types].xml": types.encode()}))
    with pytest.raises(InputError, match=r"本县样式\.docx：文件内部不完整，或是模板文件"):
        render(every_kind(), pack_file=own)


def test_a_file_that_was_changed_meanwhile_is_read_again(own: Path) -> None:
    before = look(pack_file=own)
    assert look(pack_file=own) is before
    document = Document(own)
    document.styles["Heading 1"].font.size = Pt(20)
    document.save(own)
    os.utime(own, ns=(1, 1))
    assert look(pack_file=own) is not before


def test_the_file_of_the_working_folder_wins_over_that_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shared_style_file().samefile(SHARED)
    (tmp_path / "templates").mkdir()
    overlay = Document(SHARED)
    overlay.styles["Heading 1"].font.size = Pt(18)
    overlay.save(tmp_path / "templates" / STYLE_FILE)
    assert opened(render(every_kind())).styles["Heading 1"].font.size == Pt(18)


def at_libreoffice(path: Path, folder: Path) -> None:
    """Opens a file in LibreOffice, gives 标题 1 another size and face in its own format, and saves it as Word again."""
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    out = ["--outdir", str(folder / "out")]
    subprocess.run([*command, "--convert-to", "fodt", *out, str(path)], check=True, capture_output=True, timeout=240)
    flat = folder / "out" / f"{path.stem}.fodt"
    tree = etree.parse(flat, etree.XMLParser(huge_tree=True))
    (heading,) = tree.xpath('//office:styles/style:style[@style:display-name="Heading 1"]', namespaces=ODF)
    (text,) = heading.iterchildren(f"{{{ODF['style']}}}text-properties")
    for size in (f"{{{ODF['style']}}}font-size-asian", f"{{{ODF['fo']}}}font-size"):
        text.set(size, "20pt")
    text.attrib.pop(f"{{{ODF['style']}}}font-name-asian", "")
    text.set(f"{{{ODF['style']}}}font-family-asian", "华文中宋")
    tree.write(flat, encoding="utf-8", xml_declaration=True)
    saved = [*command, "--convert-to", "docx:MS Word 2007 XML", *out, str(flat)]
    subprocess.run(saved, check=True, capture_output=True, timeout=240)
    shutil.copy(folder / "out" / path.name, path)


ODF = {
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_what_a_person_changes_in_libreoffice_is_in_the_next_draft(own: Path, tmp_path: Path) -> None:
    at_libreoffice(own, tmp_path)
    docx = render(every_kind(), pack_file=own)
    document = opened(docx)
    assert (face(document, "Heading 1"), face(document, "Heading 2")) == ("华文中宋", "楷体")
    assert document.styles["Heading 1"].font.size == Pt(20)
    assert read_outline(docx) == read_outline(render(every_kind()))
    feet = [section.footer._element.xml for section in document.sections]
    assert ["PAGE" in foot for foot in feet] == [False, True, True, True]
