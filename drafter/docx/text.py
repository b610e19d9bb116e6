"""Paragraphs: runs of text become ``w:p``, with the gaps in them highlighted.

In: ``Run``s and the name of a style. Out: XML as text. A ``Pen`` is made once for a document; it knows the style
ids of that document.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise, product
from typing import get_args

from drafter.blocks import SUGGESTION, TO_CHECK, Emphasis, Run, Text
from drafter.docx.styles import COVER_STYLES, GAP_STYLE, HEAD_STYLE, TEXT_STYLES
from drafter.docx.titles import balanced
from drafter.docx.xml import escape, lines


class Pen:
    """Writes paragraphs in the styles of one document (style ids by style name)."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self.ids = ids
        self._manners = {
            (emphasis, is_gap, plain): _run_properties(ids, emphasis, is_gap=is_gap, plain=plain)
            for emphasis, is_gap, plain in product(get_args(Emphasis), (False, True), (False, True))
        }
        self._bookmarks = 0
        self._cached: dict[tuple[str, str], str] = {}
        self._kinds = {kind: self._paragraph_properties(name) for kind, name in TEXT_STYLES.items()}
        self._cover_kinds = self._kinds | {k: self._paragraph_properties(name) for k, name in COVER_STYLES.items()}

    def text(self, block: Text, *, cover: bool = False, with_next: bool = False, anchor: str = "") -> str:
        """A text block as one paragraph; ``with_next`` keeps it on the page of the one that follows.

        ``anchor``: the bookmark around its text.
        """
        properties = (self._cover_kinds if cover else self._kinds)[block.kind]
        if with_next:
            properties = properties.replace("</w:pPr>", "<w:keepNext/></w:pPr>")
        runs = (Run(balanced(block.text)),) if block.kind == "title" else block.as_runs()
        return f"<w:p>{properties}{self.marked(self.runs(runs), anchor)}</w:p>"

    def styled(self, style: str, text: str, alignment: str = "", anchor: str = "") -> str:
        """A paragraph of plain text in a named style; ``alignment`` only where it is not that of the style."""
        properties = self._cached.get((style, alignment))
        if properties is None:
            properties = self._paragraph_properties(style, f'<w:jc w:val="{alignment}"/>' if alignment else "")
            self._cached[style, alignment] = properties
        runs = self.runs((Run(text),)) if "【" in text else self._run(text, "", is_gap=False)
        return f"<w:p>{properties}{self.marked(runs, anchor)}</w:p>"

    def runs(self, runs: Iterable[Run]) -> str:
        """The runs as ``w:r``, with every 【待补充：…】 and （建议，请核实） marked, also one that crosses runs."""
        runs = tuple(runs)
        text = "".join(run.text for run in runs)
        gaps = [match.span() for match in TO_CHECK.finditer(text)] if "【" in text or SUGGESTION in text else []
        if not gaps:
            return "".join(self._run(run.text, run.emphasis, is_gap=False) for run in runs)
        edges = sorted({0, len(text), *(edge for span in gaps for edge in span)})
        written, start = [], 0
        for run in runs:
            end = start + len(run.text)
            cuts = [start, *(edge for edge in edges if start < edge < end), end]
            for left, right in pairwise(cuts):
                is_gap = any(first <= left and right <= last for first, last in gaps)
                written.append(self._run(text[left:right], run.emphasis, is_gap=is_gap))
            start = end
        return "".join(written)

    def marked(self, runs: str, anchor: str) -> str:
        """Runs with the bookmark ``anchor`` around them; as they are without one."""
        if not anchor:
            return runs
        self._bookmarks += 1
        number = self._bookmarks
        return f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'

    def _paragraph_properties(self, style: str, more: str = "") -> str:
        return f'<w:pPr><w:pStyle w:val="{self.ids[style]}"/>{more}</w:pPr>'

    def _run(self, text: str, emphasis: Emphasis, *, is_gap: bool) -> str:
        if not text:
            return ""
        return f"<w:r>{self._manners[emphasis, is_gap, text.isascii()]}{_content(text)}</w:r>"


def _content(text: str) -> str:
    """The text of a run; line ends and tabs have elements of their own."""
    if "\n" in text or "\r" in text:
        return "<w:br/>".join(_content(line) for line in lines(text))
    if "\t" in text:
        return "<w:tab/>".join(_content(piece) for piece in text.split("\t"))
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def _run_properties(ids: Mapping[str, str], emphasis: Emphasis, *, is_gap: bool, plain: bool) -> str:
    style = GAP_STYLE if is_gap else HEAD_STYLE if emphasis == "head" else ""
    properties = f'<w:rStyle w:val="{ids[style]}"/>' if style else ""
    if not plain:
        # “”…— belong to both scripts; without the hint Word draws them in Times New Roman.
        properties += '<w:rFonts w:hint="eastAsia"/>'
    properties += {"bold": "<w:b/><w:bCs/>", "italic": "<w:i/><w:iCs/>"}.get(emphasis, "")
    properties += '<w:highlight w:val="yellow"/>' if is_gap else ""
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""
