"""Paper: the size, margins and grid of a section, and the page number at its foot.

In: whether a section lies on its side and is a cover. Out: ``w:sectPr`` and the footer parts as text.
Lengths are in twips (1/20 pt); the page is that of GB/T 9704-2012.
"""

from collections.abc import Mapping

from drafter.blocks import Section
from drafter.docx.styles import FOOTER_STYLE
from drafter.docx.xml import DECLARATION, MAIN

TWIPS_PER_MM = 1440 / 25.4


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)


SHORT_EDGE, LONG_EDGE = _twips(210), _twips(297)
HEAD, FOOT, INNER, OUTER = _twips(37), _twips(35), _twips(28), _twips(26)
LINE_PITCH = 579
"""28.95 pt: 22 lines in 225 mm. (28 characters to the line come from the style, see base/styles.xml.)"""

PORTRAIT_WIDTH = SHORT_EDGE - INNER - OUTER
LANDSCAPE_WIDTH = LONG_EDGE - HEAD - FOOT

FOOTERS: Mapping[str, str] = {"odd": "word/footer1.xml", "even": "word/footer2.xml", "none": "word/footer3.xml"}
"""The part that holds each footer; the footers of a cover are empty, not absent (an absent one is inherited)."""


def text_width(section: Section) -> int:
    """The width of the text area in twips: 156 mm, or 225 mm on its side."""
    return LANDSCAPE_WIDTH if section.landscape else PORTRAIT_WIDTH


def section_xml(section: Section, footer_ids: Mapping[str, str], *, first_page: int | None) -> str:
    """``w:sectPr`` of a section; ``first_page`` starts the page numbers anew."""
    if section.landscape:
        # The portrait page turned clockwise: its binding edge is now the head.
        size = f'w:w="{LONG_EDGE}" w:h="{SHORT_EDGE}" w:orient="landscape"'
        margins = f'w:top="{INNER}" w:right="{HEAD}" w:bottom="{OUTER}" w:left="{FOOT}"'
        footer = _twips(16.5)
    else:
        size = f'w:w="{SHORT_EDGE}" w:h="{LONG_EDGE}"'
        margins = f'w:top="{HEAD}" w:right="{OUTER}" w:bottom="{FOOT}" w:left="{INNER}"'
        footer = _twips(25)
    odd, even = ("none", "none") if section.cover else ("odd", "even")
    numbering = "" if first_page is None else f'<w:pgNumType w:start="{first_page}"/>'
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer_ids[odd]}"/>'
        f'<w:footerReference w:type="even" r:id="{footer_ids[even]}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz {size}/><w:pgMar {margins} w:header="{_twips(15)}" w:footer="{footer}" w:gutter="0"/>'
        f'{numbering}<w:cols w:space="425"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE_PITCH}"/></w:sectPr>'
    )


def footer_parts(ids: Mapping[str, str]) -> dict[str, str]:
    """The three footers: — 1 — one character from the right edge on odd pages, from the left on even ones, nothing."""
    number = "".join(
        f"<w:r>{run}</w:r>"
        for run in (
            '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">— </w:t>',
            # Five runs: Word writes a page field so, and some readers know no other form.
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"> —</w:t>',
        )
    )
    places = {
        "odd": ('<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>', number),
        "even": ('<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>', number),
        "none": ("", ""),
    }
    return {
        FOOTERS[name]: (
            f'{DECLARATION}<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle w:val="{ids[FOOTER_STYLE]}"/>{place}</w:pPr>'
            f"{content}</w:p></w:ftr>"
        )
        for name, (place, content) in places.items()
    }
