"""What stands on a row is told also where a problem of the clerk's names the row, and once."""

import json
from pathlib import Path

import pytest

from drafter.commands.packs import phrasebank
from drafter.commands.understand import understand
from drafter.narrate import narrate

ROW = {
    "二级指标": "数量指标", "三级指标": "修缮处数", "指标值": "2处", "完成值": "1处", "分值": "80",
    "偏差原因": "首次招标流标", "改进措施": "2024年2月底前验收",
}  # fmt: skip
BUDGET = {
    "全年预算数": "1000", "全年执行数": "600", "分值": "20",
    "偏差原因": "工程款400万元未到支付节点", "改进措施": "2024年3月底前支付",
}  # fmt: skip
PROBLEM = {"编号": "1", "问题": "修缮进度滞后", "原因": "资金拨付晚", "涉及指标": ["修缮处数", "预算执行率"]}


def told(folder: Path, problem: dict, measures: list[dict]) -> tuple[str, str]:
    report = {
        "模板": "hubei", "单位名称": "某局", "年度": "2023", "预算执行": BUDGET,
        "年度目标": [{"名称": "甲", "分值": "80", "指标": [ROW]}], "存在问题": [problem], "改进措施": measures,
    }  # fmt: skip
    path = folder / "数据.json"
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    found = understand(path)
    narrative = narrate(found.assessment, found.pack, phrasebank(), found.loaded.place_of)
    texts = ["\n".join(s.text for passage in narrative[slot] for s in passage) for slot in ("存在的问题", "改进措施")]
    return texts[0], texts[1]


@pytest.mark.parametrize("measures", [[], [{"措施": "建立工程台账", "针对问题": ["1"]}], [{"措施": "建立工程台账"}]])
def test_reasons_and_measures_of_named_rows_are_told_once(tmp_path: Path, measures: list[dict]) -> None:
    problems, answers = told(tmp_path, PROBLEM, measures)
    for text in ("资金拨付晚", "首次招标流标", "工程款400万元未到支付节点"):
        assert problems.count(text) == 1, problems
    for text in ("2024年2月底前验收", "2024年3月底前支付", *(measure["措施"] for measure in measures)):
        assert answers.count(text) == 1, answers
    assert "待补充" not in answers


def test_reason_that_the_problem_holds_is_not_repeated(tmp_path: Path) -> None:
    problem = {**PROBLEM, "原因": "首次招标流标；工程款400万元未到支付节点"}
    problems, answers = told(tmp_path, problem, [{"措施": "2024年2月底前验收，2024年3月底前支付", "针对问题": ["1"]}])
    assert problems.count("首次招标流标") == 1
    assert problems.count("工程款400万元未到支付节点") == 1
    assert answers.count("2024年2月底前验收") == 1
    assert answers.count("2024年3月底前支付") == 1


def test_problem_without_a_cause_takes_those_of_its_rows_once(tmp_path: Path) -> None:
    problems, _ = told(tmp_path, {**PROBLEM, "原因": None}, [])
    assert problems.count("首次招标流标") == 1
    assert problems.count("工程款400万元未到支付节点") == 1
