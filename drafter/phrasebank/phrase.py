"""One phrase: something to state, in one or several wordings, with its conditions and its examples.

In: an entry of a phrase file. Out: a ``Phrase``: when it applies, its wordings, filled with facts. A wording holds only
text and slots (``{{ 预算执行率 }}``): a slot is replaced by the fact of that name and by nothing else, so that data
can never act as a template. A ``Condition`` (an entry of ``when``) holds of a fact or not, and has a text in
Chinese.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from drafter.blocks import Fact, Statement, gap
from drafter.findings import Place
from drafter.patterns import regex

_FIGURE = regex(r"-?\d+(?:\.\d+)?")


class Condition(BaseModel):
    """What must hold of one fact; all words of one condition must hold.

    ``below`` and ``between`` leave out the upper bound. Bounds are figures as they are printed (90%), and are compared
    with the figure of the fact's text, whatever its unit.
    """

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)

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
        """``present`` and ``missing`` are conditions by themselves; any other single word is what the fact must be."""
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

    def as_met(self, name: str, fact: Fact | None) -> str:
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


SLOT = regex(r"\{\{\s*([^{}|]+?)\s*\}\}")


def _several(value: Any) -> Any:
    """One sentence alone is a list of one."""
    return (value,) if isinstance(value, str) else value


Sentences = Annotated[tuple[str, ...], BeforeValidator(_several), Field(min_length=1)]


class Example(BaseModel):
    """Facts, and the sentence that each wording must make of them; run as a test."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True, populate_by_name=True)

    facts: Mapping[str, str] = Field(alias="with", default_factory=dict)
    gives: Sentences


class Phrase(BaseModel):
    """One thing to say. ``say``: its wordings, which all say the same facts."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)

    id: str
    when: Mapping[str, Condition] = Field(default_factory=dict)
    say: Sentences
    needs: tuple[str, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=1)

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of all wordings, in the order of the text."""
        return tuple(dict.fromkeys(name for wording in self.say for name in SLOT.findall(wording)))

    def applies(self, facts: Mapping[str, Fact]) -> bool:
        """Whether the conditions hold and every slot has its fact, but for those that may be gaps."""
        return all(condition.holds(facts.get(name)) for name, condition in self.when.items()) and all(
            name in facts or name in self.needs for name in self.slots
        )

    def wording_for(self, about: str) -> int:
        """Which wording a statement gets, from 1: by a hash of what it is about, so that it never depends on others."""
        digest = blake2b(f"{about}\n{self.id}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % len(self.say) + 1

    def fill(
        self, facts: Mapping[str, Fact], about: str, places: Mapping[str, tuple[Place, ...]], wording: int = 0
    ) -> Statement:
        """The statement that a wording (by default the one for ``about``) makes of the facts.

        A fact that is not there is a gap, which carries the cells (``places``) that should fill it; one that a
        condition found missing is kept without a text, for its cells.
        """
        number = wording or self.wording_for(about)
        used = {
            name: facts.get(name) or Fact(name, gap(name) if name in self.slots else "", places=places.get(name, ()))
            for name in (*self.slots, *self.when)
        }
        text = SLOT.sub(lambda match: used[match.group(1)].text, "".join(self.say[number - 1].split("\n")))
        return Statement(
            id=about,
            rule=self.id,
            text=text.strip(),
            facts=tuple(fact for name, fact in used.items() if fact.text or fact.places),
            wording=number,
            why="、".join(condition.as_met(name, facts.get(name)) for name, condition in self.when.items()),
        )


def proofs(phrase: Phrase) -> list[tuple[str, str]]:
    """The phrase's examples as (given, expected) pairs of sentences, a pair for each wording."""
    pairs: list[tuple[str, str]] = []
    for example in phrase.examples:
        facts = {name: Fact(name, text) for name, text in example.facts.items()}
        if not phrase.applies(facts):
            pairs.append(("（条件不满足）", example.gives[0].strip()))
            continue
        for number in range(1, len(phrase.say) + 1):
            expected = example.gives[number - 1].strip() if number <= len(example.gives) else "（没有写）"
            pairs.append((phrase.fill(facts, "", {}, number).text, expected))
    return pairs
