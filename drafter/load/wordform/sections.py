"""Where the parts of a form begin: heads of the money table, the goals, the list of indicators; by labels only.

In: a ``Line`` and the ``Words``. Out: ``Head`` (the columns of the grid with their keys), None for a line that is
no such head.
"""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise

from msgspec import Struct

from drafter.load.wordform.grid import Cell, Line
from drafter.load.wordform.labels import Label, Words, read_label
from drafter.patterns import regex

_VALUES = frozenset({"指标值", "完成值", "得分", "分值", "评分标准", "数值"})
_LEVELS = frozenset({"一级指标", "二级指标"})
_GOAL_NUMBER = regex(r"[（(]?([0-9]+|[一二三四五六七八九十]+)?[)）]?")

MOST_HEAD_ROWS = 2
"""Rows of a head; a cell that is merged over more is no part of it."""

Find = Callable[[Label], str | None]


class Head(Struct, frozen=True):
    """A head row: for each cell its first column, the first one behind it, and its key; ``""`` for an unknown one."""

    columns: tuple[tuple[int, int, str], ...]
    width: int
    table: str
    titles: Mapping[int, str]

    @property
    def first(self) -> int:
        """The first column (from 0) with a known key."""
        return min(start for start, _, key in self.columns if key)

    def keys(self) -> set[str]:
        """The known keys of the head."""
        return {key for _, _, key in self.columns if key}

    def key_of(self, cell: Cell) -> str | None:
        """The key of the column that a cell shares most with; None for a cell left of the head."""
        shared = [(min(cell.end, end) - max(cell.column, start), key) for start, end, key in self.columns]
        best = max(shared, key=lambda pair: pair[0], default=(0, ""))
        return best[1] if best[0] > 0 else None

    def covered(self, cell: Cell) -> list[str]:
        """Every key whose columns a cell covers by more than half."""
        return [
            key
            for start, end, key in self.columns
            if key and 2 * (min(cell.end, end) - max(cell.column, start)) > end - start
        ]


def indicator_head(line: Line, words: Words) -> Head | None:
    """The head of the list of indicators."""
    head = _head(line, words.column, words)
    if head is None:
        return None
    keys = head.keys()
    named = "三级指标" in keys or keys >= _LEVELS
    return head if named and len(keys) >= 3 and keys & _VALUES else None


def lower_head(line: Line, head: Head, words: Words) -> Head | None:
    """The head with the second row of it: every cell that begins there is a head of its own."""
    own = line.own
    inside = [cell for cell in own if cell.column >= head.first]
    keys = [words.column(read_label(cell.text)) for cell in inside]
    if not inside or None in keys or line.table != head.table:
        return None
    fresh = [(cell.column, cell.end, _under(head, cell, key or "")) for cell, key in zip(inside, keys, strict=True)]
    taken = {column for start, end, _ in fresh for column in range(start, end)}
    kept = [part for part in head.columns if not taken & set(range(part[0], part[1]))]
    titles = {**head.titles, **{cell.column: cell.text for cell in inside}}
    return Head(tuple(sorted((*kept, *fresh))), head.width, head.table, titles)


def _under(head: Head, cell: Cell, key: str) -> str:
    """数值 under 指标值 is the 指标值, under 完成值 the 完成值; 计量单位 under 完成值 is another key."""
    above = head.key_of(cell) or ""
    if key == "数值":
        return above or "指标值"
    return f"完成值{key}" if above == "完成值" and key in ("运算符号", "计量单位") else key


def money_head(line: Line, words: Words) -> Head | None:
    """The head of the money table: two heads of it side by side."""
    starting = line.starting
    known = [words.money_column(read_label(cell.text)) for cell in starting]
    side_by_side = any(left and right for left, right in pairwise(known))
    if not side_by_side or len({key for key in known if key}) < 2:
        return None
    first = next(place for place, key in enumerate(known) if key)
    others = [cell for cell, key in zip(starting[first:], known[first:], strict=True) if cell.text.strip() and not key]
    return None if len(others) > 1 else _head(line, words.money_column, words)


def goals_head(line: Line, words: Words) -> Head | None:
    """The head of the goals: 预期目标 beside 实际完成情况, nothing else but cells at their left."""
    own = line.own
    keys = [words.goal_column(read_label(cell.text)) for cell in own]
    first = next((place for place, key in enumerate(keys) if key), len(keys))
    if len({key for key in keys if key}) < 2 or None in keys[first:]:
        return None
    return _head(line, words.goal_column, words)


def _head(line: Line, find: Find, words: Words) -> Head | None:
    columns: list[tuple[int, int, str]] = []
    seen: set[str] = set()
    for cell in line.starting:
        label = read_label(cell.text)
        key = find(label) or ""
        if cell.rowspan > MOST_HEAD_ROWS:  # a label beside the rows, not above them
            continue
        if key in seen:
            key = ""
        if key or (columns and label.whole):
            columns.append((cell.column, cell.end, key))
            seen.add(key)
    if not any(key for _, _, key in columns):
        return None
    return Head(tuple(columns), line.width, line.table, {cell.column: cell.text for cell in line.starting})


class GoalLabel(Struct, frozen=True):
    """年度绩效目标1：（40分）: whether it has a number, its points (分), the name in the same cell."""

    numbered: bool
    points: str | None
    name: str


def goal_label(text: str, words: Words) -> GoalLabel | None:
    """A label that begins with a word for goals and has nothing but number, name and points behind it."""
    label = read_label(text)
    names = sorted(words.goal, key=len, reverse=True)
    found = next((name for name in names if label.bare.startswith(name)), None)
    if found is None:
        return None
    rest = label.bare.removeprefix(found)
    number = _GOAL_NUMBER.match(rest)
    behind = rest[number.end() :] if number else rest
    numbered = bool(number and number[1])
    if not behind.strip(":"):
        return GoalLabel(numbered, label.points, "")
    if not behind.startswith(":"):
        return None
    return GoalLabel(numbered, label.points, _written_name(text))


def _written_name(text: str) -> str:
    """The name behind the colon as it was written, without the points."""
    behind = re.split(r"[:：]", text, maxsplit=1)[1]
    return re.sub(r"\s*[（(][^（）()]*分[^（）()]*[)）]\s*$", "", behind).strip()
