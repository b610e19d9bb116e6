"""Documentation that cannot lie: every code, command, option, slot and phrase file is in its reference page."""

import re
from typing import get_args

import pytest
import typer.main
from pydantic import BaseModel

from drafter.cli import app
from drafter.compose.forms.fields import BACKGROUND, FORM_FIELDS
from drafter.compose.forms.sheet import CellForm, Each, Part, Sheet
from drafter.compose.prose import PROSE_SLOTS
from drafter.compose.rowfields import FIELDS
from drafter.compose.template import PAGE_TURNS
from drafter.findings import CODES
from drafter.narrate import SLOTS
from drafter.pack import FormFile

from .conftest import ROOT

REFERENCE = ROOT / "docs" / "reference"


def commands() -> dict[str, object]:
    found: dict[str, object] = {}

    def walk(prefix: str, command: object) -> None:
        for name, inner in getattr(command, "commands", {}).items():
            found[f"{prefix}{name}"] = inner
            walk(f"{prefix}{name} ", inner)

    walk("", typer.main.get_command(app))
    return found


def test_every_finding_code_is_in_the_reference_page_with_its_severity() -> None:
    page = (REFERENCE / "findings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", page, re.MULTILINE))
    assert rows == {code: severity.value for code, severity in CODES.items()}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_in_the_reference_page(name: str) -> None:
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    assert f"drafter {name}" in page or f"`{name}`" in page
    command = commands()[name]
    assert getattr(command, "help", None), f"{name} has no help"
    for parameter in command.params:  # type: ignore[attr-defined]
        assert parameter.help or parameter.name == "help" or parameter.name == "data", parameter.name
        for option in parameter.opts:
            if option.startswith("--") and option not in ("--help", "--out"):
                assert option in page, option


def test_every_slot_and_field_is_explained_to_those_who_edit_templates() -> None:
    page = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
    for name in (*SLOTS, *PROSE_SLOTS, *PAGE_TURNS, *FIELDS):
        assert name in page, name


def keys(record: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in record.model_fields.items()]


def test_every_key_and_field_of_a_form_is_explained_to_those_who_make_forms() -> None:
    page = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
    page = page[page.index("## 改自评表") : page.index("## 看效果")]
    told = set(re.findall(r"`([^`\n]+)`", page))
    for record in (FormFile, Sheet, Part, CellForm):
        assert set(keys(record)) <= told, record.__name__
    assert set(FORM_FIELDS) <= told
    listed = page[page.index("| 名称 | 印什么 |") :]
    named = set(re.findall(r"`([^`]+)`", "".join(line.split("|")[1] for line in listed.splitlines() if "|" in line)))
    assert named - {f"{BACKGROUND}某标题"} == set(FORM_FIELDS)
    assert set(get_args(Each)) <= told


def test_every_phrase_file_is_explained_to_those_who_edit_phrases() -> None:
    folder = ROOT / "phrasebank"
    page = (folder / "README.md").read_text(encoding="utf-8")
    for file in folder.rglob("*.yaml"):
        assert str(file.relative_to(folder)) in page


def test_links_between_pages_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_data_file_of_the_readme_drafts(tmp_path, drafter) -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    data = tmp_path / "数据.yaml"
    data.write_text(block, encoding="utf-8")
    assert drafter("check", data).code == 0
    assert drafter("draft", data, "-o", tmp_path / "out").code == 1
