"""What is wrong with a template's writing, told in Chinese at the line where the fault is.

In: a template. Out: the line, what was found, what to do. Only the text is looked at: the template engine's own words
are English and change with its releases. It tells an unclosed block at the end of the file; a person looks for it
where it was opened.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Told = tuple[int | None, str, str]

_OPENING = re.compile(r"\{\{|\{%|\{#")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TOKEN = re.compile(
    r"""\s+|(?P<text>"[^"]*"|'[^']*')|(?P<word>\w+)|(?P<sign>==|!=|<=|>=|//|\*\*|[-+*/%~|.,:=<>()\[\]{}])|(?P<stray>.)""",
    re.DOTALL,
)
_BLOCKS = frozenset({"if", "for", "macro", "call", "block", "filter", "with", "raw", "autoescape", "trans"})
_ALONE = frozenset({"set", "include", "import", "from", "extends", "do"})
_INSIDE = frozenset({"else", "elif"})
_OPERATORS = frozenset({"and", "or", "not", "in", "is", "if", "else"})
_OPEN, _CLOSE = "([{", ")]}"
_EMPTY = ("花括号里没有写名称，或写得不全", "写上名称，如 {{ 自评得分 }}、{% if 项目支出 %}")


@dataclass(frozen=True, slots=True)
class Tag:
    """What stands between {{ }} or {% %}: its line, its first word where it is a {% %}, and its other tokens."""

    line: int
    word: str
    tokens: tuple[tuple[str, str], ...]

    @property
    def prints(self) -> bool:
        return not self.word


def tags(text: str) -> Iterator[Tag]:
    """The tags of a template in their order, up to the first that is not closed; comments are none."""
    at, line, counted = 0, 1, 0
    while (opening := _OPENING.search(text, at)) is not None:
        brace = opening.group()
        close = text.find(_CLOSING[brace], opening.end())
        if close < 0:
            return
        line += text.count("\n", counted, opening.start())
        counted, at = opening.start(), close + 2
        if brace == "{#":
            continue
        source = text[opening.end() : close].removeprefix("-").removeprefix("+").removesuffix("-").removesuffix("+")
        tokens = [(str(token.lastgroup), token.group()) for token in _TOKEN.finditer(source) if token.lastgroup]
        if brace == "{{":
            yield Tag(line, "", tuple(tokens))
        elif tokens and tokens[0][0] == "word":
            yield Tag(line, tokens[0][1], tuple(tokens[1:]))
        else:
            yield Tag(line, "?", tuple(tokens))


def too_deep(text: str, *, blocks: int, brackets: int, tokens: int) -> int | None:
    """The line of the first block, bracket or tag beyond these limits: the engine's own depth is not bounded."""
    opened = 0
    for tag in tags(text):
        opened += (tag.word in _BLOCKS) - (tag.word.startswith("end") and opened > 0)
        depth = most = 0
        for _, token in tag.tokens:
            depth += (token in _OPEN) - (token in _CLOSE)
            most = max(most, depth)
        if opened > blocks or most > brackets or len(tag.tokens) > tokens:
            return tag.line
    return None


def explained(text: str, line: int) -> Told:
    """The line of a fault, what it is and what to do; ``line``: where the engine gave up."""
    open_at = _unclosed_braces(text)
    if open_at is not None:
        number, brace = open_at
        return number, f"“{brace}”没有对应的“{_CLOSING[brace]}”", f"在这一行补上“{_CLOSING[brace]}”"
    found = list(tags(text))
    for tag in found:
        told = _tag_trouble(tag)
        if told is not None:
            return tag.line, *told
    return _block_trouble(found) or (line, "看不懂这一行", "对照 templates/README.md 改正")


def _tag_trouble(tag: Tag) -> tuple[str, str] | None:
    """What is wrong inside one tag, in the writing of {{ 名称 }} and {% if 名称 %}."""
    if tag.word == "?":
        return _EMPTY if not tag.tokens else _extra(tag.tokens[0][1])
    if tag.word.startswith("end"):
        return None if tag.word[3:] in _BLOCKS or tag.word == "endset" else _no_such(tag.word)
    if not tag.prints and tag.word not in _BLOCKS | _ALONE | _INSIDE:
        return _no_such(tag.word)
    if not (tag.prints or tag.word in {"if", "elif"}):
        return None
    return _value_trouble(tag.tokens)


def _value_trouble(tokens: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    """A value where a sign is due, a sign where a value is due, or a character that means nothing here."""
    before = ""
    has_value = False
    for kind, token in tokens:
        if kind == "stray":
            return _extra(token)
        is_value = kind == "text" or (kind == "word" and token not in _OPERATORS)
        if is_value and before == "|" and token != "编号":
            return f"不能用“| {token}”", "竖线后面只能写“编号”"
        if is_value and before == "is":
            return f"不能用“is {token}”", "删去 is 和后面的字"
        if (is_value and has_value) or (token in _CLOSE and not has_value and before not in _OPEN):
            return _extra(token)
        has_value = is_value or token in _CLOSE
        before = token
    if sum((token in _OPEN) - (token in _CLOSE) for kind, token in tokens if kind == "sign"):
        return "括号没有配对", "改正这一行的花括号里的写法"
    return None if has_value else _EMPTY


def _block_trouble(found: list[Tag]) -> Told | None:
    """An end without a beginning, or the {% if %} that no {% endif %} closes."""
    opened: list[Tag] = []
    for tag in found:
        if tag.word in _BLOCKS:
            opened.append(tag)
        elif tag.word in _INSIDE or tag.word.startswith("end"):
            if not opened:
                return tag.line, f"{{% {tag.word} %}} 前面没有对应的 {{% if %}}", "补上 {% if 名称 %}，或删去这一句"
            if tag.word.startswith("end"):
                opened.pop()
    if not opened:
        return None
    end = f"{{% end{opened[-1].word} %}}"
    return opened[-1].line, f"{{% {opened[-1].word} %}} 没有对应的 {end}", f"在这一段的末尾补上 {end}"


def _no_such(word: str) -> tuple[str, str]:
    return f"没有 {{% {word} %}} 这种语句", "只能用 {% if 名称 %}、{% else %}、{% endif %}"


def _extra(token: str) -> tuple[str, str]:
    return f"有多余的或写错的“{token}”", "改正这一行的花括号里的写法"


def _unclosed_braces(text: str) -> tuple[int, str] | None:
    """The line of the first {{, {% or {# that another one follows before it is closed, or nothing does."""
    at = 0
    while (opening := _OPENING.search(text, at)) is not None:
        brace = opening.group()
        close = text.find(_CLOSING[brace], opening.end())
        following = _OPENING.search(text, opening.end())
        if close < 0 or (following is not None and following.start() < close and brace != "{#"):
            return text.count("\n", 0, opening.start()) + 1, brace
        at = close + 2
    return None
