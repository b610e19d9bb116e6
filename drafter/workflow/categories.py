"""Which 原因类别 the data name that the phrasebank does not know.

In: an assessment, the phrasebank, the places of the data. Out: a Chinese note for each, with the nearest known one.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from drafter.assess import Assessment
from drafter.model import DataPath, PlaceOf
from drafter.phrasebank import Phrasebank

TOPIC, FACT = "cause", "原因类别"


def known_categories(bank: Phrasebank) -> tuple[str, ...]:
    """The categories of causes that the phrasebank tells apart, in its order."""
    return bank.categories(TOPIC, FACT)


def unknown_categories(assessment: Assessment, bank: Phrasebank, place_of: PlaceOf) -> Iterator[str]:
    """A note for each category that has no frame and no suggestion."""
    known = known_categories(bank)
    for path, category in _given(assessment):
        if category not in known:
            near = get_close_matches(category, known, n=1, cutoff=0.3)
            expected = f"最接近的是“{near[0]}”" if near else f"可选：{'、'.join(known)}"
            where = place_of(path)
            yield f"{where.within}：“{category}”不在句库的原因类别里，{expected}；不改也能起草，但没有相应的说法和建议"


def _given(assessment: Assessment) -> Iterator[tuple[DataPath, str]]:
    for found in (assessment, *assessment.projects):
        rows = [(row.path / FACT, row.source.reason_category) for row in found.indicators]
        for path, category in (*rows, (found.execution.path / FACT, found.data.execution.reason_category)):
            if category:
                yield path, category
