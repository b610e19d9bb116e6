"""Which wording each thing gets: by a hash of its name, moved on where its neighbour in the data has the same.

In: an assessment. Out: a seat (a number) for each project, goal, first-level group, indicator, dimension, deduction
and tier. Seats depend on names and their order in the data only: a figure that changes leaves every wording as it was.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from drafter.assess import Assessment

WHOLE = "///"
"""The seat of a report, or of a nested project, as a whole."""

WHY = "?"
"""After a key: the seat for the cause and the measure, so that they do not go along with the wording of the fact."""

_MOST_WORDINGS = 6


def seats_of(assessment: Assessment) -> Mapping[tuple[str, str], int]:
    """A seat for (path of the report or project, key of the thing in it)."""
    found: dict[tuple[str, str], int] = {}
    for keys in _chains(assessment):
        for mark in ("", WHY):
            before = None
            for path, key, name in keys:
                before = found[path, key + mark] = _seat(name + mark, before)
    return found


def _chains(assessment: Assessment) -> Iterator[list[tuple[str, str, str]]]:
    """What stands side by side in a report: (path, key, name to hash)."""
    reports = (assessment, *assessment.projects)
    yield [(found.path, WHOLE, found.data.project_name or found.data.unit) for found in reports]
    for found in reports:
        yield [(found.path, f"{goal.key}/", goal.key) for goal in found.goals]
        yield [(found.path, f"//{group.level1}", group.level1) for group in found.groups]
        yield [(found.path, f"评价维度/{part.key}", part.key) for part in found.dimensions]
        for part, source in zip(found.dimensions, found.data.dimensions, strict=True):
            listed = enumerate(source.deductions)
            yield [(found.path, f"评价维度/{part.key}/{index}", taken.indicator or "") for index, taken in listed]
        yield [(found.path, f"指标分级/{part.key}", part.key) for part in found.tiers]
    yield [
        (found.path, row.key, f"{found.data.project_name}/{row.key}") for found in reports for row in found.indicators
    ]


def _seat(name: str, before: int | None) -> int:
    seat = int.from_bytes(blake2b(name.encode(), digest_size=6).digest(), "big")
    counts = range(2, _MOST_WORDINGS + 1)
    while before is not None and any(seat % count == before % count for count in counts):
        seat += 1
    return seat
