"""What ``explain`` prints: for each stretch of the report its place, its rule, its facts with formula and data cell.

In: an ``Explanation``, or a finding ``Code``. Out: text on stdout and the exit code. The file may be anybody's: nothing
of it reaches the terminal but printable characters.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.blocks import GAP, Fact, Statement
from drafter.cli.output import SEVERITY_WORDS, print_json
from drafter.codes import CODES, Code
from drafter.files.reading import printable
from drafter.findings import Exit, Fault, InputError, Place, shown_path

if TYPE_CHECKING:
    from drafter.commands.explain import Explanation
    from drafter.trace import Nearest, Trace

FIXED = frozenset(("signature",))
"""What no phrase says: the signature at the end of a report."""


def show_explanation(found: "Explanation", *, as_json: bool) -> int:
    """Every trace; in a list of all, the cells of a table row on one line."""
    if as_json:
        print_json(_json(found))
        return Exit.OK
    state = found.state
    _print(
        f"{found.report.name}：{state.report.document}，第{state.generation}次生成，"
        f"数据文件 {state.data}，模板包 {state.pack}"
    )
    if not found.intact:
        _print("说明：附带的依据与文件里的编号对不上，可能被改动过，请与数据文件核对。")
    number = 0
    for row, traces in groupby(found.traces, key=_row_of if found.text is None else lambda trace: None):
        number += 1
        if row is not None:
            _print(f"\n{number}. {_where(row)}")
            for trace in traces:
                _print(f"   {_cell_line(trace)}")
            continue
        for count, trace in enumerate(traces):
            number += 1 if count else 0
            _print(f"\n{number}. {_where(trace.where)}")
            for line in _lines(trace):
                _print(f"   {line}")
    return Exit.OK


def code_asked_for(report: Path) -> Code | None:
    """The finding code in the place of a report, in capitals too. Raises InputError for a name that is nearly one."""
    if report.exists():
        return None
    typed = str(report).casefold().replace("_", "-")
    if typed in CODES or report.suffix:
        return CODES.get(typed)
    if near := get_close_matches(typed, CODES, n=1, cutoff=0.6):
        hint = f"运行 drafter explain {near[0]}，或写出报告的文件名"
        raise InputError(Fault(printable(report), "没有这个检查代码，也没有这个文件", f"最接近的是 {near[0]}", hint))
    return None


def show_code(code: Code, *, as_json: bool) -> int:
    """What a finding code means, as the reference page has it."""
    if as_json:
        print_json(code.as_json())
        return Exit.OK
    print(f"{code.code}（{SEVERITY_WORDS[code.severity]}）：{code.says}。")
    for name, text in (("例子", code.example), ("怎么办", code.remedy), ("依据", code.basis)):
        print(f"  {name}：{text}。")
    for source in code.sources:
        print(f"    {source}：{source.title}。")
    return Exit.OK


def _row_of(trace: "Trace") -> tuple[str, ...] | None:
    from drafter.trace import Origin

    return trace.where[:-1] if trace.origin is Origin.TABLE and len(trace.where) > 1 else None


def _where(where: Sequence[str]) -> str:
    return " › ".join(where) or "（不在标题之下）"


def _cell_line(trace: "Trace") -> str:
    """A cell under the title of its column, which says more to a clerk than the name of the fact."""
    return "；".join(fact_line(fact, trace.where[-1]) for fact in trace.facts)


def _lines(trace: "Trace") -> Iterator[str]:
    from drafter.trace import Origin

    yield " ".join(trace.text.split())
    match trace.origin:
        case Origin.TEMPLATE:
            yield "依据：模板里的文字（标题、表头、固定的话），其中的年度和名称由数据填入"
        case Origin.DATA:
            yield f"依据：填报人写在数据文件里的原文，{places_line(trace.places)}"
        case Origin.PERSON:
            yield from _hers(trace)
        case Origin.REMOVED:
            yield "这一处已不在报告中（在 Word 里删去或改写了），起草时的依据是："
            yield from _reasons(trace.statement, trace.facts)
        case _:
            if trace.edited:
                yield "这一段在 Word 里改过，这一句没有动"
            yield from _reasons(trace.statement, trace.facts, charted=trace.origin is Origin.CHART)


def _hers(trace: "Trace") -> Iterator[str]:
    near = trace.nearest
    if near is None:
        yield "依据：不是程序写的，是在 Word 里写的；程序的句子里没有与它相近的"
        return
    yield "依据：不是程序写的，是在 Word 里改的；程序原来写的是："
    yield f"  {' '.join(near.text.split())}"
    told = "；".join(_change(base, current) for base, current in near.changes)
    yield f"不同之处：{told or '只有空格或标点'}"
    yield from _reasons(near.statement, near.facts, "原来的依据")


def _change(base: str, current: str) -> str:
    if not base:
        return f"加上“{current}”"
    return f"“{base}”改为“{current}”" if current else f"删去“{base}”"


def _reasons(
    statement: Statement | None, facts: Sequence[Fact], lead: str = "依据", *, charted: bool = False
) -> Iterator[str]:
    if statement is not None:
        yield f"{lead}：{_rule(statement)}"
    elif facts:
        yield f"{lead}：{'图里的数' if charted else '表格照印数据'}"
    for fact in facts:
        yield f"  {fact_line(fact)}"


def _rule(statement: Statement) -> str:
    if statement.rule in FIXED:
        return f"版式固定的一项（{statement.rule}）"
    return f"句库 {statement.rule} 第{statement.wording}种说法（条件：{statement.why or '无'}）"


def fact_line(fact: Fact, name: str = "") -> str:
    """``预算执行率 91.71% = 3411.33 ÷ 3719.88，数据.yaml 第23、24行 预算执行·全年执行数、全年预算数``."""
    text, places = " ".join(fact.text.split()), places_line(fact.places)
    if GAP.search(text):
        return f"{name or fact.name} {text}（数据里没有{f'，应填在 {places}' if places else ''}）"
    if not text:
        return f"{name or fact.name} 没有填" + (f"（应填在 {places}）" if places else "")
    formula, _, result = fact.formula.rpartition(" = ")
    if formula and result == fact.text:
        text += f" = {formula}"
    elif fact.formula:
        text += f"（按数据计算 {fact.formula}）" if formula else f" = {fact.formula}"
    return "，".join(part for part in (f"{name or fact.name} {text}", places) if part)


def places_line(places: Iterable[Place]) -> str:
    """Places file by file, lines and cells together: ``数据.yaml 第23、24行 预算执行·全年执行数、全年预算数``."""
    told = []
    for (file, sheet), group in groupby(places, key=lambda place: (place.file, place.sheet)):
        in_file = list(group)
        cells = "、".join(dict.fromkeys(place.cell for place in in_file if place.cell))
        lines = sorted({place.line for place in in_file if place.line is not None and not place.cell})
        parts = [
            Path(file).name,
            f"{sheet}!{cells}" if sheet and cells else cells,
            f"第{'、'.join(map(str, lines))}行" if lines else "",
            _paths([shown_path(place.path) for place in in_file if place.path]),
        ]
        told.append(" ".join(part for part in parts if part))
    return "；".join(told)


def _paths(paths: Sequence[str]) -> str:
    """Paths with what they share said once."""
    told: list[str] = []
    before = ""
    for path in dict.fromkeys(paths):
        parent, dot, key = path.rpartition("·")
        told.append(key if dot and parent == before else path)
        before = parent
    return "、".join(told)


def _json(found: "Explanation") -> dict[str, object]:
    return {
        "报告": found.report.name,
        "文书": found.state.report.document,
        "数据文件": found.state.data,
        "模板包": found.state.pack,
        "生成": found.state.generation,
        "编号": found.state.id,
        "依据完好": found.intact,
        "查找": found.text,
        "结果": [_trace_json(trace) for trace in found.traces],
    }


def _trace_json(trace: "Trace") -> dict[str, object]:
    near = trace.nearest
    return {
        "来源": trace.origin.value,
        "位置": list(trace.where),
        "原文": trace.text,
        "本段改过": trace.edited,
        **_reasons_json(trace.statement, trace.facts),
        "出处": [place.as_json() for place in trace.places],
        "相近": _near_json(near) if near else None,
    }


def _near_json(near: "Nearest") -> dict[str, object]:
    changes = [{"原为": base, "改为": current} for base, current in near.changes]
    return {"原文": near.text, "不同": changes, **_reasons_json(near.statement, near.facts)}


def _reasons_json(statement: Statement | None, facts: Sequence[Fact]) -> dict[str, object]:
    return {
        "编号": statement.id if statement else None,
        "规则": statement.rule if statement else None,
        "说法": statement.wording if statement else None,
        "条件": statement.why or None if statement else None,
        "事实": [
            {
                "名称": fact.name,
                "值": fact.text,
                "公式": fact.formula or None,
                "出处": [place.as_json() for place in fact.places],
            }
            for fact in facts
        ],
    }


def _print(line: str) -> None:
    print("".join(char if char.isprintable() or char == "\n" else " " for char in line))
