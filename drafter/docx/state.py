"""The hidden state of a report inside its Word file.

In: a ``State``, or a .docx of anybody's. Out: the parts that carry the state (a custom XML part with its properties,
and a short document property that names it), or the state that a file carries. Raises InputError where it carries
none, or one that cannot be read.
"""

import uuid
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from drafter.docx.xml import CUSTOM, DECLARATION, STATE, STATE_PROPERTIES, escape, escape_long
from drafter.findings import DrafterError, Fault, InputError
from drafter.state import MOST_BYTES, State, digest, mark_of, state_from_json

if TYPE_CHECKING:  # lxml is not needed to write
    from drafter.docx.opening import Opened

NAMESPACE = "urn:drafter:state"
PROPERTY = "drafter"

_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_CUSTOM_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_PROPERTIES = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of properties that users name (MS-OLEPS 2.23.1)
_BOOKMARK = b'"_drf_'  # how the names of our hidden bookmarks begin
_FIRST_ID = 2  # 0 and 1 are taken in every set


@dataclass(frozen=True, slots=True)
class Traces:
    """What a file carries of ours, unread: the mark ("" for none), and the JSON of every state in it."""

    mark: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """The state that a file carries; ``intact``: it is the one that the file's property names, or there is none."""

    state: State
    intact: bool


def state_parts(state: State) -> dict[str, str]:
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
            f"<vt:lpwstr>{escape(mark_of(state.id, state.generation, json))}</vt:lpwstr></property></Properties>"
        ),
    }


def traces(opened: "Opened") -> Traces:
    """What a file carries, whether it fits together or not."""
    return Traces(_mark(opened), tuple(dict.fromkeys(_state_texts(opened))))


def is_marked(opened: "Opened") -> bool:
    """Whether anything of ours is hidden in a file: a mark, a state, or a bookmark."""
    found = traces(opened)
    return bool(found.mark or found.states) or _BOOKMARK in opened.read(opened.document)


def carried(opened: "Opened") -> Carried:
    """The state of a file, also of one that Word, WPS or LibreOffice has saved since."""
    found = traces(opened)
    mark, texts = found.mark, found.states
    if not texts:
        raise InputError(_without_state(opened.name, mark))
    # Word can merge two reports into one file; the property tells whose text it is.
    text = next((text for text in texts if digest(text) in mark), texts[0]) if mark else texts[0]
    return Carried(state_from_json(text, opened.name), not mark or digest(text) in mark)


def _without_state(name: str, mark: str) -> Fault:
    if mark:
        found = "附带的依据不见了，只剩编号（别的软件另存时去掉了）"
        return Fault(name, found, "应为带着依据的 .docx", "请用没有经过那个软件的一份，或从数据文件重新起草")
    found = "没有附带依据：不是 drafter 起草的，或者已经去掉了标记"
    expected = "应为 drafter draft 写出的 .docx（在 Word 里改过也可以）"
    return Fault(name, found, expected, "请打开定稿之前的那一份，或重新起草")


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
