"""What has to hold in the parts of a style file before a report is made of them.

In: the trees of the parts. Out: the first thing that does not hold, as the parts of a message, or None. Word refuses a
report with one of them, or shows it as somebody else's; the rules are those of ISO 29500-1: 17.7.4.17 (a style has an
id of its own), 17.7.4.3 (no style is based on itself), 22.9.2 (how a measure is written).
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from drafter.docx.read import chinese_name
from drafter.docx.xml import MAIN
from drafter.patterns import regex

_W = f"{{{MAIN}}}"

_MEASURE = regex(r"-?[0-9]+(\.[0-9]+)?(mm|cm|in|pt|pc|pi)?")
"""A figure in the unit of the attribute (half points, twips), or with a unit of its own."""

_MEASURES = {
    "sz": ("val",),
    "szCs": ("val",),
    "kern": ("val",),
    "outlineLvl": ("val",),
    "spacing": ("before", "after", "line", "beforeLines", "afterLines", "val"),
    "ind": ("left", "right", "start", "end", "firstLine", "hanging", "firstLineChars", "hangingChars", "leftChars"),
}
_TYPES = frozenset(("paragraph", "character", "table", "numbering"))
_COLOUR = regex("auto|[0-9A-Fa-f]{6}")
_SIZES = frozenset(("sz", "szCs"))
_MOST_HALF_POINTS = 1638 * 2  # what Word takes

Trouble = tuple[str, str]
"""What it is, what is expected."""


def unsound_root(root: etree._Element, tag: str, part: str) -> Trouble | None:
    """A part that is another thing than its name says."""
    if root.tag == tag:
        return None
    return f"文件内部的 {part} 不是 Word 的内容", "应为完好的 .docx 文件"


def unsound_styles(styles: etree._Element) -> Trouble | None:
    """Ids that two styles share, styles based on themselves; kinds, sizes, distances and colours that are none."""
    found = list(styles.iterchildren(_W + "style"))
    nameless = next((style for style in found if not style.get(_W + "styleId")), None)
    if nameless is not None:
        return f"样式“{chinese_name(_value(nameless, 'name'))}”没有编号", "每个样式应有自己的编号"
    odd = next((style for style in found if style.get(_W + "type", "paragraph") not in _TYPES), None)
    if odd is not None:
        return f"样式“{chinese_name(_value(odd, 'name'))}”不知是哪一类", "应是段落、字符、表格、列表样式之一"
    ids = Counter(style.get(_W + "styleId", "") for style in found)
    if twice := next((number for number, times in ids.items() if number and times > 1), ""):
        return f"有两个样式的编号都是“{twice}”", "每个样式应有自己的编号"
    if circle := _circle(found):
        return f"样式“{circle}”的基准样式绕回到它自己", "基准样式不应绕成圈"
    return next(chain(_wrong_measures(styles), _wrong_colours(styles)), None)


def _circle(styles: list[etree._Element]) -> str:
    """The name of a style that is based on itself, by however many steps."""
    bases = {style.get(_W + "styleId", ""): _value(style, "basedOn") for style in styles}
    for style in styles:
        seen, at = set[str](), style.get(_W + "styleId", "")
        while at in bases and at not in seen:
            seen.add(at)
            at = bases[at]
        if at in seen:
            return chinese_name(_value(style, "name"))
    return ""


def _wrong_measures(styles: etree._Element) -> Iterator[Trouble]:
    for element in styles.iter(*(_W + name for name in _MEASURES)):
        name = etree.QName(element).localname
        for attribute in _MEASURES[name]:
            written = element.get(_W + attribute)
            if written is None or (_MEASURE.fullmatch(written) and (name not in _SIZES or _is_size(written))):
                continue
            names = (_value(each, "name") for each in element.iterancestors(_W + "style"))
            style = chinese_name(next(names, "") or "默认")
            if name in _SIZES:
                yield f"样式“{style}”的字号写成了“{written[:20]}”", "字号应是 1 到 1638 磅"
            else:
                yield f"样式“{style}”的间距、缩进或级别写成了“{written[:20]}”", "应是数"


def _wrong_colours(styles: etree._Element) -> Iterator[Trouble]:
    for element in styles.iter(_W + "color"):
        written = element.get(_W + "val", "auto")
        if not _COLOUR.fullmatch(written):
            yield f"样式里的字体颜色写成了“{written[:20]}”", "应是六位颜色编码，如 FF0000"


def _is_size(written: str) -> bool:
    """Whether a size can be printed; one with a unit of its own is left to Word."""
    return not re.fullmatch("-?[0-9.]+", written) or 0 < float(written) <= _MOST_HALF_POINTS


def _value(style: etree._Element, name: str) -> str:
    element = style.find(_W + name)
    return "" if element is None else element.get(_W + "val", "")
