"""Every scenario of a regeneration: her edits, new data, and exactly what must come out.

The file of the scenarios is named by the variable EDIT_SCENARIOS; its copy lies beside this test.
"""

from collections.abc import Mapping
from contextlib import suppress

import pytest

from drafter.docx.opening import open_docx
from drafter.revise import Revised, revised
from drafter.state.base import carried
from drafter.state.record import State
from tests.helpers.merge_laws import differences
from tests.helpers.office_merge import OFFICE, once, resaved
from tests.helpers.reviewing import strip_bookmarks, strip_state
from tests.helpers.scenarios import Scenario, changed, draft_of, report, scenario, scenario_ids, state_for
from tests.helpers.word_editing import HER, edited

MODES = ("anchored", "stripped", "resaved", "resaved and stripped")


def author_of(told: Scenario) -> str:
    return told.expected.get("check_author", HER) if isinstance(told.expected, dict) else HER


def her_file(told: Scenario) -> tuple[bytes, State]:
    """Her file, and the state that its first generation was made with."""
    content, state = report(draft_of(told.blocks))
    assert not isinstance(told.edit, str), told.edit
    content = edited(content, told.blocks, told.edit, author_of(told))
    return strip_state(strip_bookmarks(content)) if told.is_bare else content, state


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The edited file of every scenario, saved by LibreOffice; what cannot be edited is told by its own test."""

    def made() -> dict[str, bytes]:
        files = {}
        for name in scenario_ids("E"):
            with suppress(Exception):
                files[name] = her_file(scenario(name))[0]
        return resaved(files)

    return once(tmp_path_factory, "edit-scenarios", made)


def updated(told: Scenario, content: bytes, first: State) -> Revised:
    blocks = told.blocks
    base = first if told.is_bare else carried(open_docx(content)).state
    for change in told.changes:
        blocks = changed(blocks, change)
        draft = draft_of(blocks)
        out = revised(content, "报告.docx", base, draft, state_for(draft, base.generation + 1))
        content, base = out.content, out.state
    return out


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", scenario_ids("E"))
def test_what_comes_out_is_what_she_may_expect(name: str, mode: str, request: pytest.FixtureRequest) -> None:
    if mode.startswith("resaved") and not OFFICE:
        pytest.skip("LibreOffice is not installed")
    told = scenario(name)
    assert isinstance(told.expected, dict)
    content, first = her_file(told)
    if mode.startswith("resaved"):
        content = request.getfixturevalue("saved")[name]
    if mode.endswith("stripped"):
        content = strip_bookmarks(content)
    faults = differences(told.expected, content, updated(told, content, first).content)
    assert not faults, "\n".join((told.description, *faults))
