"""What an entry workbook, or empty YAML, needs of the pack and the kind of report.

In: nothing; the command asks the pack, its forms and the phrasebank. Out: ``EntryForm``, and the sheets that it has.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field

from drafter.workbook.shape import EVALUATION_SHEETS, HEAD_KEYS, PROJECT, SHEETS, TEXT_KEYS, Sheet

WHOLE, OF_PROJECT, EVALUATION = "部门整体", "项目", "财政评价"

Row = Mapping[str, str | None]
"""A row: its texts by column."""

Rows = Mapping[str, Sequence[Row]]
"""The rows of each sheet."""

_PROJECT_KEYS = (PROJECT, "主管部门", "实施单位", "项目类别", "项目属性", "项目类型")
_EVALUATION_TEXTS = ("经验做法",)
_NOT_IN_EVALUATION = ("上年度结果应用",)


class EntryForm(Struct, frozen=True):
    """The pack's name (as 模板 gives it) and title; the choices of the dropdowns; what counts as full or low.

    ``full_marks`` and ``execution_points`` in 分; ``execution_low`` a ratio (0.9), below it a reason is asked for.
    """

    pack: str
    title: str
    report_type: str
    levels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    headings: Sequence[str] = ()
    ticks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    categories: Sequence[str] = ()
    grades: Sequence[str] = ()
    full_marks: Decimal = Decimal(100)
    execution_points: Decimal = Decimal(0)
    execution_low: Decimal = Decimal("0.9")

    @property
    def is_evaluation(self) -> bool:
        return self.report_type == EVALUATION

    @property
    def has_projects(self) -> bool:
        return self.report_type == WHOLE

    @property
    def head_keys(self) -> tuple[str, ...]:
        """The keys of 基本信息 that this kind of report has."""
        without = _PROJECT_KEYS if self.has_projects else _PROJECT_KEYS[3:] if self.is_evaluation else ()
        if not self.grades:
            without = (*without, "等级")
        return tuple(key for key in HEAD_KEYS if key not in without)

    @property
    def text_keys(self) -> tuple[str, ...]:
        """The prose of 文字材料 that this kind of report has, besides the headings of 基本情况."""
        without = _NOT_IN_EVALUATION if self.is_evaluation else _EVALUATION_TEXTS
        return tuple(key for key in TEXT_KEYS if key not in without)

    def sheets(self, rows: Rows) -> tuple[Sheet, ...]:
        """The sheets of this kind of report, and any other that has rows."""
        return tuple(sheet for sheet in SHEETS if self._has(sheet.name) or rows.get(sheet.name))

    def _has(self, name: str) -> bool:
        if name in EVALUATION_SHEETS:
            return self.is_evaluation
        return self.has_projects if name == "项目" else True

    def first_rows(self) -> dict[str, list[Row]]:
        """The rows of an unfilled workbook: keys, headings, the pack; nothing that counts as a figure or a text."""
        given = {"模板": self.pack, "报告类型": self.report_type}
        headings = [{"类别": "基本情况", "标题": heading} for heading in self.headings]
        return {
            "基本信息": [{"项目": key, "内容": given.get(key)} for key in self.head_keys],
            "文字材料": [*headings, *({"类别": key} for key in self.text_keys)],
        }
