"""What the packs' own forms call things: every label that stands beside, or above, the field it names.

In: the YAML of a form as a tree. Out: label -> group and field, as ``Words`` keeps them. So a pack that somebody made
for a county is understood without a word in the file of labels.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from drafter.findings import InputError
from drafter.load.wordform.form import BACKGROUND
from drafter.load.wordform.labels import read_label
from drafter.pack import PACK_FILE, Pack, file_of
from drafter.textfile import read_text_tree

_SLOT = re.compile(r"\{\{\s*(.*?)\s*\}\}")
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
    """The labels of all forms of a pack; a form that cannot be read teaches nothing."""
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
    for cell, after in zip(row, [*row[1:], None], strict=True):
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


def learned(packs: Iterable[Pack]) -> list[dict[str, str]]:
    return [labels_of(pack) for pack in packs]
