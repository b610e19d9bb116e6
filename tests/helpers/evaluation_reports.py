"""Data files of fiscal evaluations, and their drafts read back.

In: figures as published (``published.json``), or groups of a data file. Out: a drafted report
as headings and paragraphs.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import yaml

from drafter.blocks import Text
from drafter.commands.draft import draft
from drafter.docx.read import read_blocks
from drafter.findings import Finding

PUBLISHED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "evaluation" / "published.json").read_text(encoding="utf-8")
)
"""Five published reports: totals, grades, dimensions, deductions, tiers; None where nothing was printed."""


@dataclass(frozen=True)
class Report:
    """A drafted report: its paragraphs by heading (without numbers), all of its text, what was found."""

    sections: dict[str, list[str]]
    text: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def gaps(self) -> list[str]:
        return [f.where.path for f in self.findings if f.code == "gap-left"]


def drafted(folder: Path, data: dict[str, Any]) -> Report:
    """The 评价报告 of a data file, read from its Word file."""
    path = folder / "数据.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    outcome = draft(path, Path(mkdtemp(dir=folder)))
    (file,) = outcome.files
    sections: dict[str, list[str]] = {}
    title, heading = "", ""
    blocks = [block for block in read_blocks(file.path) if isinstance(block, Text)]
    for block in blocks:
        if block.style.startswith("标题"):
            heading = block.text.split("、", 1)[-1] if block.style == "标题 1" else block.text.split("）", 1)[-1]
            sections[heading] = []
        elif block.style == "公文标题":
            title += block.text.replace("\n", "")
        elif heading and block.style != "表题":  # below a chart
            sections[heading].append(block.text)
    return Report(sections, "\n".join(block.text for block in blocks), title, outcome.findings)


def data_of(published: dict[str, Any]) -> dict[str, Any]:
    """The data file that holds what a published report printed."""
    project = published["kind"] == "项目支出"
    return {
        "报告类型": "财政评价",
        "单位名称": published["unit"],
        "项目名称": published["object"] if project else None,
        "年度": "2021",
        "填报日期": "2022-09-30",
        "总分": published["total"],
        "等级": published["grade"],
        "预算执行": _budget(published["budget"] or {}),
        "评价维度": [
            {
                "名称": dimension["name"],
                "分值": dimension["weight"],
                "得分": dimension["score"],
                "说明": dimension.get("text"),
                "扣分": [
                    {"指标": taken["item"], "分值": taken["points"], "原因": taken["reason"]}
                    for taken in dimension["deductions"]
                ],
            }
            for dimension in published["dimensions"]
        ],
        "指标分级": [
            {"名称": tier["name"], "分值": tier["weight"].removesuffix("%"), "得分": tier["score"]}
            for tier in published["tiers"]
        ],
        "存在问题": [{"编号": "1", "问题": "绩效目标定量不足"}],
        "改进措施": [{"措施": "按预算规模设置定量指标", "针对问题": ["1"]}],
    }


def _budget(budget: dict[str, Any]) -> dict[str, Any]:
    planned = "年初预算数" if "年初" in budget.get("planned_label", "") else "全年预算数"
    return {planned: budget.get("planned"), "全年执行数": budget.get("executed"), "执行率": budget.get("rate")}
