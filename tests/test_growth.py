"""No command's work grows faster than its data: calls are counted, function by function, at n and at 4n.

A lookup by scanning inside a loop calls something sixteen times as often for four times the data, long before it can
be felt; what is in proportion calls it four times as often. Nothing here is timed.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from drafter.commands.check import check_report
from drafter.commands.convert import convert
from drafter.commands.draft import draft
from drafter.commands.import_forms import import_files
from drafter.commands.understand import check_data, score_data
from drafter.commands.update import update
from tests.helpers.growing import SHAPES

FEW, TIMES = 20, 4
MOST = 8
"""Times as many calls of one function at most: in proportion it is four, or somewhat more where lines get longer with
their numbers; sixteen where each is held against each."""

OFTEN = FEW * FEW // 2
"""Calls at n below which a function's growth says nothing: what begins at a length (a contents page, a list cut short)
is not called at n at all, and whoever holds each against each is called more often than this."""

Run = Callable[[], object]


def calls(run: Run) -> Counter[tuple[str, str]]:
    """How often each function of the program is entered (a generator: gone on with), or calls one in C."""
    counted: Counter[tuple[str, str]] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event in ("call", "c_call") and "drafter" in code.co_filename and "tests" not in code.co_filename:
            counted[(f"{code.co_filename.rsplit('drafter/', 1)[1]}:{code.co_qualname}", event)] += 1

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return counted


def data_file(folder: Path, shape: str, count: int, *, changed: bool = False) -> Path:
    path = folder / f"{shape}-{count}{'-新' if changed else ''}.json"
    path.write_text(json.dumps(SHAPES[shape](count, changed), ensure_ascii=False), encoding="utf-8")
    return path


def report_of(folder: Path, data: Path, document: str = "完整版") -> Path:
    (file,) = draft(data, folder / data.stem / document, only=(document,)).files
    return file.path


def _draft(folder: Path, shape: str, count: int) -> Run:
    data = data_file(folder, shape, count)
    return lambda: draft(data, folder / f"{data.stem}-报告", everything=True)


def _check(folder: Path, shape: str, count: int) -> Run:
    data = data_file(folder, shape, count)
    return lambda: check_data(data)


def _score(folder: Path, shape: str, count: int) -> Run:
    data = data_file(folder, shape, count)
    return lambda: score_data(data)


def _convert(folder: Path, shape: str, count: int) -> Run:
    data = data_file(folder, shape, count)

    def there_and_back() -> None:
        convert(data, data.with_suffix(".xlsx"))
        convert(data.with_suffix(".xlsx"), data.with_name(f"{data.stem}-回.yaml"))

    return there_and_back


def _import(folder: Path, shape: str, count: int) -> Run:
    form = report_of(folder, data_file(folder, shape, count), "自评表")
    return lambda: import_files([form], form.with_name("读入.json"))


def _check_report(folder: Path, shape: str, count: int) -> Run:
    data = data_file(folder, shape, count)
    report = report_of(folder, data)
    return lambda: check_report(report, data)


def _update(folder: Path, shape: str, count: int) -> Run:
    report = report_of(folder, data_file(folder, shape, count))
    new = data_file(folder, shape, count, changed=True)
    return lambda: update(report, new, report.with_name("新.docx"), force=True)


COMMANDS: dict[str, Callable[[Path, str, int], Run]] = {
    "draft": _draft,
    "check": _check,
    "score": _score,
    "convert": _convert,
    "import": _import,
    "check REPORT": _check_report,
    "update": _update,
}


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is read once for a process has been read: packs, phrases, patterns. LibreOffice is no part of the count."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("drafter.commands.contents.as_pdf", lambda content: None)
        for command in COMMANDS.values():
            command(tmp_path_factory.mktemp("先"), "indicators", 2)()
        yield


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("command", COMMANDS)
def test_four_times_the_data_are_four_times_the_calls(command: str, shape: str, tmp_path: Path) -> None:
    few, many = (calls(COMMANDS[command](tmp_path, shape, count)) for count in (FEW, FEW * TIMES))
    grown = {
        f"{name} {event}": (few[name, event], number)
        for (name, event), number in many.items()
        if few[name, event] >= OFTEN and number > MOST * few[name, event]
    }
    assert not grown, grown
