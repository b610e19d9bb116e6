"""How single values of a pack are written: 90%, 是, one line for a list of one, 部门整体.

In: the text of a value. Out: its type, or a ValueError in Chinese, which the reader turns into a fault with its line.
"""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator

from drafter.model import ReportType
from drafter.patterns import regex

BANDS = ("达成", "部分达成", "未达成")

MOST = Decimal(10_000)
"""The largest figure of a pack: points, grades, percents."""


def _ratio(value: Any) -> Any:
    """``90%`` -> 0.9; a pack writes every rate with its sign."""
    text = str(value).strip().replace("％", "%")
    if not text.endswith("%"):
        raise ValueError("应写成百分数，如 90%")
    return _figure(text[:-1], "应写成百分数，如 90%") / 100


def _points(value: Any) -> Any:
    """Points in 分, 0 or more."""
    return _figure(str(value).strip(), "应是不小于 0 的数，如 20")


def _figure(text: str, expected: str) -> Decimal:
    try:
        figure = Decimal(text)
    except InvalidOperation:
        raise ValueError(expected) from None
    if not figure.is_finite() or not 0 <= figure <= MOST:
        raise ValueError(f"{expected}，不小于 0，不大于 {MOST}")
    return figure


class Late(NamedTuple):
    """What being late costs: ``points`` (分) for each begun stretch of ``days``; no days, all points, or with
    ``by_share`` the share that the days after the deadline have in all days since the year began."""

    days: int | None
    points: Decimal
    by_share: bool = False


_LATE = regex("每逾期([1-9][0-9]{0,2})[天日]扣([0-9]+(?:[.][0-9]+)?)分")


def _late(value: Any) -> Any:
    """不得分, 按比例, or 每逾期5天扣1分."""
    if isinstance(value, Late):
        return value
    text = str(value).replace(" ", "")
    if text in ("不得分", "按比例"):
        return Late(None, Decimal(0), by_share=text == "按比例")
    found = _LATE.fullmatch(text)
    if found is None:
        raise ValueError("应为 不得分、按比例，或 每逾期5天扣1分 的样子")
    return Late(int(found[1]), Decimal(found[2]))


def _yes(value: Any) -> Any:
    """是 / 否, as everywhere in the data files."""
    if value not in ("是", "否", True, False):
        raise ValueError("应为 是 或 否")
    return {"是": True, "否": False}.get(value, value)


_CONTENTS = regex("([1-9][0-9]{0,2})页以上")


def _contents(value: Any) -> Any:
    """是, 否, or 8页以上: the least number of pages with which a document has a contents page, 0 for never."""
    if isinstance(value, int):
        return value
    text = str(value).replace(" ", "")
    if text in ("是", "否"):
        return int(text == "是")
    found = _CONTENTS.fullmatch(text)
    if found is None:
        raise ValueError("应为 是、否，或 8页以上 的样子")
    return int(found[1])


def _lines(value: Any) -> Any:
    """A single line is a list of one."""
    return [value] if isinstance(value, str) else value


def _report_type(value: Any) -> Any:
    known = [kind.value for kind in ReportType]
    if value not in known:
        raise ValueError(f"应为 {'、'.join(known)} 之一")
    return value


def _band(value: Any) -> Any:
    if value not in BANDS:
        raise ValueError(f"应为 {'、'.join(BANDS)} 之一")
    return value


LateRule = Annotated[Late, BeforeValidator(_late)]
Ratio = Annotated[Decimal, BeforeValidator(_ratio)]
Points = Annotated[Decimal, BeforeValidator(_points)]
Yes = Annotated[bool, BeforeValidator(_yes)]
ContentsPage = Annotated[int, BeforeValidator(_contents)]
Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
ReportTypeName = Annotated[str, BeforeValidator(_report_type)]
Band = Annotated[str, BeforeValidator(_band)]
