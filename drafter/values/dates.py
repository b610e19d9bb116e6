"""Reads deadlines and dates: 2020年底前, 9月前, 当年, 2021年12月31日前完成, 2025.12.31, 3-5月.

In: folded text. Out: the span of days that the words allow, the direction of the words, and what stood after them;
None where the text is no date. A day that no calendar has (13月, 4月31日) is no date either.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from drafter.patterns import regex
from drafter.values.folding import fold
from drafter.values.record import DateSpan, Day, Direction, Kind, Value


class Dated(NamedTuple):
    span: DateSpan
    direction: Direction | None
    """AT_MOST for 前, 之前, 内, 底前; None where the words only name a time."""
    rest: str


_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2})(?:年|(?=[底末]))|(?P<relative>当年|本年|今年|每年|次年|下年|翌年))度?"
_WITHIN = r"(?P<within>以前|之前|前(?!期)|以内|之内|内|止)?"
_REST = r"(?P<rest>[^0-9]*)"
_LEAD = r"(?:已?[于在]|截至|截止到?|力争|确保|已)*"

_WORDS = regex(
    rf"{_LEAD}(?:{_YEAR})?"
    r"(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?P<month>[0-9]{1,2})月份?(?:(?P<day>[0-9]{1,2})[日号])?)?"
    rf"(?P<part>年?[底末]|月[底末]|初|上旬|中旬|下旬)?(?P<inside>年度?内)?{_WITHIN}{_REST}"
)
_ISO = regex(
    rf"{_LEAD}(?P<year>(?:19|20)[0-9]{{2}})(?P<sep>[-./])(?P<month>[0-9]{{1,2}})(?P=sep)(?P<day>[0-9]{{1,2}})"
    rf"(?:[T\x1f]?[0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?{_WITHIN}{_REST}"
)
_ISO_MONTH = regex(r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>0[1-9]|1[0-2])")
_POINT = r"(?:(?P<year{0}>(?:19|20)[0-9]{{2}})年)?(?:(?P<month{0}>[0-9]{{1,2}})月?(?:(?P<day{0}>[0-9]{{1,2}})[日号])?)?"
_BETWEEN = regex(rf"{_POINT.format('')}年?[-~—至到]+{_POINT.format('2')}(?:期间|之间)?{_WITHIN}(?P<rest>[^0-9年月日]*)")
_YEARS = regex(r"(?P<first>(?:19|20)[0-9]{2})年?[-~—至到]+(?P<last>(?:19|20)[0-9]{2})年度?(?P<rest>[^0-9]*)")

_LATER = {"次年": 1, "下年": 1, "翌年": 1}
_QUARTERS = {word: number for number, word in enumerate("一二三四", 1)} | {str(n): n for n in range(1, 5)}
_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

SIGNS = frozenset("年月日号季旬底末")
"""Without one of these, and without three groups of figures, no text is a date."""


def read_date(text: str) -> Dated | None:
    """The date or deadline that the whole of the text tells, or None."""
    if SIGNS.isdisjoint(text):
        return _read_iso(text)
    words = _WORDS.fullmatch(text)
    return (words and _from_words(words)) or _read_between(text) or _read_iso(text)


def _read_iso(text: str) -> Dated | None:
    if text[:2] not in ("19", "20") and "20" not in text:
        return None
    if iso := _ISO.fullmatch(text):
        day = _day(int(iso["year"]), 0, int(iso["month"]), int(iso["day"]))
        return _dated(day, day, iso["within"], iso["rest"]) if day else None
    if month := _ISO_MONTH.fullmatch(text):
        year, number = int(month["year"]), int(month["month"])
        return Dated(DateSpan(Day(year, number, 1), Day(year, number, 31)), None, "")
    return None


def _from_words(words: re.Match[str]) -> Dated | None:
    year = int(words["year"]) if words["year"] else None
    later = _LATER.get(words["relative"] or "", 0)
    part, within = words["part"], words["within"]
    if words["inside"]:
        within = "内"
        if part:
            return None
    month, day = words["month"], words["day"]
    if day:
        exact = None if part else _day(year, later, int(month), int(day))
        return _dated(exact, exact, within, words["rest"]) if exact else None
    if month:
        first = last = int(month)
    elif words["quarter"]:
        last = _QUARTERS[words["quarter"]] * 3
        first = last - 2
    elif words["half"]:
        first, last = (1, 6) if words["half"] == "上" else (7, 12)
    elif words["year"] or words["relative"] or words["inside"] or part in ("年底", "年末"):
        first, last = 1, 12
    else:
        return None
    if not 1 <= first <= last <= 12:
        return None
    if part in _PARTS:
        if first != last:
            return None
        start, end = _PARTS[part]
        return _dated(Day(year, first, start, later), Day(year, last, end, later), within, words["rest"])
    if part:  # the end of it: the last third of a month, the last month of a year
        start = 1 if (first, last) == (1, 12) else 21
        return _dated(Day(year, last, start, later), Day(year, last, 31, later), within, words["rest"])
    end_of_it = Day(year, last, 31, later)
    if within in ("前", "之前", "以前"):
        before = Day(year, first - 1, 31, later) if first > 1 else _december_before(year, later)
        return Dated(DateSpan(None, before, end_of_it), Direction.AT_MOST, words["rest"])
    return _dated(Day(year, first, 1, later), end_of_it, within, words["rest"])


def _read_between(text: str) -> Dated | None:
    if years := _YEARS.fullmatch(text):
        first, last = int(years["first"]), int(years["last"])
        return Dated(DateSpan(Day(first, 1, 1), Day(last, 12, 31)), None, years["rest"]) if first <= last else None
    found = _BETWEEN.fullmatch(text)
    if not found or not found["month"] or not found["month2"] or "月" not in text:
        return None
    year = int(found["year"]) if found["year"] else None
    year2 = int(found["year2"]) if found["year2"] else year
    start = _day(year, 0, int(found["month"]), int(found["day"] or 1))
    end = _day(year2, 0, int(found["month2"]), int(found["day2"] or 31), clip=not found["day2"])
    if start is None or end is None or (year is None and year2 is not None):
        return None
    if (start.year or 0, start.month, start.day) > (end.year or 0, end.month, end.day):
        return None
    return _dated(start, end, found["within"], found["rest"])


def _dated(first: Day, last: Day, within: str | None, rest: str) -> Dated:
    """A day with 前 counts itself (12月31日前: by the end of that day), as does 底前."""
    if not within:
        return Dated(DateSpan(first, last), None, rest)
    before = within.endswith("前") or within == "止"
    return Dated(DateSpan(None if before else first, last), Direction.AT_MOST, rest)


def _day(year: int | None, later: int, month: int, day: int, clip: bool = False) -> Day | None:
    if not 1 <= month <= 12 or not 1 <= day <= (31 if clip else _LENGTHS[month - 1]):
        return None
    return Day(year, month, day, later)


def _december_before(year: int | None, later: int) -> Day:
    return Day(year - 1, 12, 31) if year is not None else Day(None, 12, 31, later - 1)


_MONTH_DAY = regex(r"(?P<month>[0-9]{1,2})[./-](?P<day>[0-9]{1,2})(?:[日号])?")


def as_day(value: Value, beside: DateSpan | None) -> Value:
    """``12.20`` beside a date as the 20th of December; any other value as it is. The kind stays as it was read."""
    found = _MONTH_DAY.fullmatch(fold(value.text)) if beside is not None and value.date is None else None
    day = _day(None, 0, int(found["month"]), int(found["day"])) if found else None
    if day is None:
        return value
    return replace(value, kind=Kind.NUMBER, date=DateSpan(day, day), suggestion=None)


_FIRST_SERIAL, _LAST_SERIAL = 36526, 55153
"""1 January 2000 and 31 December 2050 as Excel counts days."""


def serial_day(value: Value) -> date | None:
    """The day that a bare whole number is for Excel, from 2000 to 2050; None for any other value."""
    number = value.number
    if value.kind is not Kind.NUMBER or value.unit or value.period or number is None or number != int(number):
        return None
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return date(1899, 12, 30) + timedelta(days=int(number))
