"""The live sums of an entry workbook: weights that make 100, points that are filled in, for each report in it.

In: the last rows of the sheets. Out: formulas. They count figures that are text as well (9.50), and work where an
array formula does: in Excel, WPS and LibreOffice.
"""

from dataclasses import dataclass

from drafter.workbook.entryform import EntryForm
from drafter.workbook.shape import OPTIONS, SHEETS

FIRST_ROW = {"指标": 4}
"""The first row of entries (from 1), where it is not 3: 指标 has the line of the sums above its head."""

LAST_ROW = 400
"""As far as the formulas, dropdowns and conditions go; there may be more rows."""

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


@dataclass(frozen=True, slots=True)
class Totals:
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
        mine = f'({self._mine("预算执行")})*({rows_of_column("预算执行", "类别")}<>"明细")'
        given = rows_of_column("预算执行", "分值")
        there = f'{mine}*({given}<>"")'
        return f"{{=IF(SUM({there})=0,{self.form.execution_points},SUM(IF({there},{_figures(given)},0)))}}"

    @property
    def scores(self) -> str:
        """The points that are filled in, of the indicators and of the execution."""
        return f"{{={self._sum('指标', '得分')}+{self._sum('预算执行', '得分')}}}"

    def _sum(self, sheet: str, column: str) -> str:
        return f"SUM(IF({self._mine(sheet)},{_figures(rows_of_column(sheet, column))},0))"

    def _mine(self, sheet: str) -> str:
        """Which rows belong to this report: a blank 项目名称 goes on with the one above."""
        if not self.form.has_projects:
            return "TRUE"
        return f"{owners(sheet)}={self.key}"


OWNED = ("指标", "预算执行")
"""The sheets whose owners, carried down, stand in the hidden sheet of choices."""


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
    return f"{{=SUM({_figures(rows_of_column('评价维度', '得分'))})}}"


def _figures(cells: str) -> str:
    """The figures of the cells, those that are text too; 0 for what is none."""
    return f'IFERROR(VALUE({cells}&""),0)'
