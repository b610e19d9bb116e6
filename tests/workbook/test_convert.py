"""YAML, JSON and workbook are one data file: nothing is lost between them, and the report is the same."""

import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.commands.convert import convert
from drafter.load import load
from drafter.textfile import read_text_tree
from drafter.textfile.tree import TreeBuilder
from drafter.textfile.writing import json_text, yaml_text
from drafter.textfile.yamlfile import read_yaml
from drafter.workbook.layout import rows_of
from tests.helpers.examples import DONGXIHU_2023, EXAMPLES, SHIFENG, SUMMARY_2020, WUCHANG
from tests.helpers.finished_command import Ran
from tests.helpers.libreoffice import converted, needs_calc

ALL = sorted(EXAMPLES.glob("*.yaml"))
FIGURES = {"分值", "得分", "总分", "金额", "年初预算数", "全年预算数", "全年执行数", "基本支出总额", "项目支出总额"}


def parts(folder: Path) -> dict[str, bytes]:
    """What a person reads of each report: its Word parts, without the hidden one that holds the places."""
    found = {}
    for report in sorted(folder.glob("*.docx")):
        with zipfile.ZipFile(report) as archive:
            for name in archive.namelist():
                if name.startswith("word/"):
                    found[f"{report.name}!{name}"] = archive.read(name)
    return found


@pytest.mark.parametrize("example", ALL, ids=lambda path: path.stem)
def test_round_the_three_forms_nothing_is_lost(example: Path, tmp_path: Path, drafter: Callable[..., Ran]) -> None:
    chain = [example, *(tmp_path / name for name in ("甲.xlsx", "乙.json", "丙.yaml"))]
    for before, after in pairwise(chain):
        assert drafter("convert", before, "-o", after).code == 0
    data = load(example).data.model_dump()
    assert [load(path).data.model_dump() for path in chain[1:]] == [data] * 3
    for number, path in enumerate(chain):
        assert drafter("draft", path, "--all", "-o", tmp_path / str(number)).code in (0, 1)
    told = parts(tmp_path / "0")
    assert told
    for number in (1, 2, 3):
        assert parts(tmp_path / str(number)) == told


@pytest.mark.parametrize("suffix", ["yaml", "json", "xlsx"])
def test_twice_is_as_once(suffix: str, tmp_path: Path) -> None:
    once, twice = tmp_path / f"甲.{suffix}", tmp_path / f"乙.{suffix}"
    convert(DONGXIHU_2023, once)
    convert(once, twice)
    assert once.read_bytes() == twice.read_bytes()


_CHARS = st.sampled_from([*"a中1 :#-|>[]{}\"'%&*!@`,?\n≥.~=\\\u2028\t", "null", "- ", "：", "9.50"])
_TEXT = st.lists(_CHARS, max_size=6).map("".join)
_TREES = st.recursive(
    st.none() | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("甲乙丙"), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from("甲乙丙"), _TREES, min_size=1))
def test_any_tree_reads_back_from_yaml_and_json(tree: dict) -> None:
    builder = TreeBuilder("数据.yaml")
    assert read_yaml(yaml_text(tree), builder) == []
    assert builder.faults == []
    assert builder.root == tree
    assert json.loads(json_text(tree)) == tree


def test_yaml_is_written_like_the_examples() -> None:
    lines = [line for line in WUCHANG.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert yaml_text(read_text_tree(WUCHANG).tree).splitlines() == lines


def test_comments_do_not_come_along_and_it_says_so(tmp_path: Path, drafter: Callable[..., Ran]) -> None:
    assert "批注没有带过去" in drafter("convert", SUMMARY_2020, "-o", tmp_path / "甲.yaml").err
    ran = drafter("convert", tmp_path / "甲.yaml", "-o", tmp_path / "乙.json", "--json")
    assert ran.json["notes"] == []


def test_convert_refuses_what_it_cannot_do(tmp_path: Path, drafter: Callable[..., Ran]) -> None:
    mine = tmp_path / "甲.yaml"
    mine.write_text("单位名称: 某单位\n", encoding="utf-8")
    assert drafter("convert", mine, "-o", tmp_path / "乙.json").code == 2
    assert drafter("convert", SUMMARY_2020, "-o", tmp_path / "乙.csv").code == 2
    assert drafter("convert", SUMMARY_2020, "-o", mine).code == 3
    assert mine.read_text(encoding="utf-8") == "单位名称: 某单位\n"


def fill(book: openpyxl.Workbook, rows: dict[str, list[list[str]]]) -> None:
    """Types the rows as a person does: below the heads, figures as numbers, rates as percents, days as dates."""
    for name, (heads, *entries) in rows.items():
        sheet = book[name] if name in book.sheetnames else None
        if sheet is None:
            assert not entries
            continue
        if name == "基本信息":
            keys = {sheet.cell(row, 1).value: row for row in range(3, sheet.max_row + 1)}
            for key, value in entries:
                if value:
                    put(sheet.cell(keys[key], 2), key, value)
            continue
        at = next(row for row in range(1, 11) if sheet.cell(row, 1).value == heads[0])
        columns = {cell.value: cell.column for cell in sheet[at]}
        for number, entry in enumerate(entries, start=at + 1):
            for column in range(1, len(columns) + 1):
                sheet.cell(number, column).value = None
            for head, value in zip(heads, entry, strict=True):
                if value:
                    if head not in columns:
                        columns[head] = len(columns) + 1
                        sheet.cell(at, columns[head]).value = head
                    put(sheet.cell(number, columns[head]), head, value)
        if name == "文字材料":
            for row in sheet.iter_rows(min_row=at + 1 + len(entries), max_row=sheet.max_row):
                for cell in row:
                    cell.value = None


def put(cell: openpyxl.cell.Cell, head: str, value: str) -> None:
    plain = re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?", value)
    if head in FIGURES | {"年度", "编号"} and plain:
        cell.value = float(value) if "." in value else int(value)
    elif head == "执行率" and re.fullmatch(r"\d+\.\d\d%", value):
        cell.value = float(value[:-1]) / 100
        assert cell.number_format == "0.00%"
    elif head == "填报日期":
        cell.value = date.fromisoformat(value)
        assert cell.number_format == "yyyy-mm-dd"
    else:
        cell.value = value


def typed(example: Path, tmp_path: Path, drafter: Callable[..., Ran]) -> Path:
    """The empty workbook of an example's pack, filled with its figures by hand."""
    tree = read_text_tree(example).mapping
    path = tmp_path / "数据.xlsx"
    assert drafter("new", path, "--pack", tree["模板"], "--type", tree["报告类型"]).code == 0
    book = openpyxl.load_workbook(path)
    fill(book, rows_of(tree))
    book.save(path)
    return path


def in_folder(data: Path, folder: Path, drafter: Callable[..., Ran]) -> dict[str, bytes]:
    assert drafter("draft", data, "--all", "-o", folder).code in (0, 1)
    return parts(folder)


@pytest.mark.parametrize("example", [SUMMARY_2020, WUCHANG, DONGXIHU_2023, SHIFENG], ids=lambda path: path.stem)
def test_typed_into_the_workbook_the_report_is_the_same(
    example: Path, tmp_path: Path, drafter: Callable[..., Ran]
) -> None:
    filled = typed(example, tmp_path, drafter)
    assert in_folder(filled, tmp_path / "表", drafter) == in_folder(example, tmp_path / "文", drafter)


def test_draft_writes_beside_the_workbook(tmp_path: Path, drafter: Callable[..., Ran]) -> None:
    filled = typed(SUMMARY_2020, tmp_path, drafter)
    ran = drafter("draft", filled)
    names = sorted(path.name for path in tmp_path.glob("*.docx"))
    assert names
    assert all(name.startswith("2020年度武汉市东西湖区企业和人才服务中心") for name in names)
    assert "没有读" not in ran.err


@needs_calc
def test_libreoffice_keeps_the_dropdowns_and_the_values(tmp_path: Path, drafter: Callable[..., Ran]) -> None:
    filled = typed(DONGXIHU_2023, tmp_path, drafter)
    (saved,) = converted([filled], "xlsx", tmp_path / "存")
    kept = openpyxl.load_workbook(saved)["指标"].data_validations.dataValidation
    assert len(kept) >= 5
    assert any("OFFSET" in str(rule.formula1) for rule in kept)
    assert in_folder(saved, tmp_path / "甲", drafter) == in_folder(DONGXIHU_2023, tmp_path / "乙", drafter)
    guide = openpyxl.load_workbook(saved, data_only=True)["填写说明"]
    sums = next(row for row in guide.iter_rows(values_only=True) if row[0] == "本报告")
    assert sums[1:5] == (80, 20, 100, "√")
