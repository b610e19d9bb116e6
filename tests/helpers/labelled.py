"""The hand-labelled tables: values with their reading and comparison, criteria with the score they give."""

from decimal import Decimal

from drafter.criteria import Row
from drafter.values import Direction, read_value
from drafter.values.achievement import achievement
from tests.helpers.examples import ROOT

_CRITERION_COLUMNS = ("criterion", "name", "points", "target", "actual", "gives")


def value_table(name: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of a table of ``tests/values``, line breaks restored, short rows filled with blanks."""
    rows = []
    for line in (ROOT / "tests" / "values" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        cells = [cell.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\") for cell in line.split("\t")]
        rows.append(tuple(cells + [""] * (columns - len(cells))))
    return rows


def criterion_table() -> list[dict[str, str]]:
    """The rows of ``tests/criteria/labelled.tsv`` by column."""
    lines = (ROOT / "tests" / "criteria" / "labelled.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [dict(zip(_CRITERION_COLUMNS, row, strict=True)) for row in rows]


VALUES = value_table("labelled.tsv", 7)
CRITERIA = criterion_table()


def row_of(name: str, points: str, target: str, actual: str, stated: Direction | None = None) -> Row:
    """The row that a criterion is scored with, of the year 2020; points in 分, ``stated`` its direction."""
    goal, done = read_value(target), read_value(actual)
    return Row(Decimal(points), goal, done, achievement(goal, done, name=name, year=2020, stated=stated))
