"""Which way a bare figure leans: more is better, or less is better, told from the indicator's name and class.

In: 三级指标, 二级指标, 一级指标. Out: a direction with the words that decided it. A bare figure is 正向 unless its name
or class says otherwise: 成本指标, 投诉, 事故, 失业率, 响应时间, the rate at which a cost grows. The rules are tried in
order, the first that fits decides.
"""

import re
from dataclasses import replace

from drafter.values.record import Direction, Kind, Value
from drafter.values.units import OPEN_SCALES
from drafter.values.words_around import names_money

_GOOD = (
    "合格|满意|完成|及时|准确|覆盖|达标|通过|知晓|到位|处理|办理|办结|结案|回复|处置|整改|化解|调解|受理|执行|支付|拨付|兑现|发放|"
    "使用|参与|就业|入学|成活|优良|优秀|正常|完好|有效|保障|稳定|签约|规范|公开|应答|接通|录取|采纳|合规|真实|治愈|巩固|利用|"
    "存活|录用|落实|实现|保存|普及|自给|入园|参保|参合|建档|签收|注册|提升|提高"
)
_BAD = (
    "投诉|事故|失业率|失业人数|逾期|超期|死亡|伤亡|能耗|电耗|水耗|耗电|耗能|耗水|流失|返贫|差错|错误|误差|违规|违纪|违法|发案|案发|"
    "犯罪|故障|延误|滞留|污染物?排放|碳排放|排放量|损失|损耗|欠薪|空置|闲置|拖欠|上访|信访量|信访件|负面舆情|负债|债务率|资产负债|"
    "不良|退件|退货|返工|漏报|漏检|发病率|患病率|感染率|辍学|复发|浪费|超支|违约|贫困发生率|火灾|中断|投诉率|安全隐患数|浓度"
)
_CURES = (
    "处理|办理|办结|结案|回复|回访|处置|整改|化解|调解|调处|受理|查处|治理|防控|防治|防范|预防|排查|排除|救治|救助|控制|减排|培训|"
    "演练|宣传|教育|监察|监测|监督|检查|巡查|清理|追回|挽回|催收|清偿|补偿|赔付|理赔|修复|抢修|保险|应急|追讨|案件数|报警|预警|举报|慰问|抚恤|"
    "补助|补贴|救济|改造|盘活|拆除|回收|收回|打击|侦破|破案|抓获|立案|执法|审理|鉴定|分析|核查|督查|抽查"
)
_LESS = "下降|降低|减少|压减|压降|压缩|节约|节省|节支|缩短|降幅|节能|降耗"

_RULES: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    # A rate of what went wrong: 不合格率, 未完成率.
    (Direction.AT_MOST, re.compile(rf"(?:不|未|非)(?:{_GOOD})(?:率|度|比例|人数|件数|次数|数|$)")),
    # A rate of nothing going wrong: 无故障率, 零投诉率.
    (Direction.AT_LEAST, re.compile(rf"(?:无|零|免|防)[^，、]{{0,4}}(?:{_BAD})")),
    # A length of time that somebody waits: 响应时间, 投诉处理时限.
    (
        Direction.AT_MOST,
        re.compile(
            "(?:响应|处理|办理|办结|等待|等候|到达|到场|审批|反馈|回复|处置|修复|抢修|恢复|排队|受理|审核|兑现|拨付|支付)"
            "[^，、]{0,4}(?:时间|时长|时限|用时|天数|周期)(?!.*[率度])"
        ),
    ),
    # Less of it is what is counted: 成本节约率, 能耗下降率, 办理时间缩短.
    (Direction.AT_LEAST, re.compile(f"(?:{_LESS})")),
    # What is done about it: 投诉处理率, 举报受理件数, 事故应急演练次数.
    (Direction.AT_LEAST, re.compile(f"(?:{_BAD}).*(?:{_CURES})|(?:{_CURES}).*(?:{_BAD})")),
    # A rate of what went well, whatever its class: 资金拨付及时率 under 成本指标.
    (Direction.AT_LEAST, re.compile(f"(?<!失)(?:{_GOOD})(?:率|度|比例)")),
    (Direction.AT_MOST, re.compile(_BAD)),
    # How many were helped with a cost: 费用减免人数.
    (Direction.AT_LEAST, re.compile("(?:费用|成本|造价).*(?:人数|户数|人次|次数|数量|家数|覆盖)$")),
    # A cost, and the rate at which it grows: 年度维护成本增加率.
    (Direction.AT_MOST, re.compile("成本|费用|造价|单价|三公经费|经费支出|运行经费|人均支出|支出增")),
)
_RATE = re.compile("率|比例|占比|比重|百分比|满意|知晓|增幅|降幅|度$|比$")
_SERVED = re.compile("服务|开放|培训|学习|运行|在线|值守|维护|工作|保障|播出|播放|开展|学时")
_TIMES = re.compile("时间|时限|用时|时长|周期")


def usual_direction(
    name: str = "", level2: str = "", level1: str = "", *, duration: bool = False
) -> tuple[Direction, str]:
    """The direction of a figure without an operator, and the words it was told from ('' for the usual 正向).

    ``duration``: the figure is a length of time, which is a limit under 时效指标 and after 时间, not after 服务天数.
    """
    for direction, pattern in _RULES:
        if found := pattern.search(name):
            return direction, f"名称含“{found[0]}”"
    if "成本" in level2 or "成本" in level1:
        return Direction.AT_MOST, "成本指标"
    if duration and not _SERVED.search(name):
        if "时效" in level2:
            return Direction.AT_MOST, "时效指标"
        if found := _TIMES.search(name):
            return Direction.AT_MOST, f"名称含“{found[0]}”"
    return Direction.AT_LEAST, ""


def is_rate(name: str) -> bool:
    """Whether a figure under this name is a percentage: 合格率, 满意度, 占比."""
    return _RATE.search(name) is not None


def as_money(value: Value, name: str = "", level2: str = "", level1: str = "") -> Value:
    """``1225.54万`` as 金额 where the indicator is a cost or its name says money; any other value as it is."""
    if value.kind is not Kind.NUMBER or value.unit not in OPEN_SCALES:
        return value
    return replace(value, kind=Kind.MONEY) if "成本" in level2 + level1 or names_money(name) else value
