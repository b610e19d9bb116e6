"""存在的问题 and 改进措施: first as the clerk wrote them, then a paragraph for each loss that they do not name.

In: a ``Voice``. Out: passages, the measures in the order of the problems; losses in the order of the report: budget
execution first where it lost the most, then what was not carried out, then by lost points, targets far exceeded last.
A cause and a measure come from the data only; where there is none, the sentence carries a gap.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from msgspec import Struct, field

from drafter.assess import IndicatorResult, Loss, Shortfall, losses_without_row
from drafter.assess.discussion import covered_by, covers_execution, is_none, problems_of
from drafter.assess.records import summed
from drafter.blocks import GAP, Fact, Statement, gap
from drafter.model import DataPath, Problem
from drafter.narrate.clusters import Cluster, Manner, clusters, is_told, labels, over_clusters
from drafter.narrate.execution import execution_facts, unspent_most, unspent_whole
from drafter.narrate.indicators import indicator_facts, year_on_year
from drafter.narrate.measures import (
    execution_measure,
    given_measures,
    loss_measure,
    measure_of,
    measures_beside,
    nothing_lost,
)
from drafter.narrate.voice import Passage, Voice, flag
from drafter.narrate.wording import clause, goals_named, is_whole_cause, joined, one_line, quoted
from drafter.narrate.wording_choice import WHOLE, WHY
from drafter.numbers import TOLERANCE, percent, plain
from drafter.patterns import regex
from drafter.values import Direction


def problems(voice: Voice) -> list[Passage]:
    """The clerk's problems in their order, then each loss that they do not name, the largest first."""
    given: list[Passage] = [
        _given_problem(voice, index, problem)
        for index, problem in enumerate(voice.data.problems)
        if not is_none(problem.problem)
    ]
    passages = given + [item.problem() for item in undiscussed(voice)]
    if passages:
        return passages
    path = voice.path / "存在问题"
    none = next((problem.problem for problem in voice.data.problems if is_none(problem.problem)), None)
    facts = [flag("无失分", nothing_lost(voice)), voice.fact("存在的问题", none and f"{none.rstrip('。')}。", path)]
    return [(voice.say("problem.none", facts, about="problem/none", path=path),)]


def measures(voice: Voice) -> list[Passage]:
    """The clerk's measures and suggestions, a passage for each problem in the problems' order."""
    answered = [*given_measures(voice), *measures_beside(voice)]
    losses = [passage for item in undiscussed(voice) if (passage := item.measure())]
    if _answer_all(voice, len(losses)):
        losses = [passage for passage in losses if not any(GAP.search(statement.text) for statement in passage)]
    passages = [*answered, *losses]
    if passages:
        return passages
    topic, about = ("measure.unneeded", "unneeded") if nothing_lost(voice) else ("measure.none", "none")
    path = voice.path / "改进措施"
    none = next((measure.measure for measure in voice.data.measures if is_none(measure.measure)), None)
    facts = [voice.fact("改进措施", none and f"{none.rstrip('。')}。", path)]
    return [(voice.say(topic, facts, about=f"measure/{about}", path=path),)]


def _answer_all(voice: Voice, losses: int) -> bool:
    """Whether the clerk's measures, none with a 针对问题, answer every problem: the only one, or one for each."""
    if any(measure.answers for measure in voice.data.measures):
        return False
    given = sum(clause(m.measure) is not None and not is_none(m.measure) for m in voice.data.measures)
    there = sum(not is_none(problem.problem) for problem in voice.data.problems) + losses
    return given == 1 or (given > 0 and there in (1, given))


def _given_problem(voice: Voice, index: int, problem: Problem) -> Passage:
    """The problem as written, the facts of what it names where it tells none of them, then every cause, each once.

    A cause that was given only on the rows (or the execution) that it names is the problem's own.
    """
    path = voice.path / "存在问题" / index
    told_facts = _facts_of(voice, problem)
    named = covered_by(voice.assessment, problem)
    causes = {clause(problem.cause): path / "原因"} if clause(problem.cause) else _causes_of(voice, problem)
    cause = "；".join(text for text in causes if text)
    asks = any(row.complete is False for row in named) and not cause
    facts = [
        voice.fact("问题", clause(problem.problem), path / "问题"),
        voice.fact("原因", cause, *(causes.values() or (path / "原因",))),
        flag("应说明原因", asks),
        flag("较长", any(mark in f"{problem.problem}{cause}" for mark in "。；：")),
    ]
    about = f"problem/{problem.number}"
    told = cause + voice.problem_texts
    beside = _causes_beside(voice, problem, told)
    if not told_facts:
        return (voice.say("problem.given", facts, about=about, path=path / "原因"), *beside)
    head = voice.say("problem.given", facts[:1], about=about, path=path / "问题")
    why = (
        [voice.say("problem.cause", facts[1:], about=f"{about}/主要原因", path=path / "原因")] if cause or asks else []
    )
    return (head, *told_facts, *why, *beside)


def _facts_of(voice: Voice, problem: Problem) -> list[Statement]:
    """What fell short of what a problem names, but for what the clerk's problems tell or an earlier one has named."""
    texts = voice.problem_texts
    rows = [
        row
        for row in covered_by(voice.assessment, problem)
        if row.complete is False and problems_of(voice.assessment, row)[0] is problem
    ]
    whole = summed(row.lost for row in rows)
    open_ = [] if whole and whole in _points_in(texts) else [row for row in rows if not _tells(texts, row)]
    said: list[Statement] = []
    halted = tuple(row for row in open_ if row.shortfall is Shortfall.NOT_STARTED)
    if halted:
        cluster = Cluster(Manner.NOT_STARTED, halted)
        said += _together(voice, cluster) if len(halted) > 1 else [_single(voice, cluster)]
    others = [row for row in open_ if row not in halted]
    said += _listed(voice, Cluster(Manner.MISSED, tuple(others))) if others else []
    if covers_execution(problem) and next(filter(covers_execution, voice.data.problems)) is problem:
        said += _execution_told(voice, texts)
    return said


def _points_in(text: str) -> set[Decimal]:
    """The points that a text names (得2.5分)."""
    return {Decimal(figure) for figure in _POINTS.findall(text)}


def _tells(text: str, row: IndicatorResult) -> bool:
    """Whether a person's text names the row and its actual, its score or its loss."""
    if not row.source.name or row.source.name not in text:
        return False
    actual = one_line(row.source.actual)
    scored = {figure for figure in (row.score, row.lost) if figure}
    return bool(actual and actual in text) or not scored.isdisjoint(_points_in(text))


def _execution_told(voice: Voice, text: str) -> list[Statement]:
    """What the execution lost, where it lost something and the clerk's text does not name the rate."""
    found = voice.assessment.execution
    rate = found.true_rate
    if rate is None or not found.lost or found.lost <= TOLERANCE:
        return []
    return [] if percent(rate) in text or f"{plain(rate * 100)}%" in text else _execution_facts(voice)


def _causes_beside(voice: Voice, problem: Problem, told: str) -> list[Statement]:
    """The reasons on what a problem names that the clerk's problems (``told``) do not tell, each once."""
    found: dict[str, list[str]] = {}
    for row in covered_by(voice.assessment, problem):
        found.setdefault(clause(row.source.deviation_reason) or "", []).append(row.label or gap("指标"))
    if covers_execution(problem):
        found.setdefault(clause(voice.data.execution.deviation_reason) or "", []).append("")
    paths = _causes_of(voice, problem)
    return [
        voice.say(
            "partial_cause",
            [
                voice.fact("所指", _named_or_execution(names), paths[text]),
                voice.fact("偏差原因", text, paths[text]),
                flag("全部所指", len(found) == 1),
            ],
            about=f"problem/{problem.number}/原因/{number}",
            path=paths[text],
        )
        for number, (text, names) in enumerate(found.items(), 1)
        if text and not is_told(text, told)
    ]


def _named_or_execution(names: list[str]) -> str:
    """“甲”“乙”2项指标和预算执行; an empty name is that of the execution."""
    rows = [name for name in names if name]
    return "和".join(part for part in (quoted(rows, "指标") if rows else "", "" if all(names) else "预算执行") if part)


def _causes_of(voice: Voice, problem: Problem) -> dict[str | None, DataPath]:
    """The different reasons on what a problem names, each with its path."""
    found = {
        clause(row.source.deviation_reason): row.path / "偏差原因" for row in covered_by(voice.assessment, problem)
    }
    if covers_execution(problem):
        execution = voice.assessment.execution
        found.setdefault(clause(voice.data.execution.deviation_reason), execution.path / "偏差原因")
    return {text: path for text, path in found.items() if text}


_POINTS = regex(r"(\d+(?:\.\d+)?)分(?!钟)")

TOPICS = {
    Shortfall.NOT_STARTED: "shortfall.not_started",
    Shortfall.QUANTITY: "shortfall.quantity",
    Shortfall.LATE: "shortfall.late",
    Shortfall.RATE: "shortfall.rate",
    Shortfall.QUALITATIVE: "shortfall.qualitative",
    Shortfall.SATISFACTION: "shortfall.satisfaction",
    Shortfall.COST: "shortfall.cost",
    Shortfall.LOST_THOUGH_MET: "shortfall.lost_though_met",
    Shortfall.UNCLEAR: "shortfall.unclear",
}

GROUPS = {
    Manner.NOT_STARTED: "group.not_started",
    Manner.MISSED: "group.missed",
    Manner.UNCLEAR: "group.unclear",
    Manner.DOCKED: "group.docked",
    Manner.OVER: "group.over",
}


class Undiscussed(Struct, frozen=True):
    """A loss (or a target far exceeded) that needs a paragraph, because no problem of the clerk's names it.

    ``rank`` orders the report: 0 execution where it lost the most, 1 not carried out, 2 missed, 3 far exceeded;
    within a rank the largest ``lost`` (分) comes first. The two passages are made only when they are asked for.
    """

    rank: int
    lost: Decimal
    problem: Callable[[], Passage]
    measure: Callable[[], Passage]
    rows: tuple[IndicatorResult, ...] = field(default=())


def undiscussed(voice: Voice) -> list[Undiscussed]:
    """What lost points and is in none of the clerk's problems, in the order of the report."""
    named = {row.path for problem in voice.data.problems for row in covered_by(voice.assessment, problem)}
    rows = [row for row in voice.assessment.incomplete if row.path not in named]
    losses = [loss for loss in losses_without_row(voice.assessment) if not _named(loss, named)]
    discussed_losses = [(loss, _first_of(loss, rows)) for loss in losses if loss.told]
    items = [_cluster(voice, cluster, discussed_losses) for cluster in clusters(rows, pooled=voice.is_nested)]
    items += [_loss(voice, loss) for loss in losses if not loss.told]
    over = [row for row in over_achieved(voice) if row.path not in named and row.complete]
    items += [_cluster(voice, cluster, []) for cluster in over_clusters(over)]
    execution = _execution(voice)
    if execution is not None:
        most = all(execution.lost >= item.lost for item in items)
        items.append(Undiscussed(0, execution.lost, execution.problem, execution.measure) if most else execution)
    return sorted(items, key=lambda item: (item.rank, -item.lost))


def _named(loss: Loss, named: set[DataPath]) -> bool:
    """Whether the clerk's problems name every row that the loss is about."""
    return all(row.path in named for row in _rows_of(loss))


def _rows_of(loss: Loss) -> list[IndicatorResult]:
    return [row for row in loss.goal.indicators if loss.level1 in (None, row.level1)]


def over_achieved(voice: Voice) -> list[IndicatorResult]:
    """Targets exceeded beyond the pack's line (超额说明线): figures that grow, not rates near 100%."""
    line = voice.pack.scoring.explain_above
    return [
        row
        for row in voice.assessment.indicators
        if row.achievement.direction is Direction.AT_LEAST
        and row.achievement.completion is not None
        and row.achievement.completion > line
    ]


_RANKS = {Manner.NOT_STARTED: 1, Manner.MISSED: 2, Manner.UNCLEAR: 2, Manner.DOCKED: 2, Manner.OVER: 3}


def _cluster(voice: Voice, cluster: Cluster, losses: Iterable[tuple[Loss, DataPath | None]]) -> Undiscussed:
    """A cluster's paragraph; the loss of a group without weights goes with its first row that fell short."""
    paths = {row.path for row in cluster.rows}
    mine = [loss for loss, first in losses if first in paths]

    def problem() -> Passage:
        said = _alone(voice, cluster) if len(cluster.rows) == 1 else _together(voice, cluster)
        return (*said, *_causes(voice, cluster), *(_group_loss(voice, loss) for loss in mine))

    known = sum((row.lost for row in cluster.rows if row.lost), Decimal(0))
    lost = known or sum((loss.lost for loss in mine), Decimal(0))
    return Undiscussed(_RANKS[cluster.manner], lost, problem, lambda: measure_of(voice, cluster), cluster.rows)


def _first_of(loss: Loss, rows: Iterable[IndicatorResult]) -> DataPath | None:
    """The path of the first row of a group that fell short and is in no problem of the clerk's."""
    mine = {row.path for row in _rows_of(loss)}
    return next((row.path for row in rows if row.path in mine), None)


def _alone(voice: Voice, cluster: Cluster) -> list[Statement]:
    """The row's own sentence, and the comparison with last year where both years are known."""
    row, statement = cluster.rows[0], _single(voice, cluster)
    before = year_on_year(voice, row)
    if not before.text or cluster.manner is Manner.OVER:
        return [statement]
    name = voice.fact("指标", row.label, row.path / "三级指标")
    return [statement, voice.say("shortfall_year", [name, before], about=f"year/{row.key}", path=row.path)]


def _single(voice: Voice, cluster: Cluster) -> Statement:
    row = cluster.rows[0]
    topic = "over_achieved" if row.shortfall is None else TOPICS[row.shortfall]
    about = f"{'over' if row.shortfall is None else 'shortfall'}/{row.key}"
    return voice.say(topic, indicator_facts(voice, row), about=about, path=row.path / "偏差原因", of=row.key)


def _together(voice: Voice, cluster: Cluster) -> list[Statement]:
    """A lead that names the rows, then a clause a row; what was not carried out needs no clauses."""
    rows = cluster.rows
    whole = cluster.whole_goals(voice.assessment)
    paths = [row.path / "三级指标" for row in rows]
    weights = [row.path / key for row in rows for key in ("分值", "得分")]
    terms = " + ".join(plain(row.lost or Decimal(0)) for row in rows)
    lost = cluster.lost if cluster.lost and cluster.lost > 0 else None
    facts = [
        voice.fact("目标列", goals_named(whole) if whole else None),
        voice.fact("指标列", quoted(labels(rows), "指标"), *paths),
        voice.points("失分", lost, *weights, formula=f"{terms} = {plain(lost)}" if lost else ""),
    ]
    topic = GROUPS[cluster.manner]
    lead = voice.say(topic, facts, about=f"shortfall/{cluster.key}/共同", path=rows[0].path, of=cluster.key)
    if cluster.manner is Manner.NOT_STARTED:
        return [lead]
    return [lead, *_listed(voice, cluster)]


def _listed(voice: Voice, cluster: Cluster) -> Passage:
    """A clause a row, those that lost the most where there are more than the pack's limit."""
    rows, limit = cluster.rows, voice.pack.data.prose_limit
    shown = rows if len(rows) <= limit else sorted(rows, key=lambda row: -(row.lost or Decimal(0)))[:limit]
    clauses = [_clause(voice, cluster, row) for row in shown]
    if len(shown) < len(rows):
        rest = [Fact("其余数", str(len(rows) - len(shown)))]
        clauses.append(voice.say("item_rest", rest, about=f"item/{cluster.key}/其余"))
    return joined(clauses)


def _clause(voice: Voice, cluster: Cluster, row: IndicatorResult) -> Statement:
    facts = [
        *indicator_facts(voice, row),
        flag("超额", cluster.manner is Manner.OVER),
    ]
    return voice.say("item", facts, about=f"item/{row.key}", path=row.path)


_CAUSES = {
    Manner.NOT_STARTED: ("cause", "偏差原因"),
    Manner.MISSED: ("cause", "偏差原因"),
    Manner.UNCLEAR: ("cause", "偏差原因"),
    Manner.DOCKED: ("basis", "扣分依据"),
    Manner.OVER: ("surplus", "超额原因"),
}


def _causes(voice: Voice, cluster: Cluster) -> list[Statement]:
    """The reason once; where goals that were not carried out give different ones, each with its goal."""
    topic, name = _CAUSES[cluster.manner]
    reasons = cluster.reasons
    if len(reasons) > 1:
        return [_partial_cause(voice, cluster, number, reason) for number, reason in enumerate(reasons)]
    paths = [row.path / "偏差原因" for row in cluster.rows]
    facts = [
        voice.fact(name, reasons[0] if reasons else None, *paths),
        flag("自成一句", bool(reasons) and is_whole_cause(reasons[0])),
        voice.fact("原因类别", cluster.category, *(row.path / "原因类别" for row in cluster.rows)),
        flag("共同", len(cluster.rows) > 1),
    ]
    return [voice.say(topic, facts, about=f"cause/{cluster.key}", path=paths[0], of=cluster.key + WHY)]


def _partial_cause(voice: Voice, cluster: Cluster, number: int, reason: str) -> Statement:
    mine = [row for row in cluster.rows if reason in Cluster(cluster.manner, (row,)).reasons]
    goals = list(dict.fromkeys(row.goal for row in mine if row.goal))
    named = [row.path.parent.parent / "名称" for row in mine] if goals else [row.path / "三级指标" for row in mine]
    paths = [row.path / "偏差原因" for row in mine]
    facts = [
        voice.fact("所指", quoted(goals) if goals else quoted(labels(mine), "指标"), *dict.fromkeys(named)),
        voice.fact("偏差原因", reason, *paths),
        flag("全部所指", False),
    ]
    return voice.say("partial_cause", facts, about=f"cause/{cluster.key}/{number + 1}", path=paths[0])


def _loss_facts(voice: Voice, loss: Loss) -> list[Fact]:
    goal = f"“{loss.goal.name}”目标" if loss.goal.name else ""
    named = f"{goal}的{loss.level1}" if goal and loss.level1 else goal or loss.level1 or "年度绩效目标"
    formula = f"{plain(loss.points)} − {plain(loss.score)} = {plain(loss.lost)}"
    return [
        voice.fact("一组", named, loss.goal.path / "名称", loss.path),
        voice.points("分值", loss.points, loss.path),
        voice.points("得分", loss.score, loss.goal.path),
        voice.points("失分", loss.lost, loss.path, formula=formula),
        flag("另有说明", loss.told),
    ]


def _group_loss(voice: Voice, loss: Loss) -> Statement:
    about = f"shortfall/{loss.goal.key}/{loss.level1 or '目标'}"
    return voice.say("shortfall.group", _loss_facts(voice, loss), about=about, path=loss.path)


def _loss(voice: Voice, loss: Loss) -> Undiscussed:
    """Points that a group lost although no row of it shows the loss."""
    about = f"basis/{loss.goal.key}/{loss.level1 or '目标'}"

    def problem() -> Passage:
        basis = voice.fact("扣分依据", None, loss.path)
        return (_group_loss(voice, loss), voice.say("basis", [basis], about=about, path=loss.path))

    return Undiscussed(2, loss.lost, problem, lambda: loss_measure(voice, loss))


def _execution(voice: Voice) -> Undiscussed | None:
    """What the execution lost, unless one of the clerk's problems names it in 涉及指标.

    Below the pack's line always; above it where a reason was given, or where the clerk wrote no problems at all.
    """
    found, given = voice.assessment.execution, voice.data.execution
    named = any(covers_execution(problem) for problem in voice.data.problems)
    if named or found.true_rate is None or not found.lost or found.lost <= TOLERANCE:
        return None
    low = found.true_rate < voice.pack.scoring.execution_low
    reason = clause(given.deviation_reason)
    if not low and not reason and (voice.data.problems or voice.is_nested):
        return None

    def problem() -> Passage:
        said = _execution_facts(voice)
        if low or reason:
            facts = [*execution_facts(voice), flag("自成一句", is_whole_cause(reason))]
            path = found.path / "偏差原因"
            said.append(voice.say("cause", facts, about="cause/execution", path=path, of=WHOLE + WHY))
        return tuple(said)

    def measure() -> Passage:
        """Above the line none is asked for."""
        return execution_measure(voice) if low or given.corrective_action or given.reason_category else ()

    return Undiscussed(2, found.lost, problem, measure)


def _execution_facts(voice: Voice) -> list[Statement]:
    """What the execution lost, and which fund source or project holds the money that was not spent."""
    found = voice.assessment.execution
    topic = "shortfall.execution_of_project" if voice.is_nested else "shortfall.execution"
    facts, path = [*execution_facts(voice), flag("分文未支", found.spent == Decimal(0))], found.path / "偏差原因"
    said = [voice.say(topic, facts, about="shortfall/execution", path=path, of=WHOLE)]
    if most := list(unspent_most(voice)):
        said.append(voice.say("unspent_most", most, about="shortfall/execution/资金项", path=path))
    if idle := unspent_whole(voice):
        said.append(voice.say("unspent_whole", idle, about="shortfall/execution/未支出", path=path))
    return said
