"""Brings two figures to one measure, and tells where an interval lies against a target.

In: two ``Value``s that hold figures. Out: their numbers in the target's measure, or the Chinese reason why they cannot
be compared. Where a figure can be read on two scales (10.5 under a target in 万元), both readings are given.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from drafter.numbers import product
from drafter.values.record import Direction, Kind, Value
from drafter.values.units import OPEN_SCALES, SCALES, YUAN, quantity, same_period, scaled
from drafter.values.usual_direction import is_rate
from drafter.values.words_around import change, names_change

_ONE = Decimal(1)
_REACHED = re.compile("达到?约?\\s*[0-9０-９]")
_PER_CENT = Decimal("0.01")
_RATIO_UP_TO = Decimal(2)
"""A bare figure above 0 and up to this, beside a percentage, may be a ratio (0.95 for 95%)."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The target and the actual in one measure: percent, 元, or the base unit of what both measure (秒, 米)."""

    target: Decimal
    actual: Decimal
    upper: Decimal | None
    """The upper end of a target that is a range."""
    room: Decimal
    """How far a target of 左右 reaches to each side."""
    low: Decimal | None
    """The least that the words of the actual allow (≥90%: 90), None for no end."""
    high: Decimal | None
    open: bool
    """Whether the ends themselves are not allowed (超过90%)."""
    told: Decimal
    """What a difference is divided by, to stand in the target's unit."""

    @property
    def spread(self) -> bool:
        """Whether the actual is a range, which no ratio can be told of."""
        return self.low is not None and self.high is not None and self.low != self.high

    def met(self, direction: Direction, strict: bool) -> bool | None:
        """True where all that the actual allows is on the target, False where none of it is, None between."""
        if self.upper is not None:
            return self._inside(self.target, self.upper, direction)
        if direction is Direction.EQUAL:
            if self.room:
                near = self._inside(self.target - self.room, self.target + self.room, direction)
                return near or None  # how far off is still 左右 nobody has written down
            return self._inside(self.target, self.target, direction)
        if direction is Direction.AT_LEAST:
            return _beyond(self.target, strict, self.low, self.high, self.open, sign=1)
        return _beyond(self.target, strict, self.high, self.low, self.open, sign=-1)

    def _inside(self, lower: Decimal, upper: Decimal, direction: Direction) -> bool | None:
        low, high = self.low, self.high
        if low is not None and high is not None and lower <= low and high <= upper:
            return True
        below = high is not None and (high < lower or (high == lower and self.open))
        above = low is not None and (low > upper or (low == upper and self.open))
        if lower == upper:
            return False if below or above else None
        # Better than a range (99% for 95%-98%) may or may not be meant to count.
        if direction is Direction.AT_MOST:
            return False if above else None
        return False if below else None


def _beyond(
    target: Decimal,
    strict: bool,
    near: Decimal | None,
    far: Decimal | None,
    ends_open: bool,
    *,
    sign: int,
) -> bool | None:
    """Whether the interval from ``near`` to ``far`` lies beyond the target on the side of ``sign``."""
    if near is not None:
        ahead = (near - target) * sign
        if ahead > 0 or (ahead == 0 and (ends_open or not strict)):
            return True
    if far is not None:
        behind = (target - far) * sign
        if behind > 0 or (behind == 0 and (ends_open or strict)):
            return False
    return None


class _Scale(NamedTuple):
    """What the target's and the actual's number are multiplied with, and what a difference is divided by."""

    target: Decimal = _ONE
    actual: Decimal = _ONE
    told: Decimal = _ONE


@dataclass(frozen=True, slots=True)
class Both:
    candidates: tuple[Measured, ...]
    """One, or one for each scale on which a figure can be read."""
    falling: bool
    """Both tell of a decrease (下降5%): more of it is better."""
    doubt: str = ""


def measured(target: Value, actual: Value, name: str) -> Both | str:
    """Both figures in one measure, or why they cannot be compared."""
    if target.number is None or actual.number is None:
        return "没有可比的数"
    if not same_period(target.period, actual.period):
        return f"周期不同：指标值按“{target.period}”，完成值按“{actual.period}”"
    if differ := _labels_differ(target, actual, name):
        return differ
    scales = _scales(target, actual, name)
    if isinstance(scales, str):
        return scales
    falling = change(target.label) < 0 or change(actual.label) < 0
    doubt = "" if len(scales) == 1 else f"指标值“{target.text.strip()}”与完成值“{actual.text.strip()}”只有一方写明单位"
    return Both(tuple(_measure(target, actual, scale) for scale in scales), falling, doubt)


def _measure(target: Value, actual: Value, scale: _Scale) -> Measured:
    assert target.number is not None
    assert actual.number is not None
    goal, number = product(target.number, scale.target), product(actual.number, scale.actual)
    upper = product(target.upper, scale.target) if target.upper is not None else None
    low: Decimal | None = number
    high: Decimal | None = number if actual.upper is None else product(actual.upper, scale.actual)
    if actual.about and high is not None:
        room = _room(actual, number)
        low, high = number - room, high + room
    # 达到89% is said of 89%, though 达到 before a target means at least.
    if actual.direction is Direction.AT_LEAST and not _REACHED.search(actual.text):
        high = None
    elif actual.direction is Direction.AT_MOST:
        low = None
    room = _room(target, goal) if target.about else Decimal(0)
    return Measured(goal, number, upper, room, low, high, actual.strict, scale.told)


def _room(value: Value, number: Decimal) -> Decimal:
    """How far 左右 and 约 reach: 1 percentage point, or 1% of any other figure."""
    return _ONE if value.kind is Kind.PERCENT else abs(product(number, _PER_CENT))


def _labels_differ(target: Value, actual: Value, name: str) -> str | None:
    one, other = change(target.label), change(actual.label)
    if one != other:
        if (one and other) or not names_change(name, one or other):
            return f"一方是增减幅度，另一方不是：指标值“{target.text.strip()}”，完成值“{actual.text.strip()}”"
        return None
    if one or not target.label or not actual.label or target.label in actual.label or actual.label in target.label:
        return None
    return f"说的不是一回事：指标值是“{target.label}”，完成值是“{actual.label}”"


def _scales(target: Value, actual: Value, name: str) -> tuple[_Scale, ...] | str:
    kinds = (target.kind, actual.kind)
    differ = f"单位不同：指标值“{target.text.strip()}”，完成值“{actual.text.strip()}”"
    if Kind.PERCENT in kinds:
        return _percents(target, actual, name) or differ
    if Kind.MONEY in kinds and (target.kind is actual.kind or _open(target) or _open(actual)):
        return (_Scale(),)
    for bare, other, sign in ((target, actual, -1), (actual, target, 1)):
        if bare.unit is not None:
            continue
        power = YUAN.get(other.unit or "", 0) if other.kind is Kind.MONEY else 0
        if _open(other):
            power = SCALES[other.unit or ""]
        if not power or not bare.number:
            return (_Scale(),)
        return _Scale(), _Scale(actual=scaled(_ONE, sign * power))
    if Kind.MONEY in kinds:
        return differ
    if _open(target) or _open(actual):
        return (_Scale(),)
    (what, size), (what_done, size_done) = quantity(target.unit or ""), quantity(actual.unit or "")
    return (_Scale(size, size_done, size),) if what == what_done else differ


def _open(value: Value) -> bool:
    return value.unit in OPEN_SCALES


def _percents(target: Value, actual: Value, name: str) -> tuple[_Scale, ...] | str | None:
    """Percentages, or one beside a bare figure on the same scale (95 for 95%); None where the units differ."""
    if target.kind is actual.kind:
        one, other = _SIZES.get(target.unit or ""), _SIZES.get(actual.unit or "")
        if (one is None) != (other is None):
            return None
        return (_Scale(one or _ONE, other or _ONE),)
    bare, rate = (target, actual) if target.kind is not Kind.PERCENT else (actual, target)
    if bare.kind is not Kind.NUMBER or bare.unit is not None or bare.period is not None or bare.number is None:
        return None
    if bare.number == 0:
        size = _SIZES.get(rate.unit or "", _ONE)
        return (_Scale(size, size),)
    most = max(Decimal(100), rate.number or _ONE)
    if rate.unit != "%" or not _RATIO_UP_TO < bare.number <= most:
        return f"“{bare.text.strip()}”没有百分号，不能确定它与“{rate.text.strip()}”是否同一口径"
    if bare is target and name and not is_rate(name):
        return f"指标值“{bare.text.strip()}”看来不是百分数，完成值“{rate.text.strip()}”是"
    return (_Scale(),)


_SIZES = {"%": _ONE, "‰": Decimal("0.1")}
