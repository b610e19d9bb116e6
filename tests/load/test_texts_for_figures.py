"""A text where a figure belongs: read where it is clear, else a finding and a gap; it stops no draft."""

from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.load import load
from drafter.model.figures import Figure, Money, Rate
from drafter.textfile.errors import Refusal
from tests.helpers.finished_command import Ran

TEXTS = """模板: national
报告类型: 项目
单位名称: 某局
项目名称: 某项目
年度: 2024
预算执行: {年初预算数: 约三万, 全年预算数: 3万元(1.5万元+1.5万元),
  全年执行数: 3万元, 执行率: 资金拨付进度100%, 分值: 10}
年度目标:
  - 指标:
      - {二级指标: 数量指标, 三级指标: 甲, 指标值: 10次, 完成值: 10次, 分值: 90, 得分: 优}
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "数据.yaml"
    path.write_text(TEXTS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3万元(1.5万元+1.5万元)", "3 万元"),
        ("３万元（含结转1万元）", "3 万元"),
        ("到位资金3.5万元", "None"),  # 到 may be up to
        ("资金总额3.5万元", "3.5 万元"),
        ("300000（30万元）", "None"),
        ("3719.88（万元）", "None"),
        ("约3万元", "None"),
        ("人均3万元", "None"),
        ("100￥", "None"),
        ("3万元、5万元", "None"),
    ],
)
def test_money_in_a_text(text: str, value: str) -> None:
    try:
        money = Money.read(text)
        assert f"{money.value} {money.unit}" == value
        assert money.text == text
    except Refusal:
        assert value == "None"


def test_a_score_and_a_rate_in_a_text() -> None:
    assert str(Figure.read("9.5分（扣0.5分）").value) == "9.5"
    assert str(Rate.read("资金拨付进度100%").ratio) == "1.00"
    for text in ("80%-90%", "下降5%", "约95%", "上年95%"):
        with pytest.raises(Refusal):
            Rate.read(text)


def test_clear_ones_are_read_with_a_note_and_others_found(drafter: Callable[..., Ran], texts: Path) -> None:
    done = drafter("check", texts, "--json")
    assert done.json["notes"] == [
        "第6行 预算执行·全年预算数：“3万元(1.5万元+1.5万元)”读作 3万元",
        "第7行 预算执行·执行率：“资金拨付进度100%”读作 100%",
    ]
    unreadable = {f["where"]["path"]: f["message"] for f in done.json["findings"] if f["code"] == "value-unreadable"}
    assert list(unreadable) == ["预算执行.年初预算数", "年度目标[0].指标[0].得分"]
    assert unreadable["预算执行.年初预算数"].startswith("“约三万”不能当作数读")


def test_the_draft_is_written_with_the_text_and_a_gap(drafter: Callable[..., Ran], texts: Path, tmp_path: Path) -> None:
    from drafter.docx.read import read_blocks

    done = drafter("draft", texts, "-o", tmp_path / "稿", "--all", "--json")
    assert done.code == 1
    assert "预算执行.年初预算数" in {gap["where"].get("path") for gap in done.json["gaps"]}
    form = next(file["路径"] for file in done.json["files"] if file["文书"] == "自评表")
    cells = [text for block in read_blocks(Path(form)) for text in block.texts]
    assert "约三万【待补充：年初预算数】" in cells
    assert "优【待补充：得分】" in cells
    assert "3万元(1.5万元+1.5万元)" in cells


@pytest.mark.parametrize("kind", ["xlsx", "json", "yaml"])
def test_the_text_that_was_written_is_kept(drafter: Callable[..., Ran], texts: Path, tmp_path: Path, kind: str) -> None:
    other = tmp_path / f"另存.{kind}"
    assert drafter("convert", texts, "-o", other).code == 0
    assert load(other).data.unread == load(texts).data.unread
    assert str(load(other).data.execution.adjusted_budget) == "3万元(1.5万元+1.5万元)"


def test_what_stops_the_reading_is_told_with_the_texts(drafter: Callable[..., Ran], texts: Path) -> None:
    texts.write_text(TEXTS.replace("分值: 10}", "分值: [1]}"), encoding="utf-8")
    done = drafter("check", texts)
    assert done.code == 2
    assert "年初预算数：现在是“约三万”" in done.err


def test_a_score_of_the_scores_file_replaces_the_text(drafter: Callable[..., Ran], texts: Path, tmp_path: Path) -> None:
    scores = tmp_path / "得分.yaml"
    scores.write_text("- {三级指标: 甲, 得分: 90}\n", encoding="utf-8")
    found = drafter("check", texts, "--scores", scores, "--json").json["findings"]
    assert "年度目标[0].指标[0].得分" not in {finding["where"]["path"] for finding in found}
