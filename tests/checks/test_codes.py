"""Every code that looks at a row or at the whole report: it fires on its fault, and leaves a near miss alone."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.codes import CODES
from drafter.commands.understand import check_data
from tests.helpers.small_report import indicator, small_report
from tests.helpers.text_faults import TEXT_CASES

Data = Callable[..., Path]


def row(**changes: str | None) -> dict[str, Any]:
    """The small report, its first row (开发岗位 200个, 164个, 41 of 50 points, with a reason) changed."""
    report = deepcopy(small_report())
    report["存在问题"], report["改进措施"] = [], []
    report["年度目标"][0]["指标"][0].update(changes)
    return report


def whole(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(small_report()), **changes}


def budget(**changes: str | None) -> dict[str, Any]:
    report = deepcopy(small_report())
    report["预算执行"].update(changes)
    return report


def twice(goal: str, target: str, name: str = "就业率") -> dict[str, Any]:
    """The second row once more, in the first goal or in another."""
    report = row()
    report["年度目标"][0]["指标"][1]["三级指标"] = name
    extra = indicator("效益指标", "社会效益指标", name, target, "92%", "20", "20")
    if goal == "促进就业":
        report["年度目标"][0]["指标"].append(extra)
    else:
        report["年度目标"].append({"名称": goal, "指标": [extra]})
    return report


def grouped(score: str) -> dict[str, Any]:
    """The first group (50 points) without weights of its rows: one missed with 20 points, one met with the rest."""
    report = row(分值=None, 得分="20")
    second = indicator("产出指标", "质量指标", "岗位合格率", "≥90%", "95%", "0", str(Decimal(score) - 20))
    second.pop("分值")
    report["年度目标"][0]["指标"].append(second)
    report["年度目标"][0]["一级分值"] = {"产出指标": "50", "效益指标": "20", "满意度指标": "10"}
    return report


def full_marks(**changes: Any) -> dict[str, Any]:
    report = row(完成值="200个", 得分="50")
    report["预算执行"].update({"全年执行数": "100", "执行率": "100%", "得分": "20"})
    return {**report, "总分": "100", **changes}


TIGHT = "220个以上得满分，200个以上得30分，否则不得分"
PROBLEM = {"编号": "1", "问题": "岗位开发未达目标", "原因": "人数少", "涉及指标": ["开发岗位"]}

CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "score-mismatch": (row(得分="45"), row(得分="41.01")),
    "points-lost-unexplained": (row(完成值="200个", 偏差原因=None), row(完成值="200个", 偏差原因="台账不全，扣分")),
    "full-score-on-miss": (row(得分="50"), row(完成值="200个", 得分="50")),
    "reason-missing": (row(偏差原因=None), row(偏差原因="符合条件人数少")),
    "reason-restates": (row(偏差原因="开发岗位未完成年度目标"), row(偏差原因="开发岗位未完成，因企业搬迁")),
    "actual-copies-target": (row(指标值="≥200个", 完成值="≥200个"), row(指标值="≥200个", 完成值="200个")),
    "actual-not-measured": (row(完成值="100%完成"), row(指标值="有所提升", 完成值="达成预期指标")),
    "value-unreadable": (row(完成值="100￥"), row(完成值="164")),
    "direction-suspect": (row(指标值="≤200个"), row(二级指标="成本指标", 三级指标="人均成本", 指标值="≤200元")),
    "class-suspect": (row(指标值="≥95%", 完成值="90%"), row(二级指标="质量指标", 指标值="≥95%", 完成值="90%")),
    "over-achieved-unexplained": (
        row(完成值="300个", 得分="50", 偏差原因=None),
        row(完成值="259个", 得分="50", 偏差原因=None),
    ),
    "duplicate-indicator": (twice("促进就业", "≥85%"), twice("稳定就业", "≥85%")),
    "target-not-measurable": (
        row(指标值="进一步提高", 完成值="有所提高"),
        row(指标值="进一步提高", 完成值="有所提高", 评分标准="较上年提高得满分，否则不得分"),
    ),
    "execution-counted-twice": (row(三级指标="预算执行率"), row(三级指标="政策执行到位率")),
    "outputs-without-spending": (
        {**full_marks(), "预算执行": {"全年预算数": "100", "全年执行数": "0", "分值": "20"}},
        {**full_marks(), "预算执行": {"全年预算数": "100", "全年执行数": "0", "偏差原因": "年末未到支付节点"}},
    ),
    "execution-low": (
        budget(全年执行数="89.99", 执行率="89.99%", 得分="18", 偏差原因=None),
        budget(全年执行数="90", 执行率="90%", 得分="18", 偏差原因=None),
    ),
    "shortfall-not-discussed": (
        {**row(偏差原因=None), "存在问题": [{"问题": "其他问题"}]},
        {**row(偏差原因=None), "存在问题": [PROBLEM]},
    ),
    "problem-without-measure": (
        whole(改进措施=[]),
        whole(改进措施=[{"措施": "年初摸底", "针对问题": ["1"]}]),
    ),
    "measure-without-problem": (
        whole(改进措施=[{"措施": "年初摸底", "针对问题": ["1"]}, {"措施": "加强宣传"}]),
        whole(改进措施=[{"措施": "年初摸底"}, {"措施": "加强宣传"}]),
    ),
    "problems-beside-full-score": (full_marks(存在问题=[{"问题": "台账不全"}]), full_marks()),
    "template-residue": (row(三级指标="指标2："), row(三级指标="2号线岗位")),
    "bracket-style": (row(偏差原因="按政办【2020】2号文暂停"), row(偏差原因="按政办〔2020〕2号文暂停")),
    "figure-conflict": (row(三级指标="开发岗位180个"), row(三级指标="开发岗位200个")),
    "year-mixed": (
        row(指标值="2020年底前", 完成值="2022年6月30日"),
        row(指标值="2020年底前", 完成值="2019年12月30日"),
    ),
    "rare-character": (row(三级指标="堃街道岗位"), row(三级指标="①昆街道岗位", 指标值="≧200个")),
    "weight-out-of-line": (
        whole(项目=[{"项目名称": "促进就业", "预算执行": {"全年预算数": "20"}}]),
        whole(项目=[{"项目名称": "促进就业", "预算执行": {"全年预算数": "90"}}]),
    ),
}


ALSO: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "score-mismatch",
        row(评分标准="200个以上得40分，否则不得分"),
        row(评分标准="200个以上得50分，否则按完成程度得分"),
    ),
    ("score-mismatch", row(评分标准="每少1个扣0.1分", 得分="41"), row(评分标准="每少1个扣0.1分", 得分="46.4")),
    ("score-mismatch", row(完成值="200个", 得分="50", 评分标准=TIGHT), row(完成值="230个", 得分="50", 评分标准=TIGHT)),
    (
        "points-lost-unexplained",
        row(完成值="200个", 得分="30", 偏差原因=None),
        row(完成值="200个", 得分="30", 偏差原因=None, 评分标准="220个以上得满分，200个以上得30分"),
    ),
    ("full-score-on-miss", row(完成值="未开展", 得分="50"), row(得分="50", 评分标准="150个以上得满分，否则不得分")),
    ("full-score-on-miss", grouped("50"), grouped("49")),
    ("reason-missing", row(偏差原因="无"), row(偏差原因="疫情")),
    ("reason-restates", row(偏差原因="未完成"), row(偏差原因="疫情")),
    ("reason-restates", row(偏差原因="因仅完成164个，低于200个的目标值"), row(偏差原因="人员不足")),
    ("reason-restates", row(偏差原因="实际数量少于计划，进度较慢"), row(偏差原因="实际需求少于计划")),
    ("reason-restates", row(偏差原因="未按时完成年度任务"), row(偏差原因="未按时完成年度任务，招标流标")),
    (
        "actual-copies-target",
        row(指标值="不超过合同金额", 完成值="不超过合同金额"),
        row(指标值="进一步提高", 完成值="进一步提高"),
    ),
    ("actual-copies-target", row(指标值="2020年底前", 完成值="2020年底前"), row(指标值="12月", 完成值="12月")),
    ("actual-not-measured", row(指标值="有所提升", 完成值="100%完成"), row(完成值="未开展")),
    ("direction-suspect", row(三级指标="差旅费用", 指标值="≥200元"), row(三级指标="有效投诉", 指标值="≤2起")),
    ("direction-suspect", row(指标值="不超过200个"), row(二级指标="时效指标", 三级指标="响应时间", 指标值="≤24小时")),
    (
        "class-suspect",
        row(指标值="6月底前", 完成值="6月1日"),
        row(二级指标="时效指标", 指标值="6月底前", 完成值="6月1日"),
    ),
    ("class-suspect", row(一级指标="效益指标"), row(一级指标="产出指标")),
    (
        "class-suspect",
        row(二级指标="质量指标", 三级指标="学员满意度", 指标值="≥90%"),
        row(二级指标="质量指标", 三级指标="学员合格率", 指标值="≥90%"),
    ),
    ("duplicate-indicator", twice("稳定就业", "≥90%"), twice("稳定就业", "≥90%", "群众满意度")),
    ("target-not-measurable", row(指标值="有所提高", 评分标准="视情况酌情给分"), row(评分标准="视情况酌情给分")),
    (
        "outputs-without-spending",
        {**full_marks(), "预算执行": {"全年预算数": "100", "全年执行数": "0", "分值": "20"}},
        {**row(完成值="150个"), "预算执行": {"全年预算数": "100", "全年执行数": "0", "分值": "20"}},
    ),
    ("template-residue", row(三级指标="开发岗位\n……"), row(偏差原因="受疫情影响……后续已补办")),
    ("template-residue", whole(结果应用="简要概述自评结果的应用。"), whole(结果应用="简要地说，结果已应用。")),
    ("bracket-style", row(偏差原因="按政办（2020）2号文暂停"), row(偏差原因="（2020年）第2号公告暂停")),
    ("percent-scale", row(二级指标="质量指标", 指标值="≥90%", 完成值="0.95"), row(指标值="≥0.5公里", 完成值="0.6公里")),
    ("unit-mixed", row(指标值="10万元", 完成值="9.5元"), row(指标值="10万元", 完成值="95000元")),
    ("figure-conflict", row(三级指标="开发岗位3次", 指标值="2"), row(三级指标="每人培训3次", 指标值="200人")),
    ("figure-conflict", row(三级指标="开展培训1次", 指标值="≥2次"), row(三级指标="12345热线办结率", 指标值="≥95%")),
    ("year-mixed", row(指标值="2018-2021年", 完成值="2020年"), row(指标值="年底前", 完成值="12月")),
    ("rare-character", whole(单位名称="某区喆湖办事处"), whole(单位名称="某区哲湖办事处（A区）")),
    ("score-over-weight", grouped("50.5"), grouped("50")),
]
"""More faults with their near misses."""


def found(data: Path, code: str, pack: str | None = None) -> list[Any]:
    return [finding for finding in check_data(data, pack).findings if finding.code == code]


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_fault_is_found_and_a_near_miss_is_left_alone(data_file: Data, code: str) -> None:
    fault, near_miss = CASES[code]
    (first, *_) = told = found(data_file(fault), code)
    assert first.where.line is not None
    assert all(part and "\n" not in part for f in told for part in (f.found, f.expected, f.hint))
    assert not found(data_file(near_miss), code)


@pytest.mark.parametrize(("code", "fault", "near_miss"), ALSO, ids=[f"{n} {case[0]}" for n, case in enumerate(ALSO)])
def test_other_faults_and_near_misses(
    data_file: Data, code: str, fault: dict[str, Any], near_miss: dict[str, Any]
) -> None:
    assert found(data_file(fault), code)
    assert not found(data_file(near_miss), code)


def test_a_group_that_met_its_targets_and_lost_points_is_told_once_and_missed_rows_are_not(data_file: Data) -> None:
    """A loss without a row of its own: only where every row met its target and none gives a reason."""
    report = grouped("45")
    first = report["年度目标"][0]["指标"][0]
    first.update({"完成值": "210个", "偏差原因": None})
    (told,) = found(data_file(report), "points-lost-unexplained")
    assert told.where.path == "年度目标[0].一级分值.产出指标"
    assert "50 分得 45 分，失 5 分" in told.found
    first["偏差原因"] = "台账不全，扣5分"
    assert not found(data_file(report), "points-lost-unexplained")
    first.update({"完成值": "164个", "偏差原因": None})
    assert not found(data_file(report), "points-lost-unexplained")


def test_groups_without_weights_of_their_rows_add_up_to_the_goal(data_file: Data) -> None:
    report = grouped("50")
    for indicator_row in report["年度目标"][0]["指标"]:
        indicator_row.pop("分值", None)
    assert not found(data_file(report), "objective-weights")
    report["年度目标"][0]["一级分值"]["效益指标"] = "25"
    (told,) = found(data_file(report), "objective-weights")
    assert "各一级指标分值合计 85 分" in told.found


EVALUATION: dict[str, Any] = {
    "模板": "hubei",
    "报告类型": "财政评价",
    "单位名称": "某区城管执法局",
    "年度": "2021",
    "预算执行": {"全年预算数": "100", "全年执行数": "97"},
    "总分": "88.73",
    "评价维度": [
        {"名称": "决策", "分值": "20", "得分": "18", "扣分": [{"指标": "目标合理性", "分值": "2", "原因": "目标偏低"}]},
        {"名称": "过程", "分值": "20", "得分": "17.73", "扣分": [{"分值": "1.27"}, {"分值": "1"}]},
        {"名称": "产出和效益", "分值": "60", "得分": "53"},
    ],
    "指标分级": [{"名称": "维持型", "分值": "80", "得分": "70"}],
}


@pytest.mark.parametrize(
    ("code", "path", "changes"),
    [
        ("weights-not-full", "评价维度", {"分值": "25", "得分": "23"}),
        ("total-mismatch", "总分", {"得分": "18.5", "扣分": None}),
        ("score-mismatch", "评价维度[0].得分", {"得分": "18.5"}),
        ("score-over-weight", "评价维度[0].得分", {"得分": "20.5", "扣分": None}),
    ],
)
def test_the_dimensions_of_an_evaluation_agree(data_file: Data, code: str, path: str, changes: dict[str, Any]) -> None:
    report = deepcopy(EVALUATION)
    assert check_data(written(data_file, report)).findings == ()
    report["评价维度"][0].update(changes)
    assert (code, path) in [(f.code, f.where.path) for f in check_data(written(data_file, report)).findings]


def written(data_file: Data, report: dict[str, Any]) -> Path:
    """A data file of just these keys."""
    path = data_file()
    path.write_text(yaml.safe_dump(report, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def test_an_adjusted_budget_is_noted_where_the_pack_asks_for_it(data_file: Data) -> None:
    adjusted = data_file(budget(年初预算数="80", 偏差原因=None))
    assert found(adjusted, "budget-adjusted", "hunan")
    assert not found(adjusted, "budget-adjusted", "hubei")
    assert not found(data_file(budget(年初预算数="100", 偏差原因=None)), "budget-adjusted", "hunan")
    assert not found(data_file(budget(年初预算数="80", 偏差原因="上级追加")), "budget-adjusted", "hunan")


def test_a_target_in_words_partly_met_is_scored_within_its_band(data_file: Data) -> None:
    report = row(指标值="有所提升", 完成值="部分达成", 得分="41")
    assert "25–40 分之间" in found(data_file(report), "score-mismatch")[0].expected
    report["年度目标"][0]["指标"][0]["得分"] = "40"
    assert not found(data_file(report), "score-mismatch")


def test_a_value_over_several_lines_stays_on_one_line_in_the_message(data_file: Data) -> None:
    report = row(指标值="1、护理：8人次\n2、生活补助：4人次", 完成值="100%完成")
    for finding in check_data(data_file(report)).findings:
        assert "\n" not in finding.message


def test_every_code_is_tried_somewhere() -> None:
    elsewhere = (Path(__file__).parent / "test_arithmetic.py").read_text(encoding="utf-8")
    tried = {*CASES, *(code for code, *_ in TEXT_CASES), "budget-adjusted"}
    assert not [code for code in CODES if code not in tried and code not in elsewhere]
