"""One phrase: a thing that can be said, in one or several wordings, with its conditions and its proofs.

In: an entry of a phrase file. Out: a ``Phrase`` that knows when it applies and fills a wording. A wording holds
only text and slots (``{{ 预算执行率 }}``): a slot is replaced by the fact of that name and by nothing else, so that
data can never act as a template.
"""

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from drafter.blocks import Fact, Statement, gap
from drafter.findings import Place
from drafter.phrasebank.conditions import Condition

SLOT = re.compile(r"\{\{\s*([^{}|]+?)\s*\}\}")


def _several(value: Any) -> Any:
    """One sentence alone is a list of one."""
    return (value,) if isinstance(value, str) else value


Sentences = Annotated[tuple[str, ...], BeforeValidator(_several), Field(min_length=1)]


class Example(BaseModel):
    """Facts, and the sentence that each wording must make of them; run as a test."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    facts: Mapping[str, str] = Field(alias="with", default_factory=dict)
    gives: Sentences


class Phrase(BaseModel):
    """One thing to say. ``say``: its wordings, which all say the same facts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

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
            why="、".join(condition.told(name, facts.get(name)) for name, condition in self.when.items()),
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
