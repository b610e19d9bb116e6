"""What a field found in the data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text that is made of several cells of the data file: what it is, its text, where it stands."""

    name: str
    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Told:
    """A text, or None; where it stands in the data file; ``needed``: whether its absence is a gap."""

    text: str | None
    path: str
    needed: bool = True
    parts: tuple[Part, ...] = ()
