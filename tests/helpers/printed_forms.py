"""What a form prints of a data file, worked out from the form's own file: which fields of which record.

In: a pack, a tree of the data file. Out: the tree with nothing but what the forms of the pack print; so that data and
data imported from the form drawn of it can be compared, whatever the form.
"""

from collections.abc import Iterator
from typing import Any

from drafter.compose.forms import load_form
from drafter.compose.forms.cells import slots
from drafter.compose.forms.sheet import Part
from drafter.model import ReportType, SelfEvaluation
from drafter.pack import FormFile, Pack

HEAD = ("单位名称", "填报日期", "项目名称", "主管部门", "实施单位", "项目类别", "项目属性", "项目类型", "总分", "等级")
EXECUTION = {
    **{
        key: key
        for key in ("金额单位", "基本支出总额", "项目支出总额", "年初预算数", "全年预算数", "全年执行数", "执行率")
    },
    **{"预算执行分值": "分值", "预算执行得分": "得分"},
}
FUND = {"资金年初预算数": "年初预算数", "资金全年预算数": "全年预算数", "资金全年执行数": "全年执行数"}
GOAL = {"目标名称": "名称", "目标分值": "分值", "预期目标": "预期目标", "实际完成情况": "实际完成情况"}
ROW = {"绩效指标": "三级指标", **{key: key for key in ("一级指标", "二级指标", "指标值", "完成值", "分值", "得分")}}


def fields_of(pack: Pack, form: FormFile) -> set[str]:
    """Every name that the cells of a form print."""
    sheet = load_form(pack, form)
    return {name for part in sheet.rows for name in _names(part)}


def _names(part: Part) -> Iterator[str]:
    for cell in (*part.cells, *part.left, *part.right):
        yield from cell.content[:1]
        for text in (cell.text or "", *cell.suffixes):
            yield from slots(text)
    for inner in part.rows:
        yield from _names(inner)


def printed(pack: Pack, data: SelfEvaluation) -> dict[str, Any]:
    """What the forms print: of the whole and of its projects, or of the projects alone."""
    forms = {kind: form for form in pack.data.forms.values() for kind in form.report_types}
    whole = forms.get(data.report_type.value)
    told = _of(data, fields_of(pack, whole)) if whole else {}
    project = forms.get(ReportType.PROJECT.value)
    if project and data.projects:
        told["项目"] = [_of(nested, fields_of(pack, project)) for nested in data.projects]
    return told


def _of(data: SelfEvaluation, fields: set[str]) -> dict[str, Any]:
    """The fields of one report, as text; None for what is not given."""
    tree = data.model_dump(by_alias=True)
    told: dict[str, Any] = {key: tree[key] for key in HEAD if key in fields}
    told |= {key: tree["预算执行"][at] for key, at in EXECUTION.items() if key in fields}
    if "资金名称" in fields:
        parts = ({**part} for part in tree["预算执行"]["明细"])
        told["明细"] = [part for part in parts if any(part[key] for key in FUND.values())]
    goals = [{at: goal[at] for key, at in GOAL.items() if key in fields} for goal in tree["年度目标"]]
    told["目标"] = [{**goal, **_expected(goal, source)} for goal, source in zip(goals, tree["年度目标"], strict=True)]
    rows = [row for goal in tree["年度目标"] for row in goal["指标"]]
    told["指标"] = sorted(tuple(str(_row(row).get(at)) for key, at in ROW.items() if key in fields) for row in rows)
    return told


def _expected(goal: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """The form prints the name of the goal where no 预期目标 is given."""
    return {"预期目标": source["预期目标"] or source["名称"]} if "预期目标" in goal else {}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """二级指标 as the form prints it: with its last word; a level that is not given is as good as its derivation."""
    level2 = row["二级指标"] or ""
    return {**row, "二级指标": level2.removesuffix("指标"), "一级指标": ""}
