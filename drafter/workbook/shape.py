"""Which sheet holds what: the sheets of a workbook, the key of each column, a value as the text of one cell.

In: the records of the data file (their keys, in the order of the form). Out: ``SHEETS``, which reading, writing and
the empty workbook share. A sheet has one row an entry; what belongs to a project of a 部门整体 file says so in
项目名称. A list of words has one word a line in its cell; a line break inside a word is written as ``\n`` and a
backslash doubled, so that every word comes back.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from drafter.model import (
    BudgetPart,
    Deduction,
    Dimension,
    Execution,
    Indicator,
    Item,
    Measure,
    Problem,
    SelfEvaluation,
    Settlement,
    Tier,
    is_blank,
)
from drafter.patterns import regex

PROJECT, GOAL, DIMENSION = "项目名称", "年度目标", "评价维度"
"""The columns that name what a row belongs to; a 项目名称 that is blank from the first row on is the whole report."""

PROJECT_NUMBER, GOAL_NUMBER, DIMENSION_NUMBER = "项目序号", "目标序号", "维度序号"
"""Columns that are there only where names are not enough: two entries of one name, or one without a name."""

EMPTY = "空行"
"""The column that is there only where an entry of the data file is empty, and its row would be blank."""

EMPTY_GOAL, EMPTY_INDICATOR, EMPTY_ENTRY = "目标", "指标", "是"
"""The text of that column: on the sheet 指标 what the row is, elsewhere 是."""

GOAL_COLUMNS: Mapping[str, str] = MappingProxyType(
    {"目标分值": "分值", "目标预期": "预期目标", "目标完成情况": "实际完成情况"}
)
"""Columns of the sheet 指标 that belong to the goal, and its keys; filled in the first row of the goal."""

LEVEL1_POINTS = "一级分值"
"""The column with the weight of a row's 一级指标 (``一级分值`` of the goal)."""

NO_POINTS = "（空）"
"""The text of that column for a weight that the data file names and leaves blank."""

MONEY_UNIT = "金额单位"
CATEGORY, HEADING, CONTENT = "类别", "标题", "内容"
BACKGROUND, APPROVAL, CONTINUED = "基本情况", "领导签批", "续"
TITLED = (BACKGROUND, APPROVAL)
"""类别 of 文字材料: the groups that have a key in 标题 in each row; the rest of a text too long for the cell above."""


class Sheet(Struct, frozen=True):
    """A sheet: its name, its columns; ``by_key``: it has two columns, a key and its value in each row.

    ``rare``: columns that are there only where they are needed. ``keys``: the columns that are the entry itself.
    """

    name: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rare: tuple[str, ...] = ()
    by_key: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        """All columns, the rare ones last."""
        return (*self.columns, *self.rare)


def _without(keys: Sequence[str], *others: str) -> tuple[str, ...]:
    return tuple(key for key in keys if key not in others)


_GROUPS = (
    "基本情况",
    "收支情况",
    "预算执行",
    "年度目标",
    "存在问题",
    "改进措施",
    "项目",
    "评价维度",
    "指标分级",
    "核实说明",
    APPROVAL,
)
_TEXTS = ("主要成效", "上年度结果应用", "结果应用", "其他说明", "经验做法", "评价依据", "工作开展情况")

HEAD_KEYS = _without(SelfEvaluation.aliases(), *_GROUPS, *_TEXTS)
"""The keys of the sheet 基本信息: all that is one value."""

TEXT_KEYS = _TEXTS
"""The prose of the sheet 文字材料, besides the headings of 基本情况."""

TEXT_LIST = "经验做法"
"""The one of ``TEXT_KEYS`` that is a list, a row an entry."""

WORD_LISTS = ("项目类别", "项目属性", "项目类型", "涉及指标")
"""Columns (and keys of 基本信息) with a list of words: one word a line of the cell."""

NUMBER_LISTS = ("针对问题",)
"""Columns with a list of numbers: 1、2."""

PARTS_KIND, WHOLE_KIND = "明细", "合计"
"""What a row of 预算执行 is: the figures of the whole (合计), or one source of the money (明细)."""

INCOME_KIND, SPENDING_KIND = "收入", "支出"
"""What a row of 收支情况 is."""

_DIMENSION_KEYS, _EXECUTION_KEYS = _without(Dimension.aliases(), "扣分"), _without(Execution.aliases(), "明细")
_MONEY_KEYS = tuple(dict.fromkeys((*BudgetPart.aliases(), *_EXECUTION_KEYS)))
_PROJECT_KEYS = _without(HEAD_KEYS, PROJECT)
_OWNED = (PROJECT_NUMBER, EMPTY)

SHEETS: tuple[Sheet, ...] = (
    Sheet("基本信息", ("项目", CONTENT), HEAD_KEYS, by_key=True),
    Sheet("收支情况", (PROJECT, CATEGORY, *Item.aliases(), MONEY_UNIT), Item.aliases(), _OWNED),
    Sheet("预算执行", (PROJECT, CATEGORY, *_MONEY_KEYS), _MONEY_KEYS, _OWNED),
    Sheet(
        "指标",
        (PROJECT, GOAL, *Indicator.aliases(), LEVEL1_POINTS, *GOAL_COLUMNS),
        Indicator.aliases(),
        (PROJECT_NUMBER, GOAL_NUMBER, EMPTY),
    ),
    Sheet("项目", (PROJECT, *_PROJECT_KEYS), (PROJECT, *_PROJECT_KEYS), (EMPTY,)),
    Sheet("存在问题", (PROJECT, *Problem.aliases()), Problem.aliases(), _OWNED),
    Sheet("改进措施", (PROJECT, *Measure.aliases()), Measure.aliases(), _OWNED),
    Sheet("文字材料", (PROJECT, CATEGORY, HEADING, CONTENT), (HEADING, CONTENT), (PROJECT_NUMBER,)),
    Sheet("评价维度", _DIMENSION_KEYS, _DIMENSION_KEYS, (PROJECT, *_OWNED)),
    Sheet("扣分", (DIMENSION, *Deduction.aliases()), Deduction.aliases(), (DIMENSION_NUMBER, PROJECT, *_OWNED)),
    Sheet("核实说明", (PROJECT, *Settlement.aliases()), Settlement.aliases(), _OWNED),
    Sheet("指标分级", Tier.aliases(), Tier.aliases(), (PROJECT, *_OWNED)),
)

SHEET: Mapping[str, Sheet] = MappingProxyType({sheet.name: sheet for sheet in SHEETS})


def score_sheet(name: str, columns: tuple[str, ...]) -> Sheet:
    """The sheet of a scores file; it may have the other columns of a table of indicators, which are not read."""
    indicators = SHEET["指标"]
    return Sheet(name, columns, columns, tuple(head for head in indicators.heads if head not in columns))


GUIDE, OPTIONS = "填写说明", "选项"
"""Sheets of the empty workbook that are no data."""

EVALUATION_SHEETS = ("评价维度", "扣分", "指标分级")
"""Only in a 财政评价."""


LONGEST = 16_000
"""Characters of prose in one cell; Excel holds 32,767 units, and a rare character takes two of them."""

_ESCAPED = regex(r"\\([\\n])")


def plain(value: object) -> str:
    """A scalar as the text of a cell; blank for what was not filled in."""
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def words_in_lines(value: object) -> str:
    """A list of words as the text of a cell, one word a line. A single word is a list of one."""
    return "\n".join(
        plain(word).strip().replace("\\", "\\\\").replace("\n", "\\n") for word in as_list(value) if not is_blank(word)
    )


def words_of(text: str) -> list[str]:
    """The words of a cell that ``words_in_lines`` wrote."""
    lines = (_ESCAPED.sub(lambda match: "\n" if match[1] == "n" else "\\", line) for line in text.split("\n"))
    return [line.strip() for line in lines if line.strip()]


def numbers_in_a_row(value: object) -> str:
    """``[1, 2]`` as ``1、2``."""
    return "、".join(plain(number).strip() for number in as_list(value) if not is_blank(number))


def as_list(value: object) -> Sequence[object]:
    """A list as it is, a single value as a list of one, a blank as an empty one."""
    return value if isinstance(value, list | tuple) else [] if is_blank(value) else [value]


def as_group(value: object) -> Mapping[str, object]:
    """A group as it is; anything else as an empty one."""
    return value if isinstance(value, Mapping) else {}


def pieces(text: str) -> Iterator[str]:
    """A long text in pieces that fit a cell each; always at least one."""
    yield text[:LONGEST]
    for start in range(LONGEST, len(text), LONGEST):
        yield text[start : start + LONGEST]


def alike(name: str) -> str:
    """A name as it is compared: without blanks and line breaks."""
    return "".join(name.split())
