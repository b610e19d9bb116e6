"""The clerk's package with some parts changed: everything else byte for byte as it was, in its order.

In: the opened file, parts by name. Out: the bytes of the new file; dates are fixed, so that the same change gives the
same bytes. The parts that carry the state go where those of the file are, or to names that are free. Names, content
types and relationships are edited with the elements of python-docx's package; the whole package is not opened with it,
since it writes every part that it knows anew and drops what nothing refers to.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from posixpath import normpath
from typing import cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.oxml import CT_Relationships, CT_Types, parse_xml
from docx.opc.packuri import PackURI
from lxml import etree
from msgspec import Struct, field

from drafter.docx.hidden_state import NAMESPACE, PROPERTY
from drafter.docx.manuscript.characters import drop
from drafter.docx.opening import Opened
from drafter.docx.package import zip_entry
from drafter.docx.xml import CUSTOM, RELATIONSHIPS, STATE, STATE_PROPERTIES

TYPES = "[Content_Types].xml"
PACKAGE_RELATIONS = "_rels/.rels"


class Package(Struct):
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
        else:  # what was taken out before may have come back
            self.changed.pop(part, None)
            self.removed.discard(part)

    def remove(self, part: str) -> None:
        """Takes a part out, with its type and its own relationships."""
        for name in (part, PackURI(f"/{part}").rels_uri.membername):
            self.changed.pop(name, None)
            if name in self.opened.parts:
                self.removed.add(name)
        types = self._types()
        for entry in [entry for entry in types.overrides if entry.get("PartName", "").lstrip("/") == part]:
            drop(entry)
            self.put_tree(TYPES, types)

    def typed(self, part: str, content_type: str) -> None:
        """Says what a part is."""
        types = self._types()
        if not any(entry.get("PartName", "").lstrip("/") == part for entry in types.overrides):
            types.add_override(f"/{part}", content_type)
            self.put_tree(TYPES, types)

    def _types(self) -> CT_Types:
        return cast(CT_Types, parse_xml(etree.tostring(self.tree(TYPES), encoding="unicode")))

    def related(self, source: str, kind: str, part: str) -> None:
        """Lets ``source`` ("" for the package) refer to a part, where it does not yet."""
        uri = PackURI(f"/{source}")
        relations = uri.rels_uri.membername
        if self.has(relations):
            root = cast(CT_Relationships, parse_xml(etree.tostring(self.tree(relations), encoding="unicode")))
        else:
            root = CT_Relationships.new()
        target = PackURI(f"/{part}").relative_ref(uri.baseURI)
        if any(entry.get("Target") in (target, f"/{part}") for entry in root.Relationship_lst):
            return
        taken = {entry.get("Id") for entry in root.Relationship_lst}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        root.add_rel(f"rId{number}", f"{RELATIONSHIPS}/{kind}", target)
        self.put_tree(relations, root)

    def put_relation(self, source: str, number: str, kind: str, part: str) -> None:
        """Lets ``source`` refer to a part by this id, in a relationship of this type."""
        uri = PackURI(f"/{source}")
        relations = uri.rels_uri.membername
        if self.has(relations):
            root = cast(CT_Relationships, parse_xml(etree.tostring(self.tree(relations), encoding="unicode")))
        else:
            root = CT_Relationships.new()
        root.add_rel(number, kind, PackURI(f"/{part}").relative_ref(uri.baseURI))
        self.put_tree(relations, root)

    def remove_relations(self, source: str) -> None:
        """Lets ``source`` refer to nothing."""
        relations = PackURI(f"/{source}").rels_uri.membername
        self.changed.pop(relations, None)
        if relations in self.opened.parts:
            self.removed.add(relations)

    def drop_relation(self, source: str, number: str) -> None:
        """Takes out the relationship of this id."""
        relations = PackURI(f"/{source}").rels_uri.membername
        root = self.tree(relations)
        for entry in [entry for entry in root if entry.get("Id") == number]:
            drop(entry)
        self.put_tree(relations, root)

    def packed(self) -> bytes:
        """The file."""
        names = [entry.filename for entry in self.opened.archive.infolist()]
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name in (*names, *(part for part in self.changed if part not in self.opened.parts)):
                if name in self.removed:
                    continue
                archive.writestr(
                    zip_entry(name), self.changed[name] if name in self.changed else self.opened.read(name)
                )
        return buffer.getvalue()


def serialized(root: etree._Element) -> bytes:
    """A tree as a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def put_parts(package: Package, parts: Mapping[str, bytes | str]) -> None:
    """Puts in the parts that carry a state, as ``state_parts`` names them; each finds its place."""
    if STATE in parts:
        _put_state(package, parts)
    if CUSTOM in parts:
        _put_properties(package, parts[CUSTOM])


def state_items(opened: Opened) -> list[str]:
    """The parts of a file that carry a state of the program, in order."""
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
        package.typed(properties, CT.OFC_CUSTOM_XML_PROPERTIES)
        package.removed.discard(f"customXml/_rels/item{number}.xml.rels")
        package.related(item, "customXmlProps", properties)


def _put_properties(package: Package, content: bytes | str) -> None:
    """The program's property among those of the clerk's file."""
    part = package.opened.target(PACKAGE_RELATIONS, "custom-properties")
    properties = etree.fromstring(content.encode() if isinstance(content, str) else content)
    if part:
        root = package.tree(part)
        for entry in [entry for entry in root if entry.get("name") == PROPERTY]:
            drop(entry)
        taken = {int(pid) for entry in root if (pid := entry.get("pid", "")).isdecimal()}
        for entry in list(properties):
            entry.set("pid", str(next(n for n in range(2, len(taken) + 3) if n not in taken)))
            root.append(entry)
        package.put_tree(part, root)
        return
    part = CUSTOM if not package.has(CUSTOM) else "docProps/custom1.xml"
    package.put(part, content)
    package.typed(part, CT.OFC_CUSTOM_PROPERTIES)
    package.related("", "custom-properties", part)
