"""The units of measure that clerks write after a figure, and which of them can be compared.

In: a unit as written. Out: the quantity it measures and how many of the base unit it holds.
A unit that is not listed is compared only with itself.
"""

from decimal import Decimal

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
    "人次 人天 人月 人日 人 名 位 户次 户 家次 家 个百分点 百分点 个工作日 工作日 个小时 个星期 个月 个 次 场次 场 "
    "期 批次 批 项次 项 件次 件 起 例次 例 篇次 篇 份 册 本 套 台套 台次 台 辆次 辆 艘 架 座 栋 幢 间 处 所 条次 条 "
    "根 只 头 羽 株 棵 亩次 亩 公顷 平方公里 平方千米 平方米 立方米 平米 公里 千米 米 厘米 毫米 吨标准煤 吨标煤 吨 "
    "公斤 千克 斤 克 千瓦时 千瓦 兆瓦 度 分贝 毫秒 秒钟 秒 分钟 小时 h 天 日 周 年 学时 课时 班次 班 节 轮次 轮 遍 趟 "
    "门次 门 类 种 款 枚 张 幅 块 面 支 队 组 对 双 笔 单 宗 案 床位 床 席 分 岁 倍 元 美元 欧元 车次 车 村 社区 街道 "
    "km² km2 km m² m2 m³ m3 mm cm m kWh kW MW kg mg μg ug g t L dB ℃ GB TB MB Mbps ppm % ‰"
)

UNITS = _LISTED.split()
"""What stands after a figure and is told from words that follow it; other short words are taken as a unit too."""

_SAME: dict[str, tuple[str, int]] = {
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
    "立方米": ("立方米", 1), "m³": ("立方米", 1), "m3": ("立方米", 1), "kWh": ("千瓦时", 1), "度": ("千瓦时", 1),
}  # fmt: skip


def quantity(unit: str) -> tuple[str, Decimal]:
    """What the unit measures and how many base units it holds: ``小时`` -> (秒, 3600), ``家`` -> (家, 1)."""
    base, size = _SAME.get(unit, (unit, 1))
    return base, Decimal(size)


def same_period(left: str | None, right: str | None) -> bool:
    """Whether two periods agree; one that is not written agrees with any (365 天/年 against 365 天)."""
    return left is None or right is None or _parts(left) == _parts(right)


def _parts(period: str) -> list[str]:
    return sorted(_PERIODS.get(part, part) for part in period.split("/"))


_PERIODS = {"年度": "年", "季": "季度", "月份": "月", "日": "天", "名": "人", "位": "人"}


def scaled(number: Decimal, power: int) -> Decimal:
    """``number × 10^power``, exact: 1225.54 and 4 give 12255400."""
    sign, figures, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return number
    zeros = max(exponent + power, 0)
    return Decimal((sign, figures + (0,) * zeros, exponent + power - zeros))
