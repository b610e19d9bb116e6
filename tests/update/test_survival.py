"""What else stands in her file is there after an update as it was: notes, boxes, fields, pictures, links, controls."""

import re

import pytest

from drafter.blocks import Cell, Draft, Row, Section, Table, Text
from drafter.docx.opening import open_docx
from drafter.docx.views import views
from drafter.docx.write import render
from drafter.revise import Revised, revised
from drafter.state.base import carried
from tests.helpers.samples import changed, part
from tests.helpers.scenarios import state_for

DOCUMENT = "word/document.xml"
FOOTNOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="2"><w:p><w:r><w:t>据决算报表 3411.33万元。</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="9" cy="9"/><wp:docPr id="7" name="图"/></wp:inline></w:drawing></w:r>'
)
BOX = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>旁注：3411.33万元</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF 附件 </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>见附件</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
CONTENTS = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、预算执行情况1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
)
NESTED = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:tbl><w:tblPr/><w:tblGrid><w:gridCol/>"
    "</w:tblGrid><w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>内表</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
)


def draft(spent: str, *, told: bool = True) -> Draft:
    blocks = (
        Text("heading/1", "heading1", "一、预算执行情况"),
        Text("execution", "body", f"（一）全年支出{spent}万元，资金到位及时。"),
        *((Text("shortfall", "body", "（二）培训人次未达标，主要原因是场次取消。"),) if told else ()),
        Table(
            "t", (1, 1), (Row("head", (Cell("项目"), Cell("支出")), header=True), Row("r", (Cell("培训"), Cell(spent))))
        ),
    )
    return Draft("完整版", "报告", "某单位", (Section(blocks),))


def her_file() -> bytes:
    """The report with all of it put in."""
    first = draft("3411.33")
    content = render(first, state=state_for(first, 1))
    text = part(content, DOCUMENT)
    text = text.replace("<w:body>", f"<w:body>{CONTENTS}", 1)
    text = text.replace("</w:tbl>", f"</w:tbl><w:p/>{NESTED}<w:p/>", 1)
    text = re.sub(
        r"(全年支出3411\.33万元，资金到位及时。</w:t></w:r>)", rf"\1{NOTE}{FIELD}{BOX}{PICTURE}", text, count=1
    )
    text = re.sub(r"(主要原因是场次取消。</w:t></w:r>)", rf"\1{PICTURE}", text, count=1)
    return changed(content, {DOCUMENT: text.encode(), "word/footnotes.xml": FOOTNOTES.encode()})


def update(content: bytes, now: Draft) -> Revised:
    base = carried(open_docx(content)).state
    return revised(content, "报告.docx", base, now, state_for(now, base.generation + 1))


@pytest.mark.parametrize("kept", [NOTE, FIELD, BOX, PICTURE, CONTENTS, NESTED], ids=lambda xml: xml[5:25])
def test_what_else_stands_in_her_file_stays(kept: str) -> None:
    hers = her_file()
    out = update(hers, draft("3512.40")).content
    assert "（一）全年支出3512.40万元，资金到位及时。见附件" in views(out).accepted
    assert "培训|3512.40" in views(out).accepted
    for name in set(re.findall(r"<w:(?:footnoteReference|fldChar|instrText|txbxContent|drawing|sdt|pict)\b", kept)):
        assert part(out, DOCUMENT).count(name) == part(hers, DOCUMENT).count(name), name
    assert "旁注：3411.33万元" in part(out, DOCUMENT)
    assert "一、预算执行情况1" in part(out, DOCUMENT)
    assert part(out, "word/footnotes.xml") == FOOTNOTES
    assert not views(out).comments


def test_a_paragraph_with_a_picture_is_struck_out_and_not_lost() -> None:
    out = update(her_file(), draft("3411.33", told=False)).content
    assert part(out, DOCUMENT).count("<w:drawing") == 2
    assert any("培训人次未达标" in line for line in views(out).rejected)
    assert not any("培训人次未达标" in line for line in views(out).accepted)
    assert len(views(out).comments) == 1


def form(score: str, sentence: str) -> Draft:
    rows = (
        Row("head", (Cell("指标", colspan=2), Cell("得分")), header=True),
        Row("r", (Cell("产出指标"), Cell("兑现人数"), Cell(score))),
    )
    return Draft("完整版", "报告", "某单位", (Section((Text("b", "body", sentence), Table("f", (1, 1, 1), rows))),))


def test_a_form_that_she_drew_anew_keeps_its_comment_while_other_data_change() -> None:
    first = form("15", "全年支出3411.33万元。")
    content = render(first, state=state_for(first, 1))
    text = part(content, DOCUMENT)
    start = text.rindex("<w:tc>", 0, text.index("产出指标"))
    end = text.index("</w:tc>", start) + len("</w:tc>")
    hers = changed(content, {DOCUMENT: (text[:start] + text[end:]).encode()})  # two cells are one now
    once = update(hers, form("14", "全年支出3411.33万元。"))
    told = [said for _, said in views(once.content).comments]
    assert len(told) == 1
    assert "产出指标|兑现人数|14" in told[0]
    again = update(once.content, form("14", "全年支出3512.40万元。"))
    assert [said for _, said in views(again.content).comments] == told
    assert "兑现人数|15" in views(again.content).accepted
