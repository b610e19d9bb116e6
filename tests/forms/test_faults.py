"""Faults of a form's file are told with file, line and the nearest name, and nothing is written."""

import shutil
from pathlib import Path

import pytest

from drafter.commands.draft import draft
from drafter.findings import InputError
from tests.helpers.examples import ROOT

HUBEI = ROOT / "templates" / "hubei"


def fault(folder: Path, data: Path, file: str, old: str, new: str) -> str:
    """What is told for a copy of the Hubei pack with a text of one of its files replaced."""
    pack = folder / "本区"
    shutil.copytree(HUBEI, pack)
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        draft(data, folder / "out", pack=str(pack), only=("自评表",))
    assert not (folder / "out").exists()
    return str(caught.value)


def test_an_unknown_field_is_told_with_line_and_nearest_name(data_file, tmp_path: Path) -> None:
    message = fault(tmp_path, data_file(), "整体自评表.yaml", "{内容: 完成值, 必填: 是}", "{内容: 完成数, 必填: 是}")
    lines = (HUBEI / "整体自评表.yaml").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "内容: 完成值" in text)
    assert f"整体自评表.yaml 第{line}行" in message
    assert "没有可印的内容“完成数”" in message
    assert "是否想写“完成值”" in message


def test_an_unknown_name_in_a_label_is_told(data_file, tmp_path: Path) -> None:
    message = fault(tmp_path, data_file(), "整体自评表.yaml", "{{ 目标分值 }}", "{{ 目标的分值 }}")
    assert "是否想写“目标分值”" in message


def test_a_field_outside_its_rows_is_told(data_file, tmp_path: Path) -> None:
    message = fault(tmp_path, data_file(), "整体自评表.yaml", "{内容: 总分, ", "{内容: 指标值, ")
    assert "“指标值”在这里没有所指；它只能写在“每个: 指标”之内" in message


def test_cells_that_do_not_fill_the_grid_are_told(data_file, tmp_path: Path) -> None:
    message = fault(tmp_path, data_file(), "整体自评表.yaml", "{内容: 总分, 跨列: 5", "{内容: 总分, 跨列: 4")
    assert "整体自评表.yaml 第" in message
    assert "这一行的格子共占6列；应占满7列" in message


def test_an_unknown_key_of_a_cell_is_told_with_the_nearest(data_file, tmp_path: Path) -> None:
    message = fault(tmp_path, data_file(), "整体自评表.yaml", "{文字: 总分, 跨列: 2}", "{文字: 总分, 跨行: 2}")
    assert "没有“跨行”这个键；最接近的是“跨列”" in message


def test_a_missing_file_is_told_with_those_there_are(data_file, tmp_path: Path) -> None:
    message = fault(tmp_path, data_file(), "pack.yaml", "文件: 整体自评表.yaml", "文件: 整体表.yaml")
    assert "文件“整体表.yaml”不存在" in message
    assert "整体自评表.yaml、项目自评表.yaml" in message


def test_a_row_that_is_also_a_group_is_told(data_file, tmp_path: Path) -> None:
    message = fault(
        tmp_path, data_file(), "整体自评表.yaml", "  - 格: [{文字: 总分", "  - 左: [甲]\n    格: [{文字: 总分"
    )
    assert "不是一行，也不是一组行" in message
