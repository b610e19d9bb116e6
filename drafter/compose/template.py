"""Templates: headings, order and slots, filled by Jinja in a sandbox.

In: a pack's ``*.md.jinja`` and the words it may print. Out: Markdown whose slots are marks that no data can
contain (control characters are dropped from data when it is loaded). Words are escaped, so that a unit's name
with ``*`` or ``#`` prints as it is; statements, prose and tables never pass through the template engine.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter.findings import Fault, InputError, Place
from drafter.markdown import escape
from drafter.model import SelfEvaluation
from drafter.pack import Pack

PLAIN, NUMBERED = "", "编号"
PAGE_TURNS = {"横向页": True, "纵向页": False}
"""Slots that begin a new page, landscape or portrait."""
COVER = "封面页"
"""The slot that makes a cover of what stands above it."""

_MARK = re.compile("\x02([^\x02\x03:]*):([^\x03]*)\x03")


class Slot:
    """A place in the template that something else fills; false where there is nothing to print."""

    def __init__(self, name: str, *, filled: bool, manner: str = PLAIN) -> None:
        self.name, self.filled, self.manner = name, filled, manner

    def __bool__(self) -> bool:
        return self.filled

    def __str__(self) -> str:
        return f"\x02{self.name}:{self.manner}\x03" if self.filled else ""


def slot_marks(text: str) -> Iterator[tuple[str, str]]:
    """The slots that stand in a paragraph of the rendered template, with their manner."""
    for match in _MARK.finditer(text):
        yield match.group(1), match.group(2)


def without_marks(text: str) -> str:
    """The words of a paragraph that stand beside its slots."""
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


def render_template(pack: Pack, document: str, words: dict[str, str], filled: set[str], names: set[str]) -> str:
    """The document's Markdown. Raises ``InputError`` with file, line and the nearest known name."""
    form = pack.data.documents[document]
    slots = {name: Slot(name, filled=name in filled) for name in names}
    slots |= {name: Slot(name, filled=True) for name in (*PAGE_TURNS, COVER)}
    return _render(pack.template_text(document), str(pack.folder / form.template), {**slots, **words}, escaped=True)


def render_line(text: str, words: dict[str, str], pack: Pack) -> str:
    """A short pattern of the pack (a file name) with its words, as plain text."""
    return _render(text, str(pack.folder / "pack.yaml"), dict(words), escaped=False).strip()


def _numbered(slot: Slot) -> Slot:
    return Slot(slot.name, filled=slot.filled, manner=NUMBERED)


def _render(text: str, source: str, names: dict[str, object], *, escaped: bool) -> str:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: str(value) if isinstance(value, Slot) or not escaped else escape(str(value)),
    )
    environment.filters = {NUMBERED: _numbered}
    environment.globals.clear()
    try:
        return environment.from_string(text).render(names)
    except TemplateSyntaxError as error:
        raise InputError(
            Fault(
                Place(source, error.lineno),
                f"模板写法有误（{error.message}）",
                "花括号和 {% if %} 应成对",
                "对照 templates/README.md 改正",
            )
        ) from error
    except UndefinedError as error:
        raise InputError(_unknown_name(text, source, names, error)) from error
    except (
        TemplateError,
        TypeError,
        AttributeError,
        ValueError,
        ArithmeticError,
        MemoryError,
        RecursionError,
    ) as error:
        raise InputError(
            Fault(source, f"模板不能执行（{type(error).__name__}）", "模板里只能有标题、顺序和空", "删去多余的语句")
        ) from error


def _unknown_name(text: str, source: str, names: dict[str, object], error: UndefinedError) -> Fault:
    found = re.search(r"'([^']+)' is undefined", error.message or "")
    name = found.group(1) if found else ""
    line = next((n for n, content in enumerate(text.splitlines(), 1) if name and name in content), None)
    near = get_close_matches(name, list(names), n=1, cutoff=0.3)
    hint = f"是否想写“{near[0]}”" if near else "从 templates/README.md 所列的名称中选用"
    return Fault(Place(source, line), f"模板里的“{name}”不是已知名称", "应为程序提供的空或称谓", hint)
