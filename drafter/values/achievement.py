"""Compares an actual with its target: met, missed, not carried out, or not to be told.

In: two ``Value``s, the indicator's name and classes, the report's year. Out: an ``Achievement`` with the direction
that was used, the completion (a ratio) and the difference. A form that is not understood is 无法判断, never a verdict
by guess; an actual that only repeats or claims its target is judged as claimed, and the checks warn of it.
"""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from drafter.numbers import quotient
from drafter.patterns import regex
from drafter.values import (
    Basis,
    Claim,
    Direction,
    Kind,
    Question,
    Value,
    as_money,
    fold,
    is_unwanted,
    usual_direction,
)
from drafter.values.comparing import Both, Refused, measured
from drafter.values.dates import as_day, serial_day
from drafter.values.figures import read_figure
from drafter.values.measured import Measured
from drafter.values.states import compare_words, is_none_wanted, names_none, says_none


class Verdict(StrEnum):
    """判断; 超额 is told elsewhere, from the completion and the pack's threshold."""

    MET = "达成"
    MISSED = "未达成"
    NOT_STARTED = "未开展"
    UNKNOWN = "无法判断"


class Achievement(Struct, frozen=True):
    verdict: Verdict
    direction: Direction | None
    """The one used, after name and class; None where no figures or dates were compared."""
    completion: Decimal | None
    """A ratio: 正向 actual/target, 反向 target/actual, 等于 and ranges the one below 1.

    None where nothing divides, and for 无法判断."""
    difference: Decimal | None
    """actual − target in the target's unit; 元 for money, percentage points for percents; 0 inside a range."""
    days_late: int | None
    """Days after the last day allowed; None where it is met or the actual is not one day."""
    reason: str
    basis: Basis | None = None
    """How the direction is known; None where none was used."""
    notes: tuple[str, ...] = ()
    """How the two cells were brought together (1次/月按全年12次比较), for the person who reads the score."""
    question: Question | None = None
    """无法判断 until this is answered."""


_ZERO_EVENTS = ("未发生", "零事故", "零投诉", "无事故", "无投诉", "零发生", "零差错", "无差错", "零违规", "无违规")
_COMPLETION_RATE = regex("(?:完成|达成|实现)率")
_ALL_DONE = frozenset({"完成", "全部完成", "全面完成", "100%完成", "完成100%", "全部实现", "100%达成"})
_LEVELS = {
    Claim.MET: (Verdict.MET, "完成值写的是结论“{}”，按所称判断"),
    Claim.PARTLY: (Verdict.MISSED, "完成值写的是“{}”，只是部分达成"),
    Claim.MISSED: (Verdict.MISSED, "完成值写的是“{}”"),
    Claim.NOT_STARTED: (Verdict.NOT_STARTED, "完成值写的是“{}”"),
}


def achievement(
    target: Value,
    actual: Value,
    *,
    name: str = "",
    level2: str = "",
    level1: str = "",
    year: int | None = None,
    stated: Direction | None = None,
) -> Achievement:
    """The verdict on one indicator.

    ``year`` is the report's, for dates that name none; ``stated`` the direction that the row's criterion is written in.
    """
    target, actual = answered(target, actual, name)
    if actual.claim is Claim.NOT_STARTED:
        return _as_claimed(actual)
    if (target.date is None) is not (actual.date is None):
        target, actual = as_day(target, actual.date), as_day(actual, target.date)
    for value, column in ((target, "指标值"), (actual, "完成值")):
        if value.blank:
            return _unknown(f"{column}未填（“{value.text.strip()}”）" if value.text.strip() else f"{column}未填")
        if value.kind is Kind.UNREADABLE:
            meant = f"，是否为“{value.suggestion}”" if value.suggestion else ""
            return _unknown(f"{column}“{_short(value)}”无法识别{meant}")
    target, actual = as_money(target, name, level2, level1), as_money(actual, name, level2, level1)
    if _is_class(target, name, level2) and _is_class(actual, name, level2):
        return _words_of_class(target, actual)
    if target.kind is Kind.PERCENT and actual.is_verdict and _COMPLETION_RATE.search(name):
        actual = (
            read_figure(actual.text, fold(actual.text).rpartition("率")[2].lstrip("为达到:")) or actual
        )  # 目标完成率96% is that indicator's own rate
    if Kind.QUALITATIVE in (target.kind, actual.kind):
        found = _words(target, actual)
        if isinstance(found, Achievement):
            return found
        target, actual = found
    if Kind.LIST in (target.kind, actual.kind):
        return _lists(
            target, actual, partial(achievement, name=name, level2=level2, level1=level1, year=year, stated=stated)
        )
    if target.date or actual.date:
        result = _dates(target, actual, year)
    else:
        result = _figures(target, actual, name, level2, level1, stated)
    return _beside_claim(result, actual)


_COUNTS_CLASSES = regex("种类|类别|类型|品类|数|几类|各类|多类|补助|补贴|活动|培训|产品|服务")


def _is_class(value: Value, name: str, level2: str) -> bool:
    """3类 of 水质 is a grade, of 补助种类 a count; 数量指标 count."""
    graded = value.unit in ("类", "级", "等") and value.period is None
    return graded and level2 != "数量指标" and not _COUNTS_CLASSES.search(name)


def _words_of_class(target: Value, actual: Value) -> Achievement:
    if _bare(target) == _bare(actual):
        return Achievement(Verdict.MET, None, None, None, None, "完成值与指标值文字相同，按所称判断")
    found = f"指标值“{_short(target)}”，完成值“{_short(actual)}”"
    question = Question("value-unreadable", "完成值", found, "是等级还是数量，等级哪个更好，应写明", "把完成值写完整")
    return replace(_unknown("等级不是数量，不能确定哪个更好"), question=question)


def answered(target: Value, actual: Value, name: str) -> tuple[Value, Value]:
    """Both cells, with 无 as an answer where the target is none of something: 零安全事故, 0起, 零."""
    goal = _bare(target)
    none = goal == "无" and is_unwanted(name)
    nothing = goal in ("零", "0") or (target.is_figure and target.number == 0 and not target.strict)
    kept_low = target.is_figure and target.direction is Direction.AT_MOST and is_unwanted(name)
    wanted = none or nothing or kept_low or is_none_wanted(goal)
    if not wanted and not names_none(goal):
        return target, actual
    if none or goal == "零":
        target = replace(target, kind=Kind.NUMBER, number=Decimal(0), direction=Direction.AT_MOST, blank=False)
    elif target.is_figure and target.direction is None and is_none_wanted(goal):
        target = replace(target, direction=Direction.AT_MOST)
    if actual.blank and says_none(_bare(actual)):
        actual = replace(actual, kind=Kind.QUALITATIVE, blank=False)
    return target, actual


def _figures(
    target: Value, actual: Value, name: str, level2: str, level1: str, stated: Direction | None
) -> Achievement:
    both = measured(target, actual, name)
    if isinstance(both, Refused):
        return replace(_unknown(both.reason), question=both.question)
    direction, why, basis = target.direction, "", Basis.WRITTEN
    if target.about:
        direction = Direction.EQUAL
    elif direction is None and target.upper is None:
        if both.falling:
            direction, why = Direction.AT_LEAST, "按降幅判断"
        elif stated is not None:
            direction, why = stated, "评分标准"
        else:
            duration = Kind.TIME in (target.kind, actual.kind)
            direction, why, basis = usual_direction(name, level2, level1, duration=duration, target=target)
        if why and basis is Basis.UNKNOWN and len({_reached(both, way, target) for way in _WAYS}) > 1:
            return _asked_for_direction(target, actual, name)
        guessed = not why or (basis is Basis.INFERRED and direction is Direction.AT_LEAST)
        if guessed and target.number == 0 and actual.number != 0:
            return _unknown("指标值为0，又没有写明方向，不能确定是越多越好还是不得发生")
        why = why and f"（{why}，按{direction.value}判断）"
    elif direction is None:
        direction = usual_direction(name, level2, level1).direction
    known = (basis, both.notes)
    results = [_judged(candidate, direction, target, actual, why, known) for candidate in both.candidates]
    result = results[0]
    if len({result.verdict for result in results}) > 1:
        return replace(_unknown(both.doubt), question=both.question)
    if len(results) > 1 and not both.first:
        result = replace(result, completion=None, difference=None, reason=f"{both.doubt}，两种读法结论相同")
    if basis is Basis.UNKNOWN and result.verdict is Verdict.MISSED:
        return _asked_for_direction(target, actual, name)
    return result


_WAYS = (Direction.AT_LEAST, Direction.AT_MOST)


def _reached(both: Both, direction: Direction, target: Value) -> tuple[bool | None, ...]:
    return tuple(measures.met(direction, strict=target.strict) for measures in both.candidates)


def _asked_for_direction(target: Value, actual: Value, name: str) -> Achievement:
    """A bare figure under a name that does not tell whether more or less of it is wanted."""
    wanted = f"“≥{_short(target)}”还是“≤{_short(target)}”"
    found = f"“{name}”指标值“{_short(target)}”没有写明方向，完成值“{_short(actual)}”"
    question = Question("direction-suspect", "指标值", found, f"是{wanted}", "在指标值前写上 ≥ 或 ≤")
    reason = f"指标值“{_short(target)}”没有写明是越多越好还是越少越好"
    return replace(_unknown(reason), basis=Basis.UNKNOWN, question=question)


def at_full_points(reached: Achievement, target: Value, actual: Value, name: str) -> Achievement:
    """The verdict on a row that was given full points: a miss in a direction that was only inferred is asked about.

    Nobody gives full points to what missed its target, so it is as likely that the figure is meant the other way.
    """
    if reached.verdict is not Verdict.MISSED or reached.basis is not Basis.INFERRED:
        return reached
    return _asked_for_direction(target, actual, name)


def _judged(
    measures: Measured,
    direction: Direction,
    target: Value,
    actual: Value,
    why: str,
    known: tuple[Basis, tuple[str, ...]],
) -> Achievement:
    """The verdict in one measure; ``known``: how the direction and the measure are."""
    basis, notes = known
    met = measures.met(direction, strict=target.strict)
    used = Direction.EQUAL if measures.upper is not None else direction
    if met is None:
        reason = f"不能确定“{_short(actual)}”是否达到“{_short(target)}”"
        if target.about:
            reason = f"“{_short(target)}”只在上下1个百分点（其他数1%）以内判为达成"
        return replace(_unknown(reason), direction=used, basis=basis, notes=notes)
    reason = f"完成值“{_short(actual)}”{'符合' if met else '不符合'}“{_short(target)}”{why}"
    if target.direction and fold(target.text) == fold(actual.text):
        reason = f"完成值照抄了指标值“{_short(target)}”，按所称判断"
    return Achievement(
        Verdict.MET if met else Verdict.MISSED,
        used,
        _completion(measures, direction),
        _difference(measures),
        None,
        reason,
        basis,
        notes,
    )


def _difference(measures: Measured) -> Decimal:
    """actual − target in the unit that is told; for a range, how far outside it."""
    gap = measures.actual - measures.target
    if measures.upper is not None:
        gap = min(gap, Decimal(0)) or max(measures.actual - measures.upper, Decimal(0))
    return quotient(gap, measures.told) or Decimal(0)


def _completion(measures: Measured, direction: Direction) -> Decimal | None:
    target, actual = measures.target, measures.actual
    if target < 0 or actual < 0:
        return None
    if measures.upper is not None:
        if measures.spread:
            return None
        if target <= actual <= measures.upper:
            return Decimal(1)
        return quotient(actual, target) if actual < target else quotient(measures.upper, actual)
    if measures.spread:
        return None
    if direction is Direction.AT_LEAST:
        return quotient(actual, target)
    if direction is Direction.AT_MOST:
        return quotient(target, actual)
    return quotient(min(target, actual), max(target, actual))


def _dates(target: Value, actual: Value, year: int | None) -> Achievement:
    if target.date is None or actual.date is None:
        reason = f"一方是日期，另一方不是：指标值“{_short(target)}”，完成值“{_short(actual)}”"
        return replace(_unknown(reason), question=_serial(target, actual))
    asked = year
    if year is None and target.date.needs_year and actual.date.needs_year:
        asked = 2000  # both in the report's year, whichever it is; a leap year, so that 2月29日 stands
    last = target.date.last.on(asked)
    unclear = target.date.unclear_until.on(asked) if target.date.unclear_until else last
    done = actual.date.last.on(asked)
    begun = actual.date.first.on(asked) if actual.date.first else None
    if last is None or unclear is None or done is None or (actual.date.first is not None and begun is None):
        return _unknown("一方写了年份，另一方没有，又不知道报告年度")
    late = None
    if done <= last:
        verdict, reason = Verdict.MET, f"完成时间“{_short(actual)}”不晚于“{_short(target)}”"
    elif begun is not None and begun > unclear:
        late = (begun - unclear).days if begun == done else None
        verdict = Verdict.MISSED
        reason = f"完成时间“{_short(actual)}”晚于“{_short(target)}”{f'{late}天' if late else ''}"
    elif begun is not None and begun > last:
        verdict, reason = Verdict.UNKNOWN, f"“{_short(target)}”是否包括当期不明"
    else:
        verdict, reason = Verdict.UNKNOWN, f"“{_short(actual)}”可能早于也可能晚于“{_short(target)}”的期限"
    notes = tuple(
        f"“{_short(value)}”按{value.date.last.month}月{value.date.last.day}日读"
        for value in (target, actual)
        if value.date is not None and value.kind is not Kind.TIME
    )
    return Achievement(verdict, Direction.AT_MOST, None, None, late, reason, notes=notes)


def _serial(target: Value, actual: Value) -> Question | None:
    """The day behind a number that Excel shows for a date in a cell of another format (45561: 2024年9月26日)."""
    for value, column in ((target, "指标值"), (actual, "完成值")):
        day = serial_day(value)
        if day is not None:
            told = f"{day.year}年{day.month}月{day.day}日"
            found = f"{column}“{_short(value)}”看来是 Excel 的日期序号，即{told}"
            return Question("value-unreadable", column, found, "应是日期", f"核对后改写为 {told}")
    return None


def _words(target: Value, actual: Value) -> Achievement | tuple[Value, Value]:
    """The verdict where words stand on one side or both, or the pair as figures where the words are a figure."""
    same = _bare(target) == _bare(actual)
    told = _as_told(target, actual)
    if told is not None and told.verdict is Verdict.MISSED:
        return told
    if actual.kind is Kind.QUALITATIVE and actual.claim is not None and not (actual.claim is Claim.PARTLY and same):
        return _as_claimed(actual)
    if same:
        return Achievement(Verdict.MET, None, None, None, None, "完成值与指标值文字相同，按所称判断")
    if told is not None:
        return told
    if {_bare(target), _bare(actual)} == {"是", "否"}:
        return Achievement(Verdict.MISSED, None, None, None, None, f"应为“{_short(target)}”，实为“{_short(actual)}”")
    denied = _bare(target) and _bare(actual) in {f"{word}{_bare(target)}" for word in ("未", "没有", "未能", "不")}
    if target.kind is Kind.QUALITATIVE and denied:
        return Achievement(Verdict.MISSED, None, None, None, None, f"完成值“{_short(actual)}”与目标相反")
    if _carried_out(target, actual):
        return Achievement(Verdict.MET, None, None, None, None, f"完成值给出了“{_short(target)}”的幅度")
    if _bare(target) in _ALL_DONE and actual.kind is Kind.PERCENT:
        return replace(target, kind=Kind.PERCENT, number=Decimal(100), unit="%", claim=None), actual
    ceiling = target.direction is Direction.AT_MOST or (target.number == 0 and target.direction is None)
    nothing = _bare(actual).startswith(_ZERO_EVENTS) or says_none(_bare(actual))
    if target.is_figure and ceiling and actual.kind is Kind.QUALITATIVE and nothing:
        return replace(target, direction=Direction.AT_MOST), replace(actual, kind=Kind.NUMBER, number=Decimal(0))
    if target.kind is Kind.QUALITATIVE and target.direction and actual.kind is not Kind.QUALITATIVE:
        limit = "上限" if target.direction is Direction.AT_MOST else "下限"
        return _unknown(f"指标值“{_short(target)}”没有写明{limit}是多少")
    if names_none(_bare(target)) and says_none(_bare(actual)):
        found = f"指标值“{_short(target)}”，完成值“{_short(actual)}”"
        question = Question("value-unreadable", "完成值", found, "应写明是没有发生还是没有做", "把完成值写完整")
        return replace(_unknown(f"完成值“{_short(actual)}”说的是没有发生还是没有做，不能确定"), question=question)
    if target.kind is Kind.QUALITATIVE:
        return _unknown(f"定性指标，完成值“{_short(actual)}”看不出是否达到“{_short(target)}”")
    return _unknown(f"完成值“{_short(actual)}”不是可与“{_short(target)}”比较的数")


def _as_told(target: Value, actual: Value) -> Achievement | None:
    """What the words of both say of each other, for targets in words."""
    if target.kind is not Kind.QUALITATIVE:
        return None
    told = compare_words(_bare(target), _bare(actual))
    if told is None:
        return None
    reason = f"完成值“{_short(actual)}”{'达到' if told else '没有达到'}“{_short(target)}”"
    return Achievement(Verdict.MET if told else Verdict.MISSED, None, None, None, None, reason)


_CHANGES = ("增加", "增长", "提高", "提升", "上升", "下降", "降低", "减少")


def _carried_out(target: Value, actual: Value) -> bool:
    """较上年下降 → 较上年下降12.5%: the same change, with its size."""
    wanted, told = _bare(target), _bare(actual)
    if target.kind is not Kind.QUALITATIVE or not wanted.endswith(_CHANGES) or not told.startswith(wanted):
        return False
    size = told.removeprefix(wanted).removeprefix("了")
    figure = size.rstrip("%‰个百分点人次家户件起元万亿")
    return bool(figure) and figure.replace(".", "", 1).isdecimal() and float(figure) > 0


def _lists(target: Value, actual: Value, each: Callable[[Value, Value], Achievement]) -> Achievement:
    """Element by element, by their labels or else in order; the worst of them, where all can be told."""
    if target.kind is not Kind.LIST:
        return _beside_claim(_several(actual, [each(target, item) for item in actual.items]), actual)
    pairs = _paired(target.items, actual.items)
    if pairs is None:
        return _unknown("指标值列了几项，完成值没有逐项对应")
    results = [each(one, other) for one, other in pairs]
    for number, result in enumerate(results, 1):
        if result.verdict is Verdict.UNKNOWN:
            return _unknown(f"第{number}项：{result.reason}")
    order = (Verdict.NOT_STARTED, Verdict.MISSED, Verdict.MET)
    worst = min(results, key=lambda result: order.index(result.verdict))
    return _beside_claim(
        Achievement(
            worst.verdict,
            worst.direction,
            _least(results),
            None,
            max((result.days_late for result in results if result.days_late is not None), default=None),
            f"逐项比较，第{results.index(worst) + 1}项：{worst.reason}",
        ),
        actual,
    )


def _several(actual: Value, results: list[Achievement]) -> Achievement:
    """Several figures under one target: rates and times each for itself; counts may have to be added up."""
    verdicts = {result.verdict for result in results}
    alone = all(item.kind in (Kind.PERCENT, Kind.TIME) for item in actual.items)
    enough = all(result.direction is Direction.AT_LEAST for result in results)
    if verdicts == {Verdict.MET} and (alone or enough):
        told = "完成值列了几个数，个个达到指标值"
        return replace(results[0], completion=_least(results), difference=None, reason=told)
    if verdicts == {Verdict.MISSED} and alone:
        told = "完成值列了几个数，都没有达到指标值"
        return replace(results[0], completion=_least(results), difference=None, reason=told)
    return _unknown("完成值列了几个数，指标值只有一个，不能确定怎样比较")


def _paired(targets: tuple[Value, ...], actuals: tuple[Value, ...]) -> list[tuple[Value, Value]] | None:
    if len(targets) != len(actuals):
        return None
    labelled = {value.label: value for value in actuals if value.label}
    if len(labelled) == len(actuals) and all(value.label for value in targets):
        if {value.label for value in targets} != labelled.keys():
            return None
        return [(value, labelled[value.label]) for value in targets if value.label]
    return list(zip(targets, actuals, strict=True))


def _least(results: list[Achievement]) -> Decimal | None:
    ratios = [result.completion for result in results if result.completion is not None]
    return min(ratios) if len(ratios) == len(results) else None


def _beside_claim(result: Achievement, actual: Value) -> Achievement:
    """A figure that says one thing and words beside it that say another (80人，未完成) decide nothing."""
    if actual.claim is None or actual.kind is Kind.QUALITATIVE or result.verdict is Verdict.UNKNOWN:
        return result
    if (actual.claim is Claim.MET) == (result.verdict is Verdict.MET):
        return result
    return replace(_unknown(f"完成值“{_short(actual)}”的数与文字结论不一致"), direction=result.direction)


def _as_claimed(actual: Value) -> Achievement:
    assert actual.claim is not None
    verdict, reason = _LEVELS[actual.claim]
    return Achievement(verdict, None, None, None, None, reason.format(_short(actual)))


def _unknown(reason: str) -> Achievement:
    return Achievement(Verdict.UNKNOWN, None, None, None, None, reason)


def _bare(value: Value) -> str:
    return fold(value.text).strip("。;,、!\n")


def _short(value: Value) -> str:
    text = " ".join(value.text.split())
    return text if len(text) <= 30 else text[:29] + "…"
