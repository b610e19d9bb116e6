"""What was read from a cell: the kind, the direction, the figure with its unit, or the date.

In: nothing; the records are made by ``reading``. Out: frozen records that every room above may look at.
The Chinese words of the enumerations are those of the data contract (类别, 方向).
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """类别: what sort of thing the cell holds."""

    NUMBER = "数值"
    PERCENT = "百分比"
    MONEY = "金额"
    TIME = "时间"
    QUALITATIVE = "定性"
    LIST = "列表"
    UNREADABLE = "无法识别"


class Direction(StrEnum):
    """方向, from an operator or a word: at least, at most, exactly."""

    AT_LEAST = "正向"
    AT_MOST = "反向"
    EQUAL = "等于"


class Basis(StrEnum):
    """方向依据: how the direction of a target is known."""

    WRITTEN = "写明"
    """An operator or a word, the row's criterion, or its class."""
    INFERRED = "推断"
    """From the indicator's name or the kind of figure."""
    UNKNOWN = "不明"
    """Nothing tells; the usual 正向 is taken, and nothing is asserted on it."""


class Claim(StrEnum):
    """What a clerk says of an indicator instead of measuring it: the levels of 财预〔2020〕10号, and not begun."""

    MET = "达成"
    PARTLY = "部分达成"
    MISSED = "未达成"
    NOT_STARTED = "未开展"


def _month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


class Day(Struct, frozen=True):
    """A day of a calendar year; ``year`` None is the report's year, moved by ``years_later`` (次年: 1).

    ``day`` 31 stands for the end of the month, whatever its length.
    """

    year: int | None
    month: int
    day: int
    years_later: int = 0

    def on(self, year: int | None) -> date | None:
        """The date in a report of ``year``, or None where the year is needed and not known."""
        known = self.year if self.year is not None else year
        if known is None:
            return None
        known += self.years_later
        return date(known, self.month, min(self.day, _month_length(known, self.month)))


class DateSpan(Struct, frozen=True):
    """The first and the last day that the words allow; ``first`` None: any day up to the last.

    ``unclear_until`` is set where 前 stands after a month, a quarter or a year (9月前): strictly the last day is
    the one before it begins, in everyday use its own days are often meant too. Nothing is decided between the two.
    """

    first: Day | None
    last: Day
    unclear_until: Day | None = None

    @property
    def needs_year(self) -> bool:
        return self.last.year is None or (self.first is not None and self.first.year is None)


class Value(Struct, frozen=True):
    """One cell, read.

    ``number``: 百分比 the figure before the sign (``95``, ``0.9`` before ‰); 金额 元; 时间 the length in ``unit``;
    数值 with 万 and 亿 multiplied out (``1.2万亩`` is 12000 亩). ``unit`` is as written: 金额 keeps 万元 beside a
    number in 元, and a 万 or 亿 with nothing after it stays as the unit (``1225.54万`` is 12255400 万), since only the
    indicator says whether it is money (``as_money``).
    """

    text: str
    """As written."""
    kind: Kind
    direction: Direction | None = None
    """From the operator or word only; a bare figure has none here."""
    number: Decimal | None = None
    unit: str | None = None
    period: str | None = None
    """年, 次, 人/月: what stands after the slash, or after 每."""
    upper: Decimal | None = None
    """The upper end of a range, in the measure of ``number``."""
    strict: bool = False
    """> or <, 超过, 低于: the figure itself does not count."""
    about: bool = False
    """左右, 约: not exact."""
    date: DateSpan | None = None
    remark: str | None = None
    """What stood in brackets, or after the figure."""
    label: str | None = None
    """What stood before the figure (护理费：3万/人/年), or the word of change before it (增长5%)."""
    claim: Claim | None = None
    """The verdict in words; beside a figure (80人，未完成) too."""
    items: tuple["Value", ...] = ()
    suggestion: str | None = None
    """无法识别: what may have been meant (``100￥`` → ``100%``). Never taken as read."""
    blank: bool = False
    """Nothing, or a sign for nothing: / 无 — -."""

    @property
    def is_verdict(self) -> bool:
        """A verdict in place of a measurement (达成预期指标, 100%完成, 未开展)."""
        return self.kind is Kind.QUALITATIVE and self.claim is not None

    @property
    def met(self) -> bool:
        return self.claim is Claim.MET

    @property
    def partly(self) -> bool:
        return self.claim is Claim.PARTLY

    @property
    def missed(self) -> bool:
        return self.claim is Claim.MISSED

    @property
    def not_started(self) -> bool:
        return self.claim is Claim.NOT_STARTED

    @property
    def is_figure(self) -> bool:
        """Whether it can be compared by its number."""
        return self.number is not None and self.kind in _FIGURES

    def as_json(self) -> dict[str, str | None]:
        """The keys of the contract; ``数值`` as plain digits in the measure of ``number``."""
        return {
            "原文": self.text,
            "类别": self.kind.value,
            "方向": self.direction.value if self.direction else None,
            "数值": None if self.number is None else digits(self.number),
            "单位": self.unit,
            "周期": self.period,
        }


class Question(Struct, frozen=True):
    """What only the clerk can say before two cells can be compared; a check asks it under ``code``."""

    code: str
    """The finding's: value-unreadable, percent-scale, direction-suspect, unit-mixed."""
    column: str
    """指标值 or 完成值: the cell to look at."""
    found: str
    wanted: str
    hint: str


_FIGURES = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.TIME})


def digits(number: Decimal) -> str:
    """Every digit of the number and no more: ``95.50`` -> ``95.5``, ``1E+3`` -> ``1000``."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
