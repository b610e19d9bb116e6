"""What a check is given: the assessment, the profile, and the places of the values.

In: nothing. Out: ``Evidence``, with one way to make a ``Finding`` at a data path.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from drafter.assess import Assessment, GoalResult, IndicatorResult
from drafter.assess.discussion import explained
from drafter.assess.records import addends, summed
from drafter.findings import Finding
from drafter.model import DataPath, PlaceOf
from drafter.numbers import TOLERANCE
from drafter.pack import Scoring
from drafter.textfile import brief


class Evidence(Struct, frozen=True):
    """One report under examination."""

    assessment: Assessment
    scoring: Scoring
    place_of: PlaceOf

    def explained(self, row: IndicatorResult) -> bool:
        """Whether a reason is given for the row, on it or by a problem that names it."""
        return explained(self.assessment, row)

    def goal_of(self, row: IndicatorResult) -> GoalResult:
        """The goal that a row belongs to."""
        return self.assessment.goal_by_row[row.path]

    def group_is_full(self, row: IndicatorResult) -> bool:
        """Whether the first-level group of a row (the goal, where groups carry no weight) has all of its points."""
        goal = self.goal_of(row)
        group = goal.source.level1_points.get(row.level1)
        points = goal.points if group is None else group.value
        rows = goal.indicators if group is None else [other for other in goal.indicators if other.level1 == row.level1]
        score = summed(other.score for other in addends(rows))
        return bool(points) and score is not None and points is not None and score >= points - TOLERANCE

    def finding(self, code: str, path: DataPath, found: str, expected: str, hint: str) -> Finding:
        """A finding at a path of this report (``path`` is complete, from the root), each part one line."""
        return Finding(code, self.place_of(path), one_line(found), one_line(expected), one_line(hint))


def has_actuals(goal: GoalResult) -> bool:
    """Whether any row of the goal has an actual; a form that prints none is told of in one line, not row by row."""
    return any(row.source.actual for row in goal.indicators)


def carries_points(row: IndicatorResult) -> bool:
    """Whether a weight or a given score hangs on the row."""
    return row.points is not None or row.given_score is not None


def one_line(text: str) -> str:
    """A cell of several lines as one: 1、护理：8人次；2、生活补助：4人次; no full stop is left before a mark."""
    joined = "；".join(line.strip().rstrip("。；") for line in text.splitlines() if line.strip())
    return joined.replace("。”", "”").rstrip("。")


def row_in_words(row: IndicatorResult) -> str:
    """The row in a message: “开发岗位”目标值 200个，完成值 164个; of a long cell the beginning."""
    target, actual = (brief(one_line(text or "（未填）"), 100) for text in (row.source.target, row.source.actual))
    return f"“{row.label}”目标值 {target}，完成值 {actual}"


Check = Callable[[Evidence], Iterator[Finding]]
"""One look at a report; it yields nothing where a figure that it needs is not there."""
