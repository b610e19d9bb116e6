"""Laws of reading: text comes back, JSON and YAML agree, nothing but InputError is ever raised."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.files import ILLEGAL_XML
from drafter.findings import InputError
from drafter.load import load
from drafter.model import Record
from drafter.textfile import advice, read_text_tree

QUICK = settings(database=None, deadline=None, max_examples=150)
KEYS = sorted({alias for record in Record.__subclasses__() for alias in record.aliases()})
LETTERS = "单位人数0123456789.,%≥≤>|*&!{}[]:#-'\"\\ \n\t年月日（）A、"
START = "单位名称: 某中心\n年度: 2020\n预算执行: {全年预算数: 100}\n"
ROWS = "年度目标:\n  - 名称: 甲\n    指标:\n      - {三级指标: 人数, 指标值: ≥20, 分值: 10}\n其他说明: |\n  一\n  二\n"

any_text = st.text(st.characters(exclude_categories=()), max_size=60)
file_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
trees: st.SearchStrategy[Any] = st.recursive(
    st.text(LETTERS, max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def outcome(path: Path) -> Any:
    """The record, or what the person is told, without places, with the advice that a .json has."""
    try:
        return load(path).data
    except InputError as error:
        return sorted((fault.found, fault.expected, advice(fault.hint, "a.json")) for fault in error.faults)


@given(file_text)
@QUICK
def test_text_in_quoted_yaml_comes_back(folder: Path, text: str) -> None:
    path = written(folder / "a.yaml", START + yaml.safe_dump({"其他说明": text}, default_style='"', width=10**6))
    read = read_text_tree(path)
    assert read.tree["其他说明"] == ILLEGAL_XML.sub("", text)
    kept = ILLEGAL_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    assert load(path).data.other_notes == (kept or None)


@given(any_text)
@QUICK
def test_text_in_json_comes_back(folder: Path, text: str) -> None:
    path = written(folder / "a.json", json.dumps({"其他说明": text}))
    joined = json.loads(json.dumps(text))
    assert read_text_tree(path).tree == {"其他说明": ILLEGAL_XML.sub("", joined)}


@given(st.dictionaries(st.sampled_from(KEYS), trees, max_size=6))
@QUICK
def test_json_and_yaml_of_the_same_data_load_equal(folder: Path, tree: dict[str, Any]) -> None:
    tree = {"单位名称": "某中心", "年度": "2020", "预算执行": {"执行率": "50%"}, **tree}
    as_json = written(folder / "a.json", json.dumps(tree, ensure_ascii=False))
    as_yaml = written(folder / "a.yaml", yaml.safe_dump(tree, allow_unicode=True, default_style='"', sort_keys=False))
    assert read_text_tree(as_json).tree == read_text_tree(as_yaml).tree == tree
    assert outcome(as_json) == outcome(as_yaml)


@given(st.dictionaries(st.sampled_from(KEYS), trees, max_size=8))
@QUICK
def test_whatever_the_data_the_person_is_told_in_chinese(folder: Path, tree: dict[str, Any]) -> None:
    told = outcome(written(folder / "a.json", json.dumps(tree)))
    for found, expected, hint in told if isinstance(told, list) else ():
        assert not re.search(r"[a-z]{3,}", (expected + hint).replace("null", "")), (found, expected, hint)
        assert all("\n" not in part and part for part in (found, expected, hint))


@given(st.binary(max_size=200), st.sampled_from(["a.yaml", "a.json", "a.xlsx", "a"]))
@QUICK
def test_random_bytes_raise_nothing_but_input_error(folder: Path, content: bytes, name: str) -> None:
    outcome(written(folder / name, content))


@given(st.text(LETTERS, max_size=80), st.sampled_from(["a.yaml", "a.json"]))
@settings(QUICK, max_examples=400)
def test_random_text_raises_nothing_but_input_error(folder: Path, text: str, name: str) -> None:
    outcome(written(folder / name, text))
    outcome(written(folder / name, START + "其他说明: " + text))


@given(st.integers(0, len(START + ROWS)), st.integers(0, 3), st.text(LETTERS, max_size=3))
@settings(QUICK, max_examples=600)
def test_a_slip_of_the_hand_raises_nothing_but_input_error(folder: Path, at: int, removed: int, typed: str) -> None:
    text = START + ROWS
    told = outcome(written(folder / "a.yaml", text[:at] + typed + text[at + removed :]))
    if isinstance(told, list):
        assert told
        assert all("\n" not in part for parts in told for part in parts)
