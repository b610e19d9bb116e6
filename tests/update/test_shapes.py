"""An untouched report that is updated is the draft of the new data: line by line, cell by cell, page by page.

Every example with every pack, every document; every change there and back (so what comes in one goes in the other).
The order of whole blocks is not among the changes: in a report of hers, hers stays.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from drafter.blocks import Draft
from drafter.docx.read import SectionText, read_sections
from drafter.docx.write import render
from drafter.findings import DrafterError
from drafter.pack import pack_folders
from drafter.revise import revised
from drafter.state import State
from drafter.workflow.drafting import composed, generation_of
from drafter.workflow.packs import phrasebank
from drafter.workflow.understanding import understand

from ..conftest import DONGXIHU_2023, EXAMPLES
from ..revise.office import OFFICE, resaved
from ..revise.reviewing import strip_bookmarks
from .shapes import SHAPES, Shape

DATA = sorted(EXAMPLES.glob("*.yaml"))
CASES = [(data, pack) for data in DATA for pack in pack_folders()]


def documents(data: dict, folder: Path, pack: str) -> dict[str, tuple[Draft, State]]:
    """Every document that the pack has for the data; none where it does not go with them."""
    path = folder / "数据.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    try:
        found = understand(path, pack)
        names = list(found.pack.documents_for(found.loaded.data.report_type.value))
        return {name: (draft, generation_of(found, draft)) for name, draft in composed(found, names, phrasebank())}
    except DrafterError:
        return {}


def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def told(content: bytes) -> tuple[SectionText, ...]:
    return read_sections(content)


def every_document(folder: Path) -> Iterator[tuple[str, Draft, State]]:
    for data, pack in CASES:
        for name, (draft, state) in documents(read(data), folder, pack).items():
            yield f"{data.stem}_{pack}_{name}", draft, state


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("data", DATA, ids=lambda path: path.stem)
def test_an_untouched_report_becomes_the_draft_of_the_new_data(data: Path, shape: Shape, tmp_path: Path) -> None:
    new = read(data)
    if shape(new) is False:
        return
    for pack in ("hubei",) if data == DONGXIHU_2023 else pack_folders():  # the biggest takes its time
        before, after = documents(read(data), tmp_path, pack), documents(new, tmp_path, pack)
        for name in before.keys() & after.keys():
            for (draft, state), (now, state_now) in (
                (before[name], after[name]),
                (after[name], before[name]),
            ):
                out = revised(render(draft, state=state), "报告.docx", state, now, state_now).content
                assert told(out) == told(render(now, state=state_now)), (pack, name)


def test_the_same_data_change_nothing_whatever_has_saved_the_report(tmp_path: Path) -> None:
    drafts = {name: (draft, state) for name, draft, state in every_document(tmp_path)}
    assert len(drafts) > 20
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
