"""One LibreOffice for a test, and the person who works at it (``office_person.py``) under the Python that has ``uno``.

In: what she does, one call for each. Out: her answers. ``REASON``: why there is none on this machine, "" otherwise.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.helpers.libreoffice import SOFFICE, clean_environment

OFFICE = SOFFICE
_PERSON = Path(__file__).with_name("office_person.py")


def _python() -> str:
    """A Python that can talk to LibreOffice."""
    beside = Path(OFFICE).resolve().with_name("python") if OFFICE else Path()
    for path in (Path("/usr/bin/python3"), beside):
        if (
            path.is_file()
            and not subprocess.run([path, "-c", "import uno"], capture_output=True, env=clean_environment()).returncode
        ):
            return str(path)
    return ""


PYTHON = _python()
REASON = "LibreOffice is not installed" if not OFFICE else "" if PYTHON else "no Python with uno (python3-uno)"


class Person:
    """``person("type", find="甲", put="乙")``; raises where she cannot do it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, do: str, **what: object) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, **what}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"error": "LibreOffice has gone"}')
        if "error" in answer:
            raise AssertionError(f"{do} {what}: {answer['error']}")
        return answer["ok"]


@contextmanager
def person_at_office(folder: Path) -> Iterator[Person]:
    """LibreOffice with a profile of its own in the folder; it ends with the context."""
    name = f"drafter-{os.getpid()}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE or "", profile, "--headless", "--norestore", "--nologo", f"--accept=pipe,name={name};urp"]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=clean_environment())
    person = subprocess.Popen(
        [PYTHON, _PERSON, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=clean_environment()
    )
    try:
        yield Person(person)
    finally:
        if person.stdin and person.poll() is None:
            person.stdin.write('{"do": "quit"}\n')
            person.stdin.close()
        for process in (person, office):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if person.stdout:
            person.stdout.close()
