"""The hands that edit for the tests do what a person does; what they do not know is an error."""

import pytest

from tests.helpers.reviewing import accepted, bold_texts, rejected, revisions, strip_bookmarks, strip_state, tracked
from tests.helpers.scenarios import changed, draft_of, report, scenario, scenario_ids, table, text
from tests.helpers.word_editing import OPS, edited
from tests.helpers.word_file import WordFile, bookmarks, comments, lines

BLOCKS = (
    text("一", "heading1", "一、情况"),
    text("甲", "body", "（一）甲事项支出10万元。"),
    text("乙", "body", "（二）乙事项支出20万元。"),
    table("表", [("头", ("名", "值")), ("行", ("丙", "30"))]),
)
CONTENT, _ = report(draft_of(BLOCKS))
TEXTS = ("一、情况", "（一）甲事项支出10万元。", "（二）乙事项支出20万元。", "名|值", "丙|30")


def after(*edits: dict) -> tuple[str, ...]:
    return lines(edited(CONTENT, BLOCKS, edits))


@pytest.mark.parametrize(
    ("edit", "place", "replacement"),
    [
        ({"op": "sub", "at": "甲", "find": "支出10", "put": "支出约10"}, 1, ["（一）甲事项支出约10万元。"]),
        ({"op": "sub", "at": "甲", "find": "支出10万元", "put": ""}, 1, ["（一）甲事项。"]),
        ({"op": "tracked_sub", "at": "甲", "find": "支出", "put": "花费"}, 1, ["（一）甲事项花费10万元。"]),
        ({"op": "insert_after", "at": "甲", "text": "新。"}, 1, [TEXTS[1], "新。"]),
        ({"op": "insert_before", "at": "甲", "text": "新。"}, 1, ["新。", TEXTS[1]]),
        ({"op": "delete", "at": "甲"}, 1, []),
        ({"op": "split", "at": "甲", "before": "支出"}, 1, ["（一）甲事项", "支出10万元。"]),
        ({"op": "retype", "at": "甲", "text": "别的。"}, 1, ["别的。"]),
        ({"op": "bold", "at": "甲", "find": "10"}, 1, [TEXTS[1]]),
        ({"op": "comment", "at": "甲", "text": "请核实"}, 1, [TEXTS[1]]),
        ({"op": "cell", "r": 1, "c": 1, "text": "31"}, 4, ["丙|31"]),
        ({"op": "del_row", "r": 1}, 4, []),
        ({"op": "add_row", "after": 1, "cells": ["丁", "4"]}, 4, ["丙|30", "丁|4"]),
    ],
    ids=lambda value: value["op"] if isinstance(value, dict) else "",
)
def test_one_edit_changes_one_place(edit: dict, place: int, replacement: list[str]) -> None:
    assert after(edit) == (*TEXTS[:place], *replacement, *TEXTS[place + 1 :])


def test_edits_that_change_more_than_one_place() -> None:
    assert after({"op": "move", "at": "乙", "after": "一"}) == (TEXTS[0], TEXTS[2], TEXTS[1], *TEXTS[3:])
    assert after({"op": "copy", "at": "一", "after": "乙"}) == (*TEXTS[:3], TEXTS[0], *TEXTS[3:])
    assert after({"op": "merge", "at": "乙"}) == (TEXTS[0], TEXTS[1] + TEXTS[2], *TEXTS[3:])
    assert after({"op": "swap_text", "a": "甲", "b": "乙"}) == (TEXTS[0], TEXTS[2], TEXTS[1], *TEXTS[3:])
    assert after({"op": "add_col", "c": 1, "cells": ["注", "x"]}) == (*TEXTS[:3], "名|注|值", "丙|x|30")
    assert after({"op": "del_table"}) == TEXTS[:3]


def test_a_block_is_found_after_it_lost_its_bookmark_and_after_it_was_joined_to_another() -> None:
    retyped = {"op": "retype", "at": "甲", "text": "别的话。"}
    assert after(retyped, {"op": "sub", "at": "甲", "find": "话", "put": "字"})[1] == "别的字。"
    joined = after({"op": "merge", "at": "乙"}, {"op": "sub", "at": "乙", "find": "20", "put": "21"})
    assert joined[1] == "（一）甲事项支出10万元。（二）乙事项支出21万元。"


def test_bookmarks_go_where_word_and_libreoffice_leave_them() -> None:
    def names(*edits: dict) -> list[int]:
        """How many bookmarks begin in each paragraph."""
        file = WordFile(edited(CONTENT, BLOCKS, edits))
        return [sum("name" in str(mark.attrib) for mark in bookmarks(p)) for p in list(file.body)[:4]]

    assert names() == [1, 1, 1, 2]
    assert names({"op": "split", "at": "甲", "before": "支出"}) == [1, 1, 0, 1]
    assert names({"op": "merge", "at": "乙"})[:2] == [1, 2]
    assert names({"op": "retype", "at": "甲", "text": "别的。"}) == [1, 0, 1, 2]
    assert names({"op": "insert_after", "at": "甲", "text": "新。"}) == [1, 1, 0, 1]
    copied = WordFile(edited(CONTENT, BLOCKS, [{"op": "copy", "at": "甲", "after": "乙"}]))
    marks = [mark for mark in bookmarks(copied.body) if "name" in str(mark.attrib)]
    assert sum(str(mark.attrib).count("_Copy_1") for mark in marks) == 1
    assert not bookmarks(WordFile(strip_bookmarks(CONTENT)).body)


def test_marks_of_hers_are_left_alone_and_those_of_the_tool_are_decided() -> None:
    change = [{"op": "tracked_sub", "at": "甲", "find": "10万元", "put": "11万元"}]
    hers, ours = edited(CONTENT, BLOCKS, change), edited(CONTENT, BLOCKS, change, "drafter")
    assert rejected(hers)[1] == accepted(hers)[1] == accepted(ours)[1] == "（一）甲事项支出11万元。"
    assert rejected(ours) == TEXTS
    assert (tracked(hers), tracked(ours)) == (0, 1)
    assert revisions(hers, "文员") == [("del", "10万元"), ("ins", "11万元")]


def test_what_is_bold_and_what_is_commented_can_be_read_back() -> None:
    made = edited(CONTENT, BLOCKS, [{"op": "bold", "at": "甲", "find": "10万元"}] + [
        {"op": "comment", "at": at, "text": f"请核实{at}"} for at in "甲乙"
    ])  # fmt: skip
    assert bold_texts(made).split() == ["10万元"]
    assert comments(made) == (("文员", "请核实甲"), ("文员", "请核实乙"))
    assert lines(strip_state(made)) == TEXTS
    assert not [name for name in WordFile(strip_state(made)).parts if "custom" in name.lower()]


@pytest.mark.parametrize(
    "edit",
    [
        {"op": "shout", "at": "甲"},
        {"op": "delete", "at": "甲", "loudly": True},
        {"op": "delete", "at": "没有"},
        {"op": "sub", "at": "甲", "find": "没有", "put": "x"},
        {"op": "merge", "at": "一"},
    ],
)
def test_what_nobody_knows_is_an_error(edit: dict) -> None:
    with pytest.raises((ValueError, TypeError)):
        after(edit)


def test_every_edit_of_the_scenarios_is_known() -> None:
    for one in map(scenario, (*scenario_ids("E"), *scenario_ids("C"))):
        if isinstance(one.edit, list):
            assert {edit["op"] for edit in one.edit} <= set(OPS)
            edited(report(draft_of(one.blocks))[0], one.blocks, one.edit)


def test_the_data_change_blocks_and_rows() -> None:
    new = changed(
        BLOCKS, {"甲": None, "+": [["甲", "丁", "p", "丁。"]], "表": {"行": None, "+": [["二", "头", ["戊", "5"]]]}}
    )
    assert lines(report(draft_of(new))[0]) == (TEXTS[0], "丁。", TEXTS[2], TEXTS[3], "戊|5")
    with pytest.raises(ValueError):
        changed(BLOCKS, {"没有": "x"})
