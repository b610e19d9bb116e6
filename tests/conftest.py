"""Shared by all tests: the examples, a way to run commands, goldens that ``pytest --accept`` rewrites."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, settings

from drafter.cli import run

# The same examples at every run, and no shrinking: a law that breaks is told within seconds. To look for new
# examples: make search
# No deadline and no check of speed: machines that run tests are busy, and a slow example is no broken law.
settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", derandomize=False, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
SUMMARY_2020 = EXAMPLES / "2020年东西湖区企业和人才服务中心.yaml"
WUCHANG = EXAMPLES / "2020年武昌区人力资源局.yaml"
DONGXIHU_2023 = EXAMPLES / "2023年东西湖区企业和人才服务中心.yaml"
SHIFENG = EXAMPLES / "2020年石峰区人力资源和社会保障局.yaml"

SELF_EVALUATIONS = [
    data for data in sorted(EXAMPLES.glob("*.yaml")) if "评价维度:" not in data.read_text(encoding="utf-8")
]
"""The examples with goals and indicators; the others are fiscal evaluations."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-shape", action="store_true", help="update every document of every pack; takes minutes")
    parser.addoption("--accept", action="store_true", help="rewrite the goldens; read the diff before you commit it")


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


@pytest.fixture
def drafter(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command line in this process."""

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares text with a file, or rewrites the file under ``--accept``."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"no golden yet: run pytest --accept and read {path}"
        assert text == path.read_text(encoding="utf-8")

    return check


@pytest.fixture
def data_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a data file from a mapping: a small correct report, with the given keys changed."""

    def write(changes: dict | None = None, name: str = "数据.yaml") -> Path:
        path = tmp_path / name
        path.write_text(yaml.safe_dump({**small_report(), **(changes or {})}, allow_unicode=True, sort_keys=False))
        return path

    return write


def small_report() -> dict:
    """A correct report: 20 + 80 points, one shortfall with its reason, a problem and its measure."""
    return {
        "模板": "hubei",
        "报告类型": "部门整体",
        "单位名称": "某区人力资源局",
        "年度": "2020",
        "填报日期": "2021-03-05",
        "基本情况": {"主要职能": "负责人力资源工作。", "机构设置": "内设三个科室。", "人员情况": "在职10人。"},
        "预算执行": {
            "全年预算数": "100.00",
            "全年执行数": "95.00",
            "执行率": "95.00%",
            "分值": "20",
            "得分": "19",
            "偏差原因": "部分合同尾款未到支付节点",
        },
        "年度目标": [
            {
                "名称": "促进就业",
                "分值": "80",
                "指标": [
                    indicator(
                        "产出指标",
                        "数量指标",
                        "开发岗位",
                        "200个",
                        "164个",
                        "50",
                        "41",
                        偏差原因="符合条件人数少于预期",
                    ),
                    indicator("效益指标", "社会效益指标", "就业率", "≥90%", "92%", "20", "20"),
                    indicator("满意度指标", "服务对象满意度指标", "求职者满意度", "≥90%", "95%", "10", "10"),
                ],
            }
        ],
        "总分": "90",
        "存在问题": [
            {"编号": "1", "问题": "岗位开发未达目标", "原因": "符合条件人数少于预期", "涉及指标": ["开发岗位"]}
        ],
        "改进措施": [{"措施": "年初摸底测算后再定目标", "针对问题": ["1"]}],
        "上年度结果应用": "上年度结果已用于编制预算。",
        "结果应用": "自评结果作为下年度预算安排的依据。",
    }


def indicator(
    level1: str, level2: str, name: str, target: str, actual: str, points: str, score: str, **more: str
) -> dict:
    """A row of the data file."""
    row = {"一级指标": level1, "二级指标": level2, "三级指标": name, "指标值": target, "完成值": actual}
    return {**row, "分值": points, "得分": score, **more}
