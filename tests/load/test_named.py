"""A problem names indicators that are there."""

from pathlib import Path

import pytest

from drafter.findings import InputError
from drafter.load import load
from tests.helpers.small_report import small_report


def test_a_name_that_nothing_bears_is_told_with_the_nearest(data_file) -> None:
    report = small_report()
    report["存在问题"][0]["涉及指标"] = ["开发岗"]
    with pytest.raises(InputError) as caught:
        load(data_file(report))
    assert "没有名为“开发岗”的指标；最接近的是“开发岗位”" in str(caught.value)
    assert "第" in str(caught.value)


@pytest.mark.parametrize("name", ["开发岗位", "促进就业/开发岗位", "预算执行率"])
def test_an_indicator_its_goal_and_the_execution_can_be_named(data_file, name: str) -> None:
    report = small_report()
    report["存在问题"][0]["涉及指标"] = [name]
    path: Path = data_file(report)
    assert load(path).data.problems[0].indicators == (name,)
