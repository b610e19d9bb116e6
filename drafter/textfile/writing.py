"""Writes a tree of text as YAML or JSON that reads back the same: block style, figures as they were written.

In: a tree (mappings, lists, text, None). Out: the text of the file. Text that YAML would read in another way is
quoted, text of several lines is written under ``|``; nothing is computed, nothing is left out.
"""

import json

from drafter.patterns import regex
from drafter.textfile.tree import Value

_PLAIN = regex(r"[\w（《“〔—☑√±≥≤＞＜．./+-](?:[^\n\t#:\x85\u2028\u2029\ufeff]|:(?=[^\s])|(?<=\S)#)*")
_NOT_AS_TEXT = {"~", "null", "Null", "NULL", "-", "--", "---", "..."}
_CHOICE = regex(r"[\w（“][\w（）“”—.%+/-]*")
_UNPRINTABLE = regex("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FLOW = 60
"""Characters of a list that is written on one line."""


def json_text(tree: Value) -> str:
    """The tree as JSON, indented; every scalar is text, so that no figure changes."""
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def yaml_text(tree: Value) -> str:
    """The tree as YAML, like the examples."""
    return "\n".join(_lines(tree, "")) + "\n"


def scalar(text: str | None, *, flow: bool = False) -> str:
    """A scalar on one line: plain where it reads back the same, else in double quotes; nothing for None."""
    if text is None:
        return ""
    plain = _CHOICE if flow else _PLAIN
    if plain.fullmatch(text) and text not in _NOT_AS_TEXT and text == text.strip() and not text.startswith("- "):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    return _UNPRINTABLE.sub(lambda match: _escaped(match[0]), json.dumps(text, ensure_ascii=False))


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _lines(value: Value, indent: str) -> list[str]:
    """The lines of a mapping or a list at an indent."""
    if isinstance(value, dict):
        return [line for key, inner in value.items() for line in _entry(f"{scalar(key)}:", inner, indent)]
    if isinstance(value, list):
        return [line for inner in value for line in _item(inner, indent)]
    return [scalar(value) or "null"]


def _entry(head: str, value: Value, indent: str) -> list[str]:
    """A key with its value: on one line, or with the value beneath."""
    short = _short(value, indent)
    if short is not None:
        return [f"{indent}{head} {short}".rstrip()]
    return [f"{indent}{head}", *_lines(value, f"{indent}  ")]


def _item(value: Value, indent: str) -> list[str]:
    """An entry of a list: its first line behind the dash, the others under it."""
    short = _short(value, indent)
    if short is not None:
        return [f"{indent}- {short}".rstrip()]
    first, *others = _lines(value, f"{indent}  ")
    return [f"{indent}- {first[len(indent) + 2 :]}", *others]


def _short(value: Value, indent: str) -> str | None:
    """A value that begins on the line of its key; None where it is written beneath."""
    if value is None or isinstance(value, str):
        return _block(value, indent) if value and "\n" in value else scalar(value)
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, list) and all(isinstance(word, str) and word for word in value):
        line = "[" + ", ".join(scalar(str(word), flow=True) for word in value) + "]"
        return line if len(line) <= _FLOW else None
    return None


def _block(text: str, indent: str) -> str:
    """Text of several lines under ``|``; in quotes where a block cannot hold it."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    first = body.split("\n", 1)[0]
    if not body.strip() or first[:1] in ("", " ") or "\t" in text or "\r" in text or _UNPRINTABLE.search(text):
        return _quoted(text)
    if ends > 1 or body.endswith(" ") or any(line and not line.strip() for line in body.split("\n")):
        return _quoted(text)
    lines = [f"{indent}  {line}" if line else "" for line in body.split("\n")]
    return "\n".join(["|" if ends else "|-", *lines])
