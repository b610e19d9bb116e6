"""The command ``check``: a data file, a Word file, or what was just drafted: do the words agree with the data?

In: a .docx, perhaps its data file; or drafts with their assessment. Out: an ``Outcome``, or findings. Where the file
carries its state, every figure that differs from what its data give is a ``figure-conflict``; without one only
the figures with a name are looked at (``checks.text``). The file is only read. Heavy rooms are imported by the
functions that need them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from drafter.assess import Assessment
from drafter.blocks import Draft
from drafter.checks.settled import settle
from drafter.checks.text import TextReport, check_draft, check_text, missing_sections, passages_of, report_of
from drafter.codes import CODES
from drafter.commands.outcomes import Outcome
from drafter.commands.understand import Understood, check_data, phrasebank, understand
from drafter.findings import DrafterError, Fault, Finding, InputError, Place
from drafter.patterns import regex
from drafter.values import fold

REPORT_SUFFIXES = frozenset({".docx", ".docm", ".doc", ".wps", ".wpt", ".odt", ".rtf"})
"""What is taken for a report and not for a data file; what is no .docx is refused with what to do."""


def is_report(path: Path) -> bool:
    """Whether a path given to ``check`` names a report."""
    return path.suffix.casefold() in REPORT_SUFFIXES


def check_file(path: Path, data: Path | None = None, pack: str | None = None, scores: Path | None = None) -> Outcome:
    """What does not agree in a data file, or in a Word file with or without its data."""
    if is_report(path):
        return check_report(path, data, pack, scores)
    if data is not None:
        given = Fault("--data", f"“{path.name}”本身不是 Word 报告", "--data 只与 .docx 一起用", "去掉 --data")
        raise InputError(given)
    return check_data(path, pack, scores)


def check_report(
    report: Path, data: Path | None = None, pack: str | None = None, scores: Path | None = None
) -> Outcome:
    """What does not agree in a Word file: with its data where they are given, else with itself.

    Raises ``InputError`` or ``RefusedError`` for a file that is no .docx or must not be read.
    """
    if data is None and scores is not None:
        raise InputError(Fault("--scores", "没有数据文件", "得分文件要与数据文件一起用", "加上 --data 数据文件"))
    from drafter.docx.read import read_blocks

    blocks = read_blocks(report)
    found = understand(data, pack, scores) if data is not None else None
    passages = passages_of(blocks, str(report))
    year = found.loaded.data.year if found else _year_of([passage.text for passage in passages])
    read = TextReport(passages, year)
    findings = check_text(read, found.assessment if found else None)
    if found is not None:
        drafts = list(_drafts(found))
        findings += missing_sections(read, _expected(drafts, read), str(report))
        findings += changed_figures(report, drafts, findings)
    if found is None:
        return Outcome(findings=tuple(findings))
    examined = settle(findings, found.assessment)
    return Outcome(findings=examined.open, notes=found.loaded.notes, settled=examined.explained)


_FIRST_LINES = 12
"""The title and the cover; further down, the first year may be that of a plan or a regulation."""


def _year_of(texts: Sequence[str]) -> int | None:
    """The year that the title, or the first lines, name first."""
    found = (re.search(r"(20\d\d)\s*年", text) for text in texts[:_FIRST_LINES])
    return next((int(match[1]) for match in found if match), None)


def _expected(drafts: Iterable[Draft], read: TextReport) -> tuple[str, ...]:
    """The first-level headings of the document of the pack that this file is most like; none if it is like none."""
    there = {_bare(heading.text) for heading in read.headings}
    best: tuple[str, ...] = ()
    shared = 0
    for draft in drafts:
        wanted = tuple(block.text for block in report_of(draft, None).headings if block.level == 1)
        common = sum(_bare(heading) in there for heading in wanted)
        # With less than half of the headings it may be a report of another form: every one of them would be reported.
        if common > shared and 2 * common >= len(wanted):
            best, shared = wanted, common
    return best


def _drafts(found: Understood) -> Iterator[Draft]:
    from drafter.compose.document import compose
    from drafter.narrate import narrate

    place_of = found.loaded.place_of
    narrative = narrate(found.assessment, found.pack, phrasebank(), place_of)
    for document in found.pack.documents_for(found.loaded.data.report_type.value):
        yield compose(found.pack, document, found.assessment, narrative, place_of)


def _bare(heading: str) -> str:
    return re.sub(r"\W", "", re.sub(r"^[一二三四五六七八九十]+、", "", heading))


def findings_in_drafts(drafts: Iterable[Draft], assessment: Assessment, known: Sequence[Finding]) -> list[Finding]:
    """What the drafts say that does not agree, once for all documents; what is known from the data is not repeated.

    Gaps of a draft are reported with the cell that should fill them (``open_points``).
    """
    reported = {_what(finding) for finding in known}
    found: dict[tuple[str, str], Finding] = {}
    for draft in drafts:
        for finding in check_draft(draft, assessment):
            if _what(finding) not in reported:
                found.setdefault(_what(finding), finding)
    return list(found.values())


def _what(finding: Finding) -> tuple[str, str]:
    """The code and what was found: the same in the data and in the documents that repeat them."""
    return finding.code, finding.found


_FIGURE = regex(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")


def changed_figures(report: Path, drafts: Iterable[Draft], known: Sequence[Finding]) -> list[Finding]:
    """A ``figure-conflict`` for each figure where the data give another; not for those that ``known`` has already.

    None for a report that carries no state.
    """
    from drafter.docx.opening import open_docx
    from drafter.docx.read import read_sections
    from drafter.state.base import carried
    from drafter.trace import explain_all

    opened = open_docx(report)
    try:
        state = carried(opened).state
    except DrafterError:
        return []
    drafted = {s.id: s.text for draft in drafts if draft.document == state.report.document for s in draft.statements}
    remedy = CODES["figure-conflict"].remedy
    found: dict[str, Finding] = {}
    for trace in explain_all(read_sections(report), state):
        where = Place(str(report), path="·".join(trace.where))
        near, statement = trace.nearest, trace.statement
        if near is not None and near.statement is not None:
            pairs = _replaced(near.changes, drafted.get(near.statement.id, near.statement.text))
        elif statement is not None and statement.id in drafted:
            pairs = _outdated(statement.text, drafted[statement.id])
        else:
            continue
        for written, expected in pairs:
            message = f"“{_brief(trace.text)}”里的 {written}"
            if not any(where.path in f.where.path and written in fold(f.found) for f in known):
                conflict = Finding("figure-conflict", where, message, f"按数据应为 {expected}", remedy)
                found.setdefault(f"{where}{message}", conflict)
    return list(found.values())


def _replaced(changes: Iterable[tuple[str, str]], draft: str) -> Iterator[tuple[str, str]]:
    """(written, expected) for figures of the base that the clerk's file has otherwise, unless the draft has its figure.

    Only where both sides have as many figures: else it is not certain which one stands for which.
    """
    drafted = _figures(draft)
    for base, current in changes:
        expected, written = _FIGURE.findall(fold(base)), _FIGURE.findall(fold(current))
        if len(expected) == len(written):
            yield from ((b, a) for a, b in zip(expected, written, strict=True) if Decimal(b) not in drafted)


def _outdated(base: str, draft: str) -> Iterator[tuple[str, str]]:
    """(written, expected) for figures of a sentence that the data have changed since; another wording is no change."""
    before, after = _FIGURE.findall(fold(base)), _FIGURE.findall(fold(draft))
    if len(before) == len(after):
        yield from ((a, b) for a, b in zip(before, after, strict=True) if Decimal(a) not in _figures(draft))


def _figures(text: str) -> set[Decimal]:
    return {Decimal(figure) for figure in _FIGURE.findall(fold(text))}


def _brief(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
