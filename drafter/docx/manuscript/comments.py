"""The comments of a Word file: those of the program are put in and taken out, the clerk's stay.

In: the opened file. Out: the parts that have changed; the marks in the document are set by whoever edits it. A comment
of the program that somebody has answered is the clerk's as well, and stays. New ones are python-docx's.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.packuri import PackURI
from docx.oxml.comments import CT_Comments
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.comments import CommentsPart
from lxml import etree

from drafter.docx.manuscript.characters import AUTHOR, drop
from drafter.docx.opening import Opened
from drafter.docx.read import W, text_of
from drafter.docx.xml import MAIN, lines, printable

INITIALS = "drf"
_STYLES = {"CommentText": "annotation text", "CommentReference": "annotation reference"}
"""The names of the styles that python-docx gives a comment, by the ids that it takes for granted."""

_COMPANIONS = ("commentsExtended", "commentsIds", "commentsExtensible")


class Comments:
    """The comments part of a file with what belongs to it; ``part`` is "" where there is none."""

    def __init__(self, opened: Opened) -> None:
        self.part = opened.related("comments")
        self.root: etree._Element = opened.tree(self.part) if self.part else _empty()
        self._styles = _style_ids(opened)
        names = [opened.related(kind) for kind in _COMPANIONS]
        self._companions = {name: opened.tree(name) for name in names if name}

    @property
    def numbers(self) -> Iterator[int]:
        """The ids that are taken."""
        return (int(number) for each in self.root if (number := each.get(W + "id", "")).isdecimal())

    def add(self, number: int, text: str) -> None:
        """A comment of the program, a paragraph a line; dateless, so that the same update is the same file."""
        element = _empty()
        part = CommentsPart(PackURI("/word/comments.xml"), CT.WML_COMMENTS, element, Package())
        part.comments.add_comment("\n".join(lines(printable(text))), AUTHOR, INITIALS)
        comment = element.comment_lst[0]
        comment.set(W + "id", str(number))
        comment.attrib.pop(W + "date", "")  # python-docx writes the time of day
        for named in list(comment.iter(W + "pStyle", W + "rStyle")):
            style = self._styles.get(_STYLES[named.get(W + "val", "")])
            if style:
                named.set(W + "val", style)
            else:
                drop(named)  # Word has its own look for a comment without one
        self.root.append(comment)

    def said(self) -> tuple[tuple[str, str], ...]:
        """Author and text of every comment, in the order of the part."""
        return tuple((each.get(W + "author", ""), comment_text(each)) for each in self.root.iterchildren(W + "comment"))

    def by_tool(self) -> dict[str, str]:
        """Our comments that nobody has answered: id -> text."""
        answered = self._answered()
        return {
            each.get(W + "id", ""): comment_text(each)
            for each in self.root.iterchildren(W + "comment")
            if each.get(W + "author") == AUTHOR and not answered & set(_para_ids(each))
        }

    def remove(self, numbers: set[str]) -> None:
        """Takes comments out, with what other parts say of them."""
        gone = [each for each in self.root.iterchildren(W + "comment") if each.get(W + "id") in numbers]
        para_ids = {para_id for each in gone for para_id in _para_ids(each)}
        for each in gone:
            drop(each)
        if not para_ids:
            return
        durable: set[str] = set()
        for entry in [entry for tree in self._companions.values() for entry in tree]:
            if _attribute(entry, "paraId") in para_ids:
                durable.add(_attribute(entry, "durableId"))
                drop(entry)
        durable.discard("")
        for entry in [entry for tree in self._companions.values() for entry in tree]:
            if _attribute(entry, "durableId") in durable:
                drop(entry)

    def trees(self) -> dict[str, etree._Element]:
        """The trees of the parts that there are, by name."""
        return {**({self.part: self.root} if self.part else {}), **self._companions}

    def _answered(self) -> set[str]:
        """The paragraphs (by ``w14:paraId``) of comments that somebody else has replied to."""
        authors = {
            para_id: each.get(W + "author", "")
            for each in self.root.iterchildren(W + "comment")
            for para_id in _para_ids(each)
        }
        entries = [entry for tree in self._companions.values() for entry in tree if _attribute(entry, "paraIdParent")]
        return {
            _attribute(entry, "paraIdParent")
            for entry in entries
            if authors.get(_attribute(entry, "paraId"), AUTHOR) != AUTHOR
        }


def _empty() -> CT_Comments:
    """A ``w:comments`` of python-docx without a comment."""
    return cast(CT_Comments, parse_xml(f'<w:comments xmlns:w="{MAIN}"/>'))


def _style_ids(opened: Opened) -> Mapping[str, str]:
    """The ids of the styles of comments in the clerk's file, by name in lower case."""
    part = opened.related("styles")
    names = opened.tree(part).iterfind(f"{W}style/{W}name") if part else ()
    return {
        name.get(W + "val", "").casefold(): parent.get(W + "styleId", "")
        for name in names
        if (parent := name.getparent()) is not None and name.get(W + "val", "").casefold() in _STYLES.values()
    }


def comment_text(comment: etree._Element) -> str:
    """The text of a ``w:comment``, a line a paragraph."""
    return "\n".join(text_of(paragraph) for paragraph in comment.iter(W + "p"))


def _para_ids(comment: etree._Element) -> Iterator[str]:
    return (para_id for paragraph in comment.iter(W + "p") if (para_id := _attribute(paragraph, "paraId")))


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name: the namespaces of these parts differ with the year."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
