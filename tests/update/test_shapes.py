"""An untouched report that is updated is the draft of the new data: line by line, cell by cell, page by page.

Every change with every example, there and back (so what comes in one goes in the other); ``--every-shape`` takes every
pack and every document of each, which lasts some minutes, else one of them in turn.
The order of whole blocks is not among the changes: in a report of hers, hers stays.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from drafter.blocks import Draft, Section
from drafter.commands.draft import composed, generation_of
from drafter.commands.understand import phrasebank, understand
from drafter.docx.read import read_sections
from drafter.docx.views import views
from drafter.docx.write import render
from drafter.findings import DrafterError
from drafter.pack import pack_folders
from drafter.revise import revised
from drafter.state.record import State
from tests.helpers.data_shapes import SHAPES, TAKEN_BACK, Shape
from tests.helpers.examples import DONGXIHU_2023, EXAMPLES, WUCHANG
from tests.helpers.office_merge import OFFICE, resaved
from tests.helpers.reviewing import strip_bookmarks

DATA = sorted(EXAMPLES.glob("*.yaml"))
CASES = [(data, pack) for data in DATA for pack in pack_folders()]


def documents(data: dict, folder: Path, pack: str, turn: int | None = None) -> dict[str, tuple[Draft, State]]:
    """Every document that the pack has for the data, or one in ``turn``; none where it does not go with them."""
    path = folder / "数据.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    try:
        found = understand(path, pack)
        names = list(found.pack.documents_for(found.loaded.data.report_type.value))
        names = names if turn is None or not names else [names[turn % len(names)]]
        return {name: (draft, generation_of(found, draft)) for name, draft in composed(found, names, phrasebank())}
    except DrafterError:
        return {}


def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def own_pack(path: Path) -> str:
    return str(read(path).get("模板") or "evaluation")


def told(content: bytes) -> tuple[Section, ...]:
    return read_sections(content)


def every_document(folder: Path, cases: list[tuple[Path, str]]) -> Iterator[tuple[str, Draft, State]]:
    for data, pack in cases:
        for name, (draft, state) in documents(read(data), folder, pack).items():
            yield f"{data.stem}_{pack}_{name}", draft, state


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("data", DATA, ids=lambda path: path.stem)
def test_an_untouched_report_becomes_the_draft_of_the_new_data(
    data: Path, shape: Shape, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    new = read(data)
    if shape(new) is False:
        return
    every = request.config.getoption("--every-shape")
    turn = None if every else SHAPES.index(shape) + DATA.index(data)
    if turn is not None and turn % 3:  # another change takes this example
        return
    for pack in pack_folders() if every and data != DONGXIHU_2023 else (own_pack(data),):
        before = documents(read(data), tmp_path, pack, turn and turn // 3)
        after = documents(new, tmp_path, pack, turn and turn // 3)
        for name in before.keys() & after.keys():
            for (draft, state), (now, state_now) in (
                (before[name], after[name]),
                (after[name], before[name]),
            ):
                out = revised(render(draft, state=state), "报告.docx", state, now, state_now).content
                assert told(out) == told(render(now, state=state_now)), (pack, name)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_change_of_shape_can_be_shown_as_revisions(shape: Shape, tmp_path: Path) -> None:
    """Rejected, they leave the report as it was."""
    for name, (draft, state), after in both(shape, tmp_path):
        content = render(draft, state=state)
        shown = revised(content, "报告.docx", state, *after, show_all=True)
        assert views(shown.content).rejected == views(content).accepted, name


@pytest.mark.parametrize("shape", TAKEN_BACK, ids=lambda shape: shape.__name__)
def test_the_same_data_again_give_the_same_revisions(shape: Shape, tmp_path: Path) -> None:
    for name, (draft, state), after in both(shape, tmp_path):
        first = revised(render(draft, state=state), "报告.docx", state, *after, show_all=True)
        again = revised(first.content, "报告.docx", first.state, *after, show_all=True)
        assert views(again.content) == views(first.content), name


def both(shape: Shape, folder: Path) -> Iterator[tuple[str, tuple[Draft, State], tuple[Draft, State]]]:
    """The documents of one example, before a change and after it."""
    new = read(WUCHANG)
    if shape(new) is not False:
        for pack in ("hubei", "hunan")[SHAPES.index(shape) % 2 :][:1]:
            after = documents(new, folder, pack)
            for name, before in documents(read(WUCHANG), folder, pack).items():
                yield f"{pack} {name}", before, after[name]


def test_the_same_data_change_nothing_whatever_has_saved_the_report(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    cases = CASES if request.config.getoption("--every-shape") else [(data, own_pack(data)) for data in DATA]
    drafts = {name: (draft, state) for name, draft, state in every_document(tmp_path, cases)}
    assert len(drafts) > 8
    files = {name: render(draft, state=state) for name, (draft, state) in drafts.items()}
    saved = resaved(files) if OFFICE else {}
    for name, (draft, state) in drafts.items():
        for content in (files[name], *([saved[name]] if saved else ())):
            for treated in (content, strip_bookmarks(content)):
                found = revised(treated, "报告.docx", state, draft, state)
                account = found.account
                told_of = account.differing, account.to_check, account.decisions, account.added
                assert (found.changed, *map(bool, told_of)) == (False,) * 5, name
                assert account.anchored + account.recovered == account.blocks, name
