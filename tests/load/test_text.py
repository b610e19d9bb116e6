"""Data files that can be read: text as written, places, encodings, notes; other kinds of files by their real name."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
import yaml

from drafter.findings import InputError, Place
from drafter.load import load
from drafter.textfile import read_text_tree

BUDGET = "单位名称: 某中心\n年度: 2020\n预算执行: {全年预算数: 100, 全年执行数: 90}\n"
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def file_with(folder: Path, content: str | bytes, name: str = "数据.yaml") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "text", ["no", "012", "1_000", "12:30", "1.10", "2025-12-31", "0x1F", "1e3", ".inf", "yes", "<<"]
)
def test_plain_scalar_stays_as_it_was_written(tmp_path: Path, text: str) -> None:
    read = read_text_tree(file_with(tmp_path, f"甲: {text}\n乙: [{text}]\n"))
    assert read.tree == {"甲": text, "乙": [text]}
    assert read.faults == ()


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_plain_null_is_blank_and_quoted_null_is_text(tmp_path: Path, text: str) -> None:
    assert read_text_tree(file_with(tmp_path, f"甲: {text}\n乙: '{text}'\n")).tree == {"甲": None, "乙": text}


def test_json_numbers_keep_their_digits(tmp_path: Path) -> None:
    text = '{"甲": [9.50, 0, -0.0, 100, true, false, null, "", "\\u4e2d\\/", "\\ud83d\\ude00"], "乙": {}, "丙": []}'
    tree = read_text_tree(file_with(tmp_path, text, "a.json")).tree
    values = ["9.50", "0", "-0.0", "100", "true", "false", None, "", "中/", "😀"]
    assert tree == {"甲": values, "乙": {}, "丙": []}


GOALS = """\
单位名称: 某中心
年度: 2020

年度目标:
  - 名称: 甲
    指标:
      - 三级指标: 兑现人数
        完成值:
          2105人次
      - {三级指标: 兑现率,
         完成值: 95%}
"""


def test_every_value_has_its_line(tmp_path: Path) -> None:
    path = file_with(tmp_path, GOALS)
    places = load(path).places
    for data_path, line in {
        "单位名称": 1,
        "年度目标": 4,
        "年度目标[0]": 5,
        "年度目标[0].指标[0]": 7,
        "年度目标[0].指标[0].完成值": 8,
        "年度目标[0].指标[1].完成值": 11,
    }.items():
        assert places.of(data_path) == Place(str(path), line=line, path=data_path)


def test_a_value_that_is_not_there_has_the_place_of_its_parent(tmp_path: Path) -> None:
    path = file_with(tmp_path, GOALS)
    places = load(path).places
    assert places.of("年度目标[0].指标[1].偏差原因").line == 10
    assert places.of("年度目标[0].指标[9].偏差原因").line == 6
    assert places.of("年度目标[3].指标[0]").line == 4
    assert places.of("预算执行.执行率") == Place(str(path), path="预算执行.执行率")
    assert "年度目标[0].指标[0]" in places
    assert "预算执行" not in places


def test_json_values_have_their_lines(tmp_path: Path) -> None:
    data = {"单位名称": "甲", "年度": "2020", "年度目标": [{"指标": [{"三级指标": "乙"}, {"三级指标": "丙"}]}]}
    path = file_with(tmp_path, json.dumps(data, ensure_ascii=False, indent=1), "a.json")
    lines = path.read_text(encoding="utf-8").splitlines()
    place = load(path).places.of("年度目标[0].指标[1].三级指标")
    assert place.line is not None
    assert "丙" in lines[place.line - 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("name", ["a.yaml", "a.YML", "a.json"])
def test_encodings_of_windows_programs_are_read(tmp_path: Path, encoding: str, name: str) -> None:
    data = {"单位名称": "某中心𠮷", "年度": "2020", "预算执行": {"执行率": "91.71％"}}
    dumped = json.dumps(data, ensure_ascii=False) if name == "a.json" else yaml.safe_dump(data, allow_unicode=True)
    loaded = load(file_with(tmp_path, dumped.replace("\n", "\r\n").encode(encoding), name))
    assert loaded.data.unit == "某中心𠮷"
    names = {"utf-16": "按 UTF-16 读入", "gb18030": "按 GB18030 读入"}
    assert [names[encoding] in note for note in loaded.notes] == ([True] if encoding in names else [])


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_dropped_characters_are_told_and_rare_ones_kept(tmp_path: Path, name: str) -> None:
    text = '{"单位名称": "甲\x01乙\\u0007",\n "年度": "2020", "预算执行": {"执行率": "5%"},\n'
    text += ' "其他说明": "\x01\ufffe😀\\ufffe"}'
    loaded = load(file_with(tmp_path, text, name))
    assert (loaded.data.unit, loaded.data.other_notes) == ("甲乙", "😀")
    assert [note.split("：")[1] for note in loaded.notes] == [
        "去掉了2个不能写入 Word 的字符 U+0001（第1、3行）",
        "去掉了2个不能写入 Word 的字符 U+FFFE（第3行）",
        "去掉了1个不能写入 Word 的字符 U+0007（第1行）",
    ]


def test_lone_surrogates_in_json_are_dropped(tmp_path: Path) -> None:
    text = '{"单位名称": "甲", "年度": 2020, "预算执行": {"执行率": 50}, "其他说明": "a\\ud800b"}'
    loaded = load(file_with(tmp_path, text, "a.json"))
    assert loaded.data.other_notes == "ab"
    assert "U+D800" in loaded.notes[0]


def test_text_cut_by_a_comment_is_noted_and_a_real_comment_is_not(tmp_path: Path) -> None:
    text = BUDGET + "等级: 良 # 自评\n主要成效: 完成 #3标段\n其他说明: |\n  完成 #4标段\n"
    loaded = load(file_with(tmp_path, text))
    (note,) = loaded.notes
    assert "第5行：“#3标段”当作批注" in note
    assert loaded.data.other_notes == "完成 #4标段"


def test_data_is_never_markup(tmp_path: Path) -> None:
    words = "&<>\"' {{ x }} {% y %} **z** # | <script>"
    loaded = load(file_with(tmp_path, BUDGET + f"其他说明: |\n  {words}\n"))
    assert loaded.data.other_notes == words


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_loads_and_comes_back(path: Path) -> None:
    loaded = load(path)
    assert loaded.notes == ()
    assert loaded.data.goals or loaded.data.dimensions
    assert type(loaded.data).model_validate(loaded.data.model_dump(by_alias=True)) == loaded.data


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else "x")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

FOREIGN = [
    ("a.yaml", zipped("xl/workbook.xml"), "文件其实是 Excel 工作簿（.xlsx）"),
    ("a.json", zipped("word/document.xml"), "文件其实是 Word 文档（.docx）"),
    ("a.docx", zipped("word/document.xml"), "Word 文档（.docx）"),
    ("a.ods", zipped("mimetype"), "开放格式表格（.ods）"),
    ("a.zip", zipped("x"), "ZIP 压缩包"),
    ("a.xlsx", b"PK\x03\x04junk", "损坏的压缩包或 Office 文件"),
    ("a.xls", OLE, "旧版 Excel 工作簿（.xls）"),
    ("a.et", OLE, "WPS 表格（.et）"),
    ("a.wps", OLE, "WPS 文字（.wps）"),
    ("a.doc", OLE, "旧版 Word 文档（.doc）"),
    ("a.xlsx", OLE + "Workbook".encode("utf-16-le"), "旧版 Excel 工作簿（.xls）"),
    ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "加了密码的 Office 文件"),
    ("a.xls", b"<html><table>", "网页（HTML）"),
    ("a.pdf", b"%PDF-1.7", "PDF 文件"),
    ("a.yaml", b"\x89PNG\r\n", "图片"),
    ("a.csv", "甲,乙".encode("gb18030"), "表格文本（CSV）"),
    ("a.txt", b"x: 1", ".txt 文本文件"),
    ("a", b"x: 1", "没有扩展名的文本文件"),
]


@pytest.mark.parametrize(("name", "content", "kind"), FOREIGN)
def test_a_file_of_another_kind_is_called_by_its_real_name(
    tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    with pytest.raises(InputError) as caught:
        load(file_with(tmp_path, content, name))
    (fault,) = caught.value.faults
    assert kind in fault.found
    assert ".yaml" in fault.expected
    assert fault.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a thing of POSIX")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    with pytest.raises(InputError, match="不是普通文件"):
        load(tmp_path / "a.yaml")
