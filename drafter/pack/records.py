"""The records of ``pack.yaml``: every key with its meaning, as a clerk reads it.

In: the tree of a pack's file. Out: a ``PackData``. The meanings (``description``) and examples are shown by
``drafter packs show`` and are word for word in the tables of ``templates/README.md``; a test compares them.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from drafter.pack.values import Band, ContentsPage, LateRule, Lines, Points, Ratio, ReportTypeName, Yes

MOST_COLUMNS = 63
"""Word's limit for a table."""


class _Record(BaseModel):
    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True, populate_by_name=True)


class Grade(_Record):
    """A grade word and the lowest total (points) that earns it."""

    name: str = Field(alias="名称", description="等级的名称", examples=["优"])
    at_least: Points = Field(alias="不低于", description="总分不低于几分", examples=["90"])


class Cap(_Record):
    """The highest total (分) for an execution rate below ``below`` (a ratio): 执行率低于 60% → 总分不高于 69."""

    below: Ratio = Field(alias="执行率低于", description="执行率低于它时封顶", examples=["60%"])
    total: Points = Field(alias="总分不高于", description="总分最高几分", examples=["69"])


class Deduction(_Record):
    """Points (分) taken off an indicator whose completion (a ratio) is far above its target."""

    above: Ratio = Field(alias="完成率高于", description="完成率高于它时扣分", examples=["130%"])
    points: Points = Field(alias="扣分", description="每项扣几分", examples=["2"])


class Scoring(_Record):
    """The scoring profile of a place. Points in 分, rates as ratios."""

    full_marks: Points = Field(alias="满分", gt=0, description="总分的满分", examples=["100"])
    execution_points: Points = Field(
        alias="预算执行分值", description="数据文件的“预算执行.分值”没填时用", examples=["20"]
    )
    execution_low: Ratio = Field(alias="执行率偏低线", description="低于它要说明原因", examples=["90%"])
    explain_above: Ratio = Field(alias="超额说明线", description="完成率高于它要说明原因", examples=["130%"])
    deduction: Deduction | None = Field(
        alias="超额扣分",
        default=None,
        description="可不写。`{完成率高于: 130%, 扣分: 2}`：超出的指标扣分",
        examples=["{完成率高于: 130%, 扣分: 2}"],
    )
    floor_rule: Literal["按比例", "不得分"] = Field(
        alias="正向未达成",
        default="按比例",
        description="`按比例`（分值×完成值÷指标值）或 `不得分`",
        examples=["按比例"],
    )
    ceiling_rule: Literal["按比例", "不得分"] = Field(
        alias="反向未达成",
        default="按比例",
        description="`按比例`（分值×指标值÷完成值）或 `不得分`",
        examples=["按比例"],
    )
    late_rule: LateRule | None = Field(
        alias="时效未达成",
        default=None,
        description="可不写。逾期的指标怎么扣：`不得分`、`按比例`（分值×计划天数÷实际天数，都从当年1月1日算起），"
        "或 `每逾期5天扣1分`；不写就由填报人定分",
        examples=["每逾期5天扣1分"],
    )
    bands: Mapping[Band, tuple[Ratio, Ratio]] = Field(
        alias="定性分档",
        default_factory=dict,
        description="达成、部分达成、未达成各占分值的百分之几到几",
        examples=["{达成: [80%, 100%], 部分达成: [60%, 80%], 未达成: [0%, 60%]}"],
    )
    level1_points: Mapping[str, Points] = Field(
        alias="一级分值",
        default_factory=dict,
        description="可不写。各一级指标的分值，如 `{产出指标: 50, 效益指标: 30}`；数据文件没填时用来核对",
        examples=["{产出指标: 50, 效益指标: 30, 满意度指标: 10}"],
    )
    other_level1_points: tuple[Mapping[str, Points], ...] = Field(
        alias="一级分值另套",
        default=(),
        description="可不写。数据里有“一级分值”没列的一级指标（如成本指标）时，改用列出它的那一套来核对",
        examples=["[{成本指标: 20, 产出指标: 40, 效益指标: 20, 满意度指标: 10}]"],
    )
    caps: tuple[Cap, ...] = Field(
        alias="总分上限",
        default=(),
        description="可不写。`[{执行率低于: 60%, 总分不高于: 69}]`：执行率低时总分封顶",
        examples=["[{执行率低于: 60%, 总分不高于: 69}]"],
    )
    adjusted_explained: Yes = Field(
        alias="预算调整应说明",
        default=False,
        description="是：年初预算与全年预算不同时要说明原因",
        examples=["是"],
    )
    grades: tuple[Grade, ...] = Field(
        alias="等级",
        default=(),
        description="`[{名称: 优, 不低于: 90}, …]`；不评等级就不写",
        examples=["[{名称: 优, 不低于: 90}, {名称: 差, 不低于: 0}]"],
    )
    levels: Mapping[str, tuple[str, ...]] = Field(
        alias="指标体系",
        description="一级指标下有哪些二级指标，也是报告里的先后顺序",
        examples=["{产出指标: [数量指标, 质量指标]}"],
    )

    @model_validator(mode="after")
    def _within_full_marks(self) -> "Scoring":
        """Weights, grades and caps are not above the full marks."""
        figures = [("预算执行分值", self.execution_points)]
        figures += [(f"一级分值“{name}”", points) for name, points in self.level1_points.items()]
        other = [pair for weights in self.other_level1_points for pair in weights.items()]
        figures += [(f"一级分值另套“{name}”", points) for name, points in other]
        figures += [(f"等级“{grade.name}”的不低于", grade.at_least) for grade in self.grades]
        figures += [("总分上限的总分不高于", cap.total) for cap in self.caps]
        for name, figure in figures:
            if figure > self.full_marks:
                raise ValueError(f"{name}（{figure}）不应大于满分（{self.full_marks}）")
        for name, (low, high) in self.bands.items():
            if low > high or high > 1:
                raise ValueError(f"定性分档“{name}”应从低到高，不大于 100%")
        return self

    def fitting(self, present: Collection[str]) -> "Scoring":
        """The profile with the first-level weights that fit the groups of a report.

        Those of 一级分值另套 where the report has a group that 一级分值 does not list and one of them does; none where
        no set lists all groups: then the pack does not know what the report's form prints.
        """
        if not self.level1_points or set(present) <= set(self.level1_points):
            return self
        other = next((weights for weights in self.other_level1_points if set(present) <= set(weights)), {})
        return self.model_copy(update={"level1_points": other})

    def level1_of(self, level2: str) -> str | None:
        """The first-level group that a second-level class belongs to (``社会效益指标`` -> ``效益指标``)."""
        for level1, classes in self.levels.items():
            if level2 in classes:
                return level1
        return level2 if level2 in self.levels else None

    def cap_of(self, rate: Decimal | None) -> Decimal | None:
        """The highest total that an execution rate allows, or None where no cap applies."""
        fitting = [cap.total for cap in self.caps if rate is not None and rate < cap.below]
        return min(fitting, default=None)

    def grade_of(self, total: Decimal) -> str | None:
        """The grade word for a total, or None where the place's reports carry no grade."""
        fitting = [grade for grade in self.grades if total >= grade.at_least]
        return max(fitting, key=lambda grade: grade.at_least).name if fitting else None


class Column(_Record):
    """A column of a table: its head, the field it prints (the first that has a value), width, manner."""

    title: str = Field(alias="标题", description="表头的字", examples=["标准分"])
    content: Lines = Field(
        alias="内容", min_length=1, description="印哪一项，可写几个，取第一个有值的", examples=["[分值]"]
    )
    width: int = Field(alias="宽", gt=0, le=10_000, description="列宽，按比例", examples=["11"])
    align: Literal["左", "中", "右"] = Field(
        alias="对齐", default="中", description="左、中、右，不写是中", examples=["左"]
    )
    merge: Yes = Field(alias="合并", default=False, description="是：上下相同的格子并成一格", examples=["是"])


class TableForm(_Record):
    """A table: what its rows are, its columns, and where a missing value is a visible gap."""

    rows: Literal["全部", "完成", "未完成", "待判断", "项目", "得分", "目标", "资金", "维度"] = Field(
        alias="行",
        default="全部",
        description="印哪些行。指标：全部、完成、未完成、待判断；"
        "汇总：项目（部门报告的各个项目）、得分（预算执行和各一级指标）、目标（预算执行和各年度目标）、"
        "资金（各资金来源）、维度（财政评价的各维度）",
        examples=["全部"],
    )
    least: int = Field(
        alias="至少", default=1, gt=0, le=10_000, description="少于几行就不印这张表；不写是1", examples=["2"]
    )
    sum_title: str = Field(
        alias="合计",
        default="",
        description="汇总的表：最后一行叫什么；不写就没有这一行，只有一行的也没有",
        examples=["合计"],
    )
    columns: tuple[Column, ...] = Field(
        alias="列", min_length=1, max_length=MOST_COLUMNS, description="从左到右的各列", examples=["[{标题: 得分, …}]"]
    )
    gaps: Lines = Field(
        alias="必填", default=(), description="没有值时印【待补充：…】的项目", examples=["[指标值, 完成值]"]
    )

    @model_validator(mode="after")
    def _indicators_have_no_sum(self) -> "TableForm":
        if self.sum_title and self.rows in ("全部", "完成", "未完成", "待判断"):
            raise ValueError(f"“行”是“{self.rows}”（指标）的表没有合计：删去“合计”，或把“行”改为项目、得分等")
        return self


class ChartEntry(_Record):
    """A chart of the pack: what it shows and how; it is left out where too few things have figures."""

    source: str = Field(alias="内容", description="画什么，从“图表的 `内容` 可用”里选一个", examples=["一级指标得分率"])
    form: Literal["柱形图", "条形图", "饼图"] = Field(
        alias="形式",
        default="柱形图",
        description="`柱形图`（不写就是）、`条形图`（横的，名称长的用它）或 `饼图`（一个整体的各部分）",
        examples=["条形图"],
    )
    title: str = Field(
        alias="标题",
        min_length=1,
        description="图下面的题名，前面自动编“图1”；可用的词与模板里的标题相同",
        examples=["各类指标得分率"],
    )
    least: int = Field(
        alias="至少几项", default=3, ge=1, le=1000, description="有数的不到几项就不画；不写是3", examples=["3"]
    )
    most: int = Field(
        alias="至多几项", default=20, ge=1, le=100, description="超过几项就不画（看不清）；不写是20", examples=["12"]
    )
    missing_note: str = Field(
        alias="缺数注",
        default="",
        description="有的项没有数时图下面的一句说明，`{{ 未列项 }}` 是没有画进图的各项；不写的，有缺数就不画",
        examples=['"注：{{ 未列项 }}还没有得分，图中未列。"'],
    )


class DocumentForm(_Record):
    """One document of the pack: template file, file name, whether it is in the usual set."""

    template: str = Field(alias="模板", description="模板文件，在同一文件夹", examples=["完整版.md.jinja"])
    file_name: str = Field(
        alias="文件名",
        min_length=1,
        description="写出的 Word 文件叫什么；可用的词与标题相同",
        examples=['"{{ 年度 }}年度{{ 单位名称 }}{{ 标题 }}"'],
    )
    usual: Yes = Field(
        alias="默认", default=True, description="否：只在 `--only` 或 `--all` 时写出；不写是“是”", examples=["否"]
    )
    contents: ContentsPage = Field(
        alias="目录",
        default=0,
        description="`是`、`否`（不写就是），或 `8页以上`：正文前的目录页，列一、二级标题和页码；页数按字数估算",
        examples=["8页以上"],
    )
    report_types: tuple[ReportTypeName, ...] = Field(
        alias="报告类型", default=(), description="哪种报告有这份文书；不写就是各种都有", examples=["[部门整体, 项目]"]
    )


class FormFile(_Record):
    """A form (自评表) of the pack: the file that describes it, the orientation of its page, which reports fill it."""

    file: str = Field(alias="文件", description="画格子的文件，在同一文件夹", examples=["整体自评表.yaml"])
    orientation: Literal["纵向", "横向"] = Field(
        alias="方向", default="纵向", description="`纵向`（不写就是）或 `横向`", examples=["横向"]
    )
    report_types: tuple[ReportTypeName, ...] = Field(
        alias="报告类型", min_length=1, description="部门整体、项目，一种或几种", examples=["[部门整体]"]
    )
    caption: Lines = Field(
        alias="表题",
        default=(),
        description="表上面的标题，一行或几行；可用的词与模板里的标题相同，另有 `{{ 序号 }}`：是第几个附件，"
        "只有一个附件时是空的。单独一行的“附件”“附件1”排在左上角",
        examples=['"{{ 年度 }}年度部门整体支出绩效自评表"'],
    )
    project_caption: Lines = Field(
        alias="逐项表题",
        default=(),
        description="部门整体报告里，报告类型为“项目”的表每个项目印一张、各起一页；"
        "这是每张的标题，`{{ 序号 }}` 是第几个项目，只有一个附件时是空的",
        examples=['"附件2-{{ 序号 }}　{{ 年度 }}年度{{ 项目 }}绩效自评表"'],
    )
    annex: str = Field(
        alias="附件名",
        default="",
        description="正文“附件：”后面怎样称呼；不写就用表单的名称",
        examples=["项目绩效自评表"],
    )


class PackData(_Record):
    """The contents of ``pack.yaml``."""

    title: str = Field(
        alias="名称", min_length=1, description="模板包的全称，列在 packs list", examples=["某县 绩效自评"]
    )
    purpose: str = Field(alias="说明", default="", description="给谁用、有什么", examples=["某县各单位 2025 年起用"])
    sources: Lines = Field(
        alias="依据", default=(), description="照哪些文件、哪些公开材料做的", examples=["[某财绩〔2025〕3号]"]
    )
    years: Lines = Field(
        alias="适用年度",
        default=(),
        description="计分和表式按哪些年度的材料做的，哪一部分从哪一年起用；别的年度先核对",
        examples=["2020年度起"],
    )
    fonts: Literal["windows", "gb"] = Field(
        alias="字体",
        default="windows",
        description="windows（Windows 自带的字体，不写就是）或 gb（公文规定的字体）",
        examples=["windows"],
    )
    scoring: Scoring = Field(alias="计分", description="满分、分值、等级、各条线", examples=["{满分: 100, …}"])
    wording: Mapping[ReportTypeName, Mapping[str, str]] = Field(
        alias="称谓",
        description="每种报告的用词，模板、文件名和句库里写 `{{ 自评对象 }}` 等",
        examples=["{部门整体: {自评对象: 部门整体, 标题: 部门整体绩效自评报告}}"],
    )
    documents: Mapping[str, DocumentForm] = Field(
        alias="文书",
        min_length=1,
        description="有哪几份文书，每份一个名称，名称不能重复",
        examples=["{完整版: {模板: 完整版.md.jinja, 文件名: …}}"],
    )
    tables: Mapping[str, TableForm] = Field(
        alias="表格",
        default_factory=dict,
        description="指标和汇总的表，模板里写名称就印在那里",
        examples=["{完成情况表: {列: …}}"],
    )
    charts: Mapping[str, ChartEntry] = Field(
        alias="图表",
        default_factory=dict,
        description="图，模板里写名称就画在那里；Word 里可以改，数在它自带的工作簿里",
        examples=["{得分率图: {内容: 一级指标得分率, 标题: 各类指标得分率}}"],
    )
    forms: Mapping[str, FormFile] = Field(
        alias="表单",
        default_factory=dict,
        description="自评表，模板里写名称就印在那里",
        examples=["{整体自评表: {文件: 整体自评表.yaml, 报告类型: [部门整体]}}"],
    )
    background: Mapping[ReportTypeName, tuple[str, ...]] = Field(
        alias="基本情况",
        default_factory=dict,
        description="每种报告的“基本情况”应写的内容；数据文件没写的留【待补充】",
        examples=["{部门整体: [主要职能, 机构设置]}"],
    )
    set_apart: tuple[str, ...] = Field(
        alias="另列材料",
        default=(),
        description="“基本情况”里要另列一节的内容；名称就是模板里的空，没有填的留【待补充】",
        examples=["[绩效自评工作开展情况]"],
    )
    head_aliases: Mapping[str, Lines] = Field(
        alias="表头别名",
        default_factory=dict,
        description="本地的表用别的叫法的列：数据文件的键，后面是本地的叫法",
        examples=["{指标值: [年度绩效目标值]}"],
    )
    default_for: tuple[ReportTypeName, ...] = Field(
        alias="默认报告类型",
        default=(),
        description="数据文件没写“模板”时，哪种报告用这个模板包",
        examples=["[财政评价]"],
    )
    prose_limit: int = Field(
        alias="正文列举上限",
        default=6,
        gt=0,
        le=10_000,
        description="完成的指标和同一原因的指标，正文里一段逐项写几项；多出的写“其余N项见附表”",
        examples=["6"],
    )
    """How many indicators of one kind a paragraph lists; the others are in the table only."""
