"""The words of a form: which field a label means, whatever its blanks, breaks and brackets.

In: the file of labels (``templates/自评表标签.yaml``) and the forms of the packs: every label beside, or above, the
field it names, so that the forms of a county's own pack are understood without a word in the file of labels. Out:
``Words``; ``read_label`` takes a label apart into its bare words, its points （20分） and its unit of money （万元）.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field

from drafter.findings import InputError
from drafter.load.wordform.form import BACKGROUND
from drafter.pack import PACK_FILE, Lines, Pack, file_of, packaged
from drafter.patterns import regex
from drafter.textfile import read_record, read_text_tree

LABELS_FILE = "自评表标签.yaml"
MOST_LETTERS = 60
"""Characters without blanks; a longer text is no label."""

Names = Mapping[str, Lines]

_FULL = {0xFF01 + n: chr(0x21 + n) for n in range(94)}
_TABLE = {
    **_FULL,
    **{ord(c): "" for c in " \t\n\r\u3000\u00a0\u200b\ufeff*"},
    **dict(zip(map(ord, "【】〔〕［］"), "()()()", strict=True)),
}
_BRACKETS = regex(r"\(([^()]*)\)")
_POINTS = regex(r"(?:^|[,，、;(])(?:共|计|权重)?([0-9]+(?:\.[0-9]+)?)分")
_UNIT = regex(r"(?:单位:)?(万元|亿元|元)")
_NUMBERING = regex(r"^(?:[一二三四五六七八九十]+、|[0-9]+[、.](?![0-9]))")


class Label(Struct, frozen=True):
    """A label taken apart: with its brackets, without them, the points and the unit in them."""

    whole: str
    bare: str
    points: str | None = None
    unit: str | None = None


def squeezed(text: str) -> str:
    """Half-width, without any blank or break."""
    return text.translate(_TABLE)


def read_label(text: str) -> Label:
    """``预算执行情况\\n（万元）（20 分）`` -> 预算执行情况, 20, 万元."""
    flat = squeezed(text[:400])
    inside = _BRACKETS.findall(flat)
    points = next((found[1] for part in inside if (found := _POINTS.search(part))), None)
    unit = next((found[1] for part in inside if (found := _UNIT.fullmatch(part))), None)
    trimmed = _NUMBERING.sub("", flat).rstrip(":;,。")
    return Label(trimmed, _BRACKETS.sub("", trimmed).rstrip(":;,。"), points, unit)


class Words(BaseModel):
    """Every list of the file of labels; ``learned``: the labels of packs.

    A label is looked up with its brackets first, then without them.
    """

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)

    fields: Names = Field(alias="填写项")
    money: Names = Field(alias="资金列")
    money_whole: Lines = Field(alias="资金合计")
    money_prefixes: Lines = Field(alias="资金名前缀", default=())
    goal: Lines = Field(alias="目标")
    goals: Names = Field(alias="目标列")
    columns: Names = Field(alias="指标列")
    unread: Lines = Field(alias="不读的列", default=())
    beside: Lines = Field(alias="旁边的字", default=())
    execution: Lines = Field(alias="预算执行指标", default=())
    nothing: Lines = Field(alias="没有数", default=())
    titles: Lines = Field(alias="表题里的字")
    ticked: str = Field(alias="打勾")
    unticked: str = Field(alias="空框")
    learned: Mapping[str, str] = Field(default_factory=dict, exclude=True)

    @cached_property
    def _maps(self) -> Mapping[str, Mapping[str, str]]:
        named = {"填写项": self.fields, "资金列": self.money, "目标列": self.goals, "指标列": self.columns}
        maps = {
            kind: {squeezed(label): key for key, labels in names.items() for label in labels}
            for kind, names in named.items()
        }
        for label, key in self.learned.items():
            kind, _, name = key.partition("/")
            maps[kind].setdefault(label, name)
        return maps

    def field(self, label: Label) -> str | None:
        """The field that a label beside a cell means, None for an unknown one."""
        return self._find("填写项", label)

    def money_column(self, label: Label) -> str | None:
        """The key of a column of the money table."""
        return self._find("资金列", label)

    def goal_column(self, label: Label) -> str | None:
        """The key of a column of the goals."""
        return self._find("目标列", label)

    def column(self, label: Label) -> str | None:
        """The key of a column of the list of indicators."""
        return self._find("指标列", label)

    def _find(self, kind: str, label: Label) -> str | None:
        names = self._maps[kind]
        if not label.bare or len(label.whole) > MOST_LETTERS:
            return None
        return names.get(label.whole) or names.get(label.bare)

    def among(self, names: Iterable[str], label: Label) -> bool:
        """Whether a label is one of a list."""
        plain = {squeezed(name).rstrip(":") for name in names}
        return label.bare in plain or label.whole in plain

    def is_nothing(self, text: str) -> bool:
        """Whether a cell says that there is no figure (—, /)."""
        return squeezed(text) in {squeezed(sign) for sign in self.nothing}

    def inline(self, text: str) -> Iterator[tuple[str, str]]:
        """``单位名称：某局　填报日期：2021.3.1`` -> the fields and their values, in the order of the text."""
        names = sorted(self._maps["填写项"], key=len, reverse=True)
        spaced = "|".join(r"\s*".join(map(re.escape, name)) for name in names if len(name) > 1)
        marks = list(re.finditer(rf"(?<![\w）)])({spaced})\s*(?:[（(][^（）()]*[）)])?\s*[:：]", text))
        for place, mark in enumerate(marks):
            end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
            value = re.split(r"\n|\t| {3,}|\u3000{2,}", text[mark.end() : end].strip())[0].strip()
            yield self._maps["填写项"][squeezed(mark[1])], value

    def begins_inline(self, text: str) -> bool:
        """Whether a text begins with a label, a colon, and something behind it."""
        first = next(self.inline(text), None)
        return first is not None and self.field(read_label(re.split("[:：]", text, maxsplit=1)[0])) == first[0]


def load_words(extra: Iterable[Mapping[str, str]] = (), path: Path | None = None) -> Words:
    """The labels of the file that came with the program, or of ``./templates``, and those of packs (``extra``).

    A label in the file counts before that of a pack. Raises InputError for a faulty file.
    """
    own = Path("templates") / LABELS_FILE
    words = read_record(path or (own if own.is_file() else packaged("templates") / LABELS_FILE), Words)
    learned: dict[str, str] = {}
    for names in extra:
        for label, key in names.items():
            learned.setdefault(label, key)
    return words.model_copy(update={"learned": learned})


_SLOT = regex(r"\{\{\s*(.*?)\s*\}\}")
_HEAD = (
    *("单位名称", "填报日期", "项目名称", "主管部门", "实施单位", "项目类别", "项目属性", "项目类型", "总分", "等级"),
    *("基本支出总额", "项目支出总额", "年初预算数", "全年预算数", "全年执行数", "执行率"),
    *("原因分析", "措施方案", "措施及结果应用方案"),
)
_COLUMNS = {
    **{
        key: key
        for key in ("一级指标", "二级指标", "指标值", "完成值", "分值", "得分", "评分标准", "偏差原因", "改进措施")
    },
    **{key: key for key in ("上年完成值", "数据来源", "运算符号", "计量单位", "年度目标")},
    **{"绩效指标": "三级指标", "目标数值": "指标值", "偏差原因及改进措施": "偏差原因", "绩效类别": "二级指标"},
}
_MONEY = {
    **{key: key for key in ("年初预算数", "全年预算数", "全年执行数", "执行率")},
    **{"预算执行分值": "分值", "预算执行得分": "得分"},
}
_GOALS = {key: key for key in ("预期目标", "实际完成情况")}


def labels_of(pack: Pack) -> dict[str, str]:
    """The labels of all forms of a pack, each with its list and field (填写项/单位名称); a faulty form gives none."""
    found: dict[str, str] = {}
    for form in pack.data.forms.values():
        try:
            tree = read_text_tree(file_of(pack.folder, form.file)).mapping if form.file != PACK_FILE else {}
        except InputError:
            continue
        rows = list(_rows(tree.get("行")))
        for row in rows:
            found.update(_beside(row))
        for above, below in pairwise(rows):
            found.update(_above(above, below))
    return found


def _rows(parts: Any) -> Iterator[list[Any]]:
    """Every row of cells, in reading order."""
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, Mapping):
            cells = part.get("格")
            if isinstance(cells, list):
                yield cells
            yield from _rows(part.get("行"))


def _text(cell: Any) -> str:
    text = cell.get("文字") if isinstance(cell, Mapping) else cell
    return _SLOT.sub("", text) if isinstance(text, str) else ""


def _field(cell: Any) -> str:
    content = cell.get("内容") if isinstance(cell, Mapping) else None
    return str(content[0]) if isinstance(content, list) and content else content if isinstance(content, str) else ""


def _span(cell: Any) -> int:
    span = cell.get("跨列") if isinstance(cell, Mapping) else None
    return int(span) if isinstance(span, str) and span.isdecimal() else 1


def _beside(row: Sequence[Any]) -> dict[str, str]:
    """A label, and the field in the next cell or in a slot behind it."""
    found = {}
    for cell, after in zip_longest(row, row[1:]):
        label, key = read_label(_text(cell)).bare, _field(after)
        slots = _SLOT.findall(str(cell.get("附") or cell.get("文字") or "")) if isinstance(cell, Mapping) else []
        if not key and len(slots) == 1 and label:
            key = slots[0]
        if label and (key in _HEAD or key.startswith(BACKGROUND)):
            found[label] = f"填写项/{key}"
    return found


def _above(heads: Sequence[Any], below: Sequence[Any]) -> dict[str, str]:
    """A row of labels over a row of fields, column by column from the left."""
    places, column = {}, 0
    for cell in heads:
        places[column] = read_label(_text(cell)).bare
        column += _span(cell)
    found: dict[str, str] = {}
    column = 0
    for cell in below:
        label, key = places.get(column), _field(cell)
        for kind, names in (("指标列", _COLUMNS), ("资金列", _MONEY), ("目标列", _GOALS)):
            if label and key in names:
                found[label] = f"{kind}/{names[key]}"
        column += _span(cell)
    return found


def labels_of_packs(packs: Iterable[Pack]) -> list[dict[str, str]]:
    """The labels of each pack, in the order given."""
    return [labels_of(pack) for pack in packs]
