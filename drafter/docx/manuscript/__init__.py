"""The clerk's file while an update changes it: live paragraphs, tables, revisions and comments.

In: an opened .docx. Out: a ``Manuscript`` to read, edit and pack again. The file is patched, never rebuilt: an ``Edit``
changes the text within the runs that are there, so fonts, pictures, comments and the clerk's own revisions stay. *Tool
revisions* and tool comments are those whose author is ``drafter``; the next update can take them back.
"""

from drafter.docx.manuscript.document import Manuscript, TakenBack
from drafter.docx.manuscript.paragraphs import LiveParagraph
from drafter.docx.manuscript.tables import LiveCell, LiveRow, LiveTable
from drafter.docx.manuscript.text_edits import Edit

__all__ = ["Edit", "LiveCell", "LiveParagraph", "LiveRow", "LiveTable", "Manuscript", "TakenBack"]
