"""Data files that grow in one respect: so many indicators, rows of one goal, goals, projects, problems, paragraphs.

In: a number. Out: the mapping of a data file, or such a mapping with new figures in every tenth place.
Every name is used once, as in a real file, and begins like others: no lookup by beginnings finds a short way.
"""

from collections.abc import Callable

LEVELS = (
    ("产出指标", "数量指标", "{n}个", "{m}个"),
    ("产出指标", "质量指标", "≥95%", "97.30%"),
    ("产出指标", "时效指标", "2020年底前", "2020年12月15日"),
    ("效益指标", "社会效益指标", "较上年有所增加", "较上年有所增加"),
    ("满意度指标", "服务对象满意度指标", "≥90%", "88.50%"),
)


def indicators(count: int, changed: bool = False) -> dict:
    """A department's report of that many indicators in goals of twenty; a fifth of them fall short."""
    rows = [row(number, changed) for number in range(count)]
    return report(**{"年度目标": [goal(start // 20, rows[start : start + 20]) for start in range(0, count, 20)]})


def rows(count: int, changed: bool = False) -> dict:
    """All indicators under one goal."""
    return report(**{"年度目标": [goal(0, [row(number, changed) for number in range(count)])]})


def goals(count: int, changed: bool = False) -> dict:
    """As many goals, of one indicator each."""
    return report(**{"年度目标": [goal(number, [row(number, changed)]) for number in range(count)]})


def projects(count: int, changed: bool = False) -> dict:
    """A department with that many projects, each with money and two indicators."""
    found = []
    for number in range(count):
        spent = 90 + number % 7 + (0.5 if changed and number % 10 == 3 else 0)
        found.append(
            {
                "项目名称": f"{DISTRICTS[number % len(DISTRICTS)]}就业服务第{number + 1}号项目",
                "主管部门": "某区人力资源局",
                "实施单位": f"某区第{number + 1}服务中心",
                "预算执行": {"全年预算数": "100.00", "全年执行数": f"{spent:.2f}", "分值": "20"},
                "年度目标": [goal(number, [row(2 * number, changed), row(2 * number + 1, changed)])],
            }
        )
    return report(**{"年度目标": [goal(0, [row(0, changed)])], "项目": found})


def problems(count: int, changed: bool = False) -> dict:
    """As many problems, each of an indicator of its own and answered by a measure."""
    named = [row(number, changed) for number in range(count)]
    return report(
        **{
            "年度目标": [goal(start // 20, named[start : start + 20]) for start in range(0, count, 20)],
            "存在问题": [
                {
                    "编号": str(number + 1),
                    "问题": f"第{number + 1}批申报材料审核时间长",
                    "原因": f"第{number + 1}批申报集中在年末",
                    "涉及指标": [named[number]["三级指标"]],
                }
                for number in range(count)
            ],
            "改进措施": [
                {"措施": f"提前两个月受理第{number + 1}批申报", "针对问题": [str(number + 1)]}
                for number in range(count)
            ],
        }
    )


def paragraphs(count: int, changed: bool = False) -> dict:
    """As many paragraphs of a person's prose, with figures."""
    achieved = [
        f"第{number + 1}项工作目标{2000 + number}人次，实际完成{1900 + number + (changed and number % 10 == 3)}人次，"
        f"参加人员反映良好，部分工作推迟到下年度开展。"
        for number in range(count)
    ]
    return report(**{"年度目标": [goal(0, [row(0, changed)])], "主要成效": "\n\n".join(achieved)})


def goal(number: int, indicators: list[dict]) -> dict:
    return {"名称": f"促进就业目标{number + 1}", "指标": indicators}


DISTRICTS = ("东湖", "西湖", "南湖", "北湖", "青山")


def row(number: int, changed: bool = False) -> dict:
    """An indicator; every tenth has another figure where the data are ``changed``."""
    level1, level2, target, actual = LEVELS[number % len(LEVELS)]
    moved = 5000 if changed and number % 10 == 5 else 0
    return {
        "一级指标": level1,
        "二级指标": level2,
        "三级指标": f"{DISTRICTS[number % 3]}片区第{number + 1}号事项",
        "指标值": target.format(n=200 + number),
        "完成值": actual.format(m=180 + number + moved),
        "分值": "0.04",
        "评分标准": "达到目标值得满分，否则按完成程度得分" if number % 2 else "",
        "偏差原因": f"第{number + 1}号事项符合条件人数少于预期" if number % 3 else "",
    }


def report(**more: object) -> dict:
    """A department's report without indicators."""
    return {
        "模板": "hubei",
        "单位名称": "某区人力资源局",
        "年度": "2020",
        "预算执行": {"全年预算数": "3719.88", "全年执行数": "3411.33", "分值": "20"},
        **more,
    }


SHAPES: dict[str, Callable[..., dict]] = {
    "indicators": indicators,
    "rows": rows,
    "goals": goals,
    "projects": projects,
    "problems": problems,
    "paragraphs": paragraphs,
}
