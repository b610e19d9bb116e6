"""The words before and after a figure: what it is a figure of, a word of change, a remark in brackets.

In: folded text. Out: a label, a remark, +1 or -1 for a change; None where the words may turn what the figure says
(低于目标5%, 少3人, 3项未完成), so that such a text is never read as a plain figure.
"""

from drafter.patterns import regex
from drafter.values.folding import GAP

_NEUTRAL = regex(
    "(?:已经?|实际|共计|共|累计|合计|总计|总共|全年|本年度?|当年|年度|完成|实现|开展|举办|组织|发放|支付|为|是|均|都|各|"
    "分别|平均|力争|只有?|仅有?|确保|保证|保持在?|稳定在?|维持在?|做到|大约|约|在|率|了)+"
)
_DOING = regex("^(?:已经?|实际|共计|共|累计|合计|总计|总共|全年|完成|实现|开展|举办|组织|发放|支付|只|仅)+")
_CHANGES = {
    **dict.fromkeys(("增长", "增加", "提高", "提升", "上升", "增幅"), 1),
    **dict.fromkeys(("下降", "降低", "减少", "压减", "压缩", "节约", "缩短", "降幅"), -1),
}
_CHANGE = regex(f"({'|'.join(_CHANGES)})(?:幅度|率|了)?$")
_LEVEL = regex("(?:增长|增加|提高|提升|上升|下降|降低|减少|压减|缩短)(?:到|至)")
_UNSURE_BEFORE = regex(
    "[未不无没缺欠差第前倒余剩拟距扣]|其中|预计|计划|任务|目标|超额|排名|逾期|低于|高于|超过|超出|少于|多于|相比|相较|"
    "[少多亏短升超低高]$|(?<!新)增$"
)
_NOT_DONE = regex("未|尚|没有|还差|缺|预计|计划|其中|第")
_AFTER = regex(r"(?:[^\W0-9_]|[·“”\"《》]){1,16}")
UNSURE_AFTER = regex("[未不无没缺欠差前后余剩增减升降级等第或但待拟亏超短含]|其中|左右|正在|中$|^[次套]$")
_MONEY_WORD = regex("费|补助|补贴|资金|金额|经费|成本|工资|薪酬|奖金|贷款|支出|预算|收入|产值|营业额|税")
_COUNTED = ("人数", "人次", "户数", "次数", "数量", "家数", "件数", "个数", "面积", "率")
_BROKEN = regex("(?<=[0-9.,])\0(?=[0-9.,])")


def label_before(head: str) -> str | None:
    """What the words before the figure name: '' for words that say nothing (已完成), None where they may turn it."""
    head = _LEVEL.sub("", head).strip(',;、。“”"')
    if not head or _NEUTRAL.fullmatch(head):
        return ""
    head = _DOING.sub("", head).strip(",;、。")
    if len(head) > 24 or not _names(head):
        return None
    bare = _CHANGE.sub("", head)  # 提高5%: the word of change itself is told by the label
    return None if _UNSURE_BEFORE.search(bare) else head


def label_before_colon(text: str) -> str | None:
    """护理费 of ``护理费:3万``; None where it names nothing that is there (未完成:3项)."""
    label = text.strip(",;、。")
    return None if _NOT_DONE.match(label) or not _names(label) else label


def only_remarks(rest: str) -> bool:
    """Whether the words after a figure leave it as it is: 300人次护理, 100%覆盖, but not 3项未完成."""
    return _AFTER.fullmatch(rest) is not None and not UNSURE_AFTER.search(rest) and not change(rest)


def change(label: str | None) -> int:
    """+1 for a label that ends in a word of increase (较上年增长), -1 for one of decrease, 0 for any other."""
    found = _CHANGE.search(label) if label else None
    return _CHANGES[found[1]] if found else 0


def names_change(name: str, sign: int) -> bool:
    """Whether the indicator's name says that an increase (+1) or a decrease (-1) is measured: 增长率, 能耗下降率."""
    return any(word in name for word, towards in _CHANGES.items() if towards == sign)


def names_money(label: str) -> bool:
    """Whether the words name money: 护理费, 财政补贴, but not the heads it is paid to (补贴人数)."""
    return _MONEY_WORD.search(label) is not None and not label.endswith(_COUNTED)


def without_brackets(text: str) -> tuple[str, str | None]:
    """The text without what stands in brackets, and that: ``4(985/211院校3人)`` -> ``4``, ``985/211院校3人``."""
    if not balanced(text):
        return text, None
    kept, inside, depth, start = [], [], 0, 0
    for place, character in enumerate(text):
        if character == "(":
            if not depth:
                kept.append(text[start:place])
                start = place + 1
            depth += 1
        elif character == ")":
            depth -= 1
            if not depth:
                inside.append(text[start:place])
                start = place + 1
    kept.append(text[start:])
    # 3(5)0 is not 30: a bracket between digits stays a gap.
    whole = _BROKEN.sub(GAP, "\0".join(kept)).replace("\0", "")
    return whole, ";".join(filter(None, inside)).replace(GAP, " ") or None


def balanced(text: str) -> bool:
    """Whether every bracket that opens closes."""
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _names(label: str) -> bool:
    """Whether the words can name what is counted: letters, some of them Chinese, and signs that join words."""
    return not label.isascii() and all(
        character.isalpha() or character in '0123456789、·“”"《》/-—' for character in label
    )
