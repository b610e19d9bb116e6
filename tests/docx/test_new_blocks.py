"""Blocks of a new draft, drawn for a file that somebody else has saved."""

import re
from pathlib import Path

import pytest
from lxml import etree

from drafter.blocks import Cell, Row, Table
from drafter.docx.new_blocks import NewBlocks
from drafter.docx.opening import open_docx
from drafter.docx.read import read_blocks, text_of
from drafter.docx.reference import look
from drafter.docx.write import render
from drafter.docx.xml import MAIN
from tests.helpers.libreoffice import converted, needs_libreoffice
from tests.helpers.samples import HOSTILE, HOSTILE_AS_PRINTED, changed, draft, every_kind, indicator_table, part, text

W = f"{{{MAIN}}}"
STYLES = "word/styles.xml"


def drawn(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{MAIN}">{xml}</w:body>')[0]


def renamed(docx: bytes) -> bytes:
    """Every style id made anew, the names kept, as LibreOffice and Chinese Word do."""
    ids = re.findall(r'w:styleId="([^"]+)"', part(docx, STYLES))
    parts = {}
    for name in (STYLES, "word/document.xml"):
        xml = part(docx, name)
        for number, style in enumerate(ids):
            xml = xml.replace(f'"{style}"', f'"s{number}"')
        parts[name] = xml.replace('<w:name w:val="heading 1"/>', '<w:name w:val="Heading 1"/>').encode()
    return changed(docx, parts)


def test_every_paragraph_is_drawn_as_the_writer_draws_it() -> None:
    sample = draft(
        text("title", "某单位2020年度部门整体绩效自评报告", block_id="题"),
        text("heading1", "一、自评结论", block_id="一"),
        text("body", "主要原因是【待补充：偏差原因】。", block_id="正文"),
        text("unit", "某单位", block_id="落款"),
        text("date", "2021年3月5日", block_id="日期"),
    )
    docx = render(sample)
    pieces = NewBlocks(open_docx(docx), sample)
    written = re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", part(docx, "word/document.xml"))
    for block in sample.blocks():
        assert pieces.paragraph(block.id) in written


def test_ids_of_her_file_are_found_by_the_names_of_its_styles() -> None:
    sample = draft(text("heading1", "一、自评结论", block_id="一"), indicator_table(3))
    hers = renamed(render(sample))
    styles = dict(re.findall(r'w:styleId="([^"]+)"[^>]*><w:name w:val="([^"]+)"', part(hers, STYLES)))
    pieces = NewBlocks(open_docx(hers), sample)
    xml = pieces.paragraph("一") + pieces.table("表")
    used = {styles[style] for style in re.findall(r'Style w:val="([^"]+)"', xml)}
    assert used == {"Heading 1", "Table Grid", "表格正文", "表格表头", "待补充"}


def test_what_her_file_lacks_is_plain_and_a_table_keeps_its_lines() -> None:
    sample = draft(text("body", "甲【待补充：乙】", block_id="段"), indicator_table(2))
    bare = changed(render(sample), {STYLES: f'<w:styles xmlns:w="{MAIN}"/>'.encode()})
    pieces = NewBlocks(open_docx(bare), sample)
    assert "Style" not in pieces.paragraph("段") + pieces.table("表")
    table = drawn(pieces.table("表"))
    order = [etree.QName(child).localname for child in table.find(f"{W}tblPr")]
    assert order == ["tblW", "jc", "tblBorders", "tblLayout", "tblCellMar"]
    assert text_of(drawn(pieces.paragraph("段"))) == "甲【待补充：乙】"


def test_a_row_is_that_of_the_table_with_its_widths() -> None:
    sample = draft(indicator_table(7), landscape=True)
    pieces = NewBlocks(open_docx(render(sample)), sample)
    table = pieces.table("表")
    rows = [pieces.row("表", name) for name in ("表/head", *(f"表/{number}" for number in range(7)))]
    assert table.endswith("".join(rows) + "</w:tbl>")
    width = sum(int(cell.get(f"{W}w")) for cell in drawn(rows[2]).iter(f"{W}tcW"))
    assert width == look().pages.lying.width
    assert drawn(rows[2]).find(f".//{W}vMerge").get(f"{W}val") == "continue"


def test_the_width_is_that_of_the_section_and_a_cover_has_its_own_styles() -> None:
    sample = every_kind(rows=2)
    pieces = NewBlocks(open_docx(render(sample)), sample)
    widths = [int(drawn(pieces.table(name)).find(f"{W}tblPr/{W}tblW").get(f"{W}w")) for name in ("表", "表#3")]
    assert widths == [look().pages.upright.width, look().pages.lying.width]
    assert f'w:val="{look().ids["封面标题"]}"' in pieces.paragraph("段")


def test_hostile_text_stays_text() -> None:
    table = Table("表", (1,), (Row("行", (Cell(HOSTILE + "</w:tr><w:tr>"),)),))
    sample = draft(text("body", HOSTILE, block_id="段"), table)
    pieces = NewBlocks(open_docx(render(sample)), sample)
    assert text_of(drawn(pieces.paragraph("段"))) == HOSTILE_AS_PRINTED
    assert text_of(drawn(pieces.row("表", "行")).find(f".//{W}p")).startswith(HOSTILE_AS_PRINTED)


@pytest.mark.parametrize(
    ("kind", "wanted"), [("paragraph", "没有"), ("paragraph", "表"), ("table", "段"), ("table", "无")]
)
def test_what_the_draft_does_not_have_is_a_key_error(kind: str, wanted: str) -> None:
    sample = draft(text("body", "甲", block_id="段"), indicator_table(1))
    pieces = NewBlocks(open_docx(render(sample)), sample)
    with pytest.raises(KeyError):
        getattr(pieces, kind)(wanted)
    with pytest.raises(KeyError):
        pieces.row("表", "没有")


@needs_libreoffice
def test_pieces_go_into_a_file_that_libreoffice_has_saved(tmp_path: Path) -> None:
    sample = draft(
        text("heading1", "一、自评结论", block_id="一"), text("body", "甲", block_id="段"), indicator_table(2)
    )
    (tmp_path / "a.docx").write_bytes(render(sample))
    (out,) = converted([tmp_path / "a.docx"], "docx", tmp_path / "out")
    saved = out.read_bytes()
    pieces = NewBlocks(open_docx(saved), sample)
    added = pieces.paragraph("一") + pieces.paragraph("段") + pieces.table("表")
    document = part(saved, "word/document.xml").replace("<w:body>", f"<w:body>{added}", 1)
    heading, body, table, *others = read_blocks(changed(saved, {"word/document.xml": document.encode()}))
    assert (heading, body, table.texts) == (others[0], others[1], others[2].texts)
