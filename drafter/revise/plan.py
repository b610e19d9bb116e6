"""The plan of an update: every paragraph and table of the file as it will be, before anything is written.

In: live paragraphs and tables of the clerk's file. Out: a ``Plan`` of ``ParagraphPlan``s and ``TablePlan``s, which
gather what is to be done with each and say how it will read. ``apply`` carries it out; ``verify`` holds the result
against it.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from drafter.blocks import Chart, Merge, Table, Text
from drafter.revise.account import Account
from drafter.revise.hunks import Hunk, Resolution, after, as_notice, dealt
from drafter.state.record import Pending

if TYPE_CHECKING:
    from drafter.docx.chart_reading import FoundChart
    from drafter.docx.manuscript import LiveParagraph, LiveRow, LiveTable

STRUCK = "新数据中该段已不再生成；接受=删除，拒绝=保留您改过的文字"
STRUCK_ROW = "新数据中该行已不再生成；接受=删除，拒绝=保留您改过的内容"
STRUCK_TABLE = "新数据中该表已不再生成；接受=删除，拒绝=保留您改过的内容"
NOT_STRUCK = "新数据中该段已不再生成；段内有您的修订，没有改动，请自行决定是否删除"

Gone = Literal["", "removed", "struck"]
"""How a paragraph, row or table goes: not at all; removed, the clerk had not touched it; struck out by a tool revision,
the clerk had, and decides."""


class ParagraphPlan(Struct, eq=False):
    """A paragraph of the clerk's with what is to be done, or a new one (``new``; it may have to get another number).

    ``clerk``: its text in the clerk's file. ``blocks``: ids of the base's blocks that it is, or is a part of; of
    several where the clerk joined them. ``numbers``: hunks of paragraph numbers. ``own``: (start, end) of clauses
    that only the clerk's text has. ``note``: a comment on the whole paragraph.
    """

    clerk: str = ""
    paragraph: "LiveParagraph | None" = None
    blocks: tuple[str, ...] = ()
    hunks: list[Hunk] = field(default_factory=list)
    numbers: list[Hunk] = field(default_factory=list)
    own: tuple[tuple[int, int], ...] = ()
    note: str = ""
    gone: Gone = ""
    new: Text | Chart | None = None

    @property
    def text(self) -> str:
        """As it reads before anything is done: the clerk's text, or the draft's of a new paragraph."""
        if self.new is None:
            return self.clerk
        return self.new.text if isinstance(self.new, Text) else ""

    @property
    def live(self) -> "LiveParagraph | None":
        """The paragraph in the file; None for a new one that is not inserted yet."""
        return self.paragraph

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its blocks; none for a paragraph that only the clerk has."""
        return self.blocks

    def accepted(self) -> str:
        """How it will read when every tool revision is accepted."""
        return "" if self.gone else after(self.text, [*self.hunks, *self.numbers], conflicts=True)

    def rejected(self, *, tracked: bool) -> str:
        """How it will read when every tool revision is rejected; ``tracked``: every change is a revision."""
        if self.gone == "removed" and not tracked:
            return ""
        if tracked:
            return self.clerk
        return after(self.text, [*self.hunks, *self.numbers], conflicts=False)


class ChartPlan(ParagraphPlan):
    """A paragraph that holds a chart of the base, or a new one (``new``).

    ``found``: the chart as it is in the clerk's file; ``redrawn``: the clerk left it alone, and it gets the draft's
    figures.
    """

    found: "FoundChart | None" = None
    redrawn: Chart | None = None


class RowPlan(Struct):
    """A row of the clerk's (``row``) with the hunks of each of its cells, or a new one (``new``: the texts of its
    cells).

    ``clerk``: the texts of its cells in the clerk's file. ``merges``: how each cell is merged with those
    above and below; empty where they stay as they are.
    """

    row: "LiveRow | None" = None
    id: str = ""
    clerk: tuple[str, ...] = ()
    hunks: list[list[Hunk]] = field(default_factory=list)
    gone: Gone = ""
    note: str = ""
    new: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()

    def accepted(self) -> str:
        """The row as one line when every tool revision is accepted."""
        if self.gone:
            return ""
        return line_of(self.new) if self.new else self._line(conflicts=True)

    def rejected(self, *, tracked: bool) -> str:
        """The row as one line when every tool revision is rejected; ``tracked``: every change is a revision."""
        if tracked:
            return line_of(self.clerk)
        if self.gone == "removed":
            return ""
        return line_of(self.new) if self.new else self._line(conflicts=False)

    def _line(self, *, conflicts: bool) -> str:
        cells = zip(self.clerk, self.hunks, strict=True)
        return line_of(after(text, hunks, conflicts=conflicts) for text, hunks in cells)


class TablePlan(Struct, eq=False):
    """A table of the clerk's, or a new one (``new``). ``block``: its id in the base, "" where only the clerk has it.

    ``replaced``: the clerk left it as it was, and it is drawn anew from ``new``; ``before`` are its rows until then.
    ``plain``: no cell of it is merged in the base or the draft. ``reshaped``: rows of a form came or went, and its
    merged cells have to be set again.
    """

    table: "LiveTable | None" = None
    block: str = ""
    rows: list[RowPlan] = field(default_factory=list)
    gone: Gone = ""
    note: str = ""
    new: Table | None = None
    replaced: bool = False
    before: list[RowPlan] = field(default_factory=list)
    reshaped: bool = False
    plain: bool = True

    @property
    def live(self) -> "LiveTable | None":
        """The table in the file; None for a new one that is not inserted yet."""
        return self.table

    @property
    def ids(self) -> tuple[str, ...]:
        """Its id; none for a table that only the clerk has."""
        return (self.block,) if self.block else ()


Item = ParagraphPlan | TablePlan


class Plan(Struct):
    """The body of the file, item by item in the order that it will have; the account; the marks that stay open."""

    items: list[Item] = field(default_factory=list)
    account: Account = field(default_factory=Account)
    pending: list[Pending] = field(default_factory=list)


def line_of(texts: Iterable[str]) -> str:
    """A row as one line: its cells with | between them."""
    return "|".join("".join(text.split("\n")) for text in texts)


def rows_of(table: "LiveTable") -> list[RowPlan]:
    """The rows of a table of the clerk's as they are."""
    return [
        RowPlan(row, clerk=tuple(cell.text for cell in row.cells), hunks=[[] for _ in row.cells]) for row in table.rows
    ]


def has_own_revision(paragraphs: "Iterable[LiveParagraph]") -> bool:
    """Whether the clerk has tracked insertions in any of some paragraphs.

    The tool strikes out nothing there: LibreOffice flattens a deletion nested in an insertion.
    """
    return any(paragraph.is_inserted(0, len(paragraph.text)) for paragraph in paragraphs)


def where_editable(hunk: Hunk, clerk: str, paragraphs: "Sequence[LiveParagraph]") -> Hunk:
    """The hunk, or a comment where its place cannot be edited: in the clerk's own insertion, a field, a locked control.

    ``clerk``: the text that the hunk counts in, which the paragraphs make up, joined by line ends.
    """
    if hunk.resolution is Resolution.NOTICE:
        return hunk
    for paragraph, parts in zip(paragraphs, dealt([hunk], [paragraph.text for paragraph in paragraphs]), strict=True):
        for part in parts:
            in_insertion = part.start < part.end and paragraph.is_inserted(part.start, part.end)
            if in_insertion or not paragraph.can_edit(part.start, part.end):
                return as_notice(hunk, clerk)
    return hunk


def open_mark(hunk: Hunk, clerk: str, block: str, *, row: str = "", cell: int = -1, span: tuple[int, int]) -> Pending:
    """What the state keeps of a hunk that becomes a mark. ``span``: where the draft's text is in its block or cell."""
    is_notice = hunk.resolution is Resolution.NOTICE
    struck, inserted = ("", "") if is_notice else (clerk[hunk.start : hunk.end], hunk.text)
    start, end = span
    return Pending("span", block, row, cell, start, end, hunk.old, struck, inserted, hunk.note)
