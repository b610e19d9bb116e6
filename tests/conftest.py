"""Fixtures of all tests: a way to run commands, data files, goldens that ``pytest --accept`` rewrites.

What is no fixture and several modules use is in ``tests/helpers``.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, settings

from drafter.cli import run
from tests.helpers.finished_command import Ran
from tests.helpers.small_report import small_report

# The same examples at every run, and no shrinking: a law that breaks is reported within seconds. To look for new
# examples: make search
# No deadline and no check of speed: machines that run tests are busy, and a slow example is no broken law.
settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", derandomize=False, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-shape", action="store_true", help="update every document of every pack; takes minutes")
    parser.addoption("--accept", action="store_true", help="rewrite the goldens; read the diff before you commit it")


@pytest.fixture
def drafter(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command line in this process."""

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares text with a file, or rewrites the file under ``--accept``."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"no golden yet: run pytest --accept and read {path}"
        assert text == path.read_text(encoding="utf-8")

    return check


@pytest.fixture
def data_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a data file from a mapping: a small correct report, with the given keys changed."""

    def write(changes: dict | None = None, name: str = "数据.yaml") -> Path:
        path = tmp_path / name
        path.write_text(yaml.safe_dump({**small_report(), **(changes or {})}, allow_unicode=True, sort_keys=False))
        return path

    return write
