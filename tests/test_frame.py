"""The first sentence with its basis, how the self-evaluation was done, the leader's words: each printed once."""

import json
from pathlib import Path

import pytest

from drafter.blocks import Text
from drafter.docx.read import read_blocks
from drafter.narrate import sentence_basis
from tests.helpers.small_report import small_report

FRAME = {
    "评价依据": "根据《关于开展2020年度绩效自评的通知》（某财〔2021〕3号）。",
    "工作开展情况": "成立自评小组，抽查12户。\n\n逐户核对台账。",
    "领导签批": {"姓名": "张某", "意见": "同意。", "日期": "2021-3-1"},
    "上年度结果应用": "用于核减低效项目。",
    "结果应用": "作为预算安排的依据。",
}


def lines(drafter, folder: Path, pack: str, **more: object) -> list[str]:  # type: ignore[no-untyped-def]
    report = {**small_report(), **FRAME, "模板": pack, **more}
    if pack in ("national", "evaluation"):
        report |= {"报告类型": {"national": "项目", "evaluation": "财政评价"}[pack], "项目名称": "技能培训"}
    path = folder / "数据.json"
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    drafter("draft", path, "-o", folder / "out")
    (file,) = (file for file in (folder / "out").glob("*.docx") if "摘要" not in file.name)
    return [block.text for block in read_blocks(file) if isinstance(block, Text)]


@pytest.mark.parametrize("pack", ["hubei", "hunan", "national", "evaluation"])
def test_each_text_of_the_frame_is_printed_once(drafter, tmp_path: Path, pack: str) -> None:  # type: ignore[no-untyped-def]
    text = "\n".join(lines(drafter, tmp_path, pack))
    signed = "2021年3月1日，张某对自评结果的签批意见：同意。"
    for wanted in ("《关于开展2020年度绩效自评的通知》（某财〔2021〕3号），", "抽查12户", "逐户核对台账", signed):
        assert text.count(wanted) == 1, wanted
    assert "根据根据" not in text
    assert "。。" not in text
    assert text.count("作为预算安排的依据。") == 1
    assert pack == "evaluation" or text.count("用于核减低效项目。") == 1


def test_the_first_sentence_stands_above_the_first_heading(drafter, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = lines(drafter, tmp_path, "hubei")
    first = next(line for line in found if line.startswith("根据《"))
    assert first.endswith("某区人力资源局对2020年度部门整体开展了绩效自评，现将有关情况报告如下。")
    assert found.index(first) < next(at for at, line in enumerate(found) if line.startswith("一、"))


def test_a_basis_of_several_sentences_is_printed_as_it_was_written(drafter, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = lines(drafter, tmp_path, "hubei", 评价依据="一是《通知》。二是《办法》。")
    assert "一是《通知》。二是《办法》。" in found
    assert not any("开展了绩效自评，现将" in line for line in found)


def test_a_line_of_the_leader_that_was_begun_shows_what_is_missing(drafter, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = lines(drafter, tmp_path, "hubei", 领导签批={"姓名": "张某"})
    assert "张某对自评结果的签批意见：【待补充：签批意见】。" in found


@pytest.mark.parametrize("pack", ["hubei", "hunan", "national"])
def test_nothing_is_asked_for_where_the_frame_is_not_given(drafter, tmp_path: Path, pack: str) -> None:  # type: ignore[no-untyped-def]
    found = lines(drafter, tmp_path, pack, 评价依据=None, 领导签批=None, 工作开展情况=None)
    assert not any("评价依据" in line or "签批" in line for line in found)


def test_a_section_that_places_do_not_all_have_stands_only_where_its_text_is_given(drafter, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = lines(drafter, tmp_path, "hunan", 上年度结果应用=None, 结果应用=None, 领导签批=None)
    assert not any("结果应用" in line or "结果拟应用" in line for line in found)


def test_two_texts_about_how_it_was_done_are_one_section(drafter, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = lines(drafter, tmp_path, "national", 基本情况={"绩效自评工作开展情况": "先由科室填报。"})
    at = next(index for index, line in enumerate(found) if line.endswith("、绩效自评工作开展情况"))
    assert found[at + 1 : at + 4] == ["先由科室填报。", "成立自评小组，抽查12户。", "逐户核对台账。"]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("《通知》（某财〔2021〕2号）", "《通知》（某财〔2021〕2号）"),
        ("按照区财政局的要求。", "区财政局的要求"),
        ("一是甲。二是乙。", None),
        ("甲\n乙", None),
        ("。", None),
        (None, None),
    ],
)
def test_basis_as_a_clause(text: str | None, clause: str | None) -> None:
    assert sentence_basis(text) == clause


def test_the_frame_goes_through_the_workbook(drafter, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "数据.json"
    path.write_text(json.dumps({**small_report(), **FRAME}, ensure_ascii=False), encoding="utf-8")
    drafter("convert", path, "-o", tmp_path / "数据.xlsx")
    drafter("convert", tmp_path / "数据.xlsx", "-o", tmp_path / "回.json")
    back = json.loads((tmp_path / "回.json").read_text(encoding="utf-8"))
    assert {key: back[key] for key in FRAME} == FRAME


def test_a_title_that_is_no_key_of_the_leaders_line_is_told_with_its_cell(drafter, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from openpyxl import load_workbook

    path = tmp_path / "数据.json"
    path.write_text(json.dumps({**small_report(), **FRAME}, ensure_ascii=False), encoding="utf-8")
    drafter("convert", path, "-o", tmp_path / "数据.xlsx")
    book = load_workbook(tmp_path / "数据.xlsx")
    (cell,) = (cell for row in book["文字材料"].iter_rows() for cell in row if cell.value == "意见")
    cell.value = "批示"
    book.save(tmp_path / "数据.xlsx")
    told = drafter("check", tmp_path / "数据.xlsx")
    assert "领导签批的标题只能是姓名、意见、日期" in told.err + told.out
    assert cell.coordinate in told.err + told.out
