"""Turns a tree of text into a SelfEvaluation, or into every fault of the file at once, in Chinese.

In: the tree and places of any reader. Out: the record; InputError with one fault for each thing that is wrong,
in the order of the file. Nothing of the validation library's own wording passes.
"""

import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from drafter.findings import Fault, InputError, Place
from drafter.model import Record, Refusal, Refusals, SelfEvaluation, is_blank
from drafter.textfile import Places, Tree, brief, joined, shown
from drafter.workbook.shape import SHEET
from drafter.workbook.stream import column_number

MAX_FAULTS = 200
"""More than these are counted, not told one by one."""

_BUDGET_FIGURES = ("基本支出总额", "项目支出总额", "年初预算数", "全年预算数", "全年执行数", "执行率", "明细")
_Told = tuple[str, str, str]
_Found = tuple[Place, Mapping[str, Any]]


def validated(tree: Tree, places: Places, faults: Iterable[Fault] = ()) -> SelfEvaluation:
    """The record of a tree. ``faults``: what the reader has already found. Raises InputError."""
    told = list(faults)
    known = {fault.where.path for fault in told if isinstance(fault.where, Place)}
    data, errors = None, []
    try:
        data = SelfEvaluation.model_validate(tree)
    except ValidationError as error:
        errors = list(_placed(error, places, known))
    if not told and not _has_figures(tree):  # what the reader refused may have been the figure
        found, hint = "没有一个指标，也没有预算数", "请填写预算执行，或在年度目标下写指标"
        told.append(Fault(places.of(""), found, "至少要有一个指标或一个预算数", hint))
    room = max(MAX_FAULTS - len(told), 0)
    told += [Fault(place, *_told(error)) for place, error in sorted(errors, key=lambda pair: order(pair[0]))[:room]]
    told.sort(key=lambda fault: order(fault.where))
    if len(errors) > room:
        found, hint = f"另有{len(errors) - room}处不对", "请先改正上面这些再试"
        told.append(Fault(places.of(""), found, "各项都要能读", hint))
    if told or data is None:
        raise InputError(told)
    return data


def _placed(error: ValidationError, places: Places, known: set[str]) -> Iterator[_Found]:
    """Each error with its place, without those of values that a project takes over from the whole, told there."""
    for details in error.errors(include_url=False):
        cause = details.get("ctx", {}).get("error")
        for refusal in cause.refusals if isinstance(cause, Refusals) else (cause,):
            loc = details["loc"] + (refusal.at if isinstance(refusal, Refusal) else ())
            path = ""
            for step in loc:
                path = joined(path, step)
            inherited = loc[0] == "项目" and loc[-1] in {"单位名称", "年度"} and path not in places
            if path not in known and not inherited:
                yield places.of(path), {**details, "loc": loc, "refusal": refusal}


def _told(error: Mapping[str, Any]) -> _Told:
    refusal, value = error["refusal"], error["input"]
    if isinstance(refusal, Refusal):
        return refusal.found, refusal.expected, refusal.hint
    match error["type"]:
        case "missing":
            return "没有填", "这一项必填", f"请填写{error['loc'][-1]}"
        case "extra_forbidden":
            return _unknown_key(error["loc"])
        case "tuple_type":
            hint = "请给每一条前面加短横“- ”" if isinstance(value, dict) else "请另起一行，每条以短横“- ”开头"
            return f"现在是{shown(value)}", "这里应是一个列表", hint
        case "model_type" | "dict_type":
            return _no_group(value)
        case _:
            return f"现在是{shown(value)}，读不懂", "应按填写说明的样子写", "请对照填写说明改正"


def _no_group(value: object) -> _Told:
    expected = "这里应是一组“键: 值”"
    if isinstance(value, str) and (match := re.match(r"\s*([^\s:：]{1,10})([:：])", value)):
        if match[2] == "：":
            return f"“{brief(match[0].strip())}”用了全角冒号", expected, "请改成半角冒号加一个空格“: ”"
        return f"“{brief(match[0].strip())}”缺少冒号后的空格", expected, "请在冒号后面加一个空格"
    hint = "请去掉多余的短横“-”" if isinstance(value, list | tuple) else "请另起一行并缩进，写成“键: 值”"
    return f"现在是{shown(value)}", expected, hint


def _unknown_key(loc: tuple[str | int, ...]) -> _Told:
    key = str(loc[-1])
    keys = _record_at(loc[:-1]).aliases()
    near = get_close_matches(key[:20], keys, n=1, cutoff=0.5)
    if near:
        return f"没有“{brief(key)}”这个键", f"最接近的是“{near[0]}”", f"请改成“{near[0]}”，或删去"
    if re.fullmatch(r"[0-9.]+", key):
        hint = "带千分位逗号的数写在花括号里要加引号，或去掉逗号"
        return f"“{brief(key)}”成了一个键", "逗号把一个数拆成了两半", hint
    homes = [home for home, record in _groups() if key in record.aliases()]
    if homes:
        return f"这里没有“{brief(key)}”这个键", f"它属于{'、'.join(homes[:3])}", "请核对缩进，或移到那里"
    return (
        f"没有“{brief(key)}”这个键",
        f"这里可以写{'、'.join(keys[:14])}{'等' if len(keys) > 14 else ''}",
        "请改正或删去",
    )


def _record_at(loc: tuple[str | int, ...]) -> type[Record]:
    """The record that a path leads to."""
    record: type[Record] = SelfEvaluation
    for step in loc:
        for name, field in record.model_fields.items():
            if step in (field.alias, name):
                record = _record_in(field.annotation) or record
                break
    return record


def _groups(record: type[Record] = SelfEvaluation, home: str = "") -> Iterator[tuple[str, type[Record]]]:
    """Every group of the data file with its name for a person: 最外层, 年度目标 里的 指标."""
    yield home or "最外层", record
    for field in record.model_fields.values():
        inner = _record_in(field.annotation)
        if inner is not None and inner is not SelfEvaluation:
            yield from _groups(inner, f"{home}的{field.alias}" if home else str(field.alias))


def _record_in(annotation: object) -> type[Record] | None:
    if isinstance(annotation, type) and not typing.get_args(annotation):
        return annotation if issubclass(annotation, Record) else None
    return next((found for part in typing.get_args(annotation) if (found := _record_in(part))), None)


def _has_figures(tree: Mapping[str, Any]) -> bool:
    """An indicator, a budget figure or a dimension; what is of a wrong kind counts, it is told elsewhere."""
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
    """Whether anything but names stands in a value: text anywhere in it, except under 名称."""
    if isinstance(value, dict):
        return any(_filled(inner) for key, inner in value.items() if key != "名称")
    if isinstance(value, list):
        return any(_filled(inner) for inner in value)
    return not is_blank(value)


def order(where: Place | str) -> tuple[int, int, int]:
    """Sorts faults by where they stand in the file: line by line, or sheet by sheet, then by row."""
    if not isinstance(where, Place):
        return (0, 0, 0)
    match = re.match(r"([A-Z]+)([0-9]+)", where.cell)
    if match is None:
        return (0, where.line or 0, where.column or 0)
    sheets = list(SHEET)
    sheet = sheets.index(where.sheet) if where.sheet in sheets else len(sheets)
    return (sheet + 1, int(match[2]), column_number(match[1]))
