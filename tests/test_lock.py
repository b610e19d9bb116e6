"""The lock names every dependency of development at a release that ``pyproject.toml`` allows, and nowhere to get it."""

import re
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
