"""Templates, file names and captions: names that something fills, in the reports that have them.

In: a ``Subject``. Out: ``Remark``s.
"""

from collections.abc import Iterable

from drafter.compose import known_slots
from drafter.compose.grammar import Name, names_in
from drafter.compose.template import REPORT_WORDS, environment, misplaced, pack_words, unknown_name
from drafter.findings import Fault, InputError, Place, Severity
from drafter.lint.remark import Remark, Subject, errors
from drafter.pack import PACK_FILE, TEMPLATE_SUFFIX, DocumentForm, FormFile, PackData, template_text

WHOLE, PROJECT = "部门整体", "项目"

_ONLY_FOR = {"项目支出": (WHOLE,), "项目": (PROJECT, "财政评价"), "项目名称": (PROJECT, "财政评价")}
"""Slots and words that stay empty in reports of any other kind."""


def documents(subject: Subject) -> list[Remark]:
    """All faults of every document and caption at once."""
    data = subject.data
    if data is None:
        return _templates_alone(subject)
    found = []
    printed: set[str] = set()
    for name, form in data.documents.items():
        kinds = form.report_types or tuple(data.wording)
        found += _file_name(subject, data, f"文书.{name}.文件名", form, kinds)
        found += _template(subject, data, name, form, kinds, printed)
    for name, entry in data.forms.items():
        found += _captions(subject, data, name, entry)
        if name not in printed and "文书" not in subject.faulty:
            hint = f"在模板里写上 {{{{ {name} }}}}，或删去这张表单"
            found.append(subject.warning(f"表单.{name}", f"没有一个模板印“{name}”", "登记的自评表应印在文书里", hint))
    return [*found, *_usual(subject, data), *_same_names(subject, data)]


def _templates_alone(subject: Subject) -> list[Remark]:
    """Where ``pack.yaml`` says nothing that can be used: only how the templates are written."""
    found = []
    for path in sorted(subject.folder.glob(f"*{TEMPLATE_SUFFIX}")):
        try:
            names_in(template_text(subject.folder, path.name, ""), Place(str(path)), environment())
        except InputError as error:
            found += errors(error.faults)
    return found


def _template(
    subject: Subject, data: PackData, document: str, form: DocumentForm, kinds: tuple[str, ...], printed: set[str]
) -> list[Remark]:
    source = Place(str(subject.folder / form.template))
    try:
        text = template_text(subject.folder, form.template, f"文书.{document}.模板")
        names = names_in(text, source, environment())
    except InputError as error:
        printed |= set(data.forms)  # nobody knows what it prints
        return errors(error.faults)
    printed |= {used.name for used in names if used.printed}
    slots = known_slots(data) | set(subject.keys("表格")) | set(subject.keys("表单"))
    found = errors(misplaced(text, names, slots, source))
    if not text.strip():
        fault = Fault(source, f"“{document}”的模板是空的", "应有标题和空", "在模板里写上标题和 {{ 名称 }}")
        return [*found, Remark(Severity.ERROR, fault)]
    return found + _names(subject, data, names, source, kinds, slots)


def _names(
    subject: Subject, data: PackData, names: Iterable[Name], source: Place, kinds: tuple[str, ...], slots: set[str]
) -> list[Remark]:
    """Names that are not known, that a kind of report lacks, or that stay empty in all of them."""
    words = pack_words(data) | _written_words(subject)
    found = []
    for used in names:
        where = source if source.path else Place(source.file, used.line)
        if used.name not in slots | words:
            found.append(Remark(Severity.ERROR, unknown_name(used.name, source, used.line, slots | words)))
        elif used.name in slots or used.name in REPORT_WORDS:
            if kinds and not any(_fills(data, used.name, kind) for kind in kinds):
                told = f"“{used.name}”在{'、'.join(kinds)}的报告里总是空的"
                fault = Fault(where, told, "应是这种报告里有的内容", "删去它，或改正文书、表单的“报告类型”")
                found.append(Remark(Severity.WARNING, fault))
        else:
            lacking = [kind for kind in kinds if used.name not in data.wording.get(kind, {})]
            if lacking and "称谓" not in subject.faulty and (used.sure or len(lacking) == len(kinds)):
                told = f"“{'、'.join(lacking)}”的称谓里没有“{used.name}”"
                hint = f"在 {PACK_FILE} 的“称谓”里补上，或用 {{% if %}} 避开"
                fault = Fault(where, told, "每种报告的称谓里都应有它", hint)
                found.append(Remark(Severity.ERROR, fault))
    return found


def _written_words(subject: Subject) -> set[str]:
    """The words of 称谓 as they were written, also under a kind of report that there is not."""
    groups = subject.tree.get("称谓")
    entries = groups.values() if isinstance(groups, dict) else ()
    return {word for entry in entries if isinstance(entry, dict) for word in entry}


def _fills(data: PackData, slot: str, kind: str) -> bool:
    """Whether a report of this kind can have something to print there."""
    if slot in data.forms:
        types = data.forms[slot].report_types
        return kind in types or (PROJECT in types and kind == WHOLE)
    return kind in _ONLY_FOR.get(slot, (kind,))


def _file_name(subject: Subject, data: PackData, key: str, form: DocumentForm, kinds: tuple[str, ...]) -> list[Remark]:
    found = _line(subject, data, key, form.file_name, kinds)
    rest = form.file_name
    for name in _ONLY_FOR:
        rest = rest.replace(f"{{{{ {name} }}}}", "")
    if not any(char.isalnum() for char in rest):
        hint = "补上文字，如 绩效自评报告"
        found.append(subject.error(key, "文件名可能是空的", "应有文字，或总是有值的名称", hint))
    return found


def _captions(subject: Subject, data: PackData, name: str, form: FormFile) -> list[Remark]:
    found = []
    for line in form.caption:
        found += _line(subject, data, f"表单.{name}.表题", line, form.report_types)
    for line in form.project_caption:
        found += _line(subject, data, f"表单.{name}.逐项表题", line, (PROJECT,))
    printed_in_whole = any(not d.report_types or WHOLE in d.report_types for d in data.documents.values())
    if form.caption and not form.project_caption and form.report_types == (PROJECT,) and printed_in_whole:
        told = "没有“逐项表题”，部门整体报告里逐个项目印的表没有标题"
        found.append(subject.warning(f"表单.{name}", told, "应写每张表的标题", "补上“逐项表题”"))
    return found


def _line(subject: Subject, data: PackData, key: str, text: str, kinds: tuple[str, ...]) -> list[Remark]:
    """A pattern in ``pack.yaml``: words only, no slots."""
    source = subject.places.of(key)
    try:
        names = names_in(text, source, environment())
    except InputError as error:
        return errors(error.faults)
    names = [used for used in names if used.name != "序号" or not key.startswith("表单")]
    return [r for r in _names(subject, data, names, source, kinds, set()) if r.severity is Severity.ERROR]


def _usual(subject: Subject, data: PackData) -> list[Remark]:
    """Kinds of report that have documents, but none that is written without being asked for."""
    found = []
    for kind in data.wording:
        mine = [form for form in data.documents.values() if not form.report_types or kind in form.report_types]
        if mine and not any(form.usual for form in mine):
            told = f"“{kind}”没有默认写出的文书"
            found.append(subject.warning("文书", told, "至少一份文书的“默认”应是“是”", "删去其中一份的“默认: 否”"))
    return found


def _same_names(subject: Subject, data: PackData) -> list[Remark]:
    found = []
    entries = list(data.documents.items())
    for index, (name, form) in enumerate(entries):
        for other, earlier in entries[:index]:
            shared = not (form.report_types and earlier.report_types) or {*form.report_types} & {*earlier.report_types}
            if form.file_name == earlier.file_name and shared:
                told = f"“{name}”与“{other}”的文件名相同"
                hint = "在文件名里写上文书的名称"
                found.append(subject.warning(f"文书.{name}.文件名", told, "每份文书应有自己的文件名", hint))
    return found
