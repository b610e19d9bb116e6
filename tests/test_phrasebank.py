"""The phrases prove themselves, and faults in them are told with file, line and what to write."""

from pathlib import Path

import pytest

from drafter.blocks import Fact
from drafter.findings import InputError
from drafter.narrate.problems import TOPICS
from drafter.phrasebank import Phrase, Phrasebank, load_phrasebank, proofs
from tests.helpers.examples import ROOT

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


THREE = """
- id: gap
  say:
    - “{{ 指标 }}”少{{ 差距 }}。
    - 少{{ 差距 }}的是“{{ 指标 }}”。
    - “{{ 指标 }}”差了{{ 差距 }}。
  examples:
    - with: { 指标: 甲, 差距: 3个 }
      gives: [“甲”少3个。, 少3个的是“甲”。, “甲”差了3个。]
"""


def test_the_wording_belongs_to_what_is_spoken_about_and_to_nothing_else(tmp_path: Path) -> None:
    found = bank(tmp_path, THREE)

    def said(about: str, gap: str) -> tuple[int, str]:
        statement = found.say("gap", [Fact("指标", "甲"), Fact("差距", gap)], about=about)
        return statement.wording, statement.text

    assert said("shortfall/甲", "3个")[0] == said("shortfall/甲", "99个")[0]
    assert {said(f"shortfall/{n}", "3个")[0] for n in range(40)} == {1, 2, 3}
    assert all(given == expected for given, expected in proofs(found.phrases[0]))


def test_a_statement_tells_what_chose_its_phrase(tmp_path: Path) -> None:
    found = bank(
        tmp_path,
        "- {id: a, when: {率: {below: 90%}, 原因: missing, 类: {is: 甲}}, say: '{{ 率 }}', examples: [{gives: x}]}",
    )
    statement = found.say("a", [Fact("率", "82.00%"), Fact("类", "甲")], about="x")
    assert statement.why == "率 82.00%（小于90%）、原因 没有、类 是“甲”"


def test_wordings_that_say_different_facts_are_refused(tmp_path: Path) -> None:
    told = faults(tmp_path, "- {id: a, say: ['{{ 甲 }}和{{ 乙 }}', '{{ 甲 }}'], examples: [{gives: [x, y]}]}")
    assert "一种说法里没有“乙”" in told


def own(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "本单位"
    folder.mkdir()
    (folder / "句子.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_units_own_phrases_overlay_ours_one_by_one(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        """
- id: execution.formula
  say: 执行率为{{ 预算执行率 }}。
  examples: [{ with: { 预算执行率: 91.71% }, gives: 执行率为91.71%。 }]
- id: execution.formula.full
  when: { 预算执行率: 100.00% }
  say: 预算全部执行，执行率{{ 预算执行率 }}。
  examples: [{ with: { 预算执行率: 100.00% }, gives: 预算全部执行，执行率100.00%。 }]
""",
    )
    overlaid = load_phrasebank(ROOT / "phrasebank", folder)

    def said(rate: str) -> str:
        return overlaid.say("execution.formula", [Fact("预算执行率", rate)], about="x").text

    assert said("91.71%") == "执行率为91.71%。"
    assert said("100.00%") == "预算全部执行，执行率100.00%。"
    assert {phrase.id for phrase in overlaid.phrases} - {phrase.id for phrase in BANK.phrases} == {
        "execution.formula.full"
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {id: execution.formula, say: 甲, examples: [{gives: 乙}]}", ["例子写出来是“甲”", "第1行"]),
        (
            "- {id: execution.formula, say: '{{ 预算执性率 }}', examples: [{with: {预算执性率: 1%}, gives: 1%}]}",
            ["“预算执性率”没有出处", "是否想写“预算执行率”"],
        ),
        (
            "- id: execution.formula\n  when: {预算为另: present}\n  say: 甲\n"
            "  examples: [{with: {预算为另: 有}, gives: 甲}]",
            ["“预算为另”没有出处"],
        ),
        ("- {id: excution.formula, say: 甲, examples: [{gives: 甲}]}", ["没有“excution.formula”这个话题", "是否想写"]),
    ],
)
def test_faults_in_a_units_own_phrases_are_told(tmp_path: Path, text: str, told: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        load_phrasebank(ROOT / "phrasebank", own(tmp_path, text))
    assert all(part in str(caught.value) for part in told), str(caught.value)
