"""How a path and an error of the operating system are told to a person.

In: a path, an OSError or ValueError. Out: Chinese words on one line.
"""

import errno
from pathlib import Path

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


def told(path: Path) -> str:
    """The path as a message shows it: unprintable characters and lone surrogates as ·."""
    return "".join(char if char.isprintable() else "·" for char in str(path))
