"""What pydantic finds wrong, in Chinese: each type of its errors is put into our words here.

In: a ``ValidationError``, the record that was read, the places and the tree of its file. Out: one ``Fault`` for each
thing that is wrong. A validator that has the three parts of a message itself raises ``Refusal``.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from drafter.findings import Fault
from drafter.textfile.tree import Places, brief, joined, shown

KEY = "[key]"
"""What pydantic adds to a path where not the value but its key is wrong."""

_MOST_KEYS = 14
"""So many of the keys of a group are listed in a message."""

Parts = tuple[str, str, str]
"""What it is now, what is expected, what to do."""

Loc = tuple[str | int, ...]
"""A path as pydantic gives it: keys, and numbers of entries from 0."""


class Refusal(ValueError):
    """A value that cannot be read: what it is now, what is expected, what to do (Chinese, no full stop).

    ``at`` leads from the value that was read to the part of it that is meant: ``(2, "编号")``.
    """

    def __init__(self, found: str, expected: str, hint: str, at: Loc = ()) -> None:
        self.found, self.expected, self.hint, self.at = found, expected, hint, at
        super().__init__(f"{found}；{expected}。{hint}。")


class Refusals(ValueError):
    """Several parts of one value that cannot be read."""

    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(str(refusal) for refusal in refusals))


def faults_of(error: ValidationError, model: type[BaseModel], tree: object, places: Places, at: str) -> Iterator[Fault]:
    """Every error as a fault, in pydantic's order; ``at``: the path in the file of the tree that was validated."""
    for details in error.errors(include_url=False):
        loc: Loc = tuple(step for step in details["loc"] if step != KEY)
        cause = details.get("ctx", {}).get("error")
        if isinstance(cause, Refusal | Refusals):
            for refusal in cause.refusals if isinstance(cause, Refusals) else (cause,):
                place = places.of(_path(at, loc + refusal.at))
                yield Fault(place, refusal.found, refusal.expected, advice(refusal.hint, place.file))
        else:
            place = places.of(_path(at, loc))
            found, expected, hint = _parts(details, loc, model, tree)
            yield Fault(place, found, expected, advice(hint, place.file))


_GROUP_IN_JSON = '请写在花括号里，如 {"键": "值"}'
_LIST_IN_JSON = "请写在方括号里，各条之间用逗号，如 [甲, 乙]"
_IN_JSON = {
    "去掉多余的短横": _GROUP_IN_JSON,
    "另起一行并缩进": _GROUP_IN_JSON,
    "加一个空格": _GROUP_IN_JSON,
    "短横": _LIST_IN_JSON,
    "“- ": _LIST_IN_JSON,
    "多行文字用 |": "请改成一段带引号的文字，或一个数",
    "核对缩进": "请移到那里",
}
"""What a hint in the writing of YAML says, and what it is in JSON."""


def advice(hint: str, file: str) -> str:
    """What to do in a file of this kind: a hint that speaks of dashes and indents is put into JSON for a .json."""
    if not file.lower().endswith(".json"):
        return hint
    return next((told for mark, told in _IN_JSON.items() if mark in hint), hint)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The record in the type of a field: the type itself, the entries of a list, the values of a mapping; else None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = getattr(annotation, "__args__", ())
    return next((found for part in parts if (found := model_in(part))), None)


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a record by the keys that a file has for them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    """The record that a path leads to; for a value in it, the record that holds the value."""
    for step in loc:
        field = fields_of(model).get(str(step))
        model = (model_in(field.annotation) if field else None) or model
    return model


def reached(tree: Any, loc: Loc) -> Any:
    """The value that a path leads to in a tree, None where it leads nowhere."""
    for step in loc:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def _path(at: str, loc: Loc) -> str:
    for step in loc:
        at = joined(at, step)
    return at


def _parts(details: Mapping[str, Any], loc: Loc, model: type[BaseModel], tree: object) -> Parts:
    key, value = str(loc[-1]) if loc else "", details["input"]
    context: Mapping[str, Any] = details.get("ctx", {})
    field = fields_of(model_at(model, loc[:-1])).get(key)
    example = f"{field.examples[0]}" if field and field.examples else ""
    match details["type"]:
        case "missing":
            return "没有填", "这一项必填", f"请填写{key}" + (f"，如 {example}" if example else "")
        case "extra_forbidden":
            written = reached(tree, loc[:-1])
            return unknown_key(key, model, model_at(model, loc[:-1]), written if isinstance(written, dict) else {})
        case "literal_error" if field and (choices := _choices(field.annotation)):
            return f"现在是{shown(value)}", f"应为 {'、'.join(choices)} 之一", "请改正"
        case "value_error" if isinstance(value, Mapping):
            return str(context["error"]), "各个数应前后相合", "请改正其中一个"
        case "value_error":
            return f"现在是{shown(value)}", str(context["error"]), "请改正"
        case "too_short" | "string_too_short":
            return f"“{key}”是空的", "至少要有一条", "请补上一条"
        case "too_long":
            found = f"“{key}”有{context['actual_length']}条" if context["actual_length"] else f"“{key}”太多"
            return found, f"最多{context['max_length']}条", "请删去几条，或拆成两个"
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"现在是{shown(value)}", "应是整数，如 12", "请改成数字"
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return f"现在是{shown(value)}", _bounds(context), "请改正"
        case "string_type":
            return f"现在是{shown(value)}", "这里应是一段文字", "请改成一段文字"
        case "tuple_type" | "list_type":
            return _no_list(value, of_groups=field is not None and model_in(field.annotation) is not None)
        case "model_type" | "dict_type" | "mapping_type":
            return _no_group(value)
        case _:
            expected = f"应写成 {example} 的样子" if example else "应按填写说明的样子写"
            return f"现在是{shown(value)}，读不懂", expected, "请对照填写说明改正"


def _choices(annotation: Any) -> list[str]:
    """What the ``Literal`` in the type of a field allows; empty where there is none."""
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return [choice for part in get_args(annotation) for choice in _choices(part)]


def _bounds(context: Mapping[str, Any]) -> str:
    words = {"gt": "大于", "ge": "不小于", "lt": "小于", "le": "不大于"}
    return "，".join(f"应{words[name]} {limit}" for name, limit in context.items() if name in words)


def _no_list(value: object, *, of_groups: bool) -> Parts:
    if isinstance(value, dict):
        hint = "请给每一条前面加短横“- ”"
    else:
        hint = "请另起一行，每条以短横“- ”开头" + ("" if of_groups else "，或写成 [甲, 乙]")
    return f"现在是{shown(value)}", "这里应是一个列表", hint


def _no_group(value: object) -> Parts:
    expected = "这里应是一组“键: 值”"
    if isinstance(value, str) and (match := re.match(r"\s*([^\s:：]{1,10})([:：])", value)):
        if match[2] == "：":
            return f"“{brief(match[0].strip())}”用了全角冒号", expected, "请改成半角冒号加一个空格“: ”"
        return f"“{brief(match[0].strip())}”缺少冒号后的空格", expected, "请在冒号后面加一个空格"
    hint = "请去掉多余的短横“-”" if isinstance(value, list | tuple) else "请另起一行并缩进，写成“键: 值”"
    return f"现在是{shown(value)}", expected, hint


def unknown_key(key: str, root: type[BaseModel], model: type[BaseModel], written: Mapping[str, object]) -> Parts:
    """The parts for a key that a group does not have: the nearest key, the groups that have it, or all keys.

    ``written``: the keys of the group in the file; a misspelt key beside the right one is only to be deleted.
    """
    keys = list(fields_of(model))
    # 0.5: two of four characters. A key that is written already must be nearer (0.7), else the advice to delete
    # one of the two would lose a value.
    near = get_close_matches(key[:20], keys, n=1, cutoff=0.5)
    if near and near[0] not in written:
        return f"没有“{brief(key)}”这个键", f"最接近的是“{near[0]}”", f"请改成“{near[0]}”，或删去"
    if slips := get_close_matches(key[:20], keys, n=1, cutoff=0.7):
        return f"没有“{brief(key)}”这个键", f"最接近的是“{slips[0]}”，已经写了", "请删去一处，或改正键名"
    if re.fullmatch(r"[0-9.]+", key):
        hint = "带千分位逗号的数写在花括号里要加引号，或去掉逗号"
        return f"“{brief(key)}”成了一个键", "逗号把一个数拆成了两半", hint
    homes = [home for home, record in _groups(root, "", {root}) if key in fields_of(record)]
    if homes:
        return f"这里没有“{brief(key)}”这个键", f"它属于{'、'.join(homes[:3])}", "请核对缩进，或移到那里"
    listed = "、".join(keys[:_MOST_KEYS]) + ("等" if len(keys) > _MOST_KEYS else "")
    return f"没有“{brief(key)}”这个键", f"这里可以写{listed}", "请改正或删去"


def _groups(record: type[BaseModel], home: str, above: set[type[BaseModel]]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Every group of a file with its name for a person: 最外层, 年度目标的指标; ``above``: the groups around it,
    which are not entered again (项目 holds whole reports)."""
    yield home or "最外层", record
    for key, field in fields_of(record).items():
        inner = model_in(field.annotation)
        if inner is not None and inner not in above:
            yield from _groups(inner, f"{home}的{key}" if home else key, above | {inner})
