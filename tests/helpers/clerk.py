"""A person who edits a big report at random, in every way that the hands know.

In: a file, its data, a source of names and figures. Out: her file; what she touched, and the figures that she changed.
All that she types carries a marker of its own.
"""

from collections.abc import Callable

from lxml import etree

from tests.helpers.big_report import SECTIONS, Data, Item, Pool
from tests.helpers.word_editing import OPS, Hands
from tests.helpers.word_file import W, text_of


class Clerk:
    """Edits of hers. ``touched``: the items whose paragraph or row she worked on; ``figures``: item -> her figure."""

    def __init__(self, content: bytes, data: Data, pool: Pool) -> None:
        self.hands, self.pool, self.random = Hands(content, data.blocks), pool, pool.random
        self.items = {item.name: item for item in data.items}
        self.fresh = list(data.paragraphs)
        self.touched: set[str] = set()
        self.figures: dict[str, str] = {}
        self.random.shuffle(self.fresh)

    def edit(self, times: int) -> bytes:
        """Her file after so many edits."""
        for way in self.random.choices((*WAYS, Clerk.figure, Clerk.figure), k=times):
            way(self)
        return self.hands.file.content

    def do(self, op: str, **keys: object) -> None:
        OPS[op](self.hands, **keys)

    def taken(self) -> Item:
        """An item that she has not touched yet."""
        item = self.fresh.pop()
        self.touched.add(item.name)
        return item

    def written(self) -> str:
        return f"{self.pool.marker()}另有情况说明如下，工作正在开展。"

    def words(self) -> None:
        self.do("sub", at=self.taken().name, find="部分工作", put=f"部分{self.pool.marker()}工作")

    def figure(self) -> None:
        item, hers = self.taken(), self.pool.figure()
        self.figures[item.name] = hers
        self.do("sub", at=item.name, find=f"{item.actual}人次", put=f"{hers}人次")

    def clause(self) -> None:
        item = self.taken()
        self.do("sub", at=item.name, find=f"，完成率{item.rate}%", put="")

    def tracked(self) -> None:
        self.do("tracked_sub", at=self.taken().name, find="主要原因是", put=f"主要{self.pool.marker()}原因是")

    def added(self) -> None:
        beside = self.random.choice(list(self.hands.blocks))
        self.do(self.random.choice(("insert_after", "insert_before")), at=beside, text=self.written())

    def quoted(self) -> None:
        item = self.random.choice(list(self.items.values()))
        words = f"{self.pool.marker()}其中{item.rate}%的完成率居前。"
        self.do("insert_after", at=f"heading/{self.random.randrange(SECTIONS)}", text=words)

    def deleted(self) -> None:
        self.do("delete", at=self.taken().name)

    def moved(self) -> None:
        self.do("move", at=self.taken().name, after=self.taken().name)

    def copied(self) -> None:
        self.do("copy", at=self.taken().name, after=self.taken().name)

    def split(self) -> None:
        self.do("split", at=self.taken().name, before="主要原因")

    def merged(self) -> None:
        item = self.taken()
        before = self.hands.at(item.name).getprevious()
        names = [name for name, element in self.hands.blocks.items() if element is before and name in self.items]
        if names:  # not a heading, not a paragraph of hers
            self.fresh = [other for other in self.fresh if other.name not in names]
            self.touched |= set(names)
            self.do("merge", at=item.name)

    def retyped(self) -> None:
        item = self.taken()
        number = text_of(self.hands.at(item.name))[:3]
        words = f"{number}{self.pool.marker()}{item.name}进展总体平稳，累计{item.actual}人次，后续仍需加大力度。"
        self.do("retype", at=item.name, text=words)

    def swapped(self) -> None:
        self.do("swap_text", a=self.taken().name, b=self.taken().name)

    def emphasised(self) -> None:
        item = self.taken()
        self.do("bold", at=item.name, find=f"{item.actual}人次")

    def commented(self) -> None:
        self.do("comment", at=self.taken().name, text=f"{self.pool.marker()}请核实")

    def filled(self) -> None:
        if table := self.table():
            row = self.random.randrange(1, len(self.rows(table)))
            self.do("cell", at=table, r=row, c=self.random.choice((1, 2)), text=self.pool.marker())

    def row_gone(self) -> None:
        if table := self.table():
            self.do("del_row", at=table, r=self.random.randrange(1, len(self.rows(table))))

    def row_added(self) -> None:
        if table := self.table():
            rows = self.rows(table)
            after = self.random.randrange(1, len(rows))
            cells = [self.pool.marker(), *["—"] * (len(rows[after].findall(W + "tc")) - 1)]
            self.do("add_row", at=table, after=after, cells=cells)

    def column_added(self) -> None:
        if table := self.table():
            self.touched.add(table)
            rows = self.rows(table)
            cells = [self.pool.marker() for _ in rows]
            self.do("add_col", at=table, c=self.random.randrange(1, len(rows[0].findall(W + "tc")) + 1), cells=cells)

    def table_gone(self) -> None:
        if (table := self.table()) and self.random.random() < 0.3:
            self.touched.add(table)
            self.do("del_table", at=table)

    def table(self) -> str:
        """A table that she has not thrown away; "" where there is none."""
        left = [name for name in self.hands.blocks if name.startswith("table/")]
        return self.random.choice(left) if left else ""

    def rows(self, table: str) -> list[etree._Element]:
        return self.hands.at(table).findall(W + "tr")


WAYS: tuple[Callable[[Clerk], None], ...] = (
    Clerk.words, Clerk.figure, Clerk.clause, Clerk.tracked, Clerk.added, Clerk.quoted, Clerk.deleted, Clerk.moved,
    Clerk.copied, Clerk.split, Clerk.merged, Clerk.retyped, Clerk.swapped, Clerk.emphasised, Clerk.commented,
    Clerk.filled, Clerk.row_gone, Clerk.row_added, Clerk.column_added, Clerk.table_gone,
)  # fmt: skip
