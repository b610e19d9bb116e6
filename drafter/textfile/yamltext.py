"""A look at YAML text without a parser: how deep it nests, and which bracket or quote is open at a place.

In: the source text. Out: the first collection beyond a depth, or the mark that is open. It runs before the parser,
whose own limits and messages differ between releases. What is ambiguous it passes over (it never finds more depth
than there is); the reader counts the parser's events as well.
"""

import re

from msgspec import Struct

from drafter.patterns import regex

LINE_BREAK = regex("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML counts as the end of a line."""

_BREAKS = "\n\r\x85\u2028\u2029"
_END = regex(rf"[^{_BREAKS}]*(?:\r\n|[{_BREAKS}]|\Z)")
_QUOTED = regex(r""""(?:[^"\\]|\\.)*+("?)|'(?:[^']|'')*+('?)""", re.DOTALL)
_BLANK_LINES = regex(rf"(?:[ \t]*(?:#[^{_BREAKS}]*)?[{_BREAKS}])+")
_BLANKS = regex(r"[ \t]*")
_INDENT = regex(" *")
_PROPERTIES = regex(r"(?:[&!][^\s\[\]{},]*[ \t]+)*")
_INDICATOR = regex(rf"[-?](?=[ \t{_BREAKS}]|\Z)")
_COLON = regex(rf"[ \t]*:(?=[ \t{_BREAKS}]|\Z)")
_PLAIN_KEY = regex(
    rf"(?![\[\]{{}}\"'#&*!|>%@`,])(?:[^{_BREAKS}:#]|:(?![ \t{_BREAKS}]|\Z)|(?<![ \t])#)+(?=:)", re.UNICODE
)
_DOCUMENT = regex(r"(?:---|\.\.\.)(?=\s|\Z)")
_FLOW_GAP = regex(r"(?:[\s,:?]|#[^\n\r]*)*")
_FLOW_PLAIN = regex(r"(?:[^\[\]{},\s:]|:(?![\s,\[\]{}])|[ \t]+(?=[^\s#]))+")


class Mark(Struct, frozen=True):
    """A bracket, quote or indicator: the character and its offset in the text."""

    char: str
    at: int


def too_deep(source: str, deepest: int) -> tuple[int, int] | None:
    """Line and column (from 1) of the first collection inside ``deepest`` others, None where there is none."""
    found = _Look(source, deepest).read().beyond
    return None if found is None else position(source, found.at)


def open_at(source: str, line: int, column: int) -> Mark | None:
    """The innermost bracket or quote that is open at a place (line and column from 0)."""
    starts = [0, *(match.end() for match in LINE_BREAK.finditer(source))]
    until = min(starts[min(line, len(starts) - 1)] + column, len(source))
    look = _Look(source, len(source), until).read()
    return look.quote or (look.flow[-1] if look.flow else None)


def position(source: str, at: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    line, start = 1, 0
    for match in LINE_BREAK.finditer(source, 0, at):
        line, start = line + 1, match.end()
    return line, at - start + 1


class _Look:
    """One walk over the text, line by line outside of brackets, token by token inside."""

    def __init__(self, source: str, deepest: int, until: int | None = None) -> None:
        self.source = source
        self.deepest = deepest
        self.until = len(source) if until is None else until
        self.at = 0
        self.blocks: list[tuple[int, str]] = []  # column and indicator of the open lists and mappings
        self.flow: list[Mark] = []
        self.quote: Mark | None = None
        self.beyond: Mark | None = None
        self._text_under = -1  # lines further in than this column go on with a text
        self._in_text = False

    @property
    def _done(self) -> bool:
        return self.at >= self.until or self.beyond is not None or self.quote is not None

    def read(self) -> "_Look":
        while not self._done:
            self._line()
        return self

    def _line(self) -> None:
        self._skip(_BLANK_LINES)
        start = self.at
        self._skip(_INDENT)
        indent, char = self.at - start, self._char()
        if char == "" or char in _BREAKS or char in "#%\t" or (self._in_text and indent > self._text_under):
            self._skip(_END)
            return
        self._in_text = False
        if indent == 0 and _DOCUMENT.match(self.source, self.at):
            self.blocks.clear()
            self._skip(_END)
            return
        parent = self._indicators(start)
        if not self._done:
            self._value(self._key(start, parent))

    def _indicators(self, start: int) -> int:
        """Passes over ``- - ?``; gives the column of the last one, -1 without any."""
        last = -1
        while not self._done and _INDICATOR.match(self.source, self.at):
            last = self.at - start
            self._open_block(last, "-" if self._char() == "-" else "key")
            self.at += 1
            self._skip(_BLANKS)
        return last

    def _key(self, start: int, parent: int) -> int:
        """Passes over ``key: ``; gives the column that the lines of its value are further in than."""
        before, column = (
            self.at,
            self.at - start,
        )  # an anchor or a tag before the key is where the parser sees its group
        self._skip(_PROPERTIES)
        key = (_QUOTED if self._char() in {'"', "'"} else _PLAIN_KEY).match(self.source, self.at)
        colon = _COLON.match(self.source, key.end()) if key else None
        if colon is None:
            self.at = before
            return parent
        self._open_block(column, "key")
        self.at = colon.end()
        self._skip(_BLANKS)
        return column

    def _value(self, parent: int) -> None:
        self._skip(_PROPERTIES)
        char = self._char()
        if self._done:
            return
        if char in {"[", "{"}:
            self._brackets()
        elif char in {'"', "'"}:
            self._quoted()
        elif char and char not in _BREAKS and char != "#":
            self._in_text, self._text_under = True, parent
        if not self._done:
            self._skip(_END)

    def _brackets(self) -> None:
        while not self._done:
            char = self._char()
            if char in {"[", "{"}:
                self._open_flow(char)
            elif char in {"]", "}"}:
                self.flow.pop()
                self.at += 1
                if not self.flow:
                    return
            elif char in {'"', "'"}:
                self._quoted()
            elif not self._skip(_FLOW_PLAIN):
                self.at += 1
            if not self._done:
                self._skip(_FLOW_GAP)

    def _quoted(self) -> None:
        match = _QUOTED.match(self.source, self.at)
        if match is None or match.end() > self.until or not (match[1] or match[2]):
            self.quote = Mark(self._char(), self.at)
        else:
            self.at = match.end()

    def _open_flow(self, char: str) -> None:
        mark = Mark(char, self.at)
        if len(self.blocks) + len(self.flow) >= self.deepest:
            self.beyond = mark
        self.flow.append(mark)
        self.at += 1

    def _open_block(self, column: int, kind: str) -> None:
        while self.blocks and (self.blocks[-1][0] > column or (kind == "key" and self.blocks[-1] == (column, "-"))):
            self.blocks.pop()
        if not self.blocks or self.blocks[-1] != (column, kind):
            if len(self.blocks) >= self.deepest:
                self.beyond = Mark(kind, self.at)
            self.blocks.append((column, kind))

    def _char(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.source, self.at)
        if match is None or match.end() == self.at:
            return False
        self.at = match.end()
        return True
