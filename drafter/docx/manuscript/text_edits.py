"""Edits of the text of one ``w:p``: the smallest ones, in the runs that are there.

In: the element, ``Edit``s, the ``EditContext`` (ids and comments of the document). Out: the element changed. An
untracked edit writes into the existing runs. A tracked one is a tool revision: ``w:del`` of the old text,
``w:ins`` of the new behind it.
"""

from collections.abc import Sequence
from copy import deepcopy
from itertools import accumulate, pairwise

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from drafter.blocks import TO_CHECK
from drafter.docx.manuscript.characters import (
    AUTHOR,
    INSERTING,
    TextNode,
    between,
    clean,
    cut,
    drop,
    field_step,
    is_bare,
    leaves,
    new_element,
    run_like,
    run_of,
    set_text,
    split_around,
    text_leaf,
    text_nodes,
)
from drafter.docx.manuscript.marks import EditContext, comment_on, strike
from drafter.docx.read import W, text_of

_AT_START = frozenset(W + name for name in ("pPr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "proofErr"))
_EMPTIED = frozenset({*INSERTING, W + "hyperlink", W + "smartTag"})


class Edit(Struct, frozen=True):
    """What takes the place of ``start``:``end``; offsets count in the text as it read before any edit of its group.

    ``tracked``: as a tool revision. ``note``: a tool comment on it; where ``text`` is the old text, only the comment.
    """

    start: int
    end: int
    text: str
    tracked: bool = False
    note: str = ""


def apply(paragraph: etree._Element, edits: Sequence[Edit], context: EditContext) -> None:
    """All edits of one paragraph. Raises ValueError where they overlap or leave the text."""
    ordered = sorted((replace(e, text=clean(e.text)) for e in edits), key=lambda edit: (edit.start, edit.end))
    text, editor = text_of(paragraph), _Editor(paragraph, context)
    last = 0
    for edit in ordered:
        if not last <= edit.start <= edit.end <= len(text):
            raise ValueError(f"edits overlap or leave the text of {len(text)} characters: {edits}")
        last = edit.end
    changes = [edit.text != text[edit.start : edit.end] for edit in ordered]
    # Untracked edits go first. What is struck is no longer among the characters: a text put in beside it afterwards
    # could land behind it, and would be on the wrong side once the clerk rejects the deletion.
    for edit, is_change in reversed(list(zip(ordered, changes, strict=True))):
        if is_change and not edit.tracked:
            editor.rewrite(edit, text[edit.start : edit.end])
    marks: dict[int, tuple[etree._Element, etree._Element]] = {}
    for number, start in reversed(list(enumerate(_starts(ordered, tracked=False)))):
        if changes[number] and ordered[number].tracked:
            marks[number] = editor.revise(ordered[number], start)
    starts = _starts(ordered, tracked=True)
    noted = [number for number, edit in enumerate(ordered) if edit.note]
    for number in reversed(noted):
        if number not in marks:
            marks[number] = editor.span(starts[number], starts[number] + len(ordered[number].text))
    for number in noted:
        comment_on(ordered[number].note, *marks[number], paragraph, context)
    for edit, is_change, start in zip(ordered, changes, starts, strict=True):
        if is_change:
            editor.highlight(start, start + len(edit.text))


def _starts(edits: Sequence[Edit], *, tracked: bool) -> list[int]:
    """Where each edit begins once the untracked ones are carried out, and with ``tracked`` the others too."""
    growth = [len(edit.text) - (edit.end - edit.start) if tracked or not edit.tracked else 0 for edit in edits]
    return [edit.start + shift for edit, shift in zip(edits, accumulate(growth, initial=0), strict=False)]


class _Editor:
    def __init__(self, paragraph: etree._Element, context: EditContext) -> None:
        self.paragraph, self.context = paragraph, context
        self.depth = context.depths.get(paragraph, 0)

    @property
    def nodes(self) -> list[TextNode]:
        return text_nodes(self.paragraph, self.depth)

    def rewrite(self, edit: Edit, old: str) -> None:
        """Does an untracked edit: what is the same at both ends of the old and the new text is left as it is."""
        start, end, text = edit.start, edit.end, edit.text
        head = tail = 0
        while head < min(len(text), len(old)) and text[head] == old[head]:
            head += 1
        while tail < min(len(text), len(old)) - head and text[-1 - tail] == old[-1 - tail]:
            tail += 1
        self._replace(start + head, end - tail, text[head : len(text) - tail], forwards=head == 0 and start < end)

    def highlight(self, start: int, end: int) -> None:
        """What was written is marked where it is a gap, and not where the gap has been filled."""
        gaps = [match.span() for match in TO_CHECK.finditer(text_of(self.paragraph))]
        edges = sorted({start, end, *(edge for gap in gaps for edge in gap if start < edge < end)})
        for left, right in pairwise(edges):
            is_gap = any(first <= left and right <= last for first, last in gaps)
            wrong = any(
                self.context.highlights.marked(run_of(p)) != is_gap
                for p in between(self.nodes, left, right)
                if p.run is not None
            )
            if wrong:
                for run in cut(self.paragraph, left, right, self.depth):
                    self.context.highlights.mark(run, is_gap=is_gap)

    def span(self, start: int, end: int) -> tuple[etree._Element, etree._Element]:
        """The first and the last run of a stretch (for a comment); of an empty one an empty run, twice."""
        if start < end:
            runs = cut(self.paragraph, start, end, self.depth)
            return runs[0], runs[-1]
        mark = self._point(start)
        return mark, mark

    def _point(self, position: int) -> etree._Element:
        """A place between two characters, as an empty run, which ``comment_on`` takes out again."""
        place = new_element("r")
        self._put(place, position)
        return place

    def _replace(self, start: int, end: int, text: str, *, forwards: bool) -> None:
        if start == end:
            if text:
                self._insert(start, text, forwards=forwards)
            return
        span = between(self.nodes, start, end)
        target = next((node for node in span if not (node.inserted or node.pending)), span[0]) if text else None
        for node in reversed(span):
            first, last = max(start, node.start) - node.start, min(end, node.end) - node.start
            put = text if node is target else ""
            _rewrite(node, first, last, put)

    def _insert(self, position: int, text: str, *, forwards: bool) -> None:
        left, right = self._neighbours(position)
        left_open, right_open = _is_open(left, right), _is_open(right, left)
        if right is not None and right_open and (forwards or not left_open):
            _rewrite(right, position - right.start, position - right.start, text)
        elif left is not None and left_open:
            _rewrite(left, position - left.start, position - left.start, text)
        else:
            run = self._run_for(left or right)
            run.extend(leaves(text))
            self._put(run, position)

    def revise(self, edit: Edit, start: int) -> tuple[etree._Element, etree._Element]:
        """Does a tracked edit at ``start`` of the text as it is now; the elements that it begins and ends with."""
        struck: list[etree._Element] = []
        end = start + edit.end - edit.start
        runs = cut(self.paragraph, start, end, self.depth)
        left, right = self._neighbours(start)
        manner = self._run_for(between(self.nodes, start, end)[0] if runs else left or right)
        for run in runs:
            deletion = strike(run, self.context)
            if deletion not in struck:
                struck.append(deletion)
        if not edit.text:
            return (struck[0], struck[-1]) if struck else self.span(start, start)
        insertion = self.context.revision("ins")
        manner.extend(leaves(edit.text))
        insertion.append(manner)
        if struck:
            split_around(struck[-1], self.paragraph).addnext(insertion)
            return struck[0], insertion
        self._put(insertion, start)
        return insertion, insertion

    def _neighbours(self, position: int) -> tuple[TextNode | None, TextNode | None]:
        found = [node for node in self.nodes if node.run is not None]
        left = next((node for node in reversed(found) if node.start < position), None)
        right = next((node for node in found if position < node.end), None)
        return left, right

    def _run_for(self, node: TextNode | None) -> etree._Element:
        """An empty run that looks like that of a node, or like the paragraph's mark."""
        if node is not None:
            return run_like(run_of(node))
        run = new_element("r")
        mark = self.paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None:
            revisions = ("ins", "del", "moveFrom", "moveTo", "rPrChange")
            shown = [deepcopy(part) for part in mark if part.tag not in {W + name for name in revisions}]
            if shown:
                new_element("rPr", run).extend(shown)
        return run

    def _put(self, element: etree._Element, position: int) -> None:
        """Puts an element between two characters, outside revisions, and outside fields and links that end there."""
        left, right = self._neighbours(position)
        if left is not None and (_is_open(left, right) or not _is_open(right, left)):
            place = split_around(cut(self.paragraph, left.start, position, self.depth)[-1], self.paragraph)
            right = self._neighbours(position)[1]
            around = set(right.leaf.iterancestors()) if right is not None else set()
            while (parent := place.getparent()) is not None and parent is not self.paragraph and parent not in around:
                place = parent
            (self._after_field(place) if left.in_field else place).addnext(element)
        elif right is not None and left is not None:
            cut(self.paragraph, position, right.end, self.depth)[0].addprevious(element)
        else:
            self._put_at_edge(element, first=right is not None)

    def _put_at_edge(self, element: etree._Element, *, first: bool) -> None:
        """Puts an element before all text, or (in a paragraph without any) behind everything but the ends of marks."""
        parts = list(self.paragraph)
        if first:
            place = next((part for part in parts if part.tag not in _AT_START), None)
            self.paragraph.append(element) if place is None else place.addprevious(element)
            return
        # Edits go from right to left: what they have struck so far lies behind this one.
        struck = next((part for part in parts if part.get(W + "author") == AUTHOR), None)
        if struck is not None:
            struck.addprevious(element)
            return
        while parts and parts[-1].tag == W + "bookmarkEnd":
            parts.pop()
        parts[-1].addnext(element) if parts else self.paragraph.insert(0, element)

    def _after_field(self, place: etree._Element) -> etree._Element:
        """The child of the paragraph, from ``place`` on, with which every field is closed."""
        depth, passed = self.depth, False
        for part in self.paragraph:
            depth += sum(map(field_step, part.iter(W + "fldChar")))
            passed = passed or part is place or place in part.iterdescendants()
            if passed and depth <= 0:
                return part
        return place


def _is_open(node: TextNode | None, other: TextNode | None) -> bool:
    """Whether text beside a node may go into its run: into no revision, no field, no link that ends here."""
    if node is None or node.inserted or node.pending or node.in_field:
        return False
    return set(node.containers) <= set(other.containers if other is not None else ())


def _rewrite(node: TextNode, first: int, last: int, text: str) -> None:
    """Puts ``text`` in the place of some characters of a node; what is left empty goes."""
    leaf, run = node.leaf, run_of(node)
    left, right = node.text[:first], node.text[last:]
    if leaf.tag == W + "t" and not set("\t\n") & set(text) and left + text + right:
        set_text(leaf, left + text + right)
        return
    if leaf.tag == W + "t":
        for part in (*([text_leaf(left)] if left else []), *leaves(text), *([text_leaf(right)] if right else [])):
            leaf.addprevious(part)
        drop(leaf)
    else:
        for part in leaves(text):
            leaf.addnext(part) if left else leaf.addprevious(part)
            leaf = part if left else leaf
        if first < last:
            drop(leaf)
    element: etree._Element | None = run
    while element is not None and (
        is_bare(element) if element is run else not len(element) and element.tag in _EMPTIED
    ):
        parent = element.getparent()
        drop(element)
        element = parent
