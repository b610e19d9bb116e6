"""Rows of text read into the tree of a data file, each value with the cell that it came from.

In: rows under the columns of ``SHEETS``. Out: ``SheetsReader``: the tree, the cell of each value by its path, troubles.
A blank 项目名称 or 年度目标 is that of the row above; 项目名称 blank from the first row on is the whole report.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from drafter.model import ROOT, Approval, BudgetPart, DataPath, Execution
from drafter.model.agreement import levels
from drafter.textfile import Tree, brief
from drafter.workbook import shape
from drafter.workbook.owners import Goal, Line, Report, Reports, Spots, entries_of, lines_of
from drafter.workbook.shape import words_of

_KINDS = {
    "收支情况": (shape.INCOME_KIND, shape.SPENDING_KIND),
    "预算执行": (shape.WHOLE_KIND, shape.PARTS_KIND),
    "文字材料": (*shape.TITLED, *shape.TEXT_KEYS, shape.CONTINUED),
}
_WHOLE_KEYS = tuple(key for key in Execution.aliases() if key != "明细")


class SheetsReader:
    """Reads the sheets one after the other; ``spots`` has the cell of every value, ``troubles`` what does not fit."""

    def __init__(self, rows: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self._rows = rows
        self.spots = Spots()
        self.troubles = self.spots.troubles
        self.tree: Tree = {}
        self._reports = Reports(self.tree, self.spots)

    def run(self) -> "SheetsReader":
        """Reads all sheets, 项目 before those that name its projects."""
        for line in self._lines("基本信息"):
            self._take_head(line)
        for line in self._lines("项目"):
            if report := self._reports.add_project(line):
                self._values(report.tree, report.path, line, shape.SHEET["项目"].keys)
        takers = {
            "收支情况": self._take_revenue,
            "预算执行": self._take_budget,
            "指标": self._take_indicator,
            "文字材料": self._take_text,
            "评价维度": self._take_dimension,
            "扣分": self._take_deduction,
        }
        for sheet in shape.SHEETS[1:]:
            if sheet.name == "项目":
                continue
            self._reports.start()
            for line in self._lines(sheet.name):
                report = self._reports.of(line)
                if report is None:
                    continue
                if sheet.name in takers:
                    takers[sheet.name](report, line)
                else:
                    self._append(report, report.path, sheet.name, line)
        self.tree.update(self._reports.project_trees())
        return self

    def _lines(self, sheet: str) -> list[Line]:
        return list(lines_of(sheet, self._rows.get(sheet, ())))

    def _take_head(self, line: Line) -> None:
        key = line.name("项目").rstrip(":：").strip()
        if key not in shape.HEAD_KEYS:
            near = get_close_matches(key[:20], shape.HEAD_KEYS, n=1, cutoff=0.5)
            found = f"没有“{brief(key)}”这个项目" if key else "内容前面没有写是什么"
            expected = f"最接近的是“{near[0]}”" if near else f"这里可以写{'、'.join(shape.HEAD_KEYS[:8])}等"
            self.spots.trouble(line.spot("项目"), found, expected, "请改正或删去这一行")
        elif key in self.tree:
            self.spots.trouble(line.spot("项目"), f"“{key}”写了两次", "每个项目只写一行", "请删去一处")
        else:
            self._put(self.tree, ROOT, key, line, shape.CONTENT)

    def _take_revenue(self, report: Report, line: Line) -> None:
        group, path = report.group("收支情况"), report.path / "收支情况"
        self.spots.add(path, line.spot())
        if line.name(shape.MONEY_UNIT):
            self._once(group, path, shape.MONEY_UNIT, line, shape.MONEY_UNIT)
        there = line.filled(shape.SHEET["收支情况"].keys) or line[shape.EMPTY].strip()
        if there and (kind := self._kind(line)):
            self._append_to(group, path, kind, line, shape.SHEET["收支情况"].keys)

    def _take_budget(self, report: Report, line: Line) -> None:
        group, path = report.group("预算执行"), report.path / "预算执行"
        if not line.filled(shape.SHEET["预算执行"].keys) and not line[shape.EMPTY].strip():
            return
        kind = line.name(shape.CATEGORY)
        if not kind and shape.CATEGORY not in line.columns and not line.name("名称"):
            kind = shape.WHOLE_KIND
        kind = kind if kind == shape.WHOLE_KIND else self._kind(line)
        self.spots.add(path, line.spot())
        if kind == shape.PARTS_KIND:
            self._append_to(group, path, kind, line, BudgetPart.aliases())
            self._strange(line, set(_WHOLE_KEYS) - set(BudgetPart.aliases()), "资金来源的明细没有这一项")
        elif kind:
            for key in _WHOLE_KEYS:
                if line.name(key):
                    self._once(group, path, key, line, key)
                else:
                    self.spots.add_blank(path / key, line, key)
            self._strange(line, {"名称"}, "合计这一行没有名称")

    def _take_indicator(self, report: Report, line: Line) -> None:
        goal = report.goal(line)
        for head, key in shape.GOAL_COLUMNS.items():
            if line.name(head):
                self._once(goal.tree, goal.path, key, line, head)
            else:
                self.spots.add_blank(goal.path / key, line, head)
        keys = shape.SHEET["指标"].keys
        filled, points = line.filled(keys), line.name(shape.LEVEL1_POINTS)
        weight_only = bool(points) and filled in ([], ["一级指标"])
        if points:
            level1 = line["一级指标"] if weight_only else levels(line["一级指标"], line["二级指标"])[0]
            self._take_weight(goal, line, str(level1 or ""), points)
        if (filled and not weight_only) or line.name(shape.EMPTY) == shape.EMPTY_INDICATOR:
            self._append_to(goal.tree, goal.path, "指标", line, keys)

    def _take_weight(self, goal: Goal, line: Line, level1: str, points: str) -> None:
        if not level1.strip() and points != shape.NO_POINTS:
            found = f"填了一级分值{brief(points)}，没有填一级指标"
            self.spots.trouble(line.spot(shape.LEVEL1_POINTS), found, "要写明是哪个一级指标的分值", "请补上一级指标")
            return
        path = goal.path / "一级分值"
        value = None if points == shape.NO_POINTS else line[shape.LEVEL1_POINTS]
        self.spots.add(path, line.spot(shape.LEVEL1_POINTS))
        self.spots.once(goal.weights, path, level1, value, line.spot(shape.LEVEL1_POINTS))

    def _take_text(self, report: Report, line: Line) -> None:
        kind, heading, content = self._kind(line), line.name(shape.HEADING), line[shape.CONTENT]
        if kind == shape.CONTINUED:
            self._continue(report, line)
        elif kind in shape.TITLED:
            path = report.path / kind
            self.spots.add(path, line.spot())
            if not heading:
                self.spots.trouble(line.spot(shape.HEADING), "没有填标题", f"{kind}的每一段要有标题", "请补上标题")
                return
            if kind == shape.APPROVAL and heading not in Approval.aliases():
                found, keys = f"标题现在是“{brief(heading)}”", "、".join(Approval.aliases())
                self.spots.trouble(line.spot(shape.HEADING), found, f"领导签批的标题只能是{keys}", "请改正标题")
                return
            group = report.group(kind)
            if heading in group:
                found = f"标题“{brief(heading)}”写了两次"
                self.spots.trouble(line.spot(shape.HEADING), found, "每个标题只写一行", "请合并成一处")
                return
            group[heading] = content or None
            self.spots.add(path / heading, line.spot(shape.CONTENT))
            report.open = (group, heading)
        elif kind == shape.TEXT_LIST:
            entries = entries_of(report.tree, kind)
            if content.strip():
                self.spots.add(report.path / kind, line.spot(shape.CONTENT))
                self.spots.add(report.path / kind / len(entries), line.spot(shape.CONTENT))
                entries.append(content)
                report.open = (report.tree, kind)
        elif kind:
            self._once(report.tree, report.path, kind, line, shape.CONTENT)
            report.open = (report.tree, kind)

    def _continue(self, report: Report, line: Line) -> None:
        if report.open is None:
            found, hint = "这一行是续，上面没有同一个项目的文字", "请补上上面的文字，或改正类别"
            self.spots.trouble(line.spot(shape.CATEGORY), found, "续要接在一段文字后面", hint)
            return
        group, key = report.open
        before, more = group.get(key), line[shape.CONTENT]
        if isinstance(before, list):
            before[-1] = f"{before[-1] or ''}{more}"
        else:
            group[key] = f"{before or ''}{more}"

    def _take_dimension(self, report: Report, line: Line) -> None:
        if self._append(report, report.path, "评价维度", line):
            report.dimensions.append(line.name("名称"))

    def _take_deduction(self, report: Report, line: Line) -> None:
        keys = shape.SHEET["扣分"].keys
        if not line.filled(keys) and not line[shape.EMPTY].strip():
            return
        found = report.dimension(line)
        if found is not None:
            self._append_to(*found, "扣分", line, keys)

    def _append(self, report: Report, path: DataPath, key: str, line: Line) -> bool:
        keys = shape.SHEET[line.sheet].keys
        if not line.filled(keys) and not line[shape.EMPTY].strip():
            return False
        self._append_to(report.tree, path, key, line, keys)
        return True

    def _append_to(self, tree: Tree, path: DataPath, key: str, line: Line, keys: Sequence[str]) -> None:
        entries = entries_of(tree, key)
        at = path / key / len(entries)
        entry: Tree = {}
        entries.append(entry)
        self.spots.add(path / key, line.spot())
        self.spots.add(at, line.spot(next(iter(line.filled(keys)), keys[0])))
        self._values(entry, at, line, keys)

    def _values(self, tree: Tree, path: DataPath, line: Line, keys: Sequence[str]) -> None:
        for key in keys:
            if line.name(key):
                self._put(tree, path, key, line, key)
            else:
                self.spots.add_blank(path / key, line, key)

    def _put(self, tree: Tree, path: DataPath, key: str, line: Line, head: str) -> None:
        text = line[head]
        tree[key] = (list(words_of(text)) if key in shape.WORD_LISTS else text) if text.strip() else None
        self.spots.add(path / key, line.spot(head))

    def _once(self, tree: Tree, path: DataPath, key: str, line: Line, head: str) -> None:
        if line.name(head):
            self.spots.once(tree, path, key, line[head], line.spot(head))

    def _kind(self, line: Line) -> str:
        kind, kinds = line.name(shape.CATEGORY), _KINDS[line.sheet]
        if kind in kinds:
            return kind
        found = f"类别现在是“{brief(kind)}”" if kind else "没有填类别"
        near = get_close_matches(kind[:20], kinds, n=1, cutoff=0.5)
        hint = f"是不是“{near[0]}”？请改正" if near else "请填其中一个"
        self.spots.trouble(line.spot(shape.CATEGORY), found, f"这里只能是{'、'.join(kinds)}", hint)
        return ""

    def _strange(self, line: Line, heads: set[str], why: str) -> None:
        for head in line.filled(sorted(heads)):
            found = f"类别是{line.name(shape.CATEGORY) or shape.WHOLE_KIND}的行填了{head}“{brief(line[head])}”"
            self.spots.trouble(line.spot(head), found, why, "请移到别的行，或删去")


def read_sheets(rows: Mapping[str, Sequence[Sequence[str]]]) -> SheetsReader:
    """Reads the rows of each sheet by its name; the first row names the columns."""
    return SheetsReader(rows).run()
