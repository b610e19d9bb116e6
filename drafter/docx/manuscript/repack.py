"""A person's package with some parts changed: everything else as she has it, in her order.

In: the opened file, parts by name. Out: the bytes of the new file; dates are fixed, so that the same change gives the
same bytes. The parts that carry our state go where hers are, or to names that are free, with types and relationships.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import normpath, relpath

from lxml import etree

from drafter.docx.manuscript.characters import drop
from drafter.docx.opening import Opened
from drafter.docx.package import CUSTOM, KINDS, STATE, STATE_PROPERTIES
from drafter.docx.state import NAMESPACE, PROPERTY
from drafter.docx.xml import RELATIONSHIPS

TYPES = "[Content_Types].xml"
PACKAGE_RELATIONS = "_rels/.rels"
CONTENT_TYPES: Mapping[str, str] = {
    "comments": "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    "custom-properties": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "customXmlProps": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
}
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_STATE_RELATIONS = "customXml/_rels/item1.xml.rels"


@dataclass(slots=True)
class Package:
    """The parts of a file with their changes."""

    opened: Opened
    changed: dict[str, bytes] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def has(self, part: str) -> bool:
        return (part in self.opened.parts or part in self.changed) and part not in self.removed

    def tree(self, part: str) -> etree._Element:
        """A part as it is now."""
        if part in self.changed:
            return etree.fromstring(self.changed[part])
        return self.opened.tree(part)

    def put(self, part: str, content: bytes | str) -> None:
        self.changed[part] = content.encode() if isinstance(content, str) else content
        self.removed.discard(part)

    def put_tree(self, part: str, root: etree._Element) -> None:
        """Puts a tree in the place of a part; the bytes stay where it says the same."""
        content = serialized(root)
        if part not in self.opened.parts or content != serialized(self.opened.tree(part, huge=True)):
            self.put(part, content)

    def remove(self, part: str) -> None:
        """Takes a part out, with its type and its own relationships."""
        folder, _, base = part.rpartition("/")
        for name in (part, f"{folder}/_rels/{base}.rels"):
            self.changed.pop(name, None)
            if name in self.opened.parts:
                self.removed.add(name)
        types = self.tree(TYPES)
        for entry in [entry for entry in types if entry.get("PartName", "").lstrip("/") == part]:
            drop(entry)
            self.put_tree(TYPES, types)

    def typed(self, part: str, content_type: str) -> None:
        """Says what a part is."""
        types = self.tree(TYPES)
        if not any(entry.get("PartName", "").lstrip("/") == part for entry in types):
            entry = etree.SubElement(types, types.tag.replace("}Types", "}Override"))
            entry.set("PartName", f"/{part}")
            entry.set("ContentType", content_type)
            self.put_tree(TYPES, types)

    def related(self, source: str, kind: str, part: str) -> None:
        """Lets ``source`` ("" for the package) refer to a part, where it does not yet."""
        folder, _, base = source.rpartition("/")
        relations = f"{folder}/_rels/{base}.rels" if source else PACKAGE_RELATIONS
        if self.has(relations):
            root = self.tree(relations)
        else:
            space = "http://schemas.openxmlformats.org/package/2006/relationships"
            root = etree.fromstring(f'<Relationships xmlns="{space}"/>')
        target = relpath(part, folder or ".")
        if any(entry.get("Target") in (target, f"/{part}") for entry in root):
            return
        taken = {entry.get("Id") for entry in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        entry = etree.SubElement(root, root.tag.removesuffix("s"))
        for key, value in (("Id", f"rId{number}"), ("Type", f"{RELATIONSHIPS}/{kind}"), ("Target", target)):
            entry.set(key, value)
        self.put_tree(relations, root)

    def packed(self) -> bytes:
        """The file."""
        names = [entry.filename for entry in self.opened.archive.infolist()]
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name in (*names, *(part for part in self.changed if part not in self.opened.parts)):
                if name in self.removed:
                    continue
                entry = zipfile.ZipInfo(name, _ZIP_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, self.changed[name] if name in self.changed else self.opened.read(name))
        return buffer.getvalue()


def serialized(root: etree._Element) -> bytes:
    """A tree as a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def put_parts(package: Package, parts: Mapping[str, bytes | str]) -> None:
    """Puts further parts in; those that carry a state find their place."""
    rest = {name: content for name, content in parts.items() if name not in _carriers()}
    if STATE in parts:
        _put_state(package, parts)
    if CUSTOM in parts:
        _put_properties(package, parts[CUSTOM])
    for name, content in rest.items():
        package.put(name, content)
        if name in KINDS and KINDS[name].content_type:
            package.typed(name, KINDS[name].content_type)


def state_items(opened: Opened) -> list[str]:
    """The parts of a file that carry a state of ours, in order."""
    found = []
    for part in sorted(opened.parts):
        if re.fullmatch(r"customXml/[^/]+\.xml", part, re.IGNORECASE):
            content = opened.read(part)
            named = any(NAMESPACE.encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
            if named and opened.tree(part, huge=True).tag == f"{{{NAMESPACE}}}state":
                found.append(part)
    return found


def properties_of(opened: Opened, item: str) -> str:
    """The part with the properties of a custom XML part, "" where it has none."""
    folder, _, base = item.rpartition("/")
    return opened.target(f"{folder}/_rels/{base}.rels", "customXmlProps")


def drop_state(package: Package, items: list[str]) -> None:
    """Takes state parts out, with their properties and all that refers to them."""
    for item in items:
        properties = properties_of(package.opened, item)
        for part in (item, properties):
            if part:
                package.remove(part)
        drop_references(package, item)


def drop_references(package: Package, part: str) -> None:
    """Takes out the relationships of the package and of the document to a part."""
    folder, _, base = package.opened.document.rpartition("/")
    for relations in (f"{folder}/_rels/{base}.rels", PACKAGE_RELATIONS):
        if not package.has(relations):
            continue
        root = package.tree(relations)
        near = relations.partition("_rels/")[0]
        pointing = [entry for entry in root if _pointed_at(near, entry.get("Target") or "") == part]
        for entry in pointing:
            drop(entry)
        if pointing:
            package.put_tree(relations, root)


def _carriers() -> set[str]:
    return {STATE, STATE_PROPERTIES, _STATE_RELATIONS, CUSTOM}


def _pointed_at(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(f"{folder}{target}")


def _put_state(package: Package, parts: Mapping[str, bytes | str]) -> None:
    drop_state(package, state_items(package.opened))
    number = 1
    while any(package.has(f"customXml/{name}{number}.xml") for name in ("item", "itemProps")):
        number += 1
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    package.put(item, parts[STATE])
    package.related(package.opened.document, "customXml", item)
    if STATE_PROPERTIES in parts:
        package.put(properties, parts[STATE_PROPERTIES])
        package.typed(properties, CONTENT_TYPES["customXmlProps"])
        package.removed.discard(f"customXml/_rels/item{number}.xml.rels")
        package.related(item, "customXmlProps", properties)


def _put_properties(package: Package, content: bytes | str) -> None:
    """Our property among hers."""
    part = package.opened.target(PACKAGE_RELATIONS, "custom-properties")
    ours = etree.fromstring(content.encode() if isinstance(content, str) else content)
    if part:
        root = package.tree(part)
        for entry in [entry for entry in root if entry.get("name") == PROPERTY]:
            drop(entry)
        taken = {int(pid) for entry in root if (pid := entry.get("pid", "")).isdecimal()}
        for entry in list(ours):
            entry.set("pid", str(next(n for n in range(2, len(taken) + 3) if n not in taken)))
            root.append(entry)
        package.put_tree(part, root)
        return
    part = CUSTOM if not package.has(CUSTOM) else "docProps/custom1.xml"
    package.put(part, content)
    package.typed(part, CONTENT_TYPES["custom-properties"])
    package.related("", "custom-properties", part)
