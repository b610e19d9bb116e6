"""Data -> form -> import -> the same data, as far as the form prints it; and the same after LibreOffice saved the form.

Forms do not print: 评分标准, 原因类别, 涉及指标, 针对问题, 基本情况 (but for cells that name it), 收支情况, 主要成效,
上年度结果应用, which goal an indicator is of (Hunan, national), weights of indicators (Hubei), the unit (national).
"""

import shutil
from pathlib import Path

import pytest
import yaml

from drafter.commands.draft import draft
from drafter.docx.read import read_outline
from drafter.load import load
from drafter.load.wordform import import_forms
from drafter.pack import load_pack
from drafter.textfile.writing import yaml_text
from tests.helpers.examples import DONGXIHU_2023, SELF_EVALUATIONS, SHIFENG, SUMMARY_2020, WUCHANG
from tests.helpers.libreoffice import SOFFICE, converted
from tests.helpers.printed_forms import printed
from tests.helpers.small_report import small_report

OWN = [(SUMMARY_2020, "hubei"), (WUCHANG, "hubei"), (DONGXIHU_2023, "hubei"), (SHIFENG, "hunan"), (SHIFENG, "national")]
"""Each example with the pack that it was published in, and the national one."""

PAIRS = [(data, pack) for data in SELF_EVALUATIONS for pack in ("hubei", "hunan")] + [
    (data, "national") for data in (DONGXIHU_2023, SHIFENG)
]


def form_of(data: Path, pack: str, folder: Path, document: str = "自评表") -> Path:
    (file,) = draft(data, folder, pack=pack, only=(document,)).files
    return file.path


def imported(form: Path, pack: str, original: Path, folder: Path, name: str = "") -> Path:
    """A data file of what was read; the unit is that of the original where the form does not print it."""
    read = import_forms([(form, name or form.name)], [load_pack(pack)], pack)
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "读入.yaml"
    unit = {} if read.tree.get("单位名称") else {"单位名称": load(original).data.unit}
    data.write_text(yaml_text({**read.tree, **unit}), encoding="utf-8")
    return data


@pytest.mark.parametrize(("data", "pack"), PAIRS, ids=lambda value: getattr(value, "stem", value))
def test_every_printed_field_comes_back(data: Path, pack: str, tmp_path: Path) -> None:
    again = imported(form_of(data, pack, tmp_path / "a"), pack, data, tmp_path / "b")
    given, found = (printed(load_pack(pack), load(path).data) for path in (data, again))
    assert found == given | computed(given, found)


def computed(given: dict, found: dict) -> dict:
    """The form prints what was not given but follows: the weight of a goal, the grade, the score of the execution."""
    told = {
        key: found.get(key)
        for key in ("等级", "预算执行得分", "预算执行分值", "执行率", "总分")
        if not given.get(key, 0)
    }
    told = {key: value for key, value in told.items() if key in given}
    if "目标" in given:
        pairs = zip(given["目标"], found["目标"], strict=True)
        told["目标"] = [{**g, **({"分值": f.get("分值")} if "分值" in g and not g["分值"] else {})} for g, f in pairs]
    if "项目" in given:
        pairs = zip(given["项目"], found["项目"], strict=True)
        told["项目"] = [g | computed(g, f) for g, f in pairs]
    return told


@pytest.mark.parametrize(("data", "pack"), OWN, ids=lambda value: getattr(value, "stem", value))
def test_the_form_drawn_from_what_was_read_is_the_same_form(data: Path, pack: str, tmp_path: Path) -> None:
    form = form_of(data, pack, tmp_path / "a")
    again = form_of(imported(form, pack, data, tmp_path / "b"), pack, tmp_path / "c")
    assert read_outline(again) == read_outline(form)


@pytest.mark.parametrize(("data", "pack"), OWN, ids=lambda value: getattr(value, "stem", value))
def test_the_annexes_of_a_full_report_are_read_as_the_forms_alone(data: Path, pack: str, tmp_path: Path) -> None:
    forms = import_forms([(form_of(data, pack, tmp_path), "甲.docx")], [load_pack(pack)])
    report = import_forms([(form_of(data, pack, tmp_path, "完整版"), "甲.docx")], [load_pack(pack)])
    assert report.tree == forms.tree
    assert (report.wholes, report.projects) == (forms.wholes, forms.projects)


@pytest.mark.parametrize(("data", "pack"), OWN[1:4], ids=lambda value: getattr(value, "stem", value))
def test_every_kind_of_data_file_says_the_same(drafter, data: Path, pack: str, tmp_path: Path) -> None:
    form = form_of(data, pack, tmp_path)
    for kind in ("yaml", "json", "xlsx"):
        drafter("import", form, "-o", tmp_path / f"数据.{kind}")
    first, *others = (load(tmp_path / f"数据.{kind}").data for kind in ("yaml", "json", "xlsx"))
    assert all(other == first for other in others)


def test_reasons_named_after_their_rows_go_back_to_them(data_file, tmp_path: Path) -> None:
    report = {**small_report(), "存在问题": [], "改进措施": []}
    report["年度目标"][0]["指标"][0]["改进措施"] = "年初摸底"
    data = data_file(report)
    form = form_of(data, "hubei", tmp_path / "a")
    again = imported(form, "hubei", data, tmp_path / "b")
    tree = yaml.safe_load(again.read_text(encoding="utf-8"))
    row = tree["年度目标"][0]["指标"][0]
    assert (row["偏差原因"], row["改进措施"]) == ("符合条件人数少于预期。", "年初摸底。")
    assert tree["预算执行"]["偏差原因"] == "部分合同尾款未到支付节点。"
    assert tree["结果应用"] == "自评结果作为下年度预算安排的依据。"
    assert read_outline(form_of(again, "hubei", tmp_path / "c")) == read_outline(form)


def test_a_long_form_in_two_tables_is_one_form(data_file, tmp_path: Path) -> None:
    report = small_report()
    rows = report["年度目标"][0]["指标"]
    rows += [{**rows[1], "三级指标": f"指标{n}"} for n in range(40)]
    data = data_file(report)
    for pack in ("hubei", "hunan"):
        form = form_of(data, pack, tmp_path / pack)
        read = import_forms([(form, form.name)], [load_pack(pack)])
        assert len(read.tree["年度目标"][0]["指标"]) == 43
        assert read.wholes == 1


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every form saved by LibreOffice as .docx, and as .doc and from there as .docx."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    for number, (data, pack) in enumerate(OWN):
        shutil.copyfile(form_of(data, pack, folder / f"drawn{number}"), folder / f"{number}.docx")
    drawn = [folder / f"{number}.docx" for number in range(len(OWN))]
    converted(drawn, "docx", folder / "docx")
    converted(converted(drawn, "doc", folder / "doc"), "docx", folder / "again")
    return {
        f"{way}{number}": folder / way / f"{number}.docx" for way in ("docx", "again") for number in range(len(OWN))
    }


@pytest.mark.parametrize("way", ["docx", "again"])
@pytest.mark.parametrize("number", range(len(OWN)))
def test_forms_saved_by_libreoffice_are_read_the_same(
    resaved: dict[str, Path], way: str, number: int, tmp_path: Path
) -> None:
    data, pack = OWN[number]
    form = form_of(data, pack, tmp_path)
    packs = [load_pack(pack)]
    assert import_forms([(resaved[f"{way}{number}"], form.name)], packs) == import_forms([(form, form.name)], packs)
