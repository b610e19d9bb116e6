"""A paragraph of the report beside the state: which stretch of it is which statement, and which is the clerk's.

In: a paragraph as it reads now. Out: a ``TracedText``: its stretches in order, each with its ``Trace``. A paragraph
that reads as it was written is cut where its statements meet; in any other, every statement that is still there word
for word is the program's, and the rest is the clerk's.
"""

from collections import deque
from collections.abc import Iterator

from msgspec import Struct

from drafter.blocks import Statement, Text
from drafter.patterns import regex
from drafter.state.record import State
from drafter.trace.compare import BaseTexts, Folded, fold, folded
from drafter.trace.record import Origin, Trace

_SHORTEST = 4
"""A statement of fewer characters is not looked for inside a paragraph that was changed: it would be found by chance,
as part of a sentence of the clerk's."""

_MOST_CHANGED = 2_000
"""Paragraphs that were changed; in any more no statement of the base is looked for, or a hostile file would take
minutes."""

_SENTENCE = regex(r"[^。;!?]*[。;!?]+|[^。;!?]+")
_NUMBER = regex(r"[\d一二三四五六七八九十(),.、。;:!?\"]+")


class Stretch(Struct, frozen=True):
    """A part of a folded text, and its trace."""

    start: int
    end: int
    trace: Trace


class TracedText(Struct, frozen=True):
    """A paragraph or a cell, folded, with a trace for each of its stretches."""

    folded: str
    stretches: tuple[Stretch, ...]


class Paragraphs:
    """The paragraphs of a state, taken one by one by those of the report."""

    def __init__(self, state: State, report: str) -> None:
        self._blocks: dict[str, deque[Text]] = {}
        for block in state.blocks:
            if isinstance(block, Text):
                self._blocks.setdefault(folded(block.text), deque()).append(block)
        said = {folded(s.text): s for s in state.statements}
        self._statements = sorted(
            ((t, s) for t, s in said.items() if len(t) >= _SHORTEST), key=lambda pair: -len(pair[0])
        )
        self._changed_left = _MOST_CHANGED
        self._base_texts = BaseTexts(state, report)

    def traced(self, text: str, where: tuple[str, ...]) -> TracedText:
        """The paragraph with its traces; one that the report has more often than the state goes to the last of them."""
        current = fold(text)
        blocks = self._blocks.get(current.text)
        if blocks:
            block = blocks.popleft() if len(blocks) > 1 else blocks[0]
            stretches = _as_written(current, block, where)
        else:
            stretches = tuple(self._changed(current, where))
        return TracedText(current.text, stretches)

    def _changed(self, current: Folded, where: tuple[str, ...]) -> Iterator[Stretch]:
        kept = sorted(self._unchanged_statements(current.text), key=lambda found: found[0])
        at = 0
        for start, end, statement in kept:
            yield from self._changed_stretches(current, at, start, where, is_all=False)
            text = current.original(start, end)
            yield Stretch(
                start, end, Trace(Origin.PHRASE, where, text, statement, statement.facts, edited=bool(statement))
            )
            at = end
        yield from self._changed_stretches(current, at, len(current.text), where, is_all=not kept)

    def _unchanged_statements(self, text: str) -> list[tuple[int, int, Statement]]:
        found: list[tuple[int, int, Statement]] = []
        self._changed_left -= 1
        if self._changed_left < 0:
            return found
        for words, statement in self._statements:  # longest first: a short one may be part of a longer one
            start = text.find(words)
            end = start + len(words)
            if start >= 0 and all(end <= other or start >= until for other, until, _ in found):
                found.append((start, end, statement))
        return found

    def _changed_stretches(
        self, current: Folded, start: int, end: int, where: tuple[str, ...], *, is_all: bool
    ) -> Iterator[Stretch]:
        """What no statement covers: as a whole where a text of the base is like it, else sentence by sentence."""
        words = current.text[start:end]
        if not words or (not is_all and _NUMBER.fullmatch(words)):
            return
        text = current.original(start, end)
        near = self._base_texts.nearest(text)
        spans = [(start + m.start(), start + m.end()) for m in _SENTENCE.finditer(words)]
        if near is not None or len(spans) < 2:
            yield Stretch(start, end, Trace(Origin.PERSON, where, text, nearest=near))
            return
        since = start
        for first, last in spans:
            text = current.original(first, last)
            near = self._base_texts.nearest(text)
            if near is not None:
                yield from _alone(current, since, first, where)
                yield Stretch(first, last, Trace(Origin.PERSON, where, text, nearest=near))
                since = last
        yield from _alone(current, since, end, where)


def _alone(current: Folded, start: int, end: int, where: tuple[str, ...]) -> Iterator[Stretch]:
    if start < end:
        yield Stretch(start, end, Trace(Origin.PERSON, where, current.original(start, end)))


def _as_written(current: Folded, block: Text, where: tuple[str, ...]) -> tuple[Stretch, ...]:
    if not block.statements:
        origin = Origin.DATA if block.places else Origin.TEMPLATE
        trace = Trace(origin, where, current.source.strip(), places=block.places)
        return (Stretch(0, len(current.text), trace),)
    starts: list[tuple[int, Statement]] = []
    at = 0
    for statement in block.statements:
        words = folded(statement.text)
        found = current.text.find(words, at)
        if found >= 0:
            starts.append((found, statement))
            at = found + len(words)
    edges = [0, *(start for start, _ in starts[1:]), len(current.text)]  # the number in front goes with the first
    return tuple(
        Stretch(left, right, Trace(Origin.PHRASE, where, current.original(left, right), statement, statement.facts))
        for (_, statement), left, right in zip(starts, edges, edges[1:], strict=False)
    )
