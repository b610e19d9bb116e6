"""The grid of a table: every place has one cell, whatever spans what; texts and places of the data stay with blocks."""

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from drafter.blocks import Cell, Row, Run, Table, Text, first_columns, grid
from drafter.commands.draft import composed
from drafter.commands.understand import phrasebank, understand
from drafter.docx.write import render
from tests.helpers.random_tables import grids
from tests.helpers.samples import draft


@settings(deadline=None)  # machines that run tests are busy
@given(grids())
def test_every_place_of_a_full_grid_has_the_cell_that_covers_it(drawn: Table) -> None:
    width = len(drawn.widths)
    laid = grid(drawn.rows)
    for number, slots in enumerate(laid):
        assert [place for slot in slots for place in range(slot.column, slot.end)] == list(range(width))
        assert [slot.cell for slot in slots if not slot.continued] == list(drawn.rows[number].cells)
        for slot in slots:
            assert slot.row <= number < slot.row + slot.cell.rowspan
            assert slot.continued == (slot.row < number)
            assert slot.cell.text == f"{slot.row}.{slot.column}"
    covered = sum(slot.span for slots in laid for slot in slots)
    assert covered == width * len(drawn.rows)


def test_rows_that_do_not_fill_the_grid_are_laid_out_as_far_as_they_go() -> None:
    rows = (
        Row("a", (Cell("甲", rowspan=3), Cell("乙"))),
        Row("b", (Cell("丙"),)),
        Row("c", (Cell("丁"),), before=1),  # nothing stands in the place that 甲 would cover
        Row("d", (Cell("戊", colspan=2),)),
    )
    told = [[(slot.text, slot.column, slot.merge) for slot in slots] for slots in grid(rows)]
    assert told == [
        [("甲", 0, "restart"), ("乙", 1, "")],
        [("", 0, "continue"), ("丙", 1, "")],
        [("丁", 1, "")],
        [("戊", 0, "")],
    ]


def test_a_hostile_span_costs_no_time() -> None:
    rows = (Row("a", (Cell("甲", colspan=0, rowspan=10**9), Cell("乙", colspan=10**9))), Row("b", ()))
    assert [len(slots) for slots in grid(rows)] == [2, 1]


def test_first_columns_begin_behind_the_free_ones() -> None:
    assert first_columns([2, 1, 3], 1) == [1, 3, 4]
    assert first_columns([]) == []


def test_a_paragraph_of_one_plain_run_is_its_text() -> None:
    plain, lead = Text.of_runs("a", "body", (Run("甲"),)), Text.of_runs("a", "body", (Run("甲", "head"), Run("乙")))
    assert plain == Text("a", "body", "甲")
    assert (lead.text, lead.as_runs()) == ("甲乙", (Run("甲", "head"), Run("乙")))
    with pytest.raises(ValueError, match="do not say “丙”"):
        replace(lead, text="丙")
    assert render(draft(lead.with_runs((Run("甲"),)))) == render(draft(plain))


def test_blocks_tell_where_in_the_data_they_were_copied_from(data_file) -> None:
    """A heading of the template that has the name of one in the data is the template's."""
    given_ = {"主要职能": "甲。\n\n乙。\n\n|a|b|\n|-|-|\n|1|2|", "预算执行情况": "丙。"}
    found = understand(data_file({"基本情况": given_, "主要成效": "丁。"}))
    drafts = dict(composed(found, ["完整版"], phrasebank()))
    copied = {block.id: block.places[0].path for block in drafts["完整版"].blocks() if block.places}
    headings = [block.id for block in drafts["完整版"].blocks() if block.id.endswith("/预算执行情况")]
    assert len(headings) == 2
    assert copied == {
        headings[0].replace("预算执行情况", "主要职能"): "基本情况.主要职能",
        "基本情况/主要职能/p1": "基本情况.主要职能",
        "基本情况/主要职能/p2": "基本情况.主要职能",
        "基本情况/主要职能/t1": "基本情况.主要职能",
        headings[0]: "基本情况.预算执行情况",
        "基本情况/预算执行情况/p1": "基本情况.预算执行情况",
        "主要成效/p1": "主要成效",
        "上年度结果应用/p1": "上年度结果应用",
        "结果应用/p1": "结果应用",
        "signature/unit": "单位名称",
    }
