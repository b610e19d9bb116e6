"""A report of one sentence and one table cell, drafted and updated."""

from drafter.blocks import Cell, Draft, Row, Section, Table, Text
from drafter.docx.opening import open_docx
from drafter.revise import Revised, revised
from drafter.state.base import carried
from drafter.state.record import State
from tests.helpers.scenarios import state_for


def draft(cell: str, sentence: str = "实际支出100.00万元。") -> Draft:
    """A draft with the sentence, and 偏差原因 of the one indicator in the cell."""
    head = Row("head", (Cell("指标"), Cell("偏差原因")), header=True)
    table = Table("t", (1, 1), (head, Row("r", (Cell("兑现人数"), Cell(cell)))))
    return Draft("完整版", "报告", "某单位", (Section((Text("b", "body", sentence), table)),))


def state(of: Draft, generation: int) -> State:
    """The state of a draft as that generation (from 1)."""
    return state_for(of, generation)


def update(content: bytes, now: Draft) -> Revised:
    """The file brought up to the new draft; its base is the state that it carries."""
    base = carried(open_docx(content)).state
    return revised(content, "报告.docx", base, now, state(now, base.generation + 1))
