"""Every form that criteria take is scored as a person labelled it, and what is not read is named."""

from decimal import Decimal

import pytest

from drafter.criteria import Criterion, Unread, read_criterion
from tests.helpers.labelled import CRITERIA, row_of


@pytest.mark.parametrize("case", CRITERIA, ids=[f"{c['criterion'][:40]}·{c['actual']}" for c in CRITERIA])
def test_a_criterion_gives_what_a_person_would(case: dict[str, str]) -> None:
    read, gives = read_criterion(case["criterion"]), case["gives"]
    if gives.startswith("?"):
        assert isinstance(read, Unread)
        assert read.text == case["criterion"]
        assert read.clause == gives[1:]
        return
    assert isinstance(read, Criterion), read
    scored = read.score(row_of(case["name"], case["points"], case["target"], case["actual"], read.direction))
    if gives.startswith("—"):
        assert scored.score is None, scored
        assert scored.rule
        assert gives[1:] in scored.rule
    else:
        assert scored.score == Decimal(gives), scored
