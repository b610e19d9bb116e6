"""The comparison with other tools measures the same work: one short report, by whoever is installed here."""

import os
import sys
from pathlib import Path

import pytest

from tests.helpers.examples import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="the bench counts CPU time with wait4")
sys.path.append(str(ROOT / "bench"))

from contestants import WRITERS  # noqa: E402
from peers import Result, Workload, commands_of, helper, lines_of, measured, missing  # noqa: E402
from processes import Command  # noqa: E402

ROWS = 40
ONE, BATCH = Workload(ROWS, 0, 1), Workload(ROWS, 2, 1)


def results(workload: Workload, names: list[str], folder: Path) -> dict[str, Result]:
    helper(sys.executable, "prepare", str(folder))
    commands = commands_of(workload, "tiny", names, sys.executable, folder)
    assert list(commands) == names
    return measured(commands, 1, sys.executable)


@pytest.mark.parametrize("name", WRITERS)
def test_a_peer_writes_the_whole_report(name: str, tmp_path: Path) -> None:
    reason = missing(sys.executable, [name]).get(name)
    if reason:
        pytest.skip(reason)
    result = results(ONE, [name], tmp_path)[name]
    assert result.cost is not None, result.error
    assert result.cost.cpu > 0
    assert result.cost.peak > 0
    assert result.report is not None
    held = {key: result.report[key] for key in ("headings", "paragraphs", "columns", "rows")}
    assert held == {"headings": 4, "paragraphs": 60, "columns": 8, "rows": ROWS + 1}
    assert result.report["characters"] > 60 * 90
    assert result.report["merged"] >= 2 * ROWS


def test_drafter_has_as_much_to_write_and_nothing_to_find(tmp_path: Path) -> None:
    names = ["limit", "drafter", "drafter check", "drafter score"]
    made = results(ONE, names, tmp_path)
    assert not [result.error for result in made.values() if result.error]
    peer, drafter = made["limit"].report, made["drafter"].report
    assert peer is not None
    assert drafter is not None
    assert drafter["headings"] == 4
    assert drafter["rows"] > ROWS
    assert drafter["merged"] > ROWS
    share = drafter["characters"] / peer["characters"]
    assert 0.7 < share < 1.4


def test_a_batch_is_done_in_one_process(tmp_path: Path) -> None:
    made = results(BATCH, ["limit", "drafter"], tmp_path)
    assert not [result.error for result in made.values() if result.error]
    for name in made:
        assert len(list((tmp_path / f"out-tiny-{name}").glob("*.docx"))) == 2


def test_who_fails_is_named_and_the_others_go_on() -> None:
    fails = Command([sys.executable, "-c", "raise SystemExit('too large')"])
    works = Command([sys.executable, "-c", "pass"])
    made = measured({"fails": fails, "docxtpl": works}, 1, sys.executable)
    assert made["docxtpl"].ratio == 1
    assert "| W | fails | refused or failed | | |" in lines_of({"W": made})
    assert lines_of({"W": made})[-1] == "W fails: exit 1: too large"
