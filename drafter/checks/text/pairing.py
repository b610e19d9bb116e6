"""Problems and measures: which passages tell them, and whether each problem has its measure.

In: a ``TextReport``. Out: ``problem-without-measure``, ``measure-without-problem`` by the numbers of the numbered
items; the passages of the problems for other checks.
"""

import re
from collections.abc import Iterator

from drafter.checks.text.passages import Part, Passage, TextReport, number_level
from drafter.findings import Finding
from drafter.values import fold

_PROBLEMS = re.compile("存在.{0,6}问题|问题.{0,4}原因|主要问题|突出问题|未完成原因|偏离.{0,12}原因|偏差.{0,8}原因")
_MEASURES = re.compile("改进.{0,4}措施|整改措施|下一步.{0,8}(?:措施|打算|计划|建议)|工作建议|措施.{0,2}建议|拟改进")
_NEITHER = re.compile("上年度|应用|预算安排|目标调整")
_PRACTICES = re.compile("成效|经验|亮点")
"""主要成效, 经验做法: they may stand under one heading with the problems."""
_NO_PROBLEM = re.compile("超出目标|超额|明显高于目标|失分在")
"""An item that tells an excess, or where a loss that other items tell came from, may go without a measure."""
_FIRST_SECOND = re.compile(r"(?:^|[。;:,])[一二三四五六七八九十]{1,2}是")


def problem_passages(report: TextReport) -> list[Passage]:
    """What stands in the sections on problems."""
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
    """What the nearest heading that tells it makes of a passage: problems, measures, or neither."""
    for heading in reversed(above):
        told = fold(heading)
        is_problem, is_measure = bool(_PROBLEMS.search(told)), bool(_MEASURES.search(told))
        if _NEITHER.search(told) or (_PRACTICES.search(told) and not is_problem):
            return ""
        if is_problem is not is_measure:
            return "problems" if is_problem else "measures"
        if is_problem:
            return ""
    return ""


def _items(passages: list[Passage]) -> int:
    """How many numbered items there are: of the first item's kind; else 一是, 二是 in the paragraphs."""
    told = [p for p in passages if p.part in (Part.PARAGRAPH, Part.HEADING) and not _is_divider(p)]
    levels = [number_level(passage.text) for passage in told]
    first = next((level for level in levels if level), 0)
    if first:
        return levels.count(first)
    return sum(len(_FIRST_SECOND.findall(fold(passage.text))) for passage in told)


def _is_divider(passage: Passage) -> bool:
    """（二）本年度存在的问题和原因: a heading that says what follows and is no problem itself."""
    told = fold(passage.text)
    return passage.part is Part.HEADING and bool(
        _PROBLEMS.search(told) or _MEASURES.search(told) or _NEITHER.search(told) or _PRACTICES.search(told)
    )
