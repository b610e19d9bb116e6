"""Figures in running text: the number, its unit, whether it is exact; and whether two figures say the same.

In: folded text (half width, no blanks). Out: ``Figure``s with the decimals that were written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafter.numbers import TOLERANCE
from drafter.values.units import UNITS, YUAN, quantity

_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
FIGURE = (
    r"(?<![0-9.\-~\x1fA-Za-z])(?<![0-9],)(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?![0-9\x1f]|\.[0-9])"
    rf"(?P<about>余|多(?!于))?(?P<unit>万亿元|亿元|千万元|百万元|万元|千元|{_UNIT})?(?P<after>以上|以下|以内|左右|上下|余|多)?"
)
_FIGURE = re.compile(FIGURE)
_NOT_A_UNIT = ("年", "月", "日")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the number as written, the unit as written ("" for none), where it stands in the text."""

    number: Decimal
    unit: str
    start: int
    end: int
    about: bool = False
    """余, 多, 左右, 以上: not exact."""

    @property
    def text(self) -> str:
        return f"{self.number}{self.unit}"

    @property
    def measure(self) -> str:
        """What is measured: 元 for money, % for a rate, the base unit otherwise."""
        return "元" if self.unit in YUAN else quantity(self.unit)[0] if self.unit else ""

    @property
    def power(self) -> int:
        """The power of ten of a unit of money (万元: 4)."""
        return YUAN.get(self.unit, 0)

    @property
    def step(self) -> Decimal:
        """One of the last decimal that was written."""
        return Decimal(1).scaleb(min(int(self.number.as_tuple().exponent), 0))

    def says(self, known: Decimal) -> bool:
        """Whether the figure is ``known`` (in the figure's own unit), perhaps with fewer decimals."""
        return abs(self.number - known) <= max(self.step / 2, TOLERANCE)

    def says_one_of(self, known: Iterable[Decimal]) -> bool:
        return any(self.says(number) for number in known)

    def says_yuan(self, known: Iterable[Decimal]) -> bool:
        """Whether an amount is one of ``known``, which are in 元."""
        return any(self.says(amount.scaleb(-self.power)) for amount in known)


def figure_of(match: re.Match[str]) -> Figure:
    """The figure of a match of a pattern that holds ``FIGURE``."""
    about = bool(match["about"] or match["after"])
    number = Decimal(match["number"].replace(",", ""))
    end = match.end("unit") if match["unit"] else match.end("number")
    return Figure(number, match["unit"] or "", match.start("number"), end, about)


def figures_in(text: str) -> Iterator[Figure]:
    """Every figure of the text; years, months and days are none."""
    for match in _FIGURE.finditer(text):
        if match["unit"] not in _NOT_A_UNIT:
            yield figure_of(match)
