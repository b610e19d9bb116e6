"""Chains of updates: marks that wait for the person, marks that she accepted or rejected, and new data after that.

A chain that nobody has written checks for is still walked, with the laws of every update.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from drafter.blocks import Block
from drafter.docx.opening import open_docx
from drafter.revise import Revised, revised
from drafter.state.base import carried
from tests.helpers.merge_laws import (
    as_read,
    assert_comments_are_not_doubled,
    assert_no_figure_is_invented,
    assert_nothing_of_hers_is_lost,
    difference,
)
from tests.helpers.office_merge import OFFICE, once, resaved
from tests.helpers.reviewing import accept_ours, accepted, reject_ours, rejected, strip_bookmarks, tracked
from tests.helpers.scenarios import Change, Scenario, changed, draft_of, report, scenario, scenario_ids, state_for
from tests.helpers.word_editing import edited
from tests.helpers.word_file import comments

ON_FROM = re.compile(r"(C\d+) 后在编辑器中(接受|拒绝)")
DECISIONS: Mapping[str, Callable[[bytes], bytes]] = {"接受": accept_ours, "拒绝": reject_ours}
THEN = {"b1": "（一）项目预算安排3719.88万元，实际支出3600.00万元，预算执行率为96.78%。"}
"""The data change once more."""

Treated = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Step:
    """One update: the file before it, the blocks of the data, what came out."""

    hers: bytes
    blocks: tuple[Block, ...]
    out: Revised

    def then(self, change: Change, treated: Treated, decided: Treated = bytes) -> "Step":
        """The next update, of the file that came out of this one."""
        return update(treated(decided(self.out.content)), changed(self.blocks, change))


def update(hers: bytes, blocks: tuple[Block, ...]) -> Step:
    base, draft = carried(open_docx(hers)).state, draft_of(blocks)
    out = revised(hers, "报告.docx", base, draft, state_for(draft, base.generation + 1))
    assert_no_figure_is_invented(hers, draft, out.content)
    assert_comments_are_not_doubled(hers, out.content)
    assert carried(open_docx(out.content)).state == out.state
    return Step(hers, blocks, out)


def edits_of(chain: Scenario) -> list[dict]:
    """Her edits; of a chain that goes on from another, those of the other."""
    return chain.edit if isinstance(chain.edit, list) else edits_of(scenario(on_from(chain)[0]))


def on_from(chain: Scenario) -> tuple[str, str]:
    """The chain that this one goes on from, and what she decides before it does."""
    found = ON_FROM.match(str(chain.edit))
    assert found, f"{chain.id}: nobody knows how to do “{chain.edit}”"
    return found[1], found[2]


def edited_file(chain: Scenario) -> bytes:
    return edited(report(draft_of(chain.blocks))[0], chain.blocks, edits_of(chain))


def start(chain: Scenario, treated: Treated) -> Step:
    """Her edits, and the first change of the data (of the chain that this one goes on from)."""
    first = chain if isinstance(chain.edit, list) else scenario(on_from(chain)[0])
    return update(treated(edited_file(chain)), changed(chain.blocks, first.changes[0]))


def walked(chain: Scenario, treated: Treated) -> list[Step]:
    """Every update of a chain."""
    steps = [start(chain, treated)]
    if isinstance(chain.edit, list):
        for change in chain.changes[1:]:
            steps.append(steps[-1].then(change, treated))
    else:
        decided = DECISIONS[on_from(chain)[1]]
        for change in chain.changes:
            steps.append(steps[-1].then(change, treated, decided))
            decided = bytes
    return steps


def typed(chain: Scenario) -> list[str]:
    """The words that she typed."""
    told = [edit.get("put") or edit.get("text") or "" for edit in edits_of(chain)]
    return [*told, *(cell for edit in edits_of(chain) for cell in edit.get("cells", ()))]


def assert_one_conflict(step: Step, *texts: str) -> None:
    """One revision, one comment, and the comment speaks of these values."""
    assert tracked(step.out.content) == 1
    ((author, told),) = comments(step.out.content)
    assert author == "drafter"
    assert [text for text in texts if text not in told] == [], told


def the_same_data_again_change_nothing(steps: list[Step], _: Treated) -> None:
    first, second = (step.out.content for step in steps)
    assert not difference(accepted(first), accepted(second))
    assert not difference(rejected(first), rejected(second))
    for step in steps:
        assert_one_conflict(step, "3411.36", "3400.00", "3512.40")


def the_conflict_follows_the_data(steps: list[Step], _: Treated) -> None:
    assert_one_conflict(steps[-1], "3400.00", "3600.00")
    budget = "（一）项目预算安排3719.88万元，实际支出{}万元，预算执行率为96.78%。"
    assert budget.format("3600.00") in accepted(steps[-1].out.content)
    assert budget.format("3400.00") in rejected(steps[-1].out.content)


def what_she_accepted_is_no_conflict(steps: list[Step], treated: Treated) -> None:
    settled = "（一）项目预算安排3719.88万元，实际支出3512.40万元，预算执行率为94.42%。"
    for step in (steps[-1], steps[-1].then({}, treated)):
        assert tracked(step.out.content) == 0
        assert comments(step.out.content) == ()
        assert settled in accepted(step.out.content)
    later = steps[-1].then(THEN, treated)
    assert tracked(later.out.content) == 0
    assert THEN["b1"] in rejected(later.out.content)


def what_she_rejected_waits_for_other_data(steps: list[Step], treated: Treated) -> None:
    kept = "（一）项目预算安排3719.88万元，实际支出3400.00万元，预算执行率为94.42%。"
    assert tracked(steps[-1].out.content) == 0
    assert comments(steps[-1].out.content) == ()
    assert kept in accepted(steps[-1].out.content)
    assert steps[-1].out.account.differing, "her figure is not that of the data, and nobody says so"
    again = steps[-1].then(THEN, treated)
    assert_one_conflict(again, "3512.40", "3400.00", "3600.00")
    assert kept.replace("94.42", "96.78") in rejected(again.out.content)


CHECKS: Mapping[str, Callable[[list[Step], Treated], None]] = {
    "C1": the_same_data_again_change_nothing,
    "C2": the_conflict_follows_the_data,
    "C4": what_she_accepted_is_no_conflict,
    "C5": what_she_rejected_waits_for_other_data,
}


@pytest.mark.parametrize("treated", [bytes, strip_bookmarks], ids=["anchored", "stripped"])
@pytest.mark.parametrize("name", scenario_ids("C"))
def test_a_chain_of_updates_ends_as_it_should(name: str, treated: Treated) -> None:
    chain = scenario(name)
    steps = walked(chain, treated)
    if "拒绝" in str(chain.edit) or isinstance(chain.edit, list):
        assert_nothing_of_hers_is_lost(typed(chain), steps[-1].out.content)
    if chain.id in CHECKS:
        CHECKS[chain.id](steps, treated)
    again = steps[-1].then({}, treated)
    assert as_read(again.out.content) == as_read(steps[-1].out.content)


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What came out of the first update of C1 and C2: as it is, all accepted, all rejected, saved by LibreOffice."""

    def made() -> dict[str, bytes]:
        firsts = {name: start(scenario(name), bytes).out.content for name in ("C1", "C2")}
        decided = {"open": bytes, "接受": accept_ours, "拒绝": reject_ours}
        return resaved({f"{name} {how}": do(first) for name, first in firsts.items() for how, do in decided.items()})

    return once(tmp_path_factory, "edit-chains", made)


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", [name for name in CHECKS if name in scenario_ids("C")])
def test_a_chain_goes_on_after_libreoffice_saved_the_file(name: str, saved: Mapping[str, bytes]) -> None:
    chain = scenario(name)
    if isinstance(chain.edit, list):
        hers, change, first = saved[f"{chain.id} open"], chain.changes[1], chain
    else:
        begun, decision = on_from(chain)
        hers, change, first = saved[f"{begun} {decision}"], chain.changes[0], scenario(begun)
    blocks = changed(first.blocks, first.changes[0])
    before = Step(hers, blocks, start(first, bytes).out)
    CHECKS[chain.id]([before, update(hers, changed(blocks, change))], bytes)


@pytest.mark.parametrize(("op", "struck"), [("sub", 1), ("tracked_sub", 0)])
def test_a_paragraph_that_the_data_gave_up_waits_however_she_edited_it(op: str, struck: int) -> None:
    """Where her own revision is in it, it is not struck out (LibreOffice would flatten both): a comment tells her."""
    gone = scenario("E16")
    edits = [{**edit, "op": op} for edit in gone.edit if isinstance(edit, dict)]
    hers = edited(report(draft_of(gone.blocks))[0], gone.blocks, edits)
    first = update(hers, changed(gone.blocks, gone.changes[0]))
    assert tracked(first.out.content) == struck
    assert len(comments(first.out.content)) == 1
    assert as_read(first.then({}, bytes).out.content) == as_read(first.out.content)
