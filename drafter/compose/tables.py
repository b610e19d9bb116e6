"""Indicator tables: the pack's columns, a row an indicator.

In: the pack's ``表格`` and the assessment. Out: a ``Table`` for each that has rows. Values are printed as they
were given; a field that the pack calls 必填 is a visible gap where it is missing.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from drafter.assess import Assessment, IndicatorResult
from drafter.blocks import Align, Block, Cell, Fact, Row, Table, gap
from drafter.compose.merging import rowspans
from drafter.compose.rowfields import FIELDS
from drafter.findings import Fault, InputError
from drafter.model import PlaceOf
from drafter.pack import Column, Pack, TableForm

_ALIGN: dict[str, Align] = {"左": "left", "中": "center", "右": "right"}


_ROWS: dict[str, Callable[[Assessment], Sequence[IndicatorResult]]] = {
    "全部": lambda found: found.indicators,
    "完成": lambda found: found.complete,
    "未完成": lambda found: found.incomplete,
    "待判断": lambda found: found.undecided,
}


def indicator_tables(pack: Pack, assessment: Assessment, place_of: PlaceOf) -> dict[str, Block]:
    """Each table of the pack that has rows, by its name."""
    tables: dict[str, Block] = {}
    for name, form in pack.data.tables.items():
        _check_fields(pack, name, form)
        rows = _ROWS[form.rows](assessment)
        if rows:
            tables[name] = _table(name, form, rows, place_of)
    return tables


def wrong_fields(form: TableForm) -> list[tuple[str, str, str, str]]:
    """The fields that no column can print: the path inside the table and the parts of a fault."""
    named = [(f"列[{n}].内容", field) for n, column in enumerate(form.columns) for field in column.content]
    faults = []
    for at, field in (*named, *(("必填", field) for field in form.gaps)):
        if field not in FIELDS:
            near = get_close_matches(field, FIELDS, n=1, cutoff=0.3)
            hint = f"是否想写“{near[0]}”" if near else "从 templates/README.md 所列的内容中选用"
            faults.append((at, f"没有可印的内容“{field}”", f"可用：{'、'.join(FIELDS)}", hint))
    return faults


def _check_fields(pack: Pack, name: str, form: TableForm) -> None:
    """Raises ``InputError`` for a field that no column can print."""
    wrong = wrong_fields(form)
    if wrong:
        raise InputError([Fault(pack.place_of(f"表格.{name}.{at}"), *told) for at, *told in wrong])


def _table(name: str, form: TableForm, rows: Sequence[IndicatorResult], place_of: PlaceOf) -> Table:
    head = Row(f"{name}/head", tuple(Cell(column.title, label=True) for column in form.columns), header=True)
    grid = [[_cell(column, form, row, place_of) for column in form.columns] for row in rows]
    spans = rowspans([column.merge for column in form.columns], [[cell.text for cell in line] for line in grid])
    body = tuple(
        Row(f"{name}/{row.key}", tuple(_spanning(cell, span) for cell, span in zip(line, covers, strict=True) if span))
        for row, line, covers in zip(rows, grid, spans, strict=True)
    )
    return Table(name, tuple(column.width for column in form.columns), (head, *body))


def _cell(column: Column, form: TableForm, row: IndicatorResult, place_of: PlaceOf) -> Cell:
    align = _ALIGN[column.align]
    for field in column.content:
        text = FIELDS[field].read(row)
        if text:
            return Cell(text, align, facts=(_fact(field, text, row, place_of),))
    field = column.content[0]
    if field in form.gaps:
        text = gap(field)
        return Cell(text, align, facts=(_fact(field, text, row, place_of),))
    return Cell("", align)


def _fact(field: str, text: str, row: IndicatorResult, place_of: PlaceOf) -> Fact:
    return Fact(field, text, places=tuple(map(place_of, FIELDS[field].paths(row.path))))


def _spanning(cell: Cell, rows: int) -> Cell:
    return cell if rows == 1 else replace(cell, rowspan=rows)
