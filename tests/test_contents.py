"""The contents page of a long report, and the PDF beside it."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from drafter.commands import contents as contents_command
from drafter.commands import pdf as pdf_command
from drafter.commands.draft import draft
from drafter.commands.finalize import finalize
from drafter.commands.update import update
from drafter.docx.contents import Sheets, numbered
from drafter.docx.read import read_outline
from drafter.files.pdf import bookmarks
from tests.helpers.examples import SHIFENG
from tests.helpers.libreoffice import needs_libreoffice

MINIMAL = "单位名称: 某局\n年度: 2024\n报告类型: 部门整体\n预算执行: {全年预算数: 10, 全年执行数: 9}\n"


def entries(path: Path) -> list[tuple[str, str]]:
    """What stands in the contents: heading and page."""
    document = Document(path)
    found = []
    for link in document.element.body.iter(qn("w:hyperlink")):
        runs = link.iter(qn("w:t"), qn("w:tab"))
        words, _, page = "".join(r.text if r.tag == qn("w:t") else "\t" for r in runs).partition("\t")
        found.append((words, page))
    return found


def asks_word(path: Path) -> bool:
    return Document(path).settings.element.find(qn("w:updateFields")) is not None


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_command, "soffice", lambda: None)
    monkeypatch.setattr(contents_command, "soffice", lambda: None)


@needs_libreoffice
def test_a_long_report_has_its_headings_with_the_pages_on_which_they_stand(tmp_path: Path) -> None:
    (file,) = draft(SHIFENG, tmp_path / "甲").files
    found = entries(file.path)
    assert [words for words, _ in found][:3] == ["一、预算单位基本情况", "（一）主要职能", "（二）机构设置"]
    pages = [int(page) for _, page in found]
    assert pages[0] == 1
    assert pages == sorted(pages)
    assert pages[-1] > 3
    assert not asks_word(file.path)
    (again,) = draft(SHIFENG, tmp_path / "乙").files
    assert again.path.read_bytes() == file.path.read_bytes()


def test_without_libreoffice_word_is_asked_to_number_the_pages_and_one_line_says_so(
    tmp_path: Path, no_office: None
) -> None:
    outcome = draft(SHIFENG, tmp_path)
    path = outcome.files[0].path
    assert {page for _, page in entries(path)} == {""}
    assert asks_word(path)
    (line,) = [note for note in outcome.notes if "目录" in note]
    assert "本机没有 LibreOffice" in line


def test_the_contents_come_behind_the_cover_and_the_text_begins_with_page_1(tmp_path: Path, no_office: None) -> None:
    document = Document(draft(SHIFENG, tmp_path).files[0].path)
    body = document.element.body
    control = next(body.iter(qn("w:sdt")))
    before = [part for part in body[: body.index(control)] if part.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]
    assert len(before) == 1
    assert document.sections[2]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    titles = [p.style.name for p in document.paragraphs]
    assert "目录标题" not in titles  # it stands in the control


def test_readers_see_the_report_without_its_contents(tmp_path: Path, no_office: None) -> None:
    outline = read_outline(draft(SHIFENG, tmp_path).files[0].path)
    assert outline.count("一、预算单位基本情况") == 1
    assert "目录" not in outline


@pytest.mark.parametrize(("written", "expected"), [("是", True), ("否", False), ("8页以上", False), ("1页以上", True)])
def test_the_pack_says_which_reports_have_contents(
    written: str, expected: bool, tmp_path: Path, no_office: None, drafter
) -> None:
    assert drafter("packs", "copy", "hubei", str(tmp_path / "本局")).code == 0
    pack = tmp_path / "本局" / "pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("目录: 8页以上", f"目录: {written}"), encoding="utf-8")
    data = tmp_path / "数据.yaml"
    data.write_text(MINIMAL, encoding="utf-8")
    file = draft(data, tmp_path / "out", pack=str(pack.parent), only=("完整版",)).files[0]
    assert bool(entries(file.path)) is expected


def test_a_wrong_value_is_told_by_lint(tmp_path: Path, drafter) -> None:
    drafter("packs", "copy", "hubei", str(tmp_path / "本局"))
    pack = tmp_path / "本局" / "pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("目录: 8页以上", "目录: 很多页"), encoding="utf-8")
    ran = drafter("packs", "lint", str(pack.parent))
    assert "8页以上 的样子" in ran.out + ran.err


def test_an_update_brings_changed_headings_into_the_contents_and_leaves_the_clerks_words(
    tmp_path: Path, no_office: None
) -> None:
    report = draft(SHIFENG, tmp_path).files[0].path
    document = Document(report)
    links = list(document.element.body.iter(qn("w:hyperlink")))
    next(links[1].iter(qn("w:t"))).text = "（一）职能（我改的目录）"
    heading = next(p for p in document.paragraphs if p.text == "（二）机构设置")
    heading.runs[0].text = "（二）机构和编制"
    for run in heading.runs[1:]:
        run.text = ""
    document.save(report)
    data = tmp_path / "新.yaml"
    data.write_text(SHIFENG.read_text(encoding="utf-8").replace("2132.86", "2132.96"), encoding="utf-8")
    done = update(report, data, tmp_path / "更新.docx", force=True)
    words = [text for text, _ in entries(done.target)]
    assert "（一）职能（我改的目录）" in words
    assert "（二）机构和编制" in words
    assert "（二）机构设置" not in words


def test_contents_that_the_clerk_has_deleted_do_not_come_back(tmp_path: Path, no_office: None) -> None:
    report = draft(SHIFENG, tmp_path).files[0].path
    document = Document(report)
    control = next(document.element.body.iter(qn("w:sdt")))
    control.getparent().remove(control)
    document.save(report)
    data = tmp_path / "新.yaml"
    data.write_text(SHIFENG.read_text(encoding="utf-8").replace("2132.86", "2132.96"), encoding="utf-8")
    done = update(report, data, tmp_path / "更新.docx", force=True)
    assert done.changed
    assert entries(done.target) == []


def test_a_final_report_keeps_its_contents(tmp_path: Path, no_office: None) -> None:
    report = draft(SHIFENG, tmp_path).files[0].path
    final = finalize(report, tmp_path / "定稿.docx").file
    assert entries(final) == entries(report)
    names = {mark.get(qn("w:name")) for mark in Document(final).element.body.iter(qn("w:bookmarkStart"))}
    anchors = {link.get(qn("w:anchor")) for link in Document(final).element.body.iter(qn("w:hyperlink"))}
    assert anchors <= names


def test_numbers_are_those_at_the_foot_of_the_page(tmp_path: Path, no_office: None) -> None:
    """Cover and contents are not counted; a heading told twice is taken in its order."""
    report = draft(SHIFENG, tmp_path).files[0].path
    sheets = Sheets([(words, 3 + number // 4) for number, (words, _) in enumerate(entries(report))])
    report.write_bytes(numbered(report.read_bytes(), sheets))
    assert [page for _, page in entries(report)][:5] == ["1", "1", "1", "1", "2"]


def test_what_is_no_pdf_of_libreoffice_has_no_bookmarks() -> None:
    assert bookmarks(b"%PDF-1.4 nothing %%EOF") == []


@needs_libreoffice
def test_a_pdf_stands_beside_each_report_and_the_second_run_leaves_it(tmp_path: Path) -> None:
    first = draft(SHIFENG, tmp_path, pdf=True)
    target = first.files[0].path.with_suffix(".pdf")
    content = target.read_bytes()
    assert content.startswith(b"%PDF-")
    assert f"PDF：{target}" in first.notes
    second = draft(SHIFENG, tmp_path, pdf=True)
    assert f"PDF：{target}（已有，未改动）" in second.notes
    assert target.read_bytes() == content
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_without_libreoffice_one_line_says_that_there_is_no_pdf(tmp_path: Path, no_office: None) -> None:
    outcome = draft(SHIFENG, tmp_path, pdf=True)
    assert sum("没有写出 PDF：本机没有 LibreOffice" in note for note in outcome.notes) == 1
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize("script", ["sleep 30", "echo half > $9/report.pdf; exit 0", "exit 1"])
def test_a_libreoffice_that_fails_leaves_no_half_written_pdf(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pdf_command, "soffice", lambda: str(program))
    monkeypatch.setattr(pdf_command, "SECONDS", 1)
    outcome = draft(SHIFENG, tmp_path / "out", pdf=True)
    assert not list((tmp_path / "out").glob("*.pdf"))
    assert any("没有转换成功" in note for note in outcome.notes)
    assert any("目录还没有页码" in note for note in outcome.notes)
