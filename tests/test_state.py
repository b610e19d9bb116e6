"""The state of a report says all that was said and why, comes back exactly, and tells nothing of the machine."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.blocks import Cell, Draft, Fact, Row, Run, Section, Statement, Table, Text
from drafter.findings import InputError, Place
from drafter.model import ROOT
from drafter.state.record import VERSION, Identity, state_from_json, state_of

REPORT = Identity("某区人力资源局", "2020", "", "完整版")


def draft_of(text: str) -> Draft:
    place = Place("/home/她/数据.yaml", 3, "预算执行.全年执行数", sheet=text, cell="B2")
    fact = Fact("执行率", text, f"{text} ÷ 2 = 1", (place, Place("C:\\数据\\得分.xlsx", column=4)))
    said = Statement(f"a/{text}", "execution.rate", text, (fact,), head=1, wording=2, why=f"{text}（小于90%）")
    where = Place("/home/她/数据.yaml", 9, "基本情况.主要职能")
    prose = Text.of_runs("基本情况/主要职能/p1", "body", (Run(text, "bold"),), places=(where,))
    row = Row("表/行", (Cell(text, facts=(fact,), colspan=2), Cell("", rowspan=3)), header=True)
    blocks = (Text.of_runs(said.id, "body", (Run("1."), Run(text)), (said,)), prose, Table("表", (1, 1, 1), (row,)))
    return Draft("完整版", "标题", "某单位", (Section(blocks),))


def kept(draft: Draft):
    return state_of(draft, REPORT, data="/home/她/数据.yaml", pack="hubei")


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_state_comes_back_exactly(text: str) -> None:
    state = kept(draft_of(text))
    assert state_from_json(state.as_json(), "报告.docx") == state


def test_blocks_keep_ids_texts_spans_and_reasons() -> None:
    state = kept(draft_of("91.71%"))
    said, prose, table = state.blocks
    assert isinstance(said, Text)
    assert (said.id, said.kind, said.text) == ("a/91.71%", "body", "1.91.71%")
    (statement,) = said.statements
    assert (statement.rule, statement.wording, statement.why) == ("execution.rate", 2, "91.71%（小于90%）")
    assert statement.facts[0].formula == "91.71% ÷ 2 = 1"
    assert isinstance(prose, Text)
    assert prose.places == (Place("数据.yaml", 9, "基本情况.主要职能"),)
    assert isinstance(table, Table)
    assert [(cell.text, cell.colspan, cell.rowspan) for cell in table.rows[0].cells] == [("91.71%", 2, 1), ("", 1, 3)]
    assert table.rows[0].cells[0].facts == statement.facts


def test_a_data_path_is_kept_as_its_text() -> None:
    path = ROOT / "年度目标" / 0 / "指标" / 2 / "完成值"
    place = Place("数据.xlsx", path=path, sheet="指标", cell="B2")
    draft = Draft("完整版", "标题", "某单位", (Section((Text("a", "body", "甲", places=(place,)),)),))
    state = kept(draft)
    assert '"path":"年度目标[0].指标[2].完成值"' in state.as_json()
    assert state_from_json(state.as_json(), "") == state


def test_no_folder_of_the_machine_is_kept() -> None:
    json = kept(draft_of("甲")).as_json()
    assert "数据.yaml" in json
    assert "得分.xlsx" in json
    assert "home" not in json
    assert "C:" not in json


def test_a_report_keeps_its_id_whatever_it_says_and_the_mark_is_short() -> None:
    one, other = kept(draft_of("甲")), kept(draft_of("乙"))
    assert one.id == other.id == REPORT.id
    assert one.mark != other.mark
    assert one.mark.startswith(f"doc={one.id};gen=1;sha=")
    assert len(one.mark) <= 255
    assert Identity("某区人力资源局", "2020", "", "摘要版").id != REPORT.id


@pytest.mark.parametrize(
    ("json", "told"),
    [
        ("", "不是完整的 JSON"),
        ("{", "不是完整的 JSON"),
        ("[" * 100_000, "不是完整的 JSON"),
        ('{"version": NaN}', "缺内容，或内容不成样子"),
        ("[]", "缺内容，或内容不成样子"),
        ('{"version": "1"}', "缺内容，或内容不成样子"),
        (f'{{"version": {"9" * 300}}}', "没有可用的版本号"),
        (f'{{"version": {"9" * 5_000}}}', "不是完整的 JSON"),
        (f'{{"version": {VERSION}}}', "缺内容，或内容不成样子"),
        (f'{{"version": {VERSION + 1}, "anything": 1}}', f"是第{VERSION + 1}版格式"),
        (kept(draft_of("甲")).as_json().replace('"body"', '"script"'), "缺内容，或内容不成样子"),
        (kept(draft_of("甲")).as_json().replace('"rows":[', '"rows":[7,'), "缺内容，或内容不成样子"),
        (kept(draft_of("甲")).as_json()[:-20], "不是完整的 JSON"),
    ],
)
def test_a_damaged_or_foreign_state_is_one_chinese_line(json: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        state_from_json(json, "报告.docx")
    (fault,) = raised.value.faults
    assert told in str(fault)
    assert str(fault).startswith("报告.docx：")
    assert "\n" not in str(fault)


def test_a_huge_state_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.state.record.MOST_BYTES", 100)
    with pytest.raises(InputError, match="正常的报告没有这样大"):
        state_from_json(kept(draft_of("甲")).as_json(), "报告.docx")


def test_every_example_is_kept_whole(tmp_path: Path) -> None:
    from drafter.commands import draft as draft_command
    from drafter.commands.understand import phrasebank, understand
    from drafter.docx.opening import open_docx
    from drafter.state.base import carried
    from tests.helpers.examples import EXAMPLES

    for data in sorted(EXAMPLES.glob("*.yaml")):
        drafts = dict(
            draft_command.composed(
                found := understand(data), draft_command._chosen_documents(found, (), everything=True), phrasebank()
            )
        )
        for file in draft_command.draft(data, tmp_path / data.stem, everything=True).files:
            state = carried(open_docx(file.path)).state
            drafted = drafts[file.document]
            assert [block.id for block in state.blocks] == [block.id for block in drafted.blocks()]
            assert [s.text for s in state.statements] == [s.text for s in drafted.statements]
            assert state.data == data.name
