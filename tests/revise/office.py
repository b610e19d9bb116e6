"""Word files saved by LibreOffice, as by a person who opens and saves them there: all of them in one call.

In: the bytes of many .docx by name. Out: the same saved again. It runs with a profile of its own.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice")
_MOST_SECONDS = 240


def resaved(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file as LibreOffice writes it."""
    assert OFFICE, "LibreOffice is not installed"
    with tempfile.TemporaryDirectory() as folder:
        source, target, profile = (Path(folder) / name for name in ("in", "out", "profile"))
        source.mkdir()
        paths = {name: source / f"{number}.docx" for number, name in enumerate(files)}
        for name, path in paths.items():
            path.write_bytes(files[name])
        command = [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), *map(str, paths.values())]
        subprocess.run(command, check=True, capture_output=True, timeout=_MOST_SECONDS)
        return {name: (target / path.name).read_bytes() for name, path in paths.items()}


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
