"""Charts through an update, on real files: left alone, edited in their XML, in their workbook, deleted, moved."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from drafter.blocks import Chart
from drafter.docx.read import read_blocks
from drafter.docx.views import views
from tests.helpers.finished_command import Ran
from tests.helpers.libreoffice import converted, needs_libreoffice

Report = Callable[[dict], Path]

WRITTEN = re.compile("^已写出：(.*)$", re.MULTILINE)
OLD, NEW = "90.00%", "80.00%"
PARAGRAPH = re.compile(r"<w:p>(?:(?!<w:p>).)*?<w:drawing>.*?</w:p>", re.DOTALL)


def data(score: int) -> dict:
    """A department with three groups of indicators; 10 points of them are 产出指标."""
    rows = [("产出指标", "数量指标", "走访企业", score), ("效益指标", "社会效益指标", "带动就业", 10)]
    rows.append(("满意度指标", "服务对象满意度指标", "企业满意度", 10))
    return {
        "报告类型": "部门整体",
        "单位名称": "某区服务中心",
        "年度": "2023",
        "预算执行": {"全年预算数": "100", "全年执行数": "95", "分值": "70"},
        "年度目标": [
            {
                "名称": "服务企业",
                "指标": [
                    {"一级指标": one, "二级指标": two, "三级指标": name, "指标值": "≥10个", "完成值": f"{got}个",
                     "分值": "10", "得分": str(got), "偏差原因": "进度推迟" if got < 10 else None}
                    for one, two, name, got in rows
                ],
            }
        ],
    }  # fmt: skip


@pytest.fixture
def work(tmp_path: Path, drafter: Callable[..., Ran]) -> tuple[Path, Path]:
    source = tmp_path / "数据.yaml"
    source.write_text(yaml.safe_dump(data(9), allow_unicode=True), encoding="utf-8")
    drafter("draft", source, "--only", "完整版", "--out", tmp_path)
    source.write_text(yaml.safe_dump(data(8), allow_unicode=True), encoding="utf-8")
    return source, next(tmp_path.glob("*.docx"))


def updated(report: Path, source: Path, drafter: Callable[..., Ran]) -> Path:
    """The file that the update wrote, or the report itself where nothing was to be changed."""
    ran = drafter("update", report, source)
    assert ran.code in (0, 1), ran.err
    written = WRITTEN.search(ran.out)
    return Path(written[1]) if written else report


def edited(report: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(report) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert change(parts[part]) != parts[part], "the test changes nothing"
    parts[part] = change(parts[part])
    with zipfile.ZipFile(report, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def charts(report: Path) -> list[Chart]:
    return [block for block in read_blocks(report) if isinstance(block, Chart)]


def rate(report: Path) -> str:
    (chart,) = charts(report)
    return dict(zip(chart.categories, chart.series[0].points, strict=True))["产出指标"].text


def cells(report: Path) -> str:
    with zipfile.ZipFile(report) as archive:
        (book,) = [name for name in archive.namelist() if name.endswith(".xlsx")]
        with zipfile.ZipFile(io.BytesIO(archive.read(book))) as inside:
            return inside.read("xl/worksheets/sheet1.xml").decode()


def comments(report: Path) -> list[str]:
    return [text for _, text in views(report.read_bytes()).comments]


def test_a_chart_that_was_left_alone_gets_the_new_figures_and_its_workbook_too(
    work: tuple[Path, Path], drafter: Callable[..., Ran]
) -> None:
    source, report = work
    assert rate(report) == OLD
    assert "<v>0.9</v>" in cells(report)
    report = updated(report, source, drafter)
    assert rate(report) == NEW
    assert "<v>0.8</v>" in cells(report)
    assert not any("图" in text for text in comments(report))
    assert drafter("explain", report, NEW).out.count("得分率 80.00%") >= 1


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (
            "word/charts/chart1.xml",
            lambda xml: xml.replace(
                b'<c:chart><c:autoTitleDeleted val="1"/>',
                "<c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>我的题目</a:t></a:r></a:p></c:rich>"
                '</c:tx></c:title><c:autoTitleDeleted val="0"/>'.encode(),
            ),
        ),
        ("word/charts/chart1.xml", lambda xml: xml.replace(b'val="595959"', b'val="C00000"')),
        ("word/document.xml", lambda xml: re.sub(rb'cy="\d+"', b'cy="1500000"', xml)),
        ("word/embeddings/Microsoft_Excel_Sheet1.xlsx", lambda book: with_cell(book)),
    ],
    ids=["title", "colour", "size", "workbook"],
)
def test_a_chart_that_she_edited_stays_and_a_comment_tells_the_new_figures_until_they_are_read(
    work: tuple[Path, Path], drafter: Callable[..., Ran], part: str, change: Callable[[bytes], bytes]
) -> None:
    source, report = work
    edited(report, part, change)
    with zipfile.ZipFile(report) as archive:
        hers = {name: archive.read(name) for name in archive.namelist() if "chart" in name or "embed" in name}
    for _ in range(2):  # the comment stays as long as it is not dealt with
        report = updated(report, source, drafter)
        with zipfile.ZipFile(report) as archive:
            assert {name: archive.read(name) for name in hers} == hers
        assert [text for text in comments(report) if f"{OLD} → {NEW}" in text and "您改过" in text]


def with_cell(book: bytes) -> bytes:
    """The workbook with another figure in B3."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>0.9</v>", b"<v>0.85</v>"))
    return target.getvalue()


def test_a_chart_that_she_deleted_does_not_come_back(work: tuple[Path, Path], drafter: Callable[..., Ran]) -> None:
    source, report = work
    edited(report, "word/document.xml", lambda xml: PARAGRAPH.sub("", xml.decode()).encode())
    assert not charts(report)
    ran = drafter("update", report, source)
    assert "您删去的图" in ran.out
    assert not charts(Path(WRITTEN.search(ran.out)[1]))


def test_a_chart_that_she_moved_is_updated_where_it_is(work: tuple[Path, Path], drafter: Callable[..., Ran]) -> None:
    source, report = work

    def moved(xml: bytes) -> bytes:
        text = xml.decode()
        paragraph = PARAGRAPH.search(text)
        assert paragraph
        rest = text.replace(paragraph[0], "")
        end = rest.rindex("<w:sectPr")
        return (rest[:end] + paragraph[0] + rest[end:]).encode()

    edited(report, "word/document.xml", moved)
    report = updated(report, source, drafter)
    assert rate(report) == NEW
    assert isinstance(read_blocks(report)[-1], Chart)


def test_a_chart_comes_and_goes_with_its_data(work: tuple[Path, Path], drafter: Callable[..., Ran]) -> None:
    source, report = work
    fewer = data(9)
    fewer["预算执行"]["分值"] = "80"
    del fewer["年度目标"][0]["指标"][1:]
    source.write_text(yaml.safe_dump(fewer, allow_unicode=True), encoding="utf-8")
    report = updated(report, source, drafter)
    assert not charts(report)
    with zipfile.ZipFile(report) as archive:
        assert not [name for name in archive.namelist() if "chart" in name or "embed" in name]
    source.write_text(yaml.safe_dump(data(8), allow_unicode=True), encoding="utf-8")
    report = updated(report, source, drafter)
    assert rate(report) == NEW


@needs_libreoffice
def test_a_report_that_libreoffice_saved_keeps_a_chart_that_can_be_updated(
    work: tuple[Path, Path], drafter: Callable[..., Ran], tmp_path: Path
) -> None:
    source, report = work
    (saved,) = converted([report], "docx", tmp_path / "saved")
    assert rate(saved) == OLD
    saved = updated(saved, source, drafter)
    assert rate(saved) == NEW


def test_a_report_with_a_chart_is_the_same_file_each_time_and_is_checked_without_stumbling(
    work: tuple[Path, Path], drafter: Callable[..., Ran], tmp_path: Path
) -> None:
    source, _ = work
    made = []
    for name in ("一", "二"):
        drafter("draft", source, "--only", "完整版", "--out", tmp_path / name)
        made.append(next((tmp_path / name).glob("*.docx")).read_bytes())
    assert made[0] == made[1]
    ran = drafter("check", next((tmp_path / "一").glob("*.docx")))
    assert "Traceback" not in ran.err
