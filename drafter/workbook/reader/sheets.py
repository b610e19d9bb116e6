"""One sheet of a workbook as rows under the columns of ``SHEETS``, each value with its cell.

In: a ``Grid`` and the formats of a package. Out: ``Table``: rows of text as ``tree_of`` takes them, the real row and
column of each; faults with the cell (an unknown column, a merge over values, an error value). Column names are found
as other forms print them; small repairs (full-width figures, invisible characters) get one note a file, prose and
names keep their full-width signs.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from msgspec import Struct, field

from drafter.files import ILLEGAL_XML
from drafter.findings import Fault, Place
from drafter.model import BudgetPart, Deduction, Dimension, Execution, Indicator, Item, Problem, SelfEvaluation
from drafter.patterns import regex
from drafter.textfile import brief
from drafter.workbook import shape
from drafter.workbook.reader.cells import Grid, Raw, Unreadable, column_letters, text_of
from drafter.workbook.reader.package import Package
from drafter.workbook.shape import GOAL_NUMBER, LEVEL1_POINTS, PROJECT_NUMBER, Sheet

HEAD_ROWS = 10
"""The column names are looked for in so many rows: a title, a unit and a date may be above them."""

OPERATOR, UNIT = "运算符号", "计量单位"
"""Columns of performance systems; joined with 指标值 to ≥95%."""

NUMBERING = "序号"
"""A column that only counts the rows."""

_ALIASES = {
    "指标值": "年度指标值 年初目标值 目标值 绩效目标值 年度目标值 预期指标值 预期值 "
    "年初指标值 计划值 绩效指标值 指标目标值",
    "完成值": "实际完成值 全年实际值 全年完成值 完成情况 实际完成情况 全年实际完成值 "
    "实际值 年度完成值 指标完成值 全年完成情况",
    "分值": "权重 标准分 标准分值 权重分值 分值权重 指标分值 指标权重",
    "得分": "自评得分 评价得分 实际得分 本项得分 指标得分",
    "偏差原因": "偏差原因分析及改进措施 偏差原因分析 未完成原因 未完成原因分析 未完成原因和改进措施 偏差原因及改进措施 "
    "偏差原因分析及拟采取的改进措施 未完成原因分析及改进措施 偏差情况说明",
    "三级指标": "绩效指标 指标名称 具体指标 指标内容",
    "二级指标": "指标类别 绩效类别",
    "评分标准": "评分细则 计分标准 评价标准 评分规则 计分方法 评分办法 评价说明与评分标准",
    "年度目标": "目标 目标名称 年度绩效目标 绩效目标名称 年度总体目标",
    "单位名称": "部门名称 预算单位 部门单位名称 填报单位",
    "项目名称": "预算项目名称 所属项目",
    "主管部门": "主管单位",
    "填报日期": "填报时间 填表日期",
    "年度": "报告年度 预算年度",
    "改进措施": "整改措施",
    "核心指标": "是否核心指标",
    "上年完成值": "上年实际值 上年实际完成值",
    "数据来源": "佐证材料 资料来源",
    "年初预算数": "年初预算",
    "全年预算数": "全年预算 调整后预算数",
    "全年执行数": "全年执行 全年支出数",
    "执行率": "预算执行率",
    OPERATOR: "运算符 指标方向 指标符号 计算符号 比较符号",
    UNIT: "度量单位 单位 指标单位",
    NUMBERING: "编码 行号",
}
ALIASES: Mapping[str, str] = MappingProxyType({name: key for key, names in _ALIASES.items() for name in names.split()})
"""The column names of other forms and of performance systems, with the key that each of them means."""

_IN_BRACKETS = regex(r"\((?:[A-Za-z0-9]|分|%|选填|必填|可不填)\)")


def folded(head: str) -> str:
    """The name of a column as it is compared: half width, no blanks and breaks, no (A), no star or colon at its end."""
    text = "".join(unicodedata.normalize("NFKC", head).split())
    return _IN_BRACKETS.sub("", text).strip("*:·.。、\u200b\ufeff")


def key_of(head: str, sheet: Sheet, aliases: Mapping[str, str]) -> str:
    """The column of the sheet that a name means, "" for none; ``aliases``: names of other forms, with their column."""
    name = folded(head)
    known = (*sheet.heads, *((OPERATOR, UNIT) if "指标值" in sheet.heads else ()))
    if name in known:
        return name
    other = aliases.get(name) or ALIASES.get(name, "")
    if sheet.name == "存在问题" and name == NUMBERING:
        return "编号"
    return NUMBERING if NUMBERING in (name, other) else other if other in known else ""


def head_row(rows: Mapping[int, Mapping[int, str]], sheet: Sheet, aliases: Mapping[str, str]) -> tuple[int, int]:
    """The row (from 1) with the most known columns among the first ``HEAD_ROWS``, and how many; (0, 0) for none."""
    best = (0, 0)
    for number in sorted(row for row in rows if row <= HEAD_ROWS):
        found = {key for text in rows[number].values() if (key := key_of(text, sheet, aliases)) and key != NUMBERING}
        if len(found) > best[1]:
            best = (number, len(found))
    return best


_ALL = {
    alias
    for record in (BudgetPart, Deduction, Dimension, Execution, Indicator, Item, Problem, SelfEvaluation)
    for alias in record.aliases()
}
VALUE_HEADS = {
    *("指标值", "完成值", "上年完成值", "分值", "得分", "总分", "执行率", "金额", "年度", "填报日期", "编号"),
    *("年初预算数", "全年预算数", "全年执行数", "基本支出总额", "项目支出总额", "针对问题", "目标分值", "金额单位"),
    *(LEVEL1_POINTS, GOAL_NUMBER, PROJECT_NUMBER, OPERATOR, UNIT),
}
"""Columns with figures: full-width forms are the same figures."""

_HALF = str.maketrans("０１２３４５６７８９．，％－＋−﹣\u00a0\u3000", "0123456789.,%-+--  ")
_INVISIBLE = regex("[\u200b\u200e\u200f\u2060\ufeff]")
_NUMBER = regex(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?")
_OPERATORS: Mapping[str, str] = {
    **dict.fromkeys(("≥", ">=", "≧", "大于等于", "大于或等于", "不低于", "不少于", "正向", "正向指标", "＞＝"), "≥"),
    **dict.fromkeys(("≤", "<=", "≦", "小于等于", "小于或等于", "不高于", "不超过", "反向", "反向指标", "逆向"), "≤"),
    **dict.fromkeys((">", "＞", "大于"), ">"),
    **dict.fromkeys(("<", "＜", "小于"), "<"),
    **dict.fromkeys(("=", "＝", "等于"), "="),
}


class Tidy:
    """Repairs the texts of cells, and keeps where, for the notes."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._changed: list[str] = []
        self._dropped: dict[str, list[str]] = {}

    def text(self, text: str, head: str, where: Callable[[], str]) -> str:
        """The text without what no Word file can hold; figures half width. ``where`` gives the cell for the note."""
        for char in ILLEGAL_XML.findall(text):
            self._dropped.setdefault(f"U+{ord(char):04X}", []).append(where())
        text = ILLEGAL_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        tidy = _INVISIBLE.sub("", text) if head in _ALL | VALUE_HEADS else text
        if head in VALUE_HEADS:
            tidy = tidy.translate(_HALF).strip()
            tidy = tidy[1:] if tidy.startswith("'") else tidy
        if tidy != text and tidy != text.strip():
            self._changed.append(where())
        return tidy

    def notes(self) -> list[str]:
        """One Chinese line for each kind of repair, with the first cells."""
        notes = []
        if self._changed:
            count = len(self._changed)
            notes.append(
                f"{self._file}：{count}格里的全角数字或看不见的字符已改成通常的写法（{_listed(self._changed)}）"
            )
        for code, cells in self._dropped.items():
            notes.append(f"{self._file}：去掉了{len(cells)}个不能写入 Word 的字符 {code}（{_listed(cells)}）")
        return notes


def joined_value(values: dict[str, str]) -> dict[str, str]:
    """A row with operator, value and unit in three columns: 指标值 as ≥95%, 完成值 with the unit."""
    if OPERATOR in values or UNIT in values:
        sign, unit = _OPERATORS.get(values.get(OPERATOR, "").strip(), ""), values.get(UNIT, "").strip()
        target, actual = values.get("指标值", "").strip(), values.get("完成值", "").strip()
        if _NUMBER.fullmatch(target):
            target += unit
        if sign and _NUMBER.match(target):
            target = sign + target
        if _NUMBER.fullmatch(actual):
            actual += unit
        values.update({head: text for head, text in (("指标值", target), ("完成值", actual)) if head in values})
    return values


def _listed(cells: list[str]) -> str:
    different = list(dict.fromkeys(cells))
    return "、".join(different[:5]) + ("等" if len(different) > 5 else "")


_DOWNWARDS = {
    *(shape.PROJECT, shape.GOAL, shape.DIMENSION, shape.CATEGORY, shape.LEVEL1_POINTS, *shape.GOAL_COLUMNS),
    *("一级指标", "二级指标", NUMBERING, OPERATOR, UNIT),
}
"""Columns whose merged cells mean each row of the range."""

_SUMS = {"合计", "总计", "小计", "总分", "合计得分"}


def cell_place(file: str, sheet: str, row: int, column: int, path: str = "") -> Place:
    """The place of a cell: row and column counted from 1."""
    return Place(file, path=path, sheet=sheet, cell=f"{column_letters(column)}{row}")


class Table(Struct):
    """Rows of text, the heads first; ``at``: the row of the workbook of each; ``columns``: the column of each head."""

    rows: list[list[str]]
    at: list[int]
    columns: list[int]


class SheetReader(Struct):
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
        """The rows under the columns of the sheet; None for a sheet without any content."""
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
                names = "、".join(within[:3])
                place = Place(self.package.file, sheet=self.title, cell=label)
                hint = "请取消合并，把内容填进每一行"
                self.faults.append(Fault(place, f"{names}列有合并的格子", "只有类别、名称这些列可以合并", hint))
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
            self._fault(row, column, *error.parts)
            return ""
        return self.tidy.text(text, head, lambda: f"{self.title}!{column_letters(column)}{row}")

    def _fault(self, row: int, column: int, found: str, expected: str, hint: str) -> None:
        fault = Fault(self.place(row, column), found, expected, hint)
        if fault not in self.faults:
            self.faults.append(fault)
