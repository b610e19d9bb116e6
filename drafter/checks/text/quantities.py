"""The figures that every report carries: budget, spending, execution rate, execution score, total.

In: a ``TextReport``, perhaps the assessment. Out: ``figure-conflict`` where a labelled figure is not the data's, or,
without data, not the one that the same document gave before. A figure is only compared where the words tell whose it
is: a sentence that speaks of a part (其中, 基本支出, 某季度, 上年 …) is left alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafter.assess import Assessment
from drafter.checks.text.figures import FIGURE, Figure, figure_of
from drafter.checks.text.passages import Part, Passage, TextReport
from drafter.checks.text.speakers import Speaker, followed, without
from drafter.findings import Finding, Place
from drafter.numbers import YUAN_PER_WAN, fixed, percent, plain
from drafter.values import fold

Known = Callable[[Assessment], list[Decimal | None]]


@dataclass(frozen=True, slots=True)
class Quantity:
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
_PATTERNS = [(quantity, re.compile(rf"(?P<label>{quantity.label}){_JOINT}{FIGURE}")) for quantity in QUANTITIES]
_FORMULA = re.compile(r"=[^=,。]{3,60}[×*xX](?:100|1)%?=")
"""预算执行率=（决算支出总额/调整后预算总额）×100%=91.71%: only what comes after the formula is its value."""

_PARTIAL = re.compile(
    "其中|专项|基本支出|人员经费|公用经费|项目支出|财政拨款|结转|结余|补助|资金(?!总额|情况)|经费|科目|个别|分类|三公|政府采购|"
    "一般公共(?!预算)|社会保障|卫生健康|住房|科学技术|农林水|城乡社区|节能|追加|调减|压减|原|每|各|"
    "资金来源|配套|自筹|中央|上级|[省市县区]级|"
    "上年|上一年|去年|往年|次年|下年|下一年|明年|季度|半年|(?<![0-9])(?:[1-9]|1[01])月|力争|确保|争取|不低于"
)
"""Words before a label that make it the figure of a part, of another year, or a wish."""
_OF_GROUP = re.compile("指标|目标|维度|部分")
_FULL_MARKS = Decimal(100)
_PROJECT = re.compile("项目")
_OTHER_YEAR = re.compile("(20[0-9]{2})年")
_WISHES = re.compile("改进措施|下一步|工作建议|预算安排|目标调整|上年度")


@dataclass(frozen=True, slots=True)
class Told:
    """A labelled figure as found in the text."""

    quantity: Quantity
    figure: Figure
    passage: Passage
    speaker: Speaker


def figure_conflicts(report: TextReport, assessment: Assessment | None) -> Iterator[Finding]:
    """Labelled figures against the data; without data against the first telling in the same document."""
    first: dict[tuple[str, int], Told] = {}
    parts = _parts(report)
    for told in _told(report, assessment):
        if told.speaker.assessment is not None:
            yield from _against_data(told, told.speaker.assessment)
        elif told.quantity.alone:
            before = first.setdefault((told.quantity.name, parts[told.passage.where]), told)
            yield from _against_text(told, before)


def _parts(report: TextReport) -> dict[Place, int]:
    """Which of the reports in one file a passage belongs to: each begins with 一、."""
    found: dict[Place, int] = {}
    count = 0
    for passage in report.passages:
        count += passage.part is Part.HEADING and passage.level == 1 and passage.text.startswith("一、")
        found[passage.where] = count
    return found


def _told(report: TextReport, assessment: Assessment | None) -> Iterator[Told]:
    for passage, sentences in followed(report, assessment):
        if passage.part is Part.ROW or any(_WISHES.search(heading) for heading in passage.above):
            continue
        for sentence, speaker in sentences:
            if speaker.known:
                yield from _labelled(sentence, speaker, passage, report.year)


def _labelled(sentence: str, speaker: Speaker, passage: Passage, year: int | None) -> Iterator[Told]:
    text = without(_FORMULA.sub("=", sentence), speaker.names)
    taken: set[int] = set()
    for quantity, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            figure = figure_of(match)
            if figure.start in taken or figure.about or figure.measure != quantity.measure:
                continue
            full_marks = quantity.name == "总分" and figure.number == _FULL_MARKS and "分" in text[figure.end :]
            if not full_marks and _is_of_the_whole(text[: match.start()], quantity, speaker, year):
                taken.add(figure.start)
                yield Told(quantity, figure, passage, speaker)


def _is_of_the_whole(before: str, quantity: Quantity, speaker: Speaker, year: int | None) -> bool:
    """Whether nothing that stands before the label makes the figure that of a part, another year or a wish."""
    if quantity.measure == "分":
        before = before.replace("其中", "")
        if _OF_GROUP.search(before):
            return False
    if year is not None and any(int(other) != year for other in _OTHER_YEAR.findall(before)):
        return False
    if _of_fund_source(before, speaker):
        return False
    return not _PARTIAL.search(before) and (speaker.of_project or not _PROJECT.search(before))


def _of_fund_source(before: str, speaker: Speaker) -> bool:
    """Whether a fund source of the data (明细) stands before the label."""
    parts = speaker.assessment.data.execution.parts if speaker.assessment else ()
    return any(part.name and fold(part.name) in before for part in parts)


def _against_data(told: Told, assessment: Assessment) -> Iterator[Finding]:
    known = [value for value in told.quantity.known(assessment) if value is not None]
    figure = told.figure
    agrees = figure.says_yuan(known) if told.quantity.measure == "元" else figure.says_one_of(known)
    if known and not agrees:
        yield told.passage.finding(
            "figure-conflict",
            f"{told.speaker.title}{told.quantity.name}写成 {figure.text}",
            f"数据里是 {_shown(known[0], told.quantity.measure)}",
            "核对后改正文字，或改正数据后重新起草",
        )


def _shown(known: Decimal, measure: str) -> str:
    if measure == "元":
        return f"{fixed(known / YUAN_PER_WAN)} 万元"
    return percent(known / 100) if measure == "%" else f"{plain(known)} 分"


def _against_text(told: Told, before: Told) -> Iterator[Finding]:
    one, other = told.figure, before.figure
    if told.quantity.measure == "元":
        agree = one.says(other.number.scaleb(other.power - one.power)) or other.says(
            one.number.scaleb(one.power - other.power)
        )
    else:
        agree = one.says(other.number) or other.says(one.number)
    if not agree:
        yield told.passage.finding(
            "figure-conflict",
            f"{told.quantity.name}写成 {one.text}",
            f"{before.passage.where.within}写的是 {other.text}",
            "同一个数前后应一致，核对后改正",
        )
