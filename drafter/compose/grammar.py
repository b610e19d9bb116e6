"""What a template may say: text, slots and {% if %}. Nothing that can loop, grow, call or read a file.

In: the text of a template. Out: the ``Name``s that it prints and asks for, with their lines. Raises ``InputError`` with
every fault and its line. The output of such a template is never longer than its parts, so that no clock is needed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from drafter.compose.trouble import explained, too_deep
from drafter.findings import Fault, InputError, Place

NUMBERED = "编号"
DEEPEST = 20
"""{% if %} inside {% if %}, brackets inside brackets; the packs that come along nest one deep."""
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


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a template: its line; ``sure``: whether every report reaches it (it stands in no {% if %})."""

    name: str
    line: int
    sure: bool
    printed: bool


def names_in(text: str, source: Place, environment: Environment) -> list[Name]:
    """The names of a template. Raises ``InputError`` for what it may not say; ``source``: its file, or its key."""
    deep = too_deep(text, blocks=DEEPEST, brackets=DEEPEST, tokens=MOST_TOKENS)
    if deep is not None:
        raise InputError(_too_deep(source, deep))
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as error:
        line, found, hint = explained(text, error.lineno)
        expected = "花括号和 {% if %} 应成对，里面只写名称"
        raise InputError(Fault(_at(source, line), f"模板写法有误：{found}", expected, hint)) from error
    except RecursionError as error:
        raise InputError(_too_deep(source)) from error
    faults = list(_forbidden(tree, source))
    if faults:
        raise InputError(faults)
    return list(_names(tree, sure=True, printed=True))


def _at(source: Place, line: int | None) -> Place:
    """A line of a template file; a pattern in ``pack.yaml`` has the place of its key."""
    return source if source.path else Place(source.file, line)


def _forbidden(tree: nodes.Node, source: Place, depth: int = 0) -> Iterator[Fault]:
    """What is no text, slot or {% if %}; the outermost of each is told."""
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
