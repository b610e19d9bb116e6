"""Where a value belongs in a data file: its path among the keys, made only of keys that the model has.

In: ``ROOT`` and steps downwards, ``ROOT / "年度目标" / 0 / "指标" / 3 / "得分"``. Out: ``DataPath``, printed as the
contract's text (``年度目标[0].指标[3].得分``). A path may lead to a value that was not filled in, never to a
key that the model does not have: ``Places`` would answer with the nearest parent, and the mistake would stay hidden.
"""

from collections.abc import Callable, Mapping
from typing import get_args, get_origin

from msgspec import Struct

from drafter.findings import Place
from drafter.model.records import Record, SelfEvaluation


class _Node(Struct, frozen=True, eq=False):
    """What the model has at a path: a group of known keys, one with free keys, a list, or a value (none of them)."""

    keys: Mapping[str, "_Node"]
    any_key: "_Node | None" = None
    entry: "_Node | None" = None


_new = str.__new__


class DataPath(str):
    """A path that the model has. It is its text, so that it compares, sorts and is looked up as one.

    ``parent`` is the path one step up; the root is its own parent.
    """

    # Slots, and no call inside: a report of two thousand indicators asks for a quarter of a million paths.
    __slots__ = ("_node", "parent")

    parent: "DataPath"
    _node: _Node

    def __truediv__(self, step: str | int) -> "DataPath":
        """One step down: a key of the group, or an index (from 0) of the list.

        Raises LookupError for a step that the model does not have: an error of the program.
        """
        node = self._node
        if isinstance(step, str):
            below = node.keys.get(step) or node.any_key
            path = _new(DataPath, self + "." + step if self else step)
        else:
            below = node.entry if step >= 0 else None
            path = _new(DataPath, f"{self}[{step}]")
        if below is None:
            raise LookupError(f"the model has no {step!r} at {str(self) or 'the root'}")
        path.parent = self
        path._node = below
        return path

    def is_under(self, other: "DataPath") -> bool:
        """Whether the other path is above this one; no path is under itself."""
        above = self.parent
        while above and above != other:
            above = above.parent
        return above == other and self != other


PlaceOf = Callable[[DataPath], Place]
"""Gives the line or cell of the value of a path; of one that is not filled in, that of its nearest parent."""


_VALUE = _Node({})


def _node_of(annotation: object, known: dict[type[Record], _Node]) -> _Node:
    """The node of a field's type; ``known`` has the groups that were met, for a report holds reports (项目)."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        if annotation not in known:
            keys: dict[str, _Node] = {}
            known[annotation] = _Node(keys)
            for name, field in annotation.model_fields.items():
                keys[field.alias or name] = _node_of(field.annotation, known)
        return known[annotation]
    if get_origin(annotation) is tuple:
        return _Node({}, entry=_node_of(get_args(annotation)[0], known))
    if get_origin(annotation) is dict:
        return _Node({}, any_key=_node_of(get_args(annotation)[1], known))
    return _VALUE


def _root() -> DataPath:
    path = _new(DataPath, "")
    path.parent, path._node = path, _node_of(SelfEvaluation, {})
    return path


ROOT = _root()
"""The whole data file: the empty path, which is false."""
