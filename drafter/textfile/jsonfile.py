"""Reads JSON into a tree of text: numbers keep the digits that were written (``9.50`` stays ``9.50``).

In: the source text. Out: the builder's tree, places and faults. Reads with a stack of its own, so that depth is
bounded and every value has its line; only what the JSON standard allows is accepted.
"""

import json
import re
from bisect import bisect_right

from drafter.files import ILLEGAL_XML
from drafter.findings import Fault, InputError, Place
from drafter.patterns import regex
from drafter.textfile.tree import TreeBuilder, brief

MAX_DIGITS = 30
"""Digits of one number, as in the figures of the model (``MAX_DIGITS`` there)."""

_BLANK = regex(r"[ \t\r\n]*")
_STRING = regex(r'"(?:[^"\\\x00-\x1f]++|\\.)*+"')
_NUMBER = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = regex(r"[-+]?[\w.+-]+")
_NOT_FIGURES = {"NaN", "Infinity", "-Infinity", "+Infinity"}


def read_json(source: str, builder: TreeBuilder) -> list[str]:
    """Fills the builder from JSON text; gives notes (JSON has none). Raises InputError where it is no JSON."""
    _JsonParser(builder.stripped(source, ILLEGAL_XML), builder).read()
    return []


class _JsonParser:
    """Reads the text from left to right; ``at`` is the offset of the next character, ``_closers`` what is open."""

    def __init__(self, source: str, builder: TreeBuilder) -> None:
        self.source = source
        self.builder = builder
        self.at = 0
        self._closers: list[str] = []
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", source))]

    def read(self) -> None:
        """A value, then what must follow it, until the outermost value is closed."""
        self._value()
        while self._closers:
            self._after_value()
        if self._next():
            raise self._stop("数据结束后还有多余的内容", "一个文件只能有一份数据", "请核对最后的括号，删去多余的内容")

    def _value(self) -> None:
        char = self._next()
        line, column = self._position()
        if char in {"{", "["}:
            self.builder.open({} if char == "{" else [], line, column)
            self._closers.append("}" if char == "{" else "]")
            self.at += 1
            if self._next() == self._closers[-1]:
                self._close()
            elif char == "{":
                self._key_and_value()
            else:
                self._value()
        elif char == '"':
            self.builder.scalar(self._string(), line)
        else:
            self.builder.scalar(self._bare(line, column), line)

    def _after_value(self) -> None:
        char = self._next()
        if char == self._closers[-1]:
            self._close()
        elif char == ",":
            self.at += 1
            if self._next() in {"}", "]"}:
                raise self._stop("最后一项后面多了逗号", "最后一项后面没有逗号", "请删去这个逗号")
            if self._closers[-1] == "}":
                self._key_and_value()
            else:
                self._value()
        elif not char:
            raise self._stop("文件在这里就结束了，括号没有收尾", f"应有“{self._closers[-1]}”", "请补上括号，或重新导出")
        else:
            raise self._stop(f"这里是{self._seen()}", f"应是逗号或“{self._closers[-1]}”", "请核对逗号、引号和括号")

    def _close(self) -> None:
        self.at += 1
        self._closers.pop()
        self.builder.close()

    def _key_and_value(self) -> None:
        if self._next() != '"':
            raise self._stop(f"这里是{self._seen()}", "应是用半角双引号括起来的键", "请给键加上半角双引号")
        line, column = self._position()
        self.builder.key(self._string(), line, column)
        if self._next() != ":":
            raise self._stop(f"这里是{self._seen()}", "键后面应是半角冒号", "请在键和值之间写半角冒号")
        self.at += 1
        self._value()

    def _string(self) -> str:
        match = _STRING.match(self.source, self.at)
        if match is None:
            raise self._stop(
                "文字没有收尾的双引号，或中间有换行、制表符", "文字要写在一对半角双引号里", "请补上双引号；换行写成 \\n"
            )
        try:
            text = json.loads(match[0]) if "\\" in match[0] else match[0][1:-1]
        except json.JSONDecodeError as error:
            self.at += error.pos
            raise self._stop("双引号里的 \\ 后面写法不对", "\\ 后面只能是规定的字母", "请把 \\ 写成 \\\\") from error
        self.at = match.end()
        return str(text)

    def _bare(self, line: int, column: int) -> str | None:
        """A number, true, false or null. A number that is none is a fault, and reading goes on."""
        match = _WORD.match(self.source, self.at)
        word = match[0] if match else ""
        if word == "null":
            self.at += 4
            return None
        if word in {"true", "false"} or _NUMBER.fullmatch(word):
            self.at += len(word)
            return self._bounded(word, line, column)
        if word in _NOT_FIGURES:
            self.at += len(word)
            self.builder.fault(line, column, f"现在是 {word}", "这里应是一个数", "请改成数字；没有数就写 null")
            return None
        if re.fullmatch(r"-?0[0-9]+(\.[0-9]+)?", word):
            raise self._stop(f"“{brief(word)}”以 0 开头", "数不以 0 开头", "请去掉前面的 0；若是编号，请加双引号")
        raise self._stop(f"这里是{self._seen()}", "应是一个值", "文字要加半角双引号；没有内容就写 null")

    def _bounded(self, word: str, line: int, column: int) -> str | None:
        digits = sum(char.isdigit() for char in word)
        if digits > MAX_DIGITS:
            hint = "请核对是否多粘贴了数字；若是编号，请加双引号"
            self.builder.fault(line, column, f"现在是一个{digits}位的数 {brief(word)}", f"最多{MAX_DIGITS}位", hint)
            return None
        if "e" in word.lower() and word not in {"true", "false"}:
            hint = "请写出完整的数；若是文字，请加双引号"
            self.builder.fault(line, column, f"现在是科学计数法 {brief(word)}", "应是普通写法的数", hint)
            return None
        return word

    def _next(self) -> str:
        """The next character that is not blank, "" at the end; ``at`` is moved to it."""
        blank = _BLANK.match(self.source, self.at)
        self.at = blank.end() if blank else self.at
        return self.source[self.at : self.at + 1]

    def _seen(self) -> str:
        word = _WORD.match(self.source, self.at)
        text = word[0] if word else self.source[self.at : self.at + 1]
        return f"“{brief(text)}”" if text else "文件的结尾"

    def _position(self) -> tuple[int, int]:
        line = bisect_right(self._line_starts, self.at)
        return line, self.at - self._line_starts[line - 1] + 1

    def _stop(self, found: str, expected: str, hint: str) -> InputError:
        line, column = self._position()
        place = Place(self.builder.file, line=line, column=column)
        return InputError([*self.builder.faults, Fault(place, found, expected, hint)])
