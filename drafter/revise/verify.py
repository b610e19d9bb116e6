"""The result is read again before anybody gets it: nothing of the clerk's lost, no figure that nobody wrote.

In: the plan and the bytes that came of it. Raises ``SelfCheckError``, an error of the program: then nothing is written.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from drafter.blocks import Block, Text
from drafter.docx.views import views
from drafter.findings import Fault, SelfCheckError
from drafter.revise.hunks import Resolution
from drafter.revise.plan import ParagraphPlan, Plan
from drafter.revise.tokens import TokenKind, figure_key, tokens


def verify(content: bytes, plan: Plan, base: Sequence[Block], draft: Sequence[Block], *, tracked: bool) -> None:
    """Reads ``content`` as with all tool revisions accepted, and as with all rejected, and holds both against the
    plan.

    Line by line they are what was planned; every figure is the clerk's or the draft's; every word that the clerk
    wrote is there when the revisions are rejected. Raises ``SelfCheckError`` otherwise.
    """
    seen = views(content)
    accepted = list(_accepted(plan))
    rejected = list(_rejected(plan, tracked=tracked))
    _same_lines(seen.accepted, accepted, "接受修订后")
    _same_lines(seen.rejected, rejected, "拒绝修订后")
    _only_known_figures((*seen.accepted, *seen.rejected), plan, draft)
    _nothing_lost(plan, base, tracked=tracked)


def _accepted(plan: Plan) -> Iterator[str]:
    for item in plan.items:
        if isinstance(item, ParagraphPlan):
            yield item.accepted()
        elif not item.gone:
            yield from (row.accepted() for row in item.rows)


def _rejected(plan: Plan, *, tracked: bool) -> Iterator[str]:
    for item in plan.items:
        if isinstance(item, ParagraphPlan):
            yield item.rejected(tracked=tracked)
        elif item.gone != "removed" or tracked:
            if item.replaced and tracked:
                yield from (row.rejected(tracked=True) for row in item.before)
            yield from (row.rejected(tracked=tracked) for row in item.rows)


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


def _only_known_figures(lines: Sequence[str], plan: Plan, draft: Sequence[Block]) -> None:
    known = {key for block in draft for text in _texts(block) for key in _figures(text)}
    for item in plan.items:
        if isinstance(item, ParagraphPlan):
            known |= _figures(item.clerk)
        else:
            known |= {key for row in (*item.before, *item.rows) for text in row.clerk for key in _figures(text)}
    for line in lines:
        for text in line.split("|"):
            unknown = _figures(text) - known
            if unknown:
                raise _error(f"“{text[:60]}”里的 {min(unknown)}", "报告和数据里都没有这个数")


def _nothing_lost(plan: Plan, base: Sequence[Block], *, tracked: bool) -> None:
    """What the clerk wrote into a paragraph is still in it when the tool revisions are rejected."""
    texts = {block.id: block.text for block in base if isinstance(block, Text)}
    groups: dict[tuple[str, ...], list[ParagraphPlan]] = {}
    for item in plan.items:
        if isinstance(item, ParagraphPlan) and item.new is None and item.gone != "removed":
            groups.setdefault(item.blocks or (str(id(item)),), []).append(item)
    for blocks, lines in groups.items():
        joined = len(blocks) > 1
        written = Counter(key for line in lines for key in _keys(line.clerk, numbered=joined))
        written -= Counter(key for block in blocks for key in _keys(texts.get(block, "")))
        written -= Counter(key for line in lines for key in _replaced(line))
        kept = Counter(key for line in lines for key in _keys(line.rejected(tracked=tracked), numbered=joined))
        if lost := written - kept:
            raise _error(f"“{lines[0].clerk[:60]}”里您写的“{''.join(lost)[:30]}”会丢失", "您写的字应一个不少")


def _replaced(line: ParagraphPlan) -> Iterator[str]:
    """Old figures of the base that hunks have replaced; the clerk may have written one once more than the base did."""
    for hunk in line.hunks:
        if hunk.resolution is Resolution.UPDATE and hunk.is_figure:
            key = figure_key(line.clerk[hunk.start : hunk.end])
            if key == figure_key(hunk.old):
                yield key


def _keys(text: str, *, numbered: bool = False) -> list[str]:
    return [token.key for token in tokens(text, numbered=numbered) if token.kind in (TokenKind.WORD, TokenKind.FIGURE)]


def _figures(text: str) -> set[str]:
    return {token.key for token in tokens(text) if token.kind is TokenKind.FIGURE}


def _texts(block: Block) -> Iterator[str]:
    yield from block.texts


def _error(found: str, expected: str) -> SelfCheckError:
    hint = "这是程序的错误，没有写出文件，请把这份报告和数据交给维护人员"
    return SelfCheckError(Fault("更新后的自检", found, expected, hint))
