"""Indicator tables: the pack's columns, a row an indicator.

In: the pack's ``表格`` and the assessment. Out: a ``Table`` for each that has rows. Values are printed as they
were given; a field that the pack calls 必填 is a visible gap where it is missing.
"""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from itertools import pairwise

from drafter.assess import Assessment, IndicatorResult
from drafter.blocks import Align, Block, Cell, Fact, Row, Table, gap
from drafter.findings import Fault, InputError, Place
from drafter.numbers import plain
from drafter.pack import PACK_FILE, Column, Pack, TableForm

_ALIGN: dict[str, Align] = {"左": "left", "中": "center", "右": "right"}


def _category(row: IndicatorResult) -> str:
    """绩效类别 as written: 产出指标-数量指标 where both levels were given, else the second level alone."""
    return f"{row.source.level1}-{row.level2}" if row.source.level1 and row.level2 else row.level2 or row.level1


def _told(row: IndicatorResult) -> str:
    """评价说明 from target and actual, for rows without a criterion."""
    parts = [
        f"目标值{row.source.target}" if row.source.target else "",
        f"完成值{row.source.actual}" if row.source.actual else "",
    ]
    return "，".join(part for part in parts if part)


FIELDS: dict[str, Callable[[IndicatorResult], str | None]] = {
    "年度目标": lambda row: row.goal,
    "一级指标": lambda row: row.level1,
    "二级指标": lambda row: row.level2,
    "绩效类别": _category,
    "绩效指标": lambda row: row.source.name,
    "指标值": lambda row: row.source.target,
    "完成值": lambda row: row.source.actual,
    "分值": lambda row: row.source.points.text if row.source.points else None,
    "得分": lambda row: _score(row),
    "评分标准": lambda row: row.source.criterion,
    "评价说明": _told,
    "偏差原因": lambda row: row.source.deviation_reason,
    "改进措施": lambda row: row.source.corrective_action,
    "上年完成值": lambda row: row.source.previous_actual,
    "数据来源": lambda row: row.source.data_source,
}
"""What a column of an indicator table can print."""


def _score(row: IndicatorResult) -> str | None:
    if row.source.score:
        return row.source.score.text
    return None if row.computed_score is None else plain(row.computed_score)


_ROWS: dict[str, Callable[[Assessment], Sequence[IndicatorResult]]] = {
    "全部": lambda found: found.indicators,
    "完成": lambda found: found.complete,
    "未完成": lambda found: found.incomplete,
    "待判断": lambda found: found.undecided,
}


def indicator_tables(pack: Pack, assessment: Assessment, place_of: Callable[[str], Place]) -> dict[str, Block]:
    """Each table of the pack that has rows, by its name."""
    tables: dict[str, Block] = {}
    for name, form in pack.data.tables.items():
        _check_fields(pack, name, form)
        rows = _ROWS[form.rows](assessment)
        if rows:
            tables[name] = _table(name, form, rows, place_of)
    return tables


def _check_fields(pack: Pack, name: str, form: TableForm) -> None:
    """Raises ``InputError`` for a field that no column can print."""
    faults = []
    for field in (*(field for column in form.columns for field in column.content), *form.gaps):
        if field not in FIELDS:
            near = get_close_matches(field, FIELDS, n=1, cutoff=0.3)
            hint = f"是否想写“{near[0]}”" if near else "从 templates/README.md 所列的内容中选用"
            where = Place(str(pack.folder / PACK_FILE), path=f"表格.{name}")
            faults.append(Fault(where, f"没有可印的内容“{field}”", f"可用：{'、'.join(FIELDS)}", hint))
    if faults:
        raise InputError(faults)


def _table(name: str, form: TableForm, rows: Sequence[IndicatorResult], place_of: Callable[[str], Place]) -> Table:
    head = Row(f"{name}/head", tuple(Cell(column.title, label=True) for column in form.columns), header=True)
    grid = [[_cell(column, form, row, place_of) for column in form.columns] for row in rows]
    spans = _spans(form.columns, grid)
    body = tuple(
        Row(f"{name}/{rows[r].key}", tuple(_spanned(cell, spans[r][c]) for c, cell in enumerate(line) if spans[r][c]))
        for r, line in enumerate(grid)
    )
    return Table(name, tuple(column.width for column in form.columns), (head, *body))


def _cell(column: Column, form: TableForm, row: IndicatorResult, place_of: Callable[[str], Place]) -> Cell:
    align = _ALIGN[column.align]
    for field in column.content:
        text = FIELDS[field](row)
        if text:
            return Cell(
                text, align, facts=(Fact(field, text, places=(place_of(f"{row.path}.{_KEYS.get(field, field)}"),)),)
            )
    field = column.content[0]
    if field in form.gaps:
        text = gap(field)
        return Cell(text, align, facts=(Fact(field, text, places=(place_of(f"{row.path}.{field}"),)),))
    return Cell("", align)


_KEYS = {"绩效指标": "三级指标", "绩效类别": "二级指标"}
"""Fields whose name is not the data file's key."""


def _spanned(cell: Cell, rowspan: int) -> Cell:
    return Cell(cell.text, cell.align, cell.colspan, rowspan, cell.label, cell.facts)


def _spans(columns: Sequence[Column], grid: list[list[Cell]]) -> list[list[int]]:
    """Rowspans: equal neighbours of a merged column become one cell, inside the cell that they share on the left."""
    spans = [[1] * len(columns) for _ in grid]
    starts = {0}
    for c, column in enumerate(columns):
        if not column.merge:
            break
        starts |= {r for r in range(1, len(grid)) if grid[r][c].text != grid[r - 1][c].text or not grid[r][c].text}
        ordered = [*sorted(starts), len(grid)]
        for begin, end in pairwise(ordered):
            spans[begin][c] = end - begin
            for r in range(begin + 1, end):
                spans[r][c] = 0
    return spans
