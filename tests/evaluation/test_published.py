"""Five published evaluations: the draft says every figure that they print, in their order; differences are named."""

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from drafter.codes import Severity
from tests.helpers.evaluation_reports import PUBLISHED, data_of, drafted

DIMENSIONS = "各维度得分和扣分情况"

RATES = {
    ("区人社分局", "管理效率"): ("70.80%", "70.79%"),
    ("区人社分局", "履职效能"): ("99.01%", "99.00%"),
    ("区人社分局", "社会效应"): ("89.74%", "89.73%"),
}
"""On purpose: the rate is score / weight, where the published one is 0.01 off."""

AGAIN = re.compile("原因同上|由于同样的问题|也因此")
"""On purpose: a reason that two deductions share is told once."""


def case(published: dict[str, Any]) -> str:
    return f"{published['no']} {published['unit']}"


def figures(text: str) -> list[Decimal]:
    return [Decimal(figure) for figure in re.findall(r"\d+(?:\.\d+)?", text)]


def hundredths(figure: Decimal) -> Decimal:
    return figure.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize("published", PUBLISHED, ids=case)
def test_every_dimension_is_told_with_weight_score_deduction_and_rate(published: dict, tmp_path: Path) -> None:
    paragraphs = drafted(tmp_path, data_of(published)).sections[DIMENSIONS]
    assert len(paragraphs) == len(published["dimensions"])
    for number, (text, dimension) in enumerate(zip(paragraphs, published["dimensions"], strict=True), 1):
        name = f"{number}.{dimension['name']}"
        assert text.startswith(name)
        lead = text.removeprefix(name).split("。")[0]
        if dimension["score"] is None:  # the first report prints rates only: its score table is a picture
            assert "【待补充：维度分值】" in lead
            assert "【待补充：维度得分】" in lead
            assert "得分率" not in lead
            continue
        weight, score = Decimal(dimension["weight"]), Decimal(dimension["score"])
        lost = [weight - score] if weight > score else []
        if dimension["deduction"]:
            assert lost == [Decimal(dimension["deduction"])]
        rate = hundredths(score * 100 / weight)
        assert sorted(figures(lead)) == sorted([weight, score, *lost, rate])
        assert re.search(rf"得{score}0?分", lead)
        assert re.search(rf"得分率{rate}%$", lead)
        assert not lost or re.search(rf"扣{lost[0]}0?分", lead)
        if dimension["rate"]:
            printed, ours = RATES.get((published["unit"], dimension["name"]), (dimension["rate"], f"{rate}%"))
            assert printed == dimension["rate"]
            assert ours == f"{rate}%"
            assert (Decimal(printed.rstrip("%")) == rate) is ((published["unit"], dimension["name"]) not in RATES)


@pytest.mark.parametrize("published", PUBLISHED, ids=case)
def test_every_deduction_is_told_with_points_and_reason_in_order(published: dict, tmp_path: Path) -> None:
    report = drafted(tmp_path, data_of(published))
    for text, dimension in zip(report.sections[DIMENSIONS], published["dimensions"], strict=True):
        clauses = _clauses(text, [taken["reason"] for taken in dimension["deductions"]])
        assert len(clauses) == len(dimension["deductions"])
        before = None
        for clause, taken in zip(clauses, dimension["deductions"], strict=True):
            assert (f"“{taken['item']}”" in clause) is bool(taken["item"])
            assert re.findall(r"扣([\d.]+)分", clause.replace(taken["reason"], "")) == (
                [points(taken["points"])] if taken["points"] else []
            )
            if taken["reason"] == before:
                assert AGAIN.search(clause)
            else:
                assert taken["reason"] in clause
            before = taken["reason"]
        lost = Decimal(dimension["weight"] or 0) > Decimal(dimension["score"] or 0)
        assert ("【待补充：扣分原因】" in text) is (lost and not dimension["deductions"])


def points(text: str) -> str:
    """Points in a sentence: whole ones without decimals, others with two (0.5 is printed 0.50)."""
    return text if "." not in text else str(hundredths(Decimal(text)))


def _clauses(text: str, reasons: list[str]) -> list[str]:
    """The clauses after the lead sentence; a ； inside a reason divides nothing."""
    if not reasons:
        return []
    tail = re.split("扣分事项：|主要扣分点：|扣分情况如下：", text, maxsplit=1)[1].removesuffix("。")
    for reason in reasons:
        tail = tail.replace(reason, reason.replace("；", "\0"))
    return [clause.replace("\0", "；") for clause in tail.split("；")]


@pytest.mark.parametrize("published", PUBLISHED, ids=case)
def test_the_conclusion_prints_total_and_grade_as_published(published: dict, tmp_path: Path) -> None:
    """Also the total 88.74 over dimensions that add up to 88.73, and 优秀, 良好 beside 良."""
    report = drafted(tmp_path, data_of(published))
    (text,) = report.sections["评价分数和等级"]
    lead = text.split("。")[0]
    assert published["unit"] in lead
    assert published["object"].removesuffix("项目") in lead
    assert f"得分{published['total']}分" in lead or f"得{published['total']}分" in lead
    assert f"“{published['grade']}”" in lead
    assert [f for f in report.findings if f.severity is Severity.ERROR] == []
    named = [dimension["name"] for dimension in published["dimensions"]]
    assert f"{'、'.join(named)}{len(named)}个维度" in text
    losses = {d["name"]: Decimal(d["weight"]) - Decimal(d["score"]) for d in published["dimensions"] if d["score"]}
    if losses:
        most = max(losses, key=lambda name: losses[name])
        assert re.search(f"(?:扣分最多的是|失分最多的是){most}|{most}扣分最多", text)


@pytest.mark.parametrize("published", PUBLISHED, ids=case)
def test_the_budget_is_told_as_far_as_it_was_published(published: dict, tmp_path: Path) -> None:
    report, budget = drafted(tmp_path, data_of(published)), published["budget"]
    if budget is None:
        assert "预算执行情况" not in report.sections
        assert "执行率" not in "".join(report.sections["评价分数和等级"])
        return
    (text,) = report.sections["预算执行情况"]
    for amount in (budget["planned"], budget["executed"]):
        assert amount is None or f"{hundredths(Decimal(amount.replace(',', '')))}万元" in text
    assert f"预算执行率{budget['rate']}" in text
    assert "待补充" not in text


@pytest.mark.parametrize("published", PUBLISHED, ids=case)
def test_every_tier_is_told_with_weight_score_and_rate(published: dict, tmp_path: Path) -> None:
    report = drafted(tmp_path, data_of(published))
    assert ("指标分级完成情况" in report.sections) is bool(published["tiers"])
    for text, tier in zip(report.sections.get("指标分级完成情况", []), published["tiers"], strict=True):
        weight, score = Decimal(tier["weight"].rstrip("%")), Decimal(tier["score"])
        assert f"{tier['name']}指标" in text
        for figure in filter(None, (tier["deduction"], tier["rate"] and tier["rate"].rstrip("%"))):
            assert Decimal(figure) in figures(text)
        assert {weight, score, hundredths(score * 100 / weight)} <= set(figures(text))


def test_what_the_data_contradict_is_printed_as_given(tmp_path: Path) -> None:
    """98 + 146 printed as 224, and 28 of 30 points for 90%: the report repeats what was given, the rate is computed."""
    data = data_of(PUBLISHED[1])
    told = "认定区级教师学科带头人98名、区级优秀青年教师146名，骨干教师数量224人。按90%完成率计分。"
    data["评价维度"][3]["说明"] = told
    text = drafted(tmp_path, data).sections[DIMENSIONS][3]
    assert told in text
    assert "28分" in text
    assert "得分率93.33%" in text
    assert "待补充" not in text
