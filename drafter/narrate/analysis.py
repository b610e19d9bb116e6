"""Where the points are: by 一级指标 with 得分率, and where the most was lost.

In: a ``Voice``. Out: passages for the slot 得分分析; nothing where the data do not carry the weights.
"""

from collections.abc import Iterator
from decimal import Decimal

from drafter.assess import GroupResult, Shortfall
from drafter.assess.records import summed
from drafter.blocks import Statement
from drafter.narrate.voice import Passage, Voice
from drafter.narrate.wording import joined
from drafter.numbers import TOLERANCE, percent, plain, quotient


def analysis(voice: Voice) -> list[Passage]:
    """One paragraph: each first-level group's points and 得分率, then what lost the most."""
    told = [*_groups(voice), *_lost_most(voice)]
    return [tuple(told)] if told else []


def _groups(voice: Voice) -> Passage:
    groups = [group for group in voice.assessment.groups if group.level1 and group.points]
    known = all(group.score is not None for group in groups)
    if not known or len(groups) < 2 or len(groups) < len(voice.assessment.groups):
        return ()
    clauses = [_group(voice, group) for group in groups]
    return (voice.say("analysis.level1_lead", [], about="analysis/level1"), *joined(clauses))


def _group(voice: Voice, group: GroupResult) -> Statement:
    points, score = group.points or Decimal(0), group.score or Decimal(0)
    lost, rate = points - score, quotient(score, points)
    shown = "" if rate is None else percent(rate)
    path = f"{voice.path}年度目标"
    facts = [
        voice.fact("一级指标", group.level1, path),
        voice.points("一级分值", points, path),
        voice.points("一级得分", score, path),
        voice.points("一级失分", lost if lost > TOLERANCE else None, path, formula=_minus(points, score)),
        voice.fact("得分率", shown, path, formula=f"{plain(score)} ÷ {plain(points)} = {shown}"),
    ]
    return voice.say("analysis.level1", facts, about=f"analysis/{group.level1}", path=path)


def _lost_most(voice: Voice) -> Iterator[Statement]:
    """What lost the most, where several things lost points and one of them more than the others."""
    found, path = voice.assessment, f"{voice.path}年度目标"
    groups = {group.level1: (group.points, group.score) for group in found.groups}
    parts = [(level1, *pair) for level1, pair in groups.items()]
    if any(points is None or score is None or not level1 for level1, points, score in parts):
        parts = [(f"“{goal.name}”目标" if goal.name else "", goal.points, goal.score) for goal in found.goals]
    parts.append(("预算执行", found.execution.points, found.execution.score))
    if any(points is None or score is None or not name for name, points, score in parts):
        return
    halted = [row for row in found.incomplete if row.shortfall is Shortfall.NOT_STARTED]
    losses = [(points - score, name) for name, points, score in parts if points is not None and score is not None]
    lost = sorted(((loss, name) for loss, name in losses if loss > TOLERANCE), key=lambda pair: -pair[0])
    whole = sum((loss for loss, _ in losses if loss > 0), Decimal(0))
    if len(lost) < 2 or lost[0][0] == lost[1][0]:
        return
    loss, name = lost[0]
    undone = summed(row.lost for row in halted)
    if len(halted) > 1 and undone is not None and undone >= loss:
        loss, name = undone, f"年内未开展的{len(halted)}项指标"
    share = quotient(loss, whole) or Decimal(0)
    facts = [
        voice.points("总失分", whole, path, formula=" + ".join(plain(loss) for loss, _ in lost) + f" = {plain(whole)}"),
        voice.fact("失分项", name, path),
        voice.points("项失分", loss, path),
        voice.fact("失分占比", percent(share), path, formula=f"{plain(loss)} ÷ {plain(whole)} = {percent(share)}"),
    ]
    yield voice.say("lost_most", facts, about="analysis/lost", path=path)


def _minus(points: Decimal, score: Decimal) -> str:
    return f"{plain(points)} − {plain(score)} = {plain(points - score)}"
