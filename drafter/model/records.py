"""The data file as frozen records: one class a group, one field a key.

In: mappings with the Chinese keys of the form (aliases). Out: records with English names. Unknown keys are
refused; blanks take the default; money keeps the unit of its group (金额单位) unless one is written with it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from drafter.model import fields as read
from drafter.model.agreement import check_answers, check_project_files, levels, numbered


class Record(BaseModel):
    """A group of the data file: the keys are the aliases, nothing else is accepted, nothing can be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _blanks_are_missing(cls, data: Any) -> Any:
        if data is None:
            return {}
        if not isinstance(data, Mapping):
            return data
        known = _aliases(cls)
        return {key: value for key, value in data.items() if key not in known or not read.is_blank(value)}

    @classmethod
    def aliases(cls) -> tuple[str, ...]:
        """The Chinese keys of this group, in the order of the form."""
        return _aliases(cls)


@cache
def _aliases(record: type[Record]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in record.model_fields.items())


class Item(Record):
    """One line of 收入 or 支出."""

    name: read.Line = Field(default=None, alias="名称")
    amount: read.Amount = Field(default=None, alias="金额")


class RevenueAndSpending(Record):
    """收支情况: what came in and what went out, in ``currency_unit``."""

    currency_unit: read.Currency = Field(default="万元", alias="金额单位")
    income: tuple[Item, ...] = Field(default=(), alias="收入")
    spending: tuple[Item, ...] = Field(default=(), alias="支出")


class BudgetPart(Record):
    """One line of 明细: a source of the money."""

    name: read.Line = Field(default=None, alias="名称")
    initial_budget: read.Amount = Field(default=None, alias="年初预算数")
    adjusted_budget: read.Amount = Field(default=None, alias="全年预算数")
    spent: read.Amount = Field(default=None, alias="全年执行数")


class Execution(Record):
    """预算执行: money in ``currency_unit``; ``rate`` = spent / adjusted_budget, as given."""

    currency_unit: read.Currency = Field(default="万元", alias="金额单位")
    basic_spending: read.Amount = Field(default=None, alias="基本支出总额")
    project_spending: read.Amount = Field(default=None, alias="项目支出总额")
    initial_budget: read.Amount = Field(default=None, alias="年初预算数")
    adjusted_budget: read.Amount = Field(default=None, alias="全年预算数")
    spent: read.Amount = Field(default=None, alias="全年执行数")
    rate: read.ExecutionRate = Field(default=None, alias="执行率")
    points: read.Points = Field(default=None, alias="分值")
    score: read.Score = Field(default=None, alias="得分")
    deviation_reason: read.Line = Field(default=None, alias="偏差原因")
    reason_category: read.Line = Field(default=None, alias="原因类别")
    corrective_action: read.Line = Field(default=None, alias="改进措施")
    parts: tuple[BudgetPart, ...] = Field(default=(), alias="明细")


class Indicator(Record):
    """One row of the form. ``target`` and ``actual`` stay text; ``level1`` None when it is to be derived."""

    level1: read.Line = Field(default=None, alias="一级指标")
    level2: read.Line = Field(default=None, alias="二级指标")
    name: read.Line = Field(default=None, alias="三级指标")
    target: read.Line = Field(default=None, alias="指标值")
    actual: read.Line = Field(default=None, alias="完成值")
    points: read.Points = Field(default=None, alias="分值")
    score: read.Score = Field(default=None, alias="得分")
    criterion: read.Line = Field(default=None, alias="评分标准")
    deviation_reason: read.Line = Field(default=None, alias="偏差原因")
    reason_category: read.Line = Field(default=None, alias="原因类别")
    corrective_action: read.Line = Field(default=None, alias="改进措施")
    core: read.YesNo = Field(default=None, alias="核心指标")
    previous_actual: read.Line = Field(default=None, alias="上年完成值")
    data_source: read.Line = Field(default=None, alias="数据来源")

    @model_validator(mode="before")
    @classmethod
    def _joined_levels_are_split(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        level1, level2 = levels(data.get("一级指标"), data.get("二级指标"))
        changed = {"一级指标": level1, "二级指标": level2}
        return {**data, **{key: value for key, value in changed.items() if value != data.get(key)}}


class Goal(Record):
    """One 年度目标 with its indicators; ``level1_points``: the weight of each 一级指标 where the form prints it."""

    name: read.Line = Field(default=None, alias="名称")
    points: read.Points = Field(default=None, alias="分值")
    expected: read.Line = Field(default=None, alias="预期目标")
    achieved: read.Line = Field(default=None, alias="实际完成情况")
    level1_points: dict[str, read.Points] = Field(default_factory=dict, alias="一级分值")
    indicators: tuple[Indicator, ...] = Field(default=(), alias="指标")


EXECUTION_NAMES = ("预算执行率", "预算执行")
"""How 涉及指标 of a problem names the budget execution."""


class Problem(Record):
    """One of 存在问题; a blank number is filled in from the order. ``indicators``: names of 三级指标."""

    number: read.Number = Field(default=None, alias="编号")
    problem: read.Line = Field(default=None, alias="问题")
    cause: read.Line = Field(default=None, alias="原因")
    indicators: read.Words = Field(default=(), alias="涉及指标")


class Measure(Record):
    """One of 改进措施; ``answers``: the numbers of the problems."""

    measure: read.Line = Field(default=None, alias="措施")
    answers: read.Numbers = Field(default=(), alias="针对问题")


class Deduction(Record):
    """Points taken off in a dimension of a 财政评价."""

    indicator: read.Line = Field(default=None, alias="指标")
    points: read.Points = Field(default=None, alias="分值")
    reason: read.Line = Field(default=None, alias="原因")


class Dimension(Record):
    """One 评价维度 of a 财政评价."""

    name: read.Line = Field(default=None, alias="名称")
    points: read.Points = Field(default=None, alias="分值")
    score: read.Score = Field(default=None, alias="得分")
    explanation: read.Line = Field(default=None, alias="说明")
    deductions: tuple[Deduction, ...] = Field(default=(), alias="扣分")


class Tier(Record):
    """One line of 指标分级 (维持型, 提升型, 创新型) of a 财政评价."""

    name: read.Line = Field(default=None, alias="名称")
    points: read.Points = Field(default=None, alias="分值")
    score: read.Score = Field(default=None, alias="得分")
    explanation: read.Line = Field(default=None, alias="说明")


class SelfEvaluation(Record):
    """A whole data file. Texts named Markdown in the reference are kept as Markdown."""

    template: read.Line = Field(default=None, alias="模板")
    report_type: read.Kind = Field(default=read.ReportType.WHOLE, alias="报告类型")
    unit: read.Name = Field(alias="单位名称")
    project_name: read.Line = Field(default=None, alias="项目名称")
    supervising_department: read.Line = Field(default=None, alias="主管部门")
    implementing_unit: read.Line = Field(default=None, alias="实施单位")
    project_category: read.Words = Field(default=(), alias="项目类别")
    project_attribute: read.Words = Field(default=(), alias="项目属性")
    project_type: read.Words = Field(default=(), alias="项目类型")
    year: read.Year = Field(alias="年度")
    filled_on: read.Day = Field(default=None, alias="填报日期")
    background: dict[str, read.Prose] = Field(default_factory=dict, alias="基本情况")
    revenue: RevenueAndSpending = Field(default=RevenueAndSpending(), alias="收支情况")
    execution: Execution = Field(default=Execution(), alias="预算执行")
    goals: tuple[Goal, ...] = Field(default=(), alias="年度目标")
    total: read.Score = Field(default=None, alias="总分")
    grade: read.Line = Field(default=None, alias="等级")
    achievements: read.Prose = Field(default=None, alias="主要成效")
    problems: tuple[Problem, ...] = Field(default=(), alias="存在问题")
    measures: tuple[Measure, ...] = Field(default=(), alias="改进措施")
    previous_application: read.Prose = Field(default=None, alias="上年度结果应用")
    result_application: read.Prose = Field(default=None, alias="结果应用")
    other_notes: read.Prose = Field(default=None, alias="其他说明")
    projects: tuple["SelfEvaluation", ...] = Field(default=(), alias="项目")
    dimensions: tuple[Dimension, ...] = Field(default=(), alias="评价维度")
    tiers: tuple[Tier, ...] = Field(default=(), alias="指标分级")
    practices: read.ProseList = Field(default=(), alias="经验做法")

    @model_validator(mode="before")
    @classmethod
    def _projects_inherit(cls, data: Any) -> Any:
        if not isinstance(data, Mapping) or not isinstance(data.get("项目"), list | tuple):
            return data
        given = {key: data[key] for key in ("单位名称", "年度") if not read.is_blank(data.get(key))}
        return {**data, "项目": [_inheriting(row, {**given, "报告类型": "项目"}) for row in data["项目"]]}

    @field_validator("problems")
    @classmethod
    def _problems_are_numbered(cls, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        numbers = numbered([problem.number for problem in problems])
        return tuple(p.model_copy(update={"number": n}) for p, n in zip(problems, numbers, strict=True))

    @field_validator("measures")
    @classmethod
    def _measures_answer_problems(cls, measures: tuple[Measure, ...], info: ValidationInfo) -> tuple[Measure, ...]:
        if "problems" in info.data:
            check_answers([measure.answers for measure in measures], [p.number for p in info.data["problems"]])
        return measures

    @field_validator("projects")
    @classmethod
    def _projects_are_projects(cls, projects: tuple["SelfEvaluation", ...]) -> tuple["SelfEvaluation", ...]:
        check_project_files([(project.report_type, bool(project.projects)) for project in projects])
        return projects


def _inheriting(row: object, given: Mapping[str, object]) -> object:
    if row is None:
        return dict(given)
    if not isinstance(row, Mapping):
        return row
    return {**row, **{key: value for key, value in given.items() if read.is_blank(row.get(key))}}
