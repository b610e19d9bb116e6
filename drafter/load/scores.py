"""Scores that come in a file of their own, put in the place of those of the data file.

In: a loaded data file, the path of a .yaml, .yml, .json or .xlsx file with scores. Out: ``Loaded`` with these scores,
their places in the scores file; InputError with every fault of the scores file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import truediv
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field, ValidationError

from drafter.findings import Fault, InputError, Place
from drafter.load import Loaded, heads_of_packs, not_readable
from drafter.load.scorenames import Names, Report
from drafter.load.validated import MAX_FAULTS, order
from drafter.model import ROOT, DataPath, Figure, Record, Refusal, SelfEvaluation, is_blank
from drafter.model.fields import Line, Score
from drafter.textfile import READERS, Places, TextTree, Tree, brief, faults_of, joined, read_text_tree, shown
from drafter.workbook import SUFFIX

_CONTENTS = "应是得分的列表，每条写三级指标和得分"
_HINT = "请改成“- 三级指标: 兑现人数”起头、下一行写得分的样子"
_LISTED = "得分"
"""The key of the rows where the file is a group of keys, and their sheet; in a row it is the score."""

ExecutionScore = Annotated[Score, Field(alias="预算执行得分", description="预算执行的得分", examples=["18.34"])]
Total = Annotated[Score, Field(alias="总分", description="总分", examples=["85.84"])]
Grade = Annotated[Line, Field(alias="等级", description="等级", examples=["良"])]


class ScoreRow(Record):
    """The score of one indicator, or what belongs to a whole report, of the project that is named."""

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


@dataclass(frozen=True, slots=True)
class _Given:
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
    return replace(loaded, data=_scored(loaded.data, rows.given), places=places, notes=notes)


def _read(path: Path) -> TextTree:
    suffix = path.suffix.lower()
    if suffix == SUFFIX:
        from drafter.workbook.reading import read_rows
        from drafter.workbook.shape import score_sheet

        return read_rows(path, score_sheet(_LISTED, SCORE_KEYS), "三级指标", heads_of_packs())
    if suffix not in READERS:
        raise InputError(not_readable(path))
    return read_text_tree(path, (dict, list), expected=_CONTENTS)


class _Rows:
    """Reads the rows one by one; gathers what they give, by path in the data file, and all faults."""

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
                told = f"项目“{brief(report.name)}”的{key}" if report.path else key
                self._give(reduce(truediv, _WHOLE[key], report.path), value, joined(at, key), told)

    def _give(self, path: DataPath, value: str | Figure, at: str, told: str) -> None:
        if path in self.given:
            first = self.given[path].place
            found = f"{told}写了两次（第一次在{first.cell or f'第{first.line}行'}）"
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
            self.faults.append(Fault(self._places.of(path), found, expected, hint))


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
