"""Why a YAML text cannot be parsed, told to a clerk: the line, the usual cause, what to write instead.

In: the parser's error and the source lines. Out: one Chinese fault; the parser's own English words never show.
"""

import re
from collections.abc import Sequence
from typing import Any

from yaml import MarkedYAMLError

from drafter.findings import Fault, Place
from drafter.textfile.showing import brief

_KEY = r"(?:-\s+)*[^\s:：#\"'{\[][^:：#\"'{\[]{0,15}"
_FULL_WIDTH_COLON = re.compile(rf"^\s*{_KEY}：")
_NO_BLANK_AFTER_COLON = re.compile(rf"^\s*{_KEY}:[^\s:]")
_NO_BLANK_AFTER_DASH = re.compile(r"^\s*-[^\s\-\d]")
_VALUE = re.compile(rf"^\s*(?:{_KEY}:|-)\s+(\S.*)$")
_QUOTED_TAIL = re.compile(r"""^("[^"]*"|'[^']*')\s*[^\s#,}\]]""")

_Told = tuple[str, str, str]

# First fitting row counts: words of the parser's message -> found, expected, what to do.
_BY_PROBLEM: tuple[tuple[str, _Told], ...] = (
    ("tab character", ("缩进里有制表符", "缩进只用空格", "请把制表符换成空格")),
    ("unexpected end of stream", ("引号没有收尾", "引号要成对", "请补上后一个引号")),
    ("unexpected document indicator", ("引号没有收尾", "引号要成对", "请补上后一个引号")),
    ("escape", ("双引号里的 \\ 后面写法不对", "双引号里 \\ 有特殊含义", "请改用单引号，或把 \\ 写成 \\\\")),
    ("',' or '}'", ("花括号 { } 没有配对，或中间缺逗号", "应是 {键: 值, 键: 值}", "请核对括号和半角逗号")),
    ("',' or ']'", ("方括号 [ ] 没有配对，或中间缺逗号", "应是 [值, 值]", "请核对括号和半角逗号")),
    ("node content", ("括号没有配对", "括号要成对", "请补上括号，或给整段文字加引号")),
    (
        "mapping values",
        ("一行里有两个“: ”，或缩进比上一行深", "一行只写一个“键: 值”", "请给整段文字加引号，或核对缩进"),
    ),
    ("could not find expected ':'", ("这一行没有“: ”", "应是“键: 值”", "请在键后面写半角冒号和一个空格")),
    ("'-' indicator", ("缩进不一致", "同一组的内容要左对齐", "请与上面的“- ”对齐")),
    ("<document start>", ("缩进不一致", "同一组的键要左对齐", "请与上面的键对齐")),
    ("sequence entries", ("“- ”的位置不对", "列表的每一条另起一行", "请把“- ”写到下一行并缩进")),
    ("directive", ("以 % 开头的行会被当作指令", "数据文件里不用指令", "以 % 开头的文字要加引号")),
    ("expected key", ("缩进不一致，或引号、括号后面还有文字", "同一组的键要左对齐", "请核对缩进，或给整段文字加引号")),
)
_OTHERWISE: _Told = ("这一处不合 YAML 的写法", "应是“键: 值”，缩进用空格对齐", "请核对这一行和上一行的冒号、引号和缩进")


def explained(file: str, lines: Sequence[str], error: MarkedYAMLError) -> Fault:
    """The fault for a parser's error: the line that looks wrong, not always the one where the parser gave up."""
    problem, context = error.problem_mark, error.context_mark
    marks = [mark for mark in (problem, context) if mark is not None]
    for mark in marks:
        told = _by_line(_line(lines, mark))
        if told is not None:
            return Fault(_place(file, lines, mark), *told)
    words = f"{error.context or ''} {error.problem or ''}"
    usual = next((told for part, told in _BY_PROBLEM if part in words), _OTHERWISE)
    # An opening quote or bracket says more than the end of the file, where its partner was missed.
    opened = context is not None and any(part in words for part in ("quoted", "flow", "simple key"))
    best = context if opened else problem or context
    return Fault(_place(file, lines, best) if best is not None else file, *usual)


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


def _place(file: str, lines: Sequence[str], mark: Any) -> Place:
    """The mark, moved up to the last written line when it stands behind the end of the text."""
    number = min(mark.line, len(lines) - 1)
    column = mark.column + 1 if number == mark.line else 1
    while number > 0 and not lines[number].strip():
        number -= 1
        column = len(lines[number]) + 1
    return Place(file, line=number + 1, column=column)
