"""The cells of a sheet, read row by row and no further than they go, as the text that a person sees.

In: a sheet of a ``Package``. Out: ``Grid``: the cells that hold something, hidden rows, merged ranges; ``text_of``
gives numbers, percents, dates, yes and no by the number format, ``Unreadable`` for an error value, a formula that was
never computed, a number that Excel has cut. A far cell or a million formatted empty rows cost nothing: reading stops
``MOST_EMPTY`` rows after the last one that holds something.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from msgspec import Struct, field

from drafter.patterns import regex
from drafter.textfile import brief
from drafter.workbook.reader.package import Enough, Package

MOST_ROWS, MOST_COLUMNS = 21_000, 200
"""Rows of one sheet that are read (twenty thousand indicators, with room for heads), and columns."""

MOST_EMPTY = 200
"""Empty rows in a row after which the sheet counts as ended: a format down to row 1,048,576 is not content."""

MOST_MERGES = 20_000
"""Merged ranges of one sheet that are kept."""

_REFERENCE = regex(r"([A-Z]{1,3})([0-9]{1,7})")
_MERGE = regex(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")


class Raw(Struct):
    """A cell as the file has it: its type and style, the value as text, whether a formula made it."""

    kind: str = "n"
    style: int = 0
    value: str = ""
    formula: bool = False


class Grid(Struct):
    """The cells of a sheet by row, then column, both counted from 1 as the program that shows them does."""

    rows: dict[int, dict[int, Raw]] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column."""
    seen: int = 0
    """Rows that were looked at, filled or not: what reading cost."""
    far: str = ""
    """The first cell with content beyond what is read."""
    too_long: bool = False


def read_grid(package: Package, part: str) -> Grid:
    """The cells of a sheet."""
    reader = _CellReader(package)
    rest = package.parse(part, reader.start, reader.end, reader.text)
    reader.take_merges(rest)
    grid = reader.grid
    last = max(grid.rows, default=0)
    grid.merges = [merge for merge in grid.merges if merge[0] <= last and merge[1] <= MOST_COLUMNS]
    return grid


def column_number(letters: str) -> int:
    """``A`` -> 1, ``AB`` -> 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 -> ``A``, 28 -> ``AB``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _CellReader:
    """The handlers of the XML parser: takes elements and text as they come, fills ``grid``."""

    def __init__(self, package: Package) -> None:
        self.grid = Grid()
        self._texts = package.texts
        self._row = self._column = self._last = 0
        self._hidden = False
        self._cell: Raw | None = None
        self._into: list[str] | None = None
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name in ("v", "t") and self._cell is not None:
            self._into = None if self._phonetic else []
        elif name == "f" and self._cell is not None:
            self._cell.formula = True
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name in ("v", "t") and self._cell is not None and self._into is not None:
            self._cell.value += "".join(self._into)
            self._into = None
        elif name == "rPh":
            self._phonetic = False
        elif name == "c":
            self._end_cell()

    def text(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def take_merges(self, rest: Iterator[bytes]) -> None:
        """Merged ranges come after the rows: they are looked for in the bytes that were not parsed.

        200 bytes are kept of each chunk, so that an element cut in two is found; one is about 30 long.
        """
        before = b""
        for chunk in rest:
            data = before + chunk
            end = 0
            for match in _MERGE.finditer(data):
                self._merge(match[1].decode())
                end = match.end()
            before = data[max(end, len(data) - 200) :]

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        self._column = 0
        self._hidden = attributes.get("hidden") in {"1", "true"}
        self.grid.seen += 1
        if self.grid.seen > MOST_ROWS + 2 * MOST_EMPTY or (
            self._row - self._last > MOST_EMPTY and self.grid.seen > MOST_EMPTY
        ):
            raise Enough

    def _start_cell(self, attributes: dict[str, str]) -> None:
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        if match:
            self._row, self._column = int(match[2]), column_number(match[1])
        else:
            self._column += 1
        style = attributes.get("s", "0")
        self._cell = Raw(attributes.get("t", "n"), int(style) if style.isdecimal() and len(style) < 7 else 0)

    def _end_cell(self) -> None:
        cell, self._cell, self._into = self._cell, None, None
        if cell is None or not (cell.value or cell.formula):
            return
        if cell.kind == "s":
            at = int(cell.value) if cell.value.isdecimal() and len(cell.value) < 9 else -1
            cell.value = self._texts[at] if 0 <= at < len(self._texts) else ""
            if not cell.value and not cell.formula:
                return
        if self._row - self._last > MOST_EMPTY or self._column > MOST_COLUMNS:
            self.grid.far = self.grid.far or f"{column_letters(self._column)}{self._row}"
            if self._column <= MOST_COLUMNS:
                raise Enough
            return
        if self._row > MOST_ROWS:
            self.grid.too_long = True
            raise Enough
        self._last = max(self._last, self._row)
        if self._hidden and self._row not in self.grid.rows:
            self.grid.hidden.append(self._row)
        self.grid.rows.setdefault(self._row, {})[self._column] = cell

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        one, two = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if one and two and len(self.grid.merges) < MOST_MERGES:
            merge = (int(one[2]), column_number(one[1]), int(two[2]), column_number(two[1]))
            self.grid.merges.append(merge)


MOST_DIGITS = 15
"""Excel keeps no more of a number."""

_ERRORS = {"#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
_DATES: dict[range, str] = {
    range(14, 16): "ymd",
    range(16, 17): "md",
    range(17, 18): "ym",
    range(18, 22): "h",
    range(22, 23): "ymd",
    range(27, 30): "ymd",
    range(30, 32): "ymd",
    range(32, 36): "h",
    range(36, 37): "ymd",
    range(45, 48): "h",
    range(50, 55): "ymd",
    range(55, 57): "h",
    range(57, 58): "ym",
    range(58, 59): "md",
}
"""The built-in formats of dates, with those of a Chinese Excel (27 to 58)."""

_LITERAL = regex(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")
_SAVE_ONCE = "请用 Excel 或 WPS 打开、保存一次后再用"

DateStyle = Literal["iso", "chinese"]


class Unreadable(Exception):
    """A cell that cannot be read; ``parts``: what is in it, what is expected, what to do (Chinese)."""

    def __init__(self, found: str, expected: str, hint: str) -> None:
        self.parts = (found, expected, hint)
        super().__init__(found)


def text_of(raw: Raw, number_format: str, *, from_1904: bool, dates: DateStyle = "chinese") -> str:
    """The text of a cell as its number format shows it; ``from_1904``: dates count from 1904. Raises Unreadable."""
    if raw.formula and not raw.value and raw.kind not in ("str", "s", "inlineStr"):
        raise Unreadable("公式还没有算出结果", "这里应是数或文字", _SAVE_ONCE)
    if raw.kind == "e" or raw.value.strip() in _ERRORS:
        raise Unreadable(
            f"公式出错，现在是 {raw.value.strip()}", "这里应是数或文字", "请在 Excel 中改正公式，或直接填数"
        )
    if raw.kind == "b":
        return "是" if raw.value.strip() in {"1", "true"} else "否"
    if raw.kind == "d":
        return _date_text(date.fromisoformat(raw.value[:10]), "ymd", dates) if _is_date(raw.value) else raw.value
    if raw.kind != "n":
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), raw.value)
    try:
        value = Decimal(raw.value.strip())
        if not value.is_finite():
            raise InvalidOperation
        value = Decimal(f"{float(value):.{MOST_DIGITS}g}")
    except (InvalidOperation, OverflowError, ValueError):
        raise Unreadable(f"现在是“{brief(raw.value)}”，不是数", "这里应是数或文字", "请重新填写") from None
    if abs(value) >= Decimal(10) ** MOST_DIGITS:
        found = f"数超过{MOST_DIGITS}位，后面的数字已被 Excel 改成0"
        raise Unreadable(found, f"数字格里最多{MOST_DIGITS}位", "请把这一格设为文本格式，再重新填写")
    shown = date_parts(number_format)
    if shown:
        return _dated(value, shown, from_1904=from_1904, dates=dates)
    return _number(value, number_format)


def date_parts(number_format: str) -> str:
    """Which parts of a date a number format shows: ymd, ym, y, md, h; "" for a format of numbers."""
    if number_format.startswith("#") and number_format[1:].isdecimal():
        number = int(number_format[1:])
        return next((parts for numbers, parts in _DATES.items() if number in numbers), "")
    code = _LITERAL.sub("", number_format.split(";")[0]).lower().replace("general", "")
    if any(mark in code for mark in "0#?%"):
        return ""
    if "y" in code or "e" in code:
        return "y" + ("m" if "m" in code else "") + ("d" if "d" in code else "")
    if "h" in code or "s" in code:
        return "h"
    return "md" if "m" in code or "d" in code else ""


def _number(value: Decimal, number_format: str) -> str:
    code = {"#9": "0%", "#10": "0.00%"}.get(number_format, _LITERAL.sub("", number_format.split(";")[0]))
    percent = "%" in code
    if percent:
        value *= 100
    decimals = re.search(r"\.([0#?]+)", code)
    least = len(decimals[1]) if decimals else 0
    exact = _plain(value)
    digits = sum(char.isdigit() for char in exact.lstrip("-0."))
    # More digits than anyone types are computed ones: the figure that the cell shows counts.
    if digits > 10 and "." in exact and (percent or decimals):
        places = max(least, 2) if percent else least
        exact = _plain(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    if not percent:
        return exact
    zeros = min(least, len(decimals[1].rstrip("#?")) if decimals else 0) - len(exact.partition(".")[2])
    return exact + ("" if "." in exact or zeros <= 0 else ".") + "0" * max(zeros, 0) + "%"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _dated(value: Decimal, shown: str, *, from_1904: bool, dates: DateStyle) -> str:
    whole = int(value)
    if shown == "h" and abs(value) < 1:
        minutes = int(value * 1440 + Decimal("0.5"))
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    # Excel counts a 29 February 1900 (day 60) that never was: from there on one day less.
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30) if whole >= 60 else date(1899, 12, 31)
    try:
        if whole < 0:
            raise OverflowError
        return _date_text(first + timedelta(days=whole), shown, dates)
    except OverflowError:
        found = f"日期格里现在是 {_plain(value)}，不是日期"
        raise Unreadable(found, "这里应是日期", "请核对格式，或改成 2021-10-15 的样子") from None


def _date_text(day: date, shown: str, dates: DateStyle) -> str:
    if dates == "iso":
        return day.isoformat()
    if shown == "y":
        return str(day.year)
    return f"{day.year}年{day.month}月" + ("" if shown == "ym" else f"{day.day}日")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
