"""The report as it will be, line by line, before anything is written.

In: her paragraphs. Out: ``Line``s that gather what is to be done with each, and tell how it will read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from drafter.revise.outcome import Change, after
from drafter.state import StateText

if TYPE_CHECKING:
    from drafter.docx.manuscript import LiveParagraph

STRUCK = "新数据中该段已不再生成；接受=删除，拒绝=保留您改过的文字"
NOT_STRUCK = "新数据中该段已不再生成；段内有您的修订，没有改动，请自行决定是否删除"


@dataclass(slots=True, eq=False)
class Line:
    """A paragraph of hers with what is to be done, or a new one (``new``; its number may have to be another).

    ``blocks``: ids of ours that it is, or is a part of. ``gone``: taken out, or struck out for her to decide.
    ``own``: stretches that are hers alone. ``note``: a comment on all of it. ``numbers``: those that become others.
    """

    hers: str = ""
    paragraph: "LiveParagraph | None" = None
    blocks: tuple[str, ...] = ()
    changes: list[Change] = field(default_factory=list)
    numbers: list[Change] = field(default_factory=list)
    own: tuple[tuple[int, int], ...] = ()
    note: str = ""
    gone: Literal["", "removed", "struck"] = ""
    new: StateText | None = None

    @property
    def text(self) -> str:
        """As it is before anything is done: hers, or the draft's."""
        return self.new.text if self.new is not None else self.hers

    def accepted(self) -> str:
        """How it reads when our revisions are accepted."""
        return "" if self.gone else after(self.text, [*self.changes, *self.numbers], conflicts=True)

    def rejected(self, *, tracked: bool) -> str:
        """How it reads when they are rejected; ``tracked``: every change is a revision."""
        if self.gone == "removed" and not tracked:
            return ""
        if tracked:
            return self.hers
        return after(self.text, [*self.changes, *self.numbers], conflicts=False)


def has_own_revision(paragraph: "LiveParagraph") -> bool:
    """Whether she has tracked changes of her own in it; what she has put in is not struck out within her revision."""
    return paragraph.is_inserted(0, len(paragraph.text))


def dealt(changes: Iterable[Change], texts: Sequence[str]) -> list[list[Change]]:
    """Changes of several paragraphs joined by line ends, each given to its paragraph, its offsets counted there.

    One that reaches over a line end puts its text into the first paragraph and only takes away in the others.
    """
    found: list[list[Change]] = [[] for _ in texts]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    for change in changes:
        text, note = change.text, change.note
        for number, (begin, words) in enumerate(zip(starts, texts, strict=False)):
            end = begin + len(words)
            is_point = change.start == change.end
            if begin <= change.start <= end if is_point else change.start < end and change.end > begin:
                left, right = max(change.start, begin) - begin, min(change.end, end) - begin
                found[number].append(replace(change, start=left, end=right, text=text, note=note))
                text = note = ""
    return found
