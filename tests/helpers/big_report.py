"""A report of sixty paragraphs and two tables whose data change at random.

In: a random generator. Out: ``Data``, its blocks, the data after a change. Every figure is used once, every thing has
a name that is nowhere else, and the paragraphs differ in nothing but names and figures.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import count, product
from random import Random

from drafter.blocks import Block
from tests.helpers.scenarios import table, text

NUMERALS = "一二三四五六七八九十"
SECTIONS, ITEMS, ROWS = 6, 9, 7
WORDINGS = (
    "“{name}”目标{target}人次，实际完成{actual}人次，完成率{rate}%，主要原因是部分工作延后。",
    "“{name}”年初目标{target}人次，全年共完成{actual}人次，完成率为{rate}%，主要是因为部分工作推迟实施。",
)


@dataclass(frozen=True)
class Item:
    """One thing: in a paragraph of a section, or in a row of a table (``place`` below 0)."""

    name: str
    place: int
    target: str
    actual: str
    rate: str
    wording: int = 0

    @property
    def text(self) -> str:
        return WORDINGS[self.wording].format(**vars(self))

    @property
    def cells(self) -> tuple[str, ...]:
        return self.name, self.target, self.actual, f"{self.rate}%"


class Pool:
    """Names and figures that nobody has used."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._figures = iter(random.sample(range(1000, 9999), 2000))
        self._names = ("".join(("事项", *pair)) for pair in product("甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"))
        self._markers = count(1)

    def figure(self) -> str:
        return str(next(self._figures))

    def rate(self) -> str:
        return f"{next(self._figures) / 100:.2f}"

    def marker(self) -> str:
        return f"〔她写{next(self._markers)}〕"

    def item(self, place: int) -> Item:
        return Item(next(self._names), place, self.figure(), self.figure(), self.rate())


@dataclass(frozen=True)
class Data:
    """All items in order."""

    items: tuple[Item, ...]

    @staticmethod
    def new(pool: Pool) -> "Data":
        places = [place for section in range(SECTIONS) for place in [section] * ITEMS] + [-1] * ROWS + [-2] * ROWS
        return Data(tuple(map(pool.item, places)))

    def at(self, place: int) -> list[Item]:
        return [item for item in self.items if item.place == place]

    @property
    def paragraphs(self) -> list[Item]:
        return [item for item in self.items if item.place >= 0]

    @property
    def rows(self) -> list[Item]:
        return [item for item in self.items if item.place < 0]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        for section in range(SECTIONS):
            yield text(f"heading/{section}", "heading1", f"{NUMERALS[section]}、第{NUMERALS[section]}方面情况")
            for number, item in enumerate(self.at(section)):
                yield text(item.name, "body", f"（{numeral(number + 1)}）{item.text}")
            if section < 2:
                yield self._table(-1 - section)

    def _table(self, place: int) -> Block:
        rows = [(item.name, item.cells) for item in self.at(place)]
        return table(f"table/{-place}", [("head", ("指标名称", "目标值", "完成值", "完成率")), *rows])

    def churned(self, pool: Pool, keep: Collection[str] = ()) -> "Data":
        """Figures of a third change, wordings of three; three vanish and three appear, none of ``keep``."""
        random = pool.random
        free = [item for item in self.paragraphs if item.name not in keep]
        gone = {item.name for item in (*random.sample(free, 2), random.choice(self.rows))}
        reworded = {item.name for item in random.sample(free, 3)}
        items = [
            replace(item, actual=pool.figure(), rate=pool.rate()) if random.random() < 0.35 else item
            for item in self.items
            if item.name not in gone
        ]
        items = [replace(item, wording=1 - item.wording) if item.name in reworded else item for item in items]
        for place in (random.randrange(SECTIONS), random.randrange(SECTIONS), random.choice((-1, -2))):
            items.insert(random.randrange(len(items)), pool.item(place))
        return Data(tuple(items))


def numeral(number: int) -> str:
    """1 to 19 in Chinese."""
    return NUMERALS[number - 1] if number <= 10 else f"十{NUMERALS[number - 11]}"
