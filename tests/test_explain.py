"""From a sentence or a figure of a report to its reasons, by the Word file alone."""

import json
import re
from pathlib import Path

import pytest

from drafter.blocks import Fact, Table
from drafter.cli.explain import fact_line, places_line
from drafter.commands.draft import draft
from drafter.docx.opening import open_docx
from drafter.docx.read import read_sections
from drafter.findings import Place
from drafter.state.base import carried
from drafter.trace import Origin, explain_all, explain_text
from drafter.trace.compare import Query, folded
from drafter.trace.finding import explain_traced, traced_texts
from tests.helpers.examples import EXAMPLES, SUMMARY_2020
from tests.helpers.office_merge import OFFICE, resaved
from tests.helpers.samples import changed, part


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every document of every example; the data are not beside them."""
    out = tmp_path_factory.mktemp("reports")
    return [file.path for data in sorted(EXAMPLES.glob("*.yaml")) for file in draft(data, out, everything=True).files]


@pytest.fixture(scope="module")
def report(reports: list[Path]) -> Path:
    return next(path for path in reports if "2020年度武汉市东西湖区" in path.name and "部门整体" in path.name)


@pytest.fixture
def edited(report: Path, tmp_path: Path):
    """The report with words of its text replaced, as a person does in Word."""

    def replaced(*pairs: tuple[str, str]) -> Path:
        document = part(report.read_bytes(), "word/document.xml")
        for old, new in pairs:
            assert old in document
            document = document.replace(old, new, 1)
        path = tmp_path / "改过.docx"
        path.write_bytes(changed(report.read_bytes(), {"word/document.xml": document.encode()}))
        return path

    return replaced


def explained(path: Path, text: str):
    return explain_text(read_sections(path), carried(open_docx(path)).state, text)


def test_a_figure_leads_to_phrase_formula_and_lines(drafter, report: Path) -> None:
    ran = drafter("explain", report, "91.71%")
    assert ran.code == 0
    lines = SUMMARY_2020.read_text(encoding="utf-8").splitlines()
    spent = next(number for number, line in enumerate(lines, 1) if "全年执行数:" in line)
    budget = next(number for number, line in enumerate(lines, 1) if "全年预算数:" in line)
    first, second = sorted((spent, budget))
    assert "三、绩效目标完成情况 › （一）预算执行情况" in ran.out
    assert "依据：句库 execution.formula 第1种说法（条件：无）" in ran.out
    assert f"预算执行率 91.71% = 3411.33 ÷ 3719.88，{SUMMARY_2020.name} 第{first}、{second}行" in ran.out


@pytest.mark.parametrize("asked", ["3411.33", "3411.33万元", "3,411.33 万元", "３４１１．３３"])
def test_a_figure_is_found_however_it_is_written(report: Path, asked: str) -> None:
    traces = explained(report, asked)
    assert traces[0].facts[0].name == "全年执行数"
    assert [trace.origin for trace in traces[1:]] in ([], [Origin.TABLE])


def test_a_figure_is_found_only_whole() -> None:
    assert Query("91.71").is_in("执行率91.71%。")
    for other in ("191.71%", "91.715", "0.91.71"):
        assert not Query("91.71").is_in(other)
    assert not Query("82").is_in("82.00%")


def test_the_condition_that_chose_the_phrase_is_told(drafter, reports: list[Path]) -> None:
    told = "".join(drafter("explain", path).out for path in reports)
    assert re.search(r"依据：句库 \S+ 第\d+种说法（条件：指标数 是“1”）", told)
    assert re.search(r"（条件：目标失分 有）", told)


EVERY = 7
"""Which of the sentences, facts and cells are looked up: each look-up reads the whole report."""


def test_every_sentence_and_every_fact_of_the_examples_is_explained_from_the_file_alone(reports: list[Path]) -> None:
    for path in reports:
        sections, state = read_sections(path), carried(open_docx(path)).state
        told, all_traces = traced_texts(sections, state), explain_all(sections, state)
        assert {trace.origin for trace in all_traces} <= {Origin.PHRASE, Origin.DATA, Origin.TABLE, Origin.CHART}
        assert [t.statement for t in all_traces if t.statement] == list(state.statements)
        said = {fact for statement in state.statements for fact in statement.facts}
        cells = [cell for block in state.blocks if isinstance(block, Table) for row in block.rows for cell in row.cells]
        for statement in tuple(state.statements)[::EVERY]:
            traces = explain_traced(told, state, statement.text)
            assert statement in [trace.statement for trace in traces], statement.text
        for fact in {
            fact.text: fact for fact in (*said, *(f for cell in cells for f in cell.facts)) if fact.text
        }.values():
            assert explain_traced(told, state, fact.text), fact
        for cell in cells[::EVERY]:
            if cell.facts:
                assert any(set(cell.facts) <= set(t.facts) for t in explain_traced(told, state, cell.text)), cell
        figures = {figure for fact in said for figure in re.findall(r"\d+(?:\.\d+)?%?", fact.formula)}
        for figure in sorted(figures)[::EVERY]:
            assert explain_traced(told, state, figure), figure


def test_part_of_a_sentence_and_a_stretch_over_two_are_enough(report: Path) -> None:
    (one,) = explained(report, "预算执行率=（决算支出")
    assert one.statement
    assert one.statement.rule == "execution.formula"
    two = explained(report, "得15分；“兑现率”目标不低于95%")
    assert len([trace for trace in two if trace.origin is Origin.PHRASE]) == 2


def test_a_table_cell_names_row_column_and_line(drafter, report: Path) -> None:
    ran = drafter("explain", report, "≤8%")
    assert "› 年度维护成本增加率 › 年初目标值" in ran.out
    assert re.search(r"指标值 ≤8%，\S+ 第\d+行 年度目标\[1\]·指标\[2\]·指标值", ran.out)


def test_words_of_the_template_and_texts_of_the_data_are_told_apart(drafter, reports: list[Path]) -> None:
    report = next(path for path in reports if path.name.startswith("2023") and "部门整体" in path.name)
    assert "依据：模板里的文字" in drafter("explain", report, "三、绩效目标完成情况").out
    told = drafter("explain", report, "纳入部门决算的只有独立核算的单位本级").out
    assert re.search(r"依据：填报人写在数据文件里的原文，\S+ 第\d+行 基本情况·机构设置", told)
    assert "单位名称" in drafter("explain", report, "东西湖区企业和人才服务中心").out


def test_a_gap_says_where_to_fill_it(drafter, report: Path) -> None:
    ran = drafter("explain", report, "【待补充：填报日期】")
    assert re.search(r"填报日期 【待补充：填报日期】（数据里没有，应填在 \S+", ran.out)


def test_a_sentence_that_a_person_changed_is_hers_and_shows_what_differs(drafter, edited) -> None:
    path = edited(("×100%=91.71%。", "×100%≈92%，执行较好。"))
    ran = drafter("explain", path, "执行较好")
    assert ran.code == 0
    assert "不是程序写的，是在 Word 里改的" in ran.out
    assert "不同之处：“=91.71%”改为“≈92%，执行较好”" in ran.out
    assert "原来的依据：句库 execution.formula" in ran.out
    before = drafter("explain", path, "91.71%").out  # what was asked for is gone; what stands there now is told
    assert "≈92%，执行较好" in before
    assert "     预算执行率 91.71% = 3411.33 ÷ 3719.88" in before.split("原来的依据")[1].splitlines()[1]


def test_a_sentence_of_ours_inside_her_paragraph_stays_ours(edited) -> None:
    path = edited(("7项绩效指标完成6项。", "7项绩效指标完成6项。此事已向区里作了专题汇报。"))
    (ours,) = explained(path, "“企业人才薪酬补贴”目标得67.50分")
    assert ours.origin is Origin.PHRASE
    assert ours.edited
    (hers,) = explained(path, "专题汇报")
    assert (hers.origin, hers.text, hers.nearest) == (Origin.PERSON, "此事已向区里作了专题汇报。", None)


def test_a_paragraph_of_her_own_is_hers(drafter, report: Path, edited) -> None:
    document = part(report.read_bytes(), "word/document.xml")
    (paragraph,) = re.findall(r"<w:p><w:pPr>(?:(?!</w:p>).)*预算执行率=(?:(?!</w:p>).)*</w:p>", document)
    own = re.sub(r"<w:t [^>]*>.*</w:t>", "<w:t>疫情期间全体人员下沉社区一百天。</w:t>", paragraph)
    path = edited((paragraph, own + paragraph))
    assert (
        "依据：不是程序写的，是在 Word 里写的；程序的句子里没有与它相近的" in drafter("explain", path, "下沉社区").out
    )
    told = drafter("explain", path)
    assert told.out.count("不是程序写的") == 1


def test_a_cell_that_a_person_changed_shows_the_data(drafter, edited) -> None:
    path = edited((">≤8%<", ">≤9%<"))
    ran = drafter("explain", path, "≤9%")
    assert "不同之处：“≤8%”改为“≤9%”" in ran.out
    assert "指标值 ≤8%" in ran.out
    assert "≤9%\n   依据：不是程序写的" in drafter("explain", path, "≤8%").out


def test_a_deleted_paragraph_is_told_at_the_end(drafter, report: Path, edited) -> None:
    document = part(report.read_bytes(), "word/document.xml")
    (paragraph,) = re.findall(r"<w:p><w:pPr>(?:(?!</w:p>).)*预算执行率=(?:(?!</w:p>).)*</w:p>", document)
    path = edited((paragraph, ""))
    assert "已不在报告中" in drafter("explain", path, "91.71%").out
    assert drafter("explain", path).out.rstrip().count("已不在报告中") == 1


def test_what_stands_nowhere_is_one_line(drafter, report: Path) -> None:
    ran = drafter("explain", report, "报告里没有这句话")
    assert ran.code == 2
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert "都没有“报告里没有这句话”" in ran.err
    assert drafter("explain", report, " ").code == 2


def test_a_file_that_is_not_ours_is_one_line(drafter, report: Path, tmp_path: Path) -> None:
    for content in (b"", b"hello", changed(report.read_bytes(), {"customXml/item1.xml": b"<a/>"})):
        path = tmp_path / "别的.docx"
        path.write_bytes(content)
        ran = drafter("explain", path, "91.71%")
        assert ran.code == 2
        assert len(ran.err.splitlines()) == 1
    assert drafter("explain", tmp_path / "没有.docx").code == 2


def test_control_characters_of_a_hostile_state_do_not_reach_the_terminal(drafter, report: Path, tmp_path: Path) -> None:
    state = part(report.read_bytes(), "customXml/item1.xml").replace("execution.formula", "x.\\u001b[31m\\u202e")
    path = tmp_path / "报告.docx"
    path.write_bytes(changed(report.read_bytes(), {"customXml/item1.xml": state.encode()}))
    ran = drafter("explain", path, "91.71%")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert "说明：附带的依据与文件里的编号对不上" in ran.out


def test_json_is_one_document(drafter, report: Path) -> None:
    found = drafter("explain", report, "91.71%", "--json").json
    assert found["数据文件"] == SUMMARY_2020.name
    assert found["查找"] == "91.71%"
    one, cell = found["结果"]
    assert cell["来源"] == "表格"
    assert one["来源"] == "句库"
    assert one["位置"] == ["三、绩效目标完成情况", "（一）预算执行情况"]
    assert (one["规则"], one["说法"], one["条件"]) == ("execution.formula", 1, None)
    fact = one["事实"][0]
    assert (fact["名称"], fact["值"], fact["公式"]) == ("预算执行率", "91.71%", "3411.33 ÷ 3719.88 = 91.71%")
    assert [place["path"] for place in fact["出处"]] == ["预算执行.全年执行数", "预算执行.全年预算数"]
    assert drafter("explain", report, "没有这句", "--json").json["faults"]


def test_lines_and_cells_of_a_fact_areplaces_line() -> None:
    rows = tuple(Place("数据.yaml", line, f"预算执行.{key}") for line, key in ((24, "全年执行数"), (23, "全年预算数")))
    fact = Fact("预算执行率", "91.71%", "3411.33 ÷ 3719.88 = 91.71%", rows)
    assert fact_line(fact) == (
        "预算执行率 91.71% = 3411.33 ÷ 3719.88，数据.yaml 第23、24行 预算执行·全年执行数、全年预算数"
    )
    cells = (Place("数据.xlsx", sheet="指标", cell="F12"), Place("数据.xlsx", sheet="指标", cell="G12"))
    assert places_line(cells) == "数据.xlsx 指标!F12、G12"
    given = Fact("预算执行率", "92%", "3411.33 ÷ 3719.88 = 91.71%")
    assert fact_line(given) == "预算执行率 92%（按数据计算 3411.33 ÷ 3719.88 = 91.71%）"


def test_folding_leaves_out_what_word_and_people_change() -> None:
    assert folded("３４１１ “甲”\u200b\n乙（％）1,234,567.00") == '3411"甲"乙(%)1234567.00'
    assert folded("甲85,10乙") == "甲85,10乙"


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_a_report_that_libreoffice_saved_is_still_explained(report: Path, tmp_path: Path) -> None:
    saved = tmp_path / report.name
    saved.write_bytes(resaved({"报告": report.read_bytes()})["报告"])
    before, after = carried(open_docx(report)), carried(open_docx(saved))
    assert after.state == before.state
    assert after.intact  # the part and the property both survive
    first, second = (explain_all(read_sections(path), before.state) for path in (report, saved))
    assert [(t.origin, t.statement, t.facts) for t in second] == [(t.origin, t.statement, t.facts) for t in first]
    assert [t.where for t in second] == [t.where for t in first]


def test_a_finding_code_is_explained_with_its_rule(drafter, tmp_path: Path) -> None:
    ran = drafter("explain", "over-achieved-unexplained")
    assert ran.code == 0
    assert ran.out.startswith("over-achieved-unexplained（提醒）：")
    assert "财预〔2020〕10号（转引）" in ran.out
    assert "未核对原文" in ran.out
    made = json.loads(drafter("explain", "rate-mismatch", "--json").out)
    assert (made["severity"], made["sources"][0]["second_hand"]) == ("error", False)
    unknown = drafter("explain", "rate-mismatches")
    assert (unknown.code, unknown.out) == (2, "")
