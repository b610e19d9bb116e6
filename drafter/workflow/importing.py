"""The command ``import``: the 自评表 of existing Word files become a data file.

In: the paths of the files, where to write. Out: an ``ImportOutcome``: what was read, what could not be placed, what the
data file still lacks. What could be read is written even where something is missing; nothing is ever written over.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.files import write_new
from drafter.findings import Fault, InputError, RefusedError
from drafter.load import load
from drafter.load.wordform import Imported, import_forms
from drafter.model import ReportType
from drafter.pack import Pack, load_pack, pack_folders
from drafter.textfile import Tree
from drafter.textfile.writing import json_text, yaml_text
from drafter.workbook import SUFFIX
from drafter.workflow.officefiles import can_convert, converted, is_docx, other_kind
from drafter.workflow.understanding import default_pack

REQUIRED = ("单位名称", "年度")
MOST_FILES = 200


@dataclass(frozen=True)
class ImportOutcome:
    """What was written, from how many forms; remarks on the forms, faults of the data file that are left."""

    target: Path
    read: Imported
    missing: tuple[Fault, ...]


def import_files(
    sources: Sequence[Path], target: Path, *, convert: bool = False, pack: str | None = None
) -> ImportOutcome:
    """Reads the forms, writes the data file. Raises ``InputError`` or ``RefusedError`` before anything is written."""
    writer = _WRITERS.get(target.suffix.casefold())
    if writer is None:
        expected = f"应以 {'、'.join(_WRITERS)} 结尾"
        raise InputError(Fault(str(target), "不知道写成哪种文件", expected, "请改正 -o 的文件名"))
    if target.exists() or target.is_symlink():
        raise RefusedError(
            Fault(str(target), "同名的文件已经存在", "不覆盖已有的文件", "请换一个文件名，或先移走旧文件")
        )
    if len(sources) > MOST_FILES:
        found = f"一次给了{len(sources)}个文件"
        raise InputError(Fault("import", found, f"一次最多{MOST_FILES}个", "请分几次读入"))
    packs = _packs(pack)
    with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
        files = _word_files(sources, Path(folder), convert=convert)
        read = import_forms(files, packs, packs[0].name if pack else None)
    tree: Tree = {**dict.fromkeys(("报告类型", *REQUIRED)), **read.tree}
    write_new(target, writer(tree, packs[0] if pack else None))
    return ImportOutcome(target, read, tuple(_missing(target, tree)))


def _workbook(tree: Tree, pack: Pack | None) -> bytes:
    """The entry workbook of the pack, or of the usual one for the kind of report, with the figures in it."""
    from drafter.workbook.entry import entry_workbook
    from drafter.workbook.layout import rows_of
    from drafter.workflow.entering import form_of

    kind = str(tree["报告类型"])
    chosen = pack or default_pack(ReportType(kind))
    return entry_workbook(form_of(chosen, chosen.name, kind), rows_of(tree))


_WRITERS: Mapping[str, Callable[[Tree, Pack | None], bytes]] = {
    ".yaml": lambda tree, _: yaml_text(tree).encode(),
    ".yml": lambda tree, _: yaml_text(tree).encode(),
    ".json": lambda tree, _: json_text(tree).encode(),
    SUFFIX: _workbook,
}


def _packs(named: str | None) -> list[Pack]:
    """The packs whose forms teach their labels, the one that was named first; one with faults teaches nothing."""
    found = [load_pack(named, "--pack")] if named else []
    for folder in pack_folders().values():
        try:
            found.append(load_pack(str(folder)))
        except InputError:
            continue
    return found


def _word_files(sources: Sequence[Path], folder: Path, *, convert: bool) -> list[tuple[Path, str]]:
    """Each file as a .docx, with the name that the person knows it by."""
    others = [path for path in sources if not is_docx(path)]
    refused = [path for path in others if not (convert and can_convert(path))]
    if refused:
        raise InputError([other_kind(path) for path in refused])
    made = converted(others, folder) if others else {}
    return [(made.get(path, path), path.name) for path in sources]


def _missing(target: Path, tree: Tree) -> list[Fault]:
    """What the data file lacks before it can be used."""
    try:
        load(target)
    except InputError as error:
        unit = tree.get("实施单位")
        told = list(error.faults)
        if not tree.get("单位名称") and unit:
            hint = "如果就是填报单位，请填到“单位名称”"
            told.append(Fault(str(target), f"表里没有单位名称，实施单位是“{unit}”", "单位名称必填", hint))
        return told
    return []
