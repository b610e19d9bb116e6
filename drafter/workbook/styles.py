"""The formats of an entry workbook: heads, cells by kind, what is missing.

In: an XlsxWriter workbook. Out: its ``Styles``. Colours say the same on every sheet; the guide explains them.
"""

from typing import Any

from drafter.workbook.columns import Kind

FONT = "宋体"
MUST, MAY, MISSING, WRONG, RIGHT = "#F8CBAD", "#DDEBF7", "#FFF2CC", "#FF9999", "#C6E0B4"
"""The head of what must be filled, of what may; a cell still missing, one that is wrong; a sum that is right."""

_LINE = "#BFBFBF"
_NUMBER_FORMATS = {"text": "@", "long": "@", "number": "General", "percent": "0.00%", "date": "yyyy-mm-dd"}


class Styles:
    """Every format once, made when it is asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def cell(self, kind: Kind, *, border: bool = True) -> Any:
        """A cell to be filled."""
        look: dict[str, object] = {"num_format": _NUMBER_FORMATS[kind], "valign": "vcenter"}
        look |= {"text_wrap": True} if kind in ("text", "long") else {"align": "center"}
        return self._format(f"{kind}{border}", {**look, **({"border": 1, "border_color": _LINE} if border else {})})

    def head(self, *, must: bool) -> Any:
        """The head of a column."""
        look = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
        return self._format(f"head{must}", {**look, "border_color": _LINE, "bg_color": MUST if must else MAY})

    def key(self, *, must: bool) -> Any:
        """A key of 基本信息."""
        look = {
            "bold": True,
            "valign": "vcenter",
            "border": 1,
            "border_color": _LINE,
            "bg_color": MUST if must else MAY,
        }
        return self._format(f"key{must}", look)

    @property
    def title(self) -> Any:
        return self._format("title", {"bold": True, "font_size": 16, "valign": "vcenter"})

    @property
    def hint(self) -> Any:
        """The line above a table."""
        return self._format("hint", {"font_color": "#595959", "valign": "vcenter"})

    @property
    def sum_line(self) -> Any:
        """The line with the live sums."""
        return self._format("sum", {"bold": True, "valign": "vcenter"})

    @property
    def words(self) -> Any:
        """Text of the guide."""
        return self._format("words", {"text_wrap": True, "valign": "vcenter", "font_size": 12})

    @property
    def link(self) -> Any:
        look = {"font_color": "#0563C1", "underline": 1, "border": 1, "border_color": _LINE, "valign": "vcenter"}
        return self._format("link", look)

    def boxed(self, colour: str = "", *, middle: bool = False) -> Any:
        """A cell of a small table of the guide."""
        look: dict[str, object] = {"border": 1, "border_color": _LINE, "valign": "vcenter", "text_wrap": True}
        look |= {"bg_color": colour} if colour else {}
        look |= {"align": "center"} if middle else {}
        return self._format(f"box{colour}{middle}", look)

    def mark(self, colour: str) -> Any:
        """What a condition lays over a cell."""
        return self._format(f"mark{colour}", {"bg_color": colour})

    def _format(self, name: str, look: dict[str, object]) -> Any:
        if name not in self._made:
            self._made[name] = self._book.add_format(look)
        return self._made[name]
