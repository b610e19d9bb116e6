"""A report that is handed in has nothing of ours in it, and everything of the person's."""

import zipfile
from io import BytesIO

from drafter.docx.finalizing import stripped
from drafter.docx.hidden_state import state_parts
from drafter.docx.manuscript import Edit, LiveParagraph, Manuscript
from drafter.docx.opening import open_docx
from drafter.docx.read import read_outline
from drafter.docx.views import undecided
from tests.helpers.report_with_state import DOCX, STATE
from tests.helpers.samples import changed, part

HER_PROPERTY = (
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="密级">'
    "<vt:lpwstr>内部</vt:lpwstr></property>"
)


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_of_ours_is_left_and_all_else_is_as_it_was() -> None:
    before, after = parts_of(DOCX), parts_of(stripped(open_docx(DOCX)))
    assert not [name for name, content in after.items() if b"drafter" in content or b"_drf_" in content]
    assert not [name for name in after if "custom" in name.lower()]
    assert b"custom" not in after["[Content_Types].xml"] + after["_rels/.rels"] + after["word/_rels/document.xml.rels"]
    touched = {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "docProps/app.xml",
    }
    assert {name for name in after if after[name] != before[name]} == touched
    assert read_outline(stripped(open_docx(DOCX))) == read_outline(DOCX)


def test_her_document_property_stays() -> None:
    custom = part(DOCX, "docProps/custom.xml").replace("</Properties>", f"{HER_PROPERTY}</Properties>")
    after = parts_of(stripped(open_docx(changed(DOCX, {"docProps/custom.xml": custom.encode()}))))
    assert "密级" in after["docProps/custom.xml"].decode()
    assert b"drafter" not in after["docProps/custom.xml"]


def test_a_file_without_anything_of_ours_keeps_its_bytes() -> None:
    once = stripped(open_docx(DOCX))
    assert stripped(open_docx(once)) == once


def test_what_is_undecided_is_counted() -> None:
    manuscript = Manuscript(open_docx(DOCX))
    body = next(b for b in manuscript.blocks if isinstance(b, LiveParagraph) and "85.84" in b.text)
    start = body.text.index("85.84")
    body.apply([Edit(start, start + 5, "90.00", tracked=True, note="三个数不同")])
    assert undecided(open_docx(DOCX)) == 0
    assert undecided(open_docx(manuscript.packed())) == 2


def test_a_new_state_takes_the_place_of_the_old_one() -> None:
    custom = part(DOCX, "docProps/custom.xml").replace("</Properties>", f"{HER_PROPERTY}</Properties>")
    hers = changed(DOCX, {"docProps/custom.xml": custom.encode(), "customXml/item7.xml": b"<hers/>"})
    again = Manuscript(open_docx(hers)).packed(state_parts(STATE))
    before, after = parts_of(hers), parts_of(again)
    assert set(after) == set(before)
    assert after["word/document.xml"] == before["word/document.xml"]
    assert after["docProps/custom.xml"].count(b"doc=") == 1
    assert "密级" in after["docProps/custom.xml"].decode()
    assert after["[Content_Types].xml"].count(b"itemProps1") == 1
    assert after["word/_rels/document.xml.rels"].count(b"item1.xml") == 1
