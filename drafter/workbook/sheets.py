"""One sheet of somebody's workbook as rows under our heads, each cell knowing where it stands.

In: a ``Grid`` and the formats of a package. Out: ``Table``: rows of text as ``tree_of`` takes them, the real row and
column of each; faults with the cell (an unknown head, a merge over values, an error value).
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from drafter.findings import Fault, Place
from drafter.textfile import brief
from drafter.workbook import shape
from drafter.workbook.cells import Unreadable, text_of
from drafter.workbook.heads import NUMBERING, OPERATOR, UNIT, folded, head_row, key_of
from drafter.workbook.package import Package
from drafter.workbook.shape import Sheet
from drafter.workbook.stream import Grid, Raw, column_letters
from drafter.workbook.tidy import Tidy, joined_value

_DOWNWARDS = {
    *(shape.PROJECT, shape.GOAL, shape.DIMENSION, shape.CATEGORY, shape.LEVEL1_POINTS, *shape.GOAL_COLUMNS),
    *("一级指标", "二级指标", NUMBERING, OPERATOR, UNIT),
}
"""Columns whose merged cells mean each row of the range."""

_SUMS = {"合计", "总计", "小计", "总分", "合计得分"}


def cell_place(file: str, sheet: str, row: int, column: int, path: str = "") -> Place:
    """The place of a cell: row and column counted from 1."""
    return Place(file, path=path, sheet=sheet, cell=f"{column_letters(column)}{row}")


@dataclass(slots=True)
class Table:
    """Rows of text, the heads first; ``at``: the row of the workbook of each; ``columns``: the column of each head."""

    rows: list[list[str]]
    at: list[int]
    columns: list[int]


@dataclass(slots=True)
class SheetReader:
    """Reads one sheet; what is wrong goes into ``faults``, what a person should know into ``notes``."""

    package: Package
    title: str
    sheet: Sheet
    grid: Grid
    aliases: Mapping[str, str]
    tidy: Tidy
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def place(self, row: int, column: int) -> Place:
        return cell_place(self.package.file, self.title, row, column)

    def read(self) -> Table | None:
        """The rows under our heads; None for a sheet without any content."""
        if not self.grid.rows:
            return None
        texts = {row: {c: raw.value for c, raw in cells.items()} for row, cells in self._first_rows()}
        at, count = head_row(texts, self.sheet, self.aliases)
        if self.sheet.by_key:
            return self._pairs(at if count >= 2 else 0)
        if not count:
            row = min(self.grid.rows)
            found = f"前{len(texts)}行里没有认得的列名" if texts else f"前10行没有内容，第{row}行才开始"
            expected = f"应有{'、'.join(self.sheet.columns[:5])}等列"
            self._fault(row, min(self.grid.rows[row]), found, expected, "请照空白表补上列名一行")
            return None
        columns = self._columns(at, texts[at])
        merges = [merge for merge in self.grid.merges if merge[0] <= at <= merge[2]]
        start = max([at, *(merge[2] for merge in merges)]) + 1
        filled = self._filled_down(start, columns)
        table = Table([list(columns.values())], [at], list(columns))
        for row in sorted(number for number in self.grid.rows if number >= start):
            values = dict.fromkeys(columns.values(), "")
            own = False
            for column, head in columns.items():
                raw = self.grid.rows[row].get(column)
                if raw is not None:
                    values[head] = self._text(row, column, raw, head)
                    own = own or (bool(values[head].strip()) and head != NUMBERING)
                elif (row, column) in filled:
                    values[head] = filled[row, column]
            if own and not self._sum(row, values):
                table.rows.append(list(joined_value(values).values()))
                table.at.append(row)
        return table

    def _first_rows(self) -> Iterator[tuple[int, dict[int, Raw]]]:
        return ((row, self.grid.rows[row]) for row in sorted(self.grid.rows) if row <= 10)

    def _pairs(self, at: int) -> Table:
        """The sheet 基本信息: a key and its value in each row; heads are not needed."""
        columns = [1, 2]
        if at:
            heads = {key_of(raw.value, self.sheet, {}): column for column, raw in self.grid.rows[at].items()}
            columns = [heads.get("项目", 1), heads.get(shape.CONTENT, 2)]
        table = Table([["项目", shape.CONTENT]], [at or 1], columns)
        for row in sorted(number for number in self.grid.rows if number > at):
            cells = self.grid.rows[row]
            key, value = (cells.get(column, Raw("str")) for column in columns)
            name = self._text(row, columns[0], key, "项目")
            name = self.aliases.get(folded(name)) or key_of(name, shape.SHEET["项目"], self.aliases) or folded(name)
            if not name and columns[1] not in cells:
                continue  # a title or a remark beside the two columns
            if name and columns[1] not in cells and not at and name not in shape.HEAD_KEYS:
                continue  # a title above
            table.rows.append([name, self._text(row, columns[1], value, name)])
            table.at.append(row)
        return table

    def _columns(self, at: int, heads: Mapping[int, str]) -> dict[int, str]:
        """Which column is which key; a fault for a head that is unknown or there twice."""
        columns: dict[int, str] = {}
        for column, text in sorted(heads.items()):
            key = key_of(text, self.sheet, self.aliases)
            first = next((other for other, known in columns.items() if known == key), None)
            if key and first is None:
                columns[column] = key
            elif self._below(at, column) and key != NUMBERING:
                if key:
                    found = f"“{brief(text)}”和{column_letters(first or 1)}列的“{brief(heads[first or 1])}”是同一项"
                    self._fault(at, column, found, f"“{key}”只能有一列", "请删去一列，或合并成一列")
                else:
                    self._unknown_head(at, column, text)
        stray = sorted({c for row, cells in self.grid.rows.items() if row > at for c in cells} - set(heads))
        for column in stray[:3]:
            if any(merge[0] <= at <= merge[2] and merge[1] <= column <= merge[3] for merge in self.grid.merges):
                continue
            row = min(row for row, cells in self.grid.rows.items() if row > at and column in cells)
            self._fault(
                row, column, "这一列没有列名，下面有内容", "有内容的列要有列名", "请补上列名，或删去这一列的内容"
            )
        return columns

    def _unknown_head(self, at: int, column: int, text: str) -> None:
        known = [*self.sheet.columns, *((OPERATOR, UNIT) if self.sheet.name == "指标" else ())]
        near = get_close_matches(folded(text)[:20], known, n=1, cutoff=0.4)
        expected = f"最接近的是“{near[0]}”" if near else f"这里可以有{'、'.join(known[:14])}等列"
        hint = f"请改成“{near[0]}”，或删去这一列" if near else "请改正列名，或删去这一列"
        self._fault(at, column, f"没有“{brief(text)}”这一列", expected, hint)

    def _below(self, at: int, column: int) -> bool:
        return any(column in cells for row, cells in self.grid.rows.items() if row > at)

    def _filled_down(self, start: int, columns: Mapping[int, str]) -> dict[tuple[int, int], str]:
        """What merged cells of the naming columns say in the rows of their range; a merge over values is a fault."""
        filled: dict[tuple[int, int], str] = {}
        rows = sorted(self.grid.rows)
        for first, left, last, right in self.grid.merges:
            if first < start or (left not in columns and not any(left <= column <= right for column in columns)):
                continue
            within = [columns[column] for column in columns if left <= column <= right]
            raw = self.grid.rows.get(first, {}).get(left)
            if raw is None:
                continue
            naming = all(head in _DOWNWARDS for head in within)
            if not naming and (last > first or len(within) > 1):
                label = f"{column_letters(left)}{first}:{column_letters(right)}{last}"
                told = "、".join(within[:3])
                place = Place(self.package.file, sheet=self.title, cell=label)
                hint = "请取消合并，把内容填进每一行"
                self.faults.append(Fault(place, f"{told}列有合并的格子", "只有类别、名称这些列可以合并", hint))
            elif naming and left in columns:
                text = self._text(first, left, raw, columns[left])
                for row in rows[bisect_right(rows, first) : bisect_right(rows, last)]:
                    filled[row, left] = text
        return filled

    def _sum(self, row: int, values: Mapping[str, str]) -> bool:
        """Whether the row is the sum under the indicators of a form."""
        names = [values.get(head, "") for head in ("年度目标", "一级指标", "二级指标", "三级指标")]
        first = next(("".join(text.split()) for text in names if text.strip()), "")
        if "三级指标" not in self.sheet.heads or first not in _SUMS:
            return False
        where = "“基本信息”里" if self.sheet.name == "指标" else "“总分”列，另写一行，不写指标"
        self.notes.append(f"{self.place(row, 1)}：这一行是“{first}”，没有当作指标；总分请填在{where}")
        return True

    def _text(self, row: int, column: int, raw: Raw, head: str) -> str:
        formats = self.package.formats
        number_format = formats[raw.style] if raw.style < len(formats) else "#0"
        try:
            text = text_of(
                raw,
                number_format,
                from_1904=self.package.from_1904,
                dates="iso" if head == "填报日期" else "chinese",
            )
        except Unreadable as error:
            self._fault(row, column, *error.told)
            return ""
        return self.tidy.text(text, head, lambda: f"{self.title}!{column_letters(column)}{row}")

    def _fault(self, row: int, column: int, found: str, expected: str, hint: str) -> None:
        fault = Fault(self.place(row, column), found, expected, hint)
        if fault not in self.faults:
            self.faults.append(fault)
