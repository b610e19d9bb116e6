"""The contents page: 目录, an entry for each heading of the first two levels, with the number of its page.

In: a Word file without a contents page, or with one of the program's; the sheet of each heading where it is known.
Out: the bytes of the file with a contents page that fits its headings. It is a field (``TOC``) in the content control
that Word makes for one, so that Word, WPS and LibreOffice can renew it; its entries stand as text in it. Readers do not
descend into it (``read.blocks_in``): it says nothing that the headings do not say.
"""

from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b

from lxml import etree
from msgspec import Struct

from drafter.docx.manuscript.characters import new_element
from drafter.docx.manuscript.repack import Package
from drafter.docx.opening import Opened, open_docx
from drafter.docx.page import Pages, text_widths
from drafter.docx.read import W, blocks_in, child, is_contents, style_name, style_names, text_of
from drafter.docx.styles import CONTENTS_STYLE, ENTRY_STYLES, SPACER_STYLE
from drafter.docx.xml import MAIN, RELATIONSHIPS, escape

TITLE = "目录"
_LEVELS = {"标题 1": 0, "标题 2": 1}
_FIELD = ' TOC \\o "1-2" \\h \\z \\u '
_BEHIND_UPDATE = frozenset(
    W + name
    for name in (
        *("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema"),
        *("themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats", "decimalSymbol", "listSeparator"),
    )
)
_BEHIND_NUMBERING = frozenset(
    W + n
    for n in ("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid")
)


class Sheets(Struct, frozen=True):
    """The headings of a file with the sheet of paper on which each stands, from 1."""

    of: Sequence[tuple[str, int]]


class _Entry(Struct):
    text: str
    level: int
    anchor: str
    page: str = ""


def has_contents(content: bytes) -> bool:
    """Whether a file has a contents page of the program's or of Word's."""
    opened = open_docx(content, "报告")
    return next(_controls(opened.tree(opened.document)), None) is not None


def with_contents(content: bytes, pages: Pages, *, after_cover: bool) -> bytes:
    """The file with a contents page in front of its text, without numbers yet: ``numbered`` gives them."""
    opened = open_docx(content, "报告")
    root = opened.tree(opened.document)
    body = root.find(W + "body")
    names = style_names(opened)
    entries = _entries(root, names)
    if body is None or not entries:
        return content
    ids = {name: key for key, name in names.items() if key}
    ends = list(body.iter(W + "sectPr"))
    at = next((n for n, part in enumerate(body, 1) if after_cover and child(part, "pPr", "sectPr") is not None), 0)
    if len(ends) > bool(at):
        _restart(ends[bool(at)])
    spacer = new_element("p")
    own = new_element("pPr", spacer)
    if SPACER_STYLE in ids:
        new_element("pStyle", own, val=ids[SPACER_STYLE])
    own.append(_parsed(pages.cover.section_xml()))
    body.insert(at, spacer)
    body.insert(at, _control(entries, ids, pages.upright.width))
    return _packed(opened, root, update=True)


def numbered(content: bytes, sheets: Sheets | None, *, written: Collection[str] | None = None) -> bytes:
    """The file with the entries of its contents page made anew.

    ``sheets``: where its headings stand; None where nobody knows: then Word is asked to renew the field when it opens
    the file. ``written``: the headings that the program has written before: an entry that is none of them, and
    not the heading that it leads to, is the clerk's own words, and stays. A file without a
    contents page is given back as it is.
    """
    opened = open_docx(content, "报告")
    root = opened.tree(opened.document)
    control = next(_controls(root), None)
    if control is None:
        return content
    names = style_names(opened)
    ids = {name: key for key, name in names.items() if key}
    old_pages = {anchor: page for anchor, _, page in _written(control)}
    entries = _entries(root, names)
    kept = _own_words(control, entries, written)
    if sheets is not None:
        _number(entries, sheets, _first_sheet(root, control))
    for entry in entries:
        entry.page = entry.page or ("" if sheets else old_pages.get(entry.anchor, ""))
        entry.text = kept.get(entry.anchor, entry.text)
    if [(e.anchor, e.text, e.page) for e in entries] == _written(control) and all(e.page for e in entries):
        return content
    parent = control.getparent()
    assert parent is not None
    drawn = _control(entries, ids, text_widths(opened)[False], title=_title(control))
    parent.replace(control, drawn)
    return _packed(opened, root, update=not all(entry.page for entry in entries))


def _controls(root: etree._Element) -> Iterator[etree._Element]:
    return (each for each in root.iter(W + "sdt") if is_contents(each))


def _entries(root: etree._Element, names: dict[str, str]) -> list[_Entry]:
    """The headings, each with a bookmark; one that has none gets it."""
    body = root.find(W + "body")
    numbers = {int(n) for mark in root.iter(W + "bookmarkStart") if (n := mark.get(W + "id", "")).isdecimal()}
    taken = {mark.get(W + "name", "") for mark in root.iter(W + "bookmarkStart")}
    free = max(numbers, default=0) + 1
    found = []
    for paragraph in blocks_in(body) if body is not None else ():
        level = _LEVELS.get(style_name(paragraph, names)) if paragraph.tag == W + "p" else None
        text = "".join(text_of(paragraph).split("\n")).strip()
        if level is None or not text:
            continue
        own = (mark.get(W + "name", "") for mark in paragraph.iter(W + "bookmarkStart"))
        anchor = next((name for name in own if name.startswith("_Toc")), "")
        if not anchor:
            anchor = _free_name(text, taken)
            taken.add(anchor)
            place = 0 if child(paragraph, "pPr") is None else 1
            paragraph.insert(place, new_element("bookmarkStart", id=str(free), name=anchor))
            paragraph.append(new_element("bookmarkEnd", id=str(free)))
            free += 1
        found.append(_Entry(text, level, anchor))
    return found


def _free_name(text: str, taken: set[str]) -> str:
    """As Word names them: nine digits; the same heading gets the same."""
    number = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") % 900_000_000
    while f"_Toc{100_000_000 + number}" in taken:
        number = (number + 1) % 900_000_000
    return f"_Toc{100_000_000 + number}"


def _number(entries: list[_Entry], sheets: Sheets, first: int) -> None:
    """Gives each entry the number printed at the foot of its page; headings come in the same order on both sides."""
    rest = list(sheets.of)
    for entry in entries:
        words = "".join(entry.text.split())
        at = next((n for n, (title, _) in enumerate(rest) if "".join(title.split()) == words), None)
        if at is not None and rest[at][1] > first:
            entry.page = str(rest[at][1] - first)
            rest = rest[at + 1 :]


def _first_sheet(root: etree._Element, control: etree._Element) -> int:
    """How many sheets come before the text: the cover, and the contents, which are taken for one page."""
    body = root.find(W + "body")
    assert body is not None
    before = 0
    for part in body:
        if part is control:
            break
        before += child(part, "pPr", "sectPr") is not None
    lines = len(control.findall(f".//{W}p"))
    return before + 1 + max(0, lines - 2) // 21


def _written(control: etree._Element) -> list[tuple[str, str, str]]:
    """The entries as they stand: anchor, words, page number."""
    found = []
    for link in control.iter(W + "hyperlink"):
        words, _, page = text_of(link).partition("\t")
        found.append((link.get(W + "anchor", ""), words.strip(), page.strip()))
    return found


def _own_words(control: etree._Element, entries: Sequence[_Entry], written: Collection[str] | None) -> dict[str, str]:
    """The words that the clerk has put in the place of a heading, by anchor."""
    if written is None:
        return {}
    known = {"".join(words.split()) for words in (*written, *(entry.text for entry in entries))}
    return {anchor: words for anchor, words, _ in _written(control) if words and "".join(words.split()) not in known}


def _title(control: etree._Element) -> str:
    """What stands above the entries: 目录, or what the clerk has made of it."""
    for paragraph in control.iter(W + "p"):
        if next(paragraph.iter(W + "fldChar", W + "hyperlink"), None) is not None:
            break
        if text_of(paragraph).strip():
            return text_of(paragraph).strip()
    return TITLE


def _control(entries: Sequence[_Entry], ids: dict[str, str], width: int, *, title: str = TITLE) -> etree._Element:
    """The content control with title and field. ``width``: of the text, in twips."""
    lines = [f"<w:p>{_properties(ids, CONTENTS_STYLE)}{_run(title)}</w:p>"]
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    begin = f'{_char("begin")}<w:r><w:instrText xml:space="preserve">{escape(_FIELD)}</w:instrText></w:r>'
    begin += _char("separate")
    for number, entry in enumerate(entries):
        link = (
            f'<w:hyperlink w:anchor="{entry.anchor}" w:history="1">{_run(entry.text)}<w:r><w:tab/></w:r>'
            f'{_char("begin")}<w:r><w:instrText xml:space="preserve"> PAGEREF {entry.anchor} \\h </w:instrText></w:r>'
            f"{_char('separate')}{_run(entry.page)}{_char('end')}</w:hyperlink>"
        )
        lines.append(
            f"<w:p>{_properties(ids, ENTRY_STYLES[entry.level], tab)}{'' if number else begin}{link}"
            f"{_char('end') if number == len(entries) - 1 else ''}</w:p>"
        )
    return _parsed(
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _properties(ids: dict[str, str], style: str, more: str = "") -> str:
    named = f'<w:pStyle w:val="{ids[style]}"/>' if style in ids else ""
    return f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""


def _run(text: str) -> str:
    hint = "" if text.isascii() else '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return f'<w:r>{hint}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _parsed(xml: str) -> etree._Element:
    return etree.fromstring(f'<x xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}">{xml}</x>')[0]


def _restart(properties: etree._Element) -> None:
    """Lets the pages of a section begin with 1."""
    numbering = child(properties, "pgNumType")
    if numbering is None:
        numbering = new_element("pgNumType")
        behind = next((part for part in properties if part.tag in _BEHIND_NUMBERING), None)
        properties.append(numbering) if behind is None else behind.addprevious(numbering)
    numbering.set(W + "start", "1")


def _packed(opened: Opened, root: etree._Element, *, update: bool) -> bytes:
    """The file; ``update``: Word renews its fields when it opens it."""
    package = Package(opened)
    package.put_tree(opened.document, root)
    part = opened.related("settings")
    if part:
        settings = package.tree(part)
        sign = child(settings, "updateFields")
        if update and sign is None:
            sign = new_element("updateFields", val="true")
            behind = next((each for each in settings if each.tag in _BEHIND_UPDATE), None)
            settings.append(sign) if behind is None else behind.addprevious(sign)
        elif not update and sign is not None:
            settings.remove(sign)
        package.put_tree(part, settings)
    return package.packed()
