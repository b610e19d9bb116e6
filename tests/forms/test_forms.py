"""A form is data: what its file says is drawn, with a gap where the data lack something."""

from copy import deepcopy
from pathlib import Path

import pytest

from drafter.blocks import GAP, Table
from drafter.commands.draft import draft
from drafter.commands.understand import phrasebank, understand
from drafter.compose.document import compose
from drafter.compose.forms import load_form
from drafter.compose.forms.cells import ticks
from drafter.compose.tables import split_target
from drafter.docx.read import texts_of
from drafter.findings import InputError
from drafter.narrate import narrate
from drafter.pack import load_pack, pack_folders
from drafter.values import read_value
from tests.helpers.examples import DONGXIHU_2023, SELF_EVALUATIONS, SHIFENG
from tests.helpers.form_outline import drafted
from tests.helpers.small_report import indicator, small_report

OTHER = Path(__file__).parent / "packs" / "另一省"


def tables(data: Path, pack: str, document: str = "自评表") -> list[Table]:
    """The tables of a document before they become Word."""
    found = understand(data, pack)
    narrative = narrate(found.assessment, found.pack, phrasebank(), found.loaded.places.of)
    written = compose(found.pack, document, found.assessment, narrative, found.loaded.places.of)
    return [block for block in written.blocks() if isinstance(block, Table)]


def many(count: int) -> dict:
    """A report with one goal of ``count`` indicators."""
    report = small_report()
    rows = [
        indicator("产出指标", "数量指标" if n < count // 2 else "质量指标", f"指标{n}", "≥95%", "96%", "1", "1")
        for n in range(count)
    ]
    report["年度目标"] = [{"名称": "促进就业", "分值": "80", "指标": rows}]
    report.update(存在问题=[], 改进措施=[])
    return report


def project(**changes: object) -> dict:
    return {**small_report(), "报告类型": "项目", "项目名称": "培训", **changes}


@pytest.mark.parametrize("folder", [*pack_folders().values(), OTHER], ids=lambda folder: folder.name)
def test_every_form_of_every_pack_is_sound(folder: Path) -> None:
    pack = load_pack(str(folder))
    assert all(load_form(pack, form) for form in pack.data.forms.values())


@pytest.mark.parametrize("pack", ["hubei", "hunan"])
def test_the_head_of_a_form_of_sixty_rows_repeats(data_file, tmp_path: Path, pack: str) -> None:
    (form,) = drafted(data_file(many(60)), tmp_path, pack)
    top, long = form.tables
    assert [sum(row.header for row in table.rows) for table in (top, long)] == [0, 1]
    shown = texts_of(long)
    assert "三级指标" in shown[0]
    assert sum("96%" in row for row in shown) == 60
    assert not any("〃" in row for row in shown[:2])  # nothing is merged across the edge of the head
    assert shown[2][:3] == ("〃", "〃", "〃")


def test_a_form_of_few_rows_is_one_table(data_file, tmp_path: Path) -> None:
    (form,) = drafted(data_file(many(15)), tmp_path, "hubei")
    assert len(form.tables) == 1


def test_rows_are_named_by_their_data(data_file) -> None:
    report = many(3)
    report["年度目标"].append(deepcopy(report["年度目标"][0]))
    (table,) = tables(data_file(report), "hubei")
    ids = [row.id.removeprefix("整体自评表/") for row in table.rows]
    assert ids[:5] == ["单位名称", "基本支出总额", "预算数（A）", "部门整体支出总额", "促进就业/年度绩效目标："]
    assert ids[6:9] == ["促进就业/指标0", "促进就业/指标1", "促进就业/指标2"]
    assert ids[11:14] == ["促进就业/指标0#2", "促进就业/指标1#2", "促进就业/指标2#2"]
    assert len(set(ids)) == len(ids)


def test_forms_of_two_projects_of_one_name_are_told_apart(data_file) -> None:
    one = {"项目名称": "培训", "年度目标": small_report()["年度目标"]}
    found = tables(data_file({"项目": [one, deepcopy(one)]}), "hubei")
    assert [table.id for table in found] == ["整体自评表", "项目自评表/培训", "项目自评表/培训#2"]


def test_every_figure_of_a_form_knows_its_cell(data_file) -> None:
    for table in tables(DONGXIHU_2023, "hubei") + tables(SHIFENG, "hunan"):
        for row in table.rows:
            for cell in row.cells:
                for fact in cell.facts:
                    assert fact.places or fact.name in ("序号", "满分"), (row.id, fact)
                if not cell.label and cell.text and cell.text not in ("10", "100"):
                    assert cell.facts, (row.id, cell.text)


def test_a_missing_value_is_a_gap_that_names_its_cell(data_file, tmp_path: Path) -> None:
    report = small_report()
    report["年度目标"][0]["指标"][1]["完成值"] = None
    report["年度目标"][0]["指标"][1]["得分"] = None
    data = data_file(report)
    (table,) = tables(data, "hubei")
    row = next(row for row in table.rows if row.id.endswith("就业率"))
    assert [cell.text for cell in row.cells][-2:] == ["【待补充：完成值】", "【待补充：得分】"]
    assert [cell.facts[0].places[0].path for cell in row.cells][-2:] == [
        "年度目标[0].指标[1].完成值",
        "年度目标[0].指标[1].得分",
    ]


def test_reasons_are_those_of_the_rows_where_no_problem_is_given(data_file) -> None:
    report = {**small_report(), "存在问题": [], "改进措施": []}
    (table,) = tables(data_file(report), "hubei")
    reason, measure = (row.cells[-1] for row in table.rows[-2:])
    assert reason.text == "预算执行率：部分合同尾款未到支付节点。\n开发岗位：符合条件人数少于预期。"
    assert measure.text == "开发岗位：【待补充：改进措施】\n自评结果作为下年度预算安排的依据。"
    assert [fact.places[0].path for fact in measure.facts] == ["年度目标[0].指标[0].改进措施"]


def test_a_form_without_lost_points_asks_for_no_reason(data_file) -> None:
    report = small_report()
    report["预算执行"].update(全年执行数="100", 执行率="100%", 得分="20", 偏差原因=None)
    report["年度目标"][0]["指标"][0].update(完成值="200个", 得分="50", 偏差原因=None)
    report.update(总分="100", 存在问题=[], 改进措施=[], 结果应用=None)
    (table,) = tables(data_file(report), "hubei")
    assert [row.cells[-1].text for row in table.rows[-2:]] == ["", ""]


def test_a_problem_that_names_a_row_gives_its_reason_and_measure(data_file) -> None:
    report = small_report()
    report["年度目标"][0]["指标"][0]["偏差原因"] = None
    rows = [row for table in tables(data_file(report), "hunan") for row in table.rows]
    row = next(row for row in rows if row.id.endswith("开发岗位"))
    assert row.cells[-1].text == "符合条件人数少于预期。年初摸底测算后再定目标。"


def test_a_budget_of_zero_has_no_rate(data_file) -> None:
    budget = {"全年预算数": "0", "全年执行数": "0", "分值": "20", "得分": "20"}
    (table,) = tables(data_file({"预算执行": budget}), "hubei")
    assert [cell.text for cell in table.rows[3].cells][1:] == ["0", "0", "—", "20"]


def test_boxes_are_ticked_as_the_data_say() -> None:
    assert ticks(["持续性项目", "新增性项目"], ["新增性"]) == "1、持续性项目 □　2、新增性项目 ☑"
    assert ticks(["甲", "乙"], []) == "1、甲 □　2、乙 □"
    assert ticks(["甲", "乙"], ["乙", "丙", "甲"]) == "1、甲 ☑　2、乙 ☑　3、丙 ☑"


def test_a_tick_that_the_form_does_not_know_comes_last(data_file, tmp_path: Path) -> None:
    (form,) = drafted(data_file(project(项目类别=["区直专项", "其他专项"])), tmp_path, "hubei")
    assert form.rows[2] == ["项目类别", "1、部门预算项目 □　2、区直专项 ☑　3、其他专项 ☑"]
    assert form.captions == ["2020年度某区人力资源局培训项目绩效自评表"]


def test_fixed_rows_stay_where_no_indicator_stands(data_file) -> None:
    report = small_report()
    rows = report["年度目标"][0]["指标"]
    rows.append(indicator("满意度指标", "上级满意度指标", "上级评价", "≥90%", "95%", "0", "0"))
    rows.append(indicator("创新指标", "创新案例", "案例", "1个", "1个", "0", "0"))
    found = tables(data_file(report), "hunan")
    ids = [row.id for table in found for row in table.rows if "绩效指标" not in row.id]
    classes = [i.removeprefix("整体支出自评表/") for i in ids if i.endswith("空") or "促进就业/" in i]
    assert classes == [
        "促进就业/开发岗位",
        "产出指标/质量指标/空",
        "产出指标/时效指标/空",
        "产出指标/成本指标/空",
        "效益指标/经济效益指标/空",
        "促进就业/就业率",
        "效益指标/生态效益指标/空",
        "效益指标/可持续影响指标/空",
        "促进就业/求职者满意度",
        "促进就业/上级评价",
        "促进就业/案例",
    ]
    empty = next(row for table in found for row in table.rows if row.id.endswith("质量指标/空"))
    assert [cell.text for cell in empty.cells] == ["质量指标", *[""] * 6]


def test_funds_that_the_form_does_not_list_follow_those_that_it_does(data_file, tmp_path: Path) -> None:
    report = small_report()
    report["预算执行"]["明细"] = [
        {"名称": "上级补助", "全年预算数": "40", "全年执行数": "38"},
        {"名称": "当年财政拨款", "年初预算数": "50", "全年预算数": "60", "全年执行数": "57"},
    ]
    (form,) = drafted(data_file(report), tmp_path, "hunan")
    assert [row[1:5] for row in form.rows[3:7]] == [
        ["其中：当年财政拨款", "50", "60", "57"],
        ["上年结转资金", "", "", ""],
        ["其他资金", "", "", ""],
        ["上级补助", "", "40", "38"],
    ]


def test_a_heading_of_the_background_fills_a_cell(data_file, tmp_path: Path) -> None:
    data = data_file(project(基本情况={"项目总投资": "32.2", "项目总实施期": "1年"}))
    (form,) = drafted(data, tmp_path, "hunan")
    assert form.rows[1][-1] == "32.2"
    assert form.rows[3][1] == "项目总实施期：1年"


@pytest.mark.parametrize(
    ("given", "rest"),
    [
        ("50", {"效益指标\n（30分）"}),  # a row has no weight: the pack's
        ("55", set()),  # the form has weights of its own: the pack's are none of them
    ],
)
def test_weights_of_groups_come_from_the_data_the_rows_or_the_pack(data_file, given: str, rest: set[str]) -> None:
    report = small_report()
    goal = report["年度目标"][0]
    goal["一级分值"] = {"产出指标": given}
    goal["指标"][1]["分值"] = goal["指标"][2]["分值"] = None
    goal["指标"].append(indicator("效益指标", "社会效益指标", "知晓率", "≥90%", "92%", "5", "5"))
    goal["指标"][2]["分值"] = "8"
    texts = [cell.text for table in tables(data_file(report), "hunan") for row in table.rows for cell in row.cells]
    assert {text for text in texts if "分）" in text and "指标" in text} == {
        f"产出指标\n（{given}分）",  # given in the data
        "满意度指标\n（8分）",  # the sum of its rows
        *rest,
    }


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("≥95%", ("≥", "95", "%")),
        (">=2", ("≥", "2", "")),
        ("不超过 4期/年", ("≤", "4", "期/年")),
        ("少于5起", ("<", "5", "起")),
        ("98%以上", ("≥", "98", "%")),
        ("365 天/年", ("", "365", "天/年")),
        ("1225.54万", ("", "1225.54", "万")),
        ("2020年底前", ("", "2020年底前", "")),
        ("每亩300", ("", "每亩300", "")),
        ("95%-98%", ("", "95%-98%", "")),
        ("稳定在85%左右", ("", "稳定在85%左右", "")),
        ("不超过合同金额（196600元）", ("", "不超过合同金额（196600元）", "")),
        ("4（985/211院校3人）", ("", "4（985/211院校3人）", "")),
        ("进一步提高", ("", "进一步提高", "")),
        ("", ("", "", "")),
    ],
)
def test_a_target_is_split_only_where_nothing_is_lost(target: str, parts: tuple[str, str, str]) -> None:
    assert split_target(read_value(target)) == parts


def test_a_pack_made_of_data_files_alone_draws_its_own_form(data_file, tmp_path: Path) -> None:
    nested = {"项目名称": "培训", "预算执行": {"全年预算数": "10", "全年执行数": "9"}}
    whole, summary = drafted(data_file({"项目": [nested]}), tmp_path, str(OTHER))
    head = ["二级指标", "三级指标", "符号", "指标值", "单位", "完成值", "权重", "得分"]
    assert whole.landscape
    assert whole.captions == ["某区人力资源局绩效自评表"]
    assert whole.rows == [
        ["单位", "某区人力资源局", "预算执行率", "95.00%"],
        ["1", "产出指标（50分，得41分）", *head],
        ["〃", "〃", "数量指标", "开发岗位", "", "200", "个", "164个", "50", "41"],
        ["2", "效益指标（20分，得20分）", *head],
        ["〃", "〃", "社会效益指标", "就业率", "≥", "90", "%", "92%", "20", "20"],
        ["3", "满意度指标（10分，得10分）", *head],
        ["〃", "〃", "服务对象满意度指标", "求职者满意度", "≥", "90", "%", "95%", "10", "10"],
    ]
    assert summary.rows == [["序号", "项目", "预算数", "执行数"], ["1", "培训", "10", "9"]]
    assert summary.notes == ["填报单位：某区人力资源局　金额单位：万元"]
    assert [row.header for row in summary.tables[0].rows] == [True, False]
    assert not summary.landscape


def test_each_project_has_a_page_and_a_caption_of_its_own(tmp_path: Path) -> None:
    forms = drafted(SHIFENG, tmp_path, "national")
    assert [form.captions[0] for form in forms] == [f"附件{n}" for n in range(1, 6)]
    assert all(form.landscape for form in forms)


def test_project_forms_of_a_report_without_projects_are_refused(data_file, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="数据文件里没有项目"):
        draft(data_file(), tmp_path, pack="national", only=("自评表",))


def test_the_full_report_ends_with_the_forms_and_lists_them(data_file, tmp_path: Path) -> None:
    forms = drafted(data_file({"项目": [{"项目名称": "培训"}]}), tmp_path, "hubei", "完整版")
    assert [form.captions for form in forms[1:]] == [
        ["附件1", "2020年度某区人力资源局部门整体绩效自评表"],
        ["附件2-1　2020年度培训项目绩效自评表"],
    ]
    assert "附件：1.部门整体绩效自评表" in forms[0].notes
    assert "　　　2.项目绩效自评表" in forms[0].notes


def test_hostile_words_stay_words(data_file, tmp_path: Path) -> None:
    name = "{{ 总分 }}*a*|<b>"
    report = small_report()
    report["年度目标"][0]["指标"][1]["三级指标"] = name
    (form,) = drafted(data_file(report), tmp_path, "hubei")
    assert any(name in row for row in form.rows)
    assert not any(GAP.search(cell) for row in form.rows for cell in row)


@pytest.mark.parametrize("pack", ["hubei", "hunan", str(OTHER)], ids=lambda pack: Path(pack).name)
@pytest.mark.parametrize("data", SELF_EVALUATIONS, ids=lambda path: path.stem)
def test_every_example_fills_the_forms_of_every_pack(data: Path, pack: str, tmp_path: Path) -> None:
    forms = drafted(data, tmp_path, pack)
    assert forms
    assert all({sum(spans) for spans in form.spans} == {sum(form.spans[0])} for form in forms)


@pytest.mark.parametrize("pack", ["hunan", "national"])
def test_the_annex_of_a_projects_report_is_called_one(data_file, tmp_path: Path, pack: str) -> None:
    data = data_file({"报告类型": "项目", "项目名称": "就业补助"})
    (form,) = [form for form in drafted(data, tmp_path, pack, "完整版") if "附件" in form.captions]
    assert form.captions == ["附件", "2020年度项目支出绩效自评表"]


@pytest.mark.parametrize("pack", ["hunan", "national"])
def test_what_the_outline_asks_for_and_nobody_gave_is_a_gap_and_not_a_statement(
    drafter, data_file, tmp_path: Path, pack: str
) -> None:
    ran = drafter("draft", data_file(), "--pack", pack, "--only", "完整版", "-o", tmp_path / "out")
    assert "【待补充：其他说明】 ← 其他说明" in ran.out
    assert ("【待补充：收支情况】 ← 收支情况" in ran.out) is (pack == "hunan")
