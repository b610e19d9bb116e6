"""What a cell of a form can print, by name, and where in the data file it stands.

In: a ``Scope``. Out: ``Told``: the text as it was given (a rate, score or total that was not given as it was
computed), None where there is none; the data path; whether something is missing when there is none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from drafter.assess import Assessment, GoalResult, summed
from drafter.compose.forms.reasons import measures, measures_and_application, reasons, row_reason
from drafter.compose.forms.scope import Scope
from drafter.compose.forms.told import Told
from drafter.compose.rowfields import FIELDS as ROW_FIELDS
from drafter.compose.rowfields import RowField
from drafter.model import Figure, Money
from drafter.numbers import percent, plain

Read = Callable[[Scope], Told]

BACKGROUND = "基本情况."
"""``基本情况.项目总投资`` prints what stands under that heading of 基本情况."""


@dataclass(frozen=True, slots=True)
class Field:
    """A name that cells may use; ``inside``: the ``每个`` that it needs around it, empty for none."""

    read: Read
    inside: tuple[str, ...] = ()


_NOTHING = Told(None, (), needed=False)
"""For a row of the form in which no goal or fund of the data stands."""


def _of_report(key: str, text: Callable[[Assessment], str | None]) -> Field:
    return Field(lambda scope: Told(text(scope.report), (scope.report.path / key,)))


def _of_execution(key: str, text: Callable[[Assessment], str | None]) -> Field:
    return Field(lambda scope: Told(text(scope.report), (scope.report.execution.path / key,)))


def _of_goal(key: str, text: Callable[[GoalResult], str | None]) -> Field:
    def read(scope: Scope) -> Told:
        return Told(text(scope.goal), (scope.goal.path / key,)) if scope.goal else _NOTHING

    return Field(read, ("年度目标",))


def _of_row(name: str, field: RowField) -> Field:
    def read(scope: Scope) -> Told:
        if scope.row is None:
            return Told(scope.level2 if name == "二级指标" else None, (scope.report.path / "年度目标",), needed=False)
        return Told(field.read(scope.row), field.paths(scope.row.path))

    return Field(read, ("指标",))


def _of_fund(key: str) -> Field:
    def read(scope: Scope) -> Told:
        if scope.fund is None:
            return _NOTHING
        part = scope.fund.part
        text = _text(getattr(part, _ATTRIBUTES[key])) if part else None
        return Told(text, (scope.fund.cell(key),), needed=part is not None)

    return Field(read, ("资金",))


def _fund_name(scope: Scope) -> Told:
    return Told(scope.fund.name, (scope.fund.cell("名称"),)) if scope.fund else _NOTHING


_ATTRIBUTES = {"年初预算数": "initial_budget", "全年预算数": "adjusted_budget", "全年执行数": "spent"}


def _text(given: Figure | Money | None) -> str | None:
    return given.text if given else None


def _points(given: Figure | None, computed: Decimal | None) -> str | None:
    return given.text if given else None if computed is None else plain(computed)


def _money(attribute: str) -> Callable[[Assessment], str | None]:
    return lambda report: _text(getattr(report.data.execution, attribute))


def _rate(report: Assessment) -> str | None:
    """The rate as given, else as computed; a budget of zero has none (—)."""
    if report.data.execution.rate:
        return report.data.execution.rate.text
    if report.execution.rate is not None:
        return percent(report.execution.rate)
    return "—" if report.execution.adjusted == 0 and report.execution.spent is not None else None


def _level1(scope: Scope) -> Told:
    return Told(scope.level1, (scope.report.path / "年度目标",), needed=False)


def _level1_points(scope: Scope) -> Told:
    points = scope.level1_points()
    path = scope.goal.path / "一级分值" if scope.goal else scope.report.path / "年度目标"
    return Told(None if points is None else plain(points), (path,))


def _level1_score(scope: Scope) -> Told:
    score = summed(row.score for row in scope.indicators if row.level1 == scope.level1)
    return Told(None if score is None else plain(score), (scope.report.path / "年度目标",))


def _number(scope: Scope) -> Told:
    return Told(str(scope.number), (), needed=False)


def _words(key: str, words: Callable[[Assessment], Iterable[str]]) -> Field:
    return _of_report(key, lambda report: "、".join(words(report)) or None)


def _day(report: Assessment) -> str | None:
    day = report.data.filled_on
    return f"{day.year}年{day.month}月{day.day}日" if day else None


FORM_FIELDS: Mapping[str, Field] = {
    "年度": _of_report("年度", lambda report: str(report.data.year)),
    "单位名称": _of_report("单位名称", lambda report: report.data.unit),
    "填报日期": _of_report("填报日期", _day),
    "项目名称": _of_report("项目名称", lambda report: report.data.project_name),
    "主管部门": _of_report("主管部门", lambda report: report.data.supervising_department),
    "实施单位": _of_report("实施单位", lambda report: report.data.implementing_unit),
    "项目类别": _words("项目类别", lambda report: report.data.project_category),
    "项目属性": _words("项目属性", lambda report: report.data.project_attribute),
    "项目类型": _words("项目类型", lambda report: report.data.project_type),
    "金额单位": _of_execution("金额单位", lambda report: report.data.execution.currency_unit),
    "基本支出总额": _of_execution("基本支出总额", _money("basic_spending")),
    "项目支出总额": _of_execution("项目支出总额", _money("project_spending")),
    "年初预算数": _of_execution("年初预算数", _money("initial_budget")),
    "全年预算数": _of_execution("全年预算数", _money("adjusted_budget")),
    "全年执行数": _of_execution("全年执行数", _money("spent")),
    "执行率": _of_execution("执行率", _rate),
    "预算执行分值": _of_execution(
        "分值", lambda report: _points(report.data.execution.points, report.execution.points)
    ),
    "预算执行得分": _of_execution("得分", lambda report: _points(report.data.execution.score, report.execution.score)),
    "满分": Field(lambda scope: Told(plain(scope.scoring.full_marks), (), needed=False)),
    "总分": _of_report("总分", lambda report: _points(report.data.total, report.total)),
    "等级": _of_report("等级", lambda report: report.grade),
    "原因分析": Field(reasons),
    "措施方案": Field(measures),
    "措施及结果应用方案": Field(measures_and_application),
    "序号": Field(_number, ("年度目标", "一级指标", "指标", "资金", "项目")),
    "目标名称": _of_goal("名称", lambda goal: goal.source.name),
    "目标分值": _of_goal("分值", lambda goal: _points(goal.source.points, goal.points)),
    "目标得分": _of_goal("指标", lambda goal: _points(None, goal.score)),
    "预期目标": _of_goal("预期目标", lambda goal: goal.source.expected or goal.source.name),
    "实际完成情况": _of_goal("实际完成情况", lambda goal: goal.source.achieved),
    "资金名称": Field(_fund_name, ("资金",)),
    "资金年初预算数": _of_fund("年初预算数"),
    "资金全年预算数": _of_fund("全年预算数"),
    "资金全年执行数": _of_fund("全年执行数"),
    "一级分值": Field(_level1_points, ("一级指标", "指标")),
    "一级得分": Field(_level1_score, ("一级指标", "指标")),
    "偏差原因及改进措施": Field(row_reason, ("指标",)),
    **{name: _of_row(name, field) for name, field in ROW_FIELDS.items()},
    "一级指标": Field(_level1, ("一级指标", "指标")),
}
"""Every name that 内容, 文字 and 附 may use."""


def read_field(name: str, scope: Scope) -> Told:
    """What a field prints in a scope."""
    if name.startswith(BACKGROUND):
        title = name.removeprefix(BACKGROUND)
        text = scope.report.data.background.get(title)
        return Told(text.strip() if text else None, (scope.report.path / "基本情况" / title,))
    return FORM_FIELDS[name].read(scope)
