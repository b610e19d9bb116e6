"""What she has left open is open again: against the value of the generation before."""

from drafter.docx.views import views
from drafter.docx.write import render
from tests.helpers.samples import changed, part
from tests.helpers.small_update import draft, state, update
from tests.helpers.word_editing import edited


def retyped(content: bytes, words: dict[str, str]) -> bytes:
    """Words exchanged where they stand in the document."""
    text = part(content, "word/document.xml")
    for old, new in words.items():
        text = text.replace(old, new)
    return changed(content, {"word/document.xml": text.encode()})


def test_a_conflict_in_a_cell_of_several_lines_stays_one() -> None:
    before = draft("审核返工\n跨年兑付")
    hers = retyped(render(before, state=state(before, 1)), {"审核返工": "人手不足", "跨年兑付": "系统升级"})
    first = update(hers, draft("材料不齐\n跨年兑付"))
    assert views(first.content).tracked >= 1
    assert len(views(first.content).comments) == 1
    again = update(first.content, draft("材料不齐\n跨年兑付", "实际支出120.00万元。"))
    assert "实际支出120.00万元。" in views(again.content).accepted
    assert len(views(again.content).comments) == 1
    assert views(again.content).rejected[-1] == "兑现人数|人手不足系统升级"


def test_an_answered_conflict_is_no_question_any_more() -> None:
    before = draft("审核返工")
    hers = edited(render(before, state=state(before, 1)), [], [{"op": "cell", "r": 1, "c": 1, "text": "人手不足"}])
    first = update(hers, draft("材料不齐"))
    assert [text for _, text in views(first.content).comments] == ["底稿 审核返工，您改为 人手不足，新数据 材料不齐"]
    same = update(first.content, draft("材料不齐"))
    assert not same.changed
    assert same.content == first.content
