"""Imports run downwards only; rooms stay of a size that can be read."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.examples import ROOT


def test_imports_run_downwards_only() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    if not command.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run([str(command)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", sorted((ROOT / "drafter").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_no_longer_than_500_lines(file: Path) -> None:
    """A module is one thought; what is longer holds two."""
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 500
