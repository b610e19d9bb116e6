"""A report to be handed in: nothing hidden in it, nothing undecided."""

from pathlib import Path

from drafter.docx.hidden_state import is_marked
from drafter.docx.opening import open_docx
from drafter.docx.read import read_outline
from tests.helpers.report_folder import DOCUMENT, Work
from tests.helpers.samples import part


def finalized(work: Work) -> Path:
    return work.folder / "定稿.docx"


def test_the_text_is_the_same_and_nothing_is_hidden(work: Work) -> None:
    ran = work.run("finalize", work.report, "-o", finalized(work))
    assert ran.code == 1, ran.err
    assert "还有 " in ran.out
    assert "【待补充：" in ran.out
    assert read_outline(finalized(work)) == read_outline(work.report)
    assert not is_marked(open_docx(finalized(work)))
    assert is_marked(open_docx(work.report))


def test_a_complete_report_is_finished(drafter, data_file, tmp_path: Path) -> None:
    drafter("draft", data_file(), "-o", tmp_path / "out", "--only", "摘要版")
    (report,) = (tmp_path / "out").glob("*.docx")
    ran = drafter("finalize", report, "-o", tmp_path / "定稿", "--json")
    assert ran.code == 0
    assert ran.json == {"报告": str(report), "文件": str(tmp_path / "定稿" / report.name), "待补充": []}


def test_after_it_an_update_says_why_not(work: Work) -> None:
    work.run("finalize", work.report, "-o", finalized(work))
    ran = work.run("update", finalized(work), work.data)
    assert ran.code == 3
    assert "已经定稿（定稿不能再更新）" in ran.err


def refused(work: Work, out: Path) -> str:
    before = work.files
    ran = work.run("finalize", work.report, "-o", out)
    assert ran.code == 3, ran.out + ran.err
    assert work.files == before
    (line,) = ran.err.splitlines()
    return line


def test_it_never_goes_over_a_file(work: Work) -> None:
    assert "与报告是同一个文件" in refused(work, work.report)
    assert "与报告是同一个文件" in refused(work, work.folder)
    finalized(work).write_bytes(b"hers")
    assert "同名的文件已经存在" in refused(work, finalized(work))


def test_a_report_without_marks_needs_none_taken_out(work: Work) -> None:
    work.run("finalize", work.report, "-o", finalized(work))
    ran = work.run("finalize", finalized(work), "-o", work.folder / "再定稿.docx")
    assert ran.code == 3
    assert "没有隐藏的标记" in ran.err


def test_marks_that_wait_for_a_decision_stop_it(work: Work) -> None:
    document = part(work.report.read_bytes(), DOCUMENT)
    mark = '<w:ins w:id="9001" w:author="drafter" w:date="2000-01-01T00:00:00Z"><w:r><w:t>甲</w:t></w:r></w:ins></w:p>'
    work.rewrite({DOCUMENT: document.replace("</w:p>", mark, 1).encode()})
    assert "还有 1 处程序的修订或批注没有决定" in refused(work, finalized(work))


def test_a_report_that_is_open_elsewhere(work: Work) -> None:
    (work.folder / ".~lock.自评报告.docx#").write_bytes(b"")
    assert "请先保存并关闭它" in refused(work, finalized(work))
