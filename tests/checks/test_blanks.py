"""A check is not switched off by a blank elsewhere; what cannot be checked is said in one line."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from drafter.commands.outcomes import Outcome
from drafter.commands.understand import check_data
from tests.helpers.finished_command import Ran
from tests.helpers.small_report import indicator, small_report

Data = Callable[..., Path]

FILLER = {"二级指标": "数量指标", "三级指标": "……"}


def row(name: str, points: str | None, score: str | None, **more: str) -> dict[str, Any]:
    values = {"二级指标": "数量指标", "三级指标": name, "指标值": "10次", "完成值": "10次"}
    return {**values, "分值": points, "得分": score, **more}


def goal(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"预算执行": None, "总分": None, "存在问题": [], "改进措施": [], "年度目标": [{"指标": list(rows), **more}]}


def of(outcome: Outcome, code: str) -> list[str]:
    return [f.found for f in outcome.findings if f.code == code]


def test_178_of_100_points_are_an_error_without_a_word_on_the_budget(data_file: Data) -> None:
    found = check_data(data_file(goal(row("甲", "90", "90"), row("乙", "90", "88"))))
    assert of(found, "weights-not-full") == ["各目标分值之和为 180 分"]
    assert of(found, "score-over-weight") == ["各项合计得分 178 分"]


def test_weights_above_full_marks_are_an_error_while_others_are_blank(data_file: Data) -> None:
    found = check_data(data_file(goal(row("甲", "90", "10"), row("乙", "90", "10"), row("丙", None, "5"))))
    assert of(found, "weights-not-full") == ["各目标分值之和为 180 分"]


def test_weights_below_full_marks_are_none_while_others_are_blank(data_file: Data) -> None:
    found = check_data(data_file(goal(row("甲", "40", "40"), row("丙", None, "5"))))
    assert of(found, "weights-not-full") == []
    told = "分值合计没有与满分 100 分核对：预算执行、“丙”没有填分值，已填的合计 40 分；请补填"
    assert list(found.notes) == [told]


@pytest.mark.parametrize("total", ["91", "89"])
def test_a_row_of_dots_does_not_switch_the_total_off(data_file: Data, total: str) -> None:
    report = small_report()
    report["年度目标"][0]["指标"].append(FILLER)
    found = check_data(data_file({**report, "总分": total}))
    assert len(of(found, "total-mismatch")) == 1
    assert found.notes == ()


def test_a_total_below_the_scores_that_are_there_is_an_error(data_file: Data) -> None:
    rows = [row("甲", "40", "40"), row("乙", "40", None, 完成值="")]
    found = check_data(data_file({**goal(*rows), "总分": "30"}))
    assert of(found, "total-mismatch") == ["总分填报 30 分"]


def test_a_total_that_cannot_be_added_up_is_told_with_what_is_missing(data_file: Data) -> None:
    report = deepcopy(small_report())
    report["年度目标"][0]["指标"][1] |= {"得分": None, "完成值": None}
    found = check_data(data_file(report))
    assert of(found, "total-mismatch") == []
    assert list(found.notes) == ["总分 90 没有核对：“就业率”没有填得分，也算不出来；请补填"]


def test_what_was_not_checked_is_printed_and_in_the_json(drafter: Callable[..., Ran], data_file: Data) -> None:
    path = data_file(goal(row("甲", "40", "40")))
    assert "说明：分值合计没有与满分 100 分核对" in drafter("check", path).err
    assert "说明：分值合计没有与满分 100 分核对" in drafter("score", path).err
    assert drafter("check", path, "--json").json["notes"][0].startswith("分值合计没有与满分 100 分核对")


def test_points_without_target_and_actual_are_found_row_by_row(data_file: Data) -> None:
    report = small_report()
    report["年度目标"][0]["指标"][1] = indicator("效益指标", "社会效益指标", "成活率", "", "", "20", "20")
    found = [f for f in check_data(data_file(report)).findings if f.code == "value-unreadable"]
    assert [f.found for f in found] == ["“成活率”得分 20 分，指标值和完成值都没有填"]
    assert found[0].where.path == "年度目标[0].指标[1].完成值"


def test_a_row_scored_by_its_criterion_alone_is_left_alone(data_file: Data) -> None:
    report = small_report()
    row = indicator("效益指标", "社会效益指标", "依据充分性", "", "", "20", "20", 评分标准="依据不充分的不得分")
    report["年度目标"][0]["指标"][1] = row
    assert of(check_data(data_file(report)), "value-unreadable") == []


def test_a_form_without_actuals_is_one_line(data_file: Data) -> None:
    report = small_report()
    for row in report["年度目标"][0]["指标"]:
        row["完成值"] = row["指标值"] = ""
    found = check_data(data_file(report))
    assert of(found, "value-unreadable") == []
    assert list(found.notes) == ["各项指标都没有填完成值，得分没有与完成情况核对；请补填"]
