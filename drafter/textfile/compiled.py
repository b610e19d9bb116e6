"""The trees of the files that come with the program, read once and kept beside them: phrases, packs, words.

In: a folder of YAML files. Out: the text of its ``trees.tsv``; of that file, the tree of one YAML file whose content
is still the one that was read. YAML stays the source: for a file that was changed, or where ``trees.tsv`` is missing or
damaged, there is no tree here, and the YAML is read. JSON, since it holds nothing but text.
"""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from msgspec import DecodeError, Struct
from msgspec.json import decode, encode

from drafter.files import packaged, read_bounded
from drafter.findings import DrafterError, Place
from drafter.textfile.tree import Places, Value

NAME = "trees.tsv"
"""A line with the sum of the rest, then a line for each file: its name in the folder, its sum, its tree and lines."""

MOST_BYTES = 4 << 20

FOLDERS = ("phrasebank", "templates")
"""What comes with the program; a folder of the clerk's is read as it is."""


class _Kept(Struct):
    tree: list[object] | dict[str, object]
    lines: dict[str, int]


def compiled(folder: Path, trees: Mapping[Path, tuple[Value, Places]]) -> str:
    """The text of ``trees.tsv`` for the trees of files in the folder."""
    rows = []
    for path, (tree, places) in sorted(trees.items()):
        kept = encode({"tree": tree, "lines": places.lines()}).decode()
        rows.append(f"{path.relative_to(folder).as_posix()}\t{_sum(path.read_bytes())}\t{kept}\n")
    text = "".join(rows)
    return f"{_sum(text.encode())}\n{text}"


def tree_of(path: Path, content: bytes) -> tuple[Value, Places] | None:
    """The tree of a file with that content; None where it is none of the program's, or not as it was compiled."""
    here = path.absolute()
    for name in FOLDERS:
        folder = packaged(name).absolute()
        if not here.is_relative_to(folder):
            continue
        found = _rows(folder / NAME).get(here.relative_to(folder).as_posix())
        if found is None or found[0] != _sum(content):
            return None
        try:
            kept = decode(found[1], type=_Kept)
        except DecodeError:
            return None
        places = Places(str(path), {at: Place(str(path), line, at) for at, line in kept.lines.items()})
        return kept.tree, places  # type: ignore[return-value]  # the sum says that it is what ``compiled`` wrote
    return None


@lru_cache(maxsize=4)
def _rows(file: Path) -> Mapping[str, tuple[str, str]]:
    """The sum and the JSON of each file; nothing where the text is not whole."""
    try:
        head, _, text = read_bounded(file, MOST_BYTES).decode().partition("\n")
    except (DrafterError, UnicodeDecodeError):
        return {}
    if head != _sum(text.encode()):
        return {}
    rows = (line.split("\t") for line in text.split("\n"))
    return {row[0]: (row[1], row[2]) for row in rows if len(row) == 3}


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()
