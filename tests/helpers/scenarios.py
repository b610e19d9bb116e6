"""The scenarios of a regeneration, read from their file and made into drafts.

In: ``edit-scenarios.json``. Out: ``Scenario``s; the draft of a list of blocks, also after a change of the data; reports
rendered with their state. What the file says and nobody knows is an error.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from drafter.blocks import Block, Cell, Draft, Row, Section, Table, Text, TextKind
from drafter.docx.write import render
from drafter.state.record import Identity, State, state_of

FILE = Path(os.environ.get("EDIT_SCENARIOS") or Path(__file__).parent.parent / "edit-scenarios.json")

KINDS: Mapping[str, TextKind] = {"h": "heading1", "p": "body"}
_KEYS = {"id", "description", "base_text", "base_blocks", "edit", "data_change", "expected", "rule"}
EXPECTED = {
    "accept_view", "reject_view", "comments_total", "tracked_conflicts", "comment_texts", "check_bold", "check_author"
}  # fmt: skip

Change = Mapping[str, Any]


@dataclass(frozen=True)
class Scenario:
    """One scenario: the blocks of the first generation, her edits (or what she does, in words), what the data do."""

    id: str
    description: str
    rule: str
    blocks: tuple[Block, ...]
    edit: list[dict[str, Any]] | str
    changes: tuple[Change, ...]
    expected: dict[str, Any] | str

    @property
    def is_bare(self) -> bool:
        """Whether her file has lost its bookmarks and its state: a text pasted into a new document."""
        return "R20" in self.rule


@cache
def _told() -> dict[str, Any]:
    return json.loads(FILE.read_text(encoding="utf-8"))


def scenario_ids(kind: str) -> list[str]:
    """The ids that begin so (E, C, S)."""
    return [one["id"] for one in _told()["scenarios"] if one["id"].startswith(kind)]


@cache
def scenario(scenario_id: str) -> Scenario:
    """The scenario of that id. Raises where it says what nobody knows."""
    (told,) = (one for one in _told()["scenarios"] if one["id"] == scenario_id)
    return _scenario(told, _told()["base_blocks"])


def read(told: Mapping[str, Any]) -> Scenario:
    """A scenario that tells its own blocks."""
    return _scenario(told, ())


def draft_of(blocks: Sequence[Block]) -> Draft:
    return Draft("完整版", "绩效自评报告", "某单位", (Section(tuple(blocks)),))


def state_for(draft: Draft, generation: int = 1) -> State:
    told = Identity("某单位", "2020", "", "完整版")
    state = state_of(draft, told, data="数据.yaml", pack="hubei")
    return replace(state, generation=generation)


def report(draft: Draft, generation: int = 1) -> tuple[bytes, State]:
    """The Word file of a draft, and the state that it carries."""
    state = state_for(draft, generation)
    return render(draft, state=state), state


def changed(blocks: Sequence[Block], change: Change) -> tuple[Block, ...]:
    """The blocks as the data give them after a change."""
    known = {block.id for block in blocks}
    if unknown := set(change) - known - {"+"}:
        raise ValueError(f"the data change what is not there: {unknown}")
    whole = _with_new(blocks, change.get("+", ()), _new_block)
    found = (_changed(block, change[block.id]) if block.id in change else block for block in whole)
    return tuple(block for block in found if block is not None)


def text(block_id: str, kind: TextKind, words: str) -> Text:
    return Text(block_id, kind, words)


def table(block_id: str, rows: Sequence[tuple[str, Sequence[str]]]) -> Table:
    """A table of equal columns; the first row is its head."""
    made = tuple(_row(row_id, cells, header=number == 0) for number, (row_id, cells) in enumerate(rows))
    return Table(block_id, tuple(1 for _ in rows[0][1]), made)


def _scenario(told: Mapping[str, Any], default: Sequence[Mapping[str, Any]]) -> Scenario:
    if unknown := set(told) - _KEYS:
        raise ValueError(f"{told['id']}: keys that nobody knows: {unknown}")
    expected = told["expected"]
    if isinstance(expected, dict) and (unknown := set(expected) - EXPECTED):
        raise ValueError(f"{told['id']}: expectations that nobody knows: {unknown}")
    blocks = [_block(one) for one in told.get("base_blocks") or default]
    texts = told["base_text"] or {}
    if unknown := set(texts) - {block.id for block in blocks}:
        raise ValueError(f"{told['id']}: texts of blocks that are not there: {unknown}")
    blocks = [_overridden(block, texts[block.id]) if block.id in texts else block for block in blocks]
    changes = told["data_change"]
    changes = tuple(changes if isinstance(changes, list) else [changes])
    return Scenario(told["id"], told["description"], told["rule"], tuple(blocks), told["edit"], changes, expected)


def _block(told: Mapping[str, Any]) -> Block:
    if told["k"] == "t":
        return table(told["id"], [(row["id"], row["c"]) for row in told["rows"]])
    return text(told["id"], KINDS[told["k"]], told["x"])


def _overridden(block: Block, told: Any) -> Block:
    if isinstance(block, Text):
        return replace(block, text=told)
    return table(block.id, [(row.id, cells) for row, cells in zip(block.rows, told, strict=True)])


def _changed(block: Block, told: Any) -> Block | None:
    if told is None:
        return None
    if isinstance(block, Text):
        return replace(block, text=told)
    if unknown := set(told) - {row.id for row in block.rows} - {"+"}:
        raise ValueError(f"{block.id}: rows that are not there: {unknown}")
    whole = _with_new(block.rows, told.get("+", ()), _new_row)
    kept = (row for row in whole if told.get(row.id, ()) is not None)
    return replace(block, rows=tuple(_row(r.id, told[r.id], header=r.header) if r.id in told else r for r in kept))


def _with_new(blocks: Sequence[Any], new: Sequence[Any], make: Any) -> list[Any]:
    """The blocks or rows with new ones put in: each is told with the one that it follows."""
    blocks = list(blocks)
    for told in new:
        made, after = make(*told)
        places = {block.id: number for number, block in enumerate(blocks)}
        if made.id in places:
            raise ValueError(f"{made.id} is there already")
        blocks.insert(places[after] + 1 if after else 0, made)
    return blocks


def _new_block(after: str | None, block_id: str, kind: str, told: Any) -> tuple[Block, str | None]:
    if kind == "t":
        return table(block_id, [(f"{block_id}/{number}", cells) for number, cells in enumerate(told)]), after
    return text(block_id, KINDS[kind], told), after


def _new_row(row_id: str, after: str | None, cells: Sequence[str]) -> tuple[Row, str | None]:
    return _row(row_id, cells), after


def _row(row_id: str, cells: Sequence[str], *, header: bool = False) -> Row:
    return Row(row_id, tuple(Cell(cell, label=header) for cell in cells), header)
