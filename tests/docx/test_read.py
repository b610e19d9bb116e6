"""Reading what somebody else made: inserted text counts, deleted does not, and nothing hostile gets in."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from drafter.blocks import Cell, Row, Table, Text
from drafter.docx.read import read_blocks, read_outline, texts_of
from drafter.docx.write import render
from drafter.files.packages import MOST_PARTS
from drafter.findings import DrafterError, InputError, RefusedError
from tests.helpers.samples import changed, draft, every_kind, part, text

DOCX = render(draft(text("body", "正文")))
DOCUMENT = part(DOCX, "word/document.xml")


def with_body(xml: str) -> bytes:
    start, end = DOCUMENT.index("<w:body>") + len("<w:body>"), DOCUMENT.index("<w:sectPr>")
    return changed(DOCX, {"word/document.xml": (DOCUMENT[:start] + xml + DOCUMENT[end:]).encode()})


def test_a_path_and_its_bytes_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(render(every_kind()))
    assert read_outline(path) == read_outline(path.read_bytes())


def test_insertions_count_and_deletions_do_not() -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del w:id='1' w:author='a'><w:r><w:delText>乙</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='a'><w:r><w:t>丙</w:t><w:tab/><w:t>丁</w:t><w:br/></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t>戊</w:t></w:r></w:hyperlink></w:p>"
    )
    assert read_blocks(with_body(body)) == (Text("", "body", "甲丙\t丁\n戊", style="正文"),)


def test_fields_give_their_result_and_content_controls_are_looked_through() -> None:
    marks = [f"<w:r><w:fldChar w:fldCharType='{mark}'/></w:r>" for mark in ("begin", "separate", "end")]
    field = f"{marks[0]}<w:r><w:instrText>PAGE</w:instrText></w:r>{marks[1]}<w:r><w:t>7</w:t></w:r>{marks[2]}"
    body = f"<w:sdt><w:sdtContent><w:p>{field}</w:p></w:sdtContent></w:sdt>"
    assert read_blocks(with_body(body)) == (Text("", "body", "7", style="正文"),)


def test_spans_and_nested_tables_are_read() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    body = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>外</w:t></w:r></w:p></w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p/></w:tc><w:tc>{inner}<w:p/></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>下</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:tbl>"
    )
    (table,) = read_blocks(with_body(body))
    nested = (Table("", rows=(Row("", (Cell("内"),)),)), Text("", "body", "", style="正文"))
    rows = ((Cell("外", colspan=2),), (Cell("", rowspan=2), Cell("内\n", blocks=nested)), (Cell("下"),))
    assert table == Table("", rows=tuple(Row("", cells) for cells in rows))
    assert texts_of(table) == [("外",), ("", "内\n"), ("〃", "下")]


def test_a_row_that_is_struck_out_is_none_and_a_free_place_is_counted() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    body = (
        f"<w:tbl><w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>{cell.format('去')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='2'/><w:tblHeader/></w:trPr>{cell.format('留')}</w:tr></w:tbl>"
    )
    (table,) = read_blocks(with_body(body))
    assert table == Table("", rows=(Row("", (Cell("留"),), header=True, before=2),))


def test_tick_boxes_are_read_in_paragraphs_and_cells() -> None:
    box = "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r><w:r><w:t>是</w:t></w:r>"
    body = f"<w:p>{box}</w:p><w:tbl><w:tr><w:tc><w:p>{box}</w:p></w:tc></w:tr></w:tbl>"
    paragraph, table = read_blocks(with_body(body))
    assert paragraph.texts == table.texts == ("☑是",)


def test_style_names_are_shown_as_chinese_word_shows_them() -> None:
    styles = part(DOCX, "word/styles.xml").replace('w:val="heading 1"', 'w:val="Heading 1"')
    docx = changed(render(draft(text("heading1", "一、甲"))), {"word/styles.xml": styles.encode()})
    assert read_outline(docx) == "[标题 1] 一、甲\n"


def zipped(*entries: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def doctype(encoding: str) -> bytes:
    declared = DOCUMENT.replace("UTF-8", encoding).replace(
        "<w:document", "<!DOCTYPE w [<!ENTITY e 'x'>]><w:document", 1
    )
    return changed(DOCX, {"word/document.xml": declared.encode(encoding)})


def bomb() -> bytes:
    """A package that says of itself that it unpacks to 400 MB."""
    buffer = BytesIO(DOCX)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/media/a.bin", b"")
        archive.filelist[-1].file_size = 400 << 20
    return buffer.getvalue()


def understated() -> bytes:
    """A package whose document is longer than its directory says."""
    buffer = BytesIO(DOCX)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.getinfo("word/document.xml").file_size = 100
        archive.writestr("word/media/a.bin", b"")
    return buffer.getvalue()


HARMFUL = {
    "zip bomb": bomb,
    "part of a strange ratio": lambda: changed(DOCX, {"word/media/a.bin": bytes(20 << 20)}),
    "too many parts": lambda: changed(DOCX, {f"word/media/{n}": b"" for n in range(MOST_PARTS)}),
    "name that climbs": lambda: changed(DOCX, {"../../x": b""}),
    "absolute name": lambda: changed(DOCX, {"/etc/passwd": b""}),
    "DOCTYPE": lambda: doctype("UTF-8"),
    "DOCTYPE in UTF-16": lambda: doctype("UTF-16"),
    "DOCTYPE in a part that is not shown": lambda: changed(DOCX, {"customXml/item1.xml": b"<!DOCTYPE a><a/>"}),
}


@pytest.mark.parametrize("build", HARMFUL.values(), ids=HARMFUL)
def test_a_file_built_to_do_harm_is_refused(build) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RefusedError) as refused:
        read_outline(build())
    assert_told_in_one_line(refused.value)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(RefusedError):
        read_outline(zipped(("word/document.xml", b""), ("word/document.xml", b"")))


DAMAGED = {
    "nothing": lambda: b"",
    "text": lambda: "某单位".encode(),
    "old Word file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "zip of something else": lambda: zipped(("a.txt", b"x")),
    "half a file": lambda: DOCX[: len(DOCX) // 2],
    "part with a wrong checksum": lambda: DOCX.replace(DOCX[90:100], bytes(10), 1),
    "part longer than it says": understated,
    "XML that ends early": lambda: changed(DOCX, {"word/document.xml": DOCUMENT[:-20].encode()}),
    "another vocabulary": lambda: changed(DOCX, {"word/document.xml": b"<document/>"}),
}


@pytest.mark.parametrize("build", DAMAGED.values(), ids=DAMAGED)
def test_a_file_that_is_no_docx_is_named(build) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError) as wrong:
        read_outline(build())
    assert_told_in_one_line(wrong.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"没有\.docx"):
        read_outline(tmp_path / "没有.docx")


def assert_told_in_one_line(error: DrafterError) -> None:
    assert str(error).count("\n") == 0
    assert str(error).startswith("Word 文件：")
