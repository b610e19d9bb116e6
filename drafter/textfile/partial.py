"""A record read in spite of its faults, so that the rest of the file can be checked, too.

In: the path of a YAML file and its record. Out: ``Lenient``: all faults, and the record without what is wrong; None
where nothing is left of it. Such a record is for checking only: no report is made with it.
"""

from copy import deepcopy
from pathlib import Path
from typing import Any, Generic

from msgspec import Struct
from pydantic import BaseModel, ValidationError

from drafter.findings import Fault
from drafter.patterns import regex
from drafter.textfile.errors import KEY, Loc, fields_of, model_at, reached
from drafter.textfile.records import Model, validated, without_blanks
from drafter.textfile.text import read_text_tree
from drafter.textfile.tree import Places, Tree

_ROUNDS = 20
"""Each round takes out what pydantic found; the next may find what it had not come to. Then the record is given up."""
_FIGURE = regex(r"\d+%?")


class Lenient(Struct, Generic[Model], frozen=True):
    """What could be read; ``record``: None where nothing could.

    ``tree``: the file as written; ``faulty``: its outermost keys with faults inside.
    """

    record: Model | None
    faults: tuple[Fault, ...]
    tree: Tree
    places: Places
    faulty: frozenset[str]


def read_leniently(path: Path, model: type[Model]) -> Lenient[Model]:
    """The record and its faults. Raises ``InputError`` where the file is no tree at all."""
    read = read_text_tree(path, expected="应是一组“键: 值”")
    faults = list(read.faults)
    record = validated(model, read.tree, read.places, "", faults)
    faulty = frozenset(
        fault.where.path.split(".")[0].split("[")[0] for fault in faults if not isinstance(fault.where, str)
    )
    return Lenient(record or _mended(model, read.mapping), tuple(faults), read.mapping, read.places, faulty)


def _mended(model: type[Model], tree: Tree) -> Model | None:
    """The record of what is left when every faulty value is taken out, or None."""
    left: Any = without_blanks(deepcopy(tree))
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(left)
        except ValidationError as error:
            for details in sorted(error.errors(include_url=False), key=lambda e: _by_position(e["loc"]), reverse=True):
                loc = tuple(step for step in details["loc"] if step != KEY)
                if not loc:
                    return None
                if details["type"] == "missing":
                    _fill(model, left, loc)
                elif details["type"] == "value_error" and isinstance(details["input"], dict):
                    _reduce(model, left, loc)
                else:
                    _take_out(left, loc)
    return None


def _by_position(loc: Loc) -> list[tuple[int, str]]:
    """Later entries of a list are taken out first, so that the others keep their numbers."""
    return [(step, "") if isinstance(step, int) else (-1, step) for step in loc]


def _take_out(tree: Any, loc: Loc) -> None:
    group = reached(tree, loc[:-1])
    if isinstance(group, dict):
        group.pop(loc[-1], None)
    elif isinstance(group, list) and isinstance(loc[-1], int) and loc[-1] < len(group):
        del group[loc[-1]]
    elif len(loc) > 1:
        _take_out(tree, loc[:-1])


def _fill(model: type[BaseModel], tree: Any, loc: Loc) -> None:
    """A missing figure becomes the example of its key; a group that lacks anything else is taken out."""
    group, example = reached(tree, loc[:-1]), _examples(model_at(model, loc[:-1])).get(str(loc[-1]), "")
    if isinstance(group, dict) and _FIGURE.fullmatch(example):
        group[loc[-1]] = example
    elif isinstance(group, dict) and example.startswith("{"):
        group[loc[-1]] = {}
    elif isinstance(group, dict) and len(loc) == 1:
        group[loc[-1]] = example
    else:
        _take_out(tree, loc[:-1])


def _reduce(model: type[BaseModel], tree: Any, loc: Loc) -> None:
    """A group whose values do not agree keeps its required keys only, with the figures of their examples."""
    group, examples = reached(tree, loc), _examples(model_at(model, loc))
    if isinstance(group, dict):
        for key in list(group):
            if key not in examples:
                del group[key]
            elif _FIGURE.fullmatch(examples[key]):
                group[key] = examples[key]


def _examples(model: type[BaseModel]) -> dict[str, str]:
    """The required keys, with the example of each."""
    fields = fields_of(model).items()
    return {key: str(field.examples[0]) if field.examples else "" for key, field in fields if field.is_required()}
