"""A workbook of anybody's: what is read, what is told, each with its cell."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from drafter.load import load
from drafter.textfile import read_text_tree
from drafter.workbook.reader.workbook import read_workbook
from tests.helpers.books import BUDGET, HEAD, HEADS, ROW, book, of_tree, plain, told
from tests.helpers.examples import EXAMPLES
from tests.helpers.random_trees import dumped, trees


def indicators(path: Path, *rows: Any, heads: list[str] = HEADS) -> Any:
    return load(book(path, {"指标": [heads, *rows]})).data.goals


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_are_the_same_from_a_workbook(tmp_path: Path, path: Path) -> None:
    made = of_tree(tmp_path / "a.xlsx", read_text_tree(path).mapping)
    loaded = load(made)
    assert loaded.data.model_dump(by_alias=True) == load(path).data.model_dump(by_alias=True)


@given(trees)
@settings(database=None, deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
def test_a_generated_tree_comes_back_from_a_workbook(tmp_path: Path, tree: Any) -> None:
    try:
        before = dumped(tree)
    except ValueError:
        return
    if "３" in str(before):
        return  # full-width figures are made half-width
    read = read_workbook(of_tree(tmp_path / "a.xlsx", tree))
    assert not read.faults
    assert dumped(read.tree) == before


def test_places_are_cells(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"指标": [["某单位2020年自评表"], [], HEADS, ROW, [*ROW[:5], "-10"]]})
    lines = told(path)
    assert lines == ["指标!F5 年度目标[1]·指标[2]·分值：现在是负数“-10”；这里不能小于0。请核对后改成不小于0的数。"]
    loaded = load(book(tmp_path / "b.xlsx", {"指标": [HEADS, ["甲", "数量指标", "人数", "≥20人", None, 10]]}))
    assert loaded.places.of("年度目标[0].指标[0].完成值").within == "指标!E2 年度目标[1]·指标[1]·完成值"


def test_heads_of_other_forms(tmp_path: Path) -> None:
    heads = [
        "序号",
        "绩效目标名称",
        "二级\n指标",
        "绩效指标",
        "年初目标值（A）",
        "全年实际值（B）",
        "权重",
        "自评得分",
        "偏差原因分析及改进措施",
        "备用",
    ]
    (goal,) = indicators(tmp_path / "a.xlsx", [1, *ROW, 9, "原因一", None], heads=heads)
    row = goal.indicators[0]
    assert (goal.name, row.level2, row.name, row.target, row.actual) == ("甲", "数量指标", "人数", "≥20人", "25人")
    assert (str(row.points), str(row.score), row.deviation_reason) == ("10", "9", "原因一")


def test_unknown_heads(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"指标": [[*HEADS, "评份标准", "空列"], [*ROW, "按比例", None]]})
    assert told(path) == ["指标!G1：没有“评份标准”这一列；最接近的是“评分标准”。请改成“评分标准”，或删去这一列。"]
    path = book(tmp_path / "b.xlsx", {"指标": [[*HEADS, "完成情况"], [*ROW, "25"]]})
    assert "“完成情况”和E列的“完成值”是同一项" in told(path)[0]
    path = book(tmp_path / "c.xlsx", {"指标": [HEADS, [*ROW, "备注"]]})
    assert told(path)[0].startswith("指标!G2：这一列没有列名")


def test_operator_value_unit(tmp_path: Path) -> None:
    heads = ["三级指标", "运算符号", "指标值", "计量单位", "完成值"]
    rows = [
        ["满意度", "≥", 95, "%", 96],
        ["人数", "大于等于", 20, "人", "25"],
        ["成效", "定性", "有所提升", None, "好"],
    ]
    (goal,) = indicators(tmp_path / "a.xlsx", *rows, heads=heads)
    assert [(row.target, row.actual) for row in goal.indicators] == [
        ("≥95%", "96%"),
        ("≥20人", "25人"),
        ("有所提升", "好"),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.9171, "0.00%", "91.71%"),
        (0.9171, "0%", "91.71%"),
        (0.9, "0.00%", "90.00%"),
        (3411.33 / 3719.88, "0.00%", "91.71%"),
        (3719.88, "General", "3719.88"),
        (3719.8800000000001, "#,##0.00", "3719.88"),
        (1234567, "#,##0", "1234567"),
        (0.1 + 0.2, "General", "0.3"),
        (20, "General", "20"),
        (45992, "General", "45992"),
        (45992, "yyyy-mm-dd", "2025年12月1日"),
        (45992, 'yyyy"年"m"月"', "2025年12月"),
        (date(2020, 12, 31), "yyyy/m/d", "2020年12月31日"),
        (True, "General", "是"),
        ("２０％", "General", "20%"),
        ("'95\u200b％\u00a0", "General", "95%"),
    ],
)
def test_values(tmp_path: Path, value: object, number_format: str, text: str) -> None:
    made = plain({"指标": [["三级指标", "完成值"], ["人数", value]]})
    made["指标"]["B2"].number_format = number_format
    made.save(tmp_path / "a.xlsx")
    loaded = load(tmp_path / "a.xlsx")
    assert loaded.data.goals[0].indicators[0].actual == text
    if isinstance(value, str):
        assert "1格里的全角数字或看不见的字符已改成通常的写法（指标!B2）" in loaded.notes[0]


@pytest.mark.parametrize("day", ["2025.12.31", "2025年12月31日", date(2025, 12, 31), "2025-12-31", "1904"])
def test_one_date(tmp_path: Path, day: Any) -> None:
    made = plain(
        {"基本信息": [*HEAD, ["填报日期", date(2025, 12, 31) if day == "1904" else day]], "预算执行": BUDGET},
        head=False,
    )
    if day == "1904":
        made.epoch = __import__("openpyxl").utils.datetime.CALENDAR_MAC_1904
    made.save(tmp_path / "a.xlsx")
    assert load(tmp_path / "a.xlsx").data.filled_on == date(2025, 12, 31)


def test_a_bare_serial_is_no_date(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"基本信息": [*HEAD, ["填报日期", 45992]], "预算执行": BUDGET}, head=False)
    assert told(path)[0].startswith("基本信息!B4 填报日期：现在是“45992”，不能当作日期读")


def test_cells_that_say_nothing(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", {"指标": [HEADS, [*ROW[:4], "=1+1", "#DIV/0!"], [*ROW[:4], "#N/A", 12345678901234567]]}
    )
    lines = told(path)
    assert [line.partition("；")[0] for line in lines] == [
        "指标!E2：公式还没有算出结果",
        "指标!F2：公式出错，现在是 #DIV/0!",
        "指标!E3：公式出错，现在是 #N/A",
        "指标!F3：数超过15位，后面的数字已被 Excel 改成0",
    ]
    assert "请用 Excel 或 WPS 打开、保存一次后再用" in lines[0]


def test_merged_cells(tmp_path: Path) -> None:
    rows = [
        HEADS,
        ROW,
        [None, None, "次数", "≥2次", "3次", "5"],
        [None, None, None],
        [None, None, "率", "≥9%", "9%", "5"],
    ]
    made = plain({"指标": rows})
    made["指标"].merge_cells("A2:A4")
    made["指标"].merge_cells("B2:B5")
    made.save(tmp_path / "a.xlsx")
    (goal,) = load(tmp_path / "a.xlsx").data.goals
    assert [(row.level2, row.name) for row in goal.indicators] == [
        ("数量指标", "人数"),
        ("数量指标", "次数"),
        ("数量指标", "率"),
    ]
    made["指标"].merge_cells("D2:D3")
    made.save(tmp_path / "b.xlsx")
    assert told(tmp_path / "b.xlsx") == [
        "指标!D2:D3：指标值列有合并的格子；只有类别、名称这些列可以合并。请取消合并，把内容填进每一行。"
    ]


def test_a_single_sheet_of_any_name(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Sheet1": [HEADS, ROW]}, head=False)
    assert [line.partition("；")[0] for line in told(path)] == ["单位名称：没有填", "年度：没有填"]
    path = book(tmp_path / "b.xlsx", {"Sheet1": [HEADS, ROW], "随便": [["一"]]})
    assert [note.removeprefix(f"{path}：") for note in load(path).notes] == [
        "工作表“Sheet1”按“指标”读入；没有工作表“收支情况”、“预算执行”",
        "工作表“随便”不是数据文件的工作表，没有读",
    ]


def test_blank_names_go_on_and_sums_are_no_indicators(tmp_path: Path) -> None:
    heads = ["项目名称", *HEADS]
    rows = [[None, *ROW], ["道路", *ROW], [None, None, *ROW[1:]], [None, "合计", None, None, None, None, "30"]]
    loaded = load(book(tmp_path / "a.xlsx", {"指标": [heads, *rows]}))
    assert len(loaded.data.goals[0].indicators) == 1
    assert [(p.project_name, len(p.goals[0].indicators)) for p in loaded.data.projects] == [("道路", 2)]
    assert "这一行是“合计”，没有当作指标" in loaded.notes[0]


def test_names_that_lead_nowhere(tmp_path: Path) -> None:
    sheets = {"项目": [["项目名称"], ["道路养护"]], "指标": [["项目名称", *HEADS], ["道路养护项目", *ROW]]}
    (line,) = [line for line in told(book(tmp_path / "a.xlsx", sheets)) if "项目" in line]
    assert line.startswith("指标!A2：没有名为“道路养护项目”的项目；最接近的是“道路养护”。")
    path = book(tmp_path / "b.xlsx", {"基本信息": [*HEAD, ["单位名秤", "甲"]], "预算执行": BUDGET}, head=False)
    assert told(path) == ["基本信息!A4：没有“单位名秤”这个项目；最接近的是“单位名称”。请改正或删去这一行。"]


def test_every_fault_at_once_in_order(tmp_path: Path) -> None:
    sheets = {"指标": [HEADS, [*ROW[:5], "十"]], "预算执行": [["全年预算数"], ["一百"]], "基本信息": [["年度", "零"]]}
    lines = told(book(tmp_path / "a.xlsx", sheets, head=False))
    assert [line.partition("：")[0] for line in lines] == [
        "单位名称",
        "基本信息!B1 年度",
        "预算执行!A2 预算执行·全年预算数",
        "指标!F2 年度目标[1]·指标[1]·分值",
    ]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("兑现人数、兑现时间", ("兑现人数", "兑现时间")),
        ("兑现人数；预算执行率", ("兑现人数", "预算执行率")),
        ("人才、政策宣传", ("人才、政策宣传",)),
    ],
)
def test_names_one_behind_the_other(tmp_path: Path, written: str, names: tuple[str, ...]) -> None:
    """As a person writes them; a name with a 、 in it is one name."""
    indicators = ("兑现人数", "兑现时间", "人才、政策宣传")
    rows = [["年度目标", "三级指标", "指标值"], *(["人才", name, "1"] for name in indicators)]
    problems = [["编号", "问题", "涉及指标"], ["1", "进度偏慢", written]]
    found = load(book(tmp_path / "数据.xlsx", {"指标": rows, "存在问题": problems})).data
    assert found.problems[0].indicators == names


def test_a_pack_knows_what_its_place_calls_a_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = tmp_path / "templates" / "某县"
    shutil.copytree(Path(__file__).parents[2] / "templates" / "hubei", pack)
    text = (pack / "pack.yaml").read_text(encoding="utf-8")
    (pack / "pack.yaml").write_text(f"{text}\n表头别名: {{指标值: [本县的目标数]}}\n", encoding="utf-8")
    rows = [["年度目标", "三级指标", "本县的目标数"], ["人才", "兑现人数", "≥20人"]]
    path = book(tmp_path / "数据.xlsx", {"指标": rows})
    assert any("本县的目标数" in line for line in told(path))
    monkeypatch.chdir(tmp_path)
    assert load(path).data.goals[0].indicators[0].target == "≥20人"
