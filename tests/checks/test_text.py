"""The words of a report against its data: each code fires on its fault and leaves a near miss alone.

Every case is told twice: as a draft of blocks, and as a Word file of plain paragraphs without heading styles.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from drafter.blocks import Draft, Section, Text
from drafter.checks.text import check_text, report_of
from drafter.commands.check import check_report
from drafter.commands.understand import understand
from drafter.findings import Finding
from tests.helpers.examples import DONGXIHU_2023
from tests.helpers.plain_word import kind_of, plain_docx
from tests.helpers.text_faults import TEXT_CASES, report

Write = Callable[..., Path]


def drafted(lines: list[str]) -> Draft:
    texts = tuple(Text(f"t{n}", kind_of(line), line) for n, line in enumerate(lines))
    return Draft("完整版", "标题", "某区人力资源局", (Section(texts),))


def codes(findings: list[Finding] | tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("code", "data", "fault", "near_miss"), TEXT_CASES, ids=[f"{n} {case[0]}" for n, case in enumerate(TEXT_CASES)]
)
def test_a_fault_is_found_in_a_draft_and_in_a_word_file(
    data_file: Write, tmp_path: Path, code: str, data: dict[str, Any], fault: list[str], near_miss: list[str]
) -> None:
    path = data_file(data)
    found = understand(path)
    in_draft = check_text(report_of(drafted(fault), 2020), found.assessment)
    assert code in codes(in_draft)
    for finding in in_draft:
        assert finding.where.path.startswith("第")
        assert all(part and "\n" not in part for part in (finding.found, finding.expected, finding.hint))
    assert code not in codes(check_text(report_of(drafted(near_miss), 2020), found.assessment))
    for lines, fires in ((fault, True), (near_miss, False)):
        document = tmp_path / "报告.docx"
        document.write_bytes(plain_docx(lines))
        told = check_report(document, path).findings
        assert (code in codes(told)) is fires, [str(f.where) + f.message for f in told if f.code == code]


ALONE = ("bracket-style", "template-residue", "section-empty", "gap-left", "problem-without-measure")


@pytest.mark.parametrize(
    ("code", "fault", "near_miss"), [(code, fault, near) for code, _, fault, near in TEXT_CASES if code in ALONE]
)
def test_what_needs_no_data_is_found_without(tmp_path: Path, code: str, fault: list[str], near_miss: list[str]) -> None:
    document = tmp_path / "报告.docx"
    document.write_bytes(plain_docx(fault))
    assert code in codes(check_report(document).findings)
    document.write_bytes(plain_docx(near_miss))
    assert code not in codes(check_report(document).findings)


def test_a_report_without_text_is_checked(tmp_path: Path) -> None:
    document = tmp_path / "空白.docx"
    Document().save(document)
    assert not check_report(document).findings
    assert not check_text(report_of(Draft("完整版", "标题", "某区人力资源局", ()), 2020))


def test_without_data_one_section_is_held_against_another(tmp_path: Path) -> None:
    document = tmp_path / "报告.docx"
    told = report("全年预算数100万元，预算执行率95.00%。")
    document.write_bytes(plain_docx([*told, "五、其他说明", "预算执行率为94.1%。"]))
    (finding,) = check_report(document).findings
    assert finding.code == "figure-conflict"
    assert "94.1%" in finding.found
    assert "第4段 二、绩效目标完成情况写的是 95.00%" in finding.expected
    document.write_bytes(plain_docx([*told, "五、其他说明", "预算执行率为95%，全年预算数1000000元。"]))
    assert not check_report(document).findings


def test_the_published_accounts_of_2023_do_not_agree_with_their_forms(tmp_path: Path) -> None:
    """Text: 1491.04万元, 48.5%, 9 and 10 projects, a total left blank; forms: 907.65, 29.53%, 8, 83.91."""
    document = tmp_path / "决算.docx"
    lines = [
        "一、预算绩效情况说明",
        "（一）绩效管理工作开展情况",
        "2023年度对项目支出开展绩效自评，共涉及项目9个，资金2106.1万元。",
        "（二）整体支出自评结果",
        "2023年度整体预算总额3073.53万元，决算支出总额1491.04万元，预算执行率48.5%，自评综合得分  分。",
        "（三）项目支出自评结果",
        "反映了所有项目绩效自评结果，涉及10个一级项目。",
        "重点产业企业人才需求调研全年预算数10万元，执行数0万元。",
        "二、政府采购情况",
        "2022年度政府采购支出总额2.47万元。",
    ]
    document.write_bytes(plain_docx(lines))
    told = [(f.code, f.found, f.expected) for f in check_report(document, DONGXIHU_2023).findings]
    assert ("figure-conflict", "全年执行数写成 1491.04万元", "数据里是 907.65 万元") in told
    assert ("figure-conflict", "预算执行率写成 48.5%", "数据里是 29.53%") in told
    assert ("figure-conflict", "“重点产业企业人才需求调研”全年预算数写成 10万元", "数据里是 20.00 万元") in told
    assert ("count-mismatch", "文中写“涉及项目9个”", "数据里有 8 个项目") in told
    assert ("count-mismatch", "文中写“10个一级项目”", "数据里有 8 个项目") in told
    assert ("gap-left", "“综合得分分”没有填数", "应写明得分") in told
    assert ("year-mixed", "文中写 2022年", "这是 2023年度的报告") in told
    assert not any("3073.53" in found for _, found, _ in told)
