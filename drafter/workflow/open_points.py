"""What a draft leaves to the person: gaps and suggestions, each with the cell that should hold the answer.

In: drafts. Out: findings; ``refuse_unfinished`` raises where ``--final`` was asked for and one is left.
"""

from collections.abc import Iterable, Iterator, Sequence

from drafter.blocks import GAP, SUGGESTION, Draft, Fact, Statement, Table, Text
from drafter.codes import Severity
from drafter.findings import Fault, Finding, Place, RefusedError

_CAUSES = frozenset(("偏差原因", "原因"))
_NAMES = ("指标", "指标列", "绩效指标", "目标列", "一组", "扣分指标", "维度", "分级")


def open_points(drafts: Sequence[Draft], categories: Sequence[str] = ()) -> list[Finding]:
    """Every gap and every suggestion once, with what it is about and its cell.

    ``categories``: the 原因类别 to choose from, told where a cause is missing.
    """
    return [*_gaps(drafts, categories), *_suggestions(drafts)]


def _gaps(drafts: Iterable[Draft], categories: Sequence[str]) -> list[Finding]:
    found: dict[tuple[str, Place | None], Finding] = {}
    for drafted in drafts:
        for fact, about in _facts(drafted):
            for match in GAP.finditer(fact.text):
                where = fact.places[0] if fact.places else Place("")
                told = f"报告中留有{match.group()}" + (f"（{about}）" if about else "")
                hint = "在数据文件里填上后重新起草，或在 Word 里补写"
                if fact.name in _CAUSES and categories:
                    hint += f"；原因类别可选：{'、'.join(categories)}"
                found.setdefault((match.group(), where), Finding("gap-left", where, told, "", hint))
        for block in drafted.blocks():
            if isinstance(block, Text) and not block.statements:
                for match in GAP.finditer(block.text):
                    of_template = block.id.startswith("text/")
                    where = Place("", path=match.group()[5:-1] if of_template else block.id)
                    hint = "在数据文件里改写后重新起草，或在 Word 里补写"
                    gap_left = Finding("gap-left", where, f"报告中留有{match.group()}", "", hint)
                    found.setdefault((match.group(), where), gap_left)
    return list(found.values())


def _suggestions(drafts: Iterable[Draft]) -> list[Finding]:
    """Measures that the program suggested because nobody gave one."""
    found: dict[str, Finding] = {}
    for statement in (s for drafted in drafts for s in drafted.statements if s.text.endswith(SUGGESTION)):
        missing = next((fact for fact in statement.facts if fact.name == "改进措施"), None)
        where = missing.places[0] if missing and missing.places else Place("")
        told = f"没有填改进措施，报告中写的是程序的建议：{statement.text.removesuffix(SUGGESTION).rstrip('。')}"
        expected = "应是单位自己拟采取的措施"
        hint = "核实建议，合适的写进数据文件的改进措施，不合适的改写"
        found.setdefault(statement.id, Finding("problem-without-measure", where, told, expected, hint))
    return list(found.values())


def _facts(drafted: Draft) -> Iterator[tuple[Fact, str]]:
    """Every fact of the draft with the name of the indicator, project or goal that it belongs to."""
    for block in drafted.blocks():
        match block:
            case Text():
                yield from _of_statements(block.statements)
            case Table():
                for row in block.rows:
                    facts = [fact for cell in row.cells for fact in cell.facts]
                    if any("【" in fact.text for fact in facts):
                        about = _about(facts)
                        yield from ((fact, about) for fact in facts)


def _of_statements(statements: Iterable[Statement]) -> Iterator[tuple[Fact, str]]:
    """A cause follows the sentence that it explains and is about the same thing."""
    before = ""
    for statement in statements:
        before = _about(statement.facts) or before
        yield from ((fact, before) for fact in statement.facts)


def _about(facts: Iterable[Fact]) -> str:
    named = {fact.name: fact.text.strip("“”") for fact in facts if fact.text and not GAP.search(fact.text)}
    if "执行失分" in named:
        return "预算执行"
    return next((named[name] for name in (*_NAMES, "项目", "目标名称") if name in named), "")


def refuse_unfinished(findings: list[Finding]) -> None:
    """Raises ``RefusedError`` for every gap, every suggestion that nobody has confirmed and every error."""
    left = [f for f in findings if f.code == "gap-left" or f.severity is Severity.ERROR or "程序的建议" in f.found]
    if left:
        expected = "定稿（--final）不能留有空缺、未核实的建议和错误"
        raise RefusedError([Fault(f.where, f.message, expected, f.hint) for f in left])
