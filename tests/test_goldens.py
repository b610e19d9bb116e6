"""What the program writes from the examples, as readable outlines (``pytest --accept`` rewrites them)."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.commands.draft import draft
from drafter.docx.read import read_outline
from tests.helpers.examples import EXAMPLES

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("data", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_example_is_drafted_as_accepted(data: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    outcome = draft(data, tmp_path, everything=True)
    for file in outcome.files:
        golden(CASES / data.stem / f"{file.document}.txt", read_outline(file.path))
    told = "\n".join(
        f"{f.severity} {f.code} {f.where.line or '-'} {f.where.path}：{f.message}" for f in outcome.findings
    )
    golden(CASES / data.stem / "findings.txt", told + "\n")


@pytest.mark.parametrize("data", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_same_input_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    first, second = (draft(data, tmp_path / name).files for name in ("a", "b"))
    assert [f.path.read_bytes() for f in first] == [f.path.read_bytes() for f in second]


def test_json_and_yaml_of_the_same_data_give_the_same_report(tmp_path: Path) -> None:
    import json

    import yaml

    data = EXAMPLES / "2023年东西湖区企业和人才服务中心.yaml"
    tree = yaml.load(data.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    as_json = tmp_path / "数据.json"
    as_json.write_text(json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8")
    one, other = draft(data, tmp_path / "a"), draft(as_json, tmp_path / "b")
    # Only the hidden state, which names the file and its lines, is another.
    assert [visible(f.path) for f in one.files] == [visible(f.path) for f in other.files]
    assert [(f.code, f.where.path) for f in one.findings] == [(f.code, f.where.path) for f in other.findings]


def visible(report: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(report) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("word/")}
