"""Writes a file whole or not at all, and never over an existing one unless asked to.

In: a path and the bytes. Out: the file on disk, read back and compared; or RefusedError and nothing changed.
The bytes go into a temporary file beside the target, which then takes the target's name in one step.
"""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from drafter.files.reading import cause_of, printable
from drafter.findings import DrafterError, Fault, RefusedError

_FLAGS = os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_FLAGS |= getattr(os, "O_CLOEXEC", 0)


def write_new(
    path: Path, data: bytes, *, verify: Callable[[bytes], None] | None = None, overwrite: bool = False
) -> None:
    """Writes ``data`` to ``path``, making missing parent folders.

    ``verify`` gets the bytes read back from disk and raises to stop the write: a DrafterError goes through as it
    is, anything else becomes a RefusedError. Raises RefusedError also when the target exists (unless ``overwrite``),
    is a link, a folder or read-only, and when the disk is full.
    """
    try:
        _refuse_target(path, overwrite=overwrite)
        _make_folder(path)
        temporary = path.with_name(f".drafter-{secrets.token_hex(8)}.tmp")
        try:
            _write_through(temporary, data)
            _check(path, temporary.read_bytes(), data, verify)
            if overwrite:
                temporary.replace(path)
            else:
                _take_free_name(temporary, path)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except (OSError, ValueError) as error:  # ValueError: a path with U+0000 or a lone surrogate
        raise RefusedError(_unwritable(path, error)) from error


def _refuse_target(path: Path, *, overwrite: bool) -> None:
    where = printable(path)
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        fault = Fault(where, "这里是一个链接，不是文件", "只写到普通文件，不跟着链接走", "请换一个文件名")
    elif stat.S_ISDIR(mode):
        fault = Fault(where, "这里是一个同名的文件夹", "应是一个文件名", "请换一个文件名")
    elif not stat.S_ISREG(mode):
        fault = Fault(where, "这里不是普通文件", "应是一个文件名", "请换一个文件名")
    elif not overwrite:
        fault = _exists(path)
    elif not mode & 0o222 or not os.access(path, os.W_OK):
        fault = Fault(where, "文件是只读的", "应是可以改写的文件", "请去掉只读属性，或换一个文件名")
    else:
        return
    raise RefusedError(fault)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        fault = Fault(printable(path.parent), "这里不是文件夹", "文件要写在文件夹里", "请换一个位置")
        raise RefusedError(fault) from error


def _write_through(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | _FLAGS, 0o666)  # the umask takes away what it must
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _check(path: Path, written: bytes, data: bytes, verify: Callable[[bytes], None] | None) -> None:
    if written != data:
        hint = "请检查磁盘，或换一个位置"
        raise RefusedError(Fault(printable(path), "写入后读回的内容不一致", "应与要写的内容相同", hint))
    if verify is None:
        return
    try:
        verify(written)
    except DrafterError:
        raise
    except Exception as error:
        fault = Fault(
            printable(path), "写出的内容没有通过核对", "应能重新打开", "没有写出文件，请把这份数据交给维护人员"
        )
        raise RefusedError(fault) from error


def _take_free_name(temporary: Path, path: Path) -> None:
    """Gives the temporary file the name of the target; of two processes only one can win."""
    if os.name == "nt":  # there a rename refuses an existing target by itself
        temporary.rename(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}:
            raise
        _take_reserved_name(temporary, path)


def _take_reserved_name(temporary: Path, path: Path) -> None:
    """The same for disks without hard links (FAT, some shares): an empty file holds the name until it is replaced."""
    os.close(os.open(path, os.O_WRONLY | _FLAGS, 0o666))
    try:
        temporary.replace(path)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut; some file systems cannot, the file is there all the same."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exists(path: Path) -> Fault:
    return Fault(printable(path), "同名的文件已经存在", "不覆盖已有的文件", "请换一个文件名，或先移走旧文件")


def _unwritable(path: Path, error: Exception) -> Fault:
    if isinstance(error, FileExistsError):
        return _exists(path)
    found, hint = cause_of(error)
    return Fault(printable(path), f"写不进去：{found}", "这里应是可以写的位置", hint)
