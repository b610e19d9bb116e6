"""A count in words is the number of what is listed: projects, indicators, quoted names, numbered items.

In: a ``TextReport``, perhaps the assessment. Out: ``count-mismatch``. A sentence that speaks of some of them
(其中3个项目, 9个项目未完成) is left alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.assess import Assessment, IndicatorResult
from drafter.checks.text.passages import Part, Passage, TextReport, number_level
from drafter.checks.text.subjects import Names, Subject, sentences_with_subjects
from drafter.findings import Finding
from drafter.model import DataPath
from drafter.patterns import regex
from drafter.values import fold
from drafter.values.words import numeral

_COUNT = r"(?<![0-9.,〇零一二两三四五六七八九十百第])(?P<count>[0-9]{1,4}|[一二两三四五六七八九十百]{1,5})"


def counts(report: TextReport, assessment: Assessment | None) -> Iterator[Finding]:
    """Every count of the report against what it counts, passage by passage. Table rows hold data and no counts."""
    named = _Named()
    for passage, sentences in sentences_with_subjects(report, assessment):
        if passage.part is Part.ROW:
            continue
        for sentence, subject in sentences:
            yield from _quoted(passage, sentence)
            if assessment is not None:
                yield from _projects(passage, sentence, assessment)
                yield from _indicators(passage, sentence, subject, assessment, named)
    yield from _announced(report)


def _number(match: re.Match[str]) -> int | None:
    text = match["count"]
    return int(text) if text.isdecimal() else numeral(text)


_PROJECT_COUNTS = (
    regex(
        rf"{_COUNT}个(?:二级|一级|预算|部门预算|专项|支出|自评|绩效)*项目(?!以上|以内|左右|余|多)"
        "(?!未|没|尚|因|无|得|完成|执行率|存在|已|正|由于|超|低|均未|的预算执行率|类)"
    ),
    regex(rf"(?:共|涉及|安排|纳入)(?:预算|支出|绩效|自评|二级|一级)*项目(?:支出)?{_COUNT}个"),
)
_PROJECTS_OF_REPORT = regex("自评|绩效|预算|项目支出|评价")
_SOME = regex(
    "其中|另|余下|其余|(?<!共)(?<!设)(?<!含)(?<!包)有$|仅|新增|上年|申报|引进|签约|落地|合作|意向|招商|科研|建设"
)
_ELSEWHERE = regex("成效|职能|机构|职责|经验|上年度|下年|下一步|措施")


def _projects(passage: Passage, sentence: str, assessment: Assessment) -> Iterator[Finding]:
    if not assessment.projects or any(_ELSEWHERE.search(heading) for heading in passage.above):
        return
    context = "".join((*passage.above, sentence))
    for match in (match for pattern in _PROJECT_COUNTS for match in pattern.finditer(sentence)):
        number, listed = _number(match), len(assessment.projects)
        if number is None or number == listed or not _PROJECTS_OF_REPORT.search(context):
            continue
        if not _SOME.search(sentence[: match.start()]):
            yield _mismatch(passage, match.group(), f"数据里有 {listed} 个项目")


_PLANNED = regex("拟|将|上年|去年|明年|下一?年")
_NAME = r"(?:年度|绩效|三级|评价|考核|自评|共|个性|具体)*"
_SET_UP = r"设(?:置|立|定|有)?了?"
_INDICATOR_COUNTS = (
    regex(rf"{_SET_UP}{_NAME}指标(?:共计|总计|合计|共)?{_COUNT}(?:项|个|条)"),
    regex(rf"{_SET_UP}共?{_COUNT}(?:项|个|条){_NAME}指标"),
)
_GROUP_COUNT = regex(rf"(?P<group>[^,、“”\d]{{2,8}}指标)共{_COUNT}(?:项|个|条)")


class _Named:
    """How many indicators each goal of a report has, and each project of the whole; every name is folded once."""

    def __init__(self) -> None:
        self._known: dict[DataPath, tuple[Names, dict[str, list[tuple[int, int]]]]] = {}

    def counts(self, sentence: str, found: Assessment, whole: Assessment) -> list[int]:
        """Those of the goals and projects that a folded sentence names, in the order of the data, goals first."""
        listed: list[int] = []
        for report in (found,) if found is whole else (found, whole):
            listed += self._held(sentence, report.path, ((g.name, g.indicators) for g in report.goals))
        projects = ((project.data.project_name, project.indicators) for project in whole.projects)
        return listed + self._held(sentence, whole.path / "项目", projects)

    def _held(
        self, sentence: str, path: DataPath, named: Iterable[tuple[str | None, Sequence[IndicatorResult]]]
    ) -> list[int]:
        if path not in self._known:
            by_name: dict[str, list[tuple[int, int]]] = {}
            for at, (name, rows) in enumerate(named):
                by_name.setdefault(fold(name or ""), []).append((at, len(rows)))
            self._known[path] = Names(by_name), by_name
        names, by_name = self._known[path]
        return [count for _, count in sorted(pair for name in names.held(sentence) for pair in by_name[name])]


def _indicators(
    passage: Passage, sentence: str, subject: Subject, assessment: Assessment, named: _Named
) -> Iterator[Finding]:
    found = subject.assessment
    elsewhere = _PLANNED.search(sentence) or any(_ELSEWHERE.search(heading) for heading in passage.above)
    if found is None or not found.indicators or elsewhere:
        return
    if (of_group := _of_group(sentence, found)) is not None:
        match, listed_in_group = of_group
        if _number(match) != listed_in_group and passage.part is Part.PARAGRAPH:
            yield _mismatch(passage, match.group("words"), f"数据里有 {listed_in_group} 项")
        return
    for match in (match for pattern in _INDICATOR_COUNTS for match in pattern.finditer(sentence)):
        number, listed = _number(match), _possible_counts(sentence, found, assessment, named)
        if number is not None and listed and number not in listed and "其中" not in sentence[: match.start()]:
            yield _mismatch(passage, match.group(), f"数据里有 {listed[0]} 项")
    for match in _GROUP_COUNT.finditer(sentence):
        group = next((g for g in found.groups if g.level1 and match["group"].endswith(g.level1)), None)
        number = _number(match)
        if group and match["group"] == group.level1 and number is not None and number != len(group.indicators):
            spoken = Names(fold(goal.name) for goal in found.goals if goal.name).named_in(sentence[: match.start()])
            if not spoken and passage.part is Part.PARAGRAPH:
                yield _mismatch(passage, match.group(), f"数据里有 {len(group.indicators)} 项")


def _of_group(sentence: str, found: Assessment) -> tuple[re.Match[str], int] | None:
    """产出指标设置数量指标10项: a sentence that begins with a group speaks of it (绩效指标: rows without one)."""
    for group in found.groups:
        begins = rf"(?:[(]?[\d一二三四五六七八九十]+[).、])*(?P<words>{re.escape(fold(group.level1 or '绩效指标'))}"
        match = re.match(rf"{begins}共?(?:{_SET_UP}|有|共)[^,;:\d]*?{_COUNT}(?:项|个))", sentence)
        if match:
            return match, len(group.indicators)
    return None


def _possible_counts(sentence: str, found: Assessment, whole: Assessment, named: _Named) -> list[int]:
    """How many indicators the sentence may speak of: the goals and projects that it names, else the whole."""
    if re.search("目标|项目", sentence):
        mine = named.counts(sentence, found, whole)
        if mine:
            return [*mine, sum(mine)]
        if re.search("”(?:目标|项目)|(?:该|此|本)(?:项)?目标", sentence):
            return []
    return [len(found.indicators)]


_QUOTED = regex(rf"(?P<names>“[^“”]+”(?:[、和及与,]?“[^“”]+”)+)(?:这|共|等?共计)?{_COUNT}(?:个|项|类|种)")


_MOST_NAMED = 20
"""A larger count is not of the names: “甲”“乙”60项 counts what the two have."""


def _quoted(passage: Passage, sentence: str) -> Iterator[Finding]:
    for match in _QUOTED.finditer(sentence):
        number, names = _number(match), len(re.findall("“[^“”]+”", match["names"]))
        before = sentence[: match.start()]
        if (
            number is not None
            and number <= _MOST_NAMED
            and number != names
            and not before.endswith(("、", "和", "及", "与", "”", ","))
        ):
            yield _mismatch(passage, match.group()[-30:], f"引号里列出了 {names} 个")


_ANNOUNCED = regex(
    rf"(?:以下|下列|如下|下面|下述|存在的?(?:主要)?(?:问题)?(?:有|为)?|主要有|分为){_COUNT}(?:个|点|项|条|大)?"
    "(?:方面|问题|措施|点|原因)(?:的?(?:问题|措施|原因|不足))?:?$"
)
_FIRST_SECOND = regex(r"(?:^|[。;,:!?])(?P<count>[一二三四五六七八九十]{1,2})是")


def _announced(report: TextReport) -> Iterator[Finding]:
    """以下N个问题： against the items that follow, in the paragraph or as numbered paragraphs."""
    passages = [passage for passage in report.passages if passage.part is not Part.ROW]
    for index, passage in enumerate(passages):
        if passage.part is not Part.PARAGRAPH:
            continue
        text = fold(passage.text)
        for sentence in re.split(r"[。;!?\n]|(?<=:)", text):
            match = _ANNOUNCED.search(sentence.rstrip(":"))
            number = _number(match) if match else None
            if match is None or number is None:
                continue
            inside = len(_FIRST_SECOND.findall(text))
            listed = inside or (
                _items_after(passages[index + 1 :]) if text.rstrip("。:").endswith(match.group()) else 0
            )
            if listed and listed != number:
                yield _mismatch(passage, match.group(), f"后面列出了 {listed} 个")


def _items_after(passages: list[Passage]) -> int:
    """How many items of the first item's kind follow, up to an item of a higher level."""
    level = number_level(passages[0].text) if passages else 0
    beginning = fold(passages[0].text) if passages else ""
    if not level and not _FIRST_SECOND.match(beginning):
        return 0
    count = 0
    for passage in passages:
        mine = number_level(passage.text)
        if level and mine and mine < level:
            break
        if passage.part is Part.HEADING and mine != level:
            break
        count += mine == level if level else bool(_FIRST_SECOND.match(fold(passage.text)))
    return count


def _mismatch(passage: Passage, words: str, listed: str) -> Finding:
    return passage.finding("count-mismatch", f"文中写“{words}”", listed, "核对后改正个数，或补全所列的内容")
