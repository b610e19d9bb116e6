"""Reads one figure with what stands around it: label, operator, range, scale, unit, period, words after it.

In: folded text of one line. Out: a ``Value`` of kind 数值, 百分比, 金额 or 时间, or None: a text of which some part is
not understood is no figure (第13, 前10名, 其中3人, 3项未完成), so that nothing is compared that was not read whole.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from drafter.patterns import regex
from drafter.values.record import Direction, Kind, Value
from drafter.values.units import DURATIONS, OPEN_SCALES, PERCENT_UNITS, SCALES, UNITS, YUAN, scaled
from drafter.values.words import OPERATORS, SUFFIXES, numeral
from drafter.values.words_around import (
    UNSURE_AFTER,
    change,
    label_before,
    label_before_colon,
    names_money,
    only_remarks,
    without_brackets,
)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]{0,29})(?:\.[0-9]{1,20})?"
_SCALE = r"万亿|千万|百万|十万|亿|万|千(?![瓦米克卡伏安帕])|百(?!分)"
_UNIT = _any(UNITS)
_SUFFIX = _any(SUFFIXES)
_SUFFIXES = tuple(SUFFIXES)
_PER_ONE = r"每?(?:[^\W0-9_每]{1,5}?|m[23])"
_PERIOD = rf"/(?:1?0{{0,4}}[十百千]?[万亿][^\W0-9_]{{0,3}}|{_PER_ONE}(?:[/·.*×xX]{_PER_ONE})*)"
"""Per year, per person and month, per 100,000: /年, /人/月, /10万."""
# Not the ends of words that happen to be operators: 节约20%, 签约3家, 传达2次, 期满3年.
_OPERATOR = f"{_any(word for word in OPERATORS if word not in ('达', '满'))}|(?<![传送抵到发表])达|(?<![圆期届美])满"
_ABOUT = "(?:大约|(?<![节集签违合预条契公简])约|接近|(?<![最附邻])近)"

_FIGURE = regex(
    rf"(?P<head>(?:[^0-9]|[较比](?:19|20)[0-9]{{2}}年)*?)(?P<operator>{_OPERATOR})?(?P<about>{_ABOUT})?"
    r"(?P<yuan>(?:人民币)?¥|人民币)?"
    rf"(?P<sign>[-+])?(?!(?:19|20)[0-9]{{2}}年)(?P<number>{_NUMBER})(?P<tail>.*)",
    re.DOTALL,
)
_TAIL = regex(
    rf"(?P<scale>{_SCALE})?(?P<more>[余多+])?(?:(?P<unit>{_UNIT})整?)?(?P<suffix>{_SUFFIX})?"
    rf"(?:(?P<period>{_PERIOD})(?P<suffix2>{_SUFFIX})?$)?(?P<rest>.*)",
    re.DOTALL,
)
_OTHER_UNIT = regex(
    rf"(?P<unit>[^\W0-9_a-zA-Z]{{1,4}}?)(?P<suffix>{_SUFFIX})?(?:(?P<period>{_PERIOD})(?P<suffix2>{_SUFFIX})?)?"
)
_RANGE = regex(rf"(?P<measure>[^0-9]{{0,6}}?)(?:[-~—至到]|——)(?P<upper>{_NUMBER})(?P<tail>.*)", re.DOTALL)
_PER = regex(r"(?P<label>.*?)(?P<per>(?:每(?:个工作日|[^\W0-9_每]{1,3}))+|[人户年月日亩]均)")
_IN_NUMERALS = regex(
    rf"(?P<head>(?:每[^每]{{1,2}})?(?:{_OPERATOR})?)(?P<numeral>[零〇一二两三四五六七八九十百千]{{1,8}})"
    r"(?P<tail>[^零〇一二两三四五六七八九十百千].*)"
)
_OF_HUNDRED = regex(
    "百分之(?:(?P<digits>[0-9.]{1,8})"
    "|(?P<whole>[零一二两三四五六七八九十百]{1,5})(?:点(?P<part>[零一二三四五六七八九]{1,3}))?)"
)
_NOT_COUNTED = frozenset("面对分度支岁类")
_NO_UNIT = regex(f"{UNSURE_AFTER.pattern}|[年月日号季旬时超过达到满足限内上下间近约左右底末初]|^[十百千万亿]")
_KEPT_AT = ("控制在", "达到", "达")
"""Before a range or 左右 these name no limit: 控制在5%-8%之间."""
_JOINED = regex("[/·.*×xX]每?")
_ON_DUTY = regex("值|全天|在线|服务|监控|开放")
_SAYS_OTHER = regex(r"\([^()]*实际[^()]*[0-9]")  # 100%（实际80%）
_QUALIFIED = regex(r"\((?:含|包含)[^()]{0,6}\)")
_EACH = regex("[人户家亩台套项名位生辆座床村间栋个件株头只吨次]|社区|平方米|公里")
_YEAR_FIRST = regex("(?:19|20)[0-9]{2}年度?(?=[^0-9年月底末初上下前内至到/-])")


def read_figure(text: str, folded: str) -> Value | None:
    """The figure that the whole of ``folded`` tells; ``text`` is kept as what was written."""
    if special := read_special(text, folded):
        return special
    if folded.endswith(("百分比", "M")):
        folded = _METRES.sub("米", _PERCENT_IN_WORDS.sub("%", folded))
    if "每" in folded:
        folded = _PER_AFTER_OPERATOR.sub(r"\g<per>\g<operator>", folded)
    remark = None
    if "(" in folded:
        if _SAYS_OTHER.search(folded):
            return None
        folded, remark = without_brackets(_QUALIFIED.sub("", folded))
    before, colon, body = folded.rpartition(":")
    label = label_before_colon(before) if colon else None
    if colon and (not label or not body):
        return None
    value = _read(text, body, label, remark)
    if value is None and (year := _YEAR_FIRST.match(body)):
        value = _read(text, body[year.end() :], label, remark)
    return value


_SHARE_OF_ONE = regex(rf"(?P<operator>{_OPERATOR})?(?P<part>[1-9])/(?P<whole>[2-9]|10)(?P<suffix>以上|以下)?")
_AROUND_NOTHING = regex(rf"(?:误差|偏差|控制在|在)?±(?P<number>{_NUMBER})(?P<unit>%|‰)?(?:以内|之内|内|范围内)?")
_ALL_DAY = regex(r"(?P<days>[1-9][0-9]{0,2})天[×*xX](?P<hours>[1-9]|1[0-9]|2[0-4])个?小时(?:/[天日])?")
_PER_AFTER_OPERATOR = regex(rf"(?P<operator>{_OPERATOR})(?P<per>(?:每[^\W0-9_每]{{1,3}})+)(?=[0-9])")
_METRES = regex("(?<=[0-9])M$")
_PERCENT_IN_WORDS = regex("(?<=[0-9])百分比$")


def read_special(text: str, folded: str) -> Value | None:
    """Forms of their own: 2/3 (a share, in percent), ±5% (a range around nothing), 365天×24小时 (a length of time)."""
    if "/" in folded and (share := _SHARE_OF_ONE.fullmatch(folded)):
        part, whole = Decimal(share["part"]), Decimal(share["whole"])
        if part >= whole:
            return None
        direction, strict = OPERATORS[share["operator"]] if share["operator"] else (None, False)
        if share["suffix"]:
            direction = SUFFIXES[share["suffix"]]
        number = (part * 100 / whole).quantize(Decimal("1.0000000000")).normalize()
        return Value(text, Kind.PERCENT, direction, number, "%", strict=strict)
    if "±" in folded and (around := _AROUND_NOTHING.fullmatch(folded)):
        number = _decimal(around["number"])
        kind = Kind.PERCENT if around["unit"] else Kind.NUMBER
        return Value(text, kind, None, -number, around["unit"], upper=number) if number else None
    if "小时" in folded and (day := _ALL_DAY.fullmatch(folded)):
        return Value(text, Kind.TIME, None, Decimal(day["days"]) * Decimal(day["hours"]), "小时")
    return None


_LENGTHS = {
    "半小时": "30分钟", "半个小时": "30分钟", "一刻钟": "15分钟", "三刻钟": "45分钟", "半年": "6个月",
    "一年半": "18个月", "一个半小时": "90分钟", "两个半小时": "150分钟",
}  # fmt: skip
"""Lengths of time that have a word in place of a figure; 半天 and 半个月 are of no one length."""
_HALVES = regex(rf"(?P<operator>{_OPERATOR})?(?P<length>{_any(_LENGTHS)})(?P<suffix>{_SUFFIX})?")


def in_figures(folded: str) -> str | None:
    """``百分之九十五`` -> ``95%``, ``三次`` -> ``3次``; None where no Chinese numeral is followed by a known unit."""
    if half := _HALVES.fullmatch(folded):
        return f"{half['operator'] or ''}{_LENGTHS[half['length']]}{half['suffix'] or ''}"
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


def _read(text: str, body: str, label: str | None, remark: str | None) -> Value | None:
    figure = _FIGURE.fullmatch(body)
    if figure is None:
        return None
    period = None
    if head := figure["head"]:
        if per := _PER.fullmatch(head):
            head, each = per["label"], per["per"]
            period = each[0] if each[0] != "每" else "/".join(each[1:].split("每"))
            if period.endswith(_SUFFIXES):
                return None
        found = label_before(head)
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
        measured = unit is not None or scale is not None or suffixes[0] is not None
        on_duty = unit == "小时" and _ON_DUTY.search(rest)  # 24小时值班 is no length of time
        if not measured or on_duty or not only_remarks(rest):
            return None
        remark = f"{rest};{remark}" if remark else rest
    if slash:
        if period:
            return None
        period = _JOINED.sub("/", slash[1:].removeprefix("每"))
        if period.endswith(_SUFFIXES):
            return None
    if measure and measure != (scale or "") + (unit or ""):
        return None
    if unit == "年" and (scale or 1900 <= number <= 2099):  # a calendar year, not a length of time
        return None
    towards = _towards(figure["operator"], suffixes, more=after["more"] is not None, spread=upper is not None)
    if towards is None:
        return None
    direction, strict, about = towards
    if remark in ("不含", "不含本数") and direction in (Direction.AT_LEAST, Direction.AT_MOST):
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
        about=about or figure["about"] is not None,
        remark=remark,
        label=label,
    )


def _towards(
    operator: str | None, suffixes: list[str | None], *, more: bool, spread: bool
) -> tuple[Direction | None, bool, bool] | None:
    """Direction, strictness and 左右 of the words around a figure; None where they contradict each other."""
    direction, strict = OPERATORS[operator] if operator else (None, False)
    about = False
    for suffix in filter(None, suffixes):
        other = SUFFIXES[suffix]
        if other is None:
            about = True
        elif direction not in (None, other) or spread:
            return None
        else:
            direction = other
    if more and (spread or direction is Direction.AT_MOST):
        return None
    if spread and operator and operator not in _KEPT_AT:
        return None
    if spread or (about and operator in _KEPT_AT):
        return None, False, about
    return (direction or Direction.AT_LEAST if more else direction), strict, about


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


def _decimal(figures: str) -> Decimal:
    return Decimal(figures.replace(",", ""))
