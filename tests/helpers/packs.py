"""A pack to spoil: a copy of one of ours with a text replaced, linted or drafted with."""

import shutil
from pathlib import Path

from tests.helpers.examples import ROOT

HUNAN, HUBEI = "hunan", "hubei"


def spoilt(folder: Path, file: str = "", old: str = "", new: str = "", *, pack: str = HUBEI) -> Path:
    """A copy of a pack, ``old`` in one of its files replaced by ``new`` once; without ``old`` the file is ``new``."""
    target = folder / "本区"
    if not target.exists():
        shutil.copytree(ROOT / "templates" / pack, target)
    if file:
        path = target / file
        text = path.read_text(encoding="utf-8") if old else ""
        assert old in text, f"{old} is not in {file}"
        path.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
    return target


def line_of(path: Path, text: str) -> int:
    """The first line of a file that holds a text, from 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
