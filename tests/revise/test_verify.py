"""The result of an update is read again: what is not as planned is never handed out."""

import pytest

from drafter.docx.manuscript import LiveParagraph, Manuscript
from drafter.docx.new_blocks import NewBlocks
from drafter.docx.opening import open_docx
from drafter.docx.views import views
from drafter.docx.write import render
from drafter.findings import SelfCheckError
from drafter.revise.hunks import Hunk, Resolution, after
from drafter.revise.merge import merge
from drafter.revise.plan import where_editable
from tests.helpers.raw_paragraphs import docx_of
from tests.helpers.small_update import draft, state, update

SIGNS = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
FIELD = f"{SIGNS[0]}<w:r><w:instrText> PAGE </w:instrText></w:r>{SIGNS[1]}<w:r><w:t>12</w:t></w:r>{SIGNS[2]}"


def test_a_table_drawn_anew_is_compared_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.revise.table_plan.columns_of", lambda *_: None)
    before, now = draft("审核返工"), draft("材料不齐")
    content = render(before, state=state(before, 1))
    assert views(update(content, now).content).accepted[-1] == "兑现人数|材料不齐"

    drawn = NewBlocks.table
    monkeypatch.setattr(NewBlocks, "table", lambda self, name: drawn(self, name).replace("材料不齐", "审核返工"))
    with pytest.raises(SelfCheckError) as error:
        update(content, now)
    assert "兑现人数|审核返工" in error.value.faults[0].found
    assert "兑现人数|材料不齐" in error.value.faults[0].expected


def test_within_a_field_every_hunk_becomes_a_comment() -> None:
    (paragraph,) = Manuscript(open_docx(docx_of(FIELD))).blocks[:1]
    assert isinstance(paragraph, LiveParagraph)
    assert paragraph.text == "12"
    for hunk, told in (
        (Hunk(0, 2, "13"), "其中 12 为旧稿，新稿为 13"),
        (Hunk(1, 1, "0"), "其中 （无） 为旧稿，新稿为 0"),
    ):
        kept = where_editable(hunk, "12", [paragraph])
        assert kept.resolution is Resolution.NOTICE
        assert told in kept.note
        assert after("12", [kept], conflicts=True) == "12"


def test_an_empty_text_is_filled() -> None:
    assert after("", merge("", "", "支出10万元。").hunks, conflicts=True) == "支出10万元。"
