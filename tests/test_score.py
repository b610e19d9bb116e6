"""``drafter score`` and ``--scores``: what was understood and computed, as a table and as JSON."""

from pathlib import Path

import pytest

from drafter.cli.table import width
from drafter.docx.read import read_outline
from tests.helpers.examples import EXAMPLES, ROOT, SELF_EVALUATIONS, SUMMARY_2020
from tests.helpers.small_report import indicator, small_report

ROWS = [
    indicator("产出指标", "数量指标", "兑现人数", "≥2000人次", "2105人次", "15", "15"),
    indicator("产出指标", "成本指标", "补贴支出", "1225.54万", "1300万元", "15", "14", 偏差原因="人数增加"),
    indicator("产出指标", "时效指标", "兑现时间", "9月底前", "", "20", ""),
    indicator("效益指标", "社会效益指标", "营商环境", "有所改善", "未开展", "20", "", 偏差原因="疫情防控"),
]


def report(**changes: object) -> dict:
    """Four rows of every kind, no findings of arithmetic asked of them."""
    goals = [{"名称": "人才补贴", "分值": "70", "指标": ROWS}]
    return {**small_report(), "年度目标": goals, "总分": None, "存在问题": [], "改进措施": [], **changes}


def test_the_json_is_the_document_of_the_contract(drafter, data_file) -> None:
    project = {
        "项目名称": "小程序维护",
        "预算执行": {"全年预算数": "2", "全年执行数": "2"},
        "年度目标": [{"指标": [indicator("产出指标", "数量指标", "期数", "≥3期/年", "6期", "80", "79.50")]}],
    }
    data = data_file(report(项目=[project], 总分="67.00", 等级="中"))
    lines = data.read_text(encoding="utf-8").splitlines()
    firsts = [number for number, line in enumerate(lines, 1) if "- 一级指标" in line]
    ran = drafter("score", data, "--json")

    def where(line: int, path: str) -> dict:
        return {"file": str(data), "line": line, "path": path}

    def value(text: str | None, kind: str, number: str | None = None, unit: str | None = None) -> dict:
        return {"原文": text, "类别": kind, "数值": number, "单位": unit, "周期": None}

    expected_rows = [
        {
            "项目": None,
            "年度目标": "人才补贴",
            "名称": "兑现人数",
            "where": where(firsts[0], "年度目标[0].指标[0]"),
            "指标值": {**value("≥2000人次", "数值", "2000", "人次"), "方向": "正向"},
            "完成值": value("2105人次", "数值", "2105", "人次"),
            "完成率": "1.0525",
            "判断": "达成",
            "方向": "正向",
            "方向依据": "写明",
            "分值": "15",
            "计算得分": "15",
            "填报得分": "15",
            "规则": "达成，得满分",
        },
        {
            "项目": None,
            "年度目标": "人才补贴",
            "名称": "补贴支出",
            "where": where(firsts[1], "年度目标[0].指标[1]"),
            "指标值": {**value("1225.54万", "金额", "12255400", "万"), "方向": None},
            "完成值": value("1300万元", "金额", "13000000", "万元"),
            "完成率": "0.9427",
            "判断": "未达成",
            "方向": "反向",
            "方向依据": "写明",
            "分值": "15",
            "计算得分": "14.14",
            "填报得分": "14",
            "规则": "反向指标 分值×指标值÷完成值",
        },
        {
            "项目": None,
            "年度目标": "人才补贴",
            "名称": "兑现时间",
            "where": where(firsts[2], "年度目标[0].指标[2]"),
            "指标值": {**value("9月底前", "时间"), "方向": "反向"},
            "完成值": value(None, "无法识别"),
            "完成率": None,
            "判断": "无法判断",
            "方向": "反向",
            "方向依据": "写明",
            "分值": "20",
            "计算得分": None,
            "填报得分": None,
            "规则": "完成值未填",
        },
        {
            "项目": None,
            "年度目标": "人才补贴",
            "名称": "营商环境",
            "where": where(firsts[3], "年度目标[0].指标[3]"),
            "指标值": {**value("有所改善", "定性"), "方向": None},
            "完成值": value("未开展", "定性"),
            "完成率": None,
            "判断": "未开展",
            "方向": None,
            "方向依据": "不明",
            "分值": "20",
            "计算得分": "0",
            "填报得分": None,
            "规则": "未开展，不得分",
        },
        {
            "项目": "小程序维护",
            "年度目标": None,
            "名称": "期数",
            "where": where(firsts[4], "项目[0].年度目标[0].指标[0]"),
            "指标值": {**value("≥3期/年", "数值", "3", "期"), "方向": "正向", "周期": "年"},
            "完成值": value("6期", "数值", "6", "期"),
            "完成率": "2",
            "判断": "超额",
            "方向": "正向",
            "方向依据": "写明",
            "分值": "80",
            "计算得分": "80",
            "填报得分": "79.5",
            "规则": "达成，得满分",
        },
    ]
    assert ran.json == {
        "总分": None,
        "等级": "中",
        "填报总分": "67",
        "预算执行": {"执行率": "95.00%", "分值": "20", "计算得分": "19", "填报得分": "19"},
        "指标": expected_rows,
        "findings": drafter("check", data, "--json").json["findings"],
    }
    assert ran.code == 1


def test_a_report_with_nothing_to_say_ends_with_0(drafter, data_file) -> None:
    data = data_file()
    assert drafter("score", data, "--json").json["总分"] == "90"
    ran = drafter("score", data)
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "没有发现不一致。"


TABLE = """\
年度目标“人才补贴”：分值 70，得分 —
指标      指标值     → 理解为              完成值    → 理解为        完成率  判断      分值  计算  填报  规则
兑现人数  ≥2000人次  数值 ≥2000人次        2105人次  数值 2105人次  105.25%  达成        15    15    15  达成，得满分
补贴支出  1225.54万  金额 ≤1225.54万       1300万元  金额 1300万元   94.27%  未达成      15 14.14    14  \
反向指标 分值×指标值÷完成值
兑现时间  9月底前    时间 不晚于 2020-09-30            未填               —  无法判断    20     —     —  完成值未填
营商环境  有所改善   定性                  未开展    定性（未开展）       —  未开展      20     0     —  未开展，不得分
"""


def test_the_table_shows_how_every_cell_was_read(drafter, data_file, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    ran = drafter("score", data_file(report()))
    lines = ran.out.splitlines()
    assert lines[1] == "模板包：hubei（湖北省 预算绩效自评）"
    at = lines.index("年度目标“人才补贴”：分值 70，得分 —")
    shown = [line.split() for line in lines[at : at + 6]]
    assert shown == [line.split() for line in TABLE.splitlines()]
    starts = {
        width(line[: line.index(mark)]) for line, mark in zip(lines[at + 1 : at + 3], ("规则", "达成，得"), strict=True)
    }
    assert len(starts) == 1, "columns stand below each other"


def test_the_lines_below_the_table_add_it_up(drafter, data_file) -> None:
    execution = {**small_report()["预算执行"], "得分": None, "执行率": "94%"}
    out = drafter("score", data_file(report(总分="66", 预算执行=execution))).out
    assert "预算执行：执行率 94.00%（填报；按金额计算为 95.00%），分值 20，计算 19，填报 —" in out
    assert "一级指标得分/分值：产出指标 —/50、效益指标 0/20" in out
    assert "总分：计算 —，填报 66" in out
    out = drafter("score", data_file()).out
    assert "预算执行：执行率 95.00%（全年执行数 95 万元 ÷ 全年预算数 100 万元），分值 20，计算 19，填报 19" in out
    assert "一级指标得分/分值：产出指标 41/50、效益指标 20/20、满意度指标 10/10" in out
    assert "总分：计算 90，填报 90" in out


def test_a_criterion_that_cannot_be_read_is_named_with_its_sentence(drafter, data_file) -> None:
    rows = [indicator("产出指标", "数量指标", "兑现人数", "10人", "9人", "80", "", 评分标准="由考评组酌情掌握")]
    out = drafter("score", data_file(report(年度目标=[{"名称": "甲", "指标": rows}]))).out
    assert "读不懂的评分标准 1 条，这些指标的得分不能计算" in out
    assert "  兑现人数：由考评组酌情掌握" in out


def test_findings_are_counted_and_lead_to_check(drafter, data_file) -> None:
    ran = drafter("score", data_file({"总分": "91"}))
    assert ran.code == 1
    assert ran.out.splitlines()[-1] == "不一致 1 处：错误 1（逐条见 drafter check）"


@pytest.mark.parametrize("data", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_is_shown_within_the_terminal(drafter, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    out = drafter("score", data).out
    tables = [line for line in out.splitlines() if line.startswith("指标 ")]
    has_rows = data in SELF_EVALUATIONS
    assert bool(tables) is has_rows
    assert all(width(line) <= 120 for line in tables)
    assert bool(drafter("score", data, "--json").json["指标"]) is has_rows


def test_an_evaluation_without_indicators_is_shown_too(drafter, data_file) -> None:
    data = data_file({"报告类型": "财政评价", "年度目标": [], "预算执行": {}, "存在问题": [], "改进措施": [],
                      "评价维度": [{"名称": "产出", "分值": "30", "得分": "28"}]})  # fmt: skip
    out = drafter("score", data).out
    assert "预算执行：没有填" in out
    assert "总分：计算 28，填报 90" in out


# --scores


def scores_file(folder: Path, text: str) -> Path:
    path = folder / "得分.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_scores_of_another_file_change_the_totals(drafter, data_file, tmp_path: Path) -> None:
    scores = scores_file(tmp_path, "- {三级指标: 就业率, 得分: 18.5}\n- {预算执行得分: 18, 总分: 87.5}\n")
    document = drafter("score", data_file(), "--scores", scores, "--json").json
    assert (document["总分"], document["填报总分"]) == ("87.5", "87.5")
    assert document["预算执行"]["填报得分"] == "18"
    assert [row["填报得分"] for row in document["指标"]] == ["41", "18.5", "10"]


def test_check_tells_the_place_in_the_scores_file(drafter, data_file, tmp_path: Path) -> None:
    scores = scores_file(tmp_path, "- {三级指标: 就业率, 得分: 21}\n")
    ran = drafter("check", data_file(), "--scores", scores)
    assert ran.code == 1
    assert f"错误 {scores} 第1行 [1]·得分：“就业率”得分 21 分；不应超过分值 20 分" in ran.out
    assert "错误 第" in ran.out, "the total stands in the data file, which the first line names"
    (over,) = [f for f in drafter("check", data_file(), "--scores", scores, "--json").json["findings"]
               if f["code"] == "score-over-weight"]  # fmt: skip
    assert over["where"] == {"file": str(scores), "line": 1, "path": "[0].得分"}


def test_draft_prints_the_scores_of_the_other_file(drafter, data_file, tmp_path: Path) -> None:
    scores = scores_file(tmp_path, "总分: 89\n预算执行得分: 18\n")
    ran = drafter("draft", data_file(), "--scores", scores, "-o", tmp_path / "out", "--only", "摘要版")
    (written,) = (tmp_path / "out").glob("*.docx")
    assert "89分" in read_outline(written)
    assert "总分填报 89 分" not in ran.out


@pytest.mark.parametrize("command", ["draft", "check", "score"])
def test_a_wrong_score_ends_the_command_before_anything_is_written(
    drafter, data_file, tmp_path: Path, command: str
) -> None:
    scores = scores_file(tmp_path, "- {三级指标: 就业, 得分: 18.5}\n- {三级指标: 开发岗位, 得分: 多}\n")
    data = data_file()
    ran = drafter(command, data, "--scores", scores)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert "没有名为“就业”的指标；最接近的是“就业率”。" in ran.err
    assert {path.name for path in tmp_path.iterdir()} == {"数据.yaml", "得分.yaml"}


# 总分上限: a pack that caps the total by the execution rate


@pytest.fixture
def capping_pack(tmp_path: Path) -> Path:
    text = (ROOT / "templates" / "hubei" / "pack.yaml").read_text(encoding="utf-8")
    caps = "  总分上限: [{执行率低于: 60%, 总分不高于: 69}, {执行率低于: 80%, 总分不高于: 79}]\n"
    folder = tmp_path / "capping"
    folder.mkdir()
    (folder / "pack.yaml").write_text(text.replace("计分:\n", f"计分:\n{caps}", 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("spent", "total"), [("80.00", "87"), ("79.99", "79"), ("50.00", "69"), ("0.00", "69")])
def test_a_low_execution_rate_caps_the_total(drafter, data_file, capping_pack: Path, spent: str, total: str) -> None:
    data = data_file({"预算执行": {"全年预算数": "100", "全年执行数": spent, "分值": "20"}, "总分": None})
    assert drafter("score", data, "--pack", capping_pack, "--json").json["总分"] == total
    out = drafter("score", data, "--pack", capping_pack).out
    assert (f"总分不高于 {total}）" in out) == (total != "87")


def test_a_total_that_is_below_the_cap_is_left(drafter, data_file, capping_pack: Path) -> None:
    goal = {**small_report()["年度目标"][0]}
    goal["指标"] = [{**row, "得分": "5"} for row in goal["指标"]]
    execution = {"全年预算数": "100", "全年执行数": "50", "分值": "20"}
    data = data_file({"预算执行": execution, "总分": None, "年度目标": [goal]})
    assert drafter("score", data, "--pack", capping_pack, "--json").json["总分"] == "25"


def test_help_is_chinese(drafter) -> None:
    ran = drafter("score", "--help")
    assert ran.code == 0
    assert "--scores" in ran.out
    assert "Options" not in ran.out


def test_published_report_of_2020_adds_up(drafter) -> None:
    document = drafter("score", SUMMARY_2020, "--json").json
    assert (document["总分"], document["填报总分"]) == ("85.84", "85.84")
    assert document["预算执行"] == {"执行率": "91.71%", "分值": "20", "计算得分": "18.34", "填报得分": "18.34"}
