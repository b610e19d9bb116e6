"""The words around a figure and in place of one: operators, verdicts, Chinese numerals, signs for nothing.

In: folded text. Out: a direction, a ``Claim``, digits. The verdicts follow the levels of 财预〔2020〕10号
(达成预期指标, 部分达成预期指标并具有一定效果, 未达成预期指标且效果较差) and what clerks write for them.
"""

import re
from typing import TypeVar

from drafter.patterns import regex
from drafter.values.record import Claim, Direction

_LEAST, _MOST = Direction.AT_LEAST, Direction.AT_MOST

_Meaning = TypeVar("_Meaning")


def _all(words: str, meaning: _Meaning) -> dict[str, _Meaning]:
    return dict.fromkeys(words.split(), meaning)


OPERATORS: dict[str, tuple[Direction, bool]] = {
    **_all("= 等于", (Direction.EQUAL, False)),
    **_all("≥ 大于等于 大于或等于 高于等于 高于或等于 不低于 不少于 不小于 至少 最少 最低 达到 达 满", (_LEAST, False)),
    **_all("不得低于 不得少于 不得小于", (_LEAST, False)),
    **_all("> 超过 超出 超 大于 多于 高于 突破", (_LEAST, True)),
    **_all("≤ 小于等于 小于或等于 低于等于 低于或等于 不超过 不超出 不超 不高于 不多于 不大于 控制在", (_MOST, False)),
    **_all("不得超过 不得高于 不得多于 不得大于 至多 最多 最高", (_MOST, False)),
    **_all("< 小于 少于 低于 不足 不到 不满", (_MOST, True)),
}
"""Before the figure: the direction, and whether the figure itself does not count."""

SUFFIXES: dict[str, Direction | None] = {
    **_all("以上 及以上 或以上 和以上 之上", _LEAST),
    **_all("以下 及以下 或以下 和以下 之下 以内 之内 内", _MOST),
    "左右": None,
    "上下": None,
}
"""After the figure or the unit; 以上 and 以下 count the figure itself."""

BLANKS = frozenset({"", *_all("/ \\ // 无 - -- --- — —— …… … ... ······ N/A n/a , 、 空", True)})

_DONE = "(?:完成|达成|达到|达标|实现|办结|落实|到位|兑现)"
_GOAL = (
    "(?:了|全部|全年|年初|年度|本年|既定|预定|预期|预设|设定|绩效|各项|工作|任务|指标值|目标值|指标|目标|要求|效果|标准|计划|"
    "情况|良好|较好)*"
)
_HOW = (
    "(?:已经?|均|都|全部|全面|整体|按时|按期|如期|及时|按质|按量|保质保量|按计划|按要求|按规定|圆满|顺利|超额|高质量|"
    "较好|很好|地|的)*"
)
_SUBJECT = "(?:(?:年度|绩效|预期|全年|各项|既定)*(?:工作|任务|指标|目标|项目|活动))?"
_STILL = "(?:尚|还|仍|均|暂|暂时|目前|年内|当年|本年|全年|全部|都)*"
_BECAUSE = "(?:(?:因|受|由于|鉴于).{1,20}?)?"
_START = "(?:开展|实施|启动|举办|组织|进行|开始|执行|开工|动工|召开)"
_HUNDRED = "(?:100%|百分之百|百分百)"

_LEVELS: tuple[tuple[Claim, re.Pattern[str]], ...] = (
    (
        Claim.NOT_STARTED,
        regex(
            f"{_BECAUSE}{_SUBJECT}{_STILL}(?:(?:未能?|没有|没|未曾|未予){_START}(?:了|相关|培训|活动|会议|该|此|项|实施)*{_GOAL}"
            f"|已?取消(?:开展|实施|举办|活动)?)"
        ),
    ),
    (
        Claim.MISSED,
        regex(
            f"{_BECAUSE}{_SUBJECT}{_STILL}(?:未能?|没有|没|不)(?:按时|按期|及时|如期|够)?"
            f"(?:{_DONE}|通过|支付|拨付|发放|兑付|竣工|完工|交付|验收|投入使用)+(?:{_GOAL})(?:[且并但].*)?"
            f"|{_STILL}未(?:按时|按期|及时|如期|正常){_START}|(?:逾期|超期|延期|延迟|推迟){_DONE}"
        ),
    ),
    (
        Claim.PARTLY,
        regex(
            f"{_BECAUSE}{_SUBJECT}(?:已|均)?(?:基本上?|部分|大部分|大体|大致|未完全|未全部|未全面|没有完全|没有全部|尚未完全|尚未全部)"
            f"(?:按时|按期|及时|如期)?{_DONE}+{_GOAL}(?:[且并但].*)?|部分(?:工作|任务|指标|目标|项目|活动)?(?:未|没有){_START}"
        ),
    ),
    (
        Claim.MET,
        regex(
            f"{_HOW}{_HUNDRED}?{_HOW}{_SUBJECT}{_HOW}{_HUNDRED}?{_DONE}+{_GOAL}{_HUNDRED}?"
            "(?:[且并](?:效果|成效)(?:显著|良好|较好|明显))?"
            "|(?:已|均|均已)?在(?:规定|要求|计划|约定|合同)的?(?:时间|时限|期限|工期)(?:之?内|以内)(?:完成|办结|发放|支付|拨付|兑现)?"
            "|(?:已|均|均已|严格)*按照?(?:该|规定|相关|统一|文件|政策|上级|国家|既定|有关)?标准(?:发放|执行|补助|补贴|拨付|支付|兑现|落实|完成)?"
        ),
    ),
)
"""Worst first: a text with several clauses is as good as its worst."""

_CLAIM_SIGNS = regex("[未没不完达办落兑实取逾超延推部基]|标准|规定|[时期工]限?内")
_CLAUSE = regex("[,;。!、\n]")
_CAUSE = regex("(?:主要)?(?:因|受|由于|原因|鉴于)")


def read_claim(text: str) -> Claim | None:
    """The level that the words claim, or None for anything but a verdict.

    A verdict below 达成 stands whatever is said beside it; 达成 stands only beside other verdicts and causes.
    """
    if len(text) > 80 or not _CLAIM_SIGNS.search(text):
        return None
    if share := _OF_THE_GOAL.fullmatch(text):
        return Claim.MET if float(share["number"]) >= 100 else Claim.PARTLY
    found: list[Claim] = []
    other = False
    for clause in _CLAUSE.split(text):
        if not clause:
            continue
        claim = next((claim for claim, pattern in _LEVELS if pattern.fullmatch(clause)), None)
        if claim is not None:
            found.append(claim)
        elif not _CAUSE.match(clause):
            other = True
    worst = next((claim for claim, _ in _LEVELS if claim in found), None)
    return None if worst is Claim.MET and other else worst


_OF_THE_GOAL = regex(
    "(?:年度|绩效|全年|年初)*(?:指标|目标)值?(?:任务)?(?:完成|达成|实现)率(?:为|达到?|:)?(?P<number>[0-9]{1,4}(?:\\.[0-9]{1,4})?)%"
)
"""指标完成率99.14% says how much of the target was done, and not what was."""


def is_cause(text: str) -> bool:
    """Whether a clause begins like a reason (受疫情影响)."""
    return _CAUSE.match(text) is not None


_NUMERAL = {figure: number for number, figure in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def numeral(text: str) -> int | None:
    """``十二`` -> 12, ``一百零五`` -> 105, ``两`` -> 2: whole numbers below ten thousand; None for anything else."""
    total, current = 0, None
    place_before = 10000
    for character in text:
        if character in _PLACES:
            place = _PLACES[character]
            if place >= place_before or (current is None and place != 10):
                return None
            total += (1 if current is None else current) * place
            current, place_before = None, place
        elif character in _NUMERAL:
            if current not in (None, 0):
                return None
            current = _NUMERAL[character]
        else:
            return None
    return total + (current or 0) if text else None
