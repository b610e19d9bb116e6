"""One row of the list of indicators -> an entry of the data file, under its goal.

In: a ``Line`` under a ``Head``. Out: the form changed; False for a line that is no indicator. A level that is printed
once for several rows (merged, or blank below) belongs to all of them; every other cell only to the row it begins in.
"""

from collections.abc import Mapping

from msgspec import Struct, field

from drafter.load.wordform.fields import Reading, is_bare_figure, joined_target, readable, without_gaps
from drafter.load.wordform.form import Goal
from drafter.load.wordform.grid import Cell, Line
from drafter.load.wordform.labels import read_label
from drafter.load.wordform.remarks import shown
from drafter.load.wordform.sections import Head, goal_label

LEVELS = ("一级指标", "二级指标")
_BY_PARTS = ("运算符号", "计量单位", "完成值运算符号", "完成值计量单位")
_TEXTS = ("指标值", "完成值", "评分标准", "偏差原因", "改进措施", "核心指标", "上年完成值", "数据来源")
_FIGURES = ("分值", "得分")
_YES = {"是": "是", "否": "否", "★": "是", "√": "是", "☑": "是"}


class Above(Struct):
    """The levels of the row above in the same list, for rows that leave them blank (merged cells)."""

    levels: dict[str, str] = field(default_factory=dict)


def read_row(line: Line, head: Head, above: Above, reading: Reading) -> None:
    """Reads a row into the form, marks what was used."""
    cells = _by_key(line, head)
    row, points = _levels(line, head, cells, above)
    values = _values(cells, line, reading)
    name_cell = cells.get("三级指标")
    name = without_gaps(name_cell.text) if name_cell and name_cell.row == line.number else ""
    if name_cell is not None and name_cell.row != line.number and values:  # one name merged over several rows
        name = without_gaps(name_cell.text)
    if not name and not values:
        if points and row.get("一级指标"):
            _goal(None, reading).level1_points.setdefault(row["一级指标"], points)
        return
    if name_cell is not None:
        name_cell.used = True
    if name:
        row["三级指标"] = name
    values.update(row)
    row = values
    if _is_execution(row, reading) and _as_execution(row, cells, line, reading):
        return
    goal = _goal(cells.get("年度目标"), reading)
    if points and row.get("一级指标"):
        goal.level1_points.setdefault(row["一级指标"], points)
    goal.rows.append(row)


def _by_key(line: Line, head: Head) -> dict[str, Cell]:
    """The cell of each key; one that covers the name's column is the name, whatever else it covers."""
    cells: dict[str, Cell] = {}
    for cell in line.cells:
        covered = head.covered(cell)
        keys = ["三级指标"] if "三级指标" in covered else covered[:1]
        if not keys and (key := head.key_of(cell)):
            keys = [key]
        for key in keys:
            cells.setdefault(key, cell)
    return cells


def _levels(line: Line, head: Head, cells: Mapping[str, Cell], above: Above) -> tuple[dict[str, str], str | None]:
    """一级指标 and 二级指标 of the row, and the points behind the first one."""
    found: dict[str, str] = {}
    points, keys = None, head.keys()
    for key in LEVELS:
        cell = cells.get(key) or (_beside(line, head) if key == "一级指标" and key not in keys else None)
        text = without_gaps(cell.take()) if cell else ""
        if not text:
            continue
        label = read_label(text)
        found[key] = label.bare if label.points else "".join(text.split("\n")).strip()
        points = label.points if key == "一级指标" else points
    if (not found.get("二级指标") and not found.get("一级指标")) or (
        not found.get("一级指标") and found.get("二级指标") == above.levels.get("二级指标")
    ):
        found = dict(above.levels)
    above.levels = dict(found)
    return found, points


def _beside(line: Line, head: Head) -> Cell | None:
    """The cell at the left of a list that has no column for the first level."""
    left = [cell for cell in line.cells if cell.end <= head.first and cell.text and not cell.text.strip().isdecimal()]
    return left[-1] if left and read_label(left[-1].text).bare.endswith("指标") else None


def _values(cells: Mapping[str, Cell], line: Line, reading: Reading) -> dict[str, str]:
    """The columns of texts and figures; target and actual put together from their parts."""
    own = {
        key: without_gaps(cell.text)
        for key, cell in cells.items()
        if cell.row == line.number and key in (*_TEXTS, *_FIGURES, *_BY_PARTS)
    }
    found: dict[str, str] = {}
    for key, text in own.items():
        cell = cells[key]
        if key in _FIGURES:
            if not text or reading.words.is_nothing(text):
                cell.used = True
            elif readable(key, text):
                cell.used, found[key] = True, text
            else:
                what = f"{key}“{shown(text)}”不能当作数读"
                reading.remarks.cell(cell, what, "没有放进数据文件", f"请核对后填入这一行的“{key}”")
        else:
            cell.used = True
            value = _YES.get(text, "") if key == "核心指标" else text
            if value and key not in _BY_PARTS:
                found[key] = value
    _put_together(found, own, cells, reading)
    return found


def _put_together(found: dict[str, str], own: Mapping[str, str], cells: Mapping[str, Cell], reading: Reading) -> None:
    sign, unit = own.get("运算符号", ""), own.get("计量单位", "")
    if "指标值" in found:
        found["指标值"] = joined_target(sign, found["指标值"], unit, reading.words)
    if "完成值" not in found:
        return
    own_unit = own.get("完成值计量单位")
    found["完成值"] = joined_target(own.get("完成值运算符号", ""), found["完成值"], own_unit or "", reading.words)
    if unit and own_unit is None and not reading.words.is_nothing(unit):
        units = reading.units[-1]
        if is_bare_figure(found["完成值"]):
            units.bare.append((found, unit, cells["完成值"].place))
        elif found["完成值"].endswith(unit):
            units.written = True


def add_units(reading: Reading) -> None:
    """Where no actual of a list carries a unit, the one column of units is that of the actuals too."""
    for units in reading.units:
        if units.bare and not units.written:
            hint = "请核对完成值的单位"
            reading.remarks.at(units.bare[0][2], "这张表的完成值都没有写单位", "已按“计量单位”一列补上", hint)
            for row, unit, _ in units.bare:
                row["完成值"] += unit


def _goal(cell: Cell | None, reading: Reading) -> Goal:
    """The goal that the row belongs to: the one its own column names, else the last one."""
    goals = reading.form.goals
    name = "".join(without_gaps(cell.take()).split("\n")) if cell else ""
    if name:
        label = read_label(name)
        plain = label.bare if label.points else name
        found = next((goal for goal in goals if goal.values.get("名称") == plain), None)
        if found is None:
            found = reading.form.new_goal({"名称": plain, **({"分值": label.points} if label.points else {})})
        return found
    if not goals:
        reading.form.new_goal()
    if len(goals) == 1 or goals[-1].opened:
        return goals[-1]
    found_, expected = f"有{len(goals)}个年度目标，指标只有一个清单", "表里没有写哪项指标属于哪个目标，先都放在第1个"
    reading.remarks.at("", found_, expected, "请在数据文件里把指标移到所属的年度目标下")
    return goals[0]


def _is_execution(row: Mapping[str, str], reading: Reading) -> bool:
    name = row.get("三级指标") or row.get("二级指标") or row.get("一级指标") or ""
    return reading.words.among(reading.words.execution, read_label(name))


def _as_execution(row: Mapping[str, str], cells: Mapping[str, Cell], line: Line, reading: Reading) -> bool:
    """Puts 预算执行率 of the list under 预算执行; False where that has other figures already."""
    execution = reading.form.execution
    given = {key: row[key] for key in (*_FIGURES, "偏差原因", "改进措施") if row.get(key)}
    rate = row.get("完成值", "")
    if rate and readable("执行率", rate) and "执行率" not in execution:
        given["执行率"] = rate
    if any(execution.get(key, value) != value for key, value in given.items()):
        return False
    twice = any(key in execution for key in _FIGURES)
    execution.update(given)
    at = f"{line.table} 第{line.number + 1}行"
    if twice:
        what = "预算执行率在资金表和指标表里都有分值或得分"
        reading.remarks.at(at, what, "两处相同，只放在“预算执行”里", "请核对总分里是不是算了两次")
    target = row.get("指标值", "")
    if target.strip("=≥＝") not in ("", "100%", "100％", "100"):
        what = f"预算执行率作为一项指标，指标值是“{shown(target)}”"
        reading.remarks.at(at, what, "放在“预算执行”里，那里没有指标值", "指标值不是100%的，请改作一项指标填写")
    return True


def take_side(line: Line, head: Head, reading: Reading) -> None:
    """The cells left of a list: words that name the part, or a goal with its points."""
    for cell in line.starting:
        if cell.column >= head.first or not cell.text.strip() or cell.used:
            continue
        label = read_label(cell.text)
        goal = goal_label(cell.text, reading.words)
        if goal is not None and (goal.points or goal.name or goal.numbered):
            cell.used = True
            start_goal(reading, goal.name, goal.points)
        elif reading.words.among(reading.words.beside, label) or cell.text.strip().isdecimal():
            cell.used = True


def start_goal(reading: Reading, name: str, points: str | None) -> Goal:
    """A goal with a label of its own."""
    values = {"名称": without_gaps(name), "分值": points or ""}
    return reading.form.new_goal({key: value for key, value in values.items() if value}, opened=True)
