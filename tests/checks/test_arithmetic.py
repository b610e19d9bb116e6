"""Each code fires on its fault and stays silent on a near miss."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from drafter.commands.understand import check_data
from drafter.findings import Finding
from tests.helpers.small_report import indicator, small_report

Data = Callable[..., Path]


def changed(path: str, value: Any) -> dict:
    """The small report with one value changed: ``预算执行.执行率``, ``年度目标.0.分值``."""
    report: Any = deepcopy(small_report())
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    target = report
    for step in steps:
        target = target[step]
    target[last] = value
    return report


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_correct_report_gives_no_finding(data_file: Data) -> None:
    assert check_data(data_file()).findings == ()


FIRES = [
    ("weights-not-full", "预算执行.分值", "30"),
    ("objective-weights", "年度目标.0.分值", "79"),
    ("objective-weights", "年度目标.0.一级分值", {"产出指标": "49"}),
    ("total-mismatch", "总分", "90.02"),
    ("rate-mismatch", "预算执行.执行率", "95.02%"),
    ("execution-score-mismatch", "预算执行.得分", "19.02"),
    ("score-over-weight", "年度目标.0.指标.0.得分", "50.02"),
    ("score-over-weight", "年度目标.0.指标.0.得分", "-1"),
    ("budget-parts", "预算执行.基本支出总额", "55.02"),
    ("unit-mixed", "预算执行.全年执行数", "950000"),
    ("grade-not-used", "等级", "优"),
    ("percent-scale", "预算执行.执行率", "0.95"),
]


@pytest.mark.parametrize(("code", "path", "value"), FIRES)
def test_a_fault_is_found_with_its_place_and_what_to_do(data_file: Data, code: str, path: str, value: Any) -> None:
    report = changed(path, value)
    if code in ("budget-parts", "unit-mixed"):
        report["预算执行"] = {"基本支出总额": "55.00", "项目支出总额": "40.00", **report["预算执行"]}
    found = [f for f in check_data(data_file(report)).findings if f.code == code]
    assert found, codes(check_data(data_file(report)).findings)
    assert found[0].where.line is not None
    assert found[0].hint
    assert found[0].expected


SILENT = [
    ("weights-not-full", "预算执行.分值", "20.01"),
    ("objective-weights", "年度目标.0.分值", "80.01"),
    ("total-mismatch", "总分", "90.01"),
    ("rate-mismatch", "预算执行.执行率", "95.005%"),
    ("execution-score-mismatch", "预算执行.得分", "19.01"),
    ("score-over-weight", "年度目标.0.指标.1.得分", "20"),
    ("score-over-weight", "年度目标.0.指标.0.得分", "0"),
    ("budget-parts", "预算执行.基本支出总额", "55.01"),
    ("unit-mixed", "预算执行.基本支出总额", "95"),
    ("grade-not-used", "等级", None),
    ("percent-scale", "预算执行.执行率", "95"),
]


@pytest.mark.parametrize(("code", "path", "value"), SILENT)
def test_a_near_miss_is_left_alone(data_file: Data, code: str, path: str, value: Any) -> None:
    report = changed(path, value)
    if code in ("budget-parts", "unit-mixed"):
        report["预算执行"] = {"基本支出总额": "55.00", "项目支出总额": "40.00", **report["预算执行"]}
    assert code not in codes(check_data(data_file(report)).findings)


def test_thirds_of_a_weight_are_no_fault(data_file: Data) -> None:
    """20 points split as 6.67 each add up to 20.01; the total of 80.01 is printed as 80."""
    rows = [indicator("产出指标", "数量指标", f"事项{n}", "1", "1", "6.67", "6.67") for n in range(3)]
    rows += [indicator("效益指标", "社会效益指标", "成效", "1", "1", "60", "60")]
    report = {**small_report(), "总分": "99", "存在问题": [], "改进措施": []}
    report["年度目标"] = [
        {"名称": "目标", "分值": "80", "一级分值": {"产出指标": "20", "效益指标": "60"}, "指标": rows}
    ]
    assert check_data(data_file(report)).findings == ()


def test_parts_of_the_funds_add_up_column_by_column(data_file: Data) -> None:
    report = small_report()
    report["预算执行"]["明细"] = [
        {"名称": "当年财政拨款", "全年预算数": "60", "全年执行数": "60"},
        {"名称": "上年结转资金", "全年预算数": "40", "全年执行数": "34"},
    ]
    found = check_data(data_file(report)).findings
    assert codes(found) == ["budget-parts"]
    assert "60.00 + 34.00 = 94.00" in found[0].found
    assert "95.00" in found[0].expected


def test_grades_are_checked_where_the_pack_has_them(data_file: Data, tmp_path: Path) -> None:
    pack = tmp_path / "评等级"
    pack.mkdir()
    source = Path(__file__).resolve().parents[2] / "templates" / "hubei"
    for file in source.iterdir():
        text = file.read_text(encoding="utf-8")
        grades = "计分:\n  等级: [{名称: 优, 不低于: 90}, {名称: 良, 不低于: 80}, {名称: 差, 不低于: 0}]\n"
        (pack / file.name).write_text(text.replace("计分:\n", grades), encoding="utf-8")
    assert codes(check_data(data_file({"等级": "优"}), str(pack)).findings) == []
    wrong = check_data(data_file({"等级": "良"}), str(pack)).findings
    assert codes(wrong) == ["grade-mismatch"]
    assert "应为“优”" in wrong[0].expected


def test_findings_show_the_computation_in_figures(data_file: Data) -> None:
    report = changed(
        "预算执行", {"全年预算数": "3719.88", "全年执行数": "3411.33", "执行率": "92%", "分值": "20", "得分": "19"}
    )
    found = {f.code: f for f in check_data(data_file(report)).findings}
    assert "3411.33 ÷ 3719.88 = 91.71%" in found["rate-mismatch"].expected
    assert "20 × 91.71% = 18.34" in found["execution-score-mismatch"].expected


def test_more_spent_than_the_budget_is_found(data_file: Data) -> None:
    report = changed("预算执行", {"全年预算数": "100", "全年执行数": "195", "分值": "20"})
    assert "budget-parts" in codes(check_data(data_file(report)).findings)
    report["预算执行"]["全年执行数"] = "950000"
    assert "unit-mixed" in codes(check_data(data_file(report)).findings)
    report["预算执行"] = {"全年预算数": "0", "全年执行数": "30", "分值": "20"}
    assert "budget-parts" in codes(check_data(data_file(report)).findings)


def test_first_level_weights_of_the_pack_are_checked_where_the_data_give_none(data_file: Data) -> None:
    found = check_data(data_file(), "national").findings
    told = [f.expected for f in found if f.code == "objective-weights"]
    assert told == ["应等于其分值 30 分"]
    assert "weights-not-full" not in codes(check_data(data_file(), "hubei").findings)


ROUNDED = [
    ("rate-mismatch", "预算执行.执行率", "85.8%", True),
    ("rate-mismatch", "预算执行.执行率", "85.75%", True),
    ("rate-mismatch", "预算执行.执行率", "85.9%", False),
    ("rate-mismatch", "预算执行.执行率", "86%", False),
    ("execution-score-mismatch", "预算执行.得分", "8.6", True),
    ("execution-score-mismatch", "预算执行.得分", "8.5", False),
    ("execution-score-mismatch", "预算执行.得分", "9", False),
    ("score-mismatch", "年度目标.0.指标.0.得分", "1.9", True),
    ("score-mismatch", "年度目标.0.指标.0.得分", "1.8", False),
    ("score-mismatch", "年度目标.0.指标.1.得分", "1.4", True),
    ("score-mismatch", "年度目标.0.指标.1.得分", "1.3", False),
    ("total-mismatch", "总分", "11.9", True),
    ("total-mismatch", "总分", "12.0", False),
]


@pytest.mark.parametrize(("code", "path", "value", "silent"), ROUNDED)
def test_a_figure_is_compared_at_the_decimals_that_the_form_prints(
    data_file: Data, code: str, path: str, value: str, silent: bool
) -> None:
    """Spent 692.98 of 808.1 is 85.754%, of 10 points 8.575; the rows give 1.946 and 1.428 of 2."""
    rows = [
        indicator("产出指标", "质量指标", "接种率", "100%", "97.30%", "2", "1.9", 偏差原因="儿童外出"),
        indicator("产出指标", "数量指标", "体检数", "5662人", "4044人", "2", "1.4", 偏差原因="老人外出"),
    ]
    budget = {"全年预算数": "808.1", "全年执行数": "692.98", "执行率": "85.8%", "分值": "10", "得分": "8.6"}
    report: Any = {"预算执行": budget, "年度目标": [{"名称": "目标", "指标": rows}], "总分": "11.9", "存在问题": []}
    report["改进措施"] = []
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    target = report
    for step in steps:
        target = target[step]
    target[last] = value
    if path.endswith("得分"):
        report["总分"] = None
    found = codes(check_data(data_file(report)).findings)
    assert (code not in found) is silent, found
