"""The projects of a department: a paragraph each in its report, and 预算绩效情况说明 of the public accounts.

In: the ``Voice`` of a department, or of a project. Out: passages. In the report a project has its money, rate, score,
how many targets were met, each shortfall and the measures that were given; the public accounts (决算公开) have the
number of projects, the whole, and a 综述 for each project.
"""

from collections.abc import Iterator
from decimal import Decimal

from drafter.assess import Assessment, IndicatorResult, Shortfall
from drafter.blocks import Fact, Statement
from drafter.narrate.execution import execution_facts
from drafter.narrate.indicators import indicator_facts, worth
from drafter.narrate.problems import measures, problems
from drafter.narrate.scores import so_far
from drafter.narrate.voice import Passage, Voice, flag
from drafter.narrate.wording import joined
from drafter.narrate.wording_choice import WHOLE
from drafter.numbers import fixed, percent, quotient


def projects(voice: Voice) -> list[Passage]:
    """A passage for each nested project, in the data's order."""
    return [_project(voice.of(project)) for project in voice.assessment.projects]


def _project(voice: Voice) -> Passage:
    found: Assessment = voice.assessment
    docked = [row for row in found.incomplete if row.shortfall is Shortfall.LOST_THOUGH_MET]
    facts = [
        *execution_facts(voice),
        voice.points("总分", found.total, voice.path / "总分"),
        *so_far(voice),
        Fact("指标数", str(len(found.indicators)) if found.indicators else ""),
        Fact("完成数", str(len(found.complete))),
        Fact("达标数", str(len(found.complete) + len(docked))),
        Fact("扣分数", str(len(docked)) if docked else ""),
        flag("预算为零", found.execution.adjusted is not None and found.execution.adjusted.is_zero()),
        flag("全部完成", bool(found.indicators) and len(found.complete) == len(found.indicators)),
    ]
    summary = voice.say("project.summary", facts, about="summary", path=voice.path, of=WHOLE)
    problem_statements = [s for passage in problems(voice) for s in passage if not s.rule.startswith("problem.none")]
    answers = [s for passage in measures(voice) for s in passage if s.rule.endswith(".given")]
    lead = [voice.say("project.measures", [], about="measures")] if answers else []
    return (summary, *problem_statements, *lead, *answers)


OUTPUTS = 3
"""How many completed indicators a 综述 names."""

_ACCOUNTS = "决算说明/"


def scope(voice: Voice) -> list[Passage]:
    """How many projects were evaluated, their money, and its share of the budget where it is a part of it."""
    projects = voice.assessment.projects
    if not projects:
        return []
    amounts = [project.execution.adjusted for project in projects]
    known = [amount for amount in amounts if amount is not None]
    whole = sum(known, Decimal(0)) if len(known) == len(amounts) else None
    budget = voice.assessment.execution.adjusted
    share = quotient(whole, budget) if whole is not None and budget and whole <= budget else None
    places = [project.execution.path / "全年预算数" for project in projects]
    total = " + ".join(fixed(amount) for amount in known)
    shown = None if share is None or whole is None or budget is None else percent(share)
    facts = [
        Fact("项目数", str(len(projects))),
        voice.money("项目预算", whole, *places, formula=f"{total} = {fixed(whole)}" if whole is not None else ""),
        voice.fact(
            "预算占比",
            shown,
            *places,
            formula=f"{fixed(whole)} ÷ {fixed(budget)} = {shown}" if shown and whole is not None and budget else "",
        ),
    ]
    return [(voice.say("accounts.scope", facts, about=f"{_ACCOUNTS}scope", path=voice.path / "项目"),)]


def whole_result(voice: Voice) -> list[Passage]:
    """The money, the rate and the score of the whole in one sentence."""
    path = voice.path
    facts = [*execution_facts(voice), voice.points("总分", voice.assessment.total, path / "总分"), *so_far(voice)]
    return [(voice.say("accounts.whole", facts, about=f"{_ACCOUNTS}whole", path=path / "总分"),)]


def project_summaries(voice: Voice) -> list[Passage]:
    """A 综述 for each nested project; for a project's own report its own."""
    own = voice.data.project_name and not voice.assessment.projects
    reports = (voice.assessment,) if own else voice.assessment.projects
    return [_summary(voice.of(project).within(_ACCOUNTS)) for project in reports]


def _summary(voice: Voice) -> Passage:
    found: Assessment = voice.assessment
    lead = voice.say("accounts.project", execution_facts(voice), about="lead", path=found.execution.path, of=WHOLE)
    return (lead, *_outputs(voice), *_problems(voice), *_measures(voice))


def _outputs(voice: Voice) -> Iterator[Statement]:
    rows = _telling(voice.assessment)
    if rows:
        yield voice.say("accounts.outputs", [], about="outputs")
        yield from joined(
            [voice.say("accounts.output", indicator_facts(voice, row), about=f"output/{row.key}") for row in rows]
        )


def _telling(found: Assessment) -> list[IndicatorResult]:
    """The best of each first-level group, then the others; what something cost is no output."""
    ranked = [row for row in sorted(found.complete, key=worth) if "成本" not in f"{row.level1}{row.level2}"]
    first = {row.level1: row for row in reversed(ranked)}
    chosen = [row for row in ranked if row is first[row.level1]]
    return (chosen + [row for row in ranked if row not in chosen])[:OUTPUTS]


def _problems(voice: Voice) -> Iterator[Statement]:
    statements = [s for passage in problems(voice) for s in passage if not s.rule.startswith("problem.none")]
    if statements:
        yield voice.say("accounts.problems", [], about="problems")
        yield from statements


def _measures(voice: Voice) -> Iterator[Statement]:
    statements = [
        s for passage in measures(voice) for s in passage if s.rule not in ("measure.none", "measure.unneeded")
    ]
    if statements:
        yield voice.say("accounts.measures", [], about="measures")
        yield from statements
