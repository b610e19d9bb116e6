"""``read_value``: one cell of 指标值 or 完成值, as a clerk wrote it, becomes a ``Value``.

In: any text at all. Out: always a value; what is not understood is 无法识别 (a figure was expected) or 定性 (words),
never a figure by guess. The forms are those seen in published reports, listed in the tests.
"""

import re

from msgspec.structs import replace

from drafter.patterns import regex
from drafter.values.dates import read_date
from drafter.values.figures import in_figures, read_figure
from drafter.values.folding import GAP, fold
from drafter.values.printing import print_value
from drafter.values.record import Claim, Direction, Kind, Value
from drafter.values.words import BLANKS, OPERATORS, is_cause, read_claim
from drafter.values.words_around import balanced, without_brackets

LONGEST = 2000
"""Characters of a cell that are read; a longer one is prose."""

_DIGIT = regex("[0-9]")
_MARKED = regex(r"\(?([0-9]{1,2})(?:[、)]|\.(?![0-9]))|([①-⑳])")
_IN_LINE = regex(r"(?<![0-9.])(?:\(?([0-9]{1,2})(?:[、)]|\.(?![0-9]))|([①-⑳]))")
_DOTS = regex(r"[….·。、,;]*")
_CLAUSES = (regex("[;。]|(?<![0-9]),|,(?![0-9])"), regex("[,;。、]|和|以及"))
_DOUBTFUL = regex(r"[0-9][,。·][0-9]|" + GAP)
_ROUND_THE_CLOCK = regex("全天|全年无休|不间断|值守|值班|^7[×xX*]24|24[×xX*]7")
_IN_WORDS = {word for word in OPERATORS if len(word) > 2} | {"低于", "少于", "高于", "多于", "不超", "至多", "超过"}
_IN_SIGNS = {"≥", ">", "≤", "<"}
_MOST_WORDS = tuple(word for word in _IN_WORDS | _IN_SIGNS if OPERATORS[word][0] is Direction.AT_MOST)
_LEAST_WORDS = tuple(word for word in _IN_WORDS | _IN_SIGNS if OPERATORS[word][0] is Direction.AT_LEAST)
_RANK = regex("第[0-9]|前[0-9]+[名位]|[级等]$|星级|等级")
_RETURN_PERIOD = regex("[^0-9]{0,12}[0-9]{1,5}年一遇[^0-9]{0,8}")
"""20年一遇 is a grade of protection and no number of years: 10年一遇 is not 10 years less."""
_NAMED_LIMIT = regex(
    r"((?:不超|不高于|不低于|不得超过|控制在)[^0-9,;。()]*(?:金额|预算|预算数|价|限额|上限|下限|标准|总额|费用))([0-9][^()]*元)"
)
_WORDS = regex(r"[^\W0-9_]")
_ALL_OF_IT = regex("(?:完成(?:率(?:达到?|为)?)?100%|100%完成)$")
"""12月底前完成100% is a deadline; so is done what it is the deadline of."""
_NOT_THE_DATE = regex(
    "[未不没后起≥≤<>%()/每]|开始|以来|(?<!提)前|^(?:汛|[春夏秋冬暑寒雨旱]|国庆|中秋|元旦|元宵|清明|端午|五一|学期|假期)"
)
"""After a date: words that move it (汛前, 春节前) or that turn it."""
_BEFORE_SOMETHING = regex("^[^0-9]*(?:19|20)[0-9]{2}年[^0-9]{1,8}前[^0-9]*$")
"""2023年汛前: a deadline, but no day that is known."""


def read_value(text: str | None) -> Value:
    """What the cell says; never raises. An empty cell and / 无 — - give 无法识别 with ``blank`` set."""
    if text is None:
        return Value("", Kind.UNREADABLE, blank=True)
    if len(text) > LONGEST:
        return Value(text, Kind.QUALITATIVE) if text.strip() else Value(text, Kind.UNREADABLE, blank=True)
    folded = fold(text)
    if folded in BLANKS:
        return Value(text, Kind.UNREADABLE, blank=True)
    if "\n" in folded:
        return _read_lines(text, folded)
    elements = _numbered(folded)
    if elements is not None:
        return _list(text, elements)
    return _read_one(text, folded)


def _read_lines(text: str, folded: str) -> Value:
    lines = [line for line in folded.split("\n") if not _DOTS.fullmatch(line)]
    if not lines:
        return Value(text, Kind.UNREADABLE, blank=True)
    if len(lines) == 1:
        return _read_one(text, lines[0])
    marked = all(_mark(line) == number for number, line in enumerate(lines, 1))
    if not marked:
        joined = fold("".join(lines))
        if sum(1 for line in lines if _DIGIT.search(line)) < 2 or read_date(joined):  # a cell wrapped by hand
            return _read_one(text, joined)
    return _list(text, [_unmarked(line) if marked else line for line in lines])


def _list(text: str, elements: list[str]) -> Value:
    """A list of at least one figure; a list of words is a text."""
    items = tuple(_read_one(element.replace(GAP, " "), element) for element in elements)
    if any(item.is_figure or item.date for item in items):
        return Value(text, Kind.LIST, items=items)
    if any(item.kind is Kind.UNREADABLE for item in items):
        return Value(text, Kind.UNREADABLE)
    return Value(text, Kind.QUALITATIVE, claim=read_claim("。".join(elements)))


def _mark(line: str) -> int | None:
    found = _MARKED.match(line)
    if not found:
        return None
    return int(found[1]) if found[1] else ord(found[2]) - ord("①") + 1


def _unmarked(line: str) -> str:
    found = _MARKED.match(line)
    return line[found.end() :] if found else line


def _numbered(folded: str) -> list[str] | None:
    """The elements of ``1、…8人次。2、…4人次`` on one line, when they count 1, 2, 3 …; None for anything else."""
    if folded[0] not in "1(①":
        return None
    marks = list(_IN_LINE.finditer(folded))
    counted = [int(mark[1]) if mark[1] else ord(mark[2]) - ord("①") + 1 for mark in marks]
    if len(marks) < 2 or counted != list(range(1, len(marks) + 1)) or marks[0].start():
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(folded)]
    elements = [folded[mark.end() : end].strip(",;。、" + GAP) for mark, end in zip(marks, ends, strict=True)]
    return elements if all(elements) else None


def _read_one(text: str, folded: str) -> Value:
    line = folded.rstrip("。;,、!.")
    if not line:
        return Value(text, Kind.UNREADABLE)
    if not _DIGIT.search(line):
        return _read_words(text, line)
    if _RETURN_PERIOD.fullmatch(line):
        return Value(text, Kind.QUALITATIVE, _wordy_direction(line))
    if ("100%" in line or "率" in line) and (claim := read_claim(line)):
        return Value(text, Kind.QUALITATIVE, claim=claim)
    value = _read_dated(text, line) or _figure(text, line) or _read_bracket(text, line) or _read_clauses(text, line)
    if value is None and (figures := in_figures(line)):
        value = read_figure(text, figures)
    if value is None and (claim := read_claim(line)):
        return Value(text, Kind.QUALITATIVE, claim=claim)
    return value or _not_understood(text, line)


def _figure(text: str, line: str) -> Value | None:
    """The figure, with the verdict that its brackets may hold: 80人（未完成）."""
    value = read_figure(text, line)
    if value is not None and value.remark and "(" in line and (claim := read_claim(value.remark)):
        return replace(value, claim=claim)
    return value


def _read_dated(text: str, line: str) -> Value | None:
    dated = read_date(_ALL_OF_IT.sub("完成", line))
    label = None
    if dated is None and ":" in line:
        label, _, after = line.partition(":")
        dated = None if _DIGIT.search(label) else read_date(after)
    remark = None
    if dated is None and "(" in line:
        bare, remark = without_brackets(line)
        dated = read_date(bare)
    if dated is None:
        return None
    rest = dated.rest
    if rest and (len(rest) > 12 or _NOT_THE_DATE.search(rest)):
        return None
    remark = ";".join(filter(None, (rest, remark))) or None
    return Value(text, Kind.TIME, dated.direction, date=dated.span, remark=remark, label=label)


def _read_words(text: str, line: str) -> Value:
    bare, remark = without_brackets(line) if "(" in line else (line, None)
    if claim := read_claim(bare):
        return Value(text, Kind.QUALITATIVE, remark=remark, claim=claim)
    if value := _read_dated(text, line):
        return value
    figures = in_figures(line)
    if figures and (value := read_figure(text, figures)):
        return value
    if not _WORDS.search(line):
        return Value(text, Kind.UNREADABLE)
    return Value(text, Kind.QUALITATIVE, _wordy_direction(bare), remark=remark)


def _wordy_direction(line: str) -> Direction | None:
    """不超过合同金额: a ceiling without a figure."""
    if line.startswith(_MOST_WORDS):
        return Direction.AT_MOST
    return Direction.AT_LEAST if line.startswith(_LEAST_WORDS) else None


def _read_bracket(text: str, line: str) -> Value | None:
    """不超过合同金额（196600元）, a ceiling with its figure in brackets; 完成（320人）, a verdict with its figure."""
    if named := _NAMED_LIMIT.fullmatch(line):
        bare, inside = named[1], named[2]
    else:
        bare, inside = without_brackets(line)
    if inside is None or not bare or _DIGIT.search(bare):
        return None
    figure = read_figure(text, inside)
    if figure is None:
        return None
    claim = read_claim(bare)
    if claim is Claim.MET:
        return replace(figure, claim=claim)
    if claim is not None:
        return Value(text, Kind.QUALITATIVE, claim=claim, remark=inside)
    direction = _wordy_direction(bare)
    if direction is None or figure.direction not in (None, direction) or figure.upper is not None:
        return None
    operator = next(word for word in sorted(OPERATORS, key=len, reverse=True) if bare.startswith(word))
    return replace(
        figure, direction=direction, strict=OPERATORS[operator][1], remark=bare.removeprefix(operator) or None
    )


def _read_clauses(text: str, line: str) -> Value | None:
    """Several figures in a cell, or one beside a verdict or a reason (80人，未完成)."""
    if _DOUBTFUL.search(line) or not balanced(line):
        return None
    for pattern in _CLAUSES:
        pieces = _split(pattern, line)
        if len(pieces) < 2:
            continue
        figures: list[Value] = []
        claims: list[Claim] = []
        causes: list[str] = []
        for piece in pieces:
            figure = (_read_dated(piece, piece) or read_figure(piece, piece)) if _DIGIT.search(piece) else None
            claim = read_claim(piece)
            if figure is not None:
                figures.append(figure)
            elif claim is not None:
                claims.append(claim)
            elif is_cause(piece):
                causes.append(piece)
            else:
                break
        else:
            if Claim.NOT_STARTED in claims:
                return Value(text, Kind.QUALITATIVE, claim=Claim.NOT_STARTED)
            if len(figures) == 1:
                beside = ",".join(piece for piece in pieces if piece != figures[0].text)
                return replace(figures[0], text=text, claim=_worst(claims), remark=beside)
            if figures:
                return Value(text, Kind.LIST, items=tuple(figures), claim=_worst(claims))
    return None


def _split(pattern: re.Pattern[str], line: str) -> list[str]:
    """The line between the signs that the pattern finds outside brackets."""
    if "(" not in line:
        return [piece for piece in pattern.split(line) if piece]
    pieces, start = [], 0
    for sign in pattern.finditer(line):
        before = line[: sign.start()]
        if before.count("(") <= before.count(")"):
            pieces.append(line[start : sign.start()])
            start = sign.end()
    return [piece for piece in [*pieces, line[start:]] if piece]


def _worst(claims: list[Claim]) -> Claim | None:
    return max(claims, key=list(Claim).index, default=None)


_TYPOS = (
    (regex("(?<=[0-9])[¥℅]$"), "%"),
    (regex("(?<=[0-9])%{2,}"), "%"),
    (regex("(?<=[0-9])[oO]/[oO0]"), "%"),
    (regex("(?<=[0-9])[oO](?=[0-9oO%]|$)"), "0"),
    (regex("(?<=[0-9])[oO](?=[0-9oO%]|$)"), "0"),
    (regex("(?<=[0-9])[lI](?=[0-9%]|$)|^[lI](?=[0-9])"), "1"),
    (regex("(?<=[0-9])[。·](?=[0-9])"), "."),
    (regex(r"(?<![0-9])\.(?=[0-9])"), "0."),
    (regex("([≥≤<>=])\\1+"), r"\1"),
    (regex(f"(?<=[0-9]){GAP}(?=[0-9]{{3}}(?![0-9]))"), ""),
)


def _not_understood(text: str, line: str) -> Value:
    """Words around figures are 定性; a figure that cannot be read is 无法识别, with what it may have been."""
    if _ROUND_THE_CLOCK.search(line) or _RANK.search(line) or _BEFORE_SOMETHING.search(line):
        return Value(text, Kind.QUALITATIVE)
    mended = line
    for typo, sign in _TYPOS:
        mended = typo.sub(sign, mended)
    if mended != line and (figure := read_figure(mended, mended)):
        return Value(text, Kind.UNREADABLE, suggestion=print_value(figure))
    figures = len(_DIGIT.findall(line))
    if _WORDS.match(line) and figures * 3 < len(line):
        return Value(text, Kind.QUALITATIVE)
    return Value(text, Kind.UNREADABLE)
