"""The money makes sense: parts and whole, units, budget and spending, spending and what it brought.

In: ``Evidence``. Out: findings with the computation in figures, 万元.
"""

from collections.abc import Iterator
from decimal import Decimal

from drafter.assess.discussion import execution_explained
from drafter.checks.evidence import Check, Evidence
from drafter.findings import Finding
from drafter.numbers import TOLERANCE, agree, fixed, percent
from drafter.values.achievement import Verdict

FAR = Decimal("0.3")
"""A difference of shares (30 个百分点) that is worth a note. No rule that was found states a number."""


def budget_parts(evidence: Evidence) -> Iterator[Finding]:
    """基本支出 + 项目支出 = 全年执行数; the lines of 明细 add up to the whole, column by column."""
    path, budget = evidence.assessment.execution.path, evidence.assessment.data.execution
    unit = budget.currency_unit
    if budget.basic_spending and budget.project_spending and budget.spent:
        basic, project = budget.basic_spending.in_wan(unit), budget.project_spending.in_wan(unit)
        parts, whole = basic + project, budget.spent.in_wan(unit)
        made = f"{fixed(basic)} + {fixed(project)} = {fixed(parts)} 万元"
        if _units_mixed(parts, whole):
            yield evidence.finding(
                "unit-mixed",
                path / "全年执行数",
                f"基本支出与项目支出合计 {made}，全年执行数 {fixed(whole)} 万元，相差约一万倍",
                "同一组金额应使用同一单位",
                "核对金额单位是元还是万元",
            )
        elif not agree(parts, whole):
            yield evidence.finding(
                "budget-parts",
                path / "全年执行数",
                f"基本支出与项目支出合计 {made}",
                f"应等于全年执行数 {fixed(whole)} 万元",
                "核对基本支出、项目支出和全年执行数",
            )
    yield from _detail_parts(evidence)


def _detail_parts(evidence: Evidence) -> Iterator[Finding]:
    path, budget = evidence.assessment.execution.path, evidence.assessment.data.execution
    unit = budget.currency_unit
    columns = {
        "年初预算数": (budget.initial_budget, [part.initial_budget for part in budget.parts]),
        "全年预算数": (budget.adjusted_budget, [part.adjusted_budget for part in budget.parts]),
        "全年执行数": (budget.spent, [part.spent for part in budget.parts]),
    }
    for key, (whole, parts) in columns.items():
        given = [part.in_wan(unit) for part in parts if part is not None]
        total = sum(given, Decimal(0))
        if whole is None or not given or agree(total, whole.in_wan(unit)):
            continue
        mixed = _units_mixed(total, whole.in_wan(unit))
        yield evidence.finding(
            "unit-mixed" if mixed else "budget-parts",
            path / "明细",
            f"明细的{key}合计 {' + '.join(fixed(part) for part in given)} = {fixed(total)} 万元",
            f"应等于{key} {fixed(whole.in_wan(unit))} 万元{'，现在相差约一万倍' if mixed else ''}",
            "核对金额单位是元还是万元" if mixed else "核对明细各行和合计",
        )


def overspent(evidence: Evidence) -> Iterator[Finding]:
    """Spent more than the adjusted budget: 元 typed as 万元, or an amount or a budget that is wrong."""
    found = evidence.assessment.execution
    if found.spent is None or found.adjusted is None or found.spent <= found.adjusted + TOLERANCE:
        return
    mixed = _units_mixed(found.adjusted, found.spent, Decimal("0.5"))
    yield evidence.finding(
        "unit-mixed" if mixed else "budget-parts",
        found.path / "全年执行数",
        f"全年执行数 {fixed(found.spent)} 万元，大于全年预算数 {fixed(found.adjusted)} 万元",
        "同一组金额应使用同一单位" if mixed else "执行数不应超过调整后的全年预算数",
        "核对金额单位是元还是万元" if mixed else "核对执行数和全年预算数（含追加和上年结转）",
    )


def _units_mixed(left: Decimal, right: Decimal, within: Decimal = Decimal("0.01")) -> bool:
    """元 beside 万元: a factor of ten thousand, give or take a share of it.

    Parts and their whole are the same money, so 1% is enough; spending and budget are not, so half is (``overspent``).
    """
    small, large = sorted((left, right))
    return small > 0 and agree(large / small / 10000, Decimal(1), within)


def execution_low(evidence: Evidence) -> Iterator[Finding]:
    """Execution below the pack's line (by the amounts, whatever rate is given), no reason given."""
    found, line = evidence.assessment.execution, evidence.scoring.execution_low
    if found.true_rate is None or found.true_rate >= line or execution_explained(evidence.assessment):
        return
    yield evidence.finding(
        "execution-low",
        found.path / "偏差原因",
        f"预算执行率 {percent(found.true_rate)}，没有写原因",
        f"低于 {percent(line, 0)} 应说明原因",
        "填写预算执行的偏差原因",
    )


def outputs_without_spending(evidence: Evidence) -> Iterator[Finding]:
    """Nothing spent, targets met and nothing missed, no explanation."""
    found = evidence.assessment
    spent, adjusted = found.execution.spent, found.execution.adjusted
    if spent is None or not spent.is_zero() or not adjusted or execution_explained(found):
        return
    verdicts = [row.achievement.verdict for row in found.indicators]
    met = verdicts.count(Verdict.MET)
    if met and Verdict.MISSED not in verdicts and Verdict.NOT_STARTED not in verdicts:
        yield evidence.finding(
            "outputs-without-spending",
            found.execution.path / "全年执行数",
            f"全年执行数为 0，{met} 项指标却已报告完成",
            "没有支出而有产出的，应说明资金来源或支付时间",
            "填写预算执行的偏差原因，或核对执行数和完成值",
        )


def budget_adjusted(evidence: Evidence) -> Iterator[Finding]:
    """The budget was changed in the year and nothing says why, where the pack asks for it."""
    found = evidence.assessment.execution
    if not evidence.scoring.adjusted_explained or found.initial is None or found.adjusted is None:
        return
    if not agree(found.initial, found.adjusted) and not execution_explained(evidence.assessment):
        yield evidence.finding(
            "budget-adjusted",
            found.path / "全年预算数",
            f"年初预算 {fixed(found.initial)} 万元，全年预算 {fixed(found.adjusted)} 万元",
            "预算有调整的应说明原因",
            "在预算执行的偏差原因里说明追加或调减的原因",
        )


def weight_out_of_line(evidence: Evidence) -> Iterator[Finding]:
    """A goal's share of the points is far from its share of the money: goals that bear a project's name."""
    found = evidence.assessment
    whole, weights = found.execution.adjusted, found.indicator_points
    for goal in found.goals:
        project = next((p for p in found.projects if goal.name and p.data.project_name == goal.name), None)
        if project is None or not whole or not weights or goal.points is None or project.execution.adjusted is None:
            continue
        money, share = project.execution.adjusted / whole, goal.points / weights
        if abs(money - share) >= FAR:
            found_shares = (
                f"“{goal.name}”占资金 {percent(money)}，只占分值 {percent(share)}"
                if money > share
                else f"“{goal.name}”占分值 {percent(share)}，只占资金 {percent(money)}"
            )
            yield evidence.finding(
                "weight-out-of-line", goal.path / "分值", found_shares, "分值应与资金大体相当", "核对目标分值"
            )


SPENDING: tuple[Check, ...] = (
    budget_parts,
    overspent,
    execution_low,
    outputs_without_spending,
    budget_adjusted,
    weight_out_of_line,
)
"""In the order in which they report."""
