"""The rules that a pack must keep: its scoring profile, documents, tables, forms, files and words.

In: a ``ReadPack`` (a pack as far as it could be read). Out: ``Remark``s, each with its place.
"""

from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from drafter.codes import Severity
from drafter.compose.charts import MISSING, wrong_chart
from drafter.compose.document import known_slots
from drafter.compose.forms.cells import wrong_names
from drafter.compose.forms.sheet import Sheet, wrong_shapes
from drafter.compose.grammar import Name, names_in
from drafter.compose.tables import printable, wrong_fields
from drafter.compose.template import REPORT_WORDS, environment, misplaced, pack_words, unknown_name
from drafter.findings import Fault, InputError, Place, RefusedError
from drafter.numbers import plain
from drafter.pack import (
    PACK_FILE,
    STYLE_FILE,
    TEMPLATE_SUFFIX,
    DocumentForm,
    FormFile,
    PackData,
    Scoring,
    file_of,
    style_file_of,
    template_text,
)
from drafter.phrasebank import Phrasebank
from drafter.phrasebank.bank import COMMON
from drafter.textfile import Places, Tree, read_leniently


class Remark(Struct, frozen=True):
    """A fault of a pack: an error keeps it from drafting, a warning is most likely a slip, a note is a leftover."""

    severity: Severity
    fault: Fault

    @property
    def file(self) -> str:
        where = self.fault.where
        return where.file if isinstance(where, Place) else where

    @property
    def line(self) -> int:
        where = self.fault.where
        return (where.line or 0) if isinstance(where, Place) else 0

    def as_json(self) -> dict[str, object]:
        return {"severity": self.severity.value, **self.fault.as_json()}


class ReadPack(Struct, frozen=True):
    """A pack as it was read: ``data`` leaves out what was faulty, ``tree`` is ``pack.yaml`` as it was written."""

    folder: Path
    data: PackData | None
    tree: Tree
    places: Places
    faulty: frozenset[str]

    def keys(self, group: str) -> list[str]:
        """The names under an outermost key, also of those entries that are faulty."""
        entries = self.tree.get(group)
        return list(entries) if isinstance(entries, dict) else []

    def error(self, path: str, found: str, expected: str, hint: str) -> Remark:
        """An error at a key of ``pack.yaml`` (计分.等级[1])."""
        return Remark(Severity.ERROR, Fault(self.places.of(path), found, expected, hint))

    def warning(self, path: str, found: str, expected: str, hint: str) -> Remark:
        """A warning at a key of ``pack.yaml``."""
        return Remark(Severity.WARNING, Fault(self.places.of(path), found, expected, hint))


def errors(faults: Iterable[Fault]) -> list[Remark]:
    """Faults of a reader as they are."""
    return [Remark(Severity.ERROR, fault) for fault in faults]


def scoring(pack: ReadPack) -> list[Remark]:
    """What does not agree in 计分; nothing while a value of it is faulty."""
    if pack.data is None or "计分" in pack.faulty:
        return []
    return [*_weights(pack), *_grades(pack), *_levels(pack)]


def _weights(pack: ReadPack) -> list[Remark]:
    profile = pack.data.scoring if pack.data else None
    if profile is None or not profile.level1_points:
        return []
    sets = [("一级分值", profile.level1_points)]
    sets += [(f"一级分值另套[{n}]", weights) for n, weights in enumerate(profile.other_level1_points)]
    return [remark for key, weights in sets for remark in _not_full(pack, profile, key, list(weights.values()))]


def _not_full(pack: ReadPack, profile: Scoring, key: str, points: list[Decimal]) -> list[Remark]:
    total = sum(points) + profile.execution_points
    if total == profile.full_marks:
        return []
    terms = "+".join(plain(figure) for figure in (profile.execution_points, *points))
    found = f"预算执行分值与一级分值相加 {terms}={plain(total)}"
    return [pack.error(f"计分.{key}", found, f"应等于满分 {plain(profile.full_marks)}", "改正其中的分值")]


def _grades(pack: ReadPack) -> list[Remark]:
    grades = pack.data.scoring.grades if pack.data else ()
    if not grades:
        return []
    found = []
    lowest = min(grades, key=lambda grade: grade.at_least)
    if lowest.at_least > 0:
        what = f"低于 {plain(lowest.at_least)} 分的没有等级"
        found.append(pack.error("计分.等级", what, "最低一档应是“不低于: 0”", f"把“{lowest.name}”改为 0，或补一档"))
    for index, grade in enumerate(grades):
        for other in grades[:index]:
            if other.name == grade.name or other.at_least == grade.at_least:
                what = f"等级“{grade.name}”与“{other.name}”的名称或分数相同"
                hint = "改正其中一档，或删去"
                found.append(pack.error(f"计分.等级[{index}]", what, "每档一个名称、一个分数", hint))
    return found


def _levels(pack: ReadPack) -> list[Remark]:
    profile = pack.data.scoring if pack.data else None
    if profile is None:
        return []
    found = []
    sets = [("一级分值", profile.level1_points)]
    sets += [(f"一级分值另套[{n}]", weights) for n, weights in enumerate(profile.other_level1_points)]
    for key, name in ((key, name) for key, weights in sets for name in weights):
        if name not in profile.levels:
            near = get_close_matches(name, profile.levels, n=1, cutoff=0.3)
            hint = f"是否想写“{near[0]}”" if near else "在“指标体系”里补上，或删去"
            expected = f"指标体系里有：{'、'.join(profile.levels)}"
            found.append(pack.error(f"计分.{key}.{name}", f"指标体系里没有“{name}”", expected, hint))
    if not profile.levels:
        hint = "照 templates 里别的模板包补上"
        found.append(pack.error("计分.指标体系", "指标体系是空的", "应有一级指标和二级指标", hint))
    return found


WHOLE, PROJECT = "部门整体", "项目"

_ONLY_FOR = {"项目支出": (WHOLE,), "项目": (PROJECT, "财政评价"), "项目名称": (PROJECT, "财政评价")}
"""Slots and words that stay empty in reports of any other kind."""


def documents(pack: ReadPack) -> list[Remark]:
    """All faults of every document and caption at once."""
    data = pack.data
    if data is None:
        return _templates_alone(pack)
    found = []
    printed: set[str] = set()
    for name, form in data.documents.items():
        kinds = form.report_types or tuple(data.wording)
        found += _file_name_remarks(pack, data, f"文书.{name}.文件名", form, kinds)
        found += _template_remarks(pack, data, name, form, kinds, printed)
    for name, entry in data.forms.items():
        found += _caption_remarks(pack, data, name, entry)
        if name not in printed and "文书" not in pack.faulty:
            hint = f"在模板里写上 {{{{ {name} }}}}，或删去这张表单"
            found.append(pack.warning(f"表单.{name}", f"没有一个模板印“{name}”", "登记的自评表应印在文书里", hint))
    return [*found, *_no_usual_document(pack, data), *_same_names(pack, data)]


def _templates_alone(pack: ReadPack) -> list[Remark]:
    """Where ``pack.yaml`` says nothing that can be used: only how the templates are written."""
    found = []
    for path in sorted(pack.folder.glob(f"*{TEMPLATE_SUFFIX}")):
        try:
            names_in(template_text(pack.folder, path.name, ""), Place(str(path)), environment())
        except InputError as error:
            found += errors(error.faults)
    return found


def _template_remarks(
    pack: ReadPack, data: PackData, document: str, form: DocumentForm, kinds: tuple[str, ...], printed: set[str]
) -> list[Remark]:
    source = Place(str(pack.folder / form.template))
    try:
        text = template_text(pack.folder, form.template, f"文书.{document}.模板")
        names = names_in(text, source, environment())
    except InputError as error:
        printed |= set(data.forms)  # unknown: better no remark than a wrong one on every form
        return errors(error.faults)
    printed |= {used.name for used in names if used.printed}
    slots = known_slots(data) | {name for group in ("表格", "图表", "表单") for name in pack.keys(group)}
    found = errors(misplaced(text, names, slots, source))
    if not text.strip():
        fault = Fault(source, f"“{document}”的模板是空的", "应有标题和空", "在模板里写上标题和 {{ 名称 }}")
        return [*found, Remark(Severity.ERROR, fault)]
    if all(line.lstrip().startswith("#") for line in text.splitlines() if line.strip()):
        what, hint = f"“{document}”的模板只有标题，没有要印的内容", "在标题下面写上 {{ 名称 }}"
        found.append(Remark(Severity.WARNING, Fault(source, what, "标题下面应有空或文字", hint)))
    return found + _name_remarks(pack, data, names, source, kinds, slots)


def _name_remarks(
    pack: ReadPack, data: PackData, names: Iterable[Name], source: Place, kinds: tuple[str, ...], slots: set[str]
) -> list[Remark]:
    """Names that are not known, that a kind of report lacks, or that stay empty in all of them."""
    words = pack_words(data) | _written_words(pack)
    found = []
    for used in names:
        where = source if source.path else Place(source.file, used.line)
        if used.name not in slots | words:
            found.append(Remark(Severity.ERROR, unknown_name(used.name, source, used.line, slots | words)))
        elif used.name in slots or used.name in REPORT_WORDS:
            if kinds and not any(_fills(data, used.name, kind) for kind in kinds):
                what = f"“{used.name}”在{'、'.join(kinds)}的报告里总是空的"
                fault = Fault(where, what, "应是这种报告里有的内容", "删去它，或改正文书、表单的“报告类型”")
                found.append(Remark(Severity.WARNING, fault))
        else:
            lacking = [kind for kind in kinds if used.name not in data.wording.get(kind, {})]
            if lacking and "称谓" not in pack.faulty and (used.sure or len(lacking) == len(kinds)):
                what = f"“{'、'.join(lacking)}”的称谓里没有“{used.name}”"
                hint = f"在 {PACK_FILE} 的“称谓”里补上，或用 {{% if %}} 避开"
                fault = Fault(where, what, "每种报告的称谓里都应有它", hint)
                found.append(Remark(Severity.ERROR, fault))
    return found


def _written_words(pack: ReadPack) -> set[str]:
    """The words of 称谓 as they were written, also under a kind of report that there is not."""
    groups = pack.tree.get("称谓")
    entries = groups.values() if isinstance(groups, dict) else ()
    return {word for entry in entries if isinstance(entry, dict) for word in entry}


def _fills(data: PackData, slot: str, kind: str) -> bool:
    """Whether a report of this kind can have something to print there."""
    if slot in data.forms:
        types = data.forms[slot].report_types
        return kind in types or (PROJECT in types and kind == WHOLE)
    return kind in _ONLY_FOR.get(slot, (kind,))


def _file_name_remarks(
    pack: ReadPack, data: PackData, key: str, form: DocumentForm, kinds: tuple[str, ...]
) -> list[Remark]:
    found = _pattern_remarks(pack, data, key, form.file_name, kinds)
    rest = form.file_name
    for name in _ONLY_FOR:
        rest = rest.replace(f"{{{{ {name} }}}}", "")
    if not any(char.isalnum() for char in rest):
        hint = "补上文字，如 绩效自评报告"
        found.append(pack.error(key, "文件名可能是空的", "应有文字，或总是有值的名称", hint))
    return found


def _caption_remarks(pack: ReadPack, data: PackData, name: str, form: FormFile) -> list[Remark]:
    found = []
    for line in form.caption:
        found += _pattern_remarks(pack, data, f"表单.{name}.表题", line, form.report_types)
    for line in form.project_caption:
        found += _pattern_remarks(pack, data, f"表单.{name}.逐项表题", line, (PROJECT,))
    printed_in_whole = any(not d.report_types or WHOLE in d.report_types for d in data.documents.values())
    if form.caption and not form.project_caption and form.report_types == (PROJECT,) and printed_in_whole:
        what = "没有“逐项表题”，部门整体报告里逐个项目印的表没有标题"
        found.append(pack.warning(f"表单.{name}", what, "应写每张表的标题", "补上“逐项表题”"))
    return found


def _pattern_remarks(pack: ReadPack, data: PackData, key: str, text: str, kinds: tuple[str, ...]) -> list[Remark]:
    """A pattern in ``pack.yaml``: words only, no slots."""
    source = pack.places.of(key)
    try:
        names = names_in(text, source, environment())
    except InputError as error:
        return errors(error.faults)
    own = "序号" if key.startswith("表单") else MISSING if key.endswith("缺数注") else ""
    names = [used for used in names if used.name != own]
    return [r for r in _name_remarks(pack, data, names, source, kinds, set()) if r.severity is Severity.ERROR]


def _no_usual_document(pack: ReadPack, data: PackData) -> list[Remark]:
    """Kinds of report that have documents, but none that is written without being asked for."""
    found = []
    for kind in data.wording:
        mine = [form for form in data.documents.values() if not form.report_types or kind in form.report_types]
        if mine and not any(form.usual for form in mine):
            what = f"“{kind}”没有默认写出的文书"
            found.append(pack.warning("文书", what, "至少一份文书的“默认”应是“是”", "删去其中一份的“默认: 否”"))
    return found


def _same_names(pack: ReadPack, data: PackData) -> list[Remark]:
    found = []
    entries = list(data.documents.items())
    for index, (name, form) in enumerate(entries):
        for other, earlier in entries[:index]:
            shared = not (form.report_types and earlier.report_types) or {*form.report_types} & {*earlier.report_types}
            if form.file_name == earlier.file_name and shared:
                what = f"“{name}”与“{other}”的文件名相同"
                hint = "在文件名里写上文书的名称"
                found.append(pack.warning(f"文书.{name}.文件名", what, "每份文书应有自己的文件名", hint))
    return found


def tables(pack: ReadPack) -> list[Remark]:
    """Columns that nothing fills, and 必填 that no column prints."""
    found = []
    for name, form in (pack.data.tables if pack.data else {}).items():
        wrong = wrong_fields(form)
        found += [pack.error(f"表格.{name}.{at}", what, expected, hint) for at, what, expected, hint in wrong]
        first = {column.content[0] for column in form.columns}
        for field in form.gaps:
            if field not in first and field in printable(form):
                what = f"“必填”里的“{field}”没有一列印它"
                hint = "在“内容”的最前面写上它，或从“必填”里删去"
                found.append(pack.warning(f"表格.{name}.必填", what, "应是某一列的第一项内容", hint))
    return found


def charts(pack: ReadPack) -> list[Remark]:
    """Charts of what there is not, and unknown words in their captions and notes."""
    data = pack.data
    if data is None:
        return []
    found = []
    for name, entry in data.charts.items():
        wrong = wrong_chart(entry)
        found += [pack.error(f"图表.{name}.{at}", what, expected, hint) for at, what, expected, hint in wrong]
        for key, text in (("标题", entry.title), ("缺数注", entry.missing_note)):
            found += _pattern_remarks(pack, data, f"图表.{name}.{key}", text, tuple(data.wording))
    return found


def forms(pack: ReadPack) -> list[Remark]:
    """All faults of every form's file at once."""
    found = []
    for name, form in (pack.data.forms if pack.data else {}).items():
        try:
            path = file_of(pack.folder, form.file, f"表单.{name}.文件")
            read = read_leniently(path, Sheet)
        except InputError as error:
            found += errors(error.faults)
            continue
        found += errors(read.faults)
        sheet = read.record
        if sheet is None:
            continue
        wrong = list(wrong_names(sheet))
        if not read.faults:  # a faulty cell is left out, and its row would seem too short
            wrong += wrong_shapes(sheet.rows, len(sheet.widths), "行")
        found += errors(Fault(read.places.of(at), what, expected, hint) for at, what, expected, hint in wrong)
    return found


def files(pack: ReadPack) -> list[Remark]:
    """Links are errors; forms and templates that ``pack.yaml`` does not name are notes."""
    named = {PACK_FILE, *_registered(pack, "文书", "模板"), *_registered(pack, "表单", "文件")}
    found = []
    for path in sorted(pack.folder.iterdir()):
        if path.is_symlink():
            fault = Fault(str(path), "这是一个链接", "模板包里只能有普通的文件", "把文件本身复制进来，或删去")
            found.append(Remark(Severity.ERROR, fault))
        elif path.name.endswith((".yaml", ".yml", TEMPLATE_SUFFIX)) and path.name not in named:
            group = "文书" if path.name.endswith(TEMPLATE_SUFFIX) else "表单"
            fault = Fault(
                str(path), "没有用到这个文件", f"{PACK_FILE} 的“{group}”里应有它", f"在“{group}”里登记，不用的删去"
            )
            found.append(Remark(Severity.NOTE, fault))
    return found


def _registered(pack: ReadPack, group: str, key: str) -> set[str]:
    entries = pack.tree.get(group)
    values = entries.values() if isinstance(entries, dict) else ()
    return {str(entry.get(key)) for entry in values if isinstance(entry, dict)}


_SPEAKER = "自评主体"
_BUDGET_KINDS = ("部门整体", "项目")
"""Kinds of report whose sentences use the pack's words for the budget; a 财政评价 has sentences of its own."""


def wording(pack: ReadPack, bank: Phrasebank) -> list[Remark]:
    """Words that sentences of the phrasebank would miss."""
    data = pack.data
    if data is None or "称谓" in pack.faulty:
        return []
    wanted = [name for name in _phrase_slots(bank) if name in COMMON and name not in (*REPORT_WORDS, _SPEAKER)]
    drafted = {kind for form in data.documents.values() for kind in form.report_types or tuple(data.wording)}
    found = []
    for kind in sorted(drafted):
        words = data.wording.get(kind)
        if words is None:
            what, hint = f"没有“{kind}”的称谓", f"在“称谓”里补上“{kind}”，或从“文书”的“报告类型”里删去"
            found.append(pack.error("称谓", what, "文书里的每种报告都应有称谓", hint))
            continue
        for name in wanted if kind in _BUDGET_KINDS else ():
            if name not in words:
                near = get_close_matches(name, [word for word in words if word not in wanted], n=1, cutoff=0.5)
                hint = f"是否把它写成了“{near[0]}”" if near else f"补上一行“{name}: …”"
                found.append(pack.error(f"称谓.{kind}", f"没有“{name}”", "句库里的句子要用这个词", hint))
    return found


def _phrase_slots(bank: Phrasebank) -> list[str]:
    return list(dict.fromkeys(n for phrase in bank.phrases for n in phrase.slots if n not in phrase.needs))


def style_file(pack: ReadPack) -> list[Remark]:
    """The pack's own style file: one that cannot be used is an error; a style that it lacks is a warning, for the
    reports have that style as it came with the program. Nothing where the pack has the shared look."""
    try:
        path = style_file_of(pack.folder)
    except InputError:
        return []  # links are told of all files of a pack
    if path is None:
        return []
    from drafter.docx.reference import StyleFile  # python-docx is not needed without a style file

    try:
        opened = StyleFile(path)
        missing = opened.missing()
        opened.look("windows", keeps_faces=True)
    except (InputError, RefusedError) as error:
        return errors(Fault(str(path), fault.found, fault.expected, fault.hint) for fault in error.faults)
    hint = f"在 Word 里新建同名的样式，或从自带的 templates/{STYLE_FILE} 复制过来；不补的，用自带的样子"
    return [
        Remark(Severity.WARNING, Fault(str(path), f"没有样式“{name}”", "报告要用这个样式", hint)) for name in missing
    ]
