"""Reads YAML into a tree of text: every scalar stays as it was written (``9.50``, ``no``, ``012``, ``12:30``).

In: the source text. Out: the builder's tree, places and faults. The parser's events are used one by one, so that
depth is bounded and nothing is ever constructed; anchors, aliases, tags and a second document are refused. A text that
nests too deep is refused before the parser sees it: releases of the parser end there in different ways.
"""

import re
from typing import Any

import yaml

from drafter.findings import Fault, InputError, Place
from drafter.textfile.showing import brief, shown
from drafter.textfile.tree import MAX_DEPTH, TreeBuilder
from drafter.textfile.yamltext import LINE_BREAK, too_deep
from drafter.textfile.yamltrouble import explained

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NULL = {"", "~", "null", "Null", "NULL"}
_BLOCK_HEADER = re.compile(r"[>|][+-]?[1-9][+-]?")
_COMMENT = re.compile(r"[ \t]+#([^ \t#!].*)")
_MAX_SKIPPED_COMMENTS = 20


def read_yaml(source: str, builder: TreeBuilder) -> list[str]:
    """Fills the builder from YAML text; gives notes. Raises InputError when the text cannot be parsed."""
    source = builder.stripped(source, _NOT_YAML)
    deep = too_deep(source, MAX_DEPTH)
    if deep is not None:
        raise builder.too_deep(*deep)
    reader = _Reader(LINE_BREAK.split(source), builder)
    try:
        for event in yaml.parse(source, Loader=_LOADER):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        raise InputError([*builder.faults, explained(builder.file, source, error)]) from error
    except yaml.YAMLError as error:
        fault = Fault(builder.file, "不是 YAML 文本", "应是文本文件", "请用记事本打开核对内容")
        raise InputError([*builder.faults, fault]) from error
    return reader.notes


class _Reader:
    """Hands the parser's events to the builder, with the checks that only YAML needs."""

    def __init__(self, lines: list[str], builder: TreeBuilder) -> None:
        self.lines = lines
        self.builder = builder
        self.notes: list[str] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
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
