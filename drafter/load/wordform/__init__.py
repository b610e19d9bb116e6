"""The 自评表 of an existing Word file -> the tree of a data file.

In: .docx files of any author, the labels of ``templates/自评表标签.yaml`` and of the packs' own forms.
Out: ``Imported``: the tree, how many forms it holds, a remark for everything that could not be placed. Raises
InputError where a file has no form, InputError or RefusedError for one that is no .docx or must not be opened.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from drafter.docx.read import read_blocks
from drafter.findings import Fault, InputError
from drafter.load.wordform.data_tree import assemble
from drafter.load.wordform.form import Form
from drafter.load.wordform.labels import labels_of_packs, load_words
from drafter.load.wordform.reader import forms_of
from drafter.load.wordform.remarks import bounded
from drafter.pack import Pack
from drafter.textfile import Tree

__all__ = ["Imported", "import_forms"]


class Imported(Struct, frozen=True):
    """What was read: the tree, the number of forms of the whole and of projects, the remarks."""

    tree: Tree
    wholes: int
    projects: int
    remarks: tuple[Fault, ...]


def import_forms(sources: Sequence[tuple[Path, str]], packs: Iterable[Pack], template: str | None = None) -> Imported:
    """Reads the forms of files, each given with the name that messages call it by.

    ``template``: the pack that the data file is to name. Raises InputError or RefusedError (see above).
    """
    words = load_words(labels_of_packs(packs))
    forms: list[Form] = []
    remarks: list[Fault] = []
    for path, name in sources:
        found, file_remarks = forms_of(read_blocks(path, name), name, words)
        if not found:
            expected = "应有带指标的自评表（一级指标、二级指标、三级指标……）"
            hint = "请核对文件；自评表是图片的，要先转成表格"
            raise InputError(Fault(name, "没有找到自评表", expected, hint))
        forms += found
        remarks += bounded(file_remarks.faults, name)
    tree, more = assemble(forms, words, template)
    projects = sum(form.project is not None for form in forms)
    return Imported(tree, len(forms) - projects, projects, (*remarks, *more))
