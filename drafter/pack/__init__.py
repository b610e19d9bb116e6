"""A pack: one place's way of reporting, as a folder of data under ``templates/``.

In: the name of a pack or a path to its folder. Out: a ``Pack`` with the scoring profile, the documents and
their templates, the columns of the tables, the forms, the words for each kind of report. Everything that
differs between places is in the pack; the code asks the pack and never the place's name.
"""

from drafter.files import STYLE_FILE, packaged, shared_style_file
from drafter.pack.folder import (
    PACK_FILE,
    TEMPLATE_SUFFIX,
    Pack,
    file_of,
    load_pack,
    pack_folder,
    pack_folders,
    style_file_of,
    template_text,
)
from drafter.pack.records import (
    MOST_COLUMNS,
    Cap,
    ChartEntry,
    Column,
    Deduction,
    DocumentForm,
    FormFile,
    Grade,
    PackData,
    Scoring,
    TableForm,
)
from drafter.pack.values import Late, Lines, ReportTypeName, Yes

__all__ = [
    "MOST_COLUMNS",
    "PACK_FILE",
    "STYLE_FILE",
    "TEMPLATE_SUFFIX",
    "Cap",
    "ChartEntry",
    "Column",
    "Deduction",
    "DocumentForm",
    "FormFile",
    "Grade",
    "Late",
    "Lines",
    "Pack",
    "PackData",
    "ReportTypeName",
    "Scoring",
    "TableForm",
    "Yes",
    "file_of",
    "load_pack",
    "pack_folder",
    "pack_folders",
    "packaged",
    "shared_style_file",
    "style_file_of",
    "template_text",
]
