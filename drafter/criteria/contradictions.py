"""Finds clauses that contradict each other: two marks for one figure, bands that overlap, two otherwise.

In: the rules of a sentence. Out: the clause that does not fit the ones before it; and whether more is better.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from drafter.criteria.conditions import Edge, Figures, State, When, Word
from drafter.criteria.outcomes import Cut, Points
from drafter.criteria.rules import Rule

_INFINITE = Decimal("Infinity")
_FALLBACKS = (When.ELSE, When.MISSED, When.ALWAYS)
_Span = tuple[Decimal, Decimal]


def contradiction(rules: Sequence[Rule], declared: Decimal | None) -> str | None:
    """The first clause that contradicts another, or None."""
    cuts = [rule for rule in rules if isinstance(rule.outcome, Cut)]
    figures = [rule for rule in rules if isinstance(rule.case, Figures)]
    unbounded = [rule for rule in rules if rule.case is When.MET or isinstance(rule.case, State)]
    for group in (cuts, unbounded, *([r for r in rules if r.case is case] for case in (When.NOT_STARTED, When.PARTLY))):
        if len(group) > 1:
            return group[1].clause
    fallbacks = [rule for rule in rules if rule.case in _FALLBACKS]
    if len(fallbacks) > 1:
        return fallbacks[1].clause
    awards = [rule for rule in rules if rule not in fallbacks and rule.case is not When.NOT_STARTED]
    for rule in fallbacks:
        if rule.case is When.ELSE and not any(rules.index(award) < rules.index(rule) for award in awards):
            return rule.clause
    return _of_points(rules, declared) or _of_words(rules) or _of_figures(figures) or _of_cut(cuts, figures)


def _of_points(rules: Sequence[Rule], declared: Decimal | None) -> str | None:
    named = [(rule.points, rule.clause) for rule in rules if rule.points is not None]
    full = any(rule.full for rule in rules)
    best = max((points for points, _ in named), default=None)
    if declared is not None and best and not full and best != declared:
        return next(clause for points, clause in named if points == best)
    return next((clause for points, clause in named if declared is not None and points > declared), None)


def _of_words(rules: Sequence[Rule]) -> str | None:
    seen: set[str] = set()
    for rule in rules:
        if isinstance(rule.case, Word):
            if rule.case.word in seen:
                return rule.clause
            seen.add(rule.case.word)
    return None


def _of_figures(figures: Sequence[Rule]) -> str | None:
    """Bounds of one kind that part the axis, or nested ones of which the tighter gives more (90%以上, 80%以上)."""
    kinds = {(edge.value.kind, edge.value.date is None) for rule in figures for edge in _edges(rule)}
    if len(kinds) > 1:
        return figures[-1].clause
    for index, rule in enumerate(figures):
        low, high = _span(rule)
        if low > high or any(_clash(rule, other) for other in figures[:index]):
            return rule.clause
    if rising(figures) is False and not _falls(figures):
        return figures[-1].clause
    return None


def _clash(rule: Rule, other: Rule) -> bool:
    """Whether two bounds hold of the same figure and it is not plain which counts; of nested ones the tighter does."""
    (low, high), (left, right) = _span(rule), _span(other)
    if (low, high) == (left, right):
        return True
    if max(low, left) >= min(high, right):
        return False
    if high == right == _INFINITE:
        tight, wide = (rule, other) if low > left else (other, rule)
        return not _more(tight, wide) and not (_takes(tight) and _worth(tight) != _worth(wide))
    if low == left == -_INFINITE:
        return _worth(rule) is None or _worth(rule) == _worth(other)
    return True


def _takes(rule: Rule) -> bool:
    """Whether a clause takes points off or gives none: the further beyond its bound, the worse (超过10%不得分)."""
    return isinstance(rule.outcome, Points) and (rule.outcome.off or rule.outcome.points == 0)


def _more(tight: Rule, wide: Rule) -> bool:
    one, other = _worth(tight), _worth(wide)
    return one is not None and other is not None and one > other


def _worth(rule: Rule) -> Decimal | None:
    """What a clause gives, on a scale on which full marks are endless; None for what is computed."""
    if not isinstance(rule.outcome, Points):
        return None
    if rule.outcome.off:
        # 扣2分 is full marks less 2: below full marks, above any award in figures.
        return _INFINITE if not rule.outcome.points else Decimal(10) ** 15 - rule.outcome.points
    return _INFINITE if rule.outcome.points is None else rule.outcome.points


def _steps(figures: Sequence[Rule]) -> list[tuple[Decimal, Decimal]]:
    """Worth by place on the axis."""
    placed = []
    # A clause without a lower bound (60%以下) is placed just below its upper one, which the next clause may share.
    for rule in figures:
        worth, (low, high) = _worth(rule), _span(rule)
        if worth is not None:
            placed.append((low if low != -_INFINITE else high - Decimal("1e-9"), worth))
    return sorted(placed)


def rising(figures: Sequence[Rule]) -> bool | None:
    """Whether more is better by the figures; False: less is better or they go up and down; None: they do not say."""
    steps = _steps(figures)
    worths = [worth for _, worth in steps]
    if len(set(worths)) > 1:
        return all(one <= other for one, other in pairwise(worths))
    if len(steps) != 1:
        return None
    rule = next(rule for rule in figures if _worth(rule) is not None)
    low, high = _span(rule)
    if (low == -_INFINITE) is (high == _INFINITE):
        return None
    return (high == _INFINITE) is bool(worths[0])


def _falls(figures: Sequence[Rule]) -> bool:
    worths = [worth for _, worth in _steps(figures)]
    return all(one >= other for one, other in pairwise(worths))


def _of_cut(cuts: Sequence[Rule], figures: Sequence[Rule]) -> str | None:
    """A cut beside bands, or from a base that the award does not reach down to: from where would it count?"""
    for rule in cuts:
        marks = [other for other in figures if other is not rule and isinstance(other.outcome, Points)]
        awards = [other for other in marks if other.outcome != Points(Decimal(0))]
        base = rule.outcome.base if isinstance(rule.outcome, Cut) else None
        if len(awards) > 1 or any(isinstance(other.outcome, Points) and other.outcome.off for other in marks):
            return rule.clause
        if awards and base is not None and base.number is not None and base.kind is _edges(awards[0])[0].value.kind:
            low, high = _span(awards[0])
            if (high == _INFINITE and base.number < low) or (low == -_INFINITE and base.number > high):
                return rule.clause
    return None


def _edges(rule: Rule) -> tuple[Edge, ...]:
    return rule.case.edges if isinstance(rule.case, Figures) else ()


def _span(rule: Rule) -> _Span:
    assert isinstance(rule.case, Figures)
    low, high = rule.case.low, rule.case.high
    return (
        (low.position if low is not None and low.position is not None else -_INFINITE),
        (high.position if high is not None and high.position is not None else _INFINITE),
    )
