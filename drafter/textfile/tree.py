"""What every reader builds: a tree of text, with the place of each value, the faults and the characters dropped.

In: events of a reader (open, key, scalar, close) with line and column, both from 1. Out: ``Tree`` and ``Places``.
Limits hold for every format: depth, doubled keys, characters that no Word file can hold. ``shown`` and ``brief`` make
one short line of a value for a message.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from drafter.files import ILLEGAL_XML
from drafter.findings import Fault, InputError, Place

_SHOWN = 30
"""Characters of a value in a message, which is one line."""


def shown(value: object) -> str:
    """A value as a message shows it, in one short line: “文字”, 一个列表（3条）, 一组键（名称、金额）."""
    if isinstance(value, dict):
        keys = "、".join(str(key) for key in list(value)[:3])
        return f"一组键（{brief(keys)}{'等' if len(value) > 3 else ''}）"
    if isinstance(value, list | tuple):
        return f"一个列表（{len(value)}条）"
    return f"“{brief(str(value))}”"


def brief(text: str, limit: int = _SHOWN) -> str:
    """The text on one line, unprintable characters as ·, shortened after ``limit`` characters."""
    line = "".join(char if char.isprintable() else "·" for char in " ".join(text[: 4 * limit].split()))
    return line if len(line) <= limit and len(text) <= 4 * limit else line[:limit] + "…"


Value = str | None | list["Value"] | dict[str, "Value"]
Tree = dict[str, Value]

MAX_DEPTH = 50
"""Mappings and lists inside each other; a data file has seven, with the indicators of a project."""

MAX_VALUES = 500_000
"""Values in one file; twenty thousand indicators of all their keys have 340,000, a thousand projects add 60,000."""


class Places:
    """The place of each value of a data file, by its path among the keys (``年度目标[0].指标[3].完成值``)."""

    def __init__(self, file: str, places: Mapping[str, Place] | None = None) -> None:
        self._file = file
        self._places = dict(places or {})
        self._blank: dict[str, Place] = {}

    def of(self, path: str) -> Place:
        """The place of the value, or of its nearest parent that is in the file, under the path asked for."""
        found = self._places.get(path) or self._blank.get(path)
        if found is None:
            # Blank cells are asked for as often as filled ones: by every sentence that may name them.
            above = next((known for known in _upwards(path) if known in self._places), None)
            text = str(path)
            found = Place(self._file, path=text) if above is None else replace(self._places[above], path=text)
            self._blank[text] = found
        return found

    def __contains__(self, path: str) -> bool:
        return path in self._places

    def add(self, path: str, line: int) -> None:
        """Notes the line of a value; the first one counts."""
        self._places.setdefault(path, Place(self._file, line=line, path=path))
        if self._blank:
            self._blank.clear()

    def lines(self) -> dict[str, int]:
        """The line of every value that was read of a text file, by its path."""
        return {path: place.line for path, place in self._places.items() if place.line is not None}

    def with_values_from(self, elsewhere: Mapping[str, Place]) -> "Places":
        """These places, with those of another file for some values, by their paths in this one."""
        return Places(self._file, {**self._places, **elsewhere})


def joined(path: str, step: str | int) -> str:
    """The path one step further down: a key after a dot, a list index in brackets."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path and step else path or step


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path[: max(path.rfind("."), path.rfind("["), 0)]


class _Level(Struct):
    """An open mapping or list; ``detached``: it hangs under a key that is left out (written twice).

    ``key`` is the last one read, ``skipping`` whether its value is left out, ``awaits_value`` whether it is to come.
    """

    values: dict[str, Value] | list[Value]
    path: str
    detached: bool = False
    key: str = ""
    skipping: bool = False
    awaits_value: bool = False


class TreeBuilder:
    """Builds the tree from a reader's events; problems that leave it readable are put into ``faults``."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places = Places(file)
        self.faults: list[Fault] = []
        self.root: Value = None
        self.dropped: dict[str, list[int]] = {}
        self._levels: list[_Level] = []
        self._count = 0

    @property
    def awaits_key(self) -> bool:
        """Whether the next scalar is a key of a mapping."""
        return bool(self._levels) and isinstance(self._levels[-1].values, dict) and not self._levels[-1].awaits_value

    @property
    def path(self) -> str:
        """The path of the value that comes next."""
        if not self._levels:
            return ""
        level = self._levels[-1]
        return joined(level.path, len(level.values) if isinstance(level.values, list) else level.key)

    def key(self, text: str, line: int, column: int) -> None:
        """The key of the value that comes next; a fault for one that is blank or there already."""
        level = self._levels[-1]
        level.key = self._clean(text, line).strip()
        level.awaits_value = True
        level.skipping = level.key in level.values
        place = self._place(line, column)
        if level.skipping:
            first = self.places.of(place.path).line
            found, hint = f"键{shown(level.key)}写了两次（第一次在第{first}行）", "请删去一处，或合并成一处"
            self.faults.append(Fault(place, found, "同一组里每个键只能写一次", hint))
        elif not level.key:
            hint = "请补上键名，或给整段文字加引号"
            self.faults.append(Fault(place, "冒号前面没有键名", "应是“键: 值”", hint))
            level.skipping = True
        elif not level.detached:  # places in there would hide those of the first one
            self.places.add(place.path, line)

    def scalar(self, text: str | None, line: int) -> None:
        """A value: the text as written, None where nothing is."""
        self._put(None if text is None else self._clean(text, line), line)

    def open(self, values: dict[str, Value] | list[Value], line: int, column: int) -> None:
        """Opens an (empty) mapping or list. Raises InputError beyond ``MAX_DEPTH`` or ``MAX_VALUES``."""
        if len(self._levels) >= MAX_DEPTH:
            raise self.too_deep(line, column)
        path, parent = self.path, self._levels[-1] if self._levels else None
        self._put(values, line)
        self._levels.append(_Level(values, path, parent is not None and (parent.detached or parent.skipping)))

    def too_deep(self, line: int, column: int) -> InputError:
        """The error for a mapping or list inside ``MAX_DEPTH`` others."""
        place = Place(self.file, line=line, column=column)
        hint = "请核对缩进和括号，是不是多套了"
        return InputError([*self.faults, Fault(place, f"嵌套超过{MAX_DEPTH}层", f"最多{MAX_DEPTH}层", hint)])

    def close(self) -> None:
        """Ends the innermost mapping or list."""
        self._levels.pop()

    def fault(self, line: int, column: int, found: str, expected: str, hint: str) -> None:
        """A fault about the value that comes next."""
        self.faults.append(Fault(self._place(line, column), found, expected, hint))

    def notes(self) -> list[str]:
        """What was dropped, for the clerk: one Chinese line for each kind of character."""
        return [
            f"{self.file}：去掉了{len(lines)}个不能写入 Word 的字符 {code}（第{_listed(lines)}行）"
            for code, lines in self.dropped.items()
        ]

    def stripped(self, source: str, characters: re.Pattern[str]) -> str:
        """The source text without the characters that its format cannot hold; each is noted with its line."""
        if not characters.search(source):
            return source
        lines = source.split("\n")
        return "\n".join(self._without(characters, text, line) for line, text in enumerate(lines, start=1))

    def _place(self, line: int, column: int) -> Place:
        return Place(self.file, line=line, path=self.path, column=column)

    def _put(self, value: Value, line: int) -> None:
        self._count += 1
        if self._count > MAX_VALUES:
            place = Place(self.file, line=line)
            fault = Fault(place, f"文件里的内容超过{MAX_VALUES}项", f"最多{MAX_VALUES}项", "请拆成几个文件")
            raise InputError([*self.faults, fault])
        if not self._levels:
            self.root = value
            return
        level = self._levels[-1]
        if isinstance(level.values, list):
            if not level.detached:
                self.places.add(self.path, line)
            level.values.append(value)
            return
        if not level.skipping:
            level.values[level.key] = value
        level.awaits_value = False

    def _clean(self, text: str, line: int) -> str:
        return self._without(ILLEGAL_XML, text, line) if ILLEGAL_XML.search(text) else text

    def _without(self, characters: re.Pattern[str], text: str, line: int) -> str:
        for char in characters.findall(text):
            self.dropped.setdefault(f"U+{ord(char):04X}", []).append(line)
        return characters.sub("", text)


def _listed(lines: list[int]) -> str:
    """The first few line numbers: 3、8、9 等."""
    different = sorted(set(lines))
    return "、".join(map(str, different[:5])) + ("等" if len(different) > 5 else "")
