"""What ``drafter score`` prints: how each target and actual was read, and how the points came about.

In: a data file as understood, its findings. Out: tables for a person, or one JSON document; the exit code.
"""

import shutil
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from drafter.assess import Assessment, Execution, GoalResult, IndicatorResult
from drafter.cli.output import counted, exit_code, print_json, print_notes
from drafter.cli.table import table
from drafter.commands.understand import Understood, notes_of
from drafter.criteria import Unread
from drafter.findings import Finding
from drafter.numbers import percent, plain
from drafter.pack import Scoring
from drafter.textfile import brief
from drafter.values import Basis, DateSpan, Direction, Kind, Value, as_money, print_value
from drafter.values.achievement import Verdict
from drafter.values.record import digits

_HEADS = ("指标", "指标值", "→ 理解为", "完成值", "→ 理解为", "完成率", "判断", "分值", "计算", "填报", "规则")
_FIGURES = frozenset({"完成率", "分值", "计算", "填报"})
_NONE = "—"
_OVER = "超额"


def show_score(data: Path, found: Understood, findings: Sequence[Finding], *, as_json: bool) -> int:
    """Indicator by indicator, then the execution, the totals and how much does not agree."""
    print_notes((*found.loaded.notes, *notes_of(found)))
    if as_json:
        print_json(_document(found, findings))
        return exit_code(findings)
    print(f"数据文件：{data}")
    print(f"模板包：{found.pack.name}（{found.pack.data.title}）")
    room = shutil.get_terminal_size((160, 24)).columns
    for line in _report(found.assessment, found.pack.scoring, room):
        print(line)
    print()
    for line in _unread(_reports(found.assessment)):
        print(line)
    print(f"{counted(findings)}（逐条见 drafter check）" if findings else "没有发现不一致。")
    return exit_code(findings)


def _reports(whole: Assessment) -> Iterator[Assessment]:
    """The whole report, then its projects."""
    yield whole
    for project in whole.projects:
        yield from _reports(project)


def _verdict(row: IndicatorResult, scoring: Scoring) -> str:
    """判断, with 超额 for a target met far beyond the pack's line."""
    reached = row.achievement
    floor = reached.verdict is Verdict.MET and reached.direction is Direction.AT_LEAST
    if floor and reached.completion is not None and reached.completion > scoring.explain_above:
        return _OVER
    return reached.verdict.value


def _values(row: IndicatorResult) -> tuple[Value, Value]:
    """Target and actual as they were compared: ``1225.54万`` of a cost is money."""
    name = row.source.name or ""
    return as_money(row.target, name, row.level2, row.level1), as_money(row.actual, name, row.level2, row.level1)


def _document(found: Understood, findings: Sequence[Finding]) -> dict[str, object]:
    """The JSON of the contract, with the rule of each score beside it."""
    whole, execution = found.assessment, found.assessment.execution
    return {
        "总分": _number(whole.full_total),
        "等级": whole.grade,
        "填报总分": _number(whole.given_total),
        "预算执行": {
            "执行率": None if execution.rate is None else percent(execution.rate),
            "分值": _number(execution.points),
            "计算得分": _number(execution.computed_score),
            "填报得分": _number(execution.given_score),
        },
        "指标": [
            _row_document(found, row, report.data.project_name if report.path else None)
            for report in _reports(whole)
            for row in report.indicators
        ],
        "findings": [finding.as_json() for finding in findings],
    }


def _row_document(found: Understood, row: IndicatorResult, project: str | None) -> dict[str, object]:
    target, actual = ({**value.as_json(), "原文": value.text or None} for value in _values(row))
    del actual["方向"]  # an actual is compared in the direction of its target
    completion = row.achievement.completion
    return {
        "项目": project,
        "年度目标": row.goal or None,
        "名称": row.source.name,
        "where": found.loaded.place_of(row.path).as_json(),
        "指标值": target,
        "完成值": actual,
        "完成率": None if completion is None else plain(completion, 4),
        "判断": _verdict(row, found.pack.scoring),
        **_direction(row),
        "分值": _number(row.points),
        "计算得分": _number(row.computed_score),
        "填报得分": _number(row.given_score),
        "规则": row.rule,
    }


def _direction(row: IndicatorResult) -> dict[str, str | None]:
    """方向 as used, or as written where nothing could be compared; and how it is known."""
    reached = row.achievement
    used = reached.direction or row.target.direction
    basis = reached.basis or (Basis.UNKNOWN if used is None else Basis.WRITTEN)
    return {"方向": used.value if used else None, "方向依据": basis.value}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else digits(value)


def _report(report: Assessment, scoring: Scoring, room: int) -> Iterator[str]:
    """The lines of one report, and those of its projects."""
    if report.path:
        yield ""
        yield f"项目{_named(report.data.project_name)}"
    for goal in report.goals:
        yield ""
        yield f"年度目标{_named(goal.name)}：分值 {_shown(goal.points)}，得分 {_shown(goal.score)}"
        if goal.indicators:
            yield from table(_HEADS, _rows(goal, report.data.year, scoring), room=room, right=_FIGURES)
    yield ""
    yield _execution(report.execution)
    if report.groups:
        groups = (f"{g.level1 or '未写一级指标'} {_shown(g.score)}/{_shown(g.points)}" for g in report.groups)
        yield f"一级指标得分/分值：{'、'.join(groups)}"
    yield _total(report, scoring)
    for project in report.projects:
        yield from _report(project, scoring, room)


def _named(name: str | None) -> str:
    return f"“{brief(name, 60)}”" if name else "（未命名）"


def _rows(goal: GoalResult, year: int, scoring: Scoring) -> list[list[str]]:
    return [_cells(row, year, scoring) for row in goal.indicators]


def _cells(row: IndicatorResult, year: int, scoring: Scoring) -> list[str]:
    target, actual = _values(row)
    reached = row.achievement
    plain_figure = target.is_figure and target.direction is None and target.upper is None and not target.about
    used = replace(target, direction=reached.direction) if plain_figure else target
    return [
        row.source.name or "未命名",
        row.source.target or "",
        _understood(used, year, is_target=True),
        row.source.actual or "",
        _understood(actual, year),
        _NONE if reached.completion is None else percent(reached.completion),
        _verdict(row, scoring),
        _shown(row.points),
        _shown(row.computed_score),
        _shown(row.given_score),
        row.rule,
    ]


def _understood(value: Value, year: int, *, is_target: bool = False) -> str:
    """How a cell was read: ``百分比 ≥95%``, ``时间 不晚于 2020-12-31``, ``定性（达成）``."""
    if value.blank:
        return "未填"
    match value.kind:
        case Kind.QUALITATIVE:
            return f"{value.kind}（{value.claim}）" if value.claim else str(value.kind)
        case Kind.UNREADABLE:
            return f"{value.kind}（是否为“{value.suggestion}”）" if value.suggestion else str(value.kind)
        case Kind.LIST:
            return f"{value.kind}（{len(value.items)}项）"
    if value.date is not None:
        return f"{value.kind} {_date(value.date, year, is_target=is_target)}"
    return f"{value.kind} {print_value(value)}"


def _date(span: DateSpan, year: int, *, is_target: bool) -> str:
    first, last = span.first.on(year) if span.first else None, span.last.on(year)
    if span.unclear_until:
        return f"不晚于 {last} 或 {span.unclear_until.on(year)}"
    if is_target or first is None:
        return f"不晚于 {last}"
    return str(last) if first == last else f"{first} 至 {last}"


def _execution(execution: Execution) -> str:
    if execution.rate is None and execution.points is None and execution.score is None:
        return "预算执行：没有填"
    rate = "不能计算" if execution.rate is None else percent(execution.rate)
    if execution.computed_rate is not None and percent(execution.computed_rate) != rate:
        rate += f"（填报；按金额计算为 {percent(execution.computed_rate)}）"
    elif execution.computed_rate is not None:
        rate += f"（全年执行数 {_shown(execution.spent)} 万元 ÷ 全年预算数 {_shown(execution.adjusted)} 万元）"
    elif execution.rate is not None:
        rate += "（填报）"
    scores = f"计算 {_shown(execution.computed_score)}，填报 {_shown(execution.given_score)}"
    return f"预算执行：执行率 {rate}，分值 {_shown(execution.points)}，{scores}"


def _total(report: Assessment, scoring: Scoring) -> str:
    cap = scoring.cap_of(report.execution.true_rate)
    told = f"总分：计算 {_shown(report.full_total)}，填报 {_shown(report.given_total)}"
    if cap is not None and report.full_total is not None:
        told += f"（执行率 {percent(report.execution.rate or Decimal(0))}，总分不高于 {_shown(cap)}）"
    return told + (f"，等级 {report.grade}" if report.grade else "")


def _unread(reports: Iterator[Assessment]) -> Iterator[str]:
    """The criteria that were not understood: the sentence, and the clause that stopped the reading."""
    found = [
        (row, row.criterion) for report in reports for row in report.indicators if isinstance(row.criterion, Unread)
    ]
    if found:
        yield f"读不懂的评分标准 {len(found)} 条，这些指标的得分不能计算；可写成“达95%得满分，每降低1%扣0.5分”的样子："
    for row, criterion in found:
        clause = "" if criterion.clause == criterion.text else f"；读不懂的是“{brief(criterion.clause)}”"
        yield f"  {brief(row.label)}：{brief(criterion.text, 100)}{clause}"


def _shown(value: Decimal | None) -> str:
    return _NONE if value is None else plain(value)
