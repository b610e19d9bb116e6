"""Imports run downwards only, also between tests and their helpers; rooms stay of a size that can be read."""

import ast
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


def imported_by(file: Path) -> set[str]:
    """The modules that a file imports from, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("file", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_test_module_is_imported(file: Path) -> None:
    """What several test modules use is in ``tests/helpers``; ``conftest.py`` has fixtures only."""
    steps = [module.split(".") for module in imported_by(file) if module.startswith("tests.")]
    assert not [path for path in steps if any(step == "conftest" or step.startswith("test_") for step in path)]
