"""Help pages and usage faults in Chinese.

In: the commands and errors of the command-line library. Out: pages and faults in a clerk's words, made from the names,
types and attributes that the library gives. Its English words are never read: they change with its releases.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

import typer.core

from drafter.cli.table import widest, width, wrapped
from drafter.findings import Fault, InputError

_HELP = "显示这一页后退出"
_GAP = "  "
_ROOM = 80
"""Cells of a line of a help page: the narrowest terminal in use."""


def _page(command: Any, context: Any) -> str:
    """The help page of a command or a group of commands."""
    parameters = [parameter for parameter in command.get_params(context) if not getattr(parameter, "hidden", False)]
    arguments = [parameter for parameter in parameters if parameter.param_type_name == "argument"]
    options = [parameter for parameter in parameters if parameter.param_type_name == "option"]
    named = getattr(command, "commands", {})
    usage = [
        context.command_path,
        "[选项]",
        *(_name(argument) for argument in arguments),
        *(["命令 …"] if named else []),
    ]
    lines = [f"用法：{' '.join(usage)}", ""]
    lines += [f"{_GAP}{line}" for line in wrapped(command.help or "", _ROOM - len(_GAP))]
    lines += _section("参数", [(_name(argument), _meaning(argument)) for argument in arguments])
    lines += _section("选项", [(_option(option), _meaning(option)) for option in options])
    lines += _section("命令", [(name, inner.help or "") for name, inner in named.items() if not inner.hidden])
    return "\n".join(lines)


def _section(title: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"{title}：")
    column = max(widest(name) for name, _ in rows)
    for name, meaning in rows:
        first, *more = wrapped(meaning, _ROOM - 2 * len(_GAP) - column)
        yield f"{_GAP}{name}{' ' * (column - width(name))}{_GAP}{first}".rstrip()
        for line in more:
            yield f"{_GAP}{' ' * column}{_GAP}{line}"


def _name(parameter: Any) -> str:
    """The name of an argument, in brackets where it can be left out."""
    name = str(parameter.metavar or parameter.name).strip("[]")
    return name if parameter.required else f"[{name}]"


def _option(option: Any) -> str:
    names = ", ".join(sorted((*option.opts, *option.secondary_opts), key=lambda name: name.startswith("--")))
    return names if option.is_flag else f"{names} {option.metavar or '值'}"


def _meaning(parameter: Any) -> str:
    if parameter.name == "help":
        return _HELP
    return f"{parameter.help or ''}{'  [必填]' if parameter.required else ''}"


class ChineseCommand(typer.core.TyperCommand):
    """A command whose help page is Chinese throughout, and that tells the arguments that are too many."""

    allow_extra_args = True  # the library would tell them in an English sentence only

    def get_help(self, ctx: Any) -> str:
        return _page(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            extra = super().parse_args(ctx, args)
        except Exception as error:
            if getattr(error, "ctx", ctx) is None:  # an option without a value does not know whose it is
                error.ctx = ctx  # type: ignore[attr-defined]
            raise
        if extra and not ctx.resilient_parsing:
            hint = "一次一份文件，文件名里有空格的加引号"
            raise InputError(Fault(ctx.command_path, f"多写了“{' '.join(extra)}”", hint, _see(ctx.command_path)))
        return extra


class ChineseGroup(typer.core.TyperGroup):
    """A group of commands whose help page is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        return _page(self, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command; an unknown one is told with the nearest that there is."""
        typed = args[0] if args else ""
        if typed and not typed.startswith("-") and typed not in self.commands and not ctx.resilient_parsing:
            names = {name.split()[-1]: name for name in reversed(list(_names_in(self)))}
            near = get_close_matches(typed.casefold(), names, n=1, cutoff=0.5)
            expected = f"最接近的是 {names[near[0]]}" if near else f"可用：{'、'.join(self.commands)}"
            raise InputError(Fault(ctx.command_path, f"没有命令“{typed}”", expected, _see(ctx.command_path)))
        return super().resolve_command(ctx, args)


def _names_in(group: Any) -> Iterator[str]:
    """The commands of a group, then those of its groups: draft, packs, packs list."""
    yield from group.commands
    for name, inner in group.commands.items():
        yield from (f"{name} {below}" for below in getattr(inner, "commands", {}))


def _see(where: str) -> str:
    return f"运行 {where} --help 查看用法"


def help_asked_for(error: Exception) -> str | None:
    """The help page that a command without arguments shows, or None for any other exception."""
    context: Any = getattr(error, "ctx", None)
    bare = any(kind.__name__ == "NoArgsIsHelpError" for kind in type(error).__mro__)
    return str(context.get_help()) if bare and context is not None else None


def _option_of(context: Any, name: str | None) -> Any:
    """The option of that name of the command that runs, or None."""
    options = context.command.get_params(context) if context is not None else []
    return next((option for option in options if name in getattr(option, "opts", ())), None)


def usage_fault(error: Exception) -> Fault | None:
    """The fault for a usage error of the command-line library, or None for any other exception.

    The error's classes are told by name: the library has carried them in two different modules.
    """
    names = {kind.__name__ for kind in type(error).__mro__}
    if "UsageError" not in names:
        return None
    context = getattr(error, "ctx", None)
    where = getattr(context, "command_path", None) or "drafter"
    see = _see(where)
    if "NoSuchOption" in names:
        near = getattr(error, "possibilities", None) or []
        return Fault(
            where,
            f"没有选项 {getattr(error, 'option_name', '')}",
            f"最接近的是 {'、'.join(near)}" if near else "应为本命令的选项之一",
            see,
        )
    if "MissingParameter" in names:
        parameter: Any = getattr(error, "param", None)
        name = getattr(parameter, "metavar", None) or getattr(parameter, "name", "") or "参数"
        option = next((f"{short} " for short in getattr(parameter, "opts", ()) if short.startswith("-")), "")
        return Fault(where, f"缺少“{option}{name}”", "这一项必须给出", see)
    meant = _option_of(context, getattr(error, "option_name", None)) if "BadOptionUsage" in names else None
    if meant is not None and meant.is_flag:
        return Fault(where, f"选项 {meant.opts[-1]} 后面多写了值", "这个选项后面不写值", see)
    if meant is not None:
        name = meant.metavar or "值"
        return Fault(where, f"选项 {meant.opts[-1]} 后面没有写“{name}”", f"后面应写“{name}”", see)
    if "BadParameter" in names or "BadOptionUsage" in names:
        parameter = getattr(error, "param", None)
        name = getattr(parameter, "metavar", None) or getattr(error, "option_name", "") or "参数"
        return Fault(where, f"“{name}”的值不能用", "应为该选项要求的形式", see)
    return Fault(where, "命令或参数写法有误", "应为已有的命令和参数", see)
