"""Section breaks in the clerk's file: one comes with new pages, one goes with pages that are left empty.

In: the body, the first and the last element of new pages. Out: the body changed. A new section takes paper, margins
and footers from a section of the clerk's that has the same orientation.
"""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from drafter.blocks import Section
from drafter.docx.manuscript.block_edits import TBL, spacer, take_out
from drafter.docx.manuscript.characters import drop, new_element
from drafter.docx.manuscript.marks import EditContext
from drafter.docx.manuscript.tool_revisions import P
from drafter.docx.page import turned_page
from drafter.docx.read import W, child, text_of

_SECTION = W + "sectPr"
_HELD = frozenset(
    W + name for name in ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "fldChar")
)


def break_of(element: etree._Element) -> etree._Element | None:
    """The properties of the section that ends with this element of the body."""
    return element if element.tag == _SECTION else child(element, "pPr", "sectPr") if element.tag == P else None


def filled(body: etree._Element) -> list[etree._Element]:
    """The properties of the sections that show anything."""
    return [properties for properties, parts in _sections(body) if any(map(_shows, parts))]


def drop_emptied(body: etree._Element, before: list[etree._Element], context: EditContext) -> None:
    """Takes out the sections that were filled ``before`` and are empty now: each would be an empty page."""
    for properties, parts in list(_sections(body)):
        if properties not in before or any(map(_shows, parts)):
            continue
        if properties.getparent() is body and not _give_up_last(body, properties):
            continue
        for part in parts:
            if part.tag == P and part.getparent() is not None:
                take_out(part, context)


def _give_up_last(body: etree._Element, properties: etree._Element) -> bool:
    """Makes the section before the last one the last; False where there is none."""
    sections = list(_sections(body))
    if len(sections) < 2:
        return False
    above, parts = sections[-2]
    last = parts[-1]
    drop(above)
    properties.addprevious(above)
    drop(properties)
    if not _shows(last) and len(parts) > 1 and parts[-2].tag == P:
        drop(last)
    return True


def new_section(first: etree._Element, last: etree._Element, section: Section, context: EditContext) -> None:
    """Gives new pages a section of their own: the pages before and behind them keep their paper."""
    body = first.getparent()
    if body is None or body.tag != W + "body" or last.getparent() is not body:
        return
    found = next((s for s in _sections(body) if first in s[1]), None)
    if found is None or last not in found[1]:
        return
    ruling, parts = found
    own = _like(body, ruling, section)
    if any(map(_shows, parts[: parts.index(first)])):
        first.addprevious(_break(deepcopy(ruling), context))
    if any(map(_shows, parts[parts.index(last) + 1 :])):
        last.addnext(_break(own, context))
    else:
        ruling.addprevious(own)
        drop(ruling)


def _like(body: etree._Element, ruling: etree._Element, section: Section) -> etree._Element:
    known = [ruling, *(properties for properties, _ in _sections(body))]
    own = deepcopy(next((one for one in known if _is_landscape(one) == section.landscape), ruling))
    for part in list(own.iterchildren(W + "pgNumType")):
        drop(part)
    if section.cover:
        for part in list(own.iterchildren(W + "footerReference", W + "headerReference")):
            drop(part)
    if _is_landscape(own) != section.landscape:
        turned = turned_page(own)
        for name in ("pgSz", "pgMar"):
            old, new = child(own, name), child(turned, name)
            if old is not None and new is not None:
                own.replace(old, new)
    return own


def _is_landscape(properties: etree._Element) -> bool:
    size = child(properties, "pgSz")
    return size is not None and size.get(W + "orient") == "landscape"


def _break(properties: etree._Element, context: EditContext) -> etree._Element:
    paragraph = spacer(context)
    own = child(paragraph, "pPr")
    (new_element("pPr", paragraph) if own is None else own).append(properties)
    return paragraph


def _sections(body: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    parts: list[etree._Element] = []
    for element in body:
        properties = break_of(element)
        if element.tag != _SECTION:
            parts.append(element)
        if properties is not None:
            yield properties, parts
            parts = []


def _shows(element: etree._Element) -> bool:
    if element.tag != P:
        return element.tag not in (W + "bookmarkStart", W + "bookmarkEnd")
    return bool(text_of(element).strip()) or next(element.iter(*_HELD, W + "del", TBL), None) is not None
