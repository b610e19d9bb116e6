"""Turns a tree of text into a SelfEvaluation, or into every fault of the file at once, in Chinese.

In: the tree and places of any reader. Out: the record; InputError with one fault for each thing that is wrong,
in the order of the file.
"""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import reduce
from operator import truediv
from typing import Any

from pydantic import ValidationError

from drafter.findings import Fault, InputError, Place
from drafter.model import ROOT, DataPath, SelfEvaluation, is_blank
from drafter.model.figures import NotAFigure
from drafter.textfile import Places, Tree, faults_of
from drafter.textfile.errors import KEY, reached
from drafter.workbook.reader.cells import column_number
from drafter.workbook.shape import SHEET

MAX_FAULTS = 200
"""Faults that are listed for one file; more are only counted."""

_BUDGET_FIGURES = ("基本支出总额", "项目支出总额", "年初预算数", "全年预算数", "全年执行数", "执行率", "明细")


def validated(tree: Tree, places: Places, faults: Iterable[Fault] = ()) -> SelfEvaluation:
    """The record of a tree. ``faults``: what the reader has already found. Raises InputError."""
    listed = list(faults)
    known = {fault.where.path for fault in listed if isinstance(fault.where, Place)}
    data, wrong = None, []
    try:
        data = SelfEvaluation.model_validate(tree)
    except ValidationError as error:
        data = _read_without_texts(tree, error)
        for fault in faults_of(error, SelfEvaluation, tree, places, ""):
            if isinstance(fault.where, Place) and fault.where.path not in known:
                wrong += [] if _is_inherited(fault.where.path, places) else [fault]
    if not listed and not _has_figures(tree):  # what the reader refused may have been the figure
        found, hint = "没有一个指标，也没有预算数", "请填写预算执行，或在年度目标下写指标"
        listed.append(Fault(places.of(""), found, "至少要有一个指标或一个预算数", hint))
    if data is not None and not listed:
        return data
    room = max(MAX_FAULTS - len(listed), 0)
    listed += sorted(wrong, key=lambda fault: order(fault.where))[:room]
    listed.sort(key=lambda fault: order(fault.where))
    if len(wrong) > room:
        found, hint = f"另有{len(wrong) - room}处不对", "请先改正上面这些再试"
        listed.append(Fault(places.of(""), found, "各项都要能读", hint))
    raise InputError(listed)


def _read_without_texts(tree: Tree, error: ValidationError) -> SelfEvaluation | None:
    """The record of a tree in which nothing is wrong but texts where figures belong; None for any other.

    They are no reason to stop: the figure is a gap of the report, and a finding. Where something else stops the
    reading, they are faults like the others.
    """
    left, unread = _without_texts(tree, error)
    try:
        return SelfEvaluation.model_validate(left).with_unread(unread) if unread else None
    except ValidationError:
        return None


def _without_texts(tree: Tree, error: ValidationError) -> tuple[Tree, dict[DataPath, str]]:
    """The tree without the texts that stand where figures belong, and these by their paths."""
    left, unread = deepcopy(tree), {}
    for details in error.errors(include_url=False):
        loc = tuple(step for step in details["loc"] if step != KEY)
        group = reached(left, loc[:-1])
        if isinstance(details.get("ctx", {}).get("error"), NotAFigure) and isinstance(group, dict):
            unread[reduce(truediv, loc, ROOT)] = str(group[str(loc[-1])])
            group[str(loc[-1])] = None
    return left, unread


def _is_inherited(path: str, places: Places) -> bool:
    """Whether the value is one that a project takes over from the whole: its fault is reported there."""
    return path.startswith("项目[") and path.rpartition(".")[2] in {"单位名称", "年度"} and path not in places


def _has_figures(tree: Mapping[str, Any]) -> bool:
    """Whether there is an indicator, a budget figure or a dimension; a value of a wrong kind counts: it has a fault."""
    budget = tree.get("预算执行")
    goals, projects = tree.get("年度目标"), tree.get("项目")
    if isinstance(budget, str) or (isinstance(budget, dict) and any(_filled(budget.get(k)) for k in _BUDGET_FIGURES)):
        return True
    if _filled(tree.get("评价维度")) or isinstance(goals, str | dict) or isinstance(projects, str | dict):
        return True
    return any(not isinstance(goal, dict) or _filled(goal.get("指标")) for goal in goals or () if goal) or any(
        not isinstance(project, dict) or _has_figures(project) for project in projects or () if project
    )


def _filled(value: object) -> bool:
    """Whether a value has text anywhere in it, except under 名称."""
    if isinstance(value, dict):
        return any(_filled(inner) for key, inner in value.items() if key != "名称")
    if isinstance(value, list):
        return any(_filled(inner) for inner in value)
    return not is_blank(value)


def order(where: Place | str) -> tuple[int, int, int]:
    """A sort key for the places of faults: line by line, or sheet by sheet, then by row."""
    if not isinstance(where, Place):
        return (0, 0, 0)
    match = re.match(r"([A-Z]+)([0-9]+)", where.cell)
    if match is None:
        return (0, where.line or 0, where.column or 0)
    sheets = list(SHEET)
    sheet = sheets.index(where.sheet) if where.sheet in sheets else len(sheets)
    return (sheet + 1, int(match[2]), column_number(match[1]))
