"""A data file laid out in sheets comes back: the law, over generated trees and all examples."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from drafter.textfile import read_text_tree
from drafter.workbook.layout import rows_of, tree_of
from drafter.workbook.shape import SHEET
from tests.helpers.examples import EXAMPLES
from tests.helpers.random_trees import dumped, trees

LAW = settings(database=None, deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))


@given(trees)
@LAW
def test_a_tree_comes_back_from_its_rows(tree: Any) -> None:
    try:
        before = dumped(tree)
    except ValueError:
        return  # measures that answer no problem, …
    rows = rows_of(tree)
    laid = tree_of(rows)
    assert not laid.troubles
    assert dumped(laid.tree) == before
    for path, (sheet, row, column) in laid.spots.items():
        assert row < len(rows[sheet]), path
        assert column < len(rows[sheet][0]), path
    assert all(len(cell) <= 32_767 for table in rows.values() for row in table for cell in row)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_come_back_in_the_usual_columns(path: Path) -> None:
    tree = read_text_tree(path).mapping
    rows = rows_of(tree)
    assert dumped(tree_of(rows).tree) == dumped(tree)
    for name, table in rows.items():
        needed = [head for head in table[0] if head in SHEET[name].rare]
        assert not needed, "no example needs a rare column"


def test_every_value_has_its_cell() -> None:
    tree = read_text_tree(EXAMPLES / "2020年石峰区人力资源和社会保障局.yaml").mapping
    rows = rows_of(tree)
    laid = tree_of(rows)
    sheet, row, column = laid.spots["项目[1].年度目标[0].指标[2].指标值"]
    assert rows[sheet][0][column] == "指标值"
    value: Any = tree
    for step in ("项目", 1, "年度目标", 0, "指标", 2, "指标值"):
        value = value[step]
    assert rows[sheet][row][column] == value
