"""How one field of the data file is read: text, dates, years, choices, numbers, lists of words.

In: what a reader hands over (text, None, lists). Out: annotated types that the records are made of.
Blank text and null are None everywhere; anything unreadable raises Refusal.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from drafter.codes import CODES
from drafter.files import ILLEGAL_XML
from drafter.model.figures import CurrencyUnit, Figure, Money, Rate, half_width
from drafter.patterns import regex
from drafter.textfile.errors import Refusal
from drafter.textfile.tree import brief, shown

LINE_LIMIT = 20_000
"""Characters in a text field."""

PROSE_LIMIT = 200_000
"""Characters in a Markdown field."""

_DATE = regex(r"([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?")
_YEAR = regex(r"([0-9]{4})\s*(?:年度?)?")
_BETWEEN_NUMBERS = regex(r"[、,，;；\s]+")


class ReportType(StrEnum):
    """报告类型: what kind of report the data file is for."""

    WHOLE = "部门整体"
    PROJECT = "项目"
    EVALUATION = "财政评价"


def is_blank(value: object) -> bool:
    """Whether nothing was filled in: null, or text of blanks only."""
    return value is None or (isinstance(value, str) and not value.strip())


def as_text(value: object) -> str | None:
    """The text of one scalar, blank as None; line ends as ``\\n``, without characters that no Word file can hold.

    Raises Refusal for lists and mappings.
    """
    if is_blank(value):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal | date | Figure | Money | Rate):
        raise Refusal(f"现在是{shown(value)}", "这里应是一段文字或一个数", "请把内容写在冒号后面，多行文字用 | 起头")
    return ILLEGAL_XML.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n").strip() or None


def text_up_to(limit: int) -> Callable[[object], str | None]:
    """A reader of text that refuses more than ``limit`` characters."""

    def read(value: object) -> str | None:
        text = as_text(value)
        if text is not None and len(text) > limit:
            raise Refusal(f"现在有{len(text)}个字", f"这里最多{limit}个字", "请删减，或把详细内容另附材料")
        return text

    return read


def read_name(value: object) -> str:
    """A required text. Raises Refusal for a blank one or a long one."""
    text = _LINE(value)
    if text is None:
        raise Refusal("没有填", "这一项必填", "请填写后再试")
    return text


def read_points(value: object) -> Figure | None:
    """分值: a figure that is not negative."""
    text = as_text(value)
    return None if text is None else Figure.read(text, negative=False)


def read_score(value: object) -> Figure | None:
    """得分: a figure; a negative one is read, and reported by the checks."""
    text = as_text(value)
    return None if text is None else Figure.read(text)


def read_money(value: object) -> Money | None:
    """An amount, in 元, 万元 or 亿元 as written with it; without a unit in that of its group. Never negative."""
    text = as_text(value)
    return None if text is None else Money.read(text)


def read_rate(value: object) -> Rate | None:
    """A rate, with or without a percent sign, as a ratio."""
    text = as_text(value)
    return None if text is None else Rate.read(text)


def read_year(value: object) -> int:
    """``2020``, ``2020年``, ``2020年度``; 1990 to 2100."""
    match = _YEAR.fullmatch(half_width(as_text(value) or ""))
    if match is None or not 1990 <= int(match[1]) <= 2100:
        raise Refusal(f"现在是{shown(value)}，不能当作年度读", "这里应是四位数的年份，如 2020", "请改成报告所属的年度")
    return int(match[1])


def read_date(value: object) -> date | None:
    """``2021-10-15``, ``2021.10.15``, ``2021/10/15``, ``2021年10月15日``."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or is_blank(value):
        return value if isinstance(value, date) else None
    match = _DATE.fullmatch(half_width(as_text(value) or ""))
    try:
        if match is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise Refusal(f"现在是{shown(value)}，不能当作日期读", "这里应是年月日齐全的日期", "请写成 2021-10-15 的样子")


def one_of(choices: Iterable[str], text: str) -> str:
    """The text, when it is one of the choices. Raises Refusal with the nearest one."""
    words = list(choices)
    if text in words:
        return text
    near = get_close_matches(text[:50], words, n=1, cutoff=0.5)
    hint = f"是不是“{near[0]}”？请改成其中一个" if near else "请改成其中一个"
    raise Refusal(f"现在是{shown(text)}", f"这里只能是{'、'.join(f'“{word}”' for word in words)}", hint)


def read_report_type(value: object) -> ReportType:
    """报告类型; blank is 部门整体."""
    text = as_text(value)
    return ReportType.WHOLE if text is None else ReportType(one_of(list(ReportType), text))


def read_currency_unit(value: object) -> CurrencyUnit:
    """金额单位; blank is 万元, the unit of the forms."""
    text = as_text(value)
    units: dict[str, CurrencyUnit] = {"万元": "万元", "元": "元", "亿元": "亿元"}
    return "万元" if text is None else units[one_of(units, text)]


def read_yes_no(value: object) -> bool | None:
    """是 or 否; also what YAML reads as true or false."""
    if isinstance(value, bool):
        return value
    text = as_text(value)
    return None if text is None else one_of(("是", "否"), text) == "是"


def read_code(value: object) -> str | None:
    """代码: one of the codes of the findings."""
    text = as_text(value)
    code = None if text is None else text.strip("[]［］").strip()
    if code is None or code in CODES:
        return code
    near = get_close_matches(code[:50], CODES, n=1, cutoff=0.5)
    hint = f"是不是“{near[0]}”？请改正" if near else "请照 check 印出的方括号里的代码写"
    raise Refusal(f"没有“{brief(code)}”这个代码", "应是检查结果的一个代码", hint)


def read_number(value: object) -> int | None:
    """编号: a whole number from 1 to 999."""
    text = as_text(value)
    if text is None:
        return None
    digits = half_width(text)
    if not re.fullmatch(r"[0-9]{1,3}", digits) or int(digits) < 1:
        raise Refusal(f"现在是{shown(text)}", "编号应是 1 到 999 的整数", "请改成 1、2、3 这样的数字")
    return int(digits)


def read_words(value: object) -> tuple[str, ...]:
    """One word or a list of words; blanks are left out."""
    items = value if isinstance(value, list | tuple) else [value]
    return tuple(word for word in map(_LINE, items) if word is not None)


def read_prose_list(value: object) -> tuple[str, ...]:
    """One Markdown text or a list of them; blanks are left out."""
    items = value if isinstance(value, list | tuple) else [value]
    return tuple(text for text in map(_PROSE, items) if text is not None)


def read_numbers(value: object) -> tuple[int, ...]:
    """``[1, 2]``, ``1`` or ``1、2``: each number once, in the order written."""
    if isinstance(value, str):
        value = _BETWEEN_NUMBERS.split(value.strip())
    items = value if isinstance(value, list | tuple) else [value]
    return tuple(dict.fromkeys(number for number in map(read_number, items) if number is not None))


_LINE = text_up_to(LINE_LIMIT)
_PROSE = text_up_to(PROSE_LIMIT)
_AS_WRITTEN = PlainSerializer(lambda value: None if value is None else str(value), when_used="always")

Name = Annotated[str, PlainValidator(read_name)]
Line = Annotated[str | None, PlainValidator(_LINE)]
Prose = Annotated[str | None, PlainValidator(_PROSE)]
Points = Annotated[Figure | None, PlainValidator(read_points), _AS_WRITTEN]
Score = Annotated[Figure | None, PlainValidator(read_score), _AS_WRITTEN]
Amount = Annotated[Money | None, PlainValidator(read_money), _AS_WRITTEN]
ExecutionRate = Annotated[Rate | None, PlainValidator(read_rate), _AS_WRITTEN]
Year = Annotated[int, PlainValidator(read_year)]
Day = Annotated[date | None, PlainValidator(read_date), _AS_WRITTEN]
Kind = Annotated[ReportType, PlainValidator(read_report_type), _AS_WRITTEN]
Currency = Annotated[CurrencyUnit, PlainValidator(read_currency_unit)]
YesNo = Annotated[
    bool | None,
    PlainValidator(read_yes_no),
    PlainSerializer(lambda value: None if value is None else "是" if value else "否"),
]
FindingCode = Annotated[str | None, PlainValidator(read_code)]
Number = Annotated[int | None, PlainValidator(read_number)]
Numbers = Annotated[tuple[int, ...], PlainValidator(read_numbers)]
Words = Annotated[tuple[str, ...], PlainValidator(read_words)]
ProseList = Annotated[tuple[str, ...], PlainValidator(read_prose_list)]
