"""Why a YAML text cannot be parsed, told to a clerk: the line, the usual cause, what to write instead.

In: the parser's error and the source. Out: one Chinese fault. The cause is told by a look at the text at the error's
marks: the parser's own words are English, differ between its two builds and change with its releases.
"""

import re
from collections.abc import Sequence
from typing import Any

from yaml import MarkedYAMLError

from drafter.findings import Fault, Place
from drafter.textfile.showing import brief
from drafter.textfile.yamltext import LINE_BREAK, Mark, open_at, position

_KEY = r"(?:-\s+)*[^\s:：#\"'{\[][^:：#\"'{\[]{0,15}"
_FULL_WIDTH_COLON = re.compile(rf"^\s*{_KEY}：")
_NO_BLANK_AFTER_COLON = re.compile(rf"^\s*{_KEY}:[^\s:]")
_NO_BLANK_AFTER_DASH = re.compile(r"^\s*-[^\s\-\d]")
_VALUE = re.compile(rf"^\s*(?:{_KEY}:|-)\s+(\S.*)$")
_QUOTED_TAIL = re.compile(r"""^("[^"]*"|'[^']*')\s*[^\s#,}\]]""")

_Told = tuple[str, str, str]

_TAB: _Told = ("缩进里有制表符", "缩进只用空格", "请把制表符换成空格")
_UNCLOSED_QUOTE: _Told = ("引号没有收尾", "引号要成对", "请补上后一个引号")
_ESCAPE: _Told = ("双引号里的 \\ 后面写法不对", "双引号里 \\ 有特殊含义", "请改用单引号，或把 \\ 写成 \\\\")
_BRACES: _Told = ("花括号 { } 没有配对，或中间缺逗号", "应是 {键: 值, 键: 值}", "请核对括号和半角逗号")
_BRACKETS: _Told = ("方括号 [ ] 没有配对，或中间缺逗号", "应是 [值, 值]", "请核对括号和半角逗号")
_STRAY_BRACKET: _Told = ("括号没有配对", "括号要成对", "请补上括号，或给整段文字加引号")
_TWO_PAIRS: _Told = ("一行里有两个“: ”，或缩进比上一行深", "一行只写一个“键: 值”", "请给整段文字加引号，或核对缩进")
_NO_COLON: _Told = ("这一行没有“: ”", "应是“键: 值”", "请在键后面写半角冒号和一个空格")
_DASH_INDENT: _Told = ("缩进不一致", "同一组的内容要左对齐", "请与上面的“- ”对齐")
_KEY_INDENT: _Told = ("缩进不一致", "同一组的键要左对齐", "请与上面的键对齐")
_DASH_IN_LINE: _Told = ("“- ”的位置不对", "列表的每一条另起一行", "请把“- ”写到下一行并缩进")
_DIRECTIVE: _Told = ("以 % 开头的行会被当作指令", "数据文件里不用指令", "以 % 开头的文字要加引号")
_TEXT_BEHIND: _Told = (
    "缩进不一致，或引号、括号后面还有文字",
    "同一组的键要左对齐",
    "请核对缩进，或给整段文字加引号",
)
_OTHERWISE: _Told = ("这一处不合 YAML 的写法", "应是“键: 值”，缩进用空格对齐", "请核对这一行和上一行的冒号、引号和缩进")

_BAD_ESCAPE = re.compile(
    r"(?:[^\\]|\\(?:[0abtnvfre \"/\\N_LP\t\n\r\x85\u2028\u2029]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}))*+\\"
)


def explained(file: str, source: str, error: MarkedYAMLError) -> Fault:
    """The fault for a parser's error: the line that looks wrong, not always the one where the parser gave up.

    Only the error's marks are used: what is wrong is read from the text, never from the parser's words.
    """
    lines = LINE_BREAK.split(source)
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    for mark in marks:
        told = _by_line(_line(lines, mark))
        if told is not None:
            return Fault(_place(file, lines, mark), *told)
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


def _by_open_mark(source: str, opened: Mark) -> _Told:
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


def _by_place(line: str, column: int, *, in_list: bool) -> _Told:
    """The cause by what stands where the parser gave up, outside of brackets and quotes."""
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


def _by_line(line: str) -> _Told | None:
    """The cause, when the line itself shows it."""
    if re.match(r"^ *\t", line):
        return "缩进里有制表符", "缩进只用空格", "请把制表符换成空格"
    if match := _FULL_WIDTH_COLON.match(line):
        return f"“{brief(match[0].strip())}”用了全角冒号", "键后面要用半角冒号", "请改成半角冒号加一个空格“: ”"
    if match := _NO_BLANK_AFTER_COLON.match(line):
        return f"“{brief(match[0].strip())}”缺少冒号后的空格", "应是“键: 值”", "请在冒号后面加一个空格"
    if _NO_BLANK_AFTER_DASH.match(line):
        return "短横后面缺少空格", "列表的每一条以“- ”开头", "请在短横后面加一个空格"
    match = _VALUE.match(line)
    return _by_value(match[1].rstrip()) if match else None


def _by_value(value: str) -> _Told | None:
    first = value[0]
    quoted = f'请写成 "{brief(value)}"' if '"' not in value else f"请写成 '{brief(value)}'"
    if first in "%@`*&!?|>" or (first in ">|" and len(value) > 1) or re.match(r"-\s", value):
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
    if len(value) > 30 or ('"' in value and "'" in value):
        return "请给整个值加引号"
    return f"请写成 '{value}'" if '"' in value else f'请写成 "{value}"'


def _line(lines: Sequence[str], mark: Any) -> str:
    return lines[mark.line] if mark.line < len(lines) else ""


def _char(lines: Sequence[str], mark: Any) -> str:
    return _line(lines, mark)[mark.column : mark.column + 1]


def _place(file: str, lines: Sequence[str], mark: Any) -> Place:
    """The mark, moved up to the last written line when it stands behind the end of the text."""
    number = min(mark.line, len(lines) - 1)
    column = mark.column + 1 if number == mark.line else 1
    while number > 0 and not lines[number].strip():
        number -= 1
        column = len(lines[number]) + 1
    return Place(file, line=number + 1, column=column)
