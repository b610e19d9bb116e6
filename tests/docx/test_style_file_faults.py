"""A style file that no report can be drafted with: one Chinese line that says which file, and nothing is written."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from drafter.files import STYLE_FILE
from tests.helpers.examples import ROOT
from tests.helpers.packs import spoilt
from tests.helpers.samples import changed, part

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


SHARED = ROOT / "templates" / STYLE_FILE
STYLES = part(SHARED.read_bytes(), "word/styles.xml")


def styles_with(old: str, new: str) -> dict[str, bytes]:
    assert old in STYLES
    return {"word/styles.xml": STYLES.replace(old, new, 1).encode()}


def document_with(pattern: str, new: str) -> dict[str, bytes]:
    document = part(SHARED.read_bytes(), "word/document.xml")
    changed_document, times = re.subn(pattern, new, document)
    assert times
    return {"word/document.xml": changed_document.encode()}


BASED = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/></w:style>'
UNSOUND = {
    "another root": ({"word/styles.xml": b"<a/>"}, "文件内部的 word/styles.xml 不是 Word 的内容"),
    "no XML": ({"word/theme/theme1.xml": b"<a"}, "文件内部的 word/theme/theme1.xml 不是 Word 的内容"),
    "another theme": ({"word/theme/theme1.xml": b"<a/>"}, "文件内部的 word/theme/theme1.xml 不是 Word 的内容"),
    "size": (
        styles_with('<w:sz w:val="32"/>', '<w:sz w:val="大"/>'),
        "样式“正文”的字号写成了“大”；字号应是 1 到 1638 磅",
    ),
    "no size": (styles_with('<w:sz w:val="32"/>', '<w:sz w:val="-32"/>'), "样式“正文”的字号写成了“-32”"),
    "indent": (styles_with('w:firstLine="', 'w:firstLine="x'), "样式“正文”的间距、缩进或级别写成了“x"),
    "circle": (
        styles_with("</w:styles>", BASED.format("甲", "乙") + BASED.format("乙", "甲") + "</w:styles>"),
        "样式“甲”的基准样式绕回到它自己",
    ),
    "on itself": (styles_with("</w:styles>", BASED.format("丙", "丙") + "</w:styles>"), "样式“丙”的基准样式绕回"),
    "id twice": (
        styles_with("</w:styles>", BASED.format("Heading1", "Normal") + "</w:styles>"),
        "有两个样式的编号都是“Heading1”；每个样式应有自己的编号",
    ),
    "no id": (styles_with(' w:styleId="Heading1"', ""), "样式“标题 1”没有编号"),
    "type": (styles_with('w:type="paragraph"', 'w:type="x"'), "样式“正文”不知是哪一类"),
    "colour": (
        styles_with('<w:sz w:val="32"/>', '<w:color w:val="大红"/><w:sz w:val="32"/>'),
        "样式里的字体颜色写成了“大红”",
    ),
    "content type": (
        {
            "[Content_Types].xml": part(SHARED.read_bytes(), "[Content_Types].xml")
            .replace("styles+xml", "x+xml")
            .encode()
        },
        "文件内部的 word/styles.xml 不是 Word 的内容",
    ),
    "footer of no kind": (document_with('w:footerReference w:type="', 'w:footerReference w:type="x'), "页眉或页脚"),
    "grid": (document_with(r'w:linePitch="', 'w:linePitch="x'), "页面设置里的行网格写成了“x"),
    "columns": (document_with(r'w:cols w:space="', 'w:cols w:space="x'), "页面设置里的栏距写成了“x"),
    "footer lost": (document_with(r'(<w:footerReference [^>]*r:id=")[^"]*', r"\1rId987"), "页眉或页脚在文件里找不到"),
    "width": (
        document_with(r'(<w:pgSz w:w=")\d+', r"\1abc"),
        "页面设置里的纸宽写成了“abc”；应是 Word 用得了的数或方向",
    ),
    "negative width": (document_with(r'(<w:pgSz w:w=")\d+', r"\1-100"), "页面设置里的纸宽写成了“-100”"),
    "huge height": (document_with(r'(<w:pgSz [^>]*w:h=")\d+', r"\g<1>999999999999"), "页面设置里的纸高写成了“9999"),
    "margin": (document_with(r'(<w:pgMar [^>]*w:left=")\d+', r"\g<1>1.5.2"), "页面设置里的左边距写成了“1.5.2”"),
    "direction": (
        document_with(r'w:orient="landscape"', 'w:orient="sideways"'),
        "页面设置里的纸张方向写成了“sideways”",
    ),
    "margins": (document_with(r'(<w:pgMar [^>]*w:left=")\d+', r"\g<1>30000"), "左右边距合计大于纸宽"),
    "upper margin": (document_with(r'(<w:pgMar [^>]*w:top=")\d+', r"\g<1>30000"), "上下边距合计大于纸高"),
}


@pytest.mark.parametrize(("parts", "said"), UNSOUND.values(), ids=UNSOUND)
def test_a_style_file_of_which_no_report_can_be_made_is_refused(
    told, drafter, tmp_path: Path, parts: dict[str, bytes], said: str
) -> None:
    broken = tmp_path / "样式.docx"
    broken.write_bytes(changed(SHARED.read_bytes(), parts))
    assert f"样式.docx：{said}" in told("--reference-doc", broken)
    pack = spoilt(tmp_path)
    broken.rename(pack / STYLE_FILE)
    ran = drafter("packs", "lint", pack)
    assert ran.code == 1
    assert said in ran.out


def test_another_look_of_a_report_that_is_there_is_told(drafter, data_file, tmp_path: Path) -> None:
    data = data_file()
    drafter("draft", data, "-o", tmp_path / "out", "--only", "完整版")
    parts = styles_with('<w:sz w:val="32"/>', '<w:sz w:val="30"/>')
    (tmp_path / "样式.docx").write_bytes(changed(SHARED.read_bytes(), parts))
    ran = drafter("draft", data, "-o", tmp_path / "out", "--only", "完整版", "--reference-doc", tmp_path / "样式.docx")
    assert ran.code == 3
    assert "写的就是现在的数据，不同的只是样子；要用“样式.docx”的样式，请用 -o 换一个文件夹另起草一份。" in ran.out


def test_lengths_with_a_unit_of_their_own_are_lengths(drafter, data_file, tmp_path: Path) -> None:
    parts = document_with(r'(<w:pgMar [^>]*w:left=")\d+', r"\g<1>28.5mm")
    (tmp_path / "样式.docx").write_bytes(changed(SHARED.read_bytes(), parts))
    ran = drafter("draft", data_file(), "-o", tmp_path / "out", "--reference-doc", tmp_path / "样式.docx")
    assert ran.code in (0, 1), ran.err


def test_a_report_whose_page_is_no_page_is_still_updated(drafter, data_file, tmp_path: Path) -> None:
    data = data_file()
    drafter("draft", data, "-o", tmp_path / "out", "--only", "完整版")
    (report,) = (tmp_path / "out").glob("*.docx")
    document = part(report.read_bytes(), "word/document.xml").replace('<w:pgSz w:w="', '<w:pgSz w:w="abc')
    report.write_bytes(changed(report.read_bytes(), {"word/document.xml": document.encode()}))
    ran = drafter("update", report, data_file({"总分": "91"}, "新.yaml"))
    assert ran.code in (0, 1), ran.err
