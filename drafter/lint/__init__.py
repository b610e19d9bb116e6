"""Everything that is wrong with a pack, without any data file.

In: the folder of a pack, the phrasebank in force. Out: ``Remark``s in the order of the files, each with its place.
"""

from collections.abc import Iterable
from pathlib import Path

from drafter.codes import Severity
from drafter.lint.rules import (
    ReadPack,
    Remark,
    charts,
    documents,
    errors,
    files,
    forms,
    scoring,
    style_file,
    tables,
    wording,
)
from drafter.pack import PACK_FILE, PackData, file_of
from drafter.phrasebank import Phrasebank
from drafter.textfile import read_leniently

__all__ = ["Remark", "lint"]


def lint(folder: Path, bank: Phrasebank) -> list[Remark]:
    """Every fault of a pack. Raises ``InputError`` only where ``pack.yaml`` is no file of keys and values."""
    read = read_leniently(file_of(folder, PACK_FILE), PackData)
    found = errors(read.faults)
    pack = ReadPack(folder, read.record, read.tree, read.places, read.faulty)
    for look in (scoring, documents, tables, charts, forms, style_file, files):
        found += look(pack)
    found += wording(pack, bank)
    return _once(found)


def _once(found: Iterable[Remark]) -> list[Remark]:
    """Each remark once, errors first, then by file and line."""
    order = list(Severity)
    return sorted(dict.fromkeys(found), key=lambda r: (order.index(r.severity), r.file, r.line))
