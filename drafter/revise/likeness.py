"""How like two paragraphs are, figures left out of it: a quick measure for many pairs.

In: texts. Out: ``Profile``s (how often each pair of neighbouring characters stands in a text) and their likeness.
"""

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from drafter.revise.tokens import Kind, number_length, tokens

_SOMETHING = 0.2
"""The least likeness of two texts of which the one is what is left of the other."""

_BLANK = re.compile(r"\s+")


def bare(text: str) -> str:
    """The text without its paragraph number and blanks: two paragraphs are word for word the same, or not."""
    text = text.strip()
    return _BLANK.sub("", text[number_length(text) :])


@dataclass(frozen=True)
class Profile:
    """A text as it is compared with others."""

    text: str

    @cached_property
    def bare(self) -> str:
        return bare(self.text)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The keys of its figures."""
        return frozenset(token.key for token in tokens(self.bare) if token.kind is Kind.FIGURE)

    @cached_property
    def pairs(self) -> Counter[str]:
        """Neighbouring characters, every figure one character."""
        shown = "".join(token.mask for token in tokens(self.bare) if token.kind is not Kind.NUMBER)
        return Counter(map("".join, itertools.pairwise(shown))) if len(shown) > 1 else Counter([shown])

    @cached_property
    def size(self) -> int:
        return self.pairs.total()


def likeness(left: Profile, right: Profile) -> float:
    """0 for nothing in common, 1 for the same words."""
    return 2 * shared(left.pairs, right.pairs) / max(1, left.size + right.size)


def shared(left: Counter[str], right: Counter[str]) -> int:
    """How many pairs two texts have in common."""
    if len(left) > len(right):
        left, right = right, left
    return sum(min(count, right[pair]) for pair, count in left.items() if pair in right)


def found_in(part: Profile, whole: Profile, without: Profile | None = None) -> float:
    """The share of a text that stands in another one, of which a third has its part already."""
    rest = whole.pairs - without.pairs if without else whole.pairs
    return shared(part.pairs, rest) / max(1, part.size)


def is_remnant(ours: Profile, hers: Profile) -> bool:
    """Whether anything of a block is left in a paragraph that stands in its place."""
    return bool(ours.figures & hers.figures) or likeness(ours, hers) >= _SOMETHING
