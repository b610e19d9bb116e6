"""A data file, understood: loaded, assessed, checked; the phrases in force, and the 原因类别 that they do not know.

In: the path of a data file, the name of a pack, a file of scores. Out: an ``Understood``, or the findings on it; the
phrasebank of the working folder; a Chinese note for each unknown category, with the nearest known one.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path

from msgspec import Struct

from drafter.assess import Assessment, assess
from drafter.checks import check, unchecked
from drafter.checks.settled import Settled, settle
from drafter.commands.outcomes import Outcome
from drafter.findings import Finding, InputError
from drafter.load import Loaded, load
from drafter.model import ROOT, DataPath, PlaceOf, ReportType
from drafter.pack import Pack, load_pack, pack_folders, packaged
from drafter.phrasebank import Phrasebank, load_phrasebank

DEFAULT_PACK = "hubei"
"""The pack of a data file that names none, where no pack says that it is for its kind of report."""


class Understood(Struct, frozen=True, dict=True):
    """A data file, loaded and assessed with its pack."""

    loaded: Loaded
    pack: Pack
    assessment: Assessment

    @cached_property
    def examined(self) -> Settled:
        """The findings of the checks on the data, those that a 核实说明 explains apart; looked for once."""
        return settle(check(self.assessment, self.pack.scoring, self.loaded.place_of), self.assessment)


def understand(data: Path, pack: str | None = None, scores: Path | None = None) -> Understood:
    """Loads and assesses a data file, with the scores of another one. Raises ``InputError`` with all its faults."""
    loaded = load(data)
    if scores is not None:
        from drafter.load.scores import with_scores

        loaded = with_scores(loaded, scores)
    where = "--pack" if pack else loaded.place_of(ROOT / "模板")
    pack_name = pack or loaded.data.template
    chosen = load_pack(pack_name, where) if pack_name else default_pack(loaded.data.report_type)
    return Understood(loaded, chosen, assess(loaded.data, chosen.scoring))


def default_pack(report_type: ReportType) -> Pack:
    """The pack that calls itself the default for a kind of report (默认报告类型), those of ``./templates`` first."""
    folders = pack_folders().values()
    for folder in sorted(folders, key=lambda folder: folder.parent != Path("templates")):
        try:
            found = load_pack(str(folder))
        except InputError:  # nobody asked for this pack; asked for by name, its faults are reported
            continue
        if report_type.value in found.data.default_for:
            return found
    return load_pack(DEFAULT_PACK)


def check_data(data: Path, pack: str | None = None, scores: Path | None = None) -> Outcome:
    """What does not agree in a data file."""
    found = understand(data, pack, scores)
    examined = found.examined
    notes = (*found.loaded.notes, *notes_of(found), *examined.idle)
    return Outcome(findings=examined.open, notes=notes, settled=examined.explained)


def score_data(data: Path, pack: str | None = None, scores: Path | None = None) -> tuple[Understood, list[Finding]]:
    """What was understood and computed, row by row, and what does not agree."""
    found = understand(data, pack, scores)
    return found, findings_of(found)


def findings_of(found: Understood) -> list[Finding]:
    """Every finding of the checks on the data that is still open."""
    return list(found.examined.open)


def notes_of(found: Understood) -> tuple[str, ...]:
    """What the checks could not compare, and why: one line each."""
    return tuple(unchecked(found.assessment, found.pack.scoring, found.loaded.place_of))


def phrasebank() -> Phrasebank:
    """The phrases that came with the program, overlaid phrase by phrase by those of ``./phrasebank``."""
    packaged_folder, own = packaged("phrasebank"), Path("phrasebank")
    if own.is_dir() and not own.samefile(packaged_folder):
        return load_phrasebank(packaged_folder, own)
    return _packaged_phrases()


@cache
def _packaged_phrases() -> Phrasebank:
    """The phrases that came with the program: they stay the same while it runs, and a batch asks for each report."""
    return load_phrasebank(packaged("phrasebank"))


TOPIC, FACT = "cause", "原因类别"


def known_categories(bank: Phrasebank) -> tuple[str, ...]:
    """The categories of causes that the phrasebank tells apart, in its order."""
    return bank.categories(TOPIC, FACT)


def unknown_categories(assessment: Assessment, bank: Phrasebank, place_of: PlaceOf) -> Iterator[str]:
    """A note for each category that has no frame and no suggestion."""
    known = known_categories(bank)
    for path, category in _given(assessment):
        if category not in known:
            near = get_close_matches(category, known, n=1, cutoff=0.3)
            expected = f"最接近的是“{near[0]}”" if near else f"可选：{'、'.join(known)}"
            where = place_of(path)
            yield f"{where.within}：“{category}”不在句库的原因类别里，{expected}；不改也能起草，但没有相应的说法和建议"


def _given(assessment: Assessment) -> Iterator[tuple[DataPath, str]]:
    for found in (assessment, *assessment.projects):
        rows = [(row.path / FACT, row.source.reason_category) for row in found.indicators]
        for path, category in (*rows, (found.execution.path / FACT, found.data.execution.reason_category)):
            if category:
                yield path, category
