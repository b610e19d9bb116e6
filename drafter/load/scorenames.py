"""Which value of the data file a row of a scores file means: by project, goal and indicator.

In: the record of the data file; names as they were written. Out: paths among the keys of the data file; Refusal
(with the key of the row that is meant) where a name leads to none, or to more than one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from drafter.model import ROOT, DataPath, Indicator, Refusal, SelfEvaluation
from drafter.textfile import brief
from drafter.values import fold

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class _Row:
    """An indicator of the data file; ``goal`` is its goal's name, or which one it is."""

    name: str
    goal: str
    path: DataPath


@dataclass(frozen=True, slots=True)
class Report:
    """The whole data file, or one of its projects; ``path`` begins the paths of its values."""

    name: str
    path: DataPath
    goals: tuple[str, ...]
    rows: dict[str, list[_Row]]
    """By folded name: ＱＱ群 is QQ群."""

    @classmethod
    def of(cls, data: SelfEvaluation, path: DataPath) -> "Report":
        rows: dict[str, list[_Row]] = {}
        for at, goal in enumerate(data.goals):
            for row in _rows(goal.indicators, _goal(goal.name, at), path / "年度目标" / at):
                rows.setdefault(fold(row.name), []).append(row)
        goals = tuple(_goal(goal.name, at) for at, goal in enumerate(data.goals))
        return cls(data.project_name or "", path, goals, rows)

    def named(self, name: str) -> list[_Row]:
        """The indicators of that name; those written alike to the letter before those that fold alike."""
        rows = self.rows.get(fold(name), [])
        return [row for row in rows if row.name == name] or rows

    @property
    def names(self) -> list[str]:
        return [row.name for rows in self.rows.values() for row in rows]

    def __str__(self) -> str:
        return f"项目“{brief(self.name)}”" if self.path else "本单位的指标"


class Names:
    """The names of a data file, looked up row by row."""

    def __init__(self, data: SelfEvaluation) -> None:
        projects = [Report.of(project, ROOT / "项目" / at) for at, project in enumerate(data.projects)]
        self.reports = [Report.of(data, ROOT), *projects]

    def report(self, project: str | None) -> Report:
        """The project of that name; without a name the whole file. A file that is a project has its own name."""
        if project is None:
            return self.reports[0]
        found = _alike(project, [(report.name, report) for report in self.reports if report.name])
        if len(found) == 1:
            return found[0]
        if found:
            told = f"有{len(found)}个项目都叫“{brief(project)}”"
            raise Refusal(told, "得分要能对上一个项目", "请先在数据文件里把项目名称分开", at=("项目名称",))
        known = [report.name for report in self.reports if report.name]
        expected = _nearest(project, known) or "数据文件里没有带名称的项目"
        hint = "请改正项目名称" if known else "请把项目名称留空"
        raise Refusal(f"没有名为“{brief(project)}”的项目", expected, hint, at=("项目名称",))

    def indicator(self, report: Report, goal: str | None, name: str) -> DataPath:
        """The path of the indicator in the data file."""
        rows = report.named(name)
        if goal is not None:
            rows = self._in_goal(report, goal, name, rows)
        if not rows:
            raise self._unknown(report, name)
        if len(rows) == 1:
            return rows[0].path
        goals = list(dict.fromkeys(row.goal for row in rows))
        if goal is None and len(goals) > 1:
            told = f"“{brief(name)}”在{len(goals)}个年度目标里都有：{_listed(goals)}"
            raise Refusal(told, "要写明是哪一个目标的", "请填写年度目标", at=("三级指标",))
        told = f"{'年度目标' + _listed(goals)}里叫“{brief(name)}”的指标有{len(rows)}个"
        hint = "请先在数据文件里把重名的指标或目标分开"
        raise Refusal(told, "得分要能对上一个指标", hint, at=("三级指标",))

    def _in_goal(self, report: Report, goal: str, name: str, rows: list[_Row]) -> list[_Row]:
        names = _alike(goal, [(known, known) for known in report.goals])
        if not names:
            expected = _nearest(goal, report.goals) or "数据文件里没有年度目标"
            raise Refusal(f"没有名为“{brief(goal)}”的年度目标", expected, "请改正年度目标", at=("年度目标",))
        found = [row for row in rows if row.goal in names]
        if rows and not found:
            told = f"年度目标“{brief(goal)}”里没有“{brief(name)}”"
            elsewhere = list(dict.fromkeys(row.goal for row in rows))
            raise Refusal(told, f"它在年度目标{_listed(elsewhere)}里", "请改正年度目标", at=("年度目标",))
        return found

    def _unknown(self, report: Report, name: str) -> Refusal:
        told = f"没有名为“{brief(name)}”的指标" if not report.path else f"{report}里没有名为“{brief(name)}”的指标"
        homes = [other for other in self.reports if other is not report and other.named(name)]
        if homes:
            hint = "请填写项目名称" if not report.path else "请改正项目名称"
            if not homes[0].path:
                hint = "请把项目名称留空"
            return Refusal(told, f"它在{'、'.join(str(home) for home in homes[:3])}里", hint, at=("三级指标",))
        hint = "请改正三级指标的名称，或删去这一行"
        return Refusal(told, _nearest(name, report.names) or "数据文件里没有指标", hint, at=("三级指标",))


def _rows(indicators: Iterable[Indicator], goal: str, path: DataPath) -> Iterator[_Row]:
    for at, indicator in enumerate(indicators):
        if indicator.name:
            yield _Row(indicator.name, goal, path / "指标" / at)


def _goal(name: str | None, at: int) -> str:
    return name or f"第{at + 1}个目标"


def _alike(name: str, known: list[tuple[str, _Found]]) -> list[_Found]:
    return [value for other, value in known if other == name] or [v for o, v in known if fold(o) == fold(name)]


def _nearest(name: str, known: Iterable[str]) -> str:
    """The nearest known name, or a few of them; nothing where there are none."""
    names = list(dict.fromkeys(known))
    near = get_close_matches(name[:50], names, n=1, cutoff=0.4)
    if near:
        return f"最接近的是“{brief(near[0])}”"
    return f"数据文件里有{_listed(names)}" if names else ""


def _listed(names: list[str]) -> str:
    return "、".join(f"“{brief(name)}”" for name in names[:5]) + ("等" if len(names) > 5 else "")
