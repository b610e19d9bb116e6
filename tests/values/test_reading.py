"""Every form that a clerk was seen to write is read as a person labelled it."""

from decimal import Decimal

import pytest

from drafter.values import Kind, Value, print_value, read_value
from tests.helpers.labelled import VALUES


def told(value: Value) -> tuple[object, ...]:
    """A value in the columns of the table."""
    direction = value.direction.value if value.direction else ""
    return value.kind.value, direction, value.number, value.unit or "", value.period or ""


def item(value: Value) -> str:
    measure = (value.unit or "") + (f"/{value.period}" if value.period else "")
    return f"{value.number:f} {measure}".strip() if value.number is not None else value.text


def more(value: Value) -> dict[str, str]:
    """What the last column may name, as far as the value has it; dates in a report of 2020."""
    found = {
        name: str(getattr(value, name))
        for name in ("upper", "remark", "label", "claim", "suggestion")
        if getattr(value, name) is not None
    }
    found |= {name: "" for name in ("strict", "about", "blank") if getattr(value, name)}
    if value.is_verdict:
        found["verdict"] = ""
    if value.items:
        found["items"] = ",".join(item(one) for one in value.items)
    if value.date:
        days = {"first": value.date.first, "last": value.date.last, "unclear": value.date.unclear_until}
        found |= {name: str(day.on(2020)) for name, day in days.items() if day}
    return found


@pytest.mark.parametrize("row", VALUES, ids=[row[0] or "(empty)" for row in VALUES])
def test_a_form_is_read_as_labelled(row: tuple[str, ...]) -> None:
    value = read_value(row[0])
    number = Decimal(row[3]) if row[3] else None
    assert told(value) == (row[1], row[2], number, row[4], row[5])
    assert more(value) == dict(part.partition("=")[::2] for part in row[6].split(";") if part)


@pytest.mark.parametrize("row", VALUES, ids=[row[0] or "(empty)" for row in VALUES])
def test_what_was_read_prints_and_reads_back(row: tuple[str, ...]) -> None:
    value = read_value(row[0])
    again = read_value(print_value(value))
    assert told(again) == told(value)
    assert print_value(again) == print_value(value)
    assert [told(one) for one in again.items] == [told(one) for one in value.items]
    assert (again.date, again.upper, again.strict, again.about) == (value.date, value.upper, value.strict, value.about)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("≧ 95％", "≥95%"),
        ("不超过 4期/年", "≤4期/年"),
        ("1100元／人／月", "1100元/人/月"),
        ("2.60亿元", "2.6亿元"),
        ("1225.54万", "1225.54万"),
        ("1.2万亩", "12000亩"),
        ("2020年底前", "2020年12月31日前"),
        ("2025.12.31", "2025年12月31日"),
        ("不超过合同金额（196600元）", "≤196600元（合同金额）"),
        ("1、护理：8人次。2、配偶：4人次", "1、护理：8人次\n2、配偶：4人次"),
        ("稳定在85%左右", "约85%"),
        ("100￥", "100￥"),
    ],
)
def test_one_canonical_form(written: str, printed: str) -> None:
    assert print_value(read_value(written)) == printed


def test_an_empty_cell_is_blank() -> None:
    assert read_value(None).blank
    assert read_value(" \u3000\n").blank
    assert not read_value("0").blank
    assert read_value(None).kind is Kind.UNREADABLE


def test_text_is_kept_as_written() -> None:
    assert read_value(" ≧ 95％\n").text == " ≧ 95％\n"


def test_a_very_long_cell_is_prose() -> None:
    assert read_value("9" * 100_000).kind is Kind.QUALITATIVE
    assert read_value("1" * 1900).kind is Kind.UNREADABLE


def test_the_keys_of_the_contract() -> None:
    assert read_value("≥2000人次").as_json() == {
        "原文": "≥2000人次",
        "类别": "数值",
        "方向": "正向",
        "数值": "2000",
        "单位": "人次",
        "周期": None,
    }
