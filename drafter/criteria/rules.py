"""Decides which clause of a criterion a row falls under.

In: a ``Row``. Out: ``Scored`` within 0 … weight. A row between two clauses, or one for which it is open whether
a clause holds, has no score.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from drafter.criteria.conditions import Case, Figures, Hold, State, When, Word, met
from drafter.criteria.outcomes import Cut, Outcome, Points, Row, Scored, Share, Side
from drafter.numbers import plain, rounded
from drafter.values import Direction
from drafter.values.achievement import Verdict


class Rule(Struct, frozen=True):
    """One clause: what it gives (``outcome``) when its case holds, and its words."""

    case: Case
    outcome: Outcome
    clause: str

    @property
    def points(self) -> Decimal | None:
        """The figure that the clause awards (得8分), None for 得满分 and for what is computed."""
        return self.outcome.points if isinstance(self.outcome, Points) and not self.outcome.off else None

    @property
    def full(self) -> bool:
        """Whether the clause gives 满分."""
        return isinstance(self.outcome, Points) and self.outcome.points is None


class Unread(Struct, frozen=True):
    """A criterion that was not understood, with the clause that stopped it."""

    text: str
    clause: str


class Criterion(Struct, frozen=True):
    """A criterion that was understood. ``declared``: the points that it gives itself (满分10分)."""

    text: str
    rules: tuple[Rule, ...]
    rising: bool | None = None
    """Whether more is better by its figures, None where they do not say."""
    declared: Decimal | None = None
    vetoes: tuple[str, ...] = ()
    """Words of an event that takes all points (重大, of 发生重大事故不得分), where the actual names it."""

    @property
    def best(self) -> Decimal | None:
        """The most that the sentence names in figures (得5分), or None where it says 满分."""
        if self.declared is not None:
            return self.declared
        named = [rule.points for rule in self.rules if rule.points]
        return None if any(rule.full for rule in self.rules) or not named else max(named)

    @property
    def direction(self) -> Direction | None:
        """The direction that the sentence is written in: by its figures, its cut (每降低, 每超过) or its formula."""
        if self.rising is not None:
            return Direction.AT_LEAST if self.rising else Direction.AT_MOST
        for rule in self.rules:
            if isinstance(rule.outcome, Cut) and rule.outcome.side in _SIDES:
                return _SIDES[rule.outcome.side]
            if isinstance(rule.outcome, Share) and rule.outcome.only is not None:
                return rule.outcome.only
        return None

    def score(self, row: Row) -> Scored:
        """The score of a row within 0 … weight, rounded to 0.01 分."""
        if refused := self._refused(row):
            return Scored(None, refused)
        if any(veto in row.actual.text and row.reached.verdict is not Verdict.MET for veto in self.vetoes):
            return Scored(Decimal(0), "发生了评分标准所说的不得分的事")
        rule = self._deciding(row)
        if isinstance(rule, str):
            return Scored(None, rule)
        scored = rule.outcome.score(row)
        if scored.score is None:
            return scored
        return Scored(rounded(min(max(scored.score, Decimal(0)), row.points)), scored.rule)

    def _refused(self, row: Row) -> str:
        best = self.best
        if best is not None and best != row.points:
            return f"评分标准写的是{plain(best)}分，分值是{plain(row.points)}分，不一致"
        if any(rule.points is not None and rule.points > row.points for rule in self.rules):
            return f"评分标准给的分超过分值{plain(row.points)}分"
        other = Direction.AT_MOST if self.rising else Direction.AT_LEAST
        if self.rising is not None and row.target.is_figure and row.reached.direction is other:
            return "评分标准的方向与指标值相反"
        return ""

    def _deciding(self, row: Row) -> Rule | str:
        if row.reached.verdict is Verdict.NOT_STARTED:
            return self._not_started()
        figures = [rule for rule in self.rules if isinstance(rule.case, Figures)]
        for decide in (self._by_state, self._by_word):
            found = decide(row)
            if isinstance(found, Rule) and self._against(figures, row):
                return "评分标准的两句话对这个完成值说法不同"
            if found is not None and not (isinstance(found, str) and figures):
                return found
        decided = self._by_figures(figures, row)
        return decided if decided is not None else self._otherwise(row, given=bool(figures))

    def _not_started(self) -> Rule | str:
        """Nothing, where a clause says so of what was not done or falls below every mark."""
        for rule in self.rules:
            if rule.case is When.NOT_STARTED:
                return rule
        for rule in self.rules:
            fallback = rule.case in (When.MISSED, When.ELSE, When.ALWAYS)
            lowest = isinstance(rule.case, Figures) and rule.case.low is None and self.rising
            if (rule.points == 0 and (fallback or lowest)) or (fallback and isinstance(rule.outcome, Share)):
                return rule
        return "未开展，评分标准没有写明得几分"

    def _by_state(self, row: Row) -> Rule | str | None:
        """完成得满分, 部分完成得5分, 有所提升得满分."""
        for rule in self.rules:
            if rule.case is When.MET:
                held = met(row)
            elif rule.case is When.PARTLY:
                held = _partly(row, rule)
            elif isinstance(rule.case, State):
                held = rule.case.holds(row)
            else:
                continue
            if held is Hold.YES:
                return rule
            if held is Hold.UNKNOWN:
                return row.reached.reason if rule.case is When.MET else f"不能确定是否“{_named(rule.case)}”"
        return None

    def _by_word(self, row: Row) -> Rule | str | None:
        """优得10分: the word itself, or the only one of its level."""
        words = [(rule.case, rule) for rule in self.rules if isinstance(rule.case, Word)]
        if not words:
            return None
        for word, rule in words:
            if word.matches(row.actual):
                return rule
        level = [rule for word, rule in words if word.claim is not None and word.claim is row.actual.claim]
        if len(level) == 1 and row.actual.is_verdict:
            return level[0]
        other = any(rule.case is When.ELSE for rule in self.rules)
        plain_word = not row.actual.is_figure and not row.actual.is_verdict and not row.actual.blank
        return None if other and plain_word else "完成值不是评分标准的档次"

    def _by_figures(self, figures: Sequence[Rule], row: Row) -> Rule | str | None:
        """The tightest bound that holds; at an edge that two clauses share, none."""
        numbers = {edge.value.number for rule in figures for edge in _case(rule).edges}
        anchored = row.target.number is not None and row.target.number in numbers
        held: dict[Hold, list[Rule]] = {hold: [] for hold in Hold}
        for rule in figures:
            held[_case(rule).holds(row, anchored=anchored)].append(rule)
        if held[Hold.UNKNOWN]:
            return "完成值不能与评分标准比较"
        if held[Hold.YES]:
            return min(held[Hold.YES], key=_reach)
        if len(held[Hold.EDGE]) > 1:
            return "完成值正好在两档交界处，评分标准没有写明归哪一档"
        return held[Hold.EDGE][0] if held[Hold.EDGE] else None

    def _against(self, figures: Sequence[Rule], row: Row) -> bool:
        """Whether a figure of the sentence takes points off what its target earns: 超过130%扣1分."""
        takes = [rule for rule in figures if not rule.points and not rule.full]
        return any(_case(rule).holds(row, anchored=True) is not Hold.NO for rule in takes)

    def _otherwise(self, row: Row, *, given: bool) -> Rule | str:
        """否则, 未完成的; ``given``: by the figures of the sentence its own mark is missed."""
        verdict = row.reached.verdict
        for rule in self.rules:
            if rule.case is When.ALWAYS:
                return rule
            if rule.case not in (When.ELSE, When.MISSED):
                continue
            if verdict is Verdict.MET and (rule.case is When.MISSED or isinstance(rule.outcome, Share)):
                return "评分标准要求的与指标值不一致"
            if rule.case is When.MISSED and verdict is Verdict.UNKNOWN and not given:
                return row.reached.reason
            return rule
        if verdict is Verdict.MET and all(isinstance(rule.outcome, Cut) for rule in self.rules):
            return Rule(When.MET, Points(None), "")  # nothing but cuts, and none of them applies
        return "评分标准没有写明这种情况得几分"


_SIDES = {
    Side.BELOW: Direction.AT_LEAST,
    Side.ABOVE: Direction.AT_MOST,
    Side.EVENTS: Direction.AT_MOST,
    Side.LATE: Direction.AT_MOST,
}


def _named(case: Case) -> str:
    return case.text if isinstance(case, State) else case.value if isinstance(case, When) else ""


def _case(rule: Rule) -> Figures:
    assert isinstance(rule.case, Figures)
    return rule.case


def _reach(rule: Rule) -> tuple[int, Decimal]:
    """How far a bound reaches: of nested ones (90%以上, 80%以上) the tightest counts."""
    case = _case(rule)
    if case.low is not None and case.high is not None:
        return 0, Decimal(0)
    edge = case.edges[0]
    position = edge.position or Decimal(0)
    return 1, -position if case.low is not None else position


def _partly(row: Row, rule: Rule) -> Hold:
    """部分完成: as claimed; a figure is partly done only where a share of it is given."""
    if row.actual.partly:
        return Hold.YES
    if row.reached.verdict is not Verdict.MISSED:
        return met(row) if row.reached.verdict is Verdict.UNKNOWN else Hold.NO
    completion = row.reached.completion
    if completion is None:
        return Hold.NO if row.actual.missed else Hold.UNKNOWN
    if completion.is_zero():
        return Hold.NO
    return Hold.YES if isinstance(rule.outcome, Share) else Hold.UNKNOWN
