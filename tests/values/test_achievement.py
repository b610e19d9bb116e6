"""Every pair of target and actual is judged as a person judged it, or not at all."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from drafter.assess import assess
from drafter.commands.understand import check_data, understand
from drafter.numbers import quotient
from drafter.pack.values import LateRule
from drafter.values import Direction, read_value
from drafter.values.achievement import Achievement, Verdict, achievement
from tests.helpers.labelled import value_table
from tests.helpers.small_report import indicator, small_report

PAIRS = value_table("pairs.tsv", 9)


def judged(target: str, actual: str, name: str = "", level2: str = "", **more: object) -> Achievement:
    return achievement(read_value(target), read_value(actual), name=name, level2=level2, **more)  # type: ignore[arg-type]


def ratio(text: str) -> Decimal | None:
    if not text:
        return None
    above, _, below = text.partition("/")
    return quotient(Decimal(above), Decimal(below or 1))


@pytest.mark.parametrize("row", PAIRS, ids=[f"{row[0]} | {row[1]} | {row[2]}" for row in PAIRS])
def test_a_pair_is_judged_as_labelled(row: tuple[str, ...]) -> None:
    target, actual, name, level2, verdict, direction, completion, days, difference = row
    found = judged(target, actual, name, level2, year=2020)
    assert (found.verdict.value, found.direction.value if found.direction else "") == (verdict, direction), found.reason
    assert found.days_late == (int(days) if days else None)
    assert found.difference == (Decimal(difference) if difference else None)
    expected = ratio(completion)
    assert (found.completion is None) == (expected is None)
    assert found.completion is None or expected is None or abs(found.completion - expected) < Decimal("1e-20")
    assert found.reason


@pytest.mark.parametrize(
    ("target", "actual", "words"),
    [
        ("", "95%", "指标值未填"),
        ("≥95%", "/", "完成值未填（“/”）"),
        ("100%", "100￥", "完成值“100￥”无法识别，是否为“100%”"),
        ("不超过合同金额", "2 万", "指标值“不超过合同金额”没有写明上限是多少"),
        ("60 家", "80 人", "单位不同：指标值“60 家”，完成值“80 人”"),
        ("95%", "0.95", "“0.95”没有百分号，不能确定它与“95%”是否同一口径"),
        (">=2", ">=2", "完成值照抄了指标值“>=2”，按所称判断"),
        ("≥95%", "基本达到", "完成值写的是“基本达到”，只是部分达成"),
        ("9月前", "9月20日", "“9月前”是否包括当期不明"),
        ("≥15万元", "2000", "“≥15万元”与“2000”只有一方写明单位"),
    ],
)
def test_the_reason_names_what_is_wrong(target: str, actual: str, words: str) -> None:
    assert judged(target, actual).reason == words


def test_the_reason_names_where_a_direction_came_from() -> None:
    assert "名称含“失业率”，按反向判断" in judged("5%", "3%", "登记失业率").reason
    assert "成本指标，按反向判断" in judged("400元", "400元", "办案补助", "成本指标").reason
    assert "时效指标" in judged("3个工作日", "2个工作日", "办件", "时效指标").reason


def test_the_first_level_decides_too() -> None:
    found = achievement(read_value("10万元"), read_value("9万元"), name="会务", level1="成本指标")
    assert found.direction is Direction.AT_MOST


def test_dates_without_a_year_need_the_reports_year() -> None:
    assert judged("2020年底前", "当年").verdict is Verdict.UNKNOWN
    assert judged("2020年底前", "当年", year=2020).verdict is Verdict.MET
    assert judged("2020年底前", "当年", year=2021).verdict is Verdict.MISSED
    assert judged("8月", "8月").verdict is Verdict.MET


def test_an_output_with_a_ceiling_is_judged_by_its_ceiling() -> None:
    found = judged("≤4次/年", "5次", "产学研活动开展次数", "数量指标")
    assert (found.verdict, found.direction) == (Verdict.MISSED, Direction.AT_MOST)


def test_nothing_is_an_answer_to_a_target_of_none(data_file) -> None:
    """无 beside 零安全事故 is what was done, not a cell left empty."""
    report = small_report()
    report["存在问题"], report["改进措施"] = [], []
    report["年度目标"][0]["指标"][0] = indicator("产出指标", "质量指标", "安全事故", "零安全事故", "无", "50", "50")
    row = understand(data_file(report)).assessment.indicators[0]
    assert (row.achievement.verdict, row.actual.blank, row.complete) == (Verdict.MET, False, True)


@pytest.mark.parametrize(
    ("level2", "name", "target", "actual", "code"),
    [
        ("质量指标", "验收合格率", "100%", "1", "percent-scale"),
        ("时效指标", "发放时间", "2020年9月底前", "45561", "value-unreadable"),
        ("数量指标", "运行维护次数", "1次/月", "1次", "value-unreadable"),
        ("数量指标", "设备购置", "2套", "10件", "value-unreadable"),
        ("质量指标", "公开招标率", "60%", "52%", "direction-suspect"),
        ("经济成本指标", "活动费用", "10万元", "10元", "unit-mixed"),
    ],
)
def test_what_cannot_be_judged_at_full_points_is_found_once(
    level2: str, name: str, target: str, actual: str, code: str, data_file
) -> None:
    report = small_report()
    report["存在问题"], report["改进措施"] = [], []
    report["年度目标"][0]["指标"][0] = indicator("产出指标", level2, name, target, actual, "50", "50")
    found = [finding.code for finding in check_data(data_file(report)).findings]
    assert found.count(code) == 1
    assert not {"full-score-on-miss", "reason-missing"} & set(found)
    row = understand(data_file(report)).assessment.indicators[0]
    assert row.complete is not True or row.achievement.notes or row.achievement.question is None


def test_an_excel_serial_is_told_as_its_day() -> None:
    asked = judged("12月31日前", "45561").question
    assert asked is not None
    assert "Excel 的日期序号，即2024年9月26日" in asked.found


def test_the_score_says_how_a_period_was_read(data_file) -> None:
    report = small_report()
    report["年度目标"][0]["指标"][0].update(指标值="≥1次/季", 完成值="3次")
    row = understand(data_file(report)).assessment.indicators[0]
    assert row.computed_score == Decimal("37.5")
    assert "“≥1次/季”全年为4次，与“3次”比较" in row.rule


@pytest.mark.parametrize(
    ("rule", "score"), [("不得分", "0"), ("每逾期5天扣1分", "8"), ("每逾期1天扣20分", "0"), ("按比例", "9.77")]
)
def test_a_pack_says_what_being_late_costs(rule: str, score: str, data_file) -> None:
    report = small_report()
    report["存在问题"], report["改进措施"] = [], []
    row = indicator("产出指标", "时效指标", "完工时间", "2020年11月30日前", "2020年12月8日", "10", "")
    report["年度目标"][0]["指标"][0] = {**row, "得分": None}
    found = understand(data_file(report))
    assert found.assessment.indicators[0].computed_score is None
    scoring = found.pack.scoring.model_copy(update={"late_rule": TypeAdapter(LateRule).validate_python(rule)})
    assert assess(found.loaded.data, scoring).indicators[0].computed_score == Decimal(score)


def test_a_completion_in_the_next_year_is_late_and_no_mistake_of_the_year(data_file) -> None:
    """12月底前完成100% is a deadline, whatever share of the work it names."""
    report = small_report()
    report["存在问题"], report["改进措施"] = [], []
    target, actual = "12月底前完成100%", f"{int(report['年度']) + 1}年3月完成"
    report["年度目标"][0]["指标"][0] = indicator("产出指标", "时效指标", "资金拨付", target, actual, "50", "40")
    assert "year-mixed" not in [finding.code for finding in check_data(data_file(report)).findings]
    row = understand(data_file(report)).assessment.indicators[0]
    assert row.achievement.verdict is Verdict.MISSED
