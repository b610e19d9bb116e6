"""``packs lint`` finds every fault of a pack at once, with file and line, without any data file."""

import shutil
from pathlib import Path

import pytest
from docx import Document

from drafter.pack import pack_folders
from tests.helpers.examples import ROOT
from tests.helpers.packs import HUNAN, line_of, spoilt


@pytest.mark.parametrize("pack", [*pack_folders(), str(ROOT / "tests" / "forms" / "packs" / "另一省")])
def test_our_own_packs_are_clean(drafter, pack: str) -> None:
    ran = drafter("packs", "lint", pack)
    assert ran.code == 0, ran.out
    assert "没有发现问题" in ran.out


def test_what_is_no_pack_ends_with_2(drafter, tmp_path: Path) -> None:
    ran = drafter("packs", "lint", tmp_path)
    assert ran.code == 2
    assert "没有名为" in ran.err
    (tmp_path / "pack.yaml").write_text("只是一句话", encoding="utf-8")
    assert drafter("packs", "lint", tmp_path).code == 2
    (tmp_path / "pack.yaml").write_text("甲: [乙", encoding="utf-8")
    assert drafter("packs", "lint", tmp_path).code == 2


P, T, F = "pack.yaml", "自评表.md.jinja", "整体支出自评表.yaml"

FOUND = [
    (
        P,
        "一级分值: {产出指标: 50",
        "一级分值: {产出指标: 40",
        "相加 10+40+30+10=90；应等于满分 100",
        "一级分值",
    ),
    (P, "一级分值: {产出指标: 50", "一级分值: {产出: 50", "指标体系里没有“产出”", "一级分值"),
    (P, "- {名称: 差, 不低于: 0}", "- {名称: 差, 不低于: 50}", "低于 50 分的没有等级", "等级:"),
    (
        P,
        "- {名称: 良, 不低于: 80}",
        "- {名称: 优, 不低于: 80}",
        "等级“优”与“优”的名称或分数相同",
        "{名称: 优, 不低于: 80}",
    ),
    (
        P,
        "执行率偏低线: 90%",
        "执行率偏底线: 90%",
        "没有“执行率偏底线”这个键；最接近的是“执行率偏低线”",
        "执行率偏底线",
    ),
    (P, "文件: 整体支出自评表.yaml", "文件: 整体表.yaml", "文件“整体表.yaml”不存在", "整体表.yaml"),
    (
        P,
        "模板: 自评表.md.jinja",
        "模板: 自评.md.jinja",
        "文件“自评.md.jinja”不存在；这个文件夹里有：",
        "自评.md",
    ),
    (P, "模板: 自评表.md.jinja", "模板: ../自评表.md.jinja", "不是一个文件名", "../自评表"),
    (P, "{{ 项目 }}{{ 表名 }}", "{{ 项目 }}{{ 表明 }}", "是否想写“表名”", "{{ 表明 }}"),
    (P, '"附件2-{{ 序号 }}"', '"附件2-{{ 序数 }}"', "模板里的“序数”不是已知名称", "{{ 序数 }}"),
    (
        P,
        '"{{ 年度 }}年度{{ 单位名称 }}{{ 项目 }}{{ 表名 }}"',
        '"{{ 项目 }}"',
        "文件名可能是空的",
        '文件名: "{{ 项目 }}"',
    ),
    (
        P,
        "    预算名称: 全年预算数\n",
        "    预算的名称: 全年预算数\n",
        "没有“预算名称”；句库里的句子要用这个词",
        "部门整体:",
    ),
    (P, "报告类型: [部门整体, 项目]", "报告类型: [部门整体, 项目, 财政评价]", "没有“财政评价”的称谓", "称谓"),
    (P, "报告类型: [部门整体, 项目]", "报告类型: [项目]", "“整体支出自评表”在项目的报告里总是空的", ""),
    (T, "{{ 整体支出自评表 }}", "{{ 整体支出自评 }}", "是否想写“整体支出自评表”", "{{ 整体支出自评 }}"),
    (
        P,
        "表单:\n",
        "表单:\n  备用表:\n    文件: 整体支出自评表.yaml\n    方向: 横向\n    报告类型: [部门整体]\n    表题: 备用\n",
        "没有一个模板印“备用表”",
        "",
    ),
    (T, "{{ 整体支出自评表 }}", "{% if 年度 %}{{ 整体支出自评表 }}", "没有对应的 {% endif %}", "{% if"),
    (
        T,
        "{{ 整体支出自评表 }}",
        "{% for n in 年度 %}{{ 整体支出自评表 }}{% endfor %}",
        "循环（for）",
        "{% for",
    ),
    (T, "{{ 整体支出自评表 }}", "# {{ 标提 }}\n{{ 整体支出自评表 }}", "“标提”不是已知名称", "标提"),
    (F, "{内容: 完成值, 必填: 是}", "{内容: 完成数, 必填: 是}", "是否想写“完成值”", "完成数"),
    (F, "{内容: 单位名称, 跨列: 8}", "{内容: 单位名称, 跨列: 7}", "共占8列；应占满9列", "部门名称"),
    (
        F,
        "{内容: 单位名称, 跨列: 8}",
        "{内容: 单位名称, 跨行: 8}",
        "没有“跨行”这个键；最接近的是“跨列”",
        "跨行",
    ),
    (F, "等级：{{ 等级 }}", "等级：{{ 等及 }}", "没有可印的内容“等及”", "等及"),
    (F, "{内容: 满分}", "{内容: 指标值}", "它只能写在“每个: 指标”之内", "{内容: 指标值}"),
    (F, "- 每个: 资金", "- 每个: 资今", "应为", "资今"),
]


@pytest.mark.parametrize(("file", "old", "new", "said", "at"), FOUND, ids=[case[2].strip()[:30] for case in FOUND])
def test_a_fault_is_found_with_its_file_and_line(
    drafter, tmp_path: Path, file: str, old: str, new: str, said: str, at: str
) -> None:
    pack = spoilt(tmp_path, file, old, new, pack=HUNAN)
    ran = drafter("packs", "lint", pack)
    assert ran.code == 1, ran.out + ran.err
    (told,) = [line for line in ran.out.splitlines() if said in line][:1] or [ran.out]
    assert said in told
    if at:
        assert f"{file} 第{line_of(pack / file, at)}行" in told


def test_columns_of_a_table_are_looked_at(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "pack.yaml", "内容: [绩效类别]", "内容: [绩效类型]")
    spoilt(tmp_path, "pack.yaml", "必填: [指标值, 完成值, 得分]", "必填: [指标值, 上年完成值, 得分数]")
    ran = drafter("packs", "lint", pack)
    assert "没有可印的内容“绩效类型”" in ran.out
    assert "是否想写“绩效类别”" in ran.out
    assert "没有可印的内容“得分数”" in ran.out
    assert "“必填”里的“上年完成值”没有一列印它" in ran.out


def test_all_faults_of_all_files_are_told_at_once(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "pack.yaml", "执行率偏低线: 90%", "执行率偏底线: x%", pack=HUNAN)
    spoilt(tmp_path, "pack.yaml", "方向: 横向", "方向: 斜向")
    spoilt(tmp_path, "自评表.md.jinja", "{{ 整体支出自评表 }}", "{{ 没有的空 }}")
    spoilt(tmp_path, "整体支出自评表.yaml", "{内容: 满分}", "{内容: 满分数}")
    spoilt(tmp_path, "项目支出自评表.yaml", "跨列: 8", "跨行: 8")
    ran = drafter("packs", "lint", pack)
    assert ran.code == 1
    for said in ("执行率偏底线", "斜向", "没有的空", "满分数", "跨行"):
        assert said in ran.out


def test_where_pack_yaml_is_of_no_use_the_templates_are_still_looked_at(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "pack.yaml", "", "名称: 甲\n")
    spoilt(tmp_path, "摘要版.md.jinja", "{{ 自评得分 }}", "{{ 自评得分")
    ran = drafter("packs", "lint", pack)
    assert ran.code == 1
    assert "文书：没有填；这一项必填。请填写文书，如 {" in ran.out
    assert "摘要版.md.jinja 第" in ran.out


def test_files_that_nothing_names_are_notes(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path)
    shutil.copy(pack / "整体自评表.yaml", pack / "旧表.yaml")
    ran = drafter("packs", "lint", pack)
    assert ran.code == 1
    assert "提示" in ran.out
    assert "旧表.yaml：没有用到这个文件" in ran.out
    assert "共 1 处：提示 1" in ran.out


def test_two_documents_of_one_file_name_are_told(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "pack.yaml", "{{ 摘要标题 }}（摘要版）", "{{ 标题 }}")
    assert "“摘要版”与“完整版”的文件名相同" in drafter("packs", "lint", pack).out


def test_a_word_that_one_kind_of_report_lacks_is_told_unless_an_if_avoids_it(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "pack.yaml", "    摘要标题: 整体绩效自评结果\n", "")
    assert "“部门整体”的称谓里没有“摘要标题”" in drafter("packs", "lint", pack).out
    spoilt(tmp_path, "pack.yaml", "{{ 项目 }}{{ 摘要标题 }}（摘要版）", "结果（摘要版）")
    spoilt(tmp_path, "摘要版.md.jinja", "# {{ 摘要标题 }}", "{% if 项目 %}\n# {{ 摘要标题 }}\n{% endif %}")
    assert drafter("packs", "lint", pack).code == 0


def test_json_carries_file_line_and_counts(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path, "pack.yaml", "产出指标: 50", "产出指标: 40", pack=HUNAN)
    found = drafter("packs", "lint", pack, "--json").json
    assert (found["errors"], found["warnings"], found["notes"]) == (1, 0, 0)
    (finding,) = found["findings"]
    assert finding["severity"] == "error"
    assert finding["where"]["line"] == line_of(pack / "pack.yaml", "一级分值")


@pytest.mark.parametrize("cut", range(0, 40, 3))
def test_a_pack_cut_off_anywhere_is_told_without_a_crash(drafter, tmp_path: Path, cut: int) -> None:
    pack = spoilt(tmp_path)
    for name in ("pack.yaml", "整体自评表.yaml", "完整版.md.jinja"):
        text = (pack / name).read_text(encoding="utf-8")
        (pack / name).write_text(text[: len(text) * cut // 40], encoding="utf-8")
    ran = drafter("packs", "lint", pack)
    assert ran.code in (1, 2)
    assert drafter("packs", "show", pack).code in (0, 2)


def test_the_style_file_of_a_pack_is_opened_and_its_missing_styles_are_named(drafter, tmp_path: Path) -> None:
    pack = spoilt(tmp_path)
    style_file = pack / "reference.docx"
    document = Document(ROOT / "templates" / "reference.docx")
    for name in ("Heading 1", "表格正文"):
        document.styles[name].delete()
    document.save(style_file)
    ran = drafter("packs", "lint", pack)
    assert ran.code == 1
    for name in ("标题 1", "表格正文"):
        assert f"reference.docx：没有样式“{name}”；报告要用这个样式。在 Word 里新建同名的样式" in ran.out
    style_file.write_bytes(b"PK")
    ran = drafter("packs", "lint", pack)
    assert "错误" in ran.out
    assert "reference.docx：不是 Word 文件，或文件已损坏" in ran.out
