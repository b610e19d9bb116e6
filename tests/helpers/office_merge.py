"""Word files saved by LibreOffice, as by a person who opens and saves them there: all of them in one call.

In: the bytes of many .docx by name. Out: the same saved again.
"""

import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.helpers.libreoffice import SECONDS, SOFFICE, converted

OFFICE = SOFFICE
_MOST_SECONDS = SECONDS


def resaved(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file as LibreOffice writes it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in"
        source.mkdir()
        paths = {name: source / f"{number}.docx" for number, name in enumerate(files)}
        for name, path in paths.items():
            path.write_bytes(files[name])
        made = converted(list(paths.values()), "docx:MS Word 2007 XML", Path(folder) / "out")
        return {name: path.read_bytes() for name, path in zip(paths, made, strict=True)}


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[], Mapping[str, bytes]]) -> dict[str, bytes]:
    """What ``make`` makes; of the processes of one test run, one makes it and the others wait for it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + _MOST_SECONDS
        while not done.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        return {path.stem: path.read_bytes() for path in folder.glob("*.docx")}
    try:
        made = dict(make())
        for file, content in made.items():
            (folder / f"{file}.docx").write_bytes(content)
    finally:
        done.touch()
    return made
