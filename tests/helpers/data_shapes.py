"""Changes of data that change the shape of a report: rows, groups, goals, projects, problems come and go.

In: a report as ``yaml`` reads it. Out: the same, changed in place; False where the change says nothing for it.
"""

from collections.abc import Callable
from copy import deepcopy
from itertools import groupby

Data = dict
Shape = Callable[[Data], object]


def forms(data: Data) -> list[Data]:
    """The report and its projects, those with goals."""
    return [form for form in (data, *data.get("项目", ())) if form.get("年度目标")]


def goals(data: Data) -> list[Data]:
    return [goal for form in forms(data) for goal in form["年度目标"]]


def row(model: Data, name: str, **more: str) -> Data:
    return {**model, "三级指标": name, "指标值": "300个", "完成值": "310个", **more}


def groups(goal: Data) -> list[list[Data]]:
    return [list(rows) for _, rows in groupby(goal["指标"], lambda r: (r.get("一级指标"), r.get("二级指标")))]


def shortfall(data: Data) -> None:
    for form in forms(data):
        form["年度目标"][0]["指标"][0].update({"完成值": "1", "得分": "1"})


def all_met(data: Data) -> None:
    for goal in goals(data):
        for indicator in goal["指标"]:
            indicator["完成值"] = indicator.get("指标值", "")
            indicator.pop("偏差原因", None)


def row_first(data: Data) -> None:
    for goal in goals(data):
        goal["指标"].insert(0, row(goal["指标"][0], "新增事项甲"))


def row_last(data: Data) -> None:
    for goal in goals(data):
        goal["指标"].append(row(goal["指标"][-1], "新增事项乙"))


def rows_doubled(data: Data) -> None:
    for goal in goals(data):
        goal["指标"] = [one for r in goal["指标"] for one in (r, row(r, f"{r['三级指标']}之二"))]


def rows_reversed(data: Data) -> None:
    for goal in goals(data):
        goal["指标"] = [one for group in groups(goal) for one in group[::-1]]


def groups_reversed(data: Data) -> None:
    for goal in goals(data):
        goal["指标"] = [one for group in groups(goal)[::-1] for one in group]


def group_new(data: Data) -> None:
    for goal in goals(data):
        first, *rest = groups(goal)
        new = row(first[0], "成本控制率", 一级指标="成本指标", 二级指标="经济成本指标")
        goal["指标"] = [*first, new, *(one for group in rest for one in group)]


def group_renamed(data: Data) -> None:
    for goal in goals(data):
        for indicator in groups(goal)[0]:
            indicator["二级指标"] = "质量成效指标"


def goal_new(data: Data) -> None:
    for form in forms(data):
        goal = deepcopy(form["年度目标"][0])
        goal["名称"], goal["指标"] = "新增目标之事", goal["指标"][:3]
        for number, indicator in enumerate(goal["指标"]):
            indicator["三级指标"] = f"新事{number}"
        form["年度目标"].insert(0, goal)


def goal_renamed(data: Data) -> None:
    for form in forms(data):
        form["年度目标"][0]["名称"] = "换了名称的目标"


def _project(data: Data, place: int) -> bool | None:
    if not data.get("年度目标"):
        return False
    projects = data.setdefault("项目", [])
    model = projects[0] if projects else {"年度目标": data["年度目标"][:1]}
    projects.insert(place, {**deepcopy(model), "项目名称": "新增培训项目"})
    return None


def project_first(data: Data) -> object:
    return _project(data, 0)


def project_between(data: Data) -> object:
    return _project(data, 2)


def project_last(data: Data) -> object:
    return _project(data, 99)


def problems_gone(data: Data) -> None:
    data["存在问题"], data["改进措施"] = [], []


def problem_first(data: Data) -> None:
    data["存在问题"] = [{"编号": "9", "问题": "新发现的问题，制度还不健全。"}, *(data.get("存在问题") or ())]
    data["改进措施"] = [{"措施": "健全制度，明确责任。", "针对问题": ["9"]}, *(data.get("改进措施") or ())]


def gaps(data: Data) -> None:
    for name in ("基本情况", "上年度结果应用", "结果应用", "填报日期", "主要成效"):
        data.pop(name, None)


def figures(data: Data) -> None:
    data["预算执行"].update({"全年预算数": "4000.00", "全年执行数": "2000.00", "执行率": "50.00%"})
    data["预算执行"].pop("得分", None)


SHAPES: tuple[Shape, ...] = (
    shortfall, all_met, row_first, row_last, rows_doubled, rows_reversed, groups_reversed, group_new, group_renamed,
    goal_new, goal_renamed, project_first, project_between, project_last, problems_gone, problem_first, gaps, figures,
)  # fmt: skip

TAKEN_BACK = (shortfall, all_met, project_first, project_between, project_last, problem_first, gaps, figures)
"""Those whose revisions an update takes back whole; they leave the rows of a form where they are."""
