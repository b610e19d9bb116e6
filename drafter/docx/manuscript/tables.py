r"""The tables of the clerk's file, as the update reads and changes them: tables, rows, cells, and the lines in a cell.

In: live elements and the ``EditContext`` of their document. Out: texts and edits. A cell's text is one line for each of
its paragraphs, joined by ``\n``; offsets count in that joined text.
"""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree
from msgspec.structs import replace

from drafter.blocks import Merge, first_columns
from drafter.docx.manuscript.block_edits import (
    TBL,
    beside,
    mark_end,
    note_on,
    put_beside,
    strike_all,
    strike_runs,
    take_out,
)
from drafter.docx.manuscript.characters import clean, cut, drop, leaves, new_element, run_like, run_of, text_nodes
from drafter.docx.manuscript.marks import EditContext
from drafter.docx.manuscript.paragraphs import LiveBlock, LiveParagraph
from drafter.docx.manuscript.text_edits import Edit, apply
from drafter.docx.manuscript.tool_revisions import P, unmark
from drafter.docx.read import W, cells_in, child, free_columns, is_header, merge_of, rows_of, span_of, text_of

_BEHIND_MERGE = frozenset(
    W + name
    for name in (
        *("tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers"),
        *("cellIns", "cellDel", "cellMerge", "tcPrChange"),
    )
)


class LiveTable(LiveBlock):
    """A ``w:tbl``."""

    @property
    def rows(self) -> tuple["LiveRow", ...]:
        return tuple(LiveRow(row, self.context) for row in rows_of(self.element))

    @property
    def holds_nested(self) -> bool:
        """Whether a cell holds another table."""
        return next(self.element.iterdescendants(TBL), None) is not None

    def note(self, text: str) -> None:
        """A tool comment on the first cell."""
        note_on(self.element.iter(P), text, self.context)

    def delete(self, tracked: bool = False, note: str = "") -> None:
        """Takes out, or strikes, the whole table."""
        _delete(self.element, self.context, tracked=tracked, note=note)


class LiveRow:
    """A ``w:tr``."""

    def __init__(self, element: etree._Element, context: EditContext) -> None:
        self.element, self.context = element, context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LiveRow) and other.element is self.element

    def __hash__(self) -> int:
        return hash(self.element)

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors that touch its cells."""
        found = (name for paragraph in self.element.iter(P) for name in self.context.anchors.get(paragraph, ()))
        return tuple(dict.fromkeys(found))

    @property
    def cells(self) -> tuple["LiveCell", ...]:
        return tuple(LiveCell(cell, self.context) for cell in cells_in(self.element))

    @property
    def is_header(self) -> bool:
        """Whether it repeats on every page."""
        return is_header(self.element)

    def insert_after(self, xml: str, tracked: bool = False) -> "LiveRow":
        """Puts a ``w:tr``, given as XML, below this one."""
        return LiveRow(put_beside(self.element, xml, self.context, after=True, tracked=tracked), self.context)

    def copy_after(self, model: "LiveRow", texts: Sequence[str], tracked: bool = False) -> "LiveRow":
        """Puts a row that looks like ``model`` below this one, with these texts in its cells."""
        return self.insert_after(row_like(model.element, texts), tracked)

    def move_after(self, other: "LiveRow") -> None:
        """Puts it behind another row of its table, unless it is there already."""
        if self.element.getprevious() is other.element:
            return
        rows = rows_of(next(self.element.iterancestors(TBL)))
        if rows.index(self.element) != rows.index(other.element) + 1:
            other.element.addnext(self.element)

    def delete(self, tracked: bool = False, note: str = "", *, heirs: bool = True) -> None:
        """Takes out, or strikes, the row; with the last one the table goes.

        ``heirs``: a merged cell that begins here begins in the next row then (not where the row is only struck).
        """
        table = next(self.element.iterancestors(TBL))
        rows = rows_of(table)
        if not tracked:
            if len(rows) == 1:
                _delete(table, self.context, tracked=False, note=note)
                return
            below = rows[rows.index(self.element) + 1 :]
            if below and heirs:
                self._hand_down(LiveRow(below[0], self.context))
        _delete(self.element, self.context, tracked=tracked, note=note)

    def _hand_down(self, below: "LiveRow") -> None:
        places = below.by_column()
        for column, cell in self.by_column().items():
            heir = places.get(column)
            if cell.merge == "restart" and heir is not None and heir.merge == "continue":
                heir.set_merge("restart")
                if not heir.text:
                    for paragraph in heir.paragraphs:
                        drop(paragraph.element)
                    heir.element.extend([deepcopy(paragraph.element) for paragraph in cell.paragraphs])

    def by_column(self) -> dict[int, "LiveCell"]:
        """The cells by the column of the grid that they begin in."""
        cells = self.cells
        columns = first_columns((cell.span for cell in cells), free_columns(self.element))
        return dict(zip(columns, cells, strict=True))


class LiveCell:
    """A ``w:tc``."""

    def __init__(self, element: etree._Element, context: EditContext) -> None:
        self.element, self.context = element, context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LiveCell) and other.element is self.element

    def __hash__(self) -> int:
        return hash(self.element)

    @property
    def paragraphs(self) -> tuple[LiveParagraph, ...]:
        return tuple(LiveParagraph(paragraph, self.context) for paragraph in self.element.iter(P))

    @property
    def text(self) -> str:
        """A line a paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def span(self) -> int:
        """How many columns of the grid it covers."""
        return span_of(self.element)

    @property
    def merge(self) -> Merge:
        """Whether it begins, or continues, a cell over several rows."""
        return merge_of(self.element)

    def set_merge(self, value: Merge) -> None:
        properties = child(self.element, "tcPr")
        if properties is None:
            properties = new_element("tcPr")
            self.element.insert(0, properties)
        merge = child(properties, "vMerge")
        if merge is not None:
            drop(merge)
        if value:
            place = next((part for part in properties if part.tag in _BEHIND_MERGE), None)
            merge = new_element("vMerge", val=value)
            properties.append(merge) if place is None else place.addprevious(merge)

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carries out edits; their offsets count in ``text``. Raises ValueError where they overlap or leave it.

        Untracked ones join and split the lines of the cell as the new text asks. Tracked ones keep the lines: new ones
        are line breaks, and the ends of old ones are struck.
        """
        text, last = self.text, 0
        ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
        for edit in ordered:
            if not last <= edit.start <= edit.end <= len(text):
                raise ValueError(f"edits overlap or leave the text of {len(text)} characters: {edits}")
            last = edit.end
        for edit in reversed(ordered):
            if edit.tracked or (edit.note and edit.text == text[edit.start : edit.end]):
                strike_lines([p.element for p in self.paragraphs], edit, self.context)
            else:
                replace_lines([p.element for p in self.paragraphs], edit, self.context)


def _delete(element: etree._Element, context: EditContext, *, tracked: bool, note: str) -> None:
    if tracked:
        if note:
            note_on(element.iter(P), note, context)
        strike_all(element, context)
        return
    neighbour, _ = beside(element)
    take_out(element, context)
    if note and neighbour is not None:
        note_on([neighbour], note, context)


def replace_lines(paragraphs: Sequence[etree._Element], edit: Edit, context: EditContext) -> None:
    """An untracked edit: line by line where their number stays, otherwise lines are joined or split."""
    first, start, last, end = _located(paragraphs, edit)
    new = clean(edit.text).split("\n")
    old = [text_of(paragraph) for paragraph in paragraphs[first : last + 1]]
    if len(new) == len(old):
        for number, (line, said) in enumerate(zip(new, old, strict=True)):
            left = start if number == 0 else 0
            right = end if number == len(old) - 1 else len(said)
            note = edit.note if number == 0 else ""
            if said[left:right] != line or note:
                apply(paragraphs[first + number], [Edit(left, right, line, note=note)], context)
        return
    head = paragraphs[first]
    right = end if first == last else len(old[0])
    if first < last:
        apply(paragraphs[last], [Edit(0, end, "")], context)
        for between in paragraphs[first + 1 : last]:
            take_out(between, context)
        _join(head, paragraphs[last])
    apply(head, [Edit(start, right, new[0], note=edit.note)], context)
    position = start + len(new[0])
    for line in new[1:]:
        head = _split(head, position, line, context)
        position = len(line)


def strike_lines(paragraphs: Sequence[etree._Element], edit: Edit, context: EditContext) -> None:
    """A tracked edit, or a comment alone: every line stays."""
    first, start, last, end = _located(paragraphs, edit)
    if first == last:
        apply(paragraphs[first], [replace(edit, start=start, end=end)], context)
        return
    if not edit.tracked:
        said = text_of(paragraphs[first])
        left = start if start < len(said) else 0
        apply(paragraphs[first], [Edit(left, len(said), said[left:], note=edit.note)], context)
        return
    apply(paragraphs[last], [Edit(0, end, "", tracked=True)], context)
    for between in paragraphs[first + 1 : last]:
        strike_runs(between, context)
        mark_end(between, "del", context)
    head = paragraphs[first]
    mark_end(head, "del", context)
    if edit.text or edit.note or start < len(text_of(head)):
        apply(head, [replace(edit, start=start, end=len(text_of(head)))], context)


def _located(paragraphs: Sequence[etree._Element], edit: Edit) -> tuple[int, int, int, int]:
    """First paragraph and the offset in it, last paragraph and the offset in it."""
    places, position = [], 0
    for number, paragraph in enumerate(paragraphs):
        length = len(text_of(paragraph))
        places.append((number, position, position + length))
        position += length + 1
    first, begin, _ = next(place for place in places if edit.start <= place[2])
    last, final, _ = next(place for place in places if edit.end <= place[2])
    return first, edit.start - begin, last, edit.end - final


def _join(head: etree._Element, tail: etree._Element) -> None:
    """The second paragraph runs on in the first; what was between them has been taken out."""
    head.extend([part for part in tail if part.tag != W + "pPr"])
    drop(tail)


def _split(paragraph: etree._Element, position: int, line: str, context: EditContext) -> etree._Element:
    """A new paragraph for the text behind a position, with ``line`` before it."""
    new = new_element("p")
    properties = child(paragraph, "pPr")
    if properties is not None:
        new.append(deepcopy(properties))
        for name in ("ins", "del"):
            if (mark := child(new, "pPr", "rPr", name)) is not None:
                unmark(mark)
    found = text_nodes(paragraph, context.depths.get(paragraph, 0))
    whole = found[-1].end if found else 0
    if position < whole:
        moved = cut(paragraph, position, whole)[0]
        while (parent := moved.getparent()) is not None and parent is not paragraph:
            right = new_element("x")
            right.tag = parent.tag
            for key, value in parent.items():
                right.set(key, value)
            parent.addnext(right)
            right.extend([moved, *moved.itersiblings()])
            moved = right
        new.extend([moved, *moved.itersiblings()])
    paragraph.addnext(new)
    if line and position < whole:
        apply(new, [Edit(0, 0, line)], context)
    elif line:
        run = run_like(run_of(found[-1])) if found and found[-1].run is not None else new_element("r", new)
        run.extend(leaves(line))
        new.append(run)
    return new


_NOT_COPIED = frozenset(
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tcPrChange", "trPrChange", "sectPr"),
        *("cellIns", "cellDel", "cellMerge", "vMerge", "tblHeader"),
    )
)


def row_like(model: etree._Element, texts: Sequence[str]) -> str:
    """The row as XML; a cell without a text in ``texts`` is empty, a line of a text is a paragraph."""
    row = new_element("tr")
    for properties in (child(model, "tblPrEx"), child(model, "trPr")):
        if properties is not None:
            row.append(_clean(properties))
    for number, cell in enumerate(cells_in(model)):
        new = new_element("tc", row)
        properties = child(cell, "tcPr")
        if properties is not None:
            new.append(_clean(properties))
        paragraph = next(cell.iter(W + "p"), None)
        run = next(cell.iter(W + "r"), None)
        for line in (texts[number] if number < len(texts) else "").split("\n"):
            new.append(_paragraph(paragraph, run, line))
    return etree.tostring(row, encoding="unicode")


def _paragraph(model: etree._Element | None, run: etree._Element | None, text: str) -> etree._Element:
    new = new_element("p")
    properties = child(model, "pPr") if model is not None else None
    if properties is not None:
        new.append(_clean(properties))
    if text:
        letters = new_element("r", new)
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
