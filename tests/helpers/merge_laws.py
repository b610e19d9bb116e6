"""What holds of every update, whatever was edited and whatever the data do; looked at from outside.

In: her file, the new draft, the file that came out. Out: nothing, or an AssertionError that shows the place.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import unified_diff

from drafter.blocks import Draft, Text
from drafter.docx.views import views
from tests.helpers.reviewing import (
    OURS,
    accepted,
    bold_texts,
    rejected,
    revisions,
    tracked,
)
from tests.helpers.word_file import comments, lines

MARKER = re.compile(r"〔她写\d+〕")
NUMBERING = re.compile(r"^(?:（[一二三四五六七八九十百]+）|[一二三四五六七八九十百]+、)")
_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def figures(texts: Iterable[str]) -> set[str]:
    """The figures of a text, however they are written."""
    plain = unicodedata.normalize("NFKC", "\n".join(texts))
    return {figure.replace(",", "") for figure in _FIGURE.findall(plain)}


def draft_lines(draft: Draft) -> list[str]:
    """The draft as it would read, a line a paragraph or a row."""
    return [
        line
        for block in draft.blocks()
        for line in (
            [block.text]
            if isinstance(block, Text)
            else ["|".join(cell.text for cell in row.cells) for row in block.rows]
        )
    ]


def difference(expected: Iterable[str], found: Iterable[str]) -> str:
    """Where two readings part; "" where they do not."""
    return "\n".join(unified_diff(list(expected), list(found), "expected", "found", lineterm="", n=1))


def markers(texts: Iterable[str]) -> Counter[str]:
    return Counter(MARKER.findall("\n".join(texts)))


def assert_no_figure_is_invented(hers: bytes, draft: Draft, out: bytes) -> None:
    known = figures((*accepted(hers), *rejected(hers))) | figures(draft_lines(draft))
    unknown = figures((*accepted(out), *rejected(out))) - known
    places = [line for line in {*accepted(out), *rejected(out)} if figures([line]) & unknown]
    assert not unknown, f"nobody wrote {unknown}: {places}"


def assert_comments_are_not_doubled(hers: bytes, out: bytes) -> None:
    before, after = Counter(comments(hers)), Counter(comments(out))
    lost = {told: n for told, n in before.items() if told[0] != OURS and after[told] != n}
    doubled = {told: n for told, n in after.items() if told[0] == OURS and n > 1}
    assert not lost, f"her comments, gone or doubled: {lost}"
    assert not doubled, f"told twice: {doubled}"


def assert_nothing_of_hers_is_lost(hers: Iterable[str], out: bytes) -> None:
    """Texts that she typed, their figures aside, stand in what is left when our marks are rejected."""
    whole = _masked("\n".join(rejected(out)))
    lost = [text for text in hers if _masked(text) not in whole]
    assert not lost, difference(lost, rejected(out))


def _masked(text: str) -> str:
    return re.sub(r"\s", "", _FIGURE.sub("#", NUMBERING.sub("", text)))


def as_read(content: bytes) -> tuple[tuple[str, ...], ...]:
    """All that a reader sees of a file: both views, the text as it stands, the comments."""
    return accepted(content), rejected(content), lines(content), tuple(map("：".join, comments(content)))


def differences(expected: Mapping, hers: bytes, out: bytes) -> list[str]:
    """Where the file is not as expected, read by these helpers and by the program; ``hers``: the clerk's file."""
    seen = views(out)
    found = {
        "accept_view": (accepted(out), seen.accepted),
        "reject_view": (rejected(out), seen.rejected),
        "comments_total": (len(comments(out)), len(seen.comments)),
        "tracked_conflicts": (tracked(out), seen.tracked),
        "comment_texts": (sorted(text for _, text in comments(out)), sorted(text for _, text in seen.comments)),
    }
    faults = []
    for name, (ours, theirs) in found.items():
        wanted = expected[name]
        for reader, read in (("", ours), (" as the program reads it", theirs)):
            if isinstance(wanted, int):
                if read != wanted:
                    faults.append(f"{name}{reader}: {read}, expected {wanted}")
            elif apart := difference(sorted(wanted) if name == "comment_texts" else wanted, read):
                faults.append(f"{name}{reader}:\n{apart}")
    if (bold := expected.get("check_bold", "")) not in bold_texts(out):
        faults.append(f"{bold} is not bold")
    if author := expected.get("check_author"):
        before, after = revisions(hers, author), revisions(out, author)
        if not before or before != after:
            faults.append(f"the revisions of {author} were {before}, are {after}")
    return faults
