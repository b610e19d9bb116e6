"""What must hold of a fact before a phrase is used.

In: one entry of ``when`` in a phrase file. Out: a ``Condition`` that holds or not, and tells itself in Chinese.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from drafter.blocks import Fact

_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")


class Condition(BaseModel):
    """What must hold of one fact; several words of one condition are joined by and."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    is_: str | None = Field(alias="is", default=None)
    in_: tuple[str, ...] | None = Field(alias="in", default=None)
    below: str | None = None
    at_least: str | None = None
    between: tuple[str, str] | None = None
    missing: bool = False
    present: bool = False

    @model_validator(mode="before")
    @classmethod
    def _one_word(cls, value: Any) -> Any:
        """``present`` and ``missing`` stand alone; any other word alone is what the fact must be."""
        if not isinstance(value, str):
            return value
        return {value: True} if value in ("present", "missing") else {"is": value}

    @model_validator(mode="after")
    def _bounds_are_figures(self) -> "Condition":
        for text in (self.below, self.at_least, *(self.between or ())):
            if text is not None:
                _bound(text)
        return self

    def holds(self, fact: Fact | None) -> bool:
        """Whether the condition holds; an absent fact fails every word but ``missing``."""
        if fact is None:
            return self.missing
        figure = figure_of(fact.text)
        return not self.missing and all(
            (
                self.is_ is None or fact.text == self.is_,
                self.in_ is None or fact.text in self.in_,
                self.below is None or (figure is not None and figure < _bound(self.below)),
                self.at_least is None or (figure is not None and figure >= _bound(self.at_least)),
                self.between is None
                or (figure is not None and _bound(self.between[0]) <= figure < _bound(self.between[1])),
            )
        )

    @property
    def wanted(self) -> str:
        """What is asked for: ``小于90%``, ``有``, ``没有``, ``是“未开展”``."""
        words = [
            "没有" if self.missing else "",
            f"是“{self.is_}”" if self.is_ else "",
            f"是“{'”“'.join(self.in_)}”之一" if self.in_ else "",
            f"小于{self.below}" if self.below else "",
            f"不小于{self.at_least}" if self.at_least else "",
            f"在{self.between[0]}与{self.between[1]}之间" if self.between else "",
        ]
        return "、".join(word for word in words if word) or "有"

    def told(self, name: str, fact: Fact | None) -> str:
        """The condition as it was met: ``完成率 82.00%（小于90%）``, ``差距 有``, ``偏差原因 没有``."""
        if fact is None or self.is_ or self.in_ or self.wanted == "有":
            return f"{name} {self.wanted if fact is None or not self.in_ else f'是“{fact.text}”'}"
        return f"{name} {fact.text}（{self.wanted}）"


def figure_of(text: str) -> Decimal | None:
    """The one figure in a fact's text (``91.71%`` -> 91.71, ``3411.33万元`` -> 3411.33), or None."""
    found = _FIGURE.findall(text)
    return Decimal(found[0]) if len(found) == 1 else None


def _bound(text: str) -> Decimal:
    try:
        return Decimal(text.rstrip("%万元分天"))
    except InvalidOperation:
        raise ValueError(f"条件里的“{text}”不是数") from None
