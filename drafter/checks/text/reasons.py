"""A cause says why, and not the result once more.

In: a ``TextReport``, perhaps the assessment. Out: ``reason-restates``.
"""

import re
from collections.abc import Iterator

from drafter.assess import Assessment
from drafter.blocks import GAP
from drafter.checks.rows import beyond_the_result
from drafter.checks.text.passages import Part, TextReport
from drafter.findings import Finding
from drafter.textfile import brief
from drafter.values import fold

_CAUSE = re.compile("(?:主要|其)?原因(?:主要)?(?:是|为|在于|:)(?!由于)|(?<![造形])由于")
_UP_TO = re.compile("[,，]|导致|造成|使得")
_POINTERS = re.compile("见|详|同上|前述|如下|以下|如上|:$")
_SHORTEST_SAME = 2
_SHORTEST = 3


def reasons_restate(report: TextReport, assessment: Assessment | None) -> Iterator[Finding]:
    """What follows 主要原因是, 由于 … holds nothing but the result, or what the words before it have said."""
    names = _names(assessment)
    for passage in report.passages:
        if passage.part is not Part.PARAGRAPH:
            continue
        for sentence in re.split(r"[。；！？\n]", passage.text):
            for match in _CAUSE.finditer(sentence):
                before, reason = sentence[: match.start()], sentence[match.end() :]
                if match.group().endswith("由于"):
                    reason = _UP_TO.split(reason)[0]
                if len(fold(reason)) >= _SHORTEST and not GAP.search(reason) and not _POINTERS.search(reason):
                    if _restates(reason, before, names):
                        yield passage.finding(
                            "reason-restates",
                            f"原因“{brief(reason, 40)}”只是重复结果",
                            "应写明为什么没有完成",
                            "补写具体原因：政策、审核、采购、资金、需求、进度等",
                        )
                    break


_RESULT = re.compile("未|没|偏低|较低|不高|缓慢|较慢|滞后|不足|不够|偏少|较少")


def _restates(reason: str, before: str, names: list[str]) -> bool:
    rest = beyond_the_result(reason, names)
    results = (re.sub(r"\W", "", clause) for clause in fold(before).split(",") if _RESULT.search(clause))
    return len(rest) < _SHORTEST_SAME or any(rest in result for result in results)


def _names(assessment: Assessment | None) -> list[str]:
    reports = (assessment, *assessment.projects) if assessment else ()
    found = {name for report in reports for row in report.indicators for name in (row.source.name, row.goal) if name}
    return sorted(found, key=len, reverse=True)
