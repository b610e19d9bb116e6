"""Files that a person keeps beside the program (packs, phrases) -> records.

In: the path of a YAML file and the record that it should hold. Out: the record, or ``InputError`` with one
Chinese fault for each thing that is wrong, in the order of the file.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from drafter.findings import Fault, InputError, Place
from drafter.textfile.errors import faults_of
from drafter.textfile.text import read_text_tree
from drafter.textfile.tree import Places, joined

Model = TypeVar("Model", bound=BaseModel)


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
    given = without_blanks(tree)
    try:
        return model.model_validate(given)
    except ValidationError as error:
        faults += faults_of(error, model, given, places, at)
        return None


def without_blanks(tree: Any) -> Any:
    """Blank values are missing values, as in the data files."""
    if isinstance(tree, Mapping):
        return {key: without_blanks(value) for key, value in tree.items() if value is not None}
    if isinstance(tree, list):
        return [without_blanks(value) for value in tree]
    return tree
