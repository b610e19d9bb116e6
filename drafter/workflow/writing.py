"""Finished documents go to disk, never over another file.

In: a path and bytes. Out: a ``Written``, or the files that may already hold it. Raises ``RefusedError`` where the
folder cannot be read or written.
"""

from collections.abc import Callable
from pathlib import Path

from drafter.findings import Fault, RefusedError
from drafter.workflow.outcomes import Written


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
