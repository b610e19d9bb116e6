"""Tables of projects, scores, funds and dimensions: every cell from the data, a sum only where it is one."""

from pathlib import Path

import yaml

from drafter.blocks import Table
from drafter.commands.understand import understand
from drafter.compose.tables import indicator_tables, wrong_fields
from drafter.pack import TableForm
from tests.helpers.examples import DONGXIHU_2023
from tests.helpers.small_report import small_report


def form(rows: str, *columns: str, **more: object) -> TableForm:
    listed = [{"标题": name, "内容": [name], "宽": 1} for name in columns]
    return TableForm.model_validate({"行": rows, "合计": "合计", "列": listed, **more})


def drawn(data: Path, asked: TableForm) -> list[list[str]]:
    found = understand(data)
    data = found.pack.data.model_copy(update={"tables": {"表": asked}})
    pack = found.pack.model_copy(update={"data": data})
    tables = indicator_tables(pack, found.assessment, found.loaded.places.of)
    table = tables.get("表")
    if not isinstance(table, Table):
        return []
    assert all(fact.places for row in table.rows[1:-1] for cell in row.cells for fact in cell.facts if fact.text != "—")
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def written(tmp_path: Path, **changes: object) -> Path:
    path = tmp_path / "数据.yaml"
    path.write_text(yaml.safe_dump({**small_report(), **changes}, allow_unicode=True), encoding="utf-8")
    return path


def test_projects_are_summed_but_their_scores_are_not() -> None:
    rows = drawn(DONGXIHU_2023, form("项目", "项目名称", "全年预算数", "全年执行数", "执行率", "得分", "失分"))
    assert rows[1] == ["金山人才专项", "1850.00", "0.00", "0.00%", "20", "80"]
    assert rows[-1] == ["合计", "1977.00", "48.16", "2.44%", "—", "—"]
    assert len(rows) == 9


def test_the_score_table_has_the_execution_and_adds_up_to_the_total(tmp_path: Path) -> None:
    rows = drawn(written(tmp_path), form("得分", "类别", "分值", "得分", "失分", "得分率"))
    assert rows[0] == ["预算执行", "20", "19", "1", "95.00%"]
    assert rows[1] == ["产出指标", "50", "41", "9", "82.00%"]
    assert rows[-1] == ["合计", "100", "90", "10", "90.00%"]


def test_a_score_table_that_would_contradict_the_total_is_not_drawn(tmp_path: Path) -> None:
    assert drawn(written(tmp_path, 总分="88"), form("得分", "类别", "得分")) == []


def test_sources_that_are_no_parts_of_the_whole_have_no_sum(tmp_path: Path) -> None:
    parts = [
        {"名称": name, "年初预算数": first, "全年预算数": planned, "全年执行数": spent}
        for name, first, planned, spent in (("财政拨款", "50", "80", "76"), ("其他资金", "10", "20", "18"))
    ]
    budget = {**small_report()["预算执行"], "明细": parts}
    asked = form("资金", "资金来源", "年初预算数", "全年预算数", "全年执行数", "执行率")
    rows = drawn(written(tmp_path, 预算执行=budget), asked)
    assert rows[0] == ["财政拨款", "50.00", "80.00", "76.00", "95.00%"]
    assert rows[-1] == ["合计", "60.00", "100.00", "—", "—"]


def test_a_table_shorter_than_the_pack_wants_is_left_out() -> None:
    assert drawn(DONGXIHU_2023, form("项目", "项目名称", 至少=9)) == []


def test_a_column_of_another_kind_of_rows_is_refused() -> None:
    ((_, found, _, _),) = wrong_fields(form("资金", "资金来源", "完成值"))
    assert found == "行是“资金”的表没有可印的内容“完成值”"
