"""Documentation that cannot lie: every code, command, option, slot and phrase file is in its reference page."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

import pytest
import typer.main
from pydantic import BaseModel

from drafter.cli import app
from drafter.codes import CODES, FORM, FORMAT, NATIONAL, PACK, PRACTICE, REVIEW, Severity
from drafter.compose.forms.fields import BACKGROUND, FORM_FIELDS
from drafter.compose.forms.sheet import CellForm, Each, Part, Sheet
from drafter.compose.prose import PROSE_SLOTS
from drafter.compose.tables import FIELDS
from drafter.compose.template import PAGE_TURNS
from drafter.narrate import SLOTS
from drafter.pack import FormFile
from tests.helpers.examples import ROOT

REFERENCE = ROOT / "docs" / "reference"
SOURCES = (FORM, NATIONAL, REVIEW, FORMAT, PACK, PRACTICE)
"""As the page lists them."""


def commands() -> dict[str, object]:
    found: dict[str, object] = {}

    def walk(prefix: str, command: object) -> None:
        for name, inner in getattr(command, "commands", {}).items():
            found[f"{prefix}{name}"] = inner
            walk(f"{prefix}{name} ", inner)

    walk("", typer.main.get_command(app))
    return found


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table as the pages have them."""
    titles = list(head)
    lines = [f"| {' | '.join(row)} |" for row in (titles, *rows)]
    return "\n".join((lines[0], f"|{'---|' * len(titles)}", *lines[1:]))


def test_the_page_of_findings_is_the_table_of_codes(golden: Callable[[Path, str], None]) -> None:
    """``pytest --accept`` writes the two tables of the page anew; the text around them is by hand."""
    page = REFERENCE / "findings.md"
    codes = table(
        ("代码", "级别", "说的是", "例子", "怎么办", "依据"),
        ((f"`{c.code}`", c.severity.value, c.says, c.example, c.remedy, c.basis) for c in CODES.values()),
    )
    sources = table(("依据", "指的是"), ((str(source), source.title) for source in SOURCES))
    text = page.read_text(encoding="utf-8")
    for fresh in (codes, sources):
        head = re.escape(fresh.splitlines()[0])
        text, count = re.subn(rf"^{head}\n(?:\|.*\n)*", lambda _, made=fresh: f"{made}\n", text, flags=re.MULTILINE)
        assert count == 1, f"{page.name} has no table with the head {head}"
    golden(page, text)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_is_complete_and_each_part_is_one_line(code: str) -> None:
    entry = CODES[code]
    for part in (entry.says, entry.example, entry.remedy, entry.rule):
        assert part
        assert not set(part) & set("|\n")
        assert not part.endswith("。")
    assert entry.sources
    assert set(entry.sources) <= set(SOURCES)
    quoted = any(source.second_hand for source in entry.sources)
    assert ("转引" in entry.basis) is quoted, "a rule that was not read is never given as if it had been"
    assert PRACTICE not in entry.sources or entry.severity is not Severity.ERROR, "no rule was found, so it may be fine"


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
