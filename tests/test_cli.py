"""The command line as a person meets it: lines, exit codes, JSON, nothing written on a fault."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from drafter import __version__
from drafter.cli import app
from tests.helpers.examples import EXAMPLES, ROOT, SUMMARY_2020
from tests.helpers.small_report import small_report

Run = Callable[..., "object"]


def test_draft_writes_both_documents_and_says_where(drafter, data_file, tmp_path: Path) -> None:
    ran = drafter("draft", data_file(), "-o", tmp_path / "out")
    assert ran.code == 0, ran.out
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [
        ".drafter",
        "2020年度某区人力资源局整体绩效自评结果（摘要版）.docx",
        "2020年度某区人力资源局部门整体绩效自评报告.docx",
    ]
    assert all(name in ran.out for name in names[1:])


def test_draft_writes_beside_the_data_file_by_default(drafter, data_file) -> None:
    data = data_file()
    drafter("draft", data, "--only", "摘要版")
    assert len(list(data.parent.glob("*.docx"))) == 1


def test_gaps_are_listed_with_the_line_to_fill(drafter, data_file, tmp_path: Path) -> None:
    report = small_report()
    report["结果应用"] = None
    report["存在问题"] = []
    report["改进措施"] = []
    report["年度目标"][0]["指标"][0]["偏差原因"] = None
    data = data_file(report)
    ran = drafter("draft", data, "-o", tmp_path / "out")
    assert ran.code == 1
    assert "待补充 3 处" in ran.out
    lines = data.read_text(encoding="utf-8").splitlines()
    reason = next(number for number, line in enumerate(lines, 1) if "偏差原因: null" in line)
    assert f"【待补充：偏差原因】（开发岗位） ← 第{reason}行" in ran.out
    assert "【待补充：改进措施】" in ran.out
    assert "【待补充：结果应用】" in ran.out


def test_final_refuses_while_a_gap_is_left_and_writes_nothing(drafter, tmp_path: Path) -> None:
    ran = drafter("draft", SUMMARY_2020, "-o", tmp_path / "out", "--final")
    assert ran.code == 3
    assert "定稿（--final）不能留有空缺、未核实的建议和错误" in ran.err
    assert not (tmp_path / "out").exists()


def test_final_writes_a_complete_report(drafter, data_file, tmp_path: Path) -> None:
    assert drafter("draft", data_file(), "-o", tmp_path / "out", "--final").code == 0
    assert len(list((tmp_path / "out").glob("*.docx"))) == 2


def test_an_existing_report_is_not_overwritten(drafter, data_file, tmp_path: Path) -> None:
    data, out = data_file(), tmp_path / "out"
    drafter("draft", data, "-o", out, "--only", "摘要版")
    (report,) = out.glob("*.docx")
    again = drafter("draft", data, "-o", out, "--only", "摘要版")
    assert "内容相同，未改动" in again.out
    report.write_bytes(b"hers")
    third = drafter("draft", data, "-o", out, "--only", "摘要版")
    assert report.read_bytes() == b"hers"
    assert "未覆盖，另存为此名" in third.out
    assert len(list(out.glob("*.docx"))) == 2


def test_check_prints_one_line_a_finding_and_a_line_of_counts(drafter, data_file) -> None:
    ran = drafter("check", data_file({"总分": "91", "等级": "优"}))
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[1] == "报告整体："
    assert lines[2].startswith("  错误 第")
    assert "总分填报 91 分；预算执行与各目标得分合计为 19 + 71 = 90 分" in lines[2]
    assert lines[-1] == "不一致 2 处：错误 1、提醒 1"


def test_json_is_the_only_thing_on_stdout(drafter, data_file, tmp_path: Path) -> None:
    checked = drafter("check", data_file({"总分": "91"}), "--json").json
    assert (checked["errors"], checked["warnings"]) == (1, 0)
    finding = checked["findings"][0]
    assert set(finding) == {"code", "severity", "message", "hint", "where"}
    assert finding["where"]["path"] == "总分"
    assert finding["where"]["line"] > 1
    drafted = drafter("draft", data_file(), "-o", tmp_path / "out", "--json").json
    assert [file["文书"] for file in drafted["files"]] == ["完整版", "摘要版"]
    packs = drafter("packs", "list", "--json").json
    assert "hubei" in [pack["名称"] for pack in packs["packs"]]


BAD = [
    (
        "单位名称: 甲\n年度: 2020\n预算执行: {全年预算数: 1}\n单位名秤: 乙\n",
        ["第4行", "没有“单位名秤”这个键", "最接近的是“单位名称”"],
    ),
    ("单位名称: 甲\n年度: 二〇二〇\n预算执行: {全年预算数: 1}\n", ["第2行", "年度", "二〇二〇"]),
    ("单位名称: 甲\n年度: 2020\n预算执行: 很多钱\n", ["第3行", "预算执行"]),
    ("单位名称: 甲\n年度: 2020\n预算执行: {全年预算数: -100}\n", ["第3行", "全年预算数", "-100"]),
    ("", ["文件是空的"]),
    ("单位名称: 甲\n年度: [2020\n", ["数据.yaml"]),
    ("单位名称: 甲\n单位名称: 乙\n年度: 2020\n预算执行: {全年预算数: 1}\n", ["第2行", "写了两次"]),
    ("单位名称: 甲\n年度: 2020\n", ["没有一个指标，也没有预算数"]),
]


@pytest.mark.parametrize(("text", "told"), BAD)
def test_bad_input_gives_one_chinese_line_and_exit_2(drafter, tmp_path: Path, text: str, told: list[str]) -> None:
    data = tmp_path / "数据.yaml"
    data.write_text(text, encoding="utf-8")
    for command in (("draft", data, "-o", tmp_path / "out"), ("check", data)):
        ran = drafter(*command)
        assert ran.code == 2
        assert ran.out == ""
        assert len(ran.err.splitlines()) == 1, ran.err
        assert all(part in ran.err for part in told), ran.err
    assert not (tmp_path / "out").exists()


def test_all_faults_of_a_file_are_told_at_once(drafter, tmp_path: Path) -> None:
    data = tmp_path / "数据.yaml"
    data.write_text("单位名秤: 甲\n年度: 去年\n预算执行: {全年预算数: 一百}\n", encoding="utf-8")
    assert len(drafter("check", data).err.splitlines()) == 4


def test_a_score_above_its_points_is_a_finding(drafter, data_file) -> None:
    report = small_report()
    report["年度目标"][0]["指标"][0]["得分"] = "60"
    ran = drafter("check", data_file(report))
    assert ran.code == 1
    assert "不应超过分值 50 分" in ran.out


def test_a_file_that_is_not_there(drafter, tmp_path: Path) -> None:
    ran = drafter("draft", tmp_path / "没有.yaml")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "没有.yaml" in ran.err


def test_an_output_folder_that_cannot_be_written(drafter, data_file, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file, not a folder")
    ran = drafter("draft", data_file(), "-o", tmp_path / "out")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1
    assert (tmp_path / "out").read_text() == "a file, not a folder"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["draft"], "缺少“数据文件”"),
        (["draft", "x.yaml", "--nosuch"], "没有选项 --nosuch"),
        (["nosuch"], "没有命令“nosuch”"),
        (["packs", "nosuch"], "没有命令“nosuch”"),
        (["draft", "甲.yaml", "乙.yaml", "丙 丁"], "多写了“乙.yaml 丙 丁”；一次一份文件"),
        (["packs", "list", "甲"], "多写了“甲”"),
        (["update", "甲.docx", "乙.yaml", "--show", "x"], "“conflicts|all”的值不能用"),
    ],
)
def test_usage_faults_are_chinese(drafter, arguments: list[str], told: str) -> None:
    ran = drafter(*arguments)
    assert ran.code == 2
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1


def test_wrong_document_and_pack_name_what_there_is(drafter, data_file) -> None:
    ran = drafter("draft", data_file(), "--only", "长版")
    assert ran.code == 2
    assert "可选：完整版、摘要版" in ran.err
    ran = drafter("draft", data_file(), "--pack", "hubie")
    assert ran.code == 2
    assert "hubei" in ran.err


@pytest.mark.parametrize("command", [[], ["draft"], ["check"], ["packs"], ["packs", "list"]])
def test_help_pages_are_chinese(drafter, command: list[str]) -> None:
    ran = drafter(*command, "--help")
    assert ran.code == 0
    assert "用法：" in ran.out
    for english in ("Usage", "Options", "Commands", "Arguments", "Show this", "required", "default", "<", "{"):
        assert english not in ran.out


def commands_in(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command of the program, with those of its groups."""
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from commands_in(command, (*path, name))


def test_no_line_of_a_help_page_is_wider_than_a_terminal(drafter) -> None:
    paths = list(commands_in(typer.main.get_command(app)))
    assert ("packs", "lint") in paths
    for path in paths:
        ran = drafter(*path, "--help")
        assert ran.code == 0
        for line in ran.out.splitlines():
            cells = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)
            assert cells <= 80, (path, line)
    assert "[内容]" in drafter("explain", "--help").out.splitlines()[0]


MISTYPED = [
    (("darft", "数据.yaml"), "drafter：没有命令“darft”；最接近的是 draft。运行 drafter --help 查看用法。"),
    (("Check", "数据.yaml"), "drafter：没有命令“Check”；最接近的是 check。"),
    (("lint", "hubei"), "drafter：没有命令“lint”；最接近的是 packs lint。"),
    (("起草",), "drafter：没有命令“起草”；可用：new、"),
    (("packs", "lst"), "drafter packs：没有命令“lst”；最接近的是 list。运行 drafter packs --help 查看用法。"),
    (
        ("draft", "数据.yaml", "--pack"),
        "drafter draft：选项 --pack 后面没有写“模板包”；后面应写“模板包”。运行 drafter draft --help 查看用法。",
    ),
    (
        ("packs", "preview", "数据.yaml", "--topic"),
        "drafter packs preview：选项 --topic 后面没有写“话题”；后面应写“话题”。",
    ),
    (("check", "数据.yaml", "--json=1"), "drafter check：选项 --json 后面多写了值；这个选项后面不写值。"),
    (("explain", "reason-mising"), "reason-mising：没有这个检查代码，也没有这个文件；最接近的是 reason-missing。"),
    (("explain", "没有的报告.docx"), "没有的报告.docx：没有这个文件；"),
]


@pytest.mark.parametrize(("typed", "said"), MISTYPED, ids=[" ".join(typed) for typed, _ in MISTYPED])
def test_what_was_mistyped_is_quoted_with_the_nearest(drafter, typed: tuple[str, ...], said: str) -> None:
    ran = drafter(*typed)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_code_in_capitals_is_explained(drafter) -> None:
    assert drafter("explain", "Reason-Missing").out == drafter("explain", "reason-missing").out != ""


def test_version(drafter) -> None:
    assert drafter("--version").out.strip() == f"drafter {__version__}"


THIRD_PARTIES = {"docx", "lxml", "pydantic", "jinja2", "yaml", "markdown_it", "xlsxwriter", "openpyxl", "rich"}
ROOMS = {f"drafter.{path.stem}" for path in (ROOT / "drafter").iterdir() if path.stem[0] != "_" and path.stem != "data"}
READING = {"model", "load", "textfile", "pack", "phrasebank"}
JUDGING = {"values", "criteria", "assess", "checks"}
WRITING = {"narrate", "compose", "markdown"}
USED = {
    "--version": (set(), set()),
    "--help": (set(), {"cli", "codes", "findings", "patterns"}),
    "check": ({"pydantic"}, READING | JUDGING | {"workbook"}),
    "check YAML": ({"pydantic", "yaml"}, READING | JUDGING | {"workbook"}),
    "score": ({"pydantic"}, READING | JUDGING | {"workbook"}),
    "new": ({"pydantic", "xlsxwriter"}, READING | JUDGING | {"workbook", "compose", "docx"}),
    "convert": ({"pydantic"}, READING | JUDGING | {"workbook"}),
    "draft": (
        {"pydantic", "jinja2", "markdown_it", "docx", "lxml", "xlsxwriter"},
        READING | JUDGING | WRITING | {"workbook", "docx", "state"},
    ),
    "explain": ({"pydantic", "lxml"}, {"docx", "state", "trace"}),
    "explain CODE": ({"pydantic"}, set()),
    "finalize": ({"pydantic", "docx", "lxml"}, {"docx", "state"}),
    "packs list": ({"pydantic", "yaml", "jinja2", "markdown_it"}, READING | JUDGING | WRITING | {"workbook", "lint"}),
}
"""Who is needed by whom: other people's packages, rooms of the house.

pydantic reads the arguments of every command, too. The data file is a workbook where it is not said to be YAML: the
files that came with the program are not parsed.
"""
COMMON = {"cli", "commands", "codes", "findings", "patterns", "blocks", "files", "numbers"}


@pytest.mark.parametrize("command", USED)
def test_a_command_imports_only_what_it_needs(command: str, drafter, tmp_path: Path) -> None:
    third_parties, rooms = USED[command]
    if not command.startswith("--"):
        rooms = rooms | COMMON
    book = tmp_path / "数据.xlsx"
    assert drafter("convert", SUMMARY_2020, "-o", book).code == 0
    if command in ("explain", "finalize"):
        assert drafter("draft", SUMMARY_2020, "-o", tmp_path).code == 1
    report = next(tmp_path.glob("*.docx"), None)
    arguments = {
        "new": ["new", tmp_path / "空.xlsx"],
        "convert": ["convert", book, "-o", tmp_path / "数据.json"],
        "draft": ["draft", book, "-o", tmp_path / "报告"],
        "check YAML": ["check", SUMMARY_2020],
        "explain": ["explain", report],
        "explain CODE": ["explain", "reason-missing"],
        "finalize": ["finalize", report, "-o", tmp_path / "定稿.docx"],
        "packs list": ["packs", "list"],
    }.get(command, [command] if command.startswith("--") else [command, book])
    code = (
        f"import sys; sys.argv = {['drafter', *map(str, arguments)]!r}\n"
        "from drafter.__main__ import main\n"
        "code = main()\n"
        f"watched = {THIRD_PARTIES | ROOMS!r}\n"
        "print('USED', code, *sorted(watched & set(sys.modules)))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=tmp_path, env=env)
    _, exit_code, *used = done.stdout.splitlines()[-1].split(" ")
    assert exit_code in ("0", "1"), done.stderr
    assert set(used) - third_parties - {f"drafter.{room}" for room in rooms} == set()


def test_module_runs_from_another_folder(tmp_path: Path) -> None:
    """The templates and phrases that come with the program are found from anywhere."""
    command = [sys.executable, "-m", "drafter", "draft", str(SUMMARY_2020), "-o", "out"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 1, done.stderr
    assert len(list((tmp_path / "out").glob("*.docx"))) == 2


def test_demo_drafts_every_example(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "demo.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.rglob("*.docx"))) == 8
    assert done.stdout.count("待补充") >= 4


def test_final_sees_a_gap_in_her_own_prose(drafter, data_file, tmp_path: Path) -> None:
    data = data_file({"主要成效": "服务企业【待补充：家数】家。"})
    assert drafter("draft", data, "-o", tmp_path / "out", "--final").code == 3
    assert not (tmp_path / "out").exists()


def test_repeated_drafts_of_the_same_data_do_not_pile_up(drafter, data_file, tmp_path: Path) -> None:
    data, out = data_file(), tmp_path / "out"
    drafter("draft", data, "-o", out, "--only", "摘要版")
    next(out.glob("*.docx")).write_bytes(b"hers")
    for _ in range(3):
        drafter("draft", data, "-o", out, "--only", "摘要版")
    assert len(list(out.glob("*.docx"))) == 2


def test_final_refuses_while_an_error_is_left(drafter, data_file, tmp_path: Path) -> None:
    ran = drafter("draft", data_file({"总分": "91"}), "-o", tmp_path / "out", "--final")
    assert ran.code == 3
    assert "总分填报 91 分" in ran.err


@pytest.mark.parametrize("command", [[], ["packs"]])
def test_a_bare_command_shows_its_help(drafter, command: list[str]) -> None:
    assert "用法：" in drafter(*command).out


def test_phrases_are_listed_filled_for_proof_reading(drafter) -> None:
    ran = drafter("packs", "phrases", "shortfall.late")
    assert ran.code == 0
    assert "shortfall.late.days    条件：逾期 有、失分 有" in ran.out
    assert (
        "1. “补贴兑付时间”未按时限完成，应于2020年12月31日前完成，实际为2021年1月20日，逾期20天，失2.50分。" in ran.out
    )
    assert "例子对不上的 0 句" in ran.out
    told = drafter("packs", "phrases", "shortfall", "--json").json
    assert told["例子对不上"] == 0
    assert all(len(entry["例子"]) >= len(entry["说法"]) for entry in told["句子"])


def test_an_unknown_topic_names_those_there_are(drafter) -> None:
    ran = drafter("packs", "phrases", "shotfall")
    assert ran.code == 2
    assert "没有以“shotfall”开头的句子" in ran.err
    assert "shortfall" in ran.err


def test_sentences_are_shown_with_their_phrases_and_nothing_is_written(drafter, data_file, tmp_path) -> None:
    data = data_file()
    before = sorted(tmp_path.iterdir())
    ran = drafter("packs", "preview", data)
    assert ran.code == 0
    assert "【存在的问题】" in ran.out
    assert "〔problem.given" in ran.out
    assert sorted(tmp_path.iterdir()) == before
    assert "没有段落用到这个话题" in drafter("packs", "preview", data, "--topic", "measure_over").out
    assert list(drafter("packs", "preview", data, "--topic", "execution.formula", "--json").json["空"]) == [
        "预算执行公式"
    ]


def test_a_units_own_sentence_is_seen_at_once(drafter, data_file, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "phrasebank").mkdir()
    example = "{with: {预算执行率: 1%}, gives: 执行率1%。}"
    own = "- {id: execution.formula, say: '执行率{{ 预算执行率 }}。', examples: [" + example + "]}"
    (tmp_path / "phrasebank" / "本单位.yaml").write_text(own, encoding="utf-8")
    assert "执行率95.00%。" in drafter("packs", "preview", data_file(), "--topic", "execution.formula").out


def test_an_unknown_category_of_a_cause_is_told_with_the_nearest(drafter, data_file, tmp_path) -> None:
    report = small_report()
    report["年度目标"][0]["指标"][0]["原因类别"] = "审核申报"
    ran = drafter("draft", data_file(report), "-o", tmp_path / "out")
    assert "“审核申报”不在句库的原因类别里，最接近的是“申报审核”" in ran.err
    assert ran.code == 0
