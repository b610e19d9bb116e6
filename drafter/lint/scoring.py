"""The scoring profile: weights that add up, grades for every total, names that there are.

In: a ``Subject``. Out: ``Remark``s.
"""

from difflib import get_close_matches

from drafter.lint.remark import Remark, Subject
from drafter.numbers import plain


def scoring(subject: Subject) -> list[Remark]:
    """What does not agree in 计分; nothing while a value of it is faulty."""
    if subject.data is None or "计分" in subject.faulty:
        return []
    return [*_weights(subject), *_grades(subject), *_levels(subject)]


def _weights(subject: Subject) -> list[Remark]:
    profile = subject.data.scoring if subject.data else None
    if profile is None or not profile.level1_points:
        return []
    points = list(profile.level1_points.values())
    total = sum(points) + profile.execution_points
    if total == profile.full_marks:
        return []
    terms = "+".join(plain(figure) for figure in (profile.execution_points, *points))
    found = f"预算执行分值与一级分值相加 {terms}={plain(total)}"
    return [subject.error("计分.一级分值", found, f"应等于满分 {plain(profile.full_marks)}", "改正其中的分值")]


def _grades(subject: Subject) -> list[Remark]:
    grades = subject.data.scoring.grades if subject.data else ()
    if not grades:
        return []
    found = []
    lowest = min(grades, key=lambda grade: grade.at_least)
    if lowest.at_least > 0:
        told = f"低于 {plain(lowest.at_least)} 分的没有等级"
        found.append(subject.error("计分.等级", told, "最低一档应是“不低于: 0”", f"把“{lowest.name}”改为 0，或补一档"))
    for index, grade in enumerate(grades):
        for other in grades[:index]:
            if other.name == grade.name or other.at_least == grade.at_least:
                told = f"等级“{grade.name}”与“{other.name}”的名称或分数相同"
                hint = "改正其中一档，或删去"
                found.append(subject.error(f"计分.等级[{index}]", told, "每档一个名称、一个分数", hint))
    return found


def _levels(subject: Subject) -> list[Remark]:
    profile = subject.data.scoring if subject.data else None
    if profile is None:
        return []
    found = []
    for name in profile.level1_points:
        if name not in profile.levels:
            near = get_close_matches(name, profile.levels, n=1, cutoff=0.3)
            hint = f"是否想写“{near[0]}”" if near else "在“指标体系”里补上，或删去"
            expected = f"指标体系里有：{'、'.join(profile.levels)}"
            found.append(subject.error(f"计分.一级分值.{name}", f"指标体系里没有“{name}”", expected, hint))
    if not profile.levels:
        hint = "照 templates 里别的模板包补上"
        found.append(subject.error("计分.指标体系", "指标体系是空的", "应有一级指标和二级指标", hint))
    return found
