"""The report without anything that the program has hidden or marked in it: as it is handed in.

In: the opened file. Out: its bytes without our state, property, anchors and name; every other part as it is. Raises
nothing for a file that carries none of them. ``views.undecided`` tells what the person has still to decide before.
"""

from lxml import etree

from drafter.docx.anchors import PREFIX, is_anchor
from drafter.docx.hidden_state import PROPERTY
from drafter.docx.manuscript.characters import AUTHOR, drop
from drafter.docx.manuscript.repack import PACKAGE_RELATIONS, Package, drop_references, drop_state, state_items
from drafter.docx.opening import Opened
from drafter.docx.read import W
from drafter.docx.views import undecided
from drafter.docx.xml import APP


def stripped(opened: Opened) -> bytes:
    """The file without what the program left in it."""
    package = Package(opened)
    drop_state(package, state_items(opened))
    _drop_property(package)
    _drop_application(package)
    _drop_anchors(package)
    _drop_person(package)
    return package.packed()


def _drop_property(package: Package) -> None:
    part = package.opened.target(PACKAGE_RELATIONS, "custom-properties")
    if not part:
        return
    root = package.tree(part)
    of_tool = [entry for entry in root if entry.get("name") == PROPERTY]
    for entry in of_tool:
        drop(entry)
    if of_tool and not len(root):
        package.remove(part)
        drop_references(package, part)
    elif of_tool:
        package.put_tree(part, root)


def _drop_application(package: Package) -> None:
    part = package.opened.target(PACKAGE_RELATIONS, "extended-properties") or APP
    if not package.has(part):
        return
    root = package.tree(part)
    names = [entry for entry in root if entry.tag.endswith("}Application") and (entry.text or "").strip() == AUTHOR]
    for entry in names:
        drop(entry)
    if names:
        package.put_tree(part, root)


def _drop_anchors(package: Package) -> None:
    """Also those in copies that LibreOffice has named after them, and in headers and notes where a person put them."""
    for part in sorted(package.opened.parts):
        if not part.endswith(".xml") or PREFIX.encode() not in package.opened.read(part):
            continue
        root = package.tree(part)
        numbers = set()
        for start in list(root.iter(W + "bookmarkStart")):
            name = start.get(W + "name", "")
            if is_anchor(name) or is_anchor(name.partition("_Copy_")[0]):
                numbers.add(start.get(W + "id"))
                drop(start)
        kept = {start.get(W + "id") for start in root.iter(W + "bookmarkStart")}
        for end in list(root.iter(W + "bookmarkEnd")):
            if end.get(W + "id") in numbers - kept:
                drop(end)
        if numbers:
            package.put_tree(part, root)


def _drop_person(package: Package) -> None:
    """Word lists whoever has made a revision or comment, also when it is settled."""
    part = package.opened.related("people")
    if not part or undecided(package.opened):
        return
    root = package.tree(part)
    of_tool = [person for person in root if _author(person) == AUTHOR]
    for person in of_tool:
        drop(person)
    if of_tool:
        package.put_tree(part, root)


def _author(person: etree._Element) -> str:
    return next((str(value) for key, value in person.attrib.items() if str(key).endswith("author")), "")
