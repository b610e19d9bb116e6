"""Figures, money and rates: what is read, what is refused and how it is told."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.model import Figure, Money, Rate, Refusal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20", "20"),
        ("20.00", "20.00"),
        (" 20分 ", "20"),
        ("２０．５０", "20.50"),
        ("3,719.88", "3719.88"),
        ("1，234，567", "1234567"),
        ("−3", "-3"),
        ("－3.5", "-3.5"),
        ("+7", "7"),
        ("-0.00", "0.00"),
        ("\u00a015\u200b", "15"),
        ("'15", "15"),
        ("012", "12"),
        ("9" * 30, "9" * 30),
    ],
)
def test_figure_is_read_exactly(text: str, value: str) -> None:
    figure = Figure.read(text)
    assert str(figure.value) == value
    assert figure.text == text.strip(" \u00a0\u200b'")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("NaN", "不能当作数读"),
        ("Infinity", "不能当作数读"),
        ("1e5", "不要用科学计数法"),
        ("1E+999", "不要用科学计数法"),
        ("≥20", "去掉前面的符号或字"),
        ("约20", "去掉前面的符号或字"),
        ("20%", "不能当作数读"),
        ("1,23", "千分位逗号要每三位一个"),
        ("/", "没有数就留空"),
        ("—", "没有数就留空"),
        ("二十", "请改成数字"),
        ("1 2", "请改成数字"),
        ("20.", "请改成数字"),
        (".5", "请改成数字"),
        ("٣", "请改成数字"),
        ("²", "请改成数字"),
        ("9" * 31, "现在是一个31位的数"),
        ("1" * 5000, "这里最多30位数字"),
    ],
)
def test_what_is_no_figure_is_refused_with_the_way_out(text: str, told: str) -> None:
    with pytest.raises(Refusal) as caught:
        Figure.read(text)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 120


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
@settings(database=None, deadline=None)
def test_every_plain_decimal_prints_back(number: Decimal) -> None:
    written = format(number, "f")
    assert Figure.read(written).value == number
    assert Figure.read(format(number, ",f")).value == number
    assert str(Figure.read(written)) == written


@pytest.mark.parametrize(
    ("text", "unit", "yuan", "wan"),
    [
        ("2072.86", "万元", "20728600", "2072.86"),
        ("2072.86", "元", "2072.86", "0.207286"),
        ("1225.54万", "元", "12255400", "1225.54"),
        ("3万元", "亿元", "30000", "3"),
        ("196600元", "万元", "196600", "19.66"),
        ("2.6亿元", "万元", "260000000", "26000"),
        ("2.6 亿", "万元", "260000000", "26000"),
        ("0.01", "亿元", "1000000", "100"),
        ("0", "万元", "0", "0"),
    ],
)
def test_money_counts_in_its_own_unit_before_that_of_the_group(text: str, unit: Any, yuan: str, wan: str) -> None:
    money = Money.read(text)
    assert money.in_yuan(unit) == Decimal(yuan)
    assert money.in_wan(unit) == Decimal(wan)
    assert money.text == text


@pytest.mark.parametrize("text", ["-1", "−0.01", "3千元", "100￥", "万元", "12人"])
def test_money_below_zero_or_in_a_strange_unit_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        Money.read(text)


@pytest.mark.parametrize(
    ("text", "ratio", "doubtful"),
    [
        ("91.71%", "0.9171", False),
        ("91.71％", "0.9171", False),
        ("91.71", "0.9171", False),
        ("0.9171", "0.9171", True),
        ("0.5%", "0.005", False),
        ("1", "1", True),
        ("100", "1", False),
        ("100.00 %", "1", False),
        ("0", "0", False),
        ("0%", "0", False),
        ("112.3%", "1.123", False),
    ],
)
def test_rate_becomes_a_ratio_and_a_small_bare_number_is_doubtful(text: str, ratio: str, doubtful: bool) -> None:
    assert Rate.read(text) == Rate(text, Rate.read(text).ratio, doubtful)
    assert Rate.read(text).ratio == Decimal(ratio)


@pytest.mark.parametrize("text", ["-5%", "九成", "—", "91.71‰", "5%%"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        Rate.read(text)
