"""Laws over generated data files: nothing is invented, nothing acts as markup, nothing crashes."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from msgspec import Struct

from drafter.assess import Assessment, Shortfall
from drafter.blocks import Fact, Table
from drafter.checks import check
from drafter.compose.document import compose
from drafter.docx.read import read_blocks
from drafter.docx.write import render
from drafter.numbers import percent, rounded
from tests.helpers.data_paths import path_of
from tests.helpers.random_reports import BANK, assessed, reports
from tests.helpers.small_report import small_report

NUMBER = re.compile(r"\d+(?:\.\d+)?")


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
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from decimals_of(getattr(value, name))
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
            if fact.name in ("指标列", "目标列", "待定项"):
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
