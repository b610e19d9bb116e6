"""Anchors: hidden bookmarks that say which block, or which table row, a paragraph of a Word file is.

In: the ids of a draft's blocks and rows. Out: names of bookmarks. A name is made from the id alone, so the writer, and
whoever reads the file after a person has edited it, come to the same one. Names that begin with ``_`` are not shown.
"""

from base64 import b32encode
from collections.abc import Iterable
from hashlib import blake2b

from drafter.docx.xml import printable
from drafter.patterns import regex

PREFIX = "_drf_"

# Word cuts names after 40 characters. LibreOffice calls the bookmark of a copied paragraph ``…_Copy_1``: no anchor.
_NAME = regex(f"{PREFIX}[a-z2-7]{{24}}")


def anchor_name(block_id: str, row_id: str = "") -> str:
    """The name of the bookmark around a paragraph, or in the first cell of a table row."""
    key = f"{block_id}\n{row_id}" if row_id else block_id
    digest = blake2b(printable(key).encode(), digest_size=15).digest()
    return PREFIX + b32encode(digest).decode().lower()


def is_anchor(name: str) -> bool:
    """Whether a bookmark of this name is an anchor."""
    return _NAME.fullmatch(name) is not None


def unique_ids(ids: Iterable[str]) -> tuple[str, ...]:
    """The ids of one draft (or of the rows of one table), each once: what comes again gets ``#2``, ``#3``."""
    seen: set[str] = set()
    unique = []
    for given in map(printable, ids):
        number, name = 1, given
        while name in seen:
            number += 1
            name = f"{given}#{number}"
        seen.add(name)
        unique.append(name)
    return tuple(unique)


def row_anchors(block_id: str, row_ids: Iterable[str]) -> tuple[str, ...]:
    """The anchors of a table's rows; ``block_id`` is the table's, as ``unique_ids`` gives it."""
    return tuple(anchor_name(block_id, row_id) for row_id in unique_ids(row_ids))
