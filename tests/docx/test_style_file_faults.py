"""A style file that no report can be drafted with: one Chinese line that says which file, and nothing is written."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from drafter.files import STYLE_FILE
from tests.helpers.packs import spoilt

ENGLISH = re.compile(r"[A-Za-z]{3,} [a-z]{2,}")


@pytest.fixture
def told(drafter, data_file, tmp_path: Path) -> Callable[..., str]:
    """The one line of a draft that must end with exit code 2 and write nothing."""

    def call(*options: object) -> str:
        ran = drafter("draft", data_file(), "-o", tmp_path / "out", *options)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.err
        assert not ENGLISH.search(ran.err), ran.err
        assert not (tmp_path / "out").exists()
        return ran.err

    return call


def test_a_file_that_is_not_there_or_a_folder_is_told_in_chinese(told, drafter, tmp_path: Path) -> None:
    assert "nosuch.docx：没有这个文件；" in told("--reference-doc", tmp_path / "nosuch.docx")
    assert "：这是一个文件夹；" in told("--reference-doc", tmp_path)
    ran = drafter("check", tmp_path / "nosuch.docx")
    assert ran.code == 2
    assert "nosuch.docx：没有这个文件；" in ran.err


def test_a_workbook_under_the_name_of_a_word_file_is_called_by_its_name(told, tmp_path: Path) -> None:
    renamed = tmp_path / "样式.docx"
    Workbook().save(renamed)
    assert "样式.docx：是 Excel 文件；应为 .docx 文件。" in told("--reference-doc", renamed)


def test_the_folder_of_a_broken_style_file_is_named(told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = spoilt(tmp_path)
    (pack / STYLE_FILE).write_bytes(b"PK")
    assert f"{pack / STYLE_FILE}：不是 Word 文件" in told("--pack", pack)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / STYLE_FILE).write_bytes(b"PK")
    monkeypatch.chdir(tmp_path)
    assert told().startswith(f"{Path('templates') / STYLE_FILE}：不是 Word 文件")


def test_a_folder_under_the_name_of_the_style_file_is_told(
    told, drafter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = spoilt(tmp_path)
    (pack / STYLE_FILE).mkdir()
    assert f"{pack / STYLE_FILE}：这是一个文件夹" in told("--pack", pack)
    assert f"{STYLE_FILE}：这是一个文件夹" in drafter("packs", "lint", pack).out
    ran = drafter("packs", "copy", pack, tmp_path / "新")
    assert (ran.code, f"{STYLE_FILE}：这是一个文件夹" in ran.err) == (2, True)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates" / STYLE_FILE).mkdir(parents=True)
    assert told().startswith(f"{Path('templates') / STYLE_FILE}：这是一个文件夹")


def test_a_copy_does_not_take_a_broken_shared_style_file_along(
    drafter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / STYLE_FILE).write_bytes(b"PK")
    ran = drafter("packs", "copy", "hubei", "templates/本县")
    assert ran.code == 2
    assert ran.err.startswith(f"{Path('templates') / STYLE_FILE}：不是 Word 文件")
    assert not (tmp_path / "templates" / "本县").exists()
