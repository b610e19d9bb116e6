"""The command ``finalize``: a report without anything hidden in it, ready to be handed in.

In: the path of a report, where to write. Out: a ``Finalized``. Raises ``RefusedError`` where revisions or comments
of the program wait for a decision, where the program has no mark in the file, or where the target is there already.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from drafter.blocks import TO_CHECK
from drafter.commands.clerks_file import open_report
from drafter.commands.output_files import file_or_folder, is_same
from drafter.findings import Fault, RefusedError, SelfCheckError


class Finalized(Struct, frozen=True):
    """The file that was written, and every gap and unconfirmed suggestion that is still in its text."""

    report: Path
    file: Path
    left: tuple[str, ...]


def finalize(report: Path, out: Path) -> Finalized:
    """Writes the report without its hidden marks; the report itself is left as it is."""
    from drafter.docx.hidden_state import is_marked
    from drafter.files import write_new

    clerks_file = open_report(report)
    target = file_or_folder(out, report.name)
    if is_same(target, report):
        fault = Fault(f"-o {out}", "与报告是同一个文件", "定稿另存一份，原来的留着以后更新", "请换一个文件名")
        raise RefusedError(fault)
    if target.exists():
        raise RefusedError(
            Fault(str(target), "同名的文件已经存在", "不覆盖已有的文件", "请换一个文件名，或先移走旧文件")
        )
    if not is_marked(clerks_file.opened):
        told = "没有隐藏的标记：不是 drafter 起草的，或已经定稿"
        raise RefusedError(Fault(report.name, told, "应为 drafter 起草的 .docx", "不用再定稿，可以直接使用"))
    from drafter.docx.finalizing import stripped
    from drafter.docx.views import undecided

    waiting: int = undecided(clerks_file.opened)
    if waiting:
        hint = "请先在 Word 里逐处接受或拒绝，删去批注，保存后再定稿"
        told = f"还有 {waiting} 处程序的修订或批注没有决定"
        raise RefusedError(Fault(report.name, told, "定稿里不应留有程序的修订和批注", hint))
    content: bytes = stripped(clerks_file.opened)
    write_new(target, content, verify=_unmarked)
    return Finalized(report, target, tuple(_left(content)))


def _unmarked(content: bytes) -> None:
    from drafter.docx.hidden_state import is_marked
    from drafter.docx.opening import open_docx

    if is_marked(open_docx(content, "定稿")):
        hint = "这是程序的错误，没有写出文件，请把这份报告交给维护人员"
        raise SelfCheckError(Fault("程序内部", "定稿里还有隐藏的标记", "定稿里不应有", hint))


def _left(content: bytes) -> Iterator[str]:
    """The gaps and suggestions, each with the words before it."""
    from drafter.docx.read import read_blocks

    for block in read_blocks(content):
        for text in block.texts:
            for match in TO_CHECK.finditer(text):
                before = text[max(0, match.start() - 20) : match.start()]
                yield " ".join(f"{before}{match.group()}".split())
