"""Column heads as other forms print them, and the row of a sheet that holds them.

In: the text of the first rows. Out: which row the heads are, which column is which key.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from drafter.workbook.shape import Sheet

HEAD_ROWS = 10
"""The heads are looked for in so many rows."""

OPERATOR, UNIT = "运算符号", "计量单位"
"""Columns of performance systems; joined with 指标值 to ≥95%."""

NUMBERING = "序号"
"""A column that only counts the rows."""

_ALIASES = {
    "指标值": "年度指标值 年初目标值 目标值 绩效目标值 年度目标值 预期指标值 预期值 "
    "年初指标值 计划值 绩效指标值 指标目标值",
    "完成值": "实际完成值 全年实际值 全年完成值 完成情况 实际完成情况 全年实际完成值 "
    "实际值 年度完成值 指标完成值 全年完成情况",
    "分值": "权重 标准分 标准分值 权重分值 分值权重 指标分值 指标权重",
    "得分": "自评得分 评价得分 实际得分 本项得分 指标得分",
    "偏差原因": "偏差原因分析及改进措施 偏差原因分析 未完成原因 未完成原因分析 未完成原因和改进措施 偏差原因及改进措施 "
    "偏差原因分析及拟采取的改进措施 未完成原因分析及改进措施 偏差情况说明",
    "三级指标": "绩效指标 指标名称 具体指标 指标内容",
    "二级指标": "指标类别 绩效类别",
    "评分标准": "评分细则 计分标准 评价标准 评分规则 计分方法 评分办法 评价说明与评分标准",
    "年度目标": "目标 目标名称 年度绩效目标 绩效目标名称 年度总体目标",
    "单位名称": "部门名称 预算单位 部门单位名称 填报单位",
    "项目名称": "预算项目名称 所属项目",
    "主管部门": "主管单位",
    "填报日期": "填报时间 填表日期",
    "年度": "报告年度 预算年度",
    "改进措施": "整改措施",
    "核心指标": "是否核心指标",
    "上年完成值": "上年实际值 上年实际完成值",
    "数据来源": "佐证材料 资料来源",
    "年初预算数": "年初预算",
    "全年预算数": "全年预算 调整后预算数",
    "全年执行数": "全年执行 全年支出数",
    "执行率": "预算执行率",
    OPERATOR: "运算符 指标方向 指标符号 计算符号 比较符号",
    UNIT: "度量单位 单位 指标单位",
    NUMBERING: "编码 行号",
}
ALIASES: Mapping[str, str] = MappingProxyType({name: key for key, names in _ALIASES.items() for name in names.split()})
"""The heads of other forms, with the key that each of them means."""

_IN_BRACKETS = re.compile(r"\((?:[A-Za-z0-9]|分|%|选填|必填|可不填)\)")


def folded(head: str) -> str:
    """A head as it is compared: half width, no blanks and breaks, no (A), no star or colon at its end."""
    text = "".join(unicodedata.normalize("NFKC", head).split())
    return _IN_BRACKETS.sub("", text).strip("*:·.。、\u200b\ufeff")


def key_of(head: str, sheet: Sheet, aliases: Mapping[str, str]) -> str:
    """The column of the sheet that a head means, "" for none."""
    name = folded(head)
    known = (*sheet.heads, *((OPERATOR, UNIT) if "指标值" in sheet.heads else ()))
    if name in known:
        return name
    other = aliases.get(name) or ALIASES.get(name, "")
    if sheet.name == "存在问题" and name == NUMBERING:
        return "编号"
    return NUMBERING if NUMBERING in (name, other) else other if other in known else ""


def head_row(rows: Mapping[int, Mapping[int, str]], sheet: Sheet, aliases: Mapping[str, str]) -> tuple[int, int]:
    """The row with the most known heads among the first ten, and how many it has; (0, 0) where there is none."""
    best = (0, 0)
    for number in sorted(row for row in rows if row <= HEAD_ROWS):
        found = {key for text in rows[number].values() if (key := key_of(text, sheet, aliases)) and key != NUMBERING}
        if len(found) > best[1]:
            best = (number, len(found))
    return best
