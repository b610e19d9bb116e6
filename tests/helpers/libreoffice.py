"""LibreOffice as a test needs it: one call converts files, with a profile of its own, and says why when it does not.

In: files and the kind to make of them. Out: the paths that were made. Two processes on one profile hand their work to
each other and end before it is done; so no call shares a profile with another. LibreOffice ends with 0 also where it
could not load a file, as one without Calc does with every workbook: what counts is the file that was made.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 300
"""Time for one call; machines that run tests are busy."""

HAS_CALC = SOFFICE is not None and any(Path(SOFFICE).resolve().parent.glob("*sclo.*"))
"""Writer and Calc are packages of their own: a machine may have the one without the other."""

needs_calc = pytest.mark.skipif(not HAS_CALC, reason="LibreOffice Calc is not installed")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def clean_environment() -> dict[str, str]:
    """Without what the running Python would tell the one inside LibreOffice."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def converted(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """A file of this kind (``docx``, or ``docx:MS Word 2007 XML`` with its filter) in ``folder`` for each file."""
    assert SOFFICE, "LibreOffice is not installed"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="soffice-", ignore_cleanup_errors=True) as profile:
        command = [SOFFICE, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", "--nologo"]
        command += ["--convert-to", kind, "--outdir", str(folder), *map(str, files)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
            env=clean_environment(),
        )
    made = [folder / f"{file.stem}.{kind.partition(':')[0]}" for file in files]
    missing = [path.name for path in made if not path.is_file() or not path.stat().st_size]
    assert done.returncode == 0, f"LibreOffice ended with {done.returncode}: {done.stdout}{done.stderr}"
    assert not missing, f"LibreOffice did not make {missing}: {done.stdout}{done.stderr}"
    return made
