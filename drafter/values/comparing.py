"""Brings two figures to one measure, and tells where an interval lies against a target.

In: two ``Value``s that hold figures. Out: their numbers in the target's measure, or the Chinese reason why they cannot
be compared. Where a figure can be read on two scales (10.5 under a target in 万元), both readings are given.
"""

from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from drafter.numbers import percent, product, quotient
from drafter.patterns import regex
from drafter.values.folding import fold
from drafter.values.measured import Measured
from drafter.values.record import Direction, Kind, Question, Value, digits
from drafter.values.units import OPEN_SCALES, SCALES, TIMES_A_YEAR, YUAN, paces, quantity, scaled, sisters
from drafter.values.usual_direction import is_rate
from drafter.values.words_around import change, names_change

_ONE = Decimal(1)
_REACHED = regex("达到?约?\\s*[0-9０-９]")
_PER_CENT = Decimal("0.01")
_RATIO_UP_TO = Decimal(2)
"""A bare figure above 0 and up to this, beside a percentage, may be a ratio (0.95 for 95%)."""


class _Scale(NamedTuple):
    """What the target's and the actual's number are multiplied with, and what a difference is divided by."""

    target: Decimal = _ONE
    actual: Decimal = _ONE
    told: Decimal = _ONE


class Both(Struct, frozen=True):
    candidates: tuple[Measured, ...]
    """One, or one for each way in which the two figures can be read."""
    falling: bool
    """Both tell of a decrease (下降5%): more of it is better."""
    doubt: str = ""
    notes: tuple[str, ...] = ()
    """How the one was brought to the measure of the other."""
    first: bool = False
    """Whether the first candidate is the one to tell of where all agree."""
    question: Question | None = None
    """What is asked where the candidates do not agree."""


class Refused(NamedTuple):
    """Why two figures cannot be compared, and what to ask."""

    reason: str
    question: Question | None = None


def measured(target: Value, actual: Value, name: str) -> Both | Refused:
    """Both figures in one measure, or why they cannot be compared."""
    if target.number is None or actual.number is None:
        return Refused("没有可比的数")
    fallen = _fallen(target, actual, name)
    if fallen is None and (differ := _labels_differ(target, actual, name)):
        return Refused(differ)
    if fallen is None and (refused := _several_of_each(target, actual)):
        return refused
    if fallen is not None:
        return fallen
    read = _scales(target, actual, name)
    if isinstance(read, Refused):
        return read
    paced = _paced(target, actual)
    if isinstance(paced, Refused):
        return paced
    candidates = tuple(
        _measure(target, actual, _Scale(scale.target * pace.target, scale.actual * pace.actual, scale.told))
        for scale in read.scales
        for pace in paced.scales
    )
    falling = change(target.label) < 0 or change(actual.label) < 0
    return Both(
        candidates,
        falling,
        read.doubt or paced.doubt,
        tuple(filter(None, (read.note, paced.note))),
        paced.first and len(read.scales) == 1,
        read.question or paced.question,
    )


_SAVED = regex("节约|节省|节支|缩短")


def _fallen(target: Value, actual: Value, name: str) -> Both | Refused | None:
    """-6.2% for 下降5% is a fall of 6.2%; under a name alone (事故下降率) nobody knows. None where no minus stands."""
    assert target.number is not None
    assert actual.number is not None
    of_target, of_name = change(target.label) < 0, names_change(name, -1)
    if actual.number >= 0 or target.number < 0 or not (of_target or of_name):
        return None
    doubt = f"“{actual.text.strip()}”是下降{_size_of(actual)}，还是上升，不能确定"
    should = "写明是下降还是上升"
    question = Question("value-unreadable", "完成值", _both_texts(target, actual), doubt, should)
    plain = actual.direction is None and actual.upper is None and not actual.label
    if not plain or target.kind is not actual.kind or target.period != actual.period:
        return Refused(doubt, question)
    size = replace(actual, number=-actual.number, label=target.label)
    read = _scales(target, size, name)
    if isinstance(read, Refused) or len(read.scales) > 1:
        return Refused(doubt, question)
    fall = _measure(target, size, read.scales[0])
    if of_target and not _SAVED.search(f"{target.label}{name}"):
        note = f"“{actual.text.strip()}”按下降{_size_of(actual)}读"
        return Both((fall,), True, notes=(note,))
    return Both((fall, _measure(target, actual, read.scales[0])), True, doubt, question=question)


def _size_of(fall: Value) -> str:
    """12万元 of -12万元, in its own unit."""
    assert fall.number is not None
    unit = fall.unit or ""
    power = YUAN.get(unit, 0) if fall.kind is Kind.MONEY else SCALES.get(unit, 0)
    return f"{digits(scaled(-fall.number, -power))}{unit}"


_EACH_OF_SEVERAL = regex(
    "各(?:有|为|是|完成|开展|举办|组织|实现|达到?)?约?[≥>]?(?:[0-9]|[一二两三四五六七八九十]{1,3}[^个项类级种])"
)


def _several_of_each(target: Value, actual: Value) -> Refused | None:
    """上下半年各1次 is not 1次: how many there were together is not written."""
    one, other = (_EACH_OF_SEVERAL.search(fold(value.text)) is not None for value in (target, actual))
    if one == other or Kind.PERCENT in (target.kind, actual.kind):
        return None
    column, value = ("指标值", target) if one else ("完成值", actual)
    doubt = f"“{value.text.strip()}”合计多少没有写明"
    return Refused(doubt, Question("value-unreadable", column, _both_texts(target, actual), doubt, "写明合计数"))


class _Read(NamedTuple):
    """The scales on which two figures can be read, with what is said of it."""

    scales: tuple[_Scale, ...] = (_Scale(),)
    note: str = ""
    doubt: str = ""
    question: Question | None = None
    first: bool = False


def _both_texts(target: Value, actual: Value) -> str:
    return f"指标值“{target.text.strip()}”，完成值“{actual.text.strip()}”"


_NEAR = (Decimal("0.5"), Decimal(2))
"""A figure between half and twice the target may be the target's own measure."""
_FAR = (_ONE / 3, Decimal(3))


def _paced(target: Value, actual: Value) -> _Read | Refused:
    """Two periods brought together through the year: 1次/月 is 12次 a year.

    A count without a period is the year's (3次 of ≥1次/季), unless it is so near to the figure for one period that it
    may be meant for that; an amount of money without one is the same rate (400元 of 400元/人/月).
    """
    goal, done = paces(target.period), paces(actual.period)
    if target.period and actual.period and goal.each != done.each:
        return Refused(f"周期不同：指标值按“{target.period}”，完成值按“{actual.period}”")
    if target.kind is actual.kind is Kind.TIME and (refused := _hours_refused(target, actual)):
        return refused
    if goal.time == done.time or Kind.PERCENT in (target.kind, actual.kind):
        return _Read()
    assert target.number is not None
    assert actual.number is not None
    if goal.time is None or done.time is None:
        return _total_or_rate(target, actual, goal.time or done.time or "年", bool(goal.each or done.each))
    scales = tuple(
        _Scale(Decimal(one), Decimal(other)) for one in TIMES_A_YEAR[goal.time] for other in TIMES_A_YEAR[done.time]
    )
    ratio, raw = _ratio(target, actual, scales[0]), _ratio(target, actual, _Scale())
    if ratio is not None and raw is not None and _within(raw, _NEAR) and not _within(ratio, _FAR):
        return Refused(
            f"周期不同：指标值按“{target.period}”，完成值按“{actual.period}”",
            Question(
                "value-unreadable",
                "完成值",
                f"{_both_texts(target, actual)}，数相近，周期不同",
                "应是同一周期的数",
                "核对完成值是一年的还是一个周期的",
            ),
        )
    note = f"{_yearly(target, scales[0].target)}，{_yearly(actual, scales[0].actual)}"
    return _Read(scales, note, f"“{goal.time}”和“{done.time}”怎样折算不能确定", first=True)


def _total_or_rate(target: Value, actual: Value, time: str, shared: bool) -> _Read | Refused:
    kinds = {target.kind, actual.kind}
    if time != "年" and kinds == {Kind.MONEY} and not shared:
        times = Decimal(TIMES_A_YEAR[time][0])
        total = _Scale(times, _ONE) if paces(target.period).time else _Scale(_ONE, times)
        if _ratio(target, actual, total) == 1:  # 12000元 of 1000元/月: the year's
            return _Read((total,), f"“{target.text.strip()}”与“{actual.text.strip()}”按全年比较")
    hours = kinds == {Kind.TIME}
    if shared and kinds == {Kind.NUMBER} and _ratio(target, actual, _Scale()) != 1:
        return _heads_unknown(target, actual)
    if time == "年" or shared or not (hours or (Kind.NUMBER in kinds and Kind.TIME not in kinds)):
        return _Read()
    on_target = paces(target.period).time is not None
    totals = tuple(
        _Scale(Decimal(often), _ONE) if on_target else _Scale(_ONE, Decimal(often)) for often in TIMES_A_YEAR[time]
    )
    paced, bare = (target, actual) if on_target else (actual, target)
    note = f"{_yearly(paced, Decimal(TIMES_A_YEAR[time][0]))}，与“{bare.text.strip()}”比较"
    unsure = f"“{time}”怎样折算不能确定"
    asked = Question(
        "value-unreadable", "完成值", f"{_both_texts(target, actual)}，{note}", unsure, "写明全年合计应是多少"
    )
    yearly, rate = _ratio(target, actual, totals[0]), _ratio(target, actual, _Scale())
    if hours and rate is not None and _within(rate, _NEAR):  # 8小时 of 8小时/天
        return _Read()
    if yearly is None or rate is None or _within(yearly, _NEAR) or not _within(rate, _NEAR):
        return _Read(totals, note, unsure, asked, first=True)
    doubt = f"“{bare.text.strip()}”没有写明是全年的还是每{time}的"
    question = Question(
        "value-unreadable", "完成值" if on_target else "指标值", _both_texts(target, actual), doubt, "写明周期"
    )
    return _Read((*totals, _Scale()), "", doubt, question)


def _heads_unknown(target: Value, actual: Value) -> Refused:
    """12次 of ≥1次/人/月: for how many heads nobody has written."""
    paced, bare, column = (target, actual, "完成值") if target.period else (actual, target, "指标值")
    doubt = f"“{bare.text.strip()}”是合计还是每{paces(paced.period).each[0]}的，没有写明"
    should = "应写明每个对象、每个周期是多少"
    return Refused(doubt, Question("value-unreadable", column, _both_texts(target, actual), should, "写明周期和对象"))


def _hours_refused(target: Value, actual: Value) -> Refused | None:
    """Hours a day beside days, or far more hours than each one should have: nothing tells how many there were."""
    goal, done = paces(target.period), paces(actual.period)
    (what, size), (what_done, size_done) = quantity(target.unit or ""), quantity(actual.unit or "")
    if goal == done or (what, what_done) != ("秒", "秒"):
        return None
    ratio = _ratio(target, actual, _Scale(size, size_done))
    if goal.time == done.time or goal.each or done.each:
        clear = ratio is None or ratio <= _FAR[1]
    else:
        clear = size == size_done or {goal.time, done.time} == {None, "年"}
    if clear:
        return None
    doubt = f"{_both_texts(target, actual)}，不能确定怎样折算"
    should = "核对完成值是一年的还是一个周期的"
    return Refused(
        doubt, Question("value-unreadable", "完成值", _both_texts(target, actual), "应是同一周期的数", should)
    )


def _yearly(value: Value, times: Decimal) -> str:
    assert value.number is not None
    unit = value.unit or ""
    shown = scaled(value.number, -YUAN[unit]) if value.kind is Kind.MONEY and unit in YUAN else value.number
    total = digits(product(shown, times))
    return f"“{value.text.strip()}”全年为{total}{unit if unit not in OPEN_SCALES else ''}"


def _ratio(target: Value, actual: Value, scale: _Scale) -> Decimal | None:
    """actual ÷ target in one measure, None where the target is nothing."""
    if target.number is None or actual.number is None:
        return None
    return quotient(product(actual.number, scale.actual), product(target.number, scale.target))


def _within(ratio: Decimal, bounds: tuple[Decimal, Decimal]) -> bool:
    return bounds[0] <= ratio <= bounds[1]


def _measure(target: Value, actual: Value, scale: _Scale) -> Measured:
    assert target.number is not None
    assert actual.number is not None
    goal, number = product(target.number, scale.target), product(actual.number, scale.actual)
    upper = product(target.upper, scale.target) if target.upper is not None else None
    low: Decimal | None = number
    high: Decimal | None = number if actual.upper is None else product(actual.upper, scale.actual)
    if actual.about and high is not None:
        room = _room(actual, number)
        low, high = number - room, high + room
    # 达到89% is said of 89%, though 达到 before a target means at least.
    if actual.direction is Direction.AT_LEAST and not _REACHED.search(actual.text):
        high = None
    elif actual.direction is Direction.AT_MOST:
        low = None
    room = _room(target, goal) if target.about else Decimal(0)
    return Measured(goal, number, upper, room, low, high, actual.strict, scale.told)


def _room(value: Value, number: Decimal) -> Decimal:
    """How far 左右 and 约 reach: 1 percentage point, or 1% of any other figure."""
    return _ONE if value.kind is Kind.PERCENT else abs(product(number, _PER_CENT))


def _labels_differ(target: Value, actual: Value, name: str) -> str | None:
    one, other = change(target.label), change(actual.label)
    if one != other:
        if (one and other) or not names_change(name, one or other):
            return f"一方是增减幅度，另一方不是：指标值“{target.text.strip()}”，完成值“{actual.text.strip()}”"
        return None
    if one or not target.label or not actual.label or target.label in actual.label or actual.label in target.label:
        return None
    return f"说的不是一回事：指标值是“{target.label}”，完成值是“{actual.label}”"


def _scales(target: Value, actual: Value, name: str) -> _Read | Refused:
    kinds = (target.kind, actual.kind)
    differ = Refused(f"单位不同：{_both_texts(target, actual)}")
    if Kind.PERCENT in kinds:
        return _percents(target, actual, name) or differ
    if shares := _ratio_beside_percent(target, actual, name):
        return shares
    if ten_thousand := _ten_thousand(target, actual):
        return ten_thousand
    if Kind.MONEY in kinds and (target.kind is actual.kind or _open(target) or _open(actual)):
        return _Read()
    for bare, other, sign in ((target, actual, -1), (actual, target, 1)):
        if bare.unit is None:
            return _without_unit(bare, other, sign)
    if Kind.MONEY in kinds:
        return differ
    if _open(target) or _open(actual):
        return _Read()
    (what, size), (what_done, size_done) = quantity(target.unit or ""), quantity(actual.unit or "")
    if what == what_done:
        return _Read((_Scale(size, size_done, size),))
    if {what, what_done} == {"亩", "平方米"} and {target.unit, actual.unit} & {"公顷", "亩"} == {"公顷", "亩"}:
        return _Read((_Scale(*(Decimal(_MU[unit]) for unit in (target.unit, actual.unit, target.unit) if unit)),))
    ratio = _ratio(target, actual, _Scale())
    if sisters(target.unit or "", actual.unit or "") and (ratio is None or _within(ratio, _NEAR)):
        return _Read(note=f"“{target.text.strip()}”与“{actual.text.strip()}”按同一计数单位比较")
    return differ


_MU = {"亩": 1, "公顷": 15}
"""亩 in a 公顷; a square metre is no whole part of a 亩, and 667 of them are often written for one."""


def _without_unit(bare: Value, other: Value, sign: int) -> _Read:
    """A figure without a unit beside one in 万元 or 万: in that unit where that is near, else in 元 or in ones."""
    power = YUAN.get(other.unit or "", 0) if other.kind is Kind.MONEY else 0
    if _open(other):
        power = SCALES[other.unit or ""]
    if not bare.number or not other.number:
        return _Read()
    if not power:
        return _without_counted_unit(bare, other, sign)
    alone = quotient(abs(bare.number), abs(other.number)) or _ONE
    same = scaled(alone, power)
    scale = _Scale(actual=scaled(_ONE, sign * power))
    if _within(same, _TENFOLD):
        return _Read((scale,), f"“{bare.text.strip()}”没有写单位，按“{other.unit}”读")
    if _within(alone, _TENFOLD):
        return _Read(note=f"“{bare.text.strip()}”没有写单位，按“{(other.unit or '').removeprefix('万') or '个'}”读")
    doubt = f"“{other.text.strip()}”与“{bare.text.strip()}”只有一方写明单位"
    return _Read((_Scale(), scale), doubt=doubt)


_COUNTED = regex("[0-9](万亿|千万|百万|十万|亿|万)")


def _without_counted_unit(bare: Value, other: Value, sign: int) -> _Read:
    """30.2 beside ≥30万吨: in 万吨 where that is near; else as it stands, or not to be told which."""
    found = _COUNTED.findall(fold(other.text))
    if len(found) != 1 or other.unit is None or bare.number is None or other.number is None:
        return _Read()
    power = SCALES[found[0]]
    alone = quotient(abs(bare.number), abs(other.number)) or _ONE
    if _within(alone, _TENFOLD):
        return _Read()
    scale = _Scale(actual=scaled(_ONE, sign * power))
    if _within(scaled(alone, power), _NEAR):
        return _Read((scale,), f"“{bare.text.strip()}”没有写单位，按“{found[0]}{other.unit}”读")
    doubt = f"“{other.text.strip()}”与“{bare.text.strip()}”只有一方写明单位"
    column, told = ("完成值", _both_texts(other, bare)) if sign > 0 else ("指标值", _both_texts(bare, other))
    question = Question("unit-mixed", column, told, "应使用同一单位", f"核对是不是{found[0]}{other.unit}")
    return _Read((_Scale(), scale), doubt=doubt, question=question)


_TENFOLD = (Decimal("0.1"), Decimal(10))
_TEN_THOUSAND = Decimal(10000)


def _ten_thousand(target: Value, actual: Value) -> _Read | None:
    """The same figure with 万 left out or put in too much (62.73 and 62.73万元, 15元 and 15万元)."""
    if Kind.TIME in (target.kind, actual.kind) or not target.number or not actual.number:
        return None
    if (target.kind is actual.kind and target.period != actual.period) or target.number * actual.number < 0:
        return None
    shift = _Scale(_ONE, _TEN_THOUSAND) if target.number > actual.number else _Scale(_TEN_THOUSAND, _ONE)
    ratio = _ratio(target, actual, shift)
    money = target.kind is actual.kind is Kind.MONEY
    one_ten_thousand = ("万" in target.text) is not ("万" in actual.text)
    texts = _both_texts(target, actual)
    if ratio == 1:
        figures = len(target.number.normalize().as_tuple().digits)
        if not (one_ten_thousand or figures > 1):
            return None
        if target.unit and actual.unit and not money and quantity(target.unit)[0] != quantity(actual.unit)[0]:
            return None if not (_open(target) or _open(actual)) else _Read((shift,), f"{texts}，是同一个数，“万”有出入")
        return _Read((shift,), f"{texts}，是同一个数，“万”有出入")
    if money and one_ten_thousand and ratio is not None and _within(ratio, _NEAR):
        question = Question("unit-mixed", "完成值", f"{texts}，相差约一万倍", "应使用同一单位", "核对是元还是万元")
        return _Read((_Scale(), shift), "", f"{texts}，相差约一万倍，不能确定单位是元还是万元", question)
    return None


def _open(value: Value) -> bool:
    return value.unit in OPEN_SCALES


def _percents(target: Value, actual: Value, name: str) -> _Read | Refused | None:
    """Percentages, or one beside a bare figure on the same scale (95 for 95%); None where the units differ."""
    if target.kind is actual.kind:
        one, other = _SIZES.get(target.unit or ""), _SIZES.get(actual.unit or "")
        if (one is None) != (other is None):
            return None
        return _Read((_Scale(one or _ONE, other or _ONE),))
    bare, rate = (target, actual) if target.kind is not Kind.PERCENT else (actual, target)
    if bare.kind is not Kind.NUMBER or bare.unit is not None or bare.period is not None or bare.number is None:
        return None
    if bare.number == 0:
        size = _SIZES.get(rate.unit or "", _ONE)
        return _Read((_Scale(size, size),))
    most = max(Decimal(100), rate.number or _ONE)
    if rate.unit != "%" or not _RATIO_UP_TO < bare.number <= most:
        reason = f"“{bare.text.strip()}”没有百分号，不能确定它与“{rate.text.strip()}”是否同一口径"
        return Refused(reason, _asked_for_percent(bare, target, actual) if rate.unit == "%" else None)
    if bare is target and name and not is_rate(name):
        return Refused(f"指标值“{bare.text.strip()}”看来不是百分数，完成值“{rate.text.strip()}”是")
    return _Read()


def _asked_for_percent(bare: Value, target: Value, actual: Value) -> Question | None:
    if bare.number is None or not 0 < bare.number <= _RATIO_UP_TO:
        return None
    meant = percent(bare.number)
    column = "指标值" if bare is target else "完成值"
    return Question("percent-scale", column, _both_texts(target, actual), f"是否为 {meant}", f"改写为 {meant}")


_NO_SHARE = regex("[长宽高深厚温湿浓强密速年季月亮浊精粘硬坡角]度|[频功倍汇费容]率")


def _ratio_beside_percent(target: Value, actual: Value, name: str) -> _Read | None:
    """1 beside 100 under 合格率: a ratio may stand beside a percentage, both without a sign."""
    if not is_rate(name) or _NO_SHARE.search(name) or not target.number or not actual.number:
        return None
    if any(value.kind is not Kind.NUMBER or value.unit or value.period for value in (target, actual)):
        return None
    small, large = sorted((target, actual), key=lambda value: value.number or _ONE)
    assert small.number is not None
    assert large.number is not None
    if not 0 < small.number <= _ONE or not 10 <= large.number <= 200:
        return None
    hundred = Decimal(100)
    scale = _Scale(hundred, _ONE) if small is target else _Scale(_ONE, hundred)
    doubt = f"{_both_texts(target, actual)}都没有百分号，不能确定是否同一口径"
    return _Read((_Scale(), scale), "", doubt, _asked_for_percent(small, target, actual))


_SIZES = {"%": _ONE, "‰": Decimal("0.1")}
