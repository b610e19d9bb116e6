"""Reads the figures of a case: 兑现率达95%以上, 80%(含)-90%, ≥80%且<90%, 低于60%, 12月底前完成.

In: the words of a case without commas, folded. Out: ``Figures``, or None for anything that is not a subject and one
comparison or one range. The figures themselves are read as table values are (``values``), units and all.
"""

import re
from decimal import Decimal

from msgspec.structs import replace

from drafter.criteria.clauses import NUM
from drafter.criteria.conditions import Edge, Figures, with_direction
from drafter.patterns import regex
from drafter.values import Direction, Kind, Value, read_value

_AT_LEAST = "达到|达|大于或?等于|高于或?等于|不低于|不少于|不小于|不得低于|不得少于|至少|≥"
_AT_MOST = "小于或?等于|低于或?等于|不高于|不超过|不大于|不多于|不得超过|不得高于|未超过|控制在|≤"
_ABOVE = "大于|高于|超过|超出|多于|>"
_BELOW = "小于|低于|少于|不足|不到|不满|未满|未达到?|没达到|达不到|<"
_REACHES = "完成|实现|为|是|等于|=|在"
_SIGN = f"{_AT_LEAST}|{_AT_MOST}|{_ABOVE}|{_BELOW}|{_REACHES}"
_UNIT = r"[^\x00-\x7f、且或但并至到之以及含年月日前后内外上下—≤≥]{1,4}(?:/[^\x00-\x7f]{1,2})?|%|‰|天|日"
_FIGURE = rf"{NUM}(?:{_UNIT})?"
_NONE = regex(
    "(?:未发生|未出现|没有发生|没有出现|无|零)(?:[^\\x00-\\x7f、且或及和]{0,6})(?:事故|事件|投诉|差错|违规|违纪|违法|问题|案件|信访|上访|举报)"
)
"""What is counted from nothing up; 无 before anything else may belong to a name."""
_KEEPS = r"(?:\((?:含|包含|包括)[^()]{0,8}\)|\(不含[^()]{0,8}\))"
_ENDS = "及以上|或以上|以上|之上|及以下|或以下|以下|之下|以内|之内|内"
_SINGLE = regex(
    rf"(?P<subject>[^0-9≥≤<>=]*?)(?P<sign>{_SIGN})?(?:了)?(?P<figure>{_FIGURE})(?P<keeps>{_KEEPS})?(?P<end>{_ENDS})?(?P<keeps2>{_KEEPS})?"
    "(?:水平|范围)?"
)
_RANGE = regex(
    rf"(?P<subject>[^0-9≥≤<>=]*?)(?:达到|达|在|为|处于|介于)?(?P<low>{NUM})(?P<unit>{_UNIT})?(?P<keeps>{_KEEPS})?(?:以上)?"
    rf"(?:-|—+|~|至|到|和)(?P<high>{NUM})(?P<unit2>{_UNIT})?(?P<keeps2>{_KEEPS})?(?:以下)?(?:之间|区间|范围内?)?(?P<keeps3>{_KEEPS})?"
)
_TWO = regex(
    rf"(?P<subject>[^0-9≥≤<>=]*?)(?P<sign>{_SIGN})?(?P<figure>{_FIGURE})(?P<keeps>{_KEEPS})?(?P<end>{_ENDS})?(?:且|但|并且?|而)?"
    rf"(?P<sign2>{_SIGN})?(?P<figure2>{_FIGURE})(?P<keeps2>{_KEEPS})?(?P<end2>{_ENDS})?"
)
_AROUND = regex(
    rf"(?P<figure>{_FIGURE})(?P<sign>[≤≥<>])(?P<subject>[^0-9≥≤<>=]*?)(?P<sign2>[≤≥<>])(?P<figure2>{_FIGURE})"
)
_TURNED = {"≤": "≥", "≥": "≤", "<": ">", ">": "<"}

_COMPLETION = regex("(?:指标|目标|任务|年度|实际|计划|工作)*(?:完成(?:率|程度|比例|比率)?|达成率|实现)|")
_GOAL = "(?:年初|年度|全年|预期)?(?:目标|任务|计划|指标)(?:值|数|任务)?"
_OF_TARGET = regex(f"(?:完成|达到|实现)了?{_GOAL}的?|{_GOAL}的")
_NAME = regex("[^\\x00-\\x7f]{1,20}")
_NO_NAME = regex(
    "(?:经(?![费营济办]))|[、且或除由若视因每各均都扣较和与±]|及(?!时)|低于|高于|超过|超出|小于|大于|少于|多于|达到|未达|不足|不到|控制在|以上|以下|酌|领导|专家|一般|适当|原则|分别|加分|其中|平均|累计超|上年|去年|同比|环比|比上|连续|提前"
)
_DENIED = regex("[不未没无非](?!.*(?:率|度|数|量|比例)$)|[前第约近共]$|(?:目标|指标|计划)值?$|偏离|(?:偏差|误差)$")


def read_bound(text: str) -> Figures | None:
    """The bounds that the words name, or None."""
    for read in (_single, _range, _around, _two):
        found = read(text)
        if found is not None:
            return found
    return _date(text) or _none_at_all(text)


def _single(text: str) -> Figures | None:
    match = _SINGLE.fullmatch(text)
    subject = _subject(match["subject"]) if match else None
    if match is None or subject is None:
        return None
    edge = _edge(match["sign"], match["figure"], match["end"], (match["keeps"], match["keeps2"]))
    if edge is None:
        return None
    unsigned = match["end"] is None and (match["sign"] is None or re.fullmatch(_REACHES, match["sign"]) is not None)
    done = match["sign"] in ("完成", "实现") and not subject
    return _figures([edge], match["sign"] if done else subject, unsigned=unsigned)


def _range(text: str) -> Figures | None:
    match = _RANGE.fullmatch(text)
    subject = _subject(match["subject"]) if match else None
    if match is None or subject is None:
        return None
    unit = match["unit2"] or match["unit"] or ""
    keeps, keeps2 = match["keeps"], match["keeps2"] or match["keeps3"]
    if keeps2 and match["keeps3"] and match["keeps2"]:
        return None
    low = _edge("≥", match["low"] + (match["unit"] or unit), None, (keeps,))
    high = _edge("≤", match["high"] + unit, None, (keeps2,))
    if low is None or high is None:
        return None
    spoken = match["unit2"] is not None or match["unit"] is None
    low, high = (replace(edge, soft=not kept) for edge, kept in ((low, keeps), (high, keeps2)))
    return _figures([low, high], subject) if spoken else None


def _around(text: str) -> Figures | None:
    """80%≤完成率<90%, 90%>完成率≥80%."""
    match = _AROUND.fullmatch(text)
    subject = _subject(match["subject"]) if match else None
    if match is None or subject is None:
        return None
    edges = [
        _edge(_TURNED[match["sign"]], match["figure"], None, ()),
        _edge(match["sign2"], match["figure2"], None, ()),
    ]
    return _pair(edges, subject)


def _two(text: str) -> Figures | None:
    """≥80%且<90%, 80%以上90%以下, 大于80%小于90%."""
    match = _TWO.fullmatch(text)
    subject = _subject(match["subject"]) if match else None
    if match is None or subject is None:
        return None
    if not ((match["sign"] or match["end"]) and (match["sign2"] or match["end2"])):
        return None
    edges = [
        _edge(match["sign"], match["figure"], match["end"], (match["keeps"],)),
        _edge(match["sign2"], match["figure2"], match["end2"], (match["keeps2"],)),
    ]
    return _pair(edges, subject)


def _pair(edges: list[Edge | None], subject: str) -> Figures | None:
    known = [edge for edge in edges if edge is not None]
    if len(known) != 2 or {edge.value.direction for edge in known} != {Direction.AT_LEAST, Direction.AT_MOST}:
        return None
    return _figures(known, subject)


def _date(text: str) -> Figures | None:
    """12月底前完成: a deadline."""
    value = read_value(text)
    if value.date is None or value.label or value.remark not in (None, "完成", "开展", "实施", "支付", "发放", "拨付"):
        return None
    return Figures(high=Edge(with_direction(value, Direction.AT_MOST)))


def _none_at_all(text: str) -> Figures | None:
    """未发生安全事故, 无投诉, 零差错: none of it."""
    if not _NONE.fullmatch(text):
        return None
    return Figures(high=Edge(Value(text, Kind.NUMBER, Direction.AT_MOST, Decimal(0))))


def _figures(edges: list[Edge], subject: str, *, unsigned: bool = False) -> Figures | None:
    low = next((edge for edge in edges if edge.value.direction is Direction.AT_LEAST), None)
    high = next((edge for edge in edges if edge.value.direction is Direction.AT_MOST), None)
    if len(edges) == 2 and (low is None or high is None or low.value.kind is not high.value.kind):
        return None
    of_target = _OF_TARGET.fullmatch(subject) is not None and subject != ""
    if of_target and any(edge.value.kind is not Kind.PERCENT for edge in edges):
        return None
    bare = _COMPLETION.fullmatch(subject) is not None
    return Figures(low, high, of_target, bare, of_completion=bare and subject != "", unsigned=unsigned)


def _subject(words: str) -> str | None:
    """The subject of a comparison as written, or None for words that say more than a name."""
    words = words.strip("(),:")
    if not words or _OF_TARGET.fullmatch(words) or _COMPLETION.fullmatch(words):
        return words
    if not _NAME.fullmatch(words) or _NO_NAME.search(words) or _DENIED.search(words):
        return None
    return words


def _edge(sign: str | None, figure: str, end: str | None, keeps: tuple[str | None, ...]) -> Edge | None:
    """One bound: the figure with its sign before (不低于) or after (以上), and whether it counts itself."""
    value = read_value(figure)
    plain = value.is_figure and value.direction is None and value.upper is None and not value.about
    if not plain or value.label or value.remark or value.claim:
        return None
    side = _side(sign, end, value)
    if side is None:
        return None
    direction, strict, soft = side
    kept = [keep for keep in keeps if keep]
    if len(kept) > 1:
        return None
    if kept:
        strict, soft = "不含" in kept[0], False
    return Edge(with_direction(value, direction, strict=strict), soft)


def _side(sign: str | None, end: str | None, value: Value) -> tuple[Direction, bool, bool] | None:
    """Direction, strict, soft; None where sign and end do not go together (不超过90%以上)."""
    least, most = Direction.AT_LEAST, Direction.AT_MOST
    before = None
    for pattern, meaning in (
        (_AT_LEAST, (least, False, False)),
        (_AT_MOST, (most, False, False)),
        (_ABOVE, (least, True, False)),
        (_BELOW, (most, True, False)),
    ):
        if sign and re.fullmatch(pattern, sign):
            before = meaning
    if end is None:
        if before is not None:
            return before
        return (most if value.number == 0 else least), False, False
    up = end in ("及以上", "或以上", "以上", "之上")
    if before is not None and (before[0] is least) is not up:
        return None
    if before is not None:
        return before if before[1] is False else None
    return (least, False, False) if up else (most, False, end in ("以下", "之下"))
