"""The base of an update: what the last generation said, from the report itself, from beside it, or as named.

In: the path of a report, the opened file, perhaps a base that the person names. Out: a ``State``. Raises
``RefusedError`` where it is not certain which one: nothing is guessed. ``carried`` is the state inside a file alone; it
raises ``InputError`` where there is none, or one that cannot be read.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from drafter.docx.hidden_state import traces
from drafter.findings import DrafterError, Fault, InputError, RefusedError
from drafter.state import sidecar
from drafter.state.record import State, digest, read_mark, state_from_json

if TYPE_CHECKING:
    from drafter.docx.opening import Opened

_HOW = "用 --base 指定底稿（报告旁边 .drafter 文件夹里的 gen-….json.gz，或未改动的那份 .docx）"


class Carried(Struct, frozen=True):
    """The state that a file carries; ``intact``: it is the one that the file's property names, or there is none."""

    state: State
    intact: bool


def base_of(report: Path, opened: "Opened", base_file: Path | None = None) -> State:
    """The state that a report was made from. Raises ``RefusedError`` where it is not certain which one that is.

    The mark of the file names it: the state inside counts where it is that one, else the file beside the report
    that is. Without a mark the file beside the report is the authority, and the state inside what is left.
    """
    if base_file is not None:
        return _state_in(base_file)
    found = traces(opened)
    mark = read_mark(found.mark)
    if mark is not None:
        inside = next((text for text in found.states if digest(text) == mark.sha), None)
        if inside is not None:
            return state_from_json(inside, opened.name)
        beside = [one for one in sidecar.kept(report, mark.id, mark.generation) if one.sha == mark.sha]
        if beside:
            return _of_sidecar(beside[0])
        lost = "附带的底稿与编号对不上" if found.states else "附带的底稿不见了，只剩编号"
        told = f"{lost}，旁边也没有第{mark.generation}次生成的底稿"
        raise RefusedError(Fault(opened.name, told, "应能确定您是在哪一次生成的稿子上改的", _hint(report)))
    if not found.states:
        told = "没有附带底稿：不是 drafter 起草的，或已经定稿（定稿不能再更新）"
        hint = f"请用定稿以前的那份报告；没有的，{_hint(report)}"
        raise RefusedError(Fault(opened.name, told, "应为 drafter 起草、在 Word 里改过的 .docx", hint))
    if len(found.states) > 1:
        told = f"附带了{len(found.states)}份不同的底稿，编号不见了（可能由几份报告合成）"
        raise RefusedError(Fault(opened.name, told, "应只有一份底稿", _hint(report)))
    return _without_mark(report, opened.name, found.states[0])


def carried(opened: "Opened") -> Carried:
    """The state of a file, also of one that Word, WPS or LibreOffice has saved since.

    Raises ``InputError`` where it has none, or one that cannot be read.
    """
    found = traces(opened)
    mark, texts = found.mark, found.states
    if not texts:
        raise InputError(_without_state(opened.name, mark))
    # Word can merge two reports into one file; the property says which of them the text is from.
    text = next((text for text in texts if digest(text) in mark), texts[0]) if mark else texts[0]
    return Carried(state_from_json(text, opened.name), not mark or digest(text) in mark)


def _without_state(name: str, mark: str) -> Fault:
    if mark:
        found = "附带的依据不见了，只剩编号（别的软件另存时去掉了）"
        return Fault(name, found, "应为带着依据的 .docx", "请用没有经过那个软件的一份，或从数据文件重新起草")
    found = "没有附带依据：不是 drafter 起草的，或者已经去掉了标记"
    expected = "应为 drafter draft 写出的 .docx（在 Word 里改过也可以）"
    return Fault(name, found, expected, "请打开定稿之前的那一份，或重新起草")


def _without_mark(report: Path, name: str, inside: str) -> State:
    state = state_from_json(inside, name)
    beside = sidecar.kept(report, state.id, state.generation)
    if not beside or any(one.sha == digest(inside) for one in beside):
        return state
    if len(beside) > 1:
        told = f"附带的底稿与旁边的{len(beside)}份第{state.generation}次生成的底稿都不同"
        raise RefusedError(Fault(name, told, "应能确定您是在哪一份稿子上改的", _HOW))
    return _of_sidecar(beside[0])


def _of_sidecar(found: sidecar.Sidecar) -> State:
    return state_from_json(found.content.decode(errors="replace"), str(found.path))


def _state_in(path: Path) -> State:
    """The base that the person names: a file of a generation, or a Word file that has one."""
    from drafter.docx.opening import MOST_FILE_BYTES, open_docx
    from drafter.files import read_bounded

    if path.suffix.casefold() == ".docx":
        return base_of(path, open_docx(read_bounded(path, MOST_FILE_BYTES), path.name))
    return state_from_json(sidecar.read_kept(path).decode(errors="replace"), str(path))


def _hint(report: Path) -> str:
    """How to name the base, with the newest one that lies beside the report."""
    for found in sidecar.newest(report):
        try:
            state = _of_sidecar(found)
        except DrafterError:
            continue
        return (
            f"{_HOW}；旁边最近的一份是“{found.path}”"
            f"（{state.report.unit}{state.report.year}年度{state.report.document}，第{state.generation}次生成）"
        )
    return _HOW
