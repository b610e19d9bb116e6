"""The base of an update, kept beside the report: ``.drafter/<id>/gen-NNNN.json``, one file a generation.

In: the folder of a report and a state. Out: the file on disk, or those that are there. A report carries its state
itself, so what cannot be kept is a note and never stops a command.
"""

import contextlib
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from drafter.docx.hidden_state import MOST_BYTES
from drafter.findings import DrafterError, RefusedError
from drafter.state.record import State

FOLDER = ".drafter"


class Sidecar(Struct, frozen=True):
    """A file of a generation, and the sum of what is in it."""

    path: Path
    content: bytes

    @property
    def sha(self) -> str:
        return sha256(self.content).hexdigest()


def folder_of(report: Path, report_id: str) -> Path:
    """Where the generations of a report are kept."""
    return report.parent / FOLDER / report_id


def keep(report: Path, state: State) -> tuple[str, ...]:
    """Keeps the state of a report that was just written. Returns notes: none where it is kept."""
    from drafter.files import write_new

    content = state.as_json().encode()
    folder = folder_of(report, state.id)
    stem = f"gen-{state.generation:04}"
    # Two branches of one generation: the second is kept under its sum.
    for path in (folder / f"{stem}.json", folder / f"{stem}-{sha256(content).hexdigest()[:8]}.json"):
        if _content(path) == content:
            return ()
        if path.exists():
            continue
        try:
            write_new(path, content)
        except RefusedError as error:
            return (f"底稿没有存到报告旁边（{error.faults[0].found}），报告本身带有底稿，不影响使用",)
        _hide(report.parent / FOLDER)
        return ()
    return (f"底稿没有存到报告旁边（“{folder}”里的同名文件被改过），报告本身带有底稿，不影响使用",)


def kept(report: Path, report_id: str, generation: int) -> tuple[Sidecar, ...]:
    """Every file of one generation of a report; more than one where it went two ways."""
    return tuple(_read(folder_of(report, report_id), f"gen-{generation:04}*.json"))


def newest(report: Path) -> tuple[Sidecar, ...]:
    """Every generation of any report that is kept beside it, the last written first."""
    found: list[Sidecar] = []
    for folder in _folders(report.parent / FOLDER):
        found.extend(_read(folder, "gen-*.json"))
    return tuple(sorted(found, key=lambda one: (_time(one.path), str(one.path)), reverse=True))


def _folders(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.is_dir())
    return []


def _read(folder: Path, pattern: str) -> Iterator[Sidecar]:
    paths: list[Path] = []
    with contextlib.suppress(OSError):
        paths = sorted(folder.glob(pattern))
    for path in paths:
        content = _content(path)
        if content is not None:
            yield Sidecar(path, content)


def _content(path: Path) -> bytes | None:
    from drafter.files import read_bounded

    try:
        return read_bounded(path, MOST_BYTES)
    except DrafterError:
        return None


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _hide(folder: Path) -> None:
    """A name with a dot is hidden everywhere but on Windows."""
    if sys.platform == "win32":
        import ctypes

        hidden = 2  # FILE_ATTRIBUTE_HIDDEN
        with contextlib.suppress(OSError, AttributeError):
            ctypes.windll.kernel32.SetFileAttributesW(str(folder), hidden)
