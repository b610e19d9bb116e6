"""Laws of reading and comparing that hold for any text, not only for the forms of the tables."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.values import Direction, Value, print_value, read_value
from drafter.values.achievement import Verdict, achievement
from tests.helpers.labelled import VALUES

FORMS = [row[0] for row in VALUES]


def listed(text: str) -> list[str]:
    return text.split(" ")


PIECES = [
    *listed("≥ ＞＝ > ≤ < = 不低于 不超过 超过 约 达到 控制在 每年 每 人均 第 前 未 已完成 完成 较上年 增长 下降 其中"),
    *listed(
        "0 3 12 95 2020 1,200 98.5 . 9 % ‰ ％ ￥ 元 万元 亿元 万 亿 百 人 人次 家 次 场 亩 天 小时 个月 年 月 日 号"
    ),
    *listed("底 内 以上 以下 左右 余 - — ~ 至 / ／ 人/月 （ ） ( ) ： : 、 ， 。 ； \n 1、 2、 1. ① …… 合同金额 当年"),
    *listed("年底前 季度 上半年 次年 未开展 基本达到 100%完成 是 O l 三 十 两 百分之"),
]

pieced = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
mended = st.tuples(
    st.sampled_from(FORMS), st.sampled_from(FORMS), st.sampled_from(["", " ", "\n", "、", "，", "；"])
).map(lambda parts: parts[2].join(parts[:2]))
texts = st.one_of(pieced, st.text(max_size=40), st.sampled_from(FORMS), mended)
numbers = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
classes = st.sampled_from(["数量指标", "质量指标", "时效指标", "经济成本指标", ""])
names = st.sampled_from(["", "培训人数", "合格率", "投诉件数", "响应时间", "活动费用", "失业率", "成本节约率"])


def told(value: Value) -> tuple[object, ...]:
    return (
        value.kind,
        value.direction,
        value.number,
        value.unit,
        value.period,
        value.upper,
        tuple(map(told, value.items)),
    )


@settings(max_examples=500, deadline=None)
@given(texts)
def test_what_is_read_prints_and_reads_back(text: str) -> None:
    value = read_value(text)
    again = read_value(print_value(value))
    assert told(again) == told(value)
    assert print_value(again) == print_value(value)


@settings(max_examples=200, deadline=None)
@given(texts, texts, names, classes, st.sampled_from([None, 2020]))
def test_no_pair_of_texts_raises(target: str, actual: str, name: str, level2: str, year: int | None) -> None:
    found = achievement(read_value(target), read_value(actual), name=name, level2=level2, year=year)
    assert found.reason
    assert found.verdict is not Verdict.UNKNOWN or found.days_late is None


@settings(max_examples=200, deadline=None)
@given(
    numbers,
    numbers,
    st.sampled_from(["", "≥", "≤", ">", "<", "=", "不超过", "约"]),
    st.sampled_from([("元", "万元"), ("万元", "亿元"), ("元", "亿元"), ("千克", "吨"), ("米", "公里")]),
    names,
    classes,
)
def test_the_unit_on_both_sides_changes_no_verdict(
    goal: Decimal, done: Decimal, operator: str, units: tuple[str, str], name: str, level2: str
) -> None:
    small, large = (
        achievement(read_value(f"{operator}{goal}{unit}"), read_value(f"{done}{unit}"), name=name, level2=level2)
        for unit in units
    )
    assert (small.verdict, small.direction, small.completion) == (large.verdict, large.direction, large.completion)


@settings(max_examples=200, deadline=None)
@given(
    numbers,
    numbers,
    numbers,
    st.sampled_from(["", "≥", ">", "不低于", "达到"]),
    st.sampled_from(["", "人", "%", "万元", "小时", "次/年", "万"]),
    st.sampled_from(["", "人", "%", "元", "小时", "次", "万"]),
)
def test_more_is_never_worse_where_more_is_wanted(
    goal: Decimal, done: Decimal, more: Decimal, operator: str, unit: str, unit_done: str
) -> None:
    target = read_value(f"{operator}{goal}{unit}")
    found = achievement(target, read_value(f"{done}{unit_done}"))
    better = achievement(target, read_value(f"{done + more}{unit_done}"))
    if [note.split("，")[-1] for note in found.notes] != [note.split("，")[-1] for note in better.notes]:
        return  # a figure without its unit, or without its 万, is read in the unit that it is nearest to
    if found.verdict is Verdict.MET and found.direction is Direction.AT_LEAST:
        assert better.verdict is not Verdict.MISSED
    if found.completion is not None and better.completion is not None and found.direction is Direction.AT_LEAST:
        assert better.completion >= found.completion


@settings(max_examples=200, deadline=None)
@given(texts, names, classes)
def test_an_actual_that_repeats_its_target_is_never_missed(text: str, name: str, level2: str) -> None:
    value = read_value(text)
    claims = [value.claim, *(item.claim for item in value.items)]
    if not any(claims) and (value.number is None or value.number >= 0):
        assert achievement(value, value, name=name, level2=level2, year=2020).verdict is not Verdict.MISSED


_A_YEAR = {"年": 1, "季度": 4, "月": 12}


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 500),
    st.integers(1, 500),
    st.sampled_from(["", "≥", "≤", ">", "<", "="]),
    st.sampled_from(sorted(_A_YEAR)),
    names,
    classes,
)
def test_a_period_on_both_sides_changes_no_verdict(
    goal: int, done: int, operator: str, period: str, name: str, level2: str
) -> None:
    """So many a month against so many a month is what twelve times as many a year against as many a year is."""
    times = _A_YEAR[period]
    paced = achievement(
        read_value(f"{operator}{goal}次/{period}"), read_value(f"{done}次/{period}"), name=name, level2=level2
    )
    yearly = achievement(
        read_value(f"{operator}{goal * times}次/年"), read_value(f"{done * times}次/年"), name=name, level2=level2
    )
    assert (paced.verdict, paced.direction, paced.completion) == (yearly.verdict, yearly.direction, yearly.completion)
    mixed = achievement(
        read_value(f"{operator}{goal}次/{period}"), read_value(f"{done * times}次/年"), name=name, level2=level2
    )
    assert mixed.verdict in (paced.verdict, Verdict.UNKNOWN)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(2, 900),
    st.integers(2, 900),
    st.sampled_from(["", "≥", "≤", ">", "<", "="]),
    st.sampled_from(["个 套", "次 场次", "家 户", "起 件"]),
    names,
)
def test_a_sister_unit_is_the_same_count_or_is_asked_about(
    goal: int, done: int, operator: str, units: str, name: str
) -> None:
    one, other = units.split()
    same = achievement(read_value(f"{operator}{goal}{one}"), read_value(f"{done}{one}"), name=name, level2="数量指标")
    sister = achievement(
        read_value(f"{operator}{goal}{one}"), read_value(f"{done}{other}"), name=name, level2="数量指标"
    )
    assert sister.verdict in (same.verdict, Verdict.UNKNOWN)
    assert sister.verdict is not Verdict.UNKNOWN or not (goal <= 2 * done and done <= 2 * goal)
