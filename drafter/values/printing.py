"""Prints a value in one canonical form: ``≧ 95％`` -> ``≥95%``, ``不超过 4期/年`` -> ``≤4期/年``.

In: a ``Value``. Out: text that reads back to the same kind, direction, number, unit and period.
"""

from drafter.values.record import DateSpan, Direction, Kind, Value, digits
from drafter.values.units import OPEN_SCALES, SCALES, YUAN, scaled

_SIGNS = {
    (Direction.EQUAL, False): "=",
    (Direction.AT_LEAST, False): "≥",
    (Direction.AT_LEAST, True): ">",
    (Direction.AT_MOST, False): "≤",
    (Direction.AT_MOST, True): "<",
}


_PROSE = str.maketrans(",;:()", "，；：（）")


def print_value(value: Value) -> str:
    """The canonical text of a figure, a list or a full date; words and what was not understood print as written."""
    if value.kind is Kind.LIST:
        return "\n".join(f"{number}、{_inline(item)}" for number, item in enumerate(value.items, 1))
    if value.date is not None:
        return _date(value.date, value.direction) or value.text.strip()
    if not value.is_figure or value.number is None:
        return value.text.strip()
    power = _power(value)
    sign = _SIGNS[value.direction, value.strict] if value.direction else ""
    parts = [(value.label or "").translate(_PROSE), "：" if value.label else "", sign, "约" if value.about else ""]
    unit = value.unit or ""
    if value.upper is not None and value.upper == -value.number and not parts[0]:
        return f"±{digits(value.upper)}{unit}"
    parts.append(digits(scaled(value.number, -power)) + unit)
    if value.upper is not None:
        parts.append("-" + digits(scaled(value.upper, -power)) + unit)
    if value.period:
        parts.append("/" + value.period)
    if value.remark:
        parts.append(f"（{value.remark.translate(_PROSE)}）")
    return "".join(parts)


def _inline(value: Value) -> str:
    """Several figures in one element of a list stay on its line."""
    return "；".join(map(print_value, value.items)) if value.kind is Kind.LIST else print_value(value)


def _power(value: Value) -> int:
    """The power of ten that the unit holds and the number already has in it."""
    unit = value.unit or ""
    if value.kind is Kind.MONEY:
        return YUAN.get(unit, SCALES.get(unit, 0))
    return SCALES[unit] if value.kind is Kind.NUMBER and unit in OPEN_SCALES else 0


def _date(span: DateSpan, direction: Direction | None) -> str | None:
    last = span.last
    if last.years_later or span.unclear_until or (span.first is not None and span.first != last):
        return None
    if span.first is None and last.day == 31 and last.month not in (1, 3, 5, 7, 8, 10, 12):
        return None  # the end of a month, told in words
    year = f"{last.year}年" if last.year is not None else ""
    return f"{year}{last.month}月{last.day}日" + ("前" if direction is Direction.AT_MOST else "")
