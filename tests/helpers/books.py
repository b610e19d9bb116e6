"""Workbooks built for the tests: from a tree, from plain rows, from raw parts."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from drafter.findings import DrafterError
from drafter.load import load
from drafter.workbook.layout import rows_of

HEAD = [["项目", "内容"], ["单位名称", "某中心"], ["年度", "2020"]]
"""The rows of 基本信息."""

HEADS = ["年度目标", "二级指标", "三级指标", "指标值", "完成值", "分值"]
ROW = ["甲", "数量指标", "人数", "≥20人", "25人", "10"]
"""Columns of the sheet 指标, and one row of it."""

BUDGET = [["全年预算数", "全年执行数"], ["100", "90"]]
"""The rows of 预算执行."""


def book(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], *, head: bool = True) -> Path:
    """An .xlsx with these rows; 基本信息 is put before them."""
    made = plain(sheets, head=head)
    made.save(path)
    return path


def plain(sheets: Mapping[str, Sequence[Sequence[Any]]], *, head: bool = True) -> Workbook:
    made = Workbook()
    made.remove(made.active)
    for name, rows in {**({"基本信息": HEAD} if head else {}), **sheets}.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return made


def of_tree(path: Path, tree: Mapping[str, object]) -> Path:
    made = plain(rows_of(tree), head=False)
    for sheet in made:
        for row in sheet.iter_rows():
            for cell in row:
                cell.value = cell.value or None
                cell.data_type = "s" if cell.value else "n"
    made.save(path)
    return path


def told(path: Path) -> list[str]:
    """Every line that the person gets, without the name of the file."""
    try:
        load(path)
    except DrafterError as error:
        return [str(fault).replace(str(path), "").strip() for fault in error.faults]
    return []


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(path: Path, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path
