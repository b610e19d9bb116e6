"""``draft`` where the report is there already: it is left alone, and the person is told what to do."""

import shutil
from pathlib import Path

import pytest

from drafter.commands.clerks_file import files_of, is_edited
from drafter.commands.draft import draft
from drafter.docx.opening import open_docx
from drafter.docx.read import read_outline
from drafter.state.base import carried
from tests.helpers.examples import EXAMPLES
from tests.helpers.samples import changed, part


@pytest.fixture
def out(drafter, data_file, tmp_path: Path) -> Path:
    drafter("draft", data_file(), "-o", tmp_path / "out")
    return tmp_path / "out"


def report(out: Path) -> Path:
    return next(out.glob("*自评报告.docx"))


def edit(path: Path) -> None:
    document = part(path.read_bytes(), "word/document.xml").replace("负责人力资源工作", "负责全区人力资源工作", 1)
    path.write_bytes(changed(path.read_bytes(), {"word/document.xml": document.encode()}))


def corrected(data_file) -> Path:
    return data_file({"主要成效": "服务企业三百家。"})


def test_the_same_data_write_nothing(drafter, data_file, out: Path) -> None:
    ran = drafter("draft", data_file(), "-o", out)
    assert ran.code == 0
    assert ran.out.count("内容相同，未改动") == 2


def test_new_data_do_not_go_over_it_nor_beside_it(drafter, data_file, out: Path) -> None:
    before = {path: path.read_bytes() for path in out.glob("*.docx")}
    data = corrected(data_file)
    ran = drafter("draft", data, "-o", out)
    assert ran.code == 3
    assert {path: path.read_bytes() for path in out.glob("*.docx")} == before
    assert "没有写出" in ran.out
    assert "（文字没有改过）" in ran.out
    assert f'带入新数据：drafter update "{report(out)}" "{data}"' in ran.out


def test_edits_and_figures_are_told(drafter, data_file, out: Path) -> None:
    edit(report(out))
    (there,) = drafter("draft", data_file(), "-o", out, "--json").json["未写出"]
    assert there == {"文书": "完整版", "路径": str(report(out)), "改过": True, "与数据不同": 0}
    ran = drafter("draft", data_file(), "-o", out)
    assert "（文字改过），写的就是现在的数据，不用更新。" in ran.out
    (there,) = drafter("draft", corrected(data_file), "-o", out, "--json").json["未写出"]
    assert there["改过"] is True
    assert there["与数据不同"] > 0


def test_a_report_of_another_pack_is_not_to_be_updated_with_this_one(drafter, data_file, out: Path) -> None:
    pack = out.parent / "本县"
    assert drafter("packs", "copy", "hubei", pack).code == 0
    template = next(path for path in pack.iterdir() if "摘要" in path.name)
    template.write_text(template.read_text(encoding="utf-8").replace("绩效自评得分", "自评得分"), encoding="utf-8")
    ran = drafter("draft", data_file(), "-o", out, "--only", "摘要版", "--pack", pack)
    assert ran.code == 3
    assert "它是用模板包“hubei”起草的，另起草一份用 -o 换一个文件夹。" in ran.out


def test_other_documents_of_the_run_are_written(drafter, data_file, out: Path) -> None:
    next(out.glob("*摘要版*")).unlink()
    ran = drafter("draft", corrected(data_file), "-o", out)
    assert ran.code == 3
    assert "服务企业三百家" not in read_outline(report(out))
    assert len(list(out.glob("*摘要版*"))) == 1


def test_no_example_is_taken_for_edited(tmp_path: Path) -> None:
    for data in sorted(EXAMPLES.glob("*.yaml")):
        for file in draft(data, tmp_path, everything=True).files:
            state = carried(open_docx(file.path)).state
            assert not is_edited(file.path.read_bytes(), state)
            assert files_of(state) == {data.name}


def test_one_that_has_lost_its_base_is_not_written_over_either(drafter, data_file, out: Path) -> None:
    path = report(out)
    path.write_bytes(changed(path.read_bytes(), {"customXml/item1.xml": b"<other/>"}))
    shutil.rmtree(out / ".drafter")
    ran = drafter("draft", corrected(data_file), "-o", out)
    assert ran.code == 3
    assert "附带的底稿读不出来" in ran.out


@pytest.mark.parametrize("kind", ["not a docx", "another unit"])
def test_what_is_not_this_report_keeps_its_name(drafter, data_file, out: Path, kind: str) -> None:
    path = report(out)
    if kind == "not a docx":
        path.write_bytes(b"hers")
    else:
        drafter("draft", data_file({"单位名称": "某县人力资源局"}), "-o", out / "别处")
        shutil.copy(report(out / "别处"), path)
    ran = drafter("draft", data_file(), "-o", out, "--only", "完整版")
    assert ran.code == 0
    assert "未覆盖，另存为此名" in ran.out
    assert len(list(out.glob("*自评报告（2）.docx"))) == 1
