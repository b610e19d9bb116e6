"""What an update has to tell, gathered while it is planned.

In: merges and their places. Out: the lists of an ``Account``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from drafter.revise.account import Change as Told
from drafter.revise.account import Matter
from drafter.revise.lines import Line
from drafter.revise.outcome import Change, Merge, Way
from drafter.revise.tokens import Kind, tokens
from drafter.revise.unit import figure_pairs

_LEAD = re.compile(r"[^\W\d_]{0,8}$")
_UNIT = re.compile(r"亿元|万元|元|平方米|公里|人次|个百分点|[分项个人家户次件条名处天年月日种场期册份批万亩吨]")


@dataclass(slots=True)
class Telling:
    """The lists, in reading order."""

    added: int = 0
    removed: int = 0
    updated: list[Told] = field(default_factory=list)
    inserted: list[Told] = field(default_factory=list)
    deleted: list[Told] = field(default_factory=list)
    renumbered: list[Told] = field(default_factory=list)
    decisions: list[Matter] = field(default_factory=list)
    to_check: list[Matter] = field(default_factory=list)
    not_restored: list[Matter] = field(default_factory=list)
    differing: list[Matter] = field(default_factory=list)

    def merged(self, where: str, found: Merge, lines: Sequence[tuple[str, Line]]) -> None:
        """All that the merge of one text has to tell; ``lines``, each at its place, hold its changes."""
        told = set()
        for place, line in lines:
            for change in line.changes:
                self.change(place, change, line.hers)
                if change.way is Way.NOTICE:
                    told.add(change.old)
        reworded = tuple(pair for pair in found.reworded if pair.one not in told)
        self.pairs(where, replace(found, reworded=reworded))

    def pairs(self, where: str, found: Merge) -> None:
        """What a merge tells besides its changes."""
        for pair in found.removed:
            self.not_restored.append(Matter(where, _gone(pair.one, pair.other)))
        for pair in found.reworded:
            clause = pair.clause.strip("，。；：、 ")
            around = f"，所在的“{clause}”是您改过的" if clause else "，本段是您重写的"
            self.to_check.append(Matter(where, f"{pair.one} 已换成 {pair.other}{around}"))
        for pair in found.differing:
            self.differing.append(Matter(where, f"您写 {pair.one}，数据为 {pair.other}"))

    def change(self, where: str, change: Change, text: str) -> None:
        """One change of a text of hers, by the way in which it reaches her."""
        hers = text[change.start : change.end]
        match change.way:
            case Way.UPDATE if change.old or change.text:
                is_figure = change.is_figure or _is_figure(hers)
                around = _around(text, change.start, change.end) if is_figure and hers and change.text else ("", "")
                self.updated.append(Told(where, hers, change.text, is_figure, *around))
            case Way.CONFLICT:
                self.decisions.append(Matter(where, change.note))
            case Way.NOTICE:
                self.to_check.append(Matter(where, change.note))

    def deletes(self, where: str, text: str) -> None:
        """A paragraph or a row that the data do not give any more."""
        self.deleted.append(Told(where, text, ""))

    def inserts(self, where: str, text: str) -> None:
        """A paragraph or a row that the data give for the first time."""
        self.inserted.append(Told(where, "", text))

    def numbered(self, before: str, now: str) -> None:
        """A new paragraph has another number in her report than in the draft."""
        self.inserted = [replace(told, after=now) if told.after == before else told for told in self.inserted]

    def not_coming_back(self, before: str, now: str) -> None:
        """A text that she took out and the data have changed since."""
        if told := _gone(before, now):
            self.not_restored.append(Matter("", told))

    def include(self, other: "Telling") -> None:
        """What another one has gathered, after this."""
        self.added += other.added
        self.removed += other.removed
        self.updated += other.updated
        self.inserted += other.inserted
        self.deleted += other.deleted
        self.decisions += other.decisions
        self.to_check += other.to_check
        self.not_restored += other.not_restored
        self.differing += other.differing


def _gone(before: str, now: str) -> str:
    """``您删去的“预算执行率为91.71%”新值 94.42%``, "" where nothing changed."""
    b, n = tokens(before), tokens(now)
    if [token.key for token in b if token.kind is not Kind.NUMBER] == [t.key for t in n if t.kind is not Kind.NUMBER]:
        return ""
    shown = " ".join(before.split())
    shown = shown if len(shown) <= 40 else shown[:40] + "…"
    news = [new.text for old, new in figure_pairs(b, n) if new is not None and new.key != old.key]
    if news and len(b) == len(n):
        return f"您删去的“{shown}”新值 {'、'.join(news)}"
    return f"您删去的“{shown}”，新稿为“{' '.join(now.split())[:60]}”" if now.strip() else ""


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The last words before a figure in its clause, and its unit."""
    lead, unit = _LEAD.search(text[:start]), _UNIT.match(text[end:])
    return lead[0] if lead else "", unit[0] if unit else ""


def _is_figure(text: str) -> bool:
    return any(token.kind is Kind.FIGURE for token in tokens(text))
