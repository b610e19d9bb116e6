"""Where a long title breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.docx.titles import CAPACITY, balanced


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("整体绩效自评结果", ["整体绩效自评结果"]),
        ("2020年度武汉市武昌区人力资源局", ["2020年度武汉市武昌区人力资源局"]),
        ("2020年度武汉市东西湖区企业和人才服务中心", ["2020年度武汉市东西湖区", "企业和人才服务中心"]),
        ("2020年度株洲市石峰区人力资源和社会保障局", ["2020年度株洲市石峰区", "人力资源和社会保障局"]),
        (
            "2023年度江川市青石区公共文化服务体系建设专项资金项目绩效自评报告",
            ["2023年度江川市青石区公共文化", "服务体系建设专项资金项目绩效自评报告"],
        ),
        ("江川市民政局困难老年人居家适老化改造项目", ["江川市民政局困难老年人", "居家适老化改造项目"]),
    ],
)
def test_a_long_title_breaks_after_a_name(title: str, expected: list[str]) -> None:
    assert balanced(title).split("\n") == expected


@given(st.text("某区人力资源局年度2020项目专项经费（）", max_size=120))
def test_no_character_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = balanced(title).split("\n")
    assert "".join(lines) == title
    assert all(sum(0.5 if c.isascii() else 1 for c in line) <= CAPACITY for line in lines)
