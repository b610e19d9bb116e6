"""Finished documents go to disk, never over another file.

In: a path and bytes. Out: a ``Written``. Raises ``RefusedError`` where the folder cannot be read or written.
"""

from pathlib import Path

from drafter.findings import Fault, RefusedError
from drafter.workflow.outcomes import Written


def write_beside(document: str, path: Path, content: bytes) -> Written:
    """Never over another file: the same bytes are left alone, anything else gets the next free name."""
    from drafter.files import safe_name, write_new

    try:
        taken = {other.name for other in path.parent.iterdir()} if path.parent.is_dir() else set()
        names = [path.name, *(f"{path.stem}（{number}）{path.suffix}" for number in range(2, len(taken) + 3))]
        for candidate in (path.parent / name for name in names):
            if candidate.is_file() and not candidate.is_symlink() and candidate.read_bytes() == content:
                return Written(document, candidate, unchanged=True)
    except OSError as error:
        fault = Fault(str(path), "文件夹或其中的文件读不了", "应是可以读写的文件夹", "请检查权限，或用 -o 换一个文件夹")
        raise RefusedError(fault) from error
    if path.name not in taken:
        write_new(path, content)
        return Written(document, path)
    free = path.parent / safe_name(path.stem, taken)
    write_new(free, content)
    return Written(document, free, renamed_from=path)
