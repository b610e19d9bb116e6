"""The first sheet of an entry workbook: what to do in five lines, the colours, the sheets, the live sums.

In: a worksheet, the form, the names of the sheets, their last rows. Out: the sheet 填写说明, and the hidden one with
the choices that hang on another cell (neither is data); formulas of sums that count figures that are text as well
(9.50), and work where an array formula does: in Excel, WPS and LibreOffice.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from drafter.workbook.drawing.form import EntryForm
from drafter.workbook.drawing.styles import MAY, MISSING, MUST, RIGHT, WRONG, Styles
from drafter.workbook.shape import GUIDE, OPTIONS, SHEETS

FIRST_ROW = {"指标": 4}
"""The first row of entries (from 1), where it is not 3: 指标 has the line of the sums above its head."""

LAST_ROW = 400
"""The last row (from 1) that formulas, dropdowns and conditions cover; there may be more rows."""

_COLUMNS = {sheet.name: sheet.columns for sheet in SHEETS}


def first_row(sheet: str) -> int:
    """The row (from 1) of the first entry of a sheet."""
    return FIRST_ROW.get(sheet, 3)


def letter(sheet: str, column: str) -> str:
    """The letter of a column."""
    return chr(ord("A") + _COLUMNS[sheet].index(column))


def rows_of_column(sheet: str, column: str, last: int = LAST_ROW) -> str:
    """All cells of a column that are for entries: 指标!$H$4:$H$400."""
    name = letter(sheet, column)
    return f"{sheet}!${name}${first_row(sheet)}:${name}${last}"


class Totals(Struct, frozen=True):
    """The formulas of one line of the sums; ``key``: the cell with the name of the report, blank for the whole."""

    form: EntryForm
    key: str

    @property
    def indicator_points(self) -> str:
        """The weights of the indicators; where no indicator has one, those of the goals."""
        points, goals = self._sum("指标", "分值"), self._sum("指标", "目标分值")
        return f"{{=IF({points}=0,{goals},{points})}}"

    @property
    def execution_points(self) -> str:
        """The weight of the execution, the pack's where none is given."""
        own = f'({self._own_rows("预算执行")})*({rows_of_column("预算执行", "类别")}<>"明细")'
        given = rows_of_column("预算执行", "分值")
        there = f'{own}*({given}<>"")'
        return f"{{=IF(SUM({there})=0,{self.form.execution_points},SUM(IF({there},{_figures(given)},0)))}}"

    @property
    def scores(self) -> str:
        """The points that are filled in, of the indicators and of the execution."""
        return f"{{={self._sum('指标', '得分')}+{self._sum('预算执行', '得分')}}}"

    def _sum(self, sheet: str, column: str) -> str:
        return f"SUM(IF({self._own_rows(sheet)},{_figures(rows_of_column(sheet, column))},0))"

    def _own_rows(self, sheet: str) -> str:
        """Which rows belong to this report: a blank 项目名称 is that of the row above."""
        if not self.form.has_projects:
            return "TRUE"
        return f"{owners(sheet)}={self.key}"


OWNED = ("指标", "预算执行")
"""The sheets whose rows have their project, carried down, in the hidden sheet of choices."""


def owners(sheet: str) -> str:
    """The cells of the hidden sheet with the owner of each row of a sheet."""
    name = "AZ" if sheet == "指标" else "BA"
    return f"{OPTIONS}!${name}${first_row(sheet)}:${name}${LAST_ROW}"


def owner(sheet: str, row: int) -> tuple[str, str]:
    """The cell of the hidden sheet with the owner of a row, and its formula."""
    name = "AZ" if sheet == "指标" else "BA"
    above = f"{name}{row - 1}" if row > first_row(sheet) else '""'
    return f"{name}{row}", f'=IF({sheet}!A{row}<>"",{sheet}!A{row}&"",{above})'


def evaluation_points() -> str:
    """The weights of the dimensions of a 财政评价."""
    return f"{{=SUM({_figures(rows_of_column('评价维度', '分值'))})}}"


def evaluation_scores() -> str:
    """The points that are filled in, of the dimensions of a 财政评价."""
    return f"{{=SUM({_figures(rows_of_column('评价维度', '得分'))})}}"


def _figures(cells: str) -> str:
    """The figures of the cells, those that are text too; 0 for what is none."""
    return f'IFERROR(VALUE({cells}&""),0)'


_STEPS = (
    "1. 先填“基本信息”的单位名称、年度，再填“预算执行”，然后在“{rows}”里一行写一个{row}。",
    "2. 格子右边有箭头的，从下拉里选。表头右上角有红色小三角的，鼠标移上去，看怎样填和例子。",
    "3. 照原表写：≥95%、2020年底前、2105人次，写了什么就是什么。得分、执行率、总分可以不填，由程序计算。",
    "4. 扣了分、没有完成的，写上偏差原因和原因类别：红色的格子就是还缺的。不知道的先空着，报告里会标出【待补充】。",
    "5. 存盘、关闭后运行“drafter draft 本文件”，Word 报告写在本文件旁边。请不要改表名和表头。",
)
_CONTENTS = {
    "基本信息": "单位、年度、日期",
    "收支情况": "全年收入、支出（没有就不填）",
    "预算执行": "预算数、执行数、资金来源",
    "指标": "年度目标和指标，一行一个",
    "项目": "所附的项目（没有就不填）",
    "存在问题": "问题和原因",
    "改进措施": "下一步的措施",
    "文字材料": "基本情况、主要成效等成段的文字",
    "核实说明": "核对过、可以留着的检查结果（没有就不填）",
    "评价维度": "各维度的分值、得分",
    "扣分": "各维度扣分的原因",
    "指标分级": "维持型、提升型、创新型",
}
_PROJECTS = 20
"""Projects with a line of sums of their own."""

_SUMS_HEAD = ("报告", "指标分值", "预算执行分值", "分值合计", "核对", "已填得分")


def write_guide(page: Any, form: EntryForm, styles: Styles, sheets: Sequence[str]) -> None:
    """Writes the sheet 填写说明; ``sheets``: the names of the others, in their order."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    page.set_column(0, 0, 26)
    page.set_column(1, 5, 18)
    page.set_row(0, 30)
    page.write_string(0, 0, f"{form.report_type}绩效数据填写表（{form.title}）", styles.title)
    rows = "评价维度" if form.is_evaluation else "指标"
    for number, step in enumerate(_STEPS, start=1):
        page.merge_range(number, 0, number, 5, step.format(rows=rows, row=rows[-2:]), styles.words)
        page.set_row(number, 36)
    row = _legend(page, styles, len(_STEPS) + 2)
    page.write_string(row + 1, 0, "点表名可以跳到那张表", styles.sum_line)
    for number, name in enumerate(sheets, start=row + 2):
        page.write_url(number, 0, f"internal:'{name}'!A1", styles.link, name)
        page.merge_range(number, 1, number, 3, _CONTENTS[name], styles.boxed())
    _sums(page, form, styles, sum_row(len(sheets)) - 3)


def _legend(page: Any, styles: Styles, row: int) -> int:
    page.write_string(row, 0, "颜色", styles.sum_line)
    legend = ((MUST, "要填的"), (MAY, "没有就不填"), (MISSING, "还没有填"), (WRONG, "缺偏差原因，或得分大于分值"))
    for number, (colour, meaning) in enumerate(legend, start=1):
        page.write_string(row, number, meaning, styles.boxed(colour, middle=True))
    page.set_row(row, 34)
    return row + 1


def _sums(page: Any, form: EntryForm, styles: Styles, row: int) -> None:
    """A line for the report, and one for each project."""
    page.write_string(row, 0, f"合计核对（自动计算，应为{form.full_marks}分）", styles.sum_line)
    for column, head in enumerate(_SUMS_HEAD):
        page.write_string(row + 1, column, head, styles.head(must=False))
    first = row + 2
    names = [f'=IF(项目!A{first_row("项目") + n}="","",项目!A{first_row("项目") + n})' for n in range(_PROJECTS)]
    for number, name in enumerate(["", *(names if form.has_projects else ())], start=first):
        _sum_line(page, form, styles, number, name)
    last = first + (_PROJECTS if form.has_projects else 0)
    for text, colour in (("√", RIGHT), ("×", WRONG)):
        rule = {"type": "formula", "criteria": f'=LEFT($E{first + 1},1)="{text}"', "format": styles.mark(colour)}
        page.conditional_format(f"D{first + 1}:E{last + 1}", rule)


def _sum_line(page: Any, form: EntryForm, styles: Styles, row: int, name: str) -> None:
    line, style = row + 1, styles.boxed(middle=True)
    totals = Totals(form, '""' if not name else f"{GUIDE}!$A${line}")
    if name:
        page.write_formula(row, 0, name, styles.boxed(), "")
    else:
        page.write_string(row, 0, "本报告", styles.boxed())
    there = f'$A${line}=""' if name else "FALSE"
    points = evaluation_points() if form.is_evaluation else totals.indicator_points
    execution = "{=0}" if form.is_evaluation else totals.execution_points
    scores = evaluation_scores() if form.is_evaluation else totals.scores
    for column, formula in ((1, points), (2, execution), (5, scores)):
        page.write_array_formula(row, column, row, column, _unless(there, formula), style, "")
    page.write_formula(row, 3, f'=IF({there},"",ROUND(B{line}+C{line},4))', style, "")
    short = f'"× 应为{form.full_marks}分"'
    sign = f'=IF({there},"",IF(B{line}=0,"",IF(D{line}={form.full_marks},"√",{short})))'
    page.write_formula(row, 4, sign, style, "")


def _unless(there: str, formula: str) -> str:
    """An array formula that gives nothing for a line without a report."""
    return f'{{=IF({there},"",{formula[2:-1]})}}'


def sum_row(sheets: int) -> int:
    """The row (from 1) of the sums of the report itself, in a workbook of so many sheets."""
    return len(_STEPS) + sheets + 9


def sum_line(row: int) -> str:
    """The formula of the line above the heads of 指标: the sums in words."""
    b, c, d, e, f = (f"{GUIDE}!${name}${row}" for name in "BCDEF")
    parts = f'"分值合计 "&{d}&"（指标 "&{b}&" + 预算执行 "&{c}&"）  "&{e}&"   已填得分 "&{f}'
    return f'=IF({b}=0,"分值合计：填了分值就在这里显示",{parts})'


def write_options(page: Any, form: EntryForm) -> None:
    """The choices of 二级指标 by 一级指标 (all of them first), and the owner of each row; hidden."""
    every = list(dict.fromkeys(name for classes in form.levels.values() for name in classes))
    for column, (head, classes) in enumerate([("（全部）", every), *form.levels.items()]):
        names = list(classes) or [head]
        page.write_string(0, column, head)
        page.write_number(1, column, len(names))
        for number, name in enumerate(names, start=2):
            page.write_string(number, column, name)
    if form.has_projects:
        for sheet in OWNED:
            for row in range(first_row(sheet), LAST_ROW + 1):
                cell, formula = owner(sheet, row)
                page.write_formula(cell, formula, None, "")
    page.hide()
