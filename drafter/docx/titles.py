"""A long title breaks where a person would break it: lines of about one length, after 年度, 市, 区, 局 …

In: one title line as text. Out: the same text with line breaks (``\\n``) where it would not fit. A title that Word
breaks by itself may leave a single character on the second line (GB/T 9704: 词意完整、排列对称).
"""

from drafter.patterns import regex

CAPACITY = 19
"""Characters of 二号 (22 pt) in the 156 mm of a portrait page, less the space that Word sets around digits;
those of the shared style file as it was made, whatever an edited one says (``templates/README.md`` tells so)."""

_LONGEST = 200
"""Longer text is no title that anybody set by hand; Word breaks it."""

_GOOD_END = regex(r"年度|项目|中心|[省市区县州盟旗镇乡局厅委部院校会处室馆站所队办团社]")
_NEVER_BEFORE = "，、。；：）》”0123456789.%"
_REACH = 0.35
"""How far from an even split a better place is looked for, as a share of a line."""


def balanced(text: str, capacity: int = CAPACITY) -> str:
    """The title with as few line breaks as it needs; a title that fits, or has breaks, is left alone."""
    if "\n" in text or len(text) > _LONGEST or _width(text) <= capacity:
        return text
    count = int(-(-_width(text) // capacity))
    cut = _cut(text, _width(text) / count, capacity)
    return text[:cut] + "\n" + balanced(text[cut:], capacity)


def _width(text: str) -> float:
    """Width in em: ASCII characters take half of one."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def _cut(text: str, even: float, capacity: int) -> int:
    """The best place for the first break: not beyond the line, near the even split, after a word that ends a name."""
    places = [at for at in range(1, len(text)) if _width(text[:at]) <= capacity and _may_begin(text, at)]
    if not places:
        return max(1, sum(1 for at in range(1, len(text)) if _width(text[:at]) <= capacity))
    good = [at for at in places if _ends_a_name(text, at) and abs(_width(text[:at]) - even) <= _REACH * even]
    return min(good or places, key=lambda at: abs(_width(text[:at]) - even))


def _may_begin(text: str, at: int) -> bool:
    return text[at] not in _NEVER_BEFORE and not (text[at - 1].isascii() and text[at].isascii())


def _ends_a_name(text: str, at: int) -> bool:
    return any(match.end() == at for match in _GOOD_END.finditer(text))
