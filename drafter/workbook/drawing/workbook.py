"""The entry workbook: sheets to fill in, with dropdowns, notes, colours and live sums.

In: an ``EntryForm`` and perhaps the rows of a data file. Out: the bytes of an .xlsx; the same input gives the same
bytes. A figure is written as a number only where it reads back as the same text; nothing is computed. A cell still
missing turns yellow, one that contradicts others red: a colour asks, it never prevents an entry.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from drafter.patterns import regex
from drafter.workbook.drawing.form import EntryForm, Row
from drafter.workbook.drawing.guide import (
    LAST_ROW,
    first_row,
    letter,
    rows_of_column,
    sum_line,
    sum_row,
    write_guide,
    write_options,
)
from drafter.workbook.drawing.hints import column_hint
from drafter.workbook.drawing.styles import FONT, MISSING, RIGHT, WRONG, Kind, Look, Styles, look
from drafter.workbook.shape import GUIDE, OPTIONS, PROJECT, SHEETS, Sheet

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


_CREATED = datetime(2020, 1, 1)  # the same input gives the same bytes
_BORDERED = 20
"""Rows with lines for new entries, below those that are filled."""

_FIGURE = regex(r"(?:0|-?[1-9][0-9]*|-?0(?=\.))(?:\.[0-9]*[1-9])?")
_DAY = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ABOVE = {
    "基本信息": "橙色的要填，单位名称、年度不填不能起草。左边的字不要改。",
    "收支情况": "全年收入和支出，一行一项。没有要写的就空着。",
    "预算执行": "合计一行：全年预算数、全年执行数。资金有几种来源的，每种再写一行明细。",
    "指标": "一行一个指标。红色的格子：扣了分，还没有写偏差原因。黄色的格子：还没有填。",
    "项目": "部门报告所附的项目，一行一个；它的指标、预算写在“指标”“预算执行”表里，写上同样的项目名称。",
    "存在问题": "一行一个问题；编号供“改进措施”表引用。",
    "改进措施": "一行一项措施，写明针对哪几个问题。",
    "文字材料": "一行一段材料。一格里换行按 Alt+Enter，空一行就是分段。不用的行空着。",
    "核实说明": "check 指出、您核对过可以留着的，一行一处；位置和代码照 check 印的写。没有就空着。",
    "评价维度": "一行一个评价维度。",
    "扣分": "一行一条扣分，写明属于哪个评价维度。",
    "指标分级": "维持型、提升型、创新型，一行一级。",
}


def entry_workbook(form: EntryForm, tables: Mapping[str, Sequence[Sequence[str]]] | None = None) -> bytes:
    """The workbook of a pack and a kind of report.

    ``tables``: the rows of a data file by sheet, the heads first; None for an empty workbook.
    """
    import xlsxwriter

    given: dict[str, Sequence[Row]] = dict(form.first_rows())
    if tables is not None:
        given = {name: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for name, rows in tables.items()}
        given["基本信息"] = [
            row for row in given.get("基本信息", ()) if row.get("内容") or row.get("项目") in form.head_keys
        ]
    target = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": 11}}
    book = xlsxwriter.Workbook(target, {**options, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{form.report_type}绩效数据填写表", "author": "drafter", "created": _CREATED})
    book.set_calc_mode("auto")
    styles = Styles(book)
    sheets = form.sheets(given)
    guide = book.add_worksheet(GUIDE)
    made = {sheet.name: book.add_worksheet(sheet.name) for sheet in sheets}
    for sheet in sheets:
        _Page(made[sheet.name], sheet, form, styles, given.get(sheet.name, ()), sum_row(len(sheets))).write()
    write_options(book.add_worksheet(OPTIONS), form)
    write_guide(guide, form, styles, [sheet.name for sheet in sheets])
    guide.activate()
    book.close()
    return target.getvalue()


class _Page:
    """One sheet: a line with what to do, the columns, the rows, their dropdowns and colours."""

    def __init__(
        self, page: Any, sheet: Sheet, form: EntryForm, styles: Styles, rows: Sequence[Row], sums: int
    ) -> None:
        self.page, self.sheet, self.form, self.styles, self.rows = page, sheet, form, styles, rows
        extra = [key for row in rows for key in row if key not in sheet.columns and row[key]]
        self.sum_row = sums
        self.heads = (*sheet.columns, *dict.fromkeys(extra))
        self.first = first_row(sheet.name)
        unowned = not form.has_projects and not any(row.get(PROJECT) for row in rows)
        self.without_projects = unowned and sheet.columns[0] == PROJECT and sheet.name != "项目"

    def write(self) -> None:
        self.page.set_landscape()
        self.page.set_paper(8 if self.sheet.name == "指标" else 9)  # A3, A4
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.page.set_footer("&L&A&R第 &P 页 共 &N 页")
        self.page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self.page.repeat_rows(self.first - 2)
        self.page.write_string(0, 1 if self.without_projects else 0, _ABOVE[self.sheet.name], self.styles.hint)
        self.page.set_row(0, 20)
        if self.sheet.name == "指标" and not self.form.is_evaluation:
            self.page.write_formula(
                1, 1 if self.without_projects else 0, sum_line(self.sum_row), self.styles.sum_line, ""
            )
            self._colour_sums()
        if self.sheet.by_key:
            self._write_keys()
        else:
            self._write_table()
        self.page.set_row(self.first - 2, 32 if not self.sheet.by_key else 22)

    def _colour_sums(self) -> None:
        """The line of the sums, red or green as its sign on the guide."""
        for sign, colour in (("×", WRONG), ("√", RIGHT)):
            rule = {"type": "formula", "criteria": f'=LEFT({GUIDE}!$E${self.sum_row},1)="{sign}"'}
            self.page.conditional_format("A2:F2", {**rule, "format": self.styles.mark(colour)})

    def _write_keys(self) -> None:
        """Keys on the left; the cell on the right is of the kind of its key."""
        self.page.set_column(0, 0, 16)
        self.page.set_column(1, 1, 60, self.styles.cell("text", border=False))
        self.page.freeze_panes(self.first - 1, 1)
        for column, head in enumerate(self.heads):
            self.page.write_string(self.first - 2, column, head, self.styles.head(must=False))
        for number, row in enumerate(self.rows, start=self.first - 1):
            key = row.get("项目") or ""
            hint = column_hint(self.sheet.name, key)
            self.page.write_string(number, 0, key, self.styles.key(must=hint.must))
            self._note(number, 0, key)
            self._put(number, 1, row.get("内容"), look(self.sheet.name, key, self.form).kind)
            self._validate(key, number, number, 1)
            self.page.set_row(number, 24)
        mark_missing(self.page, self.sheet.name, self.form, self.styles, [row.get("项目") or "" for row in self.rows])

    def _write_table(self) -> None:
        """Heads with notes, a row an entry, lined rows for more."""
        for column, head in enumerate(self.heads):
            seen: Look = look(self.sheet.name, head, self.form)
            known = head in self.sheet.columns
            hint = column_hint(self.sheet.name, head)
            outside = {"hidden": True} if column == 0 and self.without_projects else {}
            self.page.set_column(column, column, seen.width, self.styles.cell(seen.kind, border=False), outside)
            self.page.write_string(self.first - 2, column, head, self.styles.head(must=hint.must))
            if known:
                self._note(self.first - 2, column, head)
                self._validate(head, self.first - 1, LAST_ROW - 1, column)
            for number in range(len(self.rows) + _BORDERED):
                row = self.rows[number] if number < len(self.rows) else {}
                self._put(self.first - 1 + number, column, row.get(head), seen.kind)
        still = {"指标": 5, "文字材料": 3, "预算执行": 3, "收支情况": 3, "项目": 1}.get(self.sheet.name, 1)
        self.page.freeze_panes(self.first - 1, still)
        mark_missing(self.page, self.sheet.name, self.form, self.styles, ())

    def _put(self, row: int, column: int, value: str | None, kind: Kind) -> None:
        """A value as it reads back: a number or a day where the text is the same, else text; Excel keeps 15 digits."""
        style = self.styles.cell(kind)
        day = _day(value) if kind == "date" and value else None
        if not value:
            self.page.write_blank(row, column, None, style)
        elif day is not None:
            self.page.write_datetime(row, column, datetime(day.year, day.month, day.day), style)
        elif kind == "number" and _FIGURE.fullmatch(value) and sum(map(str.isdigit, value)) <= 15:
            self.page.write_number(row, column, float(value), style)
        else:
            self.page.write_string(row, column, value, self.styles.cell("text" if kind != "long" else "long"))

    def _note(self, row: int, column: int, head: str) -> None:
        hint = column_hint(self.sheet.name, head)
        text = ("要填。" if hint.must else "") + hint.meaning + "。" + (f"\n例：{hint.example}" if hint.example else "")
        lines = sum(1 + len(line) // 15 for line in text.split("\n"))
        self.page.write_comment(row, column, text, {"author": "填写说明", "width": 220, "height": 26 + 19 * lines})

    def _validate(self, head: str, first: int, last: int, column: int) -> None:
        rule = self._rule(head, first + 1)
        if rule is not None:
            self.page.data_validation(first, column, last, column, rule)

    def _rule(self, head: str, row: int) -> dict[str, object] | None:
        """The dropdown or the check of a column; ``row``: its first (from 1), which the formula is relative to."""
        seen = look(self.sheet.name, head, self.form)
        common = {"ignore_blank": True, "error_type": seen.strict, "error_title": head}
        other = "请从下拉里选" if seen.strict == "stop" else "不在下拉的选项里。确实要这样写，请选“是”"
        if head == "二级指标" and self.form.levels:
            choice = f"IFERROR(MATCH(${letter('指标', '一级指标')}{row},{OPTIONS}!$A$1:$T$1,0),1)"
            source = f"=OFFSET({OPTIONS}!$A$3,0,{choice}-1,INDEX({OPTIONS}!$A$2:$T$2,{choice}),1)"
            return {**common, "validate": "list", "source": source, "error_message": other}
        listed = {("扣分", "评价维度"): ("评价维度", "名称")}.get((self.sheet.name, head))
        if head == PROJECT and self.sheet.name not in ("项目", "基本信息") and self.form.has_projects:
            listed = ("项目", PROJECT)
        if listed:
            source = "=" + rows_of_column(*listed, last=first_row(listed[0]) + 99)
            return {**common, "validate": "list", "source": source, "error_message": other}
        if seen.choices and len(",".join(seen.choices)) <= 255:  # Excel's limit for a list in the rule itself
            return {**common, "validate": "list", "source": list(seen.choices), "error_message": other}
        if head == "年度":
            message = "应是四位数的年份，如 2020。确实要这样写，请选“是”"
            return {
                **common, "validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2100,
                "error_message": message,
            }  # fmt: skip
        if seen.kind == "date":
            message = "应是年月日齐全的日期，如 2021-10-15。确实要这样写，请选“是”"
            limit = {"minimum": date(1990, 1, 1), "maximum": date(2100, 12, 31)}
            return {**common, "validate": "date", "criteria": "between", **limit, "error_message": message}
        if seen.kind in ("number", "percent"):
            message = "这里应是一个数。确实要这样写，请选“是”"
            return {**common, "validate": "decimal", "criteria": ">=", "value": 0, "error_message": message}
        return None


def _day(text: str) -> date | None:
    """The day of a date that is written as the cell will show it."""
    match = _DAY.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match and match[1] >= "1901" else None
    except ValueError:
        return None
