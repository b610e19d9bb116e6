"""The styles of a style file by name: whatever their ids are, and what a file lacks is added.

In: the tree of a styles part. Out: the ids of the styles that a report uses.
"""

from collections.abc import Callable
from copy import deepcopy

from docx.styles import BabelFish
from lxml import etree

from drafter.docx.read import W
from drafter.docx.styles import USED_STYLES


def style_ids(styles: etree._Element, fallback: Callable[[], etree._Element]) -> dict[str, str]:
    """The ids of ``USED_STYLES`` by name, once those that are lacking have been added from ``fallback``."""
    known = known_styles(styles)
    lacking = any((kind, key(name)) not in known for name, kind in USED_STYLES.items())
    added = _add_missing(styles, fallback()) if lacking else {}
    ids = {name: added.get(key(name)) or known[kind, key(name)] for name, kind in USED_STYLES.items()}
    _drop_numbers(styles, set(ids.values()))
    written = {style_id: name for name, style_id in ids.items()}
    for style in styles.iter(W + "style"):  # LibreOffice writes Heading 1, Word and python-docx look for heading 1
        if (own := written.get(style.get(W + "styleId", ""))) and key(own) == key(_name(style)):
            for name in style.iterchildren(W + "name"):
                name.set(W + "val", own)
    return ids


def known_styles(styles: etree._Element) -> dict[tuple[str, str], str]:
    """The ids of styles by type and name."""
    return {_style_key(style): style.get(W + "styleId", "") for style in styles.iter(W + "style")}


def _add_missing(styles: etree._Element, fallback: etree._Element) -> dict[str, str]:
    """Adds to ``styles`` those of ``fallback`` that it lacks (by type and name); the ids of all of them by key."""
    known = known_styles(styles)
    names = {name for _, name in known}
    defaults = {style.get(W + "type") for style in styles.iter(W + "style") if style.get(W + "default")}
    ids = {}  # id in the fallback -> id in the unit's file
    for style in fallback.iter(W + "style"):
        own = style.get(W + "styleId", "")
        ids[own] = known.get(_style_key(style)) or (own if own not in known.values() else f"Drafter{own}")
    result = {}
    for style in fallback.iter(W + "style"):
        kind, name = _style_key(style)
        result[name] = ids[style.get(W + "styleId", "")]
        if (kind, name) in known:
            continue
        style = deepcopy(style)
        style.set(W + "styleId", ids[style.get(W + "styleId", "")])
        if kind in defaults:
            style.attrib.pop(W + "default", "")
        if name in names:  # taken by a style of another type; Word wants a name once
            for element in style.iter(W + "name"):
                element.set(W + "val", f"{_name(style)}（报告）")
        for element in style.iter(W + "basedOn", W + "next", W + "link"):
            element.set(W + "val", ids[element.get(W + "val", "")])
        styles.append(style)
    return result


def _drop_numbers(styles: etree._Element, used: set[str]) -> None:
    """Takes the automatic numbers from the styles that we use: 一、 and （一） are part of our text."""
    for style in styles.iter(W + "style"):
        if style.get(W + "styleId") in used:
            etree.strip_elements(style, W + "numPr", with_tail=False)


def _style_key(style: etree._Element) -> tuple[str, str]:
    """What makes two styles the same: the type, and the name in either case (LibreOffice writes Heading 1)."""
    return style.get(W + "type", "paragraph"), key(_name(style))


def key(name: str) -> str:
    return BabelFish.internal2ui(name).casefold()


def _name(style: etree._Element) -> str:
    name = style.find(W + "name")
    return name.get(W + "val", "") if name is not None else ""
