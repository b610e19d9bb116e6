"""The tables of a person's file, as the update sees and changes them: rows, cells, the lines in a cell.

In: live elements and the ``Desk`` of their document. Out: texts and edits. A cell's text is a line a paragraph; offsets
count in the joined text.
"""

from collections.abc import Sequence
from copy import deepcopy
from typing import Literal

from lxml import etree

from drafter.docx.manuscript.characters import drop, made
from drafter.docx.manuscript.desk import Desk
from drafter.docx.manuscript.editing import Edit
from drafter.docx.manuscript.lines import replace_lines, strike_lines
from drafter.docx.manuscript.ours import P
from drafter.docx.manuscript.paragraphs import BlockNow, ParagraphNow
from drafter.docx.manuscript.rowcopy import row_like
from drafter.docx.manuscript.structure import TBL, beside, note_on, put_beside, strike_all, take_out
from drafter.docx.read import W, cells_in, child, rows_of

Merge = Literal["", "restart", "continue"]
_BEHIND_MERGE = frozenset(
    W + name
    for name in (
        *("tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers"),
        *("cellIns", "cellDel", "cellMerge", "tcPrChange"),
    )
)


class TableNow(BlockNow):
    """A ``w:tbl``."""

    @property
    def rows(self) -> tuple["RowNow", ...]:
        return tuple(RowNow(row, self.desk) for row in rows_of(self.element))

    @property
    def holds_nested(self) -> bool:
        """Whether a table stands within a cell."""
        return next(self.element.iterdescendants(TBL), None) is not None

    def note(self, text: str) -> None:
        """A comment of ours on the first cell."""
        note_on(self.element.iter(P), text, self.desk)

    def delete(self, tracked: bool = False, note: str = "") -> None:
        """Takes out, or strikes, the whole table."""
        _delete(self.element, self.desk, tracked=tracked, note=note)


class RowNow:
    """A ``w:tr``."""

    def __init__(self, element: etree._Element, desk: Desk) -> None:
        self.element, self.desk = element, desk

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowNow) and other.element is self.element

    def __hash__(self) -> int:
        return hash(self.element)

    @property
    def anchors(self) -> tuple[str, ...]:
        """Our anchors that touch its cells."""
        found = (name for paragraph in self.element.iter(P) for name in self.desk.anchors.get(paragraph, ()))
        return tuple(dict.fromkeys(found))

    @property
    def cells(self) -> tuple["CellNow", ...]:
        return tuple(CellNow(cell, self.desk) for cell in cells_in(self.element))

    @property
    def is_header(self) -> bool:
        """Whether it repeats on every page."""
        sign = child(self.element, "trPr", "tblHeader")
        return sign is not None and sign.get(W + "val", "1") not in ("0", "false", "off")

    def insert_after(self, xml: str, tracked: bool = False) -> "RowNow":
        """Puts a ``w:tr``, given as XML, below this one."""
        return RowNow(put_beside(self.element, xml, self.desk, after=True, tracked=tracked), self.desk)

    def copy_after(self, model: "RowNow", texts: Sequence[str], tracked: bool = False) -> "RowNow":
        """Puts a row that looks like ``model`` below this one, with these texts in its cells."""
        return self.insert_after(row_like(model.element, texts), tracked)

    def move_after(self, other: "RowNow") -> None:
        """Puts it behind another row of its table, if it does not stand there."""
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
                _delete(table, self.desk, tracked=False, note=note)
                return
            below = rows[rows.index(self.element) + 1 :]
            if below and heirs:
                self._hand_down(RowNow(below[0], self.desk))
        _delete(self.element, self.desk, tracked=tracked, note=note)

    def _hand_down(self, below: "RowNow") -> None:
        places = below.by_column()
        for column, cell in self.by_column().items():
            heir = places.get(column)
            if cell.merge == "restart" and heir is not None and heir.merge == "continue":
                heir.set_merge("restart")
                if not heir.text:
                    for paragraph in heir.paragraphs:
                        drop(paragraph.element)
                    heir.element.extend([deepcopy(paragraph.element) for paragraph in cell.paragraphs])

    def by_column(self) -> dict[int, "CellNow"]:
        """The cells by the column of the grid that they begin in."""
        before = child(self.element, "trPr", "gridBefore")
        column = int(before.get(W + "val", "0")) if before is not None else 0
        places = {}
        for cell in self.cells:
            places[column] = cell
            column += cell.span
        return places


class CellNow:
    """A ``w:tc``."""

    def __init__(self, element: etree._Element, desk: Desk) -> None:
        self.element, self.desk = element, desk

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CellNow) and other.element is self.element

    def __hash__(self) -> int:
        return hash(self.element)

    @property
    def paragraphs(self) -> tuple[ParagraphNow, ...]:
        return tuple(ParagraphNow(paragraph, self.desk) for paragraph in self.element.iter(P))

    @property
    def text(self) -> str:
        """A line a paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def span(self) -> int:
        """How many columns of the grid it covers."""
        span = child(self.element, "tcPr", "gridSpan")
        value = span.get(W + "val", "") if span is not None else ""
        return int(value) if value.isdecimal() else 1

    @property
    def merge(self) -> Merge:
        """Whether it begins, or continues, a cell over several rows."""
        merge = child(self.element, "tcPr", "vMerge")
        if merge is None:
            return ""
        return "restart" if merge.get(W + "val") == "restart" else "continue"

    def set_merge(self, value: Merge) -> None:
        properties = child(self.element, "tcPr")
        if properties is None:
            properties = made("tcPr")
            self.element.insert(0, properties)
        merge = child(properties, "vMerge")
        if merge is not None:
            drop(merge)
        if value:
            place = next((part for part in properties if part.tag in _BEHIND_MERGE), None)
            merge = made("vMerge", val=value)
            properties.append(merge) if place is None else place.addprevious(merge)

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carries out edits that do not overlap.

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
                strike_lines([p.element for p in self.paragraphs], edit, self.desk)
            else:
                replace_lines([p.element for p in self.paragraphs], edit, self.desk)


def _delete(element: etree._Element, desk: Desk, *, tracked: bool, note: str) -> None:
    if tracked:
        if note:
            note_on(element.iter(P), note, desk)
        strike_all(element, desk)
        return
    neighbour, _ = beside(element)
    take_out(element, desk)
    if note and neighbour is not None:
        note_on([neighbour], note, desk)
