"""When a clause applies: figures within bounds, the target met or missed, a word, not carried out.

In: a ``Row``. Out: ``Hold``: yes, no, at an edge that the sentence leaves open (80%-90%, 60%以下), or unknown.
"""

from decimal import Decimal
from enum import Enum, StrEnum

from msgspec import Struct
from msgspec.structs import replace

from drafter.criteria.outcomes import Row
from drafter.numbers import product
from drafter.patterns import regex
from drafter.values import Claim, Direction, Kind, Value, fold
from drafter.values.achievement import Verdict, achievement


class Hold(Enum):
    """Whether a case holds of a row. ``EDGE``: on a bound, and it is not written whether the bound itself counts."""

    YES = "yes"
    NO = "no"
    EDGE = "edge"
    UNKNOWN = "unknown"


class When(StrEnum):
    """Cases without a figure of their own."""

    MET = "达到目标"
    PARTLY = "部分完成"
    MISSED = "未达到目标"
    ELSE = "否则"
    NOT_STARTED = "未开展"
    ALWAYS = ""


class Edge(Struct, frozen=True):
    """One bound of a case: a value with its direction. ``soft``: whether the figure itself counts is not written."""

    value: Value
    soft: bool = False

    @property
    def position(self) -> Decimal | None:
        """Its position on the axis: the number, or a count that keeps the order of dates (no real days)."""
        if self.value.date is not None:
            last = self.value.date.last
            # Within a year month * 31 + day runs from 32 to 403, so 400 a year keeps December before January.
            return Decimal(((last.year or 0) + last.years_later) * 400 + last.month * 31 + last.day)
        return self.value.number


class Figures(Struct, frozen=True):
    """兑现率达95%以上, 80%-90%, 12月底前: one bound or two."""

    low: Edge | None = None
    high: Edge | None = None
    of_target: bool = False
    """目标值的90%: the completion is meant, not the actual."""
    bare: bool = False
    """No subject, or the completion (完成率90%, 90%以上): the completion is meant where the target is a count."""
    of_completion: bool = False
    """The completion is named (完成率90%): beside a target of 95% it may be the indicator's own rate or a share."""
    unsigned: bool = False
    """Neither 以上 nor ≥ is written (3次得8分): at least for an award, just that for points taken off."""

    @property
    def edges(self) -> tuple[Edge, ...]:
        return tuple(edge for edge in (self.low, self.high) if edge is not None)

    def holds(self, row: Row, *, anchored: bool) -> Hold:
        """``anchored``: a figure of the sentence is the target's, so 完成率 is the indicator's own rate."""
        actual = self._measured(row, anchored=anchored)
        if actual is None:
            return Hold.UNKNOWN
        return self._worst([self._side(edge, row, actual) for edge in self.edges])

    def _measured(self, row: Row, *, anchored: bool) -> Value | None:
        """The value that the bounds are about: the actual, or the completion."""
        if rank := self._rank(row.actual):
            return rank
        percent = all(edge.value.kind is Kind.PERCENT for edge in self.edges)
        count = row.target.is_figure and row.target.kind is not Kind.PERCENT and row.actual.kind is not Kind.PERCENT
        whole = row.target.kind is not Kind.PERCENT or row.target.number == 100
        if percent and (self.of_target or (self.bare and count)):
            completion = row.reached.completion
            if completion is None or row.reached.direction is not Direction.AT_LEAST:
                return None
            return Value("", Kind.PERCENT, number=product(completion, Decimal(100)), unit="%")
        return row.actual if anchored or whole or not self.of_completion else None

    def _rank(self, actual: Value) -> Value | None:
        """第7名 beside bounds in 名: a place in a ranking."""
        found = _RANK.fullmatch(fold(actual.text))
        if found is None or any(edge.value.unit != "名" for edge in self.edges):
            return None
        return Value(actual.text, Kind.NUMBER, number=Decimal(found["place"]), unit="名")

    def _side(self, edge: Edge, row: Row, actual: Value) -> Hold:
        target = row.target
        own = actual is row.actual and _same(edge.value, target, row.reached.direction)
        if own:
            reached = row.reached
        elif actual.is_verdict:
            return Hold.UNKNOWN
        else:
            year = target.date.last.year if target.date is not None else None
            reached = achievement(edge.value, actual, year=year)
        if edge.soft and reached.difference is not None and reached.difference.is_zero():
            return Hold.EDGE
        return {Verdict.MET: Hold.YES, Verdict.MISSED: Hold.NO}.get(reached.verdict, Hold.UNKNOWN)

    @staticmethod
    def _worst(found: list[Hold]) -> Hold:
        return next(hold for hold in (Hold.NO, Hold.UNKNOWN, Hold.EDGE, Hold.YES) if hold in found)


_RANK = regex("(?:全[国省市区县]?)?(?:排名|位列|位居|排)?第(?P<place>[0-9]{1,4})[名位]?")


def _same(bound: Value, target: Value, direction: Direction | None) -> bool:
    """Whether the sentence's figure is the row's target; a target without an operator has the row's direction."""
    written = target.direction or direction
    if bound.date is not None and target.date is not None:
        last, limit = bound.date.last, target.date.last
        return replace(last, year=limit.year) == limit if last.year is None else last == limit
    fields = ("kind", "number", "upper", "strict", "about", "date", "period")
    if not all(getattr(bound, name) == getattr(target, name) for name in fields):
        return False
    unit = bound.unit is None or target.unit is None or bound.unit == target.unit
    return unit and bound.direction is written


_SYNONYMS = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差"}


class Word(Struct, frozen=True):
    """优得10分: the actual is that word; ``claim`` is its level where the word is a verdict (部分完成)."""

    word: str
    claim: Claim | None = None

    def matches(self, actual: Value) -> bool:
        """Whether the actual is the word, 等 or 级 after it aside, 优秀 for 优 and the like."""
        text = fold(actual.text).strip("。;,、!\n").removesuffix("等").removesuffix("级").removesuffix("档")
        return text == self.word or _SYNONYMS.get(text, text) == _SYNONYMS.get(self.word, self.word)


class State(Struct, frozen=True):
    """人才环境有所提升: met when the target says just that and is reached."""

    text: str

    def holds(self, row: Row) -> Hold:
        """As the verdict on the row, where the target says what the clause says; else unknown."""
        target = fold(row.target.text).strip("。;,、!\n")
        said = len(target) >= 2 and (target in self.text or self.text in target)
        return met(row) if said and row.target.kind is Kind.QUALITATIVE else Hold.UNKNOWN


Case = Figures | Word | State | When


def met(row: Row) -> Hold:
    """Whether the target is reached, as the verdict says."""
    return {Verdict.MET: Hold.YES, Verdict.MISSED: Hold.NO}.get(row.reached.verdict, Hold.UNKNOWN)


def with_direction(value: Value, direction: Direction, *, strict: bool = False) -> Value:
    """The figure as a bound."""
    return replace(value, direction=direction, strict=strict)
