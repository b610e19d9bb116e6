"""A pack, key by key: what each means and what it says now.

In: the name of a pack or its folder. Out: a ``ShownPack``. The meanings are those of the records and of
``compose.meanings``, the values stand as they were written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from drafter.compose import known_slots
from drafter.compose.forms import FORM_FIELDS, load_form
from drafter.compose.forms.sheet import CellForm, Part, Sheet
from drafter.compose.grammar import names_in
from drafter.compose.meanings import FIELD_MEANINGS, SLOT_MEANINGS, WORD_MEANINGS, meaning_of
from drafter.compose.rowfields import FIELDS
from drafter.compose.template import environment
from drafter.findings import Place
from drafter.pack import (
    PACK_FILE,
    Cap,
    Column,
    Deduction,
    DocumentForm,
    FormFile,
    Grade,
    Pack,
    PackData,
    Scoring,
    TableForm,
    load_pack,
)
from drafter.textfile import read_text_tree

_LONGEST = 80


@dataclass(frozen=True)
class Entry:
    """A key: what it means, what it says now (None: not written), how it can be written."""

    key: str
    meaning: str
    value: str | None = None
    example: str = ""


@dataclass(frozen=True)
class Group:
    """The keys of one part of a file."""

    title: str
    file: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class ShownPack:
    """A pack with all that can be changed in it."""

    name: str
    title: str
    folder: Path
    groups: tuple[Group, ...]


def shown_pack(name: str) -> ShownPack:
    """Every key of a pack. Raises ``InputError`` for a pack that cannot be read."""
    pack = load_pack(name, "模板包")
    groups = (*_pack_file(pack), *_forms(pack), *_templates(pack), *_names())
    return ShownPack(pack.name, pack.data.title, pack.folder, tuple(groups))


def meanings(record: type[BaseModel], written: Mapping[str, Any] | None = None) -> tuple[Entry, ...]:
    """The keys of a record; ``written``: the group of the file that holds it."""
    given = written or {}
    return tuple(
        Entry(
            key := field.alias or name,
            field.description or "",
            None if given.get(key) is None else _flow(given[key]),
            str(field.examples[0]) if field.examples else "",
        )
        for name, field in record.model_fields.items()
    )


def _pack_file(pack: Pack) -> Iterator[Group]:
    tree: dict[str, Any] = dict(read_text_tree(pack.folder / PACK_FILE).mapping)
    outermost = {key: list(value) if isinstance(value, dict) else value for key, value in tree.items()}
    yield Group("最外层", PACK_FILE, meanings(PackData, outermost))
    yield Group("计分", PACK_FILE, meanings(Scoring, tree.get("计分")))
    parts: tuple[tuple[str, type[BaseModel]], ...] = (("等级", Grade), ("总分上限", Cap), ("超额扣分", Deduction))
    for title, record in parts:
        written: Any = (tree.get("计分") or {}).get(title)
        first = written[0] if isinstance(written, list) and written else written
        yield Group(
            f"计分·{title}的每一档" if title != "超额扣分" else "计分·超额扣分", PACK_FILE, meanings(record, first)
        )
    for kind, words in pack.data.wording.items():
        entries = tuple(Entry(word, f"模板、文件名和句库里写 {{{{ {word} }}}}", text) for word, text in words.items())
        yield Group(f"称谓·{kind}", PACK_FILE, entries)
    for group, entry in (("文书", DocumentForm), ("表格", TableForm), ("表单", FormFile)):
        named: Mapping[str, Any] = tree.get(group) or {}
        if not named:
            yield Group(f"{group}（没写）", PACK_FILE, meanings(entry))
        for name, written in named.items():
            yield Group(f"{group}·{name}", PACK_FILE, meanings(entry, written))
        if group == "表格":
            first = next((table["列"][0] for table in named.values() if table), None)
            yield Group("表格·每一列", PACK_FILE, meanings(Column, first))


def _forms(pack: Pack) -> Iterator[Group]:
    for name, form in pack.data.forms.items():
        load_form(pack, form)
        tree: dict[str, Any] = dict(read_text_tree(pack.folder / form.file).mapping)
        rows = tree["行"]
        yield Group(f"{name}·最外层", form.file, meanings(Sheet, {**tree, "行": f"{len(rows)}条"}))
        parts = list(_parts(rows))
        yield Group(f"{name}·行", form.file, meanings(Part, _first_of_each(parts)))
        cells = [cell for part in parts for key in ("格", "左", "右") for cell in part.get(key) or ()]
        yield Group(
            f"{name}·格子", form.file, meanings(CellForm, _first_of_each(c for c in cells if isinstance(c, dict)))
        )


def _parts(rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for part in rows:
        yield part
        yield from _parts(part.get("行") or ())


def _first_of_each(groups: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """An example of every key from the form itself."""
    found: dict[str, Any] = {}
    for group in groups:
        for key, value in group.items():
            found.setdefault(key, f"{len(value)}条" if key == "行" else value)
    return found


def _templates(pack: Pack) -> Iterator[Group]:
    """The slots and words of every template, then those slots that it could have."""
    slots = known_slots(pack.data)
    for document, form in pack.data.documents.items():
        source = Place(str(pack.folder / form.template))
        lines: dict[str, list[int]] = {}
        for used in names_in(pack.template_text(document), source, environment()):
            lines.setdefault(used.name, []).append(used.line)
        entries = [
            Entry(name, _told(pack, name), f"第{'、'.join(str(n) for n in dict.fromkeys(at))}行")
            for name, at in lines.items()
        ]
        entries += [
            Entry(name, _told(pack, name), None, f"{{{{ {name} }}}}") for name in _in_order(slots) if name not in lines
        ]
        yield Group(f"{document}的空和词", form.template, tuple(entries))


def _in_order(slots: set[str]) -> list[str]:
    """The slots as the README lists them, then the tables and forms of the pack."""
    listed = [name for names, _ in SLOT_MEANINGS for name in names.split() if name in slots]
    return [*listed, *sorted(slots.difference(listed))]


def _told(pack: Pack, name: str) -> str:
    if name in pack.data.tables:
        return f"{PACK_FILE} 里的表格“{name}”"
    if name in pack.data.forms:
        return f"自评表，格子在 {pack.data.forms[name].file}"
    return meaning_of(name, WORD_MEANINGS, SLOT_MEANINGS) or f"{PACK_FILE} 的“称谓”里为每种报告写的词"


def _names() -> Iterator[Group]:
    """What columns and cells may print."""
    columns = tuple(Entry(name, meaning_of(name, FIELD_MEANINGS).split("：")[-1]) for name in FIELDS)
    yield Group("表格的列可印的内容", PACK_FILE, columns)
    fields = (*FORM_FIELDS, "基本情况.某标题")
    yield Group(
        "自评表的格子可印的名称", "表单文件", tuple(Entry(name, meaning_of(name, FIELD_MEANINGS)) for name in fields)
    )


def _flow(value: Any) -> str:
    """A value on one line, as it could be written, shortened."""
    text = _written(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(inner) for inner in value) + "]"
    return "" if value is None else " ".join(str(value).split())
