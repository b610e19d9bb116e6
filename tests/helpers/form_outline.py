"""Drafted forms read back from Word: for each form its caption and its rows, 〃 for a cell that continues."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from drafter.blocks import Table, Text, grid
from drafter.commands.draft import draft
from drafter.docx.read import CONTINUED, read_sections, texts_of

TABLES = Path(__file__).parents[1] / "forms" / "tables"


@dataclass
class Form:
    """A form as it stands in the Word file."""

    captions: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    spans: list[list[int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    landscape: bool = False


def drafted(data: Path, folder: Path, pack: str, document: str = "自评表") -> list[Form]:
    """The forms of a document, one a section."""
    (file,) = draft(data, folder, pack=pack, only=(document,)).files
    forms = []
    for section in read_sections(file.path):
        form = Form(landscape=section.landscape)
        for block in section.blocks:
            if isinstance(block, Text):
                (form.captions if block.style in ("附件", "表题") else form.notes).append(block.text)
            elif isinstance(block, Table):
                form.tables.append(block)
                form.rows += [list(row) for row in texts_of(block)]
                form.spans += [[slot.span for slot in slots] for slots in grid(block.rows)]
        forms.append(form)
    return forms


def published(name: str) -> list[dict]:
    """The figures of the published forms."""
    return json.loads((TABLES / f"{name}.json").read_text(encoding="utf-8"))


def merged(rows: list[list[str]], columns: int) -> list[list[str]]:
    """The rows with equal neighbours of the first columns as one cell, each inside the one on its left."""
    shown = []
    for number, row in enumerate(rows):
        above = rows[number - 1] if number else [""] * len(row)
        same = 0
        while same < columns and row[same] and row[: same + 1] == above[: same + 1]:
            same += 1
        shown.append([CONTINUED] * same + row[same:])
    return shown


def beside(label: str, rows: list[list[str]]) -> list[list[str]]:
    """Rows with one label at their left that covers them all."""
    return [[label if number == 0 else CONTINUED, *row] for number, row in enumerate(rows)]
