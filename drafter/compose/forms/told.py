"""What a field found in the data."""

from dataclasses import dataclass

from drafter.model import DataPath


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text that is made of several cells of the data file: what it is, its text, where it stands."""

    name: str
    text: str
    path: DataPath


@dataclass(frozen=True, slots=True)
class Told:
    """A text, or None; the cells of the data file that it stands in; ``needed``: whether its absence is a gap."""

    text: str | None
    paths: tuple[DataPath, ...]
    needed: bool = True
    parts: tuple[Part, ...] = ()
