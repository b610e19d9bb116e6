"""The command ``draft``: understand, narrate, compose, render, write.

In: paths and options as the door received them. Out: an ``Outcome``; nothing is printed here. Heavy rooms are
imported by the functions that need them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.blocks import Draft
from drafter.findings import Fault, InputError
from drafter.phrasebank import Phrasebank
from drafter.workflow.categories import known_categories, unknown_categories
from drafter.workflow.checking import findings_in_drafts
from drafter.workflow.open_points import open_points, refuse_unfinished
from drafter.workflow.outcomes import Outcome, Written
from drafter.workflow.packs import phrasebank
from drafter.workflow.understanding import Understood, findings_of, understand
from drafter.workflow.writing import write_beside

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
    drafts = dict(_compose(found, documents, bank))
    findings = [*findings_of(found), *open_points(list(drafts.values()), known_categories(bank))]
    findings += findings_in_drafts(drafts.values(), found.assessment, findings)
    if final:
        refuse_unfinished(findings)
    files = _write(found, drafts, out or data.parent, reference)
    notes = unknown_categories(found.assessment, bank, found.loaded.places.of)
    return Outcome(files, tuple(findings), (*found.loaded.notes, *notes))


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
                found.loaded.places.of("报告类型"),
                f"模板包“{found.pack.name}”没有报告类型“{report_type}”的文书",
                f"此模板包可写：{'、'.join(sorted(found.pack.data.wording))}",
                "改正报告类型，或换用别的模板包",
            )
        )
    return chosen


def _compose(found: Understood, documents: list[str], bank: Phrasebank) -> Iterable[tuple[str, Draft]]:
    from drafter.compose import compose
    from drafter.narrate import narrate

    narrative = narrate(found.assessment, found.pack, bank, found.loaded.places.of)
    for document in documents:
        yield document, compose(found.pack, document, found.assessment, narrative, found.loaded.places.of)


def _write(found: Understood, drafts: dict[str, Draft], folder: Path, reference: Path | None) -> tuple[Written, ...]:
    """Renders everything first, then writes: a fault in one document leaves no file of another behind."""
    from drafter.compose import file_stem
    from drafter.docx.write import render
    from drafter.files import safe_name

    fonts = found.pack.data.fonts
    rendered = {
        document: render(d, fonts=fonts, reference=reference, state=_state(found, d)) for document, d in drafts.items()
    }
    taken: set[str] = set()
    names = {document: safe_name(file_stem(found.pack, document, found.assessment), taken) for document in rendered}
    return tuple(write_beside(document, folder / names[document], content) for document, content in rendered.items())


def _state(found: Understood, drafted: Draft) -> "State":
    """What the file of a draft carries hidden: its blocks and their reasons."""
    from drafter.state import Identity, state_of

    data = found.loaded.data
    report = Identity(data.unit, str(data.year), data.project_name or "", drafted.document)
    return state_of(drafted, report, data=str(found.loaded.path), pack=found.pack.name, place_of=found.loaded.places.of)
