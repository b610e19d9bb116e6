"""A chart of the report beside the state: what each of its figures was drawn from.

In: a chart as it reads now. Out: a ``TracedText`` for each figure. Charts are known by the names that they share.
"""

from collections.abc import Iterator

from drafter.blocks import Chart, Point
from drafter.state.record import State
from drafter.trace.compare import folded
from drafter.trace.paragraphs import Stretch, TracedText
from drafter.trace.record import Nearest, Origin, Trace

_ENOUGH = 0.3
"""The share (0 to 1) of a chart's names that must be in one of the state for it to be that chart, as for tables."""


class Charts:
    """The charts of a state, taken one by one by those of the report."""

    def __init__(self, state: State) -> None:
        self._left = [block for block in state.blocks if isinstance(block, Chart)]

    def traced(self, chart: Chart, where: tuple[str, ...]) -> Iterator[TracedText]:
        """Every figure, series by series."""
        known = self._taken(chart)
        points = _points(known) if known else {}
        for (category, name), point in _points(chart).items():
            spot = (*where, *filter(None, (category, name)))
            yield _traced(point.text, points.get((category, name)), spot)

    def _taken(self, chart: Chart) -> Chart | None:
        shown = _names(chart)
        shares = [(len(shown & _names(one)) / max(1, len(shown), len(_names(one))), one) for one in self._left]
        share, best = max(shares, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or share < _ENOUGH:
            return None
        self._left = [one for one in self._left if one is not best]
        return best


def _names(chart: Chart) -> set[str]:
    return {*chart.categories, *(series.name for series in chart.series)}


def _points(chart: Chart) -> dict[tuple[str, str], Point]:
    """The figures by category and series; of two of the same names the first."""
    found: dict[tuple[str, str], Point] = {}
    for series in chart.series:
        for category, point in zip(chart.categories, series.points, strict=False):
            found.setdefault((category, series.name), point)
    return found


def _traced(text: str, known: Point | None, where: tuple[str, ...]) -> TracedText:
    words = folded(text)
    if known is not None and folded(known.text) == words:
        trace = Trace(Origin.CHART, where, text, facts=known.facts)
    elif known is None:
        trace = Trace(Origin.PERSON, where, text)
    else:
        near = Nearest(known.text, ((known.text, text),), facts=known.facts)
        trace = Trace(Origin.PERSON, where, text, nearest=near)
    return TracedText(words, (Stretch(0, len(words), trace),))
