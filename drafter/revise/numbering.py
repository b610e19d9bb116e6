"""The numbers of headings and paragraphs after a merge: 一、（一）1.（1）run on under each heading, whoever wrote
them.

In: the numbers as they are, in reading order. Out: the number that each should be. Only a series with a block of the
draft in it is touched; the clerk's way of writing a number (1、 for 1., half-width brackets) stays.

Of 一、甲 二、乙 三、丙, when the clerk deleted 乙 and added 其他 behind 丙, come 一、甲 二、丙 三、其他.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from drafter.blocks import Block, Text
from drafter.numbers import chinese_numeral
from drafter.patterns import regex
from drafter.revise.account import Change
from drafter.revise.hunks import Hunk
from drafter.revise.plan import ParagraphPlan, Plan
from drafter.revise.similarity import bare
from drafter.revise.tokens import Token, TokenKind, number_length, tokens
from drafter.revise.where import Places
from drafter.state.record import Pending

_CHINESE = "零一二三四五六七八九"
_LEVELS = (
    regex(rf"[{_CHINESE}十百]+、"),
    regex(rf"[（(][{_CHINESE}十百]+[）)]"),
    regex(r"\d{1,3}[.．、]"),
    regex(r"[（(]\d{1,3}[）)]"),
)
_NUMERAL = regex(rf"[{_CHINESE}十百]+|\d+")


class Number(Struct, frozen=True):
    """A paragraph number, or (``text`` "") a heading without one, under which every series begins anew.

    ``is_block``: its paragraph is a block of the draft, not the clerk's own. ``begins``: the value with which a
    series begins here in the draft though no heading is above it, 0 for none. ``alone``: either the base or the draft
    numbers it, not both: where nothing else is in its series, it has no number.
    """

    text: str
    is_block: bool = False
    begins: int = 0
    alone: bool = False


class _Series(Struct):
    first: int
    members: list[int] = field(default_factory=list)


def renumbered(numbers: Sequence[Number]) -> list[str]:
    """The numbers as they should be, in the same order; ``text`` itself where nothing is to be changed."""
    texts = [number.text for number in numbers]
    for series in _series(numbers):
        if len(series.members) == 1 and numbers[series.members[0]].alone:
            texts[series.members[0]] = ""
        elif any(numbers[at].is_block for at in series.members):
            for value, at in enumerate(series.members, series.first):
                texts[at] = with_value(texts[at], value)
    return texts


def beginnings(texts: Iterable[str]) -> list[int]:
    """For the numbers of a draft, which are right: the value of each that does not run on from one before, else 0."""
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
    value = digit = 0
    for char in match[0]:
        if char in "十百":
            value += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE.index(char)
    return value + digit


def with_value(text: str, value: int) -> str:
    """The number with another value, written as it was."""
    if value_of(text) == value:
        return text
    return _NUMERAL.sub(lambda match: str(value) if match[0].isdecimal() else chinese_numeral(value), text, count=1)


def _level(text: str) -> int:
    return next((level for level, pattern in enumerate(_LEVELS) if pattern.fullmatch(text)), -1)


def _series(numbers: Sequence[Number]) -> list[_Series]:
    """The series; a number of the clerk's that begins with 1 again begins a new one."""
    made: list[_Series] = []
    open_: dict[int, _Series] = {}
    for at, number in enumerate(numbers):
        level = _level(number.text)
        if level < 0:
            open_ = {}
            continue
        open_ = {other: series for other, series in open_.items() if other <= level}
        begins_anew = number.begins or (not number.is_block and level in open_ and value_of(number.text) == 1)
        if level not in open_ or begins_anew:
            open_[level] = _Series(number.begins or 1)
            made.append(open_[level])
        open_[level].members.append(at)
    return made


def renumber(plan: Plan, base: Sequence[Block], draft: Sequence[Block], places: Places, *, tracked: bool) -> None:
    """Plans a hunk for every number that has to be another, in the clerk's paragraphs and in new ones."""
    in_base, in_draft = _own_numbers(base), _own_numbers(draft)
    texts = [block for block in draft if isinstance(block, Text) and _in_series(block.kind, block.text)]
    begins = dict(zip((b.id for b in texts), beginnings(b.text[: number_length(b.text)] for b in texts), strict=True))
    kinds = {block.id: block.kind for block in draft}
    owners: list[tuple[ParagraphPlan, Token | None]] = []
    numbers: list[Number] = []
    for item in plan.items:
        if not isinstance(item, ParagraphPlan) or item.gone:
            continue
        found = _numbers_in(item)
        first = item.blocks[0] if item.blocks else ""
        gets_number = in_draft.get(first) and in_base.get(first) == ""  # where there were one and are two now
        if not found and len(item.blocks) == 1 and gets_number and bare(item.clerk):
            found = [Token("", "№", TokenKind.NUMBER, 0)]
        if not found and kinds.get(first) == "title":
            owners.append((item, None))
            numbers.append(Number(""))
        for order, token in enumerate(found):
            starts = begins.get(first, 0) if not order else 0
            in_both = first in in_base and first in in_draft
            alone = not order and in_both and bool(in_base[first]) != bool(in_draft[first])
            owners.append((item, token))
            numbers.append(Number(token.text or in_draft[first], bool(item.blocks), starts, alone))
    for (item, number), text in zip(owners, renumbered(numbers), strict=True):
        if number is not None and number.text != text:
            item.numbers.append(Hunk(number.start, number.end, text, old=number.text))
            if tracked:
                plan.pending.append(Pending("span", "", hers=number.text, new=text))
            if not isinstance(item.new, Text):
                plan.account.renumbered.append(Change(places.of(item.paragraph), number.text, text))
            else:
                plan.account.renumber_inserted(item.new.text, text + item.new.text[number.end :])


def _own_numbers(blocks: Sequence[Block]) -> dict[str, str]:
    """Id of a block -> the number that it begins with, "" for none."""
    return {b.id: b.text[: number_length(b.text)] for b in blocks if isinstance(b, Text)}


def _in_series(kind: str, text: str) -> bool:
    return kind == "title" or number_length(text) > 0


def _numbers_in(item: ParagraphPlan) -> list[Token]:
    """The numbers of a paragraph: the one in front, and those inside of one that the clerk joined of several."""
    text = item.text
    joined = len(item.blocks) > 1
    found = [token for token in tokens(text, numbered=joined) if token.kind is TokenKind.NUMBER]
    if not joined:
        found = found[:1] if number_length(text) else []
    return [t for t in found if not any(c.start < t.end and t.start < c.end for c in item.hunks)]
