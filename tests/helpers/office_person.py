"""A person at LibreOffice: opens Word files, types, cuts, pastes, saves. Runs under the Python that has ``uno``.

In: one JSON object a line on stdin (``{"do": "type", "find": "甲", "put": "乙"}``). Out: one JSON object a line.
Everything goes through the commands of the menus and the keys, as far as LibreOffice has one.
"""

import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

WORD, PDF = "MS Word 2007 XML", "writer_pdf_Export"


def value(name, content):
    return PropertyValue(Name=name, Value=content)


class Person:
    def __init__(self, pipe):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(300):
            try:
                self.context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                time.sleep(0.1)
        make = self.context.ServiceManager.createInstanceWithContext
        self.desktop = make("com.sun.star.frame.Desktop", self.context)
        self.dispatcher = make("com.sun.star.frame.DispatchHelper", self.context)
        self.document = None

    def press(self, command, **arguments):
        frame = self.document.CurrentController.Frame
        values = tuple(value(name, content) for name, content in arguments.items())
        self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, values)

    def found(self, words):
        search = self.document.createSearchDescriptor()
        search.SearchString = words
        found = self.document.findFirst(search)
        if found is None:
            raise ValueError(f"{words!r} is not in the document")
        return found

    def select(self, words):
        """These words, selected with the mouse."""
        self.document.CurrentController.select(self.found(words))

    def cursor(self, words, *, end=False):
        found = self.found(words)
        view = self.document.CurrentController.ViewCursor
        view.gotoRange(found.getEnd() if end else found.getStart(), False)
        return view

    def select_paragraph(self, words, *, with_break):
        """From the start of the paragraph to its end, or to the start of the next one."""
        found = self.found(words)
        cursor = found.Text.createTextCursorByRange(found.getStart())
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        if with_break:
            cursor.goRight(1, True)
        self.document.CurrentController.select(cursor)

    # what she does

    def open(self, path):
        self.document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, ())

    def save(self):
        self.document.store()

    def save_as(self, path, kind=WORD):
        self.document.storeToURL(Path(path).as_uri(), (value("FilterName", kind),))

    def close(self):
        self.document.close(True)

    def type(self, find, put):
        self.select(find)
        self.press("InsertText", Text=put)

    def type_at(self, put, before=None, after=None):
        self.cursor(before or after, end=before is None)
        self.press("InsertText", Text=put)

    def remove(self, find):
        self.select(find)
        self.press("Delete")

    def remove_paragraph(self, find):
        self.select_paragraph(find, with_break=True)
        self.press("Delete")

    def new_paragraph(self, after, put):
        self.cursor(after, end=True).gotoEndOfLine(False)
        cursor = self.document.CurrentController.ViewCursor
        model = cursor.Text.createTextCursorByRange(cursor)
        model.gotoEndOfParagraph(False)
        cursor.gotoRange(model, False)
        self.press("InsertPara")
        self.press("InsertText", Text=put)

    def move_paragraph(self, find, before):
        self.select_paragraph(find, with_break=True)
        self.press("Cut")
        cursor = self.cursor(before)
        model = cursor.Text.createTextCursorByRange(cursor)
        model.gotoStartOfParagraph(False)
        cursor.gotoRange(model, False)
        self.press("Paste")

    def split(self, before):
        self.cursor(before)
        self.press("InsertPara")

    def join(self, find):
        """The paragraph with these words and the next one become one."""
        found = self.found(find)
        cursor = found.Text.createTextCursorByRange(found.getEnd())
        cursor.gotoEndOfParagraph(False)
        self.document.CurrentController.ViewCursor.gotoRange(cursor, False)
        self.press("Delete")

    def retype(self, find, put):
        self.select_paragraph(find, with_break=False)
        self.press("InsertText", Text=put)

    def bold(self, find):
        self.select(find)
        self.press("Bold")

    def comment(self, find, put):
        self.select(find)
        self.press("InsertAnnotation", Text=put, Author="文员")

    def cell(self, row, find, put):
        """A cell of the row that has these words."""
        for name in self.document.TextTables.ElementNames:
            table = self.document.TextTables.getByName(name)
            texts = {cell: table.getCellByName(cell).String for cell in table.CellNames}
            lines = {"".join(filter(str.isdigit, cell)) for cell, text in texts.items() if text == row}
            for cell, text in texts.items():
                if text == find and "".join(filter(str.isdigit, cell)) in lines:
                    view = self.document.CurrentController.ViewCursor
                    place = table.getCellByName(cell)
                    selected = place.createTextCursor()
                    selected.gotoEnd(True)
                    self.document.CurrentController.select(selected)
                    self.press("InsertText", Text=put)
                    return view is None
        raise ValueError(f"no row {row!r} with a cell {find!r}")

    def remove_row(self, find):
        self.cursor(find)
        self.press("DeleteRows")

    def new_row(self, after):
        self.cursor(after)
        self.press("InsertRowsAfter")

    def track(self, on=True):
        self.document.RecordChanges = on

    def undo(self):
        self.press("Undo")

    def text(self):
        """What the document reads as, paragraph by paragraph, without tables."""
        paragraphs = self.document.Text.createEnumeration()
        found = []
        while paragraphs.hasMoreElements():
            paragraph = paragraphs.nextElement()
            if paragraph.supportsService("com.sun.star.text.Paragraph"):
                found.append(paragraph.String)
        return found

    def quit(self):
        self.desktop.terminate()


def main():
    person = Person(sys.argv[1])
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"ok": getattr(person, asked.pop("do"))(**asked)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
