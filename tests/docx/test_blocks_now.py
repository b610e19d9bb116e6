"""Whole paragraphs, rows, tables, the lines of cells: put in, taken out, struck; anchors and marks of hers live on."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.blocks import Table, grid
from drafter.docx.anchors import anchor_name
from drafter.docx.manuscript import Edit, LiveParagraph, LiveTable, Manuscript
from drafter.docx.opening import open_docx
from drafter.docx.read import read_blocks
from drafter.docx.views import views
from drafter.docx.write import render
from tests.helpers.raw_paragraphs import W, docx_of
from tests.helpers.samples import draft, every_kind, part, table, text

ANCHOR, OTHER = anchor_name("甲"), anchor_name("乙")
RUN = "<w:r><w:t>{}</w:t></w:r>"


def saved(manuscript: Manuscript) -> Manuscript:
    return Manuscript(open_docx(manuscript.packed()))


def texts(manuscript: Manuscript) -> list[str]:
    return [block.text for block in manuscript.blocks if isinstance(block, LiveParagraph)]


def three() -> Manuscript:
    return Manuscript(open_docx(docx_of(*(RUN.format(said) for said in "甲乙丙"))))


def paragraphs(manuscript: Manuscript) -> list[LiveParagraph]:
    return [block for block in manuscript.blocks if isinstance(block, LiveParagraph)]


def test_blocks_are_those_that_the_reader_tells() -> None:
    docx = render(every_kind(rows=3))
    told = [block for block in Manuscript(open_docx(docx)).blocks if isinstance(block, LiveTable) or block.text]
    for block, read in zip(told, read_blocks(docx), strict=True):
        if isinstance(block, LiveTable):
            assert isinstance(read, Table)
            laid = grid(read.rows)
            assert [[(c.text, c.span, c.merge) for c in row.cells] for row in block.rows] == [
                [(slot.text, slot.span, slot.merge) for slot in slots] for slots in laid
            ]
            assert [list(row.by_column()) for row in block.rows] == [[slot.column for slot in slots] for slots in laid]
            assert [row.is_header for row in block.rows] == [row.header for row in read.rows]
        else:
            assert (block.style, block.text) == (read.style, read.text)


def test_nothing_changed_is_nothing_changed() -> None:
    docx = render(every_kind(rows=3))
    assert Manuscript(open_docx(docx)).packed() == docx


@pytest.mark.parametrize("tracked", [False, True])
def test_a_paragraph_is_put_in(tracked: bool) -> None:
    manuscript = three()
    new = manuscript.insert_after(paragraphs(manuscript)[0], f"<w:p>{RUN.format('新')}</w:p>", tracked=tracked)
    assert new in manuscript.blocks
    manuscript.insert_before(paragraphs(manuscript)[0], f"<w:p>{RUN.format('前')}</w:p>", tracked=tracked)
    assert texts(manuscript) == ["前", "甲", "新", "乙", "丙"]
    both = views(manuscript.packed())
    assert both.accepted == ("前", "甲", "新", "乙", "丙")
    assert both.rejected == (("甲", "乙", "丙") if tracked else both.accepted)
    assert both.tracked == 2 * tracked
    again = saved(manuscript)
    assert again.take_back([("", "新"), ("", "前")]).added == (("前", "新") if tracked else ())
    assert texts(again) == list(both.rejected)


@pytest.mark.parametrize("tracked", [False, True])
def test_a_paragraph_goes(tracked: bool) -> None:
    manuscript = three()
    paragraphs(manuscript)[1].delete(tracked, note="数据里没有了")
    both = views(manuscript.packed())
    assert both.accepted == ("甲", "丙")
    assert both.rejected == (("甲", "乙", "丙") if tracked else ("甲", "丙"))
    assert both.comments == (("drafter", "数据里没有了"),)
    assert both.tracked == tracked
    again = saved(manuscript)
    back = again.take_back([("乙", "")])
    assert back.gone == ("乙",) * tracked
    assert back.notes == ("数据里没有了",)
    assert texts(again) == list(both.rejected)
    assert views(again.packed()).comments == ()
    assert "drafter" not in part(again.packed(), "word/document.xml")


def test_a_paragraph_that_ends_a_section_is_emptied() -> None:
    section = "<w:pPr><w:sectPr><w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/></w:sectPr></w:pPr>"
    manuscript = Manuscript(open_docx(docx_of(section + RUN.format("甲"), RUN.format("乙"))))
    paragraphs(manuscript)[0].delete()
    assert texts(manuscript) == ["", "乙"]
    assert "landscape" in part(manuscript.packed(), "word/document.xml")


def test_marks_of_hers_outlive_the_paragraph_that_they_began_in() -> None:
    comment = '<w:commentRangeStart w:id="5"/>{}<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
    manuscript = Manuscript(
        open_docx(
            docx_of(
                '<w:bookmarkStart w:id="1" w:name="她的"/>' + comment.format(RUN.format("甲")),
                RUN.format("乙") + '<w:bookmarkEnd w:id="1"/>',
            )
        )
    )
    assert paragraphs(manuscript)[0].holds_object
    paragraphs(manuscript)[0].delete()
    document = part(manuscript.packed(), "word/document.xml")
    assert [document.count(name) for name in ("bookmarkStart", "bookmarkEnd", "commentReference", "她的")] == [
        1,
        1,
        1,
        1,
    ]
    assert texts(manuscript) == ["乙"]


def test_anchors_follow_the_text() -> None:
    start, end = f'<w:bookmarkStart w:id="1" w:name="{ANCHOR}"/>', '<w:bookmarkEnd w:id="1"/>'
    empty = f'<w:bookmarkStart w:id="2" w:name="{OTHER}"/><w:bookmarkEnd w:id="2"/>'

    def found(*bodies: str) -> list[Sequence[str]]:
        return [paragraph.anchors for paragraph in paragraphs(Manuscript(open_docx(docx_of(*bodies))))]

    assert found(start + RUN.format("头"), RUN.format("尾") + end, RUN.format("外")) == [(ANCHOR,), (ANCHOR,), ()]
    assert found(start + RUN.format("头"), end + RUN.format("尾")) == [(ANCHOR,), ()]
    assert found(RUN.format("头") + start, RUN.format("尾") + end) == [(), (ANCHOR,)]
    assert found(empty + RUN.format("头"), start + end) == [(OTHER,), (ANCHOR,)]
    assert found(start + end.replace("1", "9"), RUN.format("无尾")) == [(), (ANCHOR,)]


def test_anchors_are_set_anew() -> None:
    manuscript = Manuscript(open_docx(render(draft(text("body", "甲"), text("body", "乙"), table(("丙",))))))
    first, second, *_ = paragraphs(manuscript)
    manuscript.anchor([(ANCHOR, first, second), (OTHER, first, first)])
    again = saved(manuscript)
    assert [paragraph.anchors for paragraph in paragraphs(again)][:2] == [(OTHER, ANCHOR), (ANCHOR,)]
    assert not [
        row.anchors for block in again.blocks if isinstance(block, LiveTable) for row in block.rows if row.anchors
    ]
    assert part(manuscript.packed(), "word/document.xml").count("bookmarkStart") == 2


def the_table(manuscript: Manuscript) -> LiveTable:
    return next(block for block in manuscript.blocks if isinstance(block, LiveTable))


@settings(deadline=None)
@given(st.data())
def test_the_lines_of_a_cell_become_what_was_asked(data: st.DataObject) -> None:
    lined = st.text(alphabet="甲乙35\n", max_size=8)
    manuscript = Manuscript(open_docx(render(draft(table((data.draw(lined), "旁"), ("一", "二"))))))
    cell = the_table(manuscript).rows[0].cells[0]
    before, tracked = cell.text, data.draw(st.booleans())
    edges = sorted(data.draw(st.lists(st.integers(0, len(before)), max_size=4)))
    edits = [Edit(s, e, data.draw(lined), tracked) for s, e in zip(edges[::2], edges[1::2], strict=False)]
    after = before
    for edit in reversed(edits):
        after = after[: edit.start] + edit.text + after[edit.end :]
    cell.apply(edits)
    both = views(manuscript.packed())
    assert both.accepted[0] == f"{after}|旁".replace("\n", "")
    assert both.rejected[0] == f"{before if tracked else after}|旁".replace("\n", "")
    if tracked:
        again = saved(manuscript)
        again.take_back([])
        assert the_table(again).rows[0].cells[0].text == before
    else:
        assert cell.text == after


@pytest.mark.parametrize("tracked", [False, True])
def test_rows_come_and_go(tracked: bool) -> None:
    manuscript = Manuscript(open_docx(render(draft(table(("甲", "1"), ("乙", "2"), ("丙", "3"))))))
    rows = the_table(manuscript).rows
    rows[1].delete(tracked)
    rows[0].insert_after(
        "".join(("<w:tr>", *(f"<w:tc><w:p>{RUN.format(s)}</w:p></w:tc>" for s in "新4"), "</w:tr>")), tracked
    )
    both = views(manuscript.packed())
    assert both.accepted == ("甲|1", "新|4", "丙|3")
    assert both.rejected == (("甲|1", "乙|2", "丙|3") if tracked else both.accepted)
    assert both.tracked == 2 * tracked
    again = saved(manuscript)
    assert again.take_back([("乙", "")]).added == ("新|4",) * tracked
    assert views(again.packed()).accepted == both.rejected
    assert "drafter" not in part(again.packed(), "word/document.xml")


def test_a_merged_cell_begins_in_the_next_row_when_its_first_row_goes() -> None:
    manuscript = Manuscript(open_docx(render(every_kind(rows=3))))
    rows = the_table(manuscript).rows
    assert rows[1].cells[0].merge == "restart"
    rows[1].delete()
    heir = the_table(manuscript).rows[1].cells[0]
    assert (heir.merge, heir.text) == ("restart", "目标1\n人才服务")
    assert the_table(saved(manuscript)).rows[1].cells[0].text == "目标1\n人才服务"


@pytest.mark.parametrize("tracked", [False, True])
def test_a_table_goes_and_comes(tracked: bool) -> None:
    manuscript = Manuscript(open_docx(render(draft(text("body", "前"), table(("甲", "乙")), text("body", "后")))))
    old = the_table(manuscript)
    old.note("看这里")
    cells = "".join(f"<w:tc><w:tcPr/><w:p>{RUN.format(said)}</w:p></w:tc>" for said in "丙丁")
    xml = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    manuscript.insert_after(old, xml, tracked=tracked)
    old.delete(tracked)
    both = views(manuscript.packed())
    assert both.accepted == ("前", "丙|丁", "后")
    assert both.rejected == (("前", "甲|乙", "后") if tracked else both.accepted)
    again = saved(manuscript)
    again.take_back([])
    assert views(again.packed()).accepted == both.rejected
    assert "drafter" not in part(again.packed(), "word/document.xml")


def test_a_field_is_not_edited() -> None:
    signs = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    field = signs[0] + "<w:r><w:instrText>SEQ 表</w:instrText></w:r>" + signs[1] + RUN.format("12") + signs[2]
    paragraph = paragraphs(Manuscript(open_docx(docx_of(RUN.format("表") + field + RUN.format("名称")))))[0]
    assert paragraph.text == "表12名称"
    assert paragraph.holds_object
    assert [paragraph.can_edit(*span) for span in ((0, 1), (1, 3), (0, 2), (2, 2), (3, 5), (3, 3), (1, 1))] == [
        *(True, False, False, False, True, True, True),
    ]
    paragraph.apply([Edit(1, 1, "第"), Edit(3, 4, "牌")])
    assert paragraph.text == "表第12牌称"
    inside = etree.tostring(paragraph.element, encoding="unicode").partition("separate")[2].partition("fldCharType")[0]
    assert "第" not in inside
    assert "牌" not in inside


def test_a_filled_gap_is_no_longer_marked_and_a_new_one_is() -> None:
    manuscript = Manuscript(open_docx(render(draft(text("body", "原因是【待补充：偏差原因】。")))))
    paragraph = paragraphs(manuscript)[0]
    paragraph.apply([Edit(3, 13, "疫情影响")])
    assert paragraph.text == "原因是疫情影响。"
    assert f"{W}highlight" not in {part.tag for part in paragraph.element.iter()}
    paragraph.apply([Edit(3, 7, "【待补充：依据】", tracked=True)])
    marked = [run for run in paragraph.element.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None]
    assert ["".join(map(str, run.itertext())) for run in marked] == ["【待补充：依据】"]
