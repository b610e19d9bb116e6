"""The clerk's file, a report worked on in Word, is opened or refused; a report that is there already is described.

In: the path of a .docx. Out: a ``ClerksFile``, or a ``ExistingReport``. Raises ``RefusedError`` for what Word has to
save first, and for a file that is open in Word, WPS or LibreOffice.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from drafter.blocks import Block, Chart, Fact, Text
from drafter.commands.outcomes import ExistingReport
from drafter.findings import DrafterError, Fault, InputError, RefusedError
from drafter.state.base import base_of
from drafter.state.record import State, read_mark

if TYPE_CHECKING:
    from drafter.docx.opening import Opened

_OTHER_FORMATS = frozenset({".docm", ".dot", ".dotx", ".dotm", ".doc", ".wps", ".wpt", ".odt", ".ott", ".rtf", ".pdf"})


class ClerksFile(Struct, frozen=True):
    """The clerk's file: its path, its bytes, its parts."""

    path: Path
    content: bytes
    opened: "Opened"


def open_report(path: Path) -> ClerksFile:
    """Opens the clerk's file.

    Raises ``InputError`` for what is no .docx, ``RefusedError`` for another Office format and for a file that is open
    in another program: what is not saved yet there would be lost.
    """
    from drafter.docx.opening import MOST_FILE_BYTES, open_docx
    from drafter.files import is_open_elsewhere, read_bounded

    suffix = path.suffix.casefold()
    if suffix in _OTHER_FORMATS:
        hint = "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”后再用"
        raise RefusedError(Fault(str(path), f"是 {suffix} 文件", "应为 .docx 文件", hint))
    if path.is_dir():
        raise InputError(Fault(str(path), "是文件夹", "这里应为 drafter 起草的 .docx", "请写出是哪一份报告"))
    if suffix != ".docx":
        hint = "请把报告写在前面，数据文件写在后面"
        raise InputError(Fault(str(path), "不是 Word 报告", "这里应为 drafter 起草的 .docx", hint))
    if is_open_elsewhere(path):
        told = "旁边有 Word、WPS 或 LibreOffice 的锁定文件（~$…、.~…）"
        hint = "请先保存并关闭它再运行；已经关闭的，删去那个锁定文件"
        raise RefusedError(Fault(str(path), told, "报告不应在别的程序里打开着", hint))
    content = read_bounded(path, MOST_FILE_BYTES)
    return ClerksFile(path, content, open_docx(content, path.name))


def existing_report(document: str, path: Path, draft: State) -> ExistingReport | None:
    """The file at ``path`` beside the ``draft``, where it is this very report; None for any other file."""
    from drafter.docx.hidden_state import traces
    from drafter.docx.opening import MOST_FILE_BYTES, open_docx
    from drafter.files import read_bounded

    try:
        content = read_bounded(path, MOST_FILE_BYTES)
        opened = open_docx(content, path.name)
        mark = read_mark(traces(opened).mark)
    except DrafterError:
        return None
    if mark is not None and mark.id != draft.id:
        return None
    try:
        base = base_of(path, opened)
        edited = is_edited(content, base)
    except DrafterError:
        return ExistingReport(document, path, None, None) if mark else None
    if base.id != draft.id:
        return None
    return ExistingReport(
        document, path, edited, differences(base, draft), "" if base.pack == draft.pack else base.pack
    )


def is_edited(content: bytes, state: State) -> bool:
    """Whether the words of a report, all marks taken as accepted, or its charts are others than those of its state."""
    from drafter.docx.read import read_blocks

    blocks = read_blocks(content)
    return _texts_of(blocks) != _texts_of(state.blocks) or _charts_of(blocks) != _charts_of(state.blocks)


def _charts_of(blocks: Iterable[Block]) -> list[object]:
    """What charts show and look like, but for their size."""
    from drafter.docx.chart_reading import figures_of

    return [(figures_of(block), block.look.partition(" ")[2]) for block in blocks if isinstance(block, Chart)]


def differences(old: State, new: State) -> int:
    """How many paragraphs and table rows two states do not have alike."""
    before, after = dict(_lines_of(old)), dict(_lines_of(new))
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())


def files_of(state: State) -> frozenset[str]:
    """The names of the data files that the figures of a generation came from."""
    return frozenset(place.file for fact in _facts(state) for place in fact.places if place.file)


def _facts(state: State) -> Iterator[Fact]:
    for block in state.blocks:
        if isinstance(block, Text):
            yield from (fact for said in block.statements for fact in said.facts)
        elif isinstance(block, Chart):
            yield from block.facts
        else:
            yield from (fact for row in block.rows for cell in row.cells for fact in cell.facts)


def _texts_of(blocks: Iterable[Block]) -> list[str]:
    """Without line breaks (long titles are broken for the eye) and without what is empty."""
    texts = (re.sub(r"[\r\n]", "", text) for block in blocks for text in block.texts)
    return [text for text in texts if text]


def _lines_of(state: State) -> list[tuple[tuple[str, str], tuple[str, ...]]]:
    found: list[tuple[tuple[str, str], tuple[str, ...]]] = []
    for block in state.blocks:
        if isinstance(block, Text):
            found.append(((block.id, ""), (block.text,)))
        elif isinstance(block, Chart):
            found.extend(((block.id, line[0]), line[1:]) for line in block.lines)
        else:
            found.extend(((block.id, row.id), tuple(cell.text for cell in row.cells)) for row in block.rows)
    return found
