"""File names made from data, and lock files of open documents."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.files import is_open_elsewhere, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2020年度绩效自评报告", "2020年度绩效自评报告.docx"),
        ("../../x", "x.docx"),
        ("..\\..\\x", "x.docx"),
        ("/etc/passwd", "etc_passwd.docx"),
        ("C:\\x", "C_x.docx"),
        ("甲/乙:丙?", "甲_乙_丙.docx"),
        ('<a>"b"|*c', "a_b_c.docx"),
        ("CON", "_CON.docx"),
        ("con.2020", "_con.2020.docx"),
        ("Lpt1", "_Lpt1.docx"),
        ("COM¹", "_COM¹.docx"),
        ("CONTROL", "CONTROL.docx"),
        ("报告. . ", "报告.docx"),
        ("~$报告", "$报告.docx"),
        (".隐藏", "隐藏.docx"),
        ("甲\n乙\t丙\x00丁", "甲 乙 丙丁.docx"),
        ("a\u202egnp.exe\u200b", "agnp.exe.docx"),
        ("甲\ud800乙", "甲乙.docx"),
        ("", "未命名.docx"),
        ("///", "未命名.docx"),
        ("\u3000 。", "。.docx"),
        ("e\u0301", "\u00e9.docx"),
        ("甲😀𠮷", "甲😀𠮷.docx"),
    ],
)
def test_name_from_data_is_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_long_names_lose_their_middle_and_keep_the_kind_of_document() -> None:
    name = safe_name("2020年度" + "很长的单位名称" * 30 + "整体绩效自评结果（摘要版）")
    assert name.startswith("2020年度很长的单位名称")
    assert name.endswith("整体绩效自评结果（摘要版）.docx")
    assert "…" in name
    assert len(name.encode()) <= 200
    assert len(safe_name("a" * 300, suffix=".更新说明.txt").encode()) <= 200
    taken: set[str] = set()
    assert safe_name("长" * 300, taken) != safe_name("长" * 300, taken)


def test_two_units_of_one_name_get_two_files_also_when_only_the_case_differs() -> None:
    taken: set[str] = set()
    names = [safe_name(text, taken) for text in ("报告", "报告", "Ab", "aB", "报告", "报告（2）")]
    assert names == ["报告.docx", "报告（2）.docx", "Ab.docx", "aB（2）.docx", "报告（3）.docx", "报告（2）（2）.docx"]
    assert taken == set(names)


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=100), min_size=1, max_size=5))
@settings(database=None, deadline=None, max_examples=150)
def test_whatever_the_names_they_lie_in_the_folder_and_differ(tmp_path_factory: Any, texts: list[str]) -> None:
    taken: set[str] = set()
    for text in texts:
        name = safe_name(text, taken)
        assert Path(name).name == name
        assert len(name.encode()) <= 200
        assert name == unicodedata.normalize("NFC", name)
        assert not set(name) & set('\\/:*?"<>|\0')
        assert name[0] not in " .~"
        assert name.removesuffix(".docx")
        alone = safe_name(text)
        assert safe_name(alone.removesuffix(".docx")) == alone
    assert len({name.casefold() for name in taken}) == len(texts)


@pytest.mark.parametrize(
    ("name", "lock", "open_"),
    [
        ("自评报告2020年度.docx", "~$报告2020年度.docx", True),
        ("报告.docx", "~$报告.docx", True),
        ("a234567.docx", "~$234567.docx", True),
        ("报告.docx", ".~报告.docx", True),
        ("报告.docx", ".~lock.报告.docx#", True),
        ("报告.docx", "~$其他.docx", False),
        ("报告.docx", "报告.docx.bak", False),
    ],
)
def test_lock_files_of_word_wps_and_libreoffice_are_seen(tmp_path: Path, name: str, lock: str, open_: bool) -> None:
    assert not is_open_elsewhere(tmp_path / name)
    (tmp_path / lock).write_bytes(b"")
    assert is_open_elsewhere(tmp_path / name) is open_
