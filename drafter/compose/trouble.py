"""What the template engine says in English -> Chinese, at the line where the fault is.

In: a template and the engine's message. Out: the line, what was found, what to do. The engine tells an unclosed block
at the end of the file; a person looks for it where it was opened.
"""

import re
from collections.abc import Callable

Told = tuple[int | None, str, str]

_TAG = re.compile(r"\{%[-+]?\s*(\w+)")
_OPENING = re.compile(r"\{\{|\{%|\{#")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}


def explained(text: str, message: str, line: int) -> Told:
    """The line of a fault, what it is and what to do."""
    open_at = _unclosed_braces(text)
    if open_at is not None:
        number, brace = open_at
        return number, f"“{brace}”没有对应的“{_CLOSING[brace]}”", f"在这一行补上“{_CLOSING[brace]}”"
    for pattern, told in _MESSAGES:
        found = re.search(pattern, message)
        if found is not None:
            return told(text, line, found)
    return line, "看不懂这一行", "对照 templates/README.md 改正"


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


def _unclosed_block(text: str, line: int, found: re.Match[str]) -> Told:
    """The {% if %} that no {% endif %} closes."""
    open_lines: list[tuple[int, str]] = []
    for match in _TAG.finditer(text):
        word, number = match.group(1), text.count("\n", 0, match.start()) + 1
        if word.startswith("end"):
            open_lines = open_lines[:-1]
        elif word not in ("else", "elif", "set", "include", "import", "from", "extends", "do"):
            open_lines.append((number, word))
    number, word = open_lines[-1] if open_lines else (line, "if")
    end = f"{{% end{word} %}}"
    return number, f"{{% {word} %}} 没有对应的 {end}", f"在这一段的末尾补上 {end}"


def _unknown_tag(text: str, line: int, found: re.Match[str]) -> Told:
    word = found.group(1)
    if word in ("endif", "else", "elif"):
        return line, f"{{% {word} %}} 前面没有对应的 {{% if %}}", "补上 {% if 名称 %}，或删去这一句"
    return line, f"没有 {{% {word} %}} 这种语句", "只能用 {% if 名称 %}、{% else %}、{% endif %}"


def _extra(text: str, line: int, found: re.Match[str]) -> Told:
    return line, f"有多余的或写错的“{found.group(1)}”", "改正这一行的花括号里的写法"


def _plain(found_text: str, hint: str) -> Callable[[str, int, re.Match[str]], Told]:
    return lambda text, line, found: (line, found_text, hint)


_EMPTY = _plain("花括号里没有写名称，或写得不全", "写上名称，如 {{ 自评得分 }}、{% if 项目支出 %}")

_MESSAGES: tuple[tuple[str, Callable[[str, int, re.Match[str]], Told]], ...] = (
    (r"Unexpected end of template", _unclosed_block),
    (r"unknown tag '(\w+)'", _unknown_tag),
    (r"Missing end of comment", _plain("“{#”没有对应的“#}”", "补上“#}”，或删去这一句")),
    (r"Missing end of raw", _plain("{% raw %} 没有结束", "删去 {% raw %}")),
    (r"No filter named '([^']+)'", lambda text, line, found: (line, f"不能用“| {found[1]}”", "竖线后面只能写“编号”")),
    (r"No test named '([^']+)'", lambda text, line, found: (line, f"不能用“is {found[1]}”", "删去 is 和后面的字")),
    (r"Expected an expression, got|Tag name expected|expected token 'name'", _EMPTY),
    (r"unexpected char '(.+?)' at", _extra),
    (r"expected token .*, got '(.+?)'$", _extra),
    (r"unexpected '(.+?)'", _extra),
)
