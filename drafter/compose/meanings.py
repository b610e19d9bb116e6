"""What the slots of templates and the names in forms print, in one line each.

In: nothing. Out: names with their meaning, grouped as ``templates/README.md`` shows them. ``drafter packs show`` and
the README tell them in these words; a test holds the page and the code together.
"""

from collections.abc import Iterable

Meanings = tuple[tuple[str, str], ...]
"""Names, parted by blanks, and what they print."""

SLOT_MEANINGS: Meanings = (
    ("自评得分 指标概况 得分分析 目标得分", "总分、指标项数、各类指标得分率和失分最多的一项、各目标得分"),
    ("预算执行 预算执行公式 预算执行得分 资金构成", "金额、算式、得分与失分；资金来源、基本支出和项目支出"),
    ("完成的目标 未完成的目标 待判断的目标", "按一级指标分段的完成情况"),
    ("项目支出", "部门报告里每个项目一段"),
    ("存在的问题 改进措施", "先是填报的，再是程序按失分补出的"),
    ("基本情况 主要成效 上年度结果应用 结果应用 其他说明", "数据文件里的文字"),
    ("附件说明 落款", "所附自评表的名称；单位名称和填报日期"),
    ("横向页 纵向页", "从这里换成横向或纵向的新页"),
)

WORD_MEANINGS: Meanings = (
    ("年度 单位名称 项目名称 报告类型", "数据文件里同名的项目"),
    ("项目", "项目名称后带“项目”二字，不重复；没有项目的报告里是空的"),
)

FIELD_MEANINGS: Meanings = (
    ("年度 单位名称 填报日期 项目名称 主管部门 实施单位 项目类别 项目属性 项目类型", "数据文件里同名的项目"),
    (
        "金额单位 基本支出总额 项目支出总额 年初预算数 全年预算数 全年执行数 执行率",
        "“预算执行”里同名的项目；预算数为0的，执行率印“—”",
    ),
    ("预算执行分值 预算执行得分", "“预算执行”的分值、得分"),
    ("满分 总分 等级", "计分的满分；总分；等级（评等级的地方才有）"),
    ("原因分析", "“存在问题”的问题和原因；没写的，用预算执行和各指标的偏差原因"),
    (
        "措施方案 措施及结果应用方案",
        "“改进措施”；没写的，用预算执行和各指标的改进措施。后一个再接“结果应用”",
    ),
    ("基本情况.某标题", "“基本情况”里那个标题下的文字，如 `基本情况.项目总投资`"),
    ("序号", "在 `每个` 之内：第几个"),
    (
        "目标名称 目标分值 目标得分 预期目标 实际完成情况",
        "在 `每个: 年度目标` 之内。没写预期目标的印目标名称",
    ),
    (
        "一级指标 一级分值 一级得分",
        "在 `每个: 一级指标` 或 `每个: 指标` 之内。一级分值先看数据，再看各行分值之和，再看计分的“一级分值”",
    ),
    (
        "年度目标 二级指标 绩效类别 绩效指标 指标值 完成值 分值 得分 评分标准 评价说明 "
        "偏差原因 改进措施 上年完成值 数据来源",
        "在 `每个: 指标` 之内",
    ),
    (
        "运算符号 目标数值 计量单位",
        "在 `每个: 指标` 之内：把指标值拆成三列，≥95% 拆成 ≥、95、%；拆不开的整个印在“目标数值”",
    ),
    (
        "偏差原因及改进措施",
        "在 `每个: 指标` 之内：这一行的原因和措施；没写的，用点到它的“存在问题”",
    ),
    ("资金名称 资金年初预算数 资金全年预算数 资金全年执行数", "在 `每个: 资金` 之内"),
)


def meaning_of(name: str, *tables: Meanings) -> str:
    """What a name prints, from the first of the tables that has it."""
    rows: Iterable[tuple[str, str]] = (row for table in tables for row in table)
    return next((told for names, told in rows if name in names.split()), "")
