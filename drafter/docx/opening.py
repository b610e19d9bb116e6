"""Opening a Word file that somebody else made: whatever is in it, nothing happens but reading.

In: the bytes or the path of a .docx. Out: ``Opened``, its parts as bytes or as trees. Raises InputError for a file
that is not a .docx, RefusedError for one that is built to do harm (zip bomb, unsafe names, DOCTYPE).
"""

import io
import zipfile
from pathlib import Path
from posixpath import normpath
from zlib import error as ZlibError

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from drafter.docx.xml import DOCUMENT, MAIN
from drafter.files import harm_in, has_doctype, read_head
from drafter.findings import Fault, InputError, RefusedError

MOST_FILE_BYTES = 100 << 20

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_OFFICE = {"xl/": "Excel", "ppt/": "PowerPoint"}
_SAVE_AS = "请用 Word 或 WPS 打开该文件，另存为“Word 文档（*.docx）”后再用"


class Opened(Struct, frozen=True):
    """The parts of a package: unpacked as asked for, within the limits."""

    name: str
    archive: zipfile.ZipFile
    parts: frozenset[str]
    document: str = DOCUMENT

    def related(self, kind: str) -> str:
        """The part that the document refers to as ``kind`` (``styles``, ``theme`` …), "" where there is none."""
        folder, _, base = self.document.rpartition("/")
        return self.target(f"{folder}/_rels/{base}.rels", kind)

    def target(self, relations: str, kind: str) -> str:
        """Where a relationships part says the part of a kind is, "" where it says nothing."""
        if relations not in self.parts:
            return ""
        folder = relations.partition("_rels/")[0]
        for relation in self.tree(relations):
            if (relation.get("Type") or "").rpartition("/")[2] == kind and relation.get("TargetMode") != "External":
                target = relation.get("Target") or ""
                part = target.lstrip("/") if target.startswith("/") else folder + target
                return part if part in self.parts else ""
        return ""

    def targets(self, part: str) -> dict[str, str]:
        """The parts inside the file that a part refers to, by the id of the relationship."""
        folder, _, base = part.rpartition("/")
        relations = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if relations not in self.parts:
            return {}
        found = {}
        for relation in self.tree(relations):
            target = relation.get("Target") or ""
            name = target.lstrip("/") if target.startswith("/") else normpath(f"{folder}/{target}")
            if relation.get("TargetMode") != "External" and name in self.parts:
                found[relation.get("Id") or ""] = name
        return found

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises InputError where the zip is damaged."""
        try:
            return self.archive.read(part)
        except (KeyError, zipfile.BadZipFile, ZlibError, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise InputError(
                Fault(self.name, f"文件内部的 {part} 读不出来", "应为完好的 .docx 文件", _SAVE_AS)
            ) from error

    def tree(self, part: str, *, huge: bool = False) -> etree._Element:
        """The root element of an XML part; ``huge``: a text in it may be longer than 10 MB."""
        try:
            root = etree.fromstring(self.read(part), _parser(huge=huge))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise InputError(
                Fault(self.name, f"文件内部的 {part} 不是完整的 XML", "应为完好的 .docx 文件", _SAVE_AS)
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:  # in an encoding where we did not see it
            raise self.doctype(part)
        return root

    def doctype(self, part: str) -> RefusedError:
        """What is said of a part with a DOCTYPE: entities would be expanded, or files read."""
        return RefusedError(
            Fault(
                self.name,
                f"文件内部的 {part} 带有 DOCTYPE 声明",
                "Word 文件里不应有这种声明，可能被人做过手脚",
                "请向文件的提供者核实，或在 Word 中另存一份再用",
            )
        )


def open_docx(source: bytes | Path, name: str = "") -> Opened:
    """Opens a .docx; ``name`` is what the person knows the file by (the path's own name by default)."""
    name = name or (source.name if isinstance(source, Path) else "Word 文件")
    data = source if isinstance(source, bytes) else _file_bytes(source, name)
    if data.startswith(_OLD_OFFICE):
        raise InputError(
            Fault(name, "是旧版 Office 文件（.doc、.wps）或加了密码的文件", "应为未加密的 .docx 文件", _SAVE_AS)
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(Fault(name, "不是 Word 文件，或文件已损坏", "应为 .docx 文件", _SAVE_AS)) from error
    _refuse_bad_package(archive, name)
    parts = frozenset(archive.namelist())
    opened = Opened(name, archive, parts)
    for part in parts:
        if part.endswith((".xml", ".rels")) and has_doctype(opened.read(part)):
            raise opened.doctype(part)
    for folder, program in _OTHER_OFFICE.items():
        if any(part.startswith(folder) for part in parts):
            raise InputError(Fault(name, f"是 {program} 文件", "应为 .docx 文件", "请核对文件名，选 Word 文件"))
    document = opened.target("_rels/.rels", "officeDocument")
    if not document:
        raise InputError(Fault(name, "是压缩包，但里面没有 Word 正文", "应为 .docx 文件", _SAVE_AS))
    opened = Opened(name, archive, parts, document)
    if opened.tree(document).tag != f"{{{MAIN}}}document":
        raise InputError(Fault(name, "不是通常的 .docx 格式（如“Strict Open XML”）", "应为 .docx 文件", _SAVE_AS))
    return opened


def _file_bytes(path: Path, name: str) -> bytes:
    try:
        data = read_head(path, MOST_FILE_BYTES + 1)
    except InputError as error:
        raise InputError(replace(fault, where=name) for fault in error.faults) from error
    if len(data) > MOST_FILE_BYTES:
        raise RefusedError(Fault(name, "文件超过 100 MB", "报告文件不应这样大", "请删去其中的大图片后再用"))
    return data


def _refuse_bad_package(archive: zipfile.ZipFile, name: str) -> None:
    if found := harm_in(archive):
        raise RefusedError(
            Fault(name, found, "正常的 Word 文件不会这样", "请向文件的提供者核实，或在 Word 中另存一份再用")
        )


def _parser(*, huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, no_network=True, huge_tree=huge
    )
