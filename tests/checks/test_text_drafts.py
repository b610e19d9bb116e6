"""The program's own drafts: they agree with their data, and what a person changes in them is found."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from drafter.blocks import Draft, Run, Section, Table, Text
from drafter.checks.text import OF_DRAFT, check_draft, check_text, report_of
from drafter.checks.text.drafts import FactProofs
from drafter.checks.text.indicators import indicator_conflicts
from drafter.commands.check import check_report
from drafter.commands.draft import draft
from drafter.compose.document import compose
from drafter.docx.write import render
from tests.helpers.examples import DONGXIHU_2023, EXAMPLES, SUMMARY_2020
from tests.helpers.finished_command import Ran
from tests.helpers.plain_word import plain_docx
from tests.helpers.random_reports import assessed, reports
from tests.helpers.small_report import small_report

INVENTED = ("figure-conflict", "count-mismatch")


def drafts(report: dict[str, Any]) -> tuple[list[Draft], Any]:
    found, assessment, narrative = assessed(report)
    documents = found.pack.documents_for(found.loaded.data.report_type.value)
    places = found.loaded.places.of
    return [compose(found.pack, name, assessment, narrative, places) for name in documents], assessment


def named(report: dict[str, Any]) -> dict[str, Any]:
    """Every indicator with a name that is nothing else's target or reason: what is named in a text is meant."""
    for number, row in enumerate(row for goal in report["年度目标"] for row in goal["指标"]):
        row["三级指标"] = f"事项{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'子丑寅卯'[number // 10]}"
    return report


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
def test_a_draft_never_contradicts_its_data(report: dict[str, Any]) -> None:
    made, assessment = drafts(named(report))
    for one in made:
        told = check_text(report_of(one, assessment.data.year), assessment)
        assert not [(f.message, str(f.where)) for f in told if f.code in INVENTED]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
def test_a_draft_read_without_its_data_does_not_contradict_itself(report: dict[str, Any]) -> None:
    made, assessment = drafts(report)
    for one in made:
        told = check_text(report_of(one, assessment.data.year))
        assert not [(f.message, str(f.where)) for f in told if f.code in INVENTED]


@pytest.mark.parametrize("data", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_drafts_of_the_examples_agree_with_their_data(data: Path, tmp_path: Path) -> None:
    """What is left is true: the execution lost points and no problem speaks of it; the published …… is in the forms."""
    outcome = draft(data, tmp_path, everything=True)
    assert not [f for f in outcome.findings if "版" in f.where.file]
    for file in outcome.files:
        told = [f for f in check_report(file.path, data).findings if f.code not in GIVEN]
        assert all(f.code == "shortfall-not-discussed" and "预算执行失" in f.found for f in told)
        assert not [f for f in check_report(file.path).findings if f.code not in GIVEN]


GIVEN = ("gap-left", "template-residue")


def edited(one: Draft, old: str, new: str) -> Draft:
    """The draft as a person has changed it."""
    count = sum(old in block.text for block in one.blocks() if isinstance(block, Text))
    assert count, old
    blocks = tuple(
        block.with_runs((Run(block.text.replace(old, new)),)) if isinstance(block, Text) else block
        for block in one.blocks()
    )
    return replace(one, sections=(Section(blocks),))


@pytest.mark.parametrize(
    ("old", "new", "code", "found"),
    [
        (
            "“走访企业数”目标60家，实际完成80家",
            "“走访企业数”目标60家，实际完成85家",
            "figure-conflict",
            "“走访企业数”写成 85家",
        ),
        ("决算支出总额907.65万元", "决算支出总额970.65万元", "figure-conflict", "全年执行数写成 970.65万元"),
        ("×100%=29.53%", "×100%=29.35%", "figure-conflict", "预算执行率写成 29.35%"),
        ("自评综合得分83.91分", "自评综合得分89.31分", "figure-conflict", "总分写成 89.31分"),
        ("得5.91分", "得9.51分", "figure-conflict", "预算执行得分写成 9.51分"),
        (
            "全年执行数22.30万元",
            "全年执行数23.20万元",
            "figure-conflict",
            "“企业和人才综合服务平台”全年执行数写成 23.20万元",
        ),
        ("三级指标17项", "三级指标18项", "count-mismatch", "文中写“设置三级指标18项”"),
        ("分值40分，设置绩效指标9项", "分值40分，设置绩效指标8项", "count-mismatch", "文中写“设置绩效指标8项”"),
        ("质量指标10项", "质量指标11项", "count-mismatch", "文中写“产出指标共设置数量、质量指标11项”"),
    ],
)
def test_a_figure_that_a_person_changed_in_the_word_file_is_found(
    tmp_path: Path, old: str, new: str, code: str, found: str
) -> None:
    import yaml

    made, _ = drafts(yaml.load(DONGXIHU_2023.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
    document = tmp_path / "报告.docx"
    document.write_bytes(render(edited(made[0], old, new)))
    told = [(f.code, f.found) for f in check_report(document, DONGXIHU_2023).findings if f.code != "gap-left"]
    assert set(told) == {(code, found)}


def test_a_figure_changed_in_a_table_is_found(tmp_path: Path) -> None:
    document = tmp_path / "报告.docx"
    document.write_bytes(plain_docx(["产出指标\t数量指标\t走访企业数\t60 家\t85 家\t3", "二\t宣传期数\t≤4期/年\t3\t3"]))
    (finding,) = check_report(document, DONGXIHU_2023).findings[:1]
    assert finding.code == "figure-conflict"
    assert finding.where.path == "表1第1行"


def test_a_section_that_was_deleted_is_missed(tmp_path: Path) -> None:
    made, _ = drafts(small_report())
    blocks = list(made[0].blocks())
    start = next(n for n, b in enumerate(blocks) if isinstance(b, Text) and "下一步拟改进措施" in b.text)
    document, data = tmp_path / "报告.docx", tmp_path / "数据.yaml"
    document.write_bytes(render(replace(made[0], sections=(Section(tuple(blocks[:start])),))))
    import yaml

    data.write_text(yaml.safe_dump(small_report(), allow_unicode=True), encoding="utf-8")
    told = [f.found for f in check_report(document, data).findings if f.code == "section-empty"]
    assert told == ["没有“下一步改进措施”一节"]


def test_what_the_data_check_says_is_not_said_again_of_the_draft(
    data_file: Callable[..., Path], tmp_path: Path
) -> None:
    report = small_report()
    report["上年度结果应用"] = "按武就[2020]5号文件，上年度结果已用于编制预算。"
    report["主要成效"] = "对9个方面做了工作，就业率达到97%。"
    outcome = draft(data_file(report), tmp_path, everything=True)
    assert [f.code for f in outcome.findings].count("bracket-style") == 1
    (conflict,) = [f for f in outcome.findings if f.code == "figure-conflict"]
    assert conflict.where.file == "完整版"
    assert "主要成效" in conflict.where.path


def test_check_takes_a_report_with_and_without_its_data(drafter: Callable[..., Ran], tmp_path: Path) -> None:
    drafter("draft", SUMMARY_2020, "-o", tmp_path)
    (document,) = tmp_path.glob("*报告.docx")
    alone = drafter("check", document)
    assert alone.code == 1
    assert alone.out.startswith(f"报告：{document}\n")
    both = drafter("check", document, "--data", SUMMARY_2020, "--json")
    assert both.code == 1
    assert {f["where"]["file"] for f in both.json["findings"]} == {str(document)}
    assert both.json["warnings"] == len(both.json["findings"])


@pytest.mark.parametrize("name", ["报告.doc", "报告.wps", "报告.docx", "报告.odt"])
def test_what_is_no_word_file_is_refused_in_one_line(drafter: Callable[..., Ran], tmp_path: Path, name: str) -> None:
    broken = tmp_path / name
    broken.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" if name.endswith(("doc", "wps")) else b"PK\x03\x04")
    ran = drafter("check", broken)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert ".docx" in ran.err


def test_data_beside_data_and_scores_without_data_are_wrong_usage(drafter: Callable[..., Ran], tmp_path: Path) -> None:
    document = tmp_path / "报告.docx"
    document.write_bytes(plain_docx(["一、概况", "无。"]))
    assert drafter("check", SUMMARY_2020, "--data", SUMMARY_2020).code == 2
    assert drafter("check", document, "--scores", SUMMARY_2020).code == 2
    assert drafter("check", tmp_path / "没有.docx").code == 2


def test_the_money_of_a_fund_source_is_not_the_money_of_the_whole(drafter, data_file, tmp_path: Path) -> None:
    report = small_report()
    own = {"名称": "本级安排", "全年预算数": "60.00", "全年执行数": "55.00"}
    report["预算执行"]["明细"] = [own, {"名称": "县区配套", "全年预算数": "40.00", "全年执行数": "40.00"}]
    data = data_file(report)
    assert drafter("draft", data, "-o", tmp_path / "out").code == 0
    document = next((tmp_path / "out").glob("*自评报告.docx"))
    assert drafter("check", document, "--data", data).code == 0
    assert drafter("check", document).code == 0


def changed_in_word(source: Path, target: Path, old: str, new: str) -> Path:
    """The report with one text of its body replaced, everything else as it was."""
    import zipfile

    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new, 1).encode()
            after.writestr(name, content)
    return target


@pytest.mark.parametrize(
    ("old", "new"),
    [("36个", "46个"), ("失9分", "失8分"), ("82.00%", "83.00%"), ("（占66.67%）", "（占67.67%）")],
)
def test_any_figure_of_a_sentence_of_ours_is_held_to_the_data(
    drafter, data_file, tmp_path: Path, old: str, new: str
) -> None:
    report = small_report()
    report["存在问题"], report["改进措施"] = [], []
    data = data_file(report)
    drafter("draft", data, "-o", tmp_path / "out", "--only", "完整版")
    source = next((tmp_path / "out").glob("*.docx"))
    path = changed_in_word(source, tmp_path / "改过.docx", old, new)
    ran = drafter("check", path, "--data", data, "--json")
    told = [f["message"] for f in ran.json["findings"] if f["code"] in ("figure-conflict", "count-mismatch")]
    assert any("按数据应为" in message or "数据里" in message for message in told), told


def test_figures_that_the_data_have_changed_since_are_told(drafter, data_file, tmp_path: Path) -> None:
    drafter("draft", data_file(), "-o", tmp_path / "out", "--only", "完整版")
    source = next((tmp_path / "out").glob("*.docx"))
    report = small_report()
    report["年度目标"][0]["指标"][1]["完成值"] = "93%"
    ran = drafter("check", source, "--data", data_file(report), "--json")
    assert any("92" in f["message"] and "93" in f["message"] for f in ran.json["findings"]), ran.out


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
def test_what_the_facts_prove_holds_no_finding_that_reading_it_would_give(report: dict[str, Any]) -> None:
    made, assessment = drafts(report)
    for one in made:
        whole = report_of(one, assessment.data.year)
        read = {(f.code, f.found) for examine in OF_DRAFT for f in examine(whole, assessment)}
        read |= {(f.code, f.found) for f in indicator_conflicts(whole, assessment)}
        assert {(f.code, f.found) for f in check_draft(one, assessment)} == read


ROWS = 60


def many_rows(**changed: str) -> dict[str, Any]:
    """A report of rows that fall short for one and the same reason; ``changed``: keys of the last row."""
    row = {"一级指标": "产出指标", "二级指标": "数量指标", "指标值": "≥20个", "分值": "1", "得分": "0.9"}
    rows = [row | {"三级指标": f"事项{n}", "完成值": f"{n % 20}个", "偏差原因": "采购推迟"} for n in range(ROWS)]
    rows[-1] |= changed
    goals = [{"名称": "目标", "分值": str(ROWS), "指标": rows}]
    return {key: told for key, told in small_report().items() if key not in ("存在问题", "改进措施")} | {
        "年度目标": goals
    }


def test_a_phrase_is_read_once_and_no_row_of_the_data() -> None:
    made, assessment = drafts(many_rows())
    for one in made:
        passages = report_of(one, assessment.data.year, FactProofs()).passages
        texts = {passage.text for passage in passages if not passage.proved}
        assert sum("采购推迟" in text and "事项" in text for text in texts) < ROWS / 4
        tables = sum(len(block.rows) > ROWS for block in one.blocks() if isinstance(block, Table))
        assert len(passages) <= len(report_of(one, assessment.data.year).passages) - tables * (ROWS - 5)


def test_another_reason_is_read_though_its_phrase_was() -> None:
    made, assessment = drafts(many_rows(偏差原因="采购推迟，事项3实际完成77个"))
    told = [finding for one in made for finding in check_draft(one, assessment)]
    assert ("figure-conflict", "“事项3”写成 77个") in {(finding.code, finding.found) for finding in told}
