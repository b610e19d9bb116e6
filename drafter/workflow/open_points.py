"""What a draft leaves to the person: every gap once, with the cell that should fill it.

In: drafts. Out: findings; ``refuse_unfinished`` raises where ``--final`` was asked for and one is left.
"""

from collections.abc import Iterable

from drafter.blocks import GAP, Draft, Fact, Table, Text
from drafter.findings import Fault, Finding, Place, RefusedError, Severity


def gaps_of(drafts: Iterable[Draft]) -> list[Finding]:
    """Every gap once, with what it is about and the cell that should fill it."""
    found: dict[tuple[str, Place | None], Finding] = {}
    for drafted in drafts:
        for fact, about in _facts(drafted):
            for match in GAP.finditer(fact.text):
                where = fact.places[0] if fact.places else Place("")
                told = f"报告中留有{match.group()}" + (f"（{about}）" if about else "")
                hint = "在数据文件里填上后重新起草，或在 Word 里补写"
                found.setdefault((match.group(), where), Finding("gap-left", where, told, "", hint))
        for block in drafted.blocks():
            if isinstance(block, Text) and not block.statements:
                for match in GAP.finditer(block.text):
                    where = Place("", path=block.id)
                    hint = "在数据文件里改写后重新起草，或在 Word 里补写"
                    gap_left = Finding("gap-left", where, f"报告中留有{match.group()}", "", hint)
                    found.setdefault((match.group(), where), gap_left)
    return list(found.values())


def _facts(drafted: Draft) -> Iterable[tuple[Fact, str]]:
    """Every fact of the draft with the name of the indicator, project or goal that it belongs to."""
    for block in drafted.blocks():
        match block:
            case Text():
                yield from ((fact, _about(s.facts)) for s in block.statements for fact in s.facts)
            case Table():
                for row in block.rows:
                    facts = [fact for cell in row.cells for fact in cell.facts]
                    yield from ((fact, _about(facts)) for fact in facts)


def _about(facts: Iterable[Fact]) -> str:
    named = {fact.name: fact.text for fact in facts if not GAP.search(fact.text)}
    return next((named[name] for name in ("指标", "绩效指标", "项目", "目标名称") if name in named), "")


def refuse_unfinished(findings: list[Finding]) -> None:
    """Raises ``RefusedError`` for every gap and every error that is left."""
    left = [f for f in findings if f.code == "gap-left" or f.severity is Severity.ERROR]
    if left:
        raise RefusedError([Fault(f.where, f.message, "定稿（--final）不能留有空缺和错误", f.hint) for f in left])
