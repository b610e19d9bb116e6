"""The parts of a Word file become its bytes.

In: the parts by name. Out: the zip, with content types and relationships. Names, order and dates are fixed, so that
the same parts give the same bytes.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from drafter.docx.page import FOOTERS
from drafter.docx.xml import DECLARATION, RELATIONSHIPS, escape

DOCUMENT = "word/document.xml"
CORE = "docProps/core.xml"
APP = "docProps/app.xml"
CUSTOM = "docProps/custom.xml"
STATE = "customXml/item1.xml"
STATE_PROPERTIES = "customXml/itemProps1.xml"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first day a zip can name
_CORE_DATE = "2000-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a part is: its content type ("" for plain XML), and the last word of its relationship type."""

    content_type: str
    relationship: str


KINDS: Mapping[str, Kind] = {
    "word/styles.xml": Kind(f"{_WORD}.styles+xml", "styles"),
    "word/settings.xml": Kind(f"{_WORD}.settings+xml", "settings"),
    "word/fontTable.xml": Kind(f"{_WORD}.fontTable+xml", "fontTable"),
    "word/theme/theme1.xml": Kind("application/vnd.openxmlformats-officedocument.theme+xml", "theme"),
    "word/numbering.xml": Kind(f"{_WORD}.numbering+xml", "numbering"),
    **{part: Kind(f"{_WORD}.footer+xml", "footer") for part in FOOTERS.values()},
    STATE: Kind("", "customXml"),
}
"""Every part that the document may refer to."""

_OTHER_TYPES: Mapping[str, str] = {
    STATE_PROPERTIES: "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    CUSTOM: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}

RELATION_IDS: Mapping[str, str] = {part: f"rId{number}" for number, part in enumerate(KINDS, 1)}

FOOTER_IDS: Mapping[str, str] = {name: RELATION_IDS[part] for name, part in FOOTERS.items()}


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The Word file made of ``parts``: document, core properties, any of ``KINDS``, and what carries a state."""
    related = [part for part in KINDS if part in parts]
    named = {"rId4": (f"{RELATIONSHIPS}/custom-properties", CUSTOM)} if CUSTOM in parts else {}
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types([*related, *(part for part in _OTHER_TYPES if part in parts)]),
        "_rels/.rels": relationships(
            {
                "rId1": (f"{RELATIONSHIPS}/officeDocument", DOCUMENT),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", CORE),
                "rId3": (f"{RELATIONSHIPS}/extended-properties", APP),
                **named,
            }
        ),
        "word/_rels/document.xml.rels": relationships(
            {
                RELATION_IDS[part]: (f"{RELATIONSHIPS}/{KINDS[part].relationship}", _from_document(part))
                for part in related
            }
        ),
        APP: (
            f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>drafter</Application></Properties>"
        ),
        **parts,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in whole.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same bytes on every system
            archive.writestr(entry, content)
    return buffer.getvalue()


def core_properties(title: str, author: str) -> str:
    """docProps/core.xml. The dates are fixed: the draft of the same data is the same file."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_CORE_DATE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_CORE_DATE}</dcterms:modified>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _from_document(part: str) -> str:
    return part.removeprefix("word/") if part.startswith("word/") else f"../{part}"


def _content_types(typed: list[str]) -> str:
    overrides = {
        DOCUMENT: f"{_WORD}.document.main+xml",
        **{part: KINDS[part].content_type if part in KINDS else _OTHER_TYPES[part] for part in typed},
        CORE: "application/vnd.openxmlformats-package.core-properties+xml",
        APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items() if kind)
        + "</Types>"
    )


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """A relationships part: id -> (type, target)."""
    entries = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in targets.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'
