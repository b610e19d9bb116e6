"""The figures of the whole: total, goals, counts.

In: a ``Voice``. Out: passages; each function fills one slot of the templates.
"""

from collections.abc import Sequence
from decimal import Decimal

from drafter.assess import GoalResult, IndicatorResult, Shortfall
from drafter.blocks import Fact, Statement
from drafter.narrate.execution import execution_facts
from drafter.narrate.voice import Passage, Voice
from drafter.numbers import TOLERANCE, fixed, percent, plain, quotient, score


def total(voice: Voice) -> list[Passage]:
    """得分 of the whole, of the execution and of the indicators; the grade where the pack has grades."""
    found = voice.assessment
    path = voice.path
    weight, got = found.indicator_points, found.indicator_score
    open_score = first_missing_score(found.indicators)
    facts = [
        *execution_facts(voice),
        voice.points("总分", found.total, open_score or f"{path}总分", formula=_total_formula(voice)),
        voice.fact("指标类别", _listed([group.level1 for group in found.groups if group.level1]), f"{path}年度目标"),
        voice.fact("指标分值", None if weight is None else fixed(weight), f"{path}年度目标"),
        voice.fact("指标得分", None if got is None else fixed(got), open_score or f"{path}年度目标"),
    ]
    passage = [voice.say("score.total", facts, about="score/total", path=f"{path}总分")]
    if voice.pack.scoring.grades:
        grade = voice.fact("等级", found.grade, f"{path}等级")
        passage.append(voice.say("score.grade", [*facts, grade], about="score/grade", path=f"{path}等级"))
    return [tuple(passage)]


def _listed(names: list[str]) -> str | None:
    """产出指标、效益指标、满意度指标 -> 产出、效益和满意度指标."""
    short = [name.removesuffix("指标") for name in names]
    if not short:
        return None
    if len(short) == 1:
        return short[0] + "指标"
    return "、".join(short[:-1]) + f"和{short[-1]}指标"


def _total_formula(voice: Voice) -> str:
    found = voice.assessment
    execution, indicators = found.execution.score, found.indicator_score
    if execution is None or indicators is None:
        return ""
    whole = execution + indicators
    capped = found.computed_total is not None and found.computed_total < whole
    limit = f"，执行率封顶 {plain(found.computed_total)}" if capped and found.computed_total is not None else ""
    return f"{plain(execution)} + {plain(indicators)} = {plain(whole)}{limit}"


def first_missing_score(rows: Sequence[IndicatorResult]) -> str:
    """The path of the first score that is neither given nor computed: what to fill in to get the sum."""
    return next((f"{row.path}.得分" for row in rows if row.score is None), "")


def goal_scores(voice: Voice) -> list[Passage]:
    """One sentence for all goals with a name and a weight: what each was worth and what it got."""
    named = [goal for goal in voice.assessment.goals if goal.name]
    clauses = [_goal(voice, goal) for goal in named]
    return [(clause,) for clause in clauses]


def _goal(voice: Voice, goal: GoalResult) -> Statement:
    about, facts = f"score/goal/{goal.key}", _goal_facts(voice, goal)
    return voice.say("score.goal", facts, about=about, path=goal.path, of=f"{goal.key}/")


def _goal_facts(voice: Voice, goal: GoalResult) -> list[Fact]:
    lost = None if goal.points is None or goal.score is None else goal.points - goal.score
    return [
        voice.fact("目标名称", goal.name, f"{goal.path}.名称"),
        voice.points("目标分值", goal.points, f"{goal.path}.分值"),
        voice.points("目标得分", goal.score, first_missing_score(goal.indicators) or goal.path),
        voice.points("目标失分", lost if lost is not None and lost > TOLERANCE else None, goal.path),
        Fact("指标数", str(len(goal.indicators))),
        Fact("完成数", str(sum(1 for i in goal.indicators if i.complete))),
        Fact("未完成数", str(sum(1 for i in goal.indicators if i.complete is False))),
    ]


def counts(voice: Voice) -> list[Passage]:
    """How many indicators there are, how many were completed; the points lost on them."""
    found = voice.assessment
    if not found.indicators:
        return []
    whole, done = found.indicators, found.complete
    missed, open_ = found.incomplete, found.undecided
    weight, got = found.indicator_points, found.indicator_score
    lost = None if weight is None or got is None else weight - got
    docked = [row for row in missed if row.shortfall is Shortfall.LOST_THOUGH_MET]
    share = quotient(Decimal(len(done)), Decimal(len(whole))) or Decimal(0)
    facts = [
        Fact("指标总数", str(len(whole))),
        Fact("完成数", str(len(done))),
        Fact("完成占比", percent(share), f"{len(done)} ÷ {len(whole)} = {percent(share)}"),
        Fact("未完成数", str(len(missed)) if missed else ""),
        Fact("达标扣分数", str(len(docked)) if docked else ""),
        Fact("待判断数", str(len(open_)) if open_ else ""),
        voice.fact("指标失分", score(lost) if lost is not None and lost > TOLERANCE else None, f"{voice.path}年度目标"),
    ]
    return [(voice.say("score.counts", facts, about="score/counts", path=f"{voice.path}年度目标"),)]
