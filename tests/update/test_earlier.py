"""Reports of the version before: their reasons are read as they were, and new data come into them.

``earlier/`` holds a report with its annex, the project forms of a unit, a fiscal evaluation, each with its data.
"""

from collections import Counter
from pathlib import Path

import pytest

from drafter.docx.hidden_state import traces
from drafter.docx.opening import open_docx
from drafter.docx.read import read_outline
from drafter.state.base import carried
from drafter.state.record import state_from_json

EARLIER = Path(__file__).parent / "earlier"
ORIGINS = {
    "整体": {"句库": 48, "数据文件": 1, "表格": 101},
    "项目": {"表格": 514},
    "评价": {"句库": 36, "数据文件": 1},
}
FIGURES = {"整体": ("3411.33", "3512.40"), "项目": ("907.65", "917.65"), "评价": ("7,925.5", "7,935.5")}


@pytest.mark.parametrize("name", ORIGINS)
def test_the_state_comes_back_as_it_was_written(name: str) -> None:
    opened = open_docx(EARLIER / f"{name}.docx")
    (json,) = traces(opened).states
    assert carried(opened).intact
    assert state_from_json(json, name).as_json() == json


@pytest.mark.parametrize("name", ORIGINS)
def test_every_stretch_is_explained_as_before(drafter, name: str) -> None:
    ran = drafter("explain", EARLIER / f"{name}.docx", "--json")
    assert ran.code == 0
    assert Counter(found["来源"] for found in ran.json["结果"]) == ORIGINS[name]


@pytest.mark.parametrize("name", FIGURES)
def test_a_new_figure_comes_in_and_the_report_is_checked(drafter, tmp_path: Path, name: str) -> None:
    old, new = FIGURES[name]
    report, data = tmp_path / "报告.docx", tmp_path / "数据.yaml"
    report.write_bytes((EARLIER / f"{name}.docx").read_bytes())
    text = (EARLIER / f"{name}.yaml").read_text(encoding="utf-8")
    data.write_text(text.replace(old, new), encoding="utf-8")
    before = without_commas(report)
    assert drafter("check", report, "--data", data, "--json").json["findings"]
    ran = drafter("update", report, data, "-o", tmp_path / "新报告.docx", "--json")
    assert ran.code in (0, 1), ran.err
    after = without_commas(tmp_path / "新报告.docx")
    old, new = old.replace(",", ""), new.replace(",", "")
    assert after.count(old) < before.count(old)
    assert after.count(new) > before.count(new)


def without_commas(report: Path) -> str:
    return read_outline(report).replace(",", "")
