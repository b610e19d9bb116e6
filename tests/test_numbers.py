"""Rounding and printed forms."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.numbers import agree, chinese_numeral, fixed, percent, plain, quotient, rounded, score


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.125", "0.13"), ("0.135", "0.14"), ("-0.125", "-0.13"), ("3719.88", "3719.88"), ("-0.001", "0.00")],
)
def test_rounds_half_up(value: str, expected: str) -> None:
    assert fixed(Decimal(value)) == expected


@pytest.mark.parametrize(("value", "expected"), [("20", "20"), ("67.5", "67.50"), ("0.18", "0.18"), ("2.005", "2.01")])
def test_points_in_a_sentence_are_whole_or_have_two_decimals(value: str, expected: str) -> None:
    assert score(Decimal(value)) == expected


def test_percent() -> None:
    assert percent(Decimal("3411.33") / Decimal("3719.88")) == "91.71%"


def test_plain_drops_trailing_zeros_only_behind_the_point() -> None:
    assert [plain(Decimal(text)) for text in ("18.340", "15.00", "100", "0.10")] == ["18.34", "15", "100", "0.1"]


def test_no_division_by_zero() -> None:
    assert quotient(Decimal(5), Decimal(0)) is None


def test_thirds_of_twenty_agree_with_twenty() -> None:
    assert agree(Decimal("6.67") * 3, Decimal(20))
    assert not agree(Decimal("20.02"), Decimal(20))


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (110, "一百一十")]
)
def test_chinese_numerals(number: int, expected: str) -> None:
    assert chinese_numeral(number) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_rounding_moves_a_value_by_half_a_hundredth_at_most(value: Decimal) -> None:
    assert abs(rounded(value) - value) <= Decimal("0.005")
