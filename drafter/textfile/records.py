"""Files that a person keeps beside the program (packs, phrases) -> records.

In: the path of a YAML file and the record that it should hold. Out: the record, or ``InputError`` with one
Chinese fault for each thing that is wrong, in the order of the file.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from drafter.findings import Fault, InputError, Place
from drafter.textfile.showing import shown
from drafter.textfile.text import read_text_tree
from drafter.textfile.tree import Places, joined

Model = TypeVar("Model", bound=BaseModel)

KEY = "[key]"
"""What pydantic adds to a path where not the value but its key is wrong."""


def read_record(path: Path, model: type[Model]) -> Model:
    """The one record that a file holds. Raises ``InputError``."""
    read = read_text_tree(path)
    faults = list(read.faults)
    record = validated(model, read.tree, read.places, "", faults)
    if faults or record is None:
        raise InputError(faults)
    return record


def read_records(path: Path, model: type[Model]) -> list[tuple[Model, Place]]:
    """The records of a file that is a list, each with its place. Raises ``InputError``."""
    read = read_text_tree(path, root=list)
    faults = list(read.faults)
    records: list[tuple[Model, Place]] = []
    for index, entry in enumerate(read.tree if isinstance(read.tree, list) else []):
        at = joined("", index)
        record = validated(model, entry, read.places, at, faults)
        if record is not None:
            records.append((record, read.places.of(at)))
    if faults:
        raise InputError(faults)
    return records


def validated(model: type[Model], tree: Any, places: Places, at: str, faults: list[Fault]) -> Model | None:
    """The record, or None and a fault for each thing that is wrong."""
    try:
        return model.model_validate(without_blanks(tree))
    except ValidationError as error:
        for details in error.errors(include_url=False):
            path = at
            for step in details["loc"]:
                path = path if step == KEY else joined(path, step)
            faults.append(Fault(places.of(path), *_told(model, details)))
        return None


def without_blanks(tree: Any) -> Any:
    """Blank values are missing values, as in the data files."""
    if isinstance(tree, Mapping):
        return {key: without_blanks(value) for key, value in tree.items() if value is not None}
    if isinstance(tree, list):
        return [without_blanks(value) for value in tree]
    return tree


def _told(model: type[BaseModel], details: Mapping[str, Any]) -> tuple[str, str, str]:
    steps = [step for step in details["loc"] if step != KEY]
    key, value = str(steps[-1]) if steps else "", details["input"]
    match details["type"]:
        case "missing":
            return f"没有填“{key}”", "这一项必填", f"补上“{key}”"
        case "extra_forbidden":
            known = _keys_at(model, details["loc"][:-1])
            near = get_close_matches(key, known, n=1, cutoff=0.4)
            expected = f"最接近的是“{near[0]}”" if near else f"这里可以写{'、'.join(known)}"
            return f"没有“{key}”这个键", expected, "改正键名，或删去"
        case "literal_error":
            return f"现在是{shown(value)}", f"应为 {details['ctx']['expected'].replace(' or ', '、')} 之一", "改正"
        case "value_error" if isinstance(value, Mapping):
            return str(details["ctx"]["error"]), "各个数应前后相合", "改正其中一个"
        case "value_error":
            return f"现在是{shown(value)}", str(details["ctx"]["error"]), "改正"
        case "too_short" | "string_too_short":
            return f"“{key}”是空的", "至少要有一条", "补上一条"
        case "too_long":
            context = details["ctx"]
            told = f"“{key}”有{context['actual_length']}条" if context["actual_length"] else f"“{key}”太多"
            return told, f"最多{context['max_length']}条", "删去几条，或拆成两个"
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"现在是{shown(value)}", "应是整数，如 12", "改成数字"
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return f"现在是{shown(value)}", _bound(details), "改正"
        case "string_type":
            return f"现在是{shown(value)}", "这里应是一段文字", "改成一段文字"
        case "tuple_type" | "list_type":
            return f"现在是{shown(value)}", "这里应是一个列表", "每条前面加短横“- ”，或写成 [甲, 乙]"
        case "model_type" | "dict_type" | "mapping_type":
            return f"现在是{shown(value)}", "这里应是一组“键: 值”", "改成缩进的键和值"
        case _:
            return f"现在是{shown(value)}", "应是说明里的写法", "对照同一文件夹的 README.md 改正"


def _bound(details: Mapping[str, Any]) -> str:
    words = {"gt": "大于", "ge": "不小于", "lt": "小于", "le": "不大于"}
    return "，".join(f"应{words[name]} {limit}" for name, limit in details["ctx"].items() if name in words)


def _keys_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand in the group that a path leads to."""
    current: type[BaseModel] = model
    for step in loc:
        for name, field in current.model_fields.items():
            if step in (field.alias, name):
                current = model_in(field.annotation) or current
    return [field.alias or name for name, field in current.model_fields.items()]


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The record that stands in a field: itself, in a list, or under names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = getattr(annotation, "__args__", ())
    return next((found for part in parts if (found := model_in(part))), None)
