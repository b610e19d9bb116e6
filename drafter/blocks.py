"""What passes between writing and reading: statements, blocks, the draft of one document.

In: nothing. Out: frozen records. A block's ``id`` comes from the data (section, indicator, shortfall), never
from a position, so that the same block of two drafts can be told to be the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from drafter.findings import Place
from drafter.patterns import regex

GAP = regex(r"【待补充：[^【】]*】")
"""A missing fact as it stands in the text; the Word writer highlights it."""

SUGGESTION = "（建议，请核实）"
"""What stands after a measure that the program suggests and nobody has given yet."""

TO_CHECK = regex(f"{GAP.pattern}|{SUGGESTION}")
"""What the person has to look at before she sends the report; the Word writer highlights it."""


def gap(name: str) -> str:
    """The visible gap for a missing fact: ``gap("偏差原因")`` -> 【待补充：偏差原因】."""
    return f"【待补充：{name}】"


class Fact(Struct, frozen=True, omit_defaults=True):
    """A figure or a word that a sentence uses: its text, how it was computed, the cells that it came from."""

    name: str
    text: str
    formula: str = ""
    places: tuple[Place, ...] = ()


class Statement(Struct, frozen=True, omit_defaults=True):
    """One thing that the report says: the text, the phrase (rule) that made it, the facts that fill it.

    ``id`` names what it is about (``shortfall/企业人才薪酬补贴/兑现时间``), ``rule`` the phrase of the phrasebank.
    ``head`` is the length of the leading part of ``text`` that names the thing (set in 楷体), 0 for none.
    ``wording`` counts the wordings of the phrase from 1; ``why`` tells the conditions that chose the phrase.
    """

    id: str
    rule: str
    text: str
    facts: tuple[Fact, ...] = ()
    head: int = 0
    wording: int = 1
    why: str = ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """The missing facts, in the order of the text."""
        return tuple(match.group()[5:-1] for match in GAP.finditer(self.text))


Emphasis = Literal["", "bold", "italic", "head"]


class Run(Struct, frozen=True):
    """A stretch of text in one manner. ``head``: the leading sentence of a numbered paragraph, in 楷体."""

    text: str
    emphasis: Emphasis = ""


TextKind = Literal[
    "title",  # 公文标题: each title line is one block
    "heading1",  # 一、
    "heading2",  # （一）
    "heading3",  # 1.
    "heading4",  # （1）
    "body",  # 正文
    "formula",  # 算式: justified, it would be torn apart
    "note",  # 附注: small text above or below a table
    "caption",  # 表题: above a table
    "annexes",  # 附件说明: what is annexed, above the signature
    "annex",  # 附件: 附件1, at the head of an annex
    "unit",  # 落款: the unit name above the date
    "date",  # 成文日期
]


class Text(Struct, frozen=True):
    """A paragraph. Numbers (一、 （一）) are part of its text, as a clerk would type them.

    ``runs``, joined, are the text; () is one plain run. ``places``: the cells of the data that a text without
    statements was copied from. ``style``: the name of its style in the Word file that it was read from. Raises
    ValueError where the runs are another text.
    """

    id: str
    kind: TextKind
    text: str
    statements: tuple[Statement, ...] = ()
    places: tuple[Place, ...] = ()
    runs: tuple[Run, ...] = ()
    style: str = ""

    def __post_init__(self) -> None:
        if self.runs and "".join(run.text for run in self.runs) != self.text:
            raise ValueError(f"{self.id}: the runs do not say “{self.text}”")

    @classmethod
    def of_runs(
        cls,
        block_id: str,
        kind: TextKind,
        runs: tuple[Run, ...],
        statements: tuple[Statement, ...] = (),
        places: tuple[Place, ...] = (),
    ) -> "Text":
        """A paragraph of several runs, or of one that is not plain."""
        return cls(block_id, kind, "", statements, places).with_runs(runs)

    def with_runs(self, runs: tuple[Run, ...]) -> "Text":
        """The paragraph with the text of other runs."""
        is_plain = len(runs) == 1 and not runs[0].emphasis
        return replace(self, text="".join(run.text for run in runs), runs=() if is_plain else runs)

    @property
    def texts(self) -> tuple[str, ...]:
        """The text alone, as a table gives those of its cells."""
        return (self.text,)

    def as_runs(self) -> tuple[Run, ...]:
        """Its runs; one plain run where nothing is said of them."""
        return self.runs or (Run(self.text),)


Align = Literal["left", "center", "right"]


class Cell(Struct, frozen=True):
    """A cell as in HTML: it may span columns and rows; covered grid cells are left out of their rows.

    A line break in ``text`` is a line break in the cell. ``label``: a head or label cell of the form. ``blocks``: what
    stands in a cell of a Word file that holds tables of its own; ``text`` has their texts, too.
    """

    text: str
    align: Align = "center"
    colspan: int = 1
    rowspan: int = 1
    label: bool = False
    facts: tuple[Fact, ...] = ()
    blocks: tuple["Block", ...] = ()


class Row(Struct, frozen=True):
    """A table row; ``header`` rows repeat on every page. ``before``: grid columns left free at its left in Word."""

    id: str
    cells: tuple[Cell, ...]
    header: bool = False
    before: int = 0


class Table(Struct, frozen=True):
    """A table on a fixed grid; ``widths`` are relative, one for each grid column, () where only the text counts.

    ``places``: the cells of the data that a table in prose was copied from. ``kind`` tells it from a ``Text`` in JSON.
    """

    id: str
    widths: tuple[int, ...] = ()
    rows: tuple[Row, ...] = ()
    places: tuple[Place, ...] = ()
    kind: Literal["table"] = "table"

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of every cell, row by row."""
        return tuple(cell.text for row in self.rows for cell in row.cells)


ChartForm = Literal["column", "bar", "pie"]
"""Upright columns; bars that lie, for long names; the parts of a whole."""


class Point(Struct, frozen=True):
    """A figure of a chart: the number that is drawn, the text that stands at it, and why it is that figure."""

    number: Decimal
    text: str
    facts: tuple[Fact, ...] = ()


class Series(Struct, frozen=True):
    """The figures of one kind (全年预算数), one for each category of the chart."""

    name: str
    points: tuple[Point, ...]


class Chart(Struct, frozen=True):
    """A chart of Word's own, with its figures in a workbook inside; its caption is a ``Text`` below it.

    ``number_format``: how its figures are printed, as Excel writes it (``0.00%``). ``description``: what a person who
    cannot see it is told. ``look``: in a state, what it was drawn like (``docx.charts.look_of``); "" in a draft.
    """

    id: str
    form: ChartForm = "column"
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    number_format: str = "0.00"
    description: str = ""
    places: tuple[Place, ...] = ()
    look: str = ""
    kind: Literal["chart"] = "chart"

    @property
    def texts(self) -> tuple[str, ...]:
        """None: what stands in a picture is no text of the page."""
        return ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Those of all its figures."""
        return tuple(fact for series in self.series for point in series.points for fact in point.facts)

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """Its figures as a table would have them: a head with the names of the series, then category by category."""
        head = ("", *(series.name for series in self.series))
        return [head, *((name, *(s.points[at].text for s in self.series)) for at, name in enumerate(self.categories))]


Block = Text | Table | Chart


class Section(Struct, frozen=True):
    """A Word section: one page orientation; a cover carries no page number."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    cover: bool = False


class Draft(Struct, frozen=True):
    """One document: its kind (完整版, 摘要版, …), core properties, sections in order, whether it has a contents."""

    document: str
    title: str
    author: str
    sections: tuple[Section, ...] = ()
    contents: bool = False

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        for section in self.sections:
            yield from section.blocks

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(s for block in self.blocks() if isinstance(block, Text) for s in block.statements)


Merge = Literal["", "restart", "continue"]
"""Whether a place of the grid begins, or continues, a cell over several rows, as ``w:vMerge`` has it."""


class Slot(Struct, frozen=True):
    """What stands at a place of the grid: a cell, in its first row or in one that it covers from above.

    ``row`` and ``column``, from 0: where the cell begins. ``number``: which of the row's own cells it is, -1 for one
    that began further up.
    """

    cell: Cell
    row: int
    column: int
    number: int

    @property
    def continued(self) -> bool:
        """Whether the cell began further up."""
        return self.number < 0

    @property
    def text(self) -> str:
        """What Word has here: the text in the first row of a cell, nothing below it."""
        return "" if self.number < 0 else self.cell.text

    @property
    def span(self) -> int:
        """How many columns of the grid it covers."""
        return self.cell.colspan

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.column + self.cell.colspan

    @property
    def merge(self) -> Merge:
        """Whether it begins, or continues, a cell over several rows."""
        if self.number < 0:
            return "continue"
        return "restart" if self.cell.rowspan > 1 else ""


def grid(rows: Sequence[Row]) -> list[tuple[Slot, ...]]:
    """What stands in each row from left to right, cells of the rows above included.

    Rows that do not fill the grid, or whose cells overlap, are laid out as far as they go: nothing is raised.
    """
    laid: list[tuple[Slot, ...]] = []
    above: dict[int, tuple[Slot, int]] = {}  # column -> the cell there, how many rows it still covers
    for at, row in enumerate(rows):
        slots: list[Slot] = []
        below: dict[int, tuple[Slot, int]] = {}
        column, number = row.before, 0
        while column in above or number < len(row.cells):
            if column in above:
                begun, left = above.pop(column)
                slot = begun if begun.number < 0 else Slot(begun.cell, begun.row, column, -1)
            else:
                cell = row.cells[number]
                slot, left = Slot(cell, at, column, number), cell.rowspan
                number += 1
            slots.append(slot)
            if left > 1:
                below[column] = slot, left - 1
            column += max(1, slot.cell.colspan)
        laid.append(tuple(slots))
        above = below
    return laid


def first_columns(spans: Iterable[int], before: int = 0) -> list[int]:
    """The grid column at which each cell of a row begins, given how many columns each covers."""
    return list(accumulate(spans, initial=before))[:-1]
