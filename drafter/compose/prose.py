"""Prose slots: what the person wrote in Markdown, and the signature at the end.

In: the assessment's data. Out: for each slot a function that makes its blocks under the current numbering.
A heading of 基本情况 that the pack asks for and the data lack is a visible gap.
"""

from collections.abc import Callable, Sequence

from drafter.assess import Assessment
from drafter.blocks import Block, Fact, Run, Statement, Text, TextKind, gap
from drafter.compose.forms.pages import annexes
from drafter.compose.numbering import DEEPEST, Numbering
from drafter.findings import Place
from drafter.markdown import prose, starts_with_number
from drafter.model import DataPath, PlaceOf
from drafter.narrate import sentence_basis
from drafter.pack import Pack

Fill = Callable[[Numbering], tuple[Block, ...]]

GIVEN_TEXTS = ("主要成效", "经验做法", "上年度结果应用", "结果应用", "其他说明", "工作开展情况")
"""The slots of this room that print what the clerk wrote, and nothing where she wrote nothing."""

PROSE_SLOTS = ("基本情况", *GIVEN_TEXTS, "附件说明", "落款")
"""Every slot of this room, filled or not."""

_HEADINGS: tuple[TextKind, ...] = ("heading1", "heading2", "heading3", "heading4")


def prose_slots(pack: Pack, assessment: Assessment, place_of: PlaceOf) -> dict[str, Fill]:
    """The slots that have a text; 落款 always, 基本情况 also where the pack asks for it, with gaps."""
    data, path = assessment.data, assessment.path
    texts = {
        "主要成效": data.achievements,
        "上年度结果应用": data.previous_application,
        "结果应用": data.result_application,
        "其他说明": data.other_notes,
        "评价依据": None if sentence_basis(data.evaluation_basis) else data.evaluation_basis,
    }
    slots: dict[str, Fill] = {name: _given(name, text, place_of(path / name)) for name, text in texts.items() if text}
    if data.work_done:
        slots["工作开展情况"] = _work_done(pack, assessment, place_of)
    if data.background or pack.data.background.get(data.report_type.value):
        slots["基本情况"] = _background(pack, assessment, place_of)
    if data.practices:
        slots["经验做法"] = _practices(data.practices)
    slots["落款"] = lambda numbering: _signature(assessment, place_of)
    slots |= {name: _set_apart(name, data.background.get(name), path, place_of) for name in pack.data.set_apart}
    annexed = annexes(pack, assessment)
    if annexed:
        slots["附件说明"] = lambda numbering: _annexed(annexed)
    elif assessment.indicators:
        slots["附件说明"] = lambda numbering: (Text("annexes", "annexes", "附表：绩效目标完成情况表"),)
    return slots


def _annexed(names: Sequence[str]) -> tuple[Block, ...]:
    """附件：1.… 2.… above the signature (GB/T 9704-2012, 7.3.4); one annex carries no number."""
    lines = [f"{number}.{name}" for number, name in enumerate(names, 1)] if len(names) > 1 else list(names)
    texts = [f"附件：{lines[0]}", *(f"　　　{line}" for line in lines[1:])]
    return tuple(Text(f"annexes/{name}", "annexes", text) for name, text in zip(names, texts, strict=True))


def _given(name: str, text: str, where: Place) -> Fill:
    return lambda numbering: prose(text, name, (where,))


def _set_apart(name: str, text: str | None, path: DataPath, place_of: PlaceOf) -> Fill:
    """A heading of 基本情况 that the outline has in a section of its own."""
    if not text:
        return lambda numbering: (_missing(name, path, place_of),)
    return lambda numbering: prose(text, f"基本情况/{name}", (place_of(path / "基本情况" / name),))


def _work_done(pack: Pack, assessment: Assessment, place_of: PlaceOf) -> Fill:
    """工作开展情况, after the heading of 基本情况 that the outline sets apart under the same words: one section."""
    data, path = assessment.data, assessment.path
    alike = [title for title in pack.data.set_apart if title.endswith("工作开展情况") and data.background.get(title)]
    texts = [(f"基本情况/{title}", data.background[title], path / "基本情况" / title) for title in alike]
    texts.append(("工作开展情况", data.work_done, path / "工作开展情况"))
    return lambda numbering: tuple(
        block for name, text, where in texts for block in prose(text or "", name, (place_of(where),))
    )


def _practices(texts: Sequence[str]) -> Fill:
    """经验做法: one after the other, numbered where there are several and the data file has not numbered them."""
    numbered = len(texts) > 1 and not any(starts_with_number(text) for text in texts)

    def fill(numbering: Numbering) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for index, text in enumerate(texts, 1):
            first, *rest = prose(text, f"经验做法/{index}") or (None,)
            if numbered and isinstance(first, Text) and first.kind == "body":
                first = first.with_runs((Run(numbering.item()), *first.as_runs()))
            blocks.extend(block for block in (first, *rest) if block is not None)
        return tuple(blocks)

    return fill


def _background(pack: Pack, assessment: Assessment, place_of: PlaceOf) -> Fill:
    """基本情况: the headings of the data file in its order, then those that the pack asks for and the file lacks."""
    data, path = assessment.data, assessment.path
    wanted = pack.data.background.get(data.report_type.value, ())

    def fill(numbering: Numbering) -> tuple[Block, ...]:
        blocks: list[Block] = []
        level = min(numbering.depth + 1, DEEPEST)
        for title, text in data.background.items():
            if title in pack.data.set_apart:
                continue
            if not text:
                blocks += [_heading(numbering, level, title), _missing(title, path, place_of)]
                continue
            places = (place_of(path / "基本情况" / title),)
            blocks += [_heading(numbering, level, title, places), *prose(text, f"基本情况/{title}", places)]
        for title in wanted:
            if title not in data.background:
                blocks.append(_heading(numbering, level, title))
                blocks.append(_missing(title, path, place_of))
        return tuple(blocks)

    return fill


def _heading(numbering: Numbering, level: int, title: str, places: tuple[Place, ...] = ()) -> Text:
    """A heading of the clerk's; one that only the pack asks for has no place in the data."""
    number = numbering.heading(level, title)
    return Text(f"heading/{numbering.path}", _HEADINGS[level - 1], number + title, places=places)


def _missing(title: str, path: DataPath, place_of: PlaceOf) -> Text:
    where = place_of(path / "基本情况")
    said = Statement(
        f"missing/基本情况/{title}", "missing.text", gap(title), (Fact(title, gap(title), places=(where,)),)
    )
    return Text(said.id, "body", said.text, (said,))


def _signature(assessment: Assessment, place_of: PlaceOf) -> tuple[Block, ...]:
    """Unit name above the date; Arabic digits, no leading zeros (GB/T 9704)."""
    data, path = assessment.data, assessment.path
    day = data.filled_on
    text = f"{day.year}年{day.month}月{day.day}日" if day is not None else gap("填报日期")
    dated = Statement(
        "signature/date", "signature", text, (Fact("填报日期", text, places=(place_of(path / "填报日期"),)),)
    )
    return (
        Text("signature/unit", "unit", data.unit, places=(place_of(path / "单位名称"),)),
        Text("signature/date", "date", text, (dated,)),
    )
