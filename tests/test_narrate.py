"""What the report says of awkward data: nothing doubled, nothing untrue, the unit kept."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from drafter.commands.understand import phrasebank, understand
from drafter.narrate import Narrative, narrate
from drafter.narrate.wording import clause, named_project, one_line
from tests.helpers.small_report import indicator, small_report


@pytest.fixture
def told(data_file):
    """The narrative of a report as a mapping from slot to the texts of its passages."""

    def narrative(report: dict[str, Any]) -> dict[str, list[str]]:
        path: Path = data_file(report)
        found = understand(path)
        result: Narrative = narrate(found.assessment, found.pack, phrasebank(), found.loaded.places.of)
        return {slot: ["".join(s.text for s in p) for p in passages] for slot, passages in result.passages.items()}

    return narrative


def with_row(**changes: str | None) -> dict[str, Any]:
    """The small report without problems and measures, its first row changed."""
    report = deepcopy(small_report())
    report["存在问题"], report["改进措施"] = [], []
    report["预算执行"] = {"全年预算数": "100.00", "全年执行数": "100.00", "分值": "20"}
    report["年度目标"][0]["指标"][0].update(changes)
    return report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("主要原因是材料不全。", "材料不全"),
        ("由于材料不全", "材料不全"),
        ("因车辆不足，停工", "车辆不足，停工"),
        ("因此停工", "因此停工"),
        ("因素复杂", "因素复杂"),
        ("1、车辆不足\n2、人手不足", "1、车辆不足；2、人手不足"),
        ("无", None),
        ("/", None),
        (None, None),
    ],
)
def test_a_reason_becomes_a_clause(text: str | None, expected: str | None) -> None:
    assert clause(text) == expected


def test_line_breaks_of_a_cell_do_not_break_the_sentence() -> None:
    assert one_line("甲：3\n\n乙：4\n") == "甲：3；乙：4"


@pytest.mark.parametrize(
    ("name", "expected"), [("就业补助项目", "“就业补助项目”"), ("人才直通车", "“人才直通车”项目"), (None, None)]
)
def test_a_project_is_called_a_project_once(name: str | None, expected: str | None) -> None:
    assert named_project(name) == expected


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {},
            "“开发岗位”未达到年度目标，目标200个，实际完成164个，完成率82.00%，较目标少36个，失9分。造成这一情况的原因是符合条件人数少于预期。",
        ),
        (
            {"完成值": "未开展", "得分": "0"},
            "“开发岗位”年内未开展，分值50分，失50分。造成这一情况的原因是符合条件人数少于预期。",
        ),
        (
            {"二级指标": "质量指标", "指标值": "100%", "完成值": "98.25%", "得分": "49.13"},
            "“开发岗位”略低于年度目标，目标100%，实际为98.25%，相差1.75个百分点，失0.87分。造成这一情况的原因是符合条件人数少于预期。",
        ),
        (
            {"二级指标": "时效指标", "指标值": "2020年12月31日前", "完成值": "2021年1月20日", "得分": "40"},
            "“开发岗位”未按时限完成，应于2020年12月31日前完成，实际为2021年1月20日，逾期20天，失10分。造成这一情况的原因是符合条件人数少于预期。",
        ),
        (
            {
                "一级指标": "成本指标",
                "二级指标": "经济成本指标",
                "指标值": "≤15万元",
                "完成值": "16.2万元",
                "得分": "46.30",
            },
            "“开发岗位”超出控制目标，上限15万元，实际为16.2万元，超出1.20万元（8.00%），失3.70分。造成这一情况的原因是符合条件人数少于预期。",
        ),
        (
            {"指标值": "≥320万平方米", "完成值": "312万平方米", "得分": "48.75"},
            "“开发岗位”略低于年度目标，目标不少于320万平方米，实际完成312万平方米，完成率97.50%，较目标少8万平方米，失1.25分。造成这一情况的原因是符合条件人数少于预期。",
        ),
        (
            {"完成值": "200个", "偏差原因": None},
            "“开发岗位”已达到年度目标（目标200个，实际完成200个），自评扣9分，得41分。扣分的依据是【待补充：扣分依据】。",
        ),
        (
            {"指标值": "有所提升", "完成值": "部分达成", "偏差原因": "无"},
            "“开发岗位”没有达到“有所提升”的目标，自评完成情况为“部分达成”，分值50分，失9分。造成这一情况的原因是【待补充：偏差原因】。",
        ),
    ],
)
def test_each_kind_of_shortfall_has_its_sentence(told, changes: dict[str, str | None], sentence: str) -> None:
    assert told(with_row(**changes))["存在的问题"] == [sentence]


def test_a_target_far_exceeded_asks_for_the_reason(told) -> None:
    report = with_row(完成值="300个", 得分="50", 偏差原因=None)
    assert told(report)["存在的问题"] == [
        "“开发岗位”完成值明显高于目标，目标200个，实际完成300个，完成率150.00%，超出目标100个。超出较多的原因是【待补充：超额原因】。"
    ]


def test_low_execution_stands_where_its_loss_puts_it(told) -> None:
    report = with_row()
    report["预算执行"] = {"全年预算数": "100", "全年执行数": "40", "分值": "20", "偏差原因": "配套政策年内未出台"}
    problems = told(report)["存在的问题"]
    assert [text[:6] for text in problems] == ["预算执行与计", "“开发岗位”"]
    assert all(part in problems[0] for part in ("40.00%", "失12分", "60.00万元", "配套政策年内未出台"))


def test_a_report_without_a_loss_says_so_and_one_that_overspent_does_not(told) -> None:
    report = with_row(完成值="200个", 得分="50", 偏差原因=None)
    report["预算执行"] = {"全年预算数": "100", "全年执行数": "100", "分值": "20"}
    report["总分"] = "100"
    assert told(report)["存在的问题"] == ["本年度绩效目标全部完成，自评未发现失分事项。"]
    report["预算执行"]["全年执行数"] = "195"
    assert told(report)["存在的问题"] == ["【待补充：存在的问题】"]


def test_a_budget_of_zero_prints_no_rate(told) -> None:
    report = with_row()
    report["预算执行"] = {"全年预算数": "0", "全年执行数": "0", "分值": "20"}
    assert told(report)["预算执行公式"] == ["预算执行率为“—”：调整后预算总额为零，不计算执行率。"]


def test_goals_with_a_row_that_waits_for_its_score_tell_the_rest(told) -> None:
    report = with_row(完成值=None, 得分=None)
    assert told(report)["目标得分"] == ["“促进就业”目标分值80分，设置绩效指标3项，除“开发岗位”得分待定外，已得30分。"]


def test_loss_of_a_group_without_weights_is_told_by_the_group(told) -> None:
    report = with_row()
    rows = [indicator("产出指标", "数量指标", f"事项{n}", "1", "1", "", "5") for n in range(3)]
    rows.append(indicator("效益指标", "社会效益指标", "成效", "1", "1", "", "60"))
    report["年度目标"] = [
        {"名称": "目标", "分值": "80", "一级分值": {"产出指标": "20", "效益指标": "60"}, "指标": rows}
    ]
    assert told(report)["存在的问题"] == [
        "“目标”目标的产出指标失5分，分值为20分，自评得15分。扣分的依据是【待补充：扣分依据】。"
    ]


def test_a_project_in_a_department_is_one_paragraph_with_its_measures(told) -> None:
    report = small_report()
    project = {
        "项目名称": "就业补助项目",
        "预算执行": {"全年预算数": "50", "全年执行数": "20", "分值": "20", "偏差原因": "上级资金下达晚"},
        "年度目标": [
            {"分值": "80", "指标": [indicator("产出指标", "数量指标", "补助人数", "100人", "100人", "80", "80")]}
        ],
        "总分": "88",
        "存在问题": [{"编号": "1", "问题": "资金拨付慢", "涉及指标": ["预算执行率"]}],
        "改进措施": [{"措施": "主动对接上级部门", "针对问题": ["1"]}],
    }
    report["项目"] = [project]
    assert told(report)["项目支出"] == [
        "“就业补助项目”所设1项绩效指标均达到目标，全年预算数50.00万元，执行20.00万元，预算执行率40.00%，自评得88分。资金拨付慢。预算没有全部执行，未执行资金30.00万元，失12分。原因在于上级资金下达晚。改进措施：主动对接上级部门。"
    ]


def test_only_the_sentences_of_a_changed_row_and_the_sums_change(told) -> None:
    before = told(with_row())
    after = told(with_row(完成值="170个", 得分="42.5"))
    for slot, texts in before.items():
        for old, new in zip(texts, after[slot], strict=True):
            if old != new:
                assert "开发岗位" in new or "促进就业" in new or "得分" in new or "共失" in new


def test_a_missed_target_is_never_told_as_complete_whatever_its_score(told) -> None:
    report = with_row(得分="50")
    slots = told(report)
    assert any("“开发岗位”" in text for text in slots["未完成的目标"])
    assert not any("“开发岗位”" in text for text in slots["完成的目标"])
    assert "本年度绩效目标全部完成" not in "".join(slots["存在的问题"])


def test_a_row_without_weight_is_complete_only_when_its_target_is_met(told) -> None:
    slots = told(with_row(分值="0", 得分="0"))
    assert any("“开发岗位”" in text for text in slots["未完成的目标"])


def test_a_loss_is_not_told_where_the_goal_is_only_weighted_wrongly(told) -> None:
    report = with_row(完成值="200个", 得分="50", 偏差原因=None)
    report["年度目标"][0]["分值"] = "100"
    assert not any("失20分" in text for text in told(report)["存在的问题"])


def test_a_row_that_lost_points_far_above_its_target_is_told_once(told) -> None:
    """A reason for the deduction is not told again as a reason for the excess."""
    report = with_row(完成值="300个", 偏差原因="台账不全")
    assert told(report)["存在的问题"] == [
        "“开发岗位”已达到年度目标（目标200个，实际完成300个），自评扣9分，得41分。扣分的依据是台账不全。"
    ]


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ([("甲经费", "60", "57"), ("乙经费", "40", "38")], "甲经费"),  # 3 of 5
        ([("甲经费", "60", "55.01"), ("乙经费", "40", "39.99")], "甲经费"),
        (
            [("甲经费", "60", "40"), ("乙经费", "40", "39"), ("丙经费", "0", "16")],
            "",
        ),  # 20 of 5 is no part; 1 is not the most
        ([(f"{n}经费", "20", "19") for n in "甲乙丙丁戊"], ""),  # a fifth each explains nothing
        ([("甲经费", "100", "95")], ""),  # the whole
    ],
)
def test_the_part_that_left_the_most_is_named_where_it_explains_it(
    parts: list[tuple[str, str, str]], named: str, told: Any
) -> None:
    report = small_report()
    report["预算执行"]["得分"] = None
    report["预算执行"]["明细"] = [{"名称": n, "全年预算数": b, "全年执行数": s} for n, b, s in parts]
    texts = [text for passages in told(report).values() for text in passages]
    said = [text for text in texts if "占未执行" in text]
    assert bool(said) == bool(named), texts
    assert all(named in text and not any(n in text for n, _, _ in parts if n != named) for text in said)


def linked() -> dict[str, Any]:
    report = with_row(偏差原因="首次招标流标", 改进措施="2月底前验收")
    report["预算执行"] = {"全年预算数": "1000", "全年执行数": "600", "分值": "20", "偏差原因": "工程款未到支付节点"}
    report["存在问题"] = [
        {"编号": "1", "问题": "修缮进度滞后", "原因": "材料供应慢", "涉及指标": ["开发岗位", "预算执行率"]}
    ]
    report["改进措施"] = [{"措施": "建立工程台账", "针对问题": ["1"]}]
    return report


def test_a_problem_carries_the_facts_reasons_and_measures_of_what_it_names_each_once(told) -> None:
    slots = told(linked())
    (text,) = slots["存在的问题"]
    for part in (
        "修缮进度滞后。", "“开发岗位”目标200个，实际完成164个", "相差36个", "失9分", "60.00%", "400.00万元", "失8分",
        "材料供应慢", "“开发岗位”方面，首次招标流标", "预算执行方面，工程款未到支付节点",
    ):  # fmt: skip
        assert text.count(part) == 1, (part, text)
    assert text.index("失9分") < text.index("材料供应慢") < text.index("首次招标流标")
    assert slots["改进措施"] == ["建立工程台账。", "2月底前验收。"]


def test_facts_that_the_clerk_wrote_are_not_told_again(told) -> None:
    report = linked()
    report["存在问题"][0].update(问题="开发岗位只完成164个，预算执行率60%")
    (text,) = told(report)["存在的问题"]
    assert text.startswith("开发岗位只完成164个，预算执行率60%")
    assert "目标200个" not in text
