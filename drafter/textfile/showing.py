"""How a value looks in a message, and which characters no document can hold.

In: values as they were read. Out: one short line for a person.
"""

import re

ILLEGAL_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no Word file can hold; they are dropped from every text."""

_SHOWN = 30


def shown(value: object) -> str:
    """A value as a message shows it, in one short line: “文字”, 一个列表（3条）, 一组键（名称、金额）."""
    if isinstance(value, dict):
        keys = "、".join(str(key) for key in list(value)[:3])
        return f"一组键（{brief(keys)}{'等' if len(value) > 3 else ''}）"
    if isinstance(value, list | tuple):
        return f"一个列表（{len(value)}条）"
    return f"“{brief(str(value))}”"


def brief(text: str, limit: int = _SHOWN) -> str:
    """The text on one line, unprintable characters as ·, shortened after ``limit`` characters."""
    line = "".join(char if char.isprintable() else "·" for char in " ".join(text[: 4 * limit].split()))
    return line if len(line) <= limit and len(text) <= 4 * limit else line[:limit] + "…"
