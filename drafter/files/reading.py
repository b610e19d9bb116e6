"""Reads a file whole, up to a limit, and says in Chinese why it could not be read.

In: a path and a limit in bytes. Out: the bytes, or InputError. Only regular files are read: a pipe or a
device might never end.
"""

import errno
import os
import stat
from pathlib import Path

from drafter.findings import Fault, InputError

_CAUSES: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("磁盘已满", "请清理磁盘或换一个位置"),
    errno.EACCES: ("没有权限", "请换一个文件夹，或先关闭占用它的程序"),
    errno.EPERM: ("没有权限", "请换一个文件夹，或先关闭占用它的程序"),
    errno.EROFS: ("所在的磁盘是只读的", "请换一个可以写的位置"),
    errno.ENAMETOOLONG: ("文件名或路径太长", "请缩短文件名，或换一个层级浅的文件夹"),
    errno.ENOTDIR: ("路径中间有一段不是文件夹", "请核对路径"),
    errno.EEXIST: ("同名的文件已经存在", "请换一个名字"),
    errno.EISDIR: ("这是一个文件夹", "请指明文件"),
    errno.ELOOP: ("路径里的链接绕成了圈", "请核对路径"),
    errno.EFBIG: ("超过了系统允许的文件大小", "请换一个位置"),
    errno.EIO: ("磁盘读写出错", "请检查磁盘或换一个位置"),
    errno.EBUSY: ("文件正被别的程序占用", "请先关闭占用它的程序"),
    errno.ENOENT: ("路径不存在", "请核对路径"),
}
if hasattr(errno, "EDQUOT"):
    _CAUSES[errno.EDQUOT] = ("磁盘配额已用完", "请清理磁盘或换一个位置")


def cause_of(error: Exception) -> tuple[str, str]:
    """What went wrong and what to do, for any OSError or ValueError of a file call."""
    if isinstance(error, OSError):
        return _CAUSES.get(error.errno or 0, (f"系统错误 {error.errno or '未知'}", "请换一个位置再试"))
    return "路径里有不能用的字符", "请改用普通的文件名"


def printable(path: Path) -> str:
    """The path as a message shows it: unprintable characters and lone surrogates as ·."""
    return "".join(char if char.isprintable() else "·" for char in str(path))


STYLE_FILE = "reference.docx"
"""The look of the reports: one for all packs beside them, a pack's own in its folder."""

# O_NONBLOCK: opening a named pipe that nobody writes to would wait for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes. Raises InputError."""
    content = read_head(path, limit + 1)
    if len(content) > limit:
        hint = "请核对是否选错了文件，或拆成几个文件"
        raise InputError(Fault(printable(path), f"文件超过 {_size(limit)}", f"最多读 {_size(limit)}", hint))
    return content


def read_head(path: Path, size: int) -> bytes:
    """The first ``size`` bytes of a regular file, or all that it has. Raises InputError."""
    try:
        handle = os.open(path, _FLAGS)
        try:
            return _content(path, handle, size)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:  # ValueError: a path with U+0000
        raise InputError(_unreadable(path, error)) from error


def _content(path: Path, handle: int, size: int) -> bytes:
    mode = os.fstat(handle).st_mode
    if stat.S_ISDIR(mode):
        raise InputError(_folder(path))
    if not stat.S_ISREG(mode):
        raise InputError(Fault(printable(path), "这不是普通文件", "这里应是一个数据文件", "请核对路径"))
    content = bytearray()
    while chunk := os.read(handle, min(size - len(content), 1 << 20)):
        content += chunk
    return bytes(content)


def _unreadable(path: Path, error: Exception) -> Fault:
    if isinstance(error, FileNotFoundError):
        return Fault(printable(path), "没有这个文件", "这里应是一个已有的文件", "请核对文件名和所在文件夹")
    if isinstance(error, IsADirectoryError) or (isinstance(error, PermissionError) and path.is_dir()):
        return _folder(path)
    found, hint = cause_of(error)
    return Fault(printable(path), f"读不出来：{found}", "这里应是一个可以读的文件", hint)


def _folder(path: Path) -> Fault:
    return Fault(printable(path), "这是一个文件夹", "这里应是一个文件", "请指明文件夹里的文件")


def _size(limit: int) -> str:
    return f"{limit / (1 << 20):g} MB" if limit >= 1 << 20 else f"{limit} 字节"


def packaged(folder: str) -> Path:
    """The copy of ``templates`` or ``phrasebank`` that came with the program (wheel, or source checkout)."""
    here = Path(__file__).resolve().parent.parent
    installed = here / "data" / folder
    return installed if installed.is_dir() else here.parent / folder


def shared_style_file() -> Path:
    """The style file of all packs: that of ``./templates``, else the one that came with the program.

    What has its name and is no file is not passed over: whoever reads it is told.
    """
    own = Path("templates") / STYLE_FILE
    return own if os.path.lexists(own) else packaged("templates") / STYLE_FILE
