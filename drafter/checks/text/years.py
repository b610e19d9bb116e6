"""The report's own figures are of the report's year.

In: a ``TextReport`` with its year, perhaps the assessment. Out: ``year-mixed``. The year before is fine beside a word
of comparison or of what was carried over; later years are fine where plans are told; years that the data's own
names and values hold, and years inside brackets and titles of documents, are fine.
"""

import re
from collections.abc import Iterator

from drafter.assess import Assessment
from drafter.checks.text.passages import Part, TextReport
from drafter.findings import Finding
from drafter.values import fold

_YEAR = re.compile(
    r"(?<![0-9.自从-])((?:19|20)[0-9]{2})年(?!底前|末前|以来|起|初|[至到~—-]|[0-9]{1,2}月)(?:度)?",
)
"""A year that figures may be of; not the one of a date (2021年3月) nor of a span."""
_OWN = re.compile(r"[0-9](?:万|亿)?元|执行率|得[0-9.]*分|预算数|执行数|支出总额|年度.{0,12}(?:绩效|自评|预算|决算)")
_BEFORE = re.compile(
    "上年|上一年|去年|比|较|结转|同期|增长|增加|减少|下降|以前年度|往年|跨年|延续|尾款|质保金|应用|近.年|历年|整改"
)
_PLANS = re.compile("计划|拟|将|下年|下一年|明年|编制|安排|下一步|预计|力争|规划")
_DATES = re.compile("逾期|时限|按期|前完成")
"""What is told of a deadline names the day on which it was met."""
_TITLES = re.compile(r"《[^《》]*》|\([^()]*\)|“[^“”]*”")
_OTHER_SECTIONS = re.compile("措施|下一步|预算安排|目标调整|应用|基本情况|职能|机构|人员|概况|成效|经验")


def other_years(report: TextReport, assessment: Assessment | None) -> Iterator[Finding]:
    """Years in sentences with the report's own figures."""
    year = report.year
    if year is None:
        return
    unit = fold(assessment.data.unit) if assessment else ""
    fine = _years_of_data(assessment) | {year}
    for passage in report.passages:
        headings = (*passage.above, passage.text if passage.part is Part.HEADING else "")
        if passage.part is Part.ROW or any(_OTHER_SECTIONS.search(heading) for heading in headings):
            continue
        for sentence in passage.sentences:
            own = _TITLES.sub("", sentence)
            of_unit = unit and re.search(f"年度?{re.escape(unit)}", own)
            if passage.part is Part.PARAGRAPH and not _OWN.search(own) and not of_unit:
                continue
            for found in map(int, _YEAR.findall(own)):
                told_before = found == year - 1 and _BEFORE.search(own)
                told_after = found > year and (_PLANS.search(own) or _DATES.search(own))
                if found not in fine and not told_before and not told_after:
                    yield passage.finding(
                        "year-mixed",
                        f"文中写 {found}年",
                        f"这是 {year}年度的报告",
                        "核对年份；确是其他年度的，写明“上年”“较…年”等",
                    )


def _years_of_data(assessment: Assessment | None) -> set[int]:
    """The years that names, targets, actuals and reasons of the data hold; the data's own check looks at them."""
    if assessment is None:
        return set()
    texts: list[str | None] = []
    for report in (assessment, *assessment.projects):
        texts += [report.data.unit, report.data.project_name, report.data.execution.deviation_reason]
        for goal in report.goals:
            texts += [goal.name, goal.source.expected, goal.source.achieved]
        for row in report.indicators:
            source = row.source
            texts += [source.name, source.target, source.actual, source.deviation_reason, source.criterion]
        for problem in report.data.problems:
            texts += [problem.problem, problem.cause]
    return {int(year) for text in texts if text for year in re.findall("(?:19|20)[0-9]{2}", fold(text))}
