"""Problems, causes and measures in the text: they are paired, they touch every loss, and a cause says why.

In: a ``TextReport``, perhaps the assessment. Out: ``problem-without-measure`` and ``measure-without-problem`` by the
numbers of the numbered items, ``shortfall-not-discussed``, ``reason-restates``.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from drafter.assess import Assessment, IndicatorResult
from drafter.assess.discussion import covers_execution, problems_of, said
from drafter.blocks import GAP
from drafter.checks.rows import beyond_the_result
from drafter.checks.text.passages import Part, Passage, TextReport, number_level
from drafter.checks.text.subjects import Names
from drafter.findings import Finding
from drafter.numbers import TOLERANCE, plain
from drafter.patterns import regex
from drafter.textfile import brief
from drafter.values import fold

_PROBLEMS = regex("存在.{0,6}问题|问题.{0,4}原因|主要问题|突出问题|未完成原因|偏离.{0,12}原因|偏差.{0,8}原因")
_MEASURES = regex("改进.{0,4}措施|整改措施|下一步.{0,8}(?:措施|打算|计划|建议)|工作建议|措施.{0,2}建议|拟改进")
_NEITHER = regex("上年度|应用|预算安排|目标调整")
_PRACTICES = regex("成效|经验|亮点")
"""主要成效, 经验做法: they may share one heading with the problems."""
_NO_PROBLEM = regex("超出目标|超额|明显高于目标|失分在")
"""An item on an excess, or on where the most points were lost, may go without a measure: other items answer it."""
_FIRST_SECOND = regex(r"(?:^|[。;:,])[一二三四五六七八九十]{1,2}是")


def problem_passages(report: TextReport) -> list[Passage]:
    """The passages of the sections on problems."""
    return [passage for passage in report.passages if _role(passage.above) == "problems"]


def paired(report: TextReport) -> Iterator[Finding]:
    """As many measures as problems, where both are numbered."""
    problems = problem_passages(report)
    measures = [passage for passage in report.passages if _role(passage.above) == "measures"]
    asked, answered = _items(problems), _items(measures)
    needed = _items([passage for passage in problems if not _NO_PROBLEM.search(passage.text)])
    if not asked or not answered or needed <= answered <= asked:
        return
    first = measures[0] if asked > answered else problems[0]
    if asked > answered:
        yield first.finding(
            "problem-without-measure",
            f"存在的问题 {asked} 个，改进措施 {answered} 条",
            "每个问题都应有针对的措施",
            "补写措施，或把合并回答的问题写明",
        )
    elif answered > asked:
        yield measures[0].finding(
            "measure-without-problem",
            f"存在的问题 {asked} 个，改进措施 {answered} 条",
            "措施应针对存在的问题",
            "写明多出的措施针对哪个问题",
        )


def _role(above: tuple[str, ...]) -> str:
    """What the nearest heading that says so makes of a passage: problems, measures, or neither."""
    for heading in reversed(above):
        title = fold(heading)
        is_problem, is_measure = bool(_PROBLEMS.search(title)), bool(_MEASURES.search(title))
        if _NEITHER.search(title) or (_PRACTICES.search(title) and not is_problem):
            return ""
        if is_problem is not is_measure:
            return "problems" if is_problem else "measures"
        if is_problem:
            return ""
    return ""


def _items(passages: list[Passage]) -> int:
    """How many numbered items there are: of the first item's kind; else 一是, 二是 in the paragraphs."""
    items = [p for p in passages if p.part in (Part.PARAGRAPH, Part.HEADING) and not _is_divider(p)]
    levels = [number_level(passage.text) for passage in items]
    first = next((level for level in levels if level), 0)
    if first:
        return levels.count(first)
    return sum(len(_FIRST_SECOND.findall(fold(passage.text))) for passage in items)


def _is_divider(passage: Passage) -> bool:
    """（二）本年度存在的问题和原因: a heading that says what follows and is no problem itself."""
    title = fold(passage.text)
    return passage.part is Part.HEADING and bool(
        _PROBLEMS.search(title) or _MEASURES.search(title) or _NEITHER.search(title) or _PRACTICES.search(title)
    )


_EXECUTION = ("预算执行", "执行率", "支出进度", "资金支出", "预算支出")


def not_discussed(report: TextReport, assessment: Assessment) -> Iterator[Finding]:
    """Rows and the execution that lost points and are named nowhere among the problems, nor is their goal.

    What the data tie to a loss is enough: the words of a problem that names it, or its reason, anywhere in the text.
    A clerk may have moved the reason to the paragraph on the indicator, and it is discussed all the same.
    """
    problems = problem_passages(report)
    if not problems:
        return
    discussed = "".join(fold(passage.text) for passage in problems)
    everything = "".join(fold(passage.text) for passage in report.passages)
    for row in assessment.incomplete:
        tied = [p.problem for p in problems_of(assessment, row)] + [row.source.deviation_reason]
        named = not row.source.name or _named(row, discussed)
        if (row.lost or Decimal(0)) > TOLERANCE and not named and not _occurs(tied, everything):
            yield problems[0].finding(
                "shortfall-not-discussed",
                f"“{row.label}”失 {plain(row.lost or Decimal(0))} 分，存在的问题里没有提到",
                "每个失分事项都应有问题和原因",
                "在存在的问题里写明这一项和原因",
            )
    lost = assessment.execution.lost or Decimal(0)
    tied = [p.problem for p in assessment.data.problems if covers_execution(p)] + [
        assessment.data.execution.deviation_reason
    ]
    if lost > TOLERANCE and not any(word in discussed for word in _EXECUTION) and not _occurs(tied, everything):
        yield problems[0].finding(
            "shortfall-not-discussed",
            f"预算执行失 {plain(lost)} 分，存在的问题里没有提到",
            "每个失分事项都应有问题和原因",
            "在存在的问题里写明预算执行的情况和原因",
        )


def _named(row: IndicatorResult, text: str) -> bool:
    goal = fold(row.goal)
    return fold(row.source.name or "") in text or bool(goal and goal in text and "目标" in text)


def _occurs(tied: Iterable[str | None], text: str) -> bool:
    """Whether one of the texts (its full stop aside) is in the document."""
    return any(fold(known).rstrip("。;") in text for known in map(said, tied) if known)


_CAUSE = regex("(?:主要|其)?原因(?:主要)?(?:是|为|在于|:)(?!由于)|(?<![造形])由于")
_UP_TO = regex("[,，]|导致|造成|使得")
_POINTERS = regex("见|详|同上|前述|如下|以下|如上|:$")
_SHORTEST_SAME = 2
"""What is left of a cause without the words for the result: a single character is a leftover and no cause."""
_SHORTEST = 3
"""Characters of a cause that is looked at: 疫情 alone (two) is a cause, however short."""


def reasons_restate(report: TextReport, assessment: Assessment | None) -> Iterator[Finding]:
    """What follows 主要原因是, 由于 … holds nothing but the result, or what the words before it have said."""
    names = _names(assessment)
    for passage in report.passages:
        if passage.part is not Part.PARAGRAPH or not ("原因" in passage.text or "由于" in passage.text):
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


_RESULT = regex("未|没|偏低|较低|不高|缓慢|较慢|滞后|不足|不够|偏少|较少")


def _restates(reason: str, before: str, names: Names) -> bool:
    rest = beyond_the_result(reason, names.held(fold(reason)))
    results = (re.sub(r"\W", "", clause) for clause in fold(before).split(",") if _RESULT.search(clause))
    return len(rest) < _SHORTEST_SAME or any(rest in result for result in results)


def _names(assessment: Assessment | None) -> Names:
    reports = (assessment, *assessment.projects) if assessment else ()
    found = {name for report in reports for row in report.indicators for name in (row.source.name, row.goal) if name}
    return Names(map(fold, found))
