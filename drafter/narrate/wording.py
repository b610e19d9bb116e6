"""How a cell's text goes into a sentence: one line, no sign where a word reads better, names in quotes.

In: texts and read values. Out: texts. No figure changes: ``≥95%`` becomes 不低于95%, ``60 家`` becomes 60家.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from drafter.assess.discussion import said
from drafter.blocks import GAP, Statement
from drafter.numbers import YUAN_PER_WAN, chinese_numeral, fixed, plain
from drafter.patterns import regex
from drafter.values import Kind, Value

Passage = tuple[Statement, ...]
"""The statements of one paragraph."""

NAMED = 3
"""How many names a list has before it says 等N项: with more the sentence becomes a table."""

_CONNECTIVE = regex(
    r"^(?:(?:主要)?原因(?:是|为|在于|：|:)|主要是由于|主要是因为|由于|因为|因(?![此公素果地材势故]))[，,：:]?"
)
_TAIL = regex("(?:的原因|所导致|导致的?|所致|造成的)$")
_END = " \t\n。．.；;，,"
_SIGN = regex(r"^\s*(>=|=>|＞＝|≥|≧|⩾|<=|＜＝|≤|≦|⩽|>|＞|<|＜|=|＝)\s*(?=\S)")
_AT_LEAST = frozenset((">=", "=>", "＞＝", "≥", "≧", "⩾"))
_AT_MOST = frozenset(("<=", "＜＝", "≤", "≦", "⩽"))
_ABOVE, _BELOW = frozenset((">", "＞")), frozenset(("<", "＜"))
_LOOSE = regex(r"(?<=[\d%])[ \u3000]+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[ \u3000]+(?=\d)")


def one_line(text: str | None) -> str | None:
    """Line breaks of a cell as ；, so that a sentence can carry it."""
    if text is None:
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "；".join(line.rstrip("；;。") if line is not lines[-1] else line for line in lines) or None


def clause(text: str | None) -> str | None:
    """A person's sentence as a clause: without its full stop and its leading 主要原因是, on one line."""
    flat = one_line(said(text)) or ""
    return _TAIL.sub("", _CONNECTIVE.sub("", flat.strip(_END)).strip(_END)) or None


def is_whole_cause(reason: str | None) -> bool:
    """Whether a reason is worded as a cause already (受疫情影响上门服务暂停): a frame before it would say it twice."""
    return bool(reason and re.match("受|由于|因|在.{1,12}方面|[^，。；]{1,12}方面", reason))


def spoken(value: Value, text: str | None) -> str | None:
    """A target or an actual as a sentence says it: ≥95% -> 不低于95%, ≥2000人次 -> 不少于2000人次, >50% -> 高于50%."""
    flat = one_line(text)
    if flat is None or value.blank:
        return None
    flat = _LOOSE.sub("", flat).rstrip("。；;")
    if value.kind is Kind.QUALITATIVE:
        return f"“{flat}”"
    match = _SIGN.match(flat)
    if match is None:
        return flat
    sign, rest = match.group(1), flat[match.end() :].lstrip()
    counted = value.kind in (Kind.NUMBER, Kind.MONEY, Kind.TIME)
    if sign in _AT_LEAST:
        return ("不少于" if counted else "不低于") + rest
    if sign in _AT_MOST:
        return "不超过" + rest
    if sign in _ABOVE:
        return ("超过" if counted else "高于") + rest
    return ("少于" if counted else "低于") + rest if sign in _BELOW else rest


def bare(value: Value, text: str | None) -> str | None:
    """The figure of a target without its sign (90%, 15万元); None where it is no figure."""
    flat = one_line(text)
    if flat is None or not value.is_figure:
        return None
    return _SIGN.sub("", _LOOSE.sub("", flat)).lstrip()


def amount(figure: Decimal, like: Value) -> str:
    """A difference in the measure of a value: 36个, 1.75个百分点, 1.20万元."""
    if like.kind is Kind.PERCENT:
        return f"{plain(figure)}个百分点"
    per = f"/{like.period}" if like.period else ""
    if like.kind is Kind.MONEY:
        if "亿" in (like.unit or ""):
            return f"{fixed(figure / YUAN_PER_WAN / YUAN_PER_WAN)}亿元{per}"
        in_yuan = "万" not in (like.unit or "")
        return (f"{plain(figure)}元" if in_yuan else f"{fixed(figure / YUAN_PER_WAN)}万元") + per
    if "万" in like.text and "万" not in (like.unit or "") and figure >= YUAN_PER_WAN:
        return f"{plain(figure / YUAN_PER_WAN, 6)}万{like.unit or ''}{per}"
    return f"{plain(figure, 6)}{like.unit or ''}{per}"


def quoted(names: Sequence[str], noun: str = "") -> str:
    """Names in Chinese manner: “A”, “A”“B”2项指标, “A”“B”“C”等8项指标 (等 only when more than are named)."""
    shown = "".join(name if GAP.fullmatch(name) else f"“{name}”" for name in names[:NAMED])
    if len(names) == 1 or not noun:
        return shown + (f"等{len(names)}项" if len(names) > NAMED else "")
    return shown + f"{'等' if len(names) > NAMED else ''}{len(names)}项{noun}"


def goals_named(names: Sequence[str]) -> str:
    """“A”年度目标, “A”“B”两个年度目标, “A”“B”“C”等五个年度目标."""
    shown = "".join(f"“{name}”" for name in names[:NAMED])
    if len(names) == 1:
        return f"{shown}年度目标"
    return f"{shown}{'等' if len(names) > NAMED else ''}{counted(len(names))}个年度目标"


def counted(number: int) -> str:
    """A number before a measure word: 两, 三, 十二."""
    return "两" if number == 2 else chinese_numeral(number)


def named_project(name: str | None) -> str | None:
    """“企业人才直通车”项目; a name that ends in 项目 does not get the word twice."""
    return None if not name else f"“{name}”{'' if name.endswith('项目') else '项目'}"


def short_classes(names: Sequence[str]) -> str:
    """数量指标、质量指标 -> 数量、质量指标; one name stays as it is."""
    whole = list(dict.fromkeys(name for name in names if name))
    short = [name.removesuffix("指标") for name in whole]
    return "、".join(short) + "指标" if whole else "指标"


def joined(statements: Sequence[Statement]) -> Passage:
    """Statements as clauses of one sentence: 。 becomes ； but for the last."""
    return tuple(
        s if index == len(statements) - 1 else replace(s, text=s.text.removesuffix("。") + "；")
        for index, s in enumerate(statements)
    )
