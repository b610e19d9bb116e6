"""What of a draft its facts prove, so that it is not read a second time as if somebody else had written it.

In: the blocks of a draft. Out: whether a text, or a row of a table, needs reading (``FactProofs``).

A paragraph is proved where the same phrases stood before with facts of the same names, and every fact that is a
person's own words was the same then: what can differ between the two are figures and names that ``assess`` took from
the cells, or computed of them, under the very name that the phrase gives them. The reader would look for these figures
in the data by that name and find them: it could tell the second text from the first only by what a person wrote in it.
So each phrase is read once, and a person's words each time that they are others, since a reason or a problem may hold a
figure, a year or a count that the data do not give.

A row is proved where every text in it is a label or the cell of one and the same row of the data: the figures that the
reader would hold against the indicator of that name are that indicator's.
"""

from drafter.blocks import Fact, Row, Statement, Text
from drafter.checks.text.wording import may_be_misworded
from drafter.patterns import regex

_OF_ROW = frozenset(
    {"指标", "目标", "目标数", "完成情况", "得分", "分值", "失分", "失分率", "差距", "完成率", "超出", "达标扣分"}
)
"""Facts that are a name or a figure of one row of the data, whatever they hold."""
_LABELS = regex("执行|预算|决算|支出|得分|总分|评分")
"""In a name: the words by which the reader knows the figures of the whole report."""

_Key = tuple[str, int, tuple[tuple[str, str], ...]]


class FactProofs:
    """The proofs of one draft; texts are asked for in the order of the draft."""

    def __init__(self) -> None:
        self._read: set[tuple[_Key, ...]] = set()

    def text(self, block: Text) -> bool:
        """Whether the facts of its statements prove a paragraph; one without statements is a person's."""
        if not block.statements:
            return False
        before: tuple[_Key, ...] = ()
        proved = True
        for statement in block.statements:
            # Sentences of two statements may be joined: each is proved after the one that it follows.
            key = _key(statement)
            pair = (*before, key)
            if pair not in self._read:
                self._read.add(pair)
                proved = False
            before = (key,)
        return proved

    def row(self, row: Row) -> bool:
        """Whether a row prints one row of the data, with no instruction and no number in wrong brackets in it."""
        of = ""
        for cell in row.cells:
            if not cell.facts:
                if cell.text and not cell.label:
                    return False
                continue
            for fact in cell.facts:
                for place in fact.places:
                    above, _, _ = place.path.rpartition(".")
                    if above.endswith("]") and above != of and "指标[" in above:
                        if of:
                            return False
                        of = above
        return not may_be_misworded("\n".join([cell.text for cell in row.cells]))


def _key(statement: Statement) -> _Key:
    facts = tuple([(fact.name, "" if _is_of_the_data(fact) else fact.text) for fact in statement.facts])
    return statement.rule, statement.wording, facts


def _is_of_the_data(fact: Fact) -> bool:
    if fact.formula:
        return True
    return fact.name in _OF_ROW and _LABELS.search(fact.text) is None
