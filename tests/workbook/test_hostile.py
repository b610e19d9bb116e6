"""Workbooks that are broken, far too large or built to do harm: one line each, no traceback, no cost."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from drafter.findings import RefusedError
from drafter.load import load
from drafter.workbook.reader.cells import read_grid
from drafter.workbook.reader.package import open_package
from drafter.workbook.reader.workbook import read_workbook
from tests.helpers.books import BUDGET, HEAD, HEADS, ROW, book, parts_of, plain, told, zipped

SHEET2 = "xl/worksheets/sheet2.xml"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return book(tmp_path / "good.xlsx", {"指标": [HEADS, ROW]})


def changed(path: Path, parts: dict[str, bytes]) -> Path:
    return zipped(path.with_name("a.xlsx"), {**parts_of(path), **parts})


def refused(path: Path) -> str:
    with pytest.raises(RefusedError) as raised:
        load(path)
    (fault,) = raised.value.faults
    return str(fault)


def test_bombs_and_unsafe_names(good: Path) -> None:
    assert "压缩比异常" in refused(changed(good, {"xl/media/a.xml": b" " * (2 << 20)}))
    assert "5001 个部件" in refused(zipped(good.with_name("b.xlsx"), {f"p{at}": b"" for at in range(5001)}))
    for name in ("../a.xml", "/a.xml", "C:\\a.xml"):
        assert "指向外面" in refused(changed(good, {name: b""}))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(good, "a") as archive:
        archive.writestr(SHEET2, b"<a/>")
    assert "重名的部件" in refused(good)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_doctype_is_refused(good: Path, encoding: str) -> None:
    xml = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>'
    for part in (SHEET2, "docProps/core.xml", "xl/sharedStrings.xml"):
        assert f"{part} 带有 DOCTYPE 声明" in refused(changed(good, {part: xml.encode(encoding)}))


def test_macros_are_refused(good: Path) -> None:
    assert "文件里带有宏" in refused(changed(good, {"xl/vbaProject.bin": b"x"}))
    other = good.rename(good.with_suffix(".xlsm"))
    assert told(other) == [
        "：这是带宏的 Excel 工作簿（.xlsm）；这一版读 .yaml、.json 和 .xlsx 文件。"
        "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（*.xlsx）”后再用。"
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "旧版 Excel 工作簿（.xls）"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加了密码的 Office 文件"),
        (b"%PDF-1.7", "PDF 文件"),
        ("单位名称: 甲".encode(), "文本文件"),
        (b"", "文件是空的"),
        (b"PK\x03\x04broken", "损坏的压缩包"),
    ],
)
def test_files_that_are_something_else(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    (line,) = told(path)
    assert kind in line
    assert "另存为" in line or "取消密码" in line or "填进" in line or "核对" in line


def test_other_packages_renamed(tmp_path: Path) -> None:
    ods = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in ods.items():
            archive.writestr(name, data)
    assert "开放格式表格（.ods）" in told(path)[0]
    assert "Word 文档" in told(zipped(tmp_path / "b.xlsx", {"word/document.xml": b"<a/>"}))[0]
    assert "ZIP 压缩包" in told(zipped(tmp_path / "c.xlsx", {"a.txt": b"a"}))[0]


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET2, "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_broken_parts(good: Path, part: str) -> None:
    (line,) = told(changed(good, {part: parts_of(good)[part][:-30]}))
    assert f"文件内部的 {part} 读不出来" in line


def test_damaged_bytes_never_give_a_traceback(good: Path) -> None:
    data = good.read_bytes()
    for at in range(0, len(data), 97):
        path = good.with_name("a.xlsx")
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        assert all("\n" not in line for line in told(path))


def test_a_far_cell_costs_nothing(tmp_path: Path) -> None:
    made = plain({"指标": [HEADS, ROW]})
    made["指标"]["XFD1048576"] = "远"
    made["指标"]["ZZ2"] = "右"
    made.save(tmp_path / "a.xlsx")
    loaded = load(tmp_path / "a.xlsx")
    assert len(loaded.data.goals[0].indicators) == 1
    assert "指标!ZZ2：离其他内容超过200行，或在第200列以后" in loaded.notes[0]


def test_a_million_empty_rows_cost_nothing(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"指标": [HEADS, ROW, [None, None, "次数", "2", "3", "5"]]})
    parts = parts_of(path)
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (at, at) for at in range(4, 1_000_004))
    sheet = parts[SHEET2].replace(b"</sheetData>", rows + b"</sheetData>")
    sheet = sheet.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>')
    zipped(path, {**parts, SHEET2: sheet})
    package = open_package(path)
    grid = read_grid(package, SHEET2)
    assert grid.seen < 300
    assert [row.level2 for row in load(path).data.goals[0].indicators] == ["数量指标", "数量指标"]


def test_too_many_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("指标")
        sheet.write_row(0, 0, ["三级指标"])
        for row in range(1, 21_010):
            sheet.write_string(row, 0, "甲")
    (fault,) = read_workbook(path).faults
    assert str(fault).endswith("指标!A21001：内容超过21000行；一张工作表最多21000行。请拆成几个文件。")


def test_empty_and_hidden(tmp_path: Path) -> None:
    assert "工作簿里没有内容" in told(book(tmp_path / "a.xlsx", {"指标": []}, head=False))[0]
    assert "没有认得的工作表" in told(book(tmp_path / "b.xlsx", {"甲": [["一"]]}, head=False))[0]
    made = plain({"指标": [["标题"], [], HEADS, ROW, ROW]})
    made["指标"].row_dimensions[5].hidden = True
    made.save(tmp_path / "c.xlsx")
    loaded = load(tmp_path / "c.xlsx")
    assert len(loaded.data.goals[0].indicators) == 2
    assert loaded.notes == (f"{tmp_path / 'c.xlsx'} 指标：第5行是隐藏的，也读入了",)
    path = book(tmp_path / "d.xlsx", {"指标": [["一", "二"], ["三", "四"]], "预算执行": BUDGET})
    assert told(path)[0].startswith("指标!A1：前2行里没有认得的列名")


def test_control_characters_and_long_cells(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"指标": [HEADS, ["甲_x0001_", *ROW[1:]]]})
    loaded = load(path)
    assert loaded.data.goals[0].name == "甲"
    assert "去掉了1个不能写入 Word 的字符 U+0001（指标!A2）" in loaded.notes[0]
    path = book(tmp_path / "b.xlsx", {"指标": [HEADS, [*ROW[:2], "长" * 25_000, *ROW[3:]]]})
    assert told(path)[0].startswith("指标!C2 年度目标[1]·指标[1]·三级指标：现在有25000个字；这里最多20000个字")


def test_text_is_never_markup_nor_a_formula(tmp_path: Path) -> None:
    text = "&<>\"' {{ 年度 }} {% if %} **a** # | <script>"
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as made:
        for name, rows in {"基本信息": HEAD, "指标": [HEADS, [text, *ROW[1:]]]}.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    assert load(path).data.goals[0].name == text
