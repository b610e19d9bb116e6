"""LibreOffice saves a file with our marks in it, and they are found and taken back all the same."""

from pathlib import Path

from drafter.docx.manuscript import Edit, LiveParagraph, LiveTable, Manuscript
from drafter.docx.opening import open_docx
from drafter.docx.views import views
from drafter.docx.write import render
from tests.helpers.libreoffice import converted, needs_libreoffice
from tests.helpers.samples import every_kind, part

PROPOSALS = [("85.84", "90.00"), ("15.00", "15.50"), ("", "新的一段"), ("（1）数量指标", ""), ("，绩效", "")]


def proposed() -> Manuscript:
    manuscript = Manuscript(open_docx(render(every_kind(rows=4))))
    paragraphs = [block for block in manuscript.blocks if isinstance(block, LiveParagraph)]
    tables = [block for block in manuscript.blocks if isinstance(block, LiveTable)]
    scored = next(p for p in paragraphs if "85.84" in p.text)
    start = scored.text.index("85.84")
    scored.apply([Edit(start, start + 5, "90.00", tracked=True, note="三个数不同")])
    next(p for p in paragraphs if p.text == "（1）数量指标").delete(tracked=True, note="数据里没有了")
    outputs = next(p for p in paragraphs if p.text == "1.产出指标")
    manuscript.insert_after(outputs, "<w:p><w:r><w:t>新的一段</w:t></w:r></w:p>", tracked=True)
    tables[0].rows[1].cells[4].apply([Edit(0, 5, "15.50", tracked=True)])
    tables[0].rows[3].delete(tracked=True)
    row = "<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>新行</w:t></w:r></w:p></w:tc><w:tc><w:tcPr/><w:p/></w:tc></w:tr>"
    tables[1].rows[1].insert_after(row, tracked=True)
    return manuscript


@needs_libreoffice
def test_libreoffice_keeps_anchors_and_marks(tmp_path: Path) -> None:
    docx = proposed().packed()
    before = views(docx)
    assert before.tracked == 6
    (tmp_path / "报告.docx").write_bytes(docx)
    (out,) = converted([tmp_path / "报告.docx"], "docx:MS Word 2007 XML", tmp_path / "out")
    saved = out.read_bytes()
    manuscript, same = Manuscript(open_docx(saved)), Manuscript(open_docx(docx))
    assert anchors(manuscript) == anchors(same)
    back = manuscript.take_back(PROPOSALS)
    assert set(back.spans) == {("85.84", "90.00"), ("15.00", "15.50")}
    assert sorted(back.notes) == ["三个数不同", "数据里没有了"]
    assert back.gone == ("|指标3|≥2000人次|2105人次|15.00|14.50|审核返工，部分补贴跨年兑付", "（1）数量指标")
    assert set(back.added) == {"新的一段", "新行|"}
    assert views(manuscript.packed()).accepted == before.rejected
    assert "drafter" not in part(manuscript.packed(), "word/document.xml")


def anchors(manuscript: Manuscript) -> set[str]:
    found: set[str] = set()
    for block in manuscript.blocks:
        rows = block.rows if isinstance(block, LiveTable) else ()
        found.update(block.anchors if isinstance(block, LiveParagraph) else ())
        found.update(name for row in rows for name in row.anchors)
    return found
