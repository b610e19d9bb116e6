"""The indicators that a problem names: several in one cell are a list, and each must be there.

In: the tree of a workbook; a record with its places. Out: the same tree, each 涉及指标 a list of the names that its
report has (a name with a 、 in it is left whole, and so are unknown names); faults with the nearest name, one for
each name that is no indicator of the report or of its projects.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from drafter.findings import Fault
from drafter.model import EXECUTION_NAMES, ROOT, DataPath, SelfEvaluation
from drafter.patterns import regex
from drafter.textfile import Places, Tree

_BETWEEN = regex(r"[、，,；;]")


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


def unknown_indicators(data: SelfEvaluation, places: Places, path: DataPath = ROOT) -> Iterator[Fault]:
    """A fault for each name in 涉及指标 that is no indicator (also 目标名/指标名) and not the budget execution."""
    known = [*_names(data), *EXECUTION_NAMES]
    for index, problem in enumerate(data.problems):
        for name in problem.indicators:
            if name not in known:
                near = get_close_matches(name, known, n=1, cutoff=0.4)
                expected = f"最接近的是“{near[0]}”" if near else "应为本文件里的三级指标"
                where = places.of(path / "存在问题" / index / "涉及指标")
                yield Fault(where, f"没有名为“{name}”的指标", expected, "改正涉及指标的名称，或删去")
    for index, project in enumerate(data.projects):
        yield from unknown_indicators(project, places, path / "项目" / index)


def _names(data: SelfEvaluation) -> Iterator[str]:
    for goal in data.goals:
        for row in goal.indicators:
            if row.name:
                yield row.name
                if goal.name:
                    yield f"{goal.name}/{row.name}"
    for project in data.projects:
        yield from _names(project)
