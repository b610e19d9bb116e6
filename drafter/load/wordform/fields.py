"""Puts the value of a cell into its field of the form, or makes a remark.

In: a key, the text and its cell. Out: the form changed, the cell used; a remark where the text cannot be
read as what it should be: a figure as printed, a date, a year, the boxes that are ticked.
"""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct, field

from drafter.blocks import GAP
from drafter.load.wordform.form import EXECUTION, LINES, Form
from drafter.load.wordform.grid import Cell
from drafter.load.wordform.labels import Label, Words
from drafter.load.wordform.remarks import Remarks, shown
from drafter.model.fields import read_date
from drafter.model.figures import Figure, Money, Rate, half_width
from drafter.patterns import regex
from drafter.textfile import Refusal

_MONEY = ("基本支出总额", "项目支出总额", "年初预算数", "全年预算数", "全年执行数")
_READERS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(_MONEY, Money.read),
    "执行率": Rate.read,
    **dict.fromkeys(("分值", "得分", "总分"), Figure.read),
    "填报日期": read_date,
}
_YEAR = regex(r"(?<!\d)(20[0-9]{2}|19[0-9]{2})\s*年?度?")
_BRACKETED = regex(r"[（(]\s*([√✓✔☑☒]?)\s*[)）]")
_NUMBER = regex(r"^\s*[0-9一二三四五六七八九十]+\s*[、.．]\s*|^[（(][0-9一二三]+[)）]")
_EDGES = " \t\n\u3000\u00a0、，,；;:："


def without_gaps(text: str) -> str:
    """The text without 【待补充：…】; lines with nothing else are left out."""
    lines = text.split("\n")
    return "\n".join(line for line in lines if not GAP.search(line)).strip()


def readable(key: str, text: str) -> bool:
    """Whether a text is the figure or date that a key asks for; any text is for the other keys."""
    reader = _READERS.get(key)
    try:
        return reader is None or reader(text) is not None
    except Refusal:
        return False


def year_in(text: str) -> str | None:
    """``2020年度某局…自评表``, ``2020`` -> 2020; the first year in the text, None without one."""
    found = _YEAR.search(half_width(text))
    return found[1] if found else None


def title_year(text: str) -> str | None:
    """The year of a title, which must be written as one (2020年, 2020年度); None without one."""
    found = re.search(r"(?<!\d)(20[0-9]{2})\s*年", half_width(text))
    return found[1] if found else None


def ticked(text: str, words: Words) -> list[str] | None:
    """The ticked choices of ``1、部门预算项目 ☑　2、区直专项 □``; the words where nothing has a box; None: unclear."""
    on, off = words.ticked, words.unticked
    marked = _BRACKETED.sub(lambda found: on[0] if found[1] else off[0], text.strip(_EDGES))
    boxes = [place for place, char in enumerate(marked) if char in on + off]
    if not boxes:
        numbered = len(re.findall(r"(?:^|\s)[0-9][、.．]", marked))
        return None if numbered > 1 else [part for part in re.split(r"[、，,；;\s]+", marked) if part]
    if not any(marked[place] in off for place in boxes) and len(boxes) == 1:
        pieces = re.split(r"\s{1,}|(?<=\S)(?=[0-9][、.．])", marked)
        chosen = [piece for piece in pieces if any(char in on for char in piece)]
        plain = _choice("".join(char for char in "".join(chosen) if char not in on))
        return [plain] if plain else None
    before = boxes[0] == 0
    chosen = []
    for number, place in enumerate(boxes):
        if marked[place] in off:
            continue
        if before:
            end = boxes[number + 1] if number + 1 < len(boxes) else len(marked)
            chosen.append(_choice(marked[place + 1 : end]))
        else:
            start = boxes[number - 1] + 1 if number else 0
            chosen.append(_choice(marked[start:place]))
    return [choice for choice in chosen if choice]


def _choice(text: str) -> str:
    return _NUMBER.sub("", text.strip(_EDGES)).strip(_EDGES)


def joined_target(sign: str, figure: str, unit: str, words: Words) -> str:
    """Three columns as one value: ≥, 95, % -> ≥95%; a sign that is a word (定性) is no sign."""
    mark = sign.strip() if re.fullmatch(r"[≥≤><=≧≦＝＞＜]{1,2}|[不大小高低多少等超]于?.{0,3}", sign.strip()) else ""
    value = figure.strip()
    if not value:
        return ""
    lead = "" if not mark or mark in ("=", "＝", "等于") or value.startswith(mark) else mark
    behind = unit.strip()
    tail = "" if not behind or words.is_nothing(behind) or value.endswith(behind) else behind
    return f"{lead}{value}{tail}"


def is_bare_figure(text: str) -> bool:
    """Whether a text is a number and nothing else."""
    return re.fullmatch(r"[0-9][0-9,]*(?:\.[0-9]+)?", half_width(text)) is not None


TICKS = ("项目类别", "项目属性", "项目类型")
FIGURES = frozenset({*EXECUTION, "总分"}) - {"金额单位"}
_UNITS = ("万元", "元", "亿元")
_WANTED = {"填报日期": "日期", "年度": "年度", "金额单位": "万元、元或亿元"}
"""What a message calls the value of a field that is no figure."""


class Units(Struct):
    """The actuals of one list that are bare figures: row, unit of the row, place of the cell.

    ``written``: whether other actuals of the list carry their unit.
    """

    bare: list[tuple[dict[str, str], str, str]] = field(default_factory=list)
    written: bool = False


class Reading(Struct):
    """What the functions that read one file share: the words, the remarks, the forms so far."""

    words: Words
    remarks: Remarks
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
            reading.remarks.cell(
                cell, f"“{shown(value)}”看不出选了哪一项", expected, f"请在数据文件的“{key}”里写选中的"
            )
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
        reading.remarks.cell(
            cell, f"{key}“{shown(value)}”不能当作{wanted}读", "没有放进数据文件", f"请核对后填入“{key}”"
        )
    elif key in LINES and key in reading.form.texts and reading.form.texts[key] != found:
        reading.form.texts[key] += f"\n{value}"
    elif not reading.form.put(key, found):
        expected = f"前面已经读到“{shown(str(reading.form.held(key)))}”，以前面的为准"
        reading.remarks.cell(cell, f"{key}“{shown(value)}”与前面的不同", expected, "请核对哪一个对")


def note_label(label: Label, cell: Cell, reading: Reading, *, points: bool) -> None:
    """The unit of money, and the points of the execution, that a label of the money table carries."""
    cell.used = True
    if label.unit and not reading.form.put("金额单位", label.unit):
        unlike = f"金额单位前面是“{reading.form.execution['金额单位']}”，这里是“{label.unit}”"
        reading.remarks.cell(cell, unlike, "一份表应是一个单位", "请把这里的金额换算成前面的单位，再填入数据文件")
    if points and label.points:
        reading.form.execution.setdefault("分值", label.points)
