"""The scores of the whole: total, goals, counts, 得分率 by 一级指标, and where the most was lost.

In: a ``Voice``. Out: passages; each public function fills one slot of the templates, empty where the data do not
carry the weights that it needs. Points are in 分.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.assess import GoalResult, GroupResult, IndicatorResult, Shortfall
from drafter.assess.records import summed
from drafter.blocks import Fact, Statement
from drafter.model import DataPath
from drafter.narrate.execution import execution_facts
from drafter.narrate.voice import Passage, Voice, flag
from drafter.narrate.wording import joined, quoted
from drafter.numbers import TOLERANCE, fixed, percent, plain, quotient, score


def total(voice: Voice) -> list[Passage]:
    """得分 of the whole, of the execution and of the indicators; the grade where the pack has grades."""
    found = voice.assessment
    path = voice.path
    weight, got = found.indicator_points, found.indicator_score
    open_score = first_missing_score(found.indicators)
    facts = [
        *execution_facts(voice),
        voice.points("总分", found.total, open_score or path / "总分", formula=_total_formula(voice)),
        voice.fact("指标类别", _listed([group.level1 for group in found.groups if group.level1]), path / "年度目标"),
        voice.fact("指标分值", None if weight is None else fixed(weight), path / "年度目标"),
        voice.fact("指标得分", None if got is None else fixed(got), open_score or path / "年度目标"),
        *so_far(voice),
    ]
    passage = [voice.say("score.total", facts, about="score/total", path=path / "总分")]
    waits = found.total is None and bool(found.unscored or found.short_weights is not None)
    if voice.pack.scoring.grades and (found.grade or not waits):
        grade = voice.fact("等级", found.grade, path / "等级")
        passage.append(voice.say("score.grade", [*facts, grade], about="score/grade", path=path / "等级"))
    return [tuple(passage)]


def so_far(voice: Voice) -> list[Fact]:
    """What is scored where there is no total: the rows that wait for a score, or the weights that are missing."""
    found, path = voice.assessment, voice.path / "年度目标"
    open_ = found.unscored if found.total is None else ()
    short = found.short_weights if found.total is None else None
    known = found.known_score if open_ or short is not None else None
    return [
        voice.fact("待定项", _waiting(open_), *(row.path / "得分" for row in open_)),
        voice.points("已计得分", known, path),
        voice.points("指标已得", found.known_indicator_score if open_ else None, path),
        voice.points("分值合计", short, path),
        voice.points("满分", voice.pack.scoring.full_marks),
    ]


def _waiting(rows: Sequence[IndicatorResult]) -> str | None:
    """“完工时间”, “甲”“乙”2项指标; the number alone where one has no name; None where no row waits."""
    if not all(row.label for row in rows):
        return f"{len(rows)}项指标"
    return quoted([row.label for row in rows], "指标") if rows else None


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


def first_missing_score(rows: Sequence[IndicatorResult]) -> DataPath | None:
    """The path of the first score that is neither given nor computed: what to fill in to get the sum."""
    return next((row.path / "得分" for row in rows if row.score is None), None)


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
    open_ = goal.unscored
    undecided = sum(1 for row in goal.indicators if row.complete is None)
    docked = sum(1 for row in goal.indicators if row.shortfall is Shortfall.LOST_THOUGH_MET)
    return [
        voice.fact("待定项", _waiting(open_), *(row.path / "得分" for row in open_)),
        voice.points("目标已得", goal.known_score if open_ else None, goal.path),
        voice.fact("目标名称", goal.name, goal.path / "名称"),
        voice.points("目标分值", goal.points, goal.path / "分值"),
        voice.points("目标得分", goal.score, first_missing_score(goal.indicators) or goal.path),
        voice.points("目标失分", lost if lost is not None and lost > TOLERANCE else None, goal.path),
        Fact("指标数", str(len(goal.indicators))),
        voice.fact("绩效指标", None, goal.path / "指标"),
        Fact("完成数", str(sum(1 for i in goal.indicators if i.complete))),
        Fact("未完成数", str(sum(1 for i in goal.indicators if i.complete is False))),
        Fact("待判断数", str(undecided) if undecided else ""),
        Fact("达标扣分数", str(docked) if docked else ""),
        flag("均未完成", bool(goal.indicators) and all(row.is_missed for row in goal.indicators)),
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
        flag("含未完成", any(row.is_missed for row in missed)),
        flag("仅未得满分", not all(row.is_missed for row in missed)),
        voice.fact("指标失分", score(lost) if lost is not None and lost > TOLERANCE else None, voice.path / "年度目标"),
    ]
    return [(voice.say("score.counts", facts, about="score/counts", path=voice.path / "年度目标"),)]


def analysis(voice: Voice) -> list[Passage]:
    """One paragraph: each first-level group's points and 得分率, then what lost the most."""
    statements = [*_groups(voice), *_lost_most(voice)]
    return [tuple(statements)] if statements else []


def _groups(voice: Voice) -> Passage:
    groups = [group for group in voice.assessment.groups if group.level1 and group.points]
    if len(groups) < 2 or len(groups) < len(voice.assessment.groups):
        return ()
    clauses = [_group(voice, group) for group in groups]
    return (voice.say("analysis.level1_lead", [], about="analysis/level1"), *joined(clauses))


def _group(voice: Voice, group: GroupResult) -> Statement:
    open_ = group.unscored
    points, score = group.points or Decimal(0), group.known_score
    lost, rate = points - score, quotient(score, points)
    shown = "" if rate is None else percent(rate)
    path = voice.path / "年度目标"
    facts = [
        voice.fact("一级指标", group.level1, path),
        voice.fact("待定项", _waiting(open_), *(row.path / "得分" for row in open_)),
        voice.points("一级分值", points, path),
        voice.points("一级得分", score, path),
        voice.points("一级失分", lost if lost > TOLERANCE else None, path, formula=_minus(points, score)),
        voice.fact("得分率", shown, path, formula=f"{plain(score)} ÷ {plain(points)} = {shown}"),
    ]
    return voice.say("analysis.level1", facts, about=f"analysis/{group.level1}", path=path)


def _lost_most(voice: Voice) -> Iterator[Statement]:
    """What lost the most, where several things lost points and one of them more than the others."""
    found, path = voice.assessment, voice.path / "年度目标"
    groups = {group.level1: (group.points, group.score) for group in found.groups}
    parts = [(level1, *pair) for level1, pair in groups.items()]
    if any(points is None or score is None or not level1 for level1, points, score in parts):
        parts = [(f"“{goal.name}”目标" if goal.name else "", goal.points, goal.score) for goal in found.goals]
    if found.execution_row is None:
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
