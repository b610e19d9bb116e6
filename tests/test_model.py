"""The records of the data file: how each kind of value is read, what is refused, and that the reference is complete."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from drafter.load.scores import SCORE_KEYS, ScoreRow
from drafter.model import (
    Approval,
    BudgetPart,
    Deduction,
    Dimension,
    Execution,
    Figure,
    Goal,
    Indicator,
    Item,
    Measure,
    Problem,
    Record,
    Refusal,
    Refusals,
    ReportType,
    RevenueAndSpending,
    SelfEvaluation,
)
from drafter.workbook.reader.sheets import NUMBERING, OPERATOR, UNIT
from drafter.workbook.shape import SHEETS

REFERENCE = Path(__file__).parent.parent / "docs" / "reference" / "data-file.md"


def evaluation(**groups: Any) -> SelfEvaluation:
    return SelfEvaluation.model_validate({"单位名称": "某中心", "年度": "2020", **groups})


def refusal_of(**groups: Any) -> Refusal:
    """The one refusal that these groups give."""
    with pytest.raises(ValidationError) as caught:
        evaluation(**groups)
    (error,) = caught.value.errors()
    cause = error["ctx"]["error"]
    assert isinstance(cause, Refusal | Refusals)
    return cause.refusals[0] if isinstance(cause, Refusals) else cause


def indicator(**cells: Any) -> Indicator:
    return Indicator.model_validate(cells)


@pytest.mark.parametrize("text", ["2020", "2020年", "2020年度", "２０２０", " 2020 年度 "])
def test_year_is_read(text: str) -> None:
    assert evaluation(年度=text).year == 2020


@pytest.mark.parametrize("text", ["20", "20200", "二〇二〇", "1020", "2020-2021"])
def test_what_is_no_year_is_refused(text: str) -> None:
    assert "四位数的年份" in refusal_of(年度=text).expected


@pytest.mark.parametrize(
    "text", ["2021-10-15", "2021.10.15", "2021/10/15", "2021年10月15日", "２０２１－１０－１５", "2021年 10月 15日"]
)
def test_date_is_read(text: str) -> None:
    assert evaluation(填报日期=text).filled_on == date(2021, 10, 15)


@pytest.mark.parametrize("text", ["2021-13-01", "2021-02-30", "2021年10月", "十月", "45992"])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert "2021-10-15" in refusal_of(填报日期=text).hint


def test_blank_and_null_are_the_same_as_not_there() -> None:
    blank = evaluation(
        预算执行={"全年预算数": "", "明细": None, "金额单位": " "},
        年度目标=None,
        收支情况="",
        填报日期="  ",
        项目类别="",
        总分=None,
        基本情况=None,
    )
    assert blank == evaluation()
    assert blank.execution.currency_unit == "万元"
    assert blank.report_type is ReportType.WHOLE


def test_an_empty_row_is_a_gap_and_no_crash() -> None:
    (goal,) = evaluation(年度目标=[{"指标": [None, {"三级指标": None}]}]).goals
    assert goal.indicators == (Indicator.model_validate({}), Indicator.model_validate({}))
    assert goal.name is None


def test_points_below_zero_are_refused_and_scores_are_left_to_the_checks() -> None:
    assert "负数" in refusal_of(预算执行={"分值": "-1"}).found
    assert evaluation(总分="-1").total == Figure("-1", Decimal(-1))


def test_minus_zero_is_zero() -> None:
    points = indicator(分值="-0").points
    assert points is not None
    assert not points.value.is_signed()


@pytest.mark.parametrize(
    ("level1", "level2", "read"),
    [
        ("产出指标-数量指标", None, ("产出指标", "数量指标")),
        (None, "产出指标－数量指标", ("产出指标", "数量指标")),
        ("", "产出指标—质量指标", ("产出指标", "质量指标")),
        (None, "产出指标 / 成本指标", ("产出指标", "成本指标")),
        (None, "效益指标·社会效益指标", ("效益指标", "社会效益指标")),
        ("产出指标-数量指标", "数量指标", ("产出指标", "数量指标")),
        ("产出指标", "产出指标-数量指标", ("产出指标", "数量指标")),
        ("效益指标", "产出指标-数量指标", ("效益指标", "产出指标-数量指标")),
        (None, "经济效益/社会效益指标", (None, "经济效益/社会效益指标")),
        (None, "社会效益指标", (None, "社会效益指标")),
        ("产出指标", "数量指标", ("产出指标", "数量指标")),
    ],
)
def test_levels_printed_joined_are_read_as_both(level1: str | None, level2: str | None, read: tuple[Any, Any]) -> None:
    row = indicator(一级指标=level1, 二级指标=level2)
    assert (row.level1, row.level2) == read


def test_core_indicator_is_yes_no_or_not_said() -> None:
    assert [indicator(核心指标=word).core for word in ("是", "否", "")] == [True, False, None]
    with pytest.raises(ValidationError, match="“是”、“否”"):
        indicator(核心指标="对")


def test_ticked_words_may_be_one_or_several() -> None:
    data = evaluation(项目类别=["部门预算项目", "区直专项"], 项目属性="持续性项目")
    assert data.project_category == ("部门预算项目", "区直专项")
    assert data.project_attribute == ("持续性项目",)
    assert data.project_type == ()


def test_level1_points_and_background_keep_their_order() -> None:
    goal = Goal.model_validate({"一级分值": {"成本指标": "10", "产出指标": "15分", "效益指标": None}})
    assert [(key, figure and figure.value) for key, figure in goal.level1_points.items()] == [
        ("成本指标", 10),
        ("产出指标", 15),
        ("效益指标", None),
    ]
    assert list(evaluation(基本情况={"乙": "x", "甲": None}).background.items()) == [("乙", "x"), ("甲", None)]


def test_problems_without_numbers_are_numbered_and_measures_find_them() -> None:
    data = evaluation(
        存在问题=[{"问题": "甲"}, {"编号": "1", "问题": "乙"}, {"问题": "丙"}],
        改进措施=[{"措施": "丁", "针对问题": "1、3"}, {"措施": "戊", "针对问题": ["2", "2"]}, {"针对问题": 2}],
    )
    assert [problem.number for problem in data.problems] == [2, 1, 3]
    assert [measure.answers for measure in data.measures] == [(1, 3), (2,), (2,)]


def test_a_number_used_twice_is_refused_where_it_is_used_again() -> None:
    refusal = refusal_of(存在问题=[{"编号": 1}, {"编号": 2}, {"编号": 1}])
    assert refusal.at == (2, "编号")
    assert (refusal.found, refusal.hint) == ("编号 1 用了2次", "请换一个没有用过的编号，如 3")


def test_an_answer_to_no_problem_is_refused_with_the_nearest_number() -> None:
    refusal = refusal_of(存在问题=[{"编号": 1}, {"编号": 4}], 改进措施=[{}, {"针对问题": [5]}])
    assert refusal.at == (1, "针对问题")
    assert refusal.hint == "是不是 4？请改成已有的编号"
    assert "还没有问题" in refusal_of(改进措施=[{"针对问题": [5]}]).expected


def test_projects_take_unit_and_year_from_the_whole() -> None:
    data = evaluation(项目=[{"项目名称": "甲"}, {"单位名称": "分中心", "年度": "2019年"}])
    assert [(p.unit, p.year, p.report_type) for p in data.projects] == [
        ("某中心", 2020, ReportType.PROJECT),
        ("分中心", 2019, ReportType.PROJECT),
    ]


def test_a_project_is_neither_whole_nor_a_list_of_projects() -> None:
    assert refusal_of(项目=[{}, {"报告类型": "部门整体"}]).at == (1, "报告类型")
    assert refusal_of(项目=[{"项目": [{"项目名称": "甲"}]}]).at == (0, "项目")


def test_characters_that_word_cannot_hold_are_dropped_and_rare_ones_kept() -> None:
    assert evaluation(其他说明="甲\x01乙\ud800\ufffe😀𠮷\u202e\r\n丙").other_notes == "甲乙😀𠮷\u202e\n丙"


def test_text_has_a_limit_and_markdown_a_wider_one() -> None:
    assert "现在有20001个字" in refusal_of(主管部门="字" * 20001).found
    assert "这里最多200000个字" in refusal_of(主要成效="字" * 200001).expected
    assert evaluation(主要成效="字" * 200000).achievements == "字" * 200000


def test_unknown_keys_are_refused_also_when_they_are_blank_or_english() -> None:
    for key in ("完成植", "unit", "name"):
        with pytest.raises(ValidationError):
            evaluation(**{key: None})


def test_records_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        evaluation().unit = "另一个"  # type: ignore[misc]


def test_what_was_written_comes_back_under_its_keys() -> None:
    data = evaluation(
        填报日期="2021年10月15日",
        预算执行={"全年预算数": "3,719.88", "执行率": "91.71％", "分值": "20分", "金额单位": "元"},
        年度目标=[{"一级分值": {"产出指标": "50"}, "指标": [{"三级指标": "兑现人数", "核心指标": "否"}]}],
        存在问题=[{"问题": "甲", "涉及指标": "兑现人数"}],
        改进措施=[{"针对问题": [1]}],
        项目=[{"项目名称": "乙", "经验做法": "x"}],
    )
    written = data.model_dump(by_alias=True)
    assert written["预算执行"]["全年预算数"] == "3,719.88"
    assert written["预算执行"]["执行率"] == "91.71％"
    assert SelfEvaluation.model_validate(written) == data


def records() -> list[type[Record]]:
    return Record.__subclasses__()


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_key_has_a_meaning_and_its_examples_can_be_read(record: type[Record]) -> None:
    for name, field in record.model_fields.items():
        assert field.description, name
        assert "\n" not in field.description
        for example in field.examples or ():
            needed = {"单位名称": "某单位", "年度": "2020"} if record is SelfEvaluation else {}
            value = yaml.load(str(example), yaml.BaseLoader) if str(example)[0] in "{[" else example
            assert getattr(record.model_validate({**needed, field.alias: value}), name) not in (None, (), {}), name


SECTIONS: dict[str, tuple[type[Record], ...]] = {
    "最外层": (SelfEvaluation,),
    "收支情况": (RevenueAndSpending, Item),
    "预算执行": (Execution, BudgetPart),
    "年度目标": (Goal,),
    "指标": (Indicator,),
    "存在问题": (Problem,),
    "改进措施": (Measure,),
    "领导签批": (Approval,),
    "财政评价": (Dimension, Deduction),
    "得分文件": (ScoreRow,),
}
"""The records whose keys a section of the reference page lists; a key of two of them stands there once or twice."""


@pytest.mark.parametrize("title", SECTIONS)
def test_the_reference_says_what_the_records_say(title: str) -> None:
    """A meaning on the page begins with that of the record and may go on; the example is one of the record's."""
    page = REFERENCE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.split("\n") if line.startswith("| `")]
    rows = [(key.strip("`"), meaning, example, required) for key, meaning, _, example, required in cells]
    known = {alias for record in SECTIONS[title] for alias in record.aliases()}
    assert {key for key, *_ in rows} == known
    for key, meaning, example, required in rows:
        fields = [field for record in SECTIONS[title] for field in record.model_fields.values() if field.alias == key]
        assert any(meaning.startswith(str(field.description)) for field in fields), (key, meaning)
        examples = [str(one) for field in fields for one in field.examples or ()]
        assert not examples or any(one in example for one in examples), (key, example)
        assert (required == "是") == any(field.is_required() for field in fields), key


def test_the_reference_has_no_key_that_is_not_there() -> None:
    documented = set(re.findall(r"^\| `([^`]+)` \|", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE))
    of_workbooks = {OPERATOR, UNIT, NUMBERING, *(sheet.name for sheet in SHEETS)}
    of_files = {alias for record in records() for alias in record.aliases()}
    assert documented <= of_files | of_workbooks | set(SCORE_KEYS)


def test_no_key_and_no_attribute_stands_for_two_things_in_one_group() -> None:
    for record in records():
        aliases = record.aliases()
        assert len(set(aliases)) == len(aliases)
        assert all(field.alias for field in record.model_fields.values())
