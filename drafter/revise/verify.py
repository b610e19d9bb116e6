"""The result is read again before anybody gets it: nothing of hers lost, no figure that nobody wrote.

In: the plan and the bytes that came of it. Raises ``SelfCheckError``: an error of the program, and nothing is written.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from drafter.docx.views import views
from drafter.findings import Fault, SelfCheckError
from drafter.revise.lines import Line
from drafter.revise.outcome import Way
from drafter.revise.plan import Plan
from drafter.revise.tablelines import RowPlan, TablePlan
from drafter.revise.tokens import Kind, figure_key, tokens
from drafter.state import StateBlock, StateText


def verify(content: bytes, plan: Plan, base: Sequence[StateBlock], new: Sequence[StateBlock], *, tracked: bool) -> None:
    """Both views are those that were planned; every figure is hers or the draft's; all that she wrote is there."""
    seen = views(content)
    accepted = list(_accepted(plan))
    rejected = list(_rejected(plan, tracked=tracked))
    _same_lines(seen.accepted, accepted, "接受修订后")
    _same_lines(seen.rejected, rejected, "拒绝修订后")
    _only_known_figures((*seen.accepted, *seen.rejected), plan, new)
    _nothing_lost(plan, base, tracked=tracked)


def _accepted(plan: Plan) -> Iterator[str]:
    for item in plan.items:
        if isinstance(item, Line):
            yield item.accepted()
        elif not item.gone:
            yield from (row.accepted() for row in _rows(item))


def _rejected(plan: Plan, *, tracked: bool) -> Iterator[str]:
    for item in plan.items:
        if isinstance(item, Line):
            yield item.rejected(tracked=tracked)
        elif item.gone != "removed" or tracked:
            if item.replaced and tracked:
                yield from (row.rejected(tracked=True) for row in item.before)
            yield from (row.rejected(tracked=tracked) for row in _rows(item))


def _rows(plan: TablePlan) -> Iterator[RowPlan]:
    """The rows as planned; of a table that is drawn by the draft nothing is compared."""
    yield from plan.rows


def _same_lines(found: Sequence[str], planned: Sequence[str], when: str) -> None:
    left, right = ([_bare(line) for line in lines] for lines in (found, planned))
    left, right = [line for line in left if line], [line for line in right if line]
    if left != right:
        at = next(
            (n for n, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]),
            min(len(left), len(right)),
        )
        one, other = (lines[at][:60] if at < len(lines) else "（无）" for lines in (left, right))
        raise _error(f"{when}第{at + 1}行为“{one}”", f"应为“{other}”")


def _bare(line: str) -> str:
    return "".join(line.split()).strip("|") if line.strip("| ") else ""


def _only_known_figures(lines: Sequence[str], plan: Plan, new: Sequence[StateBlock]) -> None:
    known = {key for block in new for text in _texts(block) for key in _figures(text)}
    for item in plan.items:
        if isinstance(item, Line):
            known |= _figures(item.hers)
        else:
            known |= {key for row in (*item.before, *item.rows) for text in row.hers for key in _figures(text)}
    for line in lines:
        for text in line.split("|"):
            unknown = _figures(text) - known
            if unknown:
                raise _error(f"“{text[:60]}”里的 {min(unknown)}", "报告和数据里都没有这个数")


def _nothing_lost(plan: Plan, base: Sequence[StateBlock], *, tracked: bool) -> None:
    """What she has put into a paragraph is in it still when our revisions are rejected."""
    texts = {block.id: block.text for block in base if isinstance(block, StateText)}
    groups: dict[tuple[str, ...], list[Line]] = {}
    for item in plan.items:
        if isinstance(item, Line) and item.new is None and item.gone != "removed":
            groups.setdefault(item.blocks or (str(id(item)),), []).append(item)
    for blocks, lines in groups.items():
        joined = len(blocks) > 1
        hers = Counter(key for line in lines for key in _keys(line.hers, numbered=joined))
        hers -= Counter(key for block in blocks for key in _keys(texts.get(block, "")))
        hers -= Counter(key for line in lines for key in _brought(line))
        kept = Counter(key for line in lines for key in _keys(line.rejected(tracked=tracked), numbered=joined))
        if lost := hers - kept:
            raise _error(f"“{lines[0].hers[:60]}”里您写的“{''.join(lost)[:30]}”会丢失", "您写的字应一个不少")


def _brought(line: Line) -> Iterator[str]:
    """Figures of ours that she has written once more and that the data have replaced at every place."""
    for change in line.changes:
        if change.way is Way.UPDATE and change.is_figure:
            key = figure_key(line.hers[change.start : change.end])
            if key == figure_key(change.old):
                yield key


def _keys(text: str, *, numbered: bool = False) -> list[str]:
    return [token.key for token in tokens(text, numbered=numbered) if token.kind in (Kind.WORD, Kind.FIGURE)]


def _figures(text: str) -> set[str]:
    return {token.key for token in tokens(text) if token.kind is Kind.FIGURE}


def _texts(block: StateBlock) -> Iterator[str]:
    if isinstance(block, StateText):
        yield block.text
    else:
        yield from (cell.text for row in block.rows for cell in row.cells)


def _error(found: str, expected: str) -> SelfCheckError:
    hint = "这是程序的错误，没有写出文件，请把这份报告和数据交给维护人员"
    return SelfCheckError(Fault("更新后的自检", found, expected, hint))
