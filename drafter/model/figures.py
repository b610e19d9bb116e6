"""Figures as clerks write them: ``20分``, ``３,７１９．８８``, ``1225.54万``, ``91.71%``.

In: the text of one cell. Out: frozen records that keep the text as written beside its exact ``Decimal``.
A figure with a remark behind it, or alone in a few words, is read and says so (``picked``); what cannot be read is
refused with the parts of a Chinese message, never guessed.
"""

import re
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from drafter.numbers import YUAN_PER_WAN, product
from drafter.patterns import regex
from drafter.textfile.errors import Refusal
from drafter.textfile.tree import shown

CurrencyUnit = Literal["元", "万元", "亿元"]

MAX_DIGITS = 30
"""Digits of one figure; no amount of a budget is longer, but two cells pasted into one are."""

_YUAN: dict[CurrencyUnit, Decimal] = {"元": Decimal(1), "万元": YUAN_PER_WAN, "亿元": YUAN_PER_WAN * YUAN_PER_WAN}

_WAN_PER_YUAN = Decimal("0.0001")

# Full-width forms and the minus signs that input methods and Excel give.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％－＋−﹣", "0123456789.,%-+--")
_EDGES = " \t\r\n\u00a0\u3000\u200b\u200e\u200f\u2060\ufeff'"
_NUMBER = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_FIGURE = regex(rf"({_NUMBER})\s*分?")
_MONEY = regex(rf"({_NUMBER})\s*(亿元|万元|亿|万|元)?")
_RATE = regex(rf"({_NUMBER})\s*(%)?")
_PERCENT = Decimal("0.01")

# 3万元(1.5万元+1.5万元): the figure, then what it is made of.
_WITH_REMARK = regex(r"(?P<figure>[^（(]+)[（(](?P<remark>[^（）()]*)[)）]")

# 资金拨付进度100%: one figure with its sign or unit in a few words. A word that may make it another quantity than
# the one asked for (约, 不超过, 每, 其中, 上年, 下降) leaves it unread.
_IN_WORDS = regex(
    rf"(?P<before>[^0-9%‰￥¥$]{{0,10}}?)(?P<figure>{_NUMBER}\s*(?:%|亿元|万元|元|分))(?P<after>[^0-9%‰￥¥$]{{0,10}})"
)
_ANOTHER = regex("[约近超不以余多少左右至到未各每均单中另含减增降升欠差缺仅上去前下≥≤<>＜＞~～+＋/／、-]")


class Figure(Struct, frozen=True):
    """A number without a unit of its own, such as points and scores (分): the text as written and its value."""

    text: str
    value: Decimal
    picked: str = ""
    """The figure as it stands among other words of the text; blank where the text is the figure."""

    def __str__(self) -> str:
        return self.text

    @classmethod
    def read(cls, text: str, *, negative: bool = True) -> "Figure":
        """Reads ``20``, ``20.00``, ``20分``, ``３,７１９．８８``, ``9.5分（扣0.5分）``. Raises Refusal."""
        match, picked = _found(_FIGURE, text)
        if match is None:
            raise _not_a_number(text, "这里应是一个数，如 20 或 18.34")
        return cls(_trimmed(text), _decimal(match[1], text, negative=negative), picked)


class Money(Struct, frozen=True):
    """An amount of money, in ``unit``: the unit written with the figure, None for a number alone (see ``in_yuan``)."""

    text: str
    value: Decimal
    unit: CurrencyUnit | None = None
    picked: str = ""

    def __str__(self) -> str:
        return self.text

    @classmethod
    def read(cls, text: str) -> "Money":
        """Reads ``3719.88``, ``1225.54万``, ``3万元（含结转1万元）``; never negative. Raises Refusal."""
        match, picked = _found(_MONEY, text)
        if match is None or (picked and not match[2]):  # 300000（30万元）: in which unit is the bare one?
            raise _not_a_number(text, "这里应是一个金额，如 3719.88 或 196600元")
        units: dict[str, CurrencyUnit] = {"元": "元", "万": "万元", "万元": "万元", "亿": "亿元", "亿元": "亿元"}
        return cls(_trimmed(text), _decimal(match[1], text, negative=False), units.get(match[2] or ""), picked)

    def in_yuan(self, default_unit: CurrencyUnit) -> Decimal:
        """The amount in 元; ``default_unit`` (the 金额单位 of the group) counts where no unit was written."""
        return product(self.value, _YUAN[self.unit or default_unit])

    def in_wan(self, default_unit: CurrencyUnit) -> Decimal:
        """The amount in 万元, exact (not rounded)."""
        return product(self.in_yuan(default_unit), _WAN_PER_YUAN)


class Rate(Struct, frozen=True):
    """A rate as written and as a ratio (0.9171 for 91.71%). ``doubtful``: ``0.9171`` may also mean 0.9171%."""

    text: str
    ratio: Decimal
    doubtful: bool = False
    picked: str = ""

    def __str__(self) -> str:
        return self.text

    @classmethod
    def read(cls, text: str) -> "Rate":
        """``91.71%``, ``91.71``, ``拨付进度91.71%`` -> 0.9171; ``0.9171`` -> 0.9171, doubtful. Raises Refusal."""
        match, picked = _found(_RATE, text)
        if match is None or (picked and not match[2]):
            raise _not_a_number(text, "这里应是一个比率，如 91.71%")
        value = _decimal(match[1], text, negative=False)
        if match[2] or value > 1:
            return cls(_trimmed(text), product(value, _PERCENT), picked=picked)
        return cls(_trimmed(text), value, doubtful=not value.is_zero())


def _found(shape: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """The figure that a text is, or clearly holds; then also the words that it stands in."""
    half = half_width(text)
    match = shape.fullmatch(half)
    if match is not None:
        return match, ""
    remark, words = _WITH_REMARK.fullmatch(half), _IN_WORDS.fullmatch(half)
    if remark is not None:
        figure = remark["figure"].strip()
    elif words is not None and not _ANOTHER.search(words["before"] + words["after"]):
        figure = words["figure"]
    else:
        return None, ""
    return shape.fullmatch(figure), figure


def half_width(text: str) -> str:
    """The text with half-width digits, signs and no blanks at its edges; only for reading, never for printing."""
    return text.translate(_HALF_WIDTH).strip(_EDGES)


def _trimmed(text: str) -> str:
    return text.strip(_EDGES)


def _decimal(number: str, text: str, *, negative: bool) -> Decimal:
    digits = sum(char.isdigit() for char in number)
    if digits > MAX_DIGITS:
        raise Refusal(f"现在是一个{digits}位的数{shown(text)}", f"这里最多{MAX_DIGITS}位数字", "请核对是否多粘贴了数字")
    value = Decimal(number.replace(",", ""))
    if value.is_zero():
        return value.copy_abs()
    if value < 0 and not negative:
        raise Refusal(f"现在是负数{shown(text)}", "这里不能小于0", "请核对后改成不小于0的数")
    return value


class NotAFigure(Refusal):
    """A text where a figure belongs, and none that could be taken for it."""


def _not_a_number(text: str, expected: str) -> NotAFigure:
    half = half_width(text)
    if re.fullmatch(r"[+-]?[0-9.]+[eE][+-]?[0-9]+", half):
        hint = "不要用科学计数法，请写出完整的数"
    elif re.fullmatch(r"[+-]?[0-9,]+(\.[0-9]+)?", half):
        hint = "千分位逗号要每三位一个，请核对或去掉逗号"
    elif re.match(r"[≥≤<>=＞＜＝约]", half):
        hint = "去掉前面的符号或字，只写数字"
    elif half in {"/", "-", "—", "——", "无", "--"}:
        hint = "没有数就留空，不写符号"
    else:
        hint = "请改成数字；还没有数就留空"
    return NotAFigure(f"现在是{shown(text)}，不能当作数读", expected, hint)
