"""The trees kept beside the program's YAML are those of the YAML, and are believed only while they are."""

from pathlib import Path

import pytest

from drafter.files import packaged
from drafter.textfile import compiled, read_text_tree
from drafter.textfile.text import MAX_BYTES, TextTree
from drafter.values.usual_direction import WORDS_FILE, rules_in

ROOTS = (dict, list)
FILES = [
    pytest.param(name, file, id=str(file.relative_to(packaged(name).parent)))
    for name in compiled.FOLDERS
    for file in sorted(packaged(name).rglob("*.yaml"))
]


def from_yaml(monkeypatch: pytest.MonkeyPatch, path: Path) -> TextTree:
    with monkeypatch.context() as patched:
        patched.setattr("drafter.textfile.text.tree_of", lambda *_: None)
        return read_text_tree(path, ROOTS)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A phrasebank of one file that came with a program, with its trees."""
    folder = tmp_path / "phrasebank"
    (folder / "里").mkdir(parents=True)
    (folder / "里" / "句.yaml").write_text("- id: a\n  say: 甲\u2028\n- id: b\n", encoding="utf-8")
    monkeypatch.setattr(compiled, "packaged", lambda name: tmp_path / name)
    keep(folder, monkeypatch)
    return folder


def keep(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trees = {file: from_yaml(monkeypatch, file) for file in folder.rglob("*.yaml")}
    assert not any(read.notes or read.faults for read in trees.values())
    text = compiled.compiled(folder, {file: (read.tree, read.places) for file, read in trees.items()})
    (folder / compiled.NAME).write_text(text, encoding="utf-8", newline="\n")
    compiled._rows.cache_clear()


@pytest.mark.parametrize("name", compiled.FOLDERS)
def test_the_trees_are_fresh(name: str, golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """``pytest --accept`` writes them anew."""
    trees = {file: from_yaml(monkeypatch, file) for file in packaged(name).rglob("*.yaml")}
    text = compiled.compiled(packaged(name), {file: (read.tree, read.places) for file, read in trees.items()})
    golden(packaged(name) / compiled.NAME, text)
    compiled._rows.cache_clear()


@pytest.mark.parametrize(("name", "file"), FILES)
def test_a_tree_is_that_of_its_file(name: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, kept = from_yaml(monkeypatch, file), compiled.tree_of(file, file.read_bytes())
    assert kept is not None
    assert kept[0] == read.tree
    assert (read.notes, read.faults) == ((), ())
    for path in (*read.places.lines(), "", "[0].nowhere", "no.where[3]"):
        assert kept[1].of(path) == read.places.of(path)


def test_a_known_file_is_not_parsed_again(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = program / "里" / "句.yaml"
    expected = from_yaml(monkeypatch, file)
    monkeypatch.setattr("drafter.textfile.text.READERS", {})
    read = read_text_tree(file, list)
    assert read.tree == expected.tree
    assert read.places.of("[1].id") == expected.places.of("[1].id")


def test_a_changed_file_is_read_from_its_yaml(program: Path) -> None:
    file = program / "里" / "句.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("甲", "乙"), encoding="utf-8")
    (first, _) = read_text_tree(file, list).tree
    assert first["say"].startswith("乙")


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("甲", "丙"),
        lambda text: text[: len(text) // 2],
        lambda text: "",
        lambda text: "\0\n" * 9,
        lambda text: with_sum("没有制表符\n\t\n"),
        lambda text: with_sum(text.partition("\n")[2].replace('"tree":[', '"tree":7,"rest":[')),
        lambda text: with_sum(text.partition("\n")[2].replace("{", "", 1)),
    ],
)
def test_damaged_trees_are_not_believed_and_no_fault(program: Path, damage) -> None:
    kept = program / compiled.NAME
    kept.write_text(damage(kept.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    compiled._rows.cache_clear()
    assert read_text_tree(program / "里" / "句.yaml", list).tree[0]["say"].startswith("甲")


def with_sum(text: str) -> str:
    return f"{compiled._sum(text.encode())}\n{text}"


def test_trees_that_are_no_text_or_missing_are_no_fault(program: Path) -> None:
    for spoil in (lambda file: file.write_bytes(b"\xff\xfe"), Path.unlink, Path.mkdir):
        if not (program / compiled.NAME).is_dir():
            spoil(program / compiled.NAME)
        compiled._rows.cache_clear()
        assert len(read_text_tree(program / "里" / "句.yaml", list).tree) == 2


def test_a_file_of_the_clerk_has_no_tree(program: Path, tmp_path: Path) -> None:
    """Not even one with the same content, beside the same trees."""
    own = tmp_path / "own" / "phrasebank"
    (own / "里").mkdir(parents=True)
    for file in (program / compiled.NAME, program / "里" / "句.yaml"):
        (own / file.relative_to(program)).write_bytes(file.read_bytes())
    file = own / "里" / "句.yaml"
    assert compiled.tree_of(file, file.read_bytes()) is None
    assert compiled.tree_of(program / "里" / "句.yaml", file.read_bytes()) is not None
    assert file.stat().st_size < MAX_BYTES


def test_the_examples_of_the_words_that_came_with_the_program_hold() -> None:
    """They are not run again by every command."""
    assert rules_in(packaged("templates") / WORDS_FILE)
