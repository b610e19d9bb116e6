"""A pack of one's own: copied, shown, and made by the page that says how."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from drafter.compose.document import known_slots
from drafter.pack import load_pack, pack_folders
from tests.helpers.examples import ROOT
from tests.helpers.packs import spoilt


def test_a_copy_is_a_pack_of_the_new_name(drafter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = drafter("packs", "copy", "hubei", "templates/本县")
    assert ran.code == 0
    assert "接下来" in ran.out
    assert "drafter packs lint 本县" in ran.out
    original = ROOT / "templates" / "hubei"
    files = {path.name: path.read_bytes() for path in original.iterdir()}
    files["reference.docx"] = (ROOT / "templates" / "reference.docx").read_bytes()
    assert {path.name: path.read_bytes() for path in Path("templates/本县").iterdir()} == files
    assert drafter("packs", "lint", "本县").code == 0
    assert "本县" in drafter("packs", "list").out


def test_a_copy_never_takes_the_place_of_anything(drafter, tmp_path: Path) -> None:
    for target in (tmp_path / "空文件夹", tmp_path / "文件", tmp_path / "链接"):
        if target.name == "空文件夹":
            target.mkdir()
        elif target.name == "文件":
            target.write_text("甲", encoding="utf-8")
        else:
            target.symlink_to(tmp_path / "没有")
        ran = drafter("packs", "copy", "hubei", target)
        assert ran.code == 3
        assert "不覆盖已有的文件" in ran.err
    assert {path.name for path in tmp_path.iterdir()} == {"空文件夹", "文件", "链接"}
    assert not list((tmp_path / "空文件夹").iterdir())


def test_links_are_not_copied(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path)
    (pack / "秘密.yaml").symlink_to("/etc/passwd")
    ran = drafter("packs", "copy", pack, tmp_path / "新")
    assert ran.code == 2
    assert "这是一个链接" in ran.err
    assert not (tmp_path / "新").exists()


def test_hidden_files_and_folders_stay_behind(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path)
    (pack / ".git").mkdir()
    (pack / "~$表.docx").write_bytes(b"x")
    ran = drafter("packs", "copy", pack, tmp_path / "新", "--json")
    assert sorted(ran.json["没有复制"]) == [".git", "~$表.docx"]
    assert not (tmp_path / "新" / ".git").exists()


@pytest.mark.parametrize("name", ["con", "本县.", "a:b", "本区/里面"])
def test_a_name_that_cannot_be_a_folder_is_refused(drafter, tmp_path: Path, name: str) -> None:
    pack = spoilt(tmp_path)
    ran = drafter("packs", "copy", pack, tmp_path / name)
    assert ran.code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["本区"]
    assert not (pack / "里面").exists()


def test_copying_what_is_no_pack_ends_with_2(drafter, tmp_path: Path) -> None:
    assert drafter("packs", "copy", "没有", tmp_path / "新").code == 2


@pytest.mark.parametrize("pack", pack_folders())
def test_show_tells_every_key_that_the_pack_writes(drafter, pack: str) -> None:
    found = drafter("packs", "show", pack, "--json").json
    folder = pack_folders()[pack]
    told = {entry["键"] for group in found["内容"] for entry in group["键"]}
    for file in folder.glob("*.yaml"):
        assert keys_of(yaml.safe_load(file.read_text(encoding="utf-8"))) <= told | names_of(folder)
    assert known_slots(load_pack(str(folder)).data) <= told
    for group in found["内容"]:
        for entry in group["键"]:
            assert entry["意思"], entry
            assert "\n" not in entry["意思"]


def keys_of(tree: object) -> set[str]:
    if isinstance(tree, dict):
        return {str(key) for key in tree} | {key for value in tree.values() for key in keys_of(value)}
    return {key for value in tree for key in keys_of(value)} if isinstance(tree, list) else set()


def names_of(folder: Path) -> set[str]:
    """Names that a pack gives itself: documents, tables, kinds of reports, classes of indicators."""
    data = load_pack(str(folder)).data
    classes = {*data.scoring.levels, *data.scoring.bands, *data.scoring.level1_points}
    return {*data.documents, *data.tables, *data.forms, *data.wording, *data.background, *classes}


def test_show_tells_value_and_meaning_in_one_line(drafter) -> None:
    out = drafter("packs", "show", "hubei").out
    assert "  预算执行分值：20    （数据文件的“预算执行.分值”没填时用）" in out
    assert "  超额扣分（没写，可写 {完成率高于: 130%, 扣分: 2}）" in out
    assert "【完整版.md.jinja】" in out


def test_show_of_a_broken_pack_ends_with_2(drafter, tmp_path: Path) -> None:
    assert drafter("packs", "show", spoilt(tmp_path, "pack.yaml", "满分: 100", "满分: x")).code == 2


PAGE = ROOT / "docs" / "模板包.md"


def test_the_commands_of_the_page_make_a_pack(drafter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs the page: ``$`` lines are commands, the lines behind them must be printed; 改 blocks change a file."""
    monkeypatch.chdir(tmp_path)
    ran = 0
    for block in re.findall(r"```(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        head, _, body = block.partition("\n")
        if head.startswith("新建 "):
            Path(head.removeprefix("新建 ")).write_text(body, encoding="utf-8")
        elif head.startswith("改 "):
            change(Path(head.removeprefix("改 ")), body)
        elif head == "console":
            ran += commands(drafter, body)
    assert ran >= 7
    assert (tmp_path / "templates" / "本县").is_dir()


def change(path: Path, body: str) -> None:
    """In each part of a block the ``- 旧`` lines are replaced by the ``+ 新`` lines."""
    text = path.read_text(encoding="utf-8")
    for part in body.strip("\n").split("\n\n"):
        old = "".join(f"{line[2:]}\n" for line in part.splitlines() if line.startswith("- "))
        new = "".join(f"{line[2:]}\n" for line in part.splitlines() if line.startswith("+ "))
        assert text.count(old) == 1, f"{path} does not hold this once:\n{old}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def commands(drafter, body: str) -> int:
    count = 0
    out = ""
    for line in body.splitlines():
        if line.startswith("$ "):
            program, *arguments = shlex.split(line[2:])
            assert program == "drafter"
            ran = drafter(*arguments)
            assert ran.code in (0, 1), ran.err
            out, count = ran.out, count + 1
        elif line.strip() not in ("", "…"):
            assert line.strip() in out, f"{line}\n---\n{out}"
    return count


def test_show_of_a_pack_with_a_blank_table(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "pack.yaml", "表格:\n", "表格:\n  空表:\n")
    assert drafter("packs", "show", pack).code == 0
