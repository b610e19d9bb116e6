"""Weights of 一级指标: those that a form prints win; a first level of costs has weights of its own."""

import json
from pathlib import Path

import pytest

from drafter.docx.read import read_blocks
from drafter.pack import load_pack

KEYS = ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值")


def row(*values: str) -> dict[str, str]:
    return dict(zip(KEYS, values, strict=True))


COSTS = [
    row("成本指标", "经济成本指标", "每页加工成本", "≤0.6元/页", "0.55元/页", "15"),
    row("成本指标", "社会成本指标", "查档等待时间", "≤10分钟", "8分钟", "5"),
]
OTHERS = [
    row("产出指标", "数量指标", "加工页数", "≥100万页", "101万页", "40"),
    row("效益指标", "社会效益指标", "线上查档率", "≥60%", "70%", "20"),
    row("满意度指标", "服务对象满意度指标", "查档人满意度", "≥90%", "95%", "10"),
]


def data(folder: Path, rows: list[dict], pack: str = "national") -> Path:
    report = {
        "模板": pack, "报告类型": "项目", "项目名称": "甲", "单位名称": "某局", "年度": "2025",
        "主管部门": "乙", "实施单位": "丙",
        "预算执行": {"年初预算数": "100", "全年预算数": "100", "全年执行数": "96", "分值": "10"},
        "年度目标": [{"名称": "甲", "指标": rows}],
    }  # fmt: skip
    path = folder / "数据.json"
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return path


def codes(drafter, path: Path) -> set[str]:  # type: ignore[no-untyped-def]
    return {found["code"] for found in drafter("check", path, "--json").json["findings"]}


def text_of(drafter, path: Path, document: str) -> str:  # type: ignore[no-untyped-def]
    out = path.parent / document
    assert drafter("draft", path, "-o", out, "--only", document).code in (0, 1)
    (file,) = out.glob("*.docx")
    lines = []
    for block in read_blocks(file):
        rows = getattr(block, "rows", ())
        lines += [" ".join(cell.text.replace("\n", "") for cell in row.cells) for row in rows] or [block.text]
    return "\n".join(lines)


@pytest.mark.parametrize("pack", ["national", "hunan"])
def test_costs_as_a_first_level_have_the_other_set_of_weights(drafter, tmp_path: Path, pack: str) -> None:
    assert not {"objective-weights", "weights-not-full"} & codes(drafter, data(tmp_path, COSTS + OTHERS, pack))


def test_wrong_weight_beside_costs_is_told(drafter, tmp_path: Path) -> None:
    rows = [*COSTS, {**OTHERS[0], "分值": "30"}, {**OTHERS[1], "分值": "30"}, OTHERS[2]]
    assert "objective-weights" in codes(drafter, data(tmp_path, rows))


def test_weights_without_costs_are_checked_as_before(drafter, tmp_path: Path) -> None:
    rows = [{**OTHERS[0], "分值": "60"}, OTHERS[1], OTHERS[2]]
    assert "objective-weights" in codes(drafter, data(tmp_path, rows))


def test_costs_stand_first_in_the_form_and_leave_no_empty_row(drafter, tmp_path: Path) -> None:
    form = text_of(drafter, data(tmp_path, COSTS + OTHERS), "自评表")
    assert form.index("每页加工成本") < form.index("产出指标（40分）") < form.index("加工页数")
    assert "成本指标（20分）" in form
    assert not [line for line in form.split("\n") if line.split() in (["成本指标"], ["产出指标（40分）", "成本指标"])]


def test_form_without_costs_keeps_its_empty_row(drafter, tmp_path: Path) -> None:
    form = text_of(drafter, data(tmp_path, OTHERS), "自评表")
    assert [line for line in form.split("\n") if line.split() == ["成本指标"]]


SUFFIXED = [
    {**OTHERS[0], "一级指标": "产出指标（50分）", "分值": "50"},
    {**OTHERS[1], "一级指标": "效益指标 (40分)", "二级指标": "社会效益指标（40分）", "分值": "40"},
]


def test_weight_behind_a_name_is_the_weight_of_the_group(drafter, tmp_path: Path) -> None:
    path = data(tmp_path, SUFFIXED)
    prose = text_of(drafter, path, "完整版").split("附件：")[0]
    assert "产出和效益指标基准分值90.00分" in prose
    assert "分）设置" not in prose
    assert "产出指标（" not in prose
    assert "objective-weights" not in codes(drafter, path)


def test_weight_behind_a_name_is_checked(drafter, tmp_path: Path) -> None:
    rows = [SUFFIXED[0], {**SUFFIXED[1], "分值": "30"}]
    assert "objective-weights" in codes(drafter, data(tmp_path, rows))


def test_form_prints_no_weight_of_the_pack_beside_others(drafter, tmp_path: Path) -> None:
    form = text_of(drafter, data(tmp_path, SUFFIXED), "自评表")
    assert "产出指标（50分）" in form
    assert "效益指标（40分）" in form
    assert "满意度指标（10分）" not in form


@pytest.mark.parametrize("name", ["hubei", "hunan", "national", "evaluation"])
def test_every_pack_tells_its_years(drafter, name: str) -> None:
    assert load_pack(name).data.years
    assert "适用年度" in drafter("packs", "show", name).out


def test_second_hand_source_is_told_as_such() -> None:
    (source,) = [line for line in load_pack("national").data.sources if "101号" in line]
    assert "转引" in source


def test_other_set_that_is_not_full_is_an_error_of_the_pack(drafter, tmp_path: Path) -> None:
    drafter("packs", "copy", "national", tmp_path / "本地")
    file = tmp_path / "本地" / "pack.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("产出指标: 40", "产出指标: 30"), encoding="utf-8")
    assert "10+20+30+20+10=90" in drafter("packs", "lint", tmp_path / "本地").out
