"""A data file, understood: loaded, assessed, checked.

In: the path of a data file, the name of a pack, a file of scores. Out: an ``Understood``, or the findings on it.
"""

from dataclasses import dataclass
from pathlib import Path

from drafter.assess import Assessment, assess
from drafter.checks import check
from drafter.findings import Finding
from drafter.load import Loaded, load
from drafter.load.scores import with_scores
from drafter.pack import Pack, load_pack
from drafter.workflow.outcomes import Outcome

DEFAULT_PACK = "hubei"


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
    return Outcome(findings=tuple(findings_of(found)), notes=found.loaded.notes)


def score_data(data: Path, pack: str | None = None, scores: Path | None = None) -> tuple[Understood, list[Finding]]:
    """What was understood and computed, row by row, and what does not agree."""
    found = understand(data, pack, scores)
    return found, findings_of(found)


def findings_of(found: Understood) -> list[Finding]:
    """Every finding of the checks on the data."""
    return check(found.assessment, found.pack.scoring, found.loaded.places.of)
