"""An indicator row that is the budget execution takes its weight: nothing is counted twice."""

import json
from pathlib import Path

import pytest

ROW = {"一级指标": "预算执行率", "三级指标": "预算执行率", "指标值": "100%", "完成值": "96%", "分值": "10"}
OUTPUT = {"二级指标": "数量指标", "三级指标": "加工页数", "指标值": "100页", "完成值": "100页", "分值": "90"}


def data(folder: Path, row: dict, **execution: str) -> Path:
    budget = {"年初预算数": "100", "全年预算数": "100", "全年执行数": "96", **execution}
    report = {
        "模板": "national", "报告类型": "项目", "项目名称": "甲", "单位名称": "某局", "年度": "2024",
        "主管部门": "乙", "实施单位": "丙", "预算执行": budget, "年度目标": [{"名称": "甲", "指标": [row, OUTPUT]}],
    }  # fmt: skip
    path = folder / "数据.json"
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        {**ROW, "一级指标": "预算执行率（10分）", "三级指标": "资金支付进度"},
        {**ROW, "一级指标": "产出指标", "二级指标": "质量指标", "三级指标": "资金执行率"},
    ],
)
def test_row_takes_the_weight_of_the_execution(drafter, tmp_path: Path, row: dict) -> None:
    scored = drafter("score", data(tmp_path, row), "--json").json
    assert scored["总分"] == "99.6"
    assert scored["预算执行"]["分值"] is None
    checked = drafter("check", data(tmp_path, row), "--json").json
    assert not {"weights-not-full", "execution-counted-twice"} & {found["code"] for found in checked["findings"]}


def test_row_beside_an_execution_weight_is_counted_twice_and_told(drafter, tmp_path: Path) -> None:
    codes = {found["code"] for found in drafter("check", data(tmp_path, ROW, 分值="10"), "--json").json["findings"]}
    assert {"weights-not-full", "execution-counted-twice"} <= codes


def test_another_row_about_money_leaves_the_weight_to_the_execution(drafter, tmp_path: Path) -> None:
    row = {**ROW, "一级指标": "产出指标", "三级指标": "补贴资金执行率达标的企业数"}
    assert drafter("score", data(tmp_path, row), "--json").json["预算执行"]["分值"] == "10"


def test_score_given_for_both_is_counted_once(drafter, tmp_path: Path) -> None:
    row = {**ROW, "得分": "9.6"}
    assert drafter("score", data(tmp_path, row, 得分="9.6"), "--json").json["总分"] == "99.6"


def test_form_asks_for_no_second_weight(drafter, tmp_path: Path) -> None:
    ran = drafter("draft", data(tmp_path, ROW), "-o", tmp_path / "out", "--all")
    assert ran.code in (0, 1)
    assert "预算执行得分" not in ran.out
    assert "执行得分】" not in ran.out
