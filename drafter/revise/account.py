"""What an update did to a person's report, for her to read.

In: nothing. Out: frozen records; ``where`` is a place as she finds it (预算执行情况 第1段).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A figure, some words, a paragraph or a row that changed: what stood there, and what stands there now.

    ``lead`` and ``unit``: the words before a figure and the unit behind it, for her to know it again (综合得分, 分).
    """

    where: str
    before: str
    after: str
    is_figure: bool = False
    lead: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something for the person to decide or to read: where, and one Chinese sentence."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    """All that one update did, and what it leaves to her.

    ``blocks`` of the last generation: ``anchored`` found by their bookmark, ``recovered`` by their text; ``removed``
    ones she has deleted; ``added`` paragraphs, rows and tables are her own. ``decisions`` stand in the report as
    revisions with a comment, ``to_check`` are for her to read, ``not_restored`` she took out and the data have changed
    since, ``differing`` are figures of hers that are not those of the data.
    """

    blocks: int = 0
    anchored: int = 0
    recovered: int = 0
    added: int = 0
    removed: int = 0
    updated: tuple[Change, ...] = ()
    inserted: tuple[Change, ...] = ()
    deleted: tuple[Change, ...] = ()
    renumbered: tuple[Change, ...] = ()
    decisions: tuple[Matter, ...] = ()
    to_check: tuple[Matter, ...] = ()
    not_restored: tuple[Matter, ...] = ()
    differing: tuple[Matter, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was changed and nothing is left to her."""
        return not any(
            (
                self.updated,
                self.inserted,
                self.deleted,
                self.renumbered,
                self.decisions,
                self.to_check,
                self.not_restored,
                self.differing,
            )
        )
