"""The page numbers of a contents page, by the LibreOffice of the machine, else by Word when it opens the file.

In: the bytes of a Word file. Out: its bytes with the numbers, and a line where there are none. The same file on the
same machine gets the same numbers.
"""

from collections.abc import Collection

from drafter.commands.pdf import as_pdf, soffice

MISSING = "本机没有 LibreOffice"
FAILED = "LibreOffice 没有排出页码"
TOO_LONG = "报告很长"
MOST_BYTES = 200_000
"""Of a file that LibreOffice lays out for its page numbers: 40 rows take it 2 s, 2,000 rows (600 kB) 35 s and 400 MiB,
ten times the draft. A report of a hundred pages has some 100 kB."""


def paged(content: bytes, name: str, *, written: Collection[str] | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The file with the numbers in its contents page; ``written``: the headings that the program
    has written into it before.

    The entries are set first: the pages are those of the report with its whole contents.
    """
    from drafter.docx.contents import Sheets, has_contents, numbered
    from drafter.files.pdf import bookmarks

    if not has_contents(content):
        return content, ()
    long = len(content) > MOST_BYTES
    content = numbered(content, None, written=written)
    pdf = None if long else as_pdf(content)
    sheets = bookmarks(pdf) if pdf else []
    if sheets:
        return numbered(content, Sheets(sheets), written=written), ()
    why = TOO_LONG if long else MISSING if soffice() is None else FAILED
    told = f"“{name}”的目录还没有页码（{why}）：用 Word 打开时选“是”更新域，或在目录上右击选“更新域”"
    return content, (told,)
