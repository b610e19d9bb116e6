"""What is told of a stretch of a report.

In: nothing. Out: frozen records.
"""

from dataclasses import dataclass
from enum import StrEnum

from drafter.blocks import Fact, Statement
from drafter.findings import Place


class Origin(StrEnum):
    """Where the words of a stretch come from."""

    PHRASE = "句库"
    DATA = "数据文件"
    TEMPLATE = "模板"
    TABLE = "表格"
    PERSON = "手写"
    REMOVED = "已不在报告中"


@dataclass(frozen=True, slots=True)
class Nearest:
    """What the program wrote that is most like a person's text, and how hers differs: (ours, hers) stretches."""

    text: str
    changes: tuple[tuple[str, str], ...]
    statement: Statement | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """A stretch of the report, as it reads now, and why it is there.

    ``where``: the headings above it, or the caption of its table, the row and the column. ``edited``: the person
    changed something else in the same paragraph.
    """

    origin: Origin
    where: tuple[str, ...]
    text: str
    statement: Statement | None = None
    facts: tuple[Fact, ...] = ()
    places: tuple[Place, ...] = ()
    edited: bool = False
    nearest: Nearest | None = None
