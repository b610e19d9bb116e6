"""The pack's tables: its columns, a row an indicator (or a project, a class …); equal neighbours become one cell.

In: the pack's ``表格`` and the assessment. Out: a ``Table`` for each that has rows. Values are printed as they were
given; a field that the pack calls 必填 is a visible gap where it is missing. ``FIELDS`` are the names that packs use
of an indicator, for tables and forms; ``RowField.paths`` says where a field is in the data file. The rows of other
kinds, and their names, are made by ``sum_tables``.
"""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from drafter.assess import Assessment, IndicatorResult
from drafter.blocks import Align, Block, Cell, Fact, Row, Table, gap
from drafter.compose.sum_tables import KINDS, NONE, SUM, Line, sum_line
from drafter.findings import Fault, InputError
from drafter.model import DataPath, PlaceOf
from drafter.numbers import plain
from drafter.pack import Column, Pack, TableForm
from drafter.patterns import regex
from drafter.values import Direction, Value, fold


def rowspans(merges: Sequence[bool], rows: Sequence[Sequence[str]]) -> list[list[int]]:
    """Rowspans by row and column; a merged column stays inside the cell that its rows share on the left.

    Only the merged columns from the left on count: behind the first that does not merge nothing does. Empty cells
    never merge.
    """
    spans = [[1] * len(merges) for _ in rows]
    if not rows:
        return spans
    starts = {0}
    for c, merge in enumerate(merges):
        if not merge:
            break
        starts |= {r for r in range(1, len(rows)) if rows[r][c] != rows[r - 1][c] or not rows[r][c]}
        for begin, end in pairwise([*sorted(starts), len(rows)]):
            spans[begin][c] = end - begin
            for r in range(begin + 1, end):
                spans[r][c] = 0
    return spans


Read = Callable[[IndicatorResult], str | None]

_SIGNS = {
    (Direction.EQUAL, False): "=",
    (Direction.AT_LEAST, False): "≥",
    (Direction.AT_LEAST, True): ">",
    (Direction.AT_MOST, False): "≤",
    (Direction.AT_MOST, True): "<",
}
_BOUND = r"[≥≤><=]|不[低少小高多大]于|不超过|[低少小高多大]于|超过|至少|至多|最少|最多|达到|达|控制在|"
_FIGURE = regex(rf"({_BOUND})([0-9][0-9,.]*)([^0-9(（]*)")
_BOUND_BEHIND = regex(r"(以上|以下|以内|之内|及以上|及以下)$")


def split_target(value: Value) -> tuple[str, str, str]:
    """A target in three columns: ``≥95%`` -> ≥, 95, %; what is no plain figure stays whole in the middle."""
    match = _FIGURE.fullmatch(fold(value.text))
    more = value.label or value.about or value.upper is not None or value.claim
    if match is None or not value.is_figure or more:
        return "", value.text.strip(), ""
    sign = _SIGNS[value.direction, value.strict] if value.direction else ""
    return sign, match[2], _BOUND_BEHIND.sub("", match[3])


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


def _score(row: IndicatorResult) -> str | None:
    if row.source.score:
        return row.source.score.text
    return None if row.computed_score is None else plain(row.computed_score)


def _part_of_target(part: int) -> Read:
    return lambda row: split_target(row.target)[part] or None


class RowField(Struct, frozen=True):
    """What a column prints of a row: ``read`` gives the text, ``paths`` the cells that it is made of."""

    read: Read
    paths: Callable[[DataPath], tuple[DataPath, ...]]


def _of(*keys: str) -> Callable[[Read], RowField]:
    """A field made of these cells of the row."""
    return lambda read: RowField(read, lambda row: tuple(row / key for key in keys))


def _of_goal(key: str) -> Callable[[Read], RowField]:
    """A field made of a cell of the row's goal."""
    return lambda read: RowField(read, lambda row: (row.parent.parent / key,))


FIELDS: Mapping[str, RowField] = {
    "年度目标": _of_goal("名称")(lambda row: row.goal),
    "一级指标": _of("一级指标")(lambda row: row.level1),
    "二级指标": _of("二级指标")(lambda row: row.level2),
    "绩效类别": _of("二级指标")(_category),
    "绩效指标": _of("三级指标")(lambda row: row.source.name),
    "指标值": _of("指标值")(lambda row: row.source.target),
    "运算符号": _of("指标值")(_part_of_target(0)),
    "目标数值": _of("指标值")(_part_of_target(1)),
    "计量单位": _of("指标值")(_part_of_target(2)),
    "完成值": _of("完成值")(lambda row: row.source.actual),
    "分值": _of("分值")(lambda row: row.source.points.text if row.source.points else None),
    "得分": _of("得分")(_score),
    "评分标准": _of("评分标准")(lambda row: row.source.criterion),
    "评价说明": _of("指标值", "完成值")(_told),
    "偏差原因": _of("偏差原因")(lambda row: row.source.deviation_reason),
    "改进措施": _of("改进措施")(lambda row: row.source.corrective_action),
    "上年完成值": _of("上年完成值")(lambda row: row.source.previous_actual),
    "数据来源": _of("数据来源")(lambda row: row.source.data_source),
}
"""What a column of an indicator table can print."""


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
        if form.rows in KINDS:
            lines = KINDS[form.rows].lines(assessment, pack.scoring)
            if len(lines) >= form.least:
                tables[name] = _sum_table(name, form, lines, assessment, place_of)
            continue
        rows = _ROWS[form.rows](assessment)
        if rows and len(rows) >= form.least:
            tables[name] = _table(name, form, rows, place_of)
    return tables


def printable(form: TableForm) -> tuple[str, ...]:
    """What the columns of this table can print."""
    return KINDS[form.rows].names if form.rows in KINDS else tuple(FIELDS)


def wrong_fields(form: TableForm) -> list[tuple[str, str, str, str]]:
    """The fields that no column can print: the path inside the table and the parts of a fault."""
    named = [(f"列[{n}].内容", field) for n, column in enumerate(form.columns) for field in column.content]
    faults, known = [], printable(form)
    of_rows = f"行是“{form.rows}”的表" if form.rows in KINDS else ""
    for at, field in (*named, *(("必填", field) for field in form.gaps)):
        if field not in known:
            near = get_close_matches(field, known, n=1, cutoff=0.3)
            hint = f"是否想写“{near[0]}”" if near else "从 templates/README.md 所列的内容中选用"
            faults.append((at, f"{of_rows}没有可印的内容“{field}”", f"可用：{'、'.join(known)}", hint))
    return faults


def _check_fields(pack: Pack, name: str, form: TableForm) -> None:
    """Raises ``InputError`` for a field that no column can print."""
    wrong = wrong_fields(form)
    if wrong:
        raise InputError([Fault(pack.place_of(f"表格.{name}.{at}"), *told) for at, *told in wrong])


def _table(name: str, form: TableForm, rows: Sequence[IndicatorResult], place_of: PlaceOf) -> Table:
    grid = [[_cell(column, form, row, place_of) for column in form.columns] for row in rows]
    return _drawn(name, form, [row.key for row in rows], grid)


def _drawn(name: str, form: TableForm, keys: Sequence[str], grid: Sequence[Sequence[Cell]]) -> Table:
    head = Row(f"{name}/head", tuple(Cell(column.title, label=True) for column in form.columns), header=True)
    spans = rowspans([column.merge for column in form.columns], [[cell.text for cell in line] for line in grid])
    body = tuple(
        Row(f"{name}/{key}", tuple(_spanning(cell, span) for cell, span in zip(line, covers, strict=True) if span))
        for key, line, covers in zip(keys, grid, spans, strict=True)
    )
    return Table(name, tuple(column.width for column in form.columns), (head, *body))


def _sum_table(name: str, form: TableForm, lines: Sequence[Line], assessment: Assessment, place_of: PlaceOf) -> Table:
    rows = [*lines, sum_line(form.rows, lines, assessment)] if form.sum_title and len(lines) > 1 else list(lines)
    grid = [[_figure_cell(column, form, line, place_of) for column in form.columns] for line in rows]
    return _drawn(name, form, [line.key for line in rows], grid)


def _figure_cell(column: Column, form: TableForm, line: Line, place_of: PlaceOf) -> Cell:
    align = _ALIGN[column.align]
    known = [(field, line.figures[field]) for field in column.content if field in line.figures]
    if not known:  # the name of what is summed: the pack's word for the last row
        return Cell(form.sum_title, align)
    field, figure = next(((field, one) for field, one in known if one.text != NONE), known[0])
    if figure.text == NONE and line.key != SUM and column.content[0] in form.gaps:
        text = gap(column.content[0])
        return Cell(text, align, facts=(replace(figure.fact(field, place_of), text=text),))
    return Cell(figure.text, align, facts=(figure.fact(field, place_of),))


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
