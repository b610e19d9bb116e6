"""The money: budget execution with its facts and sentences, what is said where it is low, and 收支情况.

In: a ``Voice``. Out: facts in 万元, percent and 分; passages for the slots on execution and 收支情况, nothing where
the data carry none.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.blocks import Fact, Statement
from drafter.model import DataPath, Item, Money
from drafter.narrate.voice import Passage, Voice, flag
from drafter.narrate.wording import clause, joined, named_project
from drafter.numbers import agree, fixed, percent, plain, quotient


def execution_facts(voice: Voice) -> list[Fact]:
    """Everything that a sentence may say of the budget execution."""
    found, path = voice.assessment.execution, voice.assessment.execution.path
    both = (path / "全年预算数", path / "全年执行数")
    budget = voice.data.execution
    lost = found.lost if found.lost is not None and found.lost > 0 else None
    return [
        voice.money("年初预算数", found.initial, path / "年初预算数"),
        *_adjustment(voice),
        voice.money("全年预算数", found.adjusted, path / "全年预算数"),
        voice.money("全年执行数", found.spent, path / "全年执行数"),
        voice.money(
            "未执行资金",
            found.unspent if found.unspent and found.unspent > 0 else None,
            *both,
            formula=_difference(found.adjusted, found.spent),
        ),
        rate_fact(voice),
        voice.points("执行分值", found.points, path / "分值"),
        voice.points("执行得分", found.score, path / "得分", formula=_score_formula(voice)),
        voice.points("执行失分", lost, path / "分值", path / "得分", formula=_difference(found.points, found.score)),
        voice.fact("偏差原因", clause(budget.deviation_reason), path / "偏差原因"),
        voice.fact("原因类别", budget.reason_category, path / "原因类别"),
    ]


def _adjustment(voice: Voice) -> list[Fact]:
    """How the budget of the year differs from that of its beginning; facts without text where the two are equal."""
    found = voice.assessment.execution
    before, now = found.initial, found.adjusted
    paths = (found.path / "全年预算数", found.path / "年初预算数")
    change = None if before is None or now is None or fixed(before) == fixed(now) else now - before
    shown = None
    if change is not None and before and before > 0:
        rate, printed = quotient(abs(change), before), quotient(abs(Decimal(fixed(change))), Decimal(fixed(before)))
        # Of a few 元 the amounts in 万元 do not give the rate that a reader works out from them.
        shown = percent(rate) if rate and printed and percent(rate) == percent(printed) else None
    divided = f"{fixed(abs(change))} ÷ {fixed(before)} = {shown}" if change is not None and before and shown else ""
    return [
        voice.money("追加额", change if change and change > 0 else None, *paths, formula=_difference(now, before)),
        voice.money("调减额", -change if change and change < 0 else None, *paths, formula=_difference(before, now)),
        voice.fact("调整幅度", shown, *paths, formula=divided),
    ]


def rate_fact(voice: Voice) -> Fact:
    """预算执行率 with its division, the given rate where there is one."""
    found, path = voice.assessment.execution, voice.assessment.execution.path
    paths = [path / "全年执行数", path / "全年预算数"] if found.computed_rate is not None else [path / "执行率"]
    rate = None if found.rate is None else percent(found.rate)
    formula = ""
    if found.computed_rate is not None and found.spent is not None and found.adjusted is not None:
        formula = f"{fixed(found.spent)} ÷ {fixed(found.adjusted)} = {percent(found.computed_rate)}"
    return voice.fact("预算执行率", rate, *paths, formula=formula)


def _score_formula(voice: Voice) -> str:
    found = voice.assessment.execution
    if found.points is None or found.true_rate is None or found.computed_score is None:
        return ""
    most = f"，不超过{plain(found.points)}" if found.true_rate > 1 else ""
    return f"{plain(found.points)} × {percent(found.true_rate)}{most} = {plain(found.computed_score)}"


def _difference(whole: Decimal | None, part: Decimal | None) -> str:
    return "" if whole is None or part is None else f"{fixed(whole)} − {fixed(part)} = {fixed(whole - part)}"


def execution_amounts(voice: Voice) -> list[Passage]:
    """What the budget was and what was spent, 万元."""
    path = voice.assessment.execution.path
    return [(voice.say("execution.amounts", execution_facts(voice), about="execution/amounts", path=path),)]


def execution_formula(voice: Voice) -> list[Passage]:
    """The line that shows how the rate was computed; a budget of zero has no rate and says so."""
    found = voice.assessment.execution
    if found.rate is None and not (found.adjusted is not None and found.adjusted.is_zero()):
        return []
    facts = [*execution_facts(voice), flag("预算为零", found.adjusted == Decimal(0))]
    return [(voice.say("execution.formula", facts, about="execution/formula", path=found.path),)]


def execution_score(voice: Voice) -> list[Passage]:
    """Weight, score and lost points of the execution; the reason is given with the problems."""
    found = voice.assessment.execution
    if found.points is None or found.score is None:
        return []
    low = found.true_rate is not None and found.true_rate < voice.pack.scoring.execution_low
    explained = low or bool(clause(voice.data.execution.deviation_reason))
    facts = [*execution_facts(voice), flag("另有说明", explained)]
    return [(voice.say("execution.score", facts, about="execution/score", path=found.path),)]


def funding(voice: Voice) -> list[Passage]:
    """Execution by fund source, and how the spending divides into 基本支出 and 项目支出."""
    passages = []
    parts = [_part(voice, index) for index in range(len(voice.data.execution.parts))]
    complete = [facts for facts in parts if all(fact.text for fact in facts[:3])]
    if len(complete) > 1:
        clauses = [
            voice.say("funding.part", facts, about=f"funding/{facts[0].text}/{number}", path=voice.path / "预算执行")
            for number, facts in enumerate(complete)
        ]
        passages.append((voice.say("funding.lead", [], about="funding"), *joined(clauses)))
    passages.extend(_spending(voice))
    return passages


def _wan(voice: Voice, money: Money | None) -> Decimal | None:
    """万元, whatever unit the budget is written in."""
    return None if money is None else money.in_wan(voice.data.execution.currency_unit)


def _part(voice: Voice, index: int) -> list[Fact]:
    part, path = voice.data.execution.parts[index], voice.path / "预算执行" / "明细" / index
    budget, spent = _wan(voice, part.adjusted_budget), _wan(voice, part.spent)
    rate = quotient(spent, budget) if spent is not None and budget else None
    formula = f"{fixed(spent)} ÷ {fixed(budget)} = {percent(rate)}" if spent is not None and budget and rate else ""
    return [
        voice.fact("来源", part.name, path / "名称"),
        voice.money("来源预算数", budget, path / "全年预算数"),
        voice.money("来源执行数", spent, path / "全年执行数"),
        voice.fact(
            "来源执行率",
            None if rate is None else percent(rate),
            path / "全年预算数",
            path / "全年执行数",
            formula=formula,
        ),
    ]


def _spending(voice: Voice) -> Iterator[Passage]:
    budget, path = voice.data.execution, voice.path / "预算执行"
    basic, projects = _wan(voice, budget.basic_spending), _wan(voice, budget.project_spending)
    if basic is None or projects is None:
        return
    whole, spent = basic + projects, voice.assessment.execution.spent
    adds_up = spent is not None and whole > 0 and agree(whole, spent)

    def share(name: str, part: Decimal) -> Fact:
        ratio = quotient(part, whole) if adds_up else None
        text = None if ratio is None else percent(ratio)
        formula = f"{fixed(part)} ÷ {fixed(whole)} = {text}" if text else ""
        return voice.fact(name, text, path / "基本支出总额", path / "项目支出总额", formula=formula)

    facts = [
        voice.money("基本支出", basic, path / "基本支出总额"),
        voice.money("项目支出", projects, path / "项目支出总额"),
        share("基本支出占比", basic),
        share("项目支出占比", projects),
    ]
    yield (voice.say("spending", facts, about="spending", path=path),)


_LEAST_SHARE = Decimal("0.3")
"""Of the money that was not spent: a source or project that holds less of it explains nothing (其中…占0.25%)."""


def unspent_most(voice: Voice) -> Iterator[Fact]:
    """The fund source or the project that holds the most of the money that was not spent, and its share."""
    unspent = voice.assessment.execution.unspent
    if not unspent or unspent <= 0:
        return
    found: list[tuple[Decimal, str, DataPath]] = []
    for index, part in enumerate(voice.data.execution.parts):
        planned, spent = _wan(voice, part.adjusted_budget), _wan(voice, part.spent)
        if part.name and planned is not None and spent is not None:
            found.append((planned - spent, part.name, voice.path / "预算执行" / "明细" / index))
    for project in voice.assessment.projects:
        left = project.execution.unspent or Decimal(0)
        if name := named_project(project.data.project_name):
            found.append((left, name, project.execution.path))
    # What holds the whole of it says nothing. Where something left more than the whole (others were overspent), the
    # largest is no part of it: naming the next one would point at the wrong place.
    held = [entry for entry in found if entry[0] != unspent]
    if not held:
        return
    left, name, path = max(held, key=lambda entry: entry[0])
    ratio = quotient(left, unspent)
    if left > unspent or ratio is None or ratio < _LEAST_SHARE:
        return
    places = (path / "全年预算数", path / "全年执行数")
    yield voice.fact("资金项", name, path)
    yield voice.money("资金额", left, *places)
    text = percent(ratio)
    yield voice.fact("资金占比", text, *places, formula=f"{fixed(left)} ÷ {fixed(unspent)} = {text}")


def unspent_whole(voice: Voice) -> list[Fact]:
    """The fund sources of which nothing was spent, with their money; none where the whole budget was left."""
    idle = []
    for index, part in enumerate(voice.data.execution.parts):
        planned, spent = _wan(voice, part.adjusted_budget), _wan(voice, part.spent)
        if part.name and planned and spent is not None and spent.is_zero():
            idle.append((part.name, planned, voice.path / "预算执行" / "明细" / index))
    if not idle or len(idle) == len(voice.data.execution.parts):
        return []
    listed = "、".join(f"{name}{fixed(planned)}万元" for name, planned, _ in idle)
    return [voice.fact("未支出资金", listed, *(path / "全年执行数" for _, _, path in idle))]


def revenue(voice: Voice) -> list[Passage]:
    """One sentence on the income, one on the spending."""
    data = voice.data.revenue
    statements = [_flow(voice, key, items) for key, items in (("收入", data.income), ("支出", data.spending)) if items]
    return [(statement,) for statement in statements]


def _flow(voice: Voice, key: str, items: Sequence[Item]) -> Statement:
    path = voice.path / "收支情况" / key
    unit = voice.data.revenue.currency_unit
    amounts = [None if item.amount is None else item.amount.in_wan(unit) for item in items]
    known = [amount for amount in amounts if amount is not None]
    whole = sum(known, Decimal(0)) if len(known) == len(items) else None
    parts = [
        f"{item.name or ''}{'' if amount is None else fixed(amount) + '万元'}"
        for item, amount in zip(items, amounts, strict=True)
    ]
    places = [path / index / "金额" for index in range(len(items))]
    terms = " + ".join(fixed(amount) for amount in known)
    facts = [
        voice.fact("收支", key),
        voice.money("收支合计", whole, *places, formula=f"{terms} = {fixed(whole)}" if whole is not None else ""),
        voice.fact("收支明细", "、".join(part for part in parts if part), *places),
    ]
    return voice.say("revenue", facts, about=f"revenue/{key}", path=path)
