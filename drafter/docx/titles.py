"""A long title breaks where a person would break it: lines of about one length, after 年度, 市, 区, 局 …

In: one title line as text. Out: the same text with line breaks (``\\n``) where it would not fit. A title that Word
breaks by itself may leave a single character on the second line (GB/T 9704: 词意完整、排列对称).
"""

from drafter.patterns import regex

CAPACITY = 19
"""Characters of 二号 (22 pt) in the 156 mm of a portrait page, less the space that Word sets around digits;
those of the shared style file as it was made, whatever an edited one says (``templates/README.md`` tells so)."""

_LONGEST = 200
"""Longer text is no title that anybody set by hand; Word breaks it."""

_GOOD_END = regex(r"年度|项目|中心|[省市区县州盟旗镇乡局厅委部院校会处室馆站所队办团社]")
_NEVER_BEFORE = "，、。；：）》”0123456789.%"
_WORD_LIST = (
    "文化服务体系|公共文化|公共服务|服务体系|文化体育|人力资源|社会保障|专项资金|补助资金|"
    "财政资金|绩效自评|绩效评价|自评结果|自评报告|评价报告|部门整体|整体绩效|整体支出|项目支出|"
    "预算绩效|老年人|残疾人|退役军人|适老化|居家养老|基础设施|信息化|高质量|标准化|现代化|"
    "一体化|综合整治|环境保护|生态环境|义务教育|职业教育|乡村振兴|农业农村|就业创业|公共就业|"
    "医疗卫生|卫生健康|疾病预防|应急管理|市场监管|自然资源|住房保障|城乡建设|交通运输|安全生产|"
    "社会救助|困难群众|最低生活保障|文化|服务|体系|建设|资金|项目|专项|补助|补贴|经费|保障|"
    "改造|治理|提升|工程|管理|运行|维护|完善|发展|培训|公共|社会|绩效|自评|评价|报告|"
    "结果|整体|部门|支出|预算|财政|企业|人才|中心|旅游|体育|教育|卫生|健康|医疗|养老|"
    "居家|困难|就业|创业|农业|农村|乡村|水利|交通|道路|安全|应急|环境|生态|信息|系统|"
    "平台|设备|购置|采购|宣传|奖励|扶持|救助|儿童|学校"
)
"""Words of titles, within which no line breaks; two words side by side may be parted."""

_LONGEST_FIRST = sorted(_WORD_LIST.split("|"), key=len, reverse=True)
_REACH = 0.35
"""How far from an even split a better place is looked for, as a share of a line."""


def balanced(text: str, capacity: int = CAPACITY) -> str:
    """The title with as few line breaks as it needs; a title that fits, or has breaks, is left alone."""
    if "\n" in text or len(text) > _LONGEST or _width(text) <= capacity:
        return text
    count = int(-(-_width(text) // capacity))
    cut = _cut(text, _width(text) / count, capacity)
    return text[:cut] + "\n" + balanced(text[cut:], capacity)


def _width(text: str) -> float:
    """Width in em: ASCII characters take half of one."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def _cut(text: str, even: float, capacity: int) -> int:
    """The best place for the first break: not beyond the line, near the even split, after a word that ends a name."""
    places = [at for at in range(1, len(text)) if _width(text[:at]) <= capacity and _may_begin(text, at)]
    if not places:
        return max(1, sum(1 for at in range(1, len(text)) if _width(text[:at]) <= capacity))
    inside = _inside_words(text)
    good = [
        at
        for at in places
        if at not in inside and _ends_a_name(text, at) and abs(_width(text[:at]) - even) <= _REACH * even
    ]
    whole = [at for at in places if at not in inside]
    return min(good or whole or places, key=lambda at: abs(_width(text[:at]) - even))


def _inside_words(text: str) -> set[int]:
    """The places within known words, the longest first from the left; 的, 和, 与 stay with what follows them."""
    inside: set[int] = set()
    at = 0
    while at < len(text):
        word = next((word for word in _LONGEST_FIRST if text.startswith(word, at)), text[at])
        inside.update(range(at + 1, at + len(word)))
        if word in "的和与及" and len(word) == 1:
            inside.add(at + 1)
        at += len(word)
    return inside


def _may_begin(text: str, at: int) -> bool:
    return text[at] not in _NEVER_BEFORE and not (text[at - 1].isascii() and text[at].isascii())


def _ends_a_name(text: str, at: int) -> bool:
    return any(match.end() == at for match in _GOOD_END.finditer(text))
