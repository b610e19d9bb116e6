"""Figures in running text: what is one, whether two say the same, and those that every report carries.

In: a ``TextReport``, perhaps the assessment. Out: ``figure-conflict`` where a labelled figure (budget, spending,
execution rate, execution score, total) is not the data's, or, without data, not the one that the same document gave
before; ``year-mixed`` where the report's own figures are of another year. A figure is only compared where the words
tell whose it is: a sentence that speaks of a part (其中, 基本支出, 某季度, 上年 …) is left alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from drafter.assess import Assessment
from drafter.checks.text.passages import Part, Passage, TextReport
from drafter.checks.text.subjects import Subject, masked, sentences_with_subjects
from drafter.findings import Finding, Place
from drafter.numbers import TOLERANCE, YUAN_PER_WAN, fixed, percent, plain
from drafter.patterns import regex
from drafter.values import fold
from drafter.values.units import UNITS, YUAN
from drafter.values.units import quantity as base_unit

_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
FIGURE = (
    r"(?<![0-9.\-~\x1fA-Za-z])(?<![0-9],)(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?![0-9\x1f]|\.[0-9])"
    rf"(?P<about>余|多(?!于))?(?P<unit>万亿元|亿元|千万元|百万元|万元|千元|{_UNIT})?(?P<after>以上|以下|以内|左右|上下|余|多)?"
)
_FIGURE = regex(FIGURE)
_NOT_A_UNIT = ("年", "月", "日")


class Figure(Struct, frozen=True):
    """One figure: the number as written, the unit as written ("" for none), its span in the text (characters)."""

    number: Decimal
    unit: str
    start: int
    end: int
    about: bool = False
    """余, 多, 左右, 以上: not exact."""

    @property
    def text(self) -> str:
        """Number and unit, thousands separators left out."""
        return f"{self.number}{self.unit}"

    @property
    def measure(self) -> str:
        """What is measured: 元 for money, % for a rate, the base unit otherwise."""
        return "元" if self.unit in YUAN else base_unit(self.unit)[0] if self.unit else ""

    @property
    def power(self) -> int:
        """The power of ten of a unit of money (万元: 4)."""
        return YUAN.get(self.unit, 0)

    @property
    def step(self) -> Decimal:
        """One of the last decimal that was written."""
        return Decimal(1).scaleb(min(int(self.number.as_tuple().exponent), 0))

    def says(self, known: Decimal) -> bool:
        """Whether the figure is ``known`` (in the figure's own unit), perhaps with fewer decimals (91.7%, 91.71%)."""
        return abs(self.number - known) <= max(self.step / 2, TOLERANCE)

    def says_one_of(self, known: Iterable[Decimal]) -> bool:
        """Whether the figure is one of ``known`` (in its own unit)."""
        return any(self.says(number) for number in known)

    def says_yuan(self, known: Iterable[Decimal]) -> bool:
        """Whether an amount is one of ``known``, which are in 元."""
        return any(self.says(amount.scaleb(-self.power)) for amount in known)


def figure_of(match: re.Match[str]) -> Figure:
    """The figure of a match of a pattern that holds ``FIGURE``."""
    about = bool(match["about"] or match["after"])
    number = Decimal(match["number"].replace(",", ""))
    end = match.end("unit") if match["unit"] else match.end("number")
    return Figure(number, match["unit"] or "", match.start("number"), end, about)


def figures_in(text: str) -> Iterator[Figure]:
    """Every figure of the text; years, months and days are none."""
    for match in _FIGURE.finditer(text):
        if match["unit"] not in _NOT_A_UNIT:
            yield figure_of(match)


Known = Callable[[Assessment], list[Decimal | None]]


class Quantity(Struct, frozen=True):
    """A figure with a name: the words that announce it, its measure, what the data say (元, percent, 分)."""

    name: str
    label: str
    measure: str
    known: Known
    alone: bool = True
    """Whether two values in one document are a conflict even without data."""


def _yuan(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount * YUAN_PER_WAN


def _hundred(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else rate * 100


def _rates(found: Assessment) -> list[Decimal | None]:
    execution = found.execution
    return [_hundred(rate) for rate in (execution.given_rate, execution.computed_rate)]


QUANTITIES = (
    Quantity(
        "全年执行数",
        r"(?:全年|本年|年度|实际|预算)*执行数|决算支出(?:总额|数)?|全年实?际?(?:执行|支出)(?:总额|数)?|(?<!未)执行(?=[0-9])",
        "元",
        lambda found: [_yuan(found.execution.spent)],
    ),
    Quantity(
        "全年预算数",
        r"全年预算(?:总额|数)?|调整后的?(?:全年|年度)?预算(?:总额|数)?|(?<!年初)预算总额",
        "元",
        lambda found: [_yuan(found.execution.adjusted)],
    ),
    Quantity(
        "预算数",
        r"(?<!年初)(?<!全年)(?<!调整)(?<!整后)预算数",
        "元",
        lambda found: [_yuan(found.execution.adjusted), _yuan(found.execution.initial)],
        alone=False,
    ),
    Quantity("年初预算数", r"年初预算(?:总额|数)?", "元", lambda found: [_yuan(found.execution.initial)]),
    Quantity("未执行资金", r"未执行(?:资金|数|金额)", "元", lambda found: [_yuan(found.execution.unspent)]),
    Quantity("预算执行率", r"预算执行率|(?<![一-鿿])执行率|(?<=[的年体门位级])执行率", "%", _rates),
    Quantity(
        "总分",
        r"(?:自评)?综合得分|自评(?:总分|总得分|得分)|(?<!各项)总(?:得)?分|绩效自评得分",
        "分",
        lambda found: [found.given_total, found.computed_total],
    ),
    Quantity(
        "预算执行得分",
        r"预算执行率?(?:情况)?(?:得分|(?:基准)?(?:分值|标准分|满分)?[0-9.]+分,(?:按执行率)?(?:计)?得分?)",
        "分",
        lambda found: [found.execution.given_score, found.execution.computed_score],
    ),
)

_BRACKET = r"(?:\([^()]{0,40}\))?"
_JOINT = rf"{_BRACKET}(?:共计|合计|总计|为|是|达到|达|共|计|[:=])?{_BRACKET}"
_PATTERNS = [(quantity, regex(rf"(?P<label>{quantity.label}){_JOINT}{FIGURE}")) for quantity in QUANTITIES]
_FORMULA = regex(r"=[^=,。]{3,60}[×*xX](?:100|1)%?=")
"""预算执行率=（决算支出总额/调整后预算总额）×100%=91.71%: only what comes after the formula is its value."""

_PARTIAL = regex(
    "其中|专项|基本支出|人员经费|公用经费|项目支出|财政拨款|结转|结余|补助|资金(?!总额|情况)|经费|科目|个别|分类|三公|政府采购|"
    "一般公共(?!预算)|社会保障|卫生健康|住房|科学技术|农林水|城乡社区|节能|追加|调减|压减|原|每|各|"
    "资金来源|配套|自筹|中央|上级|[省市县区]级|"
    "上年|上一年|去年|往年|次年|下年|下一年|明年|季度|半年|(?<![0-9])(?:[1-9]|1[01])月|力争|确保|争取|不低于"
)
"""Words before a label that make it the figure of a part, of another year, or a wish."""
_OF_GROUP = regex("指标|目标|维度|部分")
_FULL_MARKS = Decimal(100)
_PROJECT = regex("项目")
_OTHER_YEAR = regex("(20[0-9]{2})年")
_WISHES = regex("改进措施|下一步|工作建议|预算安排|目标调整|上年度")


class LabelledFigure(Struct, frozen=True):
    """A labelled figure as found in the text."""

    quantity: Quantity
    figure: Figure
    passage: Passage
    subject: Subject


def figure_conflicts(report: TextReport, assessment: Assessment | None) -> Iterator[Finding]:
    """Labelled figures against the data; without data against the first of that name in the same document."""
    first: dict[tuple[str, int], LabelledFigure] = {}
    parts = _parts(report)
    for found in _labelled_figures(report, assessment):
        if found.subject.assessment is not None:
            yield from _against_data(found, found.subject.assessment)
        elif found.quantity.alone:
            before = first.setdefault((found.quantity.name, parts[found.passage.where]), found)
            yield from _against_text(found, before)


def _parts(report: TextReport) -> dict[Place, int]:
    """Which of the reports in one file a passage belongs to (each begins with 一、): two reports may differ."""
    found: dict[Place, int] = {}
    count = 0
    for passage in report.passages:
        count += passage.part is Part.HEADING and passage.level == 1 and passage.text.startswith("一、")
        found[passage.where] = count
    return found


def _labelled_figures(report: TextReport, assessment: Assessment | None) -> Iterator[LabelledFigure]:
    for passage, sentences in sentences_with_subjects(report, assessment):
        if passage.part is Part.ROW or any(_WISHES.search(heading) for heading in passage.above):
            continue
        for sentence, subject in sentences:
            if subject.known:
                yield from _labelled(sentence, subject, passage, report.year)


def _labelled(sentence: str, subject: Subject, passage: Passage, year: int | None) -> Iterator[LabelledFigure]:
    text = masked(_FORMULA.sub("=", sentence), subject.names)
    taken: set[int] = set()
    for quantity, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            figure = figure_of(match)
            if figure.start in taken or figure.about or figure.measure != quantity.measure:
                continue
            # 总分100分，得分85.84分: the first is the full marks and no score.
            full_marks = quantity.name == "总分" and figure.number == _FULL_MARKS and "分" in text[figure.end :]
            if not full_marks and _is_of_the_whole(text[: match.start()], quantity, subject, year):
                taken.add(figure.start)
                yield LabelledFigure(quantity, figure, passage, subject)


def _is_of_the_whole(before: str, quantity: Quantity, subject: Subject, year: int | None) -> bool:
    """Whether nothing before the label makes the figure that of a part, another year or a wish."""
    if quantity.measure == "分":
        before = before.replace("其中", "")
        if _OF_GROUP.search(before):
            return False
    if year is not None and any(int(other) != year for other in _OTHER_YEAR.findall(before)):
        return False
    if _of_fund_source(before, subject):
        return False
    return not _PARTIAL.search(before) and (subject.of_project or not _PROJECT.search(before))


def _of_fund_source(before: str, subject: Subject) -> bool:
    """Whether a fund source of the data (明细) is named before the label."""
    parts = subject.assessment.data.execution.parts if subject.assessment else ()
    return any(part.name and fold(part.name) in before for part in parts)


def _against_data(found: LabelledFigure, assessment: Assessment) -> Iterator[Finding]:
    known = [value for value in found.quantity.known(assessment) if value is not None]
    figure = found.figure
    agrees = figure.says_yuan(known) if found.quantity.measure == "元" else figure.says_one_of(known)
    if known and not agrees:
        yield found.passage.finding(
            "figure-conflict",
            f"{found.subject.title}{found.quantity.name}写成 {figure.text}",
            f"数据里是 {_shown(known[0], found.quantity.measure)}",
            "核对后改正文字，或改正数据后重新起草",
        )


def _shown(known: Decimal, measure: str) -> str:
    if measure == "元":
        return f"{fixed(known / YUAN_PER_WAN)} 万元"
    return percent(known / 100) if measure == "%" else f"{plain(known)} 分"


def _against_text(found: LabelledFigure, before: LabelledFigure) -> Iterator[Finding]:
    one, other = found.figure, before.figure
    if found.quantity.measure == "元":
        agree = one.says(other.number.scaleb(other.power - one.power)) or other.says(
            one.number.scaleb(one.power - other.power)
        )
    else:
        agree = one.says(other.number) or other.says(one.number)
    if not agree:
        yield found.passage.finding(
            "figure-conflict",
            f"{found.quantity.name}写成 {one.text}",
            f"{before.passage.where.within}写的是 {other.text}",
            "同一个数前后应一致，核对后改正",
        )


_YEAR = regex(
    r"(?<![0-9.自从-])((?:19|20)[0-9]{2})年(?!底前|末前|以来|起|初|[至到~—-]|[0-9]{1,2}月)(?:度)?",
)
"""A year that figures may be of; not the one of a date (2021年3月) nor of a span."""
_OWN = regex(r"[0-9](?:万|亿)?元|执行率|得[0-9.]*分|预算数|执行数|支出总额|年度.{0,12}(?:绩效|自评|预算|决算)")
_BEFORE = regex(
    "上年|上一年|去年|比|较|结转|同期|增长|增加|减少|下降|以前年度|往年|跨年|延续|尾款|质保金|应用|近.年|历年|整改"
)
_PLANS = regex("计划|拟|将|下年|下一年|明年|编制|安排|下一步|预计|力争|规划")
_DATES = regex("逾期|时限|按期|前完成")
"""A sentence on a deadline names the day on which it was met, which may be in the next year."""
_TITLES = regex(r"《[^《》]*》|\([^()]*\)|“[^“”]*”")
_OTHER_SECTIONS = regex("措施|下一步|预算安排|目标调整|应用|基本情况|职能|机构|人员|概况|成效|经验")


def other_years(report: TextReport, assessment: Assessment | None) -> Iterator[Finding]:
    """Years in sentences with the report's own figures."""
    year = report.year
    if year is None:
        return
    unit = fold(assessment.data.unit) if assessment else ""
    fine = _years_of_data(assessment) | {year}
    for passage in report.passages:
        headings = (*passage.above, passage.text if passage.part is Part.HEADING else "")
        if passage.proved or passage.part is Part.ROW or any(_OTHER_SECTIONS.search(heading) for heading in headings):
            continue
        for sentence in passage.sentences:
            own = _TITLES.sub("", sentence)
            of_unit = unit and re.search(f"年度?{re.escape(unit)}", own)
            if passage.part is Part.PARAGRAPH and not _OWN.search(own) and not of_unit:
                continue
            for found in map(int, _YEAR.findall(own)):
                of_year_before = found == year - 1 and _BEFORE.search(own)
                planned = found > year and (_PLANS.search(own) or _DATES.search(own))
                if found not in fine and not of_year_before and not planned:
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
