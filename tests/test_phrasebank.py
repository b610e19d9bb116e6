"""The phrases prove themselves, and faults in them are told with file, line and what to write."""

from pathlib import Path

import pytest

from drafter.blocks import Fact
from drafter.findings import InputError
from drafter.narrate.shortfalls import TOPICS
from drafter.phrasebank import Phrase, Phrasebank, load_phrasebank, proofs

from .conftest import ROOT

BANK = load_phrasebank(ROOT / "phrasebank")


@pytest.mark.parametrize("phrase", BANK.phrases, ids=lambda phrase: phrase.id)
def test_examples_of_a_phrase_hold(phrase: Phrase) -> None:
    for given, expected in proofs(phrase):
        assert given == expected


@pytest.mark.parametrize("phrase", BANK.phrases, ids=lambda phrase: phrase.id)
def test_a_phrase_is_chosen_for_its_own_example(phrase: Phrase) -> None:
    """No phrase stands behind one that always wins before it."""
    facts = {name: Fact(name, text) for name, text in phrase.examples[0].facts.items()}
    assert BANK.choose(BANK.topic_of(phrase), facts).id == phrase.id


def test_every_kind_of_shortfall_has_a_phrase() -> None:
    for topic in TOPICS.values():
        assert any(phrase.id == topic or phrase.id.startswith(topic + ".") for phrase in BANK.phrases)


def test_no_phrase_carries_an_empty_word() -> None:
    empty = ("进一步加强", "不断提升", "切实做好", "由于种种原因", "基本完成", "圆满完成", "大幅")
    assert not [(p.id, word) for p in BANK.phrases for word in empty if word in p.say]


def test_no_phrase_carries_markup() -> None:
    assert not [p.id for p in BANK.phrases if "**" in p.say or "<" in p.say]


def bank(tmp_path: Path, text: str) -> Phrasebank:
    (tmp_path / "bank").mkdir(exist_ok=True)
    (tmp_path / "bank" / "句子.yaml").write_text(text, encoding="utf-8")
    return load_phrasebank(tmp_path / "bank")


def faults(tmp_path: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        bank(tmp_path, text)
    return str(caught.value)


def test_first_phrase_whose_conditions_hold_is_used(tmp_path: Path) -> None:
    found = bank(
        tmp_path,
        """
- id: rate.low
  when: { 执行率: { below: 90% } }
  say: 低
  examples: [{ gives: 低 }]
- id: rate.middle
  when: { 执行率: { between: [90%, 95%] } }
  say: 中
  examples: [{ gives: 中 }]
- id: rate
  say: 高
  examples: [{ gives: 高 }]
""",
    )

    def said(rate: str) -> str:
        return found.say("rate", [Fact("执行率", rate)], about="x").text

    assert [said(rate) for rate in ("89.99%", "90.00%", "95.00%")] == ["低", "中", "高"]


def test_a_needed_fact_that_is_missing_is_a_gap(tmp_path: Path) -> None:
    found = bank(tmp_path, "- {id: a, say: '原因是{{ 偏差原因 }}。', needs: [偏差原因], examples: [{gives: x}]}")
    statement = found.say("a", [], about="x")
    assert statement.text == "原因是【待补充：偏差原因】。"
    assert statement.gaps == ("偏差原因",)


def test_data_is_never_a_template(tmp_path: Path) -> None:
    found = bank(tmp_path, "- {id: a, say: '{{ 指标 }}。', examples: [{gives: x}]}")
    assert found.say("a", [Fact("指标", "{{ 7*7 }}{% raw %}**x**")], about="x").text == "{{ 7*7 }}{% raw %}**x**。"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {id: a, sya: 句子, examples: [{gives: x}]}", ["没有“sya”这个键", "最接近的是“say”", "第1行"]),
        ("- {id: a, say: '{{ 甲 }', examples: [{gives: x}]}", ["看不懂的花括号"]),
        ("- {id: a, say: '{% if x %}', examples: [{gives: x}]}", ["看不懂的花括号"]),
        (
            "- {id: a, say: '{{ 偏差原因 }}', needs: [偏差元因], examples: [{gives: x}]}",
            ["“偏差元因”", "是否想写“偏差原因”"],
        ),
        ("- {id: a, say: x, examples: []}", ["“examples”是空的"]),
        ("- {id: a, say: x, when: {甲: {belwo: 3}}, examples: [{gives: x}]}", ["没有“belwo”这个键", "“below”"]),
        ("- {id: a, say: x, examples: [{gives: x}]}\n- {id: a, say: y, examples: [{gives: y}]}", ["“a”重复"]),
        ("- {id: a, say: x, when: {甲: {below: 很低}}, examples: [{gives: x}]}", ["“很低”", "不是数"]),
    ],
)
def test_faults_in_a_phrase_file_are_told(tmp_path: Path, text: str, told: list[str]) -> None:
    message = faults(tmp_path, text)
    assert all(part in message for part in told), message


def test_no_phrase_for_the_facts_is_told(tmp_path: Path) -> None:
    found = bank(tmp_path, "- {id: a, say: '{{ 甲 }}', examples: [{gives: x}]}")
    with pytest.raises(InputError, match="没有适用的句子"):
        found.say("a", [], about="x")
