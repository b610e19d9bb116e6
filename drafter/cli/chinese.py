"""Help pages and usage faults in Chinese.

In: what the command-line library says in English. Out: the same in a clerk's words. The library's own words are
few and fixed; a table of them is replaced in the finished help page, and usage errors are told from their type.
"""

import re
from typing import Any

import typer.core

from drafter.findings import Fault

_WORDS = (
    ("Usage: ", "用法："),
    ("Options:\n", "选项：\n"),
    ("Arguments:\n", "参数：\n"),
    ("Commands:\n", "命令：\n"),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 …"),
    ("Show this message and exit.", "显示这一页后退出"),
    ("[required]", "[必填]"),
    ("[default: ", "[默认："),
    ("TEXT", "文字"),
    ("PATH", "路径"),
)


def _translated(page: str) -> str:
    for english, chinese in _WORDS:
        page = page.replace(english, chinese)
    return page


class ChineseCommand(typer.core.TyperCommand):
    """A command whose help page is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        return _translated(super().get_help(ctx))


class ChineseGroup(typer.core.TyperGroup):
    """A group of commands whose help page is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        return _translated(super().get_help(ctx))


def help_asked_for(error: Exception) -> str | None:
    """The help page that a command without arguments shows, or None for any other exception."""
    context: Any = getattr(error, "ctx", None)
    bare = any(kind.__name__ == "NoArgsIsHelpError" for kind in type(error).__mro__)
    return str(context.get_help()) if bare and context is not None else None


def usage_fault(error: Exception) -> Fault | None:
    """The fault for a usage error of the command-line library, or None for any other exception.

    The error's classes are told by name: the library has carried them in two different modules.
    """
    names = {kind.__name__ for kind in type(error).__mro__}
    if "UsageError" not in names:
        return None
    context = getattr(error, "ctx", None)
    where = getattr(context, "command_path", None) or "drafter"
    see = f"运行 {where} --help 查看用法"
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
    if "BadParameter" in names or "BadOptionUsage" in names:
        parameter = getattr(error, "param", None)
        name = getattr(parameter, "metavar", None) or getattr(error, "option_name", "") or "参数"
        return Fault(where, f"“{name}”的值不能用", "应为该选项要求的形式", see)
    extra = re.search(r"unexpected extra argument(?:s|\(s\))? \((.*)\)", getattr(error, "message", "") or "")
    if extra:
        return Fault(where, f"多写了“{extra[1]}”", "一次一份文件，文件名里有空格的加引号", see)
    return Fault(where, "命令或参数写法有误", "应为已有的命令和参数", see)
