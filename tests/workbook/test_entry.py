"""The empty workbook and the empty YAML: what a person meets, what counts as data, what is never overwritten."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import yaml

from drafter.commands.new import entry_form
from drafter.findings import InputError
from drafter.load import load
from drafter.model import SelfEvaluation
from drafter.textfile import model_in
from drafter.workbook.drawing.blank_yaml import blank_yaml
from drafter.workbook.drawing.hints import HINTS, column_hint
from drafter.workbook.drawing.workbook import entry_workbook
from drafter.workbook.shape import SHEETS
from tests.helpers.finished_command import Ran

KINDS = [
    ("hubei", "部门整体"),
    ("hubei", "项目"),
    ("hunan", "部门整体"),
    ("national", "项目"),
    ("evaluation", "财政评价"),
]


def book_of(pack: str, kind: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(entry_workbook(entry_form(pack, kind))))


def head_row(sheet: openpyxl.worksheet.worksheet.Worksheet) -> int:
    heads = next(found.columns for found in SHEETS if found.name == sheet.title)
    return next(
        row for row in range(1, 11) if [sheet.cell(row, n).value for n in range(1, len(heads) + 1)] == list(heads)
    )


def rule_of(sheet: openpyxl.worksheet.worksheet.Worksheet, head: str) -> object:
    row = head_row(sheet)
    cell = next(cell for cell in sheet[row] if cell.value == head)
    below = sheet.cell(row + 1, cell.column).coordinate
    return next(rule for rule in sheet.data_validations.dataValidation if below in rule.sqref)


@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_the_sheets_of_the_kind_stand_after_the_guide(pack: str, kind: str) -> None:
    book = book_of(pack, kind)
    names = book.sheetnames
    assert names[0] == "填写说明"
    assert names[-1] == "选项"
    assert book["选项"].sheet_state == "hidden"
    assert ("评价维度" in names) == (kind == "财政评价")
    assert ("项目" in names) == (kind == "部门整体")
    steps = [book["填写说明"].cell(row, 1).value for row in range(2, 7)]
    assert [step[:2] for step in steps] == ["1.", "2.", "3.", "4.", "5."]


def test_every_head_has_a_note_and_text_stays_text() -> None:
    book = book_of("hubei", "部门整体")
    for name in book.sheetnames[2:-1]:
        sheet = book[name]
        row = head_row(sheet)
        for cell in (cell for cell in sheet[row] if cell.value):
            assert cell.comment is not None, f"{name} {cell.value}"
        assert sheet.freeze_panes is not None
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
        formats = {cell.value: sheet.cell(row + 1, cell.column).number_format for cell in sheet[row]}
        for head in ("指标值", "完成值", "名称", "三级指标", "上年完成值"):
            assert formats.get(head, "@") == "@"
    assert formats is not None


def test_choices_come_from_the_pack_and_the_phrasebank() -> None:
    sheet = book_of("hubei", "部门整体")["指标"]
    assert rule_of(sheet, "一级指标").formula1 == '"成本指标,产出指标,效益指标,满意度指标"'
    assert rule_of(sheet, "一级指标").errorStyle == "warning"
    assert "OFFSET" in rule_of(sheet, "二级指标").formula1
    assert rule_of(sheet, "核心指标").errorStyle in (None, "stop")
    assert "政策未出台" in rule_of(sheet, "原因类别").formula1
    assert rule_of(sheet, "项目名称").formula1.startswith("项目!")
    assert "部门预算项目" in rule_of(book_of("hubei", "部门整体")["项目"], "项目类别").formula1


def test_a_lost_point_without_a_reason_is_red_and_the_sums_are_live() -> None:
    book = book_of("hubei", "部门整体")
    rules = [rule for cells in book["指标"].conditional_formatting for rule in cells.rules]
    assert any("<VALUE(" in rule.formula[0] for rule in rules)
    assert str(book["指标"]["A2"].value).startswith("=IF(填写说明!")


@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_the_same_bytes_every_time(pack: str, kind: str) -> None:
    form = entry_form(pack, kind)
    assert entry_workbook(form) == entry_workbook(form)
    assert blank_yaml(form) == blank_yaml(form)


@pytest.mark.parametrize(("pack", "kind"), KINDS)
@pytest.mark.parametrize("suffix", ["xlsx", "yaml"])
def test_unfilled_it_gives_the_few_clear_faults(
    pack: str, kind: str, suffix: str, tmp_path: Path, drafter: Callable[..., Ran]
) -> None:
    path = tmp_path / f"数据.{suffix}"
    assert drafter("new", path, "--pack", pack, "--type", kind).code == 0
    ran = drafter("draft", path)
    assert ran.code == 2
    faults = ran.err.strip().splitlines()
    assert len(faults) == 3
    assert [word for word in ("单位名称", "年度", "没有一个指标") if word in ran.err] == [
        "单位名称",
        "年度",
        "没有一个指标",
    ]


@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_empty_yaml_loads_once_the_required_values_are_filled(pack: str, kind: str, tmp_path: Path) -> None:
    text = blank_yaml(entry_form(pack, kind))
    path = tmp_path / "数据.yaml"
    for key, value in {"单位名称": "某单位", "年度": "2020", "  全年预算数": "100"}.items():
        text = text.replace(f"\n{key}:", f"\n{key}: {value}", 1)
    path.write_text(text, encoding="utf-8")
    loaded = load(path)
    assert loaded.data.report_type == kind
    assert not loaded.notes


@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_every_example_in_empty_yaml_loads_when_its_mark_is_taken_away(pack: str, kind: str, tmp_path: Path) -> None:
    head, *lines = blank_yaml(entry_form(pack, kind)).split("\n模板:")
    text = "\n模板:".join(["", *lines]).replace("\n# ", "\n").replace("[兑现时间]", "")
    for key, value in {"单位名称": "某单位", "年度": "2020", "  全年预算数": "100"}.items():
        text = text.replace(f"\n{key}:", f"\n{key}: {value}", 1)
    path = tmp_path / "数据.yaml"
    path.write_text(text, encoding="utf-8")
    data = load(path).data
    assert data.problems or kind == "财政评价"
    assert yaml.safe_load(text)
    assert head.startswith("# ")


def test_every_key_of_the_data_file_has_a_hint() -> None:
    def groups(record: type, path: str = "") -> None:
        assert set(HINTS[path]) == set(record.aliases()), path
        for field in record.model_fields.values():
            inner = model_in(field.annotation)
            if inner is not None and inner is not SelfEvaluation:
                groups(inner, f"{path}.{field.alias}" if path else str(field.alias))

    groups(SelfEvaluation)
    for sheet in SHEETS[1:]:
        for column in sheet.columns:
            assert column_hint(sheet.name, column).meaning != column


def test_new_never_overwrites_and_tells_what_it_can_write(tmp_path: Path, drafter: Callable[..., Ran]) -> None:
    path = tmp_path / "数据.xlsx"
    path.write_bytes(b"mine")
    assert drafter("new", path).code == 3
    assert path.read_bytes() == b"mine"
    ran = drafter("new", tmp_path / "数据.json")
    assert ran.code == 2
    assert "drafter convert" in ran.err
    assert drafter("new", tmp_path / "甲.xlsx", "--type", "别的").code == 2
    assert "可写：部门整体、项目" in drafter("new", tmp_path / "甲.xlsx", "--pack", "hunan", "--type", "财政评价").err
    assert drafter("new", tmp_path / "乙.xlsx", "--pack", "evaluation", "--json").json["报告类型"] == "财政评价"


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(InputError):
        entry_form("hunan", "财政评价")
