"""Any report that a data file can hold, hostile names among them, for laws; and its assessment and statements."""

import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from drafter.assess import Assessment
from drafter.commands.understand import phrasebank, understand
from drafter.narrate import Narrative, narrate

BANK = phrasebank()
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

figures = st.decimals(min_value=0, max_value=10**7, places=2).map(str)
points = st.sampled_from(["1", "2.5", "5", "6.67", "10", "15", "20", "30"])
hostile = st.sampled_from(
    [
        "{{ 7*7 }}",
        "{% raw %}",
        "**加粗**",
        "# 标题",
        "<script>",
        "a|b",
        "1. 甲",
        "_下划线_",
        "&lt;",
        "`x`",
        "[甲](乙)",
        "甲\\乙",
    ]
)
words = st.text("甲乙丙丁戊己庚辛人才企业服务政策宣传培训", min_size=1, max_size=12) | hostile
long_words = st.integers(50, 300).map(lambda n: "很长的名称" * n)
blank = st.none()
targets = st.one_of(
    blank,
    hostile,
    st.sampled_from(
        [
            "≥95%",
            "≤8%",
            "2020年底前",
            "有所提升",
            "4次/年",
            "不超过合同金额（196600元）",
            "365 天/年",
            "0",
            ">=2",
            "100￥",
        ]
    ),
    figures,
    figures.map(lambda f: f + "人次"),
    figures.map(lambda f: f"≥{f}万元"),
)
actuals = st.one_of(targets, st.sampled_from(["未开展", "达成预期指标", "部分达成", "2021年1月20日", "当年"]))
LEVELS = [
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"), (None, "可持续影响指标"), (None, None),
]  # fmt: skip


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """One indicator; most of its keys may be blank."""
    level1, level2 = draw(st.sampled_from(LEVELS))
    return {
        "一级指标": level1, "二级指标": level2, "三级指标": draw(words | blank),
        "指标值": draw(targets), "完成值": draw(actuals),
        "分值": draw(points | blank), "得分": draw(points | blank | st.just("0")),
        "偏差原因": draw(words | blank), "改进措施": draw(words | blank), "评分标准": draw(words | blank),
    }  # fmt: skip


@st.composite
def reports(draw: st.DrawFn, nested: bool = True) -> dict[str, Any]:
    """A data file as a mapping; ``nested``: it may be a 部门整体 with up to two projects."""
    kind = draw(st.sampled_from(["部门整体", "项目"])) if nested else "项目"
    report = {
        "模板": "hubei", "报告类型": kind,
        "单位名称": draw(words | long_words), "年度": str(draw(st.integers(2015, 2030))),
        "项目名称": draw(words) if kind == "项目" else None,
        "填报日期": draw(st.none() | st.dates().map(str)),
        "预算执行": {
            "金额单位": draw(st.sampled_from(["元", "万元", None])),
            "年初预算数": draw(figures | blank), "全年预算数": draw(figures | blank | st.just("0")),
            "全年执行数": draw(figures | blank | st.just("0")),
            "分值": draw(points | blank), "得分": draw(points | blank),
            "偏差原因": draw(words | blank), "改进措施": draw(words | blank),
        },
        "年度目标": [
            {
                "名称": draw(words | blank), "分值": draw(points | blank),
                "指标": draw(st.lists(rows(), min_size=1, max_size=5)),
            }
            for _ in range(draw(st.integers(1, 3)))
        ],
        "总分": draw(figures | blank),
        "主要成效": draw(words | blank), "上年度结果应用": draw(words | blank), "其他说明": draw(words | blank),
        "存在问题": [{"问题": draw(words), "原因": draw(words | blank)} for _ in range(draw(st.integers(0, 2)))],
        "改进措施": [{"措施": draw(words)} for _ in range(draw(st.integers(0, 2)))],
    }  # fmt: skip
    if kind == "部门整体" and nested:
        report["项目"] = draw(st.lists(reports(nested=False), max_size=2))
    return report


def assessed(report: dict[str, Any]) -> tuple[Any, Assessment, Narrative]:
    """What the program understands of a data file, its assessment, its statements."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "数据.yaml"
        path.write_text(yaml.dump(report, Dumper=DUMPER, allow_unicode=True), encoding="utf-8")
        found = understand(path)
    return found, found.assessment, narrate(found.assessment, found.pack, BANK, found.loaded.place_of)
