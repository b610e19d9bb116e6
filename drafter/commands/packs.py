"""The commands under ``packs``: which packs and phrases there are, what a pack says key by key, a copy of one.

In: the working folder, the name of a pack or its folder, perhaps a data file. Out: summaries of packs, a
``ShownPack`` (the meanings are those of the records and of ``compose.meanings``, the values stand as they were
written), a ``Copied``; the phrasebank in force and all sentences that it makes of a data file. Raises ``InputError``
for a pack that is none or holds links, ``RefusedError`` where something is there already or nothing can be written.
"""

import contextlib
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from pydantic import BaseModel

from drafter.blocks import Statement
from drafter.commands.understand import phrasebank, understand
from drafter.compose.charts import SOURCES
from drafter.compose.document import known_slots
from drafter.compose.forms import FORM_FIELDS, load_form
from drafter.compose.forms.sheet import CellForm, Part, Sheet
from drafter.compose.grammar import names_in
from drafter.compose.meanings import FIELD_MEANINGS, SLOT_MEANINGS, SUM_MEANINGS, WORD_MEANINGS, meaning_of
from drafter.compose.tables import FIELDS
from drafter.compose.template import environment
from drafter.files import STYLE_FILE, read_bounded, safe_name, shared_style_file
from drafter.files.reading import cause_of
from drafter.findings import Fault, InputError, Place, RefusedError
from drafter.pack import (
    PACK_FILE,
    Cap,
    ChartEntry,
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
    pack_folder,
    pack_folders,
)
from drafter.phrasebank import Phrase, proofs
from drafter.textfile import read_text_tree

if TYPE_CHECKING:
    from drafter.lint import Remark


class PackSummary(Struct, frozen=True):
    """A pack as ``packs list`` shows it."""

    name: str
    title: str
    purpose: str
    documents: tuple[str, ...]
    folder: Path


def packs() -> list[PackSummary]:
    """Every pack that can be named."""
    found = [load_pack(str(folder)) for folder in pack_folders().values()]
    return [PackSummary(p.name, p.data.title, p.data.purpose, tuple(p.data.documents), p.folder) for p in found]


def linted(pack: str) -> tuple[Path, list["Remark"]]:
    """The folder of a pack, and everything that is wrong with it. Raises ``InputError`` where it is no pack."""
    from drafter.lint import lint

    folder = pack_folder(pack, "模板包")
    return folder, lint(folder, phrasebank())


class PhraseProof(Struct, frozen=True):
    """A phrase and its examples: what each wording gives, and what it should give."""

    phrase: Phrase
    pairs: tuple[tuple[str, str], ...]

    @property
    def holds(self) -> bool:
        return all(given == expected for given, expected in self.pairs)


def proved_phrases(beginning: str = "") -> list[PhraseProof]:
    """Every phrase whose id begins so, filled with its examples. Raises ``InputError`` where there is none."""
    bank = phrasebank()
    found = [PhraseProof(p, tuple(proofs(p))) for p in bank.phrases if p.id.startswith(beginning)]
    if not found:
        known = "、".join(dict.fromkeys(phrase.id.split(".")[0] for phrase in bank.phrases))
        raise InputError(
            Fault("话题", f"没有以“{beginning}”开头的句子", f"可用：{known}", "改正话题，或不写话题看全部句子")
        )
    return found


def preview(data: Path, pack: str | None = None, topic: str = "") -> Mapping[str, tuple[tuple[Statement, ...], ...]]:
    """The sentences of a data file, slot by slot; only paragraphs with a phrase that begins with ``topic``."""
    from drafter.narrate import narrate

    found = understand(data, pack)
    narrative = narrate(found.assessment, found.pack, phrasebank(), found.loaded.place_of)
    told = {
        slot: tuple(p for p in passages if any(s.rule.startswith(topic) for s in p))
        for slot, passages in narrative.passages.items()
    }
    return {slot: passages for slot, passages in told.items() if passages}


_MOST_FILES = 200
_MOST_BYTES = 20 << 20
"""Of one file: a reference document with pictures."""


class Copied(Struct, frozen=True):
    """A pack made. ``name``: what ``模板`` or ``--pack`` can say for it in the working folder; ``left``: not copied."""

    origin: str
    folder: Path
    name: str
    files: tuple[str, ...]
    left: tuple[str, ...]


def copy_pack(pack: str, target: Path) -> Copied:
    """Copies a pack's files, and the style file that it has or shares, into a new folder, whole or not at all."""
    source = pack_folder(pack, "模板包")
    contents, left = _contents(source)
    if STYLE_FILE not in contents:  # so that the copy has a look of its own to change
        if STYLE_FILE in left:
            where = str(source / STYLE_FILE)
            raise InputError(Fault(where, "这是一个文件夹", "这里应是样式文件（.docx）", "删去它，或换成 Word 文件"))
        contents[STYLE_FILE] = _shared_look()
    _refuse_target(source, target)
    temporary = target.with_name(f".drafter-{secrets.token_hex(8)}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.mkdir()
        try:
            for name, content in contents.items():
                (temporary / name).write_bytes(content)
            _refuse_target(source, target)
            temporary.rename(target)
        finally:
            with contextlib.suppress(OSError):
                shutil.rmtree(temporary)
    except OSError as error:
        found, hint = cause_of(error)
        raise RefusedError(Fault(str(target), f"写不了：{found}", "应是可以写的地方", hint)) from error
    known = pack_folders().get(target.name)
    short = known is not None and known.resolve() == target.resolve()
    return Copied(source.resolve().name, target, target.name if short else str(target), tuple(contents), tuple(left))


def _shared_look() -> bytes:
    """The style file that packs share. Raises InputError or RefusedError for one that no report can be drafted with."""
    from drafter.docx.reference import look  # python-docx is needed where a style file is opened

    look()
    return read_bounded(shared_style_file(), _MOST_BYTES)


def _contents(source: Path) -> tuple[dict[str, bytes], list[str]]:
    """The files of a pack, and what is left behind: hidden files, locks, folders."""
    paths = sorted(source.iterdir())
    links = [path for path in (source, *paths) if path.is_symlink()]
    if links:
        hint = "把文件本身放进去，再复制"
        raise InputError([Fault(str(path), "这是一个链接", "模板包里只能有普通的文件", hint) for path in links])
    if len(paths) > _MOST_FILES:
        found, expected = f"文件夹里有{len(paths)}个文件", f"模板包最多{_MOST_FILES}个文件"
        raise InputError(Fault(str(source), found, expected, "核对是不是选错了文件夹"))
    kept = [path for path in paths if path.is_file() and not path.name.startswith((".", "~$"))]
    left = [path.name for path in paths if path not in kept]
    return {path.name: read_bounded(path, _MOST_BYTES) for path in kept}, left


def _refuse_target(source: Path, target: Path) -> None:
    where = str(target)
    if target.is_symlink() or target.exists():
        raise RefusedError(Fault(where, "这里已有同名的文件或文件夹", "不覆盖已有的文件", "换一个名称"))
    if safe_name(target.name, suffix="") != target.name:
        found, hint = f"“{target.name}”不能作文件夹名", "换一个名称，如 templates/本县"
        raise RefusedError(Fault(where, found, "应是各种系统都能用的名称", hint))
    if source.resolve() in target.resolve().parents:
        raise RefusedError(Fault(where, "这里在原来的模板包里面", "应是另一个文件夹", "换一个位置，如 templates/本县"))


_LONGEST = 80


class Entry(Struct, frozen=True):
    """A key: what it means, what it says now (None: not written), how it can be written."""

    key: str
    meaning: str
    value: str | None = None
    example: str = ""


class Group(Struct, frozen=True):
    """The keys of one part of a file."""

    title: str
    file: str
    entries: tuple[Entry, ...]


class ShownPack(Struct, frozen=True):
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
    for group, entry in (("文书", DocumentForm), ("表格", TableForm), ("图表", ChartEntry), ("表单", FormFile)):
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
    if name in pack.data.charts:
        return f"{PACK_FILE} 里的图表“{name}”"
    if name in pack.data.forms:
        return f"自评表，格子在 {pack.data.forms[name].file}"
    return meaning_of(name, WORD_MEANINGS, SLOT_MEANINGS) or f"{PACK_FILE} 的“称谓”里为每种报告写的词"


def _names() -> Iterator[Group]:
    """What columns and cells may print."""
    columns = tuple(Entry(name, meaning_of(name, FIELD_MEANINGS).split("：")[-1]) for name in FIELDS)
    yield Group("表格的列可印的内容", PACK_FILE, columns)
    sources = tuple(Entry(name, source.meaning) for name, source in SOURCES.items())
    yield Group("图表可画的内容", PACK_FILE, sources)
    sums = tuple(Entry(name, told) for names, told in SUM_MEANINGS for name in names.split())
    yield Group("汇总的表的列可印的内容", PACK_FILE, sums)
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
