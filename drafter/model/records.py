"""The data file as frozen records: one class a group, one field a key.

In: mappings with the Chinese keys of the form (aliases). Out: records with English names. Unknown keys are
refused; blanks take the default; money keeps the unit of its group (金额单位) unless one is written with it.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationInfo, field_validator, model_validator

from drafter.model import fields as read
from drafter.model.agreement import check_answers, check_project_files, levels, numbered

if TYPE_CHECKING:
    from drafter.model.paths import DataPath


class Record(BaseModel):
    """A group of the data file: the keys are the aliases, nothing else is accepted, nothing can be changed."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)

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

    name: read.Line = Field(
        default=None, alias="名称", description="收入或支出的名称", examples=["财政拨款收入", "基本支出"]
    )
    amount: read.Amount = Field(
        default=None, alias="金额", description="收入或支出的数额", examples=["2072.86", "460.55"]
    )


class RevenueAndSpending(Record):
    """收支情况: income and spending, in ``currency_unit``."""

    currency_unit: read.Currency = Field(
        default="万元", alias="金额单位", description="这一组金额的单位：元、万元、亿元，不填是万元", examples=["万元"]
    )
    income: tuple[Item, ...] = Field(default=(), alias="收入", description="各项收入")
    spending: tuple[Item, ...] = Field(default=(), alias="支出", description="各项支出")


class BudgetPart(Record):
    """One line of 明细: a source of funds; money in the 金额单位 of 预算执行."""

    name: read.Line = Field(default=None, alias="名称", description="资金来源的名称", examples=["当年财政拨款"])
    initial_budget: read.Amount = Field(
        default=None, alias="年初预算数", description="年初批复的预算", examples=["3500.00"]
    )
    adjusted_budget: read.Amount = Field(
        default=None, alias="全年预算数", description="调整后的预算", examples=["3719.88"]
    )
    spent: read.Amount = Field(default=None, alias="全年执行数", description="全年支出", examples=["3411.33"])


class Execution(Record):
    """预算执行: money in ``currency_unit``, points in 分; ``rate`` = spent / adjusted_budget, as given."""

    currency_unit: read.Currency = Field(
        default="万元", alias="金额单位", description="这一组金额的单位：元、万元、亿元，不填是万元", examples=["万元"]
    )
    basic_spending: read.Amount = Field(
        default=None, alias="基本支出总额", description="全年基本支出", examples=["460.55"]
    )
    project_spending: read.Amount = Field(
        default=None, alias="项目支出总额", description="全年项目支出", examples=["1672.31"]
    )
    initial_budget: read.Amount = Field(
        default=None, alias="年初预算数", description="年初批复的预算", examples=["3500.00"]
    )
    adjusted_budget: read.Amount = Field(
        default=None, alias="全年预算数", description="调整后的预算，执行率的分母", examples=["3719.88"]
    )
    spent: read.Amount = Field(
        default=None, alias="全年执行数", description="全年支出，执行率的分子", examples=["3411.33"]
    )
    rate: read.ExecutionRate = Field(
        default=None, alias="执行率", description="不填由程序计算，填了会核对", examples=["91.71%"]
    )
    points: read.Points = Field(
        default=None, alias="分值", description="预算执行占多少分；不填用模板的", examples=["20"]
    )
    score: read.Score = Field(default=None, alias="得分", description="不填由程序计算，填了会核对", examples=["18.34"])
    deviation_reason: read.Line = Field(
        default=None, alias="偏差原因", description="执行率低、没有用完的原因", examples=["验收推迟，尾款未付"]
    )
    reason_category: read.Line = Field(
        default=None, alias="原因类别", description="原因属于哪一类", examples=["跨年支付"]
    )
    corrective_action: read.Line = Field(
        default=None, alias="改进措施", description="针对预算执行的措施", examples=["按合同节点编制预算"]
    )
    parts: tuple[BudgetPart, ...] = Field(default=(), alias="明细", description="按资金来源分列，一条一种来源")


class Indicator(Record):
    """One row of the form. ``target`` and ``actual`` stay text; ``points`` and ``score`` in 分.

    ``level1`` is None where it is to be derived from ``level2``.
    """

    level1: read.Line = Field(
        default=None, alias="一级指标", description="可以不填，由二级指标推出", examples=["产出指标"]
    )
    level2: read.Line = Field(
        default=None, alias="二级指标", description="数量、质量、时效、效益等哪一类", examples=["数量指标"]
    )
    name: read.Line = Field(default=None, alias="三级指标", description="指标的名称", examples=["兑现人数"])
    target: read.Line = Field(
        default=None, alias="指标值", description="年初的目标值，照表上写", examples=["≥2000人次"]
    )
    actual: read.Line = Field(
        default=None, alias="完成值", description="实际完成的值，写量出来的数，不写“已完成”", examples=["2105人次"]
    )
    points: read.Points = Field(default=None, alias="分值", description="这个指标占多少分", examples=["15"])
    score: read.Score = Field(default=None, alias="得分", description="不填由程序计算，填了会核对", examples=["15"])
    criterion: read.Line = Field(
        default=None, alias="评分标准", description="怎样得分", examples=["每降低1%扣0.5分，扣完为止"]
    )
    deviation_reason: read.Line = Field(
        default=None, alias="偏差原因", description="没有完成、扣分或超额很多的原因", examples=["实施细则年内未出台"]
    )
    reason_category: read.Line = Field(
        default=None, alias="原因类别", description="原因属于哪一类；没填措施的，按它给出建议", examples=["政策未出台"]
    )
    corrective_action: read.Line = Field(
        default=None, alias="改进措施", description="针对这个指标的措施", examples=["提前与政策部门对接"]
    )
    core: read.YesNo = Field(default=None, alias="核心指标", description="是不是核心指标，写是或否", examples=["是"])
    previous_actual: read.Line = Field(
        default=None, alias="上年完成值", description="上一年的完成值", examples=["1980人次"]
    )
    data_source: read.Line = Field(
        default=None, alias="数据来源", description="完成值从哪里来", examples=["补贴发放台账"]
    )

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

    name: read.Line = Field(default=None, alias="名称", description="目标的名称", examples=["企业人才薪酬补贴"])
    points: read.Points = Field(default=None, alias="分值", description="这个目标占多少分", examples=["70"])
    expected: read.Line = Field(
        default=None, alias="预期目标", description="年初定的目标", examples=["兑现补贴2000人次"]
    )
    achieved: read.Line = Field(
        default=None, alias="实际完成情况", description="全年完成的情况", examples=["兑现补贴2105人次"]
    )
    level1_points: dict[str, read.Points] = Field(
        default_factory=dict,
        alias="一级分值",
        description="表上只印各一级指标的分值时写在这里",
        examples=["{产出指标: 50, 效益指标: 30}"],
    )
    indicators: tuple[Indicator, ...] = Field(default=(), alias="指标", description="这个目标下的指标，一条一个")


EXECUTION_NAMES = ("预算执行率", "预算执行")
"""How 涉及指标 of a problem names the budget execution."""


class Problem(Record):
    """One of 存在问题; a blank number is filled in from the order. ``indicators``: names of 三级指标."""

    number: read.Number = Field(
        default=None, alias="编号", description="从1编起，不能重复；不填按顺序编", examples=["1"]
    )
    problem: read.Line = Field(
        default=None, alias="问题", description="存在的问题，一句话说清", examples=["部分资金兑现不及时"]
    )
    cause: read.Line = Field(default=None, alias="原因", description="问题的原因", examples=["申报材料审核时间长"])
    indicators: read.Words = Field(
        default=(), alias="涉及指标", description="与哪些三级指标有关", examples=["兑现时间"]
    )


class Measure(Record):
    """One of 改进措施; ``answers``: the numbers of the problems."""

    measure: read.Line = Field(
        default=None, alias="措施", description="下一步做什么", examples=["优化审核流程，一次告知所缺材料"]
    )
    answers: read.Numbers = Field(
        default=(), alias="针对问题", description="回答哪些问题，写问题的编号", examples=["1"]
    )


class Deduction(Record):
    """Points taken off in a dimension of a 财政评价."""

    indicator: read.Line = Field(default=None, alias="指标", description="在哪个指标上扣分", examples=["完成及时性"])
    points: read.Points = Field(default=None, alias="分值", description="扣几分", examples=["2.5"])
    reason: read.Line = Field(default=None, alias="原因", description="为什么扣分", examples=["推迟验收"])


class Dimension(Record):
    """One 评价维度 of a 财政评价."""

    name: read.Line = Field(default=None, alias="名称", description="维度的名称", examples=["项目产出"])
    points: read.Points = Field(default=None, alias="分值", description="维度的分值", examples=["30"])
    score: read.Score = Field(default=None, alias="得分", description="维度的得分", examples=["27.5"])
    explanation: read.Line = Field(
        default=None, alias="说明", description="这个维度的情况", examples=["年初目标都已完成"]
    )
    deductions: tuple[Deduction, ...] = Field(default=(), alias="扣分", description="扣分的各条")


class Tier(Record):
    """One line of 指标分级 (维持型, 提升型, 创新型) of a 财政评价."""

    name: read.Line = Field(default=None, alias="名称", description="维持型、提升型、创新型", examples=["绩效维持型"])
    points: read.Points = Field(default=None, alias="分值", description="这一级的分值", examples=["80"])
    score: read.Score = Field(default=None, alias="得分", description="这一级的得分", examples=["69.04"])
    explanation: read.Line = Field(
        default=None, alias="说明", description="这一级的情况", examples=["主要扣分项是基础管理指标"]
    )


class Settlement(Record):
    """One line of 核实说明: a finding that a person has looked at, where it is and why it may be left."""

    place: read.Line = Field(
        default=None, alias="位置", description="三级指标的名称，或 check 印出的位置、格子", examples=["走访企业"]
    )
    code: read.FindingCode = Field(
        default=None, alias="代码", description="check 印在行末方括号里的代码", examples=["full-score-on-miss"]
    )
    explanation: read.Line = Field(
        default=None, alias="说明", description="核实的结果，为什么可以这样", examples=["一家企业年内注销，视为完成"]
    )


class Approval(Record):
    """领导签批: what the unit's leader wrote on the self-evaluation, as it was signed."""

    name: read.Line = Field(default=None, alias="姓名", description="签批人的姓名", examples=["张某"])
    opinion: read.Line = Field(default=None, alias="意见", description="签批的原话", examples=["同意，按计划整改"])
    date: read.Day = Field(default=None, alias="日期", description="签批的日期，年月日写全", examples=["2021-10-20"])


class SelfEvaluation(Record):
    """A whole data file. Texts named Markdown in the reference are kept as Markdown."""

    template: read.Line = Field(default=None, alias="模板", description="用哪一套模板，一般不用改")
    report_type: read.Kind = Field(
        default=read.ReportType.WHOLE, alias="报告类型", description="部门整体、项目、财政评价 三选一"
    )
    unit: read.Name = Field(alias="单位名称", description="编报单位的全称", examples=["某区企业和人才服务中心"])
    project_name: read.Line = Field(
        default=None, alias="项目名称", description="报告类型是“项目”时的项目名称", examples=["企业人才薪酬补贴"]
    )
    supervising_department: read.Line = Field(
        default=None, alias="主管部门", description="项目的主管部门", examples=["某区人力资源局"]
    )
    implementing_unit: read.Line = Field(
        default=None, alias="实施单位", description="项目的实施单位", examples=["某区人才服务中心"]
    )
    project_category: read.Words = Field(
        default=(), alias="项目类别", description="项目表上的勾选项", examples=["部门预算项目"]
    )
    project_attribute: read.Words = Field(
        default=(), alias="项目属性", description="项目表上的勾选项", examples=["持续性项目"]
    )
    project_type: read.Words = Field(
        default=(), alias="项目类型", description="项目表上的勾选项", examples=["常年性项目"]
    )
    year: read.Year = Field(alias="年度", description="报告所属的年度，四位数", examples=["2020"])
    filled_on: read.Day = Field(
        default=None, alias="填报日期", description="填报的日期，年月日写全", examples=["2021-10-15"]
    )
    background: dict[str, read.Prose] = Field(
        default_factory=dict, alias="基本情况", description="各小节的标题和文字，标题可以自己改"
    )
    revenue: RevenueAndSpending = Field(default=RevenueAndSpending(), alias="收支情况", description="全年收入和支出")
    execution: Execution = Field(default=Execution(), alias="预算执行", description="预算数、执行数、执行率")
    goals: tuple[Goal, ...] = Field(default=(), alias="年度目标", description="目标和它的指标，一条一个目标")
    total: read.Score = Field(
        default=None, alias="总分", description="自评总分；不填由程序计算，填了会核对", examples=["85.84"]
    )
    grade: read.Line = Field(default=None, alias="等级", description="自评等级；不评等级的不填", examples=["良"])
    achievements: read.Prose = Field(default=None, alias="主要成效", description="主要成效，可以分几段")
    problems: tuple[Problem, ...] = Field(default=(), alias="存在问题", description="问题和原因，一条一个问题")
    measures: tuple[Measure, ...] = Field(default=(), alias="改进措施", description="下一步的措施，一条一项")
    previous_application: read.Prose = Field(
        default=None, alias="上年度结果应用", description="上年度绩效结果用在了哪里", examples=["用于编制本年度预算"]
    )
    result_application: read.Prose = Field(
        default=None, alias="结果应用", description="本年度结果准备怎样用", examples=["作为下年度预算安排的依据"]
    )
    other_notes: read.Prose = Field(default=None, alias="其他说明", description="其他需要说明的情况")
    evaluation_basis: read.Prose = Field(
        default=None,
        alias="评价依据",
        description="按什么文件开展自评，报告的第一句话用它开头",
        examples=["《关于开展2020年度预算绩效自评的通知》（某财〔2021〕2号）"],
    )
    work_done: read.Prose = Field(default=None, alias="工作开展情况", description="自评是怎样组织、怎样核实数据的")
    approval: Approval = Field(default=Approval(), alias="领导签批", description="单位负责人对自评结果的签批")
    projects: tuple["SelfEvaluation", ...] = Field(
        default=(), alias="项目", description="部门整体报告所附的项目，一条一个，键与最外层相同"
    )
    dimensions: tuple[Dimension, ...] = Field(default=(), alias="评价维度", description="财政评价的各个维度")
    tiers: tuple[Tier, ...] = Field(default=(), alias="指标分级", description="财政评价的维持型、提升型、创新型")
    practices: read.ProseList = Field(default=(), alias="经验做法", description="财政评价的经验做法，一条一段")

    settlements: tuple[Settlement, ...] = Field(
        default=(), alias="核实说明", description="核对过、可以留着的检查结果，一条一处"
    )

    _unread: dict["DataPath", str] = PrivateAttr(default_factory=dict)

    @property
    def unread(self) -> Mapping["DataPath", str]:
        """Texts that stand where a figure belongs, by their path in the file; the figure itself is missing (None)."""
        return self._unread

    def with_unread(self, texts: Mapping["DataPath", str]) -> "SelfEvaluation":
        """The same data, the texts known to the report and to each of its projects."""
        projects = tuple(project.with_unread(texts) for project in self.projects)
        changed = self.model_copy(update={"projects": projects})
        changed._unread = dict(texts)
        return changed

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
