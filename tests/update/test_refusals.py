"""What an update will not touch: one line why, nothing written."""

from pathlib import Path

import pytest

from tests.helpers.examples import SHIFENG
from tests.helpers.report_folder import Work

CUSTOM, STATE = "docProps/custom.xml", "customXml/item1.xml"


def refused(work: Work, *options: object, code: int = 3, report: Path | None = None) -> str:
    before = work.files
    ran = work.run("update", report or work.report, work.data, *options)
    assert ran.code == code, ran.err + ran.out
    assert ran.out == ""
    assert work.files == before
    (line,) = ran.err.splitlines()
    return line


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".odt", ".rtf", ".DOC"])
def test_what_word_has_to_save_first(work: Work, suffix: str) -> None:
    other = work.report.rename(work.report.with_suffix(suffix))
    assert "另存为“Word 文档（*.docx）”" in refused(work, report=other)


@pytest.mark.parametrize("lock", ["~$自评报告.docx", "~$报告.docx", ".~自评报告.docx", ".~lock.自评报告.docx#"])
def test_a_report_that_is_open_elsewhere(work: Work, lock: str) -> None:
    (work.folder / lock).write_bytes(b"")
    assert "请先保存并关闭它" in refused(work)


def test_the_data_in_the_place_of_the_report(work: Work) -> None:
    assert "请把报告写在前面" in refused(work, report=work.data, code=2)


def test_a_file_of_somebody_else_and_how_to_name_the_base(work: Work) -> None:
    work.rewrite({CUSTOM: b"<Properties/>", STATE: b"<other/>"})
    line = refused(work)
    assert "没有附带底稿" in line
    assert "用 --base 指定底稿" in line
    (sidecar,) = work.sidecars
    assert f"旁边最近的一份是“{sidecar}”（武汉市东西湖区企业和人才服务中心2020年度完整版，第1次生成）" in line


def test_the_report_of_another_unit_names_both_and_force_goes_on(work: Work) -> None:
    text = work.data.read_text(encoding="utf-8")
    work.data.write_text(text.replace("单位名称: 武汉市东西湖区", "单位名称: 武汉市东湖区"), encoding="utf-8")
    line = refused(work)
    assert "武汉市东西湖区企业和人才服务中心 2020年度 完整版" in line
    assert "武汉市东湖区企业和人才服务中心 2020年度 完整版" in line
    assert work.update("--force").code in (0, 1)


def test_another_pack_is_no_update(work: Work) -> None:
    text = work.data.read_text(encoding="utf-8")
    work.data.write_text(text.replace("模板: hubei", "模板: national"), encoding="utf-8")
    assert "请加 --pack hubei；确要换模板包的，加 --pack national" in refused(work)


def test_a_document_that_the_pack_does_not_have(work: Work) -> None:
    line = refused(work, "--pack", "evaluation", code=2)
    assert "没有部门整体的“完整版”" in line


def test_another_report_altogether(work: Work) -> None:
    work.data.write_bytes(SHIFENG.read_bytes())
    assert "请核对报告和数据文件" in refused(work, "--pack", "hubei")


def test_scores_of_another_file_are_not_forgotten(work: Work) -> None:
    scores = work.folder / "得分.yaml"
    scores.write_text("总分: 85\n", encoding="utf-8")
    out = work.folder / "有得分"
    work.run("draft", work.data, "--scores", scores, "-o", out, "--only", "完整版")
    (report,) = out.glob("*.docx")
    assert "底稿的得分取自“得分.yaml”" in refused(work, report=report)
    assert work.run("update", report, work.data, "--scores", scores).code in (0, 1)


@pytest.mark.parametrize("options", [("--in-place", "-o", "别处.docx"), ("--show", "some"), ("--force", "--in-place")])
def test_options_that_do_not_go_together(work: Work, options: tuple[str, ...]) -> None:
    refused(work, *options, code=2)


def test_another_ending_after_o(work: Work) -> None:
    assert "只写 .docx" in refused(work, "-o", work.folder / "新.doc")


def test_a_missing_report(work: Work) -> None:
    assert "没有这个文件" in refused(work, report=work.folder / "无.docx", code=2)
