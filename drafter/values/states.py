"""Compares what a target says in words with what an actual says: reached, missed, or not to be told.

In: two folded texts. Out: True, False or None. Told are equals and betters (提升 and 显著提升, 良好 and 优秀, 零事故
and 0起), opposites (提高 and 下降, 有效 and 无效) and what all or nothing allows (全覆盖 and 98%). A weaker degree
(显著 and 有所, 稳定 and 基本稳定), another subject and everything else is left open.
"""

import re
from itertools import combinations

from drafter.patterns import regex
from drafter.values.usual_direction import is_unwanted

_LADDERS = tuple(
    tuple(frozenset(rung.split("/")) for rung in ladder.split())
    for ladder in (
        "优秀/优/优等/A/A级 良好/良/良等/B/B级/较好 中等/中/一般/C/C级 差/较差/不合格/不好/D/D级",
        "优秀/优/良好/良/好 合格/达标 不合格/不达标/差/较差",
        "显著/明显/十分显著/非常显著/效果显著/成效显著/显著提升 一般/不明显/不显著/较差/差/无/没有/效果一般/不够明显",
        "非常显著/十分显著/特别显著 显著/明显",
        "非常满意/很满意/十分满意 满意 较满意/比较满意/较为满意/基本满意 一般 不满意/不太满意",
        "高 较高 一般/中等 较低 低",
        "强 较强 一般 较弱/弱",
        "好/良好/较好 一般 较差/差/不好",
        "健全/完善/完备 较健全/较完善/比较健全/比较完善 基本健全/基本完善 不健全/不完善",
        "稳定 较稳定/比较稳定 基本稳定 不稳定/波动较大",
        "规范 较规范 基本规范 不规范",
        "国家级 省级 市级 县级/区级",
        "有效/较为有效 一般 无效/效果不佳/效果不明显",
        "畅通 基本畅通 不畅/不畅通/拥堵",
        "安全 不安全",
        "正常 异常/不正常",
        "成功 失败/未成功",
        "公开 未公开/不公开",
        "有 无/没有",
        "可持续/持续/长期/长效 不可持续/不持续/短期/中断",
    )
)
"""From the best to the worst; a higher rung is better, a lower one worse."""
_RUNGS = frozenset().union(*(rung for ladder in _LADDERS for rung in ladder))

_DONE = "已经?|均已?|都已?|全部已?|已全部|得到了?|获得了?|有了|实现了?|取得了?|做到了?|保持|达到"
_SOFT = "有效|持续|不断|进一步|稳步|逐步|逐渐|有所|切实|较好地?|很好地?|得以|全面|积极|大力|充分"
_STRONG = "非常|十分|特别|极大地?|显著|明显|大幅度?|较大幅度|很大|大大"
_WEAK = "略有|稍有|小幅|微|轻微|有所|部分|基本|初步|较为?|比较"
_LEAD = regex(rf"^(?:{_DONE})+")
_HOW = regex(rf"(?:{_DONE}|{_SOFT}|{_STRONG})(?=.)|了$|(?<=.)(?:{_STRONG}|情况|效果)?$")

_UP = "提高|提升|增加|增长|上升|增强|改善|优化|加强|扩大|促进|好转|向好|推进|增进|完善|升高"
_DOWN = "下降|降低|减少|下滑|减弱|恶化|倒退|削弱|下跌|缩减|萎缩|变差|负增长|缩短|减轻|下行"
_LEVEL = "持平|不变|无变化|没有变化|未变化|停滞|无明显变化|保持不变"
_MOVED = regex(
    rf"(?P<subject>.*?)(?:较|比|同比|与|环比)?(?:上年度?|去年|往年|同期|上一年度?|年初|以前|前)?(?:相比|同期)?"
    rf"(?:了|的)?(?:{_SOFT}|{_STRONG}|{_WEAK}|得到|呈|保持)*(?P<way>{_UP}|{_DOWN}|{_LEVEL})(?:了|趋势|幅度|率)?"
    rf"(?P<by>-?[0-9][0-9.,]*(?:%|‰|个?百分点|[^0-9]{{0,3}}))?"
)
_NOT_MOVED = regex(rf"(?:未|没有?|未能|不|无)(?:明显|显著|有所|有效|能)?(?:{_UP}|{_DOWN})")

_LAST_YEAR = "(?:上年度?|去年|往年|上一年度?|上年同期|去年同期|上年水平|年初)(?:同期)?(?:水平)?"
_AT_LEAST_LAST = regex(f"(?:不低于|不少于|不得低于|≥|大于等于|不差于){_LAST_YEAR}")
_AT_MOST_LAST = regex(f"(?:不高于|不超过|不多于|不得高于|≤|不大于){_LAST_YEAR}")
_ABOVE_LAST = regex(f"(?:高于|超过|多于|优于|好于|>|大于){_LAST_YEAR}")
_BELOW_LAST = regex(f"(?:低于|少于|<|小于){_LAST_YEAR}")
_SAME_AS_LAST = regex(f"(?:与|和|同)?{_LAST_YEAR}?(?:持平|相当|一致|相同)")

_NONE = regex(
    "(?:零|0|无|未发生|不发生|没有发生|未出现|不出现|没有出现|杜绝|没有|避免|防止)(?:任何|一起|一例)?(?:起|件|例|次|宗)?(?P<what>[^0-9]{0,14}?)"
    "(?:发生|出现|现象|行为|情况|事件)?"
)
_NONE_BEGINS = ("零", "0", "无", "未", "不", "没", "杜", "避", "防")
"""What ``_NONE`` begins with: nearly all cells begin with something else."""
_UNWANTED_ALONE = regex("(?:排放|隐患|死角|盲区|残留|遗漏|异味|争议|异议|伤害|外泄|扰民|遗留问题|新增债务|死灰复燃)$")
"""Not wanted where none of it is the target, though its name alone says nothing (排放 of 零排放)."""
_NONE_AT_ALL = regex("无|零|没有|未发生|未出现|没有发生|不存在|暂无|未收到|零发生|无发生|零起|全年无|全年未发生")
_COUNT = regex(
    "(?:发生|出现|收到|有|共)?(?P<number>[0-9]+(?:\\.[0-9]+)?)(?:起|件|例|次|宗|个|人|项|人次|处|%)?(?P<what>.{0,12})"
)

_ALL = regex(
    "全覆盖|全面覆盖|全部覆盖|100%覆盖|应(?P<do>[^尽]{1,2})尽(?P=do)|应(?:保|发|补|救|收|缴|接|检|种|兑|付|征|改|治|管|录)尽[^尽]|"
    "足额(?:发放|拨付|到位|兑现|支付|缴纳)?|全额(?:发放|拨付|到位|兑现|支付)?|全部(?:发放|拨付|到位|完成|兑现|支付|覆盖|达标|合格|整改|办结)|"
    "(?:按时)?足额(?:发放|拨付|到位|兑现|支付)|全员(?:参与|参加|覆盖)?"
)
_PERCENT = regex(
    "(?:覆盖率|发放率|完成率|达标率|合格率|到位率|兑现率)?(?:达到?|为|:)?(?P<number>[0-9]+(?:\\.[0-9]+)?)%(?:覆盖|发放|完成|到位)?"
)
_NOT_ALL = regex(
    "(?:部分|基本|大部分|未全|未能全|没有全|未足额|未全额|不足额|未应|尚未全).*|未覆盖|未足额|未到位|未实现全覆盖|未全覆盖"
)

_IN_TIME = regex(
    "(?:已|均|均已|都|全部)?(?:按时|按期|如期|及时|准时|在(?:规定|要求|计划|约定|合同)(?:的)?(?:时间|时限|期限|工期)(?:之?内)?|按(?:规定|要求|计划|照?合同)?(?:的)?(?:时间|时限|期限|进度))"
    "(?:内)?(?P<what>.{0,10})"
)
_LATE = regex(
    "(?:不|未|不够|没有|未能|欠)(?:及时|按时|按期|如期|准时).{0,8}|(?:有所|略有|部分|存在)?(?:延迟|滞后|逾期|推迟|拖延|延误|延期|超期|拖欠).{0,8}"
)
_STANDARD = regex(
    "(?:已|均|均已|严格|都)*按照?(?:该|规定|相关|统一|文件|政策|上级|国家|既定|有关)?(?:标准|规定|要求|政策|文件|合同)(?P<what>.{0,8})"
)


def compare_words(target: str, actual: str) -> bool | None:
    """Whether the actual's words reach the target's; None where no rule tells."""
    if not target or not actual or len(target) > 40 or len(actual) > 40:
        return None
    if _is_basically(target, actual):
        return None
    for compare in (_by_grade, _by_ladder, _by_last_year, _by_none, _by_all, _by_time, _by_standard, _by_way, _by_core):
        found = compare(target, actual)
        if found is not None:
            return found
    return None


def _is_basically(target: str, actual: str) -> bool:
    """Whether the actual is the target with 基本 before it (稳定, 基本稳定): near it, not missed."""
    goal, done = _LEAD.sub("", target), _LEAD.sub("", actual)
    return bool(goal) and done in {f"基本{goal}", f"基本上{goal}"}


def is_none_wanted(target: str) -> bool:
    """Whether the target is that nothing of a kind happens: 零投诉, 无重大事故, 0起安全事故."""
    if not target.startswith(_NONE_BEGINS):
        return False
    found = _NONE.fullmatch(target)
    what = _kinds(found)
    whole = target[found.start("what") :] if found else ""  # 群体性事件, not 群体性
    return bool(what) and (is_unwanted(whole) or _UNWANTED_ALONE.search(what) is not None)


def names_none(target: str) -> bool:
    """Whether the target is in the form of nothing of a kind, wanted or not: 零事故, 零门槛, 无障碍设施."""
    return target.startswith(_NONE_BEGINS[:3]) and bool(_kinds(_NONE.fullmatch(target)))


def says_none(actual: str) -> bool:
    """Whether the words say that nothing happened."""
    return _NONE_AT_ALL.fullmatch(actual) is not None


_GRADES = (
    regex("(?:≥|不低于|达到|按|防洪标准|排涝标准)*(?P<grade>[0-9]{1,5})年一遇(?:标准|洪水)?(?:及?以上)?"),
    regex("(?:≥|不低于|达到|国家)*(?P<grade>[1-5一二三四五])星级?(?:标准)?(?:及?以上)?"),
    regex("(?:≥|不低于|达到|国家)*(?P<grade>[1-5])A级?(?:景区)?(?:及?以上)?"),
    regex("(?:≥|不低于|达到|国家)*(?P<grade>A{2,5})级?(?:景区)?(?:及?以上)?"),
)
"""Grades of which the higher is the better; of 级, 类 and 等 that is not so of all, and they are left open."""


def _by_grade(target: str, actual: str) -> bool | None:
    """20年一遇, 三星级, AAA: the order of grades, which no difference can be told of."""
    for pattern in _GRADES:
        wanted, reached = pattern.fullmatch(target), pattern.fullmatch(actual)
        if wanted and reached:
            return _rank(reached["grade"]) >= _rank(wanted["grade"])
    return None


def _rank(grade: str) -> int:
    return len(grade) if grade.startswith("A") else int(grade) if grade.isdecimal() else "零一二三四五".index(grade)


def _by_ladder(target: str, actual: str) -> bool | None:
    goal, done = _LEAD.sub("", target), _LEAD.sub("", actual)
    if goal not in _RUNGS or done not in _RUNGS:
        return None
    for ladder in _LADDERS:
        wanted = next((rung for rung, words in enumerate(ladder) if goal in words), None)
        reached = next((rung for rung, words in enumerate(ladder) if done in words), None)
        if wanted is not None and reached is not None:
            return reached <= wanted
    return None


def _by_last_year(target: str, actual: str) -> bool | None:
    """不低于上年, 高于上年 and the like, against a level, a change or 持平."""
    signs = (
        (_AT_LEAST_LAST, 1, True), (_ABOVE_LAST, 1, False), (_AT_MOST_LAST, -1, True), (_BELOW_LAST, -1, False)
    )  # fmt: skip
    wanted = next(((sign, same) for pattern, sign, same in signs if pattern.fullmatch(target)), None)
    if wanted is None:
        return None
    sign, same = wanted
    if _SAME_AS_LAST.fullmatch(actual):
        return same
    for pattern, way, _ in signs:
        if pattern.fullmatch(actual):
            if pattern in (_AT_LEAST_LAST, _AT_MOST_LAST):
                return True if way == sign and same else None
            return way == sign
    moved = _way(actual)
    if moved is None or moved[0]:
        return None
    return same if moved[1] == 0 else moved[1] == sign


def _by_none(target: str, actual: str) -> bool | None:
    if not is_none_wanted(target):
        return None
    if _NONE_AT_ALL.fullmatch(actual):
        return True
    what = _kinds(_NONE.fullmatch(target))
    if denied := _NONE.fullmatch(actual):
        named = _kinds(denied)
        return (
            True
            if not named or named in what or what in named or (is_unwanted(named) and named[-2:] == what[-2:])
            else None
        )
    if re.fullmatch(f"(?:有|存在|发生|出现)了?(?:少量|部分|个别)?{re.escape(what)}(?:[1-9][0-9]*[起件例次])?", actual):
        return False
    if counted := _COUNT.fullmatch(actual):
        if float(counted["number"]) == 0:
            return True
        same = what[-2:] in counted["what"] and "一般" not in counted["what"]
        return False if same or not counted["what"] else None
    return None


def _kinds(found: "re.Match[str] | None") -> str:
    return found["what"] if found else ""


def _by_all(target: str, actual: str) -> bool | None:
    """全覆盖, 应发尽发, 足额: all of it, or less."""
    if not _ALL.search(target) or re.search("[未不无没基]", target):
        return None
    if share := _PERCENT.fullmatch(actual):
        return float(share["number"]) >= 100
    if _NOT_ALL.fullmatch(actual):
        return False
    if _ALL.search(actual) and not re.search("[未不没]", actual):
        return True
    return None


def _by_time(target: str, actual: str) -> bool | None:
    """及时, 按时发放: told by 已及时发放 and 在规定时间内, denied by 延迟."""
    wanted = _IN_TIME.fullmatch(target)
    if wanted is None or re.search("[未不没]", target):
        return None
    if _LATE.fullmatch(actual):
        return False
    told = _IN_TIME.fullmatch(actual)
    if told and not re.search("[未不没]|率", actual):
        same = not wanted["what"] or not told["what"] or _alike(wanted["what"], told["what"])
        return True if same else None
    if share := _PERCENT.fullmatch(actual):
        return True if float(share["number"]) >= 100 else None
    return None


def _by_standard(target: str, actual: str) -> bool | None:
    wanted, told = _STANDARD.fullmatch(target), _STANDARD.fullmatch(actual)
    if wanted is None or told is None:
        return None
    return True if not wanted["what"] or not told["what"] or _alike(wanted["what"], told["what"]) else None


def _alike(one: str, other: str) -> bool:
    return one in other or other in one


def _way(text: str) -> tuple[str, int] | None:
    """The subject and the way in which it moved: +1, -1, 0 for unchanged; a figure below nothing turns it."""
    if unmoved := re.fullmatch(f"(.{{0,8}}?)(?:{_NOT_MOVED.pattern})", text):
        return unmoved[1], 0
    found = _MOVED.fullmatch(text)
    if found is None or re.search("[未不没无]", found["subject"]):
        return None
    way = 1 if re.fullmatch(_UP, found["way"]) else -1 if re.fullmatch(_DOWN, found["way"]) else 0
    by = found["by"] or ""
    if by.startswith("-"):
        way = -way
    if re.fullmatch(r"-?0(?:\.0+)?\D*", by):
        way = 0
    return _LEAD.sub("", found["subject"]), way


def _by_way(target: str, actual: str) -> bool | None:
    """提高 and 下降, 较上年增长 and 增长5%, 改善 and 显著改善; nothing where they speak of two things."""
    wanted, told = _way(target), _way(actual)
    if wanted is None or told is None or re.search("[0-9]", target):
        return None
    if wanted[0] and told[0] and not _alike(wanted[0], told[0]):
        return None
    if told[0] and not wanted[0] and (told[1] != wanted[1] or _verb(target) != _verb(actual)):
        return None  # 提高 and 投诉下降: another thing moved
    if wanted[1] == 0 or told[1] == 0:
        return False if wanted[1] != 0 else None
    if wanted[1] != told[1]:
        return False
    strong, weak = re.search(_STRONG, target), re.search(_WEAK, actual)
    figure = re.search("[0-9]", actual)
    if strong and not figure and not re.search(_STRONG, actual):
        return None
    one, other = _verb(target), _verb(actual)
    related = (
        one == other
        or figure is not None
        or (bool(wanted[0]) and wanted[0] == told[0])
        or frozenset((one, other)) in _PAIRS
    )
    return None if not related or (weak and not re.search("有所|略有|稍有", target) and "有所" not in actual) else True


_PAIRS = tuple(
    frozenset(pair)
    for group in ("提高 提升 增加 增长 上升 增强 增进", "下降 降低 减少", "改善 优化 好转", "推进 促进", "加强 增强")
    for pair in combinations(group.split(), 2)
)
"""Words of change that say the same."""


def _verb(text: str) -> str:
    found = re.findall(f"{_UP}|{_DOWN}", text)
    return found[-1] if found else ""


def _by_core(target: str, actual: str) -> bool | None:
    """The same words with 已, 有效 or 良好 about them, or with 未 or 不 before them."""
    goal, done = _core(target), _core(actual)
    if len(goal) < 2 or len(done) < 2:
        return None
    denied = {f"{word}{goal}" for word in ("未", "没有", "未能", "不", "没", "尚未", "不够", "未能够")}
    if done in denied or (goal.startswith("有") and done in {f"无{goal[1:]}", f"没有{goal[1:]}"}):
        return False
    if goal == done or (len(goal) == len(done) == 4 and goal[:2] + goal[2:] == done[2:] + done[:2]):
        strong = re.search(_STRONG, target) and not re.search(_STRONG, actual)
        return None if strong or (re.search(_WEAK, actual) and not re.search(_WEAK, target)) else True
    return None


def _core(text: str) -> str:
    """The text without the words of degree and of done-ness that stand before or in it."""
    core = re.sub(rf"^(?:{_DONE}|{_SOFT}|{_STRONG})+(?=..)", "", text)
    core = re.sub(rf"(?<=..)(?:{_SOFT}|{_STRONG}|得到|获得)+(?=..)", "", core)
    return re.sub("(?<=..)(?:了|良好|较好|情况良好|到位|完成)$", "", core)
