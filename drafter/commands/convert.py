"""The command ``convert``: a data file as YAML, JSON or a workbook, with everything that it says and nothing else.

In: the path of a data file and the path to write. Out: a ``Converted``. What is written is read back and compared
before it takes its name. Raises ``InputError`` for a data file with faults, ``RefusedError`` where a file is there.
"""

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from drafter.commands.understand import default_pack
from drafter.files import write_new
from drafter.findings import Fault, InputError, SelfCheckError
from drafter.load import load
from drafter.model import SelfEvaluation
from drafter.pack import load_pack
from drafter.patterns import regex
from drafter.textfile import Tree

_COMMENT = regex(r"(?:^|[ \t])#[ \t]?\S", re.MULTILINE)


class Converted(Struct, frozen=True):
    """The file that was written, and what did not come with it."""

    path: Path
    notes: tuple[str, ...]


def convert(data: Path, target: Path) -> Converted:
    """Writes a data file in the form that the ending of ``target`` names, never over another file."""
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        found = f"不会写 {target.suffix} 文件" if target.suffix else "文件名没有扩展名"
        raise InputError(Fault(str(target), found, f"应是 {'、'.join(_WRITERS)} 之一", "改正 -o"))
    loaded = load(data)
    content = writer(tree_of(data), loaded.data)
    write_new(target, content, verify=lambda written: _same(written, target.suffix, loaded.data))
    return Converted(target, (*loaded.notes, *_left(data)))


def tree_of(path: Path) -> Tree:
    """The tree of text of a data file of any kind."""
    from drafter.textfile import READERS, read_text_tree

    if path.suffix.lower() in READERS:
        return read_text_tree(path).mapping
    from drafter.workbook.reader.workbook import read_workbook

    return read_workbook(path).mapping


def _yaml(tree: Tree, _: SelfEvaluation) -> bytes:
    from drafter.textfile.writing import yaml_text

    return yaml_text(tree).encode()


def _json(tree: Tree, _: SelfEvaluation) -> bytes:
    from drafter.textfile.writing import json_text

    return json_text(tree).encode()


def _workbook(tree: Tree, data: SelfEvaluation) -> bytes:
    """The entry workbook of the pack and kind of the data; of the usual pack where its own is not here."""
    from drafter.commands.new import form_of
    from drafter.workbook.drawing.workbook import entry_workbook
    from drafter.workbook.layout import rows_of

    kind = data.report_type
    try:
        pack = load_pack(data.template) if data.template else default_pack(kind)
    except InputError:  # the figures are as good without the pack's choices
        pack = default_pack(kind)
    return entry_workbook(form_of(pack, data.template or pack.name, kind.value), rows_of(tree))


_WRITERS: Mapping[str, Callable[[Tree, SelfEvaluation], bytes]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _json,
    ".xlsx": _workbook,
}


def _same(written: bytes, suffix: str, data: SelfEvaluation) -> None:
    """Reads what was written. Raises ``SelfCheckError`` where it says anything else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"数据{suffix.lower()}"
        path.write_bytes(written)
        try:
            same = load(path).data == data
        except InputError:
            same = False
    if not same:
        found, hint = "写出的文件读回来与原来的数据不同", "没有写出文件，请把这份数据交给维护人员"
        raise SelfCheckError(Fault("自检", found, "应一字不差", hint))


def _left(data: Path) -> list[str]:
    """The comments of YAML have no place elsewhere, and none in YAML that is written anew."""
    if data.suffix.lower() not in (".yaml", ".yml"):
        return []
    commented = _COMMENT.search(data.read_bytes().decode("utf-8", errors="replace"))
    return [f"{data}：# 后面的批注没有带过去，其余的内容都在"] if commented else []
