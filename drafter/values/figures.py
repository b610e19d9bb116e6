"""Reads one figure with what stands around it: label, operator, range, scale, unit, period, words after it.

In: folded text of one line. Out: a ``Value`` of kind 数值, 百分比, 金额 or 时间, or None: a text of which some part is
not understood is no figure (第13, 前10名, 其中3人, 3项未完成), so that nothing is compared that was not read whole.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from drafter.values.folding import GAP
from drafter.values.record import Direction, Kind, Value
from drafter.values.units import DURATIONS, OPEN_SCALES, PERCENT_UNITS, SCALES, UNITS, YUAN, scaled
from drafter.values.words import OPERATORS, SUFFIXES, numeral


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]{0,29})(?:\.[0-9]{1,20})?"
_SCALE = r"万亿|千万|百万|十万|亿|万|千(?![瓦米克卡伏安帕])|百(?!分)"
_UNIT = _any(UNITS)
_SUFFIX = _any(SUFFIXES)
_SUFFIXES = tuple(SUFFIXES)
_PERIOD = r"(?:/每?(?:[^\W0-9_每]{1,5}?|m[23]))+"

_FIGURE = re.compile(
    rf"(?P<head>[^0-9]*?)(?P<operator>{_any(OPERATORS)})?(?P<about>大约|约|接近|近)?(?P<yuan>(?:人民币)?¥|人民币)?"
    rf"(?P<sign>[-+])?(?P<number>{_NUMBER})(?P<tail>.*)",
    re.DOTALL,
)
_TAIL = re.compile(
    rf"(?P<scale>{_SCALE})?(?P<more>[余多+])?(?P<unit>{_UNIT})?整?(?P<suffix>{_SUFFIX})?"
    rf"(?:(?P<period>{_PERIOD})(?P<suffix2>{_SUFFIX})?$)?(?P<rest>.*)",
    re.DOTALL,
)
_OTHER_UNIT = re.compile(
    rf"(?P<unit>[^\W0-9_a-zA-Z]{{1,4}}?)(?P<suffix>{_SUFFIX})?(?:(?P<period>{_PERIOD})(?P<suffix2>{_SUFFIX})?)?"
)
_RANGE = re.compile(rf"(?P<measure>[^0-9]{{0,6}}?)(?:[-~—至到]|——)(?P<upper>{_NUMBER})(?P<tail>.*)", re.DOTALL)
_PER = re.compile(r"(?P<label>.*?)(?P<per>(?:每[^\W0-9_每]{1,3})+|[人户年月日亩]均)")
_IN_NUMERALS = re.compile(
    rf"(?P<head>(?:每[^每]{{1,2}})?(?:{_any(OPERATORS)})?)(?P<numeral>[零〇一二两三四五六七八九十百千]{{1,8}})"
    r"(?P<tail>[^零〇一二两三四五六七八九十百千].*)"
)
_OF_HUNDRED = re.compile(
    "百分之(?:(?P<digits>[0-9.]{1,8})"
    "|(?P<whole>[零一二两三四五六七八九十百]{1,5})(?:点(?P<part>[零一二三四五六七八九]{1,3}))?)"
)
_NOT_COUNTED = frozenset("面对分度支岁")

_NEUTRAL = re.compile(
    "(?:已经?|实际|共计|共|累计|合计|总计|总共|全年|本年度?|当年|年度|完成|实现|开展|举办|组织|发放|支付|为|是|均|都|各|分别|平均|力争|"
    "确保|保证|保持在?|稳定在?|维持在?|做到|大约|约|在|率|了)+"
)
_CHANGES = {
    **dict.fromkeys(("增长", "增加", "提高", "提升", "上升", "增幅"), 1),
    **dict.fromkeys(("下降", "降低", "减少", "压减", "压缩", "节约", "缩短", "降幅"), -1),
}
_CHANGE = re.compile(f"({'|'.join(_CHANGES)})(?:幅度|率|了)?$")
_LEVEL = re.compile("(?:增长|增加|提高|提升|上升|下降|降低|减少|压减|缩短)(?:到|至)")
_UNSURE = re.compile("[未不无没缺欠差第前倒仅余剩拟]|其中|预计|计划|超额|排名|逾期")
_NOT_DONE = re.compile("未|尚|没有|还差|缺|预计|计划|其中|第")
_AFTER = re.compile(r"(?:[^\W0-9_]|[·“”\"《》]){1,16}")
_AFTER_UNSURE = re.compile("[未不无没缺欠差前后余剩增减升降级等第或但]|其中|左右")
_NO_UNIT = re.compile(f"{_AFTER_UNSURE.pattern}|[年月日号季旬时]|^[十百千万亿]")
_BROKEN = re.compile("(?<=[0-9.,])\0(?=[0-9.,])")
_QUALIFIED = re.compile(r"\((?:含|包含)[^()]{0,6}\)")
_MONEY_WORD = re.compile("费|补助|补贴|资金|金额|经费|成本|工资|薪酬|奖金|贷款|支出|预算|收入|产值|营业额|税")
_COUNTED = ("人数", "人次", "户数", "次数", "数量", "家数", "件数", "个数", "面积", "率")
_EACH = re.compile("[人户家亩台套项名位生辆座床村间栋个件株头只吨次]|社区|平方米|公里")
_YEAR_FIRST = re.compile("(?:19|20)[0-9]{2}年度?(?=[^0-9年月底末初上下前内至到/-])")


def without_brackets(text: str) -> tuple[str, str | None]:
    """The text without what stands in brackets, and that: ``4(985/211院校3人)`` -> ``4``, ``985/211院校3人``."""
    kept, inside, depth, start = [], [], 0, 0
    for place, character in enumerate(text):
        if character == "(":
            if not depth:
                kept.append(text[start:place])
                start = place + 1
            depth += 1
        elif character == ")":
            if not depth:
                return text, None
            depth -= 1
            if not depth:
                inside.append(text[start:place])
                start = place + 1
    if depth:
        return text, None
    kept.append(text[start:])
    # 3(5)0 is not 30: a bracket between digits stays a gap.
    whole = _BROKEN.sub(GAP, "\0".join(kept)).replace("\0", "")
    return whole, ";".join(filter(None, inside)).replace(GAP, " ") or None


def balanced(text: str) -> bool:
    """Whether every bracket that opens closes."""
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def read_figure(text: str, folded: str) -> Value | None:
    """The figure that the whole of ``folded`` tells; ``text`` is kept as what was written."""
    remark = None
    if "(" in folded:
        folded, remark = without_brackets(_QUALIFIED.sub("", folded))
    label, colon, body = folded.rpartition(":")
    if colon:
        label = label.strip(",;、。")
        if not body or _NOT_DONE.match(label) or not _names(label, digits=True):
            return None
    value = _read(text, body, label or None, remark)
    if value is None and (year := _YEAR_FIRST.match(body)):
        value = _read(text, body[year.end() :], label or None, remark)
    return value


def in_figures(folded: str) -> str | None:
    """``百分之九十五`` -> ``95%``, ``三次`` -> ``3次``; None where no Chinese numeral is followed by a known unit."""
    if hundred := _OF_HUNDRED.search(folded):
        if hundred["digits"]:
            figure = hundred["digits"]
        else:
            whole = numeral(hundred["whole"])
            if whole is None:
                return None
            part = "".join(str(numeral(figure)) for figure in hundred["part"] or "")
            figure = f"{whole}.{part}" if part else str(whole)
        return f"{folded[: hundred.start()]}{figure}%{folded[hundred.end() :]}"
    found = _IN_NUMERALS.fullmatch(folded)
    if found is None or (number := numeral(found["numeral"])) is None:
        return None
    after = _TAIL.fullmatch(found["tail"])
    if after is None or after["rest"] or after["unit"] in _NOT_COUNTED or not after["unit"]:
        return None
    return f"{found['head']}{number}{found['tail']}"


def change(label: str | None) -> int:
    """+1 for a label that ends in a word of increase (较上年增长), -1 for one of decrease, 0 for any other."""
    found = _CHANGE.search(label) if label else None
    return _CHANGES[found[1]] if found else 0


def names_change(name: str, sign: int) -> bool:
    """Whether the indicator's name says that an increase (+1) or a decrease (-1) is measured: 增长率, 能耗下降率."""
    return any(word in name for word, towards in _CHANGES.items() if towards == sign)


def names_money(label: str) -> bool:
    """Whether the words name money: 护理费, 财政补贴, but not the heads it is paid to (补贴人数)."""
    return _MONEY_WORD.search(label) is not None and not label.endswith(_COUNTED)


def _read(text: str, body: str, label: str | None, remark: str | None) -> Value | None:
    figure = _FIGURE.fullmatch(body)
    if figure is None:
        return None
    period = None
    if head := figure["head"]:
        if per := _PER.fullmatch(head):
            head, each = per["label"], per["per"]
            period = each[0] if each[1] == "均" else "/".join(each[1:].split("每"))
            if period.endswith(_SUFFIXES):
                return None
        found = _label(head)
        if found is None or (found and label):
            return None
        label = label or found or None
    if figure["sign"] == "-" and head and not change(label):
        return None
    number = _decimal(figure["number"])
    if figure["sign"] == "-":
        number = -number
    tail, upper, measure = figure["tail"], None, None
    if tail and (spread := _RANGE.fullmatch(tail)):
        measure, upper, tail = spread["measure"], _decimal(spread["upper"]), spread["tail"]
        if upper < number or figure["sign"] == "-":
            return None
    return _finish(text, figure, number, upper, measure, tail, label, period, remark)


def _finish(
    text: str,
    figure: re.Match[str],
    number: Decimal,
    upper: Decimal | None,
    measure: str | None,
    tail: str,
    label: str | None,
    period: str | None,
    remark: str | None,
) -> Value | None:
    after = _TAIL.fullmatch(tail)
    if after is None:
        return None
    scale, unit, rest = after["scale"], after["unit"], after["rest"]
    suffixes = [after["suffix"], after["suffix2"]]
    slash = after["period"]
    other = _OTHER_UNIT.fullmatch(rest) if rest and unit is None and not slash and not after["suffix"] else None
    if other and other["unit"].isalpha() and not _NO_UNIT.search(other["unit"]):
        unit, slash, rest = other["unit"], other["period"], ""
        suffixes = [other["suffix"], other["suffix2"]]
    if rest:
        if not _AFTER.fullmatch(rest) or _AFTER_UNSURE.search(rest) or change(rest):
            return None
        if unit is None and not suffixes[0] and scale is None:
            return None
        remark = f"{rest};{remark}" if remark else rest
    if slash:
        if period:
            return None
        period = slash[1:].replace("/每", "/").removeprefix("每")
    if measure and measure != (scale or "") + (unit or ""):
        return None
    if unit == "年" and 1900 <= number <= 2099:  # a calendar year, not a length of time
        return None
    direction, strict, about = None, False, figure["about"] is not None
    if operator := figure["operator"]:
        direction, strict = OPERATORS[operator]
    for suffix in filter(None, suffixes):
        towards = SUFFIXES[suffix]
        if towards is None:
            about = True
            if operator == "控制在":
                direction = None
            continue
        if direction not in (None, towards) or upper is not None:
            return None
        direction = towards
    if after["more"]:
        if direction is Direction.AT_MOST or upper is not None:
            return None
        direction = direction or Direction.AT_LEAST
    if upper is not None and operator:
        if operator not in ("控制在", "达到", "达"):
            return None
        direction = None
    if direction and remark and remark.startswith("不含") and len(remark) <= 4:
        strict = True
    kind, unit, power = _measure(scale, unit, figure["yuan"] is not None, period, label)
    if kind is None:
        return None
    return Value(
        text=text,
        kind=kind,
        direction=direction,
        number=scaled(number, power) if power else number,
        unit=unit,
        period=period,
        upper=scaled(upper, power) if power and upper is not None else upper,
        strict=strict,
        about=about,
        remark=remark,
        label=label,
    )


def _measure(
    scale: str | None, unit: str | None, yuan: bool, period: str | None, label: str | None
) -> tuple[Kind | None, str | None, int]:
    """Kind, unit as kept, and the power of ten between the figure written and the number kept.

    A 万 or 亿 alone is money where it is paid for each of something (3万/人/年) or where its label names money
    (护理费：3万); otherwise the indicator decides (``as_money``) and the kind stays 数值.
    """
    if unit in PERCENT_UNITS:
        return (None if scale or yuan else Kind.PERCENT), unit, 0
    money = (scale or "") + (unit or "")
    if yuan or unit == "元":
        if unit not in (None, "元"):
            return None, unit, 0
        unit = money if unit else money + "元"
        return Kind.MONEY, unit, YUAN[unit]
    power = SCALES[scale] if scale else 0
    if unit is None and scale in OPEN_SCALES:
        each = period is not None and _EACH.match(period) is not None
        named = label is not None and names_money(label)
        return (Kind.MONEY if each or named else Kind.NUMBER), scale, power
    return (Kind.TIME if unit in DURATIONS else Kind.NUMBER), unit, power


def _label(head: str) -> str | None:
    """What the words before the figure name: '' for words that say nothing (已完成), None where they may change it."""
    if _LEVEL.search(head):
        head = _LEVEL.sub("", head)
    head = head.strip(',;、。“”"')
    neutral = _NEUTRAL.match(head)
    if neutral:
        head = head[neutral.end() :]
    if not head:
        return ""
    return None if _UNSURE.search(head) or len(head) > 24 or not _names(head) else head


def _names(label: str, *, digits: bool = False) -> bool:
    """Whether the words can name what is counted: letters, some of them Chinese, and signs that join words."""
    return not label.isascii() and all(
        character.isalpha() or character in '、·“”"《》/-—' or (digits and character in "0123456789")
        for character in label
    )


def _decimal(figures: str) -> Decimal:
    return Decimal(figures.replace(",", ""))
