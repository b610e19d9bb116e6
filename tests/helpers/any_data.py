"""Any data file that the model accepts: every key there or not, every list of any length from nothing on.

In: nothing. Out: hypothesis strategies of mappings as ``yaml`` reads them.
"""

from typing import Any

from hypothesis import strategies as st

PACKS = {
    "hubei": ("部门整体", "项目"),
    "hunan": ("部门整体", "项目"),
    "national": ("部门整体", "项目"),
    "evaluation": ("财政评价",),
}

words = st.sampled_from(
    ["培训人数", "甲", "无", "企业满意度", "受疫情影响", "兑现时间", "预算执行率", "一；二", "成本"]
)
points = st.sampled_from(["0", "1", "2.5", "10", "20", "50", "80"])
money = st.sampled_from(["0", "0.00", "1", "58.33", "100", "351.57万元", "1234.5"])
values = st.sampled_from(
    [
        "0",
        "1",
        "100",
        "≥95%",
        "92%",
        "≤8%",
        "150%",
        ">90%",
        "100人次",
        "≥100人次",
        "60人次",
        "300人次",
        "2024年9月底前",
        "2024年11月20日",
        "2024年8月",
        "≤10天",
        "12天",
        "有所提升",
        "达成预期指标",
        "部分达成",
        "未达成",
        "未开展",
        "100%完成",
        "3/月",
        "≤0.6元/页",
        "1.5万元",
        "100￥",
        "是",
        "45561",
        "1套",
        "1个",
        "，",
    ]
)
levels1 = st.sampled_from(["产出指标", "成本指标", "效益指标", "满意度指标", "别的指标"])
levels2 = st.sampled_from(
    ["数量指标", "质量指标", "时效指标", "成本指标", "经济成本指标", "社会效益指标", "服务对象满意度指标", "别的"]
)
categories = st.sampled_from(["招标采购", "需求不足", "别的原因"])
criteria = st.sampled_from(["每降低1%扣0.5分，扣完为止", "否则不得分", "看不懂的标准", "否则按完成程度得分"])


def group(keys: dict[str, st.SearchStrategy[Any]], **always: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A mapping with any of the keys, and all of ``always``."""
    return st.fixed_dictionaries(always, optional=keys)


INDICATOR = group(
    {
        "一级指标": levels1, "二级指标": levels2, "三级指标": words, "指标值": values, "完成值": values,
        "分值": points, "得分": points, "评分标准": criteria, "偏差原因": words, "原因类别": categories,
        "改进措施": words, "核心指标": st.sampled_from(["是", "否"]), "上年完成值": values, "数据来源": words,
    }
)  # fmt: skip
GOAL = group(
    {
        "名称": words, "分值": points, "预期目标": words, "实际完成情况": words,
        "一级分值": st.dictionaries(levels1, points, max_size=2), "指标": st.lists(INDICATOR, max_size=4),
    }
)  # fmt: skip
PART = group({"名称": words, "年初预算数": money, "全年预算数": money, "全年执行数": money})
EXECUTION = group(
    {
        "金额单位": st.sampled_from(["元", "万元"]), "基本支出总额": money, "项目支出总额": money, "年初预算数": money,
        "全年预算数": money, "全年执行数": money, "执行率": st.sampled_from(["91.71%", "0%", "0.9", "120%"]),
        "分值": points, "得分": points, "偏差原因": words, "原因类别": categories, "改进措施": words,
        "明细": st.lists(PART, max_size=3),
    }
)  # fmt: skip
ITEM = group({"名称": words, "金额": money})
APPROVAL = group({"姓名": words, "意见": words, "日期": st.just("2025-03-01")})
TEXTS = {
    "主要成效": words, "上年度结果应用": words, "结果应用": words, "其他说明": words, "评价依据": words,
    "工作开展情况": words, "领导签批": APPROVAL, "总分": points,
    "等级": st.sampled_from(["优", "良"]), "填报日期": st.just("2025-03-01"), "主管部门": words, "实施单位": words,
    "基本情况": st.dictionaries(st.sampled_from(["主要职能", "项目概况"]), words, max_size=2),
    "收支情况": group({"收入": st.lists(ITEM, max_size=2), "支出": st.lists(ITEM, max_size=2)}),
    "预算执行": EXECUTION, "年度目标": st.lists(GOAL, max_size=3),
    "存在问题": st.lists(
        group({"问题": words, "原因": words, "涉及指标": st.just(["预算执行率"]) | st.just([])}), max_size=2
    ),
    "改进措施": st.lists(group({"措施": words}), max_size=2),
}  # fmt: skip
PROJECT = group({"项目名称": words, **TEXTS})
DEDUCTION = group({"指标": words, "分值": points, "原因": words})
DIMENSION = group(
    {"名称": words, "分值": points, "得分": points, "说明": words, "扣分": st.lists(DEDUCTION, max_size=2)}
)
TIER = group({"名称": words, "分值": points, "得分": points, "说明": words})


@st.composite
def any_data(draw: st.DrawFn) -> dict[str, Any]:
    """A data file for one of the packs; a goal, a project or a figure of the budget makes it one that is accepted."""
    pack = draw(st.sampled_from(sorted(PACKS)))
    kind = draw(st.sampled_from(PACKS[pack]))
    more = {"项目名称": words} if kind != "部门整体" else {"项目": st.lists(PROJECT, max_size=2)}
    if kind == "财政评价":
        more |= {"评价维度": st.lists(DIMENSION, max_size=3), "指标分级": st.lists(TIER, max_size=3)}
        more |= {"经验做法": st.lists(words, max_size=2)}
    keys = {**TEXTS, **more}
    data = draw(group(keys, 预算执行=keys.pop("预算执行").map(lambda budget: {"全年执行数": "58.33", **budget})))
    return {"模板": pack, "报告类型": kind, "单位名称": "某区某局", "年度": "2024", **data}
