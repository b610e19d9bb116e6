"""The PDF of a Word file, by the LibreOffice of the machine; and the page of each heading in it.

In: the bytes of a .docx. Out: the bytes of the PDF, None where LibreOffice is missing, fails or takes too long. Each
run has a folder and a profile of its own that go away: two runs on one profile end before their work is done.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from drafter.commands.outcomes import Written
from drafter.findings import DrafterError

SECONDS = 90
"""Time for one file; one of a hundred pages takes five seconds on a slow machine."""


def soffice() -> str | None:
    """The program of LibreOffice, None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def as_pdf(content: bytes) -> bytes | None:
    """The PDF of a Word file."""
    program = soffice()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="drafter-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / "report.docx"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--nologo", "--convert-to", "pdf"]
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
        try:
            subprocess.run(
                [*command, "--outdir", str(folder), str(source)],
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
                env=environment,
            )
            pdf = (folder / "report.pdf").read_bytes()
        except (subprocess.TimeoutExpired, OSError):
            return None
    # A file that was not written to its end is none; what the program returns says nothing.
    return pdf if pdf.startswith(b"%PDF-") and b"%%EOF" in pdf[-64:] else None


def written_pdfs(files: Iterable[Written]) -> tuple[str, ...]:
    """Writes a PDF beside each Word file; a line for each, or one line that says why there is none."""
    if soffice() is None:
        return ("没有写出 PDF：本机没有 LibreOffice；请用 Word 打开报告，另存为 PDF",)
    return tuple(_written(files))


def _written(files: Iterable[Written]) -> Iterator[str]:
    from drafter.files import safe_name, write_new

    for file in files:
        target = file.path.with_suffix(".pdf")
        # The bytes of a PDF carry the time: a newer one beside the same report is its own.
        if file.unchanged and target.is_file() and target.stat().st_mtime >= file.path.stat().st_mtime:
            yield f"PDF：{target}（已有，未改动）"
            continue
        try:
            content = as_pdf(file.path.read_bytes())
            if content is None:
                yield f"没有写出“{target.name}”：LibreOffice 没有转换成功；请用 Word 打开报告，另存为 PDF"
                continue
            taken = {other.name for other in target.parent.iterdir()}
            target = target.parent / safe_name(target.stem, taken, ".pdf")
            write_new(target, content)
        except (DrafterError, OSError) as error:
            why = error.faults[0].found if isinstance(error, DrafterError) else "文件读不了"
            yield f"没有写出“{target.name}”：{why}"
            continue
        yield f"PDF：{target}"
