"""The page numbers of a contents page, by the LibreOffice of the machine, else by Word when it opens the file.

In: the bytes of a Word file. Out: its bytes with the numbers, and a line where there are none. The same file on the
same machine gets the same numbers.
"""

from collections.abc import Collection

from drafter.commands.pdf import as_pdf, soffice

MISSING = "本机没有 LibreOffice"
FAILED = "LibreOffice 没有排出页码"


def paged(content: bytes, name: str, *, written: Collection[str] | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The file with the numbers in its contents page; ``written``: the headings that the program
    has written into it before.

    The entries are set first: the pages are those of the report with its whole contents.
    """
    from drafter.docx.contents import Sheets, has_contents, numbered
    from drafter.files.pdf import bookmarks

    if not has_contents(content):
        return content, ()
    content = numbered(content, None, written=written)
    pdf = as_pdf(content)
    sheets = bookmarks(pdf) if pdf else []
    if sheets:
        return numbered(content, Sheets(sheets), written=written), ()
    why = MISSING if soffice() is None else FAILED
    told = f"“{name}”的目录还没有页码（{why}）：用 Word 打开时选“是”更新域，或在目录上右击选“更新域”"
    return content, (told,)
