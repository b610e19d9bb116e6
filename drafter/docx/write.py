"""A draft becomes a Word file.

In: a ``Draft``, a font set, perhaps a unit's own Word file for the styles. Out: the bytes of the .docx; the same
draft gives the same bytes. The body is written as text and put straight into the package.
"""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from drafter.blocks import Draft, Section, Table, Text
from drafter.docx.anchors import anchor_name, row_anchors, unique_ids
from drafter.docx.package import CORE, DOCUMENT, FOOTER_IDS, core_properties, packed
from drafter.docx.page import footer_parts, section_xml, text_width
from drafter.docx.state import state_parts
from drafter.docx.styles import SPACER_STYLE, Base, base
from drafter.docx.tables import table_xml
from drafter.docx.text import Pen
from drafter.docx.xml import DECLARATION, MAIN, RELATIONSHIPS
from drafter.state import State


def render(draft: Draft, *, fonts: str = "windows", reference: Path | None = None, state: State | None = None) -> bytes:
    """The whole .docx of a draft.

    ``fonts`` names one of ``styles.FONT_SETS``; ``reference`` is a Word file whose styles replace ours; ``state`` is
    what the file carries hidden.
    Raises ValueError for a table that does not fill its grid, InputError or RefusedError for the reference.
    """
    look = _reference_base(reference, fonts) if reference else base(fonts)
    return packed(
        {
            DOCUMENT: document_xml(draft, Pen(look.ids)),
            **look.parts,
            **footer_parts(look.ids),
            CORE: core_properties(draft.title, draft.author),
            **(state_parts(state) if state else {}),
        }
    )


def document_xml(draft: Draft, pen: Pen) -> str:
    """word/document.xml: every section in order, its blocks anchored; an empty draft is one empty page."""
    sections = draft.sections or (Section(()),)
    ids = iter(unique_ids(block.id for block in draft.blocks()))
    body = "".join(
        _section(section, ids, pen) + end for section, end in zip(sections, _ends(sections, pen), strict=True)
    )
    return f'{DECLARATION}<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}"><w:body>{body}</w:body></w:document>'


def _section(section: Section, ids: Iterator[str], pen: Pen) -> str:
    written = []
    after_table = False
    for block, following in zip_longest(section.blocks, section.blocks[1:]):
        block_id = next(ids)
        if isinstance(block, Table):
            if after_table:  # Word takes two tables without a paragraph between them for one
                written.append(spacer(pen))
            anchors = row_anchors(block_id, (row.id for row in block.rows))
            written.append(table_xml(block, text_width(section), pen, anchors))
        else:
            # A signature never stands alone on a page.
            signed = isinstance(following, Text) and following.kind in ("note", "unit", "date") and not section.cover
            written.append(pen.text(block, cover=section.cover, with_next=signed, anchor=anchor_name(block_id)))
        after_table = isinstance(block, Table)
    return "".join(written)


def _ends(sections: tuple[Section, ...], pen: Pen) -> Iterator[str]:
    """What ends each section: a break in a paragraph of its own, after the last one the bare ``w:sectPr``.

    The break is not put into the last paragraph of text, where deleting that paragraph would turn the page round.
    """
    for number, section in enumerate(sections):
        follows_cover = number > 0 and sections[number - 1].cover and not section.cover
        properties = section_xml(section, FOOTER_IDS, first_page=1 if follows_cover else None)
        if number < len(sections) - 1:
            yield spacer(pen, properties)
        else:
            needs_paragraph = not section.blocks or isinstance(section.blocks[-1], Table)
            yield (spacer(pen) if needs_paragraph else "") + properties


def spacer(pen: Pen, section_properties: str = "") -> str:
    """An empty paragraph less than a point high."""
    return f'<w:p><w:pPr><w:pStyle w:val="{pen.ids[SPACER_STYLE]}"/>{section_properties}</w:pPr></w:p>'


def _reference_base(reference: Path, fonts: str) -> Base:
    from drafter.docx.reference import reference_base  # lxml is not needed without a reference file

    return reference_base(reference, fonts)
