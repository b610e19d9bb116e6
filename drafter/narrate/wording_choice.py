"""Which wording each thing gets: by a hash of its name, moved on where its neighbour in the data has the same.

In: an assessment. Out: a number for each project, goal, first-level group, indicator, dimension, deduction and tier;
the phrasebank takes it modulo the count of its wordings. The numbers depend on names and their order in the data only:
a figure that changes leaves every wording as it was, so that an update does not reword what the clerk has read.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from drafter.assess import Assessment
from drafter.model import DataPath

WHOLE = "///"
"""The key of a report, or of a nested project, as a whole."""

WHY = "?"
"""After a key: a number of its own for the cause and the measure, so that two rows with the same wording of the fact
seldom share all three."""

_MOST_WORDINGS = 6
"""A topic has at most this many wordings; neighbours differ whatever the count is, from 2 up to this."""


def wording_numbers(assessment: Assessment) -> Mapping[tuple[DataPath, str], int]:
    """A number for (path of the report or project, key of the thing in it)."""
    found: dict[tuple[DataPath, str], int] = {}
    for keys in _chains(assessment):
        for mark in ("", WHY):
            before = None
            for path, key, name in keys:
                before = found[path, key + mark] = _number(name + mark, before)
    return found


def _chains(assessment: Assessment) -> Iterator[list[tuple[DataPath, str, str]]]:
    """What is read side by side in a report, and so should not be worded alike: (path, key, name to hash)."""
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


def _number(name: str, before: int | None) -> int:
    number = int.from_bytes(blake2b(name.encode(), digest_size=6).digest(), "big")
    counts = range(2, _MOST_WORDINGS + 1)
    # Neighbours with the same wording read like a form: move on until they differ for every count of wordings.
    while before is not None and any(number % count == before % count for count in counts):
        number += 1
    return number
