"""The report of the comparison: what the peers fill in, and a data file from which drafter writes as much.

In: a number of rows and a seed. Out: ``peer_report``, all the words that a peer has to place; ``drafter_data``, the
mapping of a data file (indicators, prose), for which drafter finds the words itself. A seed always gives the same data.

A report is a title, four headings of level 1, sixty paragraphs of about 100 characters with six figures each, and a
table of eight columns whose first two have cells merged downwards: ten rows a group, three, three and four inside it.
"""

import random
from collections.abc import Callable, Iterator

HEADINGS = ("一、项目基本情况", "二、资金使用及绩效情况", "三、存在的问题和改进措施", "四、其他需要说明的情况")
PARAGRAPHS = 60
SENTENCE = (
    "该事项年初预算{a}万元，调整后预算{b}万元，全年实际支出{c}万元，支付进度为{d}%；"
    "年初计划办理{e}项，全年实际办结{f}项，其余事项因招标时间延后转入下一年度继续办理。"
)
COLUMNS = ("一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分", "偏差原因分析及改进措施")
GROUPS = ("产出指标", "效益指标", "满意度指标")
KINDS = (("数量指标", 0), ("质量指标", 3), ("时效指标", 6))
"""The second column, and the row of a group with which it begins."""

REASON, NO_REASON = "招标流程延后，已调整计划并督促落实", "无偏差"
MISSED = 0.4
"""The share of the rows that fall short and say why."""

CAUSES = (
    "主要设备招标时间延后", "部分对象申报材料不全", "合作单位人手不足", "系统接口调试时间较长",
    "场地改造验收推迟", "委托合同签订较晚", "服务对象外出较多", "基层报送数据不及时",
    "培训师资临时调整", "补贴标准年中变动", "供货厂家排产延期", "汛期施工中断",
    "政策宣传覆盖不够", "联合审核环节较多", "数据比对口径不一", "外包队伍更换",
)  # fmt: skip
"""Of the rows that fall short, in turn: drafter writes a problem and a measure for each, at any number of rows."""

LEVELS = (
    ("产出指标", "质量指标", "合格率"), ("产出指标", "质量指标", "准确率"), ("产出指标", "质量指标", "通过率"),
    ("产出指标", "时效指标", "按期办结率"), ("产出指标", "时效指标", "按期拨付率"), ("产出指标", "时效指标", "及时率"),
    ("效益指标", "社会效益指标", "知晓率"), ("效益指标", "社会效益指标", "覆盖率"),
    ("效益指标", "可持续影响指标", "续签率"), ("满意度指标", "服务对象满意度指标", "满意度"),
)  # fmt: skip
"""First level, second level and the end of the name of every row of a group of ten."""

POINTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
"""What the pack gives the levels; the rows share it."""

PROSE = {"项目概况": 4, "项目绩效目标": 4, "主要成效": 8, "其他说明": 4}
"""Paragraphs that a person writes and drafter prints as they stand."""

PROSE_SENTENCE = (
    "全年走访服务对象{a}家次，协调解决办理中的困难{b}件，举办交流活动{c}场，发布岗位信息{d}条；"
    "组织业务培训{e}期，参加培训的人员{f}人次，各项工作按照年初安排平稳推进，没有出现积压。"
)


def peer_report(rows: int, seed: int) -> dict[str, object]:
    """Everything that a peer prints: texts ready but for six figures each; ``m1`` and ``m2`` say what is merged."""
    chance = random.Random(seed)
    sections = [
        {"heading": heading, "paragraphs": [_figures(chance) for _ in range(PARAGRAPHS // len(HEADINGS))]}
        for heading in HEADINGS
    ]
    table = []
    for number in range(rows):
        group, within = divmod(number, 10)
        kind = next((name for name, start in KINDS if start == within), "")
        table.append(
            {
                "m1": "continue" if within else "restart",
                "m2": "restart" if kind else "continue",
                "c1": "" if within else f"{GROUPS[group % len(GROUPS)]}{group + 1}",
                "c2": kind,
                "c3": f"三级指标第{number + 1}项",
                "c4": "2.5",
                "c5": f"≥{chance.randint(80, 99)}%",
                "c6": f"{chance.randint(70, 100)}.{chance.randint(0, 9)}%",
                "c7": _hundredths(chance, 100, 250),
                "c8": REASON if chance.random() < MISSED else NO_REASON,
            }
        )
    title = f"2025年度项目支出绩效自评报告（第{seed}号）"
    return {"title": title, "sections": sections, "sentence": SENTENCE, "columns": list(COLUMNS), "rows": table}


def drafter_data(rows: int, seed: int) -> dict[str, object]:
    """A project of that many indicators for the pack ``hunan``, whose report has four headings of level 1 and one form.

    Nothing is left open, no figure contradicts another: the cost is that of writing, not of findings.
    """
    chance = random.Random(seed)
    levels = [LEVELS[number % len(LEVELS)] for number in range(rows)]
    scores = {level: _shares(points, sum(row[0] == level for row in levels)) for level, points in POINTS.items()}
    causes, indicators = 0, []
    for number, (level1, level2, name) in enumerate(levels):
        target = chance.randint(80, 95)
        row = {
            "一级指标": level1,
            "二级指标": level2,
            "三级指标": f"第{number + 1}项{name}",
            "指标值": f"≥{target}%",
            "分值": next(scores[level1]),
        }
        if chance.random() < MISSED:
            cause = CAUSES[causes % len(CAUSES)]
            causes += 1
            row |= {
                "完成值": f"{target - chance.randint(1, 10)}.{chance.randint(0, 9)}%",
                "偏差原因": cause,
                "改进措施": f"针对{cause}的情况，提前排出计划，落实到人，按月督促",
            }
        else:
            row["完成值"] = f"{target + chance.randint(0, 4)}.{chance.randint(0, 9)}%"
        indicators.append(row)
    prose: dict[str, str] = {
        name: "\n\n".join(
            PROSE_SENTENCE.format(**{slot: chance.randint(10, 9999) for slot in "abcdef"}) for _ in range(count)
        )
        for name, count in PROSE.items()
    }
    return {
        "模板": "hunan",
        "报告类型": "项目",
        "单位名称": "某区人力资源局",
        "项目名称": f"人才服务（第{seed}号）",
        "主管部门": "某区人力资源局",
        "实施单位": "某区人才服务中心",
        "年度": "2025",
        "填报日期": "2026-03-15",
        "基本情况": {name: prose[name] for name in ("项目概况", "项目绩效目标")},
        "预算执行": {
            "年初预算数": "3719.88",
            "全年预算数": "3719.88",
            "全年执行数": "3411.33",
            "分值": "10",
            "偏差原因": "部分尾款跨年支付",
            "改进措施": "按合同节点编制预算，按月核对支付进度",
        },
        "年度目标": [
            {"预期目标": "完成全年人才服务任务", "实际完成情况": "完成了大部分人才服务任务", "指标": indicators}
        ],
        "主要成效": prose["主要成效"],
        "其他说明": prose["其他说明"],
    }


WORKLOADS: dict[str, Callable[[int, int], dict[str, object]]] = {"peers": peer_report, "drafter": drafter_data}


def _figures(chance: random.Random) -> dict[str, str]:
    """The six figures of a paragraph. Paid is what is said to be paid: the rate agrees with the two amounts."""
    budget, percent = chance.randint(10000, 999999), chance.randint(6000, 10000)
    paid = budget * percent // 10000
    planned = chance.randint(40, 99)
    return {
        "a": _hundredths(chance, 10000, 999999),
        "b": f"{budget / 100:.2f}",
        "c": f"{paid / 100:.2f}",
        "d": f"{paid * 100 / budget:.2f}",
        "e": str(planned),
        "f": str(chance.randint(10, planned)),
    }


def _shares(points: int, rows: int) -> Iterator[str]:
    """Scores of four decimals whose sum is ``points``, as even as they can be."""
    share, left = divmod(points * 10_000, rows) if rows else (0, 0)
    return (f"{(share + (number < left)) / 10_000:.4f}".rstrip("0").rstrip(".") for number in range(rows))


def _hundredths(chance: random.Random, low: int, high: int) -> str:
    return f"{chance.randint(low, high) / 100:.2f}"
