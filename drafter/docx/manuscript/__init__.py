"""A person's .docx that is being changed: her paragraphs, tables, revisions and comments, live.

In: the opened file. Out: a ``Manuscript`` to read, edit and pack again. Text is changed by ``Edit``s in her own runs;
marks of ours are revisions and comments by one author, and can be taken back. Whatever else is in the file stays.
"""

from drafter.docx.manuscript.document import Manuscript, TakenBack
from drafter.docx.manuscript.editing import Edit
from drafter.docx.manuscript.grid import CellNow, RowNow, TableNow
from drafter.docx.manuscript.paragraphs import ParagraphNow

__all__ = ["CellNow", "Edit", "Manuscript", "ParagraphNow", "RowNow", "TableNow", "TakenBack"]
