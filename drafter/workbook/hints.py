"""What each key means, and an example: the words of the notes in an empty workbook and of the comments in empty YAML.

In: nothing. Out: ``HINTS``, by group and key; ``COLUMN_HINTS``, for the columns that only a workbook has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Hint:
    """The meaning of a key in a few words; ``example``: a value as a clerk writes it; ``must``: has to be filled."""

    meaning: str
    example: str = ""
    must: bool = False

    @property
    def told(self) -> str:
        """Both on one line."""
        return f"{self.meaning}，如 {self.example}" if self.example else self.meaning


def _hints(text: str) -> Mapping[str, Hint]:
    """One key a line: ``键 | 含义 | 例子``, a star before what must be filled."""
    found = {}
    for line in text.strip().splitlines():
        key, meaning, *example = (part.strip() for part in line.split("|"))
        found[key.lstrip("*")] = Hint(meaning, "".join(example), key.startswith("*"))
    return MappingProxyType(found)


_HEAD = """
模板 | 用哪一套模板，一般不用改
报告类型 | 部门整体、项目、财政评价 三选一
*单位名称 | 编报单位的全称 | 某区企业和人才服务中心
项目名称 | 报告类型是“项目”时的项目名称 | 企业人才薪酬补贴
主管部门 | 项目的主管部门 | 某区人力资源局
实施单位 | 项目的实施单位 | 某区人才服务中心
项目类别 | 项目表上的勾选项 | 部门预算项目
项目属性 | 项目表上的勾选项 | 持续性项目
项目类型 | 项目表上的勾选项 | 常年性项目
*年度 | 报告所属的年度，四位数 | 2020
填报日期 | 年月日写全 | 2021-10-15
总分 | 自评总分；不填由程序计算，填了会核对 | 85.84
等级 | 自评等级；不评等级的不填 | 良
"""
_TEXTS = """
基本情况 | 各小节的标题和文字，标题可以自己改
收支情况 | 全年收入和支出
预算执行 | 预算数、执行数、执行率
年度目标 | 目标和它的指标，一条一个目标
主要成效 | 主要成效，可以分几段
存在问题 | 问题和原因，一条一个问题
改进措施 | 下一步的措施，一条一项
上年度结果应用 | 上年度绩效结果用在了哪里 | 用于编制本年度预算
结果应用 | 本年度结果准备怎样用 | 作为下年度预算安排的依据
其他说明 | 其他需要说明的情况
项目 | 部门整体报告所附的项目，一条一个，键与最外层相同
评价维度 | 财政评价的各个维度
指标分级 | 财政评价的维持型、提升型、创新型
经验做法 | 财政评价的经验做法，一条一段
"""
_EXECUTION = """
金额单位 | 这一组金额的单位：元、万元、亿元，不填是万元 | 万元
基本支出总额 | 全年基本支出 | 460.55
项目支出总额 | 全年项目支出 | 1672.31
年初预算数 | 年初批复的预算 | 3500.00
*全年预算数 | 调整后的预算，执行率的分母 | 3719.88
*全年执行数 | 全年支出，执行率的分子 | 3411.33
执行率 | 不填由程序计算，填了会核对 | 91.71%
分值 | 预算执行占多少分；不填用模板的 | 20
得分 | 不填由程序计算，填了会核对 | 18.34
偏差原因 | 执行率低、没有用完的原因 | 验收推迟，尾款未付
原因类别 | 原因属于哪一类 | 跨年支付
改进措施 | 针对预算执行的措施 | 按合同节点编制预算
明细 | 按资金来源分列，一条一种来源
"""
_GOAL = """
名称 | 目标的名称 | 企业人才薪酬补贴
分值 | 这个目标占多少分 | 70
预期目标 | 年初定的目标 | 兑现补贴2000人次
实际完成情况 | 全年完成的情况 | 兑现补贴2105人次
一级分值 | 表上只印各一级指标的分值时写在这里 | {产出指标: 50, 效益指标: 30}
指标 | 这个目标下的指标，一条一个
"""
_INDICATOR = """
一级指标 | 可以不填，由二级指标推出 | 产出指标
*二级指标 | 数量、质量、时效、效益等哪一类 | 数量指标
*三级指标 | 指标的名称 | 兑现人数
*指标值 | 年初的目标值，照表上写 | ≥2000人次
*完成值 | 实际完成的值，写量出来的数，不写“已完成” | 2105人次
*分值 | 这个指标占多少分 | 15
得分 | 不填由程序计算，填了会核对 | 15
评分标准 | 怎样得分 | 每降低1%扣0.5分，扣完为止
偏差原因 | 没有完成、扣分或超额很多的原因 | 实施细则年内未出台
原因类别 | 原因属于哪一类；没填措施的，按它给出建议 | 政策未出台
改进措施 | 针对这个指标的措施 | 提前与政策部门对接
核心指标 | 是或否 | 是
上年完成值 | 上一年的完成值 | 1980人次
数据来源 | 完成值从哪里来 | 补贴发放台账
"""
_PROBLEM = """
编号 | 从1编起，不能重复；不填按顺序编 | 1
问题 | 存在的问题，一句话说清 | 部分资金兑现不及时
原因 | 问题的原因 | 申报材料审核时间长
涉及指标 | 与哪些三级指标有关 | 兑现时间
"""
_MEASURE = """
措施 | 下一步做什么 | 优化审核流程，一次告知所缺材料
针对问题 | 回答哪些问题，写问题的编号 | 1
"""
_ITEM = """
名称 | 收入或支出的名称 | 财政拨款收入
金额 | 数额 | 2072.86
"""
_PART = """
名称 | 资金来源的名称 | 当年财政拨款
年初预算数 | 年初批复的预算 | 3500.00
全年预算数 | 调整后的预算 | 3719.88
全年执行数 | 全年支出 | 3411.33
"""
_DIMENSION = """
*名称 | 维度的名称 | 项目产出
*分值 | 维度的分值 | 30
*得分 | 维度的得分 | 27.5
说明 | 这个维度的情况 | 年初目标都已完成
扣分 | 扣分的各条
"""
_DEDUCTION = """
指标 | 在哪个指标上扣分 | 完成及时性
分值 | 扣几分 | 2.5
原因 | 为什么扣分 | 推迟验收
"""
_TIER = """
名称 | 维持型、提升型、创新型 | 绩效维持型
分值 | 这一级的分值 | 80
得分 | 这一级的得分 | 69.04
说明 | 这一级的情况 | 主要扣分项是基础管理指标
"""

HINTS: Mapping[str, Mapping[str, Hint]] = MappingProxyType(
    {
        "": _hints(_HEAD + _TEXTS.lstrip()),
        "收支情况": _hints("金额单位 | 这一组金额的单位，不填是万元 | 万元\n收入 | 各项收入\n支出 | 各项支出"),
        "收支情况.收入": _hints(_ITEM),
        "收支情况.支出": _hints(_ITEM.replace("财政拨款收入", "基本支出").replace("2072.86", "460.55")),
        "预算执行": _hints(_EXECUTION),
        "预算执行.明细": _hints(_PART),
        "年度目标": _hints(_GOAL),
        "年度目标.指标": _hints(_INDICATOR),
        "存在问题": _hints(_PROBLEM),
        "改进措施": _hints(_MEASURE),
        "评价维度": _hints(_DIMENSION),
        "评价维度.扣分": _hints(_DEDUCTION),
        "指标分级": _hints(_TIER),
    }
)
"""By the path of a group without its indices, then by key."""

_OF_PROJECT = "这一行属于哪个项目；留空是本单位（整个部门）的"

COLUMN_HINTS: Mapping[tuple[str, str], Hint] = MappingProxyType(
    {
        ("收支情况", "项目名称"): Hint(_OF_PROJECT),
        ("收支情况", "类别"): Hint("收入或支出", "收入"),
        ("预算执行", "项目名称"): Hint(_OF_PROJECT),
        ("预算执行", "类别"): Hint("合计：全年的数，一份报告一行；明细：一种资金来源一行", "合计"),
        ("预算执行", "名称"): Hint("明细的资金来源；合计的一行不填", "当年财政拨款"),
        ("指标", "项目名称"): Hint(_OF_PROJECT),
        ("指标", "年度目标"): Hint("这个指标属于哪个年度目标", "企业人才薪酬补贴"),
        ("指标", "一级分值"): Hint("表上只印一级指标的分值时写在这里，每个一级指标写一行就够", "50"),
        ("指标", "目标分值"): Hint("年度目标占多少分，写在这个目标的第一行", "70"),
        ("指标", "目标预期"): Hint("年初定的目标，写在这个目标的第一行", "兑现补贴2000人次"),
        ("指标", "目标完成情况"): Hint("全年完成的情况，写在这个目标的第一行", "兑现补贴2105人次"),
        ("项目", "项目名称"): Hint("项目的名称，一行一个项目；别的表里用它指这个项目", "企业人才薪酬补贴", must=True),
        ("项目", "单位名称"): Hint("与基本信息相同的不填"),
        ("项目", "年度"): Hint("与基本信息相同的不填"),
        ("项目", "报告类型"): Hint("不用填"),
        ("项目", "模板"): Hint("不用填"),
        ("存在问题", "项目名称"): Hint(_OF_PROJECT),
        ("改进措施", "项目名称"): Hint(_OF_PROJECT),
        ("文字材料", "项目名称"): Hint(_OF_PROJECT),
        ("文字材料", "类别"): Hint("这段文字放在报告的哪一部分", "基本情况"),
        ("文字材料", "标题"): Hint("基本情况里的小节标题，可以改；其他类别不填", "主要职能"),
        ("文字材料", "内容"): Hint("正文。一格里换行按 Alt+Enter，空一行是分段"),
        ("存在问题", "涉及指标"): Hint("与哪些三级指标有关；几个的写成“甲、乙”，或一行写一个", "兑现时间"),
        ("改进措施", "针对问题"): Hint("回答哪些问题，写问题的编号，几个用顿号隔开", "1、2"),
        ("扣分", "评价维度"): Hint("扣在哪个维度，与“评价维度”表里的名称相同", "项目产出", must=True),
    }
)
"""By sheet and column."""

_GROUPS = {
    "基本信息": "",
    "项目": "",
    "收支情况": "收支情况.收入",
    "指标": "年度目标.指标",
    "扣分": "评价维度.扣分",
    "文字材料": "",
}


def column_hint(sheet: str, column: str) -> Hint:
    """The hint of a column of a sheet (of a key, in 基本信息)."""
    given = COLUMN_HINTS.get((sheet, column))
    if given is not None:
        return given
    for group in (_GROUPS.get(sheet, sheet), sheet):
        if column in HINTS.get(group, {}):
            return HINTS[group][column]
    return Hint(column)
