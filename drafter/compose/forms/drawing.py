"""The rows of a form for one report, and the tables that they make.

In: a ``Sheet`` and a ``Scope``. Out: ``Table``s: one, or where the rows under a head are many, one more that begins
with that head, because Word repeats a head only from the top of a table.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from drafter.blocks import Cell, Row, Table, grid
from drafter.compose.forms.cells import cell, without_slots
from drafter.compose.forms.scope import Scope
from drafter.compose.forms.sheet import CellForm, Part, Sheet
from drafter.compose.tables import rowspans
from drafter.findings import Fault, InputError
from drafter.model import PlaceOf

MOST_ROWS = 30_000
"""Of one form: every indicator of a report with its heads; repetitions inside repetitions multiply."""


class Line(Struct, frozen=True):
    """A row in the making; ``repeated``: one of many that a repeated part gave."""

    id: str
    cells: tuple[Cell, ...]
    header: bool = False
    repeated: bool = False


def tables(name: str, sheet: Sheet, scope: Scope, place_of: PlaceOf) -> tuple[Table, ...]:
    """The form filled for a report; ``name`` is the identity of the table and of its rows."""
    lines = _apart(_parts(sheet.rows, scope, place_of))
    if len(lines) > MOST_ROWS:
        found, hint = f"自评表“{name}”超过{MOST_ROWS}行", "核对表单文件里的“每个”，或把报告分成几份"
        raise InputError(Fault(place_of(scope.report.path), found, f"最多{MOST_ROWS}行", hint))
    edges = [0, *_long_heads(lines, sheet.long), len(lines)]
    tables: list[Table] = []
    slot_rows = grid([Row(line.id, line.cells) for line in lines])
    placed = [[(slot.column, slot.cell) for slot in slots if not slot.continued] for slots in slot_rows]
    reach = [max((number + drawn.rowspan for _, drawn in row), default=0) for number, row in enumerate(placed)]
    for begin, end in pairwise(edges):
        near = next(number for number in range(begin + 1) if number == begin or reach[number] > begin)
        piece = _piece(lines, placed, near, (begin, end))
        if piece:
            rows = tuple(Row(f"{name}/{line.id}", line.cells, line.header) for line in _headed(piece))
            tables.append(Table(name if not tables else f"{name}/{piece[0].id}", sheet.widths, rows))
    return tuple(tables)


def _parts(parts: Iterable[Part], scope: Scope, place_of: PlaceOf) -> list[Line]:
    return [line for part in parts for line in _part(part, scope, place_of)]


def _part(part: Part, scope: Scope, place_of: PlaceOf) -> list[Line]:
    scopes = scope.each(part)
    if part.cells:
        return _rows(part, scopes[: MOST_ROWS + 1], place_of)
    lines: list[Line] = []
    for each in scopes:
        lines += _beside(part, each, place_of)
        if len(lines) > MOST_ROWS:
            break
    return lines


def _rows(part: Part, scopes: Sequence[Scope], place_of: PlaceOf) -> list[Line]:
    """A row, or a row for each scope with the equal neighbours of its columns merged."""
    grid = [[cell(form, scope, place_of) for form in part.cells] for scope in scopes]
    spans = rowspans([form.merge for form in part.cells], [[drawn.text for drawn in row] for row in grid])
    return [
        Line(
            scope.key if part.each else _under(scope.key, _named(part.cells)),
            tuple(replace(drawn, rowspan=span) for drawn, span in zip(row, covers, strict=True) if span),
            header=part.header,
            repeated=part.each is not None,
        )
        for scope, row, covers in zip(scopes, grid, spans, strict=True)
    ]


def _beside(part: Part, scope: Scope, place_of: PlaceOf) -> list[Line]:
    """Rows with the cells at their left and right, which cover them all."""
    lines = _parts(part.rows, scope, place_of)
    if lines and (part.left or part.right):
        left = [replace(cell(form, scope, place_of), rowspan=len(lines)) for form in part.left]
        right = [replace(cell(form, scope, place_of), rowspan=len(lines)) for form in part.right]
        lines[0] = replace(lines[0], cells=(*left, *lines[0].cells, *right))
    return lines


def _named(cells: Sequence[CellForm]) -> str:
    """What names a fixed row: its first label without its slots, or the field it prints."""
    names = (without_slots(form.text or "") or "".join(form.content) for form in cells)
    return "".join(next((name for name in names if name), "空行").split())


def _under(key: str, name: str) -> str:
    return f"{key}/{name}" if key else name


def _apart(lines: Sequence[Line]) -> list[Line]:
    """The rows with ids of their own."""
    seen: Counter[str] = Counter()
    apart = []
    for line in lines:
        seen[line.id] += 1
        apart.append(line if seen[line.id] == 1 else replace(line, id=f"{line.id}#{seen[line.id]}"))
    return apart


def _long_heads(lines: Sequence[Line], long: int) -> list[int]:
    """Where a head begins (not at the top) that more than ``long`` repeated rows follow."""
    found = []
    for header, run in groupby(range(len(lines)), key=lambda n: lines[n].header):
        numbers = list(run)
        if header and numbers[0] and _following(lines, numbers[-1] + 1) > long:
            found.append(numbers[0])
    return found


def _following(lines: Sequence[Line], start: int) -> int:
    count = 0
    while start + count < len(lines) and lines[start + count].repeated:
        count += 1
    return count


def _piece(
    lines: Sequence[Line], placed: Sequence[Sequence[tuple[int, Cell]]], near: int, span: tuple[int, int]
) -> list[Line]:
    """Some of the rows as rows of a table of their own: cells that reach over the edges are cut at them.

    The text of a cell that a head would share with the rows below stays with those rows. ``near``: the first row
    that reaches into the span.
    """
    begin, end = span
    body = next((n for n in range(begin, end) if not lines[n].header), end)
    piece: list[list[tuple[int, Cell]]] = [[] for _ in range(begin, end)]
    for number, row in enumerate(placed[near:end], near):
        for column, drawn in row:
            below = number + drawn.rowspan
            cuts = pairwise((begin, body, end))
            shares = [(max(a, number), min(b, below)) for a, b in cuts if max(a, number) < min(b, below)]
            for start, stop in shares:
                told = drawn if (start, stop) == shares[-1] else replace(drawn, text="", facts=())
                piece[start - begin].append((column, replace(told, rowspan=stop - start)))
    return [
        replace(line, cells=tuple(drawn for _, drawn in sorted(row, key=lambda pair: pair[0])))
        for line, row in zip(lines[begin:end], piece, strict=True)
    ]


def _headed(lines: Sequence[Line]) -> list[Line]:
    """Only the rows at the top of a table repeat."""
    top = next((n for n, line in enumerate(lines) if not line.header), len(lines))
    return [replace(line, header=number < top) for number, line in enumerate(lines)]
