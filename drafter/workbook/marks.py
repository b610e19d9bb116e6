"""The conditions of an entry workbook: a cell still missing turns yellow, one that contradicts others red.

In: a worksheet, which one it is, the form. Out: its conditional formats. A colour asks; it never stops anybody.
"""

from collections.abc import Sequence
from typing import Any

from drafter.workbook.entryform import EntryForm
from drafter.workbook.hints import column_hint
from drafter.workbook.shape import SHEETS
from drafter.workbook.styles import MISSING, WRONG, Styles
from drafter.workbook.totals import LAST_ROW, first_row, letter

_COLUMNS = {sheet.name: sheet.columns for sheet in SHEETS}
_WATCHED = ("指标", "项目", "评价维度", "扣分")


def mark_missing(page: Any, sheet: str, form: EntryForm, styles: Styles, keys: Sequence[str]) -> None:
    """Lays the conditions over a sheet; ``keys``: of 基本信息, row by row."""
    first = first_row(sheet)
    for number, key in enumerate(keys):
        if column_hint(sheet, key).must:
            cell = f"B{first + number}"
            _rule(page, cell, f'={cell}=""', styles.mark(MISSING))
    if sheet == "指标":
        points, score, reason = (letter(sheet, head) for head in ("分值", "得分", "偏差原因"))
        lost = f'IFERROR(VALUE(${score}{first}&"")<VALUE(${points}{first}&""),FALSE)'
        _rule(page, _span(sheet, "偏差原因"), f'=AND(${reason}{first}="",{lost})', styles.mark(WRONG))
        over = f'IFERROR(VALUE(${score}{first}&"")>VALUE(${points}{first}&""),FALSE)'
        _rule(page, _span(sheet, "得分"), f"={over}", styles.mark(WRONG))
    if sheet == "预算执行":
        spent, budget, reason = (letter(sheet, head) for head in ("全年执行数", "全年预算数", "偏差原因"))
        low = f'IFERROR(VALUE(${spent}{first}&"")/VALUE(${budget}{first}&"")<{form.execution_low},FALSE)'
        whole = f'$B{first}<>"明细"'
        _rule(page, _span(sheet, "偏差原因"), f'=AND(${reason}{first}="",{whole},{low})', styles.mark(WRONG))
    if sheet in _WATCHED:
        last = letter(sheet, _COLUMNS[sheet][-1])
        for head in _COLUMNS[sheet]:
            if column_hint(sheet, head).must and (sheet, head) != ("项目", "单位名称") and head not in ("分值", "年度"):
                started = f"COUNTA($A{first}:${last}{first})>0"
                cell = f"${letter(sheet, head)}{first}"
                _rule(page, _span(sheet, head), f'=AND({cell}="",{started})', styles.mark(MISSING))


def _span(sheet: str, head: str) -> str:
    name = letter(sheet, head)
    return f"{name}{first_row(sheet)}:{name}{LAST_ROW}"


def _rule(page: Any, cells: str, criteria: str, style: Any) -> None:
    page.conditional_format(cells, {"type": "formula", "criteria": criteria, "format": style})
