"""What is checked in an Office file (a zip of parts) before any part is read.

In: the opened zip. Out: what is wrong with it, in Chinese; "" for a package that can be read safely.
"""

import zipfile

from drafter.patterns import regex

MOST_PARTS = 5_000
MOST_BYTES = 300 << 20
"""Bytes of all parts together, unpacked."""

MOST_RATIO = 300
"""Of the size of a part above 1 MB to its size in the zip; a report of 20,000 rows all alike has 165."""

NOT_IN_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
"""The characters that XML 1.0 has no place for (https://www.w3.org/TR/xml/#charsets), as a pattern's class has them."""

ILLEGAL_XML = regex(f"[{NOT_IN_XML}]")

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def harm_in(archive: zipfile.ZipFile) -> str:
    """The first sign of a zip bomb or of unsafe part names, in Chinese; "" where there is none."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_PARTS:
        return f"文件内部有 {len(entries)} 个部件"
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        return "文件解压后超过 300 MB"
    if any(e.file_size > 1 << 20 and e.file_size > MOST_RATIO * max(1, e.compress_size) for e in entries):
        return "文件内部有压缩比异常的部件"
    if len(set(names)) < len(names):
        return "文件内部有重名的部件"
    if any(part.startswith("/") or "\\" in part or ":" in part or ".." in part.split("/") for part in names):
        return "文件内部有指向外面的部件名"
    return ""


def has_doctype(data: bytes) -> bool:
    """Whether an XML part declares a DOCTYPE: its entities would be expanded, or files read."""
    return any(mark in data for mark in _DOCTYPES)
