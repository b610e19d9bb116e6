"""Reads 每降低1%扣0.5分 and the like: the side that counts, the step, what a step costs, and from which base.

In: one clause without commas. Out: a ``Rule`` with a ``Cut``, or None where any part of it is not of the usual forms
(除特殊情况外每逾期1天, 每有一项不符合).
"""

import re
from decimal import Decimal

from msgspec.structs import replace

from drafter.criteria.clauses import NUM
from drafter.criteria.conditions import Case, Edge, Figures, When, with_direction
from drafter.criteria.outcomes import Cut, Side
from drafter.criteria.rules import Rule
from drafter.patterns import regex
from drafter.values import Claim, Direction, Kind, Value, read_value
from drafter.values.units import UNITS

_VERBS: dict[str, Side] = {
    **dict.fromkeys(("降低", "下降", "低于", "低", "减少", "少于", "少", "缺少", "缺"), Side.BELOW),
    **dict.fromkeys(("超过", "超出", "超", "增加", "上升", "高于", "高出", "高", "多出", "多"), Side.ABOVE),
    **dict.fromkeys(("相差", "差"), Side.SHORT),
    **dict.fromkeys(("偏离", "偏差"), Side.EITHER),
    **dict.fromkeys(("发生", "出现", "发现", "收到", "产生"), Side.EVENTS),
    **dict.fromkeys(("逾期", "延期", "延迟", "推迟", "迟", "晚", "拖延", "超期", "延后", "滞后"), Side.LATE),
}
_VERB = "|".join(sorted(_VERBS, key=len, reverse=True))
_UNIT = "|".join(re.escape(unit) for unit in sorted({*UNITS, "‰", "%", "万元", "工作日"}, key=len, reverse=True))
_TARGET = "(?:年初|年度|全年|预定|预期|既定|计划)?(?:目标|指标|计划|标准|达标线|任务)(?:值|数)?"
_WEIGHT = "(?:(?:该|本)(?:项|指标))?(?:权重|标准|满|总)?(?:分值?|权重|分数)"
_CUT = regex(
    rf"(?P<before>.*?)(?:(?P<early>{_VERB})(?:于)?(?P<of1>{_TARGET})?的?)?每(?:再)?(?P<verb>{_VERB})?(?:于)?(?P<of2>{_TARGET})?"
    rf"(?P<step>{NUM}|[一二两三五十])?(?P<unit>{_UNIT})(?P<object>[^\x00-\x7f]{{0,8}}?)的?(?:则|各|应)?(?:扣减|扣除|扣|减)"
    rf"(?:(?:该|本)(?:项|指标))?(?:(?P<cut>{NUM})分|{_WEIGHT}的?(?P<share>{NUM})%|(?P<share2>{NUM})%的?{_WEIGHT})"
)
_SUBJECT = "[^\\x00-\\x7f每扣除若如经因且或、]{0,12}(?:率|度|数|数量|量|额|值|比例|成本|费用|时间|次|人次|支出|性)"
_FIGURE = rf"{NUM}(?:{_UNIT})?"
_BEFORE = regex(
    rf"(?:(?P<else>否则|反之)|(?P<missed>(?:未|没有|不|尚未)[^0-9,、]{{1,12}}?))?的?(?P<subject>{_SUBJECT})?"
    rf"(?:(?P<word>未达到?|低于|小于|不足|不到|高于|大于|超过|超出|<|>)(?P<case>{_FIGURE})的?(?:部分|时|的情况下)?)?"
    rf"(?:(?:相较于?|相比于?|较|比|以|从|与|对照|在)?(?:(?P<base>{_FIGURE})|{_TARGET})(?:为(?:标准|基准|基数)|相比|的?基础上|起)?)?"
    rf"(?P<subject2>{_SUBJECT})?"
)
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "五": 5, "十": 10}


def read_cut(clause: str) -> Rule | None:
    """The rule of a clause with 每…扣…; None for any other clause and for forms that are not the usual ones."""
    match = _CUT.fullmatch(clause)
    if match is None:
        return None
    early, verb = match["early"], match["verb"] or match["early"]
    if early and match["verb"] and not (match["of1"] and _VERBS[early] is _VERBS[verb]):
        return None
    if verb is None or (match["object"] and _VERBS[verb] is not Side.EVENTS) or (match["of1"] and match["of2"]):
        return None
    side = _VERBS[verb]
    before = _BEFORE.fullmatch(match["before"])
    step = _step(match["step"], match["unit"])
    of_target = match["of1"] or match["of2"]
    if before is None or step is None or (of_target and (before["base"] or before["case"])):
        return None
    found = _from(before, side)
    if found is None:
        return None
    case, base = found
    cost = match["cut"] or match["share"] or match["share2"]
    subjects = [subject for subject in (before["subject"], before["subject2"]) if subject]
    rate = any(subject.endswith(("率", "度", "比例")) and "完成" not in subject for subject in subjects)
    cut = Cut(_late_or_above(side, step), step, Decimal(cost), of_weight=match["cut"] is None, base=base, rate=rate)
    return Rule(case, cut, clause)


def _late_or_above(side: Side, step: Value) -> Side:
    return Side.LATE if side is Side.ABOVE and step.unit in ("天", "日", "个工作日", "工作日") else side


def _step(number: str | None, unit: str) -> Value | None:
    written = str(_NUMERALS[number]) if number in _NUMERALS else number or "1"
    value = read_value(written + unit)
    if unit in ("个百分点", "百分点"):
        value = replace(value, unit="%")
    return value if value.is_figure and value.number and not value.label and not value.remark else None


def _from(before: re.Match[str], side: Side) -> tuple[Case, Value | None] | None:
    """The case of the clause and the base that it names."""
    base = read_value(before["base"]) if before["base"] else None
    if base is not None and not base.is_figure:
        return None
    if before["case"]:
        return _beyond(before, side) if base is None and not before["else"] and not before["missed"] else None
    if before["missed"]:
        claim = read_value(before["missed"].removesuffix("的"))
        return (When.MISSED, base) if claim.is_verdict and claim.claim is Claim.MISSED else None
    return When.ELSE if before["else"] else When.ALWAYS, base


def _beyond(before: re.Match[str], side: Side) -> tuple[Case, Value | None] | None:
    """低于90%的每降低1%: the figure is the case and the base at once."""
    value = read_value(before["case"])
    above = before["word"] in ("高于", "大于", "超过", "超出", ">")
    fits = side is Side.ABOVE if above else side in (Side.BELOW, Side.SHORT)
    if not value.is_figure or value.upper is not None or not fits:
        return None
    edge = Edge(with_direction(value, Direction.AT_LEAST if above else Direction.AT_MOST, strict=True))
    bare = value.kind is Kind.PERCENT and not before["subject"]
    return (Figures(low=edge, bare=bare) if above else Figures(high=edge, bare=bare)), value
