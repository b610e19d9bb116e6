"""Any tree that a data file can be, for laws of the workbook; and the record of it."""

from typing import Any

from hypothesis import strategies as st

from drafter.model import SelfEvaluation

word = st.text("甲乙、\\n\n ;-（空）是#", max_size=5)
blank = st.none() | st.just("") | st.just(" ")
text = word | blank
key = word.map(str.strip).filter(bool)
number = st.sampled_from(["1", "20.00", "３", "15分", "0"]) | blank
prose = text | st.just("#续\n" + "长" * 35_000)
words = st.lists(text, max_size=3) | text


def group(**fields: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.fixed_dictionaries({}, optional=fields)


def some(entry: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return blank.filter(lambda value: value is None) | st.lists(entry, max_size=3)


texts = dict.fromkeys(("评分标准", "偏差原因", "原因类别", "改进措施", "上年完成值", "数据来源"), text)
level1 = st.sampled_from(["产出指标", "效益指标", "产出指标-数量指标", "甲", " 甲", ""]) | st.none()
indicator = group(
    一级指标=level1, 二级指标=level1, 三级指标=text, 指标值=text, 完成值=text, 分值=number, 得分=number,
    核心指标=st.sampled_from(["是", "否", ""]), **texts,
)  # fmt: skip
goal = group(
    名称=text, 分值=number, 预期目标=text, 实际完成情况=text, 指标=some(indicator),
    一级分值=st.none() | st.dictionaries(level1.filter(bool) | key, number, max_size=3),
)  # fmt: skip
item = group(名称=text, 金额=number.map(lambda value: None if value == "15分" else value))
money = st.sampled_from(["3719.88", "3万元", "0", "", "1,225.54万"])
part = group(名称=text, 年初预算数=money, 全年预算数=money, 全年执行数=money)
unit = st.sampled_from(["元", "万元", "", "亿元"])
dimension = group(名称=text, 分值=number, 得分=number, 说明=text, 扣分=some(group(指标=text, 分值=number, 原因=text)))
report: dict[str, st.SearchStrategy[Any]] = {
    "模板": text, "主管部门": text, "项目类别": words, "项目类型": words, "等级": text,
    "填报日期": st.sampled_from(["2021-10-15", "2021年1月2日", ""]), "总分": number, "主要成效": prose,
    "结果应用": prose, "其他说明": prose, "经验做法": st.lists(prose, max_size=3) | prose,
    "基本情况": st.none() | st.dictionaries(key, prose, max_size=3),
    "收支情况": group(金额单位=unit, 收入=some(item), 支出=some(item)),
    "预算执行": group(
        金额单位=unit, 基本支出总额=money, 全年预算数=money, 全年执行数=money, 分值=number, 得分=number,
        执行率=st.sampled_from(["91.71%", "0.9", ""]), 偏差原因=text, 改进措施=text, 明细=some(part),
    ),
    "存在问题": st.lists(group(问题=text, 原因=text, 涉及指标=words), min_size=2, max_size=3),
    "改进措施": some(group(措施=text, 针对问题=st.sampled_from([["1", "2"], "1", "2、1", None, []]))),
    "评价维度": some(dimension), "指标分级": some(group(名称=text, 分值=number, 得分=number, 说明=text)),
}  # fmt: skip
named = {"项目名称": text, "年度目标": st.lists(goal, max_size=3)}
project = st.none() | st.fixed_dictionaries(named, optional={**report, "年度": st.sampled_from(["2020", "2021年"])})
full = {"年度目标": st.lists(goal, max_size=4), "项目": st.lists(project, max_size=3)}
trees = st.fixed_dictionaries(
    {"单位名称": key, "年度": st.just("2020"), **full, "项目名称": text},
    optional={**report, "报告类型": st.sampled_from(["部门整体", "财政评价", "项目"])},
)


def dumped(tree: object) -> Any:
    """The record of a tree as a mapping again. Raises ValueError for a tree that the model refuses."""
    return SelfEvaluation.model_validate(tree).model_dump(by_alias=True)
