"""The indicators: one as facts, and which targets were met and which were not, by 一级指标.

In: a ``Voice`` and ``IndicatorResult``s. Out: ``Fact``s (rates in percent with two decimals, points in 分), and a
passage for each first-level group: a lead, then a clause an indicator, the best first. Of the completed ones no more
are named than the pack's limit (正文列举上限); the rest is in the table, and the text says so. Every one that fell
short is named.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from drafter.assess import GroupResult, IndicatorResult, Shortfall
from drafter.blocks import Fact, gap
from drafter.narrate.voice import Passage, Voice, flag
from drafter.narrate.wording import amount, bare, clause, joined, one_line, short_classes, spoken
from drafter.numbers import percent, plain, quotient
from drafter.values import Direction, Kind, read_value
from drafter.values.achievement import Verdict


def indicator_facts(voice: Voice, result: IndicatorResult) -> list[Fact]:
    """Everything that a sentence may say of one indicator."""
    source, path, reached = result.source, result.path, result.achievement
    both = (path / "指标值", path / "完成值")
    lost = result.lost if result.lost is not None and result.lost > 0 else None
    share = quotient(lost, result.points) if lost is not None and result.points else None
    above = reached.direction is Direction.AT_LEAST and reached.difference is not None and reached.difference > 0
    counts = result.actual.kind is Kind.NUMBER and reached.direction is Direction.AT_LEAST
    weights = (path / "分值", path / "得分")
    spoken_target = spoken(result.target, source.target) or gap("指标值")
    return [
        voice.fact("指标", result.label or None, path / "三级指标"),
        voice.fact("目标名称", result.goal or None, path.parent.parent / "名称"),
        voice.fact("二级指标", result.level2 or None, path / "二级指标"),
        voice.fact(
            "目标数", bare(result.target, source.target) or spoken(result.target, source.target), path / "指标值"
        ),
        voice.fact("指标值", None if result.target.blank else one_line(source.target), path / "指标值"),
        voice.fact("目标", spoken_target, path / "指标值"),
        voice.fact("完成值", None if result.actual.blank else one_line(source.actual), path / "完成值"),
        voice.fact("实际", spoken(result.actual, source.actual) or gap("完成值"), path / "完成值"),
        voice.fact("完成情况", achieved(result), path / "完成值"),
        voice.fact("超出率", _excess(result), *both, formula=_excess_formula(result)),
        voice.fact("完成率", _completion(result), *both, formula=_completion_formula(result)),
        voice.fact("差距", gap_text(result), *both, formula=_gap_formula(result)),
        voice.fact("超出", gap_text(result) if above else None, *both, formula=_gap_formula(result)),
        voice.fact("逾期", None if not reached.days_late else f"{reached.days_late}天", *both),
        voice.points("分值", result.points, path / "分值"),
        voice.points("得分", result.score, path / "得分"),
        voice.points("失分", lost, *weights, formula=_lost_formula(result)),
        voice.fact("失分率", None if share is None else percent(share), *weights),
        voice.fact("偏差原因", clause(source.deviation_reason), path / "偏差原因"),
        voice.fact("扣分依据", clause(source.deviation_reason), path / "偏差原因"),
        voice.fact("原因类别", source.reason_category, path / "原因类别"),
        flag("为零", bool(result.actual.is_figure and result.actual.number == 0)),
        flag("成本", "成本" in f"{result.level1}{result.level2}" or "费用" in result.label),
        flag("达标扣分", result.shortfall is Shortfall.LOST_THOUGH_MET),
        flag("未开展", reached.verdict is Verdict.NOT_STARTED),
        flag("计数", counts),
        flag("百分比", result.target.kind is Kind.PERCENT),
        voice.fact("改进措施", clause(source.corrective_action), path / "改进措施"),
        year_on_year(voice, result),
    ]


def achieved(result: IndicatorResult) -> str:
    """The actual with the verb that fits: 实际完成164个, 实际为92%, 完成情况为“部分达成”; a gap where it is blank."""
    text = spoken(result.actual, result.source.actual)
    if text is None:
        return f"实际完成{gap('完成值')}"
    if result.actual.kind is Kind.QUALITATIVE:
        return f"完成情况为{text}"
    if text != one_line(result.source.actual) and text[:1] in "不高低超少":
        return f"实际{text}"  # the cell repeats the target's sign
    counts = Kind.NUMBER is result.actual.kind and result.target.kind is not Kind.PERCENT
    grows = counts and result.achievement.direction is Direction.AT_LEAST and result.actual.direction is None
    return f"实际完成{text}" if grows else f"实际为{text}"


def gap_text(result: IndicatorResult) -> str | None:
    """How far a figure fell short or went over, in the target's unit: 36个, 1.75个百分点, 1.20万元."""
    difference = result.achievement.difference
    if difference is None or difference.is_zero() or (result.target.period and not result.target.unit):
        return None  # 3/月 names no unit for a gap
    like = replace(result.target, period=None) if result.achievement.notes else result.target
    return amount(abs(difference), like)


def year_on_year(voice: Voice, result: IndicatorResult) -> Fact:
    """同比: 比上年增加80家，增长36.36%; rates in 个百分点; nothing where the two years cannot be compared."""
    paths = (result.path / "完成值", result.path / "上年完成值")
    now, before = result.actual, read_value(result.source.previous_actual)
    comparable = now.is_figure and before.is_figure and (now.kind, now.period) == (before.kind, before.period)
    if now.number is None or before.number is None or not comparable or _unit(now.unit) != _unit(before.unit):
        return voice.fact("同比", None, *paths)
    change = now.number - before.number
    formula = f"{plain(now.number, 6)} − {plain(before.number, 6)} = {plain(change, 6)}"
    if change.is_zero():
        return voice.fact("同比", "与上年持平", *paths, formula=formula)
    difference = amount(abs(change), now)
    if now.kind is Kind.PERCENT:
        return voice.fact("同比", f"比上年{'提高' if change > 0 else '下降'}{difference}", *paths, formula=formula)
    ratio = quotient(abs(change), before.number) if before.number > 0 else None
    grown = "" if ratio is None else f"，{'增长' if change > 0 else '下降'}{percent(ratio)}"
    return voice.fact("同比", f"比上年{'增加' if change > 0 else '减少'}{difference}{grown}", *paths, formula=formula)


def _unit(unit: str | None) -> str:
    return (unit or "").strip()


def _completion(result: IndicatorResult) -> str | None:
    """完成率 is of amounts that are to be reached; of a rate or a ceiling it would be a second figure for one gap."""
    completion, direction = result.achievement.completion, result.achievement.direction
    if completion is None or direction is Direction.AT_MOST or result.target.kind is Kind.PERCENT:
        return None
    return percent(completion)


def _excess(result: IndicatorResult) -> str | None:
    """How much of its ceiling an actual lies above it, for amounts: 13.33%."""
    difference, ceiling = result.achievement.difference, result.target.number
    if result.achievement.notes:
        return None  # the two cells are in different measures
    over = result.achievement.direction is Direction.AT_MOST and difference is not None and difference > 0
    if not over or difference is None or not ceiling or result.target.kind is Kind.PERCENT:
        return None
    ratio = quotient(difference, ceiling)
    return None if ratio is None else percent(ratio)


def _excess_formula(result: IndicatorResult) -> str:
    difference, ceiling, shown = result.achievement.difference, result.target.number, _excess(result)
    if shown is None or difference is None or ceiling is None:
        return ""
    return f"{plain(difference, 6)} ÷ {plain(ceiling, 6)} = {shown}"


def _completion_formula(result: IndicatorResult) -> str:
    actual, target = result.actual.number, result.target.number
    if actual is None or target is None or result.achievement.completion is None or result.achievement.notes:
        return ""
    over, under = (target, actual) if result.achievement.direction is Direction.AT_MOST else (actual, target)
    return "" if under.is_zero() else f"{plain(over, 6)} ÷ {plain(under, 6)} = {percent(result.achievement.completion)}"


def _gap_formula(result: IndicatorResult) -> str:
    actual, target = result.actual.number, result.target.number
    if actual is None or target is None or result.achievement.difference is None or result.achievement.notes:
        return ""
    more, less = max(actual, target), min(actual, target)
    return f"{plain(more, 6)} − {plain(less, 6)} = {plain(more - less, 6)}"


def _lost_formula(result: IndicatorResult) -> str:
    if result.points is None or result.score is None or result.lost is None:
        return ""
    return f"{plain(result.points)} − {plain(result.score)} = {plain(result.lost)}"


def completed_goals(voice: Voice) -> list[Passage]:
    """By group, the indicators with full points: core ones first, then by weight, then by completion.

    A report without any indicator has a gap here.
    """
    if not voice.assessment.indicators:
        return [_missing(voice, "绩效指标")]
    found = [group for group in voice.assessment.groups if group.complete]
    return [_group(voice, group, sorted(group.complete, key=worth), "completed") for group in found]


def incomplete_goals(voice: Voice) -> list[Passage]:
    """By group, the indicators that fell short."""
    found = [group for group in voice.assessment.groups if group.incomplete]
    return [_group(voice, group, group.incomplete, "incomplete") for group in found]


def worth(row: IndicatorResult) -> tuple[bool, Decimal, bool, Decimal]:
    """The order of the clauses: core indicators, heavy ones, those comparable with last year, those far ahead."""
    completion = row.achievement.completion or Decimal(0)
    return not row.source.core, -(row.points or Decimal(0)), row.source.previous_actual is None, -completion


def undecided_goals(voice: Voice) -> list[Passage]:
    """The indicators of which the data do not show whether they were completed."""
    rows = voice.assessment.undecided
    if not rows:
        return []
    clauses = [
        voice.say("undecided.indicator", indicator_facts(voice, row), about=f"undecided/{row.key}", path=row.path)
        for row in rows
    ]
    lead = voice.say("undecided.lead", [Fact("待判断数", str(len(rows)))], about="undecided/lead")
    return [(lead, *joined(clauses))]


def _classes(group: GroupResult) -> str:
    """数量、质量指标; nothing that only repeats the group's name."""
    classes = [row.level2 for row in group.indicators if row.level2 not in ("", group.level1)]
    return short_classes(classes) if classes else "三级指标"


def _group(voice: Voice, group: GroupResult, rows: Sequence[IndicatorResult], topic: str) -> Passage:
    docked = [row for row in rows if row.shortfall is Shortfall.LOST_THOUGH_MET]
    unclear = [row for row in rows if row.shortfall is Shortfall.UNCLEAR]
    lead = voice.say(
        f"{topic}.group",
        [
            Fact("一级指标", group.level1 or "绩效指标"),
            Fact("类别列", _classes(group)),
            Fact("指标数", str(len(group.indicators))),
            Fact("本类数", str(len(rows))),
            flag("全部", len(rows) == len(group.indicators)),
            flag("都达标", bool(rows) and len(docked) == len(rows)),
            Fact("达标数", str(len(docked)) if docked else ""),
            Fact("未定数", str(len(unclear)) if unclear else ""),
            flag("含未完成", any(row.is_missed for row in rows)),
        ],
        about=f"{topic}/{group.level1}",
        of=f"//{group.level1}",
    )
    limit = voice.pack.data.prose_limit
    shown = rows if topic == "incomplete" or len(rows) <= limit else rows[:limit]
    clauses = [
        voice.say(f"{topic}.indicator", indicator_facts(voice, row), about=f"{topic}/{row.key}", path=row.path)
        for row in shown
    ]
    passage = (lead, *joined(clauses))
    if len(shown) == len(rows):
        return passage
    rest = [Fact("其余数", str(len(rows) - len(shown)))]
    return (*passage, voice.say("completed.rest", rest, about=f"{topic}/{group.level1}/其余"))


def overall_goals(voice: Voice) -> list[Passage]:
    """Each goal's 预期目标 and 实际完成情况, as they were written; a gap for the one that is missing, or for all."""
    if not voice.assessment.goals:
        return [_missing(voice, "年度目标")]
    return [
        (
            voice.say(
                "goal.overall",
                [
                    voice.fact("目标名称", goal.name, goal.path / "名称"),
                    voice.fact("预期目标", clause(goal.source.expected), goal.path / "预期目标"),
                    voice.fact("实际完成情况", clause(goal.source.achieved), goal.path / "实际完成情况"),
                ],
                about=f"goal/{goal.key}",
                path=goal.path,
                of=f"{goal.key}/",
            ),
        )
        for goal in voice.assessment.goals
    ]


def _missing(voice: Voice, name: str) -> Passage:
    """A gap for what a report without goals, or without indicators, lacks."""
    path = voice.path / "年度目标"
    content = voice.fact("栏目内容", gap(name), path)
    return (voice.say("missing.text", [content], about=f"missing/{name}", path=path),)
