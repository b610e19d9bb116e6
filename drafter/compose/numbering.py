"""The numbers of headings and of numbered paragraphs: 一、（一）1.（1）.

In: the depth of each heading in reading order. Out: its number as text, and the path of headings above it
(the identity of a heading, whatever its number).
"""

from drafter.numbers import chinese_numeral

DEEPEST = 4


def number_text(depth: int, count: int) -> str:
    """The number of the ``count``-th heading of a depth (GB/T 9704: 一、（一）1.（1））."""
    match depth:
        case 1:
            return f"{chinese_numeral(count)}、"
        case 2:
            return f"（{chinese_numeral(count)}）"
        case 3:
            return f"{count}."
        case _:
            return f"（{count}）"


class Numbering:
    """Counts headings as they come; items are numbered one level below the heading that they are under."""

    def __init__(self) -> None:
        self._counts = [0] * (DEEPEST + 2)
        self._titles: list[str] = []

    @property
    def path(self) -> str:
        """The headings above, joined: ``绩效目标完成情况/预算执行情况``."""
        return "/".join(self._titles)

    @property
    def depth(self) -> int:
        return len(self._titles)

    def heading(self, depth: int, title: str) -> str:
        """The next number at that depth (1 for 一、)."""
        self._titles = [*self._titles[: depth - 1], title]
        self._counts[depth] += 1
        self._counts[depth + 1 :] = [0] * (len(self._counts) - depth - 1)
        return number_text(depth, self._counts[depth])

    def item(self) -> str:
        """The number of a paragraph of the current heading."""
        below = min(self.depth + 1, DEEPEST)
        self._counts[below] += 1
        return number_text(below, self._counts[below])
