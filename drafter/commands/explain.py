"""The command ``explain``: open the report, read its state, trace its text.

In: the path of a report and perhaps a text of it, as ``cli`` received them. Out: an ``Explanation``; nothing is
printed here, and no other file is read.
"""

from pathlib import Path

from msgspec import Struct

from drafter.findings import Fault, InputError
from drafter.state.record import State
from drafter.trace import Trace, explain_all, explain_text


class Explanation(Struct, frozen=True):
    """What the report says of itself; ``intact``: its state is the one that its mark names."""

    report: Path
    text: str | None
    state: State
    intact: bool
    traces: tuple[Trace, ...]


def explain(report: Path, text: str | None = None) -> Explanation:
    """The reasons of a text of a report, or of all of it. Raises ``InputError`` where there is none."""
    from drafter.docx.opening import MOST_FILE_BYTES, open_docx
    from drafter.docx.read import read_sections
    from drafter.files import read_bounded
    from drafter.state.base import carried

    if text is not None and not text.strip():
        raise InputError(
            Fault("要找的内容", "是空的", "应为报告里的一句话、一个数或一格", "请写出要查的内容，或不写以列出全部")
        )
    content = read_bounded(report, MOST_FILE_BYTES)
    kept = carried(open_docx(content, report.name))
    sections = read_sections(content)
    if text is None:
        return Explanation(report, None, kept.state, kept.intact, explain_all(sections, kept.state))
    traces = explain_text(sections, kept.state, text)
    if not traces:
        found = f"报告和它附带的依据里都没有“{' '.join(text.split())[:60]}”"
        hint = "请从报告里复制一句或一个数再查，或不写内容以列出全部"
        raise InputError(Fault(report.name, found, "应为报告里的一句话、一个数或一格", hint))
    return Explanation(report, text, kept.state, kept.intact, traces)
