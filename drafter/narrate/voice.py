"""The narrator's voice: turns figures of an assessment into facts, and facts into statements.

In: an ``Assessment`` with its pack, phrasebank and places. Out: ``Fact``s under the form's own words (money in
万元 with two decimals, rates in percent with two decimals) and ``Statement``s made of them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from drafter.achievement import Verdict
from drafter.assess import Assessment, IndicatorResult
from drafter.assess.discussion import said
from drafter.blocks import Fact, Statement, gap
from drafter.findings import Place
from drafter.model import ReportType, SelfEvaluation
from drafter.numbers import YUAN_PER_WAN, fixed, percent, plain, score
from drafter.pack import Pack
from drafter.phrasebank import Phrasebank
from drafter.values import Direction, Kind, Value

Passage = tuple[Statement, ...]
"""The statements of one paragraph."""

_CONNECTIVE = re.compile(
    r"^(?:(?:主要)?原因(?:是|为|在于|：|:)|主要是由于|主要是因为|由于|因为|因(?![此公素果地材势故]))[，,：:]?"
)
_END = " \t\n。．.；;，,"


@dataclass(frozen=True)
class Voice:
    """One report's voice. ``place_of`` finds where a data path stands in her file."""

    assessment: Assessment
    pack: Pack
    phrasebank: Phrasebank
    place_of: Callable[[str], Place]

    @property
    def data(self) -> SelfEvaluation:
        return self.assessment.data

    @property
    def path(self) -> str:
        return self.assessment.path

    @property
    def is_nested(self) -> bool:
        """Whether this is the voice of a project inside a department's report."""
        return bool(self.path)

    def of(self, assessment: Assessment) -> "Voice":
        """The same voice on a nested project."""
        return replace(self, assessment=assessment)

    def fact(self, name: str, text: str | None, *paths: str, formula: str = "") -> Fact:
        """A fact; a missing one has no text, but knows the cells that should hold it."""
        return Fact(name, (text or "").strip(), formula, tuple(self.place_of(path) for path in paths))

    def common(self) -> list[Fact]:
        """What every sentence may name: year, unit, project, and the pack's words for this kind of report."""
        data, path = self.data, self.path
        kind = data.report_type.value
        words = [Fact(name, text) for name, text in self.pack.data.wording.get(kind, {}).items()]
        project = self.fact("项目", named_project(data.project_name), f"{path}项目名称")
        whole = Fact("自评主体", self.pack.data.wording.get(kind, {}).get("自评对象", ""))
        return [
            project,
            replace(project, name="自评主体") if data.report_type is ReportType.PROJECT and project.text else whole,
            self.fact("年度", str(data.year), f"{path}年度"),
            self.fact("单位名称", data.unit, f"{path}单位名称"),
            self.fact("项目名称", data.project_name, f"{path}项目名称"),
            Fact("报告类型", kind),
            *words,
        ]

    def say(self, topic: str, facts: Iterable[Fact], *, about: str, path: str = "") -> Statement:
        """The topic's statement; a gap points to ``path``, where the missing value belongs."""
        where = self.place_of(path or self.path.rstrip("."))
        prefix = f"{self.path}" if self.path else ""
        return self.phrasebank.say(topic, [*self.common(), *facts], about=f"{prefix}{about}", where=where)

    def execution(self) -> list[Fact]:
        """Budget execution: 万元, percent, 分."""
        found, path = self.assessment.execution, self.assessment.execution.path
        budget = self.data.execution

        def money(name: str, amount: Decimal | None, *keys: str, formula: str = "") -> Fact:
            paths = [f"{path}.{key}" for key in keys or (name,)]
            return self.fact(name, None if amount is None else fixed(amount), *paths, formula=formula)

        return [
            money("年初预算数", found.initial),
            money("全年预算数", found.adjusted),
            money("全年执行数", found.spent),
            money(
                "未执行资金",
                found.unspent if found.unspent and found.unspent > 0 else None,
                "全年预算数",
                "全年执行数",
                formula=self._unspent_formula(),
            ),
            self.rate_fact(),
            self._points("执行分值", found.points, f"{path}.分值"),
            self._points("执行得分", found.score, f"{path}.得分", formula=self._score_formula()),
            self._points(
                "执行失分",
                found.lost if found.lost is not None and found.lost > 0 else None,
                f"{path}.分值",
                f"{path}.得分",
            ),
            self.fact("偏差原因", clause(budget.deviation_reason), f"{path}.偏差原因"),
        ]

    def rate_fact(self) -> Fact:
        """预算执行率 with its division, the given rate where there is one."""
        found, path = self.assessment.execution, self.assessment.execution.path
        paths = [f"{path}.全年执行数", f"{path}.全年预算数"] if found.computed_rate is not None else [f"{path}.执行率"]
        rate = None if found.rate is None else percent(found.rate)
        return self.fact("预算执行率", rate, *paths, formula=self._rate_formula())

    def _rate_formula(self) -> str:
        found = self.assessment.execution
        if found.computed_rate is None or found.spent is None or found.adjusted is None:
            return ""
        return f"{fixed(found.spent)} ÷ {fixed(found.adjusted)} = {percent(found.computed_rate)}"

    def _score_formula(self) -> str:
        found = self.assessment.execution
        if found.points is None or found.true_rate is None or found.computed_score is None:
            return ""
        return f"{plain(found.points)} × {percent(found.true_rate)} = {plain(found.computed_score)}"

    def _unspent_formula(self) -> str:
        found = self.assessment.execution
        if found.adjusted is None or found.spent is None:
            return ""
        return f"{fixed(found.adjusted)} − {fixed(found.spent)} = {fixed(found.adjusted - found.spent)}"

    def _points(self, name: str, value: Decimal | None, *paths: str, formula: str = "") -> Fact:
        return self.fact(name, None if value is None else score(value), *paths, formula=formula)

    points = _points

    def indicator(self, result: IndicatorResult) -> list[Fact]:
        """One indicator: its words as written, its completion and gap as computed."""
        source, path, reached = result.source, result.path, result.achievement
        both = (f"{path}.指标值", f"{path}.完成值")
        lost = result.lost if result.lost is not None and result.lost > 0 else None
        return [
            self.fact("指标", result.label or None, f"{path}.三级指标"),
            self.fact("目标名称", result.goal or None, path.rsplit(".", 1)[0] + ".名称"),
            self.fact("二级指标", result.level2 or None, f"{path}.二级指标"),
            self.fact("指标值", None if result.target.blank else one_line(source.target), f"{path}.指标值"),
            self.fact("完成值", None if result.actual.blank else one_line(source.actual), f"{path}.完成值"),
            self.fact("完成情况", achieved(result), f"{path}.完成值"),
            self.fact("完成率", self._completion(result), *both, formula=self._completion_formula(result)),
            self.fact("差距", gap_text(result), *both),
            self.fact("逾期", None if not reached.days_late else f"{reached.days_late}天", *both),
            self._points("分值", result.points, f"{path}.分值"),
            self._points("得分", result.score, f"{path}.得分"),
            self._points("失分", lost, f"{path}.分值", f"{path}.得分"),
            self.fact("偏差原因", clause(source.deviation_reason), f"{path}.偏差原因"),
            self.fact("扣分依据", clause(source.deviation_reason), f"{path}.偏差原因"),
            flag("未开展", reached.verdict is Verdict.NOT_STARTED),
            self.fact("改进措施", clause(source.corrective_action), f"{path}.改进措施"),
        ]

    def _completion(self, result: IndicatorResult) -> str | None:
        completion = result.achievement.completion
        return None if completion is None else percent(completion)

    def _completion_formula(self, result: IndicatorResult) -> str:
        left, right = result.actual.number, result.target.number
        if left is None or right is None or result.achievement.completion is None:
            return ""
        return f"{plain(left, 6)} ÷ {plain(right, 6)} = {percent(result.achievement.completion)}"


def named_project(name: str | None) -> str | None:
    """“企业人才直通车”项目; a name that ends in 项目 does not get the word twice."""
    return None if not name else f"“{name}”{'' if name.endswith('项目') else '项目'}"


def achieved(result: IndicatorResult) -> str:
    """The actual with the verb that fits: 实际完成164个, 实际为92%, 完成情况为“部分达成”; a gap where it is blank."""
    text = one_line(result.source.actual)
    if text is None or result.actual.blank:
        return f"实际完成{gap('完成值')}"
    if result.actual.kind is Kind.QUALITATIVE:
        return f"完成情况为“{text}”"
    counted = result.actual.kind is Kind.NUMBER and result.achievement.direction is Direction.AT_LEAST
    return f"实际完成{text}" if counted and result.actual.direction is None else f"实际为{text}"


def flag(name: str, holds: bool) -> Fact:
    """A fact that only conditions ask for: 是, or missing."""
    return Fact(name, "是" if holds else "")


def gap_text(result: IndicatorResult) -> str | None:
    """How far a figure fell short or went over, in the target's unit: 36个, 1.75个百分点, 1.20万元."""
    difference = result.achievement.difference
    if difference is None or difference.is_zero():
        return None
    return _amount(abs(difference), result.target)


def _amount(amount: Decimal, like: Value) -> str:
    if like.kind is Kind.PERCENT:
        return f"{plain(amount)}个百分点"
    per = f"/{like.period}" if like.period else ""
    if like.kind is Kind.MONEY:
        in_yuan = "万" not in (like.unit or "") and "亿" not in (like.unit or "")
        return (f"{plain(amount)}元" if in_yuan else f"{fixed(amount / YUAN_PER_WAN)}万元") + per
    if "万" in like.text and "万" not in (like.unit or ""):
        return f"{plain(amount / YUAN_PER_WAN, 6)}万{like.unit or ''}{per}"
    return f"{plain(amount, 6)}{like.unit or ''}{per}"


def clause(text: str | None) -> str | None:
    """A person's sentence as a clause: without its full stop and its leading 主要原因是, on one line."""
    flat = one_line(said(text)) or ""
    return _CONNECTIVE.sub("", flat.strip(_END)).strip(_END) or None


def one_line(text: str | None) -> str | None:
    """Line breaks of a cell as ；, so that a sentence can carry it."""
    if text is None:
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "；".join(line.rstrip("；;。") if line is not lines[-1] else line for line in lines) or None


def joined(statements: Sequence[Statement]) -> Passage:
    """Statements as clauses of one sentence: 。 becomes ； but for the last."""
    return tuple(
        s if index == len(statements) - 1 else replace(s, text=s.text.removesuffix("。") + "；")
        for index, s in enumerate(statements)
    )
