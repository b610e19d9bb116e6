"""Reads a criterion's sentence clause by clause into rules.

In: 评分标准 as written (``…得满分，否则相较100%每降低1%扣0.5分，扣完为止``). Out: ``Criterion``, or ``Unread`` with the
first clause that is none of the usual forms, or that contradicts the ones before it.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from drafter.criteria.bounds import read_bound
from drafter.criteria.clauses import NUM, Clauses, cut_up
from drafter.criteria.conditions import Case, Edge, Figures, State, When, Word, with_direction
from drafter.criteria.contradictions import contradiction, rising
from drafter.criteria.deductions import read_cut
from drafter.criteria.outcomes import Cut, Outcome, Points, Share, Side
from drafter.criteria.rules import Criterion, Rule, Unread
from drafter.patterns import regex
from drafter.values import Claim, Direction, Value, fold, read_value

_GIVES = "(?:可|即可?|(?<!否)则|方可?|均|应|该项|本项)?(?:得|计|记|给|获得?|得分|计分|记分|得分为|计为)[:]?"
_ZERO_WORDS = (
    "(?:该项|本项|该指标|均|(?<!否)则|即|一律)?"
    "(?:不得分|不计分|不给分|不予[得计给]分|(?:得|计|记|为|得分为|计为)?(?<![0-9.])0分|得零分)"
)
_WHEN = "(?P<case>.*?)(?:的|(?<![小及按准])时|者)?"
_OUTCOMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (regex(rf"{_WHEN}{_ZERO_WORDS}"), "zero"),
    (
        regex(rf"{_WHEN}(?:{_GIVES}|的)[满全]分(?:\(?(?P<points>{NUM})分\)?)?"),
        "full",
    ),
    (regex(rf"{_WHEN}(?:{_GIVES}|[:])(?P<points>{NUM})分"), "points"),
    (regex(rf"{_WHEN}(?:扣减|扣除|扣|减)(?P<off>{NUM})分"), "off"),
)
_DONE = "(?:任务|目标|计划|工作)?(?:完成|达成|实现|兑现)"
_RATIO = "(?:程度|成都|成度|比例|比率|百分比|率)"
_SHARE = regex(
    rf"{_WHEN}(?:(?<!否)则|再)?(?:按照?|根据|依据|依照?|以)(?:其|该指标|年度|全年|实际)*"
    rf"(?:{_DONE}的?{_RATIO}|{_DONE}(?:值|数)?[与和/÷](?:年初|年度)?(?:目标|计划|指标)(?:值|数)?的?(?:比例|比率|比值)?|比例|相应比例)"
    r"(?:[×*x乘以]*(?:该)?(?:指标)?(?:权重|分值|标准分|满分))?(?:相应|折算|计算|等比例|来)*"
    "(?P<gives>得分|计分|给分|记分|赋分|扣分|扣减|递减)(?:值)?"
)
_ACTUAL = "(?:实际)?(?:完成|达到)(?:值|数|数量|率)?|实际值"
_GOAL = "(?:年初|年度|全年)?(?:目标|计划|指标)(?:值|数)?"
_WEIGHT = "(?:该|本)?(?:指标|项)?(?:分值|权重|标准分|满分|权重分)"
_TIMES = "[×*xX]"
_FORMULA = regex(
    rf"(?P<case>.*?)(?:的)?(?:该项|指标|按)?得分[=:为](?:{_WEIGHT}{_TIMES})?(?:(?P<floor>\(?(?:{_ACTUAL})[/÷]{_GOAL}\)?)"
    rf"|(?P<ceiling>\(?{_GOAL}[/÷](?:{_ACTUAL})\)?)|(?P<rate>(?:实际)?(?:目标|任务)?完成(?:率|比例|程度)))"
    rf"(?:{_TIMES}100%)?(?:{_TIMES}{_WEIGHT})?"
)
_GRADES = "优秀|良好|优|良|中等|中|差|较差|好|较好|一般|合格|不合格|是|否|有|无|A|B|C|D"
_WORD = regex(rf"(?:(?:评价|评定|考核|验收)?(?:结果|等级|等次)?(?:为|是|:))?(?P<word>{_GRADES})(?:等次|等级|等|级|档)?")
_BARE_GRADE = regex(rf"(?P<word>{_GRADES})(?:等次|等级|等|级|档)?[:]?(?P<points>{NUM})分")
_ELSES = regex("(?:否则|反之|其他|其它|其余|其他情况|其它情况|其余情况)(?:情况)?(?:下|的|均|一律)?")
_CONNECTIVES = regex("^(?:若|如果|如|当|凡是?|对于?|指标值?)(?=.)|(?:的|(?<![小及按准])时|情况下|者)$")
_OTHER_EVENT = regex("通过|支付|拨付|发放|兑付|竣工|完工|交付|验收|投入|开展|实施|启动|举办|组织")
"""未通过验收 is no word on the target itself."""
_STATE = regex(
    "[^\\x00-\\x7f]{0,16}(?:提升|提高|改善|增强|增加|加强|优化|健全|完善|良好|稳定|显著|明显|有效|规范|促进|推进|保障|"
    "好转|下降|减少|降低|开展|推动|发展|畅通|充分|到位|及时|准确|安全|运行|正常)"
)
_NOT_A_STATE = regex(
    "[、且或除经由视]|酌|领导|专家|评委|评审|原则|一般|适当|根据|按|情况|实际|未|没|不|无|非|否|因|受|若|如|个别|部分|基本|均|及(?!时)"
)


@lru_cache(maxsize=4096)
def read_criterion(text: str | None) -> Criterion | Unread | None:
    """The rules of a criterion; ``Unread`` with the clause that is not understood; None for a blank one."""
    if text is None or not text.strip():
        return None
    folded, vetoes = _without_vetoes(_in_usual_words(fold(text)))
    found = cut_up(folded)
    rules: list[Rule] = []
    for clause in found.cases:
        read = _read(clause)
        if read is None:
            return Unread(text, clause)
        rules.extend(read)
    if found.stopped or not rules:
        return Unread(text, found.stopped or text.strip())
    rules = _with_whole(rules, found)
    if wrong := contradiction(rules, found.declared) or _unused(rules, found):
        return Unread(text, wrong)
    figures = [rule for rule in rules if isinstance(rule.case, Figures)]
    return Criterion(text, tuple(rules), rising(figures), found.declared, vetoes)


_USUAL_WORDS: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = (
    # 每减少1%,扣1分: the comma parts nothing.
    ((",扣",), regex("(每[^,;。]{1,12}),(?=扣[0-9])"), r"\1"),
    # 低于年度任务的,每减少1%: the target is what a cut counts from, anyway.
    (
        ("每",),
        regex(
            "[^,;。每0-9]{0,12}(?:低于|未达到?|少于|未完成)(?:年度|年初|计划|目标)?(?:任务|目标|计划|指标)(?:值|数)?的?,?(?=每)"
        ),
        "",
    ),
    # 少补一例扣0.5分, 发生一起扣2分: each of them.
    (
        ("一",),
        regex("(?<!每)(?:(少|缺少|缺)[补做办发建报]?|(发生|出现))一([例起件次个人家户项场])(?=[^,;。每]{0,6}扣[0-9])"),
        r"每\1\2一\3",
    ),
    # 未达到指标值,按B/A或A/B*该指标分值记分: the formula of the forms for both directions.
    (
        ("B/A",),
        regex("(?:得分)?按?B/A(?:或|、|和)A/B(?:[*×xX]?(?:该)?(?:指标|项)?(?:分值|权重))?(?:记分|计分|得分|计算)?"),
        "按完成比例得分",
    ),
    (("完成值",), regex("(?:实际)?完成值(?=达到指标值|达到目标值|未达到)"), ""),
    # 排名前5名, 11名以后: a rank is a figure of which less is better.
    (("前",), regex("(?:排名|排|位列|位居)?(?:在)?前([0-9]+)[名位]"), r"≤\1名"),
    (("后", "开外"), regex("第?([0-9]+)[名位](?:\\(含\\))?(?:以后|之后|及以后|开外)"), r"≥\1名"),
)
"""Signs, one of which stands in every text that holds the words; the words; what is read instead."""
_BARE_NOTHING = regex("(?<=[≤≥<>])0(?![0-9.%])")
_SEVERAL = regex("(?:发生|出现)[二两三2-9]")


def _in_usual_words(folded: str) -> str:
    """The sentence in the forms that are read; each change says the same in other words."""
    for signs, words, usual in _USUAL_WORDS:
        if not any(sign in folded for sign in signs):
            continue
        if "每" in usual and _SEVERAL.search(folded):
            continue  # 发生一起扣2分,发生两起扣5分: a scale of its own
        folded = words.sub(usual, folded)
    return _BARE_NOTHING.sub("0%", folded) if "百分点" in folded or "%" in folded else folded


_VETO = regex(
    "(?:^|(?<=[,;。]))(?:若|如|凡)?(?:发生|出现)(?P<kind>重大|特大|较大|特别重大|严重|恶性)(?P<what>[^,;。0-9]{2,8}?)的?(?:的?,)?"
    "(?:该项|本项|一律)?(?:不得分|得0分|不计分)(?:$|[,;。])"
)


def _without_vetoes(folded: str) -> tuple[str, tuple[str, ...]]:
    """The sentence without what takes all points whatever was counted (发生重大事故不得分), and the words of that."""
    if "发生" not in folded and "出现" not in folded:
        return folded, ()
    vetoes = tuple(found["kind"] for found in _VETO.finditer(folded))
    return (_VETO.sub("", folded).rstrip(",;"), vetoes) if vetoes else (folded, ())


def _read(clause: str) -> Iterable[Rule] | None:
    """The rule or rules of one clause."""
    if cut := read_cut(clause):
        return [cut]
    if "每" in clause and re.search("[扣减得加].*[0-9]", clause):
        return None
    if grade := _BARE_GRADE.fullmatch(clause):
        return [Rule(Word(grade["word"]), Points(Decimal(grade["points"])), clause)]
    for outcome, case_text in _outcomes(clause):
        case = _read_case(case_text)
        if case is None:
            continue
        return None if _odd(case, outcome) else [Rule(_exact(case, outcome), outcome, clause)]
    return None


def _outcomes(clause: str) -> Iterable[tuple[Outcome, str]]:
    """What the clause gives with the words of its case; the first reading that makes sense counts."""
    if (match := _FORMULA.fullmatch(clause)) and re.search(_TIMES, clause):
        only = Direction.AT_LEAST if match["floor"] else Direction.AT_MOST if match["ceiling"] else None
        yield Share(only), match["case"]
    if shared := _SHARE.fullmatch(clause):
        off = shared["gives"] in ("扣分", "扣减", "递减")
        floor = "与" in clause or "和" in clause or "/" in clause or "÷" in clause
        yield Share(Direction.AT_LEAST if off or floor else None), shared["case"]
    for pattern, kind in _OUTCOMES:
        given = pattern.fullmatch(clause)
        if given is None:
            continue
        if kind == "zero":
            yield Points(Decimal(0)), given["case"]
        elif kind == "off":
            yield Points(Decimal(given["off"]), off=True), given["case"]
        else:
            yield Points(Decimal(given["points"]) if given["points"] else None), given["case"]


def _odd(case: Case, outcome: Outcome) -> bool:
    """A case and an outcome that no sentence puts together."""
    if isinstance(outcome, Points):
        nothing = outcome.points is not None and outcome.points.is_zero() and not outcome.off
        if case is When.ALWAYS:
            return True
        if case in (When.MET,) or isinstance(case, State):
            return nothing or outcome.off
        if case is When.NOT_STARTED:
            return not nothing
        if case in (When.MISSED, When.ELSE):
            return outcome.points is None
        return False
    return case is When.NOT_STARTED or case is When.MET or isinstance(case, Word | State)


def _exact(case: Case, outcome: Outcome) -> Case:
    """发生1起扣5分 says nothing of two."""
    takes = isinstance(outcome, Points) and (outcome.off or outcome.points == 0)
    if not isinstance(case, Figures) or not case.unsigned or case.low is None or not takes:
        return case
    return replace(case, high=Edge(with_direction(case.low.value, Direction.AT_MOST)))


def _read_case(text: str) -> Case | None:
    """The case that the words name, or None."""
    text = text.strip(",:")
    if not text:
        return When.ALWAYS
    if _ELSES.fullmatch(text):
        return When.ELSE
    words = _CONNECTIVES.sub("", text).strip(",:")
    claim = read_value(words)
    if claim.is_verdict and not re.search("[0-9]", words):
        if claim.remark or re.search("[因受由且]|除.*外|鉴于|超额", words):
            return None
        return _claimed(words, claim.claim)
    if re.fullmatch(rf"(?:低于|未达到?|小于|少于|不足){_GOAL}", words):
        return When.MISSED
    if re.fullmatch(rf"(?:达到(?:或|及)(?:超过|超额完成)|大于或?等于|≥|不低于|完成(?:或|及)超额完成){_GOAL}", words):
        return When.MET
    if match := _WORD.fullmatch(words):
        return Word(match["word"])
    bound = read_bound(words)
    if bound is not None:
        return bound
    if _STATE.fullmatch(words) and not _NOT_A_STATE.search(words):
        return State(words)
    return None


def _claimed(words: str, claim: Claim | None) -> Case | None:
    named = {
        Claim.MET: When.MET,
        Claim.PARTLY: When.PARTLY,
        Claim.MISSED: When.MISSED,
        Claim.NOT_STARTED: When.NOT_STARTED,
    }
    if claim is Claim.MISSED and _OTHER_EVENT.search(words):
        return None
    if claim is Claim.PARTLY and not words.startswith("部分"):
        return Word(words, claim)
    return named.get(claim) if claim is not None else None


def _with_whole(rules: list[Rule], found: Clauses) -> list[Rule]:
    """The limits of the sentence put on its cut, and the base that it takes from the award before it."""
    result = []
    for rule in rules:
        outcome = rule.outcome
        if isinstance(outcome, Cut):
            base = outcome.base or (read_value(found.base) if found.base else None) or _award_base(rule, outcome, rules)
            outcome = replace(outcome, base=base, most=found.most, whole_up=found.whole_up)
        result.append(replace(rule, outcome=outcome))
    return result


def _award_base(rule: Rule, cut: Cut, rules: list[Rule]) -> Value | None:
    """95%以上得满分，每降低1%扣…: the figure of the only award is what it counts from."""
    if isinstance(rule.case, Figures) or cut.side is Side.EVENTS:
        return None
    marks = [other.case for other in rules if isinstance(other.case, Figures) and other.points != 0]
    if len(marks) != 1 or marks[0].of_target or len(marks[0].edges) != 1:
        return None
    edge = marks[0].edges[0]
    sides = (Side.BELOW,) if edge is marks[0].low else (Side.ABOVE, Side.LATE)
    return edge.value if cut.side in (*sides, Side.SHORT, Side.EITHER) else None


def _unused(rules: list[Rule], found: Clauses) -> str | None:
    """A limit on cuts in a sentence without a cut."""
    if any(isinstance(rule.outcome, Cut) for rule in rules):
        return None
    if found.most is not None:
        return f"最多扣{found.most}分"
    if found.whole_up:
        return "不足的按一档计"
    return f"以{found.base}为标准" if found.base else None
