"""A 财政评价: its conclusion, the money, each dimension with its deductions, the tiers of the indicators.

In: a ``Voice``. Out: passages; each public function fills one slot of the templates. Figures are printed as given;
only 得分率 and lost points are computed. A missing score or reason is a gap; money that was not given is left out.
"""

from collections.abc import Sequence
from decimal import Decimal

from drafter.assess import PartResult
from drafter.assess.discussion import said
from drafter.blocks import Fact, Statement
from drafter.model import Deduction, Dimension, ReportType, Tier
from drafter.narrate.execution import execution_facts
from drafter.narrate.voice import Passage, Voice, flag, given_text
from drafter.narrate.wording import clause, joined, named_project, one_line
from drafter.narrate.wording_choice import WHOLE
from drafter.numbers import percent, plain

_END = " \t\n。．；;，,"


def conclusion(voice: Voice) -> list[Passage]:
    """The total and the grade; from which sides the evaluation looked, and where it took the most points."""
    if not _is_evaluation(voice):
        return []
    found, path = voice.assessment, voice.path
    scores = " + ".join(plain(part.score) for part in found.dimensions if part.score is not None)
    added = not found.goals and found.given_total is None and found.computed_total is not None
    formula = f"{scores} = {plain(found.computed_total)}" if added and found.computed_total is not None else ""
    open_score = next((part.path / "得分" for part in found.dimensions if part.score is None), None)
    facts = [
        voice.fact("评价对象", _object(voice), path / "项目名称"),
        voice.points("总分", found.total, open_score or path / "总分", formula=formula),
        voice.fact("等级", found.grade, path / "等级"),
        flag("评等级", bool(voice.pack.scoring.grades)),
    ]
    said_first = voice.say("evaluation.total", facts, about="evaluation/total", path=path / "总分", of=WHOLE)
    return [(said_first, *_sides(voice))]


def _is_evaluation(voice: Voice) -> bool:
    return voice.data.report_type is ReportType.EVALUATION


def _object(voice: Voice) -> str | None:
    """What was evaluated: the project, or what the pack calls the whole (部门整体支出)."""
    words = voice.pack.data.wording.get(voice.data.report_type.value, {})
    return named_project(voice.data.project_name) or words.get("自评对象")


def _sides(voice: Voice) -> list[Statement]:
    """The dimensions by name and, where all is known, the one that lost the most; silent where a name is missing."""
    parts, path = voice.assessment.dimensions, voice.path / "评价维度"
    if len(parts) < 2 or not all(part.name for part in parts):
        return []
    losses = {part.key: part.lost for part in parts if part.lost is not None and part.rate is not None}
    facts = [
        voice.fact("维度列", "、".join(part.name for part in parts), *(part.path / "名称" for part in parts)),
        Fact("维度数", str(len(parts))),
    ]
    known = len(losses) == len(parts)
    most = max(losses.values(), default=Decimal(0)) or Decimal(0)
    leading = [part for part in parts if known and most > 0 and part.lost == most]
    if len(leading) == 1:
        facts += [
            voice.fact("失分维度", leading[0].name, leading[0].path / "名称"),
            *_figures(voice, leading[0], "维度"),
        ]
    facts.append(flag("无失分", known and most <= 0))
    return [voice.say("evaluation.sides", facts, about="evaluation/sides", path=path, of=WHOLE)]


def evaluated_budget(voice: Voice) -> list[Passage]:
    """What the budget was, what was spent, the rate: whatever of it was given; the reason where one was."""
    found, path = voice.assessment.execution, voice.assessment.execution.path
    given = (found.initial, found.adjusted, found.spent, found.rate)
    if not _is_evaluation(voice) or all(figure is None for figure in given):
        return []
    facts = [
        *execution_facts(voice),
        voice.fact("评价对象", _object(voice), voice.path / "项目名称"),
        flag("预算为零", found.adjusted == Decimal(0)),
    ]
    passage = [voice.say("evaluation.budget", facts, about="evaluation/budget", path=path, of=WHOLE)]
    if clause(said(voice.data.execution.deviation_reason)):
        passage.append(voice.say("cause", facts, about="evaluation/budget/原因", path=path / "偏差原因", of=WHOLE))
    return [tuple(passage)]


def dimensions(voice: Voice) -> list[Passage]:
    """A paragraph for each dimension: its score, what was given as 说明, then each deduction; a gap without any."""
    if not voice.assessment.dimensions and _is_evaluation(voice):
        return given_text(voice, "评价维度", None)
    pairs = zip(voice.assessment.dimensions, voice.data.dimensions, strict=True)
    return [_dimension(voice, part, source) for part, source in pairs]


def _dimension(voice: Voice, part: PartResult, source: Dimension) -> Passage:
    about, wording_key = f"evaluation/dimension/{part.key}", f"评价维度/{part.key}"
    facts = [voice.fact("维度", part.name, part.path / "名称"), *_figures(voice, part, "维度")]
    lead = voice.say("evaluation.dimension", facts, about=about, path=part.path, of=wording_key)
    explained = _explanation(voice, part, source, about)
    return (lead, *explained, *_deductions(voice, part, source, silent=not explained))


def _figures(voice: Voice, part: PartResult, prefix: str) -> list[Fact]:
    """Weight, score, lost points and 得分率 of a dimension or tier, each under the prefix of its kind."""
    points, score, rate, lost = part.points, part.score, part.rate, part.lost
    cells = (part.path / "得分", part.path / "分值")
    division = left = ""
    if points is not None and score is not None and rate is not None and lost is not None:
        division = f"{plain(score)} ÷ {plain(points)} = {percent(rate)}"
        left = f"{plain(points)} − {plain(score)} = {plain(lost)}"
    return [
        voice.points(f"{prefix}分值", points, cells[1]),
        voice.points(f"{prefix}得分", score, cells[0]),
        voice.points(f"{prefix}扣分", lost if lost is not None and lost > 0 else None, *cells, formula=left),
        voice.fact(f"{prefix}得分率", None if rate is None else percent(rate), *cells, formula=division),
    ]


def _explanation(voice: Voice, part: PartResult, source: Dimension | Tier, about: str) -> list[Statement]:
    """What the clerk wrote as 说明, word for word."""
    text = (one_line(said(source.explanation)) or "").strip(_END)
    if not text:
        return []
    path = part.path / "说明"
    explanation = voice.fact("说明", text, path)
    return [voice.say("evaluation.explanation", [explanation], about=f"{about}/说明", path=path)]


def _deductions(voice: Voice, part: PartResult, source: Dimension, *, silent: bool) -> Passage:
    """Each deduction with its points and its reason, a clause each; a loss that nothing explains is a gap."""
    about, wording_key = f"evaluation/dimension/{part.key}/扣分", f"评价维度/{part.key}"
    if not source.deductions:
        lost = part.lost is not None and part.lost > 0
        if not (lost and silent):
            return ()
        missing = [voice.fact("扣分原因", None, part.path / "扣分")]
        return (voice.say("evaluation.unexplained", missing, about=about, path=part.path / "扣分", of=wording_key),)
    listed = source.deductions
    clauses = [_deduction(voice, part, listed, index, about) for index in range(len(listed))]
    lead = voice.say("evaluation.deductions", [], about=about, path=part.path / "扣分", of=wording_key)
    return (lead, *joined(clauses))


def _deduction(voice: Voice, part: PartResult, listed: Sequence[Deduction], index: int, about: str) -> Statement:
    """One deduction; a reason that the one before it gave already is not repeated."""
    taken, path = listed[index], part.path / "扣分" / index
    reason = clause(said(taken.reason))
    before = clause(said(listed[index - 1].reason)) if index else None
    name = one_line(taken.indicator)
    facts = [
        voice.fact("扣分指标", name, path / "指标"),
        voice.points("扣分", taken.points.value if taken.points else None, path / "分值"),
        voice.fact("扣分原因", reason, path / "原因"),
        flag("同一原因", reason is not None and reason == before),
    ]
    alone = name is not None and [one_line(other.indicator) for other in listed].count(name) == 1
    key = name if alone else str(index + 1)
    wording_key = f"评价维度/{part.key}/{index}"
    return voice.say("evaluation.deduction", facts, about=f"{about}/{key}", path=path / "原因", of=wording_key)


def tiers(voice: Voice) -> list[Passage]:
    """A paragraph for each of 维持型, 提升型, 创新型: its score, then what was given as 说明."""
    return [_tier(voice, part, source) for part, source in zip(voice.assessment.tiers, voice.data.tiers, strict=True)]


def _tier(voice: Voice, part: PartResult, source: Tier) -> Passage:
    about = f"evaluation/tier/{part.key}"
    name = part.name and (part.name if part.name.endswith("指标") else f"{part.name}指标")
    facts = [voice.fact("分级", name, part.path / "名称"), *_figures(voice, part, "分级")]
    lead = voice.say("evaluation.tier", facts, about=about, path=part.path, of=f"指标分级/{part.key}")
    return (lead, *_explanation(voice, part, source, about))
