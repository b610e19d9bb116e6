"""The data file as rows of text, and back, without loss; no .xlsx is touched here.

In: ``rows_of`` takes the tree of a data file that the model accepts, ``tree_of`` rows under the columns of ``SHEETS``.
Out: the one from the other; ``tree_of`` also gives the cell of every value, and what does not fit. A rare column is
there only where the data file needs it (two goals of one name, an entry without any content).
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from drafter.model import DataPath, Indicator, is_blank
from drafter.model.agreement import levels
from drafter.textfile import Tree
from drafter.workbook import shape
from drafter.workbook.from_rows import read_sheets
from drafter.workbook.owners import Spot, Trouble
from drafter.workbook.shape import (
    EVALUATION_SHEETS,
    SHEET,
    Sheet,
    alike,
    as_group,
    as_list,
    numbers_in_a_row,
    pieces,
    plain,
    words_in_lines,
)

Row = dict[str, str]
"""A row: the text of its cells by column."""

Group = Mapping[str, object]
"""A group of keys in the tree of a data file."""


def rows_by_sheet(tree: Group) -> dict[str, list[Row]]:
    """The rows of every sheet of ``SHEETS``, by its name: the whole report first, then project by project."""
    book: dict[str, list[Row]] = {sheet.name: [] for sheet in shape.SHEETS}
    for key in shape.HEAD_KEYS:
        book["基本信息"].append({"项目": key, shape.CONTENT: _text(key, tree.get(key))})
    _add_report(book, tree, {})
    projects = [as_group(project) for project in _entries(tree.get("项目"))]
    names = [plain(project.get(shape.PROJECT)).strip() for project in projects]
    distinct = _are_distinct(names)
    for number, (name, project) in enumerate(zip(names, projects, strict=True), start=1):
        head = _values(project, shape.HEAD_KEYS)
        book["项目"].append(head if any(head.values()) else {**head, shape.EMPTY: shape.EMPTY_ENTRY})
        owner = {shape.PROJECT: name}
        if not distinct:
            owner[shape.PROJECT_NUMBER] = str(number)
        _add_report(book, project, owner)
    return book


def _add_report(book: dict[str, list[Row]], tree: Group, owner: Row) -> None:
    """Adds the rows of one report; ``owner``: the columns that name its project, none for the whole."""
    _add_money(book, tree, owner)
    goals = [as_group(goal) for goal in _entries(tree.get("年度目标"))]
    names = [plain(goal.get("名称")).strip() for goal in goals]
    distinct = _are_distinct(names if names[:1] != [""] else names[1:])  # the first one may have no name
    for number, (name, goal) in enumerate(zip(names, goals, strict=True), start=1):
        numbered = {} if distinct else {shape.GOAL_NUMBER: str(number)}
        book["指标"] += _goal(goal, {**owner, shape.GOAL: name, **numbered})
    for sheet in ("存在问题", "改进措施", "核实说明", "指标分级"):
        book[sheet] += _rows(tree.get(sheet), shape.SHEET[sheet].keys, owner)
    dimensions = _entries(tree.get("评价维度"))
    book["评价维度"] += _rows(dimensions, shape.SHEET["评价维度"].keys, owner)
    names = [plain(as_group(dimension).get("名称")).strip() for dimension in dimensions]
    distinct = _are_distinct(names)
    for number, (name, dimension) in enumerate(zip(names, dimensions, strict=True), start=1):
        numbered = {} if distinct else {shape.DIMENSION_NUMBER: str(number)}
        of_dimension = {**owner, shape.DIMENSION: name, **numbered}
        book["扣分"] += _rows(as_group(dimension).get("扣分"), shape.SHEET["扣分"].keys, of_dimension)
    _add_texts(book["文字材料"], tree, owner)


def _add_money(book: dict[str, list[Row]], tree: Group, owner: Row) -> None:
    revenue, execution = as_group(tree.get("收支情况")), as_group(tree.get("预算执行"))
    rows = [
        row
        for kind in (shape.INCOME_KIND, shape.SPENDING_KIND)
        for row in _rows(revenue.get(kind), shape.SHEET["收支情况"].keys, {**owner, shape.CATEGORY: kind})
    ]
    if unit := plain(revenue.get(shape.MONEY_UNIT)):
        rows = rows or [dict(owner)]
        rows[0] = {**rows[0], shape.MONEY_UNIT: unit}
    book["收支情况"] += rows
    whole = _values(execution, shape.SHEET["预算执行"].keys)
    if any(whole.values()):
        book["预算执行"].append({**owner, shape.CATEGORY: shape.WHOLE_KIND, **whole})
    parts = {**owner, shape.CATEGORY: shape.PARTS_KIND}
    book["预算执行"] += _rows(execution.get("明细"), shape.SHEET["预算执行"].keys, parts)


def _goal(goal: Group, owner: Row) -> list[Row]:
    """The rows of a goal: its indicators, the first with what belongs to the goal, and weights that need a row."""
    rows = []
    for indicator in map(as_group, _entries(goal.get("指标"))):
        row = {**owner, **_values(indicator, Indicator.aliases())}
        rows.append(row if _any(row, Indicator.aliases()) else {**row, shape.EMPTY: shape.EMPTY_INDICATOR})
    weights = {str(key): plain(value) or shape.NO_POINTS for key, value in as_group(goal.get("一级分值")).items()}
    rows_for_weights = {key: _row_for_weight(key, rows) for key in weights}
    at = list(rows_for_weights.values())
    # Reading takes the weights in the order of the rows: where that is not theirs, each gets a row of its own.
    if None in at or at != sorted(set(at), key=lambda number: number or 0):
        rows = [{**owner, "一级指标": key, shape.LEVEL1_POINTS: points} for key, points in weights.items()] + rows
    else:
        for key, number in rows_for_weights.items():
            rows[number or 0][shape.LEVEL1_POINTS] = weights[key]
    own = {head: plain(goal.get(key)) for head, key in shape.GOAL_COLUMNS.items()}
    if not rows:
        rows = [dict(owner)]
        if not any(own.values()) and not owner[shape.GOAL]:
            rows[0][shape.EMPTY] = shape.EMPTY_GOAL
    rows[0] = {**rows[0], **own}
    return rows


def _row_for_weight(key: str, rows: Sequence[Row]) -> int | None:
    """The first row of a 一级指标, counted from 0, to print its weight in; None where that row says nothing else.

    A row with nothing but 一级指标 and its weight is read back as a weight, not as an indicator.
    """
    for at, row in enumerate(rows):
        if levels(row["一级指标"], row["二级指标"])[0] == key and key.strip():
            return at if _any(row, [other for other in Indicator.aliases() if other != "一级指标"]) else None
    return None


def _add_texts(rows: list[Row], tree: Group, owner: Row) -> None:
    texts = [(kind, str(key), value) for kind in shape.TITLED for key, value in as_group(tree.get(kind)).items()]
    texts = [(kind, key, value) for kind, key, value in texts if kind == shape.BACKGROUND or not is_blank(value)]
    for key in shape.TEXT_KEYS:
        texts += [(key, "", value) for value in as_list(tree.get(key)) if not is_blank(value)]
    for kind, heading, value in texts:
        for piece in pieces(plain(value)):
            rows.append({**owner, shape.CATEGORY: kind, shape.HEADING: heading, shape.CONTENT: piece})
            kind, heading = shape.CONTINUED, ""


def _rows(entries: object, keys: Iterable[str], owner: Row) -> list[Row]:
    """One row an entry; one without content is marked in 空行, since a blank row is not read."""
    result = []
    for entry in map(as_group, _entries(entries)):
        values = _values(entry, keys)
        empty = {} if any(values.values()) else {shape.EMPTY: shape.EMPTY_ENTRY}
        result.append({**owner, **values, **empty})
    return result


def _values(group: Group, keys: Iterable[str]) -> Row:
    return {key: _text(key, group.get(key)) for key in keys}


def _text(key: str, value: object) -> str:
    if key in shape.WORD_LISTS:
        return words_in_lines(value)
    return numbers_in_a_row(value) if key in shape.NUMBER_LISTS else plain(value)


def _entries(value: object) -> Sequence[object]:
    """The entries of a list, blank ones too: the paths of the others count them."""
    return value if isinstance(value, list | tuple) else []


def _any(row: Row, keys: Iterable[str]) -> bool:
    return any(row.get(key) for key in keys)


def _are_distinct(names: Sequence[str]) -> bool:
    """Whether no name is blank and none occurs twice, so that each leads to one entry."""
    folded = [alike(name) for name in names]
    return all(folded) and len(set(folded)) == len(folded)


class SheetTree(Struct, frozen=True):
    """The tree of rows; ``spots``: the cell of each value by its path; ``blanks``: the cells that were left blank."""

    tree: Tree
    spots: Mapping[DataPath, Spot]
    blanks: Mapping[DataPath, Spot]
    troubles: tuple[Trouble, ...]


def rows_of(tree: Group) -> dict[str, list[list[str]]]:
    """The rows of each sheet, its columns first. The sheets of a 财政评价 only for one, or where they have rows."""
    book = rows_by_sheet(tree)
    wanted = [name for name in book if name not in EVALUATION_SHEETS or book[name]]
    if tree.get("报告类型") == "财政评价":
        wanted = list(book)
    return {name: _table(SHEET[name], book[name]) for name in wanted}


def tree_of(rows: Mapping[str, Sequence[Sequence[str]]]) -> SheetTree:
    """The tree of rows; the first row of each sheet names its columns, in any order; ``troubles``: what is wrong."""
    found = read_sheets(rows)
    blanks = {path: spot for path, spot in found.spots.blank.items() if path not in found.spots.by_path}
    return SheetTree(found.tree, found.spots.by_path, blanks, tuple(found.troubles))


def _table(sheet: Sheet, rows: Sequence[Row]) -> list[list[str]]:
    heads = [*sheet.columns, *(head for head in sheet.rare if any(row.get(head) for row in rows))]
    return [heads, *([row.get(head, "") for head in heads] for row in rows)]
