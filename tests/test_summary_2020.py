"""The published summary of 2020, drafted from its figures: headings, sentences, tables row for row."""

import re
from pathlib import Path

import pytest

from drafter.blocks import Table
from drafter.commands.draft import draft
from drafter.docx.read import read_blocks, read_outline, texts_of
from tests.helpers.examples import SUMMARY_2020

UNIT = "武汉市东西湖区企业和人才服务中心"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {file.document: file.path for file in draft(SUMMARY_2020, tmp_path_factory.mktemp("out")).files}


def lines(path: Path, style: str) -> list[str]:
    return [
        line.removeprefix(f"[{style}] ") for line in read_outline(path).splitlines() if line.startswith(f"[{style}]")
    ]


def test_title_stands_in_three_lines(files: dict[str, Path]) -> None:
    titles = [line.replace("↵", "") for line in lines(files["摘要版"], "公文标题")]
    assert titles == [f"2020年度{UNIT}", "整体绩效自评结果", "（摘要版）"]


def test_headings_stand_in_their_order(files: dict[str, Path]) -> None:
    outline = read_outline(files["摘要版"])
    headings = re.findall(r"^\[标题 \d\] (.+)$", outline, re.MULTILINE)
    assert headings == [
        "一、部门整体绩效自评得分",
        "二、部门整体绩效目标完成情况",
        "（一）预算执行情况",
        "（二）完成的绩效目标",
        "（三）未完成的绩效目标",
        "三、存在的问题和原因",
        "四、下一步拟改进措施",
    ]


def test_sentences_carry_the_published_figures(files: dict[str, Path]) -> None:
    text = "\n".join(lines(files["摘要版"], "正文") + lines(files["摘要版"], "算式"))
    assert "自评综合得分85.84分" in text
    assert "预算执行率基准分值20分，得18.34分" in text
    assert "基准分值80.00分，得分67.50分" in text
    assert "预算总额3719.88万元" in text
    assert "决算支出总额3411.33万元" in text
    assert re.search(r"预算执行率=（决算支出总额/\S*调整后预算总额）×100%=91.71%", text)


def test_tables_hold_the_completed_and_the_uncompleted_row_for_row(files: dict[str, Path]) -> None:
    done, missed = (block for block in read_blocks(files["摘要版"]) if isinstance(block, Table))
    rows = lambda table: [["" if text == "〃" else text for text in row] for row in texts_of(table)]  # noqa: E731
    head = ["目标", "绩效类别", "绩效指标", "标准分", "得分", "评价说明与评分标准"]
    assert rows(done)[0] == head
    assert rows(missed)[0] == head
    assert [(r[2], r[3], r[4]) for r in rows(done)[1:]] == [
        ("兑现人数", "15", "15"),
        ("年度维护成本增加率", "5", "5"),
        ("兑现率", "10", "10"),
        ("人才环境", "10", "10"),
        ("服务水平", "15", "15"),
        ("企业人才满意度", "10", "10"),
    ]
    assert [(r[2], r[3], r[4]) for r in rows(missed)[1:]] == [
        ("兑现时间", "5", "2.5"),
        ("培训人数", "2", "0"),
        ("正常开展", "1", "0"),
        ("营商环境", "1", "0"),
        ("相关人才满意度", "1", "0"),
        ("宣传册及手册", "2", "0"),
        ("成品验收通过率", "1", "0"),
        ("政策知晓率", "1", "0"),
        ("企业人才满意度", "1", "0"),
    ]
    assert [r[1] for r in rows(done)[1:]] == [
        "产出指标-数量指标",
        "产出指标-成本指标",
        "产出指标-质量指标",
        "社会效益指标",
        "可持续影响指标",
        "服务对象满意度指标",
    ]


def test_problems_and_measures_are_numbered(files: dict[str, Path]) -> None:
    numbered = [line[:3] for line in lines(files["摘要版"], "正文") if re.match("（[一二三四五]）", line)]
    assert numbered == ["（一）", "（二）", "（三）", "（四）"] * 2


def test_full_version_names_every_indicator_with_target_actual_and_score(files: dict[str, Path]) -> None:
    body = lines(files["完整版"], "正文")
    told = [line for line in body if re.match(r"\d\.(产出|效益|满意度)指标", line)]
    text = "".join(told)
    names = ["兑现人数", "年度维护成本增加率", "兑现率", "人才环境", "服务水平", "兑现时间", "培训人数", "正常开展"]
    names += ["营商环境", "相关人才满意度", "宣传册及手册", "成品验收通过率", "政策知晓率"]
    names += ["企业人才满意度（企业人才薪酬补贴）", "企业人才满意度（开展企业、人才政策和服务宣传）"]
    for name in names:
        assert text.count(f"“{name}”目标") == 1, name
    clauses = re.split("[。；]", text)
    assert sum("”目标" in clause and re.search(r"得[\d.]+分$", clause) is not None for clause in clauses) == 15


CAUSE = re.compile("主要原因是|原因在于|究其原因")


def test_every_lost_point_has_a_paragraph(files: dict[str, Path]) -> None:
    """1.66 points of the execution, 2.50 of the late payment, 10 of the two goals that were not carried out."""
    body = lines(files["完整版"], "正文")
    assert any("失1.66分" in line for line in body)
    assert any("兑现时间" in line and "2.5分" in line and CAUSE.search(line) for line in body)
    assert any("企业家和高端人才培训" in line and "共失10分" in line and CAUSE.search(line) for line in body)


def test_full_version_and_summary_agree_figure_for_figure(files: dict[str, Path]) -> None:
    """Every figure of the summary's running text stands in the full version, in the same sentence or table."""
    figure = re.compile(r"\d+(?:\.\d+)?(?:万元|分|%|项)?")
    full, short = (read_outline(files[name]) for name in ("完整版", "摘要版"))
    texts = [line for line in short.splitlines() if line.startswith("[正文]")]
    missing = {f for line in texts for f in figure.findall(line)} - set(figure.findall(full))
    assert not missing
    full_body = set(lines(files["完整版"], "正文"))
    same = [line.removeprefix("[正文] ") for line in texts]
    strip = lambda line: re.sub(r"^(（[一二三四五]）|\d\.)", "", line)  # noqa: E731
    assert {strip(line) for line in same} <= {strip(line) for line in full_body}
