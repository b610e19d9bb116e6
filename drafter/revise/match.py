"""Which paragraph of the clerk's file is which block of the base.

In: the blocks of the base and the clerk's paragraphs, each as text with its anchors. Out: ``Group``s: some blocks and
the paragraphs that they became (one and one as a rule; more where the clerk split or joined), in the order of the
file. What is in no group is a block that the clerk deleted, or a paragraph that the clerk wrote.

In this order: a text that is there once on either side, word for word (it beats an anchor that says otherwise, since
Word leaves a bookmark behind when text is cut and pasted); the anchor, unless texts were exchanged under their
anchors; the pairs that are each other's single best; the rest between known neighbours, in order, by similarity with
figures masked; what was moved; what was split or joined; a single one left over between known neighbours. Every step
sees only what those before have left, the surest first, so a threshold decides little as long as anchors survive.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from drafter.revise.similarity import Profile, aligned, best_for_both, contained, is_remnant, rising, similarity
from drafter.revise.tokens import number_length

_MOVED = 0.6
"""The least similarity of a paragraph found at another place than where it was. Of 8,843 pairs of different
paragraphs in the example drafts 1.0% reach it, so it is not enough alone: ``_clearly`` takes only pairs that are each
other's single best; ``_elsewhere``, among what is left after all steps that go in order, the most like first, with the
weight of figures added. From 0.4 to 0.8 every edit scenario comes out the same, with anchors and without."""

_PART = 0.6
"""The share of a paragraph that must be in a block for it to be a part of it. By judgement, not measured."""

_ANCHORED_PART = _PART / 2
"""The same where an anchor says so too."""

_IN_ORDER = 0.5
"""The least similarity of a paragraph found between known neighbours: less than elsewhere, since its place speaks for
it. Of 8,843 pairs of different paragraphs in the example drafts 1.7% reach it."""

_WEIGHT_OF_FIGURES = 0.1
"""What the same figures add to the similarity: they decide between paragraphs alike in words (指标 after 指标), no
more, since figures are what changes."""

_UNLIKE_OWN, _LIKE_ANOTHER = 0.2, 0.75
"""An anchor is not believed where its block is less like the paragraph than the first, and another block more than
the second. Of 8,843 pairs of different paragraphs in the example drafts 93% are below the first, 0.4% above the
second."""

_MOST = 250_000
"""Pairs that are weighed at most where any paragraph may be any block: 500 of each. Beyond, only the steps that go in
order are taken."""


class Passage(Struct, frozen=True):
    """A block or a paragraph, to be matched: its text, its anchors, whether it is a heading."""

    text: str
    anchors: tuple[str, ...] = ()
    is_heading: bool = False


class Group(Struct, frozen=True):
    """Indices of blocks and of paragraphs that belong together; ``anchored``: every block's anchor says so too."""

    blocks: tuple[int, ...]
    paragraphs: tuple[int, ...]
    anchored: bool


class _Search(Struct):
    """What is known so far, by index: block -> paragraphs, paragraph -> blocks."""

    blocks: Sequence[Profile]
    paragraphs: Sequence[Profile]
    headings: tuple[Sequence[bool], Sequence[bool]]
    of_block: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    of_paragraph: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    known: dict[tuple[int, int], float] = field(default_factory=dict)

    def join(self, block: int, paragraph: int) -> None:
        if paragraph not in self.of_block[block]:
            self.of_block[block].append(paragraph)
            self.of_paragraph[paragraph].append(block)

    def free_blocks(self) -> list[int]:
        return [b for b in range(len(self.blocks)) if not self.of_block[b]]

    def free_paragraphs(self) -> list[int]:
        return [p for p in range(len(self.paragraphs)) if not self.of_paragraph[p] and self.paragraphs[p].bare]

    def singles(self) -> list[tuple[int, int]]:
        """Blocks that are one paragraph, in the order of the blocks."""
        return [(b, ps[0]) for b, ps in sorted(self.of_block.items()) if ps]

    def similarity(self, block: int, paragraph: int) -> float:
        known = self.known.get((block, paragraph))
        if known is None:
            known = self.known[block, paragraph] = similarity(self.blocks[block], self.paragraphs[paragraph])
        return known

    def clear(self, block: int, paragraph: int) -> tuple[float, float] | None:
        """How well the words fit, then the figures (words name what a paragraph is about); None for unlike ones."""
        alike = self.similarity(block, paragraph)
        if alike < _MOVED:
            return None
        return alike, self.same_figures(block, paragraph)

    def same_figures(self, block: int, paragraph: int) -> float:
        """The share of their figures that both have, 0 to 1."""
        left, right = self.blocks[block].figures, self.paragraphs[paragraph].figures
        return len(left & right) / max(1, len(left | right))


def match(blocks: Sequence[Passage], paragraphs: Sequence[Passage], *, whole: bool = False) -> tuple[Group, ...]:
    """The groups, in the order of the paragraphs. A block's ``anchors`` is the one that the draft was written with.

    ``whole``: nothing is split or joined (the rows of a table).
    """
    search = _Search(
        [Profile(block.text) for block in blocks],
        [Profile(paragraph.text) for paragraph in paragraphs],
        ([block.is_heading for block in blocks], [paragraph.is_heading for paragraph in paragraphs]),
    )
    anchors = {name: number for number, block in enumerate(blocks) for name in block.anchors}
    anchored = {
        (anchors[name], p) for p, passage in enumerate(paragraphs) for name in passage.anchors if name in anchors
    }
    _word_for_word(search, anchored)
    _by_anchor(search, anchored)
    _clearly(search)
    _in_order(search)
    _elsewhere(search)
    if not whole:
        _parts(search)
    _left_over(search)
    return tuple(_groups(search, anchored))


def _word_for_word(search: _Search, anchored: set[tuple[int, int]]) -> None:
    by_text: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, profile in enumerate(search.blocks):
        by_text[profile.bare][0].append(number)
    for number, profile in enumerate(search.paragraphs):
        if profile.bare:
            by_text[profile.bare][1].append(number)
    for blocks, paragraphs in by_text.values():
        if len(blocks) == len(paragraphs) == 1:
            search.join(blocks[0], paragraphs[0])
            continue
        for block in blocks:
            own = next((p for p in paragraphs if (block, p) in anchored and not search.of_paragraph[p]), None)
            if own is not None:
                search.join(block, own)


def _by_anchor(search: _Search, anchored: set[tuple[int, int]]) -> None:
    free_blocks, free_paragraphs = set(search.free_blocks()), set(search.free_paragraphs())
    claims = sorted((b, p) for b, p in anchored if b in free_blocks and p in free_paragraphs)
    exchanged = _exchanged(search, claims)
    for block, paragraph in exchanged.items():
        search.join(block, paragraph)
    claims = [(b, p) for b, p in claims if b not in exchanged and p not in exchanged.values()]
    for block, paragraph in claims:
        if _has_nothing_of(search, block, paragraph):
            others = (other for other in free_blocks if other != block)
            if any(search.similarity(other, paragraph) > _LIKE_ANOTHER for other in others):
                continue
        search.join(block, paragraph)
    for block in {block for block, _ in claims}:
        _keep_true_parts(search, block)


def _has_nothing_of(search: _Search, block: int, paragraph: int) -> bool:
    alike = max(search.similarity(block, paragraph), contained(search.paragraphs[paragraph], search.blocks[block]))
    return alike < _UNLIKE_OWN


def _exchanged(search: _Search, claims: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Blocks whose texts the clerk exchanged under their anchors, and edited: block -> the paragraph that has its
    text.

    Only where all of them changed places among themselves (甲 under the anchor of 乙 and 乙 under that of 甲): a
    paragraph that alone reads like another block is an edit of its own.
    """
    anchored = {b: p for b, p in claims if sum(b == c for c, _ in claims) == sum(p == q for _, q in claims) == 1}
    clear = best_for_both(tuple(anchored), tuple(anchored.values()), search.clear)
    moved = {b: p for b, p in clear.items() if anchored[b] != p}
    while True:
        targets, places = set(moved.values()), {anchored[b] for b in moved}
        closed = {b: p for b, p in moved.items() if anchored[b] in targets and p in places}
        if closed == moved:
            return moved
        moved = closed


def _clearly(search: _Search) -> None:
    """Pairs that are each other's single best, wherever they are."""
    blocks, paragraphs = search.free_blocks(), search.free_paragraphs()
    if len(blocks) * len(paragraphs) <= _MOST:
        for block, paragraph in best_for_both(blocks, paragraphs, search.clear).items():
            search.join(block, paragraph)


def _keep_true_parts(search: _Search, block: int) -> None:
    """Of the paragraphs that one anchor covers, only those stay its block's that hold something of it.

    A new paragraph typed at the end of one gets into its bookmark.
    """
    paragraphs = search.of_block[block]
    if len(paragraphs) < 2:
        return
    whole = search.blocks[block]
    best = max(paragraphs, key=lambda p: (contained(whole, search.paragraphs[p]), -p))
    for p in [p for p in paragraphs if p != best]:
        if contained(search.paragraphs[p], whole, search.paragraphs[best]) < _ANCHORED_PART:
            paragraphs.remove(p)
            search.of_paragraph[p].remove(block)


def _in_order(search: _Search) -> None:
    """Between known neighbours the rest is paired by similarity, in order."""
    fixed = rising(search.singles())
    gaps = zip([(-1, -1), *fixed], [*fixed, (len(search.blocks), len(search.paragraphs))], strict=True)
    free_blocks, free_paragraphs = set(search.free_blocks()), set(search.free_paragraphs())
    for (b0, p0), (b1, p1) in list(gaps):
        blocks = [b for b in range(b0 + 1, b1) if b in free_blocks]
        paragraphs = [p for p in range(p0 + 1, p1) if p in free_paragraphs]
        for b, p in aligned(blocks, paragraphs, lambda b, p: _weight(search, b, p)):
            search.join(b, p)


def _weight(search: _Search, block: int, paragraph: int) -> float:
    """The similarity, a little more for the same figures; 0, no pair, below ``_IN_ORDER``."""
    alike = search.similarity(block, paragraph)
    if alike < _IN_ORDER:
        return 0.0
    return alike + _WEIGHT_OF_FIGURES * search.same_figures(block, paragraph)


def _elsewhere(search: _Search) -> None:
    """Paragraphs that were moved: the most like first."""
    blocks, paragraphs = search.free_blocks(), search.free_paragraphs()
    if len(blocks) * len(paragraphs) > _MOST:
        return
    pairs = [(_weight(search, b, p), -b, -p) for b in blocks for p in paragraphs]
    for weight, b, p in sorted(pairs, reverse=True):
        if weight < _MOVED:
            break
        if not search.of_block[-b] and not search.of_paragraph[-p]:
            search.join(-b, -p)


def _parts(search: _Search) -> None:
    """Paragraphs that the clerk split off a block, blocks that were joined to the one before or after."""
    for block, paragraph in search.singles():
        if len(search.of_block[block]) > 1:
            continue
        whole, taken = search.blocks[block], [paragraph]
        for step in (1, -1):
            p = paragraph + step
            while 0 <= p < len(search.paragraphs) and not search.of_paragraph[p]:
                have = Profile("".join(search.paragraphs[q].bare for q in taken))
                if not search.paragraphs[p].bare or contained(search.paragraphs[p], whole, have) < _PART:
                    break
                search.join(block, p)
                taken.append(p)
                p += step
    for paragraph in range(len(search.paragraphs)):
        blocks = search.of_paragraph[paragraph]
        if len(blocks) != 1:
            continue
        whole = search.paragraphs[paragraph]
        for step in (1, -1):
            b = blocks[0] + step
            while 0 <= b < len(search.blocks) and not search.of_block[b]:
                have = Profile("".join(search.blocks[c].bare for c in search.of_paragraph[paragraph]))
                if contained(search.blocks[b], whole, have) < _PART:
                    break
                search.join(b, paragraph)
                b += step


def _left_over(search: _Search) -> None:
    """One block and one paragraph left between the same neighbours: the clerk rewrote it.

    Only where anything of it is left, or both have a paragraph number, or neither has.
    """
    free_blocks, free_paragraphs = search.free_blocks(), search.free_paragraphs()
    taken = set(free_blocks)
    for b in free_blocks:
        before = search.of_block[b - 1] if b else [-1]
        after = search.of_block[b + 1] if b + 1 < len(search.blocks) else [len(search.paragraphs)]
        if (b - 1 in taken or b + 1 in taken) or not before or not after:
            continue
        between = [p for p in free_paragraphs if max(before) < p < min(after)]
        if len(between) != 1 or search.headings[0][b] != search.headings[1][between[0]]:
            continue
        block, paragraph = search.blocks[b], search.paragraphs[between[0]]
        alike_numbered = bool(number_length(block.text)) == bool(number_length(paragraph.text.strip()))
        if alike_numbered or is_remnant(block, paragraph):
            search.join(b, between[0])


def _groups(search: _Search, anchored: set[tuple[int, int]]) -> Iterator[Group]:
    """Blocks and paragraphs that are joined, directly or through others."""
    seen: set[int] = set()
    for start in range(len(search.paragraphs)):
        if start in seen or not search.of_paragraph[start]:
            continue
        blocks: set[int] = set()
        paragraphs = {start}
        while True:
            reached = {b for p in paragraphs for b in search.of_paragraph[p]}
            grown = {p for b in reached for p in search.of_block[b]}
            if reached == blocks and grown == paragraphs:
                break
            blocks, paragraphs = reached, grown | paragraphs
        seen |= paragraphs
        is_anchored = all(any((b, p) in anchored for p in paragraphs) for b in blocks)
        yield Group(tuple(sorted(blocks)), tuple(sorted(paragraphs)), is_anchored)


def unmatched(count: int, groups: Iterable[Group]) -> list[int]:
    """The indices of blocks, of ``count``, that no group has."""
    found = {number for group in groups for number in group.blocks}
    return [number for number in range(count) if number not in found]
