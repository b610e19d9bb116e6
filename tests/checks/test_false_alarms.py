"""What is right is not accused: late work, next year's plan, standards in words, numbered lines, 无 as an answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from drafter.commands.understand import check_data
from tests.helpers.finished_command import Ran
from tests.helpers.small_report import indicator, small_report

Data = Callable[..., Path]


def with_row(row: dict[str, Any], **more: Any) -> dict[str, Any]:
    report = small_report()
    report["年度目标"][0]["指标"][1] = row
    return {**report, **more}


def codes(path: Path) -> list[str]:
    return [finding.code for finding in check_data(path).findings]


YEARS = [
    ("完工时间", "2020年12月底前", "2021年1月", False),
    ("完工时间", "2020年12月底前", "2022年1月", True),
    ("完工时间", "2021年12月底前", "2020年11月", True),
    ("编制2021年养护计划", "1份", "1份", False),
]


@pytest.mark.parametrize(("name", "target", "actual", "found"), YEARS)
def test_late_is_no_mistake_of_the_year(data_file: Data, name: str, target: str, actual: str, found: bool) -> None:
    row = indicator("产出指标", "时效指标", name, target, actual, "20", "20", 偏差原因="雨季停工")
    assert ("year-mixed" in codes(data_file(with_row(row)))) is found


MEASURABLE = [
    ("", True),
    ("酌情给分", True),
    ("建立县乡村三级路长制的得满分，否则不得分", False),
    ("有效改善得满分，有所改善的按相应比例计", False),
]


@pytest.mark.parametrize(("criterion", "found"), MEASURABLE)
def test_a_target_in_words_is_measurable_by_its_criterion(data_file: Data, criterion: str, found: bool) -> None:
    row = indicator("效益指标", "社会效益指标", "出行条件", "有效改善", "有效改善", "20", "20", 评分标准=criterion)
    assert ("target-not-measurable" in codes(data_file(with_row(row)))) is found


@pytest.mark.parametrize(("text", "found"), [("指标1：培训人数", False), ("指标1：", True), ("指标2: ", True)])
def test_a_numbered_name_is_no_residue(data_file: Data, text: str, found: bool) -> None:
    row = indicator("效益指标", "社会效益指标", text, "≥90%", "92%", "20", "20")
    assert ("template-residue" in codes(data_file(with_row(row)))) is found


def none(word: str) -> dict[str, Any]:
    """Full marks, and no problems in so many words."""
    rows = [indicator("产出指标", "数量指标", "培训人数", "≥100人", "105人", "80", "80")]
    budget = {"全年预算数": "100", "全年执行数": "100", "分值": "20"}
    goals = [{"名称": "培训", "分值": "80", "指标": rows}]
    return {
        "预算执行": budget,
        "年度目标": goals,
        "总分": "100",
        "存在问题": [{"问题": word}],
        "改进措施": [{"措施": word}],
    }


@pytest.mark.parametrize("word", ["无", "暂无", "无。"])
def test_none_is_an_answer(drafter: Callable[..., Ran], data_file: Data, tmp_path: Path, word: str) -> None:
    path = data_file(none(word))
    assert codes(path) == []
    gaps = drafter("draft", path, "-o", tmp_path / "稿", "--json").json["gaps"]
    assert [gap for gap in gaps if "问题" in gap["message"] or "措施" in gap["message"]] == []


def test_none_is_printed_where_the_program_does_not_know(
    drafter: Callable[..., Ran], data_file: Data, tmp_path: Path
) -> None:
    report = none("暂无")
    report["年度目标"][0]["指标"][0] |= {"完成值": "", "得分": ""}
    done = drafter("draft", data_file({**report, "总分": None}), "-o", tmp_path / "稿", "--json").json
    assert [gap for gap in done["gaps"] if "存在" in gap["message"] or "改进措施" in gap["message"]] == []


def test_a_real_problem_beside_full_marks_is_still_asked_about(data_file: Data) -> None:
    assert "problems-beside-full-score" in codes(data_file(none("培训场地不足")))
