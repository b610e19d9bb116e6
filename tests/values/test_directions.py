"""Which way a figure without an operator leans, how well that is known, and what is asked instead of asserted."""

from pathlib import Path

import pytest

from drafter.commands.understand import check_data, understand
from drafter.files import packaged
from drafter.findings import InputError
from drafter.textfile import read_records
from drafter.values import Basis, Direction, read_value, usual_direction
from drafter.values.achievement import Verdict, achievement, at_full_points
from drafter.values.usual_direction import GROUPS, WORDS_FILE, WordGroup
from tests.helpers.labelled import value_table
from tests.helpers.small_report import indicator, small_report

ROWS = value_table("directions.tsv", 8)
GROUPS_ON_DISK = [group for group, _ in read_records(packaged("templates") / WORDS_FILE, WordGroup)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]} | {row[2]} | {row[3]}" for row in ROWS])
def test_a_bare_figure_is_judged_as_a_careful_person_would(row: tuple[str, ...]) -> None:
    name, level2, goal, done, verdict, at_full, direction, basis = row
    target, actual = read_value(goal), read_value(done)
    found = achievement(target, actual, name=name, level2=level2, year=2020)
    told = (found.verdict.value, found.direction.value if found.direction else "", found.basis and found.basis.value)
    assert told == (verdict, direction, basis), found.reason
    full = at_full_points(found, target, actual, name)
    assert full.verdict.value == at_full
    assert (full.question is not None) == (at_full == "无法判断")


@pytest.mark.parametrize("name", [row[0] for row in ROWS if row[6] == "反向" and row[7] == "推断"])
def test_a_ceiling_that_fits_its_name_is_not_suspected(name: str, data_file) -> None:
    report = small_report()
    report["存在问题"], report["改进措施"] = [], []
    report["年度目标"][0]["指标"][0].update(三级指标=name, 二级指标="质量指标", 指标值="≤5%", 完成值="4%", 得分="50")
    assert "direction-suspect" not in [finding.code for finding in check_data(data_file(report)).findings]


@pytest.mark.parametrize("level2", ["社会成本指标", "生态环境成本指标"])
def test_a_floor_on_a_social_or_environmental_cost_is_not_suspected(level2: str, data_file) -> None:
    for name in ("耗材回收率", "渣土围挡"):
        report = small_report()
        report["存在问题"], report["改进措施"] = [], []
        row = {"一级指标": "成本指标", "二级指标": level2, "三级指标": name, "指标值": "≥90%", "完成值": "92%"}
        report["年度目标"][0]["指标"][0].update(row)
        assert "direction-suspect" not in [finding.code for finding in check_data(data_file(report)).findings]


@pytest.mark.parametrize("group", GROUPS_ON_DISK, ids=[group.group for group in GROUPS_ON_DISK])
def test_each_group_of_words_has_examples_for_and_against_that_hold_its_words(group: WordGroup) -> None:
    assert group.examples
    assert group.counter
    words = [word.replace("?", "") for word in group.words]
    assert all(any(word in name for word in words) for name in group.examples)


def test_every_group_has_words() -> None:
    assert {group.group for group in GROUPS_ON_DISK} == set(GROUPS)


def test_a_clerk_adds_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert usual_direction("渣土撒落率", "质量指标").basis is Basis.UNKNOWN
    own = tmp_path / "templates" / WORDS_FILE
    own.parent.mkdir()
    own.write_text("- {组: 不希望发生的事, 词: 撒落 滴漏, 例: 渣土撒落率}\n", encoding="utf-8")
    assert usual_direction("渣土撒落率", "质量指标")[::2] == (Direction.AT_MOST, Basis.INFERRED)
    assert usual_direction("返修率", "质量指标").direction is Direction.AT_MOST


def test_an_example_that_does_not_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "templates" / WORDS_FILE
    own.parent.mkdir()
    own.write_text("- {组: 不希望发生的事, 词: 撒落, 例: 渣土撒落率 渣土撒落整改率}\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        usual_direction("渣土撒落率", "质量指标")
    assert [fault.found for fault in raised.value.faults] == ["“不希望发生的事”的例“渣土撒落整改率”被读成正向"]


def test_the_criterion_tells_the_direction(data_file) -> None:
    """每降低1%扣0.5分 is written for a floor: what is below it is missed, however the name reads."""
    report = small_report()
    report["存在问题"], report["改进措施"] = [], []
    row = indicator("产出指标", "质量指标", "外来就医占比", "12%", "9%", "50", "48.5")
    report["年度目标"][0]["指标"][0] = {**row, "评分标准": "每降低1个百分点扣0.5分，扣完为止"}
    found = understand(data_file(report)).assessment.indicators[0]
    assert (found.achievement.verdict, found.achievement.basis) == (Verdict.MISSED, Basis.WRITTEN)
    assert found.computed_score == found.given_score


def test_a_question_leaves_the_row_open_and_is_asked_once(data_file) -> None:
    """Below an inferred floor with full points: neither 未达到 nor 完成, one question, no full-score-on-miss."""
    report = small_report()
    report["存在问题"], report["改进措施"] = [], []
    report["年度目标"][0]["指标"][0] = indicator("产出指标", "质量指标", "渠系清淤率", "5%", "4%", "50", "50")
    found = understand(data_file(report)).assessment.indicators[0]
    assert (found.achievement.verdict, found.complete, found.shortfall) == (Verdict.UNKNOWN, None, None)
    codes = [finding.code for finding in check_data(data_file(report)).findings]
    assert codes.count("direction-suspect") == 1
    assert not {"full-score-on-miss", "reason-missing"} & set(codes)
