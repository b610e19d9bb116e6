"""Cuts a criterion into clauses: a case with its outcome, or a limit on the whole.

In: 评分标准, folded. Out: the clauses in order, each as one text without commas (``兑现率达95%以上得5分``), and what
was said of the whole: 扣完为止, 最多扣5分, 满分10分, 以100%为标准. A case that no outcome follows is a clause that
cannot be read.
"""

import re
from decimal import Decimal

from msgspec import Struct, field

from drafter.patterns import regex

NUM = r"[0-9]+(?:\.[0-9]+)?"

_LABEL = regex("^(?:评分|计分|打分|赋分|得分|扣分)?(?:标准|规则|办法|方法|细则|依据)[:]")
_MARK = regex(r"^(?:\(?[0-9]{1,2}[、)]|[0-9]{1,2}\.(?![0-9])|[①-⑳]|[一二三四五六七八九]、|\([一二三四五六七八九]\))")
_THOUSANDS = regex(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_GIVEN = regex(
    rf"([得计记给扣减]{NUM}分(?=[^,;。、()\n])|(?:[得计记给的][满全]分|不[得计给]分|得零分)(?=[^,;。、()\n0-9]))"
)
_NOTE = regex(r"(?<=分)\((不足[^()]*)\)")
_GRADES = regex(r"(?<=[0-9]分)(?=[A-D优良中差])")
_ELSE = regex("(?<=[^,;。\n])(?=(?:否则|反之)(?!亦))")
_SIGNS = regex(r"[,;。\n]+|(?<=分)、")

_UNTIL = regex(
    "(?:直至|直到)?(?:扣完|扣至?0分|扣至零分|扣至完)(?:(?:该|本)(?:项|指标)(?:分值|分|得分)?|所有分值|全部分值|分值)?为?止?"
    "|(?:得分)?不得?突破(?:权重|分值)(?:总额)?|(?:该|本)?项?(?:得分)?(?:最低|最少)(?:为|得)?0分|不[计得出]?现?负分"
    "|(?:得分)?(?:最高|最多)?不(?:得)?(?:超过|高于)(?:该|本)?(?:项|指标)?(?:权重|分值|标准分|满分)(?:分|总额)?"
    "|以(?:满分|分值|权重)为(?:限|上限)|(?:最多|最高)?扣完(?:即止)?|加?满分?为止"
)
_MOST = regex(
    rf"(?:(?:累计)?(?:最多|最高|至多)(?:可|累计)?扣(?:减|除)?|扣分(?:累计|最多|最高)?不超过|累计扣分不超过)({NUM})分(?:为止|为限)?"
)
_FULL = regex(
    rf"(?:(?:本|该)(?:项|指标))?(?:满分|标准分|基准分|分值|权重|总分|共)(?:分)?(?:为|:|共|计)?({NUM})分"
    rf"|(?:本|该)(?:项|指标)({NUM})分"
)
_BASE = regex(rf"(?:以|按)({NUM}%)(?:为|作为)(?:标准|基准|基数)(?:值)?")
_ROUND = regex(
    rf"不足({NUM}|一)?([^0-9,]{{1,4}}?)的?(?:也|均)?(?:按|以)({NUM}|一)?([^0-9,]{{1,4}}?)(?:计算|计|算|扣分|处理|扣)?"
)
_ENDS = regex(
    rf"(?:[满全零]分(?:\({NUM}分\))?|[得计记给扣减除:]{NUM}分|(?:[A-D优良中差好]|优秀|良好|中等|一般|较[好差]|合格)[等级档]?{NUM}分|{NUM}%"
    "|不予?[得计给]分|[得计给记赋扣]分|扣减|递减|标准分|权重分?|分值|(?<![0-9.])0分)$"
)
_SHARE_OF_WEIGHT = regex(rf"[扣减除].*{NUM}%$")

LONGEST = 600
"""Characters of a criterion that is read; a longer one is a document."""


class Clauses(Struct):
    """What the sentence was cut into. ``stopped``: the first part that has its place in no clause."""

    cases: list[str] = field(default_factory=list)
    most: Decimal | None = None
    declared: Decimal | None = None
    base: str | None = None
    whole_up: bool = False
    stopped: str | None = None


def cut_up(folded: str) -> Clauses:
    """The clauses of a folded criterion."""
    found = Clauses()
    if len(folded) > LONGEST:
        found.stopped = folded[:40]
        return found
    pending: list[str] = []
    for part in _parts(folded):
        if not pending and _whole(part, found):
            continue
        pending.append(part)
        if _ENDS.search(part) and (not part.endswith("%") or _SHARE_OF_WEIGHT.search(part)):
            found.cases.append(_together(pending))
            pending = []
        if found.stopped:
            return found
    if pending:
        found.stopped = pending[0]
    return found


def _parts(folded: str) -> list[str]:
    text = _THOUSANDS.sub("", _LABEL.sub("", re.sub("[“”\"'‘’]", "", folded)))
    text = _NOTE.sub(r",\1", text)
    text = _ELSE.sub(",", _GRADES.sub(",", _GIVEN.sub(r"\1,", text)))
    parts = [_MARK.sub("", part) for part in _outside_brackets(text)]
    return [part.strip(" 、.:") for part in parts if part.strip(" 、.:")]


def _outside_brackets(text: str) -> list[str]:
    pieces, start = [], 0
    for sign in _SIGNS.finditer(text):
        before = text[: sign.start()]
        if before.count("(") <= before.count(")"):
            pieces.append(text[start : sign.start()])
            start = sign.end()
    return [*pieces, text[start:]]


def _together(parts: list[str]) -> str:
    """One text; a sign is kept where two figures would run into one."""
    text = ""
    for part in parts:
        text += ("," if text[-1:].isdigit() and part[:1].isdigit() else "") + part
    return text


def _whole(part: str, found: Clauses) -> bool:
    """Takes in what is said of the whole; two limits of one kind stop the reading."""
    if _UNTIL.fullmatch(part):
        return True
    if match := _MOST.fullmatch(part):
        found.stopped = part if found.most is not None else found.stopped
        found.most = Decimal(match[1])
    elif match := _FULL.fullmatch(part):
        found.stopped = part if found.declared is not None or found.cases else found.stopped
        found.declared = Decimal(match[1] or match[2])
    elif match := _BASE.fullmatch(part):
        found.stopped = part if found.base is not None else found.stopped
        found.base = match[1]
    elif match := _ROUND.fullmatch(part):
        same = (match[1] or "一").replace("一", "1") == (match[3] or "一").replace("一", "1") and match[2] == match[4]
        found.stopped = found.stopped if same and found.cases else part
        found.whole_up = True
    else:
        return False
    return True
