"""Data paths: made of keys that the model has, and of no others."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import yaml

import drafter as package
from drafter.assess import assess
from drafter.commands.understand import phrasebank, understand
from drafter.compose.forms import FORM_FIELDS
from drafter.compose.forms.scope import Fund, Scope, whole
from drafter.compose.tables import FIELDS, indicator_tables
from drafter.findings import Place
from drafter.load import load
from drafter.model import ROOT, DataPath, Record, SelfEvaluation
from drafter.narrate import narrate
from drafter.pack import load_pack
from drafter.textfile import Places
from tests.helpers.data_paths import path_of
from tests.helpers.examples import DONGXIHU_2023, EXAMPLES, WUCHANG
from tests.helpers.small_report import indicator

ROW = ROOT / "年度目标" / 0 / "指标" / 3
PACKS = ("hubei", "hunan", "national", "evaluation")


def records(record: type[Record] = SelfEvaluation) -> Iterator[type[Record]]:
    """Every group of the data file."""
    yield record
    for field in record.model_fields.values():
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, Record) and inner is not SelfEvaluation:
                yield from records(inner)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (ROOT, ""),
        (ROOT / "预算执行" / "得分", "预算执行.得分"),
        (ROW / "得分", "年度目标[0].指标[3].得分"),
        (ROOT / "项目" / 1 / "年度目标" / 0 / "名称", "项目[1].年度目标[0].名称"),
        (ROOT / "年度目标" / 0 / "一级分值" / "产出指标", "年度目标[0].一级分值.产出指标"),
        (ROOT / "基本情况" / "1. 概况[甲]", "基本情况.1. 概况[甲]"),
        (ROOT / "存在问题" / 0 / "涉及指标" / 1, "存在问题[0].涉及指标[1]"),
    ],
)
def test_a_path_prints_as_the_contract_writes_it(path: DataPath, text: str) -> None:
    assert path == text
    assert str(path) == text
    assert path_of(text) == path
    assert bool(path) is bool(text)


@pytest.mark.parametrize(
    ("path", "step"),
    [
        (ROOT, "年度指标"),
        (ROOT, 0),
        (ROOT / "年度目标", "名称"),
        (ROOT / "年度目标", -1),
        (ROW, "年度目标"),
        (ROW, "评价说明"),
        (ROW, 0),
        (ROW / "得分", "原文"),
        (ROW / "得分", 0),
        (ROOT / "预算执行" / "明细", "全年执行数"),
        (ROOT / "基本情况" / "主要职能", "原文"),
    ],
)
def test_a_step_that_the_model_does_not_have_fails_at_once(path: DataPath, step: str | int) -> None:
    with pytest.raises(LookupError, match="the model has no"):
        path / step


def test_every_key_of_every_group_is_a_step() -> None:
    at = {SelfEvaluation: ROOT}
    for record in records():
        for name, field in record.model_fields.items():
            below = at[record] / (field.alias or name)
            for inner in (field.annotation, *get_args(field.annotation)):
                if isinstance(inner, type) and issubclass(inner, Record):
                    at.setdefault(inner, below if inner is field.annotation else below / 0)
    assert len(at) == 14


def test_a_path_knows_what_it_leads_through() -> None:
    assert ROW.parent.parent == ROOT / "年度目标" / 0
    assert ROOT.parent == ROOT
    assert ROW.is_under(ROOT / "年度目标" / 0)
    assert ROW.is_under(ROOT)
    assert not ROW.is_under(ROW)
    assert not (ROOT / "年度目标" / 10 / "指标" / 0).is_under(ROOT / "年度目标" / 1)


def test_a_blank_cell_has_the_place_of_its_parent_under_its_own_path(data_file) -> None:
    report = yaml.safe_load(data_file().read_text(encoding="utf-8"))
    del report["年度目标"][0]["指标"][1]["得分"]
    loaded = load(data_file(report))
    row = ROOT / "年度目标" / 0 / "指标" / 1
    for _ in range(2):
        place = loaded.place_of(row / "得分")
        assert (place.path, place.line) == (row / "得分", loaded.place_of(row).line)
    assert loaded.place_of(row / "完成值").line != loaded.place_of(row).line


def test_a_value_that_is_noted_later_has_its_own_place() -> None:
    places = Places("数据.yaml")
    assert places.of(ROW / "得分") == Place("数据.yaml", path="年度目标[0].指标[3].得分")
    places.add(ROW / "得分", 7)
    assert places.of(ROW / "得分").line == 7


def test_every_key_in_the_code_is_a_key_of_the_model() -> None:
    """Also on lines that no other test runs: what is written behind a ``/`` and is no name of a file."""
    known = {key for record in records() for key in record.aliases()}
    written = [
        (path.name, node.lineno, node.right.value)
        for path in Path(package.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and isinstance(node.right, ast.Constant)
        if isinstance(node.right.value, str) and not node.right.value.isascii() and "." not in node.right.value
    ]
    assert len(written) > 150
    assert [found for found in written if found[-1] not in known] == []


def test_every_column_of_a_table_names_cells_of_the_model() -> None:
    named = {name: field.paths(ROW) for name, field in FIELDS.items()}
    assert all(paths and all(path_of(path) == path for path in paths) for paths in named.values())
    assert named["年度目标"] == ("年度目标[0].名称",)
    assert named["评价说明"] == ("年度目标[0].指标[3].指标值", "年度目标[0].指标[3].完成值")


def scopes() -> Iterator[Scope]:
    """A row of a form for each thing that it can be about, those among them that the data do not have."""
    scoring = load_pack("hubei").scoring
    report = whole(assess(load(DONGXIHU_2023).data, scoring), scoring)
    details = report.report.execution.path / "明细"
    goal = report.report.goals[0]
    rest = {"goal": goal, "level1": goal.indicators[0].level1, "row": goal.indicators[0]}
    for part in (None, report.report.data.projects[0].execution.parts[:1]):
        fund = Fund("财政拨款", details / 0 if part else details, part[0] if part else None)
        yield Scope(report.report, scoring, fund=fund, indicators=report.indicators, **rest)
    yield report


@pytest.mark.parametrize("name", [*FORM_FIELDS])
def test_every_field_of_a_form_names_cells_of_the_model(name: str) -> None:
    for scope in scopes():
        told = FORM_FIELDS[name].read(scope)
        assert all(path_of(path) == path for path in (*told.paths, *(part.path for part in told.parts)))


def paths_in(document: object) -> Iterator[str]:
    """Every data path of a JSON document."""
    if isinstance(document, dict):
        if isinstance(path := document.get("path"), str) and "line" in document:
            yield path
        for inner in document.values():
            yield from paths_in(inner)
    elif isinstance(document, list):
        for inner in document:
            yield from paths_in(inner)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """The file and the path of every place that is asked for."""
    found: set[tuple[str, str]] = set()
    places_of = Places.of

    def of(self: Places, path: str) -> Place:
        place = places_of(self, path)
        found.add((Path(place.file).name, path))
        return place

    monkeypatch.setattr(Places, "of", of)
    return found


@pytest.mark.parametrize("data", sorted(EXAMPLES.glob("*.yaml")), ids=lambda data: data.stem)
def test_every_path_that_the_commands_ask_for_and_print_is_in_the_model(
    drafter, asked: set[tuple[str, str]], data: Path, tmp_path: Path
) -> None:
    printed: set[str] = set()
    for command in ("check", "score"):
        printed |= set(paths_in(drafter(command, data, "--json").json))
    for pack in PACKS:
        out = tmp_path / pack
        out.mkdir()
        ran = drafter("draft", data, "--all", "--pack", pack, "-o", out, "--json")
        if ran.code == 2:
            continue  # the pack has no document for this kind of report
        printed |= set(paths_in(ran.json))
        for report in sorted(out.glob("*.docx")):
            printed |= set(paths_in(drafter("explain", report, "--json").json))
            printed |= set(paths_in(drafter("update", report, data, "--json", "--pack", pack).json))
    of_data = {path for file, path in asked if file == data.name}
    assert len(of_data) > 50
    assert len(printed) > 50
    for path in of_data | printed:
        assert path_of(path) == path


def test_a_cell_of_the_goal_and_one_made_of_two_name_their_own_lines() -> None:
    loaded, pack = load(WUCHANG), load_pack("hubei")
    assessment = assess(loaded.data, pack.scoring)
    lines = WUCHANG.read_text(encoding="utf-8").splitlines()
    facts = [
        fact
        for table in indicator_tables(pack, assessment, loaded.place_of).values()
        for row in table.rows
        for cell in row.cells
        for fact in cell.facts
    ]
    for name, keys in (("年度目标", ("名称",)), ("评价说明", ("指标值", "完成值"))):
        mine = [fact for fact in facts if fact.name == name]
        assert mine
        for fact in mine:
            written = [lines[(place.line or 0) - 1].strip(" -") for place in fact.places]
            assert [line.split(":")[0] for line in written] == list(keys)
            assert all(line.split(": ", 1)[1].strip("\"'") in fact.text for line in written)


def test_a_reason_of_rows_without_a_goal_name_names_their_cells(data_file) -> None:
    rows = [
        indicator("产出指标", "数量指标", name, "3场", "未开展", "40", "0", 偏差原因=why, 原因类别="疫情影响")
        for name, why in (("专题培训", "线下培训按防控要求停办"), ("招聘会", "场地被征用"))
    ]
    data = data_file({"年度目标": [{"分值": "80", "指标": rows}], "存在问题": [], "改进措施": [], "总分": "19"})
    found = understand(data)
    narrative = narrate(found.assessment, found.pack, phrasebank(), found.loaded.place_of)
    named = [fact for said in narrative.statements for fact in said.facts if fact.name == "所指"]
    assert [[place.path for place in fact.places] for fact in named] == [
        ["年度目标[0].指标[0].三级指标"],
        ["年度目标[0].指标[1].三级指标"],
    ]
