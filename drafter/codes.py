"""What every finding code means: severity, what it says, an example, what to do, the rule that it rests on.

In: nothing; this is the lowest floor. Out: ``CODES``, the one table: it gives findings their severity, answers
``drafter explain 代码``, and makes the rows of ``docs/reference/findings.md`` (a test holds the page to it). A code
never changes its meaning. A new check adds its code here and a case to ``tests/checks``; ``pytest --accept`` writes
the page.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct


class Severity(StrEnum):
    """How sure a finding is: an error cannot be right, a warning most likely is not, a note may be left as it is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Source(Struct, frozen=True):
    """What a rule rests on. ``second_hand``: known from quotations, its own text was not read."""

    name: str
    title: str
    second_hand: bool = False

    def __str__(self) -> str:
        return f"{self.name}（转引）" if self.second_hand else self.name


FORM = Source("自评表", "湖北、湖南公开的整体、项目自评表：表头印的算式、合计、栏目和备注里的计分原则")
NATIONAL = Source("财预〔2020〕10号", "项目支出绩效自评的通用计分口径；转引，未核对原文", second_hand=True)
REVIEW = Source("质量评审", "武汉市东湖高新区公开的《2022年部门自评报告质量评审考核体系》")
FORMAT = Source("公文格式", "GB/T 9704-2012《党政机关公文格式》")
PACK = Source("模板", "所用模板包的 pack.yaml：分值、分数线、提纲、要不要说明；各地不同，在那里改")
PRACTICE = Source("常理", "没有见到条文：数据之间应当说得通，界线是程序定的，所以只提醒、提示，不算错误")


class Code(Struct, frozen=True):
    """One kind of finding, in the words of the reference page.

    ``says``: what does not agree. ``example``: as it is met in reports. ``remedy``: what the clerk does about it.
    ``rule``: what should be, as its ``sources`` have it (one or several).
    """

    code: str
    severity: Severity
    says: str
    example: str
    remedy: str
    rule: str
    sources: tuple[Source, ...]

    @property
    def basis(self) -> str:
        """The rule with the names of its sources: 自评表：总分等于各项得分之和."""
        return f"{'、'.join(map(str, self.sources))}：{self.rule}"

    def as_json(self) -> dict[str, object]:
        """All of it, with the keys of a finding where they are the same thing."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "says": self.says,
            "example": self.example,
            "hint": self.remedy,
            "rule": self.rule,
            "sources": [{"name": s.name, "title": s.title, "second_hand": s.second_hand} for s in self.sources],
        }


_TABLE = (
    Code(
        "weights-not-full",
        Severity.ERROR,
        says="预算执行分值与各指标分值之和（财政评价：各维度分值之和）不等于满分",
        example="10 + 110 = 120 分，应等于 100 分",
        remedy="核对分值",
        rule="各项分值合计等于满分；湖南的备注写明“总分设置为100分”",
        sources=(FORM,),
    ),
    Code(
        "objective-weights",
        Severity.WARNING,
        says="一个目标（或其一级指标）下各指标分值之和不等于它的分值",
        example="产出指标下合计 80 分，应为 50 分",
        remedy="核对指标分值或合计",
        rule="一组指标的分值合计等于表上印的分值；表上没有印的，等于模板的一级分值（通用模板产出50、效益30、满意度10）",
        sources=(FORM, NATIONAL, PACK),
    ),
    Code(
        "total-mismatch",
        Severity.ERROR,
        says="填报的总分不等于各项得分之和",
        example="总分 85.94，合计 18.34 + 67.5 = 85.84",
        remedy="核对总分和得分",
        rule="总分等于各项得分之和；模板规定了封顶分的，不超过封顶分",
        sources=(FORM, PACK),
    ),
    Code(
        "rate-mismatch",
        Severity.ERROR,
        says="填报的执行率不等于全年执行数除以全年预算数",
        example="填报 92%，3411.33 ÷ 3719.88 = 91.71%",
        remedy="核对执行数、预算数（调整后）和执行率",
        rule="备注写明“执行率”=“全年执行数”/“全年预算数”；预算数为调整后的总额，包括上年结余结转",
        sources=(FORM,),
    ),
    Code(
        "execution-score-mismatch",
        Severity.ERROR,
        says="预算执行得分不等于分值乘执行率",
        example="填报 19，20 × 91.71% = 18.34",
        remedy="核对分值、执行率和得分",
        rule="表头印着“得分（分值×执行率）”；不超过分值",
        sources=(FORM,),
    ),
    Code(
        "score-over-weight",
        Severity.ERROR,
        says="得分超过分值，或小于 0；没有单项分值的，一组的得分合计超过这一组的分值",
        example="得分 16，分值 15",
        remedy="核对得分和分值",
        rule="备注写明“得分不得突破权重总额”；没有负分",
        sources=(FORM,),
    ),
    Code(
        "score-mismatch",
        Severity.WARNING,
        says="得分与按规则（评分标准，或分值×完成值÷指标值）算出的不同；评分标准的满分与分值不同；评价维度的得分不等于分值减扣分",
        example="完成 164/200，50 分应得 41 分，填报 45",
        remedy="核对完成值和得分；另有扣分依据的写进偏差原因",
        rule="备注的计分原则，正向指标得分=权重×B/A，反向指标得分=权重×A/B，定性指标按三档的分值区间；写了评分标准的按评分标准",
        sources=(FORM, NATIONAL),
    ),
    Code(
        "grade-mismatch",
        Severity.ERROR,
        says="等级与总分不符",
        example="总分 85，等级“优”，应为“良”",
        remedy="核对总分和等级",
        rule="湖南的备注写明90分（含）以上为优，80分（含）以上为良，60分（含）以上为中，60分以下为差；分数线在模板里",
        sources=(FORM, PACK),
    ),
    Code(
        "grade-not-used",
        Severity.WARNING,
        says="本模板的报告只打分、不评等级，却填了等级",
        example="等级：优",
        remedy="删去等级或换模板",
        rule="“自评得分只评分不评级”；评不评等级由模板定",
        sources=(REVIEW, PACK),
    ),
    Code(
        "budget-parts",
        Severity.ERROR,
        says="分项之和不等于合计，或部分大于整体（执行数大于全年预算数）",
        example="基本支出 781.49 + 项目支出 126.16 = 907.65，执行数 900",
        remedy="核对各行和合计",
        rule="合计等于分项之和；执行数不大于调整后的全年预算数",
        sources=(FORM,),
    ),
    Code(
        "unit-mixed",
        Severity.WARNING,
        says="元和万元像是混用了，相差约一万倍",
        example="分项合计 2319.45，执行数 23194481.63；指标值 10万元，完成值 9.5元",
        remedy="核对金额单位",
        rule="一张表的金额用同一个单位（万元）",
        sources=(FORM,),
    ),
    Code(
        "points-lost-unexplained",
        Severity.WARNING,
        says="达到目标却失分，评分标准和偏差原因都没有写依据",
        example="目标 ≥90%，完成 95%，得 9/10",
        remedy="写明扣分依据，或改正得分",
        rule="达到目标，按算式得满分；“评价分析有事实、数据支撑”",
        sources=(FORM, REVIEW),
    ),
    Code(
        "full-score-on-miss",
        Severity.ERROR,
        says="没有达到目标却得满分（没有单项分值的，所在的一组得满分）",
        example="目标 200 个，完成 164 个，得 50/50",
        remedy="核对完成值和得分",
        rule="没有达到目标，按算式得不了满分",
        sources=(FORM,),
    ),
    Code(
        "reason-missing",
        Severity.ERROR,
        says="没有达到目标，也没有写原因",
        example="目标 100 人，完成 0 人",
        remedy="填偏差原因，或在存在问题里写明并列入涉及指标",
        rule="“偏差原因分析及改进措施”“偏差大或目标未完成原因分析”一栏",
        sources=(FORM,),
    ),
    Code(
        "reason-restates",
        Severity.WARNING,
        says="原因只是重复结果；报告里“主要原因是”后面没有原因",
        example="“未完成年度目标”",
        remedy="写明为什么没有完成",
        rule="“对……主要问题进行条理化归纳，并分析原因”",
        sources=(REVIEW,),
    ),
    Code(
        "actual-copies-target",
        Severity.WARNING,
        says="完成值照抄了指标值，连符号一起",
        example="≥95% → ≥95%，不超过合同金额 → 不超过合同金额",
        remedy="改填实际完成的数",
        rule="“实际完成值”一栏填实际完成的数，不是目标",
        sources=(FORM,),
    ),
    Code(
        "actual-not-measured",
        Severity.WARNING,
        says="完成值是结论，不是数",
        example="8人次 → 100%完成",
        remedy="改填实际完成的数或情况",
        rule="“达成预期指标”一类的三档只用于定性指标；定量指标填完成数",
        sources=(FORM,),
    ),
    Code(
        "figure-conflict",
        Severity.ERROR,
        says=(
            "同一个数前后不一：指标名称写的数与指标值不同；报告文字里的预算数、执行数、执行率、总分、指标的目标和完成情况与数据不同；没有数据时，报告前后两处不同；程序写的句子里，"
            "每个数都与数据逐个比对（在 Word 里改过的、数据后来改了的）"
        ),
        example="名称“开展培训1次”，指标值 2；文字写决算支出总额 1491.04万元，数据是 907.65 万元",
        remedy="核对后改正文字，或改正数据后重新起草",
        rule="“数据真实无误”，同一个数前后一致",
        sources=(REVIEW,),
    ),
    Code(
        "value-unreadable",
        Severity.WARNING,
        says="数值不能识别；或有分值、得分，指标值和完成值却都没有填",
        example="100￥；得分 9，没有指标值和完成值",
        remedy="改正或补填；程序只给出猜测，不代为改写",
        rule="计分的算式要用数；不能识别的数不能计分",
        sources=(FORM,),
    ),
    Code(
        "direction-suspect",
        Severity.WARNING,
        says="产出写了上限，或成本写了下限",
        example="活动次数 ≤4次/年",
        remedy="核对目标值的方向",
        rule="正向指标的目标值为≥X，反向指标的目标值为≤X；产出、效益越多越好，成本越少越好",
        sources=(FORM, PRACTICE),
    ),
    Code(
        "class-suspect",
        Severity.WARNING,
        says="指标放错了类别",
        example="数量指标里写比率，质量指标里写时间，效益指标里写满意度",
        remedy="核对指标类别",
        rule="各一级指标下的二级指标见模板的“指标体系”；比率不是数量，时间归时效",
        sources=(PACK, PRACTICE),
    ),
    Code(
        "over-achieved-unexplained",
        Severity.WARNING,
        says="远超目标，没有说明",
        example="目标 37，完成 65，175.68%",
        remedy="写明原因；目标偏低的下年调整",
        rule="超过目标较多的要说明原因；没有见到条文写多少，按模板的“超额说明线”",
        sources=(NATIONAL, PACK),
    ),
    Code(
        "target-not-measurable",
        Severity.NOTE,
        says="定性目标没有可以衡量的标准，或所附的评分标准由人酌情给分",
        example="进一步提高；视情况酌情给分",
        remedy="补写评分标准，或改成可衡量的目标",
        rule="指标“定义清晰，具有相关性和可衡量性”，“能与绩效目标或标准进行比较”",
        sources=(REVIEW,),
    ),
    Code(
        "duplicate-indicator",
        Severity.WARNING,
        says="同一指标计了两次：一个目标里同名，或两个目标里同名、同指标值（满意度一类通用名称除外）",
        example="参加招聘会人员满意度 >90%、>=90%",
        remedy="删去一项",
        rule="“各级指标权重分配明确合理”，一项指标只计一次分",
        sources=(REVIEW,),
    ),
    Code(
        "outputs-without-spending",
        Severity.WARNING,
        says="没有支出，却都报告完成，没有说明",
        example="执行数 0，6 项指标完成",
        remedy="说明资金来源或支付时间",
        rule="没有支出而有产出，应说得出资金从哪里来、什么时候支付",
        sources=(PRACTICE,),
    ),
    Code(
        "execution-counted-twice",
        Severity.WARNING,
        says="预算执行率又作为指标计了分",
        example="三级指标：预算执行率",
        remedy="换成别的指标",
        rule="预算执行在表上单独计分",
        sources=(FORM,),
    ),
    Code(
        "weight-out-of-line",
        Severity.NOTE,
        says="目标的分值占比与资金占比相差很大（目标与项目同名时）",
        example="占资金 60%，占分值 5%",
        remedy="核对目标分值",
        rule="“各级指标权重分配明确合理”；相差30个百分点是程序定的线",
        sources=(REVIEW, PRACTICE),
    ),
    Code(
        "problem-without-measure",
        Severity.WARNING,
        says="有的问题没有改进措施；报告里编了号的问题多于措施；没有填措施，报告里写的是程序的建议",
        example="问题 2 没有措施；问题 4 个，措施 3 条；“（建议，请核实）”",
        remedy="补写措施，在“针对问题”里写编号",
        rule="“针对评价中存在的问题提出建议，要求针对性强”",
        sources=(REVIEW,),
    ),
    Code(
        "measure-without-problem",
        Severity.NOTE,
        says="有的措施没有针对的问题；报告里编了号的措施多于问题",
        example="第 3 条措施；问题 3 个，措施 4 条",
        remedy="写明针对的问题编号",
        rule="“针对评价中存在的问题提出建议，要求针对性强”",
        sources=(REVIEW,),
    ),
    Code(
        "shortfall-not-discussed",
        Severity.WARNING,
        says="列了问题，但失分的事项没有提到；报告的“存在的问题”一节没有提到失分的指标或预算执行",
        example="预算执行失 0.74 分",
        remedy="写进存在问题并列入涉及指标，或填偏差原因",
        rule="“围绕绩效目标的完成情况和未完成情况，对照指标逐项进行……分析”",
        sources=(REVIEW,),
    ),
    Code(
        "problems-beside-full-score",
        Severity.NOTE,
        says="各项满分，却列了问题",
        example="总分 100，问题 2 个",
        remedy="核对得分，或说明问题为何不扣分",
        rule="有问题而不扣分，应说得出原因",
        sources=(PRACTICE,),
    ),
    Code(
        "template-residue",
        Severity.ERROR,
        says="表格原有的提示语没有删，数据和报告都查",
        example="简要概述……、指标2：",
        remedy="删去或改写",
        rule="“格式基本规范”，表格原有的提示语换成填报的内容",
        sources=(REVIEW,),
    ),
    Code(
        "bracket-style",
        Severity.NOTE,
        says="文号的括号不是六角括号，数据和报告都查",
        example="2020【2】号、（2020）2号",
        remedy="改用〔〕",
        rule="发文字号的年份用六角括号〔〕括入",
        sources=(FORMAT,),
    ),
    Code(
        "rare-character",
        Severity.NOTE,
        says="名称、文字里有仿宋_GB2312没有的字",
        example="堃、喆",
        remedy="核对用字；无误的，这个字改用字库较全的字体",
        rule="正文用仿宋体字；仿宋_GB2312只有GB 2312的字",
        sources=(FORMAT,),
    ),
    Code(
        "percent-scale",
        Severity.WARNING,
        says="比率没有百分号，可能差一百倍",
        example="执行率 0.892，按 89.20% 理解；指标值 ≥90%，完成值 0.95",
        remedy="写成 89.20%",
        rule="执行率按百分数填写",
        sources=(FORM,),
    ),
    Code(
        "year-mixed",
        Severity.WARNING,
        says="指标值、完成值里的年份不是报告年度，也不是上一年度；报告的数据、得分写成别的年度（“上年”“较…年”“结转”、下年的计划、有期限的指标次年才完成的除外）",
        example="2023年度的报告，完成值 2021年6月；“2022年度政府采购支出总额2.47万元”",
        remedy="核对年份；确是其他年度的，写明“上年”“较…年”",
        rule="“数据真实无误”，报告写的是本年度的数",
        sources=(REVIEW,),
    ),
    Code(
        "budget-adjusted",
        Severity.NOTE,
        says="年中调整了预算，没有说明（模板要求说明时）",
        example="年初 351.57，全年 2132.86",
        remedy="在预算执行的偏差原因里说明",
        rule="写了“预算调整应说明: 是”的，预算有调整应说明原因",
        sources=(PACK,),
    ),
    Code(
        "execution-low",
        Severity.WARNING,
        says="预算执行率低于模板的线，没有写原因",
        example="29.53%，低于 90%",
        remedy="填预算执行的偏差原因",
        rule="低于“执行率偏低线”应说明原因；没有见到条文写多少",
        sources=(PACK,),
    ),
    Code(
        "gap-left",
        Severity.WARNING,
        says="报告里留有【待补充：…】，或该写得分的地方没有填数",
        example="【待补充：偏差原因】；“自评综合得分　分”",
        remedy="在数据文件里填上，或在 Word 里补写",
        rule="“内容完整”，程序留给人填的空缺都要填上",
        sources=(REVIEW,),
    ),
    Code(
        "section-empty",
        Severity.WARNING,
        says="报告的标题下面没有内容，或缺少模板提纲要求的一节",
        example="“五、其他需要说明的情况”下面是空的",
        remedy="补写，或删去标题",
        rule="“内容完整”，该写哪几节见模板的提纲",
        sources=(REVIEW, PACK),
    ),
    Code(
        "count-mismatch",
        Severity.ERROR,
        says="文字里的个数与所列的不同：项目、指标、引号里的名称、“以下N个问题”后面的条目",
        example="文字写 9个项目，数据里有 8 个；“甲”“乙”3项",
        remedy="改正个数，或补全所列的内容",
        rule="“数据真实无误”，个数与所列的一致",
        sources=(REVIEW,),
    ),
)

CODES: Mapping[str, Code] = MappingProxyType({entry.code: entry for entry in _TABLE})
"""Every finding code that a check can give, in the order of the reference page."""
