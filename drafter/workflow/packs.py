"""The packs and the phrases that there are, and what they say.

In: the working folder, perhaps a data file. Out: summaries of packs; the phrasebank in force, its phrases filled with
their examples; all sentences that it makes of a data file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.blocks import Statement
from drafter.findings import Fault, InputError
from drafter.pack import load_pack, pack_folder, pack_folders, packaged
from drafter.phrasebank import Phrase, Phrasebank, load_phrasebank, proofs
from drafter.workflow.understanding import understand

if TYPE_CHECKING:
    from drafter.lint import Remark


def phrasebank() -> Phrasebank:
    """The phrases that came with the program, overlaid phrase by phrase by those of ``./phrasebank``."""
    ours, own = packaged("phrasebank"), Path("phrasebank")
    return load_phrasebank(ours, own) if own.is_dir() and not own.samefile(ours) else _ours()


@cache
def _ours() -> Phrasebank:
    """The phrases that came with the program: they stay the same while it runs, and a batch asks for each report."""
    return load_phrasebank(packaged("phrasebank"))


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


def linted(pack: str) -> tuple[Path, list["Remark"]]:
    """The folder of a pack, and everything that is wrong with it. Raises ``InputError`` where it is no pack."""
    from drafter.lint import lint

    folder = pack_folder(pack, "模板包")
    return folder, lint(folder, phrasebank())


@dataclass(frozen=True)
class PhraseProof:
    """A phrase and its examples: what each wording gives, and what it should give."""

    phrase: Phrase
    pairs: tuple[tuple[str, str], ...]

    @property
    def holds(self) -> bool:
        return all(given == expected for given, expected in self.pairs)


def proved_phrases(beginning: str = "") -> list[PhraseProof]:
    """Every phrase whose id begins so, filled with its examples. Raises ``InputError`` where there is none."""
    bank = phrasebank()
    found = [PhraseProof(p, tuple(proofs(p))) for p in bank.phrases if p.id.startswith(beginning)]
    if not found:
        known = "、".join(dict.fromkeys(phrase.id.split(".")[0] for phrase in bank.phrases))
        raise InputError(
            Fault("话题", f"没有以“{beginning}”开头的句子", f"可用：{known}", "改正话题，或不写话题看全部句子")
        )
    return found


def preview(data: Path, pack: str | None = None, topic: str = "") -> Mapping[str, tuple[tuple[Statement, ...], ...]]:
    """The sentences of a data file, slot by slot; only paragraphs with a phrase that begins with ``topic``."""
    from drafter.narrate import narrate

    found = understand(data, pack)
    narrative = narrate(found.assessment, found.pack, phrasebank(), found.loaded.place_of)
    told = {
        slot: tuple(p for p in passages if any(s.rule.startswith(topic) for s in p))
        for slot, passages in narrative.passages.items()
    }
    return {slot: passages for slot, passages in told.items() if passages}
