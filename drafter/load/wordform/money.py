"""One row of the money table: the whole, or a source of the money.

In: a ``Line`` under the head of the money table. Out: 预算执行 of the form, or an entry of 明细.
"""

from drafter.load.wordform.figures import readable, without_gaps
from drafter.load.wordform.grid import Cell, Line
from drafter.load.wordform.labels import read_label
from drafter.load.wordform.placing import Reading, place
from drafter.load.wordform.sections import Head

PART_KEYS = ("年初预算数", "全年预算数", "全年执行数")


def read_money(line: Line, head: Head, reading: Reading) -> None:
    """Reads the row; a cell that began further up belongs to the row it began in."""
    name_cell = _name(line, head)
    name = name_cell.text if name_cell else ""
    whole = not name or reading.words.among(reading.words.money_whole, read_label(name))
    cells = {key: cell for cell in line.starting if (key := head.key_of(cell))}
    if whole:
        if name_cell:
            name_cell.used = True
        for key, cell in cells.items():
            place(key, cell.text, cell, reading)
        return
    part: dict[str, str] = {}
    for key, cell in cells.items():
        text = without_gaps(cell.text)
        if not text or reading.words.is_nothing(text):
            cell.used = True
        elif key in PART_KEYS and readable(key, text):
            part[key] = text
            cell.used = True
    if name_cell and (part or not any(cell.text.strip() and not cell.used for cell in cells.values())):
        name_cell.used = True
    if part:
        reading.form.parts.append({"名称": _plain(name, reading), **part})


def _name(line: Line, head: Head) -> Cell | None:
    """The nearest text at the left of the figures."""
    left = [cell for cell in line.starting if cell.end <= head.first and cell.text.strip()]
    return left[-1] if left else None


def _plain(name: str, reading: Reading) -> str:
    text = "".join(name.split())
    for prefix in reading.words.money_prefixes:
        text = text.removeprefix(prefix)
    return text
