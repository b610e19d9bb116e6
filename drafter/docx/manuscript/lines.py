"""Edits of a text that runs over several paragraphs: the lines of a table cell.

In: the paragraphs, an ``Edit`` whose offsets count in their texts joined by line ends. Out: the paragraphs changed,
joined or split.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from drafter.docx.manuscript.characters import clean, cut, drop, leaves, made, pieces, run_like, run_of
from drafter.docx.manuscript.desk import Desk
from drafter.docx.manuscript.editing import Edit, apply
from drafter.docx.manuscript.ours import unmark
from drafter.docx.manuscript.structure import mark_end, strike_runs, take_out
from drafter.docx.read import W, child, text_of


def replace_lines(paragraphs: Sequence[etree._Element], edit: Edit, desk: Desk) -> None:
    """An untracked edit: line by line where their number stays, otherwise lines are joined or split."""
    first, start, last, end = _located(paragraphs, edit)
    new = clean(edit.text).split("\n")
    old = [text_of(paragraph) for paragraph in paragraphs[first : last + 1]]
    if len(new) == len(old):
        for number, (line, said) in enumerate(zip(new, old, strict=True)):
            left = start if number == 0 else 0
            right = end if number == len(old) - 1 else len(said)
            note = edit.note if number == 0 else ""
            if said[left:right] != line or note:
                apply(paragraphs[first + number], [Edit(left, right, line, note=note)], desk)
        return
    head = paragraphs[first]
    right = end if first == last else len(old[0])
    if first < last:
        apply(paragraphs[last], [Edit(0, end, "")], desk)
        for between in paragraphs[first + 1 : last]:
            take_out(between, desk)
        _join(head, paragraphs[last])
    apply(head, [Edit(start, right, new[0], note=edit.note)], desk)
    position = start + len(new[0])
    for line in new[1:]:
        head = _split(head, position, line, desk)
        position = len(line)


def strike_lines(paragraphs: Sequence[etree._Element], edit: Edit, desk: Desk) -> None:
    """A tracked edit, or a comment alone: every line stays."""
    first, start, last, end = _located(paragraphs, edit)
    if first == last:
        apply(paragraphs[first], [replace(edit, start=start, end=end)], desk)
        return
    if not edit.tracked:
        said = text_of(paragraphs[first])
        left = start if start < len(said) else 0
        apply(paragraphs[first], [Edit(left, len(said), said[left:], note=edit.note)], desk)
        return
    apply(paragraphs[last], [Edit(0, end, "", tracked=True)], desk)
    for between in paragraphs[first + 1 : last]:
        strike_runs(between, desk)
        mark_end(between, "del", desk)
    head = paragraphs[first]
    mark_end(head, "del", desk)
    if edit.text or edit.note or start < len(text_of(head)):
        apply(head, [replace(edit, start=start, end=len(text_of(head)))], desk)


def _located(paragraphs: Sequence[etree._Element], edit: Edit) -> tuple[int, int, int, int]:
    """First paragraph and the offset in it, last paragraph and the offset in it."""
    places, position = [], 0
    for number, paragraph in enumerate(paragraphs):
        length = len(text_of(paragraph))
        places.append((number, position, position + length))
        position += length + 1
    first, begin, _ = next(place for place in places if edit.start <= place[2])
    last, final, _ = next(place for place in places if edit.end <= place[2])
    return first, edit.start - begin, last, edit.end - final


def _join(head: etree._Element, tail: etree._Element) -> None:
    """The second paragraph runs on in the first; what stands between them has been taken out."""
    head.extend([part for part in tail if part.tag != W + "pPr"])
    drop(tail)


def _split(paragraph: etree._Element, position: int, line: str, desk: Desk) -> etree._Element:
    """A new paragraph for what stands behind a position, with ``line`` before it."""
    new = made("p")
    properties = child(paragraph, "pPr")
    if properties is not None:
        new.append(deepcopy(properties))
        for name in ("ins", "del"):
            if (mark := child(new, "pPr", "rPr", name)) is not None:
                unmark(mark)
    found = pieces(paragraph, desk.depths.get(paragraph, 0))
    whole = found[-1].end if found else 0
    if position < whole:
        moved = cut(paragraph, position, whole)[0]
        while (parent := moved.getparent()) is not None and parent is not paragraph:
            right = made("x")
            right.tag = parent.tag
            for key, value in parent.items():
                right.set(key, value)
            parent.addnext(right)
            right.extend([moved, *moved.itersiblings()])
            moved = right
        new.extend([moved, *moved.itersiblings()])
    paragraph.addnext(new)
    if line and position < whole:
        apply(new, [Edit(0, 0, line)], desk)
    elif line:
        run = run_like(run_of(found[-1])) if found and found[-1].run is not None else made("r", new)
        run.extend(leaves(line))
        new.append(run)
    return new
