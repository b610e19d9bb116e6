"""Laws over generated data files: nothing is invented, nothing acts as markup, nothing crashes."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.assess import Assessment, Shortfall
from drafter.blocks import Fact, Table
from drafter.checks import check
from drafter.commands.packs import phrasebank
from drafter.commands.understand import understand
from drafter.compose import compose
from drafter.docx.read import read_blocks
from drafter.docx.write import render
from drafter.narrate import Narrative, narrate
from drafter.numbers import percent, rounded
from tests.helpers.data_paths import path_of
from tests.helpers.small_report import small_report

BANK = phrasebank()
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
NUMBER = re.compile(r"\d+(?:\.\d+)?")

figures = st.decimals(min_value=0, max_value=10**7, places=2).map(str)
points = st.sampled_from(["1", "2.5", "5", "6.67", "10", "15", "20", "30"])
hostile = st.sampled_from(
    [
        "{{ 7*7 }}",
        "{% raw %}",
        "**加粗**",
        "# 标题",
        "<script>",
        "a|b",
        "1. 甲",
        "_下划线_",
        "&lt;",
        "`x`",
        "[甲](乙)",
        "甲\\乙",
    ]
)
words = st.text("甲乙丙丁戊己庚辛人才企业服务政策宣传培训", min_size=1, max_size=12) | hostile
long_words = st.integers(50, 300).map(lambda n: "很长的名称" * n)
blank = st.none()
targets = st.one_of(
    blank,
    hostile,
    st.sampled_from(
        [
            "≥95%",
            "≤8%",
            "2020年底前",
            "有所提升",
            "4次/年",
            "不超过合同金额（196600元）",
            "365 天/年",
            "0",
            ">=2",
            "100￥",
        ]
    ),
    figures,
    figures.map(lambda f: f + "人次"),
    figures.map(lambda f: f"≥{f}万元"),
)
actuals = st.one_of(targets, st.sampled_from(["未开展", "达成预期指标", "部分达成", "2021年1月20日", "当年"]))
LEVELS = [
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"), (None, "可持续影响指标"), (None, None),
]  # fmt: skip


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    level1, level2 = draw(st.sampled_from(LEVELS))
    return {
        "一级指标": level1, "二级指标": level2, "三级指标": draw(words | blank),
        "指标值": draw(targets), "完成值": draw(actuals),
        "分值": draw(points | blank), "得分": draw(points | blank | st.just("0")),
        "偏差原因": draw(words | blank), "改进措施": draw(words | blank), "评分标准": draw(words | blank),
    }  # fmt: skip


@st.composite
def reports(draw: st.DrawFn, nested: bool = True) -> dict[str, Any]:
    kind = draw(st.sampled_from(["部门整体", "项目"])) if nested else "项目"
    report = {
        "模板": "hubei", "报告类型": kind,
        "单位名称": draw(words | long_words), "年度": str(draw(st.integers(2015, 2030))),
        "项目名称": draw(words) if kind == "项目" else None,
        "填报日期": draw(st.none() | st.dates().map(str)),
        "预算执行": {
            "金额单位": draw(st.sampled_from(["元", "万元", None])),
            "年初预算数": draw(figures | blank), "全年预算数": draw(figures | blank | st.just("0")),
            "全年执行数": draw(figures | blank | st.just("0")),
            "分值": draw(points | blank), "得分": draw(points | blank),
            "偏差原因": draw(words | blank), "改进措施": draw(words | blank),
        },
        "年度目标": [
            {
                "名称": draw(words | blank), "分值": draw(points | blank),
                "指标": draw(st.lists(rows(), min_size=1, max_size=5)),
            }
            for _ in range(draw(st.integers(1, 3)))
        ],
        "总分": draw(figures | blank),
        "主要成效": draw(words | blank), "上年度结果应用": draw(words | blank), "其他说明": draw(words | blank),
        "存在问题": [{"问题": draw(words), "原因": draw(words | blank)} for _ in range(draw(st.integers(0, 2)))],
        "改进措施": [{"措施": draw(words)} for _ in range(draw(st.integers(0, 2)))],
    }  # fmt: skip
    if kind == "部门整体" and nested:
        report["项目"] = draw(st.lists(reports(nested=False), max_size=2))
    return report


def assessed(report: dict[str, Any]) -> tuple[Any, Assessment, Narrative]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "数据.yaml"
        path.write_text(yaml.dump(report, Dumper=DUMPER, allow_unicode=True), encoding="utf-8")
        found = understand(path)
    return found, found.assessment, narrate(found.assessment, found.pack, BANK, found.loaded.place_of)


def known_numbers(report: dict[str, Any], assessment: Assessment) -> set[Decimal]:
    """Every number in the data's texts, and every figure of the assessment as it may be rounded."""
    known = {Decimal(n) for text in texts_of(report) for n in NUMBER.findall(text)}
    figures = set(decimals_of(assessment))
    for value in figures | set(map(abs, figures)):
        known |= {value, *(rounded(value, places) for places in (0, 1, 2, 4, 6))}
        known |= {Decimal(NUMBER.findall(percent(value))[0]), rounded(value / 10000, 2)}
    return known


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)
    elif value is not None:
        yield str(value)


def decimals_of(value: Any) -> Iterator[Decimal]:
    """Every figure that an assessment holds or derives, and the sizes of its groups."""
    if isinstance(value, Decimal):
        yield value
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        yield Decimal(value)
    elif isinstance(value, list | tuple):
        yield Decimal(len(value))
        for inner in value:
            yield from decimals_of(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from decimals_of(getattr(value, field.name))
        for name, attribute in ((n, a) for kind in type(value).__mro__ for n, a in vars(kind).items()):
            if isinstance(attribute, property) or type(attribute).__name__ == "cached_property":
                yield from decimals_of(getattr(value, name))


def goal_numbers(assessment: Assessment) -> set[Decimal]:
    """Lost points and counts of goals and groups, by hand from the assessment."""
    numbers: set[Decimal] = set()
    for found in (assessment, *assessment.projects):
        whole = found.indicator_points, found.indicator_score
        pairs = (
            [(goal.points, goal.score) for goal in found.goals] + [(g.points, g.score) for g in found.groups] + [whole]
        )
        numbers |= {weight - got for weight, got in pairs if weight is not None and got is not None}
        docked = sum(1 for row in found.indicators if row.shortfall is Shortfall.LOST_THOUGH_MET)
        numbers.add(Decimal(len(found.complete) + docked))
        for goal in found.goals:
            numbers.add(Decimal(sum(1 for i in goal.indicators if i.complete)))
            numbers.add(Decimal(sum(1 for i in goal.indicators if i.complete is False)))
            for level1, weight in goal.source.level1_points.items():
                got = sum((i.score or Decimal(0) for i in goal.indicators if i.level1 == level1), Decimal(0))
                numbers |= {got, (weight.value if weight else Decimal(0)) - got}
    return numbers


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
def test_every_number_in_the_text_is_in_the_data_or_in_the_assessment(report: dict[str, Any]) -> None:
    _, assessment, narrative = assessed(report)
    known = known_numbers(report, assessment)
    known |= {rounded(n, places) for n in goal_numbers(assessment) for places in (0, 2)} | {Decimal(100)}
    for statement in narrative.statements:
        computed: set[Decimal] = set()
        for fact in statement.facts:
            computed |= computed_by(fact.formula, known | computed)
            if fact.name in ("指标列", "目标列"):
                computed.add(Decimal(len(fact.places)))  # as many as are named, or stand for it
        unknown = [n for n in NUMBER.findall(statement.text) if Decimal(n) not in known | computed]
        assert not unknown, (statement.text, unknown, statement.facts)


def computed_by(formula: str, known: set[Decimal]) -> set[Decimal]:
    """What a fact's formula gives, where its terms are known and it is right."""
    if " = " not in formula:
        return set()
    left, right = formula.rsplit(" = ", 1)
    tokens = left.split("，", 1)[0].split(" ")
    terms = [Decimal(token.rstrip("%")) for token in tokens[::2]]
    if "÷ 0 " in formula or "÷ 0.00 " in formula:
        return set()  # a few 元, shown as 0.00 万元
    value = terms[0]
    for sign, term in zip(tokens[1::2], terms[1:], strict=True):
        value = {"+": value + term, "−": value - term, "×": value * term / 100}.get(sign, value)
        value = value / term if sign == "÷" else value
    value = min(value, terms[0]) if "，不超过" in left else value
    given = all(term in known or term in small_counts() for term in terms)
    shown = Decimal(NUMBER.findall(right)[0])
    exact = value * 100 if right.endswith("%") else value
    right_sum = abs(exact - shown) <= Decimal("0.01") * max(2, len(terms))
    return {shown, rounded(shown, 2)} if given and right_sum else set()


def small_counts() -> set[Decimal]:
    """How many rows there can be."""
    return {Decimal(n) for n in range(200)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
def test_hostile_names_print_as_they_are_and_every_document_can_be_written(report: dict[str, Any]) -> None:
    found, assessment, narrative = assessed(report)
    for document in found.pack.documents_for(found.loaded.data.report_type.value):
        drafted = compose(found.pack, document, assessment, narrative, found.loaded.place_of)
        text = "".join(getattr(block, "text", "") for block in read_blocks(render(drafted)))
        assert "".join(found.loaded.data.unit.split()) in "".join(text.split())
        assert "\x02" not in text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
def test_every_statement_has_its_rule_and_its_facts_and_no_two_share_an_id(report: dict[str, Any]) -> None:
    _, _, narrative = assessed(report)
    ids = {phrase.id for phrase in BANK.phrases}
    for passages in narrative.passages.values():
        for passage in passages:
            for statement in passage:
                assert statement.rule in ids
                assert all(
                    fact.text in statement.text for fact in statement.facts if fact.name in _slots(statement.rule)
                )
    seen = [s.id for passages in narrative.passages.values() for passage in passages for s in passage]
    assert len(seen) == len(set(seen))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
def test_every_place_is_that_of_a_key_of_the_model_and_of_its_own_line_where_it_is_filled_in(
    report: dict[str, Any],
) -> None:
    found, assessment, narrative = assessed(report)
    place_of, places = found.loaded.place_of, found.loaded.places
    facts = [fact for statement in narrative.statements for fact in statement.facts]
    for document in found.pack.documents_for(found.loaded.data.report_type.value):
        drafted = compose(found.pack, document, assessment, narrative, place_of)
        facts += [fact for block in drafted.blocks() if isinstance(block, Table) for fact in facts_of(block)]
    told = {place.path for fact in facts for place in fact.places}
    told |= {finding.where.path for finding in check(assessment, found.pack.scoring, place_of)}
    assert len(told) > 10
    for path in told:
        assert path_of(path) == path
        assert path in places or value_at(report, path) is None, path


def facts_of(table: Table) -> Iterator[Fact]:
    return (fact for row in table.rows for cell in row.cells for fact in cell.facts)


def value_at(report: dict[str, Any], path: str) -> Any:
    """What the data file has at a path, the whole of it at the empty one of which no line is known."""
    value: Any = report if path else None
    for key, index in re.findall(r"([^.\[\]]+)((?:\[\d+\])?)", path):
        value = (value or {}).get(key)
        if index:
            value = value[int(index[1:-1])] if value and int(index[1:-1]) < len(value) else None
    return value


def _slots(rule: str) -> tuple[str, ...]:
    return next(phrase.slots for phrase in BANK.phrases if phrase.id == rule)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
def test_a_computed_score_lies_between_nothing_and_the_weight(report: dict[str, Any]) -> None:
    _, assessment, _ = assessed(report)
    for found in (assessment, *assessment.projects):
        for row in found.indicators:
            if row.computed_score is not None and row.points is not None:
                assert 0 <= row.computed_score <= row.points
        execution = found.execution
        if execution.computed_score is not None and execution.points is not None:
            assert 0 <= execution.computed_score <= execution.points


def test_a_cause_stands_in_the_text_only_where_the_data_give_one() -> None:
    report = small_report()
    report["存在问题"], report["改进措施"] = [], []
    del report["年度目标"][0]["指标"][0]["偏差原因"]
    _, _, narrative = assessed(report)
    told = "".join(s.text for s in narrative.statements if s.id.startswith(("shortfall", "cause")))
    assert told.count("【待补充：偏差原因】") == 1
    assert "少于预期" not in told


def test_a_project_report_never_speaks_of_a_department(tmp_path: Path) -> None:
    report = {**small_report(), "报告类型": "项目", "项目名称": "就业补助"}
    found, assessment, narrative = assessed(report)
    for document in found.pack.documents_for("项目"):
        drafted = compose(found.pack, document, assessment, narrative, found.loaded.place_of)
        generated = [b for b in drafted.blocks() if hasattr(b, "statements") and (b.statements or b.kind != "body")]
        text = "".join(block.text for block in generated)
        assert "部门" not in text
        assert "项目" in text
    whole = assessed(small_report())
    drafted = compose(whole[0].pack, "完整版", whole[1], whole[2], whole[0].loaded.place_of)
    assert "项目" not in "".join(b.text for b in drafted.blocks() if hasattr(b, "text"))
