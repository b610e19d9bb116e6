"""核实说明: a finding that a person has looked at is settled by a line of the data file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from drafter.commands.understand import check_data
from tests.helpers.finished_command import Ran
from tests.helpers.small_report import indicator, small_report

Data = Callable[..., Path]
WHY = "一家企业年内注销，经主管部门同意视为完成"


def agreed(*settlements: dict[str, str], **more: Any) -> dict[str, Any]:
    """99 of 100 with full points: an error that the department has agreed to."""
    report = small_report()
    goal = report["年度目标"][0]
    row = indicator("产出指标", "数量指标", "走访企业", "≥100家", "99家", "50", "50", 偏差原因=WHY, 改进措施="清理名单")
    goal["指标"][0] = row
    problem = {"编号": "1", "问题": "走访未达目标", "原因": "企业注销", "涉及指标": ["走访企业"]}
    return {**report, "总分": "99", "存在问题": [problem], "核实说明": list(settlements), **more}


def line(place: str, code: str = "full-score-on-miss", why: str = WHY) -> dict[str, str]:
    return {"位置": place, "代码": code, "说明": why}


PLACES = [
    "走访企业",
    "促进就业/走访企业",
    "年度目标[1]·指标[1]·得分",
    "年度目标[1]·指标[1]",
    "年度目标[0].指标[0].得分",
    "第24行 年度目标[1]·指标[1]·得分",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_finding_is_settled_by_name_or_path(data_file: Data, place: str) -> None:
    assert [f.code for f in check_data(data_file(agreed())).findings] == ["full-score-on-miss"]
    found = check_data(data_file(agreed(line(place))))
    assert found.findings == ()
    assert [(f.code, why) for f, why in found.settled] == [("full-score-on-miss", WHY)]
    assert found.notes == ()


@pytest.mark.parametrize("given", [line("就业率"), line("年度目标[1]"), line("走访企业", "reason-missing")])
def test_another_place_or_code_settles_nothing_and_is_told(data_file: Data, given: dict[str, str]) -> None:
    found = check_data(data_file(agreed(given)))
    assert [f.code for f in found.findings] == ["full-score-on-miss"]
    assert len(found.notes) == 1
    assert f"核实说明[1]（位置“{given['位置']}”" in found.notes[0]


def test_a_line_without_words_settles_nothing(data_file: Data) -> None:
    found = check_data(data_file(agreed(line("走访企业", why=""))))
    assert len(found.findings) == 1
    assert list(found.notes) == ["核实说明[1] 没有填说明，没有用上；请补填"]


def test_a_name_that_two_rows_bear_needs_its_goal(data_file: Data) -> None:
    report = agreed(line("走访企业"))
    report["年度目标"].append(
        {"名称": "另一目标", "指标": [{**report["年度目标"][0]["指标"][0], "分值": None, "得分": None}]}
    )
    codes = [f.code for f in check_data(data_file(report)).findings]
    assert "full-score-on-miss" in codes
    report["核实说明"] = [line("促进就业/走访企业")]
    assert "full-score-on-miss" not in [f.code for f in check_data(data_file(report)).findings]


def test_a_code_that_there_is_not_is_refused_with_the_nearest(drafter: Callable[..., Ran], data_file: Data) -> None:
    done = drafter("check", data_file(agreed(line("走访企业", "full-score-miss"))))
    assert done.code == 2
    assert "没有“full-score-miss”这个代码；应是检查结果的一个代码。是不是“full-score-on-miss”？" in done.err


def test_the_count_is_in_the_json_and_all_prints_the_words(drafter: Callable[..., Ran], data_file: Data) -> None:
    path = data_file(agreed(line("走访企业")))
    done = drafter("check", path, "--json")
    assert (done.code, done.json["settled"], done.json["findings"]) == (0, 1, [])
    assert drafter("check", path, "--json", "--all").json["已说明"][0]["说明"] == WHY
    assert WHY in drafter("check", path, "--all").out
    assert "已说明 1 处" in drafter("check", path).out
    assert WHY not in drafter("check", path).out


def test_what_is_settled_does_not_hold_the_final_draft_up(
    drafter: Callable[..., Ran], data_file: Data, tmp_path: Path
) -> None:
    assert "full-score-on-miss" in str(drafter("draft", data_file(agreed()), "-o", tmp_path / "甲", "--json").json)
    refused = drafter("draft", data_file(agreed()), "-o", tmp_path / "乙", "--final")
    assert refused.code == 3
    done = drafter("draft", data_file(agreed(line("走访企业"))), "-o", tmp_path / "丙", "--final")
    assert done.code == 0, done.err
    assert "已说明 1 处（用 drafter check --all 列出）。" in done.out
    assert "没有空缺，也没有别的不一致。" in done.out


def test_in_a_workbook_a_cell_is_a_place(drafter: Callable[..., Ran], data_file: Data, tmp_path: Path) -> None:
    book = tmp_path / "数据.xlsx"
    assert drafter("convert", data_file(agreed()), "-o", book).code == 0
    where = drafter("check", book, "--json").json["findings"][0]["where"]
    path = data_file(agreed(line(f"{where['sheet']}!{where['cell']}")))
    other = tmp_path / "另一.xlsx"
    assert drafter("convert", path, "-o", other).code == 0
    assert drafter("check", other, "--json").json["settled"] == 1


def test_a_project_has_its_own(data_file: Data) -> None:
    project = {"项目名称": "甲项目", **{key: agreed()[key] for key in ("预算执行", "年度目标")}}
    settled = {**project, "核实说明": [line("走访企业")]}
    codes = [[f.code for f in check_data(data_file({"项目": [one]})).findings] for one in (project, settled)]
    assert "full-score-on-miss" in codes[0]
    assert "full-score-on-miss" not in codes[1]
