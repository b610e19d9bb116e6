"""Reads YAML into a tree of text: every scalar stays as it was written (``9.50``, ``no``, ``012``, ``12:30``).

In: the source text. Out: the builder's tree, places and faults. The parser's events are used one by one, so that
depth is bounded and nothing is ever constructed; anchors, aliases, tags and a second document are refused. For a
text that cannot be parsed the message has the line, the usual cause, and what to write instead.
"""

import re
from collections.abc import Sequence
from typing import Any

import yaml
from yaml import MarkedYAMLError

from drafter.findings import Fault, InputError, Place
from drafter.patterns import regex
from drafter.textfile.tree import MAX_DEPTH, TreeBuilder, brief, shown
from drafter.textfile.yamltext import LINE_BREAK, Mark, open_at, position, too_deep

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NOT_YAML = regex("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NULL = {"", "~", "null", "Null", "NULL"}
_BLOCK_HEADER = regex(r"[>|][+-]?[1-9][+-]?")
_COMMENT = regex(r"[ \t]+#([^ \t#!].*)")
_MAX_SKIPPED_COMMENTS = 20
"""Notes on comments in one file; a file with more of them uses them on purpose."""


def read_yaml(source: str, builder: TreeBuilder) -> list[str]:
    """Fills the builder from YAML text; gives notes. Raises InputError when the text cannot be parsed."""
    source = builder.stripped(source, _NOT_YAML)
    deep = too_deep(source, MAX_DEPTH)
    if deep is not None:
        raise builder.too_deep(*deep)
    reader = _EventReader(LINE_BREAK.split(source), builder)
    try:
        for event in yaml.parse(source, Loader=_LOADER):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        raise InputError([*builder.faults, explained(builder.file, source, error)]) from error
    except yaml.YAMLError as error:
        fault = Fault(builder.file, "不是 YAML 文本", "应是文本文件", "请用记事本打开核对内容")
        raise InputError([*builder.faults, fault]) from error
    return reader.notes


class _EventReader:
    """Hands the parser's events to the builder, with the checks that only YAML needs."""

    def __init__(self, lines: list[str], builder: TreeBuilder) -> None:
        self.lines = lines
        self.builder = builder
        self.notes: list[str] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Hands one event on. Raises InputError where reading cannot go on."""
        line, column = _position(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                hint = "请删去 --- 以下的内容，或另存为一个文件"
                raise self._stop(line, column, "文件里有第二份文档（---）", "一个文件只能有一份数据", hint)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.builder.close()
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, line, column)

    def _node(self, event: yaml.NodeEvent, line: int, column: int) -> None:
        if self.builder.awaits_key and not isinstance(event, yaml.ScalarEvent):
            hint = "以 {、[ 或 * 开头的文字要加引号"
            raise self._stop(line, column, "冒号前面不是一个词", "应是“键: 值”", hint)
        self._refuse_marks(event, line, column)
        if isinstance(event, yaml.MappingStartEvent):
            self.builder.open({}, line, column)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.builder.open([], line, column)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line, column)
        else:
            self.builder.scalar(None, line)

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> None:
        plain = not event.style
        if self.builder.awaits_key:
            self.builder.key("" if plain and event.value in _NULL else event.value, line, column)
            return
        if plain:
            self._note_comment(event)
        elif event.style in {">", "|"} and not event.value.strip():
            self._refuse_lost_figure(line, column)
        self.builder.scalar(None if plain and event.value in _NULL else event.value, line)

    def _refuse_marks(self, event: yaml.NodeEvent, line: int, column: int) -> None:
        """Anchors, aliases and tags: a name or a type that the file would give to a value."""
        if isinstance(event, yaml.AliasEvent):
            found, hint = f"*{brief(event.anchor or '')} 会被当作引用", "请把内容照写一遍；以 * 开头的文字要加引号"
            self.builder.fault(line, column, found, "数据文件里不用引用", hint)
        elif event.anchor is not None:
            found, hint = f"&{brief(event.anchor)} 会被当作锚点", "请删去它；以 & 开头的文字要加引号"
            self.builder.fault(line, column, found, "数据文件里不用锚点", hint)
        tag = getattr(event, "tag", None)
        if tag is not None:
            found, hint = f"“!”开头的标签{shown(tag)}", "请删去它；以 ! 开头的文字要加引号"
            self.builder.fault(line, column, found, "数据文件里不用标签", hint)

    def _refuse_lost_figure(self, line: int, column: int) -> None:
        """``指标值: >2`` is a folded text with an indent of 2, and empty: the figure would be gone without a word."""
        header = _BLOCK_HEADER.match(self.lines[line - 1], column - 1) if line <= len(self.lines) else None
        if header:
            found = f"{header[0]} 会被当作多行文字的标记，内容成了空"
            self.builder.fault(line, column, found, "以 > 或 | 开头的值要加引号", f'请写成 "{header[0]}"')

    def _note_comment(self, event: yaml.ScalarEvent) -> None:
        """``完成 #3标段`` ends before the #; a comment has a blank after it, as a rule."""
        line, column = _position(event.end_mark)
        comment = _COMMENT.match(self.lines[line - 1], column - 1) if line <= len(self.lines) else None
        if event.value and comment and len(self.notes) < _MAX_SKIPPED_COMMENTS:
            skipped = f"“#{brief(comment[1])}”当作批注，没有读入；它若是正文，请给整个值加引号"
            self.notes.append(f"{self.builder.file} 第{line}行：{skipped}")

    def _stop(self, line: int, column: int, found: str, expected: str, hint: str) -> InputError:
        place = Place(self.builder.file, line=line, column=column)
        return InputError([*self.builder.faults, Fault(place, found, expected, hint)])


def _position(mark: Any) -> tuple[int, int]:
    """Line and column of a parser's mark, both from 1."""
    return mark.line + 1, mark.column + 1


_KEY = r"(?:-\s+)*[^\s:：#\"'{\[][^:：#\"'{\[]{0,15}"
_FULL_WIDTH_COLON = regex(rf"^\s*{_KEY}：")
_NO_BLANK_AFTER_COLON = regex(rf"^\s*{_KEY}:[^\s:]")
_NO_BLANK_AFTER_DASH = regex(r"^\s*-[^\s\-\d]")
_VALUE = regex(rf"^\s*(?:{_KEY}:|-)\s+(\S.*)$")
_QUOTED_TAIL = regex(r"""^("[^"]*"|'[^']*')\s*[^\s#,}\]]""")

_LONGEST_COPIED = 200
"""Characters of a value that a message gives back whole."""

_Parts = tuple[str, str, str]
"""What it is now, what is expected, what to do (Chinese)."""

_TAB: _Parts = ("缩进里有制表符", "缩进只用空格", "请把制表符换成空格")
_UNCLOSED_QUOTE: _Parts = ("引号没有收尾", "引号要成对", "请补上后一个引号")
_ESCAPE: _Parts = ("双引号里的 \\ 后面写法不对", "双引号里 \\ 有特殊含义", "请改用单引号，或把 \\ 写成 \\\\")
_BRACES: _Parts = ("花括号 { } 没有配对，或中间缺逗号", "应是 {键: 值, 键: 值}", "请核对括号和半角逗号")
_BRACKETS: _Parts = ("方括号 [ ] 没有配对，或中间缺逗号", "应是 [值, 值]", "请核对括号和半角逗号")
_STRAY_BRACKET: _Parts = ("括号没有配对", "括号要成对", "请补上括号，或给整段文字加引号")
_TWO_PAIRS: _Parts = ("一行里有两个“: ”，或缩进比上一行深", "一行只写一个“键: 值”", "请给整段文字加引号，或核对缩进")
_NO_COLON: _Parts = ("这一行没有“: ”", "应是“键: 值”", "请在键后面写半角冒号和一个空格")
_DASH_INDENT: _Parts = ("缩进不一致", "同一组的内容要左对齐", "请与上面的“- ”对齐")
_KEY_INDENT: _Parts = ("缩进不一致", "同一组的键要左对齐", "请与上面的键对齐")
_DASH_IN_LINE: _Parts = ("“- ”的位置不对", "列表的每一条另起一行", "请把“- ”写到下一行并缩进")
_DIRECTIVE: _Parts = ("以 % 开头的行会被当作指令", "数据文件里不用指令", "以 % 开头的文字要加引号")
_TEXT_BEHIND: _Parts = (
    "缩进不一致，或引号、括号后面还有文字",
    "同一组的键要左对齐",
    "请核对缩进，或给整段文字加引号",
)
_OTHERWISE: _Parts = (
    "这一处不合 YAML 的写法",
    "应是“键: 值”，缩进用空格对齐",
    "请核对这一行和上一行的冒号、引号和缩进",
)

_BAD_ESCAPE = regex(
    r"(?:[^\\]|\\(?:[0abtnvfre \"/\\N_LP\t\n\r\x85\u2028\u2029]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}))*+\\"
)


def explained(file: str, source: str, error: MarkedYAMLError) -> Fault:
    """The fault for a parser's error: the line that looks wrong, not always the one where the parser gave up.

    Only the error's marks are used: what is wrong is read from the text, never from the parser's words.
    """
    lines = LINE_BREAK.split(source)
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    for mark in marks:
        parts = _by_line(_line(lines, mark))
        if parts is not None:
            return Fault(_place(file, lines, mark), *parts)
    if not marks:
        return Fault(file, *_OTHERWISE)
    opened = open_at(source, marks[0].line, marks[0].column)
    if opened is not None:  # it says more than the end of the file, where its partner was missed
        line, column = position(source, opened.at)
        return Fault(Place(file, line=line, column=column), *_by_open_mark(source, opened))
    for mark in reversed(marks):
        if _is_word(_line(lines, mark)):
            return Fault(_place(file, lines, mark), *_NO_COLON)
    in_list = error.context_mark is not None and _char(lines, error.context_mark) == "-"
    return Fault(_place(file, lines, marks[0]), *_by_place(_line(lines, marks[0]), marks[0].column, in_list=in_list))


def _by_open_mark(source: str, opened: Mark) -> _Parts:
    """The cause, when the parser gave up inside a bracket or a quote."""
    if opened.char == '"' and _BAD_ESCAPE.match(source[opened.at + 1 : _closing(source, opened.at + 1)]):
        return _ESCAPE
    return {"{": _BRACES, "[": _BRACKETS}.get(opened.char, _UNCLOSED_QUOTE)


def _closing(source: str, start: int) -> int:
    """Where a text in double quotes ends: at the next one that has no backslash before it, or at the end."""
    match = re.compile(r"(?:[^\"\\]|\\.)*+", re.DOTALL).match(source, start)
    return match.end() if match else start


def _is_word(line: str) -> bool:
    """Whether a line holds text without any “: ”, list mark, bracket or quote: a key whose colon is missing."""
    text = line.strip()
    return bool(text) and not re.search(r":(\s|$)", text) and text[0] not in "-[{]}\"'#%"


def _by_place(line: str, column: int, *, in_list: bool) -> _Parts:
    """The cause, by the character where the parser gave up, outside of brackets and quotes."""
    char, before = line[column : column + 1], line[:column]
    if char == "\t":
        return _TAB
    if line.startswith("%"):
        return _DIRECTIVE
    if char and char in "]},":
        return _STRAY_BRACKET
    if char == ":":
        return _TWO_PAIRS
    if char == "-":
        return _DASH_IN_LINE if before.strip() else _DASH_INDENT
    if char and not before.strip(" -"):
        return _DASH_INDENT if in_list else _KEY_INDENT
    return _TEXT_BEHIND if before.rstrip().endswith(('"', "'", "]", "}")) else _OTHERWISE


def _by_line(line: str) -> _Parts | None:
    """The cause, when the line itself shows it."""
    if re.match(r"^ *\t", line):
        return _TAB
    if match := _FULL_WIDTH_COLON.match(line):
        return f"“{brief(match[0].strip())}”用了全角冒号", "键后面要用半角冒号", "请改成半角冒号加一个空格“: ”"
    if match := _NO_BLANK_AFTER_COLON.match(line):
        return f"“{brief(match[0].strip())}”缺少冒号后的空格", "应是“键: 值”", "请在冒号后面加一个空格"
    if _NO_BLANK_AFTER_DASH.match(line):
        return "短横后面缺少空格", "列表的每一条以“- ”开头", "请在短横后面加一个空格"
    match = _VALUE.match(line)
    return _by_value(match[1].rstrip()) if match else None


def _by_value(value: str) -> _Parts | None:
    first = value[0]
    quoted = _quoted(value)
    if first in "%@`*&!?|>" or re.match(r"-\s", value):
        return f"值“{brief(value)}”以 {first} 开头", f"{first} 在行首有特殊含义，以它开头的值要加引号", quoted
    if first in "{[" and not value.endswith(("}", "]", ",")):
        return f"值“{brief(value)}”以 {first} 开头", f"以 {first} 开头的值会被当作括号，要加引号", quoted
    if _QUOTED_TAIL.match(value):
        hint = "请把整个值放进一对引号，里面的引号改用“”"
        return f"值“{brief(value)}”的引号后面还有文字", "引号要包住整个值", hint
    if first not in "\"'{[" and re.search(r":(\s|$)", value):
        return f"值“{brief(value)}”里有半角冒号加空格", "一行只写一个“键: 值”", quoted
    return None


def _quoted(value: str) -> str:
    """What to write instead: the whole value, for it is copied, in quotes that mean nothing but themselves."""
    if len(value) > _LONGEST_COPIED or not value.isprintable():
        return "请给整个值加引号"
    if '"' in value or "\\" in value:
        value = value.replace("'", "''")
        return f"请写成 '{value}'"
    return f'请写成 "{value}"'


def _line(lines: Sequence[str], mark: Any) -> str:
    return lines[mark.line] if mark.line < len(lines) else ""


def _char(lines: Sequence[str], mark: Any) -> str:
    return _line(lines, mark)[mark.column : mark.column + 1]


def _place(file: str, lines: Sequence[str], mark: Any) -> Place:
    """The place of a mark; one behind the end of the text is moved up to the last line with text."""
    number = min(mark.line, len(lines) - 1)
    column = mark.column + 1 if number == mark.line else 1
    while number > 0 and not lines[number].strip():
        number -= 1
        column = len(lines[number]) + 1
    return Place(file, line=number + 1, column=column)
