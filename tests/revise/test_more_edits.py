"""More edits of a person's report, each with what must come out; with the bookmarks and without them."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from drafter.docx.opening import open_docx
from drafter.revise import revised
from drafter.state.base import carried
from tests.helpers.merge_laws import differences
from tests.helpers.reviewing import accepted, strip_bookmarks
from tests.helpers.scenarios import changed, draft_of, read, report, state_for
from tests.helpers.word_editing import edited
from tests.helpers.word_file import W, WordFile, bookmarks, drop

TOLD = {
    one["id"]: one for one in json.loads((Path(__file__).parent / "more-edits.json").read_text("utf-8"))["scenarios"]
}


@pytest.mark.parametrize("treated", [bytes, strip_bookmarks], ids=["anchored", "stripped"])
@pytest.mark.parametrize("name", TOLD)
def test_what_comes_out_is_what_she_may_expect(name: str, treated) -> None:
    told = read(TOLD[name])
    hers = treated(edited(report(draft_of(told.blocks))[0], told.blocks, told.edit))
    base, draft = carried(open_docx(hers)).state, draft_of(changed(told.blocks, told.changes[0]))
    out = revised(hers, "报告.docx", base, draft, state_for(draft, base.generation + 1))
    faults = differences(told.expected, hers, out.content)
    assert not faults, "\n".join((told.description, *faults))


def test_a_table_of_her_own_stays() -> None:
    told = read(TOLD["E11"])
    file = WordFile(report(draft_of(told.blocks))[0])
    table = next(file.body.iter(W + "tbl"))
    own = deepcopy(table)
    for mark in bookmarks(own):
        drop(mark)
    for number, text in enumerate(own.iter(W + "t")):
        text.text = f"自{number}"
    table.getnext().addnext(own)
    hers = file.content
    base, draft = carried(open_docx(hers)).state, draft_of(changed(told.blocks, told.changes[0]))
    out = accepted(revised(hers, "报告.docx", base, draft, state_for(draft, base.generation + 1)).content)
    assert "自0|自1|自2" in out
    assert "巡查次数|36|35" in out
