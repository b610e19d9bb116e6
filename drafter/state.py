"""The state of a report: all that one generation said, and why, kept so that it can be asked again.

In: a ``Draft`` and where it came from, or the JSON of a state. Out: a ``State``, or its JSON; one gives the other
exactly. ``explain`` reads a report's reasons from it; an update of a report merges against it. No directory of the
machine is in it, and nothing that depends on the day.
"""

import hashlib
import re
from base64 import b32encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from drafter.blocks import Block, Cell, Draft, Fact, Row, Statement, Table, TextKind
from drafter.findings import Fault, InputError, Place

VERSION = 1
"""Of the format; a state of another version is not read."""

MOST_BYTES = 64 << 20
"""Of a state's JSON. A report of two thousand indicators has 5 MB."""

# What no Word file can hold; the writer drops it, and so does the state, which tells what was printed.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_MARK = re.compile(r"doc=([a-z2-7]{16});gen=([1-9][0-9]{0,5});sha=([0-9a-f]{64})")

_PROSE = ("主要成效", "上年度结果应用", "结果应用", "其他说明")


@dataclass(frozen=True, slots=True)
class StateCell:
    """A cell as it was written; covered places of the grid are left out of their rows."""

    text: str
    facts: tuple[Fact, ...] = ()
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class StateRow:
    """A table row as it was written."""

    id: str
    cells: tuple[StateCell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class StateText:
    """A paragraph as it was written. ``places``: the cells that a text without statements was copied from."""

    id: str
    kind: TextKind
    text: str
    statements: tuple[Statement, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class StateTable:
    """A table as it was written. ``places``: the cells that a table in a person's prose was copied from."""

    id: str
    kind: Literal["table"]
    rows: tuple[StateRow, ...]
    places: tuple[Place, ...] = ()


StateBlock = StateText | StateTable


@dataclass(frozen=True, slots=True)
class Pending:
    """A mark of ours in the person's file that she has not decided on, and what the text said before it.

    ``block`` (and ``row``, ``cell`` in a table) is where it stands; ``start`` and ``end`` bound the new text there,
    ``old`` is what the generation before had in its place. ``hers`` is what the mark strikes out, ``new`` what it
    puts in, ``note`` the comment. ``kind``: a stretch of text, a whole text (a comment on a rewritten paragraph), a
    block that the data do not give any more (``after``: the one before it), one that was put in, an old figure that a
    text of hers quotes.
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


@dataclass(frozen=True, slots=True)
class Identity:
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


@dataclass(frozen=True, slots=True)
class State:
    """One generation of a report. ``data`` is the name of the data file, without its folder."""

    version: int
    id: str
    generation: int
    report: Identity
    data: str
    pack: str
    blocks: tuple[Annotated[StateBlock, Field(discriminator="kind")], ...]
    pending: tuple[Pending, ...] = ()

    @property
    def statements(self) -> Iterator[Statement]:
        """Every statement in reading order."""
        return (s for block in self.blocks if isinstance(block, StateText) for s in block.statements)

    def as_json(self) -> str:
        """The state as JSON on one line; what has its default value is left out."""
        return _adapter().dump_json(self, exclude_defaults=True).decode()

    @property
    def mark(self) -> str:
        """The short mark by which a sidecar is found: ``doc=…;gen=1;sha=…``, at most 255 characters."""
        return mark_of(self.id, self.generation, self.as_json())


@dataclass(frozen=True, slots=True)
class Mark:
    """What a report says of its state: which report, which generation, the sum of the JSON."""

    id: str
    generation: int
    sha: str


@dataclass(frozen=True, slots=True)
class _Versioned:
    version: int


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
    place_of: Callable[[str], Place],
    generation: int = 1,
) -> State:
    """A generation of a draft, the first by default.

    ``place_of`` finds where the texts that a person gave stand in her file.
    """
    report = replace(report, **{name: _printed(getattr(report, name)) for name in ("unit", "year", "project")})
    given = {block.id.split("/", 1)[1].rpartition("/")[0] for block in draft.blocks() if _is_background(block)}
    blocks = tuple(_kept(block, given, place_of) for block in draft.blocks())
    return State(VERSION, report.id, generation, report, _file_name(data), _file_name(pack), blocks)


def state_from_json(json: str, where: str) -> State:
    """The state of a JSON text that somebody else may have written. Raises ``InputError`` that names ``where``."""
    content = json.encode(errors="replace")
    if len(content) > MOST_BYTES:
        found = f"附带的依据超过 {MOST_BYTES >> 20} MB"
        raise InputError(Fault(where, found, "正常的报告没有这样大", "请核实文件的来历，或从数据文件重新起草"))
    try:
        version = _versioned().validate_json(content, strict=True).version
        if version != VERSION:
            found = f"附带的依据是第{version}版格式" if 0 < version < 1000 else "附带的依据没有可用的版本号"
            raise InputError(Fault(where, found, f"这一版程序读第{VERSION}版", "请换用写出它的那一版程序"))
        return _adapter().validate_json(content, strict=True)
    except ValidationError as error:
        kind = error.errors(include_url=False, include_input=False)[0]["type"]
        found = "附带的依据不是完整的 JSON" if kind == "json_invalid" else "附带的依据缺内容，或内容不成样子"
        expected = "应为 drafter 写进报告的依据，没有被改动过"
        raise InputError(Fault(where, found, expected, "请用未改动的那一份，或从数据文件重新起草")) from error


@cache
def _adapter() -> TypeAdapter[State]:
    return TypeAdapter(State)


@cache
def _versioned() -> TypeAdapter[_Versioned]:
    return TypeAdapter(_Versioned)


def _kept(block: Block, given: set[str], place_of: Callable[[str], Place]) -> StateBlock:
    path = _data_path(block.id, given)
    places = (_place(place_of(path)),) if path else ()
    if isinstance(block, Table):
        return StateTable(_printed(block.id), "table", tuple(map(_row, block.rows)), places)
    statements = tuple(_statement(s) for s in block.statements)
    return StateText(_printed(block.id), block.kind, _printed(block.text), statements, () if statements else places)


def _is_background(block: Block) -> bool:
    return block.id.startswith("基本情况/")


def _data_path(block_id: str, given: set[str]) -> str:
    """The data path of a text that was copied from the data; "" for a text of the template.

    ``given``: the headings of 基本情况 under which the data have a text.
    """
    first, _, rest = block_id.partition("/")
    if first == "基本情况":
        return f"基本情况.{rest.rpartition('/')[0]}"
    if first == "heading":
        return next((f"基本情况.{title}" for title in given if rest.endswith(f"/{title}")), "")
    return "单位名称" if block_id == "signature/unit" else first if first in _PROSE else ""


def _row(row: Row) -> StateRow:
    return StateRow(_printed(row.id), tuple(map(_cell, row.cells)), row.header)


def _cell(cell: Cell) -> StateCell:
    return StateCell(_printed(cell.text), tuple(map(_fact, cell.facts)), cell.colspan, cell.rowspan)


def _statement(said: Statement) -> Statement:
    return replace(
        said,
        id=_printed(said.id),
        text=_printed(said.text),
        why=_printed(said.why),
        facts=tuple(map(_fact, said.facts)),
    )


def _fact(fact: Fact) -> Fact:
    return Fact(fact.name, _printed(fact.text), _printed(fact.formula), tuple(map(_place, fact.places)))


def _place(place: Place) -> Place:
    sheet, cell = _printed(place.sheet), _printed(place.cell)
    return Place(_file_name(place.file), place.line, _printed(place.path), place.column, sheet, cell)


@lru_cache(maxsize=64)
def _file_name(path: str) -> str:
    """The name alone: where a file lay is nobody's business who reads the report."""
    return _printed(re.split(r"[/\\]", path.rstrip("/\\"))[-1])


def _printed(text: str) -> str:
    return text if text.isprintable() else _ILLEGAL.sub("", text)
