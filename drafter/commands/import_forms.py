"""The command ``import``: the 自评表 of existing Word files become a data file.

In: the paths of the files, where to write. Out: an ``ImportOutcome``: what was read, what could not be placed, what
the data file still lacks. What could be read is written even where something is missing; nothing is ever written
over. Files of other Office programs are refused with the way out, or become .docx copies by LibreOffice in a folder
that goes away: InputError for what cannot be converted, RefusedError where LibreOffice is missing or fails.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from drafter.commands.pdf import soffice
from drafter.commands.understand import default_pack
from drafter.files import read_head, write_new
from drafter.findings import Fault, InputError, RefusedError
from drafter.load import load
from drafter.load.wordform import Imported, import_forms
from drafter.model import ReportType
from drafter.pack import Pack, load_pack, pack_folders
from drafter.textfile import HEAD, Tree, foreign_kind, kind_by_suffix, kind_in_message
from drafter.textfile.writing import json_text, yaml_text
from drafter.workbook import SUFFIX

REQUIRED = ("单位名称", "年度")
MOST_FILES = 200


class ImportOutcome(Struct, frozen=True):
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
    from drafter.commands.new import form_of
    from drafter.workbook.drawing.workbook import entry_workbook
    from drafter.workbook.layout import rows_of

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
    docx_paths = converted(others, folder) if others else {}
    return [(docx_paths.get(path, path), path.name) for path in sources]


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


SECONDS = 120
"""Time for LibreOffice, for all files together."""

_WRITER = frozenset({".doc", ".wps", ".odt", ".rtf"})
_CALC = frozenset({".xls", ".et", ".ods", ".xlsx"})


def is_docx(path: Path) -> bool:
    """Whether a file begins like a .docx and is called one. Raises ``InputError`` when there is no such file."""
    head = read_head(path, HEAD)
    return head.startswith(b"PK\x03\x04") and path.suffix.casefold() in {".docx", ".docm"}


def can_convert(path: Path) -> bool:
    """Whether LibreOffice makes a .docx of the file."""
    return path.suffix.casefold() in _WRITER


def other_kind(path: Path) -> Fault:
    """What a file that is no .docx is, and how it becomes one."""
    head = read_head(path, HEAD)
    kind, _ = foreign_kind(path, head) or kind_by_suffix(path.suffix.casefold())
    if can_convert(path):
        hint = "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”"
        hint += "；或加 --convert，由本机的 LibreOffice 转换" if soffice() else ""
    elif path.suffix.casefold() in _CALC:
        hint = "请在 Excel 或 WPS 表格里复制自评表，粘贴到 Word 里，另存为 .docx"
    else:
        hint = "请把自评表另存为“Word 文档（*.docx）”"
    return Fault(str(path), f"这是{kind_in_message(kind)}", "import 读 .docx 文件", hint)


def converted(paths: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """A .docx for each file, in ``folder``; one run of LibreOffice with a profile of its own."""
    program = soffice()
    if program is None:
        found, hint = "本机没有 LibreOffice", "请用 Word 或 WPS 另存为 .docx，不用 --convert"
        raise RefusedError(Fault("--convert", found, "转换要用 LibreOffice", hint))
    inputs, outputs = folder / "in", folder / "out"
    inputs.mkdir()
    copies = {}
    for number, path in enumerate(paths, 1):
        copies[path] = inputs / f"{number}{path.suffix.casefold()}"
        shutil.copyfile(path, copies[path])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", str(outputs)]
    try:
        subprocess.run([*command, *map(str, copies.values())], capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError) as error:
        found = f"LibreOffice 在 {SECONDS} 秒内没有转换完，或不能运行"
        raise RefusedError(_failed("--convert", found)) from error
    docx_paths = {path: outputs / f"{copy.stem}.docx" for path, copy in copies.items()}
    if missing := [path for path, result in docx_paths.items() if not result.is_file()]:
        raise InputError([_failed(str(path), "LibreOffice 没有转换成功") for path in missing])
    return docx_paths


def _failed(where: str, found: str) -> Fault:
    return Fault(where, found, "应能转换成 .docx", "请用 Word 或 WPS 打开该文件，另存为 .docx 后再用")
