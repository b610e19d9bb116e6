"""The data files in ``examples``, and the root of the source."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
SUMMARY_2020 = EXAMPLES / "2020年东西湖区企业和人才服务中心.yaml"
WUCHANG = EXAMPLES / "2020年武昌区人力资源局.yaml"
DONGXIHU_2023 = EXAMPLES / "2023年东西湖区企业和人才服务中心.yaml"
SHIFENG = EXAMPLES / "2020年石峰区人力资源和社会保障局.yaml"

SELF_EVALUATIONS = [
    data for data in sorted(EXAMPLES.glob("*.yaml")) if "评价维度:" not in data.read_text(encoding="utf-8")
]
"""The examples with goals and indicators; the others are fiscal evaluations."""
