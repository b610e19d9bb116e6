"""The zip of an .xlsx: its sheets, shared texts, number formats, calendar. Nothing in it is run, nothing fetched.

In: the path of a file. Out: ``Package``. Raises InputError for what is no .xlsx or is broken, RefusedError for a file
that is built to do harm (zip bomb, unsafe names, DOCTYPE).
"""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat
from zlib import error as ZlibError

from msgspec import Struct, field

from drafter.files import harm_in, has_doctype, read_bounded
from drafter.findings import Fault, InputError, RefusedError
from drafter.textfile import HEAD, foreign_kind, kind_in_message

MOST_FILE_BYTES = 50 << 20
"""Bytes of the file itself; what it unpacks to is bounded by ``harm_in``."""

MOST_TEXT = 20_000_000
"""Characters of all shared texts together."""

SAVE_AS = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（*.xlsx）”后再用"
_ASK = "请向文件的提供者核实，或在 Excel 中另存一份再用"
_CHUNK = 1 << 16
_BROKEN = (KeyError, zipfile.BadZipFile, ZlibError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)

Start = Callable[[str, dict[str, str]], None]


class Enough(Exception):
    """Raised by a handler: the rest of the part is not wanted."""


class Package(Struct):
    """An opened .xlsx: its sheets, the shared texts and the number formats by their index."""

    file: str
    archive: zipfile.ZipFile
    sheets: list[tuple[str, str]] = field(default_factory=list)
    """Name and part of each sheet, in the order of the tabs."""
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    """The number format of each cell style; built-in ones as ``#14``."""
    from_1904: bool = False

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece. Raises InputError where the zip is damaged."""
        try:
            with self.archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _BROKEN as error:
            raise self.broken(part) from error

    def parse(
        self, part: str, start: Start, end: Callable[[str], None], text: Callable[[str], None]
    ) -> Iterator[bytes]:
        """Feeds a part to the handlers (names without namespace); gives what is left when one has had Enough."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
        parser.CharacterDataHandler = text

        def refuse(*_: object) -> None:
            raise self.doctype(part)

        parser.StartDoctypeDeclHandler = refuse
        chunks = self.chunks(part)
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except Enough:
            return chunks
        except (expat.ExpatError, ValueError) as error:
            raise self.broken(part) from error
        return iter(())

    def broken(self, part: str) -> InputError:
        """The error for a part that cannot be read."""
        return InputError(Fault(self.file, f"文件内部的 {part} 读不出来", "应为完好的 .xlsx 文件", SAVE_AS))

    def doctype(self, part: str) -> RefusedError:
        """The error for a part with a DOCTYPE, whose entities could read files or fill the memory."""
        return RefusedError(
            Fault(self.file, f"文件内部的 {part} 带有 DOCTYPE 声明", "工作簿里不应有这种声明，可能被人做过手脚", _ASK)
        )


def open_package(path: Path) -> Package:
    """Opens an .xlsx, after a look at what it is. Raises InputError or RefusedError (see above)."""
    file = str(path)
    data = read_bounded(path, MOST_FILE_BYTES)
    if not data:
        raise InputError(Fault(file, "文件是空的", "应为 .xlsx 文件", "请核对是否保存过，或选错了文件"))
    if not data.startswith(b"PK"):
        kind, advice = foreign_kind(path, data[:HEAD]) or ("文本文件", SAVE_AS)
        raise InputError(
            Fault(file, f"文件其实是{kind_in_message(kind)}", "这一版读 .yaml、.json 和 .xlsx 文件", advice)
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise InputError(
            Fault(file, "是损坏的压缩包或 Office 文件，打不开", "这一版读 .yaml、.json 和 .xlsx 文件", SAVE_AS)
        ) from error
    if found := harm_in(archive):
        raise RefusedError(Fault(file, found, "正常的工作簿不会这样", _ASK))
    package = Package(file, archive)
    names = set(archive.namelist())
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        found, hint = "文件里带有宏", "请在 Excel 中另存为“Excel 工作簿（*.xlsx）”，宏会去掉"
        raise RefusedError(Fault(file, found, "只读不带宏的 .xlsx 文件", hint))
    if "xl/workbook.xml" not in names and (foreign := foreign_kind(path, data[:HEAD])) and "xlsx" not in foreign[0]:
        raise InputError(
            Fault(file, f"文件其实是{kind_in_message(foreign[0])}", "这一版读 .yaml、.json 和 .xlsx 文件", foreign[1])
        )
    for name in sorted(names):
        if name.endswith((".xml", ".rels")):
            before = b""
            for chunk in package.chunks(name):
                if has_doctype(before + chunk):
                    raise package.doctype(name)
                before = chunk[-20:]  # a declaration that is cut in two (18 bytes in UTF-16) is found, too
    _read_contents(package, names)
    return package


def _read_contents(package: Package, names: set[str]) -> None:
    book = next(iter(_related(package, names, "", "officeDocument")), "")
    if not book:
        found = "是压缩包，但里面没有 Excel 工作簿"
        raise InputError(Fault(package.file, found, "应为 .xlsx 文件", SAVE_AS))
    targets = _targets(package, names, book)
    found_sheets: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            package.from_1904 = attributes.get("date1904", "") in {"1", "true"}
        elif name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            found_sheets.append((attributes.get("name", ""), relation))

    package.parse(book, start, _nothing, _nothing)
    for sheet, relation in found_sheets:
        kind, part = targets.get(relation, ("", ""))
        if kind == "worksheet" and part in names:
            package.sheets.append((sheet, part))
    by_kind = {kind: part for kind, part in targets.values() if part in names}
    if "sharedStrings" in by_kind:
        _read_texts(package, by_kind["sharedStrings"])
    if "styles" in by_kind:
        _read_formats(package, by_kind["styles"])


def _related(package: Package, names: set[str], part: str, kind: str) -> list[str]:
    return [target for found, target in _targets(package, names, part).values() if found == kind and target in names]


def _targets(package: Package, names: set[str], part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to inside the package, by relationship id: the kind (last step of its type), and the part."""
    folder, _, base = part.rpartition("/")
    relations = posixpath.join(folder, "_rels", f"{base}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole)

    if relations in names:
        package.parse(relations, start, _nothing, _nothing)
    return found


def _read_texts(package: Package, part: str) -> None:
    pieces: list[str] = []
    state = {"in_text": False, "phonetic": False}
    total = 0

    def start(name: str, _: dict[str, str]) -> None:
        if name == "si":
            pieces.clear()
        elif name in ("rPh", "phoneticPr"):
            state["phonetic"] = True
        state["in_text"] = name == "t" and not state["phonetic"]

    def end(name: str) -> None:
        nonlocal total
        state["in_text"] = False
        if name in ("rPh", "phoneticPr"):
            state["phonetic"] = False
        elif name == "si":
            package.texts.append("".join(pieces))
            total += len(package.texts[-1])
            if total > MOST_TEXT:
                found = f"文件里的文字超过{MOST_TEXT}字"
                raise InputError(Fault(package.file, found, "数据文件不应这样大", "请拆成几个文件"))

    def text(data: str) -> None:
        if state["in_text"]:
            pieces.append(data)

    package.parse(part, start, end, text)


def _read_formats(package: Package, part: str) -> None:
    codes: dict[str, str] = {}
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and inside[-1:] == ["numFmts"]:
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and inside[-1:] == ["cellXfs"]:
            number = attributes.get("numFmtId", "0")
            package.formats.append(codes.get(number, f"#{number}"))
        inside.append(name)

    def end(_: str) -> None:
        inside.pop()

    package.parse(part, start, end, _nothing)


def _nothing(*_: object) -> None:
    return None
