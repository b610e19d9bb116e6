"""What a field found in the data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """A text, or None; where it stands in the data file; ``needed``: whether its absence is a gap."""

    text: str | None
    path: str
    needed: bool = True
