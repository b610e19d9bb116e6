"""A new draft is brought into the clerk's file: the steps of an update, in their order.

In: the bytes of the clerk's file, the state of the generation that it was made from, the new draft and its state.
Out: a ``Revised``.

1. Tool revisions that are still open are taken back, and the base is set back there (``open_revisions``, ``base``).
2. Every paragraph, row and table is matched with a block of the base, and the three versions are merged (``planner``).
3. New blocks find their places, numbers run on, quoted old figures get comments. Up to here nothing is changed.
4. The plan is carried out in the file (``apply``), and the result is read again and held against it (``verify``).
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from drafter.blocks import Block, Chart, Draft, Run, Section, Text
from drafter.docx.chart_reading import figures_of
from drafter.docx.hidden_state import state_parts
from drafter.docx.manuscript import Manuscript
from drafter.docx.new_blocks import NewBlocks
from drafter.docx.opening import open_docx
from drafter.docx.page import text_widths
from drafter.findings import Fault, RefusedError
from drafter.revise.account import Account
from drafter.revise.apply import PlanApplier
from drafter.revise.merge_base import merge_base, still_waiting, with_unique_ids
from drafter.revise.numbering import renumber
from drafter.revise.plan import ChartPlan, ParagraphPlan, Plan
from drafter.revise.planner import NewBlockPlanner, Planner
from drafter.revise.quoted_figures import comment_quoted_figures
from drafter.revise.tokens import number_length
from drafter.revise.verify import verify
from drafter.state.record import Pending, State

_LEAST_FOUND = 0.5
"""The share of the base's blocks that must be found in the clerk's file, or it may be another report: most blocks of
two reports on one form differ in their names and figures only, so even a stranger's file has some of them."""


class Revised(Struct, frozen=True):
    """The clerk's file after an update: its bytes, the state that it carries now, the account, whether anything
    changed."""

    content: bytes
    state: State
    account: Account
    changed: bool


def revised(
    content: bytes, name: str, base: State, draft: Draft, state: State, *, show_all: bool = False, force: bool = False
) -> Revised:
    """The clerk's file with the new draft in it.

    ``content`` and ``name`` are those of the clerk's file, ``base`` is the state of the generation that it was made
    from, ``state`` that of ``draft``. ``show_all``: every change is a revision, as where the clerk has switched on
    the tracking of changes. ``force`` goes on where fewer than half of the base's blocks are found.

    Raises ``RefusedError`` where they are not found, ``InputError`` for a file that cannot be read,
    ``SelfCheckError`` where the result is not what was planned.
    """
    opened = open_docx(content, name)
    manuscript = Manuscript(opened)
    tracked = show_all or manuscript.tracks_changes
    taken = manuscript.take_back({(mark.hers, mark.new) for mark in base.pending if mark.hers or mark.new})
    waiting = still_waiting(base.pending, taken.spans, taken.notes, taken.gone, taken.added)
    base_blocks, draft_blocks = with_unique_ids(merge_base(base, waiting)), with_unique_ids(state.blocks)
    planner = Planner(
        manuscript.blocks,
        base_blocks,
        draft_blocks,
        tracked=tracked,
        unit=state.report.unit,
        manuscript=manuscript,
        widest=max(text_widths(opened).values()),
    )
    plan = planner.planned()
    account = plan.account
    if account.found < _LEAST_FOUND * account.blocks and not force:
        raise _not_found(name, account)
    sections = [number for number, section in enumerate(draft.sections) for _ in section.blocks]
    NewBlockPlanner(plan, base_blocks, draft_blocks, sections, planner.places, tracked=tracked).place_all()
    renumber(plan, base_blocks, draft_blocks, planner.places, tracked=tracked)
    quotes = [mark for mark in waiting if mark.kind == "quote"]
    comment_quoted_figures(plan, base_blocks, draft_blocks, quotes, planner.places)
    nothing_decided = len(waiting) == len(base.pending)
    if not account.changes_file and nothing_decided and _same(base.blocks, state.blocks):
        return Revised(content, base, account, changed=False)  # marks that wait are left as they are
    state = _with_kept_looks(_with_file_numbers(state, plan, draft_blocks), plan, base_blocks, draft_blocks)
    new_blocks = NewBlocks(opened, _with_plan_numbers(draft, draft_blocks, plan))
    PlanApplier(plan, manuscript, new_blocks, _block_ids(draft, draft_blocks), tracked=tracked).apply()
    packed = manuscript.packed(state_parts(state))
    verify(packed, plan, base_blocks, draft_blocks, tracked=tracked)
    return Revised(packed, state, account, changed=True)


def _block_ids(draft: Draft, blocks: Sequence[Block]) -> list[tuple[Section, frozenset[str]]]:
    """Each section of the draft with the ids of its blocks, none of which occurs twice."""
    names = iter(block.id for block in blocks)
    return [(section, frozenset(next(names) for _ in section.blocks)) for section in draft.sections]


def _not_found(name: str, account: Account) -> RefusedError:
    return RefusedError(
        Fault(
            name,
            f"底稿的 {account.blocks} 段（表）里只找到 {account.found} 段",
            "应至少找到一半，才能确认是同一份报告",
            "请核对文件；确是这一份（只是改动很大）的，加 --force",
        )
    )


def _same(one: Sequence[Block], other: Sequence[Block]) -> bool:
    return [_shown(block) for block in one] == [_shown(block) for block in other]


def _shown(block: Block) -> object:
    if isinstance(block, Text):
        return block.id, block.kind, block.text[number_length(block.text) :]
    if isinstance(block, Chart):
        return block.id, figures_of(block)
    return block.id, [(row.id, row.header, [(c.text, c.colspan, c.rowspan) for c in row.cells]) for row in block.rows]


def _numbers(plan: Plan) -> dict[str, str]:
    """Id of a block -> the number that it has in the clerk's file."""
    found: dict[str, str] = {}
    for item in plan.items:
        if isinstance(item, ParagraphPlan) and len(item.blocks) == 1 and not item.gone:
            number = item.text[: number_length(item.text)]
            if number := next((hunk.text for hunk in item.numbers if hunk.start == 0), number):
                found.setdefault(item.blocks[0], number)
    return found


def _with_file_numbers(state: State, plan: Plan, blocks_with_ids: Sequence[Block]) -> State:
    """The draft's state with the paragraph numbers of the clerk's file, and the marks that are left open there."""
    numbers = _numbers(plan)
    blocks: list[Block] = []
    longer: dict[str, int] = {}
    for given, named in zip(state.blocks, blocks_with_ids, strict=True):
        length = number_length(given.text) if isinstance(given, Text) else 0
        number = numbers.get(named.id, "")
        if isinstance(given, Text) and length and number:
            longer[named.id] = len(number) - length
            blocks.append(replace(given, text=number + given.text[length:]))
        else:
            blocks.append(given)
    pending = tuple(_moved(mark, longer.get(mark.block, 0)) for mark in plan.pending)
    return replace(state, blocks=tuple(blocks), pending=pending)


def _with_kept_looks(state: State, plan: Plan, base: Sequence[Block], draft: Sequence[Block]) -> State:
    """The state with the looks of charts that the update leaves as they were drawn before."""
    looks = {block.id: block.look for block in base if isinstance(block, Chart)}
    plans = [item for item in plan.items if isinstance(item, ChartPlan)]
    drawn = {name for item in plans if item.redrawn or item.new for name in item.blocks}
    blocks = tuple(
        replace(given, look=looks[named.id])
        if isinstance(given, Chart) and named.id in looks and named.id not in drawn
        else given
        for given, named in zip(state.blocks, draft, strict=True)
    )
    return replace(state, blocks=blocks)


def _moved(mark: Pending, by: int) -> Pending:
    return replace(mark, start=mark.start + by, end=mark.end + by) if by and mark.kind == "span" else mark


def _with_plan_numbers(draft: Draft, draft_blocks: Sequence[Block], plan: Plan) -> Draft:
    """The draft with the numbers that its new paragraphs get in the clerk's file."""
    numbers = {
        item.blocks[0]: item.numbers[0].text
        for item in plan.items
        if isinstance(item, ParagraphPlan) and item.new is not None and item.numbers
    }
    names = iter(block.id for block in draft_blocks)
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
    first, *others = block.as_runs()
    length = number_length(block.text)
    if len(first.text) < length:
        return block
    return block.with_runs((Run(number + first.text[length:], first.emphasis), *others))
