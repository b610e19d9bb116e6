"""Which generation a report was made from: its mark, the state in it, what lies beside it, what the person names."""

import gzip
import shutil
from pathlib import Path

import pytest

from drafter.docx.hidden_state import state_parts
from drafter.docx.opening import open_docx
from drafter.findings import InputError, RefusedError
from drafter.state import sidecar
from drafter.state.base import base_of, carried
from drafter.state.record import State, state_from_json
from tests.helpers.report_folder import Work
from tests.helpers.samples import part

CUSTOM, STATE = "docProps/custom.xml", "customXml/item1.xml"
NO_MARK, NO_STATE = {CUSTOM: b"<Properties/>"}, {STATE: b"<other/>"}


def base(work: Work, named: Path | None = None) -> State:
    return base_of(work.report, open_docx(work.report), named)


def state_of(work: Work) -> State:
    return carried(open_docx(work.report)).state


def meddled(work: Work) -> dict[str, bytes]:
    """The state in the file is another one than its mark names."""
    json = part(work.report.read_bytes(), STATE)
    assert "兑现时间" in json
    return {STATE: json.replace("兑现时间", "兑付时间").encode()}


def refusal(work: Work) -> str:
    with pytest.raises(RefusedError) as caught:
        base(work)
    (fault,) = caught.value.faults
    return str(fault)


def without_sidecars(work: Work) -> None:
    shutil.rmtree(work.folder / ".drafter")


def test_the_state_inside_is_enough(work: Work) -> None:
    without_sidecars(work)
    assert base(work) == state_of(work)


def test_a_draft_leaves_its_state_beside_it(work: Work) -> None:
    (kept,) = work.sidecars
    state = state_of(work)
    assert kept.relative_to(work.folder) == Path(".drafter", state.id, "gen-0001.json.gz")
    assert state_from_json(gzip.decompress(kept.read_bytes()).decode(), "") == state


@pytest.mark.parametrize("lost", ["gone", "meddled"])
def test_a_lost_state_comes_from_beside_by_the_mark(work: Work, lost: str) -> None:
    state = state_of(work)
    work.rewrite(NO_STATE if lost == "gone" else meddled(work))
    assert base(work) == state
    without_sidecars(work)
    assert "旁边也没有第1次生成的底稿" in refusal(work)


def test_another_generation_beside_it_is_not_taken(work: Work) -> None:
    work.sidecars[0].write_bytes(gzip.compress(state_of(work).as_json().replace("兑现时间", "兑付时间").encode()))
    work.rewrite(NO_STATE)
    assert "只剩编号" in refusal(work)


def test_without_a_mark_the_one_beside_it_is_the_authority(work: Work) -> None:
    state = state_of(work)
    work.rewrite(meddled(work) | NO_MARK)
    assert base(work) == state
    two = work.sidecars[0].with_name("gen-0001-aaaaaaaa.json")
    two.write_text(state.as_json().replace("hubei", "hunan"), encoding="utf-8")
    assert "都不同" in refusal(work)
    without_sidecars(work)
    assert base(work) != state


def test_without_a_mark_two_states_are_not_guessed_between(work: Work) -> None:
    work.rewrite({"customXml/item9.xml": meddled(work)[STATE]} | NO_MARK)
    assert "几份报告合成" in refusal(work)


@pytest.mark.parametrize("kind", ["json", "docx"])
def test_the_person_names_the_base(work: Work, kind: str) -> None:
    state = state_of(work)
    copy = work.folder / "原稿.docx"
    shutil.copy(work.report, copy)
    work.rewrite(NO_MARK | NO_STATE)
    assert base(work, work.sidecars[0] if kind == "json" else copy) == state
    assert work.update("--base", copy).code in (0, 1)
    bad = work.folder / "坏.json"
    bad.write_text("{", encoding="utf-8")
    assert work.update("--base", bad).code == 2


@pytest.mark.parametrize("mark", ["doc=../../etc;gen=1;sha=0", "doc=x", "gen=1", "", "doc=aaaaaaaaaaaaaaaa;gen=0;sha="])
def test_a_mark_of_anybody_leads_nowhere(work: Work, mark: str) -> None:
    properties = state_parts(state_of(work))[CUSTOM].replace(state_of(work).mark, mark)
    work.rewrite({CUSTOM: properties.encode()} | NO_STATE)
    assert "没有附带底稿" in refusal(work)


def test_two_branches_of_a_generation_are_both_kept(work: Work) -> None:
    state = state_of(work)
    other = state_from_json(state.as_json().replace("兑现时间", "兑付时间"), "")
    for _ in range(2):
        assert sidecar.keep(work.report, other) == ()
    names = [path.name for path in work.sidecars]
    assert len(names) == 2
    assert names[0].startswith("gen-0001-")
    assert names[1] == "gen-0001.json.gz"
    work.rewrite(NO_STATE)
    assert base(work) == state


def test_a_plain_sidecar_of_the_version_before_is_read_and_not_written_twice(work: Work) -> None:
    state = state_of(work)
    (kept,) = work.sidecars
    kept.with_suffix("").write_text(state.as_json(), encoding="utf-8")
    kept.unlink()
    assert sidecar.keep(work.report, state) == ()
    assert [path.name for path in work.sidecars] == ["gen-0001.json"]
    work.rewrite(NO_STATE)
    assert base(work) == state
    assert base(work, work.sidecars[0]) == state


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", gzip.compress(b"{}" * 50)[:-9], gzip.compress(bytes(2000))],
    ids=["empty", "plain", "cut off", "no state"],  # the compressed ones hold the time, which no name of a test may
)
def test_a_damaged_or_huge_sidecar_is_one_chinese_line(work: Work, monkeypatch, content: bytes) -> None:
    monkeypatch.setattr("drafter.state.sidecar.MOST_BYTES", 1000)
    work.rewrite(NO_STATE)
    (kept,) = work.sidecars
    kept.write_bytes(content)
    assert "旁边也没有第1次生成的底稿" in refusal(work)
    with pytest.raises(InputError) as caught:
        base(work, kept)
    (fault,) = caught.value.faults
    assert "不能解压" in fault.found or "超过" in fault.found
    assert "\n" not in str(fault)


def test_a_sidecar_that_cannot_be_kept_is_a_note(drafter, data_file, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".drafter").write_text("a file", encoding="utf-8")
    ran = drafter("draft", data_file(), "-o", tmp_path / "out", "--only", "摘要版")
    assert ran.code == 0
    assert "说明：底稿没有存到报告旁边" in ran.err
    assert len(list((tmp_path / "out").glob("*.docx"))) == 1
