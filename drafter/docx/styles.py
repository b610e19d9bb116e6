"""The names of the styles that a report uses, and its faces.

The styles themselves are in ``templates/reference.docx``, where a person changes them in Word; ``reference`` opens it.
A new one goes into ``fallback.docx`` as well, the file that stands in for a style that was deleted there.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from drafter.blocks import TextKind

StyleType = Literal["paragraph", "character", "table"]

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
        # What every Windows has; 小标宋 is not among it, 宋体 bold stands in. The style file is written in these.
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

TITLE_STYLE = "公文标题"

TEXT_STYLES: Mapping[TextKind, str] = MappingProxyType(
    {
        "title": TITLE_STYLE,
        "heading1": "heading 1",
        "heading2": "heading 2",
        "heading3": "heading 3",
        "heading4": "heading 4",
        "body": "Normal",
        "formula": "算式",
        "note": "附注",
        "caption": "表题",
        "annexes": "附件说明",
        "annex": "附件",
        "unit": "落款",
        "date": "成文日期",
    }
)
"""The style of each kind of paragraph, by its name in styles.xml (Word shows ``heading 1`` as 标题 1)."""

COVER_STYLES: Mapping[TextKind, str] = MappingProxyType({"title": "封面标题", "unit": "封面落款", "date": "封面落款"})
"""What replaces them on a cover."""

CELL_STYLE, LABEL_STYLE, TABLE_STYLE = "表格正文", "表格表头", "Table Grid"
HEAD_STYLE, GAP_STYLE = "段首", "待补充"
SPACER_STYLE, FOOTER_STYLE = "版面间隔", "footer"
CONTENTS_STYLE, ENTRY_STYLES = "目录标题", ("toc 1", "toc 2")

USED_STYLES: Mapping[str, StyleType] = MappingProxyType(
    {
        **dict.fromkeys((*TEXT_STYLES.values(), *COVER_STYLES.values()), "paragraph"),
        **dict.fromkeys((CELL_STYLE, LABEL_STYLE, SPACER_STYLE, FOOTER_STYLE), "paragraph"),
        **dict.fromkeys((CONTENTS_STYLE, *ENTRY_STYLES), "paragraph"),
        **dict.fromkeys((HEAD_STYLE, GAP_STYLE), "character"),
        TABLE_STYLE: "table",
    }
)
"""Every style that a report refers to, with its type."""
