"""Figures of a report that are not those of its data: what a person changed in Word, and what the data have changed.

In: a Word file that carries its state, and the drafts that its data make now. Out: ``figure-conflict`` findings. A
report without a state gives none; then only the figures with a name are looked at (``checks.text``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from drafter.blocks import Draft
from drafter.findings import DrafterError, Finding, Place
from drafter.values import fold

_FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")


def changed_figures(report: Path, drafts: Iterable[Draft], known: Sequence[Finding]) -> list[Finding]:
    """Each figure that stands where the data give another; not those that ``known`` tells already."""
    from drafter.docx.opening import open_docx
    from drafter.docx.read import read_sections
    from drafter.docx.state import carried
    from drafter.trace import explain_all

    opened = open_docx(report)
    try:
        state = carried(opened).state
    except DrafterError:
        return []
    now = {s.id: s.text for draft in drafts if draft.document == state.report.document for s in draft.statements}
    found: dict[str, Finding] = {}
    for trace in explain_all(read_sections(report), state):
        where = Place(str(report), path="·".join(trace.where))
        near, statement = trace.nearest, trace.statement
        if near is not None and near.statement is not None:
            pairs = _replaced(near.changes, now.get(near.statement.id, near.statement.text))
        elif statement is not None and statement.id in now:
            pairs = _outdated(statement.text, now[statement.id])
        else:
            continue
        for hers, ours in pairs:
            told = f"“{_brief(trace.text)}”里的 {hers}"
            if not any(where.path in f.where.path and hers in fold(f.found) for f in known):
                found.setdefault(f"{where}{told}", Finding("figure-conflict", where, told, f"按数据应为 {ours}", _HINT))
    return list(found.values())


_HINT = "核对后改正文字，或改正数据后重新起草"


def _replaced(changes: Iterable[tuple[str, str]], now: str) -> Iterator[tuple[str, str]]:
    """Figures of ours that she wrote otherwise, unless the data give hers by now."""
    current = _figures(now)
    for ours, hers in changes:
        mine, others = _FIGURE.findall(fold(ours)), _FIGURE.findall(fold(hers))
        if len(mine) == len(others):
            yield from ((b, a) for a, b in zip(mine, others, strict=True) if Decimal(b) not in current)


def _outdated(text: str, now: str) -> Iterator[tuple[str, str]]:
    """Figures of a sentence that the data have changed since it was written; another wording is no change."""
    before, after = _FIGURE.findall(fold(text)), _FIGURE.findall(fold(now))
    if len(before) == len(after):
        yield from ((a, b) for a, b in zip(before, after, strict=True) if Decimal(a) not in _figures(now))


def _figures(text: str) -> set[Decimal]:
    return {Decimal(figure) for figure in _FIGURE.findall(fold(text))}


def _brief(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
