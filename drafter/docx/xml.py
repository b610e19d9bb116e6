"""Text on its way into XML: the one escape function, and the names of namespaces and parts.

In: any ``str``, also one with control characters or lone surrogates. Out: text that may stand in an element or
in a quoted attribute.
"""

from drafter.files import ILLEGAL_XML, NOT_IN_XML
from drafter.patterns import regex

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# Where the parts of a report are that we write.
DOCUMENT = "word/document.xml"
APP = "docProps/app.xml"
CUSTOM = "docProps/custom.xml"
STATE = "customXml/item1.xml"
STATE_PROPERTIES = "customXml/itemProps1.xml"

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_SPECIAL = regex(f'[&<>"{NOT_IN_XML}]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escape(text: str) -> str:
    """The text with its markup characters as entities, without the characters that XML 1.0 cannot hold."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match.group(), ""), text)


def escape_long(text: str) -> str:
    """The same for the content of an element, where quotes may stand: faster for a long text that is full of them."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return ILLEGAL_XML.sub("", text)


def printable(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return text if text.isprintable() else ILLEGAL_XML.sub("", text)


def lines(text: str) -> list[str]:
    """The lines of a text; every kind of line end counts."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")
