"""The pages of the evaluation forms: a pack's description of a form and an assessment -> the blocks.

In: the pack's ``表单`` and the assessment. Out: for each form that has something to print, a function that makes its
``Page``s: one for the report, or one for each nested project. A form is data; nothing here knows a place.
"""

from collections.abc import Callable

from msgspec import Struct

from drafter.assess import Assessment
from drafter.blocks import Block, Statement, Text, TextKind
from drafter.compose.forms import load_form
from drafter.compose.forms.cells import filled
from drafter.compose.forms.drawing import tables
from drafter.compose.forms.scope import named_projects, whole
from drafter.compose.forms.sheet import Sheet
from drafter.compose.template import inline_words, render_line
from drafter.model import PlaceOf
from drafter.pack import FormFile, Pack
from drafter.patterns import regex

PROJECT = "项目"

_ANNEX = regex(r"附[件表][0-9]{0,3}(?:-[0-9]{1,4})?")


def caption_kind(line: str) -> TextKind:
    """A line above a form: 附件1 alone heads an annex (GB/T 9704-2012, 7.3.7), anything else is a caption."""
    return "annex" if _ANNEX.fullmatch(line.strip()) else "caption"


class Page(Struct, frozen=True):
    """A filled form on a page (or more) of its own."""

    blocks: tuple[Block, ...]
    landscape: bool


def form_pages(pack: Pack, assessment: Assessment, place_of: PlaceOf) -> dict[str, Callable[[], tuple[Page, ...]]]:
    """The forms that this report fills, by name; a form's file is read when a template asks for it."""

    def filler(name: str, form: FormFile) -> Callable[[], tuple[Page, ...]]:
        return lambda: _pages(pack, name, form, assessment, place_of)

    return {name: filler(name, form) for name, form in pack.data.forms.items() if _fills(form, assessment)}


def annexes(pack: Pack, assessment: Assessment) -> list[str]:
    """What the forms of this report are called in the list of annexes."""
    return [form.annex or name for name, form in pack.data.forms.items() if _fills(form, assessment)]


def _is_own(form: FormFile, assessment: Assessment) -> bool:
    return assessment.data.report_type.value in form.report_types


def _fills(form: FormFile, assessment: Assessment) -> bool:
    return _is_own(form, assessment) or (PROJECT in form.report_types and bool(assessment.projects))


def _pages(pack: Pack, name: str, form: FormFile, assessment: Assessment, place_of: PlaceOf) -> tuple[Page, ...]:
    blank = _Blank(pack, form, load_form(pack, form), place_of)
    others = [other for other in pack.data.forms.values() if _fills(other, assessment)]
    if _is_own(form, assessment):
        number = str(others.index(form) + 1) if len(others) > 1 else ""
        return (blank.filled(name, assessment, form.caption, number),)
    projects = list(named_projects(assessment))
    is_only = len(others) == len(projects) == 1
    return tuple(
        blank.filled(f"{name}/{key}", project, form.project_caption, "" if is_only else str(number))
        for number, (key, project) in enumerate(projects, 1)
    )


class _Blank(Struct, frozen=True):
    """A form before it is filled."""

    pack: Pack
    form: FormFile
    sheet: Sheet
    place_of: PlaceOf

    def filled(self, name: str, assessment: Assessment, caption: tuple[str, ...], number: str) -> Page:
        """The page for a report; ``number``: the place of the form among the annexes, or of a project among its
        siblings, "" where it is the only annex."""
        words = {**inline_words(self.pack, assessment.data), "序号": number}
        scope = whole(assessment, self.pack.scoring)
        key = f"表单.{name.split('/')[0]}"
        blocks: list[Block] = [
            Text(f"{name}/caption/{place}", caption_kind(line), line)
            for place, line in enumerate(render_line(line, words, self.pack, key) for line in caption)
        ]
        for place, line in enumerate(self.sheet.above):
            text, facts = filled(line, scope, self.place_of)
            said = Statement(f"{name}/above/{place}", "form", text, facts)
            blocks.append(Text(said.id, "note", text, (said,)))
        blocks.extend(tables(name, self.sheet, scope, self.place_of))
        blocks.extend(self._notes(name))
        return Page(tuple(blocks), self.form.orientation == "横向")

    def _notes(self, name: str) -> list[Block]:
        """备注：1.… 2.…; one note alone carries no number."""
        notes = self.sheet.notes
        counted = [f"{place}.{note}" for place, note in enumerate(notes, 1)] if len(notes) > 1 else list(notes)
        return [
            Text(f"{name}/note/{place}", "note", note if place else f"备注：{note}")
            for place, note in enumerate(counted)
        ]
