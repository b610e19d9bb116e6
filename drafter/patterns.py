"""Patterns that are compiled when they are first used: a command uses few of the hundreds that its modules name.

In: the source of a regular expression. Out: what ``re.compile`` gives, with the same methods.
"""

import re
from typing import Any, AnyStr, cast

_METHODS = (
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "flags", "groups", "groupindex"
)  # fmt: skip


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern as ``re.compile`` makes it. Its source is known at once, a fault in it is raised at the first use.

    It is no ``re.Pattern`` by type: call its own methods, ``re.sub(it, …)`` does not take it.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))


class _Pattern:
    def __init__(self, source: Any, flags: int) -> None:
        self.pattern = source
        self._asked = flags

    def __getattr__(self, name: str) -> Any:
        """Asked once: the methods of the compiled pattern are its own from then on and cost no more than there."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._asked)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return self.__dict__[name]

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"
