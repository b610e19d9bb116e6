"""File names made from data, and the lock files of a document that is open in Word, WPS or LibreOffice.

In: text of any kind (a unit's name). Out: one safe file name for Windows, macOS and Linux.
"""

import re
import unicodedata
from pathlib import Path

from drafter.patterns import regex

MAX_BYTES = 200
"""Bytes of a whole file name in UTF-8: systems allow 255, and other programs add their own endings."""

_KEPT = 20
"""Characters kept of the end of a name that is too long: the kind of document and its number."""

_UNNAMED = "未命名"
_FORBIDDEN = regex(r'[\\/:*?"<>|\u2028\u2029\ufffe\uffff]+')
_RESERVED = regex(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)


def safe_name(text: str, taken: set[str] | None = None, suffix: str = ".docx") -> str:
    """A file name without a folder part, at most 200 bytes with its ``suffix``.

    Unique (also when case is ignored) among ``taken``, which the new name is added to: 报告（2）.docx.
    """
    stem = _clean(text)
    name = _shortened(stem, suffix)
    if taken is None:
        return name
    used = {_folded(other) for other in taken}
    number = 2
    while _folded(name) in used:
        name = _shortened(stem, f"（{number}）{suffix}")
        number += 1
    taken.add(name)
    return name


def is_open_elsewhere(path: Path) -> bool:
    """Whether a lock file of Word, WPS or LibreOffice says that the document is open (or was when it crashed)."""
    name = path.name
    # Word puts ~$ before a short name, and in place of the first letters of a longer one.
    locks = {f"~${name}", f"~${name[2:]}", f".~{name}", f".~lock.{name}#"}
    if len(path.stem) == 7:
        locks.add(f"~${name[1:]}")
    return any((path.parent / lock).exists() for lock in locks)


def _clean(text: str) -> str:
    """No separators, control, direction or invisible characters; no dots and blanks at the ends."""
    visible = "".join(
        " " if char in "\t\r\n" else char
        for char in unicodedata.normalize("NFC", text)
        if char in "\t\r\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )
    stem = " ".join(_FORBIDDEN.sub("_", visible).split())
    stem = stem.lstrip(" ._~").rstrip(" ._") or _UNNAMED
    # Windows looks at the part before the first dot: CON.docx is the console.
    return f"_{stem}" if _RESERVED.fullmatch(stem.split(".")[0].strip()) else stem


def _shortened(stem: str, suffix: str) -> str:
    """A long name loses its middle: its end says what kind of document it is."""
    room = MAX_BYTES - len(suffix.encode())
    if len(stem.encode()) <= room:
        return stem + suffix
    end = "…" + stem[-_KEPT:]
    start = stem.encode()[: room - len(end.encode())].decode(errors="ignore")
    return (start.rstrip(" ._") + end).rstrip(" ._") + suffix


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
