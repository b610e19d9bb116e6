"""A Word file of every kind of block that carries its state."""

from drafter.docx.write import render
from drafter.state.record import Identity, state_of
from tests.helpers.samples import every_kind

DRAFT = every_kind(rows=2)
STATE = state_of(
    DRAFT,
    Identity("某单位", "2020", "", "完整版"),
    data="数据.yaml",
    pack="hubei",
)
DOCX = render(DRAFT, state=STATE)
