"""Scores that come in a file of their own, put in the place of those of the data file.

In: a loaded data file, the path of a file with scores. Out: ``Loaded`` with these scores, their places in the scores
file. A row means a value by project, goal and indicator; InputError with every fault of the scores file, also where a
name leads to no value, or to more than one.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import reduce
from operator import truediv
from pathlib import Path
from typing import Annotated, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from pydantic import Field, ValidationError

from drafter.findings import Fault, InputError, Place
from drafter.load import Loaded, heads_of_packs, not_readable
from drafter.load.validated import MAX_FAULTS, order
from drafter.model import ROOT, DataPath, Figure, Indicator, Record, Refusal, SelfEvaluation, is_blank
from drafter.model.fields import Line, Score
from drafter.textfile import READERS, Places, TextTree, Tree, advice, brief, faults_of, joined, read_text_tree, shown
from drafter.values import fold
from drafter.workbook import SUFFIX

_Found = TypeVar("_Found")


class _Row(Struct, frozen=True):
    """An indicator of the data file; ``goal`` is its goal's name, or which one it is."""

    name: str
    goal: str
    path: DataPath


class Report(Struct, frozen=True):
    """The whole data file, or one of its projects; ``path`` begins the paths of its values."""

    name: str
    path: DataPath
    goals: tuple[str, ...]
    rows: dict[str, list[_Row]]
    """By folded name: ＱＱ群 is QQ群."""

    @classmethod
    def of(cls, data: SelfEvaluation, path: DataPath) -> "Report":
        """The names of a record; ``path`` leads to it in the data file."""
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
            what = f"有{len(found)}个项目都叫“{brief(project)}”"
            raise Refusal(what, "得分要能对上一个项目", "请先在数据文件里把项目名称分开", at=("项目名称",))
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
            what = f"“{brief(name)}”在{len(goals)}个年度目标里都有：{_listed(goals)}"
            raise Refusal(what, "要写明是哪一个目标的", "请填写年度目标", at=("三级指标",))
        what = f"{'年度目标' + _listed(goals)}里叫“{brief(name)}”的指标有{len(rows)}个"
        hint = "请先在数据文件里把重名的指标或目标分开"
        raise Refusal(what, "得分要能对上一个指标", hint, at=("三级指标",))

    def _in_goal(self, report: Report, goal: str, name: str, rows: list[_Row]) -> list[_Row]:
        names = _alike(goal, [(known, known) for known in report.goals])
        if not names:
            expected = _nearest(goal, report.goals) or "数据文件里没有年度目标"
            raise Refusal(f"没有名为“{brief(goal)}”的年度目标", expected, "请改正年度目标", at=("年度目标",))
        found = [row for row in rows if row.goal in names]
        if rows and not found:
            what = f"年度目标“{brief(goal)}”里没有“{brief(name)}”"
            elsewhere = list(dict.fromkeys(row.goal for row in rows))
            raise Refusal(what, f"它在年度目标{_listed(elsewhere)}里", "请改正年度目标", at=("年度目标",))
        return found

    def _unknown(self, report: Report, name: str) -> Refusal:
        what = f"没有名为“{brief(name)}”的指标" if not report.path else f"{report}里没有名为“{brief(name)}”的指标"
        homes = [other for other in self.reports if other is not report and other.named(name)]
        if homes:
            hint = "请填写项目名称" if not report.path else "请改正项目名称"
            if not homes[0].path:
                hint = "请把项目名称留空"
            return Refusal(what, f"它在{'、'.join(str(home) for home in homes[:3])}里", hint, at=("三级指标",))
        hint = "请改正三级指标的名称，或删去这一行"
        return Refusal(what, _nearest(name, report.names) or "数据文件里没有指标", hint, at=("三级指标",))


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


_CONTENTS = "应是得分的列表，每条写三级指标和得分"
_HINT = "请改成“- 三级指标: 兑现人数”起头、下一行写得分的样子"
_LISTED = "得分"
"""The key of the rows where the file is a group of keys, and their sheet; in a row it is the score."""

ExecutionScore = Annotated[Score, Field(alias="预算执行得分", description="预算执行的得分", examples=["18.34"])]
Total = Annotated[Score, Field(alias="总分", description="总分", examples=["85.84"])]
Grade = Annotated[Line, Field(alias="等级", description="等级", examples=["良"])]


class ScoreRow(Record):
    """The score (分) of one indicator, or those of a whole report; ``project`` names the project, none the whole."""

    project: Line = Field(
        default=None, alias="项目名称", description="得分属于哪个项目；留空为本单位", examples=["微服务小程序"]
    )
    goal: Line = Field(default=None, alias="年度目标", description="指标在哪个年度目标下", examples=["人才培训"])
    indicator: Line = Field(
        default=None, alias="三级指标", description="指标的名称，与数据文件一致", examples=["兑现人数"]
    )
    score: Score = Field(default=None, alias="得分", description="这个指标的得分", examples=["15"])
    execution_score: ExecutionScore = None
    total: Total = None
    grade: Grade = None


class ScoreFile(Record):
    """A scores file that is a group of keys: those of the whole report, and the rows."""

    execution_score: ExecutionScore = None
    total: Total = None
    grade: Grade = None
    rows: tuple[ScoreRow, ...] = Field(
        default=(), alias="得分", description="指标的得分，一条一个", examples=["[{三级指标: 兑现人数, 得分: 15}]"]
    )


_Scores = TypeVar("_Scores", ScoreRow, ScoreFile)

SCORE_KEYS = ScoreRow.aliases()
"""Every key of a row, in the order of the reference page and of the columns of the sheet."""

_WHOLE = {"预算执行得分": ("预算执行", "得分"), "总分": ("总分",), "等级": ("等级",)}
"""What belongs to a whole report, with its path in the report."""


class _Given(Struct, frozen=True):
    """One score of the file, or a grade, with its place."""

    value: str | Figure
    place: Place


def with_scores(loaded: Loaded, path: Path) -> Loaded:
    """The data file with the scores of another file. Raises InputError with all faults, in the order of the file."""
    read = _read(path)
    rows = _Rows(loaded.data, read.places, list(read.faults))
    if isinstance(read.tree, dict):
        rows.take_file(read.tree)
    elif isinstance(read.tree, list):
        rows.take_list(read.tree, "")
    if not rows.faults and not rows.given:
        raise InputError(Fault(str(path), "文件里没有一个得分", _CONTENTS, "请填写得分，或选别的文件"))
    if rows.faults:
        raise InputError(sorted(rows.faults, key=lambda fault: order(fault.where)))
    places = loaded.places.with_values_from({at: given.place for at, given in rows.given.items()})
    notes = (*loaded.notes, *read.notes, *rows.notes(str(path)))
    data = _scored(loaded.data, rows.given)
    unread = {at: text for at, text in data.unread.items() if at not in rows.given}
    return replace(loaded, data=data.with_unread(unread), places=places, notes=notes)


def _read(path: Path) -> TextTree:
    suffix = path.suffix.lower()
    if suffix == SUFFIX:
        from drafter.workbook.reader.workbook import read_rows
        from drafter.workbook.shape import score_sheet

        return read_rows(path, score_sheet(_LISTED, SCORE_KEYS), "三级指标", heads_of_packs())
    if suffix not in READERS:
        raise InputError(not_readable(path))
    return read_text_tree(path, (dict, list), expected=_CONTENTS)


class _Rows:
    """Reads the rows one by one: ``given`` has their scores by path in the data file, ``faults`` all that is wrong."""

    def __init__(self, data: SelfEvaluation, places: Places, faults: list[Fault]) -> None:
        self.given: dict[DataPath, _Given] = {}
        self.faults = faults
        self._known = {fault.where.path for fault in faults if isinstance(fault.where, Place)}
        self._places = places
        self._names = Names(data)
        self._blank: list[str] = []

    def take_file(self, tree: Tree) -> None:
        """A file with keys: what belongs to the whole report, and the rows under 得分."""
        rows = tree.get(_LISTED)
        whole = {key: value for key, value in tree.items() if key != _LISTED or not isinstance(value, list)}
        self._take_whole(self._names.report(None), self._readable(ScoreFile, whole, ""), "")
        if isinstance(rows, list):
            self.take_list(rows, _LISTED)

    def take_list(self, rows: list[Any], at: str) -> None:
        """Reads the rows of a list; ``at``: its path in the scores file."""
        for index, row in enumerate(rows):
            if len(self.faults) >= MAX_FAULTS:
                found, hint = f"前面已有{len(self.faults)}处不对，以下没有再核对", "请先改正上面这些再试"
                self._fault(joined(at, index), found, "各项都要能读", hint)
                break
            if not is_blank(row):
                self._take_row(row, joined(at, index))

    def notes(self, file: str) -> list[str]:
        """Which indicators have a row without a score."""
        if not self._blank:
            return []
        names = "、".join(f"“{brief(name)}”" for name in self._blank[:5]) + ("等" if len(self._blank) > 5 else "")
        return [f"{file}：有{len(self._blank)}个指标没有填得分（{names}），仍用数据文件里的"]

    def _take_row(self, row: object, at: str) -> None:
        if not isinstance(row, dict):
            self._fault(at, f"现在是{shown(row)}", "这里应是一组“键: 值”", _HINT)
            return
        written, before = [key for key, value in row.items() if not is_blank(value)], len(self.faults)
        read = self._readable(ScoreRow, row, at)
        whole = [key for key in written if key in _WHOLE]
        own = [key for key in written if key in ("年度目标", "三级指标", "得分")]
        names = {"项目名称": read.project, "年度目标": read.goal, "三级指标": read.indicator}
        if whole and own:
            found = f"同一条里既有“{own[0]}”，又有“{whole[0]}”"
            self._fault(at, found, "指标的得分和总分、等级要分开写", f"请把“{whole[0]}”另写一条")
        elif not whole and not own and "项目名称" in written:
            self._fault(at, "这一条只有项目名称", "应有三级指标和得分，或预算执行得分、总分、等级", "请补上，或删去")
        elif own and "三级指标" not in written:
            if len(self.faults) == before:  # else the key may have been meant
                self._fault(at, "没有填“三级指标”", "得分要写明是哪个指标的", "请补上三级指标")
        elif all(name is not None for key, name in names.items() if key in written):
            self._place(read, at, asked="得分" in written)

    def _place(self, row: ScoreRow, at: str, *, asked: bool) -> None:
        """Puts the scores where the names lead; ``asked``: a score was written, readable or not."""
        try:
            report = self._names.report(row.project)
            if row.indicator is None:
                self._take_whole(report, row, at)
                return
            path = self._names.indicator(report, row.goal, row.indicator)
        except Refusal as refusal:
            key = joined(at, str(refusal.at[0]))
            self._fault(key, refusal.found, refusal.expected, refusal.hint)
            return
        if row.score is not None:
            self._give(path / "得分", row.score, joined(at, "得分"), f"“{brief(row.indicator)}”的得分")
        elif not asked:
            self._blank.append(row.indicator)

    def _take_whole(self, report: Report, given: ScoreRow | ScoreFile, at: str) -> None:
        for key, value in (("预算执行得分", given.execution_score), ("总分", given.total), ("等级", given.grade)):
            if value is not None:
                what = f"项目“{brief(report.name)}”的{key}" if report.path else key
                self._give(reduce(truediv, _WHOLE[key], report.path), value, joined(at, key), what)

    def _give(self, path: DataPath, value: str | Figure, at: str, what: str) -> None:
        if path in self.given:
            first = self.given[path].place
            found = f"{what}写了两次（第一次在{first.cell or f'第{first.line}行'}）"
            self._fault(at, found, "每个得分只能写一次", "请删去一处")
        else:
            self.given[path] = _Given(value, self._places.of(at))

    def _readable(self, record: type[_Scores], tree: Mapping[str, Any], at: str) -> _Scores:
        """The record without what cannot be read; a fault for each value and key that cannot."""
        try:
            return record.model_validate(tree)
        except ValidationError as error:
            for fault in faults_of(error, record, tree, self._places, at):
                if isinstance(fault.where, Place):
                    self._fault(fault.where.path, fault.found, fault.expected, fault.hint)
            wrong = {details["loc"][0] for details in error.errors(include_url=False)}
            return record.model_validate({key: value for key, value in tree.items() if key not in wrong})

    def _fault(self, path: str, found: str, expected: str, hint: str) -> None:
        if path not in self._known:
            place = self._places.of(path)
            self.faults.append(Fault(place, found, expected, advice(hint, place.file)))


def _scored(data: SelfEvaluation, given: Mapping[DataPath, _Given], path: DataPath = ROOT) -> SelfEvaluation:
    """The record with the given scores; ``path`` leads to a nested project."""

    def new(at: DataPath, old: object) -> object:
        found = given.get(at)
        return old if found is None else found.value

    goals = tuple(
        goal.model_copy(
            update={
                "indicators": tuple(
                    row.model_copy(update={"score": new(path / "年度目标" / of / "指标" / at / "得分", row.score)})
                    for at, row in enumerate(goal.indicators)
                )
            }
        )
        for of, goal in enumerate(data.goals)
    )
    execution = data.execution.model_copy(update={"score": new(path / "预算执行" / "得分", data.execution.score)})
    return data.model_copy(
        update={
            "goals": goals,
            "execution": execution,
            "total": new(path / "总分", data.total),
            "grade": new(path / "等级", data.grade),
            "projects": tuple(_scored(one, given, path / "项目" / at) for at, one in enumerate(data.projects)),
        }
    )
