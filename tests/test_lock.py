"""The lock names every dependency of development at a release that ``pyproject.toml`` allows, and nowhere to get it."""

import re
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.helpers.examples import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = [
    Requirement(line)
    for line in (
        *PROJECT["build-system"]["requires"],
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
    )
]
LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
LOCKED = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.MULTILINE))


@pytest.mark.parametrize("needed", NEEDED, ids=str)
def test_the_lock_names_a_release_that_the_project_allows(needed: Requirement) -> None:
    assert needed.specifier.contains(LOCKED[canonicalize_name(needed.name)])
    assert any(part.operator == ">=" for part in needed.specifier), "without a floor there is no lowest release to test"


def test_the_lock_has_hashes_and_no_place() -> None:
    assert len(re.findall(r"^[a-z0-9-]+==.*\n    --hash=sha256:", LOCK, re.MULTILINE)) == len(LOCKED) > 30
    assert not re.search(r"://|index|find-links|^-e|@ ", LOCK, re.MULTILINE)


def test_the_source_archive_has_all_that_make_and_the_tests_need() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kept = {name.split("/")[0].strip('"') for name in listed.splitlines()}
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert kept - {".ci", ".gitignore", "pyproject.toml"} == set(included)
