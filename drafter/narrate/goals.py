"""Which targets were met and which were not, by 一级指标: every indicator once, with target, actual and score.

In: a ``Voice``. Out: a passage for each first-level group: a lead sentence, then a clause an indicator.
"""

from collections.abc import Sequence

from drafter.assess import GroupResult, IndicatorResult
from drafter.blocks import Fact
from drafter.narrate.voice import Passage, Voice, flag, joined


def completed_goals(voice: Voice) -> list[Passage]:
    """By group, the indicators with full points."""
    found = [group for group in voice.assessment.groups if group.complete]
    return [_group(voice, group, group.complete, "completed") for group in found] or [_none(voice, "completed")]


def incomplete_goals(voice: Voice) -> list[Passage]:
    """By group, the indicators that fell short."""
    found = [group for group in voice.assessment.groups if group.incomplete]
    return [_group(voice, group, group.incomplete, "incomplete") for group in found] or [_none(voice, "incomplete")]


def _none(voice: Voice, topic: str) -> Passage:
    return (voice.say(f"{topic}.none", [], about=f"{topic}/none"),)


def undecided_goals(voice: Voice) -> list[Passage]:
    """The indicators of which the data do not tell whether they were completed."""
    rows = voice.assessment.undecided
    if not rows:
        return []
    clauses = [
        voice.say("undecided.indicator", voice.indicator(row), about=f"undecided/{row.key}", path=row.path)
        for row in rows
    ]
    lead = voice.say("undecided.lead", [Fact("待判断数", str(len(rows)))], about="undecided/lead")
    return [(lead, *joined(clauses))]


def _group(voice: Voice, group: GroupResult, rows: Sequence[IndicatorResult], topic: str) -> Passage:
    lead = voice.say(
        f"{topic}.group",
        [
            Fact("一级指标", group.level1 or "绩效指标"),
            Fact("指标数", str(len(group.indicators))),
            Fact("本类数", str(len(rows))),
            flag("全部", len(rows) == len(group.indicators)),
        ],
        about=f"{topic}/{group.level1}",
    )
    clauses = [
        voice.say(f"{topic}.indicator", voice.indicator(row), about=f"{topic}/{row.key}", path=row.path) for row in rows
    ]
    return (lead, *joined(clauses))
