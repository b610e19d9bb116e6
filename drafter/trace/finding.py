"""The traces of a report: all of them, or those of a text.

In: the sections of the report as it reads now, its state, perhaps a text to look for. Out: traces in reading order,
then those of what is no longer in the report.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from drafter.blocks import Chart, Fact, Section, Statement, Table, Text
from drafter.state.record import State
from drafter.trace.charts import Charts
from drafter.trace.compare import Query, folded
from drafter.trace.paragraphs import Paragraphs, TracedText
from drafter.trace.record import Origin, PlacedBlock, Trace, placed_blocks
from drafter.trace.tables import Tables


def explain_all(sections: Iterable[Section], state: State) -> tuple[Trace, ...]:
    """Everything but the words of the template; at the end the statements that are gone."""
    traced = traced_texts(sections, state)
    there = [s.trace for one in traced for s in one.stretches if s.trace.origin is not Origin.TEMPLATE]
    known = {t.nearest.statement.id for t in there if t.nearest and t.nearest.statement}
    gone = (t for t in _gone(state, traced) if t.statement and t.statement.id not in known)
    return (*there, *gone)


def explain_text(sections: Iterable[Section], state: State, text: str) -> tuple[Trace, ...]:
    """Where the text is, and where it was; for a figure that is nowhere in the report: what was computed from it."""
    return explain_traced(traced_texts(sections, state), state, text)


def explain_traced(traced: Sequence[TracedText], state: State, text: str) -> tuple[Trace, ...]:
    """``explain_text`` of a report whose traces are at hand, for more than one question."""
    query = Query(folded(text))
    if not query.text:
        return ()
    there = [
        _asked_first(stretch.trace, query)
        for one in traced
        for span in [list(query.spans(one.folded))]
        for stretch in one.stretches
        if any(start < stretch.end and stretch.start < end for start, end in span)
    ]
    gone = list(_rewritten(_gone(state, traced), traced))
    there += [_asked_first(now, query) for before, now in gone if query.is_in(before.text)]
    if not there:
        everywhere = [*(s.trace for one in traced for s in one.stretches), *(now for _, now in gone)]
        there = [_asked_first(t, query) for t in everywhere if any(_is_asked(f, query) for f in _facts(t))]
    return tuple(dict.fromkeys(there))


def traced_texts(sections: Iterable[Section], state: State) -> list[TracedText]:
    """Every paragraph and cell of the report with its traces, in reading order."""
    found = list(placed_blocks(sections))
    paragraphs, tables, charts = Paragraphs(state, "\n".join(_texts(found))), Tables(state), Charts(state)
    traced: list[TracedText] = []
    for one in found:
        if isinstance(one.block, Text):
            traced.append(paragraphs.traced(one.block.text, one.where))
        elif isinstance(one.block, Table):
            traced.extend(tables.traced(one.block, one.where))
        else:
            traced.extend(charts.traced(one.block, one.where))
    return traced


def _texts(found: Iterable[PlacedBlock]) -> Iterator[str]:
    return (folded(one.block.text) for one in found if isinstance(one.block, Text))


def _gone(state: State, traced: Iterable[TracedText]) -> Iterator[Trace]:
    """Statements and cells of the state that the report does not have any more."""
    traces = [stretch.trace for one in traced for stretch in one.stretches]
    said = {t.statement.id for t in traces if t.statement}
    printed = (Origin.TABLE, Origin.CHART)
    cells = {(f.name, f.text, f.places) for t in traces if t.origin in printed for f in t.facts}
    headings: list[str] = []
    for block in state.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    if cell.facts and not any((f.name, f.text, f.places) in cells for f in cell.facts):
                        yield Trace(Origin.REMOVED, (block.id,), " ".join(cell.text.split()), facts=cell.facts)
            continue
        if isinstance(block, Chart):
            gone = (f for f in block.facts if (f.name, f.text, f.places) not in cells)
            yield from (Trace(Origin.REMOVED, (block.id,), fact.text, facts=(fact,)) for fact in gone)
            continue
        _follow(headings, block)
        for statement in block.statements:
            if statement.id not in said:
                yield Trace(Origin.REMOVED, tuple(headings), statement.text, statement, statement.facts)


def _rewritten(gone: Iterable[Trace], traced: Iterable[TracedText]) -> Iterator[tuple[Trace, Trace]]:
    """What is gone, with what the clerk wrote in its place (or with itself)."""
    current: dict[object, Trace] = {}
    for trace in (stretch.trace for one in traced for stretch in one.stretches):
        if trace.nearest is not None:
            current[_key(trace.nearest.statement, trace.nearest.facts)] = trace
    return ((trace, current.get(_key(trace.statement, trace.facts), trace)) for trace in gone)


def _key(statement: Statement | None, facts: tuple[Fact, ...]) -> object:
    return statement.id if statement else facts


def _facts(trace: Trace) -> tuple[Fact, ...]:
    return trace.facts or (trace.nearest.facts if trace.nearest else ())


def _follow(headings: list[str], block: Text) -> None:
    if block.kind.startswith("heading"):
        headings[int(block.kind[-1]) - 1 :] = [" ".join(block.text.split())]


def _asked_first(trace: Trace, query: Query) -> Trace:
    """The facts that were asked for before the others."""
    near = trace.nearest
    if near is not None:
        near = replace(near, facts=_ordered(near.facts, query))
    return replace(trace, facts=_ordered(trace.facts, query), nearest=near)


def _ordered(facts: tuple[Fact, ...], query: Query) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: not _is_asked(fact, query)))


def _is_asked(fact: Fact, query: Query) -> bool:
    return query.names(fact.text) or bool((query.figure and query.is_in(fact.formula)) or query.is_in(fact.text))
