"""Templates: headings, order and slots, filled by Jinja in a sandbox.

In: a pack's ``*.md.jinja`` and the words it may print. Out: Markdown whose slots are marks that no data can
contain (control characters are dropped from data when it is loaded). Words are escaped, so that a unit's name
with ``*`` or ``#`` prints as it is; statements, prose and tables never pass through the template engine.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache, lru_cache
from io import StringIO
from typing import Any

from jinja2 import StrictUndefined, Template, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from msgspec.structs import replace

from drafter.compose.grammar import NUMBERED, Name, names_in, not_executable
from drafter.findings import Fault, InputError, Place
from drafter.markdown import escape
from drafter.model import SelfEvaluation
from drafter.pack import PACK_FILE, Pack, PackData
from drafter.patterns import regex

PLAIN = ""
PAGE_TURNS = {"横向页": True, "纵向页": False}
"""Slots that begin a new page, landscape or portrait."""
COVER = "封面页"
"""The slot that makes a cover of what is above it."""

REPORT_WORDS = ("年度", "单位名称", "项目名称", "项目", "报告类型")
"""What headings, captions and file names may print in every report."""

MOST_CHARACTERS = 500_000
"""Of a rendered template: headings and slots, not what fills the slots."""

_MOST_KEPT = 256
"""Texts that are kept compiled: a batch asks for the same few templates, headings and file names for each report."""

_MARK = regex("\x02([^\x02\x03:]*):([^\x03]*)\x03")


class Slot:
    """A place in the template that something else fills; false where there is nothing to print, or only a gap.

    ``wanting``: what fills it is the gap for a text that the clerk has not written; {% if %} may leave the section out.
    """

    def __init__(self, name: str, *, filled: bool, wanting: bool = False, manner: str = PLAIN) -> None:
        self.name, self.filled, self.wanting, self.manner = name, filled, wanting, manner

    def __bool__(self) -> bool:
        return self.filled and not self.wanting

    def __str__(self) -> str:
        return f"\x02{self.name}:{self.manner}\x03" if self.filled else ""


def slot_marks(text: str) -> Iterator[tuple[str, str]]:
    """The slots that are in a paragraph of the rendered template, with their manner."""
    for match in _MARK.finditer(text):
        yield match.group(1), match.group(2)


def without_marks(text: str) -> str:
    """The words of a paragraph that are beside its slots."""
    return _MARK.sub("", text).strip()


def inline_words(pack: Pack, data: SelfEvaluation) -> dict[str, str]:
    """The words that headings and file names may print: year, names, the pack's words for the kind of report."""
    return {
        "年度": str(data.year),
        "单位名称": data.unit,
        "项目名称": data.project_name or "",
        "项目": project_words(data.project_name),
        "报告类型": data.report_type.value,
        **pack.data.wording.get(data.report_type.value, {}),
    }


def project_words(name: str | None) -> str:
    """The project's name with 项目 behind it, once; empty for a report without a project."""
    return "" if not name else name if name.endswith("项目") else f"{name}项目"


def render_template(
    pack: Pack, document: str, words: dict[str, str], filled: set[str], names: set[str], wanting: set[str]
) -> str:
    """The document's Markdown. Raises ``InputError`` with file, line and the nearest known name.

    ``wanting``: the filled slots that hold nothing but the gap for a text of the clerk's.
    """
    form = pack.data.documents[document]
    slots = {name: Slot(name, filled=name in filled, wanting=name in wanting) for name in names}
    slots |= {name: Slot(name, filled=True) for name in (*PAGE_TURNS, COVER)}
    source = Place(str(pack.folder / form.template))
    return _render(pack.template_text(document), source, {**slots, **words}, pack, escaped=True)


def misplaced(text: str, names: Iterable[Name], slots: set[str], source: Place) -> list[Fault]:
    """Slots in a heading: what fills them is whole paragraphs."""
    lines = text.split("\n")
    return [
        Fault(
            Place(source.file, used.line),
            f"“{used.name}”写在标题里",
            "它是一个空，应单独写一行",
            "移到标题下面，标题里只写文字和年度、单位名称等词",
        )
        for used in names
        if used.printed and used.name in slots and lines[used.line - 1].lstrip().startswith("#")
    ]


def render_line(text: str, words: dict[str, str], pack: Pack, key: str) -> str:
    """A short pattern of the pack (a file name, at ``key`` of its file) with its words, as plain text."""
    source = Place(str(pack.folder / PACK_FILE), path=key)
    try:
        return _render(text, source, dict(words), pack, escaped=False).strip()
    except InputError as error:
        where = pack.place_of(key)
        raise InputError([replace(fault, where=where) for fault in error.faults]) from error


def pack_words(pack: PackData, *report_types: str) -> set[str]:
    """Every word that a heading may print in reports of these kinds (of any, where none is given)."""
    kinds = report_types or tuple(pack.wording)
    return {*REPORT_WORDS, *(word for kind in kinds for word in pack.wording.get(kind, {}))}


@cache
def environment(*, escaped: bool = False) -> ImmutableSandboxedEnvironment:
    """The engine without a loader, and without functions, tests and filters but those that are set here.

    One for each manner, made once: nothing that a template does can change it.
    """
    engine = ImmutableSandboxedEnvironment(
        undefined=_Unknown,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: str(value) if isinstance(value, Slot) or not escaped else escape(str(value)),
    )
    engine.filters = {NUMBERED: _numbered}
    engine.tests = {}
    engine.globals.clear()
    return engine


class _UnknownNameError(UndefinedError):
    """A name that nothing fills, carried as a value: the engine only puts it into an English sentence."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class _Unknown(StrictUndefined):
    """What the engine puts where a name is unknown: any use of it raises ``_UnknownNameError``."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None) -> None:
        super().__init__(hint, obj, name, exc=lambda message: _UnknownNameError(name or ""))  # type: ignore[arg-type]


def _numbered(slot: object) -> object:
    return (
        Slot(slot.name, filled=slot.filled, wanting=slot.wanting, manner=NUMBERED) if isinstance(slot, Slot) else slot
    )


def _render(text: str, source: Place, names: dict[str, object], pack: Pack, *, escaped: bool) -> str:
    known = {*names, *pack_words(pack.data)}
    used = _names_in(text, source)
    faults = [unknown_name(name.name, source, name.line, known) for name in used if name.name not in known]
    faults += misplaced(text, used, {name for name, value in names.items() if isinstance(value, Slot)}, source)
    if faults:
        raise InputError(faults)
    try:
        return _bounded(_compiled(text, escaped=escaped).generate(names), source)
    except UndefinedError as error:
        raise InputError(_not_for_this_kind(source, error)) from error
    except InputError:
        raise
    except Exception as error:  # whatever the engine does with a text of anybody's: the clerk is told in Chinese
        raise InputError(not_executable(source)) from error


@lru_cache(maxsize=_MOST_KEPT)
def _names_in(text: str, source: Place) -> tuple[Name, ...]:
    return tuple(names_in(text, source, environment()))


@lru_cache(maxsize=_MOST_KEPT)
def _compiled(text: str, *, escaped: bool) -> Template:
    return environment(escaped=escaped).from_string(text)


def _bounded(pieces: Iterator[str], source: Place) -> str:
    """The rendered text, up to ``MOST_CHARACTERS``."""
    text = StringIO()
    for piece in pieces:
        text.write(piece)
        if text.tell() > MOST_CHARACTERS:
            found, expected = "模板写出的文字太长", f"最多{MOST_CHARACTERS}字（表格和句子不算）"
            raise InputError(Fault(source, found, expected, "删去重复的内容"))
    return text.getvalue()


def unknown_name(name: str, source: Place, line: int, known: set[str]) -> Fault:
    """The fault for a name that nothing fills, with the nearest that there is."""
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.3)
    hint = f"是否想写“{near[0]}”" if near else "从 templates/README.md 所列的名称中选用"
    where = source if source.path else Place(source.file, line)
    return Fault(where, f"模板里的“{name}”不是已知名称", "应为程序提供的空或称谓", hint)


def _not_for_this_kind(source: Place, error: UndefinedError) -> Fault:
    """A word that the pack has for another kind of report only."""
    name = error.name if isinstance(error, _UnknownNameError) else ""
    hint = f"在 {PACK_FILE} 的“称谓”里为这种报告补上，或用 {{% if %}} 避开"
    return Fault(source, f"模板里的“{name}”在这种报告里没有", "称谓里应为这种报告写上它", hint)
