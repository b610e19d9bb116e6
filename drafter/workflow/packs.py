"""The packs and the phrases that there are.

In: the working folder. Out: summaries of packs; the phrasebank in force.
"""

from dataclasses import dataclass
from pathlib import Path

from drafter.pack import load_pack, pack_folders, packaged
from drafter.phrasebank import Phrasebank, load_phrasebank


def phrasebank() -> Phrasebank:
    """The phrases that came with the program, overlaid phrase by phrase by those of ``./phrasebank``."""
    ours, own = packaged("phrasebank"), Path("phrasebank")
    return load_phrasebank(ours, own if own.is_dir() and not own.samefile(ours) else None)


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
