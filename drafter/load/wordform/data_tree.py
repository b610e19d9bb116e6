"""The forms of one or several files -> the tree of one data file.

In: ``Form``s, the ``Words``. Out: a tree with the keys of the data file in their order, and remarks on what was put
together: which form is the whole, which row a reason at the end of a form belongs to. Nothing is invented.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from drafter.findings import Fault
from drafter.load.wordform.fields import title_year, without_gaps
from drafter.load.wordform.form import Form
from drafter.load.wordform.labels import Words, read_label, squeezed
from drafter.load.wordform.remarks import shown
from drafter.model import Execution, Indicator, SelfEvaluation
from drafter.patterns import regex
from drafter.textfile import Tree

# A name of at most 80 characters before a colon: a longer beginning is a sentence.
_NAMED = regex(r"([^：:。；;]{1,80})[：:](.+)")
_TEXTS = {
    "原因分析": "偏差原因",
    "偏差原因及改进措施": "偏差原因",
    "措施方案": "改进措施",
    "措施及结果应用方案": "改进措施",
}
_LISTS = {"偏差原因": ("存在问题", "问题"), "改进措施": ("改进措施", "措施")}
_UNIT, _YEAR, _PROJECT = "单位名称", "年度", "项目名称"


def assemble(forms: Sequence[Form], words: Words, template: str | None = None) -> tuple[Tree, list[Fault]]:
    """The tree of all forms: one form alone, or a 部门整体 with its 项目; and the remarks."""
    remarks: list[Fault] = []
    wholes = [form for form in forms if form.project is None]
    projects = [form for form in forms if form.project is not None]
    for extra in wholes[1:]:
        hint = "请另用一次 import 读入它"
        remarks.append(Fault(f"{extra.file} {extra.place}", "是第二张部门整体自评表", "一份数据文件只放一张", hint))
    if wholes:
        root = _tree(wholes[0], words, remarks)
        root["报告类型"] = "部门整体"
    elif len(projects) == 1:
        root = {**_tree(projects[0], words, remarks), "报告类型": "项目"}
        projects = []
    else:
        root = {"报告类型": "部门整体"}
    nested = [_tree(form, words, remarks) for form in projects]
    _shared(root, nested)
    if nested:
        root["项目"] = nested
    if template:
        root["模板"] = template
    return _ordered(root, SelfEvaluation.aliases()), remarks


def _tree(form: Form, words: Words, remarks: list[Fault]) -> dict[str, Any]:
    """The tree of one form."""
    tree: dict[str, Any] = dict(form.values)
    year = tree.get(_YEAR) or _year(form, words)
    if year:
        tree[_YEAR] = year
    execution: dict[str, Any] = _ordered(form.execution, Execution.aliases())
    if form.parts:
        execution["明细"] = [dict(part) for part in form.parts]
    lists = _placed_texts(form, execution, words, remarks)
    groups: dict[str, Any] = {
        "基本情况": dict(form.background),
        "预算执行": _ordered(execution, Execution.aliases()),
        "年度目标": [_goal(goal.values, goal.level1_points, goal.rows) for goal in form.goals],
        **lists,
    }
    return _ordered({**tree, **{key: value for key, value in groups.items() if value}}, SelfEvaluation.aliases())


def _year(form: Form, words: Words) -> str | None:
    """The year that the title of the form says, then another line above it that says 年度, then the file's name."""
    titles = [title for title in form.titles if any(word in title for word in words.titles)]
    said = [title for title in form.titles if "年度" in title]
    return next(filter(None, map(title_year, (*titles, *said, Path(form.file).stem))), None)


def _goal(values: Mapping[str, str], points: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    goal: dict[str, Any] = _ordered(values, ("名称", "分值", "预期目标", "实际完成情况"))
    if points:
        goal["一级分值"] = dict(points)
    if rows:
        goal["指标"] = [_ordered(row, Indicator.aliases()) for row in rows]
    return goal


def _placed_texts(form: Form, execution: dict[str, Any], words: Words, remarks: list[Fault]) -> dict[str, Any]:
    """The texts at the end of a form: a line that begins with the name of a row is its reason, others are problems."""
    placed: dict[str, Any] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in form.rows:
        rows.setdefault(squeezed(row.get("三级指标", "")), []).append(row)
    for source, text in form.texts.items():
        if source not in _TEXTS:
            placed[source] = text
            continue
        key = _TEXTS[source]
        lines = [line.strip() for line in text.split("\n") if without_gaps(line)]
        named = [_named(line, rows, execution, words) for line in lines]
        rest = []
        for line, found in zip(lines, named, strict=True):
            if found is not None and key not in found[0]:
                found[0][key] = found[1]
            else:
                rest.append(line)
        is_by_row = source == "措施及结果应用方案" and len(rest) < len(lines)
        if is_by_row and rest:  # what names no row is then the other half of the cell, 结果应用
            placed["结果应用"] = "\n\n".join(rest)
            what = f"“{shown(rest[0])}”放进了“结果应用”"
            remarks.append(Fault(f"{form.file} {form.place}", what, "表里措施和结果应用写在一格", "请核对放得对不对"))
            continue
        group, entry = _LISTS[key]
        kept = rest
        if kept:
            placed.setdefault(group, []).extend({entry: line} for line in kept)
        if kept and source == "措施及结果应用方案":
            what = "“改进措施”和“结果应用”写在一格"
            hint = "请把其中的结果应用移到“结果应用”"
            remarks.append(Fault(f"{form.file} {form.place}", what, "都放进了“改进措施”", hint))
        if kept and source == "偏差原因及改进措施":
            what = "“偏差原因及改进措施”写在一格，没有写是哪项指标的"
            remarks.append(
                Fault(f"{form.file} {form.place}", what, "都放进了“存在问题”", "请把其中的措施移到“改进措施”")
            )
    return placed


def _named(
    line: str, by_name: Mapping[str, list[dict[str, Any]]], execution: dict[str, Any], words: Words
) -> tuple[dict[str, Any], str] | None:
    """The row, or the execution, whose name a line begins with, and the text behind it; one row only."""
    match = _NAMED.fullmatch(line)
    if match is None:
        return None
    if words.among(words.execution, read_label(match[1])):
        return execution, match[2].strip()
    rows = by_name.get(squeezed(match[1]), [])
    return (rows[0], match[2].strip()) if len(rows) == 1 else None


def _shared(root: dict[str, Any], nested: Sequence[dict[str, Any]]) -> None:
    """Unit and year of the whole, from its projects where they all say the same; not repeated in them."""
    for key in (_UNIT, _YEAR):
        given = list(dict.fromkeys(project[key] for project in nested if project.get(key)))
        if not root.get(key) and len(given) == 1:
            root[key] = given[0]
        for project in nested:
            if root.get(key) and project.get(key) == root[key]:
                del project[key]


def _ordered(values: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """The values in the order of the keys of the data file."""
    return {key: values[key] for key in keys if key in values}
