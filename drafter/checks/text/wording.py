"""What was not finished or not written as it should be: prompts, gaps, brackets of document numbers, empty sections.

In: a ``TextReport``; for missing sections the first-level headings that are expected. Out: ``template-residue``,
``gap-left``, ``bracket-style``, ``section-empty``.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from drafter.blocks import GAP
from drafter.checks.text.passages import Part, Passage, TextReport, without_number
from drafter.checks.wording import bracketed_number, brackets_message, residue_message, residue_of
from drafter.findings import Finding, Place
from drafter.patterns import regex
from drafter.values import fold


def residues(report: TextReport) -> Iterator[Finding]:
    """Instructions of the form."""
    for passage in report.passages:
        for text in passage.texts:
            if line := residue_of(text):
                yield passage.finding("template-residue", *residue_message(line))


_MISWORDED = regex(r"…|简要概述|此处填写|请在此|(?:指标|目标|问题)\s*\d\s*[:：]|[【\[［(（]\d{1,4}[】\]］)）]")


def may_be_misworded(text: str) -> bool:
    """Whether a text may hold an instruction or a number in wrong brackets: a first look, which misses none."""
    return _MISWORDED.search(text) is not None


def gaps(report: TextReport) -> Iterator[Finding]:
    """【待补充：…】 that is still there."""
    for passage in report.passages:
        for match in GAP.finditer(passage.text):
            named = _NAMED.findall(passage.text[: match.start()])
            about = f"（“{named[-1]}”）" if named else ""
            hint = "在 Word 里补写，或填进数据文件后重新起草"
            yield passage.finding("gap-left", f"报告中留有{match.group()}{about}", "应换成实际内容", hint)


_NAMED = regex("“([^“”]{1,40})”")
"""What the sentence named before the gap."""


_BLANK = regex(r"(?:综合得分|自评(?:总分|得分)|总(?:得)?分|得分)(?:为|是|:)?_*分(?![值数别项])")


def blank_scores(report: TextReport) -> Iterator[Finding]:
    """自评得分　分: a place for a figure in which none was written."""
    for passage in report.paragraphs:
        for sentence in passage.sentences:
            if match := _BLANK.search(sentence):
                yield passage.finding("gap-left", f"“{match.group()}”没有填数", "应写明得分", "补写得分")


def brackets(report: TextReport) -> Iterator[Finding]:
    """文号 with other brackets than 〔 〕."""
    for passage in report.passages:
        for text in passage.texts:
            if number := bracketed_number(text):
                yield passage.finding("bracket-style", *brackets_message(number))


_TOLD_IN_HEADING = regex("[:：]\\s*\\S|无$")


def empty_sections(report: TextReport) -> Iterator[Finding]:
    """A heading with nothing beneath it before the next one of its level or a higher one."""
    passages = [passage for passage in report.passages if passage.part is not Part.TITLE]
    empty = [
        passage
        for passage, following in zip_longest(passages, passages[1:])
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
    """Whether the two share most of their characters: 存在问题及原因分析, 存在的问题和原因.

    Measured on the outlines of the packs and the headings of five published reports: one section under two wordings
    shares at least 0.75 (其他需要说明的情况, …的问题), two sections of a report at most 0.67 (绩效自评工作开展情况,
    绩效自评得分). Below three characters in common the share says nothing: 情况 is in every other heading.
    """
    common = len(set(one) & set(other))
    return common >= 0.7 * min(len(set(one)), len(set(other))) and common >= 3
