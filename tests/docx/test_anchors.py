"""Anchors: every paragraph and row of a draft has its own, and its name follows from the id alone."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from drafter.blocks import Run, Table
from drafter.docx.anchors import anchor_name, is_anchor, row_anchors, unique_ids
from drafter.docx.write import render
from tests.helpers.samples import draft, every_kind, part, text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@given(st.text(alphabet=st.characters(exclude_categories=())), st.text())
def test_a_name_is_short_and_known_again(block: str, row: str) -> None:
    name = anchor_name(block, row)
    assert len(name) <= 40
    assert is_anchor(name)
    assert not is_anchor(f"{name}_Copy_1")
    assert name == anchor_name(block, row)


@given(st.lists(st.sampled_from(["甲", "甲#2", "乙", "甲\x00"])))
def test_no_two_blocks_of_a_draft_share_an_anchor(ids: list[str]) -> None:
    assert len(set(map(anchor_name, unique_ids(ids)))) == len(ids)


def test_what_comes_again_is_numbered() -> None:
    assert unique_ids(["甲", "乙", "甲", "甲"]) == ("甲", "乙", "甲#2", "甲#3")


def test_every_text_and_every_row_is_anchored_in_order() -> None:
    report = every_kind(rows=6)
    document = part(render(report), "word/document.xml")
    expected: list[str] = []
    for block, block_id in zip(report.blocks(), unique_ids(b.id for b in report.blocks()), strict=True):
        if isinstance(block, Table):
            expected.extend(row_anchors(block_id, (row.id for row in block.rows)))
        else:
            expected.append(anchor_name(block_id))
    assert re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"/>', document) == expected
    numbers = [int(number) for number in re.findall(r'<w:bookmarkStart w:id="(\d+)"', document)]
    assert numbers == list(range(1, len(expected) + 1))
    assert re.findall(r'<w:bookmarkEnd w:id="(\d+)"', document) == [str(number) for number in numbers]
    rows = list(etree.fromstring(document.encode()).iter(f"{W}tr"))
    assert all(len(row.findall(f".//{W}bookmarkStart")) == 1 for row in rows)
    for row in rows:  # in the first cell that does not continue the one above
        holder = next(row.iter(f"{W}bookmarkStart")).getparent()
        own = [cell for cell in row.iter(f"{W}tc") if cell.find(f"{W}tcPr/{W}vMerge[@{W}val='continue']") is None]
        assert holder is own[0].find(f"{W}p")


def test_the_anchor_goes_round_the_whole_text() -> None:
    document = part(render(draft(text("body", "甲", Run("乙", "bold")))), "word/document.xml")
    assert re.search(r"</w:pPr><w:bookmarkStart [^>]+/><w:r>.*</w:r><w:bookmarkEnd [^>]+/></w:p>", document)
