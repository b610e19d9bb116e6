"""A target and an actual in one measure: where the actual is against the bounds of the target."""

from decimal import Decimal

from msgspec import Struct

from drafter.values.record import Direction


class Measured(Struct, frozen=True):
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
        if lower == -upper:  # ±5%: no side is better
            return False if below or above else None
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
