"""The look of the report: faces, style names, and the parts of a Word file that carry them.

In: the name of a font set. Out: ``Base``: styles.xml, fontTable.xml, theme and settings as text, and the id of
each style by its name. The styles themselves are in ``base/styles.xml``, as Word reads them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from drafter.blocks import TextKind
from drafter.docx.xml import DECLARATION, MAIN

BASE_FOLDER = Path(__file__).parent / "base"

FONT_SETS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        # The faces of GB/T 9704-2012 as government offices install them.
        "gb": {
            "body": "仿宋_GB2312",
            "kai": "楷体_GB2312",
            "hei": "黑体",
            "song": "宋体",
            "title": "方正小标宋简体",
            "title_bold": "0",
        },
        # What every Windows has; 小标宋 is not among it, 宋体 bold stands in.
        "windows": {
            "body": "仿宋",
            "kai": "楷体",
            "hei": "黑体",
            "song": "宋体",
            "title": "宋体",
            "title_bold": "1",
        },
    }
)

OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "仿宋_GB2312": "仿宋,FangSong,FangSong_GB2312,华文仿宋",
        "楷体_GB2312": "楷体,KaiTi,KaiTi_GB2312,华文楷体",
        "方正小标宋简体": "方正小标宋_GBK,方正小标宋,华文中宋,宋体",
        "仿宋": "FangSong,仿宋_GB2312,华文仿宋",
        "楷体": "KaiTi,楷体_GB2312,华文楷体",
        "黑体": "SimHei,华文黑体",
        "宋体": "SimSun,华文宋体",
    }
)
"""Where a face is missing, those to look for in its place (``w:altName``: a list with commas, ISO 29500-1 17.8.3.1)."""

TEXT_STYLES: Mapping[TextKind, str] = MappingProxyType(
    {
        "title": "公文标题",
        "heading1": "heading 1",
        "heading2": "heading 2",
        "heading3": "heading 3",
        "heading4": "heading 4",
        "body": "Normal",
        "note": "附注",
        "caption": "表题",
        "unit": "落款",
        "date": "成文日期",
    }
)
"""The style of each kind of paragraph, by its name in styles.xml (Word shows ``heading 1`` as 标题 1)."""

COVER_STYLES: Mapping[TextKind, str] = MappingProxyType({"title": "封面标题", "unit": "封面落款", "date": "封面落款"})
"""What stands for them on a cover."""

CELL_STYLE, LABEL_STYLE, TABLE_STYLE = "表格正文", "表格表头", "Table Grid"
HEAD_STYLE, GAP_STYLE = "段首", "待补充"
SPACER_STYLE, FOOTER_STYLE = "版面间隔", "footer"


@dataclass(frozen=True, slots=True)
class Base:
    """The parts of a Word file that do not depend on its text, by part name, and the style ids by style name."""

    parts: Mapping[str, str | bytes]
    ids: Mapping[str, str]


@cache
def base(fonts: str) -> Base:
    """Our own base file in one of the ``FONT_SETS``. Raises KeyError for a set that does not exist."""
    styles = styles_xml(fonts)
    return Base(
        {
            "word/styles.xml": styles,
            "word/fontTable.xml": font_table_xml(fonts),
            "word/theme/theme1.xml": base_part("theme.xml"),
            "word/settings.xml": base_part("settings.xml"),
        },
        style_ids(styles),
    )


def base_part(name: str) -> str:
    """A file of ``base/`` without its comments and indentation."""
    text = (BASE_FOLDER / name).read_text(encoding="utf-8")
    return re.sub(r"(?<=>)\s+(?=<)", "", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))


def styles_xml(fonts: str) -> str:
    """styles.xml with the faces of a font set."""
    faces = FONT_SETS[fonts]
    return re.sub(r"@(\w+)@", lambda match: faces[match.group(1)], base_part("styles.xml"))


def style_ids(styles: str) -> dict[str, str]:
    """The style ids of our own styles.xml by style name."""
    pairs = re.findall(r'<w:style [^>]*w:styleId="([^"]+)"[^>]*><w:name w:val="([^"]+)"/>', styles)
    return {name: style_id for style_id, name in pairs}


def font_table_xml(fonts: str) -> str:
    """fontTable.xml: the faces of the set, each with the names it may go by on another machine."""
    faces = dict.fromkeys(face for role, face in FONT_SETS[fonts].items() if role != "title_bold")
    entries = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{OTHER_NAMES[face]}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"roman" if "宋" in face else "modern"}"/><w:pitch w:val="variable"/></w:font>'
        for face in faces
    )
    latin = (
        '<w:font w:name="Times New Roman"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{MAIN}">{latin}{entries}</w:fonts>'
