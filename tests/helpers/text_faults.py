"""Texts of a small report with one fault each and a near miss of it: the code, the data, the two texts."""

from copy import deepcopy
from typing import Any

from tests.helpers.small_report import indicator, small_report

HEAD = ["一、基本情况和自评得分", "自评综合得分90分。"]
TOLD = [
    "三、存在的问题和原因",
    "1.预算执行率偏低，开发岗位未达目标，主要原因是符合条件人数少于预期。",
    "四、下一步拟改进措施",
    "1.年初摸底测算后再定目标。",
]


def report(*lines: str) -> list[str]:
    """A small report with the lines in its second section."""
    return [*HEAD, "二、绩效目标完成情况", *lines, *TOLD]


def instead(*lines: str) -> list[str]:
    """A small report whose problems (三、) and measures are replaced."""
    return [*HEAD, "二、绩效目标完成情况", "均已完成。", *lines]


def with_projects(*names: str) -> dict[str, Any]:
    """The small report with projects: 全年预算数 20.00, 全年执行数 9.80, two indicators each."""
    rows = [
        indicator("产出指标", "数量指标", "宣讲场次", "4场", "5场", "40", "40"),
        indicator("效益指标", "社会效益指标", "政策知晓率", "≥95%", "96%", "40", "40"),
    ]
    execution = {"全年预算数": "20", "全年执行数": "9.8", "分值": "20", "得分": "9.8"}
    projects = [
        deepcopy({"报告类型": "项目", "项目名称": n, "预算执行": execution, "年度目标": [{"名称": "甲", "指标": rows}]})
        for n in names
    ]
    return {**deepcopy(small_report()), "项目": projects}


SMALL = small_report()
TWO = with_projects("就业宣讲活动", "创业服务平台")

TEXT_CASES: list[tuple[str, dict[str, Any], list[str], list[str]]] = [
    ("figure-conflict", SMALL, report("全年预算数110.00万元。"), report("全年预算数100万元，即1,000,000元。")),
    ("figure-conflict", SMALL, report("决算支出总额96.00万元。"), report("决算支出总额950000元。")),
    ("figure-conflict", SMALL, report("预算执行率为94.1%。"), report("预算执行率为95%，比上年提高3.2个百分点。")),
    ("figure-conflict", SMALL, report("全年执行96万元。"), report("其中：就业补助执行数96万元。")),
    ("figure-conflict", SMALL, report("自评总分89分。"), report("自评总分90.00分，其中产出指标总分41分。")),
    ("figure-conflict", SMALL, report("预算执行率基准分值20分，得18分。"), report("预算执行率基准分值20分，得19分。")),
    ("figure-conflict", SMALL, report("“开发岗位”目标200个，实际完成174个。"), report("开发岗位完成164个，得41分。")),
    (
        "figure-conflict",
        SMALL,
        report("就业率达到93%。"),
        report("就业率达到92%，比目标高2个百分点，大学生就业率94%。"),
    ),
    ("figure-conflict", SMALL, report("求职者满意度为96%。"), report("求职者满意度目标值≥90%，完成95%，上年为91%。")),
    (
        "figure-conflict",
        SMALL,
        report("开发岗位164个，完成率85%。"),
        report("开发岗位约160个，完成率82%，重点开发岗位50个。"),
    ),
    (
        "figure-conflict",
        TWO,
        report("“就业宣讲活动”项目执行数9.6万元。"),
        report("“就业宣讲活动”项目执行数9.80万元，执行率49%。"),
    ),
    (
        "figure-conflict",
        TWO,
        report("“就业宣讲活动”项目宣讲场次6场。"),
        report("“就业宣讲活动”项目政策知晓率96%，宣讲场次5场。"),
    ),
    (
        "count-mismatch",
        TWO,
        report("对3个项目开展了绩效自评。"),
        report("对两个项目开展了绩效自评，其中1个项目执行率偏低。"),
    ),
    ("count-mismatch", TWO, report("绩效自评共涉及项目9个。"), report("全年引进了9个项目，签约6个。")),
    ("count-mismatch", SMALL, report("年度共设置三级指标4项。"), report("年度共设置三级指标三项。")),
    ("count-mismatch", SMALL, report("“促进就业”目标设置绩效指标2项。"), report("“促进就业”目标设置绩效指标3项。")),
    ("count-mismatch", SMALL, report("产出指标共2项，已完成。"), report("产出指标共1项，未完成。")),
    (
        "count-mismatch",
        SMALL,
        report("“开发岗位”“就业率”3项指标有偏差。"),
        report("“开发岗位”“就业率”等3项指标有偏差，“春风”“学子”11场。"),
    ),
    (
        "count-mismatch",
        SMALL,
        report("存在以下三个方面的问题：一是岗位少。二是宣传少。"),
        report("有以下两个问题：一是岗位少。二是宣传少。"),
    ),
    (
        "count-mismatch",
        SMALL,
        report("做了以下3个方面：", "1.岗位开发。", "2.求职登记。"),
        report("分为以下两个方面：", "1.岗位开发。", "2.求职登记。"),
    ),
    ("year-mixed", SMALL, report("2018年度部门预算100万元。"), report("较2019年增加12万元，上年结转2019年资金3万元。")),
    (
        "year-mixed",
        SMALL,
        report("2021年度执行数为95万元。"),
        report("2021年3月，对照《2018年就业办法》自评，执行95万元。"),
    ),
    ("bracket-style", SMALL, report("按照武就[2020]5号文件。"), report("按照武就〔2020〕5号文件，见表[2]。")),
    ("template-residue", SMALL, report("简要概述绩效目标完成情况。"), report("问题1：简要地说，岗位少……后已补足。")),
    ("template-residue", SMALL, report("指标2："), report("指标2号线岗位已开发。")),
    (
        "section-empty",
        SMALL,
        [*report("均已完成。"), "五、其他需要说明的情况"],
        [*report("均已完成。"), "五、其他说明：无"],
    ),
    (
        "section-empty",
        SMALL,
        report("（一）产出指标", "（二）效益指标", "均已完成。"),
        report("（一）产出指标", "1.数量指标", "均已完成。"),
    ),
    ("gap-left", SMALL, report("岗位【待补充：完成值】。"), report("岗位【已补充】。")),
    ("gap-left", SMALL, report("整体绩效自评综合得分  分。"), report("各项得分分值均已核对。")),
    (
        "shortfall-not-discussed",
        SMALL,
        instead("三、存在的问题", "1.预算执行慢，因合同未到期。"),
        instead("三、存在的问题", "1.预算执行慢，“促进就业”目标没有完成，因人数少。"),
    ),
    (
        "shortfall-not-discussed",
        SMALL,
        instead("三、存在的问题", "1.开发岗位少，因人数少。"),
        instead("三、存在的问题", "1.开发岗位少、执行率低，因人数少。"),
    ),
    (
        "problem-without-measure",
        SMALL,
        instead("三、存在的问题", "1.执行率低。", "2.开发岗位少。", "四、改进措施", "1.摸底。"),
        instead("三、存在的问题", "1.执行率低。", "2.开发岗位少。", "四、改进措施", "一是摸底；二是提速。"),
    ),
    (
        "measure-without-problem",
        SMALL,
        instead("三、存在的问题", "1.执行率低、开发岗位少。", "四、改进措施", "1.摸底。", "2.提速。"),
        instead("三、存在的问题", "1.执行率低、开发岗位少。", "四、改进措施", "摸底并提速。"),
    ),
    (
        "reason-restates",
        SMALL,
        report("就业率偏低，主要原因是就业率未达到年度目标。"),
        report("就业率偏低，主要原因是企业招工减少。"),
    ),
    (
        "reason-restates",
        SMALL,
        report("岗位对接进展缓慢，原因在于岗位对接没有完成。"),
        report("受疫情影响，岗位对接没有完成，主要原因是疫情。"),
    ),
]
