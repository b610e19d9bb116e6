"""收支情况: what came in and what went out, with their parts.

In: a ``Voice``. Out: a passage for the slot 收支情况; nothing where the data carry no 收支情况.
"""

from collections.abc import Sequence
from decimal import Decimal

from drafter.blocks import Statement
from drafter.model import Item
from drafter.narrate.voice import Passage, Voice
from drafter.numbers import fixed


def revenue(voice: Voice) -> list[Passage]:
    """One sentence on the income, one on the spending."""
    data = voice.data.revenue
    told = [_flow(voice, key, items) for key, items in (("收入", data.income), ("支出", data.spending)) if items]
    return [(statement,) for statement in told]


def _flow(voice: Voice, key: str, items: Sequence[Item]) -> Statement:
    path = f"{voice.path}收支情况.{key}"
    unit = voice.data.revenue.currency_unit
    amounts = [None if item.amount is None else item.amount.in_wan(unit) for item in items]
    known = [amount for amount in amounts if amount is not None]
    whole = sum(known, Decimal(0)) if len(known) == len(items) else None
    parts = [
        f"{item.name or ''}{'' if amount is None else fixed(amount) + '万元'}"
        for item, amount in zip(items, amounts, strict=True)
    ]
    places = [f"{path}[{index}].金额" for index in range(len(items))]
    terms = " + ".join(fixed(amount) for amount in known)
    facts = [
        voice.fact("收支", key),
        voice.money("收支合计", whole, *places, formula=f"{terms} = {fixed(whole)}" if whole is not None else ""),
        voice.fact("收支明细", "、".join(part for part in parts if part), *places),
    ]
    return voice.say("revenue", facts, about=f"revenue/{key}", path=path)
