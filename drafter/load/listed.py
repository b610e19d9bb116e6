"""Names that a person has put into one cell, one behind the other: 兑现人数、兑现时间.

In: the tree of a workbook. Out: the same tree, each 涉及指标 a list of the names that its report has. A name with a
、 in it is left whole; so is what names nothing, and is told as it stands.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from drafter.model import EXECUTION_NAMES
from drafter.textfile import Tree

_BETWEEN = re.compile(r"[、，,；;]")


def split_names(tree: Tree) -> None:
    """Splits the names in every 存在问题 of the report and of its projects."""
    for report in (tree, *_groups(tree.get("项目"))):
        known = {*EXECUTION_NAMES, *_indicators(report)}
        for problem in _groups(report.get("存在问题")):
            words = problem.get("涉及指标")
            if isinstance(words, list):
                problem["涉及指标"] = [name for word in words for name in _split(word, known)]


def _split(word: object, known: set[str]) -> list[object]:
    parts = [part.strip() for part in _BETWEEN.split(word)] if isinstance(word, str) and word not in known else []
    parts = [part for part in parts if part]
    return list(parts) if len(parts) > 1 and known.issuperset(parts) else [word]


def _indicators(report: Mapping[str, Any]) -> Iterator[str]:
    for goal in _groups(report.get("年度目标")):
        for row in _groups(goal.get("指标")):
            if isinstance(row.get("三级指标"), str):
                yield row["三级指标"].strip()


def _groups(value: object) -> Iterator[dict[str, Any]]:
    yield from (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else ()
