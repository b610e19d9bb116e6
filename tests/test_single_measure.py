"""A measure without 针对问题 answers the losses where it can only mean them; elsewhere the gap stays and is named."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from drafter.cli import app
from drafter.findings import RefusedError

DATA = """模板: hubei
单位名称: 某局
年度: 2024
填报日期: 2025-03-01
基本情况: {{主要职能: 甲。, 机构设置: 乙。, 人员情况: 丙。}}
上年度结果应用: 丁。
结果应用: 戊。
预算执行: {{全年预算数: 100, 全年执行数: 100, 分值: 20}}
年度目标:
  - 名称: 目标
    分值: 80
    指标:
      - {{二级指标: 数量指标, 三级指标: 走访企业, 指标值: ≥100家, 完成值: 99家, 分值: 40, 得分: 39.6, 偏差原因: 注销}}
      - {{二级指标: 质量指标, 三级指标: 合格率, 指标值: 90%, 完成值: {rate}%, 分值: 40{cause}}}
改进措施: {measures}
"""
MISSED = ", 得分: 35.6, 偏差原因: 人手不足"


@pytest.mark.parametrize(
    ("rate", "cause", "measures", "cell"),
    [
        ("92", "", "[{措施: 年中清理走访名单}]", ""),
        ("92", "", "[]", "指标[1]·改进措施"),
        ("80", MISSED, "[{措施: 年中清理走访名单}, {措施: 增加检查}]", ""),
        ("80", MISSED, "[{措施: 清理名单}, {措施: 增加检查}, {措施: 加强培训}]", "指标[2]·改进措施"),
    ],
)
def test_final_asks_only_for_what_no_measure_can_answer(
    tmp_path: Path, rate: str, cause: str, measures: str, cell: str
) -> None:
    source = tmp_path / "数据.yaml"
    source.write_text(DATA.format(rate=rate, cause=cause, measures=measures), encoding="utf-8")
    ran = CliRunner().invoke(app, ["draft", "--final", str(source), "-o", str(tmp_path / "报告.docx")])
    assert isinstance(ran.exception, RefusedError) == bool(cell)
    assert any(tmp_path.glob("报告*.docx")) == (not cell)
    assert cell in str(ran.exception)
