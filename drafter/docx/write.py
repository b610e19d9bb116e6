"""A draft becomes a Word file.

In: a ``Draft``, its look. Out: the bytes of the .docx; the same draft gives the same bytes. The body is written as
text, block by block, straight into the package, whose other parts are python-docx's.
"""

from collections.abc import Iterator
from itertools import count, zip_longest
from pathlib import Path

from docx.opc.part import Part

from drafter.blocks import Block, Chart, Draft, Section, Table, Text
from drafter.docx.anchors import anchor_name, row_anchors, unique_ids
from drafter.docx.hidden_state import Hidden, state_parts
from drafter.docx.package import packed
from drafter.docx.page import Pages
from drafter.docx.reference import Look, look
from drafter.docx.styles import SPACER_STYLE
from drafter.docx.tables import table_xml
from drafter.docx.text import Pen
from drafter.docx.xml import DECLARATION, MAIN, RELATIONSHIPS


def render(
    draft: Draft,
    *,
    fonts: str = "windows",
    pack_file: Path | None = None,
    reference: Path | None = None,
    state: Hidden | None = None,
) -> bytes:
    """The whole .docx of a draft.

    ``fonts``, ``pack_file``, ``reference``: as ``reference.look`` takes them; ``state`` is carried hidden.
    Raises ValueError for a table that does not fill its grid, InputError or RefusedError for the style file.
    """
    own = look(fonts, pack_file=pack_file, reference=reference)
    body = document_xml(draft, Pen(own.ids), own.pages)
    parts = state_parts(state) if state else None
    charts = chart_parts(draft, own)
    return packed(own, body, title=draft.title, author=draft.author, state=parts, charts=charts)


def chart_parts(draft: Draft, own: Look) -> dict[str, Part]:
    """The parts of a draft's charts, by the ids that the document refers to them with."""
    charts = [block for block in draft.blocks() if isinstance(block, Chart)]
    if not charts:
        return {}
    from drafter.docx.charts import parts_of  # the reports that have none do not wait for it

    return {chart_relation(number): parts_of(chart, number, own.face) for number, chart in enumerate(charts, 1)}


def chart_relation(number: int) -> str:
    """The id of the relationship to the chart of this number in a report, from 1."""
    return f"rIdChart{number}"


def document_xml(draft: Draft, pen: Pen, pages: Pages) -> Iterator[str]:
    """word/document.xml, block by block, each with its anchor; an empty draft is one empty page."""
    sections = draft.sections or (Section(()),)
    ids = iter(unique_ids(block.id for block in draft.blocks()))
    yield f'{DECLARATION}<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}"><w:body>'
    charts = count(1)
    for section, end in zip(sections, _ends(sections, pen, pages), strict=True):
        yield from _section(section, ids, charts, pen, pages.of(section).width)
        yield end
    yield "</w:body></w:document>"


def _section(section: Section, ids: Iterator[str], charts: Iterator[int], pen: Pen, width: int) -> Iterator[str]:
    after_table = False
    for block, following in zip_longest(section.blocks, section.blocks[1:]):
        block_id = next(ids)
        if isinstance(block, Table):
            if after_table:  # Word takes two tables without a paragraph between them for one
                yield spacer(pen)
            anchors = row_anchors(block_id, (row.id for row in block.rows))
            yield table_xml(block, width, pen, anchors, with_next=is_noted(following))
        elif isinstance(block, Chart):
            from drafter.docx.charts import paragraph_xml

            number = next(charts)
            yield paragraph_xml(block, pen, width, number, chart_relation(number), anchor_name(block_id))
        else:
            signed = is_signed(following) and not section.cover
            yield pen.text(block, cover=section.cover, with_next=signed, anchor=anchor_name(block_id))
        after_table = isinstance(block, Table)


def is_signed(following: Block | None) -> bool:
    """Whether the list of annexes or the signature follows: neither stands alone on a page."""
    return isinstance(following, Text) and following.kind in ("annexes", "unit", "date")


def is_noted(following: Block | None) -> bool:
    """Whether 备注 follows a table: the last row stays with it."""
    return isinstance(following, Text) and following.kind == "note"


def _ends(sections: tuple[Section, ...], pen: Pen, pages: Pages) -> Iterator[str]:
    """What ends each section: a break in a paragraph of its own, after the last one the bare ``w:sectPr``.

    The break is not put into the last paragraph of text, where deleting that paragraph would turn the page round.
    """
    for number, section in enumerate(sections):
        follows_cover = number > 0 and sections[number - 1].cover and not section.cover
        properties = pages.of(section).section_xml(restart=follows_cover)
        if number < len(sections) - 1:
            yield spacer(pen, properties)
        else:
            needs_paragraph = not section.blocks or isinstance(section.blocks[-1], Table)
            yield (spacer(pen) if needs_paragraph else "") + properties


def spacer(pen: Pen, section_properties: str = "") -> str:
    """An empty paragraph less than a point high."""
    return f'<w:p><w:pPr><w:pStyle w:val="{pen.ids[SPACER_STYLE]}"/>{section_properties}</w:pPr></w:p>'
