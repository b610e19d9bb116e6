"""The style file: a Word file that a person opens to change the look of the reports.

In: the path of a .docx (the shared one, a pack's, or one brought with ``--reference-doc``). Out: ``Look``: the parts
of a report that do not depend on its text, the id of each style, its pages. Styles, fonts, theme, numbering, pages with
their headers and footers, and what settings say of the page are taken, never the text; what a file lacks (styles,
theme, page numbers) is added from ``fallback.docx``, which nobody edits. Raises InputError for a file that is no
.docx, RefusedError for one with macros, embedded objects or a template somewhere else: it is looked at before
python-docx opens it.
"""

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from lxml import etree
from msgspec import Struct

from drafter.docx.faces import A, face_of, name_others, name_theme_faces, set_faces
from drafter.docx.opening import Opened, open_docx
from drafter.docx.page import Feet, NoRoomError, Pages, pages, shown_feet
from drafter.docx.read import W, chinese_name
from drafter.docx.sound import unsound_root, unsound_styles
from drafter.docx.style_names import key, known_styles, style_ids
from drafter.docx.styles import CELL_STYLE, FONT_SETS, FOOTER_STYLE, USED_STYLES
from drafter.files import shared_style_file
from drafter.files.reading import printable
from drafter.findings import Fault, InputError, RefusedError

if TYPE_CHECKING:
    from docx.document import Document


# Parts that run, or that another program has to open.
_ACTIVE = ("vbaproject", "vbadata", "/activex/", "/embeddings/", "oleobject", "attachedtoolbars")

# The root element and the content type of each part that we take.
_ROOTS = {
    RT.STYLES: (W + "styles", CT.WML_STYLES),
    RT.SETTINGS: (W + "settings", CT.WML_SETTINGS),
    RT.FONT_TABLE: (W + "fonts", CT.WML_FONT_TABLE),
    RT.NUMBERING: (W + "numbering", CT.WML_NUMBERING),
    RT.HEADER: (W + "hdr", CT.WML_HEADER),
    RT.FOOTER: (W + "ftr", CT.WML_FOOTER),
    RT.THEME: (A + "theme", CT.OFC_THEME),
}
_NO_XML = etree.Element("unreadable")
_FEET = frozenset(("default", "first", "even"))

# Elements of the parts we take that point to parts we do not take: embedded font files, picture bullets.
_POINTERS = ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic", "numPicBullet", "lvlPicBulletId")

# What settings say of the page. The rest (protection, tracked changes, notes, mail merge, revision ids) stays behind.
_PAGE_SETTINGS = frozenset(
    W + name
    for name in (
        *("zoom", "mirrorMargins", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop"),
        *("defaultTabStop", "autoHyphenation", "evenAndOddHeaders", "drawingGridHorizontalSpacing"),
        *("drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery"),
        *("characterSpacingControl", "noLineBreaksAfter", "noLineBreaksBefore", "compat", "themeFontLang"),
        *("clrSchemeMapping", "decimalSymbol", "listSeparator"),
    )
)


class Look(Struct, frozen=True):
    """The look of a report.

    ``related``: what the document refers to, by the id of the relationship: its type and the part; ``ids``: the id of
    each of ``USED_STYLES`` by name; ``face``: the Chinese face of the text in tables, which charts have, too.
    """

    related: Mapping[str, tuple[str, Part]]
    ids: Mapping[str, str]
    pages: Pages
    face: str = ""


def look(fonts: str = "windows", *, pack_file: Path | None = None, reference: Path | None = None) -> Look:
    """The look of ``reference``, else of the pack's own file, else of the shared one.

    ``fonts`` names one of ``FONT_SETS``: the faces are those in the file for ``windows``; for another set they are
    replaced, but not in a ``reference``, where only the styles that it lacks come in them. Raises KeyError for a set
    that does not exist, InputError or RefusedError for the file.
    """
    path = reference or pack_file or shared_style_file()
    if reference is None and fonts not in FONT_SETS:
        raise KeyError(fonts)
    stamp = (path.stat().st_mtime_ns, path.stat().st_size) if path.exists() else (0, 0)
    return _look(path.absolute(), printable(path), stamp, fonts, keeps_faces=reference is not None)


@lru_cache(maxsize=8)
def _look(path: Path, name: str, stamp: tuple[int, int], fonts: str, *, keeps_faces: bool) -> Look:
    """A batch drafts hundreds of reports in one look; ``stamp`` differs for a file that was changed meanwhile."""
    return StyleFile(path, name).look(fonts, keeps_faces=keeps_faces)


class StyleFile:
    """A style file, opened: first by our own reader, which refuses what could do harm, then by python-docx."""

    def __init__(self, path: Path, name: str = "") -> None:
        """``name``: what messages call the file; there is a ``reference.docx`` in more than one folder."""
        self.opened = open_docx(path, name or printable(path))
        _refuse_active_content(self.opened)
        self.document = _document(self.opened)
        self._refuse_unsound()

    def missing(self) -> list[str]:
        """The names of ``USED_STYLES`` that the file does not have, as Chinese Word shows them."""
        known = known_styles(self._tree(RT.STYLES))
        return [chinese_name(name) for name, kind in USED_STYLES.items() if (kind, key(name)) not in known]

    def look(self, fonts: str, *, keeps_faces: bool) -> Look:
        """The look of a report. Raises InputError where the margins leave no room for text."""
        trees = {kind: self._tree(kind) for kind in (RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.THEME)}
        numbering = self._part(RT.NUMBERING)
        if numbering is not None:
            trees[RT.NUMBERING] = _root(numbering)
        styles = trees[RT.STYLES]
        for kind in (RT.STYLES, RT.FONT_TABLE, RT.NUMBERING):
            if kind in trees:
                etree.strip_elements(trees[kind], *(W + name for name in _POINTERS), with_tail=False)
                name_theme_faces(trees[kind], trees[RT.THEME])
        for language in styles.iterfind(f"{W}docDefaults//{W}lang"):
            language.set(W + "eastAsia", "zh-CN")  # with en-US, Word draws “，。” in the middle of their square
        if not keeps_faces:
            set_faces(styles, fonts)
        if fonts in FONT_SETS:
            name_others(trees[RT.FONT_TABLE], fonts)
        ids = style_ids(styles, lambda: _packaged_styles(fonts))
        self._number_pages(ids[FOOTER_STYLE], trees[RT.SETTINGS])
        for setting in list(trees[RT.SETTINGS]):
            if setting.tag not in _PAGE_SETTINGS:
                trees[RT.SETTINGS].remove(setting)
        paper = self._pages(ids[FOOTER_STYLE])
        return Look(self._related(trees, paper), ids, paper, face_of(styles, ids[CELL_STYLE]))

    def _refuse_unsound(self) -> None:
        """Raises InputError for parts of which no readable report can be made."""
        found = None
        for kind, (tag, content_type) in _ROOTS.items():
            for relation in self.document.part.rels.values():
                if found is None and relation.reltype == kind and not relation.is_external:
                    part = relation.target_part
                    root = _readable_root(part) if part.content_type == content_type else _NO_XML
                    found = unsound_root(root, tag, part.partname.membername)
        styles = self._part(RT.STYLES)
        if found is None and styles is not None:
            found = unsound_styles(_root(styles))
        if found is None:
            own = {number for number, each in self.document.part.rels.items() if not each.is_external}
            lost = any(
                not own.issuperset(feet.ids.values()) or any(kind not in _FEET for _, kind in feet.ids)
                for _, feet in shown_feet(self.document)
            )
            found = ("页眉或页脚在文件里找不到", "应为完好的 .docx 文件") if lost else None
        if found is not None:
            hint = "请在 Word 中打开，另存为“Word 文档（*.docx）”后再用"
            raise InputError(Fault(self.opened.name, *found, hint))

    def _part(self, kind: str) -> Part | None:
        relations = self.document.part.rels.values()
        return next((each.target_part for each in relations if each.reltype == kind and not each.is_external), None)

    def _tree(self, kind: str) -> etree._Element:
        """The root of the part of a kind; that of the fallback where this file has none, or a theme with pictures."""
        part = self._part(kind)
        root = None if part is None else _root(part)
        if root is None or (kind == RT.THEME and next(root.iter(f"{A}blip"), None) is not None):
            taken = _fallback()._part(kind)
            assert taken is not None, kind
            self.document.part.relate_to(part or taken, kind)
            root = _root(taken)
        return root

    def _number_pages(self, footer_style: str, settings: etree._Element) -> None:
        """Gives a file without any header and footer the page numbers of the fallback."""
        found = list(shown_feet(self.document))
        if any(feet.ids for _, feet in found):
            return
        fallback = _fallback()
        numbered = next(feet for _, feet in shown_feet(fallback.document) if fallback._is_numbered(feet))
        for (_, kind), number in numbered.ids.items():
            part = fallback.document.part.related_parts[number]
            _set_style(part.element, footer_style)
            own = self.document.part.relate_to(part, RT.FOOTER)
            found[0][0]._sectPr.add_footerReference(WD_HEADER_FOOTER.from_xml(kind), own)
        if settings.find(W + "evenAndOddHeaders") is None:
            settings.evenAndOddHeaders_val = True  # type: ignore[attr-defined]

    def _pages(self, footer_style: str) -> Pages:
        def blank(name: str) -> str:
            make = (
                self.document.part.add_header_part if name == "headerReference" else self.document.part.add_footer_part
            )
            part, number = make()  # type: ignore[no-untyped-call]
            _set_style(part.element, footer_style)
            return str(number)

        try:
            return pages(self.document, self._is_numbered, blank)
        except NoRoomError as error:
            hint = "请在“页面设置”里改纸张和页边距"
            raise InputError(Fault(self.opened.name, error.found, error.expected, hint)) from error

    def _is_numbered(self, feet: Feet) -> bool:
        """Whether a page number is in headers or footers."""
        return any(
            "PAGE" in (element.get(W + "instr") or element.text or "").split()
            for number in feet.ids.values()
            for element in _root(self.document.part.related_parts[number]).iter(W + "instrText", W + "fldSimple")
        )

    def _related(self, trees: Mapping[str, etree._Element], paper: Pages) -> dict[str, tuple[str, Part]]:
        """What a report refers to: the parts of the look as they have become, and the headers and footers in use."""
        written = "".join(each.section_xml() for each in (paper.upright, paper.lying, paper.cover))
        related = {}
        for number, relation in self.document.part.rels.items():
            if relation.is_external:
                continue
            kind, part = relation.reltype, relation.target_part
            if kind in trees:
                related[number] = kind, Part(part.partname, part.content_type, _bytes(trees[kind]))
            elif kind in (RT.HEADER, RT.FOOTER) and f'r:id="{number}"' in written:
                name_theme_faces(_root(part), trees[RT.THEME])
                related[number] = kind, part
        return related


FALLBACK = Path(__file__).with_name("fallback.docx")
"""The shared style file as it was made. A person edits ``templates/reference.docx``, where a style may be deleted and
the page numbers with it; what another file lacks has to be taken from one that has all of it."""


def _fallback() -> StyleFile:
    return StyleFile(FALLBACK)


def _packaged_styles(fonts: str) -> etree._Element:
    styles = _fallback()._tree(RT.STYLES)
    if fonts in FONT_SETS:
        set_faces(styles, fonts)
    return styles


def _document(opened: Opened) -> "Document":
    """The file as python-docx has it; it is proved harmless before."""
    buffer = opened.archive.fp
    assert buffer is not None
    buffer.seek(0)
    try:
        document = docx.Document(io.BytesIO(buffer.read()))
        if document.element.body is None or not len(document.sections):
            document.add_section()
    except (ValueError, KeyError, AttributeError, IndexError, etree.LxmlError) as error:
        found = "文件内部不完整，或是模板文件（.dotx）"
        hint = "请在 Word 中打开，另存为“Word 文档（*.docx）”后再用"
        raise InputError(Fault(opened.name, found, "应为完好的 .docx 文件", hint)) from error
    return document


def _root(part: Part) -> etree._Element:
    """The tree of a part; python-docx has not parsed those that it does not know."""
    return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)


def _readable_root(part: Part) -> etree._Element:
    """The tree of a part, or an empty one where it is no XML."""
    try:
        return _root(part)
    except (ValueError, etree.LxmlError):
        return _NO_XML


def _set_style(story: etree._Element, style: str) -> None:
    """Gives the paragraphs of a header or footer a style by its id."""
    for named in story.iter(W + "pStyle"):
        named.set(W + "val", style)


def _refuse_active_content(opened: Opened) -> None:
    found = ""
    charts = [part for part in opened.parts if part.startswith("word/charts/") and part.endswith(".xml")]
    figures = {book for chart in charts for book in opened.targets(chart).values() if book.endswith(".xlsx")}
    names = [part.casefold() for part in opened.parts - figures]  # the workbook of a chart does not run
    if any(mark in f"/{name}" for name in names for mark in _ACTIVE):
        found = "含有宏或嵌入对象"
    elif "macroenabled" in opened.read("[Content_Types].xml").decode("utf-8", "replace").casefold():
        found = "是启用宏的文件"
    else:
        for part in sorted(opened.parts):
            if part.endswith(".rels"):
                for relation in opened.tree(part):
                    kind = (relation.get("Type") or "").rpartition("/")[2]
                    if relation.get("TargetMode") == "External" and kind != "hyperlink":
                        found = f"引用了文件之外的内容（{kind}）"
    if found:
        raise RefusedError(
            Fault(
                opened.name,
                found,
                "样式文件只应有文字和样式",
                "请在 Word 中新建空白文档，把样式复制过去，另存为 .docx 后再用",
            )
        )


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
