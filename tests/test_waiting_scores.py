"""One score that nobody can compute leaves one gap; all the rest is counted. Without all weights there is no total."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.docx.read import read_blocks
from tests.helpers.narrated import told

MET = {"二级指标": "数量指标", "三级指标": "培训人数", "指标值": "100人", "完成值": "100人", "分值": "60"}
LATE = {
    "二级指标": "时效指标", "三级指标": "完工时间", "指标值": "2023年11月30日前", "完成值": "2023年12月1日",
    "分值": "10", "偏差原因": "雨天停工", "改进措施": "倒排工期",
}  # fmt: skip
PLEASED = {"二级指标": "服务对象满意度指标", "三级指标": "居民满意度", "指标值": "≥90%", "完成值": "95%", "分值": "10"}


def data(folder: Path, *rows: dict, pack: str = "hubei", points: str = "20", **more: object) -> Path:
    report = {
        "模板": pack, "单位名称": "某局", "年度": "2023", "填报日期": "2024-03-01",
        "基本情况": {"主要职能": "甲", "机构设置": "乙", "人员情况": "丙"},
        "上年度结果应用": "甲", "结果应用": "乙", "其他说明": "无",
        "收支情况": {"收入": [{"名称": "财政拨款", "金额": "100"}]},
        "预算执行": {"年初预算数": "100", "全年预算数": "100", "全年执行数": "100", "分值": points},
        "年度目标": [{"名称": "甲", "预期目标": "做", "实际完成情况": "做了", "指标": list(rows)}], **more,
    }  # fmt: skip
    path = folder / "数据.json"
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return path


def drafted(drafter, path: Path) -> tuple[str, list[str]]:  # type: ignore[no-untyped-def]
    """The text of 完整版 with its form, and the gaps of all usual documents."""
    out = path.parent / "out"
    told = drafter("draft", path, "-o", out).out
    (file,) = out.glob("*自评报告.docx")
    text = []
    for block in read_blocks(file):
        rows = getattr(block, "rows", ())
        text += [cell.text for row in rows for cell in row.cells] or [block.text]
    return "\n".join(text), re.findall(r"\d+\. (【待补充：.*)", told)


@pytest.mark.parametrize("pack", ["hubei", "hunan"])
def test_late_row_without_a_score_leaves_one_gap(drafter, tmp_path: Path, pack: str) -> None:
    more = {"points": "20"}
    _, gaps = drafted(drafter, data(tmp_path, MET, LATE, PLEASED, pack=pack, **more))
    assert len([gap for gap in gaps if "填报日期" not in gap]) == 1, gaps
    assert "【待补充：得分】（完工时间）" in gaps[0]


def test_everything_else_is_counted(drafter, tmp_path: Path) -> None:
    text, _ = drafted(drafter, data(tmp_path, MET, LATE, PLEASED))
    assert "除“完工时间”得分待定外，已计得90分" in text
    assert "设置三级指标3项，完成2项（占66.67%），未完成1项" in text
    assert "产出指标分值70分，除“完工时间”得分待定外，已得60分；满意度指标分值10分，得10分，得分率100.00%" in text
    assert "“甲”目标分值80分，设置绩效指标3项，除“完工时间”得分待定外，已得70分" in text


def test_given_total_stands_beside_a_row_that_waits(drafter, tmp_path: Path) -> None:
    text, _ = drafted(drafter, data(tmp_path, MET, LATE, PLEASED, 总分="95"))
    assert "综合得分95分" in text


def test_no_total_and_no_grade_while_weights_are_incomplete(drafter, tmp_path: Path) -> None:
    path = data(tmp_path, MET, pack="hunan", points="10")
    text, gaps = drafted(drafter, path)
    assert "已填分值合计70分，不足100分，已计得70分" in text
    assert "自评等级为“" not in text
    assert "等级：中" not in text
    assert any("【待补充：总分】" in gap for gap in gaps)
    scored = drafter("score", path, "--json").json
    assert scored["总分"] is None
    assert scored["等级"] is None


def test_total_and_grade_with_all_weights(drafter, tmp_path: Path) -> None:
    scored = drafter("score", data(tmp_path, MET, PLEASED, pack="hunan", points="30"), "--json").json
    assert (scored["总分"], scored["等级"]) == ("100", "优")


def test_given_total_is_still_checked_where_weights_are_incomplete(drafter, tmp_path: Path) -> None:
    found = drafter("check", data(tmp_path, MET, pack="hunan", points="10", 总分="60"), "--json").json["findings"]
    assert {"weights-not-full", "total-mismatch"} <= {each["code"] for each in found}


BARE = {"二级指标": "数量指标", "三级指标": "印发资料", "指标值": "10份", "完成值": "10份"}


def test_row_without_weight_and_score_is_open_while_the_goal_has_points_left(drafter, tmp_path: Path) -> None:
    path = data(tmp_path, MET, PLEASED, BARE)
    tree = json.loads(path.read_text(encoding="utf-8"))
    tree["年度目标"][0]["分值"] = "80"
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    text, _ = drafted(drafter, path)
    assert "除“印发资料”得分待定外，已计得90分" in text
    assert "“甲”目标分值80分，设置绩效指标3项，除“印发资料”得分待定外，已得70分" in text
    assert "未发现失分" not in text
    assert drafter("score", path, "--json").json["总分"] is None
    tree["年度目标"][0]["分值"] = "70"
    tree["预算执行"]["分值"] = "30"
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    assert drafter("score", path, "--json").json["总分"] == "100"  # a sub-row: the others have all of the points


FIELDS = {
    "指标值": st.sampled_from(["10份", "≥95%", "2023年11月30日前", "健全", ""]),
    "完成值": st.sampled_from(["10份", "92%", "2023年12月1日", "已建立", ""]),
    "分值": st.sampled_from(["10", "40", "80", ""]),
    "得分": st.sampled_from(["0", "10", "40", "", ""]),
    "一级指标": st.sampled_from(["产出指标", "效益指标"]),
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.fixed_dictionaries(FIELDS), min_size=1, max_size=4),
    pack=st.sampled_from(["hubei", "hunan"]),
    points=st.sampled_from(["", "40", "80"]),
    level1=st.sampled_from([{}, {"产出指标": "40"}, {"产出指标": "40", "效益指标": "40"}]),
    execution=st.sampled_from(["20", "10"]),
)
def test_nothing_is_summed_up_while_a_score_is_open(
    rows: list[dict], pack: str, points: str, level1: dict, execution: str
) -> None:
    named = [{"三级指标": f"事项{number}", **row} for number, row in enumerate(rows)]
    report = {
        "模板": pack, "单位名称": "某局", "年度": "2023",
        "预算执行": {"全年预算数": "100", "全年执行数": "100", "分值": execution},
        "年度目标": [{"名称": "甲", "分值": points, "一级分值": level1, "指标": named}],
    }  # fmt: skip
    found, narrative = told(report)
    (goal,) = found.goals
    weights = sum((Decimal(row["分值"] or 0) for row in named), Decimal(0))
    open_ = [
        row for row, source in zip(goal.indicators, named, strict=True)
        if row.score is None and (source["分值"] or (weights and points and weights < Decimal(points) and not level1
        and all(other["分值"] for other in named if other["得分"]) and (source["指标值"] or source["完成值"])))
    ]  # fmt: skip
    text = "\n".join(statement.text for statement in narrative.statements)
    if open_:
        assert found.total is None
        assert found.grade is None
        assert not re.search(r"综合得分[0-9]|自评等级为“[优良中差]|未发现失分", text), text
    if "得分待定" in text:
        assert not re.search(r"综合得分[0-9]|自评等级为“[优良中差]|未发现失分", text), text
