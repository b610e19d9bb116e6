"""Data files into records, each value with its place.

In: the path of a data file. Out: ``Loaded`` (the record, the places, notes for the person) or InputError that
holds every fault of the file.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from drafter.files import read_head
from drafter.findings import Fault, InputError, Place
from drafter.load.named_indicators import split_names, unknown_indicators
from drafter.load.validated import validated
from drafter.model import ROOT, DataPath, Figure, Money, Rate, Record, SelfEvaluation
from drafter.pack import load_pack, pack_folders
from drafter.textfile import (
    HEAD,
    READERS,
    Places,
    Value,
    brief,
    foreign_kind,
    kind_by_suffix,
    kind_in_message,
    read_text_tree,
)
from drafter.workbook import SUFFIX

__all__ = ["Loaded", "Places", "heads_of_packs", "load", "not_readable"]


class Loaded(Struct, frozen=True):
    """A data file without faults: the record, the place of each value, and notes (dropped characters, encoding)."""

    data: SelfEvaluation
    places: Places
    notes: tuple[str, ...]
    path: Path

    def place_of(self, path: DataPath) -> Place:
        """The line or cell of the value; of one that is not filled in, that of its nearest parent."""
        return self.places.of(path)


def load(path: Path) -> Loaded:
    """Reads a .yaml, .yml, .json or .xlsx data file. Raises InputError with all faults, in the order of the file."""
    suffix = path.suffix.lower()
    if suffix == SUFFIX:
        from drafter.workbook.reader.workbook import read_workbook

        read = read_workbook(path, heads_of_packs())
        split_names(read.mapping)
    elif suffix in READERS:
        read = read_text_tree(path)
    else:
        raise InputError(not_readable(path))
    _within_limits(read.mapping, read.places)
    data = validated(read.mapping, read.places, read.faults)
    if faults := list(unknown_indicators(data, read.places)):
        raise InputError(faults)
    notes = tuple(f"{read.places.of(at).within}：“{brief(text)}”读作 {figure}" for at, text, figure in _picked(data))
    return Loaded(data, read.places, (*read.notes, *notes), path)


MOST_INDICATORS, MOST_PROJECTS = 20_000, 1_000
"""Of one data file; the indicators of all its projects count together."""


def _within_limits(mapping: Mapping[str, Value], places: Places) -> None:
    """Raises ``InputError`` where there are more indicators or projects than a report is promised to hold.

    Looked at before any record is made: what is refused costs no more than reading it.
    """
    projects = _entries(mapping, "项目")
    if len(projects) > MOST_PROJECTS:
        found, expected = f"有{len(projects)}个项目", f"一个数据文件最多{MOST_PROJECTS}个项目"
        raise InputError(Fault(places.of("项目"), found, expected, "请拆成几个文件"))
    goals = [goal for report in (mapping, *projects) for goal in _entries(report, "年度目标")]
    indicators = sum(len(_entries(goal, "指标")) for goal in goals)
    if indicators > MOST_INDICATORS:
        where = places.of("年度目标" if "年度目标" in mapping else "项目")
        found, expected = f"共有{indicators}个指标", f"一个数据文件最多{MOST_INDICATORS}个指标"
        raise InputError(Fault(where, found, expected, "请拆成几个文件"))


def _entries(value: Mapping[str, Value] | Value, key: str) -> list[Value]:
    """The list under a key of what somebody wrote; an empty one where there is none."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, list) else []


def _picked(value: object, path: DataPath = ROOT) -> Iterator[tuple[DataPath, str, str]]:
    """The figures that were picked out of a text, with the text."""
    if isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if isinstance(inner, Figure | Money | Rate):
                if inner.picked:
                    yield path / (field.alias or name), inner.text, inner.picked
            elif isinstance(inner, Record | tuple | dict) and inner:
                yield from _picked(inner, path / (field.alias or name))
    elif isinstance(value, tuple) and isinstance(value[0], Record):
        for index, entry in enumerate(value):
            yield from _picked(entry, path / index)
    elif isinstance(value, dict):
        for key, entry in value.items():
            if isinstance(entry, Figure) and entry.picked:
                yield path / key, entry.text, entry.picked


def not_readable(path: Path, readable: str = ".yaml、.json 和 .xlsx") -> Fault:
    """The fault for a file of another kind: what it really is. Raises InputError when there is no such file."""
    head = read_head(path, HEAD)
    kind, advice = foreign_kind(path, head) or kind_by_suffix(path.suffix.lower())
    return Fault(str(path), f"这是{kind_in_message(kind)}", f"这一版读 {readable} 文件", advice)


def heads_of_packs() -> dict[str, str]:
    """What the packs call the columns of a list (表头别名): their word -> the key of the data file."""
    from drafter.workbook.reader.sheets import folded

    found: dict[str, str] = {}
    for folder in pack_folders().values():
        try:
            known = load_pack(str(folder)).data.head_aliases
        except InputError:  # a pack that was not asked for must not stop the reading
            continue
        found |= {folded(word): key for key, words in known.items() for word in words}
    return found
