"""Signs that something was not finished or not written as it should be: prompts, gaps, brackets of document numbers.

In: a ``TextReport``. Out: ``template-residue``, ``gap-left``, ``bracket-style``.
"""

import re
from collections.abc import Iterator

from drafter.blocks import GAP
from drafter.checks.text.passages import TextReport
from drafter.checks.wording import bracketed_number, brackets_told, residue_of, residue_told
from drafter.findings import Finding


def residues(report: TextReport) -> Iterator[Finding]:
    """Instructions of the form."""
    for passage in report.passages:
        for text in passage.texts:
            if line := residue_of(text, labels_may_begin=True):
                yield passage.finding("template-residue", *residue_told(line))


def gaps(report: TextReport) -> Iterator[Finding]:
    """【待补充：…】 that is still there."""
    for passage in report.passages:
        for match in GAP.finditer(passage.text):
            named = _NAMED.findall(passage.text[: match.start()])
            about = f"（“{named[-1]}”）" if named else ""
            hint = "在 Word 里补写，或填进数据文件后重新起草"
            yield passage.finding("gap-left", f"报告中留有{match.group()}{about}", "应换成实际内容", hint)


_NAMED = re.compile("“([^“”]{1,40})”")
"""What the sentence named before the gap."""


_BLANK = re.compile(r"(?:综合得分|自评(?:总分|得分)|总(?:得)?分|得分)(?:为|是|:)?_*分(?![值数别项])")


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
                yield passage.finding("bracket-style", *brackets_told(number))
