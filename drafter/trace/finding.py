"""The traces of a report: all of them, or those of a text.

In: the sections of the report as it reads now, its state, perhaps a text to look for. Out: traces in reading order,
then those of what no longer stands in the report.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.blocks import Fact, Section, Statement, Table, Text
from drafter.state.record import State
from drafter.trace.compare import Query, folded
from drafter.trace.paragraphs import Paragraphs, Told
from drafter.trace.record import Origin, Standing, Trace, standings
from drafter.trace.tables import Tables


def explain_all(sections: Iterable[Section], state: State) -> tuple[Trace, ...]:
    """Everything but the words of the template; at the end the statements that are gone."""
    told = told_of(sections, state)
    there = [s.trace for one in told for s in one.stretches if s.trace.origin is not Origin.TEMPLATE]
    known = {t.nearest.statement.id for t in there if t.nearest and t.nearest.statement}
    gone = (t for t in _gone(state, told) if t.statement and t.statement.id not in known)
    return (*there, *gone)


def explain_text(sections: Iterable[Section], state: State, text: str) -> tuple[Trace, ...]:
    """Where the text stands now, and where it stood; a figure that stands nowhere: what was computed from it."""
    return explain_told(told_of(sections, state), state, text)


def explain_told(told: Sequence[Told], state: State, text: str) -> tuple[Trace, ...]:
    """``explain_text`` of a report that was told before: for who asks more than once."""
    query = Query(folded(text))
    if not query.text:
        return ()
    there = [
        _asked_first(stretch.trace, query)
        for one in told
        for span in [list(query.spans(one.folded))]
        for stretch in one.stretches
        if any(start < stretch.end and stretch.start < end for start, end in span)
    ]
    gone = list(_rewritten(_gone(state, told), told))
    there += [_asked_first(now, query) for before, now in gone if query.stands_in(before.text)]
    if not there:
        everywhere = [*(s.trace for one in told for s in one.stretches), *(now for _, now in gone)]
        there = [_asked_first(t, query) for t in everywhere if any(_is_asked(f, query) for f in _facts(t))]
    return tuple(dict.fromkeys(there))


def told_of(sections: Iterable[Section], state: State) -> list[Told]:
    """What every stretch of the report was made of, in reading order."""
    found = list(standings(sections))
    paragraphs, tables = Paragraphs(state, "\n".join(_texts(found))), Tables(state)
    told: list[Told] = []
    for one in found:
        if isinstance(one.block, Text):
            told.append(paragraphs.told(one.block.text, one.where))
        else:
            told.extend(tables.told(one.block, one.where))
    return told


def _texts(found: Iterable[Standing]) -> Iterator[str]:
    return (folded(one.block.text) for one in found if isinstance(one.block, Text))


def _gone(state: State, told: Iterable[Told]) -> Iterator[Trace]:
    """Statements and cells of the state that the report does not have any more."""
    traces = [stretch.trace for one in told for stretch in one.stretches]
    said = {t.statement.id for t in traces if t.statement}
    cells = {(f.name, f.text, f.places) for t in traces if t.origin is Origin.TABLE for f in t.facts}
    headings: list[str] = []
    for block in state.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    if cell.facts and not any((f.name, f.text, f.places) in cells for f in cell.facts):
                        yield Trace(Origin.REMOVED, (block.id,), " ".join(cell.text.split()), facts=cell.facts)
            continue
        _follow(headings, block)
        for statement in block.statements:
            if statement.id not in said:
                yield Trace(Origin.REMOVED, tuple(headings), statement.text, statement, statement.facts)


def _rewritten(gone: Iterable[Trace], told: Iterable[Told]) -> Iterator[tuple[Trace, Trace]]:
    """What is gone, with what the person wrote in its place (or with itself)."""
    hers: dict[object, Trace] = {}
    for trace in (stretch.trace for one in told for stretch in one.stretches):
        if trace.nearest is not None:
            hers[_key(trace.nearest.statement, trace.nearest.facts)] = trace
    return ((trace, hers.get(_key(trace.statement, trace.facts), trace)) for trace in gone)


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
    return query.names(fact.text) or bool(
        (query.figure and query.stands_in(fact.formula)) or query.stands_in(fact.text)
    )
