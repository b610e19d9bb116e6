"""New blocks for the clerk's file: paragraphs, tables and rows of a draft, in its own styles.

In: the clerk's opened file, the new draft, the id of a block. Out: XML as text, the ``w:`` prefix unbound, without
bookmarks. A style is looked up by its name, since Word, WPS and LibreOffice give it an id of their own; where the file
lacks it, the paragraph stands without one.
"""

import re
from collections.abc import Mapping
from itertools import zip_longest

from msgspec import Struct

from drafter.blocks import Block, Chart, Draft, Section, Table, Text
from drafter.docx.anchors import unique_ids
from drafter.docx.opening import Opened
from drafter.docx.page import text_widths
from drafter.docx.read import W, chinese_name
from drafter.docx.styles import USED_STYLES
from drafter.docx.tables import table_xml
from drafter.docx.text import Pen
from drafter.docx.write import is_noted, is_signed
from drafter.patterns import regex

_ROW = regex(r"<w:tr>.*?</w:tr>", re.DOTALL)  # the tool nests no table, and text has no bare <

# What the tool's table style draws, for a file that has lost it.
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 28), ("left", 85), ("bottom", 28), ("right", 85))
)
_DRAWN = f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
_DRAWN_AFTER = f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar>'


class _Place(Struct, frozen=True):
    """A block of the draft with its section and the block behind it."""

    block: Block
    section: Section
    following: Block | None


class NewBlocks:
    """The blocks of one draft, drawn for one file. Raises KeyError for a block or row that the draft does not have."""

    def __init__(self, opened: Opened, draft: Draft) -> None:
        ids = _style_ids(opened)
        self._pen = Pen({name: ids.get(_key(name), "") for name in USED_STYLES})
        self._widths = text_widths(opened)
        self._places = _places(draft)
        self._rows: dict[str, Mapping[str, str]] = {}

    def paragraph(self, block_id: str) -> str:
        """A text of the draft as ``w:p``."""
        place = self._places[block_id]
        if not isinstance(place.block, Text):
            raise KeyError(block_id)
        return _without_lost(self._pen.text(place.block, cover=place.section.cover, with_next=_is_signed(place)))

    def chart(self, block_id: str, number: int, relation: str) -> str:
        """A chart of the draft as ``w:p``; ``number`` and ``relation``: as ``charts.paragraph_xml`` takes them."""
        from drafter.docx.charts import paragraph_xml

        block = self._places[block_id].block
        if not isinstance(block, Chart):
            raise KeyError(block_id)
        return _without_lost(paragraph_xml(block, self._pen, self.width(block_id), number, relation))

    def width(self, block_id: str) -> int:
        """How wide the text is, in twips, on pages that lie as those of the block do."""
        return self._widths[self._places[block_id].section.landscape]

    def table(self, table_id: str) -> str:
        """A table of the draft as ``w:tbl``, as wide as the text of the pages that lie as its section does."""
        return _without_lost(self._table_xml(table_id))

    def row(self, table_id: str, row_id: str) -> str:
        """A row of a table of the draft as ``w:tr``, its cells as wide as in that table."""
        if table_id not in self._rows:
            written = _ROW.findall(_without_lost(self._table_xml(table_id)))
            row_ids = unique_ids([row.id for row in self._table(table_id).rows])
            self._rows[table_id] = dict(zip(row_ids, written, strict=True))
        return self._rows[table_id][row_id]

    def _table(self, table_id: str) -> Table:
        block = self._places[table_id].block
        if not isinstance(block, Table):
            raise KeyError(table_id)
        return block

    def _table_xml(self, table_id: str) -> str:
        width = self._widths[self._places[table_id].section.landscape]
        with_next = is_noted(self._places[table_id].following)
        return table_xml(self._table(table_id), width, self._pen, with_next=with_next)


def _places(draft: Draft) -> dict[str, _Place]:
    found = [
        _Place(block, section, following)
        for section in draft.sections
        for block, following in zip_longest(section.blocks, section.blocks[1:])
    ]
    return dict(zip(unique_ids([place.block.id for place in found]), found, strict=True))


def _is_signed(place: _Place) -> bool:
    """What precedes a signature stays with it, as ``write`` has it."""
    return is_signed(place.following) and not place.section.cover


def _style_ids(opened: Opened) -> dict[str, str]:
    """The style ids of the clerk's file by the name that Word shows; of two styles of a name the first counts."""
    part = opened.related("styles")
    found: dict[str, str] = {}
    for style in opened.tree(part).iter(W + "style") if part else ():
        name = style.find(W + "name")
        if name is not None and style.get(W + "styleId"):
            found.setdefault(_key(name.get(W + "val", "")), style.get(W + "styleId", ""))
    return found


def _key(name: str) -> str:
    return chinese_name(name).casefold()


def _without_lost(xml: str) -> str:
    """The XML without the styles that the clerk's file does not have; a table without its style draws its own lines."""
    xml = xml.replace('<w:pStyle w:val=""/>', "").replace('<w:rStyle w:val=""/>', "")
    if '<w:tblStyle w:val=""/>' in xml:
        xml = xml.replace('<w:tblStyle w:val=""/>', "")
        xml = xml.replace('<w:tblLayout w:type="fixed"/>', _DRAWN + _DRAWN_AFTER, 1)
    return xml.replace("<w:pPr></w:pPr>", "").replace("<w:rPr></w:rPr>", "")
