"""A hundred big reports, edited at random while the data change; and one that lives through ten generations.

What holds is looked at from outside, in the lines of the file before and after.
"""

from collections import Counter
from random import Random

import pytest

from drafter.docx.opening import open_docx
from drafter.revise import Revised, revised
from drafter.state.base import carried
from tests.helpers.big_report import Data, Item, Pool
from tests.helpers.clerk import Clerk
from tests.helpers.merge_laws import (
    NUMBERING,
    as_read,
    assert_comments_are_not_doubled,
    assert_no_figure_is_invented,
    difference,
    markers,
)
from tests.helpers.reviewing import accept_ours, accepted, reject_ours, rejected, revisions, strip_bookmarks
from tests.helpers.scenarios import draft_of, report, state_for
from tests.helpers.word_editing import HER, edited
from tests.helpers.word_file import blank_paragraphs, comments, lines


def update(content: bytes, data: Data) -> Revised:
    base, draft = carried(open_docx(content)).state, draft_of(data.blocks)
    return revised(content, "报告.docx", base, draft, state_for(draft, base.generation + 1))


def bare(read: tuple[str, ...]) -> Counter[str]:
    """The lines without their numbers: how often each stands there."""
    return Counter(NUMBERING.sub("", line) for line in read)


def reading(item: Item) -> str:
    return item.text if item.place >= 0 else "|".join(item.cells)


@pytest.mark.parametrize("seed", range(100))
def test_whatever_she_did_and_whatever_the_data_do(seed: int) -> None:
    pool = Pool(Random(seed))
    before = Data.new(pool)
    after = before.churned(pool)
    clerk = Clerk(report(draft_of(before.blocks))[0], before, pool)
    hers = clerk.edit(12)
    hers = strip_bookmarks(hers) if seed % 2 else hers
    out = update(hers, after).content

    all_of_hers_stands_once(hers, out)
    nothing_deleted_comes_back_and_nothing_is_doubled(before, hers, out)
    assert_no_figure_is_invented(hers, draft_of(after.blocks), out)
    assert_comments_are_not_doubled(hers, out)
    what_she_left_alone_is_up_to_date(clerk, before, after, hers, out)
    what_both_changed_is_shown(clerk, before, after, hers, out)
    for decided in (accept_ours, reject_ours):
        assert blank_paragraphs(decided(out)) <= blank_paragraphs(hers)
    again = update(strip_bookmarks(out) if seed % 2 else out, after).content
    for one, other in zip(as_read(out), as_read(again), strict=True):
        assert not difference(one, other), "the same data again changed something"


def all_of_hers_stands_once(hers: bytes, out: bytes) -> None:
    typed, left = markers(lines(hers)), markers(rejected(out))
    assert typed == left, f"lost {typed - left}, doubled {left - typed}"
    assert Counter(revisions(out, HER)) == Counter(revisions(hers, HER))


def nothing_deleted_comes_back_and_nothing_is_doubled(before: Data, hers: bytes, out: bytes) -> None:
    known = "\n".join(lines(hers))
    for view in (accepted(out), rejected(out)):
        whole = "\n".join(view)
        grown = {item.name for item in before.items if whole.count(item.name) > known.count(item.name)}
        assert not grown, [line for line in view if any(name in line for name in grown)]


def what_she_left_alone_is_up_to_date(clerk: Clerk, before: Data, after: Data, hers: bytes, out: bytes) -> None:
    standing, known = bare(lines(hers)), "\n".join(lines(hers))
    new = {item.name: item for item in after.items}
    views = bare(accepted(out)), bare(rejected(out))
    hers_now = {name for name in clerk.touched if name.startswith("table/")}
    for item in before.items:
        if standing[reading(item)] != 1 or known.count(item.name) != 1 or f"table/{-item.place}" in hers_now:
            continue
        if item.name in new:
            expected = reading(new[item.name])
            assert [view[expected] for view in views] == [1, 1], f"{reading(item)} should be {expected}"
        elif item.name not in clerk.touched:
            assert [view[reading(item)] for view in views] == [0, 0], f"gone from the data: {reading(item)}"
    for item in set(after.items) - set(before.items):
        if item.name not in clerk.items and f"table/{-item.place}" not in hers_now:
            assert [view[reading(item)] for view in views] == [1, 1], f"new in the data: {reading(item)}"


def what_both_changed_is_shown(clerk: Clerk, before: Data, after: Data, hers: bytes, out: bytes) -> None:
    old, new = ({item.name: item for item in data.items} for data in (before, after))
    told = "\n".join((*accepted(out), *(text for _, text in comments(out))))
    for name, figure in clerk.figures.items():
        if name in new and new[name].actual != old[name].actual:
            assert figure in "\n".join(rejected(out)), f"hers of {name}"
            assert new[name].actual in told, f"that of the data of {name}"


@pytest.mark.parametrize("treated", [bytes, strip_bookmarks], ids=["anchored", "stripped"])
def test_ten_generations_keep_ten_edits_and_grow_no_blank_line(treated) -> None:
    pool = Pool(Random(2026))
    data = Data.new(pool)
    content, _ = report(draft_of(data.blocks))
    content, blank = treated(content), blank_paragraphs(content)
    typed: Counter[str] = Counter()
    edited_in: set[str] = set()
    for _ in range(10):
        free = [item.name for item in data.paragraphs if item.name not in edited_in]
        first, second = pool.random.sample(free, 2)
        added, put = pool.marker(), pool.marker()
        typed.update((added, put))
        edited_in |= {first, second}
        edits = [
            {"op": "insert_after", "at": first, "text": f"{added}资金按进度拨付。"},
            {"op": "sub", "at": second, "find": "部分", "put": f"{put}部分"},
        ]
        content = edited(content, data.blocks, edits)
        data = data.churned(pool, keep=edited_in)
        out = update(content, data).content
        assert_no_figure_is_invented(content, draft_of(data.blocks), out)
        content = treated(out)
        assert markers(accepted(content)) == markers(rejected(content)) == typed
        assert blank_paragraphs(content) == blank
    assert len(typed) == 20
    texts = bare(accepted(content))
    assert not [item.text for item in data.paragraphs if item.name not in edited_in and texts[item.text] != 1]
