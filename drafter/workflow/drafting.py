"""The command ``draft``: understand, narrate, compose, render, write.

In: paths and options as the door received them. Out: an ``Outcome``; nothing is printed here. Heavy rooms are
imported by the functions that need them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.blocks import Draft
from drafter.findings import Fault, Finding, InputError
from drafter.model import ROOT
from drafter.phrasebank import Phrasebank
from drafter.workflow.categories import known_categories, unknown_categories
from drafter.workflow.checking import findings_in_drafts
from drafter.workflow.open_points import open_points, refuse_unfinished
from drafter.workflow.outcomes import Outcome, Standing
from drafter.workflow.packs import phrasebank
from drafter.workflow.reports import standing
from drafter.workflow.sidecar import keep
from drafter.workflow.understanding import Understood, findings_of, understand
from drafter.workflow.writing import held_names, same_beside, write_beside

if TYPE_CHECKING:
    from drafter.state import State


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
) -> Outcome:
    """Drafts the report(s) of a data file into a folder (default: beside it) and tells what is missing in them.

    Raises ``InputError`` for wrong input, ``RefusedError`` where nothing can be written, or where ``final`` was
    asked for while a gap or an error is left.
    """
    found = understand(data, pack, scores)
    documents = _chosen_documents(found, only, everything=everything)
    bank = phrasebank()
    drafts = dict(composed(found, documents, bank))
    findings = findings_of_drafts(found, list(drafts.values()), bank)
    if final:
        refuse_unfinished(findings)
    written = _write(found, drafts, out or data.parent, reference)
    notes = unknown_categories(found.assessment, bank, found.loaded.place_of)
    return Outcome(
        written.files, tuple(findings), (*found.loaded.notes, *notes, *written.notes), standing=written.standing
    )


def findings_of_drafts(found: Understood, drafts: list[Draft], bank: Phrasebank) -> list[Finding]:
    """All that is left to the person: in the data, as gaps of the drafts, in what the drafts say."""
    findings = [*findings_of(found), *open_points(drafts, known_categories(bank))]
    return findings + findings_in_drafts(drafts, found.assessment, findings)


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


def composed(found: Understood, documents: list[str], bank: Phrasebank) -> Iterable[tuple[str, Draft]]:
    """The draft of each of the documents."""
    from drafter.compose import compose
    from drafter.narrate import narrate

    narrative = narrate(found.assessment, found.pack, bank, found.loaded.place_of)
    for document in documents:
        yield document, compose(found.pack, document, found.assessment, narrative, found.loaded.place_of)


def generation_of(found: Understood, drafted: Draft, generation: int = 1) -> "State":
    """What the file of a draft carries hidden: its blocks and their reasons."""
    from drafter.state import Identity, state_of

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
    from drafter.compose import file_stem
    from drafter.docx.write import render
    from drafter.files import safe_name

    fonts, pack_file = found.pack.data.fonts, found.pack.style_file
    states = {document: generation_of(found, drafted) for document, drafted in drafts.items()}
    rendered = {
        document: render(drafted, fonts=fonts, pack_file=pack_file, reference=reference, state=states[document])
        for document, drafted in drafts.items()
    }
    taken: set[str] = set()
    paths = {
        document: folder / safe_name(file_stem(found.pack, document, found.assessment), taken) for document in rendered
    }
    left = {
        document: there
        for document, content in rendered.items()
        if (there := _standing(document, paths[document], content, states[document])) is not None
    }
    files = [
        write_beside(document, paths[document], content)
        for document, content in rendered.items()
        if document not in left
    ]
    notes = dict.fromkeys(note for file in files for note in keep(file.path, states[file.document]))
    return Outcome(tuple(files), notes=tuple(notes), standing=tuple(left.values()))


def _standing(document: str, path: Path, content: bytes, state: "State") -> Standing | None:
    """The report of this very document that is already there: a person may have worked on it."""
    if same_beside(path, content) is not None:
        return None
    return next((found for other in held_names(path) if (found := standing(document, other, state))), None)
