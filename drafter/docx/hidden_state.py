"""What a Word file carries hidden: the parts with a state, and what is found of them in anybody's file.

In: a state (``Hidden``), or an opened .docx. Out: the parts that carry it (a custom XML part with its properties, and a
short document property that names it); ``Traces``, the mark and the JSON as they are in a file. ``state.base``
makes a ``State`` of them.
"""

import uuid
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from drafter.docx.xml import CUSTOM, DECLARATION, STATE, STATE_PROPERTIES, escape, escape_long
from drafter.findings import DrafterError, Fault, InputError

if TYPE_CHECKING:
    from drafter.docx.opening import Opened

NAMESPACE = "urn:drafter:state"
PROPERTY = "drafter"

_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_CUSTOM_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_PROPERTIES = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of properties that users name (MS-OLEPS 2.23.1)
_BOOKMARK = b'"_drf_'  # how the names of our hidden bookmarks begin
_FIRST_ID = 2  # 0 and 1 are taken in every set

MOST_BYTES = 128 << 20
"""Of a state's JSON. A report of two thousand indicators has 7 MB."""


class Traces(Struct, frozen=True):
    """What the program has hidden in a file, not parsed: the mark ("" for none), and the JSON of every state in it."""

    mark: str
    states: tuple[str, ...]


class Hidden(Protocol):
    """A state as this room needs it: its format, its JSON, and the short mark that names that JSON."""

    @property
    def version(self) -> int: ...

    def as_json(self) -> str: ...

    def mark_for(self, json: str) -> str: ...


def state_parts(state: Hidden) -> dict[str, str]:
    """The parts that carry a state, by name."""
    json = state.as_json()
    identity = uuid.UUID(bytes=sha256(json.encode()).digest()[:16], version=5)
    return {
        STATE: f'{DECLARATION}<d:state xmlns:d="{NAMESPACE}" version="{state.version}">{escape_long(json)}</d:state>',
        STATE_PROPERTIES: (
            f'{DECLARATION}<ds:datastoreItem ds:itemID="{{{str(identity).upper()}}}" xmlns:ds="{_CUSTOM_XML}">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
        CUSTOM: (
            f'{DECLARATION}<Properties xmlns="{_CUSTOM_PROPERTIES}" xmlns:vt="{_VARIANT_TYPES}">'
            f'<property fmtid="{_USER_PROPERTIES}" pid="{_FIRST_ID}" name="{PROPERTY}">'
            f"<vt:lpwstr>{escape(state.mark_for(json))}</vt:lpwstr></property></Properties>"
        ),
    }


def traces(opened: "Opened") -> Traces:
    """What a file carries, whether it fits together or not."""
    return Traces(_mark(opened), tuple(dict.fromkeys(_state_texts(opened))))


def is_marked(opened: "Opened") -> bool:
    """Whether the program has hidden anything in a file: a mark, a state, or a bookmark."""
    found = traces(opened)
    return bool(found.mark or found.states) or _BOOKMARK in opened.read(opened.document)


def _state_texts(opened: "Opened") -> list[str]:
    """The JSON of every state in the file; its parts may have been numbered anew."""
    found = []
    for part in sorted(opened.parts):
        if part.casefold().startswith("customxml/") and part.casefold().endswith(".xml"):
            content = opened.read(part)
            if not any(NAMESPACE.encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
                continue
            if len(content) > 2 * MOST_BYTES:  # &quot; makes the JSON longer
                told = "附带的依据大得不正常"
                raise InputError(
                    Fault(opened.name, told, "正常的报告没有这样大", "请核实文件的来历，或从数据文件重新起草")
                )
            root = opened.tree(part, huge=True)
            if root.tag == f"{{{NAMESPACE}}}state":
                found.append("".join(map(str, root.itertext())))
    return found


def _mark(opened: "Opened") -> str:
    """The document property that names the state, "" where there is none."""
    try:
        part = opened.target("_rels/.rels", "custom-properties")
        properties = opened.tree(part) if part else ()
    except DrafterError:  # a damaged list of properties says nothing of the state
        return ""
    return next(("".join(map(str, p.itertext())).strip() for p in properties if p.get("name") == PROPERTY), "")
