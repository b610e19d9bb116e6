"""The commands, one short function each: load, assess, narrate, compose, check, write.

In: paths and options as the doors received them. Out: outcomes made of files, gaps and findings; nothing is
printed here. Heavy rooms are imported by the functions that need them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from drafter.assess import Assessment, assess
from drafter.blocks import GAP, Draft, Fact, Table, Text
from drafter.checks import check
from drafter.findings import Fault, Finding, InputError, Place, RefusedError, Severity
from drafter.load import Loaded, load
from drafter.load.scores import with_scores
from drafter.pack import Pack, load_pack, pack_folders, packaged
from drafter.phrasebank import Phrasebank, load_phrasebank

DEFAULT_PACK = "hubei"


@dataclass(frozen=True)
class Written:
    """One document that was written, or was already there with the same bytes."""

    document: str
    path: Path
    unchanged: bool = False
    renamed_from: Path | None = None


@dataclass(frozen=True)
class Outcome:
    """What a command has to tell: the files, the gaps and disagreements that are left, notes on the reading."""

    files: tuple[Written, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understood:
    """A data file, loaded and assessed with its pack."""

    loaded: Loaded
    pack: Pack
    assessment: Assessment


def understand(data: Path, pack: str | None = None, scores: Path | None = None) -> Understood:
    """Loads and assesses a data file, with the scores of another one. Raises ``InputError`` with all its faults."""
    loaded = load(data) if scores is None else with_scores(load(data), scores)
    where = "--pack" if pack else loaded.places.of("模板")
    chosen = load_pack(pack or loaded.data.template or DEFAULT_PACK, where)
    return Understood(loaded, chosen, assess(loaded.data, chosen.scoring))


def check_data(data: Path, pack: str | None = None, scores: Path | None = None) -> Outcome:
    """What does not agree in a data file."""
    found = understand(data, pack, scores)
    return Outcome(findings=tuple(_findings(found)), notes=found.loaded.notes)


def score_data(data: Path, pack: str | None = None, scores: Path | None = None) -> tuple[Understood, list[Finding]]:
    """What was understood and computed, row by row, and what does not agree."""
    found = understand(data, pack, scores)
    return found, _findings(found)


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
    drafts = dict(_compose(found, documents))
    findings = [*_findings(found), *_gaps(drafts.values())]
    if final:
        _refuse_unfinished(findings)
    files = _write(found, drafts, out or data.parent, reference)
    return Outcome(files, tuple(findings), found.loaded.notes)


def _findings(found: Understood) -> list[Finding]:
    return check(found.assessment, found.pack.scoring, found.loaded.places.of)


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


def _compose(found: Understood, documents: list[str]) -> Iterable[tuple[str, Draft]]:
    from drafter.compose import compose
    from drafter.narrate import narrate

    narrative = narrate(found.assessment, found.pack, phrasebank(), found.loaded.places.of)
    for document in documents:
        yield document, compose(found.pack, document, found.assessment, narrative, found.loaded.places.of)


def phrasebank() -> Phrasebank:
    """The phrases of ``./phrasebank`` where there is one, else those that came with the program."""
    own = Path("phrasebank")
    return load_phrasebank(own if own.is_dir() else packaged("phrasebank"))


def _gaps(drafts: Iterable[Draft]) -> list[Finding]:
    """Every gap once, with what it is about and the cell that should fill it."""
    found: dict[tuple[str, Place | None], Finding] = {}
    for drafted in drafts:
        for fact, about in _facts(drafted):
            for match in GAP.finditer(fact.text):
                where = fact.places[0] if fact.places else Place("")
                told = f"报告中留有{match.group()}" + (f"（{about}）" if about else "")
                hint = "在数据文件里填上后重新起草，或在 Word 里补写"
                found.setdefault((match.group(), where), Finding("gap-left", where, told, "", hint))
        for block in drafted.blocks():
            if isinstance(block, Text) and not block.statements:
                for match in GAP.finditer(block.text):
                    where = Place("", path=block.id)
                    hint = "在数据文件里改写后重新起草，或在 Word 里补写"
                    gap_left = Finding("gap-left", where, f"报告中留有{match.group()}", "", hint)
                    found.setdefault((match.group(), where), gap_left)
    return list(found.values())


def _facts(drafted: Draft) -> Iterable[tuple[Fact, str]]:
    """Every fact of the draft with the name of the indicator, project or goal that it belongs to."""
    for block in drafted.blocks():
        match block:
            case Text():
                yield from ((fact, _about(s.facts)) for s in block.statements for fact in s.facts)
            case Table():
                for row in block.rows:
                    facts = [fact for cell in row.cells for fact in cell.facts]
                    yield from ((fact, _about(facts)) for fact in facts)


def _about(facts: Iterable[Fact]) -> str:
    named = {fact.name: fact.text for fact in facts if not GAP.search(fact.text)}
    return next((named[name] for name in ("指标", "绩效指标", "项目", "目标名称") if name in named), "")


def _refuse_unfinished(findings: list[Finding]) -> None:
    left = [f for f in findings if f.code == "gap-left" or f.severity is Severity.ERROR]
    if left:
        raise RefusedError([Fault(f.where, f.message, "定稿（--final）不能留有空缺和错误", f.hint) for f in left])


def _write(found: Understood, drafts: dict[str, Draft], folder: Path, reference: Path | None) -> tuple[Written, ...]:
    """Renders everything first, then writes: a fault in one document leaves no file of another behind."""
    from drafter.compose import file_stem
    from drafter.docx.write import render
    from drafter.files import safe_name

    fonts = found.pack.data.fonts
    rendered = {document: render(d, fonts=fonts, reference=reference) for document, d in drafts.items()}
    taken: set[str] = set()
    files = []
    for document, content in rendered.items():
        name = safe_name(file_stem(found.pack, document, found.assessment), taken)
        files.append(_write_one(document, folder / name, content))
    return tuple(files)


def _write_one(document: str, path: Path, content: bytes) -> Written:
    """Never over another file: the same bytes are left alone, anything else gets the next free name."""
    from drafter.files import safe_name, write_new

    try:
        taken = {other.name for other in path.parent.iterdir()} if path.parent.is_dir() else set()
        names = [path.name, *(f"{path.stem}（{number}）{path.suffix}" for number in range(2, len(taken) + 3))]
        for candidate in (path.parent / name for name in names):
            if candidate.is_file() and not candidate.is_symlink() and candidate.read_bytes() == content:
                return Written(document, candidate, unchanged=True)
    except OSError as error:
        fault = Fault(str(path), "文件夹或其中的文件读不了", "应是可以读写的文件夹", "请检查权限，或用 -o 换一个文件夹")
        raise RefusedError(fault) from error
    if path.name not in taken:
        write_new(path, content)
        return Written(document, path)
    free = path.parent / safe_name(path.stem, taken)
    write_new(free, content)
    return Written(document, free, renamed_from=path)


@dataclass(frozen=True)
class PackSummary:
    """A pack as ``packs list`` shows it."""

    name: str
    title: str
    purpose: str
    documents: tuple[str, ...]
    folder: Path


def packs() -> list[PackSummary]:
    """Every pack that can be named."""
    found = [load_pack(str(folder)) for folder in pack_folders().values()]
    return [PackSummary(p.name, p.data.title, p.data.purpose, tuple(p.data.documents), p.folder) for p in found]
