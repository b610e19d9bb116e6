"""A pack of one's own begins as a copy of another.

In: the name of a pack (or its folder) and the folder to make. Out: a ``Copied``. Raises ``InputError`` for a pack
that is none or holds links, ``RefusedError`` where something is there already or nothing can be written.
"""

import contextlib
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from drafter.files import STYLE_FILE, read_bounded, safe_name, shared_style_file
from drafter.files.told import cause_of
from drafter.findings import Fault, InputError, RefusedError
from drafter.pack import pack_folder, pack_folders

_MOST_FILES = 200
_MOST_BYTES = 20 << 20
"""Of one file: a reference document with pictures."""


@dataclass(frozen=True)
class Copied:
    """A pack made. ``name``: what ``模板`` or ``--pack`` can say for it in the working folder; ``left``: not copied."""

    origin: str
    folder: Path
    name: str
    files: tuple[str, ...]
    left: tuple[str, ...]


def copy_pack(pack: str, target: Path) -> Copied:
    """Copies a pack's files, and the style file that it has or shares, into a new folder, whole or not at all."""
    source = pack_folder(pack, "模板包")
    contents, left = _contents(source)
    if STYLE_FILE not in contents:  # so that the copy has a look of its own to change
        contents[STYLE_FILE] = read_bounded(shared_style_file(), _MOST_BYTES)
    _refuse_target(source, target)
    temporary = target.with_name(f".drafter-{secrets.token_hex(8)}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.mkdir()
        try:
            for name, content in contents.items():
                (temporary / name).write_bytes(content)
            _refuse_target(source, target)
            temporary.rename(target)
        finally:
            with contextlib.suppress(OSError):
                shutil.rmtree(temporary)
    except OSError as error:
        found, hint = cause_of(error)
        raise RefusedError(Fault(str(target), f"写不了：{found}", "应是可以写的地方", hint)) from error
    known = pack_folders().get(target.name)
    short = known is not None and known.resolve() == target.resolve()
    return Copied(source.resolve().name, target, target.name if short else str(target), tuple(contents), tuple(left))


def _contents(source: Path) -> tuple[dict[str, bytes], list[str]]:
    """The files of a pack, and what is left behind: hidden files, locks, folders."""
    paths = sorted(source.iterdir())
    links = [path for path in (source, *paths) if path.is_symlink()]
    if links:
        hint = "把文件本身放进去，再复制"
        raise InputError([Fault(str(path), "这是一个链接", "模板包里只能有普通的文件", hint) for path in links])
    if len(paths) > _MOST_FILES:
        found, expected = f"文件夹里有{len(paths)}个文件", f"模板包最多{_MOST_FILES}个文件"
        raise InputError(Fault(str(source), found, expected, "核对是不是选错了文件夹"))
    kept = [path for path in paths if path.is_file() and not path.name.startswith((".", "~$"))]
    left = [path.name for path in paths if path not in kept]
    return {path.name: read_bounded(path, _MOST_BYTES) for path in kept}, left


def _refuse_target(source: Path, target: Path) -> None:
    where = str(target)
    if target.is_symlink() or target.exists():
        raise RefusedError(Fault(where, "这里已有同名的文件或文件夹", "不覆盖已有的文件", "换一个名称"))
    if safe_name(target.name, suffix="") != target.name:
        found, hint = f"“{target.name}”不能作文件夹名", "换一个名称，如 templates/本县"
        raise RefusedError(Fault(where, found, "应是各种系统都能用的名称", hint))
    if source.resolve() in target.resolve().parents:
        raise RefusedError(Fault(where, "这里在原来的模板包里面", "应是另一个文件夹", "换一个位置，如 templates/本县"))
