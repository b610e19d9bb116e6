"""The units of measure that clerks write after a figure, and which of them can be compared.

In: a unit as written. Out: the quantity it measures and how many of the base unit it holds.
A unit that is not listed is compared only with itself.
"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

PERCENT_UNITS = frozenset({"%", "‰", "个百分点", "百分点"})

DURATIONS = frozenset(
    {
        "毫秒",
        "秒",
        "秒钟",
        "分钟",
        "小时",
        "h",
        "个小时",
        "天",
        "日",
        "个工作日",
        "工作日",
        "周",
        "个星期",
        "个月",
        "年",
    }
)
"""A figure in one of these is a length of time (类别 时间), whatever it counts: 365 天/年 as well as ≤24小时."""

SCALES: dict[str, int] = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
"""The power of ten of the words before a unit."""

OPEN_SCALES = frozenset({"万", "十万", "百万", "千万", "亿", "万亿"})
"""Alone after a figure, these leave open what is counted (1225.54万)."""

YUAN: dict[str, int] = {scale + "元": power for scale, power in SCALES.items()} | {"元": 0}
"""The units of money and their power of ten in 元."""

_LISTED = (
    "人次 人天 人月 人日 人 名 位 户次 户 家次 家 个百分点 百分点 个工作日 工作日 个小时 个星期 个月 个 "
    "次 场次 场 期 批次 批 项次 项 件次 件 起 例次 例 篇次 篇 份 册次 册 本次 本 部 集 套 台套 台次 台 "
    "辆次 辆 艘 架 座 栋 幢 间 处 所 条次 条 根 只 头 羽 株 棵 亩次 亩 公顷 平方公里 平方千米 平方米 "
    "立方米 平米 公里 千米 米 厘米 毫米 吨标准煤 吨标煤 吨 公斤 千克 斤 克 千瓦时 千瓦 兆瓦 度 分贝 毫秒 "
    "秒钟 秒 分钟 小时 h 天 日 周 年 学时 课时 班次 班 节 轮次 轮 遍 趟 门次 门 类 种 款 枚 张 幅 块 面 "
    "支 队 组 对 双 笔 单 宗 案 床位 床 席 分 岁 倍 元 美元 欧元 车次 车 村 社区 街道 微克 km² km2 km m² "
    "m2 m³ m3 mm cm m kWh kW MW kg mg μg ug g t L dB ℃ GB TB MB Mbps ppm % ‰"
)

UNITS = _LISTED.split()
"""What stands after a figure and is told from words that follow it; other short words are taken as a unit too."""

_SAME: dict[str, tuple[str, int | Decimal]] = {
    "名": ("人", 1), "位": ("人", 1), "场次": ("场", 1), "平米": ("平方米", 1), "百分点": ("个百分点", 1),
    "工作日": ("工作日", 1), "个工作日": ("工作日", 1),
    "秒": ("秒", 1), "秒钟": ("秒", 1), "分钟": ("秒", 60), "小时": ("秒", 3600), "h": ("秒", 3600),
    "个小时": ("秒", 3600),
    "天": ("秒", 86400), "日": ("秒", 86400), "周": ("秒", 604800), "个星期": ("秒", 604800),
    "个月": ("个月", 1), "年": ("个月", 12),
    "克": ("克", 1), "g": ("克", 1), "公斤": ("克", 1000), "千克": ("克", 1000), "kg": ("克", 1000),
    "斤": ("克", 500), "吨": ("克", 1000000), "t": ("克", 1000000),
    "米": ("米", 1), "m": ("米", 1), "公里": ("米", 1000), "千米": ("米", 1000), "km": ("米", 1000),
    "平方米": ("平方米", 1), "m²": ("平方米", 1), "m2": ("平方米", 1), "公顷": ("平方米", 10000),
    "平方公里": ("平方米", 1000000), "平方千米": ("平方米", 1000000), "km²": ("平方米", 1000000),
    "km2": ("平方米", 1000000),
    "平方": ("平方米", 1),
    "毫米": ("米", Decimal("0.001")), "mm": ("米", Decimal("0.001")),
    "厘米": ("米", Decimal("0.01")), "cm": ("米", Decimal("0.01")), "里": ("米", 500),
    "立方": ("立方米", 1), "立方米": ("立方米", 1),
    "千瓦时": ("千瓦时", 1), "kW": ("千瓦", 1), "兆瓦": ("千瓦", 1000),
    "MW": ("千瓦", 1000), "季度": ("个月", 3),
    "m³": ("立方米", 1), "m3": ("立方米", 1), "kWh": ("千瓦时", 1), "度": ("千瓦时", 1),
}  # fmt: skip


def quantity(unit: str) -> tuple[str, Decimal]:
    """What the unit measures and how many base units it holds: ``小时`` -> (秒, 3600), ``家`` -> (家, 1)."""
    base, size = _SAME.get(unit, (unit, 1))
    return base, Decimal(size)


_SISTERS = tuple(
    frozenset(family.split())
    for family in (
        "个 套 台 台套 件 项 座 处 所 只 组 副 块 面 条 辆 部 栋 间 根 支 张 盏 架 幅 扇",
        "次 场 场次 期 批 批次 回 班 班次 届 轮 轮次 趟 遍 节 堂 个",
        "家 户 个 所",
        "份 篇 本 册 件 个 项 部 条 套",
        "起 例 件 宗 案 次 个 项 人次",
        "株 棵",
        "门 科 节 次",
        "个 项 类 种 款",
    )
)
"""Units that clerks exchange for one another."""


def sisters(left: str, right: str) -> bool:
    """Whether two units count the same kind of thing, so that one may stand for the other: 1套 and 1个."""
    return any(left in family and right in family for family in _SISTERS)


class Paces(NamedTuple):
    """What stands behind the slash, taken apart: the time, and what else it is per (元/人/月: 月, 人)."""

    time: str | None
    each: tuple[str, ...]


@lru_cache(maxsize=256)
def paces(period: str | None) -> Paces:
    """The parts of a period as written: ``人/月`` -> 月, (人,); ``年度`` -> 年."""
    parts = [_PERIODS.get(part, part) for part in period.split("/")] if period else []
    times = [part for part in parts if part in TIMES_A_YEAR]
    each = tuple(sorted(part for part in parts if part not in TIMES_A_YEAR))
    return Paces(times[0] if len(times) == 1 else None, (*each, *times) if len(times) > 1 else each)


TIMES_A_YEAR: dict[str, tuple[int, ...]] = {
    "年": (1,),
    "半年": (2,),
    "季度": (4,),
    "月": (12,),
    "旬": (36,),
    "周": (52, 50),
    "天": (365, 250),
    "工作日": (250, 245, 255),
}
"""How often a stretch of time comes in a year; the others are those without holidays, or with more or fewer of them."""

_PERIODS = {
    "年度": "年", "全年": "年", "季": "季度", "月份": "月", "个月": "月", "星期": "周", "个星期": "周", "日": "天",
    "个季度": "季度", "个工作日": "工作日", "名": "人", "位": "人",
}  # fmt: skip


def scaled(number: Decimal, power: int) -> Decimal:
    """``number × 10^power``, exact: 1225.54 and 4 give 12255400."""
    sign, figures, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return number
    zeros = max(exponent + power, 0)
    return Decimal((sign, figures + (0,) * zeros, exponent + power - zeros))
