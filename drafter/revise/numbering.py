"""The numbers of headings and paragraphs after a merge: 一、（一）1.（1）run on under each heading, whoever wrote them.

In: the numbers in reading order as they stand. Out: the number that each should be. Only a series in which something
of ours stands is touched; her way of writing a number (1、 for 1., half-width brackets) stays.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from drafter.numbers import chinese_numeral

_CHINESE = "零一二三四五六七八九"
_LEVELS = (
    re.compile(rf"[{_CHINESE}十百]+、"),
    re.compile(rf"[（(][{_CHINESE}十百]+[）)]"),
    re.compile(r"\d{1,3}[.．、]"),
    re.compile(r"[（(]\d{1,3}[）)]"),
)
_NUMERAL = re.compile(rf"[{_CHINESE}十百]+|\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands, or (``text`` "") a heading without one, under which every series begins anew.

    ``is_ours``: its paragraph is a block of the draft. ``begins``: in the draft a series begins here though no heading
    stands above it; the value that it begins with. ``alone``: the draft numbers it now, or did the last time, not
    both: where nothing else stands in its series, it has no number.
    """

    text: str
    is_ours: bool = False
    begins: int = 0
    alone: bool = False


@dataclass(slots=True)
class _Series:
    first: int
    members: list[int] = field(default_factory=list)


def renumbered(numbers: Sequence[Number]) -> list[str]:
    """The numbers as they should be, in the same order; ``text`` itself where nothing is to be changed."""
    texts = [number.text for number in numbers]
    for series in _series(numbers):
        if len(series.members) == 1 and numbers[series.members[0]].alone:
            texts[series.members[0]] = ""
        elif any(numbers[at].is_ours for at in series.members):
            for value, at in enumerate(series.members, series.first):
                texts[at] = with_value(texts[at], value)
    return texts


def beginnings(texts: Iterable[str]) -> list[int]:
    """For the numbers of a draft (which are right): each one's value if it follows from none before, else 0."""
    found: list[int] = []
    last: dict[int, int] = {}
    for text in texts:
        level = _level(text)
        if level < 0:
            last = {}
            found.append(0)
            continue
        value = value_of(text)
        last = {other: count for other, count in last.items() if other <= level}
        found.append(0 if value == last.get(level, 0) + 1 else value)
        last[level] = value
    return found


def value_of(text: str) -> int:
    """``（十二）`` -> 12."""
    match = _NUMERAL.search(text)
    if match is None:
        return 0
    if match[0].isdecimal():
        return int(match[0])
    whole = section = digit = 0
    for char in match[0]:
        if char in "十百":
            section += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE.index(char)
    return whole + section + digit


def with_value(text: str, value: int) -> str:
    """The number with another value, written as it was."""
    if value_of(text) == value:
        return text
    return _NUMERAL.sub(lambda match: str(value) if match[0].isdecimal() else chinese_numeral(value), text, count=1)


def _level(text: str) -> int:
    return next((level for level, pattern in enumerate(_LEVELS) if pattern.fullmatch(text)), -1)


def _series(numbers: Sequence[Number]) -> list[_Series]:
    """The series; one of hers that begins with 1 again is a new one."""
    made: list[_Series] = []
    open_: dict[int, _Series] = {}
    for at, number in enumerate(numbers):
        level = _level(number.text)
        if level < 0:
            open_ = {}
            continue
        open_ = {other: series for other, series in open_.items() if other <= level}
        begins_anew = number.begins or (not number.is_ours and level in open_ and value_of(number.text) == 1)
        if level not in open_ or begins_anew:
            open_[level] = _Series(number.begins or 1)
            made.append(open_[level])
        open_[level].members.append(at)
    return made
