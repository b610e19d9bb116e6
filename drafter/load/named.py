"""What a problem names must be there: 涉及指标 against the indicators of the report and of its projects.

In: a record with its places. Out: faults with the nearest name, one for each name that nothing bears.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from drafter.findings import Fault
from drafter.model import EXECUTION_NAMES, ROOT, DataPath, SelfEvaluation
from drafter.textfile import Places


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
