"""Packs are data: what they say is used, and their faults are told with file, line and the nearest name."""

from pathlib import Path

import pytest

from drafter.commands.draft import draft
from drafter.findings import InputError
from drafter.pack import load_pack, pack_folders
from tests.helpers.examples import ROOT
from tests.helpers.small_report import small_report

HUBEI = ROOT / "templates" / "hubei"


def copy(folder: Path, **changes: tuple[str, str]) -> str:
    """A copy of the Hubei pack; ``pack=(old, new)`` replaces text in pack.yaml, ``full=`` in the full version."""
    target = folder / "本区"
    target.mkdir()
    for file in HUBEI.iterdir():
        text = file.read_text(encoding="utf-8")
        key = {"pack.yaml": "pack", "完整版.md.jinja": "full", "摘要版.md.jinja": "short"}.get(file.name, file.stem)
        if key in changes:
            old, new = changes[key]
            assert old in text
            text = text.replace(old, new)
        (target / file.name).write_text(text, encoding="utf-8")
    return str(target)


def fault(folder: Path, data_file, **changes: tuple[str, str]) -> str:
    with pytest.raises(InputError) as caught:
        draft(data_file(), folder / "out", pack=copy(folder, **changes))
    assert not (folder / "out").exists()
    return str(caught.value)


def test_every_pack_that_comes_with_the_program_loads() -> None:
    assert "hubei" in pack_folders()
    for folder in pack_folders().values():
        assert load_pack(str(folder)).scoring.full_marks == 100
    assert load_pack("hubei").data.documents


def test_an_unknown_key_is_told_with_line_and_nearest_key(tmp_path: Path, data_file) -> None:
    message = fault(tmp_path, data_file, pack=("执行率偏低线: 90%", "执行率偏底线: 90%"))
    assert "没有“执行率偏底线”这个键；最接近的是“执行率偏低线”" in message
    assert "行" in message


def test_a_rate_without_its_sign_is_told(tmp_path: Path, data_file) -> None:
    assert "应写成百分数" in fault(tmp_path, data_file, pack=("执行率偏低线: 90%", "执行率偏低线: 0.9"))


def test_an_unknown_slot_is_told_with_line_and_nearest_name(tmp_path: Path, data_file) -> None:
    message = fault(tmp_path, data_file, full=("{{ 自评得分 }}", "{{ 自评的分 }}"))
    line = (HUBEI / "完整版.md.jinja").read_text(encoding="utf-8").splitlines().index("{{ 自评得分 }}") + 1
    assert f"完整版.md.jinja 第{line}行" in message
    assert "是否想写“自评得分”" in message


def test_an_unclosed_block_is_told(tmp_path: Path, data_file) -> None:
    assert "花括号和 {% if %} 应成对" in fault(tmp_path, data_file, full=("{% if 项目支出 %}", "{% if 项目支出 "))


@pytest.mark.parametrize(
    "escape",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ 年度 | attr('x') }}",
        "{{ lipsum() }}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_code_in_a_template_is_refused(tmp_path: Path, data_file, escape: str) -> None:
    fault(tmp_path, data_file, short=("{{ 自评得分 }}", escape))


def test_an_unknown_field_of_a_column_is_told(tmp_path: Path, data_file) -> None:
    message = fault(tmp_path, data_file, pack=("内容: [绩效类别]", "内容: [绩效类型]"))
    assert "绩效类型" in message
    assert "绩效类别" in message


def test_headings_are_renumbered_when_one_is_taken_out(tmp_path: Path, data_file) -> None:
    from drafter.docx.read import read_outline

    pack = copy(tmp_path, full=("## 自评得分\n", ""))
    files = draft(data_file(), tmp_path / "out", pack=pack, only=("完整版",)).files
    outline = read_outline(files[0].path)
    assert "[标题 1] 二、绩效目标完成情况" in outline


def test_weights_of_the_pack_are_used_where_the_data_give_none(tmp_path: Path, data_file) -> None:
    from drafter.commands.understand import understand

    report = small_report()
    del report["预算执行"]["分值"], report["预算执行"]["得分"]
    pack = copy(tmp_path, pack=("预算执行分值: 20", "预算执行分值: 30"))
    execution = understand(data_file(report), pack).assessment.execution
    assert (str(execution.points), str(execution.score)) == ("30", "28.50")
