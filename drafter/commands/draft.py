"""The command ``draft``: understand, narrate, compose, render, write; and what the draft leaves to the person.

In: paths and options as ``cli`` received them. Out: an ``Outcome``; nothing is printed here. Gaps and suggestions
become findings, each with the cell that should hold the answer; ``refuse_unfinished`` raises where ``--final`` was
asked for and one is left. Heavy rooms are imported by the functions that need them.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.blocks import GAP, SUGGESTION, Draft, Fact, Statement, Table, Text
from drafter.checks.settled import settle
from drafter.codes import Severity
from drafter.commands.check import findings_in_drafts
from drafter.commands.clerks_file import existing_report
from drafter.commands.contents import paged
from drafter.commands.outcomes import ExistingReport, Outcome
from drafter.commands.output_files import held_names, same_beside, write_beside
from drafter.commands.pdf import written_pdfs
from drafter.commands.understand import (
    Understood,
    known_categories,
    phrasebank,
    understand,
    unknown_categories,
)
from drafter.findings import Fault, Finding, InputError, Place, RefusedError
from drafter.model import ROOT
from drafter.phrasebank import Phrasebank
from drafter.state.sidecar import keep

if TYPE_CHECKING:
    from drafter.state.record import State


def draft(
    data: Path,
    out: Path | None = None,
    *,
    only: tuple[str, ...] = (),
    everything: bool = False,
    pack: str | None = None,
    scores: Path | None = None,
    reference: Path | None = None,
    final: bool = False,
    pdf: bool = False,
) -> Outcome:
    """Drafts the report(s) of a data file into a folder (default: beside it) and finds what is missing in them.

    ``pdf``: a PDF beside each Word file; a line where the machine cannot make one.

    Raises ``InputError`` for wrong input, ``RefusedError`` where nothing can be written, or where ``final`` was
    asked for while a gap or an error is left.
    """
    found = understand(data, pack, scores)
    documents = _chosen_documents(found, only, everything=everything)
    bank = phrasebank()
    left_out: list[str] | None = [] if everything and not only else None
    drafts = dict(composed(found, documents, bank, left_out))
    findings = findings_of_drafts(found, list(drafts.values()), bank)
    if final:
        refuse_unfinished(findings)
    written = _write(found, drafts, out or data.parent, reference)
    notes = unknown_categories(found.assessment, bank, found.loaded.place_of)
    printed = written_pdfs(written.files) if pdf else ()
    lines = (*found.loaded.notes, *(left_out or ()), *notes, *written.notes, *printed)
    settled = found.examined.explained
    return Outcome(written.files, tuple(findings), lines, existing=written.existing, settled=settled)


def findings_of_drafts(found: Understood, drafts: list[Draft], bank: Phrasebank) -> list[Finding]:
    """All that is left to the person: in the data, as gaps of the drafts, in what the drafts say.

    A gap and a suggestion stand in the report: no 核实说明 takes them out of it.
    """
    examined = found.examined
    points = open_points(drafts, known_categories(bank))
    known = [*examined.open, *(finding for finding, _ in examined.explained), *points]
    in_drafts = settle(findings_in_drafts(drafts, found.assessment, known), found.assessment)
    return [*examined.open, *points, *in_drafts.open]


def _chosen_documents(found: Understood, only: tuple[str, ...], *, everything: bool) -> list[str]:
    report_type = found.loaded.data.report_type.value
    forms = found.pack.documents_for(report_type)
    for name in only:
        if name not in forms:
            raise InputError(
                Fault(
                    "--only",
                    f"模板包“{found.pack.name}”没有{report_type}的“{name}”",
                    f"可选：{'、'.join(forms) or '无'}",
                    "改正 --only，或换用别的模板包",
                )
            )
    chosen = [name for name, form in forms.items() if name in only or (not only and (everything or form.usual))]
    if not chosen:
        raise InputError(
            Fault(
                found.loaded.place_of(ROOT / "报告类型"),
                f"模板包“{found.pack.name}”没有报告类型“{report_type}”的文书",
                f"此模板包可写：{'、'.join(sorted(found.pack.data.wording))}",
                "改正报告类型，或换用别的模板包",
            )
        )
    return chosen


def composed(
    found: Understood, documents: list[str], bank: Phrasebank, left_out: list[str] | None = None
) -> Iterable[tuple[str, Draft]]:
    """The draft of each of the documents.

    A document for which the data have nothing is named in ``left_out`` where one is given (nobody asked for it by
    name), else ``EmptyDocumentError`` is raised.
    """
    from drafter.compose.document import EmptyDocumentError, compose
    from drafter.narrate import narrate

    narrative = narrate(found.assessment, found.pack, bank, found.loaded.place_of)
    for document in documents:
        try:
            yield document, compose(found.pack, document, found.assessment, narrative, found.loaded.place_of)
        except EmptyDocumentError as error:
            if left_out is None:
                raise
            left_out += [f"{fault.found}，没有写出；{fault.expected}。{fault.hint}。" for fault in error.faults]


def generation_of(found: Understood, drafted: Draft, generation: int = 1) -> "State":
    """What the file of a draft carries hidden: its blocks and their reasons."""
    from drafter.state.record import Identity, state_of

    data = found.loaded.data
    return state_of(
        drafted,
        Identity(data.unit, str(data.year), data.project_name or "", drafted.document),
        data=str(found.loaded.path),
        pack=found.pack.name,
        generation=generation,
    )


def _write(found: Understood, drafts: dict[str, Draft], folder: Path, reference: Path | None) -> Outcome:
    """Renders everything first, then writes: a fault in one document leaves no file of another behind."""
    from drafter.compose.document import file_stem
    from drafter.docx.contents import with_contents
    from drafter.docx.reference import look
    from drafter.docx.write import render
    from drafter.files import safe_name

    fonts, pack_file = found.pack.data.fonts, found.pack.style_file
    states = {document: generation_of(found, drafted) for document, drafted in drafts.items()}
    rendered: dict[str, bytes] = {}
    without_numbers: list[str] = []
    for document, drafted in drafts.items():
        content = render(drafted, fonts=fonts, pack_file=pack_file, reference=reference, state=states[document])
        if drafted.contents:
            paper = look(fonts, pack_file=pack_file, reference=reference).pages
            content = with_contents(content, paper, after_cover=drafted.sections[0].cover)
            content, told = paged(content, document)
            without_numbers += told
        rendered[document] = content
    taken: set[str] = set()
    paths = {
        document: folder / safe_name(file_stem(found.pack, document, found.assessment), taken) for document in rendered
    }
    left = {
        document: there
        for document, content in rendered.items()
        if (there := _existing(document, paths[document], content, states[document])) is not None
    }
    files = [
        write_beside(document, paths[document], content)
        for document, content in rendered.items()
        if document not in left
    ]
    notes = dict.fromkeys(note for file in files for note in keep(file.path, states[file.document]))
    return Outcome(tuple(files), notes=(*without_numbers, *notes), existing=tuple(left.values()))


def _existing(document: str, path: Path, content: bytes, state: "State") -> ExistingReport | None:
    """The report of this very document that is already there: a person may have worked on it."""
    if same_beside(path, content) is not None:
        return None
    return next((found for other in held_names(path) if (found := existing_report(document, other, state))), None)


_CAUSES = frozenset(("偏差原因", "原因"))
_NAMES = ("指标", "指标列", "绩效指标", "目标列", "一组", "扣分指标", "维度", "分级")


def open_points(drafts: Sequence[Draft], categories: Sequence[str] = ()) -> list[Finding]:
    """Every gap and every suggestion once, with what it is about and its cell.

    ``categories``: the 原因类别 to choose from, named in the hint where a cause is missing.
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
