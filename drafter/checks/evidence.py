"""What a check is given: the assessment, the profile, and the places of the values.

In: nothing. Out: ``Evidence``, with one way to make a ``Finding`` at a data path.
"""

from collections.abc import Callable
from dataclasses import dataclass

from drafter.assess import Assessment
from drafter.findings import Finding, Place
from drafter.pack import Scoring

PlaceOf = Callable[[str], Place]


@dataclass(frozen=True)
class Evidence:
    """One report under examination."""

    assessment: Assessment
    scoring: Scoring
    place_of: PlaceOf

    def finding(self, code: str, path: str, found: str, expected: str, hint: str) -> Finding:
        """A finding at a path of this report (``path`` is complete, with the project's prefix)."""
        return Finding(code, self.place_of(path), found, expected, hint)
