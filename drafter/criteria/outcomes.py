"""What a clause gives when its case holds: points, a share of the weight, or points taken off step by step.

In: a ``Row`` (weight, target, actual, verdict). Out: ``Scored``, a score in 分 with the rule that gave it, or None
with the reason why none can be given. Where units, bases or dates do not fit, no score is given.
"""

from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from enum import StrEnum

from msgspec import Struct

from drafter.numbers import plain, product, quotient
from drafter.values import Direction, Kind, Value
from drafter.values.achievement import Achievement, Verdict, achievement
from drafter.values.record import digits
from drafter.values.units import DURATIONS, quantity


class Row(Struct, frozen=True):
    """What a rule looks at: the weight (分), the target and the actual as read, the verdict on them."""

    points: Decimal
    target: Value
    actual: Value
    reached: Achievement


class Scored(Struct, frozen=True):
    """A score in 分 with the rule that gave it, or None with the reason why none can be given."""

    score: Decimal | None
    rule: str


class Points(Struct, frozen=True):
    """得满分 (``points`` None), 得8分, 不得分 (0); ``off``: 扣2分, that many below full marks."""

    points: Decimal | None
    off: bool = False

    def score(self, row: Row) -> Scored:
        """The points of the clause in 分, whatever the row's actual is; the rule's limits are put on it later."""
        if self.points is None:
            return Scored(row.points, "达到标准，得满分")
        if self.off:
            return Scored(row.points - self.points, f"扣{plain(self.points)}分")
        return Scored(self.points, f"得{plain(self.points)}分" if self.points else "不得分")


class Share(Struct, frozen=True):
    """按完成程度得分: weight × completion. ``only``: the direction that the formula, or 按比例扣分, is written for."""

    only: Direction | None = None

    def score(self, row: Row) -> Scored:
        """Weight × completion in 分; none without a completion, or where the formula is for the other direction."""
        reached = row.reached
        if reached.verdict is Verdict.NOT_STARTED:
            return Scored(Decimal(0), "未开展，完成程度为0")
        if reached.completion is None:
            claimed = reached.verdict is Verdict.MET and row.actual.is_verdict
            return Scored(row.points if claimed else None, reached.reason or "完成程度不能计算")
        if self.only is not None and reached.direction is not self.only:
            return Scored(None, f"评分标准的算法只用于{self.only.value}指标")
        if reached.verdict is Verdict.MISSED and reached.completion >= 1:
            return Scored(None, "界限值本身不算，按完成程度得不出应扣的分")
        return Scored(product(row.points, reached.completion), "按完成程度计分")


class Side(StrEnum):
    """Which way a step counts."""

    BELOW = "低于"
    ABOVE = "超过"
    SHORT = "差"
    """Below a floor, above a ceiling."""
    EITHER = "偏离"
    EVENTS = "发生"
    """The actual itself is what is counted."""
    LATE = "逾期"


_DAYS = {"天": 1, "日": 1, "周": 7, "个星期": 7}


class Cut(Struct, frozen=True):
    """每降低1%扣0.5分: from full marks, every whole ``step`` beyond the base (or the target) costs ``cut``."""

    side: Side
    step: Value
    cut: Decimal
    """分, or percent of the weight where ``of_weight``."""
    of_weight: bool = False
    base: Value | None = None
    most: Decimal | None = None
    whole_up: bool = False
    """不足1%的按1%计."""
    rate: bool = False
    """The clause speaks of a rate of its own (知晓率每降低1%): nothing but a rate is measured by it."""

    def score(self, row: Row) -> Scored:
        """Full marks less the steps in 分, at most ``most`` or the weight; none where units or bases do not fit."""
        distance = self._distance(row)
        if isinstance(distance, str):
            return Scored(None, distance)
        if distance.is_zero() and row.reached.verdict is Verdict.MISSED:
            return Scored(None, "未达到指标值，评分标准却没有可扣的分")
        rounding = ROUND_CEILING if self.whole_up else ROUND_DOWN
        # 每降低1% counts whole steps: 1.5% below is one step, unless 不足1%的按1%计.
        steps = (quotient(distance, _number(self.step)) or Decimal(0)).to_integral_value(rounding=rounding)
        each = product(product(row.points, self.cut), Decimal("0.01")) if self.of_weight else self.cut
        lost = min(product(steps, each), row.points if self.most is None else self.most)
        unit = "个百分点" if self.step.unit == "%" else self.step.unit or ""
        rule = f"每{self.side.value}{digits(_number(self.step))}{unit}扣{plain(each)}分"
        return Scored(row.points - lost, f"{rule}，扣{plain(min(lost, row.points))}分")

    def _distance(self, row: Row) -> Decimal | str:
        """How far beyond, in the measure of the step's number; or why it is not known."""
        if row.actual.items or row.target.items:
            return "一格里有几个数，不能按评分标准扣分"
        if self.side is Side.LATE and row.target.date:
            return self._days(row)
        if self.side is Side.EVENTS:
            return self._events(row)
        return self._beyond(row)

    def _days(self, row: Row) -> Decimal | str:
        if self.base is not None and self.base.date != row.target.date:
            return "评分标准的期限与指标值不同"
        if row.reached.verdict is Verdict.MET:
            return Decimal(0)
        days, unit = row.reached.days_late, _DAYS.get(self.step.unit or "")
        if row.reached.verdict is not Verdict.MISSED or days is None:
            return "完成值看不出逾期几天"
        if self.step.unit == "个月" and days // 31 == days // 28:
            return quotient(Decimal(days), Decimal(30)) or _ZERO
        if unit is None:
            return f"逾期{days}天，不能折算成{self.step.unit}"
        return quotient(Decimal(days), Decimal(unit)) or _ZERO

    def _events(self, row: Row) -> Decimal | str:
        target, actual = row.target, row.actual
        if row.reached.verdict is Verdict.MET and target.number == 0:
            return Decimal(0)
        none_allowed = target.number == 0 or target.kind is Kind.QUALITATIVE or target.blank
        if not none_allowed:
            return "指标值不是0，评分标准没有写明从几起扣分"
        if not actual.is_figure or actual.upper is not None or actual.about or actual.direction is not None:
            return "完成值不是次数，不能按评分标准扣分"
        fits = actual.kind is Kind.NUMBER and (actual.unit is None or _same_unit(actual.unit, self.step.unit))
        return actual.number or Decimal(0) if fits else f"完成值的单位与评分标准的“{self.step.unit}”不同"

    def _beyond(self, row: Row) -> Decimal | str:
        base = self.base or row.target
        if self.base is None and row.actual.is_verdict and row.reached.verdict is Verdict.MET:
            return _ZERO
        reached = row.reached if self.base is None else achievement(self.base, row.actual, stated=Direction.AT_LEAST)
        if reached.difference is None:
            done = self._of_completion(row)
            return done if done is not None else reached.reason or "完成值不能与评分标准比较"
        if base.upper is not None or row.actual.upper is not None:
            return "指标值或完成值是一个范围，不能按评分标准扣分"
        distance = self._sided(reached.difference, row)
        size = self._size(base, row.actual)
        if size is not None:
            return product(distance, size)
        if self.step.kind is Kind.PERCENT and base.kind is not Kind.PERCENT and base.number and not self.rate:
            return quotient(product(distance, Decimal(100)), base.number) or _ZERO
        return f"评分标准按“{self.step.text}”扣分，与指标值的单位不同"

    def _of_completion(self, row: Row) -> Decimal | None:
        """相较100%每降低1%, said of a count: 100% is the whole of the target."""
        of_percent = self.base is not None and self.base.kind is Kind.PERCENT and not self.rate
        floor = row.reached.direction is Direction.AT_LEAST and self.side in (Side.BELOW, Side.SHORT)
        done = row.reached.completion
        if self.base is None or self.base.number is None or done is None or not (of_percent and floor):
            return None
        if self.base.upper is not None or row.target.kind not in (Kind.NUMBER, Kind.MONEY):
            return None
        return max(self.base.number - product(done, Decimal(100)), _ZERO)

    def _sided(self, difference: Decimal, row: Row) -> Decimal:
        side = self.side
        if side is Side.EITHER:
            return abs(difference)
        if side is Side.SHORT:
            side = Side.ABOVE if row.reached.direction is Direction.AT_MOST else Side.BELOW
        return max(-difference if side is Side.BELOW else difference, _ZERO)

    def _size(self, base: Value, actual: Value) -> Decimal | None:
        """The factor from the base's unit to the step's, None where they measure different things."""
        step = self.step
        if step.kind is Kind.PERCENT:
            same = base.kind is Kind.PERCENT and (base.unit == "‰") is (step.unit == "‰")
            return Decimal(1) if same else None
        if base.kind is not step.kind and not (step.unit in DURATIONS and base.unit in DURATIONS):
            return None
        if step.kind is Kind.MONEY:
            return Decimal(1)
        written = base.unit or actual.unit
        if written is None:
            return Decimal(1) if step.unit not in DURATIONS else None
        (what, size), (counted, one) = quantity(written), quantity(step.unit or written)
        return quotient(size, one) if what == counted else None


_ZERO = Decimal(0)


def _number(value: Value) -> Decimal:
    return value.number or Decimal(1)


def _same_unit(left: str, right: str | None) -> bool:
    return right is None or quantity(left)[0] == quantity(right)[0] or {left, right} <= _EVENTS


_EVENTS = frozenset({"起", "次", "例", "件", "个", "项", "人次", "宗", "处"})
"""Units in which things that happened are counted: 每发生一起 of 2次."""

Outcome = Points | Share | Cut
