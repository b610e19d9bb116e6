"""A report carries its state: where the file format wants it, the same every time, whatever others do to it."""

import re
import zipfile
from io import BytesIO

import pytest
from lxml import etree

from drafter.blocks import Text
from drafter.docx.hidden_state import NAMESPACE
from drafter.docx.opening import open_docx
from drafter.docx.read import read_blocks
from drafter.docx.write import render
from drafter.findings import InputError, RefusedError
from drafter.state.base import carried
from drafter.state.record import state_of
from tests.helpers.report_with_state import DOCX, DRAFT, STATE
from tests.helpers.samples import HOSTILE, changed, draft, part, text


def with_state(json: str, docx: bytes = DOCX) -> bytes:
    escaped = json.replace("&", "&amp;").replace("<", "&lt;")
    return changed(docx, {"customXml/item1.xml": f'<s:state xmlns:s="{NAMESPACE}">{escaped}</s:state>'.encode()})


def test_the_state_comes_back_exactly() -> None:
    found = carried(open_docx(DOCX))
    assert found.state == STATE
    assert found.intact


def test_hostile_text_comes_back_as_it_is_printed() -> None:
    hostile = draft(text("body", HOSTILE))
    state = state_of(hostile, STATE.report, data=HOSTILE, pack="x")
    docx = render(hostile, state=state)
    assert carried(open_docx(docx)).state == state
    first, shown = state.blocks[0], read_blocks(docx)[0]
    assert isinstance(first, Text)
    assert isinstance(shown, Text)
    assert first.text == shown.text


def test_same_state_gives_the_same_bytes_and_none_gives_the_file_of_before() -> None:
    assert render(DRAFT, state=STATE) == DOCX
    with zipfile.ZipFile(BytesIO(render(DRAFT))) as archive:
        assert not [name for name in archive.namelist() if "custom" in name.lower()]
    assert part(render(DRAFT), "word/document.xml") == part(DOCX, "word/document.xml")


def test_every_part_has_its_type_and_its_relationship() -> None:
    with zipfile.ZipFile(BytesIO(DOCX)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
    types = part(DOCX, "[Content_Types].xml")
    assert '"/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXml' in types
    assert '"/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-prop' in types
    assert 'ContentType=""' not in types
    assert 'Target="../customXml/item1.xml"' in part(DOCX, "word/_rels/document.xml.rels")
    assert 'Target="itemProps1.xml"' in part(DOCX, "customXml/_rels/item1.xml.rels")
    assert re.search(
        r'ds:itemID="\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}"', part(DOCX, "customXml/itemProps1.xml")
    )
    assert f"<vt:lpwstr>{STATE.mark}</vt:lpwstr>" in part(DOCX, "docProps/custom.xml")


def test_a_state_that_was_changed_is_told() -> None:
    assert not carried(open_docx(with_state(STATE.as_json().replace("兑现时间", "兑付时间")))).intact


def test_of_two_states_the_one_that_the_property_names_counts() -> None:
    other = STATE.as_json().replace("数据.yaml", "别的.yaml").replace('"generation":1', '"generation":7')
    both = changed(DOCX, {"customXml/item0.xml": part(with_state(other), "customXml/item1.xml").encode()})
    assert carried(open_docx(both)).state == STATE


def test_a_report_without_state_says_why() -> None:
    with pytest.raises(InputError, match="没有附带依据"):
        carried(open_docx(render(DRAFT)))
    with pytest.raises(InputError, match="附带的依据不见了，只剩编号"):
        carried(open_docx(changed(DOCX, {"customXml/item1.xml": b"<other/>"})))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        f"<s:state xmlns:s='{NAMESPACE}'>".encode(),
        f"<s:state xmlns:s='{NAMESPACE}'/>".encode(),
        f"<s:state xmlns:s='{NAMESPACE}'>{{}}</s:state>".encode(),
        f"<s:state xmlns:s='{NAMESPACE}'>\x00</s:state>".encode(),
        f"<s:other xmlns:s='{NAMESPACE}'>1</s:other>".encode(),
    ],
)
def test_a_damaged_state_is_one_line(content: bytes) -> None:
    with pytest.raises(InputError) as raised:
        carried(open_docx(changed(DOCX, {"customXml/item1.xml": content})))
    assert len(raised.value.faults) == 1


def test_a_state_with_entities_is_refused() -> None:
    bomb = f"<!DOCTYPE a [<!ENTITY b 'c'>]><s:state xmlns:s='{NAMESPACE}'>&b;</s:state>".encode()
    with pytest.raises(RefusedError, match="DOCTYPE"):
        carried(open_docx(changed(DOCX, {"customXml/item1.xml": bomb})))


def test_a_property_list_that_is_damaged_does_not_hide_the_state() -> None:
    assert carried(open_docx(changed(DOCX, {"docProps/custom.xml": b"<"}))).state == STATE
