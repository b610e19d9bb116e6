"""On which page each heading of a report stands, read from the PDF that LibreOffice makes of it.

In: the bytes of such a PDF. Out: its bookmarks (every heading is one) with their pages. LibreOffice writes each object
by itself and in the order of the document; a PDF of another program is not read, and gives no bookmarks.
"""

import re

from drafter.patterns import regex

_PAGES = regex(rb"/Type/Pages\b.*?/Kids\[([^\]]*)\]", re.DOTALL)
_BOOKMARK = regex(rb"/Title<FEFF([0-9A-F]*)>\s*/Dest\[(\d+) 0 R")
_NUMBER = regex(rb"(\d+) 0 R")


def bookmarks(pdf: bytes) -> list[tuple[str, int]]:
    """Each heading in the order of the document with its sheet, counted from 1."""
    kids = _PAGES.search(pdf)
    if kids is None:
        return []
    sheets = {number: sheet for sheet, number in enumerate(_NUMBER.findall(kids[1]), 1)}
    found = []
    for title, page in _BOOKMARK.findall(pdf):
        if page in sheets and len(title) % 4 == 0:
            found.append((bytes.fromhex(title.decode("ascii")).decode("utf-16-be", "replace"), sheets[page]))
    return found
