"""The base of an update, kept beside the report: ``.drafter/<id>/gen-NNNN.json.gz``, one file a generation.

In: the folder of a report and a state. Out: the file on disk, or those that are there. A report carries its state
itself, so what cannot be kept is a note and never stops a command. A file without ``.gz`` is plain JSON: the versions
before wrote them so.
"""

import contextlib
import gzip
import sys
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from drafter.docx.hidden_state import MOST_BYTES
from drafter.findings import DrafterError, Fault, InputError, RefusedError
from drafter.state.record import State

FOLDER = ".drafter"

_ENDINGS = (".json", ".json.gz")
_LEVEL = 3
"""Of deflate: a tenth larger than at the usual level 6, in half the time."""


class Sidecar(Struct, frozen=True):
    """A file of a generation, its JSON (``content``, as it was before it was compressed), and the sum of that."""

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
    for name in (stem, f"{stem}-{sha256(content).hexdigest()[:8]}"):
        there = [path for ending in _ENDINGS if (path := folder / f"{name}{ending}").exists()]
        if any(_content(path) == content for path in there):
            return ()
        if there:
            continue
        try:
            write_new(folder / f"{name}.json.gz", gzip.compress(content, _LEVEL, mtime=0))
        except RefusedError as error:
            return (f"底稿没有存到报告旁边（{error.faults[0].found}），报告本身带有底稿，不影响使用",)
        _hide(report.parent / FOLDER)
        return ()
    return (f"底稿没有存到报告旁边（“{folder}”里的同名文件被改过），报告本身带有底稿，不影响使用",)


def kept(report: Path, report_id: str, generation: int) -> tuple[Sidecar, ...]:
    """Every file of one generation of a report; more than one where it went two ways."""
    return tuple(_read(folder_of(report, report_id), f"gen-{generation:04}*"))


def newest(report: Path) -> tuple[Sidecar, ...]:
    """Every generation of any report that is kept beside it, the last written first."""
    found: list[Sidecar] = []
    for folder in _folders(report.parent / FOLDER):
        found.extend(_read(folder, "gen-*"))
    return tuple(sorted(found, key=lambda one: (_time(one.path), str(one.path)), reverse=True))


def _folders(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.is_dir())
    return []


def _read(folder: Path, pattern: str) -> Iterator[Sidecar]:
    paths: list[Path] = []
    with contextlib.suppress(OSError):
        paths = sorted(path for path in folder.glob(pattern) if path.name.endswith(_ENDINGS))
    for path in paths:
        content = _content(path)
        if content is not None:
            yield Sidecar(path, content)


def _content(path: Path) -> bytes | None:
    try:
        return read_kept(path)
    except DrafterError:
        return None


def read_kept(path: Path) -> bytes:
    """The JSON of a file of a generation. Raises ``InputError`` or ``RefusedError`` where it cannot be read."""
    from drafter.files import read_bounded

    content = read_bounded(path, MOST_BYTES)
    if path.suffix.casefold() != ".gz":
        return content
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        json = unpacking.decompress(content, MOST_BYTES + 1)
    except zlib.error as error:
        raise InputError(_damaged(path)) from error
    if len(json) > MOST_BYTES:
        found = f"底稿展开后超过 {MOST_BYTES >> 20} MB"
        raise InputError(Fault(str(path), found, "正常的报告没有这样大", "请核实文件的来历，或从数据文件重新起草"))
    if not unpacking.eof:
        raise InputError(_damaged(path))
    return json


def _damaged(path: Path) -> Fault:
    expected = "应为 drafter 存在报告旁边的底稿，没有被改动过"
    return Fault(str(path), "底稿不能解压，文件不全或被改过", expected, "请用未改动的那一份，或从数据文件重新起草")


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
