"""All phrases together, and the rule that picks one.

In: phrases. Out: a ``Phrasebank``, which makes a statement on a topic: of its phrases the first whose conditions hold,
of that phrase's wordings the one that belongs to the subject of the statement. A fact that a phrase ``needs`` and that
is missing becomes a visible gap; without ``needs`` the phrase does not apply.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from drafter.blocks import Fact, Statement
from drafter.findings import Fault, InputError, Place
from drafter.phrasebank.phrase import Phrase

_OF_THE_REPORT = ("项目", "自评主体", "年度", "单位名称", "项目名称", "报告类型")
_OF_THE_PACK = ("自评对象", "标题", "摘要标题", "预算名称", "支出名称")
COMMON = frozenset((*_OF_THE_REPORT, *_OF_THE_PACK))
"""What every sentence may name."""


class Phrasebank(Struct, frozen=True, dict=True):
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

    def open_topics(self) -> Mapping[str, Phrase]:
        """The topics that some facts leave without a sentence, each with its last phrase.

        A topic is closed where its last phrase has no condition, and each of its slots may be a gap or is common to
        all sentences.
        """
        return {
            topic: phrases[-1]
            for topic, phrases in self.topics.items()
            if phrases[-1].when or any(n not in phrases[-1].needs and n not in COMMON for n in phrases[-1].slots)
        }

    def choose(self, topic: str, facts: Mapping[str, Fact]) -> Phrase:
        """The first phrase of the topic that applies. Raises ``InputError`` where none does."""
        candidates = self.topics.get(topic, ())
        for phrase in candidates:
            if phrase.applies(facts):
                return phrase
        raise InputError(
            Fault(
                where="phrasebank",
                found=f"“{topic}”没有适用的句子（已有 {len(candidates)} 句，条件都不满足）",
                expected=f"至少一句的条件与事实相符：{'、'.join(facts)}",
                hint="在 phrasebank 里为它补一句不带 when 的句子",
            )
        )

    def say(
        self, topic: str, facts: Iterable[Fact], *, about: str, where: Place | None = None, wording: int | None = None
    ) -> Statement:
        """The statement about ``about`` (its id) that the topic's phrase makes of the facts.

        A fact without text is missing: where the phrase needs it, it becomes a gap that points to the fact's cells,
        or to ``where``. ``wording`` chooses the wording in place of the hash of ``about``.
        """
        given = list(facts)
        known = {fact.name: fact for fact in given if fact.text}
        phrase = self.choose(topic, known)
        places = {fact.name: fact.places or ((where,) if where else ()) for fact in given if not fact.text}
        if where:
            places = dict.fromkeys(phrase.slots, (where,)) | places
        return phrase.fill(known, about, places, 0 if wording is None else wording % len(phrase.say) + 1)

    def categories(self, topic: str, fact: str) -> tuple[str, ...]:
        """The values of a fact that a topic's phrases ask for (the 原因类别 of ``cause``), in the bank's order."""
        conditions = [phrase.when[fact] for phrase in self.topics.get(topic, ()) if fact in phrase.when]
        return tuple(dict.fromkeys(word for c in conditions for word in (c.is_, *(c.in_ or ())) if word))
