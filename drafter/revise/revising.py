"""A new draft is brought into her file: the order of the steps.

In: the bytes of her file, the base it was made from, the draft and the state of now. Out: a ``Revised``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.blocks import Draft, Run, Section, Text
from drafter.docx.manuscript import Manuscript
from drafter.docx.new_blocks import NewBlocks
from drafter.docx.opening import open_docx
from drafter.docx.state import state_parts
from drafter.findings import Fault, RefusedError
from drafter.revise.account import Account
from drafter.revise.carryout import CarryOut
from drafter.revise.hybrid import hybrid, named_once, still_waiting
from drafter.revise.lines import Line
from drafter.revise.ownwords import tell_old_figures
from drafter.revise.placing import Placer, number_anew
from drafter.revise.plan import Plan, Planner
from drafter.revise.tokens import number_length
from drafter.revise.verify import verify
from drafter.state import Pending, State, StateBlock, StateText

_FOUND = 0.5
"""The share of the base's blocks that must be found in her file."""


@dataclass(frozen=True, slots=True)
class Revised:
    """Her file after an update: its bytes, the state that it carries now, what was done, and whether anything was."""

    content: bytes
    state: State
    account: Account
    changed: bool


def revised(
    content: bytes, name: str, base: State, draft: Draft, state: State, *, show_all: bool = False, force: bool = False
) -> Revised:
    """Her file with the new draft in it.

    ``show_all``: every change is a revision, as where she has switched on the tracking of changes herself. ``force``
    goes on where fewer than half of the base's blocks are found. Raises ``RefusedError`` otherwise,
    ``SelfCheckError`` where the result is not what was planned.
    """
    opened = open_docx(content, name)
    manuscript = Manuscript(opened)
    tracked = show_all or manuscript.tracks_changes
    taken = manuscript.take_back({(mark.hers, mark.new) for mark in base.pending if mark.hers or mark.new})
    waiting = still_waiting(base.pending, taken.spans, taken.notes, taken.gone, taken.added)
    before, now = named_once(hybrid(base, waiting)), named_once(state.blocks)
    planner = Planner(manuscript.blocks, before, now, tracked=tracked, unit=state.report.unit)
    plan = planner.planned()
    if plan.found < _FOUND * plan.whole and not force:
        raise _lost(name, plan)
    sections = [number for number, section in enumerate(draft.sections) for _ in section.blocks]
    Placer(plan, before, now, sections, planner.places, tracked=tracked).placed()
    number_anew(plan, before, now, planner.places, tracked=tracked)
    quotes = [mark for mark in waiting if mark.kind == "quote"]
    tell_old_figures(plan, before, now, quotes, planner.places)
    account = _account(plan)
    if _is_idle(plan) and len(waiting) == len(base.pending) and _same(base.blocks, state.blocks):
        return Revised(content, base, account, changed=False)
    state = _renewed(state, plan, now)
    pieces = NewBlocks(opened, _numbered(draft, now, plan))
    CarryOut(plan, manuscript, pieces, _pages(draft, now), tracked=tracked).done()
    packed = manuscript.packed(state_parts(state))
    verify(packed, plan, before, now, tracked=tracked)
    return Revised(packed, state, account, changed=True)


def _pages(draft: Draft, now: Sequence[StateBlock]) -> list[tuple[Section, frozenset[str]]]:
    names = iter(block.id for block in now)
    return [(section, frozenset(next(names) for _ in section.blocks)) for section in draft.sections]


def _lost(name: str, plan: Plan) -> RefusedError:
    return RefusedError(
        Fault(
            name,
            f"底稿的 {plan.whole} 段（表）里只找到 {plan.found} 段",
            "应至少找到一半，才能确认是同一份报告",
            "请核对文件；确是这一份（只是改动很大）的，加 --force",
        )
    )


def _is_idle(plan: Plan) -> bool:
    """Whether nothing is to be done in her file, marks that wait left as they are."""
    told = plan.telling
    return not (told.updated or told.inserted or told.deleted or told.renumbered)


def _same(one: Sequence[StateBlock], other: Sequence[StateBlock]) -> bool:
    return [_shown(block) for block in one] == [_shown(block) for block in other]


def _shown(block: StateBlock) -> object:
    if isinstance(block, StateText):
        return block.id, block.kind, block.text[number_length(block.text) :]
    return block.id, [(row.id, row.header, [(c.text, c.colspan, c.rowspan) for c in row.cells]) for row in block.rows]


def _account(plan: Plan) -> Account:
    told = plan.telling
    return Account(
        blocks=plan.whole,
        anchored=plan.anchored,
        recovered=plan.found - plan.anchored,
        added=told.added,
        removed=told.removed,
        updated=tuple(told.updated),
        inserted=tuple(told.inserted),
        deleted=tuple(told.deleted),
        renumbered=tuple(told.renumbered),
        decisions=tuple(told.decisions),
        to_check=tuple(told.to_check),
        not_restored=tuple(told.not_restored),
        differing=tuple(told.differing),
    )


def _numbers(plan: Plan) -> dict[str, str]:
    """Block -> the number that it has in her report."""
    found: dict[str, str] = {}
    for line in plan.items:
        if isinstance(line, Line) and len(line.blocks) == 1 and not line.gone:
            number = line.text[: number_length(line.text)]
            if number := next((c.text for c in line.numbers if c.start == 0), number):
                found.setdefault(line.blocks[0], number)
    return found


def _renewed(state: State, plan: Plan, now: Sequence[StateBlock]) -> State:
    """The state of her report: the draft's, with the numbers that stand in it and the marks left open."""
    numbers = _numbers(plan)
    blocks: list[StateBlock] = []
    longer: dict[str, int] = {}
    for given, named in zip(state.blocks, now, strict=True):
        length = number_length(given.text) if isinstance(given, StateText) else 0
        number = numbers.get(named.id, "")
        if isinstance(given, StateText) and length and number:
            longer[named.id] = len(number) - length
            blocks.append(replace(given, text=number + given.text[length:]))
        else:
            blocks.append(given)
    pending = tuple(_moved(mark, longer.get(mark.block, 0)) for mark in plan.pending)
    return replace(state, blocks=tuple(blocks), pending=pending)


def _moved(mark: Pending, by: int) -> Pending:
    return replace(mark, start=mark.start + by, end=mark.end + by) if by and mark.kind == "span" else mark


def _numbered(draft: Draft, now: Sequence[StateBlock], plan: Plan) -> Draft:
    """The draft with the numbers that its new paragraphs have in her report."""
    numbers = {
        line.blocks[0]: line.numbers[0].text
        for line in plan.items
        if isinstance(line, Line) and line.new is not None and line.numbers
    }
    names = iter(block.id for block in now)
    sections = []
    for section in draft.sections:
        blocks = []
        for block in section.blocks:
            number = numbers.get(next(names))
            blocks.append(_with_number(block, number) if isinstance(block, Text) and number else block)
        sections.append(Section(tuple(blocks), section.landscape, section.cover))
    return replace(draft, sections=tuple(sections))


def _with_number(block: Text, number: str) -> Text:
    """The paragraph with another number; it is the beginning of the first run."""
    first, *others = block.runs
    length = number_length(block.text)
    if len(first.text) < length:
        return block
    return replace(block, runs=(Run(number + first.text[length:], first.emphasis), *others))
