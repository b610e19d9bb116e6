"""Scores that come in a file of their own, put in the place of those of the data file.

In: a loaded data file, the path of a .yaml, .yml or .json file with scores. Out: ``Loaded`` with these scores,
their places in the scores file; InputError with every fault of the scores file.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import reduce
from operator import truediv
from pathlib import Path
from typing import Any

from drafter.findings import Fault, InputError, Place
from drafter.load import Loaded, not_readable
from drafter.load.scorenames import Names, Report
from drafter.load.validated import MAX_FAULTS, order
from drafter.model import ROOT, DataPath, Figure, Refusal, SelfEvaluation, is_blank
from drafter.model.fields import LINE_LIMIT, read_score, text_up_to
from drafter.textfile import READERS, Places, Tree, brief, joined, read_text_tree, shown

_CONTENTS = "应是得分的列表，每条写三级指标和得分"
_HINT = "请改成“- 三级指标: 兑现人数”起头、下一行写得分的样子"

_text = text_up_to(LINE_LIMIT)
_NAMES = ("项目名称", "年度目标", "三级指标")
_WHOLE = {"预算执行得分": ("预算执行", "得分"), "总分": ("总分",), "等级": ("等级",)}
"""What belongs to a whole report, with its path in the report."""
_READ: Mapping[str, Callable[[object], str | Figure | None]] = {
    **dict.fromkeys(_NAMES, _text),
    "得分": read_score,
    "预算执行得分": read_score,
    "总分": read_score,
    "等级": _text,
}
SCORE_KEYS = tuple(_READ)
"""Every key of a row, in the order of the reference page."""
_LISTED = "得分"
"""The key of the rows where the file is a group of keys; in a row it is the score."""


@dataclass(frozen=True, slots=True)
class _Given:
    """One score of the file, or a grade, with its place."""

    value: str | Figure
    place: Place


def with_scores(loaded: Loaded, path: Path) -> Loaded:
    """The data file with the scores of another file. Raises InputError with all faults, in the order of the file."""
    if path.suffix.lower() not in READERS:
        raise InputError(not_readable(path, ".yaml 和 .json"))
    read = read_text_tree(path, (dict, list), expected=_CONTENTS)
    rows = _Rows(loaded.data, read.places, list(read.faults))
    if isinstance(read.tree, dict):
        rows.take_file(read.tree)
    else:
        rows.take_list(read.tree, "")
    if not rows.faults and not rows.given:
        raise InputError(Fault(str(path), "文件里没有一个得分", _CONTENTS, "请填写得分，或选别的文件"))
    if rows.faults:
        raise InputError(sorted(rows.faults, key=lambda fault: order(fault.where)))
    places = loaded.places.with_values_from({at: given.place for at, given in rows.given.items()})
    notes = (*loaded.notes, *read.notes, *rows.notes(str(path)))
    return replace(loaded, data=_scored(loaded.data, rows.given), places=places, notes=notes)


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
        values = self._values({key: value for key, value in tree.items() if key != _LISTED}, "", tuple(_WHOLE))
        self._take_whole(self._names.report(None), values, "")
        if not is_blank(tree.get(_LISTED)):
            self.take_list(tree[_LISTED], _LISTED)

    def take_list(self, rows: object, at: str) -> None:
        if not isinstance(rows, list):
            self._fault(at, f"现在是{shown(rows)}", "这里应是一个列表", "请另起一行，每条以短横“- ”开头")
            return
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
        values = self._values(row, at, SCORE_KEYS)
        whole = [key for key in written if key in _WHOLE]
        own = [key for key in written if key in ("年度目标", "三级指标", "得分")]
        unread = [key for key in _NAMES if key in written and key not in values]
        if whole and own:
            found = f"同一条里既有“{own[0]}”，又有“{whole[0]}”"
            self._fault(at, found, "指标的得分和总分、等级要分开写", f"请把“{whole[0]}”另写一条")
        elif not whole and not own and "项目名称" in written:
            self._fault(at, "这一条只有项目名称", "应有三级指标和得分，或预算执行得分、总分、等级", "请补上，或删去")
        elif own and "三级指标" not in written:
            if len(self.faults) == before:  # else the key may have been meant
                self._fault(at, "没有填“三级指标”", "得分要写明是哪个指标的", "请补上三级指标")
        elif not unread:
            self._place_values(values, at, asked="得分" in written)

    def _place_values(self, values: Mapping[str, Any], at: str, *, asked: bool) -> None:
        """Puts the scores where the names lead; ``asked``: a score was written, readable or not."""
        try:
            report = self._names.report(values.get("项目名称"))
            name = values.get("三级指标")
            if name is None:
                self._take_whole(report, values, at)
                return
            path = self._names.indicator(report, values.get("年度目标"), name)
        except Refusal as refusal:
            key = joined(at, str(refusal.at[0]))
            self._fault(key, refusal.found, refusal.expected, refusal.hint)
            return
        if "得分" in values:
            self._give(path / "得分", values["得分"], joined(at, "得分"), f"“{brief(name)}”的得分")
        elif not asked:
            self._blank.append(name)

    def _take_whole(self, report: Report, values: Mapping[str, Any], at: str) -> None:
        for key, steps in _WHOLE.items():
            if key in values:
                told = f"项目“{brief(report.name)}”的{key}" if report.path else key
                self._give(reduce(truediv, steps, report.path), values[key], joined(at, key), told)

    def _give(self, path: DataPath, value: str | Figure, at: str, told: str) -> None:
        if path in self.given:
            first = self.given[path].place.line
            found = f"{told}写了两次（第一次在第{first}行）"
            self._fault(at, found, "每个得分只能写一次", "请删去一处")
        else:
            self.given[path] = _Given(value, self._places.of(at))

    def _values(self, tree: Mapping[str, Any], at: str, keys: tuple[str, ...]) -> dict[str, Any]:
        """The values that can be read; a fault for each one that cannot, and for each unknown key."""
        values = {}
        for key, value in tree.items():
            path = joined(at, key)
            if key not in keys:
                self._fault(path, *(_unknown_key(key, keys, tree) if at else _misplaced(key, tree)))
                continue
            try:
                read = _READ[key](value)
            except Refusal as refusal:
                self._fault(path, refusal.found, refusal.expected, refusal.hint)
                continue
            if read is not None:
                values[key] = read
        return values

    def _fault(self, path: str, found: str, expected: str, hint: str) -> None:
        if path not in self._known:
            self.faults.append(Fault(self._places.of(path), found, expected, hint))


def _misplaced(key: str, written: Collection[str]) -> tuple[str, str, str]:
    """A key that cannot stand at the outermost level."""
    if key in _READ:
        return f"这里没有“{key}”这个键", f"它写在“{_LISTED}”下面的一条里", "请移到那里"
    return _unknown_key(key, (*_WHOLE, _LISTED), written)


def _unknown_key(key: str, keys: tuple[str, ...], written: Collection[str]) -> tuple[str, str, str]:
    """For a key that there is not: the nearest one that is not written yet."""
    near = get_close_matches(key[:20], [other for other in keys if other not in written], n=1, cutoff=0.5)
    if near:
        return f"没有“{brief(key)}”这个键", f"最接近的是“{near[0]}”", f"请改成“{near[0]}”，或删去"
    return f"没有“{brief(key)}”这个键", f"得分文件里可以写{'、'.join(keys)}", "请改正或删去"


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
