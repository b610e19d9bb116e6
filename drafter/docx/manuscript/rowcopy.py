"""A new row that looks like one of hers: its cells, their paragraphs and letters, with other texts.

In: a live ``w:tr``, the texts of the cells. Out: XML of the new row. No bookmark, comment, revision or picture of the
old row is in it.
"""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from drafter.docx.manuscript.characters import drop, leaves, made
from drafter.docx.read import W, cells_in, child

_NOT_COPIED = frozenset(
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tcPrChange", "trPrChange", "sectPr"),
        *("cellIns", "cellDel", "cellMerge", "vMerge", "tblHeader"),
    )
)


def row_like(model: etree._Element, texts: Sequence[str]) -> str:
    """The row as XML; a cell without a text in ``texts`` is empty, a line of a text is a paragraph."""
    row = made("tr")
    for properties in (child(model, "tblPrEx"), child(model, "trPr")):
        if properties is not None:
            row.append(_clean(properties))
    for number, cell in enumerate(cells_in(model)):
        new = made("tc", row)
        properties = child(cell, "tcPr")
        if properties is not None:
            new.append(_clean(properties))
        paragraph = next(cell.iter(W + "p"), None)
        run = next(cell.iter(W + "r"), None)
        for line in (texts[number] if number < len(texts) else "").split("\n"):
            new.append(_paragraph(paragraph, run, line))
    return etree.tostring(row, encoding="unicode")


def _paragraph(model: etree._Element | None, run: etree._Element | None, text: str) -> etree._Element:
    new = made("p")
    properties = child(model, "pPr") if model is not None else None
    if properties is not None:
        new.append(_clean(properties))
    if text:
        letters = made("r", new)
        manner = child(run, "rPr") if run is not None else None
        if manner is not None:
            letters.append(_clean(manner))
        letters.extend(leaves(text))
    return new


def _clean(element: etree._Element) -> etree._Element:
    new = deepcopy(element)
    for part in list(new.iter(*_NOT_COPIED)):
        drop(part)
    new.tail = None
    return new
