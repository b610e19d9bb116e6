"""The tables of templates/README.md are those of the code; ``pytest --accept`` rewrites them."""

import re

import pytest
from pydantic import BaseModel

from drafter.commands.packs import meanings
from drafter.compose.charts import SOURCES
from drafter.compose.forms import FORM_FIELDS
from drafter.compose.forms.fields import BACKGROUND
from drafter.compose.forms.sheet import CellForm, Part, Sheet
from drafter.compose.meanings import FIELD_MEANINGS, SLOT_MEANINGS, SUM_MEANINGS, WORD_MEANINGS, Meanings
from drafter.compose.prose import PROSE_SLOTS
from drafter.compose.sum_tables import KINDS
from drafter.compose.tables import FIELDS
from drafter.compose.template import COVER, PAGE_TURNS, REPORT_WORDS
from drafter.narrate import SLOTS
from drafter.pack import Cap, ChartEntry, Column, Deduction, DocumentForm, FormFile, Grade, PackData, Scoring, TableForm
from tests.helpers.examples import ROOT

README = ROOT / "templates" / "README.md"

RECORDS: dict[str, type[BaseModel]] = {
    "包": PackData,
    "计分": Scoring,
    "文书": DocumentForm,
    "表格": TableForm,
    "列": Column,
    "图表": ChartEntry,
    "表单": FormFile,
    "表单文件": Sheet,
    "行": Part,
    "格子": CellForm,
}
NAMES: dict[str, tuple[str, Meanings]] = {
    "空": ("| 空 | 内容 |", SLOT_MEANINGS),
    "词": ("| 词 | 内容 |", WORD_MEANINGS),
    "图表内容": ("| 内容 | 画什么 |", tuple((name, source.meaning) for name, source in SOURCES.items())),
    "名称": ("| 名称 | 印什么 |", FIELD_MEANINGS),
    "汇总": ("| 内容 | 哪些行有 |", SUM_MEANINGS),
}


def table(name: str) -> str:
    if name in RECORDS:
        head, rows = "| 键 | 意思 |", [(f"`{entry.key}`", entry.meaning) for entry in meanings(RECORDS[name])]
    else:
        head, listed = NAMES[name]
        rows = [(" ".join(f"`{one}`" for one in names.split()), told) for names, told in listed]
    return "\n".join([head, "|---|---|", *(f"| {names} | {told} |" for names, told in rows)])


@pytest.mark.parametrize("name", [*RECORDS, *NAMES])
def test_a_table_of_the_readme_says_what_the_code_says(name: str, request: pytest.FixtureRequest) -> None:
    page = README.read_text(encoding="utf-8")
    pattern = re.compile(rf"(?<=<!-- {name} -->\n)(?:\|.*\n)+")
    assert pattern.search(page), f"no <!-- {name} --> in templates/README.md"
    expected = pattern.sub(lambda _: table(name) + "\n", page)
    if request.config.getoption("--accept"):
        README.write_text(expected, encoding="utf-8")
    else:
        assert page == expected, "run pytest --accept tests/test_meanings.py"


@pytest.mark.parametrize("record", [*RECORDS.values(), Grade, Cap, Deduction], ids=lambda record: record.__name__)
def test_every_key_has_a_meaning_and_an_example_in_one_line(record: type[BaseModel]) -> None:
    for entry in meanings(record):
        assert entry.meaning, entry.key
        assert entry.example, entry.key
        assert "\n" not in entry.meaning + entry.example


def names(listed: Meanings) -> set[str]:
    return {name for group, _ in listed for name in group.split()}


def test_every_slot_word_and_field_has_a_meaning() -> None:
    assert names(SLOT_MEANINGS) == {*SLOTS, *PROSE_SLOTS, *PAGE_TURNS, COVER}
    assert names(WORD_MEANINGS) == set(REPORT_WORDS)
    assert names(FIELD_MEANINGS) == {*FORM_FIELDS, f"{BACKGROUND}某标题"}
    assert set(FIELDS) <= names(FIELD_MEANINGS)
    assert {name for kind in KINDS.values() for name in kind.names} == names(SUM_MEANINGS)
