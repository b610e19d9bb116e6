"""What holds of every criterion, whatever it says."""

import time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter.criteria import Criterion, Unread, read_criterion
from tests.helpers.labelled import CRITERIA, row_of

WORDS = """
得满分 得5分 得8分 不得分 0分 否则 未完成 未达到 完成 达到 每降低1% 每少1个 每逾期1天 每发生一起 扣0.5分 扣2分
扣完为止 最多扣3分 90%以上 80%-90% 60%以下 低于95% ≥80% 100% 相较100% 目标值 按完成程度得分 按比例得分
满分10分 优 良 A ， 。 ； 、 ： （含） （不含） 且 的 1,000 12月底前 10万元以内 24小时 酌情 ① 1. 兑现率 满意度
"""
VALUES = """
95% ≥95% 100% 0 3起 200人 180人 ≤10万元 9万元 12月底前 12月5日 24小时 无 有所提升 未开展 已完成
部分完成 未完成 优 良好 80%-90% 100￥ 8人次，4人次 1E999
"""
SENTENCES = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=12).map("".join)
CELLS = st.sampled_from(VALUES.split())
POINTS = st.sampled_from(["0", "2.5", "5", "10"])
FORMS = sorted({case["criterion"] for case in CRITERIA})

RISING = [
    "达到目标值得满分，否则按完成程度得分",
    "完成得满分，否则不得分",
    "按完成程度得分",
    "每降低1%扣0.5分，扣完为止",
    "每少1个百分点扣1分，最多扣3分",
    "95%以上得10分，否则相较100%每降低1%扣0.5分，扣完为止",
    "90%以上得满分，每降低5个百分点扣2分，低于60%不得分",
    "90%以上得10分，80%-90%得8分，60%-80%得5分，60%以下不得分",
    "≥90%得10分，≥80%且<90%得8分，<80%不得分",
    "90%以上得满分，80%以上得8分，其他不得分",
    "60%以上按比例得分，低于60%不得分",
    "低于90%扣2分，低于80%扣5分",
    "完成率100%得满分；60%≤完成率＜100%，得分=完成率×分值；完成率＜60%，不得分",
]
"""Criteria of the usual forms for an indicator of which more is better."""


@given(st.one_of(st.text(max_size=80), SENTENCES))
@settings(max_examples=300, deadline=None)
@example("得" + "9" * 500 + "分")
@example("每降低0%扣0分")
@example("分" * 700)
@example("((((")
def test_any_text_is_read_or_named_and_never_raises(text: str) -> None:
    read = read_criterion(text)
    if read is None:
        assert not text.strip()
    elif isinstance(read, Unread):
        assert read.text == text
    else:
        assert read.rules


@given(st.one_of(SENTENCES, st.sampled_from(FORMS)), CELLS, CELLS, POINTS)
@settings(max_examples=300, deadline=None)
def test_a_score_lies_between_nothing_and_the_weight(text: str, target: str, actual: str, points: str) -> None:
    read = read_criterion(text)
    if isinstance(read, Criterion):
        scored = read.score(row_of("合格率", points, target, actual))
        assert scored.score is None or Decimal(0) <= scored.score <= Decimal(points)
        assert scored.rule


@pytest.mark.parametrize("text", RISING)
@given(st.integers(500, 1000), st.lists(st.integers(0, 1200), min_size=2, max_size=6))
@settings(max_examples=25, deadline=None)
def test_more_never_scores_less(text: str, target: int, actuals: list[int]) -> None:
    """``target`` and ``actuals`` in tenths of a percent; a figure that has no score is passed over."""
    read = read_criterion(text)
    assert isinstance(read, Criterion)
    rows = [row_of("合格率", "10", f"≥{target / 10}%", f"{actual / 10}%") for actual in sorted(actuals)]
    scores = [score for row in rows if (score := read.score(row).score) is not None]
    assert scores == sorted(scores)


def test_each_usual_form_scores_most_figures() -> None:
    """The law above is not kept by giving no score at all."""
    for text in RISING:
        read = read_criterion(text)
        assert isinstance(read, Criterion)
        row = row_of("合格率", "10", "≥90%", "85%")
        assert read.score(row).score is not None or "完成率" in text, text


def test_a_blank_criterion_is_none() -> None:
    assert read_criterion(None) is None
    assert read_criterion(" \n ") is None


def test_reading_takes_no_longer_than_the_text_is_long() -> None:
    long = (
        "得" * 590,
        "每" * 590,
        "90%以上" * 100,
        "(" * 300 + ")" * 290,
        "1," * 290 + "得5分",
        "未完成" * 190 + "得分",
    )
    for text in long:
        start = time.perf_counter()
        read_criterion(text)
        assert time.perf_counter() - start < 1, text[:20]
