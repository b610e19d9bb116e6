"""Keys of the data file that must fit together: numbers of problems and their measures, levels, nested projects.

In: values that are already read. Out: the values made complete; Refusals for what does not fit.
"""

from collections import Counter
from collections.abc import Sequence

from drafter.patterns import regex
from drafter.textfile.errors import Refusal, Refusals

_SEPARATOR = regex(r"\s*[-－—–/／·]+\s*")

# Printed joined in published forms (产出指标-数量指标). Only these words begin a joined cell:
# 经济效益/社会效益指标 in a second-level cell is one second level, not two levels.
_LEVEL1 = regex(r"(?:产出|效益|效果|满意度|成本|投入|过程|决策|管理|履职)(?:类)?(?:指标)?")


def levels(level1: object, level2: object) -> tuple[object, object]:
    """一级指标 and 二级指标, a joined cell (``产出指标-数量指标``) read as both; other cells as they are."""
    for cell in (level1, level2):
        parts = _SEPARATOR.split(cell.strip()) if isinstance(cell, str) else []
        if len(parts) == 2 and all(parts) and _LEVEL1.fullmatch(parts[0]):
            if cell is level1:
                return parts[0], level2 if _filled(level2) else parts[1]
            if not _filled(level1) or level1 == parts[0]:
                return parts[0], parts[1]
    return level1, level2


def numbered(numbers: Sequence[int | None]) -> list[int]:
    """The numbers (编号) of the problems, blanks filled with the lowest free ones. Raises Refusals for doubles."""
    counts = Counter(number for number in numbers if number is not None)
    seen: set[int] = set()
    doubles: list[Refusal] = []
    for index, number in enumerate(numbers):
        if number in seen:
            found, hint = f"编号 {number} 用了{counts[number]}次", f"请换一个没有用过的编号，如 {_free(set(counts))}"
            doubles.append(Refusal(found, "每个问题的编号只能用一次", hint, at=(index, "编号")))
        if number is not None:
            seen.add(number)
    if doubles:
        raise Refusals(doubles)
    result: list[int] = []
    for number in numbers:
        result.append(_free(seen) if number is None else number)
        seen.add(result[-1])
    return result


def check_answers(answers: Sequence[Sequence[int]], problems: Sequence[int]) -> None:
    """Refuses a 针对问题 without a problem of that number. Raises Refusals with the nearest number.

    ``answers``: the numbers that each measure names; ``problems``: those that there are.
    """
    strays: list[Refusal] = []
    for index, numbers in enumerate(answers):
        for number in numbers:
            if number in problems:
                continue
            known = f"存在问题里的编号是 {'、'.join(map(str, problems[:20]))}" if problems else "存在问题里还没有问题"
            near = min(problems, key=lambda other: abs(other - number), default=None)
            hint = "请先写存在问题，或把针对问题留空" if near is None else f"是不是 {near}？请改成已有的编号"
            strays.append(Refusal(f"没有编号为 {number} 的问题", known, hint, at=(index, "针对问题")))
    if strays:
        raise Refusals(strays)


def check_project_files(projects: Sequence[tuple[str, bool]]) -> None:
    """Refuses nested reports that are not of 报告类型 项目 or have 项目 themselves. Raises Refusals.

    ``projects``: for each its 报告类型 and whether it has 项目.
    """
    wrong: list[Refusal] = []
    for index, (report_type, has_projects) in enumerate(projects):
        if report_type != "项目":
            found, hint = f"现在是“{report_type}”", "请改成 项目 或留空"
            wrong.append(Refusal(found, "项目里面的报告类型只能是 项目", hint, at=(index, "报告类型")))
        if has_projects:
            hint = "请把它移到上一层的项目列表"
            wrong.append(Refusal("项目里面又有项目", "项目只能有一层", hint, at=(index, "项目")))
    if wrong:
        raise Refusals(wrong)


def _free(taken: set[int]) -> int:
    number = 1
    while number in taken:
        number += 1
    return number


def _filled(cell: object) -> bool:
    return isinstance(cell, str) and bool(cell.strip())
