"""What import says: cells left over, files of other kinds, no form, nothing written over, hostile files."""

import io
import zipfile
from pathlib import Path

import pytest

from drafter.commands import import_forms
from drafter.load.wordform.grid import MOST_COLUMNS
from tests.helpers.word_forms import C, docx, saved, table

LIST = [
    ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "得分"],
    ["产出指标", "数量指标", "次数", "1次", "1次", "5"],
]
FORM = table([["单位名称", C("某局", 5)], *LIST])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")


def told(drafter, *arguments: object) -> str:
    ran = drafter("import", *arguments)
    assert ran.code in (2, 3)
    assert ran.out == ""
    return ran.err


def test_every_cell_that_was_not_used_is_told_with_its_place(drafter, tmp_path: Path) -> None:
    rows = [["单位名称", "某局", "联系电话", C("12345", 3)], ["总分", C("约95", 5)], *LIST[:1], [*LIST[1][:5], "满分"]]
    form = saved(tmp_path, "2020年度自评表", "附表", table([["科室", "人数"], ["一科", "3"]]), table(rows))
    ran = drafter("import", form, "-o", tmp_path / "数据.yaml", "--json")
    assert ran.code == 1
    left = [(one["where"]["file"], one["message"]) for one in ran.json["没有放进"]]
    assert left == [
        ("自评表.docx 表2 第4行第6列", "得分“满分”不能当作数读；没有放进数据文件"),
        ("自评表.docx 表1 第1行", "“科室”、“人数”没有认出；没有放进数据文件"),
        ("自评表.docx 表1 第2行", "“一科”、“3”没有认出；没有放进数据文件"),
        ("自评表.docx 表2 第1行", "“联系电话”、“12345”没有认出；没有放进数据文件"),
        ("自评表.docx 表2 第2行第2列", "“约95”没有认出；没有放进数据文件"),
    ]


def test_what_is_missing_is_said_and_the_rest_is_written(drafter, tmp_path: Path) -> None:
    form = saved(tmp_path, table([["项目名称", "甲", "实施单位", C("某所", 3)], *LIST]), name="甲.docx")
    ran = drafter("import", form, "-o", tmp_path / "数据.yaml")
    assert ran.code == 1
    assert "数据文件还有 3 处要补上或改正" in ran.out
    assert "单位名称：没有填；这一项必填。请填写单位名称，如 某区企业和人才服务中心。" in ran.out
    assert "实施单位是“某所”" in ran.out
    assert "年度：没有填" in ran.out
    assert "三级指标: 次数" in (tmp_path / "数据.yaml").read_text(encoding="utf-8")


def test_a_file_without_a_form_is_told(drafter, tmp_path: Path) -> None:
    file = saved(tmp_path, "通知", table([["姓名", "电话"], ["张三", "1"]]))
    message = told(drafter, file, "-o", tmp_path / "数据.yaml")
    assert "自评表.docx：没有找到自评表；应有带指标的自评表" in message
    assert not (tmp_path / "数据.yaml").exists()


def test_nothing_is_written_over(drafter, tmp_path: Path) -> None:
    (tmp_path / "数据.yaml").write_text("旧", encoding="utf-8")
    message = told(drafter, saved(tmp_path, FORM), "-o", tmp_path / "数据.yaml")
    assert "同名的文件已经存在；不覆盖已有的文件" in message
    assert (tmp_path / "数据.yaml").read_text(encoding="utf-8") == "旧"


def test_the_ending_of_the_data_file_is_asked_for(drafter, tmp_path: Path) -> None:
    assert "不知道写成哪种文件" in told(drafter, saved(tmp_path, FORM), "-o", tmp_path / "数据.txt")


@pytest.mark.parametrize(
    ("name", "content", "kind", "way"),
    [
        ("表.doc", OLE, "旧版 Word 文档（.doc）", "另存为“Word 文档（*.docx）”"),
        ("表.wps", OLE, "WPS 文字（.wps）", "另存为“Word 文档（*.docx）”"),
        ("表.et", OLE, "WPS 表格（.et）", "复制自评表，粘贴到 Word 里"),
        ("表.xls", OLE, "旧版 Excel 工作簿（.xls）", "复制自评表，粘贴到 Word 里"),
        ("表.rtf", b"{\\rtf1 x}", "RTF 文字文件", "另存为“Word 文档（*.docx）”"),
        ("表.odt", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "开放格式文档（.odt）", "另存为"),
        ("表.pdf", b"%PDF-1.7", "PDF 文件", "另存为“Word 文档（*.docx）”"),
    ],
)
def test_other_kinds_are_named_with_the_way_out(
    drafter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, kind: str, way: str
) -> None:
    (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(import_forms, "soffice", lambda: "soffice")
    message = told(drafter, tmp_path / name, "-o", tmp_path / "数据.yaml")
    assert kind in message
    assert way in message
    assert ("--convert" in message) is import_forms.can_convert(tmp_path / name)
    monkeypatch.setattr(import_forms, "soffice", lambda: None)
    assert "--convert" not in told(drafter, tmp_path / name, "-o", tmp_path / "数据.yaml")


def test_convert_without_libreoffice_is_refused(drafter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "表.doc").write_bytes(OLE)
    monkeypatch.setattr(import_forms, "soffice", lambda: None)
    assert "本机没有 LibreOffice" in told(drafter, tmp_path / "表.doc", "--convert", "-o", tmp_path / "数据.yaml")


@pytest.mark.skipif(import_forms.soffice() is None, reason="LibreOffice is not installed")
def test_a_doc_is_converted_where_libreoffice_is(drafter, tmp_path: Path) -> None:
    form = saved(tmp_path, "2020年度自评表", FORM, name="2020年度自评表.docx")
    rich = tmp_path / "表.rtf"
    cells = "".join(rf"\cellx{n * 1000}" for n in range(1, 7))
    lines = [["单位名称", "某局", "年度", "2020", "主管部门", "某区"], *LIST]
    rows = (rf"\trowd{cells}" + "".join(rf"{_rtf(cell)}\cell " for cell in line) + r"\row " for line in lines)
    rich.write_text("{\\rtf1\\ansi " + "".join(rows) + "}", encoding="ascii")
    assert drafter("import", form, "-o", tmp_path / "一.yaml").code == 0
    ran = drafter("import", rich, "--convert", "-o", tmp_path / "二.yaml")
    assert ran.code == 0, ran.out + ran.err
    assert "三级指标: 次数" in (tmp_path / "二.yaml").read_text(encoding="utf-8")


def _rtf(text: str) -> str:
    return "".join(rf"\u{ord(char)}?" if ord(char) > 127 else char for char in text)


def hostile(kind: str) -> bytes:
    good = docx("2020年度自评表", FORM)
    if kind == "DOCTYPE":
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(made, "w") as new:
            for name in old.namelist():
                data = old.read(name).replace(b"<w:document", b"<!DOCTYPE w [<!ENTITY e 'x'>]><w:document", 1)
                new.writestr(name, data)
        return made.getvalue()
    return docx("2020年度自评表", table([[C("单位名称", 1), C("宽", MOST_COLUMNS)]]))


@pytest.mark.parametrize(("kind", "found"), [("DOCTYPE", "带有 DOCTYPE 声明"), ("columns", "表格太大")])
def test_hostile_files_are_refused(drafter, tmp_path: Path, kind: str, found: str) -> None:
    (tmp_path / "表.docx").write_bytes(hostile(kind))
    assert found in told(drafter, tmp_path / "表.docx", "-o", tmp_path / "数据.yaml")


def test_tables_within_tables_have_an_end(drafter, tmp_path: Path) -> None:
    inner = FORM
    for _ in range(40):
        inner = table([[C("", inner=inner)]])
    assert "没有找到自评表" in told(drafter, saved(tmp_path, inner), "-o", tmp_path / "数据.yaml")


def test_labels_of_a_pack_of_ones_own_are_learned(drafter, tmp_path: Path) -> None:
    """A form with words that stand in no list is read with the pack that draws it."""
    pack = tmp_path / "本县"
    assert drafter("packs", "copy", "hubei", pack).code == 0
    form = pack / "整体自评表.yaml"
    text = form.read_text(encoding="utf-8")
    form.write_text(text.replace("三级指标", "考核内容").replace("文字: 单位名称", "文字: 被考核方"), encoding="utf-8")
    rows = [["被考核方", C("某局", 5)], ["一级指标", "二级指标", "考核内容", "指标值", "完成值", "得分"], LIST[1]]
    file = saved(tmp_path, "2020年度自评表", table(rows))
    assert drafter("import", file, "-o", tmp_path / "一.yaml", "--pack", pack).code == 0
    written = (tmp_path / "一.yaml").read_text(encoding="utf-8")
    assert "模板: 本县" in written
    assert "单位名称: 某局" in written
    assert "三级指标: 次数" in written
