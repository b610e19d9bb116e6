"""Which paragraph is which block: by text, by anchor, by likeness; moved, copied, split, joined, written anew."""

import pytest

from drafter.revise.match import Passage, match

B1 = "（一）项目预算安排3719.88万元，实际支出3411.36万元，预算执行率为91.71%。"
B2 = "（二）共设置绩效指标24个，完成22个，完成率91.67%，部分指标未达到预期目标。"
Q1 = "（一）培训人次未达标，目标值1200人次，实际完成1150人次，主要原因是部分场次取消。"
Q2 = "（二）满意度未达标，目标值90%，实际值88.5%，主要原因是窗口等候时间较长。"
Q3 = "（三）预算执行进度偏慢，第三季度支出仅占31.20%。"
BASE = ["一、预算执行情况", B1, B2, "二、存在的主要问题", Q1, Q2, Q3]
HEADINGS = {0, 3}


def found(hers: list[tuple[str, tuple[int, ...]]], *, anchored: bool) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Blocks -> paragraphs; of hers (text, the blocks whose anchors it has)."""
    blocks = [Passage(text, (f"a{n}",), n in HEADINGS) for n, text in enumerate(BASE)]
    paragraphs = [
        Passage(text, tuple(f"a{n}" for n in anchors) if anchored else (), text in (BASE[0], BASE[3]))
        for text, anchors in hers
    ]
    return {group.blocks: group.paragraphs for group in match(blocks, paragraphs)}


def untouched() -> list[tuple[str, tuple[int, ...]]]:
    return [(text, (number,)) for number, text in enumerate(BASE)]


@pytest.fixture(params=[True, False], ids=["with anchors", "without anchors"])
def anchored(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_an_untouched_report_is_found_whole(anchored: bool) -> None:
    assert found(untouched(), anchored=anchored) == {(n,): (n,) for n in range(7)}


def test_a_paragraph_of_hers_is_nobodys(anchored: bool) -> None:
    hers = untouched()
    hers.insert(2, ("资金全部按进度拨付，未发生截留挪用。", ()))
    assert found(hers, anchored=anchored) == {(n,): (n if n < 2 else n + 1,) for n in range(7)}


def test_a_copy_stays_hers(anchored: bool) -> None:
    hers = untouched()
    hers.insert(3, (B1, ()))
    assert found(hers, anchored=anchored)[(1,)] == (1,)
    assert 3 not in {p for group in found(hers, anchored=anchored).values() for p in group}


def test_a_moved_paragraph_is_found_where_she_put_it(anchored: bool) -> None:
    hers = untouched()
    hers.insert(4, hers.pop(6))
    assert found(hers, anchored=anchored)[(6,)] == (4,)


def test_exchanged_texts_beat_the_bookmarks_that_stayed() -> None:
    hers = untouched()
    hers[1], hers[5] = (Q2, (1,)), (B1, (5,))
    assert found(hers, anchored=True)[(5,)] == (1,)
    assert found(hers, anchored=True)[(1,)] == (5,)


def test_a_paragraph_cut_in_two_is_one_block(anchored: bool) -> None:
    head, tail = Q1[: Q1.index("主要原因")], Q1[Q1.index("主要原因") :]
    hers = [*untouched()[:4], (head, (4,)), (tail, (4,)), *untouched()[5:]]
    assert found(hers, anchored=anchored)[(4,)] == (4, 5)


def test_two_paragraphs_joined_are_two_blocks(anchored: bool) -> None:
    hers = [*untouched()[:4], (Q1 + Q2, (4, 5)), (Q3, (6,))]
    assert found(hers, anchored=anchored)[(4, 5)] == (4,)


def test_a_paragraph_written_anew_is_found_between_its_neighbours() -> None:
    hers = untouched()
    hers[5] = ("（二）群众满意度略低于目标，实际值88.5%，与90%的目标相比尚有差距，需改善窗口服务。", ())
    assert found(hers, anchored=False)[(5,)] == (5,)


def test_what_she_put_in_place_of_a_paragraph_is_not_that_paragraph(anchored: bool) -> None:
    hers = untouched()
    hers[2] = ("资金全部按进度拨付，未发生截留挪用。", ())
    assert (2,) not in found(hers, anchored=anchored)


def test_a_new_paragraph_after_ours_is_not_its_second_half() -> None:
    hers = untouched()
    hers.insert(2, ("其中设备采购按合同分期付款。", (1,)))
    assert found(hers, anchored=True)[(1,)] == (1,)
