"""Which report, goal or dimension a row belongs to: the whole, or one of its projects.

In: rows of text, the columns first (``Line``: text by column, and the ``Spot`` of each cell). Out: the ``Report`` (with
its part of the tree and its path) that the row belongs to; a ``Trouble`` with its spot and the nearest name where
there is none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from msgspec import Struct

from drafter.model import ROOT, DataPath
from drafter.textfile import Tree, Value, brief
from drafter.workbook import shape
from drafter.workbook.shape import SHEET, alike


class Spot(NamedTuple):
    """A cell: the sheet, and row and column counted from 0 in the rows as they were given (row 0 has the columns)."""

    sheet: str
    row: int
    column: int


class Trouble(Struct, frozen=True):
    """What does not fit: the cell, and the parts of a message in Chinese."""

    spot: Spot
    found: str
    expected: str
    hint: str


class Line(Struct, frozen=True):
    """A row: its text by column, blank where there is none; ``columns``: the number of each column, from 0."""

    sheet: str
    row: int
    values: Mapping[str, str]
    columns: Mapping[str, int]

    def __getitem__(self, head: str) -> str:
        return self.values.get(head, "")

    def name(self, head: str) -> str:
        """The text in a column without blanks around it."""
        return self[head].strip()

    def spot(self, head: str = "") -> Spot:
        """The cell in a column; the first filled cell of the row where there is no such column."""
        if head in self.columns:
            return Spot(self.sheet, self.row, self.columns[head])
        return Spot(self.sheet, self.row, next((self.columns[key] for key, text in self.values.items() if text), 0))

    def filled(self, heads: Iterable[str]) -> list[str]:
        """Those of the columns that have a text, in the order given."""
        return [head for head in heads if self[head].strip()]


def lines_of(sheet: str, rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    """The rows of a sheet that are not blank."""
    if not rows:
        return
    columns = {head: at for at, head in reversed(list(enumerate(rows[0]))) if head in SHEET[sheet].heads}
    for number, row in enumerate(rows[1:], start=1):
        values = {head: row[at] if at < len(row) else "" for head, at in sorted(columns.items(), key=lambda p: p[1])}
        if any(text.strip() for text in values.values()):
            yield Line(sheet, number, values, columns)


def entries_of(tree: Tree, key: str) -> list[Value]:
    """The list under a key of the tree; an empty one is put there where it has none."""
    found = tree.get(key)
    if not isinstance(found, list):
        found = tree[key] = []
    return found


def _group(tree: Tree, key: str) -> Tree:
    """The group under a key of the tree; an empty one is put there where it has none."""
    found = tree.get(key)
    if not isinstance(found, dict):
        found = tree[key] = {}
    return found


class Spots:
    """The cell of every value by its path, and what does not fit."""

    def __init__(self) -> None:
        self.by_path: dict[DataPath, Spot] = {}
        self.blank: dict[DataPath, Spot] = {}
        self.troubles: list[Trouble] = []

    def add(self, path: DataPath, spot: Spot) -> None:
        """Keeps the cell of a value; the first one counts."""
        self.by_path.setdefault(path, spot)

    def add_blank(self, path: DataPath, line: Line, head: str) -> None:
        """The cell of a value that is not filled in; a later row that fills it in counts instead."""
        if head in line.columns:
            self.blank.setdefault(path, line.spot(head))

    def once(self, tree: Tree, path: DataPath, key: str, value: str | None, spot: Spot) -> None:
        """Puts a value that several rows may repeat; another value for the same key is a trouble."""
        if key not in tree:
            tree[key] = value
            self.add(path / key if key else path, spot)
        elif (tree[key] or "") != (value or "") and str(tree[key]).strip() != str(value).strip():
            found = f"现在是“{brief(value or '')}”，前面已写了“{brief(str(tree[key] or ''))}”"
            self.trouble(spot, found, "同一项只能有一个值", "请删去一处，或改成一样")

    def trouble(self, spot: Spot, found: str, expected: str, hint: str) -> None:
        self.troubles.append(Trouble(spot, found, expected, hint))


class Goal:
    """A goal of a report while its rows are read."""

    def __init__(self, tree: Tree, path: DataPath, name: str) -> None:
        self.tree, self.path, self.name = tree, path, alike(name)

    @property
    def weights(self) -> Tree:
        """The weights of its 一级指标 (分), by name."""
        return _group(self.tree, "一级分值")


class Report:
    """The whole file, or one of its projects, while its rows are read."""

    def __init__(self, tree: Tree, path: DataPath, name: str, spots: Spots) -> None:
        self.tree, self.path, self.name = tree, path, name
        self.dimensions: list[str] = []
        self.open: tuple[Tree, str] | None = None
        """The group and the key of the text that a row 续 goes on with; the last entry of a list."""
        self._spots = spots
        self._goals: dict[str, Goal] = {}
        self._goal: Goal | None = None
        self._dimension = ""

    def group(self, key: str) -> Tree:
        """The group under a key of the report; an empty one is put there where it has none."""
        return _group(self.tree, key)

    def goal(self, line: Line) -> Goal:
        """The goal of a row: by number, by name, or that of the row above; a new one where the name is new."""
        name, number = line.name(shape.GOAL), line.name(shape.GOAL_NUMBER)
        key = f"#{number}" if number else f"={alike(name)}"
        if not name and not number and self._goal is not None:
            return self._goal
        if key not in self._goals:
            entries = entries_of(self.tree, "年度目标")
            path = self.path / "年度目标" / len(entries)
            goal = Goal({}, path, name)
            if name:
                goal.tree["名称"] = line[shape.GOAL]
            entries.append(goal.tree)
            self._spots.add(self.path / "年度目标", line.spot())
            self._spots.add(path, line.spot(shape.GOAL))
            self._spots.add(path / "名称", line.spot(shape.GOAL))
            self._goals[key] = goal
        self._goal = self._goals[key]
        return self._goal

    def dimension(self, line: Line) -> tuple[Tree, DataPath] | None:
        """The dimension that a row of 扣分 belongs to, with its path; None, and a trouble, where there is none."""
        name, number = line.name(shape.DIMENSION) or self._dimension, line.name(shape.DIMENSION_NUMBER)
        names = [alike(known) for known in self.dimensions]
        at = int(number) - 1 if number.isdecimal() else names.index(alike(name)) if alike(name) in names else -1
        if not 0 <= at < len(names):
            near = get_close_matches(name[:50], self.dimensions, n=1, cutoff=0.4)
            expected = f"最接近的是“{brief(near[0])}”" if near else "应为工作表“评价维度”里的名称"
            found = f"没有名为“{brief(name)}”的评价维度" if name else "没有填评价维度"
            self._spots.trouble(line.spot(shape.DIMENSION), found, expected, "请改正评价维度的名称")
            return None
        self._dimension = name
        dimension = entries_of(self.tree, "评价维度")[at]
        return (dimension, self.path / "评价维度" / at) if isinstance(dimension, dict) else None


class Reports:
    """The whole file and its projects, and which of them the rows of a sheet belong to."""

    def __init__(self, tree: Tree, spots: Spots) -> None:
        self._spots = spots
        self._whole = Report(tree, ROOT, "", spots)
        self._projects: list[Report] = []
        self._by_name: dict[str, Report] = {}
        self._current = self._whole
        self._has_list = False
        self._reported: set[tuple[str, str]] = set()

    def start(self) -> None:
        """Begins a sheet: its first rows belong to the whole unless they name a project."""
        self._current = self._whole

    def add_project(self, line: Line) -> Report | None:
        """A new project for a row of the sheet 项目; None for a row without content."""
        if line.filled(shape.SHEET["项目"].keys) or line[shape.EMPTY].strip():
            self._has_list = True
            return self._new(line)
        return None

    def of(self, line: Line) -> Report | None:
        """The report of a row: by number, by name, or that of the row above.

        Without a sheet 项目 a new name is a new project; with one, None and a trouble.
        """
        name, number = line.name(shape.PROJECT), line.name(shape.PROJECT_NUMBER)
        if number:
            at = int(number) - 1 if number.isdecimal() and len(number) < 6 else -1
            if not 0 <= at < len(self._projects):
                found = f"没有第{brief(number)}个项目"
                expected = f"工作表“项目”里有{len(self._projects)}个"
                self._spots.trouble(line.spot(shape.PROJECT_NUMBER), found, expected, "请改正项目序号")
                return None
            self._current = self._projects[at]
        elif name and alike(name) in self._by_name:
            self._current = self._by_name[alike(name)]
        elif name and alike(name) == alike(str(self._whole.tree.get(shape.PROJECT) or "")):
            self._current = self._whole
        elif name and self._has_list:
            self._unknown(line, name)
            return None
        elif name:
            self._current = self._new(line)
            self._current.tree[shape.PROJECT] = line[shape.PROJECT]
            self._spots.add(self._current.path / shape.PROJECT, line.spot(shape.PROJECT))
        return self._current

    def project_trees(self) -> Tree:
        """The key 项目 with the tree of each project; nothing where there is none."""
        return {"项目": [report.tree for report in self._projects]} if self._projects else {}

    def _new(self, line: Line) -> Report:
        path = ROOT / "项目" / len(self._projects)
        report = Report({}, path, line.name(shape.PROJECT), self._spots)
        self._spots.add(ROOT / "项目", line.spot(shape.PROJECT))
        self._spots.add(path, line.spot(shape.PROJECT))
        self._projects.append(report)
        if report.name:
            self._by_name.setdefault(alike(report.name), report)
        return report

    def _unknown(self, line: Line, name: str) -> None:
        if (line.sheet, alike(name)) in self._reported:
            return
        self._reported.add((line.sheet, alike(name)))
        known = [report.name for report in self._projects if report.name]
        near = get_close_matches(name[:50], known, n=1, cutoff=0.4)
        expected = f"最接近的是“{brief(near[0])}”" if near else "应为工作表“项目”里的项目名称"
        hint = "请改正项目名称，或在工作表“项目”里补一行"
        self._spots.trouble(line.spot(shape.PROJECT), f"没有名为“{brief(name)}”的项目", expected, hint)
