"""A value finds its field: the text of a cell goes to the form, or is told.

In: a key, the text and the cell it stands in. Out: the form changed, the cell used; a remark where it did not fit.
"""

from dataclasses import dataclass, field

from drafter.load.wordform.figures import readable, ticked, without_gaps, year_in
from drafter.load.wordform.form import EXECUTION, LINES, Form
from drafter.load.wordform.grid import Cell
from drafter.load.wordform.labels import Label, Words
from drafter.load.wordform.told import Told, shown

TICKS = ("项目类别", "项目属性", "项目类型")
FIGURES = frozenset({*EXECUTION, "总分"}) - {"金额单位"}
_UNITS = ("万元", "元", "亿元")
_WANTED = {"填报日期": "日期", "年度": "年度", "金额单位": "万元、元或亿元"}
"""As what a field is read that is no figure."""


@dataclass(slots=True)
class Units:
    """The actuals of one list that are bare figures, each with the unit of its row; whether others carry theirs."""

    bare: list[tuple[dict[str, str], str, str]] = field(default_factory=list)
    written: bool = False


@dataclass(slots=True)
class Reading:
    """What the reader of a file shares: the words, the remarks, the forms so far."""

    words: Words
    told: Told
    forms: list[Form] = field(default_factory=list)
    units: list[Units] = field(default_factory=lambda: [Units()])

    @property
    def form(self) -> Form:
        return self.forms[-1]


def place(key: str, text: str, cell: Cell, reading: Reading) -> None:
    """Puts the text of a cell, or a part of it, where the key says."""
    cell.used = True
    value = without_gaps(text)
    if not value or (key in FIGURES and reading.words.is_nothing(value)):
        return
    found: str | list[str] | None = value
    if key in TICKS:
        found = ticked(value, reading.words)
        if found is None:
            expected = "选中的应有 ☑ 或 √"
            reading.told.cell(cell, f"“{shown(value)}”看不出选了哪一项", expected, f"请在数据文件的“{key}”里写选中的")
            return
        if not found:
            return
    elif key == "年度":
        found = year_in(value)
    elif key == "金额单位":
        found = value if value in _UNITS else None
    elif not readable(key, value):
        found = None
    if found is None:
        wanted = _WANTED.get(key, "数")
        reading.told.cell(cell, f"{key}“{shown(value)}”不能当作{wanted}读", "没有放进数据文件", f"请核对后填入“{key}”")
    elif key in LINES and key in reading.form.texts and reading.form.texts[key] != found:
        reading.form.texts[key] += f"\n{value}"
    elif not reading.form.put(key, found):
        expected = f"前面已经读到“{shown(str(reading.form.held(key)))}”，以前面的为准"
        reading.told.cell(cell, f"{key}“{shown(value)}”与前面的不同", expected, "请核对哪一个对")


def note_label(label: Label, cell: Cell, reading: Reading, *, points: bool) -> None:
    """The unit of money, and the points of the execution, that a label of the money table carries."""
    cell.used = True
    if label.unit and not reading.form.put("金额单位", label.unit):
        told = f"金额单位前面是“{reading.form.execution['金额单位']}”，这里是“{label.unit}”"
        reading.told.cell(cell, told, "一份表应是一个单位", "请把这里的金额换算成前面的单位，再填入数据文件")
    if points and label.points:
        reading.form.execution.setdefault("分值", label.points)
