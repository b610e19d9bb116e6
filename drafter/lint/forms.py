"""Tables and forms: fields that the data can fill, spans that fill the grid, reports that print them.

In: a ``Subject``. Out: ``Remark``s.
"""

from drafter.compose.forms.cells import wrong_names
from drafter.compose.forms.sheet import Sheet, wrong_shapes
from drafter.compose.rowfields import FIELDS
from drafter.compose.tables import wrong_fields
from drafter.findings import Fault, InputError
from drafter.lint.remark import Remark, Subject, errors
from drafter.pack import file_of
from drafter.textfile import read_leniently


def tables(subject: Subject) -> list[Remark]:
    """Columns that nothing fills, and 必填 that no column prints."""
    found = []
    for name, form in (subject.data.tables if subject.data else {}).items():
        wrong = wrong_fields(form)
        found += [subject.error(f"表格.{name}.{at}", what, expected, hint) for at, what, expected, hint in wrong]
        first = {column.content[0] for column in form.columns}
        for field in form.gaps:
            if field not in first and field in FIELDS:
                told = f"“必填”里的“{field}”没有一列印它"
                hint = "在“内容”的最前面写上它，或从“必填”里删去"
                found.append(subject.warning(f"表格.{name}.必填", told, "应是某一列的第一项内容", hint))
    return found


def forms(subject: Subject) -> list[Remark]:
    """All faults of every form's file at once."""
    found = []
    for name, form in (subject.data.forms if subject.data else {}).items():
        try:
            path = file_of(subject.folder, form.file, f"表单.{name}.文件")
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
