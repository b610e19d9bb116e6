"""Three versions of a text: what one side changed is taken, what both changed is shown, nothing is made up."""

import itertools
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter.revise.hunks import Resolution, after
from drafter.revise.merge import merge, merge_cell
from drafter.revise.tokens import Token, TokenKind, keys, tokens

CASES = [
    part.splitlines() for part in (Path(__file__).parent / "merges.txt").read_text(encoding="utf-8").split("\n\n")[1:]
]
FIGURES = ["3719.88万元", "3411.36万元", "91.71%", "22个", "-5.20%", "2020年", "3,411.36 万元", "１２人", "1200"]
WORDS = [
    "项目预算安排",
    "实际支出",
    "预算执行率为",
    "完成率",
    "主要原因是",
    "部分场次取消",
    "约",
    "较上年增长",
    "指标",
    "（一）",
]
STOPS = ["，", "。", "；", "："]

clause = st.tuples(st.sampled_from(WORDS), st.sampled_from(["", *FIGURES]), st.sampled_from(["", *WORDS[:8]]))
text = st.lists(st.tuples(clause, st.sampled_from(STOPS)), min_size=1, max_size=6).map(
    lambda parts: "".join("".join(words) + stop for words, stop in parts)
)


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str, str]:
    """A text and two that were made of it by a few replacements, insertions and deletions each."""
    base = draw(text)

    def edited() -> str:
        now = base
        for _ in range(draw(st.integers(0, 3))):
            found = tokens(now)
            at = draw(st.integers(0, len(found) - 1))
            end = min(len(found) - 1, at + draw(st.integers(0, 4)))
            put = draw(st.sampled_from(["", *FIGURES, *WORDS, "，资金到位及时", "全年"]))
            start = found[at].start
            until = found[end].end if draw(st.booleans()) else start
            now = now[:start] + put + now[until:] or "无"
        return now

    return base, edited(), edited()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_two_versions_become_one(case: list[str]) -> None:
    told = [line.split("：", 1) for line in case[1:]]
    base, hers, new, accepted, rejected = (words for name, words in told if name != "批注")
    found = merge(base, hers, new)
    assert after(hers, found.hunks, conflicts=True) == accepted
    assert after(hers, found.hunks, conflicts=False) == rejected
    assert [change.note for change in found.hunks if change.note] == [words for name, words in told if name == "批注"]


def test_what_she_took_out_is_told_with_its_new_value() -> None:
    found = merge("支出10万元，执行率91%。", "支出10万元。", "支出10万元，执行率95%。")
    assert [(pair.before, pair.after) for pair in found.removed] == [("执行率91%。", "执行率95%。")]


def test_of_a_text_that_she_wrote_anew_only_exact_old_figures_change() -> None:
    hers = "群众满意度略低于目标，实际值88.5%，与90%的目标相比尚有差距，需改善窗口服务。"
    found = merge(
        "满意度未达标，目标值90%，实际值88.5%，主要原因是窗口等候时间较长。",
        hers,
        "满意度未达标，目标值90%，实际值89.1%，主要原因是网上预约没有开通。",
    )
    assert after(hers, found.hunks, conflicts=True) == hers.replace("88.5%", "89.1%")
    assert found.rest


@given(versions())
def test_data_that_did_not_change_touch_nothing(three: tuple[str, str, str]) -> None:
    base, hers, _ = three
    assert not merge(base, hers, base).hunks


@given(versions())
@example(("（一）较上年增长。", "", "3,411.36 万元较上年增长。"))
def test_without_edits_the_new_text_comes_out(three: tuple[str, str, str]) -> None:
    """All but the paragraph's number, which a merge leaves alone: it belongs to the series that it stands in."""
    base, _, new = three
    found = tokens(after(base, merge(base, base, new).hunks, conflicts=True))
    assert _unnumbered(found) == _unnumbered(tokens(new))


@given(versions())
def test_the_same_change_on_both_sides_is_no_change(three: tuple[str, str, str]) -> None:
    base, hers, _ = three
    assert not merge(base, hers, hers).hunks


@settings(max_examples=400)
@given(versions())
def test_nothing_of_hers_is_lost_and_no_figure_made_up(three: tuple[str, str, str]) -> None:
    base, hers, new = three
    for found in (merge(base, hers, new), merge_cell(base, hers, new)):
        spans = [(change.start, change.end) for change in found.hunks]
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
        both = [after(hers, found.hunks, conflicts=conflicts) for conflicts in (True, False)]
        known = _figures(hers) | _figures(new)
        assert all(_figures(one) <= known for one in both)
        assert not _words(hers) - _words(base) - _words(both[1])


@given(versions())
def test_a_figure_that_both_changed_is_never_replaced_silently(three: tuple[str, str, str]) -> None:
    base, hers, new = three
    for change in merge(base, hers, new).hunks:
        if change.resolution is Resolution.UPDATE:
            assert _figures(hers[change.start : change.end]) <= _figures(base)


def _unnumbered(found: Sequence[Token]) -> tuple[str, ...]:
    return keys(found[1:] if found and found[0].kind is TokenKind.NUMBER else found)


def _figures(text: str) -> set[str]:
    return {token.key for token in tokens(text) if token.kind is TokenKind.FIGURE}


def _words(text: str) -> Counter[str]:
    return Counter(token.key for token in tokens(text) if token.kind in (TokenKind.WORD, TokenKind.FIGURE))
