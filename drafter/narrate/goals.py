"""Which targets were met and which were not, by 一级指标: lead, then a clause an indicator, the best first.

In: a ``Voice``. Out: a passage for each first-level group. Of the completed ones no more are told than the pack's
limit (正文列举上限); the rest stands in the table, and the text says so. Every one that fell short is told.
"""

from collections.abc import Sequence
from decimal import Decimal

from drafter.assess import GroupResult, IndicatorResult, Shortfall
from drafter.blocks import Fact
from drafter.narrate.indicators import indicator_facts
from drafter.narrate.voice import Passage, Voice, flag
from drafter.narrate.wording import clause, joined, short_classes


def completed_goals(voice: Voice) -> list[Passage]:
    """By group, the indicators with full points: core ones first, then by weight, then by completion."""
    found = [group for group in voice.assessment.groups if group.complete]
    return [_group(voice, group, sorted(group.complete, key=worth), "completed") for group in found]


def incomplete_goals(voice: Voice) -> list[Passage]:
    """By group, the indicators that fell short."""
    found = [group for group in voice.assessment.groups if group.incomplete]
    return [_group(voice, group, group.incomplete, "incomplete") for group in found]


def worth(row: IndicatorResult) -> tuple[bool, Decimal, bool, Decimal]:
    """What is told first: core indicators, heavy ones, those that can be compared with last year, those far ahead."""
    completion = row.achievement.completion or Decimal(0)
    return not row.source.core, -(row.points or Decimal(0)), row.source.previous_actual is None, -completion


def undecided_goals(voice: Voice) -> list[Passage]:
    """The indicators of which the data do not tell whether they were completed."""
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
    """Each goal's 预期目标 and 实际完成情况, as they were written; a gap for the one that is missing."""
    return [
        (
            voice.say(
                "goal.overall",
                [
                    voice.fact("目标名称", goal.name, f"{goal.path}.名称"),
                    voice.fact("预期目标", clause(goal.source.expected), f"{goal.path}.预期目标"),
                    voice.fact("实际完成情况", clause(goal.source.achieved), f"{goal.path}.实际完成情况"),
                ],
                about=f"goal/{goal.key}",
                path=goal.path,
                of=f"{goal.key}/",
            ),
        )
        for goal in voice.assessment.goals
    ]
