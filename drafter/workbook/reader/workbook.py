"""Reads a data file that is a workbook of any author: what every reader gives, each place a cell.

In: the path of an .xlsx; column names that other forms use. Out: ``TextTree``: the tree of text, the cell of each
value, notes for the clerk, faults. Raises InputError or RefusedError for a file that cannot be read at all.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from drafter.findings import Fault, InputError, Place
from drafter.textfile import Places, TextTree, Value, joined
from drafter.workbook.layout import SheetTree, tree_of
from drafter.workbook.owners import Spot
from drafter.workbook.reader.cells import MOST_COLUMNS, MOST_EMPTY, MOST_ROWS, Grid, read_grid
from drafter.workbook.reader.package import Package, open_package
from drafter.workbook.reader.sheets import (
    HEAD_ROWS,
    OPERATOR,
    UNIT,
    SheetReader,
    Table,
    Tidy,
    cell_place,
    head_row,
    key_of,
)
from drafter.workbook.shape import GUIDE, OPTIONS, SHEET, SHEETS, Sheet

MOST_CELLS = 500_000
"""Filled cells of all sheets together, as ``MAX_VALUES`` of a text file."""

MOST_SHEETS = 100
"""Sheets that are looked at, from the left."""

_NO_ALIASES: Mapping[str, str] = MappingProxyType({})


def read_workbook(path: Path, aliases: Mapping[str, str] = _NO_ALIASES) -> TextTree:
    """The tree of a workbook; ``aliases``: column names that other forms use, with the key that each means.

    Faults that leave it readable are in the result. Raises InputError or RefusedError where nothing can be read.
    """
    package = open_package(path)
    grids = _grids(package)
    notes: list[str] = []
    known = _known_sheets(package, grids, aliases, notes)
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    tidy = Tidy(package.file)
    titles = {name: title for title, name in known.items()}
    for title, name in known.items():
        grid = grids[title]
        reader = SheetReader(package, title, SHEET[name], grid, aliases, tidy)
        faults += _beyond(package, title, grid, notes)
        table = reader.read()
        faults += reader.faults
        if table is not None:
            tables[name] = table
            notes += reader.notes
        if grid.hidden:
            rows = "、".join(map(str, grid.hidden[:5])) + ("等" if len(grid.hidden) > 5 else "")
            notes.append(f"{package.file} {title}：第{rows}行是隐藏的，也读入了")
    laid = tree_of({name: table.rows for name, table in tables.items()})

    def place(spot: Spot, at: str = "") -> Place:
        table = tables[spot.sheet]
        column = table.columns[spot.column] if spot.column < len(table.columns) else 1
        return cell_place(package.file, titles[spot.sheet], table.at[spot.row], column, at)

    faults += [Fault(place(t.spot), t.found, t.expected, t.hint) for t in laid.troubles]
    return TextTree(laid.tree, _places(package.file, laid, place), tuple(notes + tidy.notes()), tuple(faults))


def read_rows(path: Path, sheet: Sheet, needed: str, aliases: Mapping[str, str] = _NO_ALIASES) -> TextTree:
    """The rows of the one sheet that a file is about, as a list of groups of keys; blank cells are left out.

    The sheet of that name is read, else the first one with the column ``needed`` and one more. ``sheet.rare``:
    columns that may be there and are not read. Raises InputError or RefusedError as ``read_workbook`` does.
    """
    package = open_package(path)
    grids = _grids(package, f"应有{'、'.join(sheet.columns)}这些列")
    title = _sheet_of(grids, sheet, needed, aliases)
    if title is None:
        names = "、".join(f"“{name}”" for name in list(grids)[:5])
        expected = f"应有工作表“{sheet.name}”，列名为{'、'.join(sheet.columns)}"
        raise InputError(Fault(package.file, f"没有认得的工作表，现在是{names}", expected, "请改工作表的名称和列名"))
    notes: list[str] = []
    tidy = Tidy(package.file)
    reader = SheetReader(package, title, sheet, grids[title], aliases, tidy)
    faults = _beyond(package, title, grids[title], notes)
    table = reader.read() or Table([[]], [], [])
    heads = table.rows[0]
    rows: list[Value] = []
    found: dict[str, Place] = {}
    for row, at in zip(table.rows[1:], table.at[1:], strict=True):
        values = {
            head: (text, column)
            for head, text, column in zip(heads, row, table.columns, strict=True)
            if head in sheet.columns and text.strip()
        }
        if values:
            entry = joined("", len(rows))
            first = min(column for _, column in values.values())
            found[entry] = cell_place(package.file, title, at, first, entry)
            for head, (_, column) in values.items():
                found[joined(entry, head)] = cell_place(package.file, title, at, column, joined(entry, head))
            rows.append({head: text for head, (text, _) in values.items()})
    columns = [head for head in heads if head in sheet.rare or head in (OPERATOR, UNIT)]
    sheets = [name for name, grid in grids.items() if name != title and grid.rows]
    notes += [*reader.notes, *_left_out(package.file, sheets, columns)]
    faults += reader.faults
    return TextTree(rows, Places(package.file, found), tuple(notes + tidy.notes()), tuple(faults))


def _sheet_of(grids: Mapping[str, Grid], sheet: Sheet, needed: str, aliases: Mapping[str, str]) -> str | None:
    for title in grids:
        if title.strip() == sheet.name:
            return title
    for title, grid in grids.items():
        first = {r: {c: raw.value for c, raw in row.items()} for r, row in grid.rows.items() if r <= HEAD_ROWS}
        row, count = head_row(first, sheet, aliases)
        if count >= 2 and needed in (key_of(text, sheet, aliases) for text in first[row].values()):
            return title
    return None


def _left_out(file: str, sheets: Sequence[str], columns: Sequence[str]) -> list[str]:
    notes = []
    for kind, names in (("工作表", sheets), ("列", columns)):
        if names:
            listed = "、".join(f"“{name}”" for name in names[:5]) + ("等" if len(names) > 5 else "")
            notes.append(f"{file}：{kind}{listed}没有读，这里只用得分")
    return notes


def _grids(package: Package, contents: str = "应有单位名称、年度和指标") -> dict[str, Grid]:
    if not package.sheets:
        raise InputError(Fault(package.file, "里面没有工作表", contents, "请核对是否选错了文件"))
    grids: dict[str, Grid] = {}
    cells = 0
    for title, part in package.sheets[:MOST_SHEETS]:
        grids[title] = read_grid(package, part)
        cells += sum(map(len, grids[title].rows.values()))
        if cells > MOST_CELLS:
            found = f"文件里的内容超过{MOST_CELLS}格"
            raise InputError(Fault(package.file, found, f"最多{MOST_CELLS}格", "请拆成几个文件"))
    if not any(grid.rows for grid in grids.values()):
        raise InputError(Fault(package.file, "工作簿里没有内容", contents, "请填写，或选别的文件"))
    return grids


def _known_sheets(
    package: Package, grids: Mapping[str, Grid], aliases: Mapping[str, str], notes: list[str]
) -> dict[str, str]:
    """Which sheet is which: by its name; without a sheet 指标, the first one with three of its columns.

    Fewer are found in tables of other kinds, too (名称, 分值).
    """
    known = {title: title.strip() for title in grids if title.strip() in SHEET}
    others = [title for title in grids if title not in known and title.strip() not in (GUIDE, OPTIONS)]
    if "指标" not in known.values():
        for title in others:
            first = {r: {c: raw.value for c, raw in row.items()} for r, row in grids[title].rows.items() if r <= 10}
            row, count = head_row(first, SHEET["指标"], aliases)
            if row and count >= 3:
                known[title] = "指标"
                others.remove(title)
                missing = "、".join(f"“{sheet.name}”" for sheet in SHEETS[:3] if sheet.name not in known.values())
                without = f"；没有工作表{missing}" if missing else ""
                notes.append(f"{package.file}：工作表“{title}”按“指标”读入{without}")
                break
    if not known:
        names = "、".join(f"“{sheet.name}”" for sheet in SHEETS[:8])
        found = f"没有认得的工作表，现在是{'、'.join(f'“{title}”' for title in others[:5])}"
        raise InputError(Fault(package.file, found, f"工作表应叫{names}", "请照空白表改工作表的名称和列名"))
    unread = [title for title in others if grids[title].rows]
    if unread:
        listed = "、".join(f"“{title}”" for title in unread[:5]) + ("等" if len(unread) > 5 else "")
        notes.append(f"{package.file}：工作表{listed}不是数据文件的工作表，没有读")
    return {title: known[title] for title in sorted(known, key=lambda title: list(SHEET).index(known[title]))}


def _beyond(package: Package, title: str, grid: Grid, notes: list[str]) -> list[Fault]:
    if grid.too_long:
        place = Place(package.file, sheet=title, cell=f"A{MOST_ROWS + 1}")
        return [Fault(place, f"内容超过{MOST_ROWS}行", f"一张工作表最多{MOST_ROWS}行", "请拆成几个文件")]
    if grid.far:
        why = f"离其他内容超过{MOST_EMPTY}行，或在第{MOST_COLUMNS}列以后"
        notes.append(f"{package.file} {title}!{grid.far}：{why}，从这里起没有读；如果有用请移到前面")
    return []


def _places(file: str, laid: SheetTree, place: Callable[[Spot, str], Place]) -> Places:
    found: dict[str, Place] = {path: place(spot, path) for path, spot in laid.blanks.items() if not _inherited(path)}
    found.update({path: place(spot, path) for path, spot in laid.spots.items()})
    return Places(file, found)


def _inherited(path: str) -> bool:
    """What a project takes over from the whole where it is blank: a fault in it is reported for the whole."""
    return path.startswith("项目[") and path.endswith(("].单位名称", "].年度", "].报告类型"))
