"""Paper: size, margins, grid, headers and footers of the pages, as the sections of a style file have them.

In: the opened style file. Out: ``Pages``: the ``w:sectPr`` of an upright page, of one that lies on its side and of a
cover, as text, and how wide the text of each is. Lengths are in twips (1/20 pt).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, cast

from docx.enum.section import WD_ORIENTATION, WD_SECTION_START
from docx.oxml import OxmlElement
from docx.oxml.parser import parse_xml
from docx.section import Section as PageSection
from docx.shared import Length, Mm, Twips
from lxml import etree
from msgspec import Struct

from drafter.blocks import Section
from drafter.docx.opening import Opened
from drafter.docx.xml import MAIN, RELATIONSHIPS
from drafter.patterns import regex

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.section import CT_SectPr

_W, _R = f"{{{MAIN}}}", f"{{{RELATIONSHIPS}}}"

SMALLEST = Mm(50)
"""The least width and height of the text that a report can be printed in."""

# A4 and its margins in GB/T 9704-2012, for a section that does not say.
_STANDARD = {"top": Mm(37), "bottom": Mm(35), "left": Mm(28), "right": Mm(26)}
_SHORT_EDGE, _LONG_EDGE = Mm(210), Mm(297)

# What is taken of a section besides its headers and footers; the rest belongs to the text of the style file.
_KEPT = (
    "pgSz",
    "pgMar",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "vAlign",
    "titlePg",
    "textDirection",
    "docGrid",
)
_BEFORE_NUMBERING = (
    "headerReference",
    "footerReference",
    "type",
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
)


class Feet(Struct, frozen=True):
    """The headers and footers that a section shows: the ids of their relationships by element and type."""

    ids: Mapping[tuple[str, str], str]


class Paper(Struct, frozen=True):
    """A kind of page. ``width``: of its text, in twips."""

    running: str
    restarted: str
    width: int

    def section_xml(self, *, restart: bool = False) -> str:
        """``w:sectPr``; ``restart`` begins the page numbers anew with 1."""
        return self.restarted if restart else self.running


class Pages(Struct, frozen=True):
    """The pages of a report."""

    upright: Paper
    lying: Paper
    cover: Paper

    def of(self, section: Section) -> Paper:
        """The paper of a section of a draft."""
        return self.cover if section.cover else self.lying if section.landscape else self.upright


class NoRoomError(ValueError):
    """A page on which no report can be printed: what it is and what is expected, in Chinese."""

    def __init__(self, found: str, expected: str = "应留下至少50×50毫米印文字") -> None:
        super().__init__(found)
        self.found, self.expected = found, expected


_MOST_TWIPS = 31_680
"""Of an edge or a margin: 22 inches, the largest paper that Word takes."""
_LENGTH = regex(r"-?[0-9]{1,6}|-?[0-9]{1,4}(?:\.[0-9]+)?(?:mm|cm|in|pt|pc|pi)")
_LENGTHS = {
    "w": ("纸宽", 1),
    "h": ("纸高", 1),
    "top": ("上边距", -_MOST_TWIPS),
    "bottom": ("下边距", -_MOST_TWIPS),
    "left": ("左边距", 0),
    "right": ("右边距", 0),
    "header": ("页眉距边界", 0),
    "footer": ("页脚距边界", 0),
    "gutter": ("装订线", 0),
}
"""What a length of a page is called, and the least that it can be, in twips (a negative top margin is exact)."""


_COUNTS = {"num": "栏数", "space": "栏距", "linePitch": "行网格", "charSpace": "字网格", "start": "起始页码"}
_DIRECTIONS = ("portrait", "landscape")


def wrong_lengths(properties: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """The attributes of a ``w:sectPr`` that give no length, count or direction: element, key, what it is called."""
    for part in properties.iterchildren(_W + "cols", _W + "docGrid", _W + "pgNumType"):
        for key, written in part.attrib.items():
            called = _COUNTS.get(etree.QName(str(key)).localname, "")
            if called and not _LENGTH.fullmatch(str(written)):
                yield part, str(key), called
    for part in properties.iterchildren(_W + "pgSz", _W + "pgMar"):
        for key, written in part.attrib.items():
            name = etree.QName(str(key)).localname
            called, least = _LENGTHS.get(name, ("", 0))
            if called and not (_LENGTH.fullmatch(str(written)) and least <= _twips(str(written)) <= _MOST_TWIPS):
                yield part, str(key), called
            elif name == "orient" and written not in _DIRECTIONS:
                yield part, str(key), "纸张方向"


_TWIPS_IN = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}


def _twips(written: str) -> float:
    return float(written[:-2]) * _TWIPS_IN[written[-2:]] if written[-2:] in _TWIPS_IN else float(written)


def shown_feet(document: "Document") -> Iterator[tuple[PageSection, Feet]]:
    """Each section with the headers and footers that it shows; one without its own has those of the section before."""
    shown: dict[tuple[str, str], str] = {}
    for section in document.sections:
        for reference in section._sectPr.iterchildren(_W + "headerReference", _W + "footerReference"):
            shown[etree.QName(reference).localname, reference.get(_W + "type", "default")] = reference.get(
                _R + "id", ""
            )
        yield section, Feet(dict(shown))


def pages(document: "Document", is_numbered: Callable[[Feet], bool], blank: Callable[[str], str]) -> Pages:
    """The pages of an opened style file.

    Upright is the first such section with a page number (the first one, where none has); a section before it is the
    cover. A page that lies is another one turned round where the file has none. ``blank``: the id of an empty
    header or footer ("headerReference"). Raises NoRoomError where the margins leave no room for text, or where a length
    is none.
    """
    found = list(shown_feet(document))
    for section, _ in found:
        for part, key, called in wrong_lengths(section._sectPr):
            raise NoRoomError(f"页面设置里的{called}写成了“{part.get(key, '')[:20]}”", "应是 Word 用得了的数或方向")
    standing = [pair for pair in found if not _is_lying(pair[0])]
    lying = [pair for pair in found if _is_lying(pair[0])]
    if not standing:
        section, feet = lying[0]
        standing = [(_turned(section), feet)]
    upright = next((pair for pair in standing if is_numbered(pair[1])), standing[0])
    turned = lying[0] if lying else (_turned(upright[0]), upright[1])
    shown = upright[1].ids.keys() | turned[1].ids.keys()
    cover, cover_feet = found[0] if found[0] is standing[0] is not upright else (upright[0], Feet({}))
    # An absent footer would be that of the pages before.
    empty = {key: cover_feet.ids.get(key) or blank(key[0]) for key in sorted(shown | cover_feet.ids.keys())}
    return Pages(_paper(*upright), _paper(*turned), _paper(cover, Feet(empty)))


def text_size(properties: "CT_SectPr") -> tuple[int, int]:
    """Width and height of the text area of a ``w:sectPr`` in twips; what it does not say is as in the standard."""
    section = _completed(properties)
    width, height = (section.page_width or 0), (section.page_height or 0)
    across = width - (section.left_margin or 0) - (section.right_margin or 0) - (section.gutter or 0)
    down = height - abs(section.top_margin or 0) - abs(section.bottom_margin or 0)
    return Length(across).twips, Length(down).twips


def text_widths(opened: Opened) -> dict[bool, int]:
    """How wide the text of a clerk's file is in twips: of its upright pages (False) and of its landscape pages (True).

    The first section of a kind counts; where there is none, it is another page turned round.
    """
    body = opened.tree(opened.document)
    found = [_section(_parsed(each)) for each in body.iter(_W + "sectPr")]
    found = found or [_section(OxmlElement("w:sectPr"))]
    widths = {}
    for lies in (False, True):
        section = next((each for each in found if _is_lying(each) == lies), None) or _turned(found[0])
        widths[lies] = max(text_size(section._sectPr)[0], Length(SMALLEST).twips)
    return widths


def turned_page(properties: etree._Element) -> etree._Element:
    """The same page lying on its side, or upright again: turned clockwise, the binding edge becomes the head."""
    return _turned(_section(_parsed(properties)))._sectPr


def _parsed(properties: etree._Element) -> "CT_SectPr":
    """A copy of a ``w:sectPr`` of our own reader for python-docx, without what it could not read."""
    copy = cast("CT_SectPr", parse_xml(etree.tostring(properties, with_tail=False)))
    for part, key, _ in list(wrong_lengths(copy)):
        del part.attrib[key]
    return copy


def _section(properties: etree._Element) -> PageSection:
    """A section that belongs to no document; its part is asked only for headers and footers, which we do ourselves."""
    return PageSection(cast("CT_SectPr", properties), None)  # type: ignore[arg-type]


def _is_lying(section: PageSection) -> bool:
    return section.orientation == WD_ORIENTATION.LANDSCAPE


def _completed(properties: "CT_SectPr") -> PageSection:
    """A copy of a section in which size and margins are written down."""
    section = _section(deepcopy(properties))
    short, long = (_LONG_EDGE, _SHORT_EDGE) if _is_lying(section) else (_SHORT_EDGE, _LONG_EDGE)
    section.page_width, section.page_height = section.page_width or short, section.page_height or long
    for side, margin in _STANDARD.items():
        if getattr(section, f"{side}_margin") is None:
            setattr(section, f"{side}_margin", margin)
    return section


def _turned(section: PageSection) -> PageSection:
    new = _completed(section._sectPr)
    old = _completed(section._sectPr)
    below = (old.bottom_margin or 0) - (old.footer_distance or 0)
    new.page_width, new.page_height = old.page_height, old.page_width
    if _is_lying(old):
        new.orientation = WD_ORIENTATION.PORTRAIT
        new.left_margin, new.top_margin = old.top_margin, old.right_margin
        new.right_margin, new.bottom_margin = old.bottom_margin, old.left_margin
    else:
        new.orientation = WD_ORIENTATION.LANDSCAPE
        new.top_margin, new.right_margin = old.left_margin, old.top_margin
        new.bottom_margin, new.left_margin = old.right_margin, old.bottom_margin
    if old.footer_distance is not None:
        new.footer_distance = Length(max(0, (new.bottom_margin or 0) - below))
    return new


def _paper(section: PageSection, feet: Feet) -> Paper:
    own = _completed(section._sectPr)._sectPr
    width, height = text_size(own)
    if min(width, height) < Length(SMALLEST).twips:
        if width < 0 or height < 0:
            raise NoRoomError("左右边距合计大于纸宽" if width < 0 else "上下边距合计大于纸高")
        raise NoRoomError(f"页边距之内只有 {Twips(width).mm:.0f}×{Twips(height).mm:.0f} 毫米")
    properties = OxmlElement("w:sectPr")
    for (name, kind), number in sorted(
        feet.ids.items(), key=lambda item: (item[0][0] != "headerReference", item[0][1])
    ):
        reference = etree.SubElement(properties, _W + name)
        reference.set(_W + "type", kind)
        reference.set(_R + "id", number)
    for name in _KEPT:
        for part in own.iterchildren(_W + name):
            properties.append(_plain(part))
    for part in list(properties.iterchildren(_W + "pgNumType")):
        part.attrib.pop(_W + "start", "")
        if not part.attrib:
            properties.remove(part)
    _section(properties).start_type = WD_SECTION_START.NEW_PAGE
    running = _as_text(properties)
    numbering = next(properties.iterchildren(_W + "pgNumType"), None)
    if numbering is None:
        numbering = OxmlElement("w:pgNumType")
        properties.insert(sum(etree.QName(part).localname in _BEFORE_NUMBERING for part in properties), numbering)
    numbering.set(_W + "start", "1")
    return Paper(running, _as_text(properties), width)


def _plain(part: etree._Element) -> etree._Element:
    """An element with the attributes and children that every reader of Word files knows."""
    copy = OxmlElement(f"w:{etree.QName(part).localname}")
    for key, value in part.attrib.items():
        if str(key).startswith(_W):
            copy.set(key, value)
    copy.extend(_plain(inner) for inner in part if str(inner.tag).startswith(_W))
    return copy


def _as_text(properties: etree._Element) -> str:
    """The element for a document that binds ``w:`` and ``r:`` at its root."""
    etree.cleanup_namespaces(properties, top_nsmap={"w": MAIN, "r": RELATIONSHIPS})
    return re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(properties, encoding="unicode"))
