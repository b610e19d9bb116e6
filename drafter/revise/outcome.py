"""What a merge of one text says is to be done.

In: nothing. Out: frozen records; offsets count in her text, ``new_start`` and ``new_end`` in the new one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto


class Way(Enum):
    """How a change reaches her text: simply, as a revision that she decides on, or as a comment alone."""

    UPDATE = auto()
    CONFLICT = auto()
    NOTICE = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch of her text and what the data want there. ``old``: what the last generation had."""

    start: int
    end: int
    text: str
    way: Way = Way.UPDATE
    note: str = ""
    old: str = ""
    new_start: int = 0
    new_end: int = 0
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of a figure or of a clause: the one that stood, and the one that the data give; ``clause`` hers."""

    one: str
    other: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """The changes of one text, and what is told of it.

    ``removed``: what she took out and the data have changed since, with its new value. ``reworded``: figures that
    were updated in a clause whose words are hers. ``differing``: figures of hers and those of the data, which have
    not changed. ``own``: stretches of her text that are hers alone. ``rest``: a text that she wrote anew, and the
    data say more of it than was brought in.
    """

    changes: tuple[Change, ...] = ()
    removed: tuple[Pair, ...] = ()
    reworded: tuple[Pair, ...] = ()
    differing: tuple[Pair, ...] = ()
    own: tuple[tuple[int, int], ...] = ()
    rest: bool = False


def after(text: str, changes: Iterable[Change], *, conflicts: bool) -> str:
    """A text with its changes carried out, the conflicts as well where asked for."""
    ways = (Way.UPDATE, Way.CONFLICT) if conflicts else (Way.UPDATE,)
    for change in sorted(changes, key=lambda change: (-change.start, -change.end)):
        if change.way in ways:
            text = text[: change.start] + change.text + text[change.end :]
    return text
