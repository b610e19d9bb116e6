"""核实说明: findings that a person has looked at, and says why they may be left.

In: findings, the assessment with its 核实说明. Out: ``Settled``: the findings that are still open, those that are
explained, and a line for each explanation that explains nothing any more. A place is meant by the name of an
indicator (目标名/指标名 where two bear it), by the path that ``check`` prints, or by a cell (指标!E5).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from drafter.assess import Assessment
from drafter.findings import Finding, shown_path
from drafter.model import EXECUTION_NAMES, DataPath, Settlement
from drafter.patterns import regex
from drafter.textfile import brief


class Settled(Struct, frozen=True):
    """``explained``: each finding with the words that explain it. ``idle``: what explains nothing, a line each."""

    open: tuple[Finding, ...]
    explained: tuple[tuple[Finding, str], ...]
    idle: tuple[str, ...]


def settle(findings: Iterable[Finding], whole: Assessment) -> Settled:
    """The findings, those with a 核实说明 of their code and place apart."""
    given = [(path, line, _targets(report, line)) for report in _reports(whole) for path, line in _lines(report)]
    left, explained, used = [], [], set[DataPath]()
    for finding in findings:
        match = next(((p, line) for p, line, targets in given if _explains(line, targets, finding)), None)
        if match is None:
            left.append(finding)
        else:
            used.add(match[0])
            explained.append((finding, match[1].explanation or ""))
    idle = tuple(_idle(path, line) for path, line, _ in given if path not in used)
    return Settled(tuple(left), tuple(explained), idle)


def _reports(whole: Assessment) -> Iterator[Assessment]:
    yield whole
    for project in whole.projects:
        yield from _reports(project)


def _lines(report: Assessment) -> Iterator[tuple[DataPath, Settlement]]:
    for index, line in enumerate(report.data.settlements):
        yield report.path / "核实说明" / index, line


def _targets(report: Assessment, line: Settlement) -> frozenset[str]:
    """The paths that a name means: of the one indicator that bears it, of the budget execution."""
    name = _bare(line.place or "")
    if name in EXECUTION_NAMES:
        return frozenset({report.execution.path})
    rows = [row for one in _reports(report) for row in one.indicators]
    bearers = Counter(_bare(row.source.name or "") for row in rows)
    return frozenset(
        row.path
        for row in rows
        if name in (_bare(f"{row.goal}/{row.source.name}"), _bare(row.label))
        or (name == _bare(row.source.name or "") and bearers[name] == 1)
    )


def _explains(line: Settlement, targets: frozenset[str], finding: Finding) -> bool:
    if not (line.place and line.explanation and line.code == finding.code):
        return False
    where = finding.where
    above = where.path.rpartition(".")[0]
    if where.path in targets or above in targets:
        return True
    cells = {where.cell, f"{where.sheet}!{where.cell}"} if where.cell else set()
    paths = {where.path, shown_path(where.path), above, shown_path(above), where.within}
    return _bare(line.place) in {_bare(text) for text in (cells | paths) if text}


_LINE = regex(r"^第\d+行(?:第\d+列)?")


def _bare(text: str) -> str:
    """A place without blanks, quotes and the number of the line, which changes whenever a line is added."""
    return _LINE.sub("", re.sub(r"[\s“”\"]", "", text))


def _idle(path: DataPath, line: Settlement) -> str:
    missing = [key for key, text in (("位置", line.place), ("代码", line.code), ("说明", line.explanation)) if not text]
    if missing:
        return f"{shown_path(path)} 没有填{'、'.join(missing)}，没有用上；请补填"
    told = f"位置“{brief(line.place or '')}”，代码 {line.code}"
    return f"{shown_path(path)}（{told}）：现在没有这一处不一致；核对位置和代码，已改正的可以删去"
