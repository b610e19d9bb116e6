"""The state of a report: all that one generation said, and why, kept so that it can be asked again.

In: a ``Draft`` and where it came from, or the JSON of a state. Out: a ``State``, or its JSON; one gives the other
exactly. ``explain`` reads a report's reasons from it; an update of a report merges against it. No directory of the
machine is in it, and nothing that depends on the day.
"""

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterator
from functools import lru_cache
from json import loads
from typing import Literal

from msgspec import UNSET, DecodeError, Struct, UnsetType, ValidationError
from msgspec.json import decode, encode
from msgspec.structs import replace

from drafter.blocks import (
    Block,
    Cell,
    Chart,
    ChartForm,
    Draft,
    Fact,
    Point,
    Row,
    Series,
    Statement,
    Table,
    Text,
    TextKind,
)
from drafter.docx.hidden_state import MOST_BYTES
from drafter.docx.xml import printable
from drafter.findings import Fault, InputError, Place
from drafter.patterns import regex

VERSION = 1
"""Of the format; a state of another version is not read."""

_MARK = regex(r"doc=([a-z2-7]{16});gen=([1-9][0-9]{0,5});sha=([0-9a-f]{64})")


class Pending(Struct, frozen=True, omit_defaults=True):
    """A mark of the program in the clerk's file that is not decided on yet, and what the text said before it.

    ``block`` (and ``row``, ``cell`` in a table) is where it is; ``start`` and ``end`` bound the new text there,
    ``old`` is what the generation before had in its place. ``hers`` (the name in the JSON, which stays) is the
    clerk's text that the mark strikes out, ``new`` what it puts in, ``note`` the comment. ``kind``: a stretch of text,
    a whole text (a comment on a rewritten paragraph), a block that the data do not give any more (``after``: the one
    before it), one that was put in, an old figure that a text of the clerk's quotes.
    """

    kind: Literal["span", "text", "gone", "added", "quote"]
    block: str
    row: str = ""
    cell: int = -1
    start: int = 0
    end: int = 0
    old: str = ""
    hers: str = ""
    new: str = ""
    note: str = ""
    after: str = ""


class Identity(Struct, frozen=True):
    """What makes two reports the same report: the unit, the year, the project, the document."""

    unit: str
    year: str
    project: str
    document: str

    @property
    def id(self) -> str:
        """Sixteen letters and digits; the same for every generation of a report."""
        told = "\n".join((self.unit, self.year, self.project, self.document))
        return b32encode(hashlib.blake2b(told.encode(), digest_size=10).digest()).decode().lower()


class State(Struct, frozen=True):
    """One generation of a report. ``data`` is the name of the data file, without its folder."""

    version: int
    id: str
    generation: int
    report: Identity
    data: str
    pack: str
    blocks: tuple[Block, ...]
    pending: tuple[Pending, ...] = ()

    @property
    def statements(self) -> Iterator[Statement]:
        """Every statement in reading order."""
        return (s for block in self.blocks if isinstance(block, Text) for s in block.statements)

    def as_json(self) -> str:
        """The state as JSON on one line; what has its default value is left out."""
        blocks = tuple(map(_as_json, self.blocks))
        kept = _State(self.version, self.id, self.generation, self.report, self.data, self.pack, blocks, self.pending)
        return encode(kept, enc_hook=_as_text).decode()

    @property
    def mark(self) -> str:
        """The short mark by which a sidecar is found: ``doc=…;gen=1;sha=…``, at most 255 characters."""
        return self.mark_for(self.as_json())

    def mark_for(self, json: str) -> str:
        """The mark where its JSON is at hand."""
        return mark_of(self.id, self.generation, json)


class Mark(Struct, frozen=True):
    """What a report says of its state: which report, which generation, the sum of the JSON."""

    id: str
    generation: int
    sha: str


class _Versioned(Struct):
    version: int


class _Cell(Struct, omit_defaults=True):
    text: str
    facts: tuple[Fact, ...] = ()
    colspan: int = 1
    rowspan: int = 1


class _Row(Struct, omit_defaults=True):
    id: str
    cells: tuple[_Cell, ...]
    header: bool = False


class _Block(Struct, omit_defaults=True):
    """A text, a table or a chart as the JSON has it. Only a text has a ``text``, be it empty."""

    id: str
    kind: TextKind | Literal["table", "chart"]
    text: str | UnsetType = UNSET
    statements: tuple[Statement, ...] = ()
    rows: tuple[_Row, ...] = ()
    places: tuple[Place, ...] = ()
    form: ChartForm = "column"
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    number_format: str = "0.00"
    description: str = ""
    look: str = ""


class _State(Struct, omit_defaults=True):
    """The JSON of a ``State``: its fields in their order."""

    version: int
    id: str
    generation: int
    report: Identity
    data: str
    pack: str
    blocks: tuple[_Block, ...]
    pending: tuple[Pending, ...] = ()


def mark_of(report_id: str, generation: int, json: str) -> str:
    """The mark of a state whose JSON is given."""
    return f"doc={report_id};gen={generation};sha={digest(json)}"


def digest(json: str) -> str:
    """The sum that a mark names a state by."""
    return hashlib.sha256(json.encode(errors="replace")).hexdigest()


def read_mark(text: str) -> Mark | None:
    """A mark that somebody else may have written; None for anything that is not one."""
    found = _MARK.fullmatch(text.strip())
    return Mark(found[1], int(found[2]), found[3]) if found else None


def state_of(
    draft: Draft,
    report: Identity,
    *,
    data: str,
    pack: str,
    generation: int = 1,
) -> State:
    """A generation of a draft, the first by default: its blocks without their look (runs, widths, alignment)."""
    report = replace(report, **{name: printable(getattr(report, name)) for name in ("unit", "year", "project")})
    blocks = tuple(map(_kept, draft.blocks()))
    return State(VERSION, report.id, generation, report, _file_name(data), _file_name(pack), blocks)


def state_from_json(json: str, where: str) -> State:
    """The state of a JSON text that somebody else may have written. Raises ``InputError`` that names ``where``."""
    content = json.encode(errors="replace")
    if len(content) > MOST_BYTES:
        found = f"附带的依据超过 {MOST_BYTES >> 20} MB"
        raise InputError(Fault(where, found, "正常的报告没有这样大", "请核实文件的来历，或从数据文件重新起草"))
    try:
        version = decode(content, type=_Versioned).version
        if version != VERSION:
            found = f"附带的依据是第{version}版格式" if 0 < version < 1000 else "附带的依据没有可用的版本号"
            raise InputError(Fault(where, found, f"这一版程序读第{VERSION}版", "请换用写出它的那一版程序"))
        kept = decode(content, type=_State)
        blocks = tuple(map(_from_json, kept.blocks))
    except (DecodeError, RecursionError) as error:
        found = "附带的依据缺内容，或内容不成样子" if _is_json(content) else "附带的依据不是完整的 JSON"
        expected = "应为 drafter 写进报告的依据，没有被改动过"
        raise InputError(Fault(where, found, expected, "请用未改动的那一份，或从数据文件重新起草")) from error
    return State(kept.version, kept.id, kept.generation, kept.report, kept.data, kept.pack, blocks, kept.pending)


def _as_text(value: object) -> str:
    """A data path is a text of its own type, which the encoder does not take for one."""
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(type(value))


def _is_json(content: bytes) -> bool:
    try:
        loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _as_json(block: Block) -> _Block:
    if isinstance(block, Text):
        return _Block(block.id, block.kind, block.text, block.statements, places=block.places)
    if isinstance(block, Chart):
        return _Block(
            block.id,
            block.kind,
            places=block.places,
            form=block.form,
            categories=block.categories,
            series=block.series,
            number_format=block.number_format,
            description=block.description,
            look=block.look,
        )
    rows = tuple(
        _Row(
            row.id,
            tuple(_Cell(cell.text, cell.facts, cell.colspan, cell.rowspan) for cell in row.cells),
            row.header,
        )
        for row in block.rows
    )
    return _Block(block.id, block.kind, rows=rows, places=block.places)


def _from_json(kept: _Block) -> Block:
    """Raises ``ValidationError`` for a text without a text."""
    if kept.kind == "chart":
        return Chart(
            kept.id,
            form=kept.form,
            categories=kept.categories,
            series=kept.series,
            number_format=kept.number_format,
            description=kept.description,
            places=kept.places,
            look=kept.look,
        )
    if kept.kind != "table":
        if kept.text is UNSET:
            raise ValidationError("text")
        return Text(kept.id, kept.kind, kept.text, kept.statements, kept.places)
    rows = tuple(
        Row(
            row.id,
            tuple(Cell(cell.text, colspan=cell.colspan, rowspan=cell.rowspan, facts=cell.facts) for cell in row.cells),
            row.header,
        )
        for row in kept.rows
    )
    return Table(kept.id, rows=rows, places=kept.places)


def _kept(block: Block) -> Block:
    places = tuple(map(_place, block.places))
    if isinstance(block, Table):
        return Table(printable(block.id), rows=tuple(map(_row, block.rows)), places=places)
    if isinstance(block, Chart):
        return _chart(block)
    statements = tuple(map(_statement, block.statements))
    return Text(printable(block.id), block.kind, printable(block.text), statements, places)


def _chart(chart: Chart) -> Chart:
    from drafter.docx.charts import look_of  # the reports that have none do not wait for it

    series = tuple(
        Series(printable(one.name), tuple(Point(p.number, p.text, tuple(map(_fact, p.facts))) for p in one.points))
        for one in chart.series
    )
    return replace(
        chart,
        id=printable(chart.id),
        categories=tuple(map(printable, chart.categories)),
        series=series,
        description="",
        look=look_of(chart),
    )


def _row(row: Row) -> Row:
    return Row(printable(row.id), tuple(map(_cell, row.cells)), row.header)


def _cell(cell: Cell) -> Cell:
    facts = tuple(map(_fact, cell.facts))
    return Cell(printable(cell.text), facts=facts, colspan=cell.colspan, rowspan=cell.rowspan)


def _statement(said: Statement) -> Statement:
    return replace(
        said,
        id=printable(said.id),
        text=printable(said.text),
        why=printable(said.why),
        facts=tuple(map(_fact, said.facts)),
    )


def _fact(fact: Fact) -> Fact:
    return Fact(fact.name, printable(fact.text), printable(fact.formula), tuple(map(_place, fact.places)))


def _place(place: Place) -> Place:
    sheet, cell = printable(place.sheet), printable(place.cell)
    return Place(_file_name(place.file), place.line, printable(place.path), place.column, sheet, cell)


@lru_cache(maxsize=64)
def _file_name(path: str) -> str:
    """The name alone: where a file lay is nobody's business who reads the report."""
    return printable(re.split(r"[/\\]", path.rstrip("/\\"))[-1])
