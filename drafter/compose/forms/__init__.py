"""Evaluation forms (自评表): a pack describes each in a file; ``pages`` fills them from an assessment.

In: the pack's ``表单``. Out: a form's description, proved.
"""

from drafter.compose.forms.cells import wrong_names
from drafter.compose.forms.fields import FORM_FIELDS
from drafter.compose.forms.sheet import Sheet, read_sheet, told_at
from drafter.pack import FormFile, Pack

__all__ = ["FORM_FIELDS", "load_form"]


def load_form(pack: Pack, form: FormFile) -> Sheet:
    """The description of a form, proved. Raises ``InputError`` with file, line and nearest name."""
    name = next((name for name, other in pack.data.forms.items() if other is form), "")
    sheet = read_sheet(pack.folder, form.file, f"表单.{name}.文件")
    wrong = wrong_names(sheet)
    if wrong:
        raise told_at(pack.folder / form.file, wrong)
    return sheet
