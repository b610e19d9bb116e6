"""A unit's own Word file brings its styles; one that could do harm is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from drafter.docx.read import read_outline
from drafter.docx.write import render
from drafter.findings import InputError, RefusedError
from tests.helpers.samples import changed, every_kind, part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OWN = render(every_kind(), fonts="gb")
OWN_STYLES = part(OWN, "word/styles.xml")
RELATIONS = "word/_rels/document.xml.rels"


@pytest.fixture
def reference(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    """The path of our own file with parts changed."""

    def write(changes: dict[str, bytes]) -> Path:
        path = tmp_path / "本单位样式.docx"
        path.write_bytes(changed(OWN, changes))
        return path

    return write


def faces(docx: bytes, name: str) -> str | None:
    for style in etree.fromstring(part(docx, "word/styles.xml").encode()).iter(f"{W}style"):
        if style.find(f"{W}name").get(f"{W}val") == name:
            fonts = style.find(f"{W}rPr/{W}rFonts")
            return fonts.get(f"{W}eastAsia") if fonts is not None else None
    raise AssertionError(f"no style {name}")


def test_its_faces_replace_ours(reference: Callable[[dict[str, bytes]], Path]) -> None:
    styles = OWN_STYLES.replace("方正小标宋简体", "华文中宋")
    docx = render(every_kind(), reference=reference({"word/styles.xml": styles.encode()}))
    assert faces(docx, "公文标题") == "华文中宋"
    assert read_outline(docx) == read_outline(OWN)


def test_styles_go_by_name_whatever_their_ids_and_missing_ones_are_added(
    reference: Callable[[dict[str, bytes]], Path],
) -> None:
    tree = etree.fromstring(OWN_STYLES.encode())
    for style in list(tree.iter(f"{W}style")):
        name = style.find(f"{W}name").get(f"{W}val")
        if name in ("待补充", "表格表头", "附注"):
            tree.remove(style)
        elif name == "heading 1":  # as Word for Chinese numbers its ids; TableHead is taken by another style
            style.set(f"{W}styleId", "1")
        elif name == "段首":
            style.set(f"{W}styleId", "TableHead")
    docx = render(every_kind(), reference=reference({"word/styles.xml": etree.tostring(tree)}))
    assert read_outline(docx) == read_outline(OWN)
    document = etree.fromstring(part(docx, "word/document.xml").encode())
    used = {e.get(f"{W}val") for e in document.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    ids = [s.get(f"{W}styleId") for s in etree.fromstring(part(docx, "word/styles.xml").encode()).iter(f"{W}style")]
    assert used <= set(ids)
    assert len(ids) == len(set(ids))
    assert {"1", "DrafterTableHead"} <= used


def test_automatic_heading_numbers_are_taken_off(reference: Callable[[dict[str, bytes]], Path]) -> None:
    numbered = OWN_STYLES.replace(
        '<w:outlineLvl w:val="0"/>', '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>'
    )
    docx = render(every_kind(), reference=reference({"word/styles.xml": numbered.encode()}))
    assert "numPr" not in part(docx, "word/styles.xml")


def test_theme_faces_are_written_out(reference: Callable[[dict[str, bytes]], Path]) -> None:
    themed = OWN_STYLES.replace('w:eastAsia="黑体"', 'w:eastAsia="黑体" w:eastAsiaTheme="majorEastAsia"')
    theme = part(OWN, "word/theme/theme1.xml").replace('<a:ea typeface="宋体"/>', '<a:ea typeface="华文楷体"/>', 1)
    changes = {"word/styles.xml": themed.encode(), "word/theme/theme1.xml": theme.encode()}
    docx = render(every_kind(), reference=reference(changes))
    assert faces(docx, "heading 1") == "华文楷体"
    assert "Theme=" not in part(docx, "word/styles.xml")


def test_same_reference_gives_the_same_bytes(reference: Callable[[dict[str, bytes]], Path]) -> None:
    path = reference({})
    assert render(every_kind(), reference=path) == render(every_kind(), reference=path)


def with_relation(kind: str, mode: str = "External") -> bytes:
    relation = f'<Relationship Id="rId99" Type="http://x/{kind}" Target="file:///c:/a.dotm" TargetMode="{mode}"/>'
    return part(OWN, RELATIONS).replace("</Relationships>", f"{relation}</Relationships>").encode()


REFUSED = {
    "macros": {"word/vbaProject.bin": b"x"},
    "embedded object": {"word/embeddings/oleObject1.bin": b"x"},
    "control": {"word/activeX/activeX1.xml": b"<x/>"},
    "template elsewhere": {"word/_rels/settings.xml.rels": with_relation("attachedTemplate")},
    "picture elsewhere": {RELATIONS: with_relation("image")},
    "DOCTYPE": {"word/styles.xml": b"<!DOCTYPE x><x/>"},
    "macro-enabled type": {
        "[Content_Types].xml": part(OWN, "[Content_Types].xml")
        .replace(
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main", "vnd.ms-word.document.macroEnabled.main"
        )
        .encode()
    },
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
def test_a_file_that_could_do_harm_is_refused(
    changes: dict[str, bytes], reference: Callable[[dict[str, bytes]], Path]
) -> None:
    with pytest.raises(RefusedError, match=r"本单位样式\.docx"):
        render(every_kind(), reference=reference(changes))


def test_hyperlinks_do_no_harm(reference: Callable[[dict[str, bytes]], Path]) -> None:
    docx = render(every_kind(), reference=reference({RELATIONS: with_relation("hyperlink")}))
    assert "a.dotm" not in part(docx, RELATIONS)


def test_a_file_that_is_no_docx_is_named(tmp_path: Path) -> None:
    path = tmp_path / "样式.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(InputError, match=r"样式\.doc：是旧版"):
        render(every_kind(), reference=path)
