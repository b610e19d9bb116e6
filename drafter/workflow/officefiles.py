"""Files of other Office programs: what they are, and LibreOffice to make .docx files of them.

In: paths. Out: the kind of a file that is no .docx, told with the way out; converted copies in a folder that goes away.
Raises InputError for what cannot be converted, RefusedError where LibreOffice is missing or fails.
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from drafter.files import read_head
from drafter.findings import Fault, InputError, RefusedError
from drafter.textfile import HEAD, foreign_kind, kind_by_suffix, told_kind

SECONDS = 120
"""Time for LibreOffice, for all files together."""

_WRITER = frozenset({".doc", ".wps", ".odt", ".rtf"})
_CALC = frozenset({".xls", ".et", ".ods", ".xlsx"})


def soffice() -> str | None:
    """The program of LibreOffice, None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


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
    return Fault(str(path), f"这是{told_kind(kind)}", "import 读 .docx 文件", hint)


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
    made = {path: outputs / f"{copy.stem}.docx" for path, copy in copies.items()}
    if missing := [path for path, result in made.items() if not result.is_file()]:
        raise InputError([_failed(str(path), "LibreOffice 没有转换成功") for path in missing])
    return made


def _failed(where: str, found: str) -> Fault:
    return Fault(where, found, "应能转换成 .docx", "请用 Word 或 WPS 打开该文件，另存为 .docx 后再用")
