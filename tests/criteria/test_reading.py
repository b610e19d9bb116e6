"""Every form that criteria take is scored as a person labelled it, and what is not read is named."""

from decimal import Decimal
from pathlib import Path

import pytest

from drafter.criteria import Criterion, Row, Unread, read_criterion
from drafter.values import read_value
from drafter.values.achievement import achievement

COLUMNS = ("criterion", "name", "points", "target", "actual", "gives")


def labelled() -> list[dict[str, str]]:
    lines = (Path(__file__).parent / "labelled.tsv").read_text(encoding="utf-8").splitlines()
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines if line and not line.startswith("#")]


LABELLED = labelled()


def row_of(name: str, points: str, target: str, actual: str) -> Row:
    goal, done = read_value(target), read_value(actual)
    return Row(Decimal(points), goal, done, achievement(goal, done, name=name, year=2020))


@pytest.mark.parametrize("case", LABELLED, ids=[f"{c['criterion'][:40]}·{c['actual']}" for c in LABELLED])
def test_a_criterion_gives_what_a_person_would(case: dict[str, str]) -> None:
    read, gives = read_criterion(case["criterion"]), case["gives"]
    if gives.startswith("?"):
        assert isinstance(read, Unread)
        assert read.text == case["criterion"]
        assert read.clause == gives[1:]
        return
    assert isinstance(read, Criterion), read
    scored = read.score(row_of(case["name"], case["points"], case["target"], case["actual"]))
    if gives.startswith("—"):
        assert scored.score is None, scored
        assert scored.rule
        assert gives[1:] in scored.rule
    else:
        assert scored.score == Decimal(gives), scored
