"""What each key means, and an example: the words of the notes in an empty workbook and of the comments in empty YAML.

In: the records of the data file (``description`` and ``examples`` of each field). Out: ``HINTS``, by group and key;
``COLUMN_HINTS``, for the columns that only a workbook has.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from drafter.model import Record, SelfEvaluation
from drafter.textfile import joined, model_in
from drafter.workbook.shape import HEAD_KEYS


class Hint(Struct, frozen=True):
    """The meaning of a key in a few words; ``example``: a value as a clerk writes it; ``must``: has to be filled."""

    meaning: str
    example: str = ""
    must: bool = False

    @property
    def with_example(self) -> str:
        """Meaning and example on one line."""
        return f"{self.meaning}，如 {self.example}" if self.example else self.meaning


_MUST: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "": frozenset({"单位名称", "年度"}),
        "预算执行": frozenset({"全年预算数", "全年执行数"}),
        "年度目标.指标": frozenset({"二级指标", "三级指标", "指标值", "完成值", "分值"}),
        "评价维度": frozenset({"名称", "分值", "得分"}),
    }
)
"""What a report needs, though the file is read without it: marked 要填, and coloured while it is blank."""


def _groups(record: type[Record], path: str = "") -> Iterator[tuple[str, Mapping[str, Hint]]]:
    """The hints of a record and of those in it, each with its path; a project has the keys of the whole."""
    fields = {field.alias or name: field for name, field in record.model_fields.items()}
    if not path:  # the single values come first, as on the sheet 基本信息
        fields = {key: fields[key] for key in (*HEAD_KEYS, *(key for key in fields if key not in HEAD_KEYS))}
    which = -1 if path == "收支情况.支出" else 0  # income and spending are one record with an example of each
    hints = {
        key: Hint(
            field.description or "",
            str(field.examples[which]) if field.examples else "",
            key in _MUST.get(path, ()),
        )
        for key, field in fields.items()
    }
    yield path, MappingProxyType(hints)
    for key, field in fields.items():
        inner = model_in(field.annotation)
        if inner is not None and issubclass(inner, Record) and inner is not SelfEvaluation:
            yield from _groups(inner, joined(path, key))


HINTS: Mapping[str, Mapping[str, Hint]] = MappingProxyType(dict(_groups(SelfEvaluation)))
"""By the path of a group without its indices, then by key."""

_OF_PROJECT = "这一行属于哪个项目；留空是本单位（整个部门）的"

COLUMN_HINTS: Mapping[tuple[str, str], Hint] = MappingProxyType(
    {
        ("收支情况", "项目名称"): Hint(_OF_PROJECT),
        ("收支情况", "类别"): Hint("收入或支出", "收入"),
        ("预算执行", "项目名称"): Hint(_OF_PROJECT),
        ("预算执行", "类别"): Hint("合计：全年的数，一份报告一行；明细：一种资金来源一行", "合计"),
        ("预算执行", "名称"): Hint("明细的资金来源；合计的一行不填", "当年财政拨款"),
        ("指标", "项目名称"): Hint(_OF_PROJECT),
        ("指标", "年度目标"): Hint("这个指标属于哪个年度目标", "企业人才薪酬补贴"),
        ("指标", "一级分值"): Hint("表上只印一级指标的分值时写在这里，每个一级指标写一行就够", "50"),
        ("指标", "目标分值"): Hint("年度目标占多少分，写在这个目标的第一行", "70"),
        ("指标", "目标预期"): Hint("年初定的目标，写在这个目标的第一行", "兑现补贴2000人次"),
        ("指标", "目标完成情况"): Hint("全年完成的情况，写在这个目标的第一行", "兑现补贴2105人次"),
        ("项目", "项目名称"): Hint("项目的名称，一行一个项目；别的表里用它指这个项目", "企业人才薪酬补贴", must=True),
        ("项目", "单位名称"): Hint("与基本信息相同的不填"),
        ("项目", "年度"): Hint("与基本信息相同的不填"),
        ("项目", "报告类型"): Hint("不用填"),
        ("项目", "模板"): Hint("不用填"),
        ("存在问题", "项目名称"): Hint(_OF_PROJECT),
        ("改进措施", "项目名称"): Hint(_OF_PROJECT),
        ("核实说明", "项目名称"): Hint(_OF_PROJECT),
        ("文字材料", "项目名称"): Hint(_OF_PROJECT),
        ("文字材料", "类别"): Hint("这段文字放在报告的哪一部分", "基本情况"),
        ("文字材料", "标题"): Hint(
            "基本情况里的小节标题，可以改；领导签批的填姓名、意见、日期；其他类别不填", "主要职能"
        ),
        ("文字材料", "内容"): Hint("正文。一格里换行按 Alt+Enter，空一行是分段"),
        ("存在问题", "涉及指标"): Hint("与哪些三级指标有关；几个的写成“甲、乙”，或一行写一个", "兑现时间"),
        ("改进措施", "针对问题"): Hint("回答哪些问题，写问题的编号，几个用顿号隔开", "1、2"),
        ("扣分", "评价维度"): Hint("扣在哪个维度，与“评价维度”表里的名称相同", "项目产出", must=True),
    }
)
"""By sheet and column."""

_GROUPS = {
    "基本信息": "",
    "项目": "",
    "收支情况": "收支情况.收入",
    "指标": "年度目标.指标",
    "扣分": "评价维度.扣分",
    "文字材料": "",
}


def column_hint(sheet: str, column: str) -> Hint:
    """The hint of a column of a sheet (of a key, in 基本信息)."""
    given = COLUMN_HINTS.get((sheet, column))
    if given is not None:
        return given
    for group in (_GROUPS.get(sheet, sheet), sheet):
        if column in HINTS.get(group, {}):
            return HINTS[group][column]
    return Hint(column)
