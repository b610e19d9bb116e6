"""One cell of a form: its label, field, tick boxes, gap.

In: a ``CellForm`` and the ``Scope`` of its row. Out: a ``Cell`` with the facts that it prints. A missing value is a
visible gap where the form calls it 必填, or where it stands in the middle of a label.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from drafter.blocks import Align, Cell, Fact, gap
from drafter.compose.forms.fields import BACKGROUND, FORM_FIELDS, read_field
from drafter.compose.forms.scope import Scope
from drafter.compose.forms.sheet import CellForm, Part, Sheet
from drafter.findings import Place
from drafter.model import DataPath, PlaceOf
from drafter.patterns import regex

TICKED, NOT_TICKED = "☑", "□"

_SLOT = regex(r"\{\{\s*(.*?)\s*\}\}")
_ALIGN: Mapping[str, Align] = {"左": "left", "中": "center", "右": "right"}


def cell(form: CellForm, scope: Scope, place_of: PlaceOf) -> Cell:
    """The cell as it is printed for a scope."""
    if form.text is not None:
        text, facts = filled(form.text, scope, place_of)
    else:
        text, facts = _content(form, scope, place_of)
    for suffix in form.suffixes:
        if all(read_field(name, scope).text for name in slots(suffix)):
            more, found = filled(suffix, scope, place_of)
            text, facts = text + more, (*facts, *found)
    return Cell(text, _ALIGN[form.align], colspan=form.columns, label=form.text is not None, facts=facts)


def slots(text: str) -> list[str]:
    """The names in the {{ }} of a text."""
    return [match.group(1) for match in _SLOT.finditer(text)]


def without_slots(text: str) -> str:
    """The words of a text that stand beside its slots."""
    return _SLOT.sub("", text)


def filled(text: str, scope: Scope, place_of: PlaceOf) -> tuple[str, tuple[Fact, ...]]:
    """A text with its slots filled; what is missing is a gap."""
    facts = []
    for name in slots(text):
        told = read_field(name, scope)
        missing = gap(name) if told.needed else ""
        facts.append(Fact(name, told.text or missing, places=_places(told.paths, place_of)))
    given = iter(facts)
    return _SLOT.sub(lambda _: next(given).text, text), tuple(facts)


def _content(form: CellForm, scope: Scope, place_of: PlaceOf) -> tuple[str, tuple[Fact, ...]]:
    """The first of the fields that has a value."""
    told = [(name, read_field(name, scope)) for name in form.content]
    name, found = next(((name, found) for name, found in told if found.text), told[0] if told else ("", None))
    if found is None:
        return "", ()
    places = _places(found.paths, place_of)
    if form.choices:
        text = ticks(form.choices, found.text.split("、") if found.text else ())
        return text, (Fact(name, found.text or "", places=places),)
    if found.parts and found.text:
        return found.text, tuple(Fact(part.name, part.text, places=(place_of(part.path),)) for part in found.parts)
    if found.text:
        return found.text, (Fact(name, found.text, places=places),)
    if form.required and found.needed:
        return gap(name), (Fact(name, gap(name), places=places),)
    return "", ()


def _places(paths: Sequence[DataPath], place_of: PlaceOf) -> tuple[Place, ...]:
    return tuple(map(place_of, paths))


def ticks(choices: Sequence[str], chosen: Sequence[str]) -> str:
    """``1、部门预算项目 ☑　2、区直专项 □``: every choice with its box; what the form does not know comes last."""
    known = {_plain(choice) for choice in choices}
    boxes = [(choice, _plain(choice) in map(_plain, chosen)) for choice in choices]
    boxes += [(choice, True) for choice in chosen if _plain(choice) not in known]
    told = (f"{n}、{choice} {TICKED if on else NOT_TICKED}" for n, (choice, on) in enumerate(boxes, 1))
    return "　".join(told)


def _plain(choice: str) -> str:
    return choice.strip().removesuffix("项目")


def wrong_names(sheet: Sheet) -> list[tuple[str, str, str, str]]:
    """The names of a form that no cell can print, or not where they stand: data path and the parts of a fault."""
    above = [(f"表前[{n}]", slots(line), frozenset[str]()) for n, line in enumerate(sheet.above)]
    return [
        (at, *fault)
        for at, names, inside in (*above, *_named(sheet.rows, "行", frozenset()))
        for name in names
        if (fault := _wrong(name, inside)) is not None
    ]


def _named(parts: Sequence[Part], at: str, inside: frozenset[str]) -> Iterator[tuple[str, list[str], frozenset[str]]]:
    """Every cell with its names and the repeated parts around it."""
    for index, part in enumerate(parts):
        here = f"{at}[{index}]"
        within = inside | ({part.each} if part.each else frozenset())
        for key, cells in (("左", part.left), ("格", part.cells), ("右", part.right)):
            for number, form in enumerate(cells):
                names = [*form.content, *(name for text in (form.text or "", *form.suffixes) for name in slots(text))]
                yield f"{here}.{key}[{number}]", names, within
        yield from _named(part.rows, f"{here}.行", within)


def _wrong(name: str, inside: frozenset[str]) -> tuple[str, str, str] | None:
    if name.startswith(BACKGROUND):
        return None
    field = FORM_FIELDS.get(name)
    if field is None:
        near = get_close_matches(name, FORM_FIELDS, n=1, cutoff=0.3)
        hint = f"是否想写“{near[0]}”" if near else "从 templates/README.md 所列的内容中选用"
        return f"没有可印的内容“{name}”", f"可用：{'、'.join(FORM_FIELDS)}", hint
    if field.inside and not inside.intersection(field.inside):
        where = "、".join(f"“每个: {each}”" for each in field.inside)
        return f"“{name}”在这里没有所指", f"它只能写在{where}之内", "移到那里，或换一个名称"
    return None
