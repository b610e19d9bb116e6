"""An evaluation says what its data hold: gaps where a score or a reason is missing, silence where nothing was given."""

from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.commands.draft import draft
from drafter.commands.explain import explain
from drafter.commands.packs import preview
from drafter.commands.understand import check_data, understand
from drafter.findings import InputError
from tests.helpers.evaluation_reports import PUBLISHED, data_of, drafted
from tests.helpers.examples import ROOT

DIMENSIONS = "各维度得分和扣分情况"
BARE: dict[str, Any] = {
    "报告类型": "财政评价",
    "单位名称": "某区教育局",
    "年度": "2021",
    "评价维度": [
        {"名称": "决策", "分值": "40", "得分": "36"},
        {"名称": "产出", "分值": "60", "得分": "60", "说明": "培训7596人。\n覆盖52家单位。"},
    ],
}


def bare(**changes: Any) -> dict[str, Any]:
    """The smallest evaluation, with the first dimension changed."""
    data = deepcopy(BARE)
    data["评价维度"][0].update(changes)
    return data


def first(folder: Path, **changes: Any) -> str:
    return drafted(folder, bare(**changes)).sections[DIMENSIONS][0]


def test_the_pack_of_an_evaluation_is_the_default_of_its_report_type(tmp_path: Path) -> None:
    path = tmp_path / "数据.yaml"
    path.write_text(yaml.safe_dump(BARE, allow_unicode=True), encoding="utf-8")
    assert understand(path).pack.name == "evaluation"
    path.write_text(yaml.safe_dump({**BARE, "报告类型": "部门整体"}, allow_unicode=True), encoding="utf-8")
    assert understand(path).pack.name == "hubei"
    with pytest.raises(InputError, match="没有报告类型“部门整体”的文书"):
        draft(path, tmp_path / "out", pack="evaluation")


def test_a_pack_of_the_working_folder_may_be_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that cannot be read does not stop a report that did not ask for it."""
    path = tmp_path / "数据.yaml"
    path.write_text(yaml.safe_dump(BARE, allow_unicode=True), encoding="utf-8")
    own = (ROOT / "templates" / "evaluation" / "pack.yaml").read_text(encoding="utf-8")
    for name, text in (("坏的", "名称: ["), ("本区", own.replace("不低于: 90", "不低于: 96.5"))):
        (tmp_path / "templates" / name).mkdir(parents=True)
        (tmp_path / "templates" / name / "pack.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = understand(path)
    assert (found.pack.name, found.assessment.grade) == ("本区", "良")


def test_the_total_is_the_sum_of_the_dimensions_and_the_grade_the_packs(tmp_path: Path) -> None:
    report = drafted(tmp_path, BARE)
    assert report.title == "2021年度某区教育局部门整体支出绩效评价报告"
    (text,) = report.sections["评价分数和等级"]
    assert "96分" in text
    assert "“优”" in text
    assert "扣4分" in text


def test_without_a_score_there_is_no_total_but_gaps_that_lead_to_the_cell(tmp_path: Path) -> None:
    report = drafted(tmp_path, bare(得分=None))
    assert "【待补充：总分】分" in report.sections["评价分数和等级"][0]
    assert "扣" not in report.sections["评价分数和等级"][0]
    assert "【待补充：维度得分】分" in report.sections[DIMENSIONS][0]
    assert "评价维度[0].得分" in report.gaps


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "【待补充：扣分原因】"),
        ({"扣分": [{"指标": "目标合理性", "分值": "4"}]}, "【待补充：扣分原因】"),
        ({"扣分": [{"分值": "4"}]}, "【待补充：扣分原因】"),
        ({"扣分": [{"原因": "由于目标偏低。"}]}, "目标偏低。"),
        ({"扣分": [{"分值": "4", "原因": "目标偏低"}]}, "扣4分"),
        ({"名称": None}, "【待补充：维度】"),
        ({"分值": "0", "得分": "0"}, "0分"),
        ({"得分": "41"}, "得分率102.50%"),
    ],
)
def test_what_is_missing_is_a_gap_and_nothing_is_invented(tmp_path: Path, changes: dict, told: str) -> None:
    text = first(tmp_path, **changes)
    assert told in text
    assert ("待补充" in text) is ("待补充" in told)


def test_an_explanation_stands_for_deductions_that_were_not_listed(tmp_path: Path) -> None:
    text = first(tmp_path, 说明="因为目标偏低，按九成计分。")
    assert text.endswith("。因为目标偏低，按九成计分。")


def test_lines_of_an_explanation_are_one_paragraph(tmp_path: Path) -> None:
    assert drafted(tmp_path, BARE).sections[DIMENSIONS][1].endswith("培训7596人；覆盖52家单位。")


@pytest.mark.parametrize(
    ("budget", "told"),
    [
        ({"全年预算数": "580", "全年执行数": "559.77"}, ["580.00万元", "559.77万元", "96.51%"]),
        ({"全年预算数": "580"}, ["预算总额580.00万元。"]),
        ({"全年执行数": "559.77"}, ["决算数559.77万元。"]),
        ({"年初预算数": "600", "全年执行数": "559.77"}, ["年初预算600.00万元，决算数559.77万元。"]),
        ({"执行率": "99.72%"}, ["部门整体支出预算执行率99.72%。"]),
        ({"全年预算数": "0", "全年执行数": "0"}, ["预算总额为零，不计算预算执行率。"]),
        ({"全年预算数": "100", "全年执行数": "50", "偏差原因": "尾款未到支付节点"}, ["50.00%", "尾款未到支付节点"]),
    ],
)
def test_of_the_money_only_what_was_given_is_told(tmp_path: Path, budget: dict, told: list[str]) -> None:
    (text,) = drafted(tmp_path, {**BARE, "预算执行": budget}).sections["预算执行情况"]
    assert all(words in text for words in told), text
    assert "待补充" not in text


def test_nothing_is_demanded_that_an_evaluation_does_not_have(tmp_path: Path) -> None:
    report = drafted(tmp_path, {**data_of(PUBLISHED[4])})
    assert report.findings == ()
    assert list(report.sections) == [
        "评价分数和等级", "绩效目标完成情况分析", DIMENSIONS, "突出问题和原因",
        "存在的突出问题和原因", "下一步拟改进措施",
    ]  # fmt: skip


def test_without_dimensions_the_section_is_a_gap(tmp_path: Path) -> None:
    report = drafted(tmp_path, {**BARE, "评价维度": [], "预算执行": {"全年预算数": "580"}})
    assert report.sections[DIMENSIONS] == ["【待补充：评价维度】"]
    assert "【待补充：总分】" in report.text


def test_projects_in_an_evaluation_do_not_stop_it(tmp_path: Path) -> None:
    project = {"项目名称": "教师培训", "预算执行": {"全年预算数": "10", "全年执行数": "4"}}
    assert "决策" in drafted(tmp_path, {**BARE, "项目": [project]}).text


def test_a_self_evaluation_says_nothing_of_this(tmp_path: Path, data_file) -> None:
    told = preview(data_file())
    assert not {"评价结论", "评价资金", "评价维度", "指标分级"} & set(told)


def test_problems_without_measures_and_no_problems_at_all_are_gaps(tmp_path: Path) -> None:
    report = drafted(tmp_path, BARE)
    assert report.sections["存在的突出问题和原因"] == ["【待补充：存在的问题】"]
    report = drafted(tmp_path, {**BARE, "存在问题": [{"问题": "目标偏低", "原因": "没有历史数据"}]})
    assert "没有历史数据" in report.sections["存在的突出问题和原因"][0]
    assert "【待补充：改进措施】" in report.sections["下一步拟改进措施"][0]


def test_practices_are_no_problems(tmp_path: Path, drafter) -> None:
    """Both stand under 经验做法、突出问题和原因: four practices beside one problem and its measure."""
    path = tmp_path / "数据.yaml"
    data = {**data_of(PUBLISHED[4]), "经验做法": list("甲乙丙丁")}
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    (file,) = draft(path, tmp_path / "out").files
    assert drafter("check", file.path).code == 0


def test_practices_are_numbered_unless_she_numbered_them(tmp_path: Path) -> None:
    def told(*texts: str) -> list[str]:
        return drafted(tmp_path, {**BARE, "经验做法": list(texts)}).sections["经验做法"]

    assert told("按需施训。", "模块化管理。\n\n全程留痕。") == ["1.按需施训。", "2.模块化管理。", "全程留痕。"]
    assert told("一是按需施训。", "二是模块化管理。") == ["一是按需施训。", "二是模块化管理。"]
    assert told("按需施训。") == ["按需施训。"]


def test_indicators_given_with_an_evaluation_are_an_annex(tmp_path: Path) -> None:
    rows = [{"三级指标": "培训人数", "指标值": "3000人", "完成值": "7596人"}]
    goals = [{"名称": "教师培训", "指标": rows}]
    assert "附表：绩效目标完成情况表" in drafted(tmp_path, {**BARE, "年度目标": goals}).text


def test_background_is_printed_first_where_it_was_given(tmp_path: Path) -> None:
    report = drafted(tmp_path, {**BARE, "基本情况": {"项目概况": "面向全区教师。"}})
    assert next(iter(report.sections)) == "基本情况"


def test_rates_and_deductions_know_their_formula_and_cells(tmp_path: Path) -> None:
    path = tmp_path / "数据.yaml"
    path.write_text(yaml.safe_dump(BARE, allow_unicode=True), encoding="utf-8")
    statement = preview(path)["评价维度"][0][0]
    facts = {fact.name: (fact.formula, [place.path for place in fact.places]) for fact in statement.facts}
    cells = ["评价维度[0].得分", "评价维度[0].分值"]
    assert facts["维度得分率"] == ("36 ÷ 40 = 90.00%", cells)
    assert facts["维度扣分"] == ("40 − 36 = 4", cells)
    (file,) = draft(path, tmp_path / "out").files
    assert explain(file.path, "90.00%").traces


def test_neighbours_are_worded_differently_and_a_figure_changes_no_wording(tmp_path: Path) -> None:
    def wordings(change: Callable[[dict[str, Any]], None]) -> list[tuple[str, int]]:
        data = deepcopy(data_of(PUBLISHED[2]))
        change(data)
        path = tmp_path / "数据.yaml"
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        return [(passage[0].rule, passage[0].wording) for passage in preview(path)["评价维度"]]

    before = wordings(lambda data: None)
    assert all(one != other for one, other in pairwise(before))
    assert wordings(lambda data: data["评价维度"][0].update(得分="13.5")) == before


def test_commands_take_an_evaluation(tmp_path: Path, drafter) -> None:
    path = tmp_path / "数据.yaml"
    path.write_text(yaml.safe_dump(data_of(PUBLISHED[0]), allow_unicode=True), encoding="utf-8")
    assert check_data(path).findings == ()
    assert drafter("score", path).code == 0
    assert drafter("score", path, "--json").json["填报总分"] == "88.78"
    assert drafter("packs", "preview", path).code == 0
    assert drafter("draft", path, "-o", tmp_path / "out").code == 1
    (report,) = (tmp_path / "out").glob("*.docx")
    assert report.name == "2021年度区卫健局基本公共卫生专项项目绩效评价报告.docx"
    assert drafter("check", report, "--data", path).code == 1
    assert drafter("explain", report).code == 0
    assert drafter("draft", path, "-o", tmp_path / "final", "--final").code == 3
