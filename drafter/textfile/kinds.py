"""What a file really is, by its first bytes, and what to do with a kind that this version does not read.

In: a path and the first bytes. Out: a Chinese name of the kind with advice, or None for text.
"""

import zipfile
from pathlib import Path

HEAD = 8192
"""Bytes of the beginning of a file that are looked at."""

_TYPE_AGAIN = "请照 examples 里的 .yaml 示例，把内容填进一个 .yaml 文件"
_AS_XLSX = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（*.xlsx）”后再用"
_OPEN_AND_TYPE = "请打开它，把内容填进 .yaml 文件"
_KEYS_WANTED = "请改用 .yaml 或 .json 文件"

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "PDF 文件", _OPEN_AND_TYPE),
    (b"{\\rtf", "RTF 文字文件", _OPEN_AND_TYPE),
    (b"\x89PNG", "图片", _OPEN_AND_TYPE),
    (b"\xff\xd8\xff", "图片", _OPEN_AND_TYPE),
    (b"GIF8", "图片", _OPEN_AND_TYPE),
    (b"Rar!", "RAR 压缩包", "请先解压"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "请先解压"),
    (b"\x1f\x8b", "gzip 压缩包", "请先解压"),
)
# The container of Office files before 2007, and of new ones with a password.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_BY_SUFFIX = {
    ".xls": ("旧版 Excel 工作簿（.xls）", _AS_XLSX),
    ".et": ("WPS 表格（.et）", _AS_XLSX),
    ".doc": ("旧版 Word 文档（.doc）", _TYPE_AGAIN),
    ".wps": ("WPS 文字（.wps）", _TYPE_AGAIN),
}
_ZIP_PARTS = (
    ("xl/", "Excel 工作簿（.xlsx）", _AS_XLSX),
    ("word/", "Word 文档（.docx）", _TYPE_AGAIN),
    ("ppt/", "演示文稿（.pptx）", _OPEN_AND_TYPE),
)
_OPEN_DOCUMENT = {
    b"spreadsheet": ("开放格式表格（.ods）", _AS_XLSX),
    b"text": ("开放格式文档（.odt）", _TYPE_AGAIN),
}


def foreign_kind(path: Path, head: bytes) -> tuple[str, str] | None:
    """The name of the kind and what to do, when the bytes are none of a text file."""
    for magic, kind, advice in _MAGIC:
        if head.startswith(magic):
            return kind, advice
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path, head)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "网页（HTML）", _KEYS_WANTED
    return ("XML 文件", _KEYS_WANTED) if start.startswith(b"<?xml") else None


def kind_by_suffix(suffix: str) -> tuple[str, str]:
    """The kind and what to do, for text in a file whose ending this version does not read."""
    if suffix in {".csv", ".tsv"}:
        return "表格文本（CSV）", _AS_XLSX
    return (
        f"{suffix} 文本文件" if suffix else "没有扩展名的文本文件",
        "如果内容是 YAML 或 JSON，请把扩展名改成 .yaml 或 .json",
    )


def kind_in_message(kind: str) -> str:
    """The name of the kind behind a Chinese word: set off by a blank when it begins in Latin letters."""
    return f" {kind}" if kind[0].isascii() else kind


def _ole_kind(path: Path) -> tuple[str, str]:
    """Old Office files, and new ones with a password: one container format; the names inside decide."""
    try:
        with path.open("rb") as file:
            content = file.read(20 << 20)
    except OSError:
        content = b""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "加了密码的 Office 文件", "请先在 Office 里取消密码，另存为不加密的 .xlsx 文件"
    if path.suffix.lower() in _OLE_BY_SUFFIX:
        return _OLE_BY_SUFFIX[path.suffix.lower()]
    if "WordDocument".encode("utf-16-le") in content:
        return _OLE_BY_SUFFIX[".doc"]
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return _OLE_BY_SUFFIX[".xls"]
    return "旧版 Office 文件", _TYPE_AGAIN


def _zip_kind(path: Path, head: bytes) -> tuple[str, str]:
    for words, kind_and_advice in _OPEN_DOCUMENT.items():
        if b"application/vnd.oasis.opendocument." + words in head[:200]:
            return kind_and_advice
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return "损坏的压缩包或 Office 文件", "请重新导出或重新下载这个文件"
    if path.suffix.lower() == ".xlsm" or any(name.lower().endswith("vbaproject.bin") for name in names):
        return "带宏的 Excel 工作簿（.xlsm）", _AS_XLSX
    for prefix, kind, advice in _ZIP_PARTS:
        if any(name.startswith(prefix) for name in names):
            return kind, advice
    return "ZIP 压缩包", "请先解压"
