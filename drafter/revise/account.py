"""What an update did to the clerk's file, for the clerk to read.

In: merges, changes and matters with their places, in reading order. Out: an ``Account``. ``where`` is a place as a
person finds it (预算执行情况 第1段); every text is Chinese.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.patterns import regex
from drafter.revise.clause_merge import figure_pairs
from drafter.revise.hunks import Hunk, Merge, Resolution, ValuePair
from drafter.revise.tokens import TokenKind, tokens

_LEAD = regex(r"[^\W\d_]{0,8}$")
_UNIT = regex(r"亿元|万元|元|平方米|公里|人次|个百分点|[分项个人家户次件条名处天年月日种场期册份批万亩吨]")

MOST_TO_KNOW = 40
"""Characters that are quoted of a text which is only to be known again: one that is gone, one that was not put in."""

MOST_TO_READ = 60
"""Characters that are quoted of a text on which the clerk decides: the draft's new one, a paragraph that may go."""


class Change(Struct, frozen=True):
    """A figure, some words, a paragraph or a row that was changed: the text before and after, "" for none.

    ``lead`` and ``unit``: the words before a figure and the unit behind it, for a reader to know it again (综合得分,
    分).
    """

    where: str
    before: str
    after: str
    is_figure: bool = False
    lead: str = ""
    unit: str = ""


class Matter(Struct, frozen=True):
    """Something for the clerk to decide or to read: where, and one Chinese sentence."""

    where: str
    text: str


class Account(Struct):
    """All that one update did, and what it leaves to the clerk; the lists are filled while the update is planned.

    ``blocks`` of the base: ``anchored`` found by their bookmark, ``recovered`` by their text; ``removed`` deleted by
    the clerk; ``added`` paragraphs, rows and tables are the clerk's own. ``decisions`` are in the file as tool
    revisions with a comment, ``to_check`` are to be read, ``not_restored`` the clerk took out and the data have
    changed since, ``differing`` are figures of the clerk's that are not those of the data.
    """

    blocks: int = 0
    anchored: int = 0
    recovered: int = 0
    added: int = 0
    removed: int = 0
    updated: list[Change] = field(default_factory=list)
    inserted: list[Change] = field(default_factory=list)
    deleted: list[Change] = field(default_factory=list)
    renumbered: list[Change] = field(default_factory=list)
    decisions: list[Matter] = field(default_factory=list)
    to_check: list[Matter] = field(default_factory=list)
    not_restored: list[Matter] = field(default_factory=list)
    differing: list[Matter] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many of the base's blocks are in the clerk's file."""
        return self.anchored + self.recovered

    @property
    def changes_file(self) -> bool:
        """Whether any text of the file is changed; comments alone do not count."""
        return bool(self.updated or self.inserted or self.deleted or self.renumbered)

    def add_merge(self, where: str, merge: Merge, parts: Iterable[tuple[str, str, Sequence[Hunk]]]) -> None:
        """All that the merge of one text has to say.

        ``parts``: the paragraphs that hold the text, each as (where, clerk's text, hunks as they will be carried out).
        """
        noticed = set()
        for place, text, hunks in parts:
            for hunk in hunks:
                self.add_hunk(place, hunk, text)
                if hunk.resolution is Resolution.NOTICE:
                    noticed.add(hunk.old)
        reworded = tuple(pair for pair in merge.reworded if pair.before not in noticed)
        self.add_pairs(where, replace(merge, reworded=reworded))

    def add_pairs(self, where: str, merge: Merge) -> None:
        """What a merge says besides its hunks."""
        for pair in merge.removed:
            self.not_restored.append(Matter(where, _removed(pair.before, pair.after)))
        for pair in merge.reworded:
            self.to_check.append(Matter(where, _reworded(pair)))
        for pair in merge.differing:
            self.differing.append(Matter(where, f"您写 {pair.before}，数据为 {pair.after}"))

    def add_hunk(self, where: str, hunk: Hunk, text: str) -> None:
        """One hunk of a text of the clerk's: a change, a decision, or to be checked."""
        before = text[hunk.start : hunk.end]
        match hunk.resolution:
            case Resolution.UPDATE if hunk.old or hunk.text:
                is_figure = hunk.is_figure or _holds_figure(before)
                around = _words_around(text, hunk.start, hunk.end) if is_figure and before and hunk.text else ("", "")
                self.updated.append(Change(where, before, hunk.text, is_figure, *around))
            case Resolution.CONFLICT:
                self.decisions.append(Matter(where, hunk.note))
            case Resolution.NOTICE:
                self.to_check.append(Matter(where, hunk.note))

    def add_deleted(self, where: str, text: str) -> None:
        """A paragraph or a row that the data do not give any more."""
        self.deleted.append(Change(where, text, ""))

    def add_inserted(self, where: str, text: str) -> None:
        """A paragraph or a row that the data give for the first time."""
        self.inserted.append(Change(where, "", text))

    def renumber_inserted(self, draft: str, numbered: str) -> None:
        """A new paragraph gets another number in the clerk's file than it has in the draft."""
        self.inserted = [
            replace(change, after=numbered) if change.after == draft else change for change in self.inserted
        ]

    def add_not_restored(self, base: str, draft: str) -> None:
        """A text that the clerk took out; nothing is said where the data have not changed it."""
        if sentence := _removed(base, draft):
            self.not_restored.append(Matter("", sentence))


def _reworded(pair: ValuePair) -> str:
    clause = pair.clause.strip("，。；：、 ")
    around = f"，所在的“{clause}”是您改过的" if clause else "，本段是您重写的"
    return f"{pair.before} 已换成 {pair.after}{around}"


def _removed(base: str, draft: str) -> str:
    """``您删去的“预算执行率为91.71%”新值 94.42%``; "" where the data have changed nothing but a paragraph number."""
    old, new = tokens(base), tokens(draft)
    if [t.key for t in old if t.kind is not TokenKind.NUMBER] == [t.key for t in new if t.kind is not TokenKind.NUMBER]:
        return ""
    shown = " ".join(base.split())
    shown = shown if len(shown) <= MOST_TO_KNOW else shown[:MOST_TO_KNOW] + "…"
    values = [after.text for before, after in figure_pairs(old, new) if after is not None and after.key != before.key]
    if values and len(old) == len(new):
        return f"您删去的“{shown}”新值 {'、'.join(values)}"
    return f"您删去的“{shown}”，新稿为“{' '.join(draft.split())[:MOST_TO_READ]}”" if draft.strip() else ""


def _words_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The last words before a figure in its clause, and its unit."""
    lead, unit = _LEAD.search(text[:start]), _UNIT.match(text[end:])
    return lead[0] if lead else "", unit[0] if unit else ""


def _holds_figure(text: str) -> bool:
    return any(token.kind is TokenKind.FIGURE for token in tokens(text))
