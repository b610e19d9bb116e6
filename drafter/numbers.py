"""Rounding, tolerance and the printed forms of figures; the one place where a Decimal becomes text.

In: ``Decimal`` values (ratios as 0.9171, money in 元 or 万元 as named). Out: text as a report prints it.
Everything rounds half up; ``f"{x:.2f}"`` would round half to even.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

TOLERANCE = Decimal("0.01")
"""Two figures agree when they differ by no more than this (thirds of 20 points add up to 20.01)."""

YUAN_PER_WAN = Decimal(10000)

# Wide enough for any figure a data file may hold: quantize never overflows.
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)

_DIGITS = "零一二三四五六七八九"


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """The value rounded half up to ``places`` decimals (negative zero becomes zero)."""
    result = value.quantize(Decimal(1).scaleb(-places), context=_CONTEXT)
    return abs(result) if result.is_zero() else result


def fixed(value: Decimal, places: int = 2) -> str:
    """``3719.9`` -> ``3719.90``: always ``places`` decimals, no thousands separator."""
    return format(rounded(value, places), "f")


def plain(value: Decimal, places: int = 2) -> str:
    """``18.340`` -> ``18.34``, ``15.00`` -> ``15``: at most ``places`` decimals, no trailing zeros."""
    text = fixed(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def score(value: Decimal) -> str:
    """Points in a sentence: whole ones without decimals (``20``), others with two (``67.50``, ``0.18``)."""
    text = fixed(value)
    return text.removesuffix(".00")


def percent(ratio: Decimal, places: int = 2) -> str:
    """A ratio as a percentage: ``Decimal('0.91705')`` -> ``91.71%``."""
    return fixed(_CONTEXT.multiply(ratio, Decimal(100)), places) + "%"


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """``dividend / divisor``, or None for a divisor of zero (zero budgets and targets are real)."""
    return None if divisor.is_zero() else _CONTEXT.divide(dividend, divisor)


def product(left: Decimal, right: Decimal) -> Decimal:
    """``left × right`` in the wide context of this module."""
    return _CONTEXT.multiply(left, right)


def agree(left: Decimal, right: Decimal, tolerance: Decimal = TOLERANCE) -> bool:
    """Whether two figures are the same within the tolerance."""
    return abs(left - right) <= tolerance


def agree_as_printed(printed: Decimal, computed: Decimal) -> bool:
    """Whether a figure is the computed one at the decimals that it is written with: 8.6 for 8.58.

    Half a unit of the last decimal, and half the tolerance because the computed one was rounded before: with two
    decimals that is the tolerance itself. A whole number may have been rounded in its first decimal (10 for 9.96,
    zeros are often not printed), never to the unit: 92% is not 91.71%.
    """
    unit = Decimal(1).scaleb(-min(max(decimals(printed), 1), 2))
    return agree(printed, computed, (unit + TOLERANCE) / 2)


def decimals(figure: Decimal) -> int:
    """With how many decimals a figure was written: ``85.80`` -> 2."""
    exponent = figure.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def sums_agree(total: Decimal, expected: Decimal, terms: int) -> bool:
    """Whether a sum of rounded terms is the expected one: a third term may add a second hundredth."""
    return agree(total, expected, TOLERANCE if terms < 3 else 2 * TOLERANCE)


def chinese_numeral(number: int) -> str:
    """``1`` -> 一, ``12`` -> 十二, ``105`` -> 一百零五: the numbers of headings; from 1000 on in digits."""
    if number > 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
