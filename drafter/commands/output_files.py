"""Where finished documents go: never over another file, a backup before a report is replaced.

In: a path and bytes; the report, what the person wrote after ``-o``. Out: a ``Written``, a path, or the files that
may already hold it. Raises ``RefusedError`` where the folder cannot be read or written.
"""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from drafter.commands.clerks_file import ClerksFile
from drafter.commands.outcomes import Written
from drafter.findings import Fault, InputError, RefusedError
from drafter.patterns import regex


def write_beside(
    document: str, path: Path, content: bytes, *, verify: Callable[[bytes], None] | None = None
) -> Written:
    """Never over another file: the same bytes are left alone, anything else gets the next free name."""
    from drafter.files import safe_name, write_new

    same = same_beside(path, content)
    if same is not None:
        return Written(document, same, unchanged=True)
    taken = _names_in(path)
    if path.name not in taken:
        write_new(path, content, verify=verify)
        return Written(document, path)
    free = path.parent / safe_name(path.stem, taken, path.suffix)
    write_new(free, content, verify=verify)
    return Written(document, free, renamed_from=path)


def same_beside(path: Path, content: bytes) -> Path | None:
    """The file of this name, or of one of those that ``write_beside`` gives, that has these bytes."""
    try:
        return next((other for other in held_names(path) if other.read_bytes() == content), None)
    except OSError as error:
        raise RefusedError(_unreadable(path)) from error


def held_names(path: Path) -> list[Path]:
    """The regular files of this name and of （2）, （3） … that are there."""
    names = [path.name, *(f"{path.stem}（{n}）{path.suffix}" for n in range(2, len(_names_in(path)) + 3))]
    return [other for other in (path.parent / name for name in names) if other.is_file() and not other.is_symlink()]


def _names_in(path: Path) -> set[str]:
    try:
        return {other.name for other in path.parent.iterdir()} if path.parent.is_dir() else set()
    except OSError as error:
        raise RefusedError(_unreadable(path)) from error


def _unreadable(path: Path) -> Fault:
    return Fault(str(path), "文件夹或其中的文件读不了", "应是可以读写的文件夹", "请检查权限，或用 -o 换一个文件夹")


_UPDATED = regex(r"（更新([0-9]+)）(?:（[0-9]+）)?$")


def updated_path(report: Path, generation: int, out: Path | None, *, in_place: bool) -> Path:
    """The file of an update: beside the report as ``…（更新N）.docx``, or where ``-o`` says; the report itself."""
    from drafter.files import safe_name

    if in_place and out is not None and not is_same(out, report):
        hint = "要换掉原文件就去掉 -o，要另存就去掉 --in-place"
        raise InputError(Fault("--in-place", f"与 -o “{out}”不能同时用", "原文件和另存只能选一样", hint))
    if in_place or (out is not None and is_same(out, report)):
        return report
    name = safe_name(_UPDATED.sub("", report.stem), suffix=f"（更新{generation}）.docx")
    return report.parent / name if out is None else file_or_folder(out, name)


def file_or_folder(out: Path, name: str) -> Path:
    """``-o`` as a file: itself where it is a .docx, else ``name`` in the folder that it names."""
    if not out.is_dir():
        suffix = out.suffix.casefold()
        if suffix == ".docx":
            return out
        if re.fullmatch(r"\.[a-z]{2,5}", suffix):
            raise RefusedError(Fault(f"-o {out}", f"是 {suffix} 文件", "只写 .docx", "请把文件名的结尾改为 .docx"))
    return out / name


def later_update(report: Path, generation: int, written: Path) -> Path | None:
    """The newest update of a report that lies beside it and is later than this generation, ``written`` left out."""
    stem = _UPDATED.sub("", report.stem)
    found: list[tuple[int, int, str]] = []
    try:
        names = [path.name for path in report.parent.iterdir() if path.suffix.casefold() == ".docx"]
    except OSError:
        return None
    for name in names:
        match = _UPDATED.search(Path(name).stem)
        if match and Path(name).stem[: match.start()] == stem and name not in (report.name, written.name):
            found.append((int(match[1]), -len(name), name))
    number, _, name = max(found, default=(0, 0, ""))
    return report.parent / name if number > generation else None


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths name one file, by whatever way."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def back_up(report: ClerksFile) -> Path:
    """A copy beside the report, read back and opened; nothing may be replaced before. Raises ``RefusedError``."""
    from drafter.docx.opening import open_docx
    from drafter.files import write_new

    backup = report.path.with_name(f"{report.path.stem}.{datetime.now():%Y%m%d-%H%M%S}.bak.docx")
    write_new(backup, report.content, verify=lambda content: _opens(open_docx(content, backup.name)))
    return backup


def replace_report(report: ClerksFile, content: bytes) -> None:
    """Puts new bytes in the place of the report, unless somebody has saved it since it was read."""
    from drafter.files import is_open_elsewhere, read_head, write_new

    if is_open_elsewhere(report.path) or read_head(report.path, len(report.content) + 1) != report.content:
        hint = "请关闭它，再运行一次"
        raise RefusedError(Fault(str(report.path), "运行期间被打开或改动了", "应与开始时读到的相同", hint))
    write_new(report.path, content, overwrite=True)


def _opens(opened: object) -> None:
    """Opening is the test; the parts are not needed."""
