"""The phrasebank: sentences as data, and the rule that picks one.

In: the YAML files of ``phrasebank/`` (a list of phrases each). Out: a ``Phrasebank`` that fills the first phrase
of a topic whose conditions hold. A phrase holds only text and slots (``{{ 预算执行率 }}``): a slot is replaced by
the fact of that name and by nothing else, so that data can never act as a template. A fact that a phrase
``needs`` and that is not there becomes a visible gap; without ``needs`` the phrase does not apply.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from drafter.blocks import Fact, Statement, gap
from drafter.findings import Fault, InputError, Place
from drafter.textfile import read_records

_SLOT = re.compile(r"\{\{\s*([^{}|]+?)\s*\}\}")
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

    def __str__(self) -> str:
        words = self.model_dump(by_alias=True, exclude_defaults=True)
        return "、".join(f"{word} {value}" for word, value in words.items())


class Example(BaseModel):
    """Facts and the sentence that they must give; run as a test."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    facts: Mapping[str, str] = Field(alias="with", default_factory=dict)
    gives: str


class Phrase(BaseModel):
    """One sentence of the phrasebank."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    when: Mapping[str, Condition] = Field(default_factory=dict)
    say: str
    needs: tuple[str, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=1)

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_SLOT.findall(self.say)))

    def applies(self, facts: Mapping[str, Fact]) -> bool:
        """Whether the conditions hold and every slot has its fact, but for those that may be gaps."""
        return all(condition.holds(facts.get(name)) for name, condition in self.when.items()) and all(
            name in facts or name in self.needs for name in self.slots
        )

    def fill(
        self, facts: Mapping[str, Fact], places: Mapping[str, tuple[Place, ...]] | None = None
    ) -> tuple[str, tuple[Fact, ...]]:
        """The sentence and the facts that it used; a gap carries the cells (``places``) that should fill it."""
        empty = places or {}
        used = {
            name: facts.get(name) or Fact(name, gap(name), places=empty.get(name, ()))
            for name in (*self.slots, *self.when)
        }
        text = _SLOT.sub(lambda match: used[match.group(1)].text, "".join(self.say.split("\n")))
        kept = tuple(fact for name, fact in used.items() if name in facts or name in self.slots)
        return text.strip(), kept


@dataclass(frozen=True)
class Phrasebank:
    """All phrases by topic. A topic is a phrase and those whose ids continue its own (``execution.score.low``)."""

    phrases: tuple[Phrase, ...]

    @cached_property
    def topics(self) -> Mapping[str, tuple[Phrase, ...]]:
        """The phrases of each topic, in the order in which they are tried."""
        found: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            found.setdefault(self.topic_of(phrase), []).append(phrase)
        return {topic: tuple(phrases) for topic, phrases in found.items()}

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(phrase.id for phrase in self.phrases)

    def topic_of(self, phrase: Phrase) -> str:
        """The shortest beginning of the phrase's id that is itself a phrase."""
        parts = phrase.id.split(".")
        beginnings = (".".join(parts[:count]) for count in range(1, len(parts) + 1))
        return next(beginning for beginning in beginnings if beginning in self._ids)

    def choose(self, topic: str, facts: Mapping[str, Fact]) -> Phrase:
        """The first phrase of the topic that applies. Raises ``InputError`` where none does."""
        mine = self.topics.get(topic, ())
        for phrase in mine:
            if phrase.applies(facts):
                return phrase
        raise InputError(
            Fault(
                where="phrasebank",
                found=f"“{topic}”没有适用的句子（已有 {len(mine)} 句，条件都不满足）",
                expected=f"至少一句的条件与事实相符：{'、'.join(facts)}",
                hint="在 phrasebank 里为它补一句不带 when 的句子",
            )
        )

    def say(self, topic: str, facts: Iterable[Fact], *, about: str, where: Place | None = None) -> Statement:
        """The statement about ``about`` (its id) that the topic's phrase makes of the facts.

        A fact without text is missing: where the phrase needs it, it becomes a gap that points to the fact's cells,
        or to ``where``.
        """
        given = list(facts)
        known = {fact.name: fact for fact in given if fact.text}
        phrase = self.choose(topic, known)
        places = {fact.name: fact.places or ((where,) if where else ()) for fact in given if not fact.text}
        if where:
            places = dict.fromkeys(phrase.slots, (where,)) | places
        text, used = phrase.fill(known, places)
        return Statement(id=about, rule=phrase.id, text=text, facts=used)


def figure_of(text: str) -> Decimal | None:
    """The one figure in a fact's text (``91.71%`` -> 91.71, ``3411.33万元`` -> 3411.33), or None."""
    found = _FIGURE.findall(text)
    return Decimal(found[0]) if len(found) == 1 else None


def _bound(text: str) -> Decimal:
    try:
        return Decimal(text.rstrip("%万元分"))
    except InvalidOperation:
        raise ValueError(f"条件里的“{text}”不是数") from None


def load_phrasebank(folder: Path) -> Phrasebank:
    """Every phrase of a folder and its sub-folders, proved. Raises ``InputError`` with all faults at once."""
    phrases: list[Phrase] = []
    faults: list[Fault] = []
    seen: dict[str, Place] = {}
    for file in sorted(folder.rglob("*.yaml")):
        for phrase, place in read_records(file, Phrase):
            faults.extend(_faults(phrase, place, seen))
            seen.setdefault(phrase.id, place)
            phrases.append(phrase)
    if not phrases:
        faults.append(Fault(str(folder), "没有句子", "文件夹里应有 .yaml 句子文件", "检查 phrasebank 文件夹的位置"))
    if faults:
        raise InputError(faults)
    return Phrasebank(tuple(phrases))


def _faults(phrase: Phrase, place: Place, seen: Mapping[str, Place]) -> list[Fault]:
    faults = []
    if phrase.id in seen:
        faults.append(
            Fault(place, f"句子编号“{phrase.id}”重复", f"{seen[phrase.id]} 已有同名句子", "给其中一句换个编号")
        )
    if "{%" in phrase.say or "{#" in phrase.say or _stray_braces(phrase.say):
        faults.append(
            Fault(place, f"句子“{phrase.id}”含有看不懂的花括号", "句子里只能有 {{ 名称 }} 形式的空", "改成 {{ 名称 }}")
        )
    for name in phrase.needs:
        if name not in phrase.slots:
            faults.append(_unknown(place, phrase, name, phrase.slots))
    return faults


def _stray_braces(text: str) -> bool:
    rest = _SLOT.sub("", text)
    return "{" in rest or "}" in rest


def _unknown(place: Place, phrase: Phrase, name: str, known: Sequence[str]) -> Fault:
    near = get_close_matches(name, known, n=1, cutoff=0.3)
    hint = f"是否想写“{near[0]}”" if near else "删去它，或在句子里加上这个空"
    return Fault(place, f"句子“{phrase.id}”的 needs 里有“{name}”", f"句子里的空是 {'、'.join(known)}", hint)


def proofs(phrase: Phrase) -> list[tuple[str, str]]:
    """The phrase's examples as (given, expected) pairs of sentences."""
    pairs: list[tuple[str, str]] = []
    for example in phrase.examples:
        facts: dict[str, Any] = {name: Fact(name, text) for name, text in example.facts.items()}
        given = phrase.fill(facts)[0] if phrase.applies(facts) else "（条件不满足）"
        pairs.append((given, example.gives.strip()))
    return pairs
