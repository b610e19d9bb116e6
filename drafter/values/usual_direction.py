"""Which way a bare figure leans: more is better, or less is better, and how well that is known.

In: 三级指标, 二级指标, 一级指标, perhaps the target. Out: a ``Leaning``: a direction, the words that decided it, and
whether it is written down (the class says it: 成本, 满意度, counts of 数量指标), inferred from the name (投诉, 失业率,
合格率) or not known. The words are data (``templates/指标方向.yaml``); the rules that join them stand here, in order.
"""

import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, get_args

from msgspec.structs import replace
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from drafter.files import packaged
from drafter.findings import Fault, InputError, Place
from drafter.patterns import regex
from drafter.textfile import read_records
from drafter.values.record import Basis, Direction, Kind, Value
from drafter.values.units import OPEN_SCALES
from drafter.values.words_around import names_money

WORDS_FILE = "指标方向.yaml"

Group = Literal[
    "不希望发生的事", "应对的动作", "减少的幅度", "好的结果", "花费", "控制在内的东西", "等待的时间", "说不准的"
]
GROUPS: tuple[str, ...] = get_args(Group)
_TOWARDS: dict[str, Direction | None] = {
    "应对的动作": Direction.AT_LEAST,
    "减少的幅度": Direction.AT_LEAST,
    "好的结果": Direction.AT_LEAST,
    "说不准的": None,
}
"""The direction of a group's examples, None where either may be meant; of the others less is better."""

Words = Annotated[tuple[str, ...], BeforeValidator(lambda text: text.split() if isinstance(text, str) else text)]


class WordGroup(BaseModel):
    """Words of one kind, with names that lean the group's way because of them, and names that do not."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)

    group: Group = Field(alias="组")
    words: Words = Field(alias="词", min_length=1)
    examples: Words = Field(alias="例", min_length=1)
    counter: Words = Field(alias="反例", default=())

    @property
    def towards(self) -> Direction | None:
        return _TOWARDS.get(self.group, Direction.AT_MOST)


class Leaning(NamedTuple):
    direction: Direction
    why: str
    """The words that decided it, '' for the usual 正向; with ``Basis.UNKNOWN`` the words that leave it open."""
    basis: Basis


_Rule = tuple[Direction | None, re.Pattern[str]]
"""A direction, or None for words of which more and less may be wanted (接警数)."""


def usual_direction(
    name: str = "", level2: str = "", level1: str = "", *, duration: bool = False, target: Value | None = None
) -> Leaning:
    """The direction of a figure without an operator.

    ``duration``: the figure is a length of time, which is a limit under 时效指标 and after 时间, not after 服务天数.
    ``target``: the figure itself; a count of people or of things done is wanted, as is 100% of something. Raises
    ``InputError`` for a file of words that cannot be read or whose examples do not hold.
    """
    percent = target is not None and target.kind is Kind.PERCENT
    counted = target is not None and target.kind is Kind.NUMBER and target.unit in _COUNTS
    whole = percent and target is not None and target.number == 100
    return _leaning(_words_in_force(), name, level2, level1, duration, counted, percent, whole)


@lru_cache(maxsize=4096)
def _leaning(
    rules: tuple[_Rule, ...],
    name: str,
    level2: str,
    level1: str,
    duration: bool,
    counted: bool,
    percent: bool,
    whole: bool,
) -> Leaning:
    if ("满意度" in name or level2.endswith("满意度指标")) and not re.search("[不非]满意", name):
        return Leaning(Direction.AT_LEAST, "满意度", Basis.WRITTEN)
    for direction, pattern in rules:
        if found := pattern.search(name):
            why = f"名称含“{found[0]}”"
            if direction is None:
                return Leaning(Direction.AT_LEAST, why, Basis.UNKNOWN)
            return Leaning(direction, why, Basis.INFERRED)
    classes = level2 + level1
    if "成本" in classes and not ("社会" in level2 or "环境" in level2):
        return Leaning(Direction.AT_MOST, "成本指标", Basis.WRITTEN)
    if duration and not _SERVED.search(name):
        if "时效" in level2:
            return Leaning(Direction.AT_MOST, "时效指标", Basis.INFERRED)
        if found := _TIMES.search(name):
            return Leaning(Direction.AT_MOST, f"名称含“{found[0]}”", Basis.INFERRED)
    if level2 == "数量指标" and not percent:
        return Leaning(Direction.AT_LEAST, "", Basis.WRITTEN)
    inferred = counted or whole or duration or _AMOUNTS.search(name) is not None
    return Leaning(Direction.AT_LEAST, "", Basis.INFERRED if inferred else Basis.UNKNOWN)


_AMOUNTS = regex(
    "(?:人数|人次|场次|次数|数量|户数|家数|件数|个数|面积|里程|长度|产量|产值|收入|投资额|投资总额|增加值|营业额|销售额|利润|税收|"
    "贷款额|引资额|总量|指数|得分|寿命|覆盖|增长率?|增加率?|提高率?|提升率?|增幅|[率度]达标)$"
)
_COUNTS = frozenset(
    [
        "人",
        "人次",
        "人天",
        "人月",
        "名",
        "位",
        "户",
        "户次",
        "家",
        "家次",
        "场",
        "场次",
        "次",
        "期",
        "批",
        "批次",
        "班",
        "班次",
        "学时",
        "课时",
        "节",
        "个",
        "项",
        "套",
        "台",
        "台套",
        "辆",
        "座",
        "栋",
        "间",
        "处",
        "所",
        "条",
        "亩",
        "公顷",
        "公里",
        "千米",
        "米",
        "平方米",
        "立方米",
        "吨",
        "公斤",
        "株",
        "棵",
        "头",
        "只",
        "羽",
        "篇",
        "份",
        "册",
        "册次",
        "本",
        "部",
        "张",
        "幅",
        "块",
        "面",
        "支",
        "队",
        "种",
        "类",
        "门",
        "款",
        "村",
        "社区",
        "床位",
        "个月",
        "学期",
    ]
)
"""Units of what is done or delivered; 起, 例, 宗 and 件 are units of what happens, too."""
_RATE = regex("率|比例|占比|比重|百分比|满意|知晓|增幅|降幅|度$|比$")
_SERVED = regex("服务|开放|培训|学习|运行|在线|值守|维护|工作|保障|播出|播放|开展|学时")
_TIMES = regex("时间|时限|用时|时长|周期")


def is_rate(name: str) -> bool:
    """Whether a figure under this name is a percentage: 合格率, 满意度, 占比."""
    return _RATE.search(name) is not None


def is_unwanted(text: str) -> bool:
    """Whether the words name what should not happen: 安全事故, 有效投诉."""
    return _words_in_force()[_UNWANTED][1].search(text) is not None


def as_money(value: Value, name: str = "", level2: str = "", level1: str = "") -> Value:
    """``1225.54万`` as 金额 where the indicator is a cost or its name says money; any other value as it is."""
    if value.kind is not Kind.NUMBER or value.unit not in OPEN_SCALES:
        return value
    return replace(value, kind=Kind.MONEY) if "成本" in level2 + level1 or names_money(name) else value


_UNWANTED = 8
"""The place among the rules of the one that looks for nothing but what is not wanted."""

_MEASURED = (
    "[率数量度件起次人户天日时例宗处个案值点额的总均]|比率|比例|占比|比重|指数|程度|幅度|强度|水平|规模|时间|时长|小时|分钟|人次|批次|家次|面积|"
    "体积|里程|长度|金额|余额|资金|经费|支出|贷款|债务|资产|收入|成本|费用|事件|事故|案件|现象|行为|情况|问题|发生|出现|反映|反弹|人员|人口|人群|群众|学生|职工|"
    "对象|农户|企业|单位|项目|家庭|房屋|建筑|断面|水体|河段|路段|口门|点位|隐患|损失|风险|概率|平均|年均|合计|指标|控制|增长|增加|上升|占|为零|零|车辆|桥梁|药品|产品|数据|耕地|土地|厂界"
)
"""What may stand after what is not wanted without turning it: of what, and how it is counted."""

_COUNTED = "(?:案件|案|件)?(?:总?数|总?量|数量|件数|起数|次数|人数|人次|宗数|金额|额)?"
"""How it is counted what may be wanted more or less."""


def _rules(words: Mapping[str, Iterable[str]]) -> tuple[_Rule, ...]:
    """The rules over the words of each group; the words are literal but for a ``?`` (污染物?排放)."""
    bad, cures, less, good, costs, limited, waits, open_ = (_any(words[group]) for group in GROUPS)
    return (
        # What may be wanted more or less: 接警数, 发现问题数, 来访量, but not 博物馆来访人次 or 越级来访.
        (None, regex(rf"(?<![馆园展客级体复京])(?:{open_}){_COUNTED}$")),
        # Less of it is what is counted: 成本节约率, 能耗下降率, 办理时间缩短.
        (Direction.AT_LEAST, regex(f"(?:{less})")),
        # A rate of what went wrong: 不合格率, 未完成率.
        (
            Direction.AT_MOST,
            regex(
                rf"(?:(?<![率度量])不|未|非|(?<![接等招优期])待)(?:{good})(?:率|度|比例|人数|件数|次数|数|$)"
                "|未[^，、]{1,4}(?:人员|人口)?比例"
            ),
        ),
        # A rate of nothing going wrong: 无故障率, 零投诉率.
        (Direction.AT_LEAST, regex(rf"(?:无|零|免|防)[^，、]{{0,4}}(?:{bad})")),
        # A length of time that somebody waits: 响应时间, 投诉处理时限.
        (
            Direction.AT_MOST,
            regex(rf"(?:{waits})[^，、]{{0,4}}(?:时间|时长|时限|用时|天数|周期)(?!.*[率度])"),
        ),
        # What is kept within limits: 公用经费控制率, but not 病虫害控制率.
        (Direction.AT_MOST, regex(rf"(?:{limited})[^，、]{{0,3}}控制(?:率|数|比例|额)|^控制率")),
        # What is done about it: 投诉处理率.
        # A rate of what went well, whatever its class: 资金拨付及时率 under 成本指标.
        (
            Direction.AT_LEAST,
            regex(
                f"(?:{bad}).*(?:{cures})|(?:{cures}).*(?:{bad})(?![^，、]*(?:率|数(?!量)|比例|发生))"
                rf"|(?<!失)(?:{good})(?:率|度(?!假)|比例|指数)"
            ),
        ),
        # What went wrong, counted or measured: 投诉件数, 死亡人数. With any other word after it (超载车辆卸载率) nobody
        # knows, before a person has put that word among those for what is done about it.
        (Direction.AT_MOST, regex(rf"(?:{bad})(?:{_MEASURED})*(?:\(.*\)|（.*）)?$")),
        (None, regex(bad)),
        # How many were helped with a cost: 费用减免人数.
        (Direction.AT_LEAST, regex("(?:费用|成本|造价).*(?:人数|户数|人次|次数|数量|家数|覆盖)$")),
        # A cost, and the rate at which it grows: 年度维护成本增加率.
        (Direction.AT_MOST, regex(costs)),
    )


def _any(words: Iterable[str]) -> str:
    unique = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\?", "?") for word in unique)


def _words_in_force() -> tuple[_Rule, ...]:
    """The rules over the words that came with the program and those of ``./templates``, read once for each state."""
    own = os.path.join("templates", WORDS_FILE)  # noqa: PTH118 - asked once an indicator
    try:
        state = os.stat(own)  # noqa: PTH116
    except OSError:
        return _rules_of(None, 0, 0)
    return _rules_of(os.path.abspath(own), state.st_mtime_ns, state.st_size)  # noqa: PTH100


@lru_cache(maxsize=8)
def _rules_of(own: str | None, written: int, size: int) -> tuple[_Rule, ...]:
    ours = packaged("templates") / WORDS_FILE
    if own is None or Path(own).samefile(ours):
        return rules_in(ours, proved=True)
    return rules_in(ours, Path(own))


def rules_in(*files: Path, proved: bool = False) -> tuple[_Rule, ...]:
    """The rules over the words of the files together, whose examples must hold. Raises ``InputError``.

    ``proved``: the examples are known to hold, those of the program's own words by its tests.
    """
    groups = [found for file in files for found in read_records(file, WordGroup)]
    words = {name: [word for group, _ in groups if group.group == name for word in group.words] for name in GROUPS}
    missing = [name for name in GROUPS if not words[name]]
    if missing:
        raise InputError([Fault(str(files[0]), f"没有“{missing[0]}”这一组", "各组都应有词", "照程序自带的文件补上")])
    rules = _rules(words)
    if not proved and (faults := [fault for group, place in groups for fault in _unproved(group, place, rules)]):
        raise InputError(faults)
    return rules


_NO_RULE = "-"


def _unproved(group: WordGroup, place: Place, rules: tuple[_Rule, ...]) -> Iterable[Fault]:
    """An example that the rules do not lean the group's way, or a counter-example that they do."""
    for names, wanted in ((group.examples, True), (group.counter, False)):
        for name in names:
            found = next((towards.value if towards else "" for towards, rule in rules if rule.search(name)), _NO_RULE)
            leans = found == (group.towards.value if group.towards else "")
            if leans is not wanted:
                told = f"被读成{found or '说不准的'}" if found != _NO_RULE else "看不出方向"
                kind = "例" if wanted else "反例"
                meant = group.towards.value if group.towards else "说不准的"
                should = f"应是{meant}" if wanted else f"不应是{meant}"
                yield Fault(place, f"“{group.group}”的{kind}“{name}”{told}", should, "改词，或改例")
