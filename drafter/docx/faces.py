"""The faces of a style file: those of a font set, those that a theme hides, and their names on other machines.

In: the trees of its parts. Out: the trees changed.
"""

from lxml import etree

from drafter.docx.read import W
from drafter.docx.styles import FONT_SETS, OTHER_NAMES, TITLE_STYLE

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME_FACES = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme"}


def set_faces(styles: etree._Element, fonts: str) -> None:
    """The faces of a font set in the place of those that the style file is written in."""
    written, wanted = FONT_SETS["windows"], FONT_SETS[fonts]
    faces = {written[role]: wanted[role] for role in ("body", "kai", "hei", "song")}
    names = (name for name in styles.iterfind(f"{W}style/{W}name") if name.get(W + "val") == TITLE_STYLE)
    title = next((name.getparent() for name in names), None)
    named = [] if title is None else list(title.iter(W + "rFonts"))
    titled = [each for each in named if each.get(W + "eastAsia") == written["title"]]
    for each in styles.iter(W + "rFonts"):
        for script in _THEME_FACES:
            if (face := each.get(W + script)) in faces:
                each.set(W + script, faces[face])
    for each in titled:
        each.set(W + "eastAsia", wanted["title"])
    if titled and title is not None:
        for bold in title.iter(W + "b", W + "bCs"):
            bold.set(W + "val", wanted["title_bold"])


def name_others(font_table: etree._Element, fonts: str) -> None:
    """The faces of a font set with the names that they may go by on another machine."""
    known = {font.get(W + "name"): font for font in font_table.iter(W + "font")}
    for face in dict.fromkeys(face for role, face in FONT_SETS[fonts].items() if role != "title_bold"):
        font = known.get(face)
        if font is None:
            family = "roman" if "宋" in face else "modern"
            font = etree.SubElement(font_table, W + "font", {W + "name": face})
            for name, value in (("charset", "86"), ("family", family), ("pitch", "variable")):
                etree.SubElement(font, W + name, {W + "val": value})
        if font.find(W + "altName") is None:
            other = etree.Element(W + "altName", {W + "val": OTHER_NAMES[face]})
            font.insert(0, other)


def name_theme_faces(styles: etree._Element, theme: etree._Element) -> None:
    """Every face of the theme by its own name: a theme attribute overrules the name beside it."""
    for fonts in styles.iter(W + "rFonts"):
        for plain, themed in _THEME_FACES.items():
            role = str(fonts.attrib.pop(W + themed, ""))
            face = _theme_face(theme, role, plain) if role else ""
            if face:
                fonts.set(W + plain, face)


def _theme_face(theme: etree._Element, role: str, script: str) -> str:
    group = theme.find(f".//{A}{'majorFont' if role.startswith('major') else 'minorFont'}")
    if group is None:
        return ""
    places = [f"{A}{ {'eastAsia': 'ea', 'cs': 'cs'}.get(script, 'latin') }"]
    if script == "eastAsia":  # Word takes the face of the language where a:ea names none
        places.append(f"{A}font[@script='Hans']")
    found = (group.find(place) for place in places)
    return next((face.get("typeface", "") for face in found if face is not None and face.get("typeface")), "")


def face_of(styles: etree._Element, style_id: str) -> str:
    """The Chinese face of a paragraph style, its own or of the style that it is based on; "" where none names one."""
    known = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}
    seen: set[str] = set()
    while style_id in known and style_id not in seen:
        seen.add(style_id)
        style = known[style_id]
        fonts = style.find(f"{W}rPr/{W}rFonts")
        if fonts is not None and fonts.get(W + "eastAsia"):
            return fonts.get(W + "eastAsia", "")
        parent = style.find(W + "basedOn")
        style_id = "" if parent is None else parent.get(W + "val", "")
    return ""
