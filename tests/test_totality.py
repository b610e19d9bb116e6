"""Laws of every path: whatever a data file lacks, and whatever its lists leave empty, it is drafted."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.blocks import Fact
from drafter.commands.draft import draft
from drafter.commands.packs import phrasebank
from drafter.phrasebank import Phrasebank, load_phrasebank
from drafter.phrasebank.bank import COMMON
from tests.helpers.any_data import any_data
from tests.helpers.examples import ROOT
from tests.helpers.small_report import small_report

BANK = phrasebank()


def names_of(topic: str) -> list[str]:
    """Every fact that a topic's phrases print or ask for."""
    return sorted({name for phrase in BANK.topics[topic] for name in (*phrase.slots, *phrase.when)} - COMMON)


def texts_of(topic: str, name: str) -> list[str]:
    """What a fact of a topic can read: the words and bounds that its phrases ask for."""
    found = ["3", "某事"]
    for condition in (phrase.when[name] for phrase in BANK.topics[topic] if name in phrase.when):
        found += [condition.is_ or "", *(condition.in_ or ()), condition.below or "", condition.at_least or ""]
    return [text for text in dict.fromkeys(found) if text]


@st.composite
def facts(draw: st.DrawFn, topic: str) -> Mapping[str, Fact]:
    """Facts of a topic, each there or not."""
    texts = {name: draw(st.none() | st.sampled_from(texts_of(topic, name))) for name in names_of(topic)}
    known = {**dict.fromkeys(COMMON, "某"), **texts}
    return {name: Fact(name, text) for name, text in known.items() if text}


def test_last_wording_of_every_topic_always_applies() -> None:
    assert not BANK.open_topics()


@pytest.mark.parametrize("topic", sorted(BANK.topics))
def test_there_is_a_sentence_for_any_facts(topic: str) -> None:
    @settings(max_examples=20)
    @given(facts(topic))
    def says(known: Mapping[str, Fact]) -> None:
        assert BANK.say(topic, known.values(), about="某").text

    says()


def test_own_phrase_with_a_condition_leaves_the_last_word_to_ours(tmp_path: Path) -> None:
    own = tmp_path / "句库"
    own.mkdir()
    (own / "措施.yaml").write_text(
        "- id: measure.none\n  when: { 改进措施: present }\n  say: '自定：{{ 改进措施 }}'\n"
        "  examples:\n    - with: { 改进措施: 甲 }\n      gives: 自定：甲\n",
        encoding="utf-8",
    )
    bank = load_phrasebank(ROOT / "phrasebank", own)
    assert not bank.open_topics()
    assert bank.say("measure.none", [Fact("改进措施", "甲")], about="某").text == "自定：甲"
    assert bank.say("measure.none", [], about="某").text == "【待补充：改进措施】"


def test_topic_without_its_last_wording_is_open() -> None:
    closed = Phrasebank(tuple(phrase for phrase in BANK.phrases if phrase.id != "score.total"))
    assert set(closed.open_topics()) == {
        *("score.total.indicators_only", "score.total.execution_only"),
        *("score.total.open", "score.total.open_rest", "score.total.short"),
    }


@settings(max_examples=60)
@given(data=any_data())
def test_any_data_file_is_drafted(data: dict, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every document of the pack, written; ``make search`` looks for more."""
    folder = tmp_path_factory.mktemp("任意")
    path = folder / "数据.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert draft(path, folder, everything=True).files


def drafted(drafter, folder: Path, report: dict) -> str:  # type: ignore[no-untyped-def]
    """All documents of a report: what was told."""
    path = folder / "数据.json"
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    ran = drafter("draft", path, "-o", folder / "out", "--all")
    assert ran.code in (0, 1), ran.err
    assert list((folder / "out").glob("*.docx"))
    return ran.out + ran.err


def test_goal_without_indicators_is_a_gap_in_text_and_form(drafter, tmp_path: Path) -> None:
    report = small_report()
    report["年度目标"].append({"名称": "乙目标"})
    told = drafted(drafter, tmp_path, report)
    assert "【待补充：绩效指标】（乙目标）" in told


def test_project_with_a_bare_goal_is_drafted(drafter, tmp_path: Path) -> None:
    report = small_report()
    report["项目"] = [{"项目名称": "丁", "预算执行": {"全年执行数": "0"}, "年度目标": [{"名称": "某目标"}, {}]}]
    assert "项目[1]·年度目标[1]·指标" in drafted(drafter, tmp_path, report)


def test_project_whose_only_indicator_has_no_name(drafter, tmp_path: Path) -> None:
    report = {"单位名称": "心", "年度": "2020", "项目": [{"年度目标": [{"指标": [{"完成值": "，"}]}]}]}
    assert "【待补充：绩效指标】" in drafted(drafter, tmp_path, report)


def test_report_without_indicators_has_gaps_for_goals_and_indicators(drafter, tmp_path: Path) -> None:
    report = {
        "模板": "national", "报告类型": "项目", "项目名称": "甲", "单位名称": "某局", "年度": "2024",
        "预算执行": {"全年预算数": "52.8", "全年执行数": "30.8", "分值": "10"},
    }  # fmt: skip
    told = drafted(drafter, tmp_path, report)
    assert "【待补充：年度目标】" in told
    assert "【待补充：绩效指标】" in told
    assert "section-empty" not in told


def test_rate_far_above_its_target_without_a_weight_has_a_sentence(drafter, tmp_path: Path) -> None:
    report = small_report()
    report["年度目标"][0]["指标"].append(
        {"二级指标": "质量指标", "三级指标": "线上办理率", "指标值": "≥60%", "完成值": "92%"}
    )
    drafted(drafter, tmp_path, report)


def test_all_documents_leaves_out_what_the_data_have_nothing_for(drafter, tmp_path: Path) -> None:
    report = {**small_report(), "模板": "national"}
    told = drafted(drafter, tmp_path, report)
    assert len(list((tmp_path / "out").glob("*.docx"))) == 1
    assert told.count("“自评表”没有可印的内容") == 1


def test_document_asked_for_by_name_is_an_error_without_contents(drafter, tmp_path: Path) -> None:
    path = tmp_path / "数据.json"
    path.write_text(json.dumps({**small_report(), "模板": "national"}, ensure_ascii=False), encoding="utf-8")
    assert drafter("draft", path, "-o", tmp_path / "out", "--only", "自评表").code == 2
