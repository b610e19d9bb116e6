"""Scores in an Excel workbook: the same rows, each fault with its cell."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from drafter.findings import DrafterError
from drafter.load import Loaded, load
from drafter.load.scores import SCORE_KEYS, with_scores
from tests.helpers.books import plain
from tests.helpers.examples import ROOT
from tests.helpers.score_files import DATA, ROWS, scored

HEADS = list(SCORE_KEYS)


def read(folder: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], merged: str = "") -> Loaded:
    """The data file of the other tests with the scores of a workbook."""
    data, path = folder / "数据.yaml", folder / "得分.xlsx"
    data.write_text(DATA, encoding="utf-8")
    book = plain(sheets, head=False)
    if merged:
        book.worksheets[0].merge_cells(merged)
    book.save(path)
    return with_scores(load(data), path)


def faults_of(folder: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> list[str]:
    with pytest.raises(DrafterError) as caught:
        read(folder, sheets)
    return [str(fault).replace(f"{folder}/", "") for fault in caught.value.faults]


def rows(*given: Mapping[str, Any]) -> list[list[Any]]:
    return [HEADS, *([row.get(head) for head in HEADS] for row in given)]


def test_the_rows_mean_what_they_mean_in_yaml(tmp_path: Path) -> None:
    given = rows(
        {"三级指标": "兑现人数", "得分": "26.50"},
        {"三级指标": "服务对象满意度", "年度目标": "人才培训", "得分": 9},
        {"三级指标": "ＱＱ群人数(人)", "得分": 19},
        {"预算执行得分": 17.5, "总分": 82, "等级": "中"},
        {"项目名称": "微服务小程序", "三级指标": "响应时间", "年度目标": "第2个目标", "得分": 30},
        {"项目名称": "微服务小程序", "预算执行得分": 19, "总分": 89, "等级": "良"},
        {"项目名称": "金山人才", "三级指标": "入选人数", "得分": 1},
    )
    loaded = read(tmp_path, {"得分": given})
    assert loaded.data == scored(tmp_path, ROWS).data
    place = loaded.places.of("年度目标[1].指标[1].得分")
    assert (place.file, place.sheet, place.cell, place.path) == (f"{tmp_path}/得分.xlsx", "得分", "D3", "[1].得分")
    assert loaded.places.of("项目[0].总分").cell == "F7"


def test_heads_of_other_forms_titles_merges_and_sums_are_read(tmp_path: Path) -> None:
    given = [
        ["2020年自评得分表"],
        ["序号", "绩效目标名称", "指标名称", "权重", "目标值", "计量单位", "自评得分"],
        [1, "人才培训", "服务对象满意度", 10, "≥90", "%", 9],
        [2, None, "QQ群人数（人）", 20, 500, "人", 19],
        [None, None, "合计", 30, None, None, 28],
    ]
    loaded = read(tmp_path, {"Sheet1": given, "别的": [["甲"]]}, merged="B3:B4")
    assert [str(row.score) for row in loaded.data.goals[1].indicators][:2] == ["19", "9"]
    assert [note.replace(f"{tmp_path}/", "") for note in loaded.notes] == [
        "得分.xlsx Sheet1!A5：这一行是“合计”，没有当作指标；总分请填在“总分”列，另写一行，不写指标",
        "得分.xlsx：工作表“别的”没有读，这里只用得分",
        "得分.xlsx：列“分值”、“指标值”、“计量单位”没有读，这里只用得分",
    ]


def test_a_whole_entry_workbook_gives_its_scores(tmp_path: Path) -> None:
    given = {
        "基本信息": [["项目", "内容"], ["总分", "90"]],
        "预算执行": [["项目名称", "得分"], ["微服务小程序", "3"]],
        "指标": [["三级指标", "指标值", "得分"], ["兑现人数", "≥10人", "25"]],
    }
    loaded = read(tmp_path, given)
    assert str(loaded.data.goals[0].indicators[0].score) == "25"
    assert str(loaded.data.total) == "85"


# The rows below the heads, and the one line about them.
BROKEN = [
    (
        {"三级指标": "兑现人次", "得分": 1},
        "得分!C2 [1]·三级指标：没有名为“兑现人次”的指标；最接近的是“兑现人数”。请改正三级指标的名称，或删去这一行。",
    ),
    (
        {"三级指标": "兑现人数", "得分": "优"},
        "得分!D2 [1]·得分：现在是“优”，不能当作数读；这里应是一个数，如 20 或 18.34。请改成数字；还没有数就留空。",
    ),
    ({"得分": 1}, "得分!D2 [1]：没有填“三级指标”；得分要写明是哪个指标的。请补上三级指标。"),
    (
        {"三级指标": "兑现人数", "得分": 1, "总分": 5},
        "得分!C2 [1]：同一条里既有“三级指标”，又有“总分”；指标的得分和总分、等级要分开写。请把“总分”另写一条。",
    ),
    (
        {"项目名称": "银山人才", "总分": 1},
        "得分!A2 [1]·项目名称：没有名为“银山人才”的项目；最接近的是“金山人才”。请改正项目名称。",
    ),
]


@pytest.mark.parametrize(("row", "line"), BROKEN)
def test_a_fault_names_its_cell(tmp_path: Path, row: dict[str, Any], line: str) -> None:
    assert faults_of(tmp_path, {"得分": rows(row)}) == [f"得分.xlsx {line}"]


def test_a_score_written_twice_names_the_first_cell(tmp_path: Path) -> None:
    row = {"三级指标": "兑现人数", "得分": 1}
    (line,) = faults_of(tmp_path, {"得分": rows(row, row)})
    assert line.startswith("得分.xlsx 得分!D3 [2]·得分：“兑现人数”的得分写了两次（第一次在D2）；每个得分只能写一次。")


def test_a_workbook_that_is_no_scores_file_is_told(tmp_path: Path) -> None:
    (line,) = faults_of(tmp_path, {"得分": [["三级指标", "得份"], ["兑现人数", 1]]})
    assert line.startswith("得分.xlsx 得分!B1：没有“得份”这一列；最接近的是“得分”。")
    (line,) = faults_of(tmp_path, {"甲": [["乙", "丙"], [1, 2]]})
    assert line.startswith("得分.xlsx：没有认得的工作表，现在是“甲”；应有工作表“得分”，列名为项目名称、")
    (line,) = faults_of(tmp_path, {"得分": []})
    assert line.startswith("得分.xlsx：工作簿里没有内容；应有项目名称、年度目标、三级指标、得分")
    (line,) = faults_of(tmp_path, {"得分": [HEADS]})
    assert line.startswith("得分.xlsx：文件里没有一个得分；")
    (line,) = faults_of(tmp_path, {"得分": rows({"三级指标": "兑现人数", "得分": "#N/A"})})
    assert line.startswith("得分.xlsx 得分!D2")


def test_the_table_of_the_reference_page_is_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reference" / "data-file.md").read_text(encoding="utf-8").split("## 得分文件")[1]
    table = re.search(r"^\| 项目名称 \|.*\n\|-.*\n((?:\|.*\n)+)", page, re.MULTILINE)
    assert table
    lines = [[cell.strip() or None for cell in line.split("|")[1:-1]] for line in table[1].splitlines()]
    path = tmp_path / "得分.xlsx"
    plain({"得分": [HEADS, *lines]}, head=False).save(path)
    assert load_workbook(path)["得分"].max_row == 5
    data = tmp_path / "数据.yaml"
    data.write_text(DATA.replace("- 指标: [{三级指标: 响应时间, 分值: 40, 得分: 40}]\n", ""), encoding="utf-8")
    found = with_scores(load(data), path).data
    assert (str(found.total), found.grade) == ("85.84", "良")
    assert str(found.projects[0].goals[0].indicators[0].score) == "6.67"
