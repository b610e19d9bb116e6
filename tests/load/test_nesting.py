"""Depth is told before any parser sees the text, and causes are told whatever words the parser uses."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.findings import InputError
from drafter.textfile import read_text_tree, yamlfile
from drafter.textfile.yamltext import open_at, too_deep
from tests.helpers.data_faults import BROKEN_ROWS, ROW, faults_of

LETTERS = "单a1.>|*&!{}[]:#-'\"\\ \n\t,、?"
SEEDS = (
    "a:\n  - b: [1, {c: 'x'}]\n    d: |\n      [[[\n      {{\n  - - - x\n",
    "e: \"[[\n  [\"\nf: it's [ok\n  [more\ng: [a 'b, c]\n",
    "- [x, y]\n-\n  ? {a: b}\n  : - c\n",
    "",
)


def depth(text: str) -> int | None:
    """How deep the parser says that a text nests; None where it cannot read it."""
    now = most = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            now += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            most = max(most, now)
    except yaml.YAMLError:
        return None
    return most


@given(st.sampled_from(SEEDS), st.data())
@settings(database=None, deadline=None, max_examples=1500)
def test_no_more_depth_is_found_than_there_is(seed: str, data: st.DataObject) -> None:
    text = seed
    for _ in range(3):
        at, gone = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 3))
        text = text[:at] + data.draw(st.text(LETTERS, max_size=6)) + text[at + gone :]
    real = depth(text)
    if real is not None:
        assert too_deep(text, real) is None, text


PROPERTY = st.sampled_from(["", "", "&a ", "&abc ", "!x ", "!!str ", "&b !t "])
ENTRY = st.tuples(st.integers(0, 3), PROPERTY, st.sampled_from(["- ", "", "? "]), PROPERTY, PROPERTY)


@given(st.lists(ENTRY, max_size=8))
@settings(database=None, deadline=None, max_examples=800)
def test_anchors_and_tags_before_a_key_are_no_depth(entries: list[tuple[int, str, str, str, str]]) -> None:
    lines = [
        f"{' ' * indent}{dash}{before if dash else ''}{first if not dash else ''}k{number}: {value}v"
        for number, (indent, first, dash, before, value) in enumerate(entries)
    ]
    text = "".join(f"{line}\n" for line in lines)
    real = depth(text)
    if real is not None:
        assert too_deep(text, real) is None, text


@given(st.lists(PROPERTY, min_size=1, max_size=60))
@settings(database=None, deadline=None)
def test_keys_of_one_mapping_are_of_one_depth_whatever_stands_before_them(before: list[str]) -> None:
    text = "".join(f"{mark}k{number}: v\n" for number, mark in enumerate(before))
    assert depth(text) == 1
    assert too_deep(text, 1) is None


def test_an_anchor_before_a_key_is_told_as_an_anchor(tmp_path: Path) -> None:
    text = "".join(f"&{'a' * length} 键{length}: 1\n" for length in range(1, 60))
    faults = faults_of(tmp_path, text)
    assert sum("会被当作锚点" in fault for fault in faults) == 59
    assert not any("嵌套" in fault for fault in faults)


@pytest.mark.parametrize(
    "text", ["[[[a]]]", "{a: {b: {c: d}}}", "- - - a", "a:\n  b:\n    c: d", "a:\n- [c]", "? - - a"]
)
def test_the_depth_that_there_is_is_found(text: str) -> None:
    assert depth(text) == 3
    assert too_deep(text, 3) is None
    assert too_deep(text, 2) is not None


DEEP = [
    ("[" * 900, "第1行第51列"),
    ("[" * 1_500, "第1行第51列"),
    ("甲: {a: " + "[" * 1_500, "第1行第56列"),
    ('甲: "[[[["\n乙: ' + "[" * 1_500, "第2行第53列"),
    ("- " * 1_500, "第1行第101列"),
    ("".join(f"{' ' * n}a:\n" for n in range(1_500)), "第51行第51列"),
    ("甲:\n" + "".join(f"{' ' * n}-\n" for n in range(1_500)), "第51行第50列"),
]


@pytest.mark.parametrize(("text", "place"), DEEP, ids=[text[:8].strip() for text, _ in DEEP])
def test_depth_is_told_before_the_parser_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, place: str
) -> None:
    def unwanted(*_: object, **__: object) -> Iterator[Any]:
        raise AssertionError("the parser was asked")

    monkeypatch.setattr(yamlfile.yaml, "parse", unwanted)
    assert faults_of(tmp_path, text) == [f"数据.yaml {place}：嵌套超过50层；最多50层。请核对缩进和括号，是不是多套了。"]


def test_brackets_in_texts_are_no_depth(tmp_path: Path) -> None:
    many = "[{" * 60
    text = f"甲: |\n  {many}\n乙: '{many}'\n丙: \"{many}\"\n丁: 字{many}\n  {many}\n戊: [字, '{many}'] # {many}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert read_text_tree(tmp_path / "a.yaml").mapping["乙"] == many


@pytest.mark.parametrize(
    ("text", "place", "mark"),
    [
        ("甲: [乙, {丙: 丁", (0, 12), "{"),
        ("甲: [乙, {丙: 丁}", (0, 13), "["),
        ("甲: [乙]\n丁: 戊", (1, 3), None),
        ("甲: '乙\n丁: 戊", (1, 3), "'"),
        ("甲: |\n  [乙\n丁: 戊", (2, 3), None),
    ],
)
def test_what_is_open_at_a_place(text: str, place: tuple[int, int], mark: str | None) -> None:
    found = open_at(text, *place)
    assert (found.char if found else None) == mark


OTHER_WORDS = ("", "Ein unerwartetes Zeichen", "while scanning: could not find expected ':'", "\n  at line 3")


def worded(words: str) -> Any:
    """The parser as a release of other words would be: its errors and their marks, not their text."""
    parse = yaml.parse

    def other(source: str, **how: Any) -> Iterator[yaml.Event]:
        try:
            yield from parse(source, **how)
        except yaml.MarkedYAMLError as error:
            raise type(error)(words, error.context_mark, words, error.problem_mark, words) from None

    return other


@pytest.mark.parametrize("words", OTHER_WORDS)
@pytest.mark.parametrize("loader", ["SafeLoader", "CSafeLoader"])
def test_causes_are_told_whatever_words_the_parser_uses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, loader: str
) -> None:
    if not hasattr(yaml, loader):
        pytest.skip("PyYAML without libyaml")
    monkeypatch.setattr(yamlfile.yaml, "parse", worded(words))
    monkeypatch.setattr(yamlfile, "_LOADER", getattr(yaml, loader))
    for row, begins in BROKEN_ROWS:
        (line,) = faults_of(tmp_path, ROW + row)
        assert _cause(line).startswith(_cause(begins))


def _cause(line: str) -> str:
    """The line without its column, where the parser's two builds differ."""
    return re.sub(r"第\d+列", "", line)


@pytest.mark.parametrize("error", [yaml.MarkedYAMLError("x", None, "y"), yaml.YAMLError("z"), yaml.MarkedYAMLError()])
def test_an_unknown_error_of_the_parser_is_told_in_four_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: yaml.YAMLError
) -> None:
    def failing(*_: object, **__: object) -> Iterator[Any]:
        raise error

    monkeypatch.setattr(yamlfile.yaml, "parse", failing)
    (tmp_path / "a.yaml").write_text("甲: 乙", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_text_tree(tmp_path / "a.yaml")
    (fault,) = caught.value.faults
    assert all((fault.where, fault.found, fault.expected, fault.hint))
    assert not re.search("[a-z]{2,}", fault.found + fault.expected + fault.hint)
