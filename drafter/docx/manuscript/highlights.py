"""The yellow mark of what is to be checked: put on a gap that an edit writes, taken off one that it fills.

In: the styles of the opened file; runs. A mark that the clerk set, or left on a gap filled by hand, is not looked
at: only text that an update writes is marked or cleared here.
"""

from lxml import etree

from drafter.docx.manuscript.characters import drop, new_element
from drafter.docx.opening import Opened
from drafter.docx.read import W
from drafter.docx.styles import GAP_STYLE

_AFTER_HIGHLIGHT = frozenset(
    W + name
    for name in (
        *("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
        *("specVanish", "oMath", "rPrChange"),
    )
)


class Highlights:
    """How one document marks its gaps; ``style_id`` is "" where it has no style for them."""

    def __init__(self, opened: Opened) -> None:
        part = opened.related("styles")
        styles = opened.tree(part).iter(W + "style") if part else iter(())
        names = ((style.get(W + "styleId", ""), style.find(W + "name")) for style in styles)
        self.style_id = next((i for i, name in names if name is not None and name.get(W + "val") == GAP_STYLE), "")

    def marked(self, run: etree._Element) -> bool:
        """Whether a run is marked as the tool marks gaps."""
        style = run.find(f"{W}rPr/{W}rStyle")
        if self.style_id:
            return style is not None and style.get(W + "val") == self.style_id
        shade = run.find(f"{W}rPr/{W}highlight")
        return shade is not None and shade.get(W + "val") == "yellow"

    def mark(self, run: etree._Element, *, is_gap: bool) -> None:
        """Marks a run, or takes the mark off."""
        properties = run.find(W + "rPr")
        if properties is None:
            properties = new_element("rPr")
            run.insert(0, properties)
        for part in list(properties):
            if part.tag == W + "highlight" or (part.tag == W + "rStyle" and (is_gap or self.marked(run))):
                drop(part)
        if is_gap:
            if self.style_id:
                properties.insert(0, new_element("rStyle", val=self.style_id))
            place = next((part for part in properties if part.tag in _AFTER_HIGHLIGHT), None)
            shade = new_element("highlight", val="yellow")
            properties.append(shade) if place is None else place.addprevious(shade)
        if not len(properties):
            drop(properties)
