"""A unit's own Word file brings its styles: its look replaces ours, and what it lacks is added.

In: the path of a .docx, and our font set for the styles that are added. Out: a ``Base`` as ``styles.base`` gives it.
Only styles, fonts, theme and numbering are taken, never text, headers or settings. Raises InputError for a file that
is no .docx, RefusedError for one with macros, embedded objects or a template somewhere else.
"""

from copy import deepcopy
from pathlib import Path

from lxml import etree

from drafter.docx.opening import Opened, open_docx
from drafter.docx.styles import Base, base, styles_xml
from drafter.docx.xml import MAIN
from drafter.findings import Fault, RefusedError

W = f"{{{MAIN}}}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# What is taken: the last word of the relationship, and the part it becomes in our file.
_TAKEN = {
    "styles": "word/styles.xml",
    "fontTable": "word/fontTable.xml",
    "theme": "word/theme/theme1.xml",
    "numbering": "word/numbering.xml",
}

# Parts that run, or that another program has to open.
_ACTIVE = ("vbaproject", "vbadata", "/activex/", "/embeddings/", "oleobject", "attachedtoolbars")

# Elements of the parts we take that point to parts we do not take: embedded font files, picture bullets.
_POINTERS = ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic", "numPicBullet", "lvlPicBulletId")

_THEME_FACES = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}


def reference_base(path: Path, fonts: str) -> Base:
    """The styles of a unit's Word file, with ours where it has none of that name."""
    opened = open_docx(path)
    _refuse_active_content(opened)
    ours = base(fonts)
    parts, ids = dict(ours.parts), dict(ours.ids)
    trees = {kind: opened.tree(part) for kind in _TAKEN if (part := opened.related(kind))}
    theme = trees.get("theme")
    if theme is not None and not any(theme.iter(f"{A}blip")):
        parts[_TAKEN["theme"]] = _serialised(theme)
    for kind in ("styles", "numbering", "fontTable"):
        if kind in trees:
            etree.strip_elements(trees[kind], *(W + name for name in _POINTERS), with_tail=False)
            _name_theme_faces(trees[kind], theme)
    if "styles" in trees:
        for language in trees["styles"].iterfind(f"{W}docDefaults//{W}lang"):
            language.set(W + "eastAsia", "zh-CN")  # with en-US, Word draws “，。” in the middle of their square
        ids = _add_missing(trees["styles"], etree.fromstring(styles_xml(fonts).encode()))
    for kind in ("styles", "numbering", "fontTable"):
        if kind in trees:
            parts[_TAKEN[kind]] = _serialised(trees[kind])
    return Base(parts, ids)


def _refuse_active_content(opened: Opened) -> None:
    found = ""
    names = [part.casefold() for part in opened.parts]
    if any(mark in f"/{name}" for name in names for mark in _ACTIVE):
        found = "含有宏或嵌入对象"
    elif "macroenabled" in opened.read("[Content_Types].xml").decode("utf-8", "replace").casefold():
        found = "是启用宏的文件"
    else:
        for part in sorted(opened.parts):
            if part.endswith(".rels"):
                for relation in opened.tree(part):
                    kind = (relation.get("Type") or "").rpartition("/")[2]
                    if relation.get("TargetMode") == "External" and kind != "hyperlink":
                        found = f"引用了文件之外的内容（{kind}）"
    if found:
        raise RefusedError(
            Fault(
                opened.name,
                found,
                "样式文件只应有文字和样式",
                "请在 Word 中新建空白文档，把样式复制过去，另存为 .docx 后再用",
            )
        )


def _name_theme_faces(styles: etree._Element, theme: etree._Element | None) -> None:
    """Every face of the theme by its own name: a theme attribute overrules the name beside it."""
    for fonts in styles.iter(W + "rFonts"):
        for plain, themed in _THEME_FACES.items():
            role = str(fonts.attrib.pop(W + themed, ""))
            face = _theme_face(theme, role, plain) if role else ""
            if face:
                fonts.set(W + plain, face)


def _theme_face(theme: etree._Element | None, role: str, script: str) -> str:
    if theme is None:
        return ""
    group = theme.find(f".//{A}{'majorFont' if role.startswith('major') else 'minorFont'}")
    if group is None:
        return ""
    places = [f"{A}{ {'eastAsia': 'ea', 'cs': 'cs'}.get(script, 'latin') }"]
    if script == "eastAsia":  # Word takes the face of the language where a:ea names none
        places.append(f"{A}font[@script='Hans']")
    found = (group.find(place) for place in places)
    return next((face.get("typeface", "") for face in found if face is not None and face.get("typeface")), "")


def _add_missing(theirs: etree._Element, ours: etree._Element) -> dict[str, str]:
    """Adds to ``theirs`` the styles that it lacks (by type and name); returns the ids of all of ours by name."""
    known = {_key(style): style.get(W + "styleId", "") for style in theirs.iter(W + "style")}
    names = {name for _, name in known}
    defaults = {style.get(W + "type") for style in theirs.iter(W + "style") if style.get(W + "default")}
    ids = {}  # our id -> the id in the unit's file
    for style in ours.iter(W + "style"):
        own = style.get(W + "styleId", "")
        ids[own] = known.get(_key(style)) or (own if own not in known.values() else f"Drafter{own}")
    result = {}
    for style in ours.iter(W + "style"):
        kind, name = _key(style)
        result[_name(style)] = ids[style.get(W + "styleId", "")]
        if (kind, name) in known:
            continue
        style = deepcopy(style)
        style.set(W + "styleId", ids[style.get(W + "styleId", "")])
        if kind in defaults:
            style.attrib.pop(W + "default", "")
        if name in names:  # taken by a style of another type; Word wants a name once
            for element in style.iter(W + "name"):
                element.set(W + "val", f"{_name(style)}（报告）")
        for element in style.iter(W + "basedOn", W + "next", W + "link"):
            element.set(W + "val", ids[element.get(W + "val", "")])
        theirs.append(style)
    _drop_numbers(theirs, set(result.values()))
    return result


def _drop_numbers(styles: etree._Element, used: set[str]) -> None:
    """Takes the automatic numbers from the styles that we use: 一、 and （一） are part of our text."""
    for style in styles.iter(W + "style"):
        if style.get(W + "styleId") in used:
            etree.strip_elements(style, W + "numPr", with_tail=False)


def _key(style: etree._Element) -> tuple[str, str]:
    """What makes two styles the same: the type, and the name in either case (LibreOffice writes Heading 1)."""
    return style.get(W + "type", "paragraph"), _name(style).casefold()


def _name(style: etree._Element) -> str:
    name = style.find(W + "name")
    return name.get(W + "val", "") if name is not None else ""


def _serialised(part: etree._Element) -> bytes:
    return etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
