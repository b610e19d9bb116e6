"""Laws: words for a miss stand only by rows that missed their target, words for completion only by rows that met it."""

import json
import re
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings

from drafter.assess import IndicatorResult
from drafter.blocks import Statement, Text
from drafter.commands.packs import phrasebank
from drafter.docx.read import read_blocks
from drafter.phrasebank.phrase import SLOT
from drafter.values.achievement import Verdict
from tests.helpers.any_data import any_data
from tests.helpers.narrated import told

BANK = phrasebank()
PHRASES = {phrase.id: phrase for phrase in BANK.phrases}
MISS = re.compile(
    "未达到|未完成|没有完成|没有达到|没有完全达到|(?<!不)低于|未按|逾期|未在时限|差距|未开展|没有实施|未达标"
)

EITHER = re.compile("未完成或未得满分|没有完成或没有得满分")
"""Said of rows that missed their targets and rows that only lost points together."""


def named_apart(data: dict) -> dict:
    """The data with a name of its own for every indicator."""
    numbers = count(1)
    for report in (data, *data.get("项目", ())):
        for goal in report.get("年度目标", ()):
            for row in goal.get("指标", ()):
                row["三级指标"] = f"指标{next(numbers)}号"
    return data


def wording(statement: Statement) -> str:
    """What the phrase says by itself, without anything of the data."""
    phrase = PHRASES[statement.rule]
    return EITHER.sub("", SLOT.sub("", phrase.say[statement.wording - 1]))


def rows_of(statement: Statement, rows: dict[str, IndicatorResult]) -> list[IndicatorResult]:
    names = {
        n for fact in statement.facts if fact.name in ("指标", "指标列") for n in re.findall(r"指标\d+号", fact.text)
    }
    return [rows[name] for name in names]


def is_proved(row: IndicatorResult) -> bool:
    return row.achievement.verdict is not Verdict.UNKNOWN or (row.actual.blank and bool(row.source.criterion))


@settings(max_examples=150)
@given(any_data())
def test_words_fit_the_verdicts(data: dict) -> None:
    assessment, narrative = told(named_apart(data))
    reports = (assessment, *assessment.projects)
    rows = {row.label: row for report in reports for row in report.indicators}
    for statement in narrative.statements:
        said, mine = wording(statement), rows_of(statement, rows)
        if MISS.search(said):
            assert all(row.is_missed for row in mine), statement.text
        if statement.rule.startswith("completed.indicator"):
            assert all(is_proved(row) for row in mine), statement.text
        if statement.rule.startswith("incomplete.group") and MISS.search(said):
            level1 = statement.id.split("/", 1)[1]
            group = [row for row in assessment.incomplete if (row.level1 or "") == level1]
            assert all(row.is_missed for row in group), statement.text
        if statement.rule.startswith("score.counts"):
            assert "未完成" not in said or all(row.is_missed for row in assessment.incomplete), statement.text
            assert "全部完成" not in said or all(map(is_proved, assessment.indicators)), statement.text
        if statement.rule == "problem.none":
            assert all(map(is_proved, assessment.indicators)), statement.text


ROW = {"二级指标": "数量指标", "三级指标": "采购设备", "分值": "40", "得分": "40"}
SURE = {**ROW, "三级指标": "培训人数", "指标值": "100人", "完成值": "100人"}


def report(*rows: dict) -> dict:
    return {
        "模板": "hubei", "单位名称": "某局", "年度": "2024",
        "预算执行": {"全年预算数": "100", "全年执行数": "100", "分值": "20"},
        "年度目标": [{"名称": "某目标", "分值": "80", "指标": list(rows)}],
    }  # fmt: skip


def text(data: dict) -> str:
    _, narrative = told(data)
    return "".join(statement.text for statement in narrative.statements)


@pytest.mark.parametrize(("target", "actual"), [("1套", "3场次"), ("不超过合同金额", "10.5"), ("100%", "100￥")])
def test_row_that_cannot_be_judged_is_not_completed(target: str, actual: str) -> None:
    said = text(report({**ROW, "指标值": target, "完成值": actual}, SURE))
    assert "全部完成" not in said
    assert "另有1项尚不能判断是否完成" in said
    assert "以下1项指标尚不能判断是否完成，请核对。“采购设备”" in said


def test_row_scored_by_its_criterion_without_an_actual_is_completed() -> None:
    row = {**ROW, "指标值": "有所提升", "评分标准": "有所提升得满分，否则不得分"}
    assert "全部完成" in text(report(row, SURE))


def test_row_without_an_actual_is_not_completed_by_its_score() -> None:
    assert "全部完成" not in text(report({**ROW, "指标值": "100套"}, SURE))


def test_points_lost_without_a_verdict_are_no_miss() -> None:
    lost = {**ROW, "指标值": "不超过合同金额", "完成值": "10.5", "得分": "30", "偏差原因": "扣分"}
    said = text(report(lost, {**lost, "三级指标": "运维费用"}))
    assert "未得满分" in said
    assert not re.search("未达到|未完成|没有完成|均未", said)


def test_none_completed_is_not_said_of_rows_that_cannot_be_judged() -> None:
    open_ = {"三级指标": "采购设备", "指标值": "不超过合同金额", "完成值": "10.5", "分值": "40", "得分": "40"}
    late = {"三级指标": "培训人数", "指标值": "100人", "完成值": "60人", "分值": "40", "得分": "24"}
    assert "1项，均尚不能判断是否完成。" in text(report(open_))
    said = text(report(open_, late))
    assert "2项，未完成1项，另有1项尚不能判断是否完成。" in said
    assert "完成0项" not in said


def test_lead_of_a_goal_names_rows_that_met_their_targets_and_lost_points() -> None:
    docked = {"三级指标": "培训人数", "指标值": "100人", "完成值": "100人", "分值": "40", "得分": "30"}
    met = {"三级指标": "印发资料", "指标值": "10份", "完成值": "10份", "分值": "40", "得分": "40"}
    assert "2项，得满分1项，另有1项已达到年度目标、自评有扣分，得70分，失10分" in text(report(docked, met))


def test_lead_of_missed_rows_beside_rows_that_lost_points_says_both() -> None:
    missed = {"三级指标": "培训人数", "指标值": "100人", "完成值": "60人", "分值": "40", "得分": "24"}
    docked = {"三级指标": "印发资料", "指标值": "10份", "完成值": "10份", "分值": "20", "得分": "15"}
    unclear = {"三级指标": "运维费用", "指标值": "不超过合同金额", "完成值": "10.5", "分值": "20", "得分": "15"}
    for other in (docked, unclear):
        said = text(report({**missed, "一级指标": "产出指标"}, {**other, "一级指标": "产出指标"}))
        assert re.search("未完成或未得满分2项|2项未完成或未得满分|2项没有完成或没有得满分", said)
        assert not re.search("(?<!或)未得满分2项|2项(未|没有)得满分", said)


def execution(spent: str, **more: object) -> str:
    data = report({**ROW, "指标值": "10套", "完成值": "10套", "分值": "80", "得分": "80"})
    data["预算执行"] |= {"全年执行数": spent, "偏差原因": "评审核减了预算", "原因类别": "招标采购", **more}
    return text(data)


@pytest.mark.parametrize(
    ("spent", "matter"), [("50", "预算执行率偏低"), ("97", "预算没有全部执行"), ("100", "预算执行失分")]
)
def test_matter_of_the_execution_is_what_the_rate_shows(spent: str, matter: str) -> None:
    said = execution(spent, 得分="15" if spent == "100" else "")
    assert f"{matter}的问题" in said
    assert sum(f"{other}的问题" in said for other in ("预算执行率偏低", "预算没有全部执行", "预算执行失分")) == 1


def test_without_indicators_nothing_is_said_to_be_unmet(drafter, tmp_path: Path) -> None:
    path = tmp_path / "数据.json"
    path.write_text(json.dumps({**report(), "年度目标": []}, ensure_ascii=False), encoding="utf-8")
    drafter("draft", path, "-o", tmp_path / "out", "--only", "完整版")
    (file,) = (tmp_path / "out").glob("*.docx")
    said = [block.text for block in read_blocks(file) if isinstance(block, Text)]
    assert "【待补充：绩效指标】" in said
    assert "无。" not in said[said.index("【待补充：绩效指标】") :][:4]
