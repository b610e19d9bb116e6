"""Fixtures: a folder with a report of the 2020 example, drafted once for all tests."""

from pathlib import Path

import pytest

from tests.helpers.examples import SUMMARY_2020
from tests.helpers.report_folder import Work


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    from drafter.commands.draft import draft

    folder = tmp_path_factory.mktemp("drafted")
    data = folder / "数据.yaml"
    data.write_bytes(SUMMARY_2020.read_bytes())
    (file,) = draft(data, only=("完整版",)).files
    file.path.rename(folder / "自评报告.docx")
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def work(drafter, tmp_path: Path, drafted: dict[str, bytes]) -> Work:
    for name, content in drafted.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return Work(tmp_path, tmp_path / "数据.yaml", tmp_path / "自评报告.docx", drafter)
