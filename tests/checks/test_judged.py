"""What `score` cannot judge, `check` tells: no points hang on a row of 无法判断 without a word of it."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.assess import Assessment
from drafter.commands.understand import findings_of, notes_of, understand
from drafter.findings import Finding
from drafter.values.achievement import Verdict
from tests.helpers.small_report import indicator, small_report

TARGETS = (
    "", "/", "无", "≥95%", "100%", "100人次", "≤8%", "12次/年", "10万元", "2020年9月底前", "≤24小时", "不超过合同金额",
    "全部整改", "提高", "有所提升", "健全", "Ⅲ类", "三星级", "达到国家标准", "按要求完成", "100￥", "1、8场。2、9人次",
)  # fmt: skip
ACTUALS = (
    "", "/", "无", "92%", "95", "0.95", "1", "60人次", "3次", "9.5元", "45561", "2020年11月", "12天", "不适用",
    "未测评", "未开展", "达成预期指标", "100%完成", "已整改9项，1项正在整改", "正在办理", "已建立", "Ⅳ类", "另见附件",
    "有所提升", "100￥", "8场", "，",
)  # fmt: skip
CRITERIA = ("", "达到得满分，否则不得分", "视情况酌情给分", "每降低1%扣0.5分", "按完成程度得分", "见附件")
POINTS = ("", "0", "10", "50")
NAMES = ("水质类别", "开发岗位", "投诉件数", "满意度", "资金支出", "完成时间", "指标完成率", "", "预算执行率")


def row(target: str, actual: str, criterion: str, points: str, score: str, **more: str) -> dict[str, str]:
    name, level2 = more.get("name", "问题整改"), more.get("level2", "质量指标")
    return indicator("产出指标", level2, name, target, actual, points, score, 评分标准=criterion)


rows = st.builds(
    row,
    *map(st.sampled_from, (TARGETS, ACTUALS, CRITERIA, POINTS, POINTS)),
    name=st.sampled_from(NAMES),
    level2=st.sampled_from(("数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标")),
)


def examined(report: dict[str, Any]) -> tuple[Assessment, list[Finding], tuple[str, ...]]:
    """The assessment, the findings on it, and the lines on what could not be compared."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "数据.json"
        path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
        found = understand(path)
    return found.assessment, findings_of(found), notes_of(found)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(rows, min_size=1, max_size=4),
    st.sampled_from(("", "50", "80")),
    st.booleans(),
    st.booleans(),
)
def test_every_row_with_points_that_cannot_be_judged_is_told_of(
    rows: list[dict[str, str]], points: str, problems: bool, others: bool
) -> None:
    report = small_report()
    (goal,) = report["年度目标"]
    goal["分值"] = points
    goal["指标"] = [*rows, *(goal["指标"] if others else ())]
    report["存在问题"][0]["涉及指标"] = []
    if not problems:
        del report["存在问题"], report["改进措施"]
    found, findings, lines = examined(report)
    for one in found.indicators:
        if one.achievement.verdict is not Verdict.UNKNOWN or (one.points is None and one.given_score is None):
            continue
        assert lines or any(finding.where.path.startswith(one.path) for finding in findings), one.source
        told = [finding for finding in findings if finding.where.path.startswith(one.path)]
        by_criterion = not one.source.target and not one.source.actual and one.source.criterion
        column_left_out = not any(other.source.actual for other in found.indicators)
        assert told or ((by_criterion or column_left_out) and lines), one.source
        if one.lost and one.lost > 0 and one.complete is False and not problems:
            assert "shortfall-not-discussed" in {finding.code for finding in told}, one.source


@pytest.mark.parametrize(
    ("target", "actual", "criterion", "points", "score", "code", "words"),
    [
        ("全部整改", "已整改9项，1项正在整改", "全部整改得满分", "10", "10", "value-unreadable", "看不出是否达到"),
        ("提高", "不适用", "提高得满分", "10", "10", "value-unreadable", "得分填报 10 分"),
        ("提高", "不适用", "", "10", "10", "target-not-measurable", "完成值“不适用”看不出是否达到"),
        ("≥95%", "未测评", "", "10", "", "value-unreadable", "“未测评”不是可与“≥95%”比较的数，分值 10 分"),
        ("≥95%", "", "", "10", "10", "value-unreadable", "完成值未填，得分填报 10 分"),
        ("", "95%", "", "10", "10", "value-unreadable", "指标值未填，得分填报 10 分"),
        ("提高", "不适用", "提高得满分", "10", "6", "shortfall-not-discussed", "失 4 分"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_judged(
    target: str, actual: str, criterion: str, points: str, score: str, code: str, words: str
) -> None:
    report = small_report()
    report["年度目标"][0]["指标"].append(row(target, actual, criterion, points, score))
    _, findings, _ = examined(report)
    told = [f.found for f in findings if f.code == code and f.where.path.startswith("年度目标[0].指标[3]")]
    assert len(told) == 1, findings
    assert words in told[0]


def test_lost_points_without_a_verdict_are_asked_about_where_no_problem_is_listed() -> None:
    report = small_report()
    report["年度目标"][0]["指标"].append(row("提高", "不适用", "提高得满分", "10", "6"))
    del report["存在问题"], report["改进措施"]
    _, findings, _ = examined(report)
    (told,) = [f for f in findings if f.code == "shortfall-not-discussed"]
    assert told.found == "“问题整改”失 4 分，没有写原因"
    report["年度目标"][0]["指标"][-1]["偏差原因"] = "第三方报告未出"
    assert "shortfall-not-discussed" not in {f.code for f in examined(report)[1]}


@pytest.mark.parametrize("target", ["Ⅲ类", "III类", "三星级", "一级", "达到GB/T 18883标准", "符合国家标准"])
def test_a_class_of_a_published_standard_is_measurable(target: str) -> None:
    report = small_report()
    report["年度目标"][0]["指标"].append(row(target, "另见附件", "", "10", "10"))
    codes = {f.code for f in examined(report)[1] if f.where.path.startswith("年度目标[0].指标[3]")}
    assert "target-not-measurable" not in codes
    assert "value-unreadable" in codes


def test_a_row_by_its_criterion_alone_is_a_line() -> None:
    report = small_report()
    report["年度目标"][0]["指标"].append(row("", "", "依据不充分的不得分", "10", "10"))
    _, findings, lines = examined(report)
    assert not [f for f in findings if f.where.path.startswith("年度目标[0].指标[3]")]
    assert lines == ("“问题整改”只有评分标准，没有填指标值和完成值，得分没有与完成情况核对；请补填",)
