"""Sections have text, and none that the outline asks for is missing.

In: a ``TextReport``; for missing sections the first-level headings that are expected. Out: ``section-empty``.
"""

import re
from collections.abc import Iterable, Iterator

from drafter.checks.text.passages import Part, Passage, TextReport, without_number
from drafter.findings import Finding, Place
from drafter.values import fold

_TOLD_IN_HEADING = re.compile("[:：]\\s*\\S|无$")


def empty_sections(report: TextReport) -> Iterator[Finding]:
    """A heading with nothing beneath it before the next one of its level or a higher one."""
    passages = [passage for passage in report.passages if passage.part is not Part.TITLE]
    empty = [
        passage
        for passage, following in zip(passages, [*passages[1:], None], strict=True)
        if passage.part is Part.HEADING
        and not _TOLD_IN_HEADING.search(without_number(passage.text))
        and (following is None or (following.part is Part.HEADING and following.level <= passage.level))
    ]
    for heading in empty:
        if not (heading.by_number and (heading.level > 2 or _is_list_item(heading, report, empty))):
            yield heading.finding(
                "section-empty", f"“{heading.text}”下面没有内容", "每一节都应有文字或表格", "补写，或删去标题"
            )


def _is_list_item(heading: Passage, report: TextReport, empty: list[Passage]) -> bool:
    """Short numbered lines one after the other, none with text, are a list and no headings."""
    peers = [other for other in report.headings if other.level == heading.level and other.above == heading.above]
    return heading.level > 1 and all(peer in empty for peer in peers) and len(peers) > 1


def missing_sections(report: TextReport, expected: Iterable[str], file: str) -> Iterator[Finding]:
    """First-level headings that the outline asks for and the document does not have under any similar name."""
    there = [_plain(heading.text) for heading in report.headings]
    for heading in expected:
        wanted = _plain(heading)
        if not any(wanted in other or (len(other) > 3 and other in wanted) or _alike(wanted, other) for other in there):
            yield Finding("section-empty", Place(file), f"没有“{wanted}”一节", "模板的提纲要求写这一节", "补写这一节")


def _plain(heading: str) -> str:
    return re.sub(r"\W|[的拟和及与]|部门整体|本年度|主要", "", fold(without_number(heading)))


def _alike(one: str, other: str) -> bool:
    """Whether the two share most of their characters: 存在问题及原因分析, 存在的问题和原因."""
    common = len(set(one) & set(other))
    return common >= 0.7 * min(len(set(one)), len(set(other))) and common >= 3
