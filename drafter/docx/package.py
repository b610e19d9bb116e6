"""The package of a report: python-docx's parts and relationships become the bytes of a Word file.

In: the look, the text of the document, what else goes in. Out: the zip. Names, order and dates are fixed, so that the
same report gives the same bytes; the text is written as it comes, so that a long one is never held whole.
"""

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import CT_Types
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.opc.spec import default_content_types
from docx.package import Package
from lxml import etree

from drafter.docx.xml import APP, CUSTOM, DECLARATION, DOCUMENT, STATE, STATE_PROPERTIES, printable

if TYPE_CHECKING:
    from drafter.docx.reference import Look

ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first day a zip can name
_CORE_DATE = datetime.datetime(2000, 1, 1)  # the draft of the same data is the same file
_MOST_CHARACTERS = 255  # of a core property, by python-docx

_APPLICATION = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>drafter</Application></Properties>"
)


def packed(
    look: "Look",
    document: Iterable[str],
    *,
    title: str,
    author: str,
    state: Mapping[str, str] | None = None,
    charts: Mapping[str, Part] | None = None,
) -> bytes:
    """The Word file: the look, the document as text, core properties.

    ``state``: the parts that carry one, by name; ``charts``: by the id that the document refers to each with.
    """
    package = Package()
    body = Part(PackURI(f"/{DOCUMENT}"), CT.WML_DOCUMENT_MAIN, b"", package)
    package.relate_to(body, RT.OFFICE_DOCUMENT)
    for number, (kind, part) in look.related.items():
        body.load_rel(kind, part, number)
    for number, part in (charts or {}).items():
        body.load_rel(RT.CHART, part, number)
    _set_core_properties(package, title, author)
    application = Part(PackURI(f"/{APP}"), CT.OFC_EXTENDED_PROPERTIES, _APPLICATION.encode(), package)
    package.relate_to(application, RT.EXTENDED_PROPERTIES)
    if state:
        item = Part(PackURI(f"/{STATE}"), CT.XML, state[STATE].encode(), package)
        body.relate_to(item, RT.CUSTOM_XML)
        about = Part(PackURI(f"/{STATE_PROPERTIES}"), CT.OFC_CUSTOM_XML_PROPERTIES, state[STATE_PROPERTIES].encode())
        item.relate_to(about, RT.CUSTOM_XML_PROPS)
        named = Part(PackURI(f"/{CUSTOM}"), CT.OFC_CUSTOM_PROPERTIES, state[CUSTOM].encode(), package)
        package.relate_to(named, RT.CUSTOM_PROPERTIES)
    return _zipped(package, body, document)


def _set_core_properties(package: Package, title: str, author: str) -> None:
    properties = package.core_properties
    properties.title = printable(title)[:_MOST_CHARACTERS]
    properties.author = properties.last_modified_by = printable(author)[:_MOST_CHARACTERS]
    properties.created = properties.modified = _CORE_DATE
    properties.language = "zh-CN"
    properties.revision = 1


def _zipped(package: Package, body: Part, document: Iterable[str]) -> bytes:
    parts = list(package.iter_parts())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in _members(package, parts):
            if name == body.partname:
                _write(archive, name, (piece.encode() for piece in document))
            else:
                _write(archive, name, (content,))
    return buffer.getvalue()


def _members(package: Package, parts: list[Part]) -> Iterator[tuple[PackURI, bytes]]:
    """The files of the package in order: types, relationships, each part followed by its own relationships."""
    yield CONTENT_TYPES_URI, _content_types(parts)
    yield PACKAGE_URI.rels_uri, _text(package.rels.xml)
    for part in parts:
        yield part.partname, part.blob
        if len(part.rels):
            yield part.partname.rels_uri, _text(part.rels.xml)


def _write(archive: zipfile.ZipFile, name: PackURI, content: Iterable[bytes]) -> None:
    with archive.open(zip_entry(name.membername), "w") as member:
        for piece in content:
            member.write(piece)


def zip_entry(name: str) -> zipfile.ZipInfo:
    """A file of a package, with nothing in it of the day and the machine."""
    entry = zipfile.ZipInfo(name, ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _content_types(parts: list[Part]) -> bytes:
    """``[Content_Types].xml``: types by the ending of a name where that is usual, else by the name."""
    usual = {("rels", CT.OPC_RELATIONSHIPS), ("xml", CT.XML)}
    usual |= {
        (ext, kind)
        for part in parts
        if (ext := part.partname.ext.lower(), kind := part.content_type) in default_content_types
    }
    types = CT_Types.new()
    for ext, kind in sorted(usual):
        types.add_default(ext, kind)
    for part in parts:
        if (part.partname.ext.lower(), part.content_type) not in usual:
            types.add_override(part.partname, part.content_type)
    return etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)


def _text(xml: str | bytes) -> bytes:
    return xml.encode() if isinstance(xml, str) else xml
