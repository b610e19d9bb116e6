"""A draft becomes a Word file that says the same, in the styles that a person finds in Word's list."""

import re
import subprocess
import sys
import time
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.blocks import Cell, Draft, Row, Run, Section, Table, Text, TextKind
from drafter.docx.read import read_blocks, read_outline, read_sections, texts_of
from drafter.docx.styles import FONT_SETS, OTHER_NAMES
from drafter.docx.write import render
from tests.helpers.office_merge import OFFICE, resaved
from tests.helpers.samples import HOSTILE, HOSTILE_AS_PRINTED, SENTENCE, draft, every_kind, part, table, text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_every_kind_of_block_is_read_back_in_its_style() -> None:
    lines = read_outline(render(every_kind(rows=2))).splitlines()
    assert lines == [
        "[封面标题] 某单位",
        "[封面标题] 2020年度部门整体绩效自评报告",
        "[封面落款] 某单位",
        "[封面落款] 2021年3月5日",
        "[公文标题] 某单位",
        "[公文标题] 2020年度部门整体绩效自评报告",
        "[标题 1] 一、自评结论",
        "[标题 2] （一）自评得分",
        f"[正文] {SENTENCE * 3}",
        "[标题 3] 1.产出指标",
        "[标题 4] （1）数量指标",
        "[正文] （一）兑现时间未达标。逾期20天，失2.50分。主要原因是【待补充：偏差原因】。",
        "[正文] 粗和斜，半个缺口【待补充：依据】。",
        "[表题] 表1 绩效目标完成情况",
        "[表] 年度目标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因",
        "[表] 目标1↵人才服务 | 指标1 | ≥2000人次 | 2105人次 | 15.00 | 14.50 | 审核返工，部分补贴跨年兑付",
        "[表] 〃 | 指标2 | ≥2000人次 | 2105人次 | 15.00 | 14.50 | 【待补充：偏差原因】",
        "[表] 甲 | 乙",
        "[表] 1 | 2",
        "[附注] 注：金额单位为万元。",
        "[落款] 某单位",
        "[成文日期] 2021年3月5日",
        "[横向]",
        "[表题] 部门整体绩效自评表",
        "[表] 年度目标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因",
        "[表] 目标1↵人才服务 | 指标1 | ≥2000人次 | 2105人次 | 15.00 | 14.50 | 审核返工，部分补贴跨年兑付",
        "[表] 〃 | 指标2 | ≥2000人次 | 2105人次 | 15.00 | 14.50 | 【待补充：偏差原因】",
        "[纵向]",
        f"[正文] {SENTENCE}",
    ]


def test_same_draft_gives_the_same_bytes() -> None:
    assert render(every_kind()) == render(every_kind())


def test_every_xml_part_parses_and_every_style_exists() -> None:
    docx = render(every_kind())
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        trees = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    known = {style.get(f"{W}styleId") for style in trees["word/styles.xml"].iter(f"{W}style")}
    pointers = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
    used = {e.get(f"{W}val") for tree in trees.values() for e in tree.iter(*(W + name for name in pointers))}
    assert used <= known
    assert {"ReportTitle", "Heading1", "TableText", "LeadWords", "Gap", "Footer"} <= used


def test_no_theme_face_overrules_a_named_one() -> None:
    assert "Theme=" not in part(render(every_kind()), "word/styles.xml")


@pytest.mark.parametrize("fonts", FONT_SETS)
def test_faces_are_those_of_the_font_set_and_have_other_names(fonts: str) -> None:
    docx = render(every_kind(), fonts=fonts)
    styles, font_table = part(docx, "word/styles.xml"), part(docx, "word/fontTable.xml")
    for role, face in FONT_SETS[fonts].items():
        if role != "title_bold":
            assert f'w:eastAsia="{face}"' in styles
            assert f'<w:font w:name="{face}"><w:altName w:val="{OTHER_NAMES[face]}"/>' in font_table
    assert "@" not in styles


def test_unknown_font_set_is_an_error() -> None:
    with pytest.raises(KeyError):
        render(every_kind(), fonts="mac")


def test_gaps_are_highlighted_also_in_cells_and_across_runs() -> None:
    document = part(render(every_kind(rows=2)), "word/document.xml")
    runs = re.findall(r'<w:r><w:rPr><w:rStyle w:val="Gap"/>(.*?)</w:r>', document)
    words = ["".join(re.findall(r"<w:t[^>]*>(.*?)</w:t>", run)) for run in runs]
    assert words == ["【待补充：偏差原因】", "【待补", "充：依据】", "【待补充：偏差原因】", "【待补充：偏差原因】"]
    assert all('<w:highlight w:val="yellow"/>' in run for run in runs)


def test_chinese_runs_say_so_and_figures_do_not() -> None:
    document = part(render(draft(text("body", "“甲”", Run("15.00", "bold")))), "word/document.xml")
    assert '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">“甲”' in document
    assert '<w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">15.00' in document


@pytest.mark.parametrize(
    "hostile", [HOSTILE, "\t前\t后\t", "  两端空格  ", "换\n行\r\n也\r行", "", "长" * 10_000, "x" * 10_000]
)
def test_hostile_text_prints_as_it_is(hostile: str) -> None:
    docx = render(draft(text("body", hostile), table(("甲", "乙"), (hostile, hostile))))
    paragraph, cells = read_blocks(docx)
    printed = hostile.replace(HOSTILE, HOSTILE_AS_PRINTED).replace("\r\n", "\n").replace("\r", "\n")
    assert (paragraph.style, paragraph.text) == ("正文", printed)
    assert isinstance(cells, Table)
    assert texts_of(cells) == [("甲", "乙"), (printed, printed)]


@settings(deadline=None)  # machines that run tests are busy
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_comes_back_without_what_xml_cannot_hold(anything: str) -> None:
    docx = render(Draft("完整版", anything, anything, (Section((text("body", anything),)),)))
    legal = "".join(
        c for c in anything if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    (paragraph,) = read_blocks(docx)
    assert paragraph.texts == (legal.replace("\r\n", "\n").replace("\r", "\n"),)
    etree.fromstring(part(docx, "docProps/core.xml").encode())


def test_sections_lie_as_the_draft_says() -> None:
    assert [section.landscape for section in read_sections(render(every_kind()))] == [False, False, True, False]


def test_page_is_that_of_the_standard() -> None:
    document = part(render(every_kind()), "word/document.xml")
    assert document.count('<w:pgSz w:w="11906" w:h="16838"/>') == 3
    assert document.count('<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>') == 1
    assert '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"' in document
    assert document.count('<w:docGrid w:type="lines" w:linePitch="579"/>') == 4


def test_cover_has_no_page_number_and_the_report_begins_with_page_one() -> None:
    docx = render(every_kind())
    cover, report, *_ = re.findall(r"<w:sectPr>.*?</w:sectPr>", part(docx, "word/document.xml"))
    targets = dict(
        re.findall(r'Id="(rId\d+)" Type="[^"]*/footer" Target="([^"]+)"', part(docx, "word/_rels/document.xml.rels"))
    )
    cover_feet, report_feet = ([targets[i] for i in re.findall(r'r:id="(rId\d+)"', s)] for s in (cover, report))
    assert [("PAGE" in part(docx, f"word/{foot}")) for foot in cover_feet] == [False, False]
    assert [("PAGE" in part(docx, f"word/{foot}")) for foot in report_feet] == [True, True]
    assert 'w:jc w:val="right"' in part(docx, f"word/{report_feet[0]}")
    assert 'w:jc w:val="left"' in part(docx, f"word/{report_feet[1]}")
    assert '<w:pgNumType w:start="1"/>' in report
    assert "<w:evenAndOddHeaders/>" in part(docx, "word/settings.xml")


def test_page_field_is_whole() -> None:
    footer = part(render(every_kind()), "word/footer1.xml")
    assert re.findall(r'fldCharType="(\w+)"', footer) == ["begin", "separate", "end"]
    assert re.sub(r"<[^>]+>", "", footer).endswith("—  PAGE 1 —")


def test_tables_do_not_grow_together_and_a_last_table_is_followed_by_a_paragraph() -> None:
    document = part(render(draft(table(("甲",)), table(("乙",)))), "word/document.xml")
    assert document.count("<w:tbl>") == 2
    assert "</w:tbl><w:tbl>" not in document
    assert "</w:tbl><w:sectPr>" not in document


@pytest.mark.parametrize(
    "empty", [Draft("完整版", "", ""), Draft("完整版", "", "", (Section(()), Section((), landscape=True)))]
)
def test_empty_draft_is_an_empty_document(empty: Draft) -> None:
    assert read_blocks(render(empty)) == ()


def test_title_and_unit_are_the_properties_of_the_file() -> None:
    properties = Document(BytesIO(render(every_kind()))).core_properties
    assert (properties.title, properties.author) == ("2020年度部门整体绩效自评报告", "某单位")
    assert properties.last_modified_by == "某单位"
    assert properties.created == properties.modified == datetime(2000, 1, 1, tzinfo=properties.created.tzinfo)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["draft", "--help"], ["packs", "list"]])
def test_what_writes_no_word_file_does_not_import_python_docx(arguments: list[str]) -> None:
    program = (
        f"import sys; sys.argv[1:] = {arguments!r}\n"
        "from drafter.__main__ import main\n"
        "try: code = main()\nexcept SystemExit as end: code = end.code\n"
        "sys.exit(code or 'docx' in sys.modules or 'lxml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, stdout=subprocess.DEVNULL).returncode == 0


def test_two_thousand_rows_are_written_in_seconds_not_minutes() -> None:
    large = every_kind(rows=2000)
    start = time.perf_counter()
    render(large)
    assert time.perf_counter() - start < 5  # 0.3 s on a quiet machine; a quadratic writer needs minutes


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_file_and_keeps_its_text() -> None:
    docx = render(every_kind())
    saved = read_outline(resaved({"报告": docx})["报告"]).replace("[正文]\n", "")  # it adds one after a table
    assert saved == read_outline(docx)


@pytest.mark.parametrize(("kind", "style"), [("formula", "算式"), ("annexes", "附件说明"), ("annex", "附件")])
def test_formulas_and_annexes_stand_at_the_left_in_styles_of_their_own(kind: TextKind, style: str) -> None:
    section = Section((Text("a", kind, "附件1"), Text("b", "body", "正文")))
    document = Document(BytesIO(render(Draft("完整版", "题", "某局", (section,)))))
    paragraph = document.paragraphs[0]
    assert paragraph.style.name == style
    assert paragraph.style.paragraph_format.alignment == WD_PARAGRAPH_ALIGNMENT.LEFT


def test_the_last_row_of_a_table_stays_with_its_note_and_notes_do_not_pull_each_other_over() -> None:
    rows = tuple(Row(f"r{n}", (Cell("甲"),)) for n in range(3))
    table = Table("t", widths=(1,), rows=rows)
    section = Section((table, Text("n1", "note", "备注：1.甲"), Text("n2", "note", "2.乙")))
    document = Document(BytesIO(render(Draft("完整版", "题", "某局", (section,)))))
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in document.tables[0].rows]
    assert kept == [None, None, True]
    assert [p.paragraph_format.keep_with_next for p in document.paragraphs if p.text] == [None, None]
