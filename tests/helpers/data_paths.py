"""A path as the contract writes it, walked down through the model; a test's way back from the text."""

import re

from drafter.model import ROOT, DataPath

_STEP = re.compile(r"\[(?P<index>\d+)\]|\.?(?P<key>[^.\[]+)")
_FREE = ("基本情况", "一级分值")
"""Groups with keys that a person chooses; such a key may hold a dot or a bracket."""


def path_of(text: str) -> DataPath:
    """The path that prints as the text. Raises LookupError for a key that the model does not have."""
    path, rest = ROOT, text
    while rest:
        if path.endswith(_FREE) and rest.startswith("."):
            return path / rest[1:]
        step = _STEP.match(rest)
        if step is None:
            raise LookupError(text)
        path, rest = path / (int(step["index"]) if step["index"] else step["key"]), rest[step.end() :]
    return path
