"""What a template may say: text, slots and {% if %}. Nothing that can loop, grow, call or read a file.

In: the text of a template. Out: the ``Name``s that it prints and asks for, with their lines. Raises ``InputError``
with every fault and its line, in Chinese. The output of such a template is never longer than its parts, so that no
clock is needed.
"""

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from msgspec import Struct

from drafter.findings import Fault, InputError, Place
from drafter.patterns import regex

NUMBERED = "编号"
DEEPEST = 20
"""{% if %} inside {% if %}, brackets inside brackets; the packs that come along nest one deep."""
MOST_DIGITS = 30
"""Of a number in a condition: Python turns no more than some thousand digits into a number."""
MOST_TOKENS = 200
"""Words and signs in one pair of braces: what the engine reads with one call inside another."""

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Filter,
)

_WORDS: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.For, "循环（for）"),
    (nodes.Macro, "宏（macro）"),
    (nodes.CallBlock, "宏（call）"),
    (nodes.Include, "引入别的文件（include）"),
    (nodes.Import, "引入别的文件（import）"),
    (nodes.FromImport, "引入别的文件（import）"),
    (nodes.Extends, "引入别的文件（extends）"),
    (nodes.Block, "区块（block）"),
    (nodes.Assign, "变量（set）"),
    (nodes.AssignBlock, "变量（set）"),
    (nodes.With, "变量（with）"),
    (nodes.FilterBlock, "过滤段（filter）"),
    (nodes.Call, "函数"),
    (nodes.Getattr, "取属性（.）"),
    (nodes.Getitem, "取下标（[ ]）"),
    (nodes.Test, "测试（is）"),
    (nodes.CondExpr, "行内的 if"),
    (nodes.Concat, "拼接（~）"),
    (nodes.BinExpr, "运算"),
    (nodes.UnaryExpr, "运算"),
)


class Name(Struct, frozen=True):
    """A name in a template: its line; ``sure``: whether every report reaches it (it is in no {% if %})."""

    name: str
    line: int
    sure: bool
    printed: bool


def names_in(text: str, source: Place, environment: Environment) -> list[Name]:
    """The names of a template. Raises ``InputError`` for what it may not say; ``source``: its file, or its key."""
    deep = too_deep(text, blocks=DEEPEST, brackets=DEEPEST, tokens=MOST_TOKENS)
    if deep is not None:
        raise InputError(_too_deep(source, deep))
    faults = list(_unprinted(text, source))
    if faults:
        raise InputError(faults)
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as error:
        line, found, hint = explained(text, error.lineno)
        expected = "花括号和 {% if %} 应成对，里面只写名称"
        raise InputError(Fault(_at(source, line), f"模板写法有误：{found}", expected, hint)) from error
    except RecursionError as error:
        raise InputError(_too_deep(source)) from error
    except Exception as error:  # whatever the engine does with a text of anybody's: the clerk is told in Chinese
        raise InputError(not_executable(source)) from error
    faults = list(_forbidden(tree, source))
    if faults:
        raise InputError(faults)
    return list(_names(tree, sure=True, printed=True))


def not_executable(source: Place) -> Fault:
    """The fault for a template on which the engine itself fails."""
    return Fault(source, "模板里有不能执行的写法", "只能有文字、名称和 {% if %}", "删去多余的语句")


def _unprinted(text: str, source: Place) -> Iterator[Fault]:
    """Numbers too long to be read, and comments and raw text, which the engine drops before anybody sees them."""
    expected = "只能有文字、{{ 名称 }} 和 {% if 名称 %} … {% endif %}"
    for tag in tags(text):
        if any(kind == "word" and token[0].isdigit() and len(token) > MOST_DIGITS for kind, token in tag.tokens):
            yield Fault(_at(source, tag.line), "模板里的一个数太长", f"最多{MOST_DIGITS}位", "改短，或删去这一句")
        elif tag.word == _COMMENT:
            yield Fault(_at(source, tag.line), "模板里不能用注释（{# #}）", expected, "删去这一段")
        elif tag.word == "raw":
            yield Fault(_at(source, tag.line), "模板里不能用原文段（raw）", expected, "删去 {% raw %} 和 {% endraw %}")


def _at(source: Place, line: int | None) -> Place:
    """A line of a template file; a pattern in ``pack.yaml`` has the place of its key."""
    return source if source.path else Place(source.file, line)


def _forbidden(tree: nodes.Node, source: Place, depth: int = 0) -> Iterator[Fault]:
    """What is no text, slot or {% if %}; the outermost of each is reported."""
    if depth > 3 * DEEPEST:
        yield _too_deep(source, tree.lineno)
        return
    if type(tree) not in _ALLOWED:
        told = next((word for kind, word in _WORDS if isinstance(tree, kind)), "看不懂的语句")
        hint = "删去这一句；要重复的行写进表格或自评表"
        yield Fault(
            _at(source, tree.lineno),
            f"模板里不能用{told}",
            "只能有文字、{{ 名称 }} 和 {% if 名称 %} … {% endif %}",
            hint,
        )
        return
    if isinstance(tree, nodes.Filter) and (tree.name != NUMBERED or tree.args or tree.kwargs):
        hint = f"改成 {{{{ 名称 | {NUMBERED} }}}}，或删去“|”和后面的字"
        yield Fault(_at(source, tree.lineno), f"模板里不能用“| {tree.name}”", f"竖线后面只能写“{NUMBERED}”", hint)
        return
    for child in tree.iter_child_nodes():
        yield from _forbidden(child, source, depth + 1)


def _too_deep(source: Place, line: int | None = None) -> Fault:
    return Fault(_at(source, line), "模板套得太深", f"{{% if %}} 最多套{DEEPEST}层，条件要短", "拆开，或删去多余的层")


def _names(tree: nodes.Node, *, sure: bool, printed: bool) -> Iterator[Name]:
    if isinstance(tree, nodes.Name):
        yield Name(tree.name, tree.lineno, sure, printed)
    elif isinstance(tree, nodes.If):
        yield from _names(tree.test, sure=sure, printed=False)
        for child in (*tree.body, *tree.elif_, *tree.else_):
            yield from _names(child, sure=False, printed=printed)
    else:
        for child in tree.iter_child_nodes():
            yield from _names(child, sure=sure, printed=printed and not isinstance(tree, nodes.Compare))


Trouble = tuple[int | None, str, str]

_OPENING = regex(r"\{\{|\{%|\{#")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TOKEN = regex(
    r"""\s+|(?P<text>"[^"]*"|'[^']*')|(?P<word>\w+)|(?P<sign>==|!=|<=|>=|//|\*\*|[-+*/%~|.,:=<>()\[\]{}])|(?P<stray>.)""",
    re.DOTALL,
)
_BLOCKS = frozenset({"if", "for", "macro", "call", "block", "filter", "with", "raw", "autoescape", "trans"})
_ALONE = frozenset({"set", "include", "import", "from", "extends", "do"})
_INSIDE = frozenset({"else", "elif"})
_OPERATORS = frozenset({"and", "or", "not", "in", "is", "if", "else"})
_COMMENT = "#"
_OPEN, _CLOSE = "([{", ")]}"
_EMPTY = ("花括号里没有写名称，或写得不全", "写上名称，如 {{ 自评得分 }}、{% if 项目支出 %}")


class Tag(Struct, frozen=True):
    """What is between {{ }} or {% %}: its line, its first word where it is a {% %}, and its other tokens; {# #}."""

    line: int
    word: str
    tokens: tuple[tuple[str, str], ...]

    @property
    def prints(self) -> bool:
        return not self.word


def tags(text: str) -> Iterator[Tag]:
    """The tags of a template in their order, up to the first that is not closed; a comment has no tokens."""
    at, line, counted = 0, 1, 0
    while (opening := _OPENING.search(text, at)) is not None:
        brace = opening.group()
        close = text.find(_CLOSING[brace], opening.end())
        if close < 0:
            return
        line += text.count("\n", counted, opening.start())
        counted, at = opening.start(), close + 2
        if brace == "{#":
            yield Tag(line, _COMMENT, ())
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


def explained(text: str, line: int) -> Trouble:
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
    if not tag.prints and tag.word not in _BLOCKS | _ALONE | _INSIDE | {_COMMENT}:
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


def _block_trouble(found: list[Tag]) -> Trouble | None:
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
