"""Broken and hostile data files: one Chinese line for each fault, with its place, never a traceback."""

import json
import re
from pathlib import Path

import pytest
import yaml

from drafter.findings import InputError
from drafter.load import load
from tests.helpers.data_faults import BROKEN_ROWS, BUDGET, HEAD, ROW, faults_of


@pytest.mark.parametrize(("row", "begins"), BROKEN_ROWS, ids=[row.strip()[:20] for row, _ in BROKEN_ROWS])
def test_broken_row_is_told_with_its_place_and_cause(tmp_path: Path, row: str, begins: str) -> None:
    (line,) = faults_of(tmp_path, ROW + row)
    assert line.startswith(begins)


LONG = "按照《某市市级财政专项资金管理办法》: 全部按季度拨付到位，资金使用合规，没有截留、挤占和挪用的情况"


@pytest.mark.parametrize("value", [LONG, "甲: 乙", '“甲”"乙": 丙', '甲\'s "乙": 丙', "D:\\甲: 乙", "%5"])
def test_what_the_message_says_to_write_is_the_whole_value(tmp_path: Path, value: str) -> None:
    (line,) = faults_of(tmp_path, f"{ROW}        指标值: {value}\n")
    advice = line.rpartition("。请写成 ")[2].removesuffix("。")
    assert yaml.safe_load(f"指标值: {advice}") == {"指标值": value}


def test_a_value_too_long_to_be_copied_is_not_given_back(tmp_path: Path) -> None:
    (line,) = faults_of(tmp_path, f"{ROW}        指标值: {LONG * 5}\n")
    assert line.endswith("。请给整个值加引号。")


BROKEN_FILES = [
    ("", "数据.yaml：文件是空的"),
    (" \n\n", "数据.yaml：文件是空的"),
    ("# 只有批注\n", "数据.yaml：文件里没有内容"),
    ("- 甲\n", "数据.yaml：整个文件是一个列表（1条）；应是一组“键: 值”"),
    ("单位名称：甲\n年度：2020\n", "数据.yaml：键后面用了全角冒号"),
    ("[" * 100_000, "数据.yaml 第1行第51列：嵌套超过50层"),
    ("{a: " * 100_000, "数据.yaml 第1行第201列：嵌套超过50层"),
    ("- " * 100_000, "数据.yaml 第1行第101列：嵌套超过50层"),
    (BUDGET + "其他说明: [" + "甲, " * 500_001 + "]\n", "数据.yaml 第4行：文件里的内容超过500000项"),
    (b"\xff\xff\x80\x81", "数据.yaml：文字编码认不出来，或者不是文本文件"),
    (b"a\x00b: 1", "数据.yaml：文字编码认不出来，或者不是文本文件"),
    (b" " * (20 << 20) + b"a", "数据.yaml：文件超过 20 MB"),
    (HEAD, "数据.yaml：没有一个指标，也没有预算数"),
    (HEAD + "预算执行: {分值: 20, 明细: [{名称: 当年财政拨款}]}\n", "数据.yaml：没有一个指标，也没有预算数"),
    (
        "年度: 2020\n预算执行: {执行率: 5%}\n",
        "数据.yaml 单位名称：没有填；这一项必填。请填写单位名称，如 某区企业和人才服务中心。",
    ),
    (
        BUDGET + "单位名秤: 乙\n",
        "数据.yaml 第4行 单位名秤：没有“单位名秤”这个键；最接近的是“单位名称”，已经写了。请删去一处，或改正键名。",
    ),
    (
        BUDGET + "年度目标: {名称: 甲}\n",
        "数据.yaml 第4行 年度目标：现在是一组键（名称）；这里应是一个列表。",
    ),
    (BUDGET + "年度目标: 甲\n", "数据.yaml 第4行 年度目标：现在是“甲”；这里应是一个列表。"),
    (BUDGET + "基本情况: 文字\n", "数据.yaml 第4行 基本情况：现在是“文字”；这里应是一组“键: 值”。"),
    (
        BUDGET + "收支情况: [甲]\n",
        "数据.yaml 第4行 收支情况：现在是一个列表（1条）；这里应是一组“键: 值”。",
    ),
    (
        BUDGET + "报告类型: 部门整休\n",
        "数据.yaml 第4行 报告类型：现在是“部门整休”；这里只能是“部门整体”、“项目”",
    ),
    (
        BUDGET + "收支情况: {收入: [{名称: 拨款, 金额: 2,072.86}]}\n",
        "数据.yaml 第4行 收支情况.收入[0].072.86：“072.86”成了一个键；逗号把一个数拆成了两半。",
    ),
    (BUDGET + "项目:\n  - 项目名称: 甲\n  - 乙\n", "数据.yaml 第6行 项目[1]：现在是“乙”"),
    (BUDGET + "项目:\n  - 年度: 去年\n", "数据.yaml 第5行 项目[0].年度：现在是“去年”，不能当作年度读"),
    (BUDGET + "存在问题:\n  - {编号: 1}\n  - {编号: 1}\n", "数据.yaml 第6行 存在问题[1].编号：编号 1 用了2次"),
    (BUDGET + "改进措施:\n  - {针对问题: [1]}\n", "数据.yaml 第5行 改进措施[0].针对问题：没有编号为 1 的问题"),
]


@pytest.mark.parametrize(("text", "begins"), BROKEN_FILES, ids=range(len(BROKEN_FILES)))
def test_broken_file_is_told_in_one_line(tmp_path: Path, text: str | bytes, begins: str) -> None:
    (line,) = faults_of(tmp_path, text)
    assert line.startswith(begins)


# What stands as the value of 其他说明 in a JSON file, and the line about it.
BROKEN_JSON = [
    ("NaN", "数据.json 第1行第71列 其他说明：现在是 NaN；这里应是一个数。"),
    ("-Infinity", "数据.json 第1行第71列 其他说明：现在是 -Infinity"),
    ("1e999", "数据.json 第1行第71列 其他说明：现在是科学计数法 1e999"),
    ("9" * 5000, "数据.json 第1行第71列 其他说明：现在是一个5000位的数"),
    ("[" * 100_000, "数据.json 第1行第120列：嵌套超过50层"),
    ('{"a":' * 100_000, "数据.json 第1行第316列：嵌套超过50层"),
    ("012", "数据.json 第1行第71列：“012”以 0 开头"),
    ("甲", "数据.json 第1行第71列：这里是“甲”；应是一个值。"),
    ("'甲'", "数据.json 第1行第71列：这里是“'”；应是一个值。"),
    ('"甲\n"', "数据.json 第1行第71列：文字没有收尾的双引号"),
    ('"\\q"', "数据.json 第1行第72列：双引号里的 \\ 后面写法不对"),
    ("1 2", "数据.json 第1行第73列：这里是“2”；应是逗号或“}”。"),
    ("1,", "数据.json 第1行第73列：最后一项后面多了逗号"),
    ('1,"其他说明":2', "数据.json 第1行第73列 其他说明：键“其他说明”写了两次"),
    ('1,"总分" 2', "数据.json 第1行第78列：这里是“2”；键后面应是半角冒号。"),
    ("1,总分:2", "数据.json 第1行第73列：这里是“总分”；应是用半角双引号括起来的键。"),
    ("1}]", "数据.json 第1行第73列：数据结束后还有多余的内容"),
    ("[1", "数据.json 第1行第73列：这里是“}”；应是逗号或“]”。"),
    ('{"甲":1}', "数据.json 第1行 其他说明：现在是一组键（甲）"),
]


@pytest.mark.parametrize(("value", "begins"), BROKEN_JSON, ids=[value[:12] for value, _ in BROKEN_JSON])
def test_broken_json_is_told_with_its_place(tmp_path: Path, value: str, begins: str) -> None:
    start = '{"单位名称":"某中心","年度":2020,"预算执行":{"全年预算数":100.00,"执行率":"90%"},   "其他说明":'
    assert len(start) == 70
    (line,) = faults_of(tmp_path, start + value + "}", "数据.json")
    assert line.startswith(begins)


def test_json_that_ends_too_early_is_told(tmp_path: Path) -> None:
    assert faults_of(tmp_path, '{"单位名称": "甲"', "a.json")[0].startswith("a.json 第1行第13列：文件在这里就结束了")


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        "报告类型: 部门整休\n单位名称:\n年度: 去年\n填报日期: 2021-02-30\n收支情况: {金额单位: 万, 收入: {名称: 甲}}\n"
        "预算执行: {全年预算数: -1, 分值: ≥20}\n年度目标:\n  - 指标: [{完成植: 1, 分值: x}, 甲]\n存在问题:\n"
        "  - {编号: 1}\n  - {编号: 1}\n结果应用: [甲]\n主要成效: 乙\n主要成郊: 乙\n主要成效: 丙\n"
        "项目:\n  - 项目名称: 丁\n"
    )
    lines = faults_of(tmp_path, text)
    paths = [line.split("：")[0].removeprefix("数据.yaml ").split(" ", 1) for line in lines]
    assert paths == [
        ["第1行", "报告类型"],
        ["第2行", "单位名称"],
        ["第3行", "年度"],
        ["第4行", "填报日期"],
        ["第5行", "收支情况.金额单位"],
        ["第5行", "收支情况.收入"],
        ["第6行", "预算执行.全年预算数"],
        ["第6行", "预算执行.分值"],
        ["第8行", "年度目标[0].指标[0].分值"],
        ["第8行", "年度目标[0].指标[0].完成植"],
        ["第8行", "年度目标[0].指标[1]"],
        ["第11行", "存在问题[1].编号"],
        ["第12行", "结果应用"],
        ["第14行", "主要成郊"],
        ["第15行第1列", "主要成效"],
    ]


def test_faults_beyond_two_hundred_are_counted(tmp_path: Path) -> None:
    lines = faults_of(tmp_path, BUDGET + "".join(f"k{i}: 1\n" for i in range(1000)))
    assert len(lines) == 201
    assert lines[-1] == "数据.yaml：另有800处不对；各项都要能读。请先改正上面这些再试。"


def test_no_word_of_the_libraries_reaches_the_person(tmp_path: Path) -> None:
    allowed = {"YAML", "UTF", "MB", "NaN", "yaml", "json", "true", "python", "object", "abc", "foo", "os", "system"}
    allowed |= {"tag", "org", "objec", "x", "y", "a", "q"}
    for text in [ROW + row for row, _ in BROKEN_ROWS] + [text for text, _ in BROKEN_FILES]:
        for line in faults_of(tmp_path, text):
            assert set(re.findall(r"[A-Za-z]+", line)) <= allowed, line


def test_a_missing_file_a_folder_and_a_broken_path_are_told(tmp_path: Path) -> None:
    (tmp_path / "夹.yaml").mkdir()
    for path, words in [
        (tmp_path / "没有.yaml", "没有这个文件"),
        (tmp_path / "没有.xlsx", "没有这个文件"),
        (tmp_path / "夹.yaml", "这是一个文件夹"),
        (tmp_path / "没有" / "甲.json", "没有这个文件"),
        (tmp_path / "甲\0.yaml", "路径里有不能用的字符"),
        (tmp_path / ("长" * 300 + ".yaml"), "文件名或路径太长"),
    ]:
        with pytest.raises(InputError, match=words):
            load(path)


def many(goals: int, rows: int) -> str:
    """A report, and a project in it, of so many indicators each, that pydantic would refuse one by one."""
    row = "{年份: 1}"
    goal = f"{{指标: [{', '.join([row] * rows)}]}}"
    written = f"年度目标: [{', '.join([goal] * goals)}]"
    return f"{HEAD}{written}\n项目: [{{{written}}}]\n"


@pytest.mark.parametrize(
    ("cap", "told"),
    [
        ("MOST_INDICATORS", "年度目标：共有12个指标；一个数据文件最多11个指标。请拆成几个文件。"),
        ("MOST_PROJECTS", "项目：有1个项目；一个数据文件最多0个项目。请拆成几个文件。"),
    ],
)
def test_more_than_is_promised_is_told_before_any_record_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cap: str, told: str
) -> None:
    monkeypatch.setattr(f"drafter.load.{cap}", 11 if cap == "MOST_INDICATORS" else 0)
    (line,) = faults_of(tmp_path, many(2, 3))
    assert line.endswith(told)


def test_twenty_thousand_indicators_are_read(tmp_path: Path) -> None:
    row = dict.fromkeys(("二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因", "改进措施"), "1")
    goal = {"名称": "甲", "指标": [row | {"三级指标": f"事项{n}", "偏差原因": "缓" * 100} for n in range(20_000)]}
    path = tmp_path / "数据.json"
    path.write_text(json.dumps({"单位名称": "甲", "年度": "2020", "年度目标": [goal]}, ensure_ascii=False))
    assert len(load(path).data.goals[0].indicators) == 20_000
